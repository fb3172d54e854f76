"""Months, and records beside records, in rows with gaps: each is what the evaluator says."""

from datetime import date

import attrs
import pytest

from maatwerk_rules.compiler.columns.apart import Apart, plain
from maatwerk_rules.compiler.columns.machine import Machine
from maatwerk_rules.compiler.columns.numpy_kernel import Kernel
from maatwerk_rules.compiler.columns.open_kernel import OpenKernel
from maatwerk_rules.compiler.columns.plan import Months, walk
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Datum
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.compiler.columns.batches import batch_of, compared
from tests.compiler.columns.comparing import compare as compare_whole
from tests.compiler.columns.open_comparing import compare
from tests.compiler.columns.small import (
    DATED,
    DAY,
    DINGEN,
    EEN,
    GELD,
    GETAL,
    JA,
    JANEE,
    case,
    defined,
    feit,
    native,
    node,
    number,
    ruled,
)
from tests.compiler.columns.test_open import FLAG, LISTED, THINGS, VALUE, said, things

TODAY = core.ReferenceDate()
DAYS = [
    date(1, 1, 1),
    date(1, 2, 3),
    date(2025, 12, 31),
    DAY,
    date(2026, 1, 15),
    date(9999, 12, 31),
]
BORN = feit("geboren", Datum(date(1940, 1, 1), date(2026, 2, 1)))


def over(kind, body, window="before", months=3, day=TODAY):
    return core.OverMonths(kind, body, window, months, day, GETAL)


def on_days(*values):
    return [case(day, **each) for day in DAYS for each in values]


# -------------------------------------------------------------------- months that are alike


@pytest.mark.parametrize(("window", "months"), [("before", 3), ("before", 600), ("year", 12)])
def test_months_that_are_worth_the_same_are_so_many_times_one(window, months):
    worth = on_days({"geld": 7}, {"geld": -3}, {})
    truths = on_days({"x": True}, {"x": False}, {})
    third = core.Arithmetic("div", feit("geld", GELD), number(3))
    for body in (feit("geld", GELD), core.Round(third, "half", 1)):
        total = defined(over("sum", body, window, months), GELD)
        assert said(total, worth) == len(worth)
        assert native(total, worth) == 2 * len(DAYS)
    quotient = core.Arithmetic("div", feit("geld", GELD), feit("n", Aantal(van=1, tot=9)))
    cases = on_days({"geld": 7, "n": 3}, {"geld": 5})
    total = defined(core.Round(over("sum", quotient, window, months), "half", 1), GELD)
    assert said(total, cases) == len(cases)
    for kind in ("count", "run"):
        counted = defined(over(kind, feit("x"), window, months))
        assert said(counted, truths) == len(truths)
        assert native(counted, truths) == 2 * len(DAYS)


@pytest.mark.parametrize("daily", [False, True])
@pytest.mark.parametrize(("window", "months"), [("before", 30), ("year", 12)])
def test_machine_code_counts_months(window, months, daily):
    program = program_of([defined(over("count", feit("x"), window, months))])
    plan = plan_of(program, ["uit"])
    assert any(isinstance(op, Months) for op in walk(plan.definitions[0].expression))
    for day in DAYS:
        cases = [case(day, x=True), case(day, x=False), case(day)]
        if daily:
            cases += [case(other, x=True) for other in DAYS]
        decided = Machine(plan).decide(batch_of(plan, program, cases, masked=True, daily=daily))
        tally = compared(plan, program, cases, decided)
        assert tally.differing == []
        assert tally.native == len(cases) - 1


def test_months_before_a_day_that_is_open_are_left_to_the_evaluator():
    on = feit("toen", Datum(date(2020, 1, 1), date(2026, 1, 1)))
    cases = [case(x=True, toen=date(2024, 5, 6), geboren=date(2000, 1, 1)), case(x=True), case()]
    aged = core.Compare("ge", core.Age(BORN, TODAY), number(18))

    for body, count in ((feit("x"), 1), (aged, 1)):
        assert said(defined(over("count", body, day=on)), cases) == count


# -------------------------------------------------------------------- months that are not


VALUE_OF = feit("geld", GELD)
ADULT = core.Compare("ge", core.Age(BORN, TODAY), number(18))
BORN_THEN = [
    {"geboren": date(2008, 1, 2)}, {"geboren": date(2007, 12, 1)}, {"geboren": date(1990, 1, 1)},
    {"geboren": date(2020, 1, 1)}, {},
]  # fmt: skip


@pytest.mark.parametrize(("window", "months"), [("before", 4), ("year", 12)])
@pytest.mark.parametrize("kind", ["sum", "count", "run"])
def test_months_are_worth_what_they_are_on_their_day(kind, window, months):
    days = (date(2025, 12, 31), DAY, date(2026, 6, 15))
    cases = [case(day, **each) for day in days for each in BORN_THEN]
    for young in (ADULT, core.Not(ADULT), core.Or((ADULT, feit("x")))):
        body = core.Choose(((young, DATED),), number(1)) if kind == "sum" else young
        definition = defined(over(kind, body, window, months))
        assert said(definition, cases) == len(cases)
        plan = plan_of(program_of([definition]), ["uit"])
        assert any(isinstance(op, Apart) for op in plan.definitions[0].ops)
        assert not plan.definitions[0].native
    assert native(definition, cases) == 0
    program = program_of([definition])
    decided = Machine(plan).decide(batch_of(plan, program, cases[:5]))
    assert compared(plan, program, cases[:5], decided).native == 0


def test_many_months_that_differ_are_left_to_the_evaluator():
    cases = [case(**each) for each in BORN_THEN]

    assert said(defined(over("count", ADULT, months=61)), cases) == 0
    assert said(defined(over("count", ADULT, months=60)), cases) == len(cases)


EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)


def by_time(kind, window, months):
    """Return programs whose definition `laag` is another before and after February."""
    reads = over(kind, core.Read("laag", None, JANEE), window, months)
    low = [
        defined(feit("x"), JANEE, "laag"),
        defined(core.Or((feit("x"), ADULT)), JANEE, "laag"),
    ]
    return [program_of([each, defined(reads)]) for each in low]


@pytest.mark.parametrize(("window", "months"), [("before", 1), ("before", 4), ("year", 12)])
@pytest.mark.parametrize("kind", ["count", "run"])
def test_months_are_by_the_rules_of_their_day(kind, window, months):
    early, late = by_time(kind, window, months)
    timeline = [(EARLY, LATE, early), (LATE, None, late)]

    def on(day):
        return next((one for start, end, one in timeline if start <= day < (end or DAYS[-1])), None)

    cases = [
        case(day, **each, **also)
        for day in (LATE, DAY, date(2026, 7, 1))
        for each in BORN_THEN
        for also in ({"x": True}, {"x": False}, {})
    ]
    plan = plan_of(late, ["uit"], {}, timeline)
    tally = compare(OpenKernel(plan), late, cases, timeline=on)

    assert tally.differing == []
    assert tally.said == len(cases)
    assert len(plain(plan)) < len(plan.definitions)
    assert [one.era for one in plain(plan)] == [0] * len(plain(plan))
    for rows in ([one] for one in cases[::7]):
        assert compare(OpenKernel(plan), late, rows, timeline=on).differing == []


def test_what_hangs_on_no_day_is_worked_out_once_for_all_months():
    early, late = by_time("count", "year", 12)
    timeline = [(EARLY, LATE, early), (LATE, None, late)]
    plan = plan_of(late, ["uit"], {}, timeline)
    (op,) = [op for op in plan.definitions[-1].ops if hasattr(op, "eras")]

    assert [one.moves for one in op.eras] == [False, True]
    assert plan_of(late, ["uit"], {}, timeline[1:]).text().count("van 2026-02-01") == 1
    long_ago = (date(1990, 1, 1), date(1991, 1, 1), early)
    again = plan_of(late, ["uit"], {}, [long_ago, *timeline])
    assert len(again.definitions) == len(plan.definitions)


def test_months_under_the_same_rules_that_hang_on_no_day_are_so_many_times_one():
    early, _ = by_time("run", "year", 12)
    plan = plan_of(early, ["uit"], {}, [(EARLY, None, early)])
    cases = [case(day, **each) for day in (EARLY, DAY) for each in ({"x": True}, {"x": False}, {})]
    tally = compare_whole(Kernel(plan), early, cases, timeline=lambda _: early)

    assert plan.share == (2, 2)
    assert tally.differing == []
    assert tally.native == 4


def test_a_program_that_stands_in_no_timeline_holds_always():
    early, late = by_time("count", "year", 12)
    plan = plan_of(late, ["uit"], {}, [(EARLY, None, early)])
    (op,) = [op for op in plan.definitions[-1].ops if hasattr(op, "eras")]

    assert [(one.start, one.end) for one in op.eras] == [(None, None)]


def test_months_of_records():
    adult = core.Compare("gt", VALUE, core.Age(BORN, TODAY))
    each = attrs.evolve(defined(over("count", adult)), name="elk", record="ding")
    read = core.Read("elk", "ding", GETAL)
    total = defined(core.Aggregate("sum", "dingen", LISTED, "ding", None, read, None), GELD)
    cases = [
        attrs.evolve(one, values={**one.values, Leaf("gegeven", "geboren"): date(2022, 1, 5)})
        for one in THINGS
    ]

    assert said(total, cases, each) == len(cases)
    assert said(total, THINGS, each) == len(THINGS)
    inside = core.Aggregate("sum", "dingen", LISTED, "ding", None, over("count", adult), None)
    assert said(defined(inside, GELD), cases) == len(cases)
    on = core.Choose(((FLAG, TODAY),), core.Constant(DAY, Datum()))
    apart = core.Aggregate(
        "sum", "dingen", LISTED, "ding", None, over("count", adult, day=on), None
    )
    assert said(defined(apart, GELD), cases) < len(cases)


@pytest.mark.filterwarnings("error")
def test_months_of_no_record_at_all_come_to_nothing():
    years = core.Age(BORN, TODAY)
    old = core.Choose(((core.Compare("gt", VALUE, years), VALUE),), years)
    worth = ruled(node("een", JA, old), type=GELD)
    worth = attrs.evolve(worth, name="waard", record="ding")
    months = over("sum", core.Read("waard", "ding", GELD), "before", 6)
    each = attrs.evolve(defined(months, GELD), name="elk", record="ding")
    read = core.Read("elk", "ding", GELD)
    total = defined(core.Aggregate("sum", "dingen", LISTED, "ding", None, read, None), GELD)

    assert said(total, [things(), things()], worth, each) == 2
    assert said(total, THINGS, worth, each) == len(THINGS)


# -------------------------------------------------------------------- what random rows reach


def test_changes_that_add_up_may_be_of_one_adjustment_only():
    more = [
        node(f"erbij{name}", feit(name), core.Arithmetic("add", core.Previous(GELD), number(2)))
        for name in ("x", "y", "z")
    ]
    stage = core.Stage("stap", tuple(more))
    definition = ruled(node("een", feit("w"), VALUE_OF), type=GELD, together="som", stages=(stage,))
    two = {"w": True, "geld": 3, "x": True, "y": True}
    cases = [case(**{**two, **each}) for each in ({"z": False}, {"z": True}, {"y": False}, {})]

    assert said(definition, cases) == len(cases)
    assert said(definition, [case(w=True, geld=3, x=True, y=False, z=False), case(w=True)]) == 2


def test_a_truth_that_reads_what_is_left_to_the_evaluator_is_left_to_it():
    large = core.Compare("gt", over("count", ADULT, months=61), number(3))
    between = defined(core.Or((feit("x"), large)), JANEE, "tussen")
    reader = defined(core.And((feit("y"), core.Read("tussen", None, JANEE))), JANEE)
    cases = [case(**each, y=True) for each in BORN_THEN]

    assert said(reader, [*cases, case(x=True, y=True), case(y=False)], between) == 2


# -------------------------------------------------------------------- records beside records


OTHER = core.Field("ander", "waarde", GELD)


def beside(kind, where, body=None, empty=None, lists=LISTED):
    """Return a definition per thing that looks at things beside it."""
    found = core.Aggregate(kind, "dingen", lists, "ander", where, body, empty)
    type_ = JANEE if kind in ("any", "all") else GELD
    return attrs.evolve(defined(found, type_), name="elk", record="ding"), type_


@pytest.mark.parametrize("kind", ["sum", "count", "highest", "lowest", "all", "any"])
def test_records_beside_records_with_gaps(kind):
    where = core.Compare("le", OTHER, VALUE)
    body = core.Arithmetic("sub", OTHER, VALUE) if kind in ("sum", "highest", "lowest") else None
    empty = VALUE if kind in ("highest", "lowest") else None
    each, type_ = beside(kind, where, body, empty)
    read = core.Read("elk", "ding", type_)
    outer = "any" if type_ is JANEE else "sum"
    parts = (read, None) if type_ is JANEE else (None, read)
    top = defined(core.Aggregate(outer, "dingen", LISTED, "ding", *parts, None), type_)

    assert said(top, THINGS, each) >= len(THINGS) - 1
    assert "elk" in [one.name for one in plan_of(program_of([each, top]), ["uit"]).definitions]


def test_what_is_asked_per_record_looks_at_others_beside_it():
    judged = core.Judged("nodig", "ander", JANEE)
    dear = attrs.evolve(defined(core.Compare("gt", VALUE, number(4)), JANEE, "duur"), record="ding")
    where = core.Or((judged, core.And((core.Read("duur", "ander", JANEE), FLAG))))
    each, _ = beside("any", where)
    program = program_of([dear, each])
    kernel = OpenKernel(plan_of(program, ["elk"]))
    record = RecordId("dingen", "ding0")
    more = attrs.evolve(
        THINGS[2], values={**THINGS[2].values, Leaf("oordeel", "nodig", record): False}
    )
    cases = [*THINGS, more]
    tally = compare(kernel, program, cases)

    assert tally.differing == []
    assert tally.said == tally.compared
    for one in cases:
        assert compare(kernel, program, [one]).differing == []


def test_what_is_for_no_record_may_be_of_the_record_beside_it():
    each, _ = beside("highest", core.Field("ander", "vlag", JANEE), OTHER, VALUE)
    program = program_of([each])
    tally = compare(OpenKernel(plan_of(program, ["elk"])), program, THINGS)

    assert tally.differing == []
    assert tally.said == tally.compared


def test_records_beside_those_of_a_household():
    both = (core.Listed("een", EEN), *LISTED)
    each, _ = beside("count", core.Compare("gt", OTHER, VALUE), lists=both)
    program = attrs.evolve(program_of([each]), facts={"een": EEN, "dingen": DINGEN})
    kernel = OpenKernel(plan_of(program, ["elk"]))
    one = RecordId("een", "een")
    alone = [
        attrs.evolve(
            each,
            lists={**each.lists, "een": Records((one,))},
            values={**each.values, **({Leaf("gegeven", "een", one, "waarde"): 4} if known else {})},
        )
        for each in THINGS
        for known in (True, False)
    ]
    tally = compare(kernel, program, alone)

    assert tally.differing == []
    assert tally.said == tally.compared > 0


def test_records_of_three_lists_and_months_beside_records_are_left_to_the_evaluator():
    third = core.Field("derde", "waarde", GELD)
    dear = attrs.evolve(defined(core.Compare("gt", VALUE, number(4)), JANEE, "duur"), record="ding")

    def deep(where, kind="any", body=None, empty=None):
        inner = core.Aggregate(kind, "dingen", LISTED, "derde", where, body, empty)
        inner = inner if kind == "any" else core.Compare("gt", inner, number(2))
        return beside("any", core.And((core.Compare("gt", OTHER, VALUE), inner)))[0]

    first = deep(core.Compare("gt", third, VALUE))
    also_judged = deep(core.Judged("nodig", "ding", JANEE))
    also_read = deep(core.Read("duur", "ding", JANEE))
    empty = deep(core.Field("derde", "vlag", JANEE), "highest", third, VALUE)
    months = over("count", core.Compare("gt", OTHER, core.Age(BORN, TODAY)))
    also, _ = beside("any", core.Compare("gt", months, VALUE))
    two = "records van twee lijsten tegelijk"
    for each, reason in (
        *((one, two) for one in (first, also_judged, also_read, empty)),
        (also, "over maanden"),
    ):
        program = program_of([dear, each])
        plan = plan_of(program, ["elk"])
        assert any(reason in one for one in plan.definitions[-1].handed)
        tally = compare(OpenKernel(plan), program, THINGS)
        assert tally.differing == []
        assert tally.said < tally.compared
