"""How large a number can be, and in which unit it is whole: never less than what a case gives."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.analysis.magnitudes import FREE, Magnitudes, Size
from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    LARGEST,
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Lijst,
    Percentage,
    SoortType,
)
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.compiler.differing import places

GELD, GETAL, DEEL, JANEE = Bedrag(van=0, tot=1_000), Aantal(), Percentage(), JaNee()
GROOT = core.Fact("groot", Aantal(van=-(10**12), tot=10**12))
geld, deel = core.Fact("geld", GELD), core.Fact("deel", DEEL)
JA = core.Constant(True, JANEE)


def number(value):
    return core.Constant(value, GETAL)


def size(expr):
    return Magnitudes(core.Program({}, {}, {})).of(expr)


def sum_of(kind, body, empty=None):
    lijst = core.Listed("dingen", DINGEN)
    return core.Aggregate(kind, "dingen", (lijst,), "d", None, body, empty)


DINGEN = Lijst(SoortType("ding", ()), 5)
VANDAAG = core.ReferenceDate()
VROEG = core.Fact("dag", Datum(date(1, 1, 2), date(1, 1, 3)))
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (geld, Size(0, 1_000, 1)),
        (deel, Size(-LARGEST, LARGEST, None)),
        (core.Fact("x", Bedrag(exact=True)), Size(-LARGEST, LARGEST, None)),
        (JA, FREE),
        (core.Fact("x", JANEE), FREE),
        (core.Not(JA), FREE),
        (number(Fraction(5, 4)), Size(Fraction(5, 4), Fraction(5, 4), 4)),
        (core.Arithmetic("add", geld, number(HALF)), Size(HALF, 1000 + HALF, 2)),
        (core.Arithmetic("sub", geld, geld), Size(-1_000, 1_000, 1)),
        (core.Arithmetic("mul", geld, number(-2)), Size(-2_000, 0, 1)),
        (core.Arithmetic("mul", geld, deel), Size(-1_000 * LARGEST, 1_000 * LARGEST, None)),
        (core.Arithmetic("mul", geld, core.Previous(GETAL)), Size(None, None, None)),
        (core.Arithmetic("div", geld, number(4)), Size(0, 250, 4)),
        (core.Arithmetic("div", geld, core.Fact("n", Aantal(van=1, tot=4))), Size(0, 1_000, None)),
        (core.Arithmetic("div", geld, geld), FREE),
        (core.Bound(geld, number(10), number(20)), Size(10, 20, 1)),
        (core.Bound(geld, None, None), Size(0, 1_000, 1)),
        (core.Bound(core.Previous(GETAL), number(1), None), Size(1, None, None)),
        (core.Round(core.Arithmetic("div", geld, number(4)), "half", 1), Size(-1, 251, 1)),
        (core.Choose(((JA, geld),), number(-5)), Size(-5, 1_000, 1)),
        (sum_of("sum", geld), Size(0, 5_000, 1)),
        (sum_of("sum", core.Previous(GETAL)), FREE),
        (sum_of("count", None), Size(0, 5, 1)),
        (sum_of("any", None), FREE),
        (sum_of("highest", geld, number(-1)), Size(-1, 1_000, 1)),
        (sum_of("only", geld), Size(0, 1_000, 1)),
        (core.Age(VANDAAG, VANDAAG), Size(0, 9999, 1)),
        (core.DaysBetween(VANDAAG, VROEG), Size(-2, 3_652_057, 1)),
        (core.MonthStart(VANDAAG), Size(1, 3_652_059, 1)),
        (core.OverMonths("count", JA, "before", 12, VANDAAG, GETAL), Size(0, 12, 1)),
        (core.OverMonths("sum", geld, "before", 12, VANDAAG, GETAL), FREE),
        (core.Dated("x", VANDAAG, ((date(2026, 1, 1), None),), None, GETAL), Size(0, 0, 1)),
        (core.Read("niets", None, GETAL), FREE),
    ],
)  # fmt: skip
def test_sizes_follow_from_what_is_declared(expr, expected):
    assert size(expr) == expected


def defined(name, *rules, **rest):
    return core.Definition(name, GETAL, rules=rules, **rest)


def test_a_step_keeps_whole_what_is_whole_and_has_no_known_ends():
    rule = core.Node("een", JA, geld)
    for change, expected in ((number(1), Size(per=1)), (number(Fraction(1, 2)), FREE)):
        lower = core.Node("lager", JA, core.Arithmetic("sub", core.Previous(GETAL), change))
        program = program_of([defined("uit", rule, stages=(core.Stage("s", (lower,)),))])
        assert Magnitudes(program).definition("uit") == expected


def test_a_deviation_that_reads_its_own_outcome_has_no_known_ends():
    own = core.Arithmetic("add", core.Read("uit", None, GETAL), number(1))
    deviation = core.Deviation(core.Node("af", JA, own), 1, True, replaces="een")
    program = program_of([defined("uit", core.Node("een", JA, geld), deviations=(deviation,))])

    assert Magnitudes(program).definition("uit") == Size(per=1)


def test_what_adds_up_has_no_known_ends():
    rules = core.Node("een", JA, geld), core.Node("twee", JA, geld)
    program = program_of([defined("uit", *rules, together="som")])

    assert Magnitudes(program).definition("uit") == Size(per=1)
    assert Magnitudes(program).beyond() == ("uit",)


def test_numbers_beyond_64_bits_are_told():
    large = core.Arithmetic("mul", GROOT, GROOT)
    fine = core.Definition("past", GETAL, expression=GROOT)
    program = program_of([core.Definition("te_groot", GETAL, expression=large), fine])

    assert Magnitudes(program).beyond() == ("te_groot",)


def test_most_numbers_of_the_national_policy_have_a_known_unit():
    program = load("participatiewet").program_on(date(2026, 3, 1))
    sizes = Magnitudes(program)
    numbers = [one.name for one in program.definitions.values() if isinstance(one.type, Bedrag)]

    whole = [name for name in numbers if sizes.definition(name).whole]
    assert len(whole) > 4 * len(numbers) // 5


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_no_complete_case_lies_outside(data):
    program = data.draw(programs())
    case = data.draw(completions(program, data.draw(cases(program))))
    sizes, reckoning = Magnitudes(program), Reckoning(program, case)
    for name, record in places(program, case):
        step, size_ = reckoning.result(name, record), sizes.definition(name)
        if step.value is None or isinstance(step.value, bool | str):
            continue
        value = step.value.toordinal() if isinstance(step.value, date) else step.value
        assert size_.low is None or size_.low <= value
        assert size_.high is None or value <= size_.high
        assert size_.per is None or Fraction(value * size_.per).denominator == 1
