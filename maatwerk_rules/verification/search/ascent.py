"""Cases in which a change is felt part of the way up to an outcome, to go on from.

A change deep below an outcome seldom comes through at one stroke: all that stands between must let
it pass at once. A case in which it comes one definition further is kept, and pushed from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from maatwerk_rules.model.core import Read
from maatwerk_rules.model.types import Number
from maatwerk_rules.verification.claims import BothDecide, Turned
from maatwerk_rules.verification.search.cases import Container, Draft
from maatwerk_rules.verification.search.directed import Aiming
from maatwerk_rules.verification.search.drawing import Drawing
from maatwerk_rules.verification.search.lanes import Lane
from maatwerk_rules.verification.search.layout import Slot, plain
from maatwerk_rules.verification.search.looking import Axis, Look, Trial
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.pools import as_number
from maatwerk_rules.verification.search.reading import START, Env, is_lost, is_other
from maatwerk_rules.verification.search.solving import Sides, Solver, as_value
from maatwerk_rules.verification.search.terrain import Terrain

MOST_KEPT = 8
"""So many cases are kept in which a change is felt as far as one definition."""
AROUND = 5
"""So many copies with a few places changed are looked at beside a case that was pushed."""
FROM_THERE = 0.75
"""How often is begun where the change is felt already."""
SLID = 0.4
"""How often numbers are first moved as far as the change stays felt."""
MOST_SLID = 8
"""So many numbers are moved at once."""
PLAIN = 0.8
"""How often a number is moved towards its plain value."""
HIGHEST = 0.6
"""How often the definition nearest to the outcome is taken, and if not that the next, and so on."""

Felt = tuple[int, bool, str]
"""Where a change is felt: the lane, whether a result comes or goes by it, and the definition."""


class Ascent:
    """Pushes what a change does upwards, one definition after another."""

    def __init__(self, terrain: Terrain, aiming: Aiming, drawing: Drawing, random: Random) -> None:
        self._terrain = terrain
        self._aiming = aiming
        self._drawing = drawing
        self._random = random
        self._felt: dict[Felt, list[Draft]] = {}

    def tries(self, lane: Lane, one: Pending, base: Draft) -> Iterator[Look]:
        """Yield looks at cases in which a change may come through to an outcome.

        Args:
            base: A known case to begin from, where none is felt nearer.
        """
        begun = self._begun(lane, one)
        if begun is None:
            draft = base
            way = self._aiming.aim(lane, one, draft)
        else:
            name, kept = begun
            draft = kept.copied()
            if self._random.random() < SLID:
                felt = _felt_at(lane, one, name)
                self._slide(felt, lane, draft)
                self._felt[felt].append(draft.copied())
                self._felt[felt].remove(kept)
            way = self._aiming.aim_above(lane, one, draft, name)
        for number in range(1 + AROUND):
            slots = self._terrain.slots_read(one.claim.outcome)
            tried = self._drawing.changed(draft, slots) if number else draft
            look = Look(self._terrain, tried)
            if look.is_possible:
                yield look
                self._note(lane, one, look, way)

    def _slide(self, felt: Felt, lane: Lane, draft: Draft) -> None:
        """Move numbers and dates as far as the change stays felt, or somewhere on the way there.

        What let the change come so far often is too much of something: an income of a million.
        """
        spots = [*self._flowing(draft, felt[2])]
        self._random.shuffle(spots)
        for slot, holder in spots[:MOST_SLID]:
            self._slide_one(felt, lane, draft, (slot, holder))

    def _slide_one(self, at: Felt, lane: Lane, draft: Draft, spot: tuple[Slot, Container]) -> None:
        slot, holder = spot
        felt = as_number(holder[slot.key])
        drawn = self._terrain.pools.of[slot].drawn(self._random, draft.day)
        is_plain = self._random.random() < PLAIN
        end = as_number(plain(slot.type) if is_plain else drawn)

        def is_felt(number: Number) -> bool:
            holder[slot.key] = as_value(number, slot)
            look = Look(self._terrain, draft)
            return bool(self._felt_in(lane, look, at[2:], lost=at[1]))

        if not is_felt(end):
            lost = end
            while max(felt - lost, lost - felt) > 1:
                middle = (felt + lost) // 2
                felt, lost = (middle, lost) if is_felt(middle) else (felt, middle)
            end = felt
        holder[slot.key] = as_value(end, slot)

    def _begun(self, lane: Lane, one: Pending) -> tuple[str, Draft] | None:
        """Return a case in which the change is felt, and how far up."""
        if self._random.random() > FROM_THERE:
            return None
        between = self._aiming.between(lane, one)
        names = [
            name
            for name in self._terrain.below(one.claim.outcome)
            if name in between and _felt_at(lane, one, name) in self._felt
        ]
        if not names:
            return None
        found = next((name for name in names if self._random.random() < HIGHEST), names[0])
        return found, self._random.choice(self._felt[_felt_at(lane, one, found)])

    def _flowing(self, draft: Draft, name: str) -> Iterator[tuple[Slot, Container]]:
        """Yield what may end up in the value of a definition, with a holder of each."""
        definition = self._terrain.program.definitions[name]
        row = self._random.choice(self._terrain.records(definition, draft))
        env = START if row is None else Env({definition.record or "": row})
        variable = None if row is None else definition.record
        read = Read(name, variable, definition.type)
        solver = Solver(self._terrain, draft, self._random)
        yield from solver.spots(Sides(read, read, env))

    def _note(self, lane: Lane, one: Pending, look: Look, way: Sequence[str]) -> None:
        """Keep a case with each definition on the way that comes out otherwise in it."""
        lost = isinstance(one.claim.demand, BothDecide)
        for name in self._felt_in(lane, look, way, lost=lost):
            kept = self._felt.setdefault(_felt_at(lane, one, name), [])
            kept.append(look.draft.copied())
            if len(kept) > MOST_KEPT:
                del kept[self._random.randrange(MOST_KEPT)]

    def _felt_in(self, lane: Lane, look: Look, names: Sequence[str], *, lost: bool) -> list[str]:
        """Return the definitions that come out otherwise by the change.

        Args:
            lost: Those that have a result on one side only.
        """
        if not look.is_possible:
            return []
        trial = Trial(look, names, lane.reach)
        change, (slot,) = lane.change, lane.slots
        assert isinstance(change, Turned)
        axis = Axis(slot, look.draft.facts)
        before, after = (trial.seen(axis, value) for value in (change.before, change.after))
        if before is None or after is None:
            return []
        return [
            name
            for name, first, second in zip(names, before, after, strict=True)
            if (is_lost(first, second) if lost else is_other(first, second))
        ]


def _felt_at(lane: Lane, one: Pending, name: str) -> Felt:
    return lane.number, isinstance(one.claim.demand, BothDecide), name
