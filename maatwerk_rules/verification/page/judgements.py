"""How far one judgement alone moves each outcome: from what to what, and how many euros."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maatwerk_rules.dutch import write_aantal, write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.html import table, words
from maatwerk_rules.explanation.markup import Markup, tag, together
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Bedrag, Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Measured, Other
from maatwerk_rules.verification.observed import observe
from maatwerk_rules.verification.page.worths import Absent, Worth, distance, gap
from maatwerk_rules.verification.report import Report
from maatwerk_rules.verification.verdicts import Verdict

MOST = 400
"""So many widths are shown."""
FOLDED = 30
"""A longer table is folded."""


@frozen
class Width:
    """How far a judgement moves one outcome in the pair that was found."""

    judgement: str
    verdict: Verdict
    given: tuple[Worth, Worth]
    size: Number | None
    is_money: bool

    @property
    def order(self) -> tuple[bool, Number, str]:
        """Euros first, the most of them first."""
        return not self.is_money, -(self.size or 0), self.verdict.claim.key


def judgements(report: Report) -> Markup | None:
    """Return what each judgement moves, or None where no judgement was asked about.

    Two evaluations for each width that is shown.
    """
    asked: dict[str, list[Verdict]] = {}
    for one in report.verdicts:
        if isinstance(one.claim.demand, Measured) and isinstance(one.claim.change, Other):
            asked.setdefault(one.claim.change.place.name, []).append(one)
    if not asked:
        return None
    found = [width for name, each in asked.items() for width in _widths(report, name, each)]
    moved = {one.judgement for one in found}
    return together(
        (
            _summary(report, found) if found else None,
            _all(report, found[:MOST], len(found)) if found else None,
            _unmoved([name for name in asked if name not in moved]),
        )
    )


def _widths(report: Report, name: str, verdicts: Sequence[Verdict]) -> Iterator[Width]:
    definitions = report.part.program.definitions
    for one in verdicts:
        if len(one.cases) == 2:
            of = definitions[one.claim.outcome]
            given = _given(report, one.cases, of)
            if given is not None:
                size = gap(given[0], given[1], of)
                is_money = isinstance(of.type, Bedrag) and size is not None
                yield Width(name, one, given, None if size is None else distance(size, 0), is_money)


def _given(report: Report, cases: tuple[Case, ...], of: Definition) -> tuple[Worth, Worth] | None:
    """Return the two outcomes of the record in which they differ most."""
    program = report.part.program
    before, after = (observe(report.policy, program, case, of.name) or {} for case in cases)
    pairs: list[tuple[Worth, Worth]] = []
    for record, one in before.items():
        if record in after:
            worths = [
                Absent.CONFLICT
                if seen.conflict
                else Absent.NO_RULE
                if seen.value is None
                else seen.value
                for seen in (one, after[record])
            ]
            pairs.append((worths[0], worths[1]))
    differing = [pair for pair in pairs if pair[0] != pair[1]]

    def width(pair: tuple[Worth, Worth]) -> Number:
        return distance(gap(pair[0], pair[1], of) or 0, 0)

    return max(differing, key=width, default=None)


def _summary(report: Report, found: Sequence[Width]) -> Markup:
    """Return a row for each judgement: the outcomes it moves and the most euros."""
    listed: dict[str, list[Width]] = {}
    for one in sorted(found, key=lambda each: each.order):
        listed.setdefault(one.judgement, []).append(one)
    rows = []
    for name, widths in listed.items():
        money = [one for one in widths if one.is_money]
        most = _size(report, money[0]) if money else "–"
        of = f" ({write_name(money[0].verdict.claim.outcome)})" if money else ""
        rows.append((write_name(name), write_aantal(len(widths)), f"{most}{of}"))
    head = ("oordeel", "uitkomsten die het verschuift", "meeste euro's, gevonden")
    return table("De breedte van elk oordeel", head, rows, "getallen")


def _all(report: Report, found: Sequence[Width], number: int) -> Markup:
    rows = []
    for one in sorted(found, key=lambda each: (each.judgement, each.order)):
        before, after = (_value(report, one, worth) for worth in one.given)
        rows.append(
            (
                write_name(one.judgement),
                write_name(one.verdict.claim.outcome),
                f"{before} tegenover {after}",
                _size(report, one),
            )
        )
    head = ("oordeel", "uitkomst", "in het gevonden paar", "verschil")
    listed = table("Elk oordeel en elke uitkomst die het verschuift", head, rows, "getallen")
    if number <= FOLDED:
        return listed
    return tag("details", tag("summary", f"Alle {number} verschuivingen"), listed)


def _unmoved(names: Sequence[str]) -> Markup | None:
    if not names:
        return None
    told = write_list([f"`{name}`" for name in sorted(names)], "en")
    first = "Bij dit oordeel" if len(names) == 1 else "Bij deze oordelen"
    return tag("p", words(f"{first} is geen verschil gevonden: {told}."))


def _size(report: Report, one: Width) -> str:
    if not one.is_money or one.size is None:
        return "–"
    return write_value(one.size, report.part.program.definitions[one.verdict.claim.outcome].type)


def _value(report: Report, one: Width, worth: Worth) -> str:
    if isinstance(worth, Absent):
        return worth.value
    return write_value(worth, report.part.program.definitions[one.verdict.claim.outcome].type)
