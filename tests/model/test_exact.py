"""Exact numbers and dates: ties, negatives, leap days, the ends of the calendar."""

from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules.model.exact import age, round_number, shift, tidy
from maatwerk_rules.model.types import EARLIEST, LARGEST, LATEST


@pytest.mark.parametrize(
    ("number", "half", "up", "down"),
    [
        (Fraction(5, 2), 3, 3, 2),
        (Fraction(-5, 2), -3, -2, -3),
        (Fraction(12, 5), 2, 3, 2),
        (Fraction(13, 5), 3, 3, 2),
        (Fraction(-12, 5), -2, -2, -3),
        (Fraction(-13, 5), -3, -2, -3),
        (7, 7, 7, 7),
        (0, 0, 0, 0),
    ],
)
def test_ties_go_away_from_zero_and_up_and_down_follow_the_number_line(number, half, up, down):
    found = [round_number(number, mode, 1) for mode in ("half", "up", "down")]

    assert found == [half, up, down]


def test_rounding_counts_in_units():
    assert round_number(149, "half", 100) == 100
    assert round_number(150, "half", 100) == 200
    assert round_number(-150, "half", 100) == -200
    assert round_number(Fraction(1, 3), "up", Fraction(1, 4)) == Fraction(1, 2)


def test_whole_numbers_stay_int():
    assert type(tidy(Fraction(6, 3))) is int
    assert type(round_number(Fraction(7, 2), "half", 1)) is int
    assert tidy(5) == 5


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2008, 5, 3), date(2026, 5, 2), 17),
        (date(2008, 5, 3), date(2026, 5, 3), 18),
        (date(2008, 5, 3), date(2001, 1, 1), 0),
    ],
)
def test_age_counts_completed_years(birth, on, years):
    assert age(birth, on) == years


@pytest.mark.parametrize(
    ("day", "amount", "unit", "pick", "expected"),
    [
        (date(2026, 1, 31), 1, "maand", "eerder", date(2026, 2, 28)),
        (date(2026, 1, 31), 1, "maand", "later", date(2026, 3, 1)),
        (date(2024, 2, 29), 1, "jaar", "eerder", date(2025, 2, 28)),
        (date(2024, 2, 29), 1, "jaar", "later", date(2025, 3, 1)),
        (date(2024, 2, 29), 4, "jaar", None, date(2028, 2, 29)),
        (date(2024, 3, 31), -1, "maand", "eerder", date(2024, 2, 29)),
        (date(2024, 1, 15), -2, "maand", None, date(2023, 11, 15)),
        (date(2024, 2, 28), 2, "dag", None, date(2024, 3, 1)),
        (date(2024, 2, 28), -2, "week", None, date(2024, 2, 14)),
    ],
)
def test_dates_move_by_days_weeks_months_and_years(day, amount, unit, pick, expected):
    assert shift(day, amount, unit, pick) == expected


@pytest.mark.parametrize("unit", ["dag", "week", "maand", "jaar"])
def test_dates_stay_within_the_calendar(unit):
    assert shift(date(2026, 1, 1), LARGEST, unit, "later") == LATEST
    assert shift(date(2026, 1, 1), -LARGEST, unit, "eerder") == EARLIEST
