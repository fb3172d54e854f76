"""What two people weighed apart, side by side: on which value and factor they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from maatwerk_rules.besluit.form import VIEWS, Form
from maatwerk_rules.besluit.weighing import Beside, side_by_side
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.document import Block, Heading, listing, paragraph
from maatwerk_rules.explanation.html import whole, words
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.explanation.vocabulary import capital

TITLE = "Twee mensen, dezelfde zaak"
SERVES = (
    "Deze bladzijde dient het gesprek. Zij meet niemand en wordt nergens bewaard; alleen het"
    " oordeel dat u samen geeft, wordt vastgelegd."
)
SAME = "Deze twee antwoorden overal hetzelfde."
SAME_SO_FAR = "Wat beiden invulden, is hetzelfde."
NOTHING = "Geen van beiden vulde iets in."
EMPTY = "nog niet ingevuld"
FIRST, SECOND = "De een", "De ander"
DIFFERS = "verschilt"


def beside_page(form: Form, first: Mapping[str, object], second: Mapping[str, object]) -> str:
    """Return what two people answered apart as a whole page in HTML; it names neither of them.

    Args:
        first: Answers as `complete` takes them, ready or not; `second` those of the other.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> from maatwerk_rules.besluit.form import weigh
    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}}
    >>> decision = decide(policy, case, peildatum=date(2026, 3, 1))
    >>> form = weigh(policy, decision, "woonkostentoeslag", "beleidsregel_onevenredig")
    >>> page = beside_page(form, {"waarden": "Rust."}, {"waarden": "Gelijke regels."})
    >>> "Hier verschilt u (1)" in page, "<script" in page
    (True, False)
    """
    return whole(TITLE, beside_pieces(form, first, second))


def beside_pieces(
    form: Form, first: Mapping[str, object], second: Mapping[str, object]
) -> tuple[Block | Markup, ...]:
    """Return the same to stand within a page."""
    rows = side_by_side(form, first, second)
    chosen = {name for one in form.questions for name in one.options}
    return tuple(_pieces([_in_words(one, chosen) for one in rows]))


def _in_words(one: Beside, chosen: Collection[str]) -> Beside:
    """Return answers with what was chosen from the policy as words."""
    first, second = (
        capital(write_name(said)) if said in chosen else said for said in (one.first, one.second)
    )
    return attrs.evolve(one, first=first, second=second)


def _pieces(rows: Sequence[Beside]) -> Iterator[Block | Markup]:
    differing = [one for one in rows if one.differs]
    left = [one.text for one in rows if one.unanswered]
    yield paragraph(SERVES)
    yield Heading(2, f"Hier verschilt u ({len(differing)})")
    if not differing:
        yield paragraph(NOTHING if len(left) == len(rows) else SAME_SO_FAR if left else SAME)
    for view in VIEWS:
        asked = [one.text for one in differing if view in one.views]
        if asked:
            yield Heading(3, capital(view))
            yield listing(asked)
    if left:
        yield Heading(2, f"Dit vulde geen van u beiden in ({len(left)})")
        yield listing(left)
    yield Heading(2, "Alle antwoorden")
    yield beside_to_html(rows)


def beside_to_html(rows: Sequence[Beside]) -> Markup:
    """Return the answers question by question; a row that differs says so in words too."""
    head = tag("tr", *(tag("th", one, scope="col") for one in ("Vraag", FIRST, SECOND)))
    inner = tag(
        "table",
        tag("caption", "Antwoord naast antwoord"),
        tag("thead", head),
        tag("tbody", *map(_row, rows)),
        class_="paar naast-elkaar",
    )
    label = "Tabel: antwoord naast antwoord"
    return tag("div", inner, class_="schuift", role="group", tabindex="0", aria_label=label)


def _row(one: Beside) -> Markup:
    mark = tag("span", f" ({DIFFERS})", class_="stand") if one.differs else None
    cells = (
        tag("td", said or tag("span", EMPTY, class_="stil")) for said in (one.first, one.second)
    )
    asked = tag("th", words(one.text), mark, scope="row")
    return tag("tr", asked, *cells, class_=("verschilt" if one.differs else None))
