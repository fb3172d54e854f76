"""What a table says more than once: a column that never counts, rows that could be one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import attrs

from maatwerk_rules.analysis.axes import Axis
from maatwerk_rules.analysis.boxes import EVERYTHING, NOTHING, Region
from maatwerk_rules.analysis.desugar import JA
from maatwerk_rules.analysis.guards import region_of
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study
from maatwerk_rules.linter.parts import MOST_STEPS, Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.without import same_outcomes, study_again
from maatwerk_rules.model import core
from maatwerk_rules.model.declarations import Tabel


def idle_columns_of(subject: Subject) -> tuple[tuple[Tabel, str], ...]:
    """Return the columns of own tables that count in no slice."""
    left: dict[str, tuple[Tabel, set[str]]] = {}
    for part, tabel in tables(subject.parts):
        if subject.is_own(tabel):
            idle = set(part.once(_all_idle_columns))
            _, before = left.get(tabel.naam, (tabel, idle))
            left[tabel.naam] = (tabel, before & idle)
    return tuple(
        (tabel, column)
        for tabel, idle in left.values()
        for column in sorted(idle, key=tabel.kolommen.index)
    )


def joinable_rows_of(subject: Subject) -> tuple[tuple[Tabel, core.Node, core.Node], ...]:
    """Return the rows of own tables that say the same of neighbouring cases."""
    return tuple(
        (tabel, first, second)
        for part, tabel in tables(subject.parts)
        if subject.is_own(tabel)
        for first, second in part.once(_all_joinable_rows)
    )


def _all_idle_columns(part: Part) -> tuple[str, ...]:
    assert isinstance(part.definition.origin, Tabel), "only tables have columns"
    return tuple(idle_columns(part, part.definition.origin))


def _all_joinable_rows(part: Part) -> tuple[tuple[core.Node, core.Node], ...]:
    return tuple(joinable_rows(part))


def tables(parts: tuple[Part, ...]) -> Iterator[tuple[Part, Tabel]]:
    """Yield the tables that were worked out."""
    for part in parts:
        if isinstance(part.definition.origin, Tabel) and part.study is not None:
            yield part, part.definition.origin


def _tests(node: core.Node) -> tuple[core.Expr, ...]:
    if isinstance(node.guard, core.And):
        return node.guard.parts
    return () if node.guard == JA else (node.guard,)


def idle_columns(part: Part, tabel: Tabel) -> Iterator[str]:
    """Yield the columns without which every case finds the same value, and no other too."""
    columns = _columns(part)
    found = part.study
    assert found is not None
    claim = f"dat elke kolom van `{tabel.naam}` telt"
    try:
        for name in tabel.kolommen:
            column = columns.get(name)
            if column is None:
                continue
            rows = tuple(_without(node, column) for node in part.definition.rules)
            other = study_again(part, attrs.evolve(part.definition, rules=rows))
            if other is None:
                part.give_up(claim)
            elif not any(other.clashes()) and same_outcomes(found, other):
                yield name
    except TOO_MUCH:
        part.give_up(claim)


def _columns(part: Part) -> dict[str, core.Expr]:
    """Return what each column that a row tests reads, by its name."""
    found: dict[str, core.Expr] = {}
    for node in part.definition.rules:
        for test in _tests(node):
            if isinstance(test, core.Compare):
                name = getattr(test.left, "name", None)
                if isinstance(name, str):
                    found.setdefault(name, test.left)
    return found


def _without(node: core.Node, column: core.Expr) -> core.Node:
    kept = tuple(
        one for one in _tests(node) if not (isinstance(one, core.Compare) and one.left == column)
    )
    guard = JA if not kept else kept[0] if len(kept) == 1 else core.And(kept)
    return attrs.evolve(node, guard=guard)


def joinable_rows(part: Part) -> Iterator[tuple[core.Node, core.Node]]:
    """Yield rows beside each other with one value that differ in one column and could be one."""
    found = part.study
    assert found is not None
    rows = part.definition.rules
    for first, second in pairwise(rows):
        if first.value != second.value:
            continue
        column = _only_difference(first, second)
        if column is None:
            continue
        try:
            if _is_one_cell(found, first, second, column):
                yield first, second
        except TOO_MUCH:
            part.give_up(f"dat elke rij van `{part.definition.name}` nodig is")


def _only_difference(first: core.Node, second: core.Node) -> core.Expr | None:
    one, other = set(_tests(first)), set(_tests(second))
    columns = {test.left for test in one ^ other if isinstance(test, core.Compare)}
    return columns.pop() if len(columns) == 1 else None


def _is_one_cell(found: Study, first: core.Node, second: core.Node, column: core.Expr) -> bool:
    """Tell whether the cells of two rows together are one stretch of a line, or everything."""
    space = found.space
    space.allow(MOST_STEPS)
    joined = space.either(_cell(found, first, column), _cell(found, second, column))
    if joined == EVERYTHING:
        return True
    boxes = list(space.boxes(joined))
    if len(boxes) != 1 or len(boxes[0].sides) != 1 or joined == NOTHING:
        return False
    axis: Axis = boxes[0].sides[0][0]
    return axis.options is None


def _cell(found: Study, node: core.Node, column: core.Expr) -> Region:
    tests = (one for one in _tests(node) if isinstance(one, core.Compare) and one.left == column)
    return found.space.all_of(region_of(one, found.view) for one in tests)
