"""What each expression is worth, known, unknown and in between."""

from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Datum, JaNee, Keuze, Lijst, SoortType, Veldtype
from maatwerk_rules.model.unknown import JA, JA_OF_NEE, NEE, Choices, Interval, Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.evaluate import evaluate
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.core_strategies import program_of

JANEE, GETAL, DAG = JaNee(), Aantal(van=0, tot=10), Datum(date(2026, 1, 1), date(2026, 12, 31))
KLEUR = Keuze(("rood", "wit"))
LIJST = Lijst(SoortType("ding", (Veldtype("waarde", GETAL), Veldtype("vlag", JANEE))), 3)
WERKT, VAST = core.Fact("werkt", JANEE), core.Fact("vast", JANEE)
LOON = core.Fact("loon", GETAL)
TODAY = date(2026, 3, 1)
YEARS = Datum(date(2025, 1, 1), date(2026, 12, 31))


def ja(value=True):
    return core.Constant(value, JANEE)


def number(value):
    return core.Constant(value, GETAL)


def day(*ymd):
    return core.Constant(date(*ymd), Datum())


def fact(name):
    return Leaf("gegeven", name)


def worth(expr, values=None, lists=None, others=()):
    """Return the step of an expression in a case with these facts."""
    definition = core.Definition("proef", GETAL, expression=expr)
    case = Case(TODAY, {fact(k): v for k, v in (values or {}).items()}, lists or {})
    found = Reckoning(program_of([*others, definition]), case).result("proef").rounds[0].expression
    assert found.settled is not bool(found.missing)
    return found


def names(step):
    return sorted(str(leaf) for leaf in step.missing)


def test_a_constant_and_the_peildatum_are_known():
    assert worth(number(3)).value == Interval(3, 3)
    assert worth(core.ReferenceDate()).value == Interval(TODAY, TODAY)


def test_an_unknown_fact_is_all_its_type_allows():
    step = worth(LOON)

    assert step.value == Interval(0, 10)
    assert names(step) == ["loon"]
    assert worth(LOON, {"loon": 4}).value == Interval(4, 4)


def test_a_type_of_one_value_misses_nothing():
    assert worth(core.Fact("een", Aantal(van=1, tot=1))).missing == frozenset()


def test_an_expression_without_meaning_is_our_own_bug():
    with pytest.raises(TypeError, match="no meaning for Expr"):
        worth(core.Expr())


@pytest.mark.parametrize(
    ("expr", "nothing_known", "first_nee", "first_ja"),
    [
        (core.Not(WERKT), JA_OF_NEE, JA, NEE),
        (core.And((WERKT, VAST)), JA_OF_NEE, NEE, JA_OF_NEE),
        (core.And((WERKT, ja(False))), NEE, NEE, NEE),
        (core.Or((WERKT, VAST)), JA_OF_NEE, JA_OF_NEE, JA),
        (core.Or((WERKT, ja())), JA, JA, JA),
        (core.AtLeast(1, 1, (WERKT, VAST)), JA_OF_NEE, JA_OF_NEE, JA_OF_NEE),
        (core.AtLeast(2, None, (WERKT, VAST)), JA_OF_NEE, NEE, JA_OF_NEE),
        (core.AtLeast(0, 0, (WERKT, ja())), NEE, NEE, NEE),
        (core.Gate(WERKT, VAST), JA_OF_NEE, NEE, JA_OF_NEE),
        (core.Gate(WERKT, ja(False)), NEE, NEE, NEE),
        (core.Compare("eq", WERKT, ja()), JA_OF_NEE, NEE, JA),
    ],
)
def test_truth_in_three_values(expr, nothing_known, first_nee, first_ja):
    assert worth(expr).value == nothing_known
    assert worth(expr, {"werkt": False}).value == first_nee
    assert worth(expr, {"werkt": True}).value == first_ja


def test_a_gate_asks_the_first_part_first():
    gate = core.Gate(WERKT, VAST)

    assert names(worth(gate)) == ["werkt"]
    assert names(worth(gate, {"werkt": True})) == ["vast"]
    assert names(worth(gate, {"vast": True})) == ["werkt"]


def test_arithmetic_keeps_intervals_and_is_exact():
    three = number(3)

    assert worth(core.Arithmetic("add", LOON, three)).value == Interval(3, 13)
    assert worth(core.Arithmetic("sub", three, LOON)).value == Interval(-7, 3)
    assert worth(core.Arithmetic("mul", LOON, three)).value == Interval(0, 30)
    assert worth(core.Arithmetic("div", three, number(2))).value.only == Fraction(3, 2)


def test_nothing_is_asked_when_it_cannot_matter():
    nil = core.Arithmetic("mul", LOON, number(0))

    assert worth(nil).value == Interval(0, 0)
    assert worth(core.Compare("lt", LOON, number(11))).value == JA


def test_bounds_keep_a_value_within():
    assert worth(core.Bound(LOON, number(2), number(6))).value == Interval(2, 6)
    assert worth(core.Bound(LOON, None, number(6))).value == Interval(0, 6)
    assert worth(core.Bound(LOON, number(2), None)).value == Interval(2, 10)


def test_rounding_follows_the_written_mode():
    half = core.Arithmetic("div", LOON, number(-2))

    assert worth(core.Round(half, "half", 1), {"loon": 5}).value.only == -3
    assert worth(core.Round(half, "up", 1), {"loon": 5}).value.only == -2
    assert worth(core.Round(half, "half", 1)).value == Interval(-5, 0)


def test_a_choice_keeps_the_branches_that_can_come():
    choose = core.Choose(((WERKT, number(1)), (VAST, number(5))), number(9))

    assert worth(choose).value == Interval(1, 9)
    assert worth(choose, {"werkt": True}).value == Interval(1, 1)
    assert worth(choose, {"werkt": False}).value == Interval(5, 9)
    assert worth(choose, {"werkt": False, "vast": True}).value == Interval(5, 5)
    assert names(worth(choose, {"vast": True})) == ["werkt"]


AMOUNT = ((date(2026, 1, 1), 7), (date(2026, 7, 1), 8))


def test_a_dated_amount_is_that_of_the_date():
    dated = core.Dated("grens", core.Fact("dag", DAG), AMOUNT, date(2027, 1, 1), GETAL)

    assert worth(dated).value == Interval(7, 8)
    assert names(worth(dated)) == ["dag"]
    assert worth(dated, {"dag": date(2026, 6, 30)}).value == Interval(7, 7)
    assert worth(dated, {"dag": date(2026, 7, 1)}).value == Interval(8, 8)


def test_outside_its_dates_an_amount_is_unknown():
    early = core.Dated("grens", day(2025, 12, 31), AMOUNT, None, GETAL)
    late = core.Dated("grens", day(2027, 1, 1), AMOUNT, date(2027, 1, 1), GETAL)
    partly = core.Dated("grens", core.Fact("dag", DAG), AMOUNT, date(2026, 12, 31), GETAL)
    fixed = core.Dated("grens", day(2025, 1, 1), AMOUNT, None, Aantal(van=7, tot=7))

    assert [str(leaf) for leaf in worth(early).missing] == ["grens"]
    assert worth(early).value == Interval(0, 10)
    assert names(worth(late)) == ["grens"]
    assert names(worth(partly)) == ["dag", "grens"]
    assert names(worth(fixed)) == []


def test_amount_is_unknown_from_the_day_on_which_its_sources_no_longer_agree():
    entries = ((date(2025, 1, 1), 5), (date(2025, 7, 1), None), (date(2026, 1, 1), 7))
    before, within, after, partly = (
        core.Dated("grens", on, entries, None, GETAL)
        for on in (day(2025, 6, 30), day(2025, 7, 1), day(2026, 1, 1), core.Fact("dag", YEARS))
    )

    assert worth(before).value == Interval(5, 5)
    assert worth(after).value == Interval(7, 7)
    assert names(worth(within)) == ["grens"]
    assert names(worth(partly)) == ["dag", "grens"]


def test_an_unfilled_value_names_itself():
    step = worth(core.Unfilled("verlaging", "verordening", GETAL))

    assert {leaf.kind for leaf in step.missing} == {"invulling"}


def test_age_and_days_between_count_from_both_ends():
    birth = core.Fact("geboren", Datum(date(2000, 1, 1), date(2010, 1, 1)))

    assert worth(core.Age(birth, core.ReferenceDate())).value == Interval(16, 26)
    assert worth(core.Age(day(2008, 2, 29), core.ReferenceDate())).value.only == 18
    assert worth(core.Age(day(2008, 2, 29), day(2026, 2, 28))).value.only == 17
    assert worth(core.DaysBetween(core.ReferenceDate(), day(2026, 2, 1))).value.only == 28
    assert worth(core.DaysBetween(core.Fact("dag", DAG), core.ReferenceDate())).value == Interval(
        -59, 305
    )


def test_the_first_of_a_month_is_known_where_only_the_month_is():
    march = core.Fact("dag", Datum(date(2026, 3, 5), date(2026, 3, 31)))
    open_day = core.Fact("dag", Datum(date(2026, 1, 31), date(2026, 3, 1)))

    assert worth(core.MonthStart(march)).value.only == date(2026, 3, 1)
    assert names(worth(core.MonthStart(march))) == []
    assert worth(core.MonthStart(open_day)).value == Interval(date(2026, 1, 1), date(2026, 3, 1))
    assert names(worth(core.MonthStart(open_day))) == ["dag"]


def test_dates_shift_forward_and_back():
    months = core.Fact("maanden", Aantal(van=0, tot=1))
    shift = core.Shift(day(2026, 1, 31), months, "maand", "later", 1)
    back = core.Shift(day(2026, 3, 31), months, "maand", "eerder", -1)

    assert worth(shift).value == Interval(date(2026, 1, 31), date(2026, 3, 1))
    assert worth(back).value == Interval(date(2026, 2, 28), date(2026, 3, 31))


# Lists.

A, B = RecordId("dingen", "a"), RecordId("dingen", "b")
WAARDE = core.Field("d", "waarde", GETAL)
VLAG = core.Field("d", "vlag", JANEE)


def aggregate(kind, where=None, body=None, empty=None):
    return core.Aggregate(kind, "dingen", (core.Listed("dingen", LIJST),), "d", where, body, empty)


def of_list(expr, fields=(), complete=True, records=(A, B)):
    definition = core.Definition("proef", GETAL, expression=expr)
    values = {Leaf("gegeven", "dingen", one, name): value for one, name, value in fields}
    lists = {} if records is None else {"dingen": Records(records, complete)}
    case = Case(TODAY, values, lists)
    return Reckoning(program_of([definition]), case).result("proef").rounds[0].expression


KNOWN = [(A, "waarde", 2), (A, "vlag", True), (B, "waarde", 5), (B, "vlag", False)]


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (aggregate("sum", None, WAARDE), 7),
        (aggregate("sum", VLAG, WAARDE), 2),
        (aggregate("count", VLAG), 1),
        (aggregate("highest", None, WAARDE, number(0)), 5),
        (aggregate("lowest", None, WAARDE, number(0)), 2),
        (aggregate("highest", VLAG, WAARDE, number(0)), 2),
        (aggregate("any", VLAG), True),
        (aggregate("all", VLAG), False),
    ],
)
def test_aggregates_of_known_records(expr, expected):
    step = of_list(expr, KNOWN)

    assert step.value.only == expected
    assert step.missing == frozenset()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("sum", 0), ("count", 0), ("highest", 9), ("lowest", 9), ("any", False), ("all", True)],
)
def test_aggregates_of_an_empty_list(kind, expected):
    where = VLAG if kind in ("count", "any", "all") else None
    step = of_list(aggregate(kind, where, WAARDE, number(9)), records=())

    assert step.value.only == expected


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (aggregate("sum", None, WAARDE), Interval(7, 17)),
        (aggregate("sum", ja(False), WAARDE), Interval(0, 0)),
        (aggregate("count", VLAG), Interval(1, 2)),
        (aggregate("count", ja(False)), Interval(0, 0)),
        (aggregate("highest", None, WAARDE, number(0)), Interval(5, 10)),
        (aggregate("lowest", VLAG, WAARDE, number(0)), Interval(0, 2)),
        (aggregate("highest", ja(False), WAARDE, number(3)), Interval(3, 3)),
        (aggregate("any", VLAG), JA),
        (aggregate("all", VLAG), NEE),
        (aggregate("all", ja()), JA),
    ],
)
def test_a_list_that_may_hold_more(expr, expected):
    assert of_list(expr, KNOWN, complete=False).value == expected


def test_a_list_that_was_not_asked_is_what_is_missing():
    step = of_list(aggregate("sum", VLAG, WAARDE), records=None)

    assert step.value == Interval(0, 30)
    assert step.missing == {Leaf("gegeven", "dingen")}
    assert of_list(aggregate("any", VLAG), records=None).value == JA_OF_NEE
    assert of_list(aggregate("all", VLAG), records=None).value == JA_OF_NEE


def test_a_full_list_holds_no_more():
    third = RecordId("dingen", "c")
    step = of_list(aggregate("count", ja()), complete=False, records=(A, B, third))

    assert step.value == Interval(3, 3)


def test_an_unknown_field_of_a_record_is_missing():
    step = of_list(aggregate("sum", VLAG, WAARDE), KNOWN[:2])

    assert step.value == Interval(2, 12)
    assert names(step) == ["vlag voor b", "waarde voor b"]


def test_extremes_of_records_that_may_take_part():
    fields = [(A, "waarde", 2), (B, "waarde", 5), (B, "vlag", False)]

    assert of_list(aggregate("highest", VLAG, WAARDE, number(1)), fields).value == Interval(1, 2)


def test_a_judgement_per_record_names_the_record_or_the_list():
    judged = aggregate("any", core.Judged("nodig", "d", JANEE))

    assert names(of_list(judged)) == ["nodig voor a", "nodig voor b"]
    assert names(of_list(judged, records=None)) == ["dingen"]


# Reading other definitions.


def contrary(name, record=None):
    rules = (core.Node("een", ja(), ja()), core.Node("ander", ja(), ja(False)))
    return core.Definition(name, JANEE, record, rules=rules)


def test_who_reads_a_contradiction_reads_an_unknown():
    step = worth(core.Read("twist", None, JANEE), others=[contrary("twist")])

    assert step.value == JA_OF_NEE
    assert step.missing == {Leaf("uitkomst", "twist")}


def test_who_reads_what_no_rule_decides_reads_an_unknown():
    rule = core.Node("regel", WERKT, number(3))
    gap = core.Definition("gat", GETAL, rules=(rule,))
    read = core.Read("gat", None, GETAL)

    assert worth(read, {"werkt": True}, others=[gap]).value == Interval(3, 3)
    assert worth(read, {"werkt": False}, others=[gap]).missing == {Leaf("uitkomst", "gat")}
    assert names(worth(read, others=[gap])) == ["werkt"]
    assert worth(read, others=[gap]).value == Interval(0, 10)


def test_a_contradiction_on_a_record_names_the_record_or_the_list():
    definition = contrary("twist", "ding")
    expr = aggregate("any", core.Read("twist", "d", JANEE))
    program = program_of([definition, core.Definition("proef", JANEE, expression=expr)])

    listed = Reckoning(program, Case(TODAY, {}, {"dingen": Records((A,))})).result("proef")
    unlisted = Reckoning(program, Case(TODAY)).result("proef")

    assert listed.missing == {Leaf("uitkomst", "twist", A)}
    assert unlisted.missing == {Leaf("gegeven", "dingen")}


def test_options_of_a_keuze():
    kleur = core.Fact("kleur", KLEUR)

    assert worth(kleur).value == Choices(frozenset(("rood", "wit")))
    assert worth(core.Compare("ne", kleur, core.Constant("rood", KLEUR))).value == JA_OF_NEE


def test_every_expression_has_a_meaning():
    kinds = [kind for kind in vars(core).values() if isinstance(kind, type)]
    fallback = evaluate.dispatch(object)

    unread = [
        kind
        for kind in kinds
        if issubclass(kind, core.Expr)
        and kind is not core.Expr
        and evaluate.dispatch(kind) is fallback
    ]

    assert unread == []
