"""One decision as a page: the answer, the room, the weighing, and every step to fold out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import attrs

from maatwerk_rules.besluit.conflicts import conflicts
from maatwerk_rules.besluit.form import form_of, is_weighed
from maatwerk_rules.besluit.order import EFFECT_FIRST, NO_REASON, NOT_ASKED, TITLES
from maatwerk_rules.besluit.page.attention import attention
from maatwerk_rules.besluit.page.conflicts import PULL_APART, conflicts_to_html
from maatwerk_rules.besluit.page.questions import questions_to_html
from maatwerk_rules.besluit.page.room import Piece, room_to_html, trace_to_html
from maatwerk_rules.besluit.possibilities import possibilities
from maatwerk_rules.explanation.document import Block, Heading, Listing, Section
from maatwerk_rules.explanation.html import (
    blocks_to_html,
    html_of,
    page,
    whole,
    with_contents,
    words,
)
from maatwerk_rules.explanation.markup import Markup, tag, together
from maatwerk_rules.explanation.motivate import ROLES, explain
from maatwerk_rules.explanation.room import TITLE
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.decision import NO_BESLUIT, Decision, Result

VIA = ROLES["via"]
FEWEST_FOLDED = 3
"""From so many rules that only lead to what decides they are folded."""
WHY_FIRST = "Wie eerst ‘nee’ leest, denkt daarna minder vrij."
HOW = (
    "Zet het antwoord in de zaak, bij `gewenst_effect`, en maak deze bladzijde opnieuw. Vraagt uw"
    " gemeente dit niet? Geef dan waarom, met `--niet-gevraagd`."
)
ANYHOW = "Laat zien wat de regels zeggen"
BEHIND = ("ladder", "feiten", "oordelen", "niet beoordeeld", "bezwaar")
FOLDED = ("rest", "bronnen", "versies")


def decision_page(policy: Policy, decision: Decision, *, niet_gevraagd: str | None = None) -> str:
    """Return a decision as a whole page in HTML that stands alone; it is no besluit.

    As long as the case does not say what the resident wants to reach, the page asks that, and what
    the rules say is folded behind it: "nee" first anchors. On paper all of it stands.
    Costs a decision for each combination of answers to open judgements, as `possibilities` does.

    Args:
        niet_gevraagd: Why the municipality does not ask it; then nothing is folded.

    Raises:
        FactError: `niet_gevraagd` gives no reason.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}}
    >>> decision = decide(policy, case, peildatum=date(2026, 3, 1), uitkomsten=["recht"])
    >>> page = decision_page(policy, decision)
    >>> "Welke ruimte is er?" in page, "<script" in page, ANYHOW in page
    (True, False, True)
    """
    if niet_gevraagd is not None and not niet_gevraagd.strip():
        Complaints().stop(NO_REASON)
    below = tag("footer", tag("p", tag("strong", NO_BESLUIT)))
    pieces = [*_Page(policy, decision).pieces()]
    if (decision.facts.gewenst_effect or "").strip():
        return whole(decision.title, pieces, below=below)
    if niet_gevraagd is not None:
        said = tag("p", NOT_ASKED.format(reden=niet_gevraagd.strip()))
        return whole(decision.title, [said, *pieces], below=below)
    return page(decision.title, None, _asked_first(pieces), below)


def _asked_first(pieces: Iterable[Block | Markup]) -> Markup:
    """Return what is asked first, and the page folded behind it; on paper it stands open."""
    listed, body = with_contents(pieces)
    return together(
        (
            tag("h2", TITLES["gewenst_effect"]),
            tag("p", tag("strong", EFFECT_FIRST), f" {WHY_FIRST}"),
            tag("p", tag("span", class_="schrijf", aria_hidden="true")),
            tag("p", words(HOW), class_="niet-op-papier"),
            tag("details", tag("summary", ANYHOW), listed, body, class_="na-de-wens"),
        )
    )


class _Page:
    def __init__(self, policy: Policy, decision: Decision) -> None:
        self._policy = policy
        self._decision = decision
        self._words = Vocabulary(policy, decision.peildatum, decision.facts)
        sections = explain(policy, decision).sections
        self._of: Mapping[str, Section] = {one.name: one for one in sections if not one.about}
        self._about = [one for one in sections if one.about]

    def pieces(self) -> Iterator[Block | Markup]:
        yield from self._section("wens")
        found = conflicts(self._policy, self._decision)
        if found.found:
            yield Heading(2, PULL_APART)
            yield conflicts_to_html(found)
        _, *answer = self._section("uitkomst")
        yield Heading(2, "De uitkomst")
        yield tag("div", blocks_to_html(answer), tag("p", NO_BESLUIT), class_="antwoord")
        yield from attention(self._policy, self._decision)
        yield from self._section("vraag")
        for place, result in enumerate(self._decision):
            yield from self._result(result, self._about[3 * place : 3 * place + 3])
        for name in BEHIND:
            yield from self._section(name)
        yield from self._steps()
        for name in FOLDED:
            yield from self._folded(name)

    def _section(self, name: str) -> Iterable[Block]:
        return self._of[name].blocks

    def _result(self, result: Result, told: list[Section]) -> Iterator[Block | Markup]:
        why, changes, purpose = told
        room = Heading(3, TITLE)
        for block in takewhile(lambda block: block != room, why.blocks):
            yield from _shorter(block) if isinstance(block, Listing) else [block]
        if result.room:
            yield room
            yield room_to_html([*self._pieces_of(result)], self._words)
        yield from purpose.blocks
        yield from changes.blocks

    def _folded(self, name: str) -> Iterator[Block | Markup]:
        """Yield the heading of a section, and below it the rest to fold out: few read it."""
        for block in self._section(name):
            if isinstance(block, Listing):
                shown = tag("summary", f"Toon alles ({len(block.items)})")
                yield tag("details", shown, html_of(block), class_="lang")
            else:
                yield block

    def _pieces_of(self, result: Result) -> Iterator[Piece]:
        key = result.name if result.record is None else (result.name, result.record.key)
        for one in possibilities(self._policy, self._decision, key):
            if one.room.kind == "opschaling":  # it changes who helps, and stands by itself
                continue
            below = None
            if is_weighed(one):
                form = form_of(self._policy, self._decision, result.name, one)
                below = questions_to_html(form, self._words)
            yield Piece(result.name, one, below)

    def _steps(self) -> Iterator[Block | Markup]:
        for block in self._section("stappen"):
            yield trace_to_html(block) if isinstance(block, Listing) else block


def _shorter(grounds: Listing) -> Iterator[Block | Markup]:
    """Yield the rules that decide; those that only lead there fold out, where others decide."""
    on_the_way = [one for one in grounds.items if any(VIA in word.text for word in one.words)]
    others = [one for one in grounds.items if one not in on_the_way]
    if not others or len(on_the_way) < FEWEST_FOLDED:
        yield grounds
        return
    yield attrs.evolve(grounds, items=tuple(others))
    title = f"Regels die meedoen, maar niet beslissen ({len(on_the_way)})"
    inner = html_of(attrs.evolve(grounds, items=tuple(on_the_way)))
    yield tag("details", tag("summary", title), inner, class_="lang")
