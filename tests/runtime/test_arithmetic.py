"""Exact numbers on intervals: every result lies within, and nothing else is certain."""

from fractions import Fraction

from maatwerk_rules.model.types import LARGEST
from maatwerk_rules.model.unknown import Interval
from maatwerk_rules.runtime.arithmetic import add, divide, multiply, subtract


def test_intervals_hold_every_result():
    left, right = Interval(-2, 3), Interval(4, 5)

    assert add(left, right) == Interval(2, 8)
    assert subtract(left, right) == Interval(-7, -1)
    assert multiply(left, Interval(-4, 5)) == Interval(-12, 15)
    assert divide(left, right) == Interval(Fraction(-1, 2), Fraction(3, 4))
    assert divide(Interval(4, 8), Interval(-2, -1)) == Interval(-8, -2)


def test_division_by_what_may_be_nil_can_give_anything():
    assert divide(Interval(1, 1), Interval(0, 5)) == Interval(-LARGEST, LARGEST)
