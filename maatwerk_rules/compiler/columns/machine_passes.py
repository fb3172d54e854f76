"""How the operations of a graph are divided over passes: loops over the rows of a block.

A pass works for the rows, or for the records of one list; a pass of another kind brings values of
rows to records, or gathers records. What a later pass needs is kept for a block of rows, so few
that all of it stays in the cache. A pass is of bounded size, since the time to compile a function
grows faster than its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import attrs

from maatwerk_rules.compiler.columns.machine_graph import ROW, Graph, Width

MOST = 1_500
"""So many operations a pass holds at most."""
HELD_BYTES = 1 << 19
"""So much is kept of a block; that is a fair part of the second cache of a processor."""
BLOCKS = (8_192, 128)
"""The most and the fewest rows of a block."""

GATHERING = frozenset(("total", "some", "highest", "lowest"))
BYTES: dict[Width, int] = {"i1": 1, "i8": 1, "i16": 2, "i32": 4, "i64": 8}

Kind = tuple[Literal["rows", "spread", "gather"], str]
"""What a pass does, and for which list (or the rows)."""


@attrs.frozen
class Output:
    """A column that is written: what, and for each row or for the records of a list."""

    number: int
    domain: str


@attrs.frozen
class Pass:
    """One loop: its operations in order, and those of them that are kept for later passes."""

    kind: Kind
    numbers: tuple[int, ...]
    keeps: tuple[int, ...]
    outputs: tuple[int, ...]


@attrs.frozen
class Schedule:
    """The passes in order; `kept` gives the operations of which the values are kept."""

    passes: tuple[Pass, ...]
    kept: tuple[int, ...]
    block: int


def schedule(graph: Graph, outputs: Sequence[Output]) -> Schedule:
    """Return the passes that work out all outputs, and nothing else; linear in the graph."""
    needed = _needed(graph, outputs)
    groups = _groups(graph, needed)
    place = {number: at for at, (_, numbers) in enumerate(groups) for number in numbers}
    kept: dict[int, None] = {}
    for number in needed:
        for part in graph.all[number].parts:
            if part in place and place[part] != place.get(number):
                kept[part] = None
    written: dict[int, list[int]] = {}
    for index, output in enumerate(outputs):
        written.setdefault(place.get(output.number, -1), []).append(index)
    loose = written.pop(-1, [])
    if loose:
        groups, written = _with_loose(groups, written, loose, outputs)
    passes = [
        Pass(
            kind,
            tuple(numbers),
            tuple(number for number in numbers if number in kept),
            tuple(written.get(at, ())),
        )
        for at, (kind, numbers) in enumerate(groups)
    ]
    row_bytes = sum(BYTES[graph.all[one].width] for one in kept)
    block = BLOCKS[0]
    while block > BLOCKS[1] and block * row_bytes > HELD_BYTES:
        block //= 2
    return Schedule(tuple(passes), tuple(kept), block)


Group = tuple[Kind, list[int]]


def _with_loose(
    groups: list[Group],
    written: dict[int, list[int]],
    loose: Iterable[int],
    outputs: Sequence[Output],
) -> tuple[list[Group], dict[int, list[int]]]:
    """Add passes for outputs that only read a column, or are the same everywhere."""
    by_domain: dict[str, list[int]] = {}
    for index in loose:
        by_domain.setdefault(outputs[index].domain, []).append(index)
    for domain, indexes in by_domain.items():
        kind: Kind = ("rows", domain)
        at = next((at for at, group in enumerate(groups) if group[0] == kind), len(groups))
        if at == len(groups):
            groups = [*groups, (kind, [])]
        written[at] = [*written.get(at, ()), *indexes]
    return groups, written


def _needed(graph: Graph, outputs: Iterable[Output]) -> list[int]:
    found: set[int] = set()
    waiting = [output.number for output in outputs]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += graph.all[number].parts
    return sorted(found)


def kind_of(graph: Graph, number: int) -> Kind | None:
    """Return in which kind of pass an operation is worked out; None where it stands by itself."""
    found = graph.all[number]
    if found.domain is None or found.operation in ("const", "day", "load"):
        return None
    if found.operation == "spread":
        return "spread", str(found.imm)
    if found.operation in GATHERING:
        return "gather", str(found.imm)
    return "rows", found.domain


def _groups(graph: Graph, needed: Iterable[int]) -> list[Group]:
    """Return operations by pass: as early as what they are made from allows."""
    stages: dict[int, int] = {}
    found: dict[tuple[int, Kind], list[int]] = {}
    for number in needed:
        kind = kind_of(graph, number)
        if kind is None:
            continue
        stage = 0
        for part in graph.all[number].parts:
            if part in stages:
                stage = max(stage, stages[part] + (kind_of(graph, part) != kind))
        stages[number] = stage
        found.setdefault((stage, kind), []).append(number)
    groups: list[Group] = []
    for (_, kind), numbers in sorted(found.items()):
        groups += [(kind, part) for part in _parts(numbers)]
    return groups


def _parts(numbers: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), MOST):
        yield [*numbers[start : start + MOST]]


def domains(graph: Graph, passes: Iterable[Pass]) -> tuple[str, ...]:
    """Return the lists of which records are read."""
    found: dict[str, None] = {}
    for one in passes:
        if one.kind[1] != ROW:
            found[one.kind[1]] = None
        for number in one.numbers:
            domain = graph.all[number].domain
            if domain:
                found[domain] = None
    return tuple(found)
