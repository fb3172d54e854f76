"""The NumPy form of small programs: each gives what the evaluator settles on, or nothing."""

from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest

from maatwerk_rules.compiler.columns import numpy_kernel
from maatwerk_rules.compiler.columns.numpy_kernel import Kernel
from maatwerk_rules.compiler.columns.numpy_writing import Page
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
)
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.comparing import table_of
from tests.compiler.columns.small import (
    DAG,
    DATED,
    DAY,
    DEEL,
    DINGEN,
    GELD,
    GETAL,
    JA,
    JANEE,
    KLEUR,
    NEE,
    PARTS,
    case,
    defined,
    feit,
    native,
    node,
    number,
    ruled,
)


@pytest.mark.parametrize("mode", ["half", "up", "down"])
@pytest.mark.parametrize("unit", [1, 10, Fraction(1, 2), Fraction(5, 3)])
def test_rounding_agrees_in_every_unit(mode, unit):
    part, share = feit("geld", GELD), feit("deel", DEEL)
    cases = [
        case(geld=value, aantal=each, deel=Fraction(1, 8), klein=abs(value) % 100, n=3)
        for value in (-25, -1, 0, 1, 15, 10**12, 10**12 + 1, -(10**15))
        for each in (-7, 0, 1, 50)
    ]
    over = feit("aantal", GETAL)
    for quotient in (
        part,
        core.Arithmetic("div", part, number(-3)),
        core.Arithmetic("div", part, over),
        core.Arithmetic(
            "div", core.Arithmetic("div", part, over), core.Arithmetic("add", over, over)
        ),
        core.Arithmetic("mul", core.Arithmetic("div", part, over), number(3)),
        core.Arithmetic("sub", core.Arithmetic("div", part, over), number(3)),
        core.Arithmetic("div", core.Arithmetic("mul", part, share), number(-2)),
        core.Arithmetic("mul", part, core.Constant(Fraction(1, 8), DEEL)),
        core.Arithmetic("div", number(-25), number(2)),
        core.Arithmetic(
            "div", feit("klein", Bedrag(van=0, tot=99)), feit("n", Aantal(van=1, tot=9))
        ),
    ):
        assert native(defined(core.Round(quotient, mode, unit)), cases)


@pytest.mark.parametrize("operator", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_numbers_in_different_units_compare(operator):
    third = core.Constant(Fraction(1, 3), DEEL)
    left = core.Arithmetic("mul", feit("geld", GELD), third)
    cases = [case(geld=value, deel=Fraction(5, 2), aantal=2) for value in (5, 6, 7, 8, 10**15)]
    quotient = core.Arithmetic("div", feit("geld", GELD), feit("n", Aantal(van=1, tot=9)))
    for one, other in (
        (left, number(2)),
        (left, core.Constant(Fraction(5, 2), GETAL)),
        (left, feit("deel", DEEL)),
        (number(2), number(3)),
        (quotient, number(2)),
        (core.Constant(DAY, DAG), core.ReferenceDate()),
    ):
        filled = [
            attrs.evolve(each, values={**each.values, Leaf("gegeven", "n"): 3}) for each in cases
        ]
        assert native(defined(core.Compare(operator, one, other), JANEE), filled)


@pytest.mark.parametrize("operator", ["eq", "ne"])
def test_truths_compare_with_each_other_and_with_constants(operator):
    cases = [case(a=a, b=b) for a in (True, False) for b in (True, False)] + [case(a=True)]
    for one, other in ((feit("a"), feit("b")), (feit("a"), JA), (NEE, feit("a")), (JA, NEE)):
        assert native(defined(core.Compare(operator, one, other), JANEE), cases)


@pytest.mark.parametrize("most", [99, 10**11])
def test_short_and_long_numbers_are_divided_alike(most):
    divisor = core.Fact("n", Aantal(van=1, tot=9))
    quotient = core.Arithmetic("div", feit("klein", Bedrag(van=0, tot=most)), divisor)
    cases = [case(klein=value, n=each) for value in (0, 1, 5, 99) for each in (1, 2, 9)]

    assert native(defined(core.Round(quotient, "half", 1)), cases) == len(cases)


def test_a_quotient_by_what_may_be_nil_is_not_compared():
    quotient = core.Arithmetic("div", feit("geld", GELD), feit("aantal", GETAL))
    test = defined(core.Compare("ge", quotient, number(2)), JANEE)

    assert plan_of(program_of([test]), ["uit"]).definitions[0].handed == (
        "een breuk waarvan de noemer wisselt",
    )


def test_only_expressions_of_the_core_become_operations():
    with pytest.raises(TypeError):
        plan_of(program_of([defined(core.Expr())]), ["uit"])


def test_masks_that_say_the_same_are_made_once():
    page = Page()
    both = page.both("a", "b")

    assert page.both(both, "a") == page.both("b", both) == both
    assert page.both(page.nay("a"), both) is page.both(both, page.nay("b")) is False
    assert page.both(page.either("a", "c"), "a") == page.both("a", page.either("a", "c")) == "a"
    either = page.either("a", "c")
    assert page.either(page.nay("a"), either) is page.either(either, page.nay("c")) is True
    assert page.either(either, page.nay(either)) is True
    assert page.either(both, "a") == page.either("a", both) == "a"
    assert page.nay(page.nay("a")) == "a"


def test_what_can_not_be_compared_or_reckoned_with_gives_nothing():
    odd = core.Compare("eq", feit("a"), number(3))
    sum_ = core.Arithmetic("add", feit("a"), number(3))
    rounded = core.Round(feit("a"), "half", 1)
    for definition in (defined(odd, JANEE), defined(sum_), defined(rounded)):
        plan_ = plan_of(program_of([definition]), ["uit"])
        assert not plan_.definitions[0].native


def test_bounds_choices_and_counts():
    part = feit("geld", GELD)
    cases = [
        case(geld=value, soms=soms, ook=True) for value in (-9, 3, 9) for soms in (True, False)
    ]
    cases += [case(geld=3), case(soms=True), case(soms=False, geld=3)]
    low = core.Bound(part, number(1), number(5))
    constant = core.Bound(number(3), number(4), None)
    chosen = core.Choose(((feit("soms"), part),), number(3))
    truth = core.Choose(((feit("soms"), core.Compare("gt", part, number(3))),), feit("ook"))
    days = core.Shift(core.ReferenceDate(), chosen, "dag", None, 1)
    for expr in (low, constant, chosen, core.Choose(((NEE, part), (JA, low)), part)):
        assert native(defined(expr), cases)
    assert native(defined(truth, JANEE), cases)
    assert native(defined(days, DAG), cases)
    at_least = core.AtLeast(1, None, (feit("soms"), feit("ook"), JA))
    exactly = core.AtLeast(0, 0, ())
    for expr in (at_least, exactly, core.And(()), core.Or(()), core.Or((feit("soms"), JA))):
        assert native(defined(expr, JANEE), cases)


def test_dates_move_in_every_unit_and_stay_within_the_calendar():
    days = [
        date.min,
        date.max,
        date(2024, 2, 29),
        date(1900, 2, 28),
        date(2023, 1, 31),
        date(9999, 1, 31),
    ]
    cases = [case(dag=day, n=n) for day in days for n in (-50, -1, 0, 1, 12, 50)]
    large = [case(dag=day, n=n) for day in days for n in (10**12, -(10**12), 10**15)]
    for unit in ("dag", "week", "maand", "jaar"):
        for sign in (1, -1):
            for pick in ("eerder", "later"):
                amount = feit("n", GETAL)
                moved = core.Shift(feit("dag", DAG), amount, unit, pick, sign)
                assert native(defined(moved, DAG), cases) == len(cases)
                wide = core.Shift(feit("dag", DAG), feit("n", Aantal()), unit, pick, sign)
                assert native(defined(wide, DAG), large)
    start = defined(core.MonthStart(feit("dag", DAG)), DAG)
    between = defined(core.DaysBetween(feit("dag", DAG), core.ReferenceDate()))
    fixed = defined(core.DaysBetween(core.Constant(DAY, DAG), core.Constant(date.min, DAG)))
    for definition in (start, between, fixed):
        assert native(definition, cases) == len(cases)
    half = core.Arithmetic("mul", feit("n", GETAL), core.Constant(Fraction(1, 2), DEEL))
    moved = defined(core.Shift(feit("dag", DAG), half, "dag", None, 1), DAG)
    assert not plan_of(program_of([moved]), ["uit"]).definitions[0].native


def test_ages_are_those_of_the_calendar():
    births = [date(2008, 2, 29), date(2008, 3, 1), date(2030, 1, 1), date.min]
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29), date.max]
    age = defined(core.Age(feit("dag", DAG), core.ReferenceDate()))

    assert native(age, [case(day, dag=birth) for birth in births for day in days]) == 16


def test_a_dated_amount_changes_on_its_day():
    edges = [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1), date(2027, 1, 1)]
    days = [edge + timedelta(days=days) for edge in edges for days in (-1, 0, 1)]
    on_fact = core.Dated("norm", feit("dag", DAG), DATED.entries, DATED.until, GETAL)
    fixed = core.Dated("norm", core.Constant(DAY, DAG), DATED.entries, None, GETAL)
    for dated in (DATED, on_fact, fixed):
        cases = [case(day, dag=day) for day in days]
        assert native(defined(dated), cases)
        twice = core.Arithmetic("add", dated, dated)
        assert native(defined(twice), [case(DAY, dag=DAY)] * 3) == 3


def test_the_amounts_of_one_day_are_looked_up_once():
    first = defined(DATED, name="eerst")
    again = core.Dated("norm", core.ReferenceDate(), DATED.entries, DATED.until, GETAL)
    both = core.Arithmetic("add", core.Read("eerst", None, GETAL), again)

    assert native(defined(both), [case(), case()], first) == 2
    assert native(defined(both), [case(date(2025, 8, 1))], first) == 0


# ---------------------------------------------------------------- rules


def asked(name, option):
    return core.Compare("eq", feit(name, KLEUR), core.Constant(option, KLEUR))


def test_a_table_is_looked_up():
    rows = [
        node(
            f"rij {place}",
            core.And((asked("kleur", kleur), core.Compare("eq", feit("groot"), groot))),
            number(place),
        )
        for place, (kleur, groot) in enumerate(
            [("rood", JA), ("rood", NEE), ("wit", JA), ("wit", NEE)]
        )
    ]
    cases = [case(kleur=kleur, groot=groot) for kleur in KLEUR.opties for groot in (True, False)]
    cases += [case(kleur="rood"), case()]
    table = ruled(*rows)
    kernel = Kernel(plan_of(program_of([table]), ["uit"]))

    assert "T0_0.take(" in kernel.source()
    assert native(table, cases) == 6
    truths = [
        node(f"rij {option}", asked("kleur", option), core.Constant(option == "rood", JANEE))
        for option in KLEUR.opties
    ]
    assert native(ruled(*truths, type=JANEE), cases) == 7


@pytest.mark.parametrize("place", range(6))
def test_what_is_no_table_is_tried_in_turn(place):
    rows = [node(f"rij {option}", asked("kleur", option), number(3)) for option in ("rood", "wit")]
    third = [
        node(
            "anders",
            core.Compare("ne", feit("kleur", KLEUR), core.Constant("wit", KLEUR)),
            number(3),
        ),
        node("anders", core.Compare("eq", feit("kleur", KLEUR), feit("tint", KLEUR)), number(3)),
        node("anders", core.Compare("eq", feit("geld", GELD), number(3)), number(3)),
        node("anders", asked("kleur", "blauw"), feit("geld", GELD)),
        node("anders", asked("tint", "wit"), number(3)),
        node("anders", asked("kleur", "rood"), number(4)),
    ][place]
    above = {"anders": frozenset({"rij rood", "rij wit"})}
    rules = ruled(*rows, third, above=above)
    cases = [case(kleur=kleur, tint="wit", geld=3) for kleur in KLEUR.opties]

    assert native(rules, [*cases, case(kleur="rood"), case(tint="wit")])


@pytest.mark.parametrize("order", [None, "hoger", "lager"])
@pytest.mark.parametrize("favourable", [True, False])
def test_the_better_of_two_rounds_counts(order, favourable):
    for phase in (1, 2):
        for value in (9, 5, 1):
            af = node("af", feit("y"), number(value))
            deviation = core.Deviation(af, phase, favourable, replaces="een")
            rules = ruled(node("een", feit("x"), number(5)), order=order, deviations=(deviation,))
            assert native(rules, PARTS)


@pytest.mark.parametrize("order", [("rood", "wit", "blauw"), ("blauw", "rood", "wit")])
def test_the_better_of_two_options_counts(order):
    own = core.Read("uit", None, KLEUR)
    was_red = core.Compare("eq", own, core.Constant("rood", KLEUR))
    first = core.Deviation(
        node("af", core.And((feit("y"), was_red)), core.Constant("wit", KLEUR)),
        1,
        True,
        replaces="een",
    )
    second = core.Deviation(node("hard", feit("z"), None), 2, True, aside=frozenset({"een"}))
    rules = ruled(
        node("een", feit("x"), core.Constant("rood", KLEUR)),
        node("twee", JA, core.Constant("blauw", KLEUR)),
        type=KLEUR,
        order=order,
        deviations=(first, second),
        above={"twee": frozenset({"een"})},
    )

    assert native(rules, PARTS)


@pytest.mark.parametrize("together", [None, "som", "hoogste", "laagste"])
def test_siblings_and_steps_are_put_together(together):
    previous = core.Previous(GETAL)
    more = core.Arithmetic("add", previous, number(2))
    less = core.Arithmetic("mul", previous, core.Constant(Fraction(1, 2), DEEL))
    for adjustments in (
        (node("meer", feit("y"), more), node("minder", feit("z"), core.Round(less, "up", 1))),
        (node("meer", feit("y"), more),),
        (node("geheel", feit("z"), None),),
    ):
        rules = ruled(
            node("een", feit("x"), number(5), node("tenzij", feit("y"), None)),
            node("twee", feit("z"), number(7)),
            node("drie", NEE, None),
            together=together,
            default=core.Constant(Fraction(1, 3), GETAL),
            stages=(core.Stage("stap", adjustments),),
        )
        assert native(rules, PARTS)


def test_a_step_that_halves_again_and_again_has_no_unit():
    half = core.Arithmetic("mul", core.Previous(GETAL), core.Constant(Fraction(1, 2), DEEL))
    stages = tuple(core.Stage(f"stap{n}", (node(f"half{n}", feit("y"), half),)) for n in range(9))
    rules = ruled(node("een", feit("x"), number(5)), stages=stages)

    assert native(rules, PARTS)


def test_sums_that_do_not_fit_are_left_to_the_evaluator():
    rich = core.Arithmetic("mul", feit("geld", GELD), number(10**6))
    rules = ruled(*(node(f"r{n}", feit("x"), rich) for n in range(12)), together="som")

    assert native(rules, [case(x=True, geld=3), case(x=False)]) == 0


def test_rules_that_only_set_aside_give_nothing():
    previous = core.Stage("stap", (node("meer", feit("y"), core.Previous(GETAL)),))

    assert native(ruled(node("een", feit("x"), None), stages=(previous,)), PARTS) == 5


def test_what_was_dropped_without_being_known_leaves_the_grounds_in_doubt(monkeypatch):
    monkeypatch.setattr(numpy_kernel, "BLOCK", 2)
    rules = ruled(
        node("een", feit("x"), number(5)),
        node("twee", feit("y"), number(7)),
        above={"twee": frozenset({"een"})},
    )
    program = program_of([rules])
    cases = [case(x=True), case(x=True, y=True)] * 3
    found, _ = Kernel(plan_of(program, ["uit"])).run(
        table_of(plan_of(program, ["uit"]), program, cases)
    )

    assert found[0].doubt.tolist() == [True, False] * 3
    assert native(rules, cases) == 6


def test_a_table_over_what_is_fixed_or_narrower_is_tried_in_turn():
    red, white = (core.Constant(one, KLEUR) for one in ("rood", "wit"))
    chosen = core.Definition("gekozen", KLEUR, expression=core.Choose(((feit("x"), red),), white))
    for left, others in (
        (core.Read("gekozen", None, KLEUR), (chosen,)),
        (core.Choose(((JA, red),), white), ()),
    ):
        rows = [
            node(f"rij {one}", core.Compare("eq", left, core.Constant(one, KLEUR)), number(place))
            for place, one in enumerate(KLEUR.opties)
        ]
        cases = [case(x=x, kleur="rood") for x in (True, False)]
        assert native(ruled(*rows), cases, *others) == 2


def test_a_look_closes_what_is_not_judged():
    judged = core.Judged("nodig", None, JANEE)
    of_each = core.Judged("nodig_per", "d", JANEE)
    listed = (core.Listed("dingen", DINGEN),)
    any_ = core.Aggregate("any", "dingen", listed, "d", of_each, None, None)
    af = node(
        "af", core.Or((judged, any_)), number(9), judgements=(judged, of_each), closed_by_look=True
    )
    rules = ruled(
        node("een", JA, number(5)),
        order="hoger",
        deviations=(core.Deviation(af, 1, True, replaces="een"),),
    )
    record = RecordId("dingen", "0")
    leaf, of_record = Leaf("oordeel", "nodig"), Leaf("oordeel", "nodig_per", record)
    cases = [
        Case(DAY, values, lists, looked)
        for looked in (True, False)
        for lists in ({}, {"dingen": Records(())}, {"dingen": Records((record,))})
        for values in (
            {},
            {leaf: False},
            {leaf: True},
            {leaf: False, of_record: True},
            {of_record: False},
        )
    ]

    assert native(rules, cases)
