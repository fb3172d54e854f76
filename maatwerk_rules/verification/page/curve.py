"""How an outcome runs along one thing that is varied: level or straight pieces, jumps between.

Places along the way are counted in smallest steps, such as cents and days, so that two places next
to each other have nothing between them. A jump lies between two such places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count, pairwise, takewhile

import attrs

from maatwerk_rules.model.types import Number
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.page.worths import Worth, distance, height

Finds = Callable[[int], Worth]

FEW = 40
"""Of so many places each one is looked at."""
SURE = 2
"""So many times in a row the middle must lie on the line before a stretch counts as straight."""
EXACT = 1
"""So much a rounded amount may lie beside a line: a cent."""
FINE = 400
"""Where that is too fine, a difference of less than this part of the whole height bends no line."""
MANY = 24
"""More pieces than this are too fine: rounded amounts in steps, rather than a course."""


@frozen
class Piece:
    """A stretch, ends included, along which the outcome is level or runs straight."""

    first: int
    last: int
    start: Worth
    end: Worth

    @property
    def is_level(self) -> bool:
        """Tell whether the outcome is the same all along."""
        return self.start == self.end


@frozen
class Jump:
    """Between a place and the one before it the outcome changes at once."""

    place: int
    before: Worth
    after: Worth


@frozen
class Curve:
    """The pieces in order. `is_whole` tells whether all changes were looked into."""

    pieces: tuple[Piece, ...]
    is_whole: bool

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """The jumps, in order."""
        return tuple(
            Jump(after.first, before.end, after.start)
            for before, after in pairwise(self.pieces)
            if after.first == before.last + 1
        )


def trace(finds: Finds, ends: tuple[int, int], tried: Iterable[int], *, most: int = 240) -> Curve:
    """Return how an outcome runs between two places, ends included.

    Asks at most about `most` places: first those in `tried`, then between what differs, halving.

    >>> curve = trace(lambda place: 5 if place < 700 else 0, (0, 1000), ())
    >>> [(one.first, one.last, one.start) for one in curve.pieces], curve.is_whole
    ([(0, 699, 5), (700, 1000, 0)], True)
    """
    low, high = ends
    places = {low, high, *(one for one in tried if low <= one <= high)}
    if high - low <= FEW:
        places = {*range(low, high + 1)}
    tracing = _Tracing(finds, sorted(places))
    tracing.refine(most)
    tracing.sharpen()
    pieces = tuple(tracing.pieces(EXACT))
    if len(pieces) > MANY:
        pieces = tuple(tracing.pieces(tracing.rough))
    return Curve(pieces, tracing.is_whole)


@attrs.define
class _Tracing:
    finds: Finds
    places: list[int]
    known: dict[int, Worth] = attrs.field(factory=dict)
    first: int = 0
    last: int = 0
    is_whole: bool = True
    _waiting: list[tuple[Number, int, int, int, int]] = attrs.field(factory=list)
    _turn: Iterator[int] = attrs.field(factory=count)

    def __attrs_post_init__(self) -> None:
        self.known = {place: self.finds(place) for place in self.places}
        self.first, self.last = self.places[0], self.places[-1]
        for first, last in pairwise(self.places):
            self._wait(first, last, 0)

    def refine(self, most: int) -> None:
        """Look into what lies between known places, largest differences first."""
        while self._waiting:
            _, _, first, last, sure = heappop(self._waiting)
            if len(self.known) >= most:
                if not sure and self.known[first] != self.known[last]:
                    self.is_whole = False
                continue
            slack = EXACT if len(self.known) < most // 2 else self.rough
            middle = (first + last) // 2
            self.known[middle] = self.finds(middle)
            sure = sure + 1 if self._is_straight((first, middle, last), slack) else 0
            if sure < SURE:
                self._wait(first, middle, sure)
                self._wait(middle, last, sure)

    def _wait(self, first: int, last: int, sure: int) -> None:
        if last - first > 1:
            weight = self._difference(first, last)
            heappush(self._waiting, (-weight, next(self._turn), first, last, sure))

    def _difference(self, first: int, last: int) -> Number:
        here, there = self.known[first], self.known[last]
        if here == there:
            return 0
        low, high = height(here), height(there)
        return 10**18 if low is None or high is None else distance(low, high)

    def sharpen(self) -> None:
        """Find where each level stretch ends, to the smallest step; a few dozen places each."""
        places = sorted(self.known)
        for before, here, there in zip(places, places[1:], places[2:], strict=False):
            if self.known[before] == self.known[here] != self.known[there]:
                self._edge(here, there)
            if self.known[before] != self.known[here] == self.known[there]:
                self._edge(here, before)

    def _edge(self, level: int, other: int) -> None:
        """Halve between a place that is level and one that is not, until nothing lies between."""
        while abs(other - level) > 1:
            middle = (level + other) // 2
            self.known[middle] = self.finds(middle)
            if self.known[middle] == self.known[level]:
                level = middle
            else:
                other = middle

    @property
    def rough(self) -> Number:
        """How far a place may lie beside a line that need not be exact."""
        heights = [one for each in self.known.values() if (one := height(each)) is not None]
        return max(1, (max(heights) - min(heights)) // FINE) if heights else 1

    def _is_straight(self, places: Sequence[int], slack: Number) -> bool:
        """Tell whether all places lie on the line from the first to the last."""
        if len({self.known[place] for place in places}) == 1:
            return True
        heights = [height(self.known[place]) for place in places]
        low, high = heights[0], heights[-1]
        if low is None or high is None:
            return False
        first, last = places[0], places[-1]
        # Multiplied out: exact, and without fractions for hundreds of places.
        return all(
            one is not None
            and distance((one - low) * (last - first), (high - low) * (place - first))
            <= slack * (last - first)
            for place, one in zip(places, heights, strict=True)
        )

    def pieces(self, slack: Number) -> Iterator[Piece]:
        """Yield stretches as long as they can be, beside which no place lies further than that."""
        places = sorted(self.known)
        begin = 0
        while begin < len(places):
            end = begin
            while end + 1 < len(places) and self._goes_on(places, begin, end + 1, slack):
                end += 1
            yield self._piece(places[begin], places[end])
            is_last = end + 1 == len(places)
            is_bend = not is_last and end > begin and self._is_joined(places, end, slack)
            begin = end if is_bend else end + 1

    def _piece(self, first: int, last: int) -> Piece:
        return Piece(first, last, self.known[first], self.known[last])

    def _goes_on(self, places: list[int], begin: int, end: int, slack: Number) -> bool:
        if self._is_jump(places[end - 1], places[end], slack):
            return False
        # What is level is so exactly: else the end of a slope would be told as level.
        if self.known[places[begin]] == self.known[places[end - 1]]:
            if places[end - 1] - places[begin] > FEW:
                return self.known[places[end]] == self.known[places[begin]]
        elif self._is_level(places, end - 1):
            return False
        return self._is_straight(places[begin : end + 1], slack)

    def _is_level(self, places: list[int], begin: int) -> bool:
        """Tell whether a level stretch of some length begins here, as far as is known."""
        level = self.known[places[begin]]
        after = takewhile(lambda place: self.known[place] == level, places[begin:])
        return any(place - places[begin] > FEW for place in after)

    def _is_joined(self, places: list[int], end: int, slack: Number) -> bool:
        """Tell whether the next stretch begins where this one ends: a bend and no jump."""
        here, there = places[end], places[end + 1]
        if self._is_jump(here, there, slack):
            return False
        return height(self.known[here]) is not None and height(self.known[there]) is not None

    def _is_jump(self, here: int, there: int, slack: Number) -> bool:
        """Tell whether there is more between two places than a slope that is as steep beside it."""
        if there - here > 1 or self._difference(here, there) <= slack:
            return False
        low, high = height(self.known[here]), height(self.known[there])
        if low is None or high is None or self.last - self.first <= FEW:
            return True
        beside = [(here - 1, here), (there, there + 1)]
        return not any(
            self._climbs(first, last, high - low, slack)
            for first, last in beside
            if self.first <= first and last <= self.last
        )

    def _climbs(self, first: int, last: int, by: Number, slack: Number) -> bool:
        """Tell whether the outcome changes by so much between two places next to each other."""
        low, high = height(self.finds(first)), height(self.finds(last))
        return low is not None and high is not None and distance(high - low, by) <= slack
