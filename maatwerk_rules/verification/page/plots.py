"""Which outcomes are drawn against what, from which case, and how they run there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.types import Datum, Number, Percentage, Scalar, Type, bounds, is_ordered
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.probes import thresholds
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Claim, Step, program_for
from maatwerk_rules.verification.closest import changed, closest, nearest
from maatwerk_rules.verification.finding import Example, Finding, has_its_records, unusual
from maatwerk_rules.verification.observed import Observed, observe
from maatwerk_rules.verification.page.axis import as_number
from maatwerk_rules.verification.page.curve import Curve, Jump, Piece, trace
from maatwerk_rules.verification.page.worths import Absent, Worth, Worths, distance, gap
from maatwerk_rules.verification.report import Report
from maatwerk_rules.verification.verdicts import Verdict

MOST = 40
"""So many courses are drawn; of what else was measured the largest jumps stand in a table."""
GRID = 12
"""Over so many parts of a domain a course is looked at in any case."""
TRIALS = 120
"""So often it is tried to bring a case nearer to a plain one."""

YEARS = 3 * 366
"""So many days are shown around what changes."""

_FIRST = {"weerlegd": 0, "bewust": 1, "gemeten": 2}


@frozen
class Plot:
    """An outcome along one thing in one case.

    `type` is that of what is varied, `definition` that of the outcome. `found` tells of the case.
    `largest` is None where nothing jumps. Places of the curve are counted from `zero` in `unit`.
    """

    found: Finding
    leaf: Leaf
    type: Type
    definition: Definition
    curve: Curve
    scale: Scale
    largest: Jump | None

    @property
    def verdict(self) -> Verdict:
        """What was found of it."""
        return self.found.verdict


@frozen
class Scale:
    """Places, counted in smallest steps, as values of a type."""

    type: Type
    zero: Number

    @property
    def unit(self) -> Fraction:
        """The smallest step."""
        return Fraction(1, 100) if isinstance(self.type, Percentage) else Fraction(1)

    def place(self, value: Scalar) -> int:
        """Return the place of a value, or of the nearest below it.

        >>> Scale(Percentage(), 0).place(Fraction(1, 20))
        5
        """
        return int((as_number(value, self.type) - self.zero) // self.unit)

    def number(self, place: int) -> Number:
        """Return a place as a number on an axis."""
        found = self.zero + place * self.unit
        return int(found) if found.denominator == 1 else found

    def value(self, place: int) -> Scalar:
        """Return the value of a place."""
        number = self.number(place)
        return date.fromordinal(int(number)) if isinstance(self.type, Datum) else number


def steps_in(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return the verdicts that show a step, one of each outcome and place, what matters first."""
    found: dict[tuple[str, str], Verdict] = {}
    shown = [one for one in verdicts if isinstance(one.claim.change, Step) and one.cases]
    for one in sorted(shown, key=_order):
        assert isinstance(one.claim.change, Step)
        found.setdefault((one.claim.outcome, str(one.claim.change.place)), one)
    return tuple(found.values())


def _order(one: Verdict) -> tuple[int, Number, str]:
    return _FIRST.get(one.status, len(_FIRST)), -(one.size or 0), one.claim.key


def plots(report: Report, examples: Sequence[Example]) -> Iterator[Plot]:
    """Yield the courses to draw; some hundreds of cases for each."""
    plotting = _Plotting(report, examples)
    for one in steps_in(report.verdicts)[:MOST]:
        found = plotting.plot(one)
        if found is not None:
            yield found


class _Plotting:
    def __init__(self, report: Report, examples: Sequence[Example]) -> None:
        self._report = report
        self._examples = examples
        self._worths = Worths(report.policy, report.part)
        self._told = {one.claim: one for one in report.findings}

    def plot(self, verdict: Verdict) -> Plot | None:
        """Return the course that a verdict is about, or None where more than one thing differs."""
        found = self._told.get(verdict.claim) or self._near(verdict)
        leaf = changed(found.cases)
        if leaf is None:
            return None
        program = program_for(verdict.claim, self._report.part.program)
        type_ = type_of(leaf, program)
        assert type_ is not None and is_ordered(type_), "a step is one of a number or a date"
        scale = _scale_of(type_, found.cases[0].values[leaf])
        curve = self._traced(found, leaf, scale, program)
        definition = program.definitions[verdict.claim.outcome]
        largest = max(curve.jumps, key=lambda one: _size(one, definition), default=None)
        return Plot(found, leaf, type_, definition, curve, scale, largest)

    def _traced(self, found: Finding, leaf: Leaf, scale: Scale, program: Program) -> Curve:
        case, claim = found.cases[0], found.claim

        def worth(place: int) -> Worth:
            values = {**case.values, leaf: scale.value(place)}
            return self._worths.of(claim, attrs.evolve(case, values=values), found.record)

        low, high = (scale.place(end) for end in bounds(scale.type))
        tried = [scale.place(each.values[leaf]) for each in found.cases]
        for constant in thresholds(program, scale.type, case.peildatum):
            place = scale.place(constant)
            tried += [place - 1, place, place + 1]
        tried += [low + (high - low) * part // GRID for part in range(1, GRID)]
        tried += [sign * 10**power for power in range(3, 8) for sign in (-1, 1)]
        return trace(worth, (low, high), tried)

    def _near(self, verdict: Verdict) -> Finding:
        """Return what a verdict shows in a case as plain as can be, by generated code."""
        claim, cases = verdict.claim, verdict.cases
        program = program_for(claim, self._report.part.program)
        record = _record_of(self._report, claim, program, cases)
        definition = program.definitions[claim.outcome]
        wanted = self._gap(claim, cases, record, definition)

        def holds(trial: tuple[Case, ...]) -> bool:
            if not all(has_its_records(case, program) for case in trial):
                return False
            found = self._gap(claim, trial, record, definition)
            return found is not None and found == wanted

        plain = nearest(cases, (each.case for each in self._examples))
        if plain is not None and wanted:
            cases = closest(cases, plain, holds, most=TRIALS)
        example = next((each for each in self._examples if each.case is plain), None)
        seen = tuple(self._seen(claim, case, record) for case in cases)
        return Finding(verdict, cases, record, seen, None, example, unusual(cases, plain))

    def _seen(self, claim: Claim, case: Case, record: RecordId | None) -> Observed:
        worth = self._worths.of(claim, case, record)
        return Observed(None if isinstance(worth, Absent) else worth)

    def _gap(
        self,
        claim: Claim,
        cases: tuple[Case, ...],
        record: RecordId | None,
        definition: Definition,
    ) -> Number | None:
        before, after = (self._worths.of(claim, case, record) for case in cases)
        return gap(before, after, definition)


def _record_of(
    report: Report, claim: Claim, program: Program, cases: tuple[Case, ...]
) -> RecordId | None:
    """Return the record whose outcome differs most between two cases."""
    before, after = (observe(report.policy, program, case, claim.outcome) or {} for case in cases)
    definition = program.definitions[claim.outcome]

    def difference(record: RecordId | None) -> Number:
        first, second = before[record].value, after[record].value
        if first is None or second is None:
            return 0
        return distance(gap(first, second, definition) or 0, 0)

    return max((one for one in before if one in after), key=difference, default=None)


def _scale_of(type_: Type, value: Scalar) -> Scale:
    """Return a scale on which a value has a place of its own, also one that is not whole."""
    bare = Scale(type_, 0)
    return Scale(type_, as_number(value, type_) - bare.place(value) * bare.unit)


def _size(jump: Jump, definition: Definition) -> tuple[bool, Number, bool]:
    """Return by what jumps are compared: what can be compared first, and of equal ones a fall."""
    found = gap(jump.before, jump.after, definition)
    if found is None:
        return False, 0, False
    return True, distance(found, 0), found < 0


# ---------------------------------------------------------------- what of it is shown


def window(plot: Plot) -> tuple[int, int]:
    """Return between which places something happens, with room on both sides."""
    return around(plot.curve.pieces, isinstance(plot.type, Datum))


def around(pieces: Sequence[Piece], are_days: bool) -> tuple[int, int]:
    """Return the places around all changes; the whole course where that is hardly more.

    >>> around((Piece(0, 99, 5, 5), Piece(100, 10**6, 0, 0)), False)
    (49, 150)
    """
    low, high = pieces[0].first, pieces[-1].last
    bends = [*(one.last for one in pieces[:-1]), *(one.first for one in pieces[1:])]
    if not bends:
        return low, high
    first, last = min(bends), max(bends)
    room = max((last - first) // 4, YEARS if are_days else max(abs(last) // 2, 4))
    if high - low <= 2 * (last - first + 2 * room):
        return low, high
    return max(low, first - room), min(high, last + room)
