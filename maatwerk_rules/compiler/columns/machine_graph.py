"""What machine code is made from: operations on whole numbers, each worked out once.

A graph holds operations by number; what they are made from has a lower number. Two operations that
are the same are one. Of truths only `and` and `not` are kept, so that what amounts to the same
mostly is the same: that is how a known value turns out to be known always.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs

Width = Literal["i1", "i8", "i16", "i32", "i64"]
Operation = Literal[
    "const",
    "day",
    "load",
    "and",
    "not",
    "select",
    "add",
    "sub",
    "mul",
    "smax",
    "smin",
    "eq",
    "slt",
    "widen",
    "narrow",
    "bits",
    "shift",
    "divide",
    "civil",
    "later",
    "earlier",
    "spread",
    "total",
    "some",
    "highest",
    "lowest",
]
ROW = ""
"""The domain of what has a value for each row; of records it is their list, else None."""
TRUTH: Width = "i1"


@attrs.frozen(slots=False)
class Operand:
    """One operation: `imm` is what it is told beside what it is made from."""

    operation: Operation
    width: Width
    parts: tuple[int, ...]
    imm: object
    domain: str | None


class Graph:
    """Operations by number.

    >>> graph = Graph()
    >>> one, two = graph.load(1, "i1", ROW), graph.load(2, "i1", ROW)
    >>> graph.either(one, graph.negate(one)) == graph.true
    True
    """

    def __init__(self) -> None:
        self.all: list[Operand] = []
        self._numbers: dict[Operand, int] = {}
        self.false = self.constant(0, TRUTH)
        self.true = self.constant(1, TRUTH)

    def constant(self, value: int, width: Width) -> int:
        """Return a number that is the same everywhere."""
        return self._add("const", width, (), value, None)

    def value(self, number: int) -> int | None:
        """Return what an operation gives if it is a constant."""
        found = self.all[number]
        return found.imm if found.operation == "const" else None  # type: ignore[return-value]

    def load(self, slot: object, width: Width, domain: str) -> int:
        """Return what stands in a column."""
        return self._add("load", width, (), slot, domain)

    def day(self, *, varies: bool) -> int:
        """Return the peildatum: one for all, or one for each row."""
        return self._add("day", "i32", (), None, ROW if varies else None)

    # ------------------------------------------------------------------ truths

    def negate(self, part: int) -> int:
        """Return what is true where the part is not."""
        if part in (self.true, self.false):
            return self.false if part == self.true else self.true
        found = self.all[part]
        return found.parts[0] if found.operation == "not" else self.of("not", TRUTH, part)

    def both(self, *parts: int) -> int:
        """Return what is true where all parts are."""
        found = self.true
        for part in parts:
            found = self._pair(found, part)
        return found

    def either(self, *parts: int) -> int:
        """Return what is true where a part is."""
        return self.negate(self.both(*(self.negate(part) for part in parts)))

    def _pair(self, one: int, other: int) -> int:
        if self.false in (one, other) or one == self.negate(other):
            return self.false
        if one in (other, self.true) or other == self.true:
            return other if one == self.true else one
        for first, second in ((one, other), (other, one)):
            found = self._absorbed(first, second)
            if found is not None:
                return found
        return self.of("and", TRUTH, *sorted((one, other)))

    def _absorbed(self, one: int, other: int) -> int | None:
        """Return what both are where one is made of the other; None where that is not seen."""
        found = self.all[other]
        if found.operation == "and":
            if one in found.parts:
                return other
            if self.negate(one) in found.parts:
                return self.false
        if found.operation == "not" and self.all[found.parts[0]].operation == "and":
            inside = self.all[found.parts[0]].parts
            if self.negate(one) in inside:
                return one
            if one in inside:
                (rest,) = [part for part in inside if part != one]
                return self.both(one, self.negate(rest))
        return None

    # ------------------------------------------------------------------ numbers

    def select(self, condition: int, then: int, other: int) -> int:
        """Return one of two, as a truth says."""
        if condition == self.true or then == other:
            return then
        if condition == self.false:
            return other
        width = self.all[then].width
        if width == TRUTH:
            return self.either(self.both(condition, then), self.both(self.negate(condition), other))
        found = self.all[condition]
        if found.operation == "not":
            condition, then, other = found.parts[0], other, then
        return self.of("select", width, condition, then, other)

    def compare(self, operator: str, one: int, other: int) -> int:
        """Return whether two numbers stand so: eq, ne, lt, le, gt or ge."""
        if self.all[one].width == TRUTH:
            same = self.either(self.both(one, other), self.both(*map(self.negate, (one, other))))
            return same if operator == "eq" else self.negate(same)
        match operator:
            case "ne":
                return self.negate(self.compare("eq", one, other))
            case "gt" | "ge":
                swapped = "lt" if operator == "gt" else "le"
                return self.compare(swapped, other, one)
            case "le":
                return self.negate(self.compare("lt", other, one))
        left, right = self.value(one), self.value(other)
        if one == other or (left is not None and right is not None):
            holds = one == other or left == right
            if operator == "lt":
                holds = one != other and left < right  # type: ignore[operator]
            return self.true if holds else self.false
        if operator == "eq":
            one, other = sorted((one, other))
        return self.of("eq" if operator == "eq" else "slt", TRUTH, one, other)

    def reckon(self, operation: Operation, one: int, other: int) -> int:
        """Return a sum, difference, product, or the higher or lower of two numbers."""
        left, right = self.value(one), self.value(other)
        width = self.all[one].width
        if left is not None and right is not None:
            return self.constant(_FOLDED[operation](left, right), width)
        if operation in ("add", "sub") and right == 0:
            return one
        if (operation == "add" and left == 0) or (operation == "mul" and left == 1):
            return other
        if operation == "mul" and right == 1:
            return one
        return self.of(operation, width, one, other)

    def of(self, operation: Operation, width: Width, *parts: int, imm: object = None) -> int:
        """Return an operation; its domain is that of its parts."""
        domains = {self.all[part].domain for part in parts} - {None}
        assert len(domains) < 2, (operation, domains)
        return self._add(operation, width, parts, imm, domains.pop() if domains else None)

    # ------------------------------------------------------------------ records

    def spread(self, part: int, listed: str) -> int:
        """Return a value of the row for each record of a list."""
        found = self.all[part]
        if found.domain in (None, listed):
            return part
        if found.operation == "not":
            return self.negate(self.spread(found.parts[0], listed))
        return self._add("spread", found.width, (part,), listed, listed)

    def gathered(self, operation: Operation, part: int, listed: str) -> int:
        """Return for each row what the records of a list are together.

        Args:
            operation: total, some (one of the truths is), highest or lowest.
        """
        if part == self.false and operation == "some":
            return part
        return self._add(operation, self.all[part].width, (part,), listed, ROW)

    def _add(
        self,
        operation: Operation,
        width: Width,
        parts: tuple[int, ...],
        imm: object,
        domain: str | None,
    ) -> int:
        found = Operand(operation, width, parts, imm, domain)
        number = self._numbers.setdefault(found, len(self.all))
        if number == len(self.all):
            self.all.append(found)
        return number


_FOLDED: dict[str, Callable[[int, int], int]] = {
    "add": int.__add__,
    "sub": int.__sub__,
    "mul": int.__mul__,
    "smax": max,
    "smin": min,
}
