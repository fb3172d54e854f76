"""The ladder: each claim by the cheapest means that settles it, what is settled told at once.

First what follows from the language, the text, regions and the cone; then directed search; then,
where it may, proof. Whoever settles it, a counterexample is one the evaluator confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import partial
from time import monotonic
from types import MappingProxyType

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Claim, Lives, program_for
from maatwerk_rules.verification.deriving import derive, documented
from maatwerk_rules.verification.observed import observe, splitting
from maatwerk_rules.verification.properties import PROPERTIES, Property
from maatwerk_rules.verification.proved_before import ProvedBefore
from maatwerk_rules.verification.proving_beside import RESERVED, ProofsBeside, ProverOfMany
from maatwerk_rules.verification.standing import NO_TIME, Elsewhere, Standing
from maatwerk_rules.verification.structural import Structural
from maatwerk_rules.verification.verdicts import Verdict

Searcher = Callable[[Sequence[Claim], float], Iterator[Verdict]]
"""Tries cases for claims during so many seconds; one verdict for each claim."""
Prover = Callable[[Claim, float], Verdict]
"""Proves or refutes one claim within so many seconds."""
SearcherBeside = Callable[[Sequence[Claim], float, Elsewhere], Iterator[Verdict]]
"""Tries cases as a `Searcher`, and asks on its way which claims were settled elsewhere by then."""

SHARE_OF_SEARCH = 0.5
"""How much of the time goes to search when proofs follow it."""
ALONE = 0.15
"""For how much of the time is only searched, when proofs are then given beside it."""


@frozen
class Means:
    """What claims are tried with; None where it is not there.

    With `search_beside` proofs are given while it searches, where there is a second processor.
    `before` are the proofs that were given before and still hold.
    """

    search: Searcher | None = None
    prove: Prover | None = None
    prove_many: ProverOfMany | None = None
    search_beside: SearcherBeside | None = None
    before: ProvedBefore | None = None

    @property
    def proves_many(self) -> ProverOfMany | None:
        """What proves many claims: one after the other where nothing proves them together."""
        prove = self.prove
        if self.prove_many is not None or prove is None:
            return self.prove_many
        return partial(_one_by_one, prove)


@frozen
class Asked:
    """What is asked of a policy: which properties of which outcomes, and in how many seconds.

    `outcomes` are all where it is None; then facts are asked about too. `meant` says by the key of
    a claim why it is meant that it does not hold. `own` are claims beside those of the policy; one
    with the same key stands in the place of that.
    """

    wanted: tuple[Property, ...] = PROPERTIES
    outcomes: frozenset[str] | None = None
    seconds: float = 10.0
    meant: Mapping[str, str] = MappingProxyType({})
    own: tuple[Claim, ...] = ()


ALL = Asked()


def slice_on(policy: Policy, day: date | None) -> Slice | None:
    """Return the rules of a day, or without one the last that hold; None where there are none.

    >>> from maatwerk_rules import load
    >>> part = slice_on(load("bijstand_voorbeeld"), date(2026, 3, 1))
    >>> part.vanaf
    datetime.date(2026, 1, 1)
    """
    if day is not None:
        return policy.on(day)
    return policy.slices[-1] if policy.slices else None


def climb(
    policy: Policy,
    part: Slice,
    means: Means,
    asked: Asked = ALL,
) -> Iterator[Verdict]:
    """Yield a verdict for each claim as soon as it is there.

    A claim that holds only because the policy says a limit is meant comes out as `bewust`, with
    the pair that shows what is meant. Takes about as many seconds as it may.
    """
    end = monotonic() + asked.seconds
    structural = Structural(policy, part.program)
    waiting: list[Claim] = []
    own = {claim.key for claim in asked.own}
    derived = (one for one in derive(policy, part.program, asked.wanted) if one.key not in own)
    for claim in (*derived, *asked.own):
        if asked.outcomes is not None and claim.outcome not in asked.outcomes:
            continue
        found = structural.verdict(claim)
        if found is not None:
            yield _as_meant(found, asked.meant)
        else:
            waiting.append(claim)
    if waiting:
        climbing = _Climbing(policy, part.program, means, end)
        alive = _Alive(part.program)
        try:
            yield from (
                _as_meant(alive.told(one), asked.meant)
                for one in climbing.verdicts(waiting, asked.seconds)
            )
        finally:  # what was proved is kept, also of what is broken off
            if means.before is not None:
                means.before.keep()


class _Climbing:
    def __init__(self, policy: Policy, program: Program, means: Means, end: float) -> None:
        self._policy = policy
        self._program = program
        self._means = means
        self._end = end
        self._meant = documented(policy)

    def verdicts(self, waiting: Sequence[Claim], seconds: float) -> Iterator[Verdict]:
        """Yield the verdicts of claims that need cases."""
        standing = Standing(waiting, self._proved_before(waiting))
        yield from standing.begin()
        for found in self._tried(standing, seconds):
            self._remember(found)
            yield self._with_meant(found, standing.shown.get(found.claim))

    def _tried(self, standing: Standing, seconds: float) -> Iterator[Verdict]:
        means, may_prove = self._means, self._means.proves_many is not None
        if means.search is None:
            for claim in standing.sought:
                yield from standing.searched(_not_tried(claim))
        elif means.search_beside is not None and means.proves_many and ProofsBeside.can_be():
            yield from self._beside(standing, seconds, means.search_beside, means.proves_many)
            yield from standing.rest(may_prove=may_prove)
            return
        else:
            share = SHARE_OF_SEARCH if may_prove else 1.0
            for found in means.search(standing.sought, seconds * share):
                yield from standing.searched(found)
        if means.proves_many is not None:
            for batch in standing.to_prove():
                left = self._end - monotonic()
                if batch and left > 0:
                    for found in means.proves_many(batch, left, standing.known):
                        yield from standing.proved(found)
        yield from standing.rest(may_prove=may_prove)

    def _beside(
        self,
        standing: Standing,
        seconds: float,
        search: SearcherBeside,
        prove_many: ProverOfMany,
    ) -> Iterator[Verdict]:
        """Search, and after a while prove beside it what was not found by then."""
        begin = monotonic() + seconds * ALONE
        ready: list[Verdict] = []
        with ProofsBeside(self._program, prove_many) as proofs:

            def elsewhere(found: Callable[[], Set[Claim]]) -> Set[Claim]:
                if not proofs.has_begun and monotonic() >= begin:
                    left = self._end - monotonic()
                    proofs.begin(standing.to_prove(found()), standing.known, left)
                for one in proofs.come():
                    ready.extend(standing.proved(one))
                return standing.settled

            for found in search(standing.sought, seconds * (1 - RESERVED), elsewhere):
                yield from standing.searched(found)
                while ready:
                    yield ready.pop(0)
            if not proofs.has_begun:
                begin = 0.0
                elsewhere(frozenset)
            yield from ready
            for one in proofs.rest():
                yield from standing.proved(one)

    def _proved_before(self, claims: Sequence[Claim]) -> dict[Claim, Verdict]:
        before = self._means.before
        found = () if before is None else (before.recall(claim) for claim in claims)
        return {one.claim: one for one in found if one is not None}

    def _remember(self, found: Verdict) -> None:
        if self._means.before is not None:
            self._means.before.remember(found)

    def _with_meant(self, found: Verdict, without: Verdict | None) -> Verdict:
        """Return as meant what only holds because a limit was said to be."""
        nothing = found.status == "gemeten" and not found.cases
        if without is None or not (nothing or found.status in ("bewezen", "niet_gevonden")):
            return found
        if without.status not in ("weerlegd", "gemeten"):
            return found
        reasons = dict.fromkeys(self._meant[name].omdat for name in self._limits(found, without))
        reason = " ".join(reasons)
        return attrs.evolve(without, claim=found.claim, status="bewust", reason=reason)

    def _limits(self, found: Verdict, without: Verdict) -> Sequence[str]:
        """Return the limits that are meant between the cases of a pair; all where none is seen."""
        meant = found.claim.documented & self._meant.keys()
        program = program_for(found.claim, self._program)
        seen = [observe(self._policy, program, case, found.claim.outcome) for case in without.cases]
        first, second = (one or {} for one in seen)
        both = (splitting(first[record], second[record]) for record in first.keys() & second.keys())
        return sorted(meant & frozenset[str]().union(*both)) or sorted(meant)


class _Alive:
    """Knows where a rule decides: one that may only help need not help in each of its outcomes."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._outcomes: dict[str, str] = {}

    def told(self, found: Verdict) -> Verdict:
        """Return a verdict; as meant of a deviation in favour that helps with another outcome."""
        demand, outcome = found.claim.demand, found.claim.outcome
        if not isinstance(demand, Lives):
            return found
        if found.status == "levend":
            self._outcomes.setdefault(demand.rule, outcome)
        elsewhere = self._outcomes.get(demand.rule)
        deviations = self._program.definitions[outcome].deviations
        helping = {one.node.name for one in deviations if one.favourable}
        if found.status != "dood" or elsewhere is None or demand.rule not in helping:
            return found
        reason = f"Zij werkt alleen ten gunste. Hier helpt zij nooit, bij `{elsewhere}` wel."
        return attrs.evolve(found, status="bewust", reason=reason)


def _one_by_one(
    prove: Prover, claims: Sequence[Claim], seconds: float, known: Sequence[Verdict]
) -> Iterator[Verdict]:
    end = monotonic() + seconds
    for claim in claims:
        left = end - monotonic()
        if left > 0:
            yield prove(claim, left)
        else:
            yield Verdict(claim, "onbeslist", "bewijs", reason=NO_TIME)


def _as_meant(found: Verdict, meant: Mapping[str, str]) -> Verdict:
    """Return what is refuted as meant where somebody said why."""
    reason = meant.get(found.claim.key)
    if reason is None or found.status not in ("weerlegd", "dood"):
        return found
    return attrs.evolve(found, status="bewust", reason=reason)


def _not_tried(claim: Claim) -> Verdict:
    return Verdict(claim, "onbeslist", "zoeken", reason="Er is niet naar gevallen gezocht.")
