"""Dates as formulas give what the calendar gives, with leap days and the ends of the calendar."""

from datetime import date, timedelta
from random import Random

import pytest

from maatwerk_rules.model import exact
from maatwerk_rules.model.types import EARLIEST, LATEST
from maatwerk_rules.verification.smt import calendar
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.models import terms_of
from maatwerk_rules.verification.smt.reckoned import Worth, reckoned
from maatwerk_rules.verification.smt.terms import Pool, Term

NEAR = (
    *(date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2023, 2, 28)),
    *(date(2000, 2, 29), date(1900, 2, 28), date(2100, 2, 28), date(2023, 12, 31)),
    *(date(2024, 1, 1), date(2024, 1, 30), date(2024, 1, 31), date(2024, 10, 31)),
)
WIDE = (date(1890, 1, 1), date(2110, 12, 31))


def worth(pool: Pool, day: Day, tops: tuple[Term, ...], value: date) -> list[Worth]:
    free: dict[Term, Worth] = dict(
        zip(terms_of(day), (value.year, value.month, value.day), strict=True)
    )
    found = reckoned(pool, tops, free)
    return [found[term] for term in tops]


def days(seed: int, count: int, ends: tuple[date, date] = WIDE) -> list[date]:
    random = Random(seed)
    low, high = (end.toordinal() for end in ends)
    return [*NEAR, *(date.fromordinal(random.randint(low, high)) for _ in range(count))]


def test_days_are_counted_as_the_calendar_does() -> None:
    pool = Pool()
    day = calendar.free_day(pool, "dag", *WIDE)
    number = calendar.ordinal(pool, day)
    last = calendar.days_in_month(pool, day.year, day.month)
    for value in days(1, 300):
        following = (value.replace(day=28) + timedelta(days=4)).replace(day=1)

        assert worth(pool, day, (number, last), value) == [
            value.toordinal(),
            (following - timedelta(days=1)).day,
        ]


@pytest.mark.parametrize("pick", ["eerder", "later"])
@pytest.mark.parametrize("amount", [-25, -12, -1, 0, 1, 5, 12, 13, 48])
def test_months_are_moved_as_in_the_language(amount: int, pick: str) -> None:
    pool = Pool()
    day = calendar.free_day(pool, "dag", *WIDE)
    known = calendar.shift_months(pool, day, pool.known(amount), pick == "later")
    times = pool.variable("n", -30, 60)
    free = calendar.shift_months(pool, day, times, pick == "later")
    for value in days(amount, 40):
        expected = exact.shift(value, amount, "maand", pick)  # type: ignore[arg-type]
        parts = (expected.year, expected.month, expected.day)
        given: dict[Term, Worth] = dict(
            zip(terms_of(day), (value.year, value.month, value.day), strict=True)
        )
        found = reckoned(pool, (*terms_of(known), *terms_of(free)), {**given, times: amount})

        assert tuple(found[term] for term in terms_of(known)) == parts
        assert tuple(found[term] for term in terms_of(free)) == parts


@pytest.mark.parametrize("amount", [-400, -56, -29, -28, -1, 0, 1, 28, 29, 56, 400])
def test_days_are_moved_as_in_the_language(amount: int) -> None:
    pool = Pool()
    day = calendar.free_day(pool, "dag", *WIDE)
    moved = calendar.shift_days(pool, day, pool.known(amount))
    for value in days(amount, 60):
        expected = exact.shift(value, amount, "dag", None)

        assert worth(pool, day, terms_of(moved), value) == [
            expected.year,
            expected.month,
            expected.day,
        ]
        assert worth(pool, day, (moved.key,), value) == [int(expected.strftime("%Y%m%d"))]


def test_nothing_moves_beyond_the_ends_of_the_calendar() -> None:
    pool = Pool()
    early = calendar.free_day(pool, "vroeg", EARLIEST, date(3, 1, 1))
    late = calendar.free_day(pool, "laat", date(9997, 1, 1), LATEST)
    tops = {
        early: calendar.shift_months(pool, early, pool.known(-30), later=False),
        late: calendar.shift_months(pool, late, pool.known(30), later=True),
    }
    by_days = {
        early: calendar.shift_days(pool, early, pool.known(-500)),
        late: calendar.shift_days(pool, late, pool.known(500)),
    }
    for day, value in ((early, date(1, 5, 1)), (early, date(2, 12, 31)), (late, date(9999, 5, 1))):
        sign = -1 if day is early else 1
        for found, unit, amount in ((tops, "maand", 30), (by_days, "dag", 500)):
            expected = exact.shift(value, sign * amount, unit, "later")

            assert worth(pool, day, terms_of(found[day]), value) == [
                expected.year,
                expected.month,
                expected.day,
            ]


def test_ages_are_full_years_with_leap_days() -> None:
    pool = Pool()
    birth = calendar.free_day(pool, "geboren", date(1990, 1, 1), date(2020, 12, 31))
    on = calendar.free_day(pool, "op", date(1985, 1, 1), date(2030, 12, 31))
    years = calendar.age(pool, birth, on)
    random = Random(5)
    births = [date(2008, 2, 29), *days(2, 30, (date(1990, 1, 1), date(2020, 12, 31)))[12:]]
    for born in births:
        near = born.replace(year=2026, day=min(born.day, 28))
        for value in (near, near + timedelta(days=1), date(1985 + random.randint(0, 40), 3, 1)):
            free: dict[Term, Worth] = dict(
                zip(
                    (*terms_of(birth), *terms_of(on)),
                    (born.year, born.month, born.day, value.year, value.month, value.day),
                    strict=True,
                )
            )

            assert reckoned(pool, [years], free)[years] == exact.age(born, value)


def test_a_month_is_known_to_have_28_to_31_days() -> None:
    pool = Pool()
    day = calendar.free_day(pool, "dag", *WIDE)
    first = calendar.month_start(pool, day)
    following = calendar.shift_months(pool, first, pool.known(1), later=False)
    length = calendar.days_between(pool, following, first)

    assert pool.values(length) == frozenset({28, 29, 30, 31})
    for value in days(3, 50):
        expected = calendar.days_in_month(pool, day.year, day.month)

        assert len({*worth(pool, day, (length, expected), value)}) == 1


def test_a_date_within_a_month_has_few_parts_that_are_free() -> None:
    pool = Pool()
    day = calendar.free_day(pool, "dag", date(2026, 3, 4), date(2026, 3, 9))

    assert (day.year.is_constant, day.month.is_constant) == (True, True)
    assert (day.day.low, day.day.high) == (4, 9)
    assert calendar.from_ordinal(pool, pool.known(400)) == calendar.known_day(
        pool, date.fromordinal(400)
    )
