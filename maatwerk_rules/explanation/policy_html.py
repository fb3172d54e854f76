"""A policy as an HTML page: each rule beside its intention and article, and what reads what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.document import Block, Heading, Item, Listing, Paragraph, paragraph
from maatwerk_rules.explanation.html import blocks_to_html, html_of, line_to_html, whole, words
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.explanation.policy_chapters import chapters
from maatwerk_rules.explanation.policy_graph import MOST_DRAWN, Graph, graph_of, picture
from maatwerk_rules.explanation.policy_page import BESIDE, Page, page_of
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decision import NO_BESLUIT

Rules = Sequence[tuple[core.Definition, list[Block]]]
MOST_UNFOLDED = 20
"""A policy that determines more is told by chapter, and longer lists fold."""
FOLDED = (
    "Dit beleid beslist over {uitkomsten}. Zij staan per hoofdstuk: een bestand van het beleid."
    " Klap uit wat u wilt lezen of afdrukken."
)
OTHERS = "Overige"


def policy_html(policy: Policy, peildatum: date, uitkomsten: Iterable[str] = ()) -> str:
    """Return a policy as it reads on a date, as a whole page that stands alone.

    Args:
        uitkomsten: Show only these outcomes or begrippen and all that they read; all without any.

    Raises:
        ValueError: the policy does not hold on the date, or has no such outcome on it.

    >>> from maatwerk_rules import load
    >>> page = policy_html(load("bijstand_voorbeeld"), date(2026, 3, 1))
    >>> "<svg" in page, "<script" in page
    (True, False)
    """
    names = tuple(uitkomsten)
    page = page_of(policy, peildatum, names)
    graph = graph_of(policy, peildatum, names)
    rules = [*page.rules()]
    if len(rules) > MOST_UNFOLDED:
        title = {
            name: one.title for one in chapters(policy, peildatum, graph) for name in one.names
        }
        pieces = [*_folded(page, graph, rules, title, names)]
    else:
        pieces = [*_pieces(page, graph, rules)]
    return whole(policy.title, pieces, below=tag("footer", tag("p", NO_BESLUIT)))


def _folded(
    page: Page, graph: Graph, rules: Rules, title: Mapping[str, str], names: tuple[str, ...]
) -> Iterator[Block | Markup]:
    """Yield a long policy by chapter; what is determined in it folds out, what is asked for is."""
    _, on_the_day, *_ = page.before()
    yield on_the_day
    count = sum(definition.published for definition, _ in rules)
    yield paragraph(FOLDED.format(uitkomsten="1 uitkomst" if count == 1 else f"{count} uitkomsten"))
    grouped: dict[str, list[Markup]] = {}
    for number, (definition, blocks) in enumerate(rules):
        drawn = _around(definition, graph, number) if definition.published else None
        one = _one(blocks, drawn, is_open=definition.name in names)
        grouped.setdefault(title.get(definition.name, OTHERS), []).append(one)
    for chapter in sorted(grouped):
        yield Heading(2, chapter)
        yield from grouped[chapter]
    for block in page.after():
        if isinstance(block, Listing) and len(block.items) > MOST_UNFOLDED:
            shown = tag("summary", f"Toon alles ({len(block.items)})")
            yield tag("details", shown, html_of(block), class_="lang")
        else:
            yield block


def _one(blocks: list[Block], drawn: Markup | None, *, is_open: bool) -> Markup:
    """Return what is told of one outcome or begrip, folded behind its name."""
    first, *others = blocks
    assert isinstance(first, Heading)
    inner = (tag("h4", words(block.text)) if isinstance(block, Heading) else _block(block)
             for block in others)  # fmt: skip
    summary = tag("summary", tag("h3", words(first.text)))
    return tag("details", summary, *inner, drawn, open=is_open, class_="bepaalt lang")


def _block(block: Block) -> Markup:
    return rules_to_html(block) if isinstance(block, Listing) else html_of(block)


def _pieces(page: Page, graph: Graph, rules: Rules) -> Iterator[Block | Markup]:
    _, *above = page.before()
    yield from above
    every = tuple(graph.sorts)
    if len(every) <= MOST_DRAWN:
        yield Heading(2, "Wat leest wat?")
        yield picture(graph, every, "Wat leest wat in dit beleid", "graaf")
    for number, (definition, blocks) in enumerate(rules):
        for block in blocks:
            yield rules_to_html(block) if isinstance(block, Listing) else block
        if definition.published and len(every) > MOST_DRAWN:
            yield _around(definition, graph, number)
    yield from page.after()


def _around(definition: core.Definition, graph: Graph, number: int) -> Markup:
    title = f"Wat ‘{write_name(definition.name)}’ leest"
    drawn = picture(graph, graph.around(definition.name), title, f"graaf-{number}")
    return tag("details", tag("summary", title), drawn, class_="lang")


def rules_to_html(listing: Listing) -> Markup:
    """Return rules, each with its source and what it is for beside it.

    >>> from maatwerk_rules.explanation.document import line, paragraph
    >>> item = Item(line("Basis"), (paragraph("Bron: ", "artikel 11"), paragraph("Kan anders.")))
    >>> rules_to_html(Listing((item,))).text.count("<div")
    2
    """
    return tag("ul", *(_rule(item) for item in listing.items), class_="regels")


def _rule(item: Item) -> Markup:
    beside = [one for one in item.blocks if isinstance(one, Paragraph) and _is_beside(one)]
    inner = [one for one in item.blocks if isinstance(one, Listing)]
    others = [one for one in item.blocks if one not in beside and one not in inner]
    left = tag("div", tag("p", line_to_html(item.words)), blocks_to_html(others))
    right = tag("div", blocks_to_html(beside), class_="ernaast")
    return tag("li", left, right, *map(rules_to_html, inner), class_="regel")


def _is_beside(block: Paragraph) -> bool:
    return block.words[0].text in BESIDE
