"""Which of several policies a second process checks, so that both are ready about as soon.

What it takes to check a policy is guessed from how long its texts are. A process reads what its
policies use once, and looks at it again, in less time, for each of them; so it is best that those
who use the same long policy stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from maatwerk_rules.memory import MOST_POLICIES, names_used_by
from maatwerk_rules.pipeline import LONG
from maatwerk_rules.resources import PolicyFiles, find_policy, read_policy
from maatwerk_rules.values import frozen

ONCE = 0.4
"""What reading a used policy takes, of what it takes to check it for itself."""

EACH = 0.08
"""What a policy that is known already adds to the checking of one that is built on it."""

TOGETHER = 0.75
"""What is left of the time of one policy when a second process takes part in it."""


@frozen
class Size:
    """How long a policy is, in bytes: itself, and all that it may use, each by its place."""

    own: int
    used: Mapping[str, int]


def shared_out(paths: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return which policies this process checks, and which a second one does, by their number.

    The second has none where that takes longer than one after another, each with two processes.

    >>> shared_out(["bijstand_voorbeeld", "bijstand_voorbeeld"])
    ((0, 1), ())
    """
    sizes = _Sizes().of_each(paths) if len(paths) > 1 else ()
    if sum(size.own for size in sizes) <= LONG:
        return tuple(range(len(paths))), ()
    families: dict[frozenset[str], list[int]] = {}
    for number, size in enumerate(sizes):
        families.setdefault(frozenset(size.used), []).append(number)
    apart = [[number] for number in range(len(paths))]
    parts = min(
        (_halves(groups, sizes) for groups in (apart, [*families.values()])),
        key=lambda halves: _longest(halves, sizes),
    )
    if _longest(parts, sizes) >= TOGETHER * _burden(sizes):
        return tuple(range(len(paths))), ()
    first, second = sorted(map(sorted, parts))
    return tuple(first), tuple(second)


def _halves(groups: Iterable[list[int]], sizes: Sequence[Size]) -> tuple[list[int], ...]:
    """Return groups of policies in two parts: the largest first, each where there is least."""
    parts: tuple[list[int], ...] = ([], [])
    for group in sorted(groups, key=lambda each: -_burden(sizes[number] for number in each)):
        least = min(parts, key=lambda part: _burden(sizes[each] for each in (*part, *group)))
        least += group
    return parts


def _longest(parts: Iterable[list[int]], sizes: Sequence[Size]) -> float:
    return max(_burden(sizes[number] for number in part) for part in parts)


def _burden(sizes: Iterable[Size]) -> float:
    """Return what it takes to check some policies one after another in one process."""
    seen: set[str] = set()
    burden = 0.0
    for size in sizes:
        burden += size.own
        for place, used in size.used.items():
            burden += EACH * used if place in seen else (ONCE + EACH) * used
            seen.add(place)
    return burden


class _Sizes:
    """The sizes of policies; the files of one that others use are read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Path | None], tuple[int, Path | None, tuple[str, ...]]] = {}

    def of_each(self, paths: Iterable[str]) -> tuple[Size, ...]:
        return tuple(map(self._of, paths))

    def _of(self, path: str) -> Size:
        files = (read_policy(Path(path)) if path else None) or find_policy(path)
        own, where, names = _told(files)
        used: dict[str, int] = {}
        waiting = [(name, where) for name in names]
        for name, beside in waiting:
            if len(waiting) > MOST_POLICIES:
                break
            if (name, beside) not in self._known:
                self._known[name, beside] = _told(find_policy(name, beside))
            size, place, further = self._known[name, beside]
            if size and f"{place}/{name}" not in used:
                used[f"{place}/{name}"] = size
                waiting += [(each, place) for each in further]
        return Size(own, used)


def _told(files: PolicyFiles | None) -> tuple[int, Path | None, tuple[str, ...]]:
    """Return how long a policy is, where policies it uses are looked for, and their names."""
    if files is None:
        return 0, None, ()
    return sum(len(data) for _, data in files.files), files.where, names_used_by(files)
