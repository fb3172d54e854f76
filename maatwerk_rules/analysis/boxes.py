"""Exact sets of cases: unions of boxes, kept as one shared diagram.

A region is the number of a node. A node cuts one axis into stretches and says for each which region
is left below; equal nodes are one node and the axes stand in one order. So a region is empty only
when it is `NOTHING`, and the paths to `EVERYTHING` are boxes that do not overlap. A node and its
complement are kept as one and are neighbours in number: to negate a region is to flip its last bit.

Each step of an operation is counted. A region of n nodes with one of m costs at most n times m
steps; what takes more than the limit raises `TooLargeError`. 200,000 steps take about a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, repeat
from operator import eq

from maatwerk_rules.analysis.axes import Axis, Box, Cut, Options, Side, side
from maatwerk_rules.analysis.cut_lists import CutLists
from maatwerk_rules.model.types import Number

Region = int

NOTHING: Region = 0
EVERYTHING: Region = 1

MOST_STEPS = 100_000
MOST_AXES = 200
"""Regions are walked by recursion, one level per axis."""


class TooLargeError(Exception):
    """The regions are too large to work out exactly."""


Cell = tuple[int, ...]
"""One node: its cuts by their number, and a region for each stretch, the first of them even. The
node with the complements of those is its complement."""

_NONE: Cell = ()


class Space:
    """All regions over one set of axes, which grows as axes are named.

    `hangs_on_days` tells whether the days between which was looked made any difference.
    """

    def __init__(self, most_steps: int = MOST_STEPS, most_axes: int = MOST_AXES) -> None:
        self.hangs_on_days = False
        self._most_steps = most_steps
        self._left = most_steps
        self._most_axes = most_axes
        self._axes: dict[Axis, int] = {}
        self._listed: list[Axis] = []
        self._cells: list[Cell] = [_NONE]
        self._known: dict[Cell, Region] = {}
        self._cuts = CutLists()
        self._within: dict[tuple[Axis, Cut | None, Cut | None], Region] = {}
        self._both: dict[tuple[Region, Region], Region] = {}
        self._hangs_on: dict[Region, int] = {}
        self._sides: dict[int, tuple[tuple[Axis, Side], ...]] = {}

    def __contains__(self, axis: Axis) -> bool:
        return axis in self._axes

    def allow(self, steps: int) -> None:
        """Let what comes next take so many steps, whatever was taken before."""
        self._left = steps

    def begin_anew(self) -> None:
        """Let what comes next take as many steps as a new space allows."""
        self._left = self._most_steps

    def within(self, axis: Axis, start: Cut | None, end: Cut | None) -> Region:
        """Return the region between two cuts of an axis; None stands for its beginning or end.

        >>> from maatwerk_rules.model.core import ReferenceDate
        >>> Space().within(Axis(ReferenceDate(), low=18), None, (18, 0)) == NOTHING
        True
        """
        key = (axis, start, end)
        found = self._within.get(key)
        if found is None:
            found = self._within[key] = self._between(axis, start, end)
        return found

    def _between(self, axis: Axis, start: Cut | None, end: Cut | None) -> Region:
        low, high = axis.ends
        if start is not None and low is not None and start <= low:
            start = None
        if end is not None and high is not None and end >= high:
            end = None
        first, last = start or low, end or high
        if first is not None and last is not None and first >= last:
            return NOTHING
        cuts = tuple(cut for cut in (start, end) if cut is not None)
        parts = (NOTHING,) * (start is not None) + (EVERYTHING,) + (NOTHING,) * (end is not None)
        place = self._place(axis)
        return self._make(self._cuts.number(place, cuts), parts)

    def both(self, first: Region, second: Region) -> Region:
        """Return what lies in both regions."""
        self._left -= 1
        if self._left < 0:
            raise TooLargeError
        if first > second:
            first, second = second, first
        if first <= EVERYTHING:
            return second if first else NOTHING
        if first ^ second <= 1:  # the same region, or its complement
            return first if first == second else NOTHING
        key = (first, second)
        found = self._both.get(key)
        if found is None:
            found = self._both[key] = self._meet(first, second)
        return found

    def negate(self, region: Region) -> Region:
        """Return all that lies outside a region.

        >>> Space().negate(NOTHING) == EVERYTHING
        True
        """
        return region ^ 1

    def either(self, first: Region, second: Region) -> Region:
        """Return what lies in one region or the other."""
        return self.both(first ^ 1, second ^ 1) ^ 1

    def without(self, first: Region, second: Region) -> Region:
        """Return what lies in the first region and not in the second."""
        return self.both(first, second ^ 1)

    def are_apart(self, first: Region, second: Region) -> bool:
        """Tell whether no case lies in both regions; of unlike axes that needs no working out."""
        if first == NOTHING or second == NOTHING:
            return True
        if not self.axes(first) & self.axes(second):
            return False
        return self.both(first, second) == NOTHING

    def axes(self, region: Region) -> int:
        """Return on which axes a region hangs: the bit of each is set."""
        if region <= EVERYTHING:
            return 0
        known = self._hangs_on
        either = region | 1  # a complement hangs on the same
        found = known.get(either)
        if found is None:
            cuts, *parts = self._cells[region >> 1]
            found = 1 << self._cuts.axes[cuts]
            for part in parts:
                found |= self.axes(part)
            known[either] = found
        return found

    def named(self, region: Region) -> Iterator[Axis]:
        """Yield the axes that a region hangs on, in the order in which they were named."""
        for _, axis in self._in_order(self.axes(region)):
            yield axis

    def _in_order(self, axes: int) -> Iterator[tuple[int, Axis]]:
        """Yield the axes of which the bit is set, each with its place."""
        while axes:
            lowest = axes & -axes
            place = lowest.bit_length() - 1
            yield place, self._listed[place]
            axes ^= lowest

    def all_of(self, regions: Iterable[Region]) -> Region:
        """Return what lies in every region."""
        found = EVERYTHING
        for region in self._deepest_first(regions):
            found = self.both(found, region)
        return found

    def any_of(self, regions: Iterable[Region]) -> Region:
        """Return what lies in at least one region."""
        found = EVERYTHING
        for region in self._deepest_first(regions):
            found = self.both(found, region ^ 1)
        return found ^ 1

    def _deepest_first(self, regions: Iterable[Region]) -> list[Region]:
        """Return regions with those over the last axes first: what comes then goes on top."""
        listed = list(regions)
        if len(listed) > 1:
            listed.sort(key=self._top, reverse=True)
        return listed

    def _top(self, region: Region) -> int:
        return -1 if region <= EVERYTHING else self._cuts.axes[self._cells[region >> 1][0]]

    def _parts(self, region: Region) -> tuple[int, tuple[Region, ...]]:
        """Return the cuts of a node, by their number, and the region for each stretch."""
        cuts, *parts = self._cells[region >> 1]
        return cuts, tuple([part ^ 1 for part in parts] if region & 1 else parts)

    def of_side(self, axis: Axis, side: Side) -> Region:
        """Return the region of one side of an axis, as a box names it."""
        return self.within(axis, *self.cuts(axis, side))

    def cuts(self, axis: Axis, side: Side) -> tuple[Cut | None, Cut | None]:
        """Return the cuts around one side of an axis; None where the side has no end."""
        if isinstance(side, Options):
            assert axis.options is not None
            first = axis.options.index(side.values[0])
            return (first, 0), (first + len(side.values), 0)
        low = None if side.low is None else axis.before(side.low)
        if side.low is not None and not side.with_low:
            low = axis.after(side.low)
        high = None if side.high is None else axis.after(side.high)
        if side.high is not None and not side.with_high:
            high = axis.before(side.high)
        return low, high

    def borders(self, region: Region) -> dict[Axis, set[Cut]]:
        """Return at which cuts of which axes a region changes."""
        found: dict[Axis, set[Cut]] = {}
        seen = {NOTHING, EVERYTHING}
        waiting = [region]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                cuts, parts = self._parts(each)
                axis = self._listed[self._cuts.axes[cuts]]
                found.setdefault(axis, set()).update(self._cuts[cuts])
                waiting += parts
        return found

    def at(self, region: Region, axis: Axis, place: Number) -> Region:
        """Return what a region is at one place of an axis, which then counts no more."""
        end = (place + 1, 0) if axis.whole else (place, 1)
        found = self.both(region, self.within(axis, (place, 0), end))
        return self._forgotten(found, self._place(axis), {})

    def _forgotten(self, region: Region, axis: int, known: dict[Region, Region]) -> Region:
        """Return the region without an axis: what holds somewhere along it."""
        if region in (NOTHING, EVERYTHING):
            return region
        if region not in known:
            cuts, below = self._parts(region)
            parts = tuple([self._forgotten(part, axis, known) for part in below])
            if self._cuts.axes[cuts] == axis:
                known[region] = self.any_of(parts)
            else:
                known[region] = self._make(cuts, parts)
        return known[region]

    def boxes(self, region: Region) -> Iterator[Box]:
        """Yield boxes that do not overlap and together are the region; there may be very many."""
        waiting: list[tuple[Region, tuple[tuple[Axis, Side], ...]]] = [(region, ())]
        while waiting:
            one, sides = waiting.pop()
            if one == EVERYTHING:
                yield Box(sides)
            elif one != NOTHING:
                cuts, parts = self._parts(one)
                for here, part in zip(
                    reversed(self._stretches(cuts)), reversed(parts), strict=True
                ):
                    if part != NOTHING:
                        waiting.append((part, (*sides, here)))

    def _stretches(self, cuts: int) -> tuple[tuple[Axis, Side], ...]:
        """Return the stretches between cuts, in order, each with its axis."""
        found = self._sides.get(cuts)
        if found is None:
            axis = self._listed[self._cuts.axes[cuts]]
            edges: list[Cut | None] = [None, *self._cuts[cuts], None]
            listed = [(axis, side(axis, start, end)) for start, end in pairwise(edges)]
            found = self._sides[cuts] = tuple(listed)
        return found

    def alike(self) -> Space:
        """Return a space with the same limits that knows nothing yet."""
        return Space(self._most_steps, self._most_axes)

    def taken_from(self, other: Space, regions: Iterable[Region]) -> list[Region]:
        """Return regions of another space as regions of this one.

        >>> from maatwerk_rules.model.core import ReferenceDate
        >>> one, other = Space(), Space()
        >>> young = other.within(Axis(ReferenceDate()), None, (18, 0))
        >>> one.taken_from(other, [young]) == [one.within(Axis(ReferenceDate()), None, (18, 0))]
        True
        """
        listed = list(regions)
        axes = 0
        for region in listed:
            axes |= other.axes(region)
        self.hangs_on_days |= other.hangs_on_days
        places = {place: self._place(axis) for place, axis in other._in_order(axes)}
        order = list(places.values())
        known: dict[Region, Region] = {NOTHING: NOTHING}
        if order == sorted(order):
            cuts: dict[int, int] = {}
            for region in listed:
                self._copy(other, region & ~1, (places, cuts), known)
        else:
            for region in listed:
                self._rebuild(other, region & ~1, places, known)
        return [known[region & ~1] ^ (region & 1) for region in listed]

    def _copy(
        self,
        other: Space,
        region: Region,
        moved: tuple[dict[int, int], dict[int, int]],
        known: dict[Region, Region],
    ) -> None:
        """Take over a region of a space with its axes in the same order, node by node.

        Of a node and its complement only the first is worked out.
        """
        if region in known:
            return
        self._left -= 1
        if self._left < 0:
            raise TooLargeError
        cuts, *below = other._cells[region >> 1]
        for part in below:
            if part & ~1 not in known:
                self._copy(other, part & ~1, moved, known)
        places, numbers = moved
        number = numbers.get(cuts)
        if number is None:
            place = places[other._cuts.axes[cuts]]
            number = numbers[cuts] = self._cuts.number(place, other._cuts[cuts])
        parts = tuple([known[part & ~1] ^ (part & 1) for part in below])
        known[region] = self._make(number, parts)

    def _rebuild(
        self, other: Space, region: Region, places: dict[int, int], known: dict[Region, Region]
    ) -> None:
        """Take over a region of a space of which the axes stand in another order."""
        if region in known:
            return
        cuts, *below = other._cells[region >> 1]
        for part in below:
            self._rebuild(other, part & ~1, places, known)
        axis = self._listed[places[other._cuts.axes[cuts]]]
        edges = pairwise((None, *other._cuts[cuts], None))
        known[region] = self.any_of(
            self.both(self.within(axis, *edge), known[part & ~1] ^ (part & 1))
            for edge, part in zip(edges, below, strict=True)
        )

    def is_larger(self, region: Region, most: int) -> bool:
        """Tell whether a region has more than so many nodes; it looks at no more than those."""
        seen: set[Region] = set()
        waiting = [region]
        while waiting and len(seen) <= most:
            one = waiting.pop()
            if one > EVERYTHING and one not in seen:
                seen.add(one)
                waiting += self._parts(one)[1]
        return len(seen) > most

    def _place(self, axis: Axis) -> int:
        found = self._axes.setdefault(axis, len(self._axes))
        if found == len(self._listed):
            if found >= self._most_axes:
                raise TooLargeError
            self._listed.append(axis)
        return found

    def _make(self, cuts: int, parts: tuple[Region, ...]) -> Region:
        """Return the region of a node; neighbours that are equal become one stretch."""
        if len(parts) == 2:  # as nearly all have
            return self._halved(cuts, *parts)
        if any(map(eq, parts, parts[1:])):
            kept = tuple(
                [place for place in range(len(parts) - 1) if parts[place] != parts[place + 1]]
            )
            if not kept:
                return parts[0]
            cuts = self._cuts.kept(cuts, kept)
            return self._make(cuts, (parts[0], *[parts[place + 1] for place in kept]))
        if len(parts) == 1:
            return parts[0]
        odd = parts[0] & 1
        cell = (cuts, *([part ^ 1 for part in parts] if odd else parts))
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = 2 * len(self._cells)
            self._cells.append(cell)
        return found | odd

    def _halved(self, cuts: int, one: Region, other: Region) -> Region:
        """Return the region of a node of two stretches."""
        if one == other:
            return one
        odd = one & 1
        cell = (cuts, one ^ odd, other ^ odd)
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = 2 * len(self._cells)
            self._cells.append(cell)
        return found | odd

    def _meet(self, first: Region, second: Region) -> Region:  # noqa: C901  # a call costs more
        """Return what lies in both of two nodes.

        Nearly all have two stretches; for those `both` stands here written out, as calls cost more.
        """
        cells, axes, known = self._cells, self._cuts.axes, self._both
        cell, other_cell = cells[first >> 1], cells[second >> 1]
        cuts, other_cuts = cell[0], other_cell[0]
        axis, other_axis = axes[cuts], axes[other_cuts]
        one = two = first
        three = four = second
        if axis <= other_axis:
            if len(cell) > 3 or (axis == other_axis and cuts != other_cuts):
                return self._meet_in_more(first, second)
            odd = first & 1
            one, two = cell[1] ^ odd, cell[2] ^ odd
        if other_axis <= axis:
            if len(other_cell) > 3:
                return self._meet_in_more(first, second)
            odd = second & 1
            three, four = other_cell[1] ^ odd, other_cell[2] ^ odd
            cuts = other_cuts
        self._left -= 2
        if self._left < 0:
            raise TooLargeError
        if one > three:
            one, three = three, one
        if one <= EVERYTHING:
            low = three if one else NOTHING
        elif one ^ three <= 1:
            low = one if one == three else NOTHING
        else:
            found = known.get((one, three))
            if found is None:
                found = known[one, three] = self._meet(one, three)
            low = found
        if two > four:
            two, four = four, two
        if two <= EVERYTHING:
            high = four if two else NOTHING
        elif two ^ four <= 1:
            high = two if two == four else NOTHING
        else:
            found = known.get((two, four))
            if found is None:
                found = known[two, four] = self._meet(two, four)
            high = found
        return self._halved(cuts, low, high)

    def _meet_in_more(self, first: Region, second: Region) -> Region:
        """Return what lies in both of two nodes, of which one has more than two stretches."""
        cuts, ones = self._parts(first)
        other_cuts, others = self._parts(second)
        axis, other_axis = self._cuts.axes[cuts], self._cuts.axes[other_cuts]
        if axis < other_axis:
            return self._make(cuts, tuple(map(self.both, ones, repeat(second))))
        if other_axis < axis:
            return self._make(other_cuts, tuple(map(self.both, repeat(first), others)))
        if cuts != other_cuts:
            cuts, places, other_places = self._cuts.joined(cuts, other_cuts)
            ones = tuple([ones[place] for place in places])
            others = tuple([others[place] for place in other_places])
        return self._make(cuts, tuple(map(self.both, ones, others)))
