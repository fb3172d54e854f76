"""The parts of machine code, each held against the exact helpers that give the meaning."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import attrs
import numpy as np
import pytest

from maatwerk_rules import load
from maatwerk_rules.compiler.columns import machine_passes, machine_text
from maatwerk_rules.compiler.columns.machine import Machine
from maatwerk_rules.compiler.columns.machine_batch import KNOWN, Batch
from maatwerk_rules.compiler.columns.machine_graph import ROW, Graph
from maatwerk_rules.compiler.columns.machine_values import Values
from maatwerk_rules.compiler.columns.plan import EPOCH, Op, Shape
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.memory import Memory
from maatwerk_rules.model import core, exact
from maatwerk_rules.model.types import Aantal, Datum, JaNee, Lijst, SoortType, Veldtype
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.benchmarks.tijdtaak_12 import GRONDEN, decide_by_hand
from tests.benchmarks.tijdtaak_columns import GIVEN, LEEFVORMEN, cases_of, random_columns
from tests.compiler.columns.batches import batch_of, compared

JANEE, DAG, GETAL = JaNee(), Datum(), Aantal(van=-1_000, tot=1_000)
DAY = date(2026, 3, 1)
DING = SoortType("ding", (Veldtype("n", GETAL), Veldtype("dag", DAG), Veldtype("mag", JANEE)))


def planned(**expressions):
    definitions = [
        core.Definition(name, type_, expression=expression, published=True)
        for name, (expression, type_) in expressions.items()
    ]
    program = program_of(definitions)
    return plan_of(program, program.definitions), program


def run(plan, columns, rows, day=0, **more):
    """Return what each definition gives by name, in a batch with these columns by path."""
    numbers = {leaf.path: leaf.number for leaf in plan.leaves}
    batch = Batch(rows, day, {numbers[path]: it for path, it in columns.items()}, **more)
    decided = Machine(plan).decide(batch)
    return {plan.definitions[number].name: found for number, found in decided.found.items()}


# ---------------------------------------------------------------- the graph


def test_what_amounts_to_the_same_is_the_same():
    graph = Graph()
    one, two = (graph.load(it, "i1", ROW) for it in range(2))
    both = graph.both(one, two)

    assert graph.both(two, one) == both
    assert graph.both(one, both) == both
    assert graph.both(graph.negate(one), both) == graph.false
    assert graph.both(one, graph.negate(both)) == graph.both(one, graph.negate(two))
    neither = graph.negate(graph.both(graph.negate(one), two))
    assert graph.both(one, neither) == one
    assert graph.either(graph.negate(one), one) == graph.true
    assert graph.select(graph.negate(one), two, both) == graph.select(one, both, two)
    assert graph.select(graph.true, one, two) == graph.select(graph.false, two, one) == one


def test_constants_are_worked_out_at_once():
    graph = Graph()
    five, two, zero, one = (graph.constant(it, "i64") for it in (5, 2, 0, 1))
    some = graph.load("x", "i64", ROW)

    assert [graph.value(graph.reckon(it, five, two)) for it in ("add", "sub", "mul", "smin")] == [
        *(7, 3, 10, 2)
    ]
    assert graph.compare("lt", two, five) == graph.true
    assert graph.compare("ge", two, five) == graph.false
    assert graph.compare("le", some, some) == graph.compare("eq", five, five) == graph.true
    for operation, unit in (("add", zero), ("mul", one), ("sub", zero)):
        assert graph.reckon(operation, some, unit) == some
    assert graph.reckon("add", zero, some) == graph.reckon("mul", one, some) == some
    condition = graph.load("c", "i1", ROW)
    other = graph.load("y", "i64", ROW)
    chosen = graph.select(graph.negate(condition), some, other)
    assert graph.all[chosen].parts == (condition, other, some)


def test_an_operation_without_meaning_is_refused():
    with pytest.raises(TypeError):
        Values(planned(a=(core.Fact("x", JANEE), JANEE))[0], Graph(), masked=False, daily=False).of(
            Op(shape=Shape("ja", 0, 1))
        )


# ---------------------------------------------------------------- numbers and dates


@pytest.mark.parametrize("mode", ["half", "up", "down"])
@pytest.mark.parametrize("most", [1_000, 10**9])
def test_quotients_are_rounded_exactly(mode, most):
    number, over = Aantal(van=-most, tot=most), Aantal(van=-most, tot=most)
    above = Aantal(van=1, tot=most)
    quotients = {
        "vrij": core.Arithmetic("div", core.Fact("n", number), core.Fact("d", over)),
        "boven": core.Arithmetic("div", core.Fact("n", number), core.Fact("p", above)),
        "tiende": core.Arithmetic("div", core.Fact("n", number), core.Constant(10, GETAL)),
    }
    plan, _ = planned(**{name: (core.Round(it, mode, 1), number) for name, it in quotients.items()})
    random = Random(most)
    near = [*range(-40, 41), -most, most]
    n, d = (
        [random.choice((*near, random.randint(-most, most))) for _ in range(2_000)] for _ in "nd"
    )
    p = [max(1, abs(one)) for one in d]
    found = run(plan, {"n": np.array(n), "d": np.array(d), "p": np.array(p)}, len(n))

    for name, under in (("vrij", d), ("boven", p), ("tiende", [10] * len(n))):
        for at, divisor in enumerate(under):
            assert found[name].status[at] == (KNOWN if divisor else 0)
            if divisor:
                assert found[name].values[at] == exact.round_ratio(n[at], divisor, mode)


def edges():
    random = Random(29)
    ends = ((1, 1), (1, 31), (2, 28), (3, 1), (3, 31), (4, 30), (12, 31))
    years = (1, 4, 1900, 2000, 2023, 2024, 9999)
    days = [date(year, month, day) for year in years for month, day in ends]
    days += [date(2024, 2, 29), date(2000, 2, 29)]
    days += [date.fromordinal(random.randint(1, date.max.toordinal())) for _ in range(2_000)]
    return days, random


@pytest.mark.parametrize("unit", ["dag", "week", "maand", "jaar"])
@pytest.mark.parametrize("pick", ["eerder", "later"])
def test_dates_move_as_they_should(unit, pick):
    days, random = edges()
    far = Aantal(van=-(10**9), tot=10**9)
    moved = core.Shift(core.Fact("dag", DAG), core.Fact("n", far), unit, pick, -1)
    plan, _ = planned(weg=(moved, DAG))
    steps = [
        random.choice((0, 1, -1, 13, 10**9, -(10**9), random.randint(-500, 500))) for _ in days
    ]
    columns = {"dag": numbered(days), "n": np.array(steps)}
    found = run(plan, columns, len(days))["weg"]

    for day, step, value in zip(days, steps, found.values.tolist(), strict=True):
        assert date.fromordinal(value + EPOCH) == exact.shift(day, -step, unit, pick)


def numbered(days):
    return np.array([day.toordinal() - EPOCH for day in days], np.int32)


def test_ages_months_and_days_are_reckoned_as_they_should():
    days, random = edges()
    others = [random.choice(days) for _ in days]
    born, on = core.Fact("geboren", DAG), core.Fact("op", DAG)
    plan, _ = planned(
        jaren=(core.Age(born, on), GETAL),
        maand=(core.MonthStart(born), DAG),
        dagen=(core.DaysBetween(on, born), Aantal()),
    )
    found = run(plan, {"geboren": numbered(days), "op": numbered(others)}, len(days))

    for at, (day, other) in enumerate(zip(days, others, strict=True)):
        assert found["jaren"].values[at] == exact.age(day, other)
        assert date.fromordinal(int(found["maand"].values[at]) + EPOCH) == day.replace(day=1)
        assert found["dagen"].values[at] == (other - day).days


# ---------------------------------------------------------------- records


def listing(name):
    return core.Listed(name, Lijst(DING, 400))


def over(kind, names, body=None, empty=None):
    where = core.Compare("gt", core.Field("d", "n", GETAL), core.Constant(0, GETAL))
    return core.Aggregate(kind, "dingen", tuple(map(listing, names)), "d", where, body, empty)


def test_records_of_many_rows_are_gathered_and_reached(monkeypatch):
    monkeypatch.setattr(machine_passes, "BLOCKS", (64, 16))
    monkeypatch.setattr(machine_passes, "HELD_BYTES", 2_000)
    monkeypatch.setattr(machine_passes, "MOST", 10)
    number, day = core.Field("d", "n", GETAL), core.Field("d", "dag", DAG)
    above = core.Compare("gt", number, core.Fact("grens", GETAL))
    early = core.Constant(date(2020, 1, 1), DAG)
    both = ("dingen", "zaken")
    expressions = {
        "som": (over("sum", both, number), Aantal()),
        "aantal": (over("count", both), Aantal()),
        "hoogste": (over("highest", both, number, core.Constant(-7, GETAL)), GETAL),
        "laatste": (over("lowest", ("dingen",), day, early), DAG),
        "elk": (over("all", both), JANEE),
        "een": (
            core.Aggregate("any", "dingen", (listing("dingen"),), "d", above, None, None),
            JANEE,
        ),
    }
    definitions = [
        core.Definition(name, type_, expression=it, published=True)
        for name, (it, type_) in expressions.items()
    ]
    per = core.Definition(
        "per", GETAL, "ding", expression=core.Fact("grens", GETAL), published=True
    )
    same = core.Definition("dag", DAG, "ding", expression=core.ReferenceDate(), published=True)
    program = program_of([*definitions, per, same])
    plan = plan_of(program, program.definitions)
    random = Random(5)
    cases = [case_of(random, at) for at in range(150)]
    batches = (batch_of(plan, program, cases, masked=it, daily=it) for it in (True, False))
    for batch in batches:
        tally = compared(plan, program, cases, Machine(plan).decide(batch))
        assert tally.differing == []
        assert tally.native == tally.compared > 1_000


def test_what_is_the_same_for_all_records_is_gathered_too():
    number, today = core.Field("d", "n", GETAL), core.ReferenceDate()
    days = core.DaysBetween(today, core.Constant(date(2026, 1, 1), DAG))
    late = core.Constant(date(2030, 1, 1), DAG)

    def all_of(kind, body=None, empty=None):
        return core.Aggregate(kind, "dingen", (listing("dingen"),), "d", None, body, empty)

    expressions = {
        "aantal": (all_of("count"), Aantal()),
        "som": (all_of("sum", number), Aantal()),
        "hoogste": (all_of("highest", number, core.Constant(-7, GETAL)), GETAL),
        "vroegste": (all_of("lowest", today, late), DAG),
        "oppervlak": (core.Arithmetic("mul", days, days), Aantal()),
        "dagen": (all_of("sum", days), Aantal()),
    }
    definitions = [
        core.Definition(name, type_, expression=it) for name, (it, type_) in expressions.items()
    ]
    program = program_of(definitions)
    plan = plan_of(program, program.definitions)
    random = Random(6)
    cases = [case_of(random, at) for at in range(40)]
    batch = batch_of(plan, program, cases, masked=False, daily=False)
    tally = compared(plan, program, cases, Machine(plan).decide(batch))

    assert tally.differing == []
    assert tally.native == tally.compared


JA = core.Constant(True, JANEE)


def node(name, fact, value, *exceptions):
    guard = JA if fact is None else core.Fact(fact, JANEE)
    return core.Node(
        name, guard, None if value is None else core.Constant(value, GETAL), exceptions
    )


def deviation(name, fact, value, **more):
    return core.Deviation(node(name, fact, value), 1, True, **more)


@pytest.mark.parametrize("together", [None, "som", "hoogste", "laagste"])
@pytest.mark.parametrize("order", [None, "hoger", "lager"])
def test_rules_together_and_deviations_give_what_the_evaluator_settles_on(together, order):
    rules = (
        node("een", "a", 3, node("een_niet", "b", None)),
        node("twee", "c", 3 if together is None else 8),
        node("drie", "d", 3 if together is None else 5, node("drie_toch", "b", 4)),
    )
    stage = core.Stage("stap", (node("meer", "e", 7), node("minder", "b", 1)))
    definition = core.Definition(
        "uit",
        GETAL,
        rules=rules,
        stages=(stage,),
        together=together,
        order=order,
        default=core.Constant(2, GETAL) if order else None,
        deviations=(
            deviation("anders", "e", 6, replaces="een"),
            deviation("buiten", "d", None, aside=frozenset({"twee"})),
        ),
    )
    program = program_of([definition])
    plan = plan_of(program, ["uit"])
    random = Random(7)
    cases = [
        Case(DAY, {Leaf("gegeven", name): random.random() < 0.5 for name in "abcde"
                   if random.random() < 0.9})
        for _ in range(300)
    ]  # fmt: skip
    decided = Machine(plan, grounds=True).decide(batch_of(plan, program, cases))
    tally = compared(plan, program, cases, decided)

    assert tally.differing == []
    assert tally.grounded > 50


def case_of(random, at):
    values = {Leaf("gegeven", "grens"): random.randint(-5, 5)}
    lists = {}
    for name in ("dingen", "zaken"):
        size = random.choice((0, 0, 1, 2, 40))
        records = tuple(RecordId(name, f"nr{number}") for number in range(size))
        lists[name] = Records(records)
        for record in records:
            day = DAY + timedelta(days=random.randint(-9, 9))
            values[Leaf("gegeven", name, record, "n")] = random.randint(-5, 5)
            values[Leaf("gegeven", name, record, "dag")] = day
    return Case(DAY, values, lists)


def test_what_surely_may_be_is_told():
    program = program_of([core.Definition("uit", JANEE, expression=core.Fact("x", JANEE))])
    program = attrs.evolve(program, admissible={"mag": core.Fact("x", JANEE)})
    plan = plan_of(program, ["uit"])
    batch = Batch(3, 0, {0: np.array([True, False, True])}, {0: np.array([True, True, False])})
    decided = Machine(plan).decide(batch)

    assert [it.tolist() for it in decided.allowed] == [[True, False, False]]
    assert decided.found[0].status.tolist() == [1, 1, 0]


def test_no_rows_give_no_outcomes():
    plan, _ = planned(uit=(core.Fact("x", JANEE), JANEE), vast=(core.Constant(5, GETAL), GETAL))

    assert len(run(plan, {"x": np.zeros(0, bool)}, 0)["uit"].values) == 0
    assert run(plan, {"x": np.zeros(3, bool)}, 3)["vast"].values.tolist() == [5, 5, 5]


# ---------------------------------------------------------------- the common task, and what is kept


def task():
    program = load("tests/benchmarks/tijdtaak_12.beleid").program_on(DAY)
    return plan_of(program, GIVEN)


def test_the_common_task_is_decided_as_by_hand():
    plan, columns, rows = task(), random_columns(3_001), 3_001
    forms = np.array([plan.options.index(form) for form in LEEFVORMEN], np.int16)
    given = columns | {"leefvorm": forms[columns["leefvorm"]]}
    found = run(plan, given, rows)

    expected = [decide_by_hand(case) for case in cases_of(columns)]
    for name in ("recht", "uitkering", "toeslag"):
        assert found[name].values.tolist() == [one[name] for one in expected]
    grounds = [plan.options[it] for it in found["grond"].values]
    assert grounds == [one["grond"] for one in expected]
    assert {one["grond"] for one in expected} == set(GRONDEN)


def test_code_is_kept_for_a_next_time_and_told_of_while_it_is_made(tmp_path):
    memory, plan, told = Memory(tmp_path / "geheugen"), task(), []
    columns = random_columns(20)
    columns["leefvorm"] = columns["leefvorm"].astype(np.int16)
    batch = Batch(20, 0, {leaf.number: columns[leaf.name] for leaf in plan.leaves})

    def decided():
        machine = Machine(plan, memory, lambda *parts: told.append(parts))
        found = machine.decide(batch).found
        assert machine.decide(batch).found.keys() == found.keys()
        return {number: one.values.tolist() for number, one in found.items()}

    first = decided()
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert decided() == first
    assert len(told) == 3

    memory.folder.chmod(0o777)
    assert decided() == first
    assert len(told) == 6


def test_a_fraction_is_counted_in_its_own_unit():
    half = core.Arithmetic("mul", core.Fact("n", GETAL), core.Constant(Fraction(1, 2), GETAL))
    plan, _ = planned(uit=(half, GETAL))

    assert run(plan, {"n": np.array([3, 4])}, 2)["uit"].values.tolist() == [3, 4]
    assert plan.definitions[0].shape.per == 2
    assert machine_text.LANES >= 1
