"""How large every number of a program can be, and in which unit it is whole.

A number is whole in a unit of 1/`per` where its denominator is known beforehand: an amount in
cents has `per` 1, half of it 2. Where that is not known (a quotient by something that varies, a
percentage of a case) it is a fraction. Code that reckons in machine integers reads both here.
Bounds follow from what is declared; beyond a declared range of a fact nothing is promised.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import singledispatchmethod

from maatwerk_rules.analysis.axes import as_number
from maatwerk_rules.model import core
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.types import (
    EARLIEST,
    LATEST,
    Bedrag,
    Datum,
    Number,
    Percentage,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.values import frozen

DAYS = (EARLIEST.toordinal(), LATEST.toordinal())
WORD = 2**63 - 1
"""The largest magnitude of a machine integer of 64 bits."""


@frozen
class Size:
    """From `low` to `high`, both included (None: without end), whole in units of 1/`per`.

    `per` None: the denominator is not known beforehand.
    """

    low: Number | None = None
    high: Number | None = None
    per: int | None = None

    @property
    def whole(self) -> bool:
        """Every value is a whole number."""
        return self.per == 1

    @property
    def fits(self) -> bool:
        """Every value, counted in its unit, is a machine integer of 64 bits.

        >>> Size(0, 10**18, 1).fits, Size(0, 10**18, 100).fits, Size(0, None, 1).fits
        (True, False, False)
        """
        if self.low is None or self.high is None or self.per is None:
            return False
        return self.low * self.per >= -WORD and self.high * self.per <= WORD


FREE = Size()
NOTHING = Size(0, 0, 1)


class Magnitudes:
    """The sizes of all definitions of one program, each worked out once, from the bottom up.

    >>> from maatwerk_rules.model.types import Aantal
    >>> three, half = core.Constant(3, Aantal()), core.Constant(Fraction(1, 2), Aantal())
    >>> sizes = Magnitudes(core.Program({}, {}, {}))
    >>> sizes.of(core.Arithmetic("mul", three, half))
    Size(low=Fraction(3, 2), high=Fraction(3, 2), per=2)
    """

    def __init__(self, program: core.Program) -> None:
        self._program = program
        self._known: dict[str, Size] = {}
        self._busy: str | None = None
        self._is_circular = False
        for name, _ in from_the_bottom(program.definitions):
            definition = program.definitions[name]
            if is_ordered(definition.type):
                self._busy, self._is_circular = name, False
                self._known[name] = self._defined(definition)
        self._busy = None

    def definition(self, name: str) -> Size:
        """Return the size of what a definition gives.

        One that reads itself as it was before a deviation, or builds on a value step by step, has
        no known ends; it is whole where all that it is made from is.
        """
        if name == self._busy:
            self._is_circular = True
            return Size(per=1)
        return self._known.get(name, FREE)

    def beyond(self) -> tuple[str, ...]:
        """Return the definitions with numbers that may not fit in 64 bits, or in no known unit."""
        ordered = (one for one in self._program.definitions.values() if is_ordered(one.type))
        return tuple(
            one.name
            for one in ordered
            if not self.definition(one.name).fits
            or not all(self.of(part).fits for part in _numbers(one))
        )

    def _defined(self, definition: core.Definition) -> Size:
        given = [self.of(value) for value in _values(definition)]
        size = _either(given)
        if self._is_circular:
            return Size(per=1) if size.whole else FREE
        return Size(per=size.per) if definition.together == "som" else size

    @singledispatchmethod
    def of(self, expr: core.Expr) -> Size:
        """Return the size of a number or date; anything else has none."""
        return FREE

    @of.register
    def _(self, expr: core.Constant) -> Size:
        if not is_ordered(expr.type):
            return FREE
        value = as_number(expr.value)
        return Size(value, value, Fraction(value).denominator)

    @of.register(core.Fact)
    @of.register(core.Field)
    @of.register(core.Judged)
    @of.register(core.Unfilled)
    def _(self, expr: core.Fact | core.Field | core.Judged | core.Unfilled) -> Size:
        return _of_type(expr.type)

    @of.register
    def _(self, expr: core.Dated) -> Size:
        known = [amount for _, amount in expr.entries if amount is not None]
        return _either(Size(one, one, Fraction(one).denominator) for one in known)

    @of.register(core.ReferenceDate)
    @of.register(core.Shift)
    @of.register(core.MonthStart)
    def _(self, expr: core.Expr) -> Size:
        return Size(*DAYS, 1)

    @of.register
    def _(self, expr: core.Read) -> Size:
        return self.definition(expr.name)

    @of.register
    def _(self, expr: core.Previous) -> Size:
        """While its definition is worked out it is what that turns out to be."""
        return FREE if self._busy is None else self.definition(self._busy)

    @of.register
    def _(self, expr: core.Arithmetic) -> Size:
        left, right = self.of(expr.left), self.of(expr.right)
        match expr.operator:
            case "add":
                low, high = _sum(left.low, right.low), _sum(left.high, right.high)
                return Size(low, high, _shared(left, right))
            case "sub":
                low, high = _minus(left.low, right.high), _minus(left.high, right.low)
                return Size(low, high, _shared(left, right))
            case "mul":
                per = None if left.per is None or right.per is None else left.per * right.per
                return Size(*_corners(left, right), per)
        return _quotient(left, right)

    @of.register
    def _(self, expr: core.Bound) -> Size:
        size = self.of(expr.part)
        if expr.low is not None:
            low = self.of(expr.low)
            ends = _known_max(size.low, low.low), _max(size.high, low.high)
            size = Size(*ends, _shared(size, low))
        if expr.high is not None:
            high = self.of(expr.high)
            ends = _min(size.low, high.low), _known_min(size.high, high.high)
            size = Size(*ends, _shared(size, high))
        return size

    @of.register
    def _(self, expr: core.Round) -> Size:
        """A rounded number lies at most one unit further than it was."""
        part, unit = self.of(expr.part), expr.unit
        return Size(_minus(part.low, unit), _sum(part.high, unit), Fraction(unit).denominator)

    @of.register
    def _(self, expr: core.Choose) -> Size:
        return _either(self.of(one) for one in (*(v for _, v in expr.branches), expr.otherwise))

    @of.register
    def _(self, expr: core.Aggregate) -> Size:
        most = sum(one.type.maximum for one in expr.lists)
        if expr.kind == "count":
            return Size(0, most, 1)
        if expr.kind in ("all", "any") or expr.body is None:
            return FREE
        body = self.of(expr.body)
        if expr.kind == "sum":
            low = None if body.low is None else min(0, body.low * most)
            high = None if body.high is None else max(0, body.high * most)
            return Size(low, high, body.per)
        return body if expr.empty is None else _either((body, self.of(expr.empty)))

    @of.register
    def _(self, expr: core.OverMonths) -> Size:
        """On other days other rules may hold; of their sums no end is known."""
        return FREE if expr.kind == "sum" else Size(0, expr.months, 1)

    @of.register
    def _(self, expr: core.Age) -> Size:
        return Size(0, LATEST.year, 1)

    @of.register
    def _(self, expr: core.DaysBetween) -> Size:
        end, start = self.of(expr.end), self.of(expr.start)
        return Size(_minus(end.low, start.high), _minus(end.high, start.low), 1)


def _of_type(type_: Type) -> Size:
    if not is_ordered(type_):
        return FREE
    low, high = bounds(type_)
    if isinstance(type_, Datum):
        assert isinstance(low, date) and isinstance(high, date)
        return Size(low.toordinal(), high.toordinal(), 1)
    is_free = isinstance(type_, Percentage) or (isinstance(type_, Bedrag) and type_.exact)
    return Size(as_number(low), as_number(high), None if is_free else 1)


def _values(definition: core.Definition) -> Iterator[core.Expr]:
    """Yield the expressions that may give the value of a definition."""
    yield from (one for one in (definition.expression, definition.default) if one is not None)
    for node in core.nodes(definition):
        if node.value is not None:
            yield node.value


def _numbers(definition: core.Definition) -> Iterator[core.Expr]:
    """Yield all that is reckoned with on the way to a value of a definition."""
    kinds = (core.Arithmetic, core.Bound, core.Round)
    yield from (part for part in definition.parts if isinstance(part, kinds))


def _either(sizes: Iterable[Size]) -> Size:
    found = [*sizes]
    if not found:
        return NOTHING
    size = found[0]
    for other in found[1:]:
        low, high = _min(size.low, other.low), _max(size.high, other.high)
        size = Size(low, high, _shared(size, other))
    return size


def _shared(one: Size, other: Size) -> int | None:
    return None if one.per is None or other.per is None else math.lcm(one.per, other.per)


def _sum(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


def _minus(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one - other


def _min(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else min(one, other)


def _max(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else max(one, other)


def _known_max(one: Number | None, other: Number | None) -> Number | None:
    return max((end for end in (one, other) if end is not None), default=None)


def _known_min(one: Number | None, other: Number | None) -> Number | None:
    return min((end for end in (one, other) if end is not None), default=None)


def _corners(left: Size, right: Size) -> tuple[Number | None, Number | None]:
    """Return the ends of a product; not known where an end of a factor is not."""
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return None, None
    found = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    return min(found), max(found)


def _quotient(left: Size, right: Size) -> Size:
    """Return the size of a quotient; it has a unit only where the divisor is one number."""
    if right.low is None or right.high is None or right.low <= 0 <= right.high:
        return FREE
    inverse = Size(Fraction(1) / right.high, Fraction(1) / right.low)
    ends = _corners(left, inverse)
    if right.low != right.high or left.per is None:
        return Size(*ends)
    divisor = Fraction(right.low)
    return Size(*ends, left.per * abs(divisor.numerator))
