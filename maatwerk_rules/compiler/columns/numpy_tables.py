"""Definitions that only read a few small columns, worked out beforehand and looked up by these.

The table of such a definition is what its own code gives for each of those values: the meaning is
not written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.numpy_definitions import Function
from maatwerk_rules.compiler.columns.numpy_expressions import Openings
from maatwerk_rules.compiler.columns.numpy_support import NAMES, Array, Block
from maatwerk_rules.compiler.columns.numpy_writing import Page, Text, bits_for
from maatwerk_rules.compiler.columns.plan import Definition, Op, Plan, Result, Shape, walk
from maatwerk_rules.compiler.writing import INDENT, comment

MOST_CELLS = 8192
"""A table of more numbers does not stay in the first cache."""
LOOK, STEP = 12, 4
"""What a look takes, and each column to look by, in about what one simple step takes."""
PURE = (
    plan.And, plan.Arithmetic, plan.AtLeast, plan.Bound, plan.Choose, plan.Column, plan.Compare,
    plan.Constant, plan.Not, plan.Or, plan.Result, plan.Round, plan.Scaled,
)  # fmt: skip
"""What only depends on the columns it reads, and is known where these are."""


def kind_for(shape: Shape) -> Any:
    """Return the narrowest numbers that hold a shape.

    >>> kind_for(Shape("getal", 5, 900)).__name__
    'int16'
    """
    if shape.kind == "ja":
        return np.bool_
    return {8: np.int8, 16: np.int16, 32: np.int32, 64: np.int64}[bits_for(shape.low, shape.high)]


@attrs.define
class Tables:
    """The functions of a plan, some of which become a look in a table, and others needless.

    `functions` are by the number of their definition; `kept` are the definitions that something
    else than a definition reads.
    """

    whole: Plan
    openings: Openings
    functions: dict[int, Function]
    kept: frozenset[int]
    _leaves: dict[int, frozenset[int] | None] = attrs.field(factory=dict)
    _readers: dict[int, set[int]] = attrs.field(factory=dict)

    def made(self) -> dict[int, Function]:
        """Return the functions that are still called, in order of need."""
        for one in (self.whole.definitions[number] for number in sorted(self.functions)):
            self._leaves[one.number] = self._read(one)
            for number in one.reads:
                self._readers.setdefault(number, set()).add(one.number)
        for one in reversed(self.whole.definitions):
            if one.number in self.functions and one.number not in self.kept:
                self._try(one)
        return self.functions

    def _try(self, one: Definition) -> None:
        leaves = self._leaves[one.number]
        if not leaves or one.shape.kind == "ja":
            return
        shapes = [self.whole.leaves[leaf].shape for leaf in sorted(leaves)]
        if prod(shape.high - shape.low + 1 for shape in shapes) > MOST_CELLS:
            return
        needless = self._needless(one)
        saved = sum(cost(self.whole.definitions[number]) for number in (one.number, *needless))
        if saved <= LOOK + STEP * len(shapes):
            return
        table = self._worked_out(one, sorted(leaves))
        self.functions[one.number] = self._looked_up(one, sorted(leaves), table)
        for number in needless:
            del self.functions[number]
        for number in one.reads:
            self._readers[number].discard(one.number)

    def _read(self, one: Definition) -> frozenset[int] | None:
        """Return the columns on which alone a definition depends, or None where there is more."""
        if one.domain is not None or not self.functions[one.number].whole:
            return None
        found: set[int] = set()
        for op in one.ops:
            if not isinstance(op, PURE) or op.domain is not None:
                return None
            if isinstance(op, plan.Column):
                if self.openings.leaf(op.leaf):
                    return None
                found.add(op.leaf)
            elif isinstance(op, plan.Result):
                inner = self._leaves[op.number]
                if inner is None:
                    return None
                found |= inner
        return frozenset(found)

    def _under(self, one: Definition) -> list[int]:
        """Return all definitions that one leans on, in order of need."""
        found: set[int] = set()
        waiting = [*one.reads]
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += self.whole.definitions[number].reads
        return sorted(found)

    def _needless(self, one: Definition) -> list[int]:
        """Return the definitions that nothing reads when one is looked up."""
        gone = {one.number}
        for number in reversed(self._under(one)):
            readers = {each for each in self._readers[number] if each in self.functions}
            if number not in self.kept and readers <= gone:
                gone.add(number)
        return sorted(gone - {one.number})

    def _worked_out(self, one: Definition, leaves: Sequence[int]) -> Array:
        """Return what a definition gives for each value of some columns."""
        shapes = [self.whole.leaves[leaf].shape for leaf in leaves]
        sizes = [shape.high - shape.low + 1 for shape in shapes]
        values: list[Array] = [None] * len(self.whole.leaves)
        for leaf, shape, place in zip(leaves, shapes, np.indices(sizes), strict=True):
            values[leaf] = (place.ravel() + shape.low).astype(kind_for(shape))
        none: list[Array | None] = [None] * len(values)
        block = Block(prod(sizes), values, none, np.int32(0), np.False_, {}, ())
        found: list[Any] = [None] * len(self.whole.definitions)
        for number in (*self._under(one), one.number):
            found[number] = run(self.functions[number])(block, found)
        return np.broadcast_to(found[one.number][0], block.size).copy()

    def _looked_up(self, one: Definition, leaves: Sequence[int], table: Array) -> Function:
        """Return a look in a table as a function."""
        page = Page()
        index: Text = 0
        most = 0
        for number in leaves:
            leaf = self.whole.leaves[number]
            size = leaf.shape.high - leaf.shape.low + 1
            name = page.named(f"k.w[{number}]", number, leaf.path, "k")
            page.bits[name] = bits_for(leaf.shape.low, leaf.shape.high)
            place: Text = name
            if leaf.shape.kind == "ja":
                place = page.name(f"{name}.view(np.int8)", bits=8)
            elif leaf.shape.low:
                place = page.infix(name, "-", leaf.shape.low, 0, size - 1)
            most = most * size + size - 1
            index = page.infix(index, "*", size, 0, most)
            index = page.infix(index, "+", place, 0, most)
        name = f"T{one.number}"
        result = f"return {name}.take({index}.astype(np.intp), mode='wrap'), None, None"
        names = ", ".join(self.whole.leaves[leaf].path for leaf in leaves)
        old = self.functions[one.number]
        return Function(
            old.name,
            True,
            (comment(f"{one.name}: {len(table)} getallen, naar {names}"),),
            (f"def {old.name}(k, uit):", *(f"{INDENT}{line}" for line in page.needed(result))),
            {name: table},
        )


def run(function: Function) -> Any:
    """Return a function of its own, ready to call."""
    space: dict[str, Any] = {**NAMES, **function.data, "__builtins__": {}}
    exec(function.source, space)
    return space[function.name]


def cost(one: Definition) -> int:
    """Return what a definition takes, in about what one simple step takes."""
    rules = len(tuple(node for each in one.rounds for node in plan.nodes(each)))
    return 2 * rules + sum(_cost(op) for op in one.ops)


def _cost(op: Op) -> int:
    if isinstance(op, plan.Round):
        return 6 if isinstance(op.over, plan.Constant) else 30
    if isinstance(op, plan.Choose):
        return 4 * len(op.branches)
    return 0 if isinstance(op, (plan.Constant, plan.Column, plan.Result)) else 1


def kept_of(whole: Plan, asked: Iterable[int]) -> frozenset[int]:
    """Return the definitions that are asked, or read by a condition that every case meets."""
    read = {op.number for _, one in whole.admissible for op in walk(one) if isinstance(op, Result)}
    return frozenset(asked) | read


def looked_up(
    whole: Plan, functions: Mapping[int, Function], openings: Openings, asked: Iterable[int]
) -> dict[int, Function]:
    """Return the functions of a plan with tables where these are quicker; in order of need."""
    return Tables(whole, openings, dict(functions), kept_of(whole, asked)).made()
