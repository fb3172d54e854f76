"""Three-valued truth and comparison."""

from datetime import date

import pytest

from maatwerk_rules.model.unknown import JA, JA_OF_NEE, NEE, Choices, Interval
from maatwerk_rules.runtime.logic import compare, count, negate, truth


def test_truth_is_what_can_be():
    assert (truth(True, True), truth(True, False), truth(False, True)) == (JA_OF_NEE, JA, NEE)


def test_not_turns_round_and_keeps_the_unknown():
    assert [negate(value) for value in (JA, NEE, JA_OF_NEE)] == [NEE, JA, JA_OF_NEE]


def test_count_tells_the_sure_from_the_possible():
    assert count([]) == (0, 0)
    assert count([JA, JA, JA_OF_NEE, NEE]) == (2, 3)


@pytest.mark.parametrize(
    ("left", "right", "lt", "le", "gt", "ge", "eq", "ne"),
    [
        ((1, 1), (2, 2), JA, JA, NEE, NEE, NEE, JA),
        ((2, 2), (2, 2), NEE, JA, NEE, JA, JA, NEE),
        ((1, 2), (2, 3), JA_OF_NEE, JA, NEE, JA_OF_NEE, JA_OF_NEE, JA_OF_NEE),
        ((1, 3), (1, 3), *[JA_OF_NEE] * 6),
        ((4, 5), (1, 3), NEE, NEE, JA, JA, NEE, JA),
    ],
)
def test_comparison_of_intervals(left, right, lt, le, gt, ge, eq, ne):
    found = [
        compare(operator, Interval(*left), Interval(*right))
        for operator in ("lt", "le", "gt", "ge", "eq", "ne")
    ]

    assert found == [lt, le, gt, ge, eq, ne]


def test_dates_compare_as_numbers_do():
    first, second = date(2026, 1, 1), date(2026, 1, 2)

    assert compare("lt", Interval(first, first), Interval(second, second)) == JA


def test_equality_of_options():
    def options(*values):
        return Choices(frozenset(values))

    assert compare("eq", options("a"), options("a")) == JA
    assert compare("eq", options("a"), options("b", "c")) == NEE
    assert compare("eq", options("a", "b"), options("b", "c")) == JA_OF_NEE
    assert compare("ne", options("a", "b"), options("a", "b")) == JA_OF_NEE
