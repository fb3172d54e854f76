"""A plan as NumPy, in blocks that stay in the cache of a processor.

The code counts on all being known that was known so far: columns without gaps, definitions with a
value in every row. Where that fails it stops, and code that looks for more takes its place.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.apart import plain
from maatwerk_rules.compiler.columns.numpy_definitions import Function, conditioned, defined
from maatwerk_rules.compiler.columns.numpy_support import (
    NAMES,
    Array,
    Block,
    OpenError,
    list_block,
)
from maatwerk_rules.compiler.columns.numpy_tables import kind_for, looked_up
from maatwerk_rules.compiler.columns.plan import Plan, Shape

FILE = "<kolommen>"
BLOCK = 16_384
"""Rows at a time: some arrays of so many numbers, most of them small, stay in the second cache."""
MOST_VARIANTS = 6
DTYPES: dict[str, Any] = {"ja": np.bool_, "keuze": np.int16, "getal": np.int64, "dag": np.int64}
"""What an outcome is given in, by the kind of its shape."""
Opening = tuple[str, int | str]


@attrs.frozen
class Looking:
    """What may be not known; with `widely` every definition, amount and list may be.

    `whole` holds the definitions that turned out to have a value in every row.
    """

    what: frozenset[Opening]
    widely: bool = False
    whole: frozenset[int] = frozenset()

    def leaf(self, number: int) -> bool:
        """Tell whether a leaf may be."""
        return ("kolom", number) in self.what

    def amount(self, number: int) -> bool:
        """Tell whether a dated amount may be."""
        return self.widely or ("bedrag", number) in self.what

    def listed(self, name: str) -> bool:
        """Tell whether a list may have other records."""
        return self.widely or ("lijst", name) in self.what

    def definition(self, number: int) -> bool:
        """Tell whether a definition may be without value."""
        return number not in self.whole and (self.widely or ("begrip", number) in self.what)


@attrs.define
class Input:
    """A table as the kernel reads it.

    `values` and `known` are by the number of the leaf: arrays as long as the table, or as all
    records of its list together, or one for all; `known` None: everywhere. `lists` gives of each
    list where the records of each row begin, and in which rows it is complete (None: in all).
    `odd` gives of a leaf where it has a value that no column holds: there it counts as not known.
    """

    rows: int
    values: list[Array]
    known: list[Array | None]
    days: Array
    looked: Array
    lists: dict[str, tuple[Array, Array | None]]
    odd: dict[int, Array] = attrs.field(factory=dict)


@attrs.define
class Found:
    """What was found of one definition: values, where known, where no rule decides.

    `grounds` says for each rule in which places the outcome rests on it; `doubt` in which places
    that is not certain.
    """

    values: Array
    known: Array
    left: Array
    grounds: dict[str, Array] = attrs.field(factory=dict)
    doubt: Array | None = None


@attrs.define
class Gathered:
    """What was found of one definition so far; a mask is made where it is not the same all over."""

    values: Array
    known: Array | None = None
    left: Array | None = None
    grounds: dict[str, Array] = attrs.field(factory=dict)
    doubt: Array | None = None

    def put(self, places: slice, result: tuple[Any, ...]) -> None:
        """Add what was found in some places."""
        values, known, left, *rest = result
        grounds, doubt = rest or ((), None)
        self.values[places] = values
        self.known = self._masked(self.known, places, known, start=True)
        self.left = self._masked(self.left, places, left, start=False)
        self.doubt = self._masked(self.doubt, places, doubt, start=False)
        told: set[str] = set()
        for rule, mask in grounds:
            where = self.grounds.get(rule)
            if where is None:
                where = self.grounds[rule] = np.zeros(len(self.values), bool)
            # What was not written yet is not read either: that would cost a page twice.
            where[places] = where[places] | mask if rule in told else mask
            told.add(rule)

    def _masked(
        self, whole: Array | None, places: slice, mask: Array | None, *, start: bool
    ) -> Array | None:
        if mask is None:
            return whole
        if whole is None:
            whole = np.full(len(self.values), start)
        whole[places] = mask
        return whole

    def found(self) -> Found:
        """Return all that was found; a mask that is the same all over takes no room."""
        size = len(self.values)
        known = np.broadcast_to(np.True_, size) if self.known is None else self.known
        left = np.broadcast_to(np.False_, size) if self.left is None else self.left
        return Found(self.values, known, left, self.grounds, self.doubt)


@attrs.frozen
class Variant:
    """The code for one set of what may be not known."""

    functions: tuple[tuple[int, Callable[..., Any]], ...]
    conditions: tuple[Callable[..., Any], ...]


class Kernel:
    """One plan, ready to reckon with tables. It may be shared between threads."""

    def __init__(self, plan: Plan, *, grounds: bool = True) -> None:
        self.plan = plan
        self._grounds = grounds
        self._asked = frozenset(number for _, numbers in plan.asked for number in numbers)
        self._learned: frozenset[Opening] = frozenset()
        self._variants: dict[Looking, Variant] = {}
        self._lock = RLock()
        self._kinds = [kind_for(leaf.shape) for leaf in plan.leaves]

    # ------------------------------------------------------------------ source

    def written(self, looking: Looking) -> tuple[dict[int, Function], tuple[Function, ...]]:
        """Return the functions of definitions by number, as they are called, and of conditions."""
        functions: dict[int, Function] = {}
        for one in plain(self.plan):
            told = self._grounds and one.number in self._asked
            made = functions[one.number] = defined(one, self.plan, looking, grounds=told)
            if made.whole:
                looking = attrs.evolve(looking, whole=looking.whole | {one.number})
        conditions = tuple(
            conditioned(number, op, self.plan, looking)
            for number, (_, op) in enumerate(self.plan.admissible)
        )
        if not looking.widely:
            functions = looked_up(self.plan, functions, looking, self._asked)
        return functions, conditions

    def source(self, looking: Looking | None = None) -> str:
        """Return the code as one text, to read; when left out that for complete cases."""
        functions, conditions = self.written(looking or Looking(frozenset()))
        return "\n\n".join(one.source for one in (*functions.values(), *conditions))

    def _variant(self, looking: Looking) -> Variant:
        with self._lock:
            found = self._variants.get(looking)
            if found is None:
                found = self._variants[looking] = self._made(looking)
            return found

    def _made(self, looking: Looking) -> Variant:
        functions, conditions = self.written(looking)
        every = (*functions.values(), *conditions)
        space: dict[str, Any] = {**NAMES, "__builtins__": {}}
        for one in every:
            space |= one.data
        exec(compile("\n".join(one.source for one in every), FILE, "exec"), space)
        return Variant(
            tuple((number, space[one.name]) for number, one in functions.items()),
            tuple(space[one.name] for one in conditions),
        )

    # ------------------------------------------------------------------ running

    def run(self, table: Input) -> tuple[dict[int, Found], Array]:
        """Return what was found of the asked definitions, and which rows surely may exist.

        Linear in the size of the table.
        """
        found = {number: self._gathered(number, table) for number in sorted(self._asked)}
        admissible = np.ones(table.rows, bool)
        gaps = frozenset(
            ("kolom", number) for number, known in enumerate(table.known) if known is not None
        )
        for start in range(0, table.rows, BLOCK):
            rows = slice(start, min(start + BLOCK, table.rows))
            results, conditions = self._worked_out(self._cut(table, rows), gaps)
            for number, one in found.items():
                one.put(self._places(number, table, rows), results[number])
            for value, known in conditions:
                admissible[rows] &= value if known is None else value & known
        return {number: one.found() for number, one in found.items()}, admissible

    def _gathered(self, number: int, table: Input) -> Gathered:
        one = self.plan.definitions[number]
        size = table.rows if one.domain is None else int(table.lists[one.domain][0][-1])
        return Gathered(np.empty(size, DTYPES[one.shape.kind]))

    def _places(self, number: int, table: Input, rows: slice) -> slice:
        """Return the rows, or all records of those in the list of a definition."""
        domain = self.plan.definitions[number].domain
        if domain is None:
            return rows
        offsets = table.lists[domain][0]
        return slice(int(offsets[rows.start]), int(offsets[rows.stop]))

    def _worked_out(self, block: Block, gaps: frozenset[Opening]) -> tuple[list[Any], list[Any]]:
        looking = Looking(gaps | self._learned)
        if looking in self._variants or len(self._variants) < MOST_VARIANTS:
            try:
                return self._called(self._variant(looking), block)
            except OpenError as error:
                self._learned |= {error.what}
        results, conditions = self._called(self._variant(Looking(gaps, widely=True)), block)
        self._learn(results, block)
        return results, conditions

    def _called(self, variant: Variant, block: Block) -> tuple[list[Any], list[Any]]:
        found: list[Any] = [None] * len(self.plan.definitions)
        for number, function in variant.functions:
            found[number] = function(block, found)
        return found, [function(block, found) for function in variant.conditions]

    def _learn(self, results: list[Any], block: Block) -> None:
        """Remember what was not known in a block, so that the next one looks for it at once."""
        learned: set[Opening] = set(self._learned)
        for number, found in enumerate(results):
            if found is not None and found[1] is not None and not np.all(found[1]):
                learned.add(("begrip", number))
        for name, listed in block.lijsten.items():
            if listed.complete is not None:
                learned.add(("lijst", name))
        with self._lock:
            self._learned = frozenset(learned)

    def _cut(self, table: Input, rows: slice) -> Block:
        start, end = rows.start, rows.stop
        lists: dict[str, Any] = {}
        spans: dict[str, tuple[int, int]] = {}
        for name, (offsets, complete) in table.lists.items():
            own = offsets[start : end + 1]
            spans[name] = int(own[0]), int(own[-1])
            lists[name] = list_block(
                own - own[0], None if complete is None else complete[start:end]
            )
        values: list[Array] = []
        known: list[Array | None] = []
        for leaf in self.plan.leaves:
            first, last = (start, end) if leaf.domain is None else spans[leaf.domain]
            own = _slice(table.values[leaf.number], first, last)
            values.append(own.astype(self._kinds[leaf.number], copy=False))
            known.append(_slice(table.known[leaf.number], first, last))
        day = _slice(table.days, start, end).astype(np.int32)
        looked = _slice(table.looked, start, end)
        return Block(end - start, values, known, day, looked, lists, self.plan.amounts)


def filler(shape: Shape) -> int:
    """Return a value within the ends of a shape.

    >>> filler(Shape("getal", 5, 9)), filler(Shape("getal", -5, 9))
    (5, 0)
    """
    return min(max(0, shape.low), shape.high)


def _slice(values: Any, start: int, end: int) -> Any:
    if values is None or np.ndim(values) == 0:
        return values
    return values[start:end]
