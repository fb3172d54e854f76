"""An axis: where a value stands, and at which values a mark with a word is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from maatwerk_rules.dutch import write_aantal, write_bedrag, write_date, write_month
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.model.exact import age, shift
from maatwerk_rules.model.types import Bedrag, Datum, Number, Percentage, Scalar, Type
from maatwerk_rules.values import frozen

TICKS = 6
"""About so many marks stand along an axis from left to right."""

Tick = tuple[Number, str]


@frozen
class Axis:
    """From `low` to `high` along `length` pixels from `start`; `is_turned` runs the other way."""

    low: Number
    high: Number
    start: float
    length: float
    ticks: tuple[Tick, ...]
    is_turned: bool = False

    def at(self, number: Number) -> float:
        """Return where a number stands, in pixels, to a tenth.

        >>> Axis(0, 10, 100, 200, ()).at(5), Axis(0, 10, 100, 200, (), is_turned=True).at(1)
        (200.0, 280.0)
        """
        part = Fraction(number - self.low) / ((self.high - self.low) or 1)
        return round(self.start + self.length * float(1 - part if self.is_turned else part), 1)


def ticks_of(low: Number, high: Number, type_: Type, most: int = TICKS) -> tuple[Tick, ...]:
    """Return round values between two ends, with the words that stand beside them.

    >>> from maatwerk_rules.model.types import Aantal
    >>> ticks_of(0, 200_000, Bedrag("maand"))[:2]
    ((0, '€ 0'), (50000, '€ 500'))
    >>> [told for _, told in ticks_of(0, 10, Aantal())]
    ['0', '2', '4', '6', '8', '10']
    """
    if isinstance(type_, Datum):
        return _days(date.fromordinal(int(low)), date.fromordinal(int(high)))
    unit = Fraction(1, 100) if isinstance(type_, Percentage) else Fraction(1)
    step = _round_step(Fraction(high - low) / most / unit) * unit
    first = -(-Fraction(low) // step)
    found = []
    while first * step <= high:
        number = first * step
        tidy: Number = int(number) if number.denominator == 1 else number
        found.append((tidy, _short(tidy, type_)))
        first += 1
    return tuple(found)


def ages(low: int, high: int, day: date) -> tuple[Tick, ...]:
    """Return birthdays between two dates of birth, by the age that is reached on a day.

    >>> today = date(2026, 3, 1)
    >>> ages(date(2000, 1, 1).toordinal(), date(2010, 1, 1).toordinal(), today)[0][1]
    '18 jaar'
    """
    oldest = age(date.fromordinal(low), day)
    youngest = age(date.fromordinal(high), day)
    step = int(_round_step(Fraction(max(oldest - youngest, 1), TICKS)))
    years = range(-(-max(youngest, 0) // step) * step, oldest + 1, step)
    born = [(shift(day, -year, "jaar", "later"), year) for year in years]
    return tuple(
        (one.toordinal(), write_aantal(year, "jaar"))
        for one, year in born
        if low <= one.toordinal() <= high
    )


def _round_step(least: Fraction) -> Fraction:
    """Return the smallest of 1, 2, 5, 10, 20, 25, 50, 100 and so on that is at least so much."""
    step = 1
    while True:
        for times in (10, 20, 25, 50):
            if step * times >= 10 * least and step * times % 10 == 0:
                return Fraction(step * times, 10)
        step *= 10


def _short(number: Number, type_: Type) -> str:
    if isinstance(type_, Bedrag):
        return write_bedrag(number, compact=True)
    return write_value(number, type_)


def _days(low: date, high: date) -> tuple[Tick, ...]:
    """Return first days of years or months, or of days where there are no months between."""
    months = (high.year - low.year) * 12 + high.month - low.month
    if months == 0:
        days: Sequence[date] = [low, high]
        return tuple((day.toordinal(), write_date(day)) for day in dict.fromkeys(days))
    if months >= 12 * TICKS:
        step = 12 * int(_round_step(Fraction(months, 12 * TICKS)))
    else:
        step = next(one for one in (1, 2, 3, 6, 12) if one * TICKS >= months)
    first = -(-(low.year * 12 + low.month - 1) // step) * step
    starts = [date(one // 12, one % 12 + 1, 1) for one in range(first, first + months + 2, step)]
    return tuple(
        (day.toordinal(), str(day.year) if step >= 12 else write_month(day))
        for day in starts
        if low <= day <= high
    )


def as_number(value: Scalar, type_: Type) -> Number:
    """Return a value of an ordered type as a number on its axis.

    >>> as_number(date(1, 1, 2), Datum()), as_number(5, Bedrag())
    (2, 5)
    """
    if isinstance(type_, Datum):
        assert isinstance(value, date)
        return value.toordinal()
    assert isinstance(value, int | Fraction)
    return value
