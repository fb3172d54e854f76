"""Dates as formulas: year, month and day, with one number that orders them.

The order of dates and ages need no division; days between dates are counted from the first day of
the calendar, exactly and with leap years.
"""

from __future__ import annotations

from datetime import date

from maatwerk_rules.model.types import EARLIEST, LATEST
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.smt.terms import Pool, Term

_STEP, _STEPS = 28, 4


@frozen
class Day:
    """A date; `key` is YYYYMMDD as a number."""

    year: Term
    month: Term
    day: Term
    key: Term


def day_of(pool: Pool, year: Term, month: Term, day: Term) -> Day:
    """Return the date of a year, a month and a day."""
    return Day(year, month, day, pool.total(((year, 10_000), (month, 100), (day, 1))))


def known_day(pool: Pool, value: date) -> Day:
    """Return a date that is known.

    >>> known_day(Pool(), date(2026, 3, 1)).key.low
    20260301
    """
    return day_of(pool, *(pool.known(part) for part in (value.year, value.month, value.day)))


def free_day(pool: Pool, name: str, first: date, last: date) -> Day:
    """Return a date that is free between two dates, both included."""
    year = pool.variable(f"{name}.jaar", first.year, last.year)
    within = first.year == last.year
    months = (first.month, last.month) if within else (1, 12)
    month = pool.variable(f"{name}.maand", *months)
    within = within and first.month == last.month
    day = pool.variable(f"{name}.dag", *((first.day, last.day) if within else (1, 31)))
    found = day_of(pool, year, month, day)
    ends = pool.both(
        pool.le(known_day(pool, first).key, found.key),
        pool.le(found.key, known_day(pool, last).key),
        pool.le(day, days_in_month(pool, year, month)),
    )
    for part in (year, month, day):
        if not part.is_constant:
            pool.sides[part] = (ends,)
    return found


def choose_day(pool: Pool, when: Term, then: Day, other: Day) -> Day:
    """Return one of two dates."""
    return Day(
        pool.choose(when, then.year, other.year),
        pool.choose(when, then.month, other.month),
        pool.choose(when, then.day, other.day),
        pool.choose(when, then.key, other.key),
    )


def is_leap(pool: Pool, year: Term) -> Term:
    """Return ja in a leap year."""
    by_4, by_100, by_400 = (pool.eq(pool.mod(year, each), pool.known(0)) for each in (4, 100, 400))
    return pool.either(pool.both(by_4, pool.negate(by_100)), by_400)


def days_in_month(pool: Pool, year: Term, month: Term) -> Term:
    """Return how many days a month has."""
    february = pool.choose(is_leap(pool, year), pool.known(29), pool.known(28))
    short = pool.either(*(pool.eq(month, pool.known(each)) for each in (4, 6, 9, 11)))
    other = pool.choose(short, pool.known(30), pool.known(31))
    return pool.choose(pool.eq(month, pool.known(2)), february, other)


def ordinal(pool: Pool, day: Day) -> Term:
    """Return how many days from the first of the calendar, which is 1.

    >>> pool = Pool()
    >>> ordinal(pool, known_day(pool, date(2024, 2, 29))).low == date(2024, 2, 29).toordinal()
    True
    """
    before = pool.sub(day.year, pool.known(1))
    of_leap = pool.choose(is_leap(pool, day.year), pool.known(-1), pool.known(-2))
    after_february = pool.choose(pool.le(day.month, pool.known(2)), pool.known(0), of_leap)
    days_before = pool.div(pool.total(((day.month, 367),), -362), 12)
    return pool.total(
        (
            (before, 365),
            (pool.div(before, 4), 1),
            (pool.div(before, 100), -1),
            (pool.div(before, 400), 1),
            (days_before, 1),
            (after_february, 1),
            (day.day, 1),
        )
    )


def from_ordinal(pool: Pool, number: Term) -> Day:
    """Return the date that is so many days from the first of the calendar."""
    first, last = date.fromordinal(number.low), date.fromordinal(number.high)
    if first == last:
        return known_day(pool, first)
    within = first.year == last.year
    months = (first.month, last.month) if within else (1, 12)
    parts = tuple(
        pool.unknown("civil", (number, part), low, high)
        for part, low, high in (
            ("year", first.year, last.year),
            ("month", *months),
            ("day", 1, 31),
        )
    )
    found = day_of(pool, *parts)
    fits = pool.le(found.day, days_in_month(pool, found.year, found.month))
    holds = pool.both(fits, pool.eq(ordinal(pool, found), number))
    pool.sides |= {part: (holds,) for part in parts if not part.is_constant}
    return found


def age(pool: Pool, birth: Day, on: Day) -> Term:
    """Return the completed years."""
    born = pool.total(((birth.month, 100), (birth.day, 1)))
    today = pool.total(((on.month, 100), (on.day, 1)))
    not_yet = pool.choose(pool.lt(today, born), pool.known(1), pool.known(0))
    years = pool.total(((on.year, 1), (birth.year, -1), (not_yet, -1)))
    return pool.greatest(pool.known(0), years)


def shift_months(pool: Pool, day: Day, months: Term, later: bool) -> Day:
    """Return the date moved by months, kept within the calendar."""
    count = pool.total(((day.year, 12), (day.month, 1), (months, 1)), -1)
    bounded = _kept(pool, count, EARLIEST.year * 12, LATEST.year * 12 + 11)
    if months.is_constant and bounded is count:
        years, rest = divmod(months.low, 12)
        over = pool.choose(pool.lt(pool.known(12 - rest), day.month), pool.known(1), pool.known(0))
        year = pool.total(((day.year, 1), (over, 1)), years)
        month = pool.total(((day.month, 1), (over, -12)), rest)
    else:
        year = pool.div(bounded, 12)
        month = pool.add(pool.mod(bounded, 12), pool.known(1))
    last = days_in_month(pool, year, month)
    fits = pool.le(day.day, last)
    same = day_of(pool, year, month, day.day)
    # A month that is too short is never December, so that the next month lies in the same year.
    instead = (
        day_of(pool, year, pool.add(month, pool.known(1)), pool.known(1))
        if later
        else day_of(pool, year, month, last)
    )
    found = choose_day(pool, fits, same, instead)
    if bounded is count:
        return found
    before = pool.lt(count, pool.known(EARLIEST.year * 12))
    after = pool.lt(pool.known(LATEST.year * 12 + 11), count)
    found = choose_day(pool, before, known_day(pool, EARLIEST), found)
    return choose_day(pool, after, known_day(pool, LATEST), found)


def _kept(pool: Pool, number: Term, low: int, high: int) -> Term:
    """Return a number kept between two ends; the same one where it lies there."""
    if number.low < low:
        number = pool.greatest(pool.known(low), number)
    return pool.least(pool.known(high), number) if number.high > high else number


def shift_days(pool: Pool, day: Day, days: Term) -> Day:
    """Return the date moved by days, kept within the calendar."""
    inside = EARLIEST.year < day.year.low and day.year.high < LATEST.year
    if days.is_constant and inside and abs(days.low) <= _STEP * _STEPS:
        left = days.low
        while left:
            step = max(-_STEP, min(_STEP, left))
            day = _forward(pool, day, step) if step > 0 else _back(pool, day, -step)
            left -= step
        return day
    number = pool.add(ordinal(pool, day), days)
    return from_ordinal(pool, _kept(pool, number, EARLIEST.toordinal(), LATEST.toordinal()))


def _forward(pool: Pool, day: Day, days: int) -> Day:
    """Return the date at most 28 days later: in this month or the next."""
    last = days_in_month(pool, day.year, day.month)
    moved = pool.add(day.day, pool.known(days))
    ends = pool.eq(day.month, pool.known(12))
    year = pool.choose(ends, pool.add(day.year, pool.known(1)), day.year)
    month = pool.choose(ends, pool.known(1), pool.add(day.month, pool.known(1)))
    next_month = day_of(pool, year, month, pool.sub(moved, last))
    within = pool.le(moved, last)
    return choose_day(pool, within, day_of(pool, day.year, day.month, moved), next_month)


def _back(pool: Pool, day: Day, days: int) -> Day:
    """Return the date at most 28 days earlier: in this month or the one before."""
    moved = pool.sub(day.day, pool.known(days))
    begins = pool.eq(day.month, pool.known(1))
    year = pool.choose(begins, pool.sub(day.year, pool.known(1)), day.year)
    month = pool.choose(begins, pool.known(12), pool.sub(day.month, pool.known(1)))
    before = day_of(pool, year, month, pool.add(moved, days_in_month(pool, year, month)))
    within = pool.le(pool.known(1), moved)
    return choose_day(pool, within, day_of(pool, day.year, day.month, moved), before)


def later_in_month(pool: Pool, day: Day, days: int) -> Day:
    """Return the date some days later, where that lies in the same month; else it is none.

    >>> pool = Pool()
    >>> later_in_month(pool, known_day(pool, date(2026, 3, 1)), 30).key.low
    20260331
    """
    return day_of(pool, day.year, day.month, pool.add(day.day, pool.known(days)))


def month_start(pool: Pool, day: Day) -> Day:
    """Return the first day of the month."""
    return day_of(pool, day.year, day.month, pool.known(1))


def days_between(pool: Pool, end: Day, start: Day) -> Term:
    """Return the number of days from one date to another.

    Where they always lie the same few months apart, the days of those months are counted: then it
    is known that a month has 28 to 31 of them.
    """
    months = pool.total(((end.year, 12), (end.month, 1), (start.year, -12), (start.month, -1)))
    if not months.is_constant or not 0 <= months.low <= 12:
        return pool.sub(ordinal(pool, end), ordinal(pool, start))
    days = pool.sub(end.day, start.day)
    at = month_start(pool, start)
    for _ in range(months.low):
        days = pool.add(days, days_in_month(pool, at.year, at.month))
        at = shift_months(pool, at, pool.known(1), later=False)
    return days
