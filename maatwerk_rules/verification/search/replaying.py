"""What the evaluator makes of what was found; each case is reckoned once for all that ask it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.claims import BothDecide, Claim, OnlyJudged
from maatwerk_rules.verification.observed import (
    Found,
    lack_of,
    looked,
    observe,
    observed,
    reckoning,
    records_of,
    witness,
)

MOST_NEAR = 60
"""How many cases that others were made from are kept, with what was reckoned of them."""
MOST_LAST = 8
"""How many other cases are."""

Kept = dict[int, tuple[Case, Reckoning | None, dict[str, Found | None]]]


class Judge:
    """The evaluator on the cases of one program, as `observed.shown` asks it."""

    def __init__(self, policy: Policy, program: Program) -> None:
        self._policy = policy
        self._program = program
        self._near: Kept = {}
        self._last: Kept = {}

    def found(self, case: Case, name: str, near: Case | None = None) -> Found | None:
        """Return what a definition comes to; None where that is open or the case cannot be.

        Args:
            near: A case that this one was made from.
        """
        _, reckoned, seen = self._reckoned(case, near)
        if reckoned is None:
            return None
        if name not in seen:
            seen[name] = self._observe(reckoned, case, name)
        return seen[name]

    def _reckoned(
        self, case: Case, near: Case | None
    ) -> tuple[Case, Reckoning | None, dict[str, Found | None]]:
        kept = self._near.get(id(case)) or self._last.get(id(case))
        if kept is None:
            beside = None if near is None or near is case else self._beside(near)
            kept = case, self._begun(case, beside), {}
            _keep(self._near if near is case else self._last, kept, near is case)
        return kept

    def _beside(self, near: Case) -> Reckoning | None:
        return self._reckoned(near, near)[1]

    def _begun(self, case: Case, beside: Reckoning | None) -> Reckoning | None:
        if beside is None:
            return reckoning(self._policy, self._program, case)
        found = beside.beside(case)
        premises = (*self._program.admissible.values(), *self._program.assumptions.values())
        return found if all(found.value(one).is_true for one in premises) else None

    def _observe(self, reckoned: Reckoning, case: Case, name: str) -> Found | None:
        seen = {}
        for record in records_of(self._program, self._program.definitions[name], case):
            step = reckoned.result(name, record)
            if not step.settled:
                return None
            seen[record] = observed(step)
        return seen

    def lacking(self, case: Case, name: str) -> frozenset[str]:
        """Return the names of what is not there, for which a definition is open in a case."""
        _, reckoned, _ = self._reckoned(case, None)
        if reckoned is None:
            return frozenset()
        records = records_of(self._program, self._program.definitions[name], case)
        steps = (reckoned.result(name, record) for record in records)
        return frozenset(leaf.name for step in steps if not step.settled for leaf in step.missing)

    def shows(self, claim: Claim, cases: tuple[Case, ...], near: Case | None = None) -> bool | None:
        """Tell whether cases show what settles a claim, as `observed.shown` does.

        Args:
            near: A case that all of them differ little from.
        """
        found = self._seen(claim, cases, near)
        return None if found is None else witness(claim, self._program, found) is not None

    def settling(
        self, claim: Claim, cases: tuple[Case, ...], near: Case | None = None
    ) -> Sequence[Found] | None:
        """Return what is seen in cases that settle a claim; None where they do not settle it."""
        found = self._seen(claim, cases, near)
        is_it = found is not None and witness(claim, self._program, found) is not None
        return found if is_it else None

    def _seen(
        self, claim: Claim, cases: tuple[Case, ...], near: Case | None
    ) -> Sequence[Found] | None:
        """Return what is seen in the cases; None where together they tell nothing.

        Which rules work below the outcome tells only a case that is reckoned anew: what is taken
        over from a case near it has the same value, maybe by other rules.
        """

        def quickly(case: Case) -> Found | None:
            return self.found(case, claim.outcome, near)

        def anew(case: Case) -> Found | None:
            return observe(self._policy, self._program, case, claim.outcome, lacking=lack_of(claim))

        if isinstance(claim.demand, OnlyJudged | BothDecide):
            return looked(claim, self._program, cases, anew)
        found = looked(claim, self._program, cases, quickly)
        if found is None:
            is_asked = lack_of(claim) is not None
            return looked(claim, self._program, cases, anew) if is_asked else None
        free = attrs.evolve(claim, documented=frozenset())
        if claim.documented and witness(free, self._program, found) is not None:
            return looked(claim, self._program, cases, anew)
        return found


def _keep(
    found: Kept, one: tuple[Case, Reckoning | None, dict[str, Found | None]], is_near: bool
) -> None:
    """Keep one more; the oldest makes room."""
    if len(found) >= (MOST_NEAR if is_near else MOST_LAST):
        del found[next(iter(found))]
    found[id(one[0])] = one
