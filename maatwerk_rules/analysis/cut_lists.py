"""The cuts of the nodes of a diagram: each list once and by number, and what two make together.

Two nodes over one axis meet far more often than their cuts differ; so that is worked out once.
"""

from __future__ import annotations

from maatwerk_rules.analysis.axes import Cut

Joined = tuple[int, tuple[int, ...], tuple[int, ...]]
"""The number of a list of cuts, and for each of its stretches which stretch of two others it is
in."""


class CutLists:
    """Lists of cuts along axes, each kept once; `axes` holds along which axis each stands.

    >>> lists = CutLists()
    >>> below, above = lists.number(0, ((18, 0),)), lists.number(0, ((67, 0),))
    >>> number, ones, others = lists.joined(below, above)
    >>> lists[number], ones, others
    (((18, 0), (67, 0)), (0, 1, 1), (0, 0, 1))
    >>> lists.axes[number]
    0
    """

    def __init__(self) -> None:
        self.axes: list[int] = []
        self._listed: list[tuple[int, tuple[Cut, ...]]] = []
        self._numbers: dict[tuple[int, tuple[Cut, ...]], int] = {}
        self._joined: dict[tuple[int, int], Joined] = {}
        self._kept: dict[tuple[int, tuple[int, ...]], int] = {}

    def __getitem__(self, number: int) -> tuple[Cut, ...]:
        return self._listed[number][1]

    def number(self, axis: int, cuts: tuple[Cut, ...]) -> int:
        """Return the number of a list of cuts, in order, along an axis."""
        key = (axis, cuts)
        found = self._numbers.setdefault(key, len(self._listed))
        if found == len(self._listed):
            self._listed.append(key)
            self.axes.append(axis)
        return found

    def kept(self, number: int, places: tuple[int, ...]) -> int:
        """Return the number of some of the cuts of a list."""
        key = (number, places)
        found = self._kept.get(key)
        if found is None:
            axis, cuts = self._listed[number]
            found = self._kept[key] = self.number(axis, tuple(cuts[place] for place in places))
        return found

    def joined(self, first: int, second: int) -> Joined:
        """Return the cuts of two lists of one axis together."""
        key = (first, second)
        found = self._joined.get(key)
        if found is None:
            axis, ones = self._listed[first]
            others = self[second]
            cuts = tuple(sorted({*ones, *others}))
            number = self.number(axis, cuts)
            found = self._joined[key] = number, _along(ones, cuts), _along(others, cuts)
        return found


def _along(own: tuple[Cut, ...], cuts: tuple[Cut, ...]) -> tuple[int, ...]:
    """Return for each stretch between cuts in which stretch between some of them it lies."""
    found = [0]
    for cut in cuts:
        place = found[-1]
        found.append(place + (place < len(own) and own[place] == cut))
    return tuple(found)
