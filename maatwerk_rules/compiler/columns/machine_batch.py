"""A batch of rows as machine code reads it, and what it writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.compiler.columns.machine_code import Loaded
from maatwerk_rules.compiler.columns.machine_graph import ROW, Width
from maatwerk_rules.compiler.columns.machine_grounds import BITS, widths_of
from maatwerk_rules.compiler.columns.machine_passes import BYTES
from maatwerk_rules.compiler.columns.machine_text import LANES, Layout, Module
from maatwerk_rules.compiler.columns.machine_values import WIDTHS
from maatwerk_rules.compiler.columns.plan import Plan

KNOWN, NO_RULE, DOUBT = 1, 2, 4
"""Bits that say what is certain of a result: its value, that no rule decides, not its grounds."""


@attrs.frozen
class Written:
    """A module, and for each asked definition of which rules it tells whether they are grounds."""

    module: Module
    rules: Mapping[int, tuple[str, ...]]


def asked(plan: Plan) -> tuple[int, ...]:
    """Return the definitions that are asked, each once."""
    return tuple(dict.fromkeys(number for _, numbers in plan.asked for number in numbers))


@attrs.frozen
class Batch:
    """Rows as machine code reads them.

    Args:
        day: The peildatum in days since 1970: of all rows, or an array with that of each.
        columns: By leaf its values, one for each row, or for each record of its list: truths,
            options as int16, numbers as int64, dates as int32 in days since 1970.
        known: By leaf where it has a value; a leaf that is not in it has one everywhere.
        offsets: By list where the records of each row begin and end, as Arrow has it, in int32.
        complete: By list in which rows it is known; a list that is not in it is known everywhere.
        looked: In which rows a look is recorded; None: in none.
    """

    rows: int
    day: Any
    columns: Mapping[int, Any]
    known: Mapping[int, Any] = MappingProxyType({})
    offsets: Mapping[str, Any] = MappingProxyType({})
    complete: Mapping[str, Any] = MappingProxyType({})
    looked: Any = None

    @property
    def masked(self) -> bool:
        """Something has no value in some row."""
        return bool(self.known or self.complete)


@attrs.frozen
class Found:
    """What a definition gives in each row or for each record, and what of it is certain.

    `grounds` holds for each of `rules` a bit that says whether it is a ground.
    """

    values: Any
    status: Any
    rules: tuple[str, ...] = ()
    grounds: tuple[Any, ...] = ()

    def rests_on(self, rule: str) -> Any:
        """Return where a rule is a ground."""
        place, bit = divmod(self.rules.index(rule), BITS)
        return (self.grounds[place] & (1 << bit)) != 0


@attrs.frozen
class Decided:
    """What is asked, by the number of its definition; `allowed` is where each condition is ja."""

    found: Mapping[int, Found]
    allowed: tuple[Any, ...]


DTYPES: dict[Width, str] = {
    "i1": "bool",
    "i8": "int8",
    "i16": "int16",
    "i32": "int32",
    "i64": "int64",
}


class Job:
    """One batch: its arrays in the form that machine code reads, and those it writes."""

    def __init__(self, plan: Plan, made: Written, loaded: Loaded, batch: Batch) -> None:
        import numpy as np

        self.np = np
        self.plan = plan
        self.rules = made.rules
        self.loaded = loaded
        self.layout: Layout = made.module.layout
        self.block = made.module.block
        self.batch = batch
        self.slots = [*self._columns()]
        self.offsets = [
            np.ascontiguousarray(batch.offsets[name], np.int32) for name in self.layout.lists
        ]
        self.daily = isinstance(batch.day, np.ndarray)
        self.day = np.ascontiguousarray(batch.day, np.int32).reshape(-1)
        self.outputs = [*self._outputs()]
        self.kept = [*self._kept()]

    # ------------------------------------------------------------------ arrays

    def _columns(self) -> Iterator[Any]:
        np, layout = self.np, self.layout
        for slot, width, domain in zip(layout.slots, layout.widths, layout.domains, strict=True):
            found = np.ascontiguousarray(self._column(slot, domain), DTYPES[width])
            if domain:
                found = np.concatenate((found, np.zeros(LANES, found.dtype)))
            yield found

    def _column(self, slot: Any, domain: str) -> Any:
        batch, np = self.batch, self.np
        length = int(batch.offsets[domain][-1]) if domain else batch.rows
        if slot == "looked":
            return np.zeros(length, bool) if batch.looked is None else batch.looked
        kind, name = slot
        if kind == "value":
            return batch.columns[name]
        found = batch.known.get(name) if kind == "known" else batch.complete.get(name)
        return np.ones(length, bool) if found is None else found

    def _outputs(self) -> Iterator[Any]:
        for width, domain in self._written():
            length = int(self.batch.offsets[domain][-1]) if domain else self.batch.rows
            yield self.np.empty(length + LANES, DTYPES[width])

    def _written(self) -> Iterator[tuple[Width, str]]:
        for number in asked(self.plan):
            definition = self.plan.definitions[number]
            domain = definition.domain or ROW
            yield WIDTHS[definition.shape.kind], domain
            yield "i8", domain
            for width in widths_of(len(self.rules[number])):
                yield width, domain
        for _ in self.plan.admissible:
            yield "i1", ROW

    def _kept(self) -> Iterator[Any]:
        most = {
            name: self._most_records(offsets)
            for name, offsets in zip(self.layout.lists, self.offsets, strict=True)
        }
        for width, domain in self.layout.kept:
            length = most[domain] if domain else min(self.block, self.batch.rows)
            yield self.np.empty(length + LANES, f"u{BYTES[width]}")

    def _most_records(self, offsets: Any) -> int:
        """Return how many records a block has at most."""
        starts = offsets[:: self.block]
        ends = self.np.append(offsets[self.block :: self.block], offsets[-1])
        return int((ends[: len(starts)] - starts).max(initial=0))

    # ------------------------------------------------------------------ work

    def run(self) -> None:
        """Do all rows: first as many as go in whole steps, then the few that are left."""
        whole = self.batch.rows - self.batch.rows % LANES
        for first, rows in ((0, whole), (whole, self.batch.rows - whole)):
            if rows:
                held, table = self._table(first, rows)
                self.loaded.run(rows, table.ctypes.data)
                del held

    def _table(self, first: int, rows: int) -> tuple[list[Any], Any]:
        """Return the table of pointers, with the arrays made for it."""
        np = self.np
        held: list[Any] = []

        def of_rows(column: Any) -> Any:
            if rows % LANES == 0:
                return column[first:]
            part = np.zeros(LANES, column.dtype)
            part[:rows] = column[first : first + rows]
            held.append(part)
            return part

        slots = [
            column if domain else of_rows(column)
            for column, domain in zip(self.slots, self.layout.domains, strict=True)
        ]
        written = [
            column if domain else column[first:]
            for column, (_, domain) in zip(self.outputs, self._written(), strict=True)
        ]
        offsets = [column[first:] for column in self.offsets]
        day = of_rows(self.day) if self.daily else self.day
        arrays = [*slots, *offsets, *written, *self.kept, day]
        return held, np.array([one.ctypes.data for one in arrays], np.uintp)

    def decided(self) -> Decided:
        """Return what was written, without the room that was left at the end."""
        columns = iter([column[: len(column) - LANES] for column in self.outputs])
        found: dict[int, Found] = {}
        for number in asked(self.plan):
            rules = self.rules[number]
            values, status = next(columns), next(columns)
            words = tuple(next(columns) for _ in widths_of(len(rules)))
            found[number] = Found(values, status, rules, words)
        return Decided(MappingProxyType(found), tuple(columns))
