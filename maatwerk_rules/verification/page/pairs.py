"""A finding as a card: its cases side by side, what it comes to, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.explanation.html import blocks_to_html, words
from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.verification.finding import Finding
from maatwerk_rules.verification.page.marks import mark
from maatwerk_rules.verification.report import FOUND
from maatwerk_rules.verification.saved import as_toetsen
from maatwerk_rules.verification.told import MOST_TOLD, Telling, advice_for, headline


def card(finding: Finding, policy: Policy, part: Slice, number: int, name: str) -> Markup:
    """Return a finding as a card; `name` is an id that no other has."""
    return _Card(finding, policy, part).made(number, name)


class _Card:
    def __init__(self, finding: Finding, policy: Policy, part: Slice) -> None:
        self._finding = finding
        self._policy = policy
        self._part = part
        self._telling = Telling(policy, part.program, finding)

    def made(self, number: int, name: str) -> Markup:
        finding, telling = self._finding, self._telling
        is_found = finding.verdict.status in FOUND
        asks = finding.claim.asks
        return tag(
            "article",
            tag("h3", words(f"{number}. {headline(finding, self._policy)}"), id=name),
            tag("p", mark(finding.verdict.status), f" · {asks.code} {asks.name}"),
            *self._why(),
            tag("p", words(self._like())),
            self._side_by_side(),
            blocks_to_html((*telling.reach(), *telling.extent())),
            *self._advice(),
            tag("p", f"Kijk ook naar: {', '.join(asks.norms)}.", class_="stil"),
            self._kept(),
            class_="kaart mis" if is_found else "kaart",
            aria_labelledby=name,
        )

    def _why(self) -> Iterator[Markup]:
        verdict = self._finding.verdict
        if verdict.status == "bewust" and verdict.reason:
            yield tag("p", tag("strong", "Waarom: "), words(verdict.reason))

    def _advice(self) -> Iterator[Markup]:
        advice = advice_for(self._finding)
        if advice is not None:
            yield tag("p", tag("strong", "Wat u kunt doen: "), words(advice))

    def _like(self) -> str:
        one = "Een geval" if len(self._finding.cases) == 1 else "Twee gevallen"
        told = f"{one} {self._telling.on()}{self._telling.like()}"
        return f"{told.rstrip(':,')}{':' if told.endswith(':') else ''}"

    def _side_by_side(self) -> Markup:
        pair = len(self._finding.cases) == 2
        title = "De twee gevallen naast elkaar" if pair else "Het geval"
        heads = ("geval 1", "geval 2") if pair else ("waarde",)
        head = tag("tr", tag("td"), *(tag("th", one, scope="col") for one in heads))
        inner = tag(
            "table",
            tag("caption", title),
            tag("thead", head),
            tag("tbody", *self._rows(len(heads))),
            class_="paar" if pair else None,
        )
        label = f"Tabel: {title}, bij {headline(self._finding, self._policy)}"
        label = label.replace("`", "")
        return tag("div", inner, class_="schuift", role="group", tabindex="0", aria_label=label)

    def _rows(self, columns: int) -> Iterator[Markup]:
        if columns == 2:
            yield from self._differing()
        unusual = self._telling.unusual
        for name, value in unusual[:MOST_TOLD]:
            yield _row(name, [value] * columns)
        if len(unusual) > MOST_TOLD:
            more = f"nog {len(unusual) - MOST_TOLD}, in beide gelijk"
            yield _row("andere gegevens", [more] * columns)
        seen = self._finding.seen
        yield _row("uitkomst", [self._telling.value(each) for each in seen], "uitkomst")
        yield _row("door", ["; ".join(self._telling.rules(each)) or "–" for each in seen])

    def _differing(self) -> Iterator[Markup]:
        found = False
        for name, here, there in self._telling.differing():
            found = True
            yield _row(f"≠ {name} (verschilt)", [here, there], "verschilt")
        if not found:
            yield _row("≠ volgorde van de lijst (verschilt)", ["zo", "omgekeerd"], "verschilt")

    def _kept(self) -> Markup | None:
        told = as_toetsen(self._policy, self._part.program, self._finding, "beproefd")
        if told is None:
            return None
        summary = tag("summary", "Als toets, om te bewaren")
        code = tag("pre", tag("code", told), tabindex="0", role="group", aria_label="Toets")
        return tag("details", summary, code, class_="niet-op-papier")


def _row(name: str, cells: list[str], kind: str | None = None) -> Markup:
    return tag(
        "tr",
        tag("th", name, scope="row"),
        *(tag("td", words(cell)) for cell in cells),
        class_=kind,
    )
