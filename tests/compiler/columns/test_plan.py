"""The plan: what columns read, in which unit, in which order, and what is left to the evaluator."""

from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules import load
from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.compiler.columns.printed import text
from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    SoortType,
    Veldtype,
)
from maatwerk_rules.verification.core_strategies import program_of

GELD, GETAL, DEEL, JANEE, DAG = Bedrag(), Aantal(van=-50, tot=50), Percentage(), JaNee(), Datum()
DING = SoortType("ding", (Veldtype("waarde", GELD), Veldtype("deel", DEEL)))


def number(value):
    return core.Constant(value, GETAL)


def planned(expression, type_=GETAL):
    definition = core.Definition("uit", type_, expression=expression, published=True)
    return plan_of(program_of([definition]), ["uit"])


def only(expression, type_=GETAL):
    (definition,) = planned(expression, type_).definitions
    return definition


def test_the_common_task_is_native_as_a_whole(request):
    policy = load(request.config.rootpath / "tests/benchmarks/tijdtaak_12.beleid")
    program = policy.program_on(date(2025, 1, 1))
    made = plan_of(program, [name for name, one in program.definitions.items() if one.published])

    assert made.share == (13, 13)
    assert all(op.shape.fits for one in made.definitions for op in one.ops)
    assert "kolom 1 leeftijd: getal 0..120\n" in made.text()


def test_most_of_the_participatiewet_is_native():
    program = load("participatiewet").program_on(date(2026, 3, 1))
    made = plan_of(program, [name for name, one in program.definitions.items() if one.published])
    native, number_ = made.share
    seen = set()
    for one in made.definitions:
        assert seen.issuperset(one.reads)
        seen.add(one.number)

    assert native > 9 * number_ // 10
    assert "een berekening over maanden" in made.text()


def test_numbers_have_a_unit_and_ends():
    half = core.Arithmetic("mul", core.Fact("n", GETAL), core.Constant(Fraction(1, 2), DEEL))
    made = only(half)

    assert made.shape == plan.Shape("getal", -50, 50, 2)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (core.Arithmetic("div", number(1), core.Fact("n", GETAL)), "noemer wisselt"),
        (
            core.Arithmetic(
                "mul",
                core.Arithmetic("mul", core.Fact("a", GELD), core.Fact("b", GELD)),
                core.Fact("c", GELD),
            ),
            "64 bits",
        ),
        (core.Round(core.Fact("a", GELD), "half", Fraction(10**9, 10**9 + 1)), "64 bits"),
        (core.Previous(GETAL), "geen kolom"),
        (core.OverMonths("sum", core.Age(core.Fact("dag", DAG), core.ReferenceDate()), "year", 12,
                         core.ReferenceDate(), GETAL), "maanden"),
        (core.Read("niet_hier", None, GETAL), "niet is uitgewerkt"),
    ],
)  # fmt: skip
def test_what_columns_do_not_reckon_with_is_named(expression, reason):
    made = only(expression)

    assert not made.native
    assert reason in made.handed[0]
    assert reason in planned(expression).text()


def test_a_quotient_that_is_rounded_or_compared_needs_no_unit():
    quotient = core.Arithmetic("div", core.Fact("a", GELD), core.Fact("n", Aantal(van=1, tot=6)))

    assert only(core.Round(quotient, "half", 1)).native
    assert only(core.Compare("ge", quotient, number(3)), JANEE).native


def test_every_operation_is_printed():
    soort = Keuze(("rood", "wit"))
    things = core.Listed("dingen", Lijst(DING, 5))
    worth = core.Field("d", "waarde", GELD)
    dear = core.Compare("gt", worth, number(3))
    moved = core.Shift(core.Fact("dag", DAG), number(1), "maand", "later", -1)
    dated = core.Dated(
        "norm",
        core.ReferenceDate(),
        ((date(2025, 1, 1), 5), (date(2026, 1, 1), None)),
        date(2027, 1, 1),
        GETAL,
    )
    red = core.Compare("eq", core.Fact("kleur", soort), core.Constant("rood", soort))
    total = core.Aggregate("sum", "dingen", (things,), "d", dear, worth, None)
    top = core.Aggregate("highest", "dingen", (things,), "d", None, worth, number(0))
    age = core.Age(core.MonthStart(moved), core.ReferenceDate())
    days = core.DaysBetween(core.ReferenceDate(), core.Constant(date(2026, 1, 1), DAG))
    some = core.AtLeast(1, None, (red, core.Not(red)))
    chosen = core.Choose(((core.Or((red, some)), total),), top)
    quarter = core.Arithmetic("mul", chosen, core.Constant(Fraction(1, 4), DEEL))
    whole = core.Round(core.Bound(quarter, dated, number(1000)), "up", 1)
    expression = core.Arithmetic("sub", whole, core.Arithmetic("add", age, days))
    rule = core.Node("regel", core.Judged("nodig", None, JANEE), expression)
    program = program_of([core.Definition("uit", GETAL, rules=(rule,), published=True)])
    told = plan_of(program, ["uit"]).text()

    for words in ("som(", "hoogste(", "leeftijd(", "dagen(", "naar boven", "kolom 0 oordeel.nodig",
                  "bedrag 0 norm: 2025-01-01 5, 2026-01-01 onzeker, tot 2027-01-01"):  # fmt: skip
        assert words in told
    with pytest.raises(TypeError):
        text(None, None)
