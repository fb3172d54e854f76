"""Generated Python: what it gives, when it hands over, and what its source is made of."""

import ast
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest

from maatwerk_rules.compiler import python as compiler
from maatwerk_rules.compiler.printing import printed_python
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import LEEG, NAMES, Deel
from maatwerk_rules.compiler.writing import WIDTH
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
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Period, Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.differing import compared

DAY = date(2026, 3, 1)
GELD, GETAL, DEEL, JANEE, DAG = Bedrag(), Aantal(), Percentage(), JaNee(), Datum()
JA, NEE = core.Constant(True, JANEE), core.Constant(False, JANEE)
DING = SoortType("ding", (Veldtype("waarde", GELD), Veldtype("deel", DEEL)))
DINGEN = Lijst(DING, 5)


def number(value):
    return core.Constant(value, GETAL)


def feit(name, type_=JANEE):
    return core.Fact(name, type_)


def defined(expression, type_=GETAL, name="uit"):
    return core.Definition(name, type_, expression=expression, published=True)


def facts(**values):
    return {Leaf("gegeven", name): value for name, value in values.items()}


def gives(definition, *others, day=DAY, lists=None, **values):
    """Return what generated code gives; the evaluator must settle on the same."""
    program = program_of([*others, definition])
    case = Case(day, facts(**values), lists or {})
    tally = compared(program, case)
    quick = compared(program, case, Compiled(program))
    assert tally.differing == quick.differing == []
    assert quick.native <= tally.native <= tally.settled
    compiled = Compiled(program)
    laid_out = {leaf.name: one for leaf, one in case.values.items()}
    found = compiled.value(definition.name, compiled.case(day, laid_out))
    return None if found is LEEG else found


def test_numbers_are_reckoned_in_whole_units():
    half = core.Arithmetic("mul", feit("geld", GELD), core.Constant(Fraction(1, 2), DEEL))
    program = program_of([defined(half)])

    assert "breuk(zaak.feiten['geld'] * 1, 2)" in Compiled(program).written("uit").source
    assert gives(defined(half), geld=5) == Fraction(5, 2)
    assert gives(defined(half), geld=4) == 2


@pytest.mark.parametrize("mode", ["half", "up", "down"])
@pytest.mark.parametrize("unit", [1, 10, Fraction(1, 2), Fraction(5, 3), Fraction(2, 1)])
@pytest.mark.parametrize("value", [-25, -1, 0, 1, 15, 10**15])
def test_rounding_agrees_in_every_unit(mode, unit, value):
    """Found by random programs: a unit of a half, of a number whose denominator varies."""
    part, share = feit("geld", GELD), feit("deel", DEEL)
    quotients = (
        part,
        core.Arithmetic("div", part, number(-3)),
        core.Arithmetic("div", part, feit("aantal", GETAL)),
        core.Arithmetic("div", core.Arithmetic("mul", part, share), number(-2)),
        core.Arithmetic("mul", part, core.Constant(Fraction(1, 8), DEEL)),
    )
    for quotient in quotients:
        rounded = defined(core.Round(quotient, mode, unit))
        assert gives(rounded, geld=value, aantal=-7, deel=Fraction(1, 3)) is not None


@pytest.mark.parametrize("operator", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_numbers_in_different_units_compare(operator):
    third = core.Constant(Fraction(1, 3), DEEL)
    left = core.Arithmetic("mul", feit("geld", GELD), third)
    for right in (number(2), core.Constant(Fraction(5, 2), GETAL), feit("deel", DEEL)):
        test = defined(core.Compare(operator, left, right), JANEE)
        for value in (5, 6, 7, 8):
            assert gives(test, geld=value, deel=Fraction(5, 2)) is not None


def test_a_bound_a_choice_and_an_extreme_keep_whole_numbers_whole():
    share = feit("deel", DEEL)
    product = core.Arithmetic("mul", share, number(2))
    for expr in (
        core.Bound(product, number(1), None),
        core.Bound(product, None, number(1)),
        core.Choose(((feit("soms"), product),), number(3)),
        core.Arithmetic("sub", share, core.Arithmetic("div", number(1), number(2))),
        core.Arithmetic("div", share, product),
    ):
        for soms in (True, False):
            assert gives(defined(expr), deel=Fraction(1, 2), soms=soms) is not None


def test_what_is_nil_or_not_known_is_handed_over():
    quotient = defined(core.Arithmetic("div", number(1), feit("aantal", GETAL)))

    assert gives(quotient, aantal=0) is None
    assert gives(quotient) is None
    assert gives(quotient, aantal=2) == Fraction(1, 2)


def test_dates_move_in_every_unit():
    for unit in ("dag", "week", "maand", "jaar"):
        for sign in (1, -1):
            for amount in (number(2), feit("deel", DEEL)):
                moved = defined(core.Shift(feit("dag", DAG), amount, unit, "later", sign), DAG)
                assert gives(moved, dag=date(2024, 2, 29), deel=1) is not None


def test_the_ends_of_the_calendar():
    for day in (date.min, date.max):
        start = defined(core.MonthStart(feit("dag", DAG)), DAG)
        between = defined(core.DaysBetween(feit("dag", DAG), core.ReferenceDate()))
        age = defined(core.Age(feit("dag", DAG), core.ReferenceDate()))
        for definition in (start, between, age):
            assert gives(definition, dag=day) is not None


DATED = core.Dated(
    "norm",
    core.ReferenceDate(),
    (
        (date(2025, 1, 1), Fraction(1, 2)),
        (date(2025, 7, 1), None),
        (date(2026, 1, 1), Fraction(1, 3)),
    ),
    date(2027, 1, 1),
    GETAL,
)


@pytest.mark.parametrize("edge", [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)])
def test_a_dated_amount_changes_on_its_day(edge):
    for dated in (DATED, core.Dated("norm", feit("dag", DAG), DATED.entries, DATED.until, GETAL)):
        for days in (-1, 0, 1):
            day = edge + timedelta(days=days)
            is_known = day.year == 2026 or date(2025, 1, 1) <= day < date(2025, 7, 1)
            assert (gives(defined(dated), day=day, dag=day) is not None) is is_known
    assert gives(defined(DATED), day=date(2027, 1, 1)) is None


def test_amounts_of_many_days_are_kept_and_let_go():
    compiled = Compiled(program_of([defined(DATED)]))
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(40)]

    for day in days:
        assert compiled.value("uit", compiled.case(day, {})) == Fraction(1, 3)
        assert compiled.amounts_on(day) is compiled.amounts_on(day)
    assert len(compiled._days) <= compiler.MOST_DAYS


# ---------------------------------------------------------------- rules


def node(name, guard, value, *exceptions):
    return core.Node(name, guard, value, tuple(exceptions))


def ruled(*rules, **rest):
    return core.Definition("uit", rest.pop("type", GETAL), rules=rules, published=True, **rest)


def test_a_table_is_looked_up():
    def row(number_, kleur, groot):
        asked = core.Compare(
            "eq", feit("kleur", Keuze(("rood", "wit"))), core.Constant(kleur, JANEE)
        )
        size = core.Compare("eq", feit("groot"), core.Constant(groot, JANEE))
        return node(f"rij {number_}", core.And((asked, size)), number(number_))

    rows = [row(1, "rood", True), row(2, "rood", False), row(3, "wit", True)]
    table = ruled(*rows)

    assert ".get(" in Compiled(program_of([table])).written("uit").source
    assert gives(table, kleur="wit", groot=True) == 3
    assert gives(table, kleur="wit", groot=False) is None
    assert gives(ruled(*rows, node("nog een", feit("x"), number(4))), kleur="wit") is None


KLEUR, GROOT = Keuze(("rood", "wit")), feit("geld", GELD)


@pytest.mark.parametrize(
    ("guard", "value"),
    [
        (core.Compare("ne", feit("kleur", KLEUR), core.Constant("wit", KLEUR)), number(3)),
        (core.Compare("eq", feit("kleur", KLEUR), feit("tint", KLEUR)), number(3)),
        (core.Compare("eq", feit("tint", KLEUR), core.Constant("wit", KLEUR)), number(3)),
        (core.Compare("eq", GROOT, number(3)), number(3)),
        (core.Compare("eq", feit("kleur", KLEUR), core.Constant("wit", KLEUR)), GROOT),
    ],
)
def test_what_is_no_table_is_tried_in_turn(guard, value):
    rows = [
        node(f"rij {place}", core.Compare("eq", feit("kleur", KLEUR), one), number(3))
        for place, one in enumerate((core.Constant("rood", KLEUR), core.Constant("wit", KLEUR)))
    ]
    rules = ruled(*rows, node("anders", guard, value), above={"anders": frozenset({"rij 1"})})

    assert ".get(" not in Compiled(program_of([rules])).written("uit").source
    for kleur in KLEUR.opties:
        assert gives(rules, kleur=kleur, tint="rood", geld=3) == 3


def test_what_compares_numbers_is_no_table():
    rows = [
        node(f"rij {place}", core.Compare("eq", feit("geld", GELD), number(place)), number(place))
        for place in range(3)
    ]

    assert ".get(" not in Compiled(program_of([ruled(*rows)])).written("uit").source


def deviating(order, value, favourable=True):
    node_ = node("af", feit("y"), number(value))
    deviation = core.Deviation(node_, 1, favourable, replaces="een")
    return ruled(node("een", feit("x"), number(5)), order=order, deviations=(deviation,))


@pytest.mark.parametrize(("order", "expected"), [(None, 9), ("hoger", 9), ("lager", 5)])
def test_the_better_of_two_rounds_counts(order, expected):
    assert gives(deviating(order, 9), x=True, y=True) == expected
    assert gives(deviating(order, 9), x=True, y=False) == 5
    assert gives(deviating(order, 9), x=False, y=True) is None
    aside = core.Deviation(node("weg", feit("y"), None), 1, True, replaces="een")
    weg = ruled(node("een", feit("x"), number(5)), order=order, deviations=(aside,))
    assert gives(weg, x=True, y=True) is None


def test_the_best_there_is_asks_no_deviation():
    red, white = (core.Constant(one, KLEUR) for one in KLEUR.opties)
    deviation = core.Deviation(node("af", feit("y"), white), 1, True, replaces="een")
    for order, without, with_ in (
        (("rood", "wit"), None, "wit"),
        (("wit", "rood"), "rood", "rood"),
    ):
        rule = node("een", feit("x"), red)
        outcome = ruled(rule, type=KLEUR, order=order, deviations=(deviation,))
        assert gives(outcome, x=True) == without
        assert gives(outcome, x=True, y=True) == with_
        assert gives(outcome, x=True, y=False) == "rood"
        assert gives(outcome, x=False, y=True) is None


@pytest.mark.parametrize("order", ["hoger", "lager"])
@pytest.mark.parametrize("is_rule", [True, False])
def test_no_rule_is_the_least_favourable(order, is_rule):
    """In one round nothing works, in the other a rule does."""
    aside = core.Deviation(node("weg", feit("y"), None), 1, True, aside=frozenset({"een"}))
    extra = core.Deviation(
        node("erbij", feit("z"), number(9)), 1, True, stands_in=node("erbij", feit("z"), number(9))
    )
    outcome = ruled(node("een", feit("x"), number(1)), order=order, deviations=(aside, extra))

    assert gives(outcome, x=is_rule, y=True, z=False) == (1 if is_rule else None)
    assert gives(outcome, x=False, y=False, z=True) == 9


@pytest.mark.parametrize("together", ["som", "hoogste", "laagste"])
def test_what_sets_aside_among_what_adds_up_is_handed_over(together):
    rules = node("een", JA, number(1)), node("weg", feit("x"), None)
    stage = core.Stage("stap", (node("min", JA, number(1)), node("weg2", feit("y"), None)))
    outcome = ruled(*rules, together=together, stages=(stage,))

    assert gives(outcome, x=True, y=False) is None
    assert gives(outcome, x=False, y=True) is None
    assert gives(outcome, x=False, y=False) == 1


@pytest.mark.parametrize("other", [True, False])
def test_siblings_that_exclude_each_other_are_tried_in_turn(other):
    first = node("een", core.And((feit("x"), feit("y"))), number(1))
    second = node("twee", core.Gate(core.Not(feit("x")), JA), core.Read("los", None, GETAL))
    third = node("drie", core.Compare("eq", feit("x"), JA), number(1))

    assert gives(ruled(first, second), defined(number(7), name="los"), x=other, y=True) is not None
    assert gives(ruled(first, third), x=other, y=True) == (1 if other else None)


def test_that_no_rule_decides_is_known_of_the_outcome_itself_alone():
    nothing = attrs.evolve(ruled(node("een", feit("x"), number(1))), name="niets")
    reader = defined(core.Read("niets", None, GETAL))
    compiled = Compiled(program_of([nothing, reader]))
    case = compiled.case(DAY, {"x": False})

    assert compiled.value("niets", case) is LEEG
    assert compiled.value("uit", case) is None


@pytest.mark.parametrize("make", [core.And, core.Or, lambda parts: core.Gate(*parts)])
@pytest.mark.parametrize("known", [True, False])
def test_one_known_part_may_settle_the_whole(make, known):
    """The quick code stops at the first part that is not known; the patient looks on."""
    program = program_of([defined(make((feit("x"), feit("y"))), JANEE)])
    case = Case(DAY, facts(y=known))
    settles = known is (make is core.Or)

    assert compared(program, case, Compiled(program)).native == 0
    assert compared(program, case).native == int(settles)
    assert compared(program, case).differing == []


def test_what_stopped_once_stops_at_once():
    lost = defined(core.And((feit("x"), feit("y"))), JANEE, "lost")
    reads = [core.Read("lost", None, JANEE) for _ in range(3)]
    program = program_of([lost, defined(core.Or((*reads, feit("z"))), JANEE)])
    compiled = Compiled(program, patient=True)
    case = compiled.case(DAY, {"z": True})

    assert compiled.value("uit", case) is True
    assert compiled.value("lost", case) is None
    assert len(case.mislukt) == 1


def test_siblings_with_one_value_need_one_that_works():
    rules = node("een", feit("x"), number(1)), node("twee", feit("y"), number(1))

    for x, y, expected in ((True, None, 1), (None, True, 1), (False, False, None)):
        known = {name: one for name, one in (("x", x), ("y", y)) if one is not None}
        program = program_of([ruled(*rules)])
        assert compared(program, Case(DAY, facts(**known))).native == 1
        assert gives(ruled(*rules), **known) == (None if x is None else expected)


def test_siblings_that_contradict_are_handed_over():
    rules = node("een", feit("x"), number(1)), node("twee", feit("y"), number(2))

    assert gives(ruled(*rules), x=True, y=True) is None
    assert gives(ruled(*rules), x=True, y=False) == 1
    assert gives(ruled(*rules, above={"twee": frozenset({"een"})}), x=True, y=True) == 1
    assert gives(ruled(*rules, above={"twee": frozenset({"een"})}), x=False, y=True) == 2


@pytest.mark.parametrize(("together", "expected"), [("som", 3), ("hoogste", 2), ("laagste", 1)])
def test_siblings_that_work_together(together, expected):
    rules = node("een", feit("x"), number(1)), node("twee", feit("y"), number(2))

    assert gives(ruled(*rules, together=together), x=True, y=True) == expected
    assert gives(ruled(*rules, together=together, default=number(9)), x=False, y=False) == 9


def test_an_exception_gives_instead_or_sets_aside():
    instead = node("anders", feit("x"), number(2))
    aside = node("weg", feit("y"), None)
    rule = node("een", JA, number(1), instead, aside)

    assert gives(ruled(rule, default=number(0)), x=False, y=False) == 1
    assert gives(ruled(rule, default=number(0)), x=True, y=False) == 2
    assert gives(ruled(rule, default=number(0)), x=True, y=True) == 0
    assert gives(ruled(node("leeg", JA, None)), x=True) is None
    assert gives(ruled()) is None


@pytest.mark.parametrize("together", [None, "som"])
def test_steps_build_on_the_value_before(together):
    lower = node("lager", feit("x"), core.Arithmetic("sub", core.Previous(GETAL), number(1)))
    more = node("meer", feit("y"), core.Arithmetic("add", core.Previous(GETAL), number(5)))
    aside = node("weg", feit("z"), None)
    stages = (core.Stage("eerst", (lower, more)), core.Stage("dan", (aside,)))
    outcome = ruled(node("een", JA, number(10)), stages=stages, together=together)

    assert gives(outcome, x=True, y=False, z=False) == 9
    assert gives(outcome, x=True, y=True, z=False) == (14 if together else None)
    assert gives(outcome, x=False, y=False, z=True) is None


# ---------------------------------------------------------------- lists


THINGS = tuple(RecordId("dingen", f"nr{number}") for number in range(3))


def summed(kind, **rest):
    body = core.Field("d", "waarde", GELD)
    share = core.Field("d", "deel", DEEL)
    given = {"sum": share, "highest": share, "lowest": body, "only": body}.get(kind)
    empty = number(0) if kind in ("highest", "lowest") else None
    where = core.Compare("gt", body, number(1))
    return core.Aggregate(
        kind, "dingen", (core.Listed("dingen", DINGEN),), "d", where, given, empty
    )


@pytest.mark.parametrize("kind", ["sum", "count", "any", "all", "highest", "lowest"])
@pytest.mark.parametrize("size", [0, 1, 3])
def test_lists_are_gone_through(kind, size):
    type_ = JANEE if kind in ("any", "all") else GETAL
    alle = attrs.evolve(summed("all"), where=None)
    assert gives(defined(alle, JANEE)) is None
    program = program_of([defined(summed(kind), type_)])
    values = {
        Leaf("gegeven", "dingen", record, field): value
        for place, record in enumerate(THINGS[:size])
        for field, value in (("waarde", 2 * place), ("deel", Fraction(place, 2)))
    }
    case = Case(DAY, values, {"dingen": Records(THINGS[:size])})

    tally = compared(program, case)

    assert (tally.native, tally.differing) == (1, [])
    partly = Case(DAY, values, {"dingen": Records(THINGS[:size], complete=False)})
    assert compared(program, partly).native == 0


def test_a_case_with_a_number_that_is_not_whole_is_handed_over():
    program = program_of([defined(feit("geld", GELD))])

    assert compared(program, Case(DAY, facts(geld=Fraction(1, 2)))).compared == 0
    assert compared(program, Case(DAY, {Leaf("oordeel", "x"): Fraction(1, 2)})).compared == 0
    assert compared(program, Case(DAY, facts(geld=True))).compared == 0
    stray = Leaf("gegeven", "dingen", RecordId("dingen", "nergens"), "waarde")
    assert compared(program_of([defined(summed("sum"))]), Case(DAY, {stray: 1})).compared == 1
    odd = Leaf("gegeven", "dingen")
    assert (
        compared(program_of([defined(summed("sum"))]), Case(DAY, {odd: Fraction(1)})).compared == 0
    )


def test_the_value_of_the_day_counts():
    program = program_of([defined(feit("geld", GELD))])
    course = {Leaf("gegeven", "geld"): (Period(DAY, DAY + timedelta(days=1), 5),)}

    assert compared(program, Case(DAY, courses=course)).native == 1
    assert compared(program, Case(DAY - timedelta(days=1), courses=course)).native == 0


# ---------------------------------------------------------------- the source


def test_what_is_not_in_the_program_stops():
    stray = core.Field("nergens", "waarde", GELD)
    judged = core.Judged("oordeel", "nergens", JANEE)
    months = core.OverMonths("count", JA, "before", 12, core.ReferenceDate(), GETAL)
    read, previous = core.Read("niets", None, GETAL), core.Previous(GETAL)
    for expr in (stray, judged, read, previous, months, core.Expr()):
        assert Compiled(program_of([])).holds(expr, Compiled(program_of([])).case(DAY, {})) is None


def test_conditions_that_look_at_records_do_not_get_in_each_others_way():
    compiled = Compiled(program_of([defined(JA, JANEE)]))
    listed = (core.Listed("dingen", DINGEN),)
    body = core.Field("d", "waarde", GELD)
    few, many = (
        core.Compare("lt", core.Aggregate("sum", "dingen", listed, "d", None, body, None), limit)
        for limit in (core.Constant(10, GELD), core.Constant(100, GELD))
    )
    some = core.Aggregate(
        "any", "dingen", listed, "d", core.Compare("gt", body, number(5)), None, None
    )
    case = compiled.case(DAY, {}, {"dingen": (Deel({"waarde": 50}),)})

    for _ in range(2):
        assert [compiled.holds(one, case) for one in (few, many, some)] == [False, True, True]


def test_a_condition_is_made_once():
    compiled = Compiled(program_of([defined(feit("x"), JANEE)]))
    condition = core.Not(core.Read("uit", None, JANEE))

    assert compiled.holds(condition, compiled.case(DAY, {"x": False})) is True
    assert compiled.holds(condition, compiled.case(DAY, {"x": True})) is False


def test_nothing_of_a_policy_is_pasted():
    evil = 'x"); import os #\n'
    rules = (
        node(evil, core.Compare("eq", feit(evil, Keuze((evil,))), core.Constant(evil, JANEE)), JA),
    )
    program = program_of([core.Definition(evil, JANEE, rules=rules, published=True)])
    compiled = Compiled(program)

    assert compiled.value(evil, compiled.case(DAY, {evil: evil})) is True
    printed = printed_python(compiled, [evil], [evil], lambda _: evil)
    assert not any(isinstance(one, ast.Import) for one in ast.walk(ast.parse(printed)))


def test_generated_code_can_reach_nothing_else():
    compiled = Compiled(program_of([defined(number(1))]))

    assert compiled.value("uit", compiled.case(DAY, {})) == 1
    assert compiled._space["__builtins__"] == {}


def test_what_is_printed_runs_and_gives_the_same():
    rule = node("een", core.Compare("gt", feit("geld", GELD), DATED), core.Read("los", None, GETAL))
    program = program_of([defined(number(7), name="los"), ruled(rule, default=number(0))])
    compiled = Compiled(program)

    printed = printed_python(compiled, ["uit"], ["Proef"], lambda _: "hier")

    space = {}
    exec(compile(printed, "gedrukt", "exec"), space)
    case = compiled.case(DAY, {"geld": 5})
    (called,) = (name for name in space if name.endswith("_uit"))
    assert space[called](case) == compiled.value("uit", case) == 7
    assert printed.index("_los(zaak):") < printed.index("_uit(zaak):")
    assert "# definitie uit (hier)" in printed


def test_what_is_used_is_imported_on_lines_that_fit():
    kinds = [core.Round(feit("geld", GELD), mode, 3) for mode in ("half", "up", "down")]
    kinds += [
        core.Bound(feit("deel", DEEL), number(1), None),
        core.Arithmetic("div", feit("deel", DEEL), feit("geld", GELD)),
    ]
    expressions = [*kinds, summed("only"), core.Arithmetic("mul", DATED, DATED)]
    rules = [node(f"regel {place}", feit("x"), one) for place, one in enumerate(expressions)]
    stage = core.Stage("stap", (node("lager", feit("x"), core.Previous(GETAL)),))
    kleur = feit("kleur", KLEUR)
    table = [
        node(f"rij {place}", core.Compare("eq", kleur, core.Constant(one, KLEUR)), number(place))
        for place, one in enumerate(("rood", "wit", "geel"))
    ]
    twice = core.Arithmetic("add", core.Read("uit4", None, GETAL), core.Read("uit", None, GETAL))
    definitions = [
        attrs.evolve(ruled(*table), name="uit4"),
        defined(twice, name="uit5"),
        ruled(*rules, together="som", stages=(stage,)),
        attrs.evolve(ruled(*rules, together="hoogste"), name="uit2"),
        attrs.evolve(deviating("hoger", 9), name="uit3"),
    ]
    compiled = Compiled(program_of(definitions))

    printed = printed_python(
        compiled, ["uit", "uit2", "uit3", "uit4", "uit5"], [], lambda _: "hier"
    )

    exec(compile(printed, "gedrukt", "exec"), {})
    assert all(len(line) <= WIDTH for line in printed.splitlines())
    assert "import (" in printed
    assert set(NAMES) > {"LEEG", "afgerond"}


def test_many_threads_make_the_same():
    definitions = [defined(number(0), name="d0")]
    for place in range(1, 200):
        read = core.Read(f"d{place - 1}", None, GETAL)
        definitions.append(defined(core.Arithmetic("add", read, number(1)), name=f"d{place}"))
    compiled = Compiled(program_of(definitions))

    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda _: compiled.value("d199", compiled.case(DAY, {})), range(64))]

    assert found == [199] * 64


def test_a_chain_longer_than_python_can_call_is_handed_over():
    definitions = [defined(number(0), name="d0")]
    for place in range(1, 3_000):
        read = core.Read(f"d{place - 1}", None, GETAL)
        definitions.append(defined(core.Arithmetic("add", read, number(1)), name=f"d{place}"))
    compiled = Compiled(program_of(definitions))

    assert compiled.value("d2999", compiled.case(DAY, {})) is None


def test_of_no_conditions_all_hold_and_none_does():
    compiled = Compiled(program_of([]))

    assert compiled.holds(core.And(()), compiled.case(DAY, {})) is True
    assert compiled.holds(core.Or(()), compiled.case(DAY, {})) is False
