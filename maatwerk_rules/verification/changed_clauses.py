"""Which clauses of a policy changed: by name, article, file and line, in the old and the new."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.values import frozen

How = Literal["anders", "nieuw", "vervallen", "verplaatst"]
HOWS: tuple[How, ...] = ("anders", "nieuw", "vervallen", "verplaatst")
"""From what changes a meaning to what changes none."""


@frozen
class Where:
    """Where a clause stands: the file, and the line counted from 1."""

    file: str
    line: int


@frozen
class Clause:
    """A clause that changed: what it is, how it changed, its article, and where it stands."""

    name: str
    kind: str
    how: How
    article: str | None
    old: Where | None
    new: Where | None


Key = tuple[str, str]


def changed_clauses(old: Policy, new: Policy) -> tuple[Clause, ...]:
    """Return the clauses that changed, in the order of the new text, those that are gone behind.

    Toetsen and comments do not count, nor does a clause that only stands on another line because
    others came or went. Linear in the text of both, times a logarithm.
    """
    before, after = _declared(old), _declared(new)
    moved = _moved(before, after)
    found: list[Clause] = []
    for key, said in after.items():
        was = before.get(key)
        how: How = "nieuw" if was is None else "anders" if was != said else "verplaatst"
        if how != "verplaatst" or key in moved:
            found.append(_clause(key, how, (old, was), (new, said)))
    gone = (key for key in before if key not in after)
    found += [_clause(key, "vervallen", (old, before[key]), (new, None)) for key in gone]
    return tuple(found)


def _declared(policy: Policy) -> Mapping[Key, tuple[Declaration, ...]]:
    found: dict[Key, tuple[Declaration, ...]] = {}
    for declared in policy.written.everything():
        if not isinstance(declared, Toets) and declared.name:
            key = _kind(declared), declared.name
            found[key] = (*found.get(key, ()), declared)
    return found


def _kind(declared: Declaration) -> str:
    """Return the word with which an author begins a declaration."""
    written = declared.word if isinstance(declared, WrittenOut) else declared
    return type(written).__name__.lower().replace("beleidskop", "beleid")


def _clause(
    key: Key,
    how: How,
    before: tuple[Policy, tuple[Declaration, ...] | None],
    after: tuple[Policy, tuple[Declaration, ...] | None],
) -> Clause:
    kind, name = key
    places = [None if said is None else _where(policy, said[0]) for policy, said in (before, after)]
    policy, said = after if after[1] is not None else before
    assert said is not None, "a clause stands in one of the two"
    return Clause(name, kind, how, _article(policy, said[0]), *places)


def _where(policy: Policy, declared: Declaration) -> Where | None:
    source = policy.beleid.texts.get(declared.span.source)
    if source is None:
        return None
    return Where(declared.span.source, source.position(declared.span.start).line)


def _article(policy: Policy, declared: Declaration) -> str | None:
    day = policy.slices[-1].vanaf if policy.slices else None
    found = Vocabulary(policy, day).source_of(declared) if day is not None else None
    return None if found is None else found.text


# ---------------------------------------------------------------- moved


def _moved(
    before: Mapping[Key, tuple[Declaration, ...]], after: Mapping[Key, tuple[Declaration, ...]]
) -> frozenset[Key]:
    """Return what says the same in another file, or before or behind what it did not stand by."""
    same = [key for key, said in after.items() if before.get(key) == said]
    files = {key: (_file(before[key]), _file(after[key])) for key in same}
    usual: dict[str, str] = {}
    for (old, new), _ in Counter(files.values()).most_common():
        usual.setdefault(old, new)
    elsewhere = {key for key, (old, new) in files.items() if usual[old] != new}
    kept = [key for key in same if key not in elsewhere]
    in_file: dict[str, list[Key]] = {}
    for key in sorted(kept, key=lambda one: _start(after[one])):
        in_file.setdefault(files[key][1], []).append(key)
    for keys in in_file.values():
        starts = [_start(before[key]) for key in keys]
        stayed = {*_rising(starts)}
        elsewhere |= {key for place, key in enumerate(keys) if place not in stayed}
    return frozenset(elsewhere)


def _file(said: Iterable[Declaration]) -> str:
    return next(iter(said)).span.source


def _start(said: Iterable[Declaration]) -> int:
    return next(iter(said)).span.start


def _rising(numbers: Sequence[int]) -> Iterator[int]:
    """Yield the places of the longest row of numbers that only rise, from the last to the first.

    >>> sorted(_rising([5, 1, 2, 9, 3]))
    [1, 2, 4]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(last[at - 1] if at else None)
        ends[at : at + 1] = [number]
        last[at : at + 1] = [place]
    current = last[-1] if last else None
    while current is not None:
        yield current
        current = before[current]
