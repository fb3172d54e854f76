"""A graph laid out in columns, the same on every machine: who reads stands left of what is read.

Long lines bend through places of their own, so that they do not cross boxes. Within a column the
order is that of the middle of the neighbours, looked at a few times back and forth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from maatwerk_rules.values import frozen

SWEEPS = 6
"""So many times the order in the columns is looked at again."""

Point = str | tuple[str, str, int]
"""A box by its name, or the place in a column where a long line passes."""


@frozen
class Layered:
    """Where everything stands: the columns from left to right, and the way of each line."""

    columns: tuple[tuple[Point, ...], ...]
    ways: tuple[tuple[Point, ...], ...]


def layered(names: Sequence[str], reads: Mapping[str, Iterable[str]]) -> Layered:
    """Return boxes in columns; what goes round in a circle stays in the order of the names.

    >>> found = layered(["c", "a", "b"], {"a": ["b", "c"], "b": ["c"]})
    >>> found.columns
    (('a',), ('b', ('a', 'c', 1)), ('c',))
    """
    lines = [
        (one, other)
        for one in names
        for other in dict.fromkeys(reads.get(one, ()))
        if other in set(names) and other != one
    ]
    column = _columns(names, lines)
    straight = [(one, other) for one, other in lines if column[one] < column[other]]
    ways = tuple(_way(one, other, column) for one, other in straight)
    found: list[list[Point]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for name in names:
        found[column[name]].append(name)
    for way in ways:
        for place, point in enumerate(way[1:-1], column_of(way[0], column) + 1):
            found[place].append(point)
    return Layered(tuple(map(tuple, _ordered(found, ways))), ways)


def column_of(point: Point, column: Mapping[str, int]) -> int:
    """Return in which column a point stands."""
    return column[point] if isinstance(point, str) else point[2]


def _columns(names: Sequence[str], lines: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return for each name the length of the longest way to it, by trying as often as needed."""
    column = dict.fromkeys(names, 0)
    for _ in names:
        moved = False
        for one, other in lines:
            if column[other] <= column[one] < len(names) - 1:
                column[other] = column[one] + 1
                moved = True
        if not moved:
            break
    return _without_gaps(column)


def _without_gaps(column: Mapping[str, int]) -> dict[str, int]:
    """Return the columns numbered on, where a circle drove some far to the right."""
    used = {number: place for place, number in enumerate(sorted(set(column.values())))}
    return {name: used[number] for name, number in column.items()}


def _way(one: str, other: str, column: Mapping[str, int]) -> tuple[Point, ...]:
    between = range(column[one] + 1, column[other])
    return (one, *((one, other, place) for place in between), other)


def _ordered(columns: list[list[Point]], ways: Sequence[tuple[Point, ...]]) -> list[list[Point]]:
    before: dict[Point, list[Point]] = {}
    after: dict[Point, list[Point]] = {}
    for way in ways:
        for one, other in pairwise(way):
            after.setdefault(one, []).append(other)
            before.setdefault(other, []).append(one)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        near = before if forth else after
        order = range(1, len(columns)) if forth else range(len(columns) - 2, -1, -1)
        for place in order:
            beside = columns[place - 1 if forth else place + 1]
            columns[place] = _by_middle(columns[place], beside, near)
    return columns


def _by_middle(
    column: Sequence[Point], beside: Sequence[Point], near: Mapping[Point, Sequence[Point]]
) -> list[Point]:
    """Return a column by the middle of what each is tied to; what is tied to nothing stays."""
    places = {point: place for place, point in enumerate(beside)}
    middles: dict[Point, float] = {}
    for place, point in enumerate(column):
        found = [places[one] for one in near.get(point, ())]
        middles[point] = sum(found) / len(found) if found else float(place)
    return sorted(column, key=lambda point: middles[point])
