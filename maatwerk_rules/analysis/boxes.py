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

import attrs

from maatwerk_rules.analysis.axes import Axis, Box, Cut, Options, Side, side
from maatwerk_rules.model.types import Number

Region = int

NOTHING: Region = 0
EVERYTHING: Region = 1

MOST_STEPS = 100_000
MOST_AXES = 200
"""Regions are walked by recursion, one level per axis."""


class TooLargeError(Exception):
    """The regions are too large to work out exactly."""


@attrs.frozen(cache_hash=True)
class Cell:
    """One node: the axis by its place, the cuts in order, and a region for each stretch."""

    axis: int
    cuts: tuple[Cut, ...]
    parts: tuple[Region, ...]


class Space:
    """All regions over one set of axes, which grows as axes are named.

    `hangs_on_days` tells whether the days between which was looked made any difference.
    """

    def __init__(self, most_steps: int = MOST_STEPS, most_axes: int = MOST_AXES) -> None:
        self.hangs_on_days = False
        self._left = most_steps
        self._most_axes = most_axes
        self._axes: dict[Axis, int] = {}
        self._listed: list[Axis] = []
        self._cells: list[Cell | None] = [None, None]
        self._known: dict[Cell, Region] = {}
        self._both: dict[tuple[Region, Region], Region] = {}
        self._negated: dict[Region, Region] = {NOTHING: EVERYTHING, EVERYTHING: NOTHING}

    def __contains__(self, axis: Axis) -> bool:
        return axis in self._axes

    def allow(self, steps: int) -> None:
        """Let what comes next take so many steps, whatever was taken before."""
        self._left = steps

    def within(self, axis: Axis, start: Cut | None, end: Cut | None) -> Region:
        """Return the region between two cuts of an axis; None stands for its beginning or end.

        >>> from maatwerk_rules.model.core import ReferenceDate
        >>> Space().within(Axis(ReferenceDate(), low=18), None, (18, 0)) == NOTHING
        True
        """
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
        return self._make(self._place(axis), cuts, parts)

    def both(self, first: Region, second: Region) -> Region:
        """Return what lies in both regions."""
        self._count()
        if first == second or second == EVERYTHING:
            return first
        if first == EVERYTHING:
            return second
        if NOTHING in (first, second):
            return NOTHING
        key = (first, second) if first < second else (second, first)
        found = self._both.get(key)
        if found is None:
            found = self._both[key] = self._meet(first, second)
        return found

    def negate(self, region: Region) -> Region:
        """Return all that lies outside a region."""
        self._count()
        found = self._negated.get(region)
        if found is None:
            cell = self._cell(region)
            parts = tuple(self.negate(part) for part in cell.parts)
            found = self._negated[region] = self._make(cell.axis, cell.cuts, parts)
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
                cell = self._cell(each)
                found.setdefault(self._listed[cell.axis], set()).update(cell.cuts)
                waiting += cell.parts
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
            cell = self._cell(region)
            parts = tuple(self._forgotten(part, axis, known) for part in cell.parts)
            if cell.axis == axis:
                known[region] = self.any_of(parts)
            else:
                known[region] = self._make(cell.axis, cell.cuts, parts)
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
            waiting += self._cell(one).parts
        return len(seen) > most

    def _paths(self, region: Region) -> Iterator[tuple[tuple[Axis, Side], ...]]:
        if region == NOTHING:
            return
        if region == EVERYTHING:
            yield ()
            return
        cell = self._cell(region)
        axis = self._listed[cell.axis]
        edges: list[Cut | None] = [None, *cell.cuts, None]
        for place, part in enumerate(cell.parts):
            here = (axis, side(axis, edges[place], edges[place + 1]))
            for rest in self._paths(part):
                yield (here, *rest)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooLargeError

    def _place(self, axis: Axis) -> int:
        found = self._axes.setdefault(axis, len(self._axes))
        if found == len(self._listed):
            if found >= self._most_axes:
                raise TooLargeError
            self._listed.append(axis)
        return found

    def _cell(self, region: Region) -> Cell:
        cell = self._cells[region]
        assert cell is not None
        return cell

    def _make(self, axis: int, cuts: tuple[Cut, ...], parts: tuple[Region, ...]) -> Region:
        """Return the region of a node; neighbours that are equal become one stretch."""
        kept = tuple(place for place in range(len(cuts)) if parts[place] != parts[place + 1])
        if not kept:
            return parts[0]
        cell = Cell(
            axis,
            tuple(cuts[place] for place in kept),
            (parts[0], *(parts[place + 1] for place in kept)),
        )
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = len(self._cells)
            self._cells.append(cell)
        return found

    def _meet(self, first: Region, second: Region) -> Region:
        left, right = self._cell(first), self._cell(second)
        axis = min(left.axis, right.axis)
        cuts = sorted({cut for cell in (left, right) if cell.axis == axis for cut in cell.cuts})
        ones = _along(left, first, axis, cuts)
        others = _along(right, second, axis, cuts)
        parts = tuple(self.both(one, other) for one, other in zip(ones, others, strict=True))
        return self._make(axis, tuple(cuts), parts)


def _along(cell: Cell, region: Region, axis: int, cuts: list[Cut]) -> list[Region]:
    """Return what the region is on each stretch between the cuts."""
    if cell.axis != axis:
        return [region] * (len(cuts) + 1)
    place = 0
    found = [cell.parts[0]]
    for cut in cuts:
        if place < len(cell.cuts) and cell.cuts[place] == cut:
            place += 1
        found.append(cell.parts[place])
    return found
