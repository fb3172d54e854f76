"""What a change does, to whom: two versions of a policy, outcome by outcome.

Whether an outcome can become less or more favourable is a claim of one case about the two versions
together, and is searched and proved as any other. The evaluator tells what both give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Number
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.checking import Means
from maatwerk_rules.verification.claims import Claim, Reaches
from maatwerk_rules.verification.closest import closest, nearest
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.observed import Observed, observe_each, rank, shown
from maatwerk_rules.verification.properties import P17
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.versions import LESS, MORE, OLD, OTHER, Shared

Way = Literal["anders", "ongunstiger", "gunstiger"]
WAYS: tuple[tuple[Way, str], ...] = (("ongunstiger", LESS), ("gunstiger", MORE), ("anders", OTHER))
Effect = Literal["gelijk", "gunstiger", "ongunstiger", "wisselend", "anders", "niet gevonden"]


@frozen
class Shift:
    """One case that comes out another way: what the old and the new version give.

    `gap` is how far both lie apart, where they can be compared; `plain` is the example it is like.
    """

    case: Case
    record: RecordId | None
    before: Observed
    after: Observed
    gap: Number | None = None
    plain: Example | None = None


@frozen
class Change:
    """What a change does to one outcome: for each way it may go what came of that, and a case."""

    outcome: str
    verdicts: tuple[tuple[Way, Verdict], ...]
    shifts: tuple[tuple[Way, Shift], ...]

    @property
    def effect(self) -> Effect:
        """What the change does, as far as is known."""
        shows = {way for way, one in self.verdicts if one.status == "levend"}
        if {"gunstiger", "ongunstiger"} <= shows:
            return "wisselend"
        for way in ("ongunstiger", "gunstiger", "anders"):
            if way in shows:
                return way
        proved = self.verdicts and all(one.status == "dood" for _, one in self.verdicts)
        return "gelijk" if proved else "niet gevonden"

    @property
    def is_bounded(self) -> bool:
        """Tell whether it is proved that the outcome goes no other way than was found."""
        return all(one.status in ("levend", "dood") for _, one in self.verdicts)


@attrs.frozen(slots=False)
class Comparison:
    """What a change does: to which clauses, to which outcomes, to which of the known cases.

    `affected` are the names of the examples of which some outcome differs, out of `examples`.
    """

    shared: Shared = attrs.field(repr=False)
    clauses: Clauses
    changes: tuple[Change, ...]
    affected: tuple[str, ...]
    examples: int

    @property
    def differs(self) -> bool:
        """Tell whether an outcome was found that is not the same, or that one version lacks."""
        shared = self.shared
        effects = {one.effect for one in self.changes} - {"gelijk", "niet gevonden"}
        return bool(effects or shared.lost or shared.added or shared.unlike)


@frozen
class Clauses:
    """The declarations, by name, that only one version has or that read otherwise in the new."""

    added: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[str, ...]


def clauses(old: Policy, new: Policy) -> Clauses:
    """Return which declarations changed; toetsen and what is only laid out otherwise do not count.

    Linear in the text of both.
    """
    before, after = _declared(old), _declared(new)
    return Clauses(
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
        tuple(name for name, said in after.items() if before.get(name, said) != said),
    )


def _declared(policy: Policy) -> dict[str, tuple[Declaration, ...]]:
    found: dict[str, tuple[Declaration, ...]] = {}
    for declared in policy.written.everything():
        if not isinstance(declared, Toets) and declared.name:
            found[declared.name] = (*found.get(declared.name, ()), declared)
    return found


# ---------------------------------------------------------------- outcome by outcome


def compare(
    shared: Shared, means: Means, examples: Sequence[Example], seconds: float
) -> Comparison:
    """Return what the new version does that the old one did not; takes about so many seconds.

    Args:
        means: Search and proof over the shared program.
        examples: Whole cases of the shared program.
    """
    program = shared.part.program
    claims = {
        Claim(P17, f"{name}{said}", Reaches(True)): (name, way)
        for name in shared.changed
        for way, said in WAYS
        if f"{name}{said}" in program.definitions
        and not (way == "anders" and f"{name}{LESS}" in program.definitions)
    }
    verdicts: dict[str, list[tuple[Way, Verdict]]] = {name: [] for name in shared.changed}
    steps = [Claim(P17, f"{name}{OTHER}", Reaches(True)) for name in shared.within]
    for one in _settled(means, [*steps, *claims], frozenset(shared.within), seconds):
        if one.claim in claims:
            name, way = claims[one.claim]
            verdicts[name].append((way, one))
    changes = tuple(
        Change(name, tuple(found), tuple(_shifts(shared, name, found, examples)))
        for name, found in verdicts.items()
    )
    affected = tuple(one.name for one in examples if _is_affected(shared, one.case))
    said = clauses(shared.old, shared.new)
    return Comparison(shared, said, changes, affected, len(examples))


def _settled(
    means: Means, claims: list[Claim], within: frozenset[str], seconds: float
) -> Iterator[Verdict]:
    if means.search is None or not claims:
        return
    share = 0.5 if means.prove is not None else 1.0
    left = seconds * (1 - share)
    for one in means.search(claims, seconds * share):
        is_step = one.claim.outcome.removesuffix(OTHER) in within
        if one.status == "levend" or means.prove is None or left <= 0 or is_step:
            yield one
            continue
        proved = means.prove(one.claim, left)
        left -= proved.seconds
        yield proved if proved.status != "onbeslist" else attrs.evolve(one, reason=proved.reason)


def _shifts(
    shared: Shared,
    name: str,
    found: Sequence[tuple[Way, Verdict]],
    examples: Sequence[Example],
) -> Iterator[tuple[Way, Shift]]:
    for way, one in found:
        if one.status == "levend" and one.cases:
            shift = _shift(shared, name, one, examples)
            if shift is not None:
                yield way, shift


def _shift(shared: Shared, name: str, one: Verdict, examples: Sequence[Example]) -> Shift | None:
    """Return a case that shows a change, as close to an example as it can be."""
    policy, program = shared.policy, shared.part.program
    cases = one.cases
    plain = nearest(cases, (each.case for each in examples))
    if plain is not None:
        cases = closest(cases, plain, lambda them: shown(policy, program, one.claim, them) is True)
    like = next((each for each in examples if each.case is plain), None)
    for _, record, before, after in _both(shared, (name,), cases[0]):
        if _state(before) != _state(after):
            return Shift(cases[0], record, before, after, _gap(program, name, before, after), like)
    return None


def _both(
    shared: Shared, names: Sequence[str], case: Case
) -> Iterator[tuple[str, RecordId | None, Observed, Observed]]:
    """Yield what both versions give for outcomes, by record; one evaluation of the case."""
    policy, program = shared.policy, shared.part.program
    both = [each for name in names for each in (name, f"{name}{OLD}")]
    found = observe_each(policy, program, case, both)
    for name in names:
        after, before = found.get(name, {}), found.get(f"{name}{OLD}", {})
        both_have = [record for record in before if record in after]
        yield from ((name, record, before[record], after[record]) for record in both_have)


def _is_affected(shared: Shared, case: Case) -> bool:
    return any(
        _state(before) != _state(after)
        for _, _, before, after in _both(shared, shared.changed, case)
    )


def _state(seen: Observed) -> tuple[object, bool, bool]:
    return seen.value, seen.no_rule, seen.conflict


def _gap(program: Program, name: str, before: Observed, after: Observed) -> Number | None:
    if before.value is None or after.value is None:
        return None
    definition = program.definitions[name]
    gap: Number = rank(before.value, definition) - rank(after.value, definition)
    return max(gap, -gap)
