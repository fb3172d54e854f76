"""The ladder: each claim by the cheapest means that settles it, what is settled told at once.

First what follows from the language, the text, regions and the cone; then directed search; then,
where it may, proof. Whoever settles it, a counterexample is one the evaluator confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
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
from maatwerk_rules.verification.structural import Structural
from maatwerk_rules.verification.verdicts import Verdict

Searcher = Callable[[Sequence[Claim], float], Iterator[Verdict]]
"""Tries cases for claims during so many seconds; one verdict for each claim."""
Prover = Callable[[Claim, float], Verdict]
"""Proves or refutes one claim within so many seconds."""
SearcherBeside = Callable[[Sequence[Claim], float, Callable[[], Set[Claim]]], Iterator[Verdict]]
"""Tries cases as a `Searcher`, and asks on its way which claims were settled elsewhere by then."""

NO_TIME = "Er was geen tijd meer voor een bewijs."
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
        bare = {claim: attrs.evolve(claim, documented=frozenset()) for claim in waiting}
        meant = {free: claim for claim, free in bare.items() if free != claim}
        documented = frozenset(meant.values())
        shown: dict[Claim, Verdict] = {}
        known: list[Verdict] = []
        again = self._proved_before(waiting)
        yield from (found for claim, found in again.items() if claim not in documented)
        held = {claim: found for claim, found in again.items() if claim in documented}
        left = [claim for claim in waiting if claim not in again]
        with self._beside(left, known, seconds) as beside:
            for found in self._searched([*left, *meant], seconds, beside):
                claim = meant.get(found.claim)
                if claim is not None:
                    shown[claim] = found
                    continue
                if found.cases and beside is not None:
                    beside.drop(bare[found.claim])  # nobody asks now what holds without limits
                if _is_final(found) and found.claim not in documented:
                    known.append(found)
                    yield found
                else:
                    held[found.claim] = found
            waits = [*held.values()]
            proving = self._proved(waits, known) if beside is None else beside.proved(waits)
            for found in proving:
                self._remember(found)
                yield self._with_meant(found, shown.get(found.claim))

    def _proved_before(self, claims: Sequence[Claim]) -> dict[Claim, Verdict]:
        before = self._means.before
        found = () if before is None else (before.recall(claim) for claim in claims)
        return {one.claim: one for one in found if one is not None}

    def _remember(self, found: Verdict) -> None:
        if self._means.before is not None:
            self._means.before.remember(found)

    @contextmanager
    def _beside(
        self, waiting: Sequence[Claim], known: list[Verdict], seconds: float
    ) -> Iterator[_ProvedBeside | None]:
        """Give what proves beside the search, or None where that cannot be."""
        prove_many = self._means.proves_many
        if self._means.search_beside is None or prove_many is None or not ProofsBeside.can_be():
            yield None
            return
        with ProofsBeside(self._program, prove_many) as proofs:
            begin = monotonic() + seconds * ALONE
            yield _ProvedBeside(proofs, waiting, known, (begin, self._end))

    def _searched(
        self, claims: Sequence[Claim], seconds: float, beside: _ProvedBeside | None
    ) -> Iterator[Verdict]:
        if self._means.search is None:
            yield from (_not_tried(claim) for claim in claims)
        elif beside is not None and self._means.search_beside is not None:
            share = 1 - RESERVED
            yield from self._means.search_beside(claims, seconds * share, beside.elsewhere)
        else:
            share = SHARE_OF_SEARCH if self._means.proves_many is not None else 1.0
            yield from self._means.search(claims, seconds * share)

    def _proved(self, held: Sequence[Verdict], known: Sequence[Verdict]) -> Iterator[Verdict]:
        """Yield what a proof makes of claims for which nothing was found."""
        before = {found.claim: found for found in held}
        open_ = [claim for claim, found in before.items() if not _is_final(found)]
        yield from (found for found in held if _is_final(found))
        left = self._end - monotonic()
        prove_many = self._means.proves_many
        if prove_many is None or left <= 0:
            yield from (self._untried(before[claim]) for claim in open_)
            return
        known = [*known, *(found for found in held if found.cases)]
        for proved in prove_many(open_, left, known):
            yield _together(before[proved.claim], proved)

    def _untried(self, found: Verdict) -> Verdict:
        if self._means.proves_many is None:
            return found
        return attrs.evolve(found, reason=NO_TIME)

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


class _ProvedBeside:
    """What is proved beside a search, which is told on its way what need not be sought."""

    def __init__(
        self,
        proofs: ProofsBeside,
        waiting: Sequence[Claim],
        known: list[Verdict],
        times: tuple[float, float],
    ) -> None:
        self._proofs = proofs
        self._waiting = waiting
        self._known = known
        self._begin, self._end = times
        self._found: dict[Claim, Verdict] = {}
        self._settled: set[Claim] = set()

    def elsewhere(self) -> Set[Claim]:
        """Return the claims that were settled by a proof by now."""
        now = monotonic()
        if not self._proofs.has_begun and now >= self._begin:
            self._start(now)
        for one in self._proofs.come():
            self._take(one)
        return self._settled

    def drop(self, claim: Claim) -> None:
        """Count a claim as settled that need not be sought any more."""
        self._settled.add(claim)

    def proved(self, held: Sequence[Verdict]) -> Iterator[Verdict]:
        """Yield what search and proof together make of claims that search left open."""
        before = {found.claim: found for found in held}
        if not self._proofs.has_begun:
            self._start(monotonic())
        for one in self._proofs.rest():
            self._take(one)
        told = {one.claim for one in self._known}
        for claim in dict.fromkeys((*before, *self._found)):
            found, proved = before.get(claim), self._found.get(claim)
            if found is None and proved is not None and claim not in told:
                yield proved
            elif found is not None and _is_final(found):
                yield found
            elif found is not None and proved is not None:
                yield _together(found, proved)
            elif found is not None:
                yield attrs.evolve(found, reason=NO_TIME)

    def _start(self, now: float) -> None:
        told = {one.claim for one in self._known}
        left = [claim for claim in self._waiting if claim not in told]
        self._proofs.begin(left, [*self._known], self._end - now)

    def _take(self, proved: Verdict) -> None:
        self._found[proved.claim] = proved
        if _is_final(proved):
            self._settled.add(proved.claim)


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


def _together(found: Verdict, proved: Verdict) -> Verdict:
    """Return what search, which found nothing, and proof make of a claim together."""
    if proved.status == "onbeslist" and found.tried:
        return attrs.evolve(found, reason=proved.reason, seconds=proved.seconds)
    return attrs.evolve(proved, tried=proved.tried or found.tried)


def _as_meant(found: Verdict, meant: Mapping[str, str]) -> Verdict:
    """Return what is refuted as meant where somebody said why."""
    reason = meant.get(found.claim.key)
    if reason is None or found.status not in ("weerlegd", "dood"):
        return found
    return attrs.evolve(found, status="bewust", reason=reason)


def _is_final(found: Verdict) -> bool:
    return found.status not in ("niet_gevonden", "onbeslist")


def _not_tried(claim: Claim) -> Verdict:
    return Verdict(claim, "onbeslist", "zoeken", reason="Er is niet naar gevallen gezocht.")
