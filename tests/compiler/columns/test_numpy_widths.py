"""Numbers in as few bits as they take: nothing is lost on the way, nor at the ends."""

import numpy as np
import pytest

from maatwerk_rules.compiler.columns.numpy_kernel import Kernel
from maatwerk_rules.compiler.columns.numpy_support import kies
from maatwerk_rules.compiler.columns.numpy_writing import Page
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.small import case, defined, feit, native, number

ENDS = [127, 128, 32_767, 32_768, 2**31 - 1, 2**31]


@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_lost_at_the_ends_of_a_width(end):
    wide = Aantal(van=-end - 1, tot=end)
    part, three = feit("x", wide), number(3)
    sums = [
        core.Arithmetic("add", part, three),
        core.Arithmetic("sub", number(-2), part),
        core.Arithmetic("mul", part, three),
        core.Arithmetic("mul", part, part),
        core.Bound(part, three, None),
        core.Round(core.Arithmetic("div", part, number(2)), "half", 1),
        core.Round(core.Arithmetic("div", part, number(8)), "down", 1),
        core.Round(core.Arithmetic("div", part, number(8)), "up", 1),
        core.Choose(((core.Compare("lt", part, three), part),), core.Constant(end, wide)),
    ]
    cases = [case(x=x) for x in (-end - 1, -end, -4, 0, 3, end - 1, end)]

    for one in sums:
        assert native(defined(one, Aantal()), cases) == len(cases)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((4, 3, 2, 1), " = 1 + "),
        ((1, 2, 3, 4), " = 4 - "),
        ((100, 200, 300, 400), " * 100"),
        ((1, 2, 3, 5), "kies("),
        ((7, 7, 7, 7), "return np.int8(7)"),
    ],
)
def test_constants_with_equal_steps_are_a_rank(numbers, text):
    x = feit("x", Aantal(van=0, tot=50))
    branches = tuple(
        (core.Compare("lt", x, number(10 * place)), number(value))
        for place, value in enumerate(numbers[:-1], 1)
    )
    one = defined(core.Choose(branches, number(numbers[-1])), Aantal())

    assert text in Kernel(plan_of(program_of([one]), ["uit"])).source()
    cases = [case(x=each) for each in (0, 9, 10, 19, 20, 29, 30, 50)]
    assert native(one, cases) == 8
    assert native(one, [case(), case(x=5)]) == 1


def test_what_is_one_value_for_all_rows_takes_the_same_bits():
    assert kies(np.True_, 5, 6, np.int8).dtype == np.int8
    assert kies(np.False_, np.int8(5), np.int16(6), np.int16).dtype == np.int16
    rows = kies(np.array([True, False]), np.int8(100), np.int8(-100), np.int8)
    assert rows.tolist() == [100, -100]


def test_steps_that_come_to_nothing_are_not_made():
    page = Page()

    assert page.infix(0, "+", "w1", 0, 5) == "w1"
    assert page.infix(2, "*", 3, 0, 5) == 6
    assert page.bound("np.maximum", 2, 3) == 3
    assert page.bound("np.minimum", 2, 3) == 2
    assert page.where("m1", 5, 5) == 5
    assert page.lines == []
    assert page.where("m1", 0, 5) == page.where(page.nay("m1"), 5, 0)
