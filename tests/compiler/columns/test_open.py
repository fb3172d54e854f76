"""Small programs in rows with gaps: each is what the evaluator says, or is left to it."""

from datetime import date
from fractions import Fraction

import attrs
import numpy as np
import pytest

from maatwerk_rules.compiler.columns import open_kernel
from maatwerk_rules.compiler.columns.numpy_kernel import Input
from maatwerk_rules.compiler.columns.open_expressions import Reader, unknown
from maatwerk_rules.compiler.columns.open_kernel import OpenKernel
from maatwerk_rules.compiler.columns.open_masks import NO, NOTHING, YES, within
from maatwerk_rules.compiler.columns.plan import JA as TRUTH
from maatwerk_rules.compiler.columns.plan import Op
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, Keuze, Percentage
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.open_comparing import compare
from tests.compiler.columns.small import (
    DATED,
    DING,
    DINGEN,
    EEN,
    GELD,
    GETAL,
    JA,
    JANEE,
    KLEUR,
    PARTS,
    case,
    defined,
    feit,
    node,
    number,
    ruled,
)

N = Aantal(van=1, tot=9)
JAREN = Datum(date(1940, 1, 1), date(2026, 2, 1))


def said(definition, cases, *others):
    """Compare all cases together and each by itself; return of how many all was said."""
    program = program_of([*others, definition])
    kernel = OpenKernel(plan_of(program, [definition.name]))
    tally = compare(kernel, program, cases)
    assert tally.differing == []
    assert tally.compared >= len(cases)
    for one in cases:
        assert compare(kernel, program, [one]).differing == []
    return tally.said


def two(kind, left, right):
    return core.Arithmetic(kind, left, right)


MONEY = [case(geld=7, n=3), case(geld=-8), case(n=2), case(geld=0), case()]
QUOTIENT = two("div", feit("geld", Bedrag(van=-100, tot=1000)), feit("n", N))
OTHER = two("div", feit("meer", Bedrag(van=0, tot=50)), feit("m", N))


@pytest.mark.parametrize("mode", ["half", "up", "down"])
@pytest.mark.parametrize("unit", [1, 10, Fraction(1, 2)])
def test_a_quotient_is_rounded_with_every_divisor_that_is_possible(mode, unit):
    for quotient in (
        QUOTIENT,
        two("mul", QUOTIENT, number(-3)),
        two("mul", QUOTIENT, feit("keer", Aantal(van=-2, tot=3))),
        two("div", QUOTIENT, two("div", feit("meer", N), feit("m", N))),
        two("div", feit("geld", Bedrag(van=-100, tot=100)), two("sub", number(0), feit("n", N))),
    ):
        cases = [attrs.evolve(one, values={**one.values}) for one in MONEY]
        assert said(defined(core.Round(quotient, mode, unit)), cases) >= 3


def test_a_divisor_that_comes_in_twice_or_may_be_nil_is_left_to_the_evaluator():
    cases = [*MONEY, case(geld=4, n=2, meer=3, m=3), case(geld=0, meer=5)]
    total = core.Round(two("add", QUOTIENT, OTHER), "half", 1)
    nil = core.Round(two("div", feit("g", GELD), feit("k", Aantal(van=-1, tot=2))), "half", 1)

    assert said(defined(total), cases) == 1
    assert said(defined(nil), [case(g=4, k=2), case(g=4, k=0), case(g=4)]) == 1


@pytest.mark.parametrize("operator", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_quotients_are_compared_without_dividing(operator):
    settled_quotient = [case(geld=0, grens=2), case(geld=0, n=2), case(geld=0)]
    cases = [*MONEY, *settled_quotient, case(geld=20, grens=2), case(geld=20, n=9, grens=3)]
    for right in (feit("grens", Aantal(van=-3, tot=5)), OTHER):
        expression = core.Compare(operator, QUOTIENT, right)

        assert said(defined(expression, JANEE), cases) >= 4


def test_what_may_leave_64_bits_is_left_to_the_evaluator():
    large = feit("groot", Bedrag())
    cases = [case(groot=5, deel=1), case(deel=1), case(groot=10**12), case()]
    product = two("mul", large, feit("deel", Percentage(van=-5, tot=5)))
    total = two("mul", number(1000), large)
    for _ in range(2):
        total = two("add", total, total)
    rounded = core.Round(product, "half", 1)

    assert said(defined(rounded), cases) == 4
    assert said(defined(core.Round(two("mul", large, product), "half", 1)), cases) == 1
    by = two("div", product, feit("n", Aantal(van=-1, tot=2)))
    assert said(defined(core.Round(by, "half", 1)), [*cases, case(groot=9, deel=2, n=2)]) == 1
    assert said(defined(total), cases) == 2
    assert said(defined(two("sub", number(0), total)), cases) == 2
    assert said(defined(two("mul", number(10**4), large)), cases) == 2
    assert said(defined(two("add", large, number(1))), [case(groot=10**15), case(groot=1)]) == 1
    odd = feit("deel", Percentage(van=Fraction(1, 3), tot=1))
    assert said(defined(odd, Percentage()), [case(deel=Fraction(1, 2)), case()]) == 1


def test_changes_that_may_leave_64_bits_are_left_to_the_evaluator():
    large = feit("groot", Bedrag())
    stage = core.Stage(
        "stap",
        tuple(
            node(f"erbij{place}", feit(f"p{place}"), two("mul", core.Previous(GELD), number(40)))
            for place in range(2)
        ),
    )
    definition = ruled(
        node("een", JA, two("mul", large, number(40))),
        type=GELD,
        together="som",
        stages=(stage, stage),
    )
    cases = [case(groot=1, p0=True, p1=True), case(p0=True, p1=True), case(groot=2), case()]

    assert said(definition, cases) >= 2


def test_dates_with_gaps():
    birth, day = feit("geboren", JAREN), feit("dag", Datum(date(2026, 1, 30), date(2026, 3, 2)))
    cases = [
        case(geboren=date(2000, 2, 29), dag=date(2026, 2, 28), n=1),
        case(geboren=date(2000, 2, 29)),
        case(dag=date(2026, 1, 31)),
        case(n=3),
        case(),
    ]
    for expression, type_ in (
        (core.Age(birth, day), GETAL),
        (core.Age(birth, core.ReferenceDate()), GETAL),
        (core.DaysBetween(day, birth), GETAL),
        (core.MonthStart(day), Datum()),
        *(
            (core.Shift(day, feit("n", N), unit, pick, sign), Datum())
            for unit, pick in (
                ("dag", None),
                ("week", None),
                ("maand", "later"),
                ("jaar", "eerder"),
            )
            for sign in (1, -1)
        ),
        (attrs.evolve(DATED, on=day), GETAL),
    ):
        assert said(defined(expression, type_), cases) == len(cases)


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2025, 8, 1), date(2026, 3, 1)])
def test_dated_amounts_on_days_that_are_not_known(day):
    first = Datum(date(2025, 3, 1), date(2025, 5, 1))
    for type_ in (first, Datum(date(2024, 3, 1), date(2025, 5, 1)), Datum(day, date(2026, 9, 1))):
        dated = attrs.evolve(DATED, on=feit("dag", type_))
        cases = [case(day=day), case(day=day, dag=type_.tot)]
        certain = attrs.evolve(dated, entries=(DATED.entries[0], *DATED.entries[2:]), until=None)

        assert said(defined(dated), cases) == 2
        assert said(defined(certain), cases) == 2
    exact = attrs.evolve(DATED, type=Percentage(van=Fraction(1, 7), tot=1))
    assert said(defined(exact), [case(day=day)]) == (day.year == 2026)


def test_two_ends_miss_what_each_of_them_misses():
    span = Aantal(van=0, tot=5)
    part, low, high = feit("deel", span), feit("laag", Aantal(van=5, tot=9)), feit("hoog", N)
    cases = [case(laag=5), case(laag=5, hoog=3), case(deel=1), case(hoog=9), case()]
    ends = ((low, high), (low, None), (None, high))
    for one, other in ends:
        assert said(defined(core.Bound(part, one, other)), cases) == len(cases)
    two_of_rows = core.Bound(core.ReferenceDate(), feit("dag", JAREN), None)
    assert said(defined(two_of_rows, Datum()), [case()]) == 1


def test_choices_with_gaps():
    color = feit("kleur", KLEUR)
    rood, wit = (core.Constant(one, KLEUR) for one in ("rood", "wit"))
    branches = ((feit("x"), rood), (feit("y"), wit), (JA, color))
    chosen = core.Choose(branches, wit)
    cases = [
        *PARTS,
        *(
            attrs.evolve(one, values={**one.values, Leaf("gegeven", "kleur"): "wit"})
            for one in PARTS
        ),
    ]

    assert said(defined(chosen, KLEUR), cases) == len(cases)
    for operator in ("eq", "ne"):
        compared = core.Compare(operator, chosen, feit("andere", Keuze(("rood", "wit", "blauw"))))
        assert said(defined(compared, JANEE), cases) == len(cases)
    same = core.Compare("eq", feit("x"), core.Not(feit("y")))
    assert said(defined(same, JANEE), cases) == len(cases)


def test_choices_with_too_many_options_are_left_to_the_evaluator():
    many = Keuze(tuple(f"o{number}" for number in range(70)))
    leaf = feit("veel", many)
    first, last = core.Constant("o1", many), core.Constant("o69", many)
    cases = [case(veel="o1"), case(veel="o69"), case()]

    assert said(defined(core.Compare("eq", leaf, first), JANEE), cases) == 0
    assert said(defined(core.Compare("eq", first, last), JANEE), cases) == 3
    assert (
        said(
            defined(core.Or((core.Compare("eq", leaf, first), feit("x"))), JANEE),
            [case(x=True), case(x=False), case(veel="o1", x=True)],
        )
        == 2
    )
    some = attrs.evolve(many, opties=many.opties[:63])
    ranked = ruled(
        node("een", feit("x"), core.Constant("o1", some)),
        node("twee", feit("y"), core.Constant("o2", some)),
        type=some,
        order=some.opties,
        above={},
    )
    assert said(ranked, PARTS) == 0
    reader = defined(core.Compare("eq", core.Read("uit", None, some), first), JANEE, "lezer")
    assert said(reader, PARTS, ranked) == 0
    unruled = ruled(node("een", feit("x"), last), type=many)
    assert (
        said(
            attrs.evolve(reader, expression=core.Compare("eq", core.Read("uit", None, many), last)),
            [case(x=False), case()],
            unruled,
        )
        == 0
    )


def far_back(body):
    """Return what is left to the evaluator: so many months that may differ from each other."""
    today = core.ReferenceDate()
    always = core.Compare("eq", today, today)
    body = core.Choose(((always, body),), number(0))
    return core.OverMonths("sum", body, "before", 100, today, GELD)


def test_what_is_left_to_the_evaluator_does_not_matter_where_something_else_settles():
    months = far_back(feit("geld", GELD))
    over = core.Compare("gt", months, number(5))
    cases = [*PARTS, case(x=True, geld=5)]
    for expression, most in (
        (core.And((feit("x"), over)), 5),
        (core.Or((feit("x"), over)), 6),
        (core.Gate(feit("x"), over), 5),
        (core.Gate(over, feit("x")), 5),
        (core.AtLeast(1, None, (feit("x"), over)), 6),
        (core.Choose(((feit("x"), feit("y")),), over), 6),
    ):
        assert 3 <= said(defined(expression, JANEE), cases) <= most
    assert said(ruled(node("een", feit("x"), months), type=GELD), cases) >= 3
    assert said(ruled(node("een", feit("x"), number(1)), default=months), cases) >= 4
    inside = ruled(node("een", feit("x"), number(1), node("niet", over, None)))
    assert said(inside, cases) >= 3
    aside = core.Deviation(node("af", over, None), 1, True, frozenset({"een"}))
    assert said(ruled(node("een", feit("x"), number(1)), deviations=(aside,)), cases) == 0
    read = core.Read("tussen", None, GETAL)
    between = defined(core.Choose(((feit("x"), months),), number(2)), name="tussen")
    assert said(defined(read), cases, between) >= 3
    color = core.Choose(((over, core.Constant("rood", KLEUR)),), feit("kleur", KLEUR))
    picked = defined(color, KLEUR, "tussen")
    reader = core.Compare("eq", core.Read("tussen", None, KLEUR), core.Constant("wit", KLEUR))
    assert said(defined(reader, JANEE), cases, picked) == 0


# -------------------------------------------------------------------- records


def things(*records, complete=True, **facts):
    """Return a case with some things, each a mapping of its fields."""
    named = tuple(RecordId("dingen", f"ding{place}") for place in range(len(records)))
    one = case(lists={"dingen": Records(named, complete)}, **facts)
    values = {
        Leaf("gegeven", "dingen", record, field): value
        for record, fields in zip(named, records, strict=True)
        for field, value in fields.items()
    }
    return attrs.evolve(one, values={**one.values, **values})


LISTED = (core.Listed("dingen", DINGEN),)
VALUE, FLAG = core.Field("ding", "waarde", GELD), core.Field("ding", "vlag", JANEE)
THINGS = [
    things(),
    things(complete=False),
    things({"waarde": 5, "vlag": True}, {"waarde": 3}),
    things({"waarde": 5, "vlag": True}, {"vlag": False}, {}, complete=False),
    things({"vlag": False}, {"waarde": 9, "vlag": True}, y=True),
    things({}, {}, {}, {}, {}, complete=False),
    case(),
]


@pytest.mark.parametrize("kind", ["sum", "count", "highest", "lowest", "all", "any"])
def test_records_with_gaps(kind):
    where = None if kind == "all" else FLAG
    body = None if kind in ("all", "any", "count") else VALUE
    empty = feit("leeg", GELD) if kind in ("highest", "lowest") else None
    where = FLAG if kind == "all" else where
    found = core.Aggregate(kind, "dingen", LISTED, "ding", where, body, empty)
    type_ = JANEE if kind in ("all", "any") else GELD
    cases = [
        *THINGS,
        attrs.evolve(THINGS[2], values={**THINGS[2].values, Leaf("gegeven", "leeg"): 4}),
    ]

    assert said(defined(found, type_), cases) == len(cases)
    if body is not None:
        every = attrs.evolve(found, where=None)
        assert said(defined(every, type_), cases) == len(cases)


def test_records_of_which_something_is_left_to_the_evaluator():
    months = far_back(VALUE)
    over = core.Compare("gt", months, number(5))
    for kind in ("sum", "any", "highest"):
        body = VALUE if kind != "any" else None
        empty = number(0) if kind == "highest" else None
        where = core.And((FLAG, over))
        found = core.Aggregate(kind, "dingen", LISTED, "ding", where, body, empty)
        assert said(defined(found, JANEE if kind == "any" else GELD), THINGS) >= 1
    large = two("mul", VALUE, number(10**4))
    total = core.Aggregate("sum", "dingen", LISTED, "ding", None, large, None)
    assert said(defined(total, GELD), THINGS) >= 1


def test_definitions_of_records_with_gaps():
    each = ruled(node("een", FLAG, VALUE), type=GELD, default=number(2))
    each = attrs.evolve(each, name="elk", record="ding")
    read = core.Read("elk", "ding", GELD)
    total = core.Aggregate("sum", "dingen", LISTED, "ding", None, read, None)

    assert said(defined(total, GELD), THINGS, each) == len(THINGS)
    assert said(each, THINGS, defined(total, GELD, "som")) >= len(THINGS)
    mixed = attrs.evolve(each, default=feit("y", GELD))
    assert (
        said(
            mixed,
            [attrs.evolve(one, values={**one.values, Leaf("gegeven", "y"): 4}) for one in THINGS],
        )
        >= 2
    )


def test_a_choice_of_the_row_is_compared_for_each_record():
    rood, wit = (core.Constant(one, KLEUR) for one in ("rood", "wit"))
    own = core.Choose(((FLAG, rood),), wit)
    where = core.Compare("eq", feit("kleur", KLEUR), own)
    found = core.Aggregate("any", "dingen", LISTED, "ding", where, None, None)
    cases = [
        attrs.evolve(one, values={**one.values, Leaf("gegeven", "kleur"): "wit"}) for one in THINGS
    ]

    assert said(defined(found, JANEE), [*THINGS, *cases]) == 2 * len(THINGS)


def test_a_list_of_one_record_is_the_row():
    listed = (core.Listed("een", EEN),)
    total = core.Aggregate("sum", "een", listed, "ding", FLAG, VALUE, None)
    own = attrs.evolve(ruled(node("regel", FLAG, VALUE), type=GELD), record="ding", name="elk")
    record = RecordId("een", "een")
    known = [
        attrs.evolve(case(), values={Leaf("gegeven", "een", record, "vlag"): value})
        for value in (True, False)
    ]

    assert said(defined(total, GELD), [*known, case()]) == 3
    assert said(own, [*known, case()], defined(total, GELD, "som")) == 6


def test_rows_with_very_long_lists_are_left_to_the_evaluator(monkeypatch):
    monkeypatch.setattr(open_kernel, "MOST_RECORDS", 1)
    total = defined(core.Aggregate("sum", "dingen", LISTED, "ding", FLAG, VALUE, None), GELD)
    program = program_of([total])
    tally = compare(OpenKernel(plan_of(program, ["uit"])), program, THINGS)

    assert tally.differing == []
    assert tally.said == tally.compared == 3


# -------------------------------------------------------------------- rules


def test_more_rules_than_bits_contradict():
    rules = [node(f"regel{place}", feit(f"f{place}"), number(place % 3)) for place in range(70)]
    better = core.Deviation(node("af", feit("x"), number(9)), 1, True, replaces="regel1")
    cases = [case(f1=True, x=True, **{f"f{at}": False for at in range(2, 70)}, f0=False), case()]

    assert said(ruled(*rules), cases) == 2
    assert said(ruled(*rules, order="hoger", deviations=(better,)), cases) == 1


def test_siblings_that_are_compared_or_added_with_gaps():
    for way in ("som", "hoogste", "laagste"):
        rules = (
            node("een", feit("x"), feit("n", N)),
            node("twee", feit("y"), number(4)),
            node("drie", feit("z"), feit("m", N), node("weg", feit("y"), None)),
        )
        for order in ("hoger", "lager", None):
            up = core.Deviation(node("af", feit("z"), number(7)), 1, True, replaces="een")
            definition = ruled(*rules, together=way, order=order, deviations=(up,), default=None)
            assert said(definition, PARTS) == len(PARTS)


def test_an_unknown_condition_of_what_can_exist_is_no_refusal():
    fact = feit("x")
    program = program_of([defined(fact, JANEE)])
    program = attrs.evolve(program, admissible={"mag": core.Read("uit", None, JANEE)})
    kernel = OpenKernel(plan_of(program, ["uit"]))
    values = [np.array([True, False, False])]
    table = Input(3, values, [np.array([True, True, False])], np.int64(0), np.False_, {})
    ((rows, worked),) = kernel.run(table, [0], np.ones(3, bool))

    assert rows.tolist() == [0, 1, 2]
    assert worked.refused["mag"].tolist() == [False, True, False]
    assert worked.unclear is NO
    assert [*kernel.run(table, [0], np.zeros(3, bool))] == []


def test_an_operation_without_meaning_is_an_error():
    with pytest.raises(TypeError):
        Reader(None).val(Op(shape=TRUTH))


def test_a_truth_that_is_left_to_the_evaluator_may_be_both():
    found = unknown("ja")

    assert (found.of.ja, found.of.nee, found.odd) == (YES, YES, YES)


def test_nothing_is_missing_nowhere():
    missing = {("", -1, 0): np.uint64(1)}

    assert within(missing, YES) is missing
    assert within(missing, NO) is NOTHING
    assert DING.naam == "ding"
