"""Values of the language as formulas: truths, options, exact numbers and dates.

A number is whole in units of 1/`per`, so that half a cent is exact and nothing is ever real. What
has no such unit (a quotient by a number with many values) is not supported, and says where.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from maatwerk_rules.model.types import (
    Datum,
    JaNee,
    Keuze,
    Number,
    Percentage,
    Scalar,
    Type,
    bounds,
)
from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.smt import calendar
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.terms import Pool, Term

PER_RATIO = 10_000
"""A percentage of a case is whole in hundredths of a percent."""

_LARGEST_UNIT = 10**12


class UnsupportedError(Exception):
    """Something that is not made into formulas; what asks for it is not decided."""

    def __init__(self, reason: str, span: Span) -> None:
        self.reason = reason
        self.span = span
        super().__init__(reason)


@frozen
class Truth:
    """ja or nee."""

    term: Term


@frozen
class Option:
    """An option of a keuze, by its number in `Options`."""

    term: Term


@frozen
class Amount:
    """A number: `term` units of 1/`per`."""

    term: Term
    per: int = 1


Value = Truth | Option | Amount | Day
V = TypeVar("V", Truth, Option, Amount, Day)


class Quantities:
    """Reckons with values in one pool."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._options: dict[str, int] = {}

    def option(self, name: str) -> int:
        """Return the number of an option; options of the same name are the same."""
        return self._options.setdefault(name, len(self._options))

    def named(self, number: int) -> str:
        """Return the option of a number."""
        return next(name for name, each in self._options.items() if each == number)

    def constant(self, value: Scalar) -> Value:
        """Return a value that is known."""
        if isinstance(value, bool):
            return Truth(self.pool.truth(value))
        if isinstance(value, str):
            return Option(self.pool.known(self.option(value)))
        if isinstance(value, date):
            return calendar.known_day(self.pool, value)
        number = Fraction(value)
        return Amount(self.pool.known(number.numerator), number.denominator)

    def free(self, name: str, type_: Type) -> Value:
        """Return a value that may be all that its type allows."""
        match type_:
            case JaNee():
                return Truth(self.pool.proposition(name))
            case Keuze(opties=opties):
                return self._free_option(name, opties)
            case Datum():
                first, last = bounds(type_)
                assert isinstance(first, date) and isinstance(last, date)
                return calendar.free_day(self.pool, name, first, last)
        low, high = bounds(type_)
        assert isinstance(low, int | Fraction) and isinstance(high, int | Fraction)
        per = PER_RATIO if isinstance(type_, Percentage) else 1
        ends = math.ceil(low * per), math.floor(high * per)
        return Amount(self.pool.variable(name, *ends), per)

    def _free_option(self, name: str, opties: Sequence[str]) -> Option:
        numbers = sorted(self.option(each) for each in opties)
        found = self.pool.variable(name, numbers[0], numbers[-1])
        if numbers[-1] - numbers[0] + 1 > len(numbers):
            allowed = (self.pool.eq(found, self.pool.known(each)) for each in numbers)
            self.pool.sides[found] = (self.pool.either(*allowed),)
        return Option(found)

    def some(self, type_: Type) -> Value:
        """Return one value of a type; which one does not matter."""
        match type_:
            case JaNee():
                return self.constant(False)
            case Keuze(opties=opties):
                return self.constant(opties[0])
        low, high = bounds(type_)
        if isinstance(low, date):
            return self.constant(low)
        assert isinstance(low, int | Fraction) and isinstance(high, int | Fraction)
        return self.constant(min(max(0, low), high))

    # ---------------------------------------------------------------- all values

    def choose(self, when: Term, then: Value, other: Value) -> Value:
        """Return one of two values."""
        if when is self.pool.true or then is other:
            return then
        if when is self.pool.false:
            return other
        match then, other:
            case Truth(), Truth():
                return Truth(self.pool.choose(when, then.term, other.term))
            case Option(), Option():
                return Option(self.pool.choose(when, then.term, other.term))
            case Day(), Day():
                return calendar.choose_day(self.pool, when, then, other)
        left, right, per = self._alike(then, other)
        return Amount(self.pool.choose(when, left, right), per)

    def same(self, left: Value, right: Value) -> Term:
        """Return whether two values are equal."""
        if left is right:
            return self.pool.true
        match left, right:
            case Truth(), Truth():
                return self.pool.same(left.term, right.term)
            case Option(), Option():
                return self.pool.eq(left.term, right.term)
            case Day(), Day():
                return self.pool.eq(left.key, right.key)
        first, second, _ = self._alike(left, right)
        return self.pool.eq(first, second)

    def at_most(self, left: Value, right: Value) -> Term:
        """Return whether the left value is not more than the right one."""
        if isinstance(left, Day) and isinstance(right, Day):
            return self.pool.le(left.key, right.key)
        first, second, _ = self._alike(left, right)
        return self.pool.le(first, second)

    def greatest(self, left: Value, right: Value) -> Value:
        """Return the higher of two values."""
        return self._outer(left, right, highest=True)

    def least(self, left: Value, right: Value) -> Value:
        """Return the lower of two values."""
        return self._outer(left, right, highest=False)

    def _outer(self, left: Value, right: Value, *, highest: bool) -> Value:
        if isinstance(left, Day):
            below = self.at_most(left, right)
            return self.choose(below, right, left) if highest else self.choose(below, left, right)
        first, second, per = self._alike(left, right)
        pick = self.pool.greatest if highest else self.pool.least
        return Amount(pick(first, second), per)

    def _alike(self, left: Value, right: Value) -> tuple[Term, Term, int]:
        """Return two numbers in the same unit."""
        assert isinstance(left, Amount) and isinstance(right, Amount)
        per = math.lcm(left.per, right.per)
        first = self.pool.scale(left.term, per // left.per)
        return first, self.pool.scale(right.term, per // right.per), per

    # ---------------------------------------------------------------- numbers

    def plus(self, left: Value, right: Value, times: int = 1) -> Amount:
        """Return the sum of a number and another, so many times."""
        first, second, per = self._alike(left, right)
        return Amount(self.pool.total(((first, 1), (second, times))), per)

    def times(self, left: Value, right: Value) -> Amount:
        """Return the product; of two numbers with many values one atom."""
        assert isinstance(left, Amount) and isinstance(right, Amount)
        found = self.pool.mul(left.term, right.term)
        if found is None:
            found = self.pool.product(left.term, right.term)
        return self._smaller(Amount(found, left.per * right.per))

    def over(self, left: Value, right: Value, span: Span) -> Amount:
        """Return the quotient, by a number that has few values."""
        assert isinstance(left, Amount) and isinstance(right, Amount)
        values = self.pool.values(right.term)
        if values is None:
            raise UnsupportedError("een deling door een getal met veel waarden", span)
        shared = math.lcm(*(abs(each) for each in values - {0}))
        if shared > _LARGEST_UNIT:
            raise UnsupportedError("een deling door een getal met veel delers", span)
        above = self.pool.scale(left.term, right.per)

        def quotient(by: int) -> Term:
            """A divisor of nil does not occur: the checker sees to it."""
            return self.pool.scale(above, shared // by) if by else self.pool.known(0)

        found = self.pool.by_value(right.term, values, quotient)
        return self._smaller(Amount(found, left.per * shared))

    def _smaller(self, amount: Amount) -> Amount:
        """Return the same number in the largest unit in which its known parts are whole."""
        values = self.pool.values(amount.term) if amount.term.op in ("int", "ite") else None
        factor = math.gcd(amount.per, *values) if values else 1
        if factor == 1:
            return amount
        assert values is not None
        term = self.pool.by_value(amount.term, values, lambda n: self.pool.known(n // factor))
        return Amount(term, amount.per // factor)

    def rounded(self, part: Value, mode: str, unit: Number) -> Amount:
        """Return a number as a whole number of units: half away from zero, up or down."""
        assert isinstance(part, Amount)
        size = Fraction(unit)
        above = self.pool.scale(part.term, size.denominator)
        by = part.per * size.numerator
        found = self._rounded(above, by, mode)
        return Amount(self.pool.scale(found, size.numerator), size.denominator)

    def _rounded(self, above: Term, by: int, mode: str) -> Term:
        pool = self.pool
        if mode == "down":
            return pool.div(above, by)
        if mode == "up":
            return pool.scale(pool.div(pool.scale(above, -1), by), -1)
        away = pool.div(pool.total(((above, 2),), by), 2 * by)
        if above.low >= 0:
            return away
        below = pool.scale(pool.div(pool.total(((above, -2),), by), 2 * by), -1)
        return pool.choose(pool.le(pool.known(0), above), away, below)
