"""Between which numbers an expression stays in every complete case, and whether it is whole.

Only what is certain is used: declared ranges of facts and judgements, ages, counts, bounds and
sums. Dates are day counts.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import singledispatch

import attrs

from maatwerk_rules.analysis.axes import as_number
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, Number, Percentage, bounds
from maatwerk_rules.values import frozen


@frozen
class Range:
    """From `low` to `high`, both included; None: without end."""

    low: Number | None = None
    high: Number | None = None
    whole: bool = False


@singledispatch
def range_of(expr: core.Expr) -> Range:
    """Return the range of a number or date; linear in the size of the expression.

    >>> range_of(core.Age(core.ReferenceDate(), core.ReferenceDate()))
    Range(low=0, high=None, whole=True)
    """
    return Range()


@range_of.register
def _(expr: core.Constant) -> Range:
    value = as_number(expr.value)
    return Range(value, value, isinstance(value, int))


@range_of.register(core.Fact)
@range_of.register(core.Field)
@range_of.register(core.Judged)
@range_of.register(core.Unfilled)
def _(expr: core.Fact | core.Field | core.Judged | core.Unfilled) -> Range:
    """Whole are dates and amounts in cents; a number may be declared whole nowhere."""
    match expr.type:
        case Datum() as type_:
            low, high = bounds(type_)
            return Range(as_number(low), as_number(high), True)
        case Bedrag(van=van, tot=tot, exact=exact):
            return Range(van, tot, not exact)
        case Percentage(van=van, tot=tot) | Aantal(van=van, tot=tot):
            return Range(van, tot)
    return Range()


@range_of.register
def _(expr: core.Age) -> Range:
    return Range(0, None, True)


@range_of.register
def _(expr: core.DaysBetween) -> Range:
    return Range(whole=True)


@range_of.register
def _(expr: core.Round) -> Range:
    return rounded(range_of(expr.part), expr.unit)


@range_of.register
def _(expr: core.Bound) -> Range:
    """The upper bound goes last, so it holds even where the lower one is higher."""
    part = range_of(expr.part)
    if expr.low is not None:
        part = _highest(part, range_of(expr.low))
    if expr.high is not None:
        part = _lowest(part, range_of(expr.high))
    return part


def _highest(one: Range, other: Range) -> Range:
    lows = [low for low in (one.low, other.low) if low is not None]
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Range(max(lows, default=None), high, one.whole and other.whole)


def _lowest(one: Range, other: Range) -> Range:
    highs = [high for high in (one.high, other.high) if high is not None]
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    return Range(low, min(highs, default=None), one.whole and other.whole)


@range_of.register
def _(expr: core.Arithmetic) -> Range:
    left, right = range_of(expr.left), range_of(expr.right)
    whole = left.whole and right.whole
    match expr.operator:
        case "add":
            return Range(_sum(left.low, right.low), _sum(left.high, right.high), whole)
        case "sub":
            low, high = _minus(right.high), _minus(right.low)
            return Range(_sum(left.low, low), _sum(left.high, high), whole)
        case "mul":
            return attrs.evolve(product(left, right), whole=whole)
    return quotient(left, right)


def product(left: Range, right: Range) -> Range:
    """Return the range of a product.

    >>> product(Range(-1, 2), Range(3, 3)), product(Range(0), Range(2))
    (Range(low=-3, high=6, whole=False), Range(low=0, high=None, whole=False))
    """
    ends = (left.low, left.high, right.low, right.high)
    if (left.low, left.high) == (0, 0) or (right.low, right.high) == (0, 0):
        return Range(0, 0)
    if None not in ends:
        found = [
            one * other
            for one in ends[:2]
            for other in ends[2:]
            if one is not None and other is not None
        ]
        return Range(min(found), max(found))
    if left.low is not None and right.low is not None and min(left.low, right.low) >= 0:
        return Range(left.low * right.low, None)
    return Range()


def quotient(left: Range, right: Range) -> Range:
    """Return the range of a division by a number above nil that is always the same.

    >>> quotient(Range(0, 3), Range(2, 2))
    Range(low=Fraction(0, 1), high=Fraction(3, 2), whole=False)
    >>> quotient(Range(0, 3), Range(1, 2)) == Range()
    True
    """
    if right.low is None or right.low != right.high or right.low <= 0:
        return Range()
    return product(left, Range(Fraction(1, right.low), Fraction(1, right.low)))


def rounded(part: Range, unit: Number) -> Range:
    """Return the range of a value that is rounded to whole units, up or down.

    >>> rounded(Range(1, 9), 5)
    Range(low=0, high=10, whole=True)
    """
    low = None if part.low is None else math.floor(part.low / unit) * unit
    high = None if part.high is None else math.ceil(part.high / unit) * unit
    return Range(low, high, isinstance(unit, int))


def _sum(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


def _minus(one: Number | None) -> Number | None:
    return None if one is None else -one


@range_of.register
def _(expr: core.Aggregate) -> Range:
    if expr.kind == "count":
        low = 0 if expr.where is not None else sum(one.type.minimum for one in expr.lists)
        return Range(low, sum(one.type.maximum for one in expr.lists), True)
    if expr.kind == "only" and expr.body is not None:
        return range_of(expr.body)
    if expr.kind != "sum" or expr.body is None:
        return Range()
    body = range_of(expr.body)
    return Range(0 if body.low is not None and body.low >= 0 else None, None, body.whole)


@range_of.register
def _(expr: core.OverMonths) -> Range:
    if expr.kind != "sum":
        return Range(0, expr.months, True)
    body = range_of(expr.body)
    return Range(0 if body.low is not None and body.low >= 0 else None, None, body.whole)
