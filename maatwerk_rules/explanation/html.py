"""A document as an HTML page of its own: no script, nothing is loaded, readable on paper too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import count

from maatwerk_rules.dutch import MONTHS
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    Quote,
    Table,
    Words,
)
from maatwerk_rules.explanation.html_style import STYLE
from maatwerk_rules.explanation.markup import Markup, raw, tag, together

NOTHING_LOADED = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""What a browser may load for the page: its own style, and nothing else."""

FEWEST_LISTED, MOST_LISTED = 3, 40
"""From so many parts on a page begins with a list of them; beyond the second it is folded."""

MANY = 4
"""A table of so many columns does not fit on a narrow screen."""
LONGEST_WHOLE = 20
"""Characters: a day or an amount is not broken in a cell."""

_NAMED = re.compile(r"`([^`\n]+)`")
# An amount stays on one line with its sign, a day with its month.
_TOGETHER = re.compile(rf"(?<=€) (?=[0-9])|(?<=[0-9]) (?=(?:{'|'.join(MONTHS)})\b)")
_TONES = {"sterk": "sterk", "goed": "goed", "let op": "let-op", "open": "open", "stil": "stil"}
MAY_LINK = ("https://", "http://", "mailto:")


def to_html(document: Document) -> str:
    """Return a document as a whole page.

    >>> from maatwerk_rules.explanation.document import paragraph
    >>> page = to_html(Document((Heading(1, "Recht"), paragraph("Uw <recht>."))))
    >>> "<h1>Recht</h1>" in page, "<p>Uw &lt;recht&gt;.</p>" in page
    (True, True)
    """
    first, *others = document.blocks or (Heading(1, ""),)
    is_titled = isinstance(first, Heading) and first.level == 1
    return whole(document.title, others if is_titled else document.blocks)


def whole(
    title: str,
    pieces: Iterable[Block | Markup],
    above: Markup | None = None,
    below: Markup | None = None,
) -> str:
    """Return blocks, and pieces that are HTML already, as a page with a list of its parts.

    >>> "<hr>" in whole("Recht", [Heading(2, "Waarom?"), tag("hr")])
    True
    """
    listed, body = with_contents(pieces)
    return page(title, together((above, listed)), body, below)


def with_contents(pieces: Iterable[Block | Markup]) -> tuple[Markup | None, Markup]:
    """Return blocks as HTML, before them the list of their parts; once on a page.

    >>> listed, body = with_contents([Heading(2, "Waarom?")])
    >>> listed is None, body.text
    (True, '<h2 id="deel-1">Waarom?</h2>')
    """
    pieces = [*pieces]
    heads = [one.text for one in pieces if isinstance(one, Heading) and one.level == 2]
    listed = contents((f"deel-{number}", text) for number, text in enumerate(heads, 1))
    return listed, together(_body(pieces))


def page(
    title: str,
    above: Markup | None,
    body: Markup,
    below: Markup | None = None,
    *,
    may_load: str = NOTHING_LOADED,
) -> str:
    """Return a whole page: its head, a way past what stands above, and the body.

    Args:
        above: What stands between the title and the body, such as a list of its parts.
        below: What stands at the foot.
        may_load: What a browser may load and where a form may go.
    """
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=may_load),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title or "Uitleg"),
        tag("style", raw(STYLE)),
    )
    shown = (
        tag("a", "Naar de inhoud", class_="voorbij", href="#inhoud"),
        tag("header", tag("h1", title or "Uitleg")),
        above,
        tag("main", body, id="inhoud", tabindex="-1"),
        below,
    )
    both = tag("html", tag("head", *head), tag("body", *shown), lang="nl")
    return f"<!doctype html>\n{both.text}\n"


def contents(parts: Iterable[tuple[str, str]]) -> Markup | None:
    """Return links to the parts of a page, by their id and title; None where there are few.

    What stands between backticks in a title is a name of the policy.

    >>> contents([("a", "Eerst")]) is None
    True
    """
    items = [tag("li", tag("a", words(title), href=f"#{name}")) for name, title in parts]
    if len(items) < FEWEST_LISTED:
        return None
    title, listed = "Op deze bladzijde", tag("ul", *items)
    if len(items) > MOST_LISTED:
        folded = tag("details", tag("summary", f"{title} ({len(items)} delen)"), listed)
        return tag("nav", folded, aria_label="Inhoud")
    return tag("nav", tag("h2", title), listed, aria_label="Inhoud")


def _body(blocks: Iterable[Block | Markup]) -> Iterator[Markup]:
    numbers = count(1)
    before = 1
    for block in blocks:
        if isinstance(block, Markup):
            yield block
        elif isinstance(block, Heading):
            # A screen reader goes by levels: none may be left out.
            before = max(2, min(block.level, before + 1))
            name = f"deel-{next(numbers)}" if block.level == 2 else None
            yield tag(f"h{before}", words(block.text), id=name)
        else:
            yield html_of(block)


def blocks_to_html(blocks: Iterable[Block]) -> Markup:
    """Return blocks without a heading among them, to stand within a page.

    >>> from maatwerk_rules.explanation.document import paragraph
    >>> blocks_to_html([paragraph("Dag.")]).text
    '<p>Dag.</p>'
    """
    return together(html_of(block) for block in blocks)


@singledispatch
def html_of(block: Block) -> Markup:
    """Return a block as HTML.

    >>> html_of(Heading(2, "Waarom?")).text
    '<h2>Waarom?</h2>'
    """
    raise TypeError(f"no HTML for {type(block).__name__}")


@html_of.register
def _(block: Heading) -> Markup:
    return tag(f"h{block.level}", words(block.text))


@html_of.register
def _(block: Paragraph) -> Markup:
    return tag("p", line_to_html(block.words))


@html_of.register
def _(block: Quote) -> Markup:
    return tag("blockquote", tag("p", line_to_html(block.words)))


@html_of.register
def _(block: Listing) -> Markup:
    return tag("ol" if block.numbered else "ul", *(_item(item) for item in block.items))


@html_of.register
def _(block: Table) -> Markup:
    if len(block.head) >= MANY:
        return _stacked(block)
    return table("", block.head, ([line_to_html(cell) for cell in row] for row in block.rows))


def _stacked(block: Table) -> Markup:
    """Return a table whose cells stand below each other where a screen is narrow.

    Each then has its head in front of it; the roles say that it is a table all the same.
    """
    heads = [tag("th", one, scope="col", role="columnheader") for one in block.head]
    body = []
    for row in block.rows:
        cells = [
            _cell(*one, is_first=not place)
            for place, one in enumerate(zip(row, block.head, strict=True))
        ]
        body.append(tag("tr", *cells, role="row"))
    inner = tag(
        "table",
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        class_="gestapeld",
        role="table",
    )
    return tag("div", inner, class_="schuift", role="group", tabindex="0", aria_label="Tabel")


def _cell(cell: Line, head: str, *, is_first: bool) -> Markup:
    """Return a cell that names its head; a short one is not broken."""
    short = "kort" if sum(len(one.text) for one in cell) <= LONGEST_WHOLE else None
    name, scope, role = ("th", "row", "rowheader") if is_first else ("td", None, "cell")
    told = line_to_html(cell)
    return tag(name, told, scope=scope, role=role, data_kop=head, class_=short)


def _item(item: Item) -> Markup:
    return tag("li", line_to_html(item.words), blocks_to_html(item.blocks))


def table(
    caption: str, head: Iterable[str], rows: Iterable[Iterable[Markup | str]], kind: str = ""
) -> Markup:
    """Return a table: a caption, a head, and rows of which the first cell names the row.

    It may be wider than a screen; then it scrolls by itself, also with the keyboard.

    >>> table("Bedragen", ("naam", ""), [["norm", "€ 1"]]).text.count("scope")
    2
    """
    heads = [tag("th", one, scope="col") if one else tag("td") for one in head]
    body = [
        tag("tr", *(tag("td", one) if place else _of_row(one) for place, one in enumerate(row)))
        for row in rows
    ]
    inner = tag(
        "table",
        tag("caption", words(caption)) if caption else None,
        tag("thead", tag("tr", *heads)),
        tag("tbody", *body),
        class_=kind or None,
    )
    label = f"Tabel: {caption}" if caption else "Tabel"
    return tag("div", inner, class_="schuift", role="group", tabindex="0", aria_label=label)


def _of_row(cell: Markup | str) -> Markup:
    return tag("th", cell, scope="row")


def line_to_html(line: Line) -> Markup:
    """Return a line of words; how words stand out repeats what they say.

    >>> line_to_html((Words("ja", "sterk"), Words(" volgens `recht`."))).text
    '<strong class="sterk">ja</strong> volgens <code>recht</code>.'
    """
    return together(_words(each) for each in line)


def _words(one: Words) -> Markup:
    told = words(_TOGETHER.sub("\N{NO-BREAK SPACE}", one.text))
    if one.url is not None and one.url.startswith(MAY_LINK):
        own = "adres" if one.text == one.url else None  # on paper it stands there already
        return tag("a", told, href=one.url, rel="noreferrer", class_=own)
    if one.tone in _TONES:
        name = "span" if one.tone == "stil" else "strong"
        return tag(name, told, class_=_TONES[one.tone])
    return told


def words(text: str) -> Markup:
    """Return text in which what stands between backticks is a name of the policy.

    >>> words("De toets `a<b`.").text
    'De toets <code>a&lt;b</code>.'
    """
    # A pattern with one group splits in what lies outside and inside it, in turn.
    parts = _NAMED.split(text)
    return together(tag("code", part) if place % 2 else part for place, part in enumerate(parts))
