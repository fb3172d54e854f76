"""Exact numbers on intervals; of one number at a time `model/exact.py` says what it is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from maatwerk_rules.model.exact import tidy
from maatwerk_rules.model.types import LARGEST, Number
from maatwerk_rules.model.unknown import Interval


def _numbers(interval: Interval) -> tuple[Number, Number]:
    return interval.low, interval.high  # type: ignore[return-value]


def add(left: Interval, right: Interval) -> Interval:
    """Return the interval of the sums."""
    (a, b), (c, d) = _numbers(left), _numbers(right)
    return Interval(tidy(a + c), tidy(b + d))


def subtract(left: Interval, right: Interval) -> Interval:
    """Return the interval of the differences."""
    (a, b), (c, d) = _numbers(left), _numbers(right)
    return Interval(tidy(a - d), tidy(b - c))


def multiply(left: Interval, right: Interval) -> Interval:
    """Return the interval of the products."""
    (a, b), (c, d) = _numbers(left), _numbers(right)
    products = [a * c, a * d, b * c, b * d]
    return Interval(tidy(min(products)), tidy(max(products)))


def divide(left: Interval, right: Interval) -> Interval:
    """Return the interval of the quotients; all numbers where the divisor may be nil.

    The checker sees to it that a divisor is never nil in a checked policy (MW860).
    """
    (a, b), (c, d) = _numbers(left), _numbers(right)
    if c <= 0 <= d:
        return Interval(-LARGEST, LARGEST)
    quotients = [Fraction(x) / y for x in (a, b) for y in (c, d)]
    return Interval(tidy(min(quotients)), tidy(max(quotients)))


ARITHMETIC: dict[str, Callable[[Interval, Interval], Interval]] = {
    "add": add,
    "sub": subtract,
    "mul": multiply,
    "div": divide,
}
