"""Verdicts of a policy from its own toetsen: each varied in each place, with what lies near."""

from collections.abc import Iterator, Sequence
from time import process_time

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.model.types import Lijst, Scalar, Type, bounds, is_ordered
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.probes import answers, step_of, thresholds
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.verification.checking import Means, climb
from maatwerk_rules.verification.claims import Claim, Lives, Measured, More, Other, Place, Step
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.observed import observe, rank, shown
from maatwerk_rules.verification.report import Report, Run, report
from maatwerk_rules.verification.told import is_read
from maatwerk_rules.verification.verdicts import Status, Verdict


def examples_of(policy: Policy, part: Slice) -> tuple[Example, ...]:
    """Return the cases of the toetsen, with the plainest values for what they do not say."""
    found = []
    for toets in policy.all(Toets):
        datum = toets.one(Toetsdatum)
        if datum is not None and part.holds_on(datum.datum):
            case = whole(part.program, facts_of(policy, toets).case(datum.datum))
            found.append(Example(toets.naam, case))
    return tuple(found)


def whole(program: Program, case: Case) -> Case:
    """Return a case in which nothing is unknown."""
    values, lists = {**case.values}, {**case.lists}
    for name, type_ in program.facts.items():
        if not isinstance(type_, Lijst):
            values.setdefault(Leaf("gegeven", name), plain(type_))
            continue
        known = lists[name].records if name in lists else ()
        lists[name] = Records(known or (RecordId(name, name),) * type_.minimum)
        for record in lists[name].records:
            for veld in type_.soort.velden:
                values.setdefault(Leaf("gegeven", name, record, veld.naam), plain(veld.type))
    for name, (type_, soort) in program.judgements.items():
        of: list[RecordId | None] = [None]
        if soort is not None:
            of = [*records_of(program, lists, soort)]
        for each in of:
            values.setdefault(Leaf("oordeel", name, each), plain(type_))
    return attrs.evolve(case, values=values, lists=lists)


def records_of(program: Program, lists: dict[str, Records], soort: str) -> Iterator[RecordId]:
    for name, type_ in program.facts.items():
        if isinstance(type_, Lijst) and type_.soort.naam == soort:
            yield from lists[name].records


def plain(type_: Type) -> Scalar:
    """Return the plainest value of a type."""
    if not is_ordered(type_):
        return answers(type_, ())[-1]
    low, high = bounds(type_)
    return min(max(low, type(low)(0) if isinstance(low, int) else low), high)


def tried(policy: Policy, part: Slice, most: int = 6, limit: float = 20) -> Report:
    """Return a report of what so many toetsen show, each varied in one place at a time.

    After `limit` seconds of computing nothing more is tried.
    """
    examples = examples_of(policy, part)
    end = process_time() + limit

    def search(claims: Sequence[Claim], _: float) -> Iterator[Verdict]:
        for claim in claims:
            trying = _Trying(policy, part.program, claim)
            yield trying.verdict(examples[:most] if process_time() < end else ())

    found = climb(policy, part, Means(search))
    return report(policy, part, found, examples, Run(12.4, 7))


class _Trying:
    def __init__(self, policy: Policy, program: Program, claim: Claim) -> None:
        self._policy = policy
        self._program = program
        self._claim = claim

    def verdict(self, examples: tuple[Example, ...]) -> Verdict:
        """Return what the examples show: the first that settles it, or the largest difference."""
        claim, number = self._claim, 0
        best: tuple[int, tuple[Case, ...]] | None = None
        for cases in self._tried(examples):
            number += 1
            if shown(self._policy, self._program, claim, cases) is not True:
                continue
            if not isinstance(claim.demand, Measured):
                status: Status = "levend" if claim.exists else "weerlegd"
                return Verdict(claim, status, "zoeken", cases, number)
            size = self._size(cases)
            if best is None or size > best[0]:
                best = size, cases
        if best is not None:
            return Verdict(claim, "gemeten", "zoeken", best[1], number, best[0])
        return Verdict(claim, "niet_gevonden", "zoeken", (), number)

    def _size(self, cases: tuple[Case, ...]) -> int:
        of = self._program.definitions[self._claim.outcome]
        first, second = (
            observe(self._policy, self._program, case, of.name) or {} for case in cases
        )
        gaps = [0]
        for record, one in first.items():
            there = second[record].value if record in second else None
            if one.value is not None and there is not None:
                gaps.append(abs(int(rank(there, of) - rank(one.value, of))))
        return max(gaps)

    def _tried(self, examples: tuple[Example, ...]) -> Iterator[tuple[Case, ...]]:
        change = self._claim.change
        for each in examples:
            if change is None:
                yield (each.case,)
                if isinstance(self._claim.demand, Lives):
                    yield from ((case,) for case in self._judged(each.case))
            elif isinstance(change, Other | More | Step) and change.place.kind != "begrip":
                yield from self._varied(each.case, change)

    def _judged(self, case: Case) -> Iterator[Case]:
        for leaf in case.values:
            if leaf.kind == "oordeel" and isinstance(case.values[leaf], bool):
                yield attrs.evolve(case, values={**case.values, leaf: not case.values[leaf]})

    def _varied(self, case: Case, change: Other | More | Step) -> Iterator[tuple[Case, ...]]:
        for leaf in case.values:
            if _fits(leaf, change.place):
                type_ = type_of(leaf, self._program)
                assert type_ is not None
                near = thresholds(self._program, type_, case.peildatum)
                here = sorted(answers(type_, near)) if is_ordered(type_) else answers(type_, ())
                for value in here:
                    first = attrs.evolve(case, values={**case.values, leaf: value})
                    if isinstance(change, Step):
                        after = value + step_of(type_)  # type: ignore[operator]
                        second = attrs.evolve(case, values={**case.values, leaf: after})
                        yield first, second
                    else:
                        yield case, first


def _fits(leaf: Leaf, place: Place) -> bool:
    return is_read(leaf, frozenset({place}))
