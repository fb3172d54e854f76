"""Two cases put together: in one a definition hangs on what is varied, in the other all on that.

An outcome far above a fact seldom shows it in a case that was pushed for that: everything between
must let it pass at once. But in one case the fact is felt halfway, and in another, found for some
other fact, the outcome hangs on just that. What the definition halfway reads is taken from the
first case, all else from the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from maatwerk_rules.verification.claims import Claim, Later, Measured
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.directed import Aiming
from maatwerk_rules.verification.search.lanes import Lane
from maatwerk_rules.verification.search.looking import Look, Pair
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.reading import is_other
from maatwerk_rules.verification.search.terrain import Terrain

MOST_KEPT = 4
"""So many pairs, and so many cases, are kept for one definition."""
NEAREST = 0.5
"""How often the definition nearest to the outcome is taken, and if not that the next, and so on."""


class Meeting:
    """What is felt halfway and what hangs on that, in cases that were found by now."""

    def __init__(self, terrain: Terrain, aiming: Aiming, random: Random) -> None:
        self._terrain = terrain
        self._aiming = aiming
        self._random = random
        self._felt: dict[int, dict[str, list[Pair]]] = {}
        self._hanging: dict[str, dict[str, list[Draft]]] = {}
        self._met: set[tuple[str, str, int, int]] = set()

    def halfway(self, lane: Lane) -> Iterator[Pending]:
        """Yield the definitions between a place and the outcomes that are measured, as claims."""
        measured = [one for one in lane.open if one.is_measured]
        between = (self._aiming.between(lane, one) for one in measured)
        named = {one.claim.outcome for one in measured}
        for name in sorted(frozenset[str]().union(*between) - named):
            asks = measured[0].claim.asks
            definition = self._terrain.program.definitions[name]
            yield Pending(Claim(asks, name, Measured(), lane.change), definition, is_halfway=True)

    def learn(self, lane: Lane, outcome: str, pair: Pair) -> None:
        """Keep a pair under each definition that differs in it."""
        looks = [Look(self._terrain, draft) for draft in (pair.first, pair.second)]
        hanging = self._hanging.setdefault(outcome, {})
        felt = self._felt.setdefault(lane.number, {})
        for name in self._terrain.below(outcome):
            if name not in lane.reach.definitions:
                continue
            seen = [one.worth(name, self._terrain.records_of(name, one.draft)) for one in looks]
            if is_other(*seen):
                cases, pairs = hanging.setdefault(name, []), felt.setdefault(name, [])
                cases += [pair.first] if len(cases) < MOST_KEPT else []
                pairs += [pair] if len(pairs) < MOST_KEPT else []

    def meets(self, lane: Lane, one: Pending) -> Iterator[tuple[Draft, Pair]]:
        """Yield cases in which an outcome may hang on what is varied, with the pair to try in it.

        Each two cases meet once.
        """
        outcome = one.claim.outcome
        felt, hanging = self._felt.get(lane.number, {}), self._hanging.get(outcome, {})
        names = [name for name in self._terrain.below(outcome)[1:] if name in felt.keys() & hanging]
        while names:
            name = next((each for each in names if self._random.random() < NEAREST), names[0])
            names.remove(name)
            for pair in felt[name]:
                for base in hanging[name]:
                    key = outcome, name, id(pair), id(base)
                    if key not in self._met:
                        self._met.add(key)
                        yield self._crossed(pair.first, base, name, lane), pair

    def _crossed(self, over: Draft, base: Draft, name: str, lane: Lane) -> Draft:
        """Return a case with all that a definition reads as in one, and all else as in another."""
        found, layout = base.copied(), self._terrain.layout
        if isinstance(lane.change, Later) or self._random.random() < 0.5:
            found.day = over.day
        leaves = self._terrain.program.leaves[name]
        read = self._terrain.slots_read(name)
        for slot in read:
            if slot.list is None:
                found.facts[slot.key] = over.facts[slot.key]
        judged = {slot.list for slot in read if slot.kind == "oordeel" and slot.list is not None}
        keys = {slot.key for slot in read}
        for of in (judged | leaves) & layout.lists.keys():
            before = found.lists[of]
            found.lists[of] = tuple([record.copied() for record in over.lists[of]])
            for record, own in zip(found.lists[of], before, strict=False):
                record.update({key: value for key, value in own.items() if key not in keys})
        return found
