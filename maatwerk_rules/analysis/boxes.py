"""Exact sets of cases: unions of boxes, kept as one shared diagram.

A region is the number of a node. A node cuts one axis into stretches and says for each which region
is left below; equal nodes are one node and the axes stand in one order. So a region is empty only
when it is `NOTHING`, a complement costs as much as what it is the complement of, and the paths to
`EVERYTHING` are boxes that do not overlap.

Each step of an operation is counted. A region of n nodes with one of m costs at most n times m
steps; what takes more than the limit raises `TooLargeError`. 200,000 steps take about a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


Cell = tuple[int, int, tuple[Region, ...]]
"""One node: the axis by its place, the cuts by their number, and a region for each stretch."""

_NONE: Cell = (-1, -1, ())


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
        self._cells: list[Cell] = [_NONE, _NONE]
        self._known: dict[Cell, Region] = {}
        self._cuts = CutLists()
        self._within: dict[tuple[Axis, Cut | None, Cut | None], Region] = {}
        self._both: dict[tuple[Region, Region], Region] = {}
        self._negated: dict[Region, Region] = {NOTHING: EVERYTHING, EVERYTHING: NOTHING}

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
        return self._make(place, self._cuts.number(place, cuts), parts)

    def both(self, first: Region, second: Region) -> Region:
        """Return what lies in both regions."""
        self._left -= 1
        if self._left < 0:
            raise TooLargeError
        if first == second or second == EVERYTHING:
            return first
        if first == EVERYTHING:
            return second
        if first == NOTHING or second == NOTHING:
            return NOTHING
        key = (first, second) if first < second else (second, first)
        found = self._both.get(key)
        if found is None:
            found = self._both[key] = self._meet(first, second)
        return found

    def negate(self, region: Region) -> Region:
        """Return all that lies outside a region."""
        self._left -= 1
        if self._left < 0:
            raise TooLargeError
        found = self._negated.get(region)
        if found is None:
            axis, cuts, parts = self._cells[region]
            found = self._make(axis, cuts, tuple([self.negate(part) for part in parts]))
            self._negated[region] = found
            self._negated[found] = region
        return found

    def either(self, first: Region, second: Region) -> Region:
        """Return what lies in one region or the other."""
        return self.negate(self.both(self.negate(first), self.negate(second)))

    def without(self, first: Region, second: Region) -> Region:
        """Return what lies in the first region and not in the second."""
        return self.both(first, self.negate(second))

    def all_of(self, regions: Iterable[Region]) -> Region:
        """Return what lies in every region."""
        found = EVERYTHING
        for region in regions:
            found = self.both(found, region)
        return found

    def any_of(self, regions: Iterable[Region]) -> Region:
        """Return what lies in at least one region."""
        found = NOTHING
        for region in regions:
            found = self.either(found, region)
        return found

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
                axis, cuts, parts = self._cells[each]
                found.setdefault(self._listed[axis], set()).update(self._cuts[cuts])
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
            here, cuts, below = self._cells[region]
            parts = tuple([self._forgotten(part, axis, known) for part in below])
            if here == axis:
                known[region] = self.any_of(parts)
            else:
                known[region] = self._make(here, cuts, parts)
        return known[region]

    def boxes(self, region: Region) -> Iterator[Box]:
        """Yield boxes that do not overlap and together are the region; there may be very many."""
        for sides in self._paths(region):
            yield Box(sides)

    def is_larger(self, region: Region, most: int) -> bool:
        """Tell whether a region has more than so many nodes; it looks at no more than those."""
        seen: set[Region] = set()
        waiting = [region]
        while waiting and len(seen) <= most:
            one = waiting.pop()
            if one in (NOTHING, EVERYTHING) or one in seen:
                continue
            seen.add(one)
            waiting += self._cells[one][2]
        return len(seen) > most

    def _paths(self, region: Region) -> Iterator[tuple[tuple[Axis, Side], ...]]:
        if region == NOTHING:
            return
        if region == EVERYTHING:
            yield ()
            return
        place_of_axis, cuts, parts = self._cells[region]
        axis = self._listed[place_of_axis]
        edges: list[Cut | None] = [None, *self._cuts[cuts], None]
        for place, part in enumerate(parts):
            here = (axis, side(axis, edges[place], edges[place + 1]))
            for rest in self._paths(part):
                yield (here, *rest)

    def _place(self, axis: Axis) -> int:
        found = self._axes.setdefault(axis, len(self._axes))
        if found == len(self._listed):
            if found >= self._most_axes:
                raise TooLargeError
            self._listed.append(axis)
        return found

    def _make(self, axis: int, cuts: int, parts: tuple[Region, ...]) -> Region:
        """Return the region of a node; neighbours that are equal become one stretch."""
        if any(map(eq, parts, parts[1:])):
            kept = tuple(
                [place for place in range(len(parts) - 1) if parts[place] != parts[place + 1]]
            )
            if not kept:
                return parts[0]
            cuts = self._cuts.kept(cuts, kept)
            parts = (parts[0], *[parts[place + 1] for place in kept])
        elif len(parts) == 1:
            return parts[0]
        cell = (axis, cuts, parts)
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = len(self._cells)
            self._cells.append(cell)
        return found

    def _meet(self, first: Region, second: Region) -> Region:
        axis, cuts, ones = self._cells[first]
        other_axis, other_cuts, others = self._cells[second]
        both = self.both
        if axis < other_axis:
            return self._make(axis, cuts, tuple([both(one, second) for one in ones]))
        if other_axis < axis:
            parts = tuple([both(first, other) for other in others])
            return self._make(other_axis, other_cuts, parts)
        if cuts != other_cuts:
            cuts, places, other_places = self._cuts.joined(cuts, other_cuts)
            ones = tuple([ones[place] for place in places])
            others = tuple([others[place] for place in other_places])
        return self._make(axis, cuts, tuple(map(both, ones, others)))
