"""Whole numbers and dates in each row as intervals; what leaves 61 bits on the way is `odd`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from maatwerk_rules.compiler.columns import numpy_support
from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_masks import NO, Mask, both, either, evened, nay, pick
from maatwerk_rules.compiler.columns.open_values import LIMIT, Options, Span, Truth, point, whole
from maatwerk_rules.compiler.columns.plan import FIRST_DAY, LAST_DAY
from maatwerk_rules.model.exact import round_ratio

Spanned = tuple[Span, Mask]
"""An interval, and in which rows it says nothing."""
ROUNDING: dict[str, Callable[[Array, Array], Array]] = {
    "half": numpy_support.afgerond,
    "up": numpy_support.naar_boven,
    "down": numpy_support.naar_beneden,
}
NONE = np.array(0, np.int64)
MOST_DAYS = LAST_DAY - FIRST_DAY
"""No date moves further than this."""


def add(left: Span, right: Span) -> Spanned:
    """Return the interval of the sums."""
    low = left.low + right.low
    high = low if left.is_point and right.is_point else left.high + right.high
    return _kept(low, high, left.least + right.least, left.most + right.most)


def subtract(left: Span, right: Span) -> Spanned:
    """Return the interval of the differences."""
    low = left.low - right.high
    high = low if left.is_point and right.is_point else left.high - right.low
    return _kept(low, high, left.least - right.most, left.most - right.least)


def _kept(low: Array, high: Array, least: int, most: int) -> Spanned:
    if least >= -LIMIT and most <= LIMIT:
        return Span(low, high, least, most), NO
    odd = evened((low < -LIMIT) | (high > LIMIT))
    found = Span(low, high, max(-LIMIT, least), min(LIMIT, most))
    return _without(found, odd), odd


def multiply(left: Span, right: Span) -> Spanned:
    """Return the interval of the products."""
    corners = [one * other for one in _reach(left) for other in _reach(right)]
    odd = NO
    if max(map(abs, corners)) > LIMIT:
        # Doubles tell magnitudes well enough: what is near the limit is left out too.
        odd = evened(_size(left) * _size(right) > LIMIT * 0.99)
        left, right = _without(left, odd), _without(right, odd)
    ends = max(-LIMIT, min(corners)), min(LIMIT, max(corners))
    products = [one * other for one in _ends(left) for other in _ends(right)]
    return _hulled(products, *ends), odd


def scale(part: Span, factor: int) -> Spanned:
    """Return the interval of a number of times a value."""
    return (part, NO) if factor == 1 else multiply(part, whole(factor))


def _reach(span: Span) -> tuple[int, int]:
    return span.least, span.most


def _ends(span: Span) -> tuple[Array, ...]:
    return (span.low,) if span.is_point else (span.low, span.high)


def _size(span: Span) -> Array:
    return np.maximum(np.abs(span.low), np.abs(span.high)).astype(np.float64)


def _without(span: Span, odd: Mask) -> Span:
    low = pick(odd, NONE, span.low)
    return Span(low, low if span.is_point else pick(odd, NONE, span.high), span.least, span.most)


def _hulled(values: list[Array], least: int, most: int) -> Span:
    low = high = values[0]
    for value in values[1:]:
        low, high = np.minimum(low, value), np.maximum(high, value)
    return Span(low, high, least, most)


def rounded(part: Span, over: Span, mode: str, factor: int) -> Spanned:
    """Return a quotient as a whole number, times a factor; odd where the divisor may be 0."""
    odd = both(evened(over.low <= 0), evened(over.high >= 0))
    way = ROUNDING[mode]
    values = [way(end, other) for end in _ends(part) for other in _ends(over)]
    most = max(abs(end) for end in _reach(part))
    found, far = scale(_hulled(values, *_rounded_ends(part, over, mode, most)), factor)
    return found, either(odd, far)


def _rounded_ends(part: Span, over: Span, mode: str, most: int) -> tuple[int, int]:
    if over.least <= 0:
        return -most, most
    ends = [round_ratio(one, other, mode) for one in _reach(part) for other in _reach(over)]
    return min(ends), max(ends)


def rounded_far(
    found: Span, ends: tuple[Span, Span, Span], way: tuple[str, int], rows: Mask
) -> tuple[Span, Mask]:
    """Return the quotients of products that leave 61 bits, and in which of some rows they fit.

    Args:
        found: What the quotients are in other rows.
        ends: The two factors and the divisor.
        way: How to round, and what to multiply with then.
        rows: Only where the divisor is never 0.
    """
    size = np.broadcast_shapes(np.shape(rows), *(np.shape(one.low) for one in (found, *ends)))
    low, high = (np.array(np.broadcast_to(one, size)) for one in (found.low, found.high))
    fits = np.zeros(size, bool)
    pairs = [[np.broadcast_to(one, size) for one in (each.low, each.high)] for each in ends]
    wanted = np.broadcast_to(rows, size)
    for place in np.ndindex(size):
        if not wanted[place]:
            continue
        one, other, over = ([int(end[place]) for end in each] for each in pairs)
        corners = [left * right for left in one for right in other]
        values = [round_ratio(part, by, way[0]) * way[1] for part in corners for by in over]
        if max(map(abs, values)) <= LIMIT:
            low[place], high[place], fits[place] = min(values), max(values), True
    return Span(low, high, -LIMIT, LIMIT), evened(fits)


def bounded(left: Span, right: Span, *, higher: bool) -> Span:
    """Return the interval of the higher, or the lower, of two values."""
    way, of = (np.maximum, max) if higher else (np.minimum, min)
    low = way(left.low, right.low)
    high = low if left.is_point and right.is_point else way(left.high, right.high)
    return Span(low, high, of(left.least, right.least), of(left.most, right.most))


# -------------------------------------------------------------------- comparing


def compare(operator: str, left: Any, right: Any) -> Truth:
    """Compare what is possible: eq, ne, lt, le, gt, ge."""
    match operator:
        case "ne":
            same = equal(left, right)
            return Truth(same.nee, same.ja)
        case "eq":
            return equal(left, right)
        case "gt" | "ge":
            return _less(right, left, strictly=operator == "gt")
    return _less(left, right, strictly=operator == "lt")


def _less(left: Span, right: Span, *, strictly: bool) -> Truth:
    if strictly:
        ja = evened(left.low < right.high)
        points = left.is_point and right.is_point
        return Truth(ja, nay(ja) if points else evened(left.high >= right.low))
    less = _less(right, left, strictly=True)
    return Truth(less.nee, less.ja)


def equal(left: Any, right: Any) -> Truth:
    """Return where two values may be the same, and where they may differ."""
    if isinstance(left, Truth):
        overlap = left.meet(right).there
    elif isinstance(left, Options):
        overlap = evened((left.bits & right.bits) != 0)
    else:
        overlap = evened((left.low <= right.high) & (right.low <= left.high))
        if left.is_point and right.is_point:
            return Truth(overlap, nay(overlap))
    return Truth(overlap, nay(both(left.same(right), left.settled)))


# -------------------------------------------------------------------- dates


def age(birth: Span, on: Span) -> Span:
    """Return the interval of completed years."""
    low = numpy_support.leeftijd(birth.high, on.low)
    if birth.is_point and on.is_point:
        return point(low, 0, 9998)
    return Span(low, numpy_support.leeftijd(birth.low, on.high), 0, 9998)


def shifted(day: Span, amount: Span, unit: str, later: bool, sign: int) -> Span:
    """Return the interval of dates moved by a number of days, weeks, months or years."""
    few, many = amount.low, amount.high
    if sign < 0:
        few, many = -many, -few
    low = _moved(day.low, few, unit, later)
    if day.is_point and amount.is_point:
        return point(low, FIRST_DAY, LAST_DAY)
    return Span(low, _moved(day.high, many, unit, later), FIRST_DAY, LAST_DAY)


def _moved(day: Array, amount: Array, unit: str, later: bool) -> Array:
    amount = np.clip(amount, -MOST_DAYS, MOST_DAYS)
    if unit in ("dag", "week"):
        return numpy_support.verschoven(day, amount, 7 if unit == "week" else 1)
    return numpy_support.maanden_verschoven(day, amount, 12 if unit == "jaar" else 1, later)


def month_start(day: Span) -> Span:
    """Return the interval of the first days of months."""
    low = numpy_support.maandbegin(day.low)
    high = low if day.is_point else numpy_support.maandbegin(day.high)
    return Span(low, high, FIRST_DAY, LAST_DAY)


def months(day: Span, window: str, most: int) -> Span:
    """Return how many months a window holds, for the first of the days that are possible."""
    return point(numpy_support.maanden_in(day.low, window, most).astype(np.int64), 0, most)
