"""Exact numbers and dates, one at a time.

Whole numbers stay int; a Fraction appears only where a division or percentage needs one. Rounding
half goes away from zero. Nothing here uses floats or the rounding of the host.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from maatwerk_rules.model.types import EARLIEST, LATEST, Number


def tidy(number: Number) -> Number:
    """Return a whole number as int.

    >>> tidy(Fraction(4, 2)), tidy(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number


def round_number(number: Number, mode: str, unit: Number) -> Number:
    """Return the number as a whole number of units: `half` (away from zero), `up` or `down`.

    >>> round_number(Fraction(2001131, 2), "half", 1), round_number(-5, "half", 10)
    (1000566, -10)
    >>> round_number(101, "up", 100), round_number(-101, "down", 100)
    (200, -200)
    """
    ratio = Fraction(number) / unit
    return tidy(round_ratio(ratio.numerator, ratio.denominator, mode) * unit)


def round_ratio(numerator: int, denominator: int, mode: str) -> int:
    """Return the quotient of two whole numbers as a whole number, rounded as `round_number` does.

    >>> [round_ratio(-5, 2, mode) for mode in ("half", "up", "down")], round_ratio(5, -2, "half")
    ([-3, -2, -3], -3)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if mode == "down":
        return numerator // denominator
    if mode == "up":
        return -(-numerator // denominator)
    away = (2 * abs(numerator) + denominator) // (2 * denominator)
    return away if numerator >= 0 else -away


def age(birth: date, on: date) -> int:
    """Return the completed years; who is born on 29 February has a birthday on 1 March else.

    A year is completed when the same day comes round; in a common year 29 February does not come,
    and the year is full after 28 February. Before birth the age is 0.

    Source: our own reading; the statute does not say it.

    >>> age(date(2008, 2, 29), date(2026, 2, 28)), age(date(2008, 2, 29), date(2026, 3, 1))
    (17, 18)
    """
    years = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    return max(0, years)


def shift(day: date, amount: int, unit: str, pick: Literal["eerder", "later"] | None) -> date:
    """Return the date moved by days, weeks, months or years, kept within the calendar.

    A day the month does not have becomes the last of that month (`eerder`) or the first of the
    next (`later`).

    >>> end = date(2026, 1, 31)
    >>> shift(end, 1, "maand", "eerder"), shift(end, 1, "maand", "later")
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 1))
    >>> shift(end, 4, "week", None)
    datetime.date(2026, 2, 28)
    """
    if unit in ("dag", "week"):
        days = day.toordinal() + amount * (7 if unit == "week" else 1)
        return date.fromordinal(min(max(days, EARLIEST.toordinal()), LATEST.toordinal()))
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "jaar" else 1)
    year, month = divmod(months, 12)
    if year < EARLIEST.year:
        return EARLIEST
    if year > LATEST.year:
        return LATEST
    last = calendar.monthrange(year, month + 1)[1]
    if day.day <= last:
        return date(year, month + 1, day.day)
    end = date(year, month + 1, last)
    return end + timedelta(days=1) if pick == "later" else end


@lru_cache(maxsize=1_000)
def month_days(window: str, months: int, day: date) -> tuple[date, ...]:
    """Return the day on which each month of a window is looked at, in order of time.

    That is the first of the month; of the month of the date itself it is the date. `before` is the
    `months` calendar months before it, `year` January up to and with it. Months before the
    calendar begins are left out.

    >>> [each.isoformat() for each in month_days("before", 2, date(2026, 1, 15))]
    ['2025-11-01', '2025-12-01']
    """
    if window == "year":
        return (*(date(day.year, month, 1) for month in range(1, day.month)), day)
    month = day.year * 12 + day.month - 1
    first = max(month - months, EARLIEST.year * 12)
    return tuple(date(each // 12, each % 12 + 1, 1) for each in range(first, month))
