"""A value surely reaches its ends where every fact in it is read once."""

import pytest

from maatwerk_rules.analysis.reach import Reach
from maatwerk_rules.linter.attained import Attained
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Bedrag, JaNee
from maatwerk_rules.verification.core_strategies import program_of

MONEY = Bedrag(None, 0, 1000)
LOON, HUUR = core.Fact("loon", MONEY), core.Fact("huur", MONEY)
ONE, TWO = core.Constant(1, MONEY), core.Constant(2, MONEY)
HELD = core.Fact("vast", JaNee())
TWICE = core.Arithmetic("sub", LOON, LOON)


def read(name: str) -> core.Read:
    return core.Read(name, None, MONEY)


def rule(name: str, value: core.Expr | None) -> core.Node:
    return core.Node(name, HELD, value)


DEFINITIONS = [
    core.Definition("som", MONEY, expression=core.Arithmetic("add", LOON, HUUR)),
    core.Definition("rond", MONEY, expression=read("rond")),
    core.Definition("niets", MONEY, expression=TWICE),
    core.Definition("samen", MONEY, rules=(rule("een", ONE), rule("twee", TWO)), together="som"),
    core.Definition("weg", MONEY, rules=(rule("een", ONE), rule("weg", None)), together="som"),
]
SURE = Attained(program_of(DEFINITIONS))


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        (read("som"), {"loon", "huur"}),
        (core.Round(LOON, "down", 100), {"loon"}),
        (core.Choose(((HELD, LOON),), ONE), {"vast", "loon"}),
        (core.Unfilled("later", "verordening", MONEY), {"later"}),
        (TWICE, None),
        (read("rond"), None),
        (read("samen"), None),
        (read("onbekend"), None),
        (core.Choose(((HELD, TWICE),), ONE), None),
        (core.Bound(LOON, None, TWICE), None),
        (core.Previous(MONEY), None),
    ],
)
def test_ends_are_reached_where_each_fact_is_read_once(
    expr: core.Expr, found: set[str] | None
) -> None:
    assert SURE.of(expr) == found


@pytest.mark.parametrize(
    ("expr", "moves"),
    [
        (LOON, True),
        (ONE, False),
        (TWICE, False),
        (core.Arithmetic("add", TWICE, HUUR), True),
        (core.Round(core.Arithmetic("add", TWICE, HUUR), "down", 1), True),
        (core.Choose(((HELD, TWICE),), HUUR), True),
        (read("samen"), True),
        (read("weg"), False),
        (read("rond"), False),
        (read("onbekend"), False),
    ],
)
def test_what_surely_differs_is_known_by_one_part(expr: core.Expr, moves: bool) -> None:
    assert SURE.moves(expr, Reach(SURE.program)) is moves


def test_what_is_stuck_is_the_smallest_part_that_is_not_sure() -> None:
    assert SURE.stuck(core.Bound(core.Arithmetic("add", HUUR, TWICE), ONE, None)) == TWICE
