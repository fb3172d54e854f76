"""A counterexample worked out for people: minimal, sharp and wide, with the rules that split it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Number, Type, is_ordered
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Claim, More, Other, program_for
from maatwerk_rules.verification.closest import Width, changed, closest, nearest, sharpened, width
from maatwerk_rules.verification.observed import (
    Observed,
    looked,
    observe,
    rank,
    shown,
    witness,
)
from maatwerk_rules.verification.share import Extent
from maatwerk_rules.verification.verdicts import Verdict


@frozen
class Example:
    """A whole case that people know, such as that of a toets, by its name."""

    name: str
    case: Case


@frozen
class Finding:
    """What a claim came to, in cases as plain as they can be.

    `record` is the record the outcome is about, `seen` what the evaluator made of each case.
    `unusual` are the things that are not as in the plain case, beside what differs within a pair.
    `gap` is how far the outcomes lie apart, where they can be compared. `plain` is None where no
    example was at hand. `extent` says how many of some cases it touches, once that was counted.
    """

    verdict: Verdict
    cases: tuple[Case, ...]
    record: RecordId | None
    seen: tuple[Observed, ...]
    width: Width | None = None
    plain: Example | None = None
    unusual: tuple[Leaf, ...] = ()
    gap: Number | None = None
    extent: Extent | None = None

    @property
    def claim(self) -> Claim:
        """The claim it is about."""
        return self.verdict.claim

    @property
    def splitting(self) -> tuple[str, ...]:
        """The rules that decide in one case and not in the other; of one case those that decide."""
        if len(self.seen) == 1:
            return tuple(sorted(self.seen[0].deciding))
        first, second = self.seen
        return tuple(sorted(first.deciding ^ second.deciding))


def work_out(
    policy: Policy, program: Program, verdict: Verdict, examples: Sequence[Example] = ()
) -> Finding:
    """Return what a verdict found, as close to the nearest example as it can be.

    Some hundreds of evaluations of the cone of the claim.

    Raises:
        ValueError: the evaluator does not confirm the cases of the verdict.
    """
    claim = verdict.claim
    if verdict.status == "bewust":  # what shows it does so when the limit is left out of it
        claim = attrs.evolve(claim, documented=frozenset())
    if _shown(policy, program, claim, verdict.cases) is None:
        raise ValueError(f"the evaluator does not confirm {claim.key}")

    def holds(cases: tuple[Case, ...]) -> bool:
        sized = all(has_its_records(case, program) for case in cases)
        return sized and shown(policy, program, claim, cases) is True

    cases = verdict.cases
    plain = nearest(cases, (each.case for each in examples))
    if plain is not None:
        cases = closest(cases, plain, holds)
    ranged = None
    leaf = changed(cases)
    type_ = _type_of(leaf, program, claim) if leaf is not None else None
    if type_ is not None and is_ordered(type_):
        if isinstance(claim.change, More | Other):
            cases = sharpened(cases, type_, holds)
        ranged = width(cases, type_, holds)
    found = _shown(policy, program, claim, cases)
    assert found is not None, "every step kept what it shows"
    record, seen = found
    return Finding(
        verdict,
        cases,
        record,
        seen,
        ranged,
        next((each for each in examples if each.case is plain), None),
        unusual(cases, plain),
        _gap(program_for(claim, program), claim, seen),
    )


def has_its_records(case: Case, program: Program) -> bool:
    """Tell whether every list has as many records as its type asks at least."""
    return all(
        len(case.records(name, type_).records) >= type_.minimum
        for name, type_ in program.facts.items()
        if isinstance(type_, Lijst)
    )


def _type_of(leaf: Leaf, program: Program, claim: Claim) -> Type | None:
    return type_of(leaf, program_for(claim, program))


def _shown(
    policy: Policy, program: Program, claim: Claim, cases: tuple[Case, ...]
) -> tuple[RecordId | None, tuple[Observed, ...]] | None:
    """Return the first record whose outcomes show the claim, with what was seen; else None."""
    whole = program_for(claim, program)
    found = looked(claim, whole, cases, lambda case: observe(policy, whole, case, claim.outcome))
    return witness(claim, whole, found) if found else None


def unusual(cases: tuple[Case, ...], plain: Case | None) -> tuple[Leaf, ...]:
    """Return what all cases have other than the plain one; without that, nothing is usual."""
    usual = plain.values if plain is not None else {}
    first = cases[0].values
    return tuple(
        sorted(
            (
                leaf
                for leaf, value in first.items()
                if usual.get(leaf) != value
                and all(case.values.get(leaf) == value for case in cases)
            ),
            key=lambda leaf: leaf.sort_key,
        )
    )


def _gap(program: Program, claim: Claim, seen: tuple[Observed, ...]) -> Number | None:
    """Return how far two values lie apart, in euros' cents, days or places of an order."""
    if len(seen) == 1 or any(each.value is None for each in seen):
        return None
    definition = program.definitions[claim.outcome]
    gap: Number = rank(seen[0].value, definition) - rank(seen[1].value, definition)
    return max(gap, -gap)
