"""A plan as NumPy, in blocks that stay in the cache of a processor.

The code counts on all being known that was known so far: columns without gaps, definitions with a
value in every row. Where that fails it stops, and code that looks for more takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import RLock
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.numpy_definitions import Function, conditioned, defined
from maatwerk_rules.compiler.columns.numpy_support import (
    NAMES,
    Array,
    Block,
    OpenError,
    list_block,
)
from maatwerk_rules.compiler.columns.plan import Plan, Shape

FILE = "<kolommen>"
BLOCK = 8192
"""Rows at a time: some arrays of so many numbers stay in the second cache."""
MOST_VARIANTS = 6
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


@attrs.frozen
class Variant:
    """The code for one set of what may be not known."""

    functions: tuple[tuple[int, Callable[..., Any]], ...]
    conditions: tuple[Callable[..., Any], ...]


class Kernel:
    """One plan, ready to reckon with tables. It may be shared between threads."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._asked = frozenset(number for _, numbers in plan.asked for number in numbers)
        self._learned: frozenset[Opening] = frozenset()
        self._variants: dict[Looking, Variant] = {}
        self._lock = RLock()

    # ------------------------------------------------------------------ source

    def written(self, looking: Looking) -> tuple[Function, ...]:
        """Return the functions of all definitions and conditions, in the order they are called."""
        functions: list[Function] = []
        for one in self.plan.definitions:
            asked = one.number in self._asked
            functions.append(defined(one, self.plan, looking, grounds=asked))
            if functions[-1].whole:
                looking = attrs.evolve(looking, whole=looking.whole | {one.number})
        return (*functions, *self._conditions(looking))

    def _conditions(self, looking: Looking) -> Iterable[Function]:
        for number, (_, op) in enumerate(self.plan.admissible):
            yield conditioned(number, op, self.plan, looking)

    def source(self, looking: Looking | None = None) -> str:
        """Return the code as one text, to read; when left out that for complete cases."""
        return "\n\n".join(one.source for one in self.written(looking or Looking(frozenset())))

    def _variant(self, looking: Looking) -> Variant:
        with self._lock:
            found = self._variants.get(looking)
            if found is None:
                found = self._variants[looking] = self._made(looking)
            return found

    def _made(self, looking: Looking) -> Variant:
        functions = self.written(looking)
        space: dict[str, Any] = {**NAMES, "__builtins__": {}}
        exec(compile("\n".join(one.source for one in functions), FILE, "exec"), space)
        made = [space[one.name] for one in functions]
        number = len(self.plan.definitions)
        numbers = (one.number for one in self.plan.definitions)
        return Variant(tuple(zip(numbers, made, strict=False)), tuple(made[number:]))

    # ------------------------------------------------------------------ running

    def run(self, table: Input) -> tuple[dict[int, Found], Array]:
        """Return what was found of the asked definitions, and which rows surely may exist.

        Linear in the size of the table.
        """
        found = {number: self._empty(number, table) for number in sorted(self._asked)}
        admissible = np.ones(table.rows, bool)
        gaps = frozenset(
            ("kolom", number) for number, known in enumerate(table.known) if known is not None
        )
        for start in range(0, table.rows, BLOCK):
            rows = slice(start, min(start + BLOCK, table.rows))
            results, conditions = self._worked_out(self._cut(table, rows), gaps)
            for number, one in found.items():
                _put(one, self._places(number, table, rows), results[number])
            for value, known in conditions:
                admissible[rows] &= value if known is None else value & known
        return found, admissible

    def _empty(self, number: int, table: Input) -> Found:
        one = self.plan.definitions[number]
        size = table.rows if one.domain is None else int(table.lists[one.domain][0][-1])
        dtype = np.bool_ if one.shape.kind == "ja" else np.int64
        return Found(np.zeros(size, dtype), np.zeros(size, bool), np.zeros(size, bool))

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
            if found[1] is not None and not np.all(found[1]):
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
            values.append(_slice(table.values[leaf.number], first, last))
            known.append(_slice(table.known[leaf.number], first, last))
        day = _slice(table.days, start, end)
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


def _put(found: Found, places: slice, result: tuple[Any, ...]) -> None:
    values, known, left, grounds, doubt = result
    found.values[places] = values
    found.known[places] = True if known is None else known
    found.left[places] = False if left is None else left
    for rule, mask in grounds:
        where = found.grounds.get(rule)
        if where is None:
            where = found.grounds[rule] = np.zeros(len(found.values), bool)
        where[places] |= mask
    if doubt is not None:
        if found.doubt is None:
            found.doubt = np.zeros(len(found.values), bool)
        found.doubt[places] = doubt
