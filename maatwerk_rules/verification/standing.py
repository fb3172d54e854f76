"""How claims stand while search and proof settle them, one after the other or side by side.

A claim with limits that are meant is asked twice: as it is, and without its limits. What holds
without them holds; what does not hold without them, and is not shown to fail with them, is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

import attrs

from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.verdicts import Verdict

Elsewhere = Callable[[Callable[[], Set[Claim]]], Set[Claim]]
"""Gives the claims that were settled elsewhere by then; they only grow in number.

It is given what tells of which claims something was found here by now.
"""

NO_TIME = "Er was geen tijd meer voor een bewijs."


class Standing:
    """What is known of some claims.

    Args:
        again: What was proved before.
    """

    def __init__(self, claims: Sequence[Claim], again: Mapping[Claim, Verdict]) -> None:
        self._claims = claims
        self._bare = {claim: attrs.evolve(claim, documented=frozenset()) for claim in claims}
        self._of = {bare: claim for claim, bare in self._bare.items() if bare != claim}
        self._held = dict(again)
        self._proved: dict[Claim, Verdict] = {}
        self._known: list[Verdict] = []
        self._told: set[Claim] = set()
        self._settled: set[Claim] = set()
        self.shown: dict[Claim, Verdict] = {}
        """Of claims with limits that are meant, what shows that they fail without those."""

    @property
    def sought(self) -> list[Claim]:
        """The claims to search for: those of which nothing is known, and all without limits."""
        return [*(claim for claim in self._claims if claim not in self._held), *self._of]

    @property
    def settled(self) -> Set[Claim]:
        """What need not be searched for any more; it only grows."""
        return self._settled

    @property
    def known(self) -> list[Verdict]:
        """What was found with cases, to begin a proof with."""
        return [*self._known, *(found for found in self._held.values() if found.cases)]

    def to_prove(self, found: Set[Claim] = frozenset()) -> tuple[list[Claim], list[Claim]]:
        """Return what a proof must settle, and what it may: that is meant whatever comes of it.

        Args:
            found: The claims of which a search that is not over found something.
        """
        left = [
            claim
            for claim in self._claims
            if claim not in self._told
            and claim not in found
            and not self._is_final(self._held.get(claim))
        ]
        is_shown = {claim: claim in self.shown or self._bare[claim] in found for claim in left}
        must = [claim for claim in left if not is_shown[claim]]
        bare = [self._bare[claim] for claim in must if self._has_limits(claim)]
        return [*bare, *must], [claim for claim in left if is_shown[claim]]

    # ---------------------------------------------------------------- what comes in

    def begin(self) -> Iterator[Verdict]:
        """Yield what was proved before, where nothing more is asked of it."""
        for claim, found in [*self._held.items()]:
            if not self._has_limits(claim):
                self._told.add(claim)
                yield found

    def searched(self, found: Verdict) -> Iterator[Verdict]:
        """Take in what search made of a claim, and yield what can be told now."""
        claim = self._of.get(found.claim)
        if claim is not None:
            if found.cases:
                self.shown.setdefault(claim, found)
            return
        claim = found.claim
        if claim in self._told:
            return
        if found.cases:
            self._settled.add(self._bare[claim])  # nobody asks now what holds without its limits
        if self._is_final(found) and not self._has_limits(claim):
            self._known.append(found)
            self._told.add(claim)
            yield found
        else:
            self._held[claim] = found

    def proved(self, found: Verdict) -> Iterator[Verdict]:
        """Take in what a proof made of a claim, and yield what can be told now."""
        claim = self._of.get(found.claim)
        if claim is not None:
            if found.cases:
                self.shown.setdefault(claim, found)
                self._settled.add(found.claim)
                return
            if not self._is_final(found):
                return
            self._settled.add(found.claim)
            found = attrs.evolve(found, claim=claim)
        if found.claim in self._told or self._is_final(self._proved.get(found.claim)):
            return
        self._proved[found.claim] = found
        if self._is_final(found):
            self._settled.add(found.claim)
            if not self._has_limits(found.claim):
                self._told.add(found.claim)
                yield self._joined(found.claim)

    def rest(self, *, may_prove: bool) -> Iterator[Verdict]:
        """Yield a verdict on each claim that has none yet."""
        for claim in self._claims:
            if claim in self._told or (claim not in self._held and claim not in self._proved):
                continue
            found = self._joined(claim)
            if may_prove and claim not in self._proved and not self._is_final(found):
                found = attrs.evolve(found, reason=NO_TIME)
            yield found

    # ---------------------------------------------------------------- what it comes to

    def _joined(self, claim: Claim) -> Verdict:
        """Return what search and proof make of a claim together."""
        found, proved = self._held.get(claim), self._proved.get(claim)
        if found is None or (proved is not None and not found.tried and not found.cases):
            assert proved is not None, "something is known of it"
            return proved
        if proved is None or self._is_final(found):
            return found
        if proved.status == "onbeslist" and found.tried:
            return attrs.evolve(found, reason=proved.reason, seconds=proved.seconds)
        return attrs.evolve(proved, tried=proved.tried or found.tried)

    def _has_limits(self, claim: Claim) -> bool:
        return self._bare[claim] != claim

    @staticmethod
    def _is_final(found: Verdict | None) -> bool:
        return found is not None and found.status not in ("niet_gevonden", "onbeslist")
