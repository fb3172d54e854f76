"""What a change does, to whom: two versions of a policy, outcome by outcome and clause by clause.

How much less or more an outcome can become is a claim of a pair of cases that differ only in which
rules are followed, and is searched and proved as any other. The evaluator tells what both give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import Literal

import attrs

from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Number, is_ordered
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.changed_clauses import Clause, changed_clauses
from maatwerk_rules.verification.checking import Means
from maatwerk_rules.verification.claims import (
    AtMost,
    BothDecide,
    Claim,
    Demand,
    Direction,
    Measured,
    Never,
    Same,
    Turned,
)
from maatwerk_rules.verification.closest import closest, nearest
from maatwerk_rules.verification.finding import Example, has_its_records
from maatwerk_rules.verification.observed import Observed, differs, lack_of, observe, rank, shown
from maatwerk_rules.verification.properties import P17
from maatwerk_rules.verification.search.differing import Differing
from maatwerk_rules.verification.search.replaying import Judge
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.versions import Shared, followed

Way = Literal["anders", "geen regel", "ongunstiger", "gunstiger"]
WAYS: tuple[tuple[Way, Direction], ...] = (("ongunstiger", "minder"), ("gunstiger", "meer"))
Effect = Literal["gelijk", "gunstiger", "ongunstiger", "wisselend", "anders", "niet gevonden"]
SHARE_OF_CLAUSES = 0.3
"""How much of the search goes to clauses one by one, where several changed."""
SHARE_OF_PROOF = 0.5
"""How much of the time goes to proofs, where they can be made."""
LONGEST_PROOF = 5.0
"""So many seconds one proof takes at most."""
LONGEST_SHIFT = 1.0
"""So many seconds a pair is brought nearer to an example."""


@frozen
class Shift:
    """A pair of cases that come out another way: the same but for the rules that are followed.

    `gap` is how far both lie apart, where they can be compared; `plain` is the example it is like.
    """

    cases: tuple[Case, Case]
    record: RecordId | None
    before: Observed
    after: Observed
    gap: Number | None = None
    plain: Example | None = None

    @property
    def case(self) -> Case:
        """The case under the new rules."""
        return self.cases[1]


@frozen
class Change:
    """What a change does to one outcome: for each way it may go what came of that, and a case.

    `geen regel` is the way of a case that has an outcome by the rules of one version only.

    `shifts` holds the largest loss and the largest gain that were found; or where nothing of that
    was, a case in which the outcome is other. `bounds` says what came of proving that no larger one
    can be.
    """

    outcome: str
    verdicts: tuple[tuple[Way, Verdict], ...]
    shifts: tuple[tuple[Way, Shift], ...]
    bounds: tuple[tuple[Way, Verdict], ...] = ()

    @property
    def effect(self) -> Effect:
        """What the change does, as far as is known."""
        shows = {way for way, _ in self.shifts}
        if {"gunstiger", "ongunstiger"} <= shows:
            return "wisselend"
        for way in ("ongunstiger", "gunstiger"):
            if way in shows:
                return way
        if shows:
            return "anders"
        is_same = any(way == "anders" and is_ruled_out(one) for way, one in self.verdicts)
        return "gelijk" if is_same else "niet gevonden"

    @property
    def is_bounded(self) -> bool:
        """Tell whether it is proved that the outcome goes no other way than was found."""
        shows = {way for way, _ in self.shifts}
        ordered = [(way, one) for way, one in self.verdicts if way in dict(WAYS)]
        if not ordered:
            return any(is_ruled_out(one) for _, one in self.verdicts)
        return all(way in shows or is_ruled_out(one) for way, one in ordered)

    def is_largest(self, way: Way) -> bool:
        """Tell whether it is proved that no larger loss, or gain, can be."""
        return any(each == way and is_ruled_out(one) for each, one in self.bounds)


def is_ruled_out(one: Verdict) -> bool:
    """Tell whether it is proved that what a claim forbids does not happen."""
    return one.status == "bewezen"


@frozen
class Splitting:
    """What one changed clause does by itself: to which outcomes, with a case for each.

    `affected` are the names of the examples that come out otherwise by it. `is_apart` False: it
    changes nothing of what the rules of these days mean, or was not looked at by itself.
    """

    clause: Clause
    shifts: tuple[tuple[str, Shift], ...] = ()
    affected: tuple[str, ...] = ()
    is_apart: bool = True


@frozen
class Known:
    """The examples, those that come out otherwise first, with the outcomes that do.

    `by_clause` gives the names of those that do so by one clause alone.
    """

    examples: tuple[Example, ...]
    affected: Mapping[str, tuple[str, ...]]
    by_clause: Mapping[str, tuple[str, ...]]


@attrs.frozen(slots=False)
class Comparison:
    """What a change does: by which clauses, to which outcomes, to which of the known cases."""

    shared: Shared = attrs.field(repr=False)
    clauses: tuple[Splitting, ...]
    changes: tuple[Change, ...]
    known: Known = attrs.field(repr=False)

    @property
    def differs(self) -> bool:
        """Tell whether an outcome was found that is not the same, or that one version lacks."""
        shared = self.shared
        effects = {one.effect for one in self.changes} - {"gelijk", "niet gevonden"}
        return bool(effects or shared.lost or shared.added or shared.unlike)


# ---------------------------------------------------------------- the cases that are known


def look_at(shared: Shared, examples: Sequence[Example]) -> Known:
    """Return which examples come out otherwise; some microseconds for each outcome of each."""
    if not shared.changed:
        return Known(tuple(examples), {}, {})
    differing = Differing(shared.policy, shared.part)
    found = _affected(shared, differing, examples, shared.turned, shared.changed)
    others = [one for one in examples if one.name not in found]
    hit = [one for one in examples if one.name in found]
    by_clause: dict[str, tuple[str, ...]] = {}
    for clause, names in shared.clauses.items():
        if len(shared.clauses) == 1:
            by_clause[clause] = tuple(found)
        else:
            turned = shared.turned_by(clause)
            by_clause[clause] = tuple(_affected(shared, differing, hit, turned, names))
    return Known((*hit, *others), found, by_clause)


def _affected(
    shared: Shared,
    differing: Differing,
    examples: Sequence[Example],
    change: Turned,
    names: Sequence[str],
) -> dict[str, tuple[str, ...]]:
    """Return the outcomes that differ of each example, once the evaluator shows one of them."""
    found: dict[str, tuple[str, ...]] = {}
    cases = (one.case for one in examples)
    for number, name, pair in differing.pairs(cases, change, names):
        own = examples[number].name
        if own in found:
            found[own] = (*found[own], name)
        elif any(_is_shown(shared, Claim(P17, name, one, change), pair) for one in _OTHER):
            found[own] = (name,)
    return found


_OTHER = (Same(grounds=False), BothDecide())


def _is_shown(shared: Shared, claim: Claim, cases: tuple[Case, ...]) -> bool:
    return shown(shared.policy, shared.part.program, claim, cases) is True


# ---------------------------------------------------------------- outcome by outcome


def compare(shared: Shared, means: Means, known: Known, seconds: float) -> Comparison:
    """Return what the new version does that the old one did not; takes about so many seconds.

    Args:
        means: Search and proof over the shared program.
        known: Whole cases of the shared program, looked at.
    """
    comparing = _Comparing(shared, means, known, monotonic() + seconds)
    changes = tuple(comparing.changes(seconds))
    splits = tuple(comparing.splits(changes, seconds))
    return Comparison(shared, splits, changes, known)


class _Comparing:
    def __init__(self, shared: Shared, means: Means, known: Known, end: float) -> None:
        self._shared = shared
        self._means = means
        self._known = known
        self._end = end
        self._several = len(shared.clauses) > 1
        self._judge = Judge(shared.policy, shared.part.program)

    def changes(self, seconds: float) -> Iterator[Change]:
        """Yield what the change does to each outcome that may differ."""
        if self._means.prove is not None:
            seconds *= 1 - SHARE_OF_PROOF
        if self._several:
            seconds *= 1 - SHARE_OF_CLAUSES
        claims = {
            self._claim(name, way): (name, way)
            for name in self._shared.changed
            for way in self._ways(name)
        }
        found: dict[str, dict[Way, Verdict]] = {name: {} for name in self._shared.changed}
        for one in self._searched([*claims], seconds):
            name, way = claims[one.claim]
            found[name][way] = one
        for name, verdicts in self._proved(found).items():
            yield self._change(name, verdicts)

    def _ways(self, name: str) -> Iterator[Way]:
        if self._shared.part.program.definitions[name].order is not None:
            yield from (way for way, _ in WAYS)
        if self._may_lack(name):
            yield "geen regel"
        yield "anders"

    def _may_lack(self, name: str) -> bool:
        """Tell whether an outcome, or what it reads, may be left without a result."""
        definitions = self._shared.part.program.definitions
        waiting, seen = [name], {name}
        while waiting:
            one = definitions[waiting.pop()]
            is_total = one.no_conflict and (one.default is not None or one.no_gap)
            if one.expression is None and not is_total:
                return True
            below = (one.reads & definitions.keys()) - seen
            seen |= below
            waiting += below
        return False

    def _claim(self, name: str, way: Way) -> Claim:
        demands: dict[Way, Demand] = {"anders": Same(grounds=False), "geen regel": BothDecide()}
        demands |= {each: Measured(direction) for each, direction in WAYS}
        return Claim(P17, name, demands[way], self._shared.turned)

    def _searched(self, claims: Sequence[Claim], seconds: float) -> Iterator[Verdict]:
        if self._means.search is not None and claims:
            yield from self._means.search(claims, seconds)

    # ------------------------------------------------------------ proofs

    def _proved(self, found: dict[str, dict[Way, Verdict]]) -> dict[str, dict[Way, Verdict]]:
        """Return what proofs make of what was not found: first whether anything differs at all."""
        prove = self._means.prove
        for name, verdicts in found.items():
            if prove is None or _differ(verdicts):
                continue
            whole = self._prove(self._claim(name, "anders"))
            verdicts["anders"] = whole or verdicts["anders"]
        for name, verdicts in found.items():
            for way, direction in WAYS:
                one = verdicts.get(way)
                if one is None or one.cases or prove is None:
                    continue
                if is_ruled_out(verdicts["anders"]):
                    verdicts[way] = attrs.evolve(one, status="bewezen", method="bewijs")
                    continue
                never = Claim(P17, name, Never(direction), self._shared.turned)
                verdicts[way] = self._prove(never) or one
        return found

    def _prove(self, claim: Claim) -> Verdict | None:
        left = self._end - monotonic()
        if self._means.prove is None or left <= 0:
            return None
        return self._means.prove(claim, min(left, LONGEST_PROOF))

    # ------------------------------------------------------------ what is shown

    def _change(self, name: str, verdicts: Mapping[Way, Verdict]) -> Change:
        shifts: list[tuple[Way, Shift]] = []
        bounds: list[tuple[Way, Verdict]] = []
        for way in self._ways(name):
            one = verdicts.get(way)
            if one is None:
                continue
            shift = self._shift(one.claim, one.cases)
            if shift is None or (way == "anders" and shifts and shift.gap is not None):
                continue
            shown: Way = "geen regel" if _is_lost(shift) else way
            if shown in dict(shifts):
                continue
            if way in dict(WAYS) and is_ordered(self._shared.new.types[name]):
                shift, bound = self._bounded(name, way, shift)
                bounds += [] if bound is None else [(way, bound)]
            shifts.append((shown, shift))
        return Change(name, tuple(verdicts.items()), tuple(shifts), tuple(bounds))

    def _bounded(self, name: str, way: Way, shift: Shift) -> tuple[Shift, Verdict | None]:
        """Return the largest shift that can be proved to be that, with what came of the proof."""
        turned, gap = self._shared.turned, shift.gap
        assert gap is not None, "what is less or more can be compared"
        if way == "gunstiger":  # a gain is what turning back would lose
            turned = attrs.evolve(turned, before=turned.after, after=turned.before)
        bound = self._prove(Claim(P17, name, AtMost(gap), turned))
        if bound is None or not bound.cases:
            return shift, bound
        cases = bound.cases if way == "ongunstiger" else bound.cases[::-1]
        larger = self._prove(self._claim(name, way))
        if larger is not None and larger.cases:
            cases = larger.cases
        found = self._shift(self._claim(name, way), cases)
        if found is None or found.gap is None or found.gap <= gap:
            return shift, None
        return found, self._prove(Claim(P17, name, AtMost(found.gap), turned))

    def _shift(self, claim: Claim, cases: tuple[Case, ...]) -> Shift | None:
        """Return a pair that shows a change, as close to an example as it can be without less."""
        if len(cases) != 2:
            return None
        first = self._seen(claim, cases)
        if first is None:
            return None
        begun, near = monotonic(), cases[0]
        least, program = first[3] or 0, self._shared.part.program
        examples = self._known.examples
        plain = nearest(cases, (each.case for each in examples))

        def holds(them: tuple[Case, ...]) -> bool:
            is_late = monotonic() - begun > LONGEST_SHIFT
            if is_late or not all(has_its_records(one, program) for one in them):
                return False
            found = self._seen(claim, them, near)
            return found is not None and (found[3] or 0) >= least

        if plain is not None:
            cases = closest(cases, plain, holds)
        like = next((each for each in examples if each.case is plain), None)
        found = self._seen(claim, cases)
        assert found is not None, "every step kept what it shows"
        record, before, after, gap = found
        return Shift((cases[0], cases[1]), record, before, after, gap, like)

    def _seen(
        self, claim: Claim, cases: tuple[Case, ...], near: Case | None = None
    ) -> tuple[RecordId | None, Observed, Observed, Number | None] | None:
        """Return the record of which the outcome differs most as a claim says, and by how much.

        Args:
            near: A case that these differ little from: beside it they are reckoned quickly.
        """
        shared, program = self._shared, self._shared.part.program
        found = []
        lacking = lack_of(claim)
        for case in cases:
            name = followed(program, case, claim.outcome)
            if near is None or lacking is not None:
                found.append(observe(shared.policy, program, case, name, lacking=lacking))
            else:
                found.append(self._judge.found(case, name, near))
        first, second = found
        if first is None or second is None:
            return None
        definition = program.definitions[claim.outcome]
        shifts = [
            (record, before, second[record], _gap(definition, before, second[record]))
            for record, before in first.items()
            if record in second and differs(claim, before, second[record], definition)
        ]
        return max(shifts, key=lambda one: one[3] or 0, default=None)

    # ------------------------------------------------------------ clause by clause

    def splits(self, changes: Sequence[Change], seconds: float) -> Iterator[Splitting]:
        """Yield what each changed clause does by itself."""
        shared, known = self._shared, self._known
        found: dict[str, list[tuple[str, Shift]]] = {clause: [] for clause in shared.clauses}
        if self._several:
            if self._means.prove is not None:
                seconds *= 1 - SHARE_OF_PROOF
            claims = {
                Claim(P17, name, demand, shared.turned_by(clause)): clause
                for clause, names in shared.clauses.items()
                for name in names
                for demand in (_OTHER if self._may_lack(name) else _OTHER[:1])
            }
            for one in self._searched([*claims], seconds * SHARE_OF_CLAUSES):
                shift = self._shift(one.claim, one.cases)
                named = dict(found[claims[one.claim]])
                if shift is not None and one.claim.outcome not in named:
                    found[claims[one.claim]].append((one.claim.outcome, shift))
        else:
            for clause in found:
                found[clause] = [(one.outcome, one.shifts[0][1]) for one in changes if one.shifts]
        for changed in changed_clauses(shared.old, shared.new):
            name = changed.name
            yield Splitting(
                changed,
                tuple(found.get(name, ())),
                known.by_clause.get(name, ()),
                name in shared.clauses,
            )


def _is_lost(shift: Shift) -> bool:
    """Tell whether a case has an outcome by the rules of one version only."""
    return (shift.before.value is None) != (shift.after.value is None)


def _differ(verdicts: Mapping[Way, Verdict]) -> bool:
    return any(one.cases for one in verdicts.values())


def _gap(definition: Definition, before: Observed, after: Observed) -> Number | None:
    if before.value is None or after.value is None:
        return None
    gap: Number = rank(before.value, definition) - rank(after.value, definition)
    return max(gap, -gap)
