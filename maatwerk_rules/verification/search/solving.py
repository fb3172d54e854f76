"""Numbers and dates set so that one expression stands to another as wanted.

Both sides are functions of the case, reckoned by generated code. A few secant steps on one of the
facts that flow into them find sums, percentages and derived limits without knowing any of these;
where the sides move in steps (ages, rounding) halving finds the edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import floor
from random import Random

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.exact import tidy
from maatwerk_rules.model.types import Datum, Number, Scalar, is_ordered
from maatwerk_rules.verification.search.cases import Container, Draft
from maatwerk_rules.verification.search.layout import Slot
from maatwerk_rules.verification.search.pools import as_number, flowing
from maatwerk_rules.verification.search.reading import Env
from maatwerk_rules.verification.search.terrain import Terrain

MOST_SPOTS = 24
MOST_STEPS = 6
FLAT = 4
"""After so many values without any difference a fact counts as one that moves nothing."""
DEEPEST = 12
Spot = tuple[Slot, Container]

_SIGNS = {"eq": {0}, "ne": {-1, 1}, "lt": {-1}, "le": {-1, 0}, "gt": {1}, "ge": {0, 1}}


def signs(operator: str, wanted: bool) -> frozenset[int]:
    """Return on which side of nil a difference lies when a comparison holds, or does not.

    >>> sorted(signs("ge", True)), sorted(signs("ge", False))
    ([0, 1], [-1])
    """
    found = _SIGNS[operator]
    return frozenset(found if wanted else {-1, 0, 1} - found)


def as_value(number: Number, slot: Slot) -> Scalar:
    """Return a number as a value that a slot may have, the nearest there is.

    >>> from maatwerk_rules.model.types import Bedrag
    >>> as_value(Fraction(5, 2), Slot("gegeven", "huur", Bedrag(van=0, tot=900)))
    2
    """
    how = slot.reckoned
    found = how.low if number < how.low else min(number, how.high)
    if how.is_date:
        return date.fromordinal(floor(found))
    if how.fine is not None:
        return tidy(round(Fraction(found) / how.fine) * how.fine)
    return found if type(found) is int else floor(found)


@attrs.frozen(eq=False)
class Sides:
    """Two expressions of which the difference is asked, where they stand."""

    left: core.Expr
    right: core.Expr
    env: Env


class Solver:
    """Moves the facts of a draft."""

    def __init__(self, terrain: Terrain, draft: Draft, random: Random) -> None:
        self._terrain = terrain
        self._draft = draft
        self._random = random

    def difference(self, sides: Sides) -> Number | None:
        """Return by how much the left side is more than the right one now."""
        reader = self._terrain.reader
        case = reader.case(self._draft)
        left = reader.worth(sides.left, case, sides.env)
        right = None if left is None else reader.worth(sides.right, case, sides.env)
        if left is None or right is None or isinstance(left, str) or isinstance(right, str):
            return None
        return as_number(left) - as_number(right)

    def solve(self, sides: Sides, wanted: frozenset[int], *, edge: bool) -> bool:
        """Move a fact until the difference lies on a wanted side; True when it does.

        Args:
            edge: Bring it as near to the other side as can be, also where it is on this one.
        """
        now = self.difference(sides)
        if now is not None and _sign(now) in wanted and not edge:
            return True
        spots = [*{(one[0], id(one[1])): one for one in self.spots(sides)}.values()]
        self._random.shuffle(spots)
        for again in (False, True):
            if again:
                self._shake(spots)
            for slot, holder in spots[:6]:
                if self._along(sides, wanted, slot, holder, edge=edge):
                    return True
        found = self.difference(sides)
        return found is not None and _sign(found) in wanted

    def _shake(self, spots: list[Spot]) -> None:
        """Set all facts to other values: where two must move, moving one brings nothing."""
        terrain, draft = self._terrain, self._draft
        for slot, holder in spots:
            holder[slot.key] = terrain.pools.of[slot].drawn(self._random, draft.day)

    def spots(self, sides: Sides) -> Iterator[Spot]:
        """Yield what may end up in one of two sides, with each holder of it."""
        walk = _Flowing(self._terrain, self._draft)
        for side in (sides.left, sides.right):
            yield from walk.of(side, sides.env)

    # ------------------------------------------------------------------ along one fact

    def _along(
        self, sides: Sides, wanted: frozenset[int], slot: Slot, holder: Container, *, edge: bool
    ) -> bool:
        """Move one fact; put it back where that brings nothing."""
        line = _Line(self, sides, slot, holder)
        start = holder[slot.key]
        inside = line.find(wanted)
        if inside is None:
            holder[slot.key] = start
            return False
        outside = line.other_side(wanted) if edge else None
        if outside is not None:
            inside = line.narrowed(inside, outside, wanted)
        holder[slot.key] = as_value(inside, slot)
        return True


class _Line:
    """The difference as a function of one fact; remembers what it tried."""

    def __init__(self, solver: Solver, sides: Sides, slot: Slot, holder: Container) -> None:
        self._solver, self._sides = solver, sides
        self._slot, self._holder = slot, holder
        self._known: dict[Number, Number | None] = {}
        self._start = as_number(holder[slot.key])

    def at(self, number: Number) -> Number | None:
        """Return the difference when the fact has this value."""
        value = as_value(number, self._slot)
        exact = as_number(value)
        if exact not in self._known:
            self._holder[self._slot.key] = value
            self._known[exact] = self._solver.difference(self._sides)
        return self._known[exact]

    def exact(self, number: Number) -> Number:
        """Return the value that is tried for a number."""
        return as_number(as_value(number, self._slot))

    def find(self, wanted: frozenset[int]) -> Number | None:
        """Return a value for which the difference lies on a wanted side."""
        goal = 0 if 0 in wanted else (1 if 1 in wanted else -1)
        here, before = self._start, self.at(self._start)
        if before is None:
            return None
        if _sign(before) in wanted:
            return here
        flat = 0
        for there in self._openings(goal - before):
            after = self.at(there)
            if after is None or after == before:
                flat += 1
                if flat == FLAT:
                    return None
                continue
            found = self._secant((here, before), (there, after), goal, wanted)
            if found is not None:
                return found
        return None

    def _openings(self, delta: Number) -> Iterator[Number]:
        """Yield values to try first: as if the slope is one, the ends, and for slower ones."""
        factors = (366, 31) if isinstance(self._slot.type, Datum) else (12, 100)
        yield self._start + delta
        yield self._start - delta
        low, high = self._slot.ends
        yield from (as_number(low), as_number(high))
        for factor in factors:
            yield self._start + delta * factor
            yield self._start - delta * factor

    def _secant(
        self,
        one: tuple[Number, Number],
        other: tuple[Number, Number],
        goal: int,
        wanted: frozenset[int],
    ) -> Number | None:
        for _ in range(MOST_STEPS):
            if _sign(other[1]) in wanted:
                return self.exact(other[0])
            rise = other[1] - one[1]
            if rise == 0:
                return None
            step = (goal - other[1]) * Fraction(other[0] - one[0]) / rise
            there = other[0] + (step if abs(step) >= 1 else (1 if step > 0 else -1))
            after = self.at(there)
            if after is None or self.exact(there) == other[0]:
                return None
            one, other = other, (self.exact(there), after)
        return self.exact(other[0]) if _sign(other[1]) in wanted else None

    def other_side(self, wanted: frozenset[int]) -> Number | None:
        """Return a value for which it does not, if one was or is met."""
        for number in (*self._known, *map(as_number, self._slot.ends)):
            found = self.at(number)
            if found is not None and _sign(found) not in wanted:
                return self.exact(number)
        return None

    def narrowed(self, inside: Number, outside: Number, wanted: frozenset[int]) -> Number:
        """Return the last value on the wanted side, on the way to one on the other side."""
        while self.exact(middle := Fraction(inside + outside) / 2) not in (inside, outside):
            found = self.at(middle)
            if found is not None and _sign(found) in wanted:
                inside = self.exact(middle)
            else:
                outside = self.exact(middle)
        return inside


class _Flowing:
    """Which facts of a draft flow into an expression, as numbers or dates."""

    def __init__(self, terrain: Terrain, draft: Draft) -> None:
        self._layout = terrain.layout
        self._program = terrain.program
        self._draft = draft
        self._seen: set[tuple[str, int]] = set()
        self._room = MOST_SPOTS

    def of(self, expr: core.Expr, env: Env, depth: int = 0) -> Iterator[Spot]:
        """Yield the slots with their holders."""
        if depth > DEEPEST or self._room <= 0:
            return
        match expr:
            case core.Fact() | core.Unfilled() | core.Judged() | core.Field():
                yield from self._leaf(expr, env)
            case core.Read(name=name, variable=variable):
                yield from self._of_definition(name, variable, env, depth + 1)
            case core.Previous() if env.previous is not None:
                name, soort = env.previous.name, env.previous.record
                yield from self._of_definition(name, soort, env, depth + 1)
            case core.Aggregate(lists=lists, variable=variable, body=body) if body is not None:
                for row in (row for one in lists for row in self._draft.lists[one.name]):
                    yield from self.of(body, env.within(variable, row), depth + 1)
            case _:
                for part in flowing(expr):
                    yield from self.of(part, env, depth + 1)

    def _leaf(self, expr: core.Expr, env: Env) -> Iterator[Spot]:
        facts = self._draft.facts
        match expr:
            case core.Fact(name=key):
                yield from self._spot(None, key, facts)
            case core.Unfilled(name=name):
                yield from self._spot(None, f"invulling:{name}", facts)
            case core.Judged(name=name, variable=None):
                yield from self._spot(None, f"oordeel:{name}", facts)
            case core.Field(variable=variable, field=key) if variable in env.rows:
                row = env.rows[variable]
                yield from self._spot(row.name.list, key, row)
            case core.Judged(name=name, variable=str(variable)) if variable in env.rows:
                row = env.rows[variable]
                yield from self._spot(row.name.list, f"oordeel:{name}", row)

    def _spot(self, of_list: str | None, key: str, holder: Container) -> Iterator[Spot]:
        slot = self._layout.slot(key, of_list)
        if slot is not None and is_ordered(slot.type):
            self._room -= 1
            yield slot, holder

    def _of_definition(
        self, name: str, variable: str | None, env: Env, depth: int
    ) -> Iterator[Spot]:
        definition = self._program.definitions.get(name)
        row = env.rows.get(variable) if variable is not None else None
        if definition is None or (name, id(row)) in self._seen:
            return
        self._seen.add((name, id(row)))
        inside = Env() if row is None else Env({definition.record or "": row})
        values = (node.value for node in core.nodes(definition))
        for expr in (definition.expression, definition.default, *values):
            if expr is not None:
                yield from self.of(expr, inside, depth)


def _sign(number: Number) -> int:
    return (number > 0) - (number < 0)
