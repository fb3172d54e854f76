"""Which facts can change a result by themselves, held against the evaluator."""

from datetime import date

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    Aantal,
    JaNee,
    Keuze,
    Lijst,
    SoortType,
    Veldtype,
    bounds,
)
from maatwerk_rules.model.unknown import Leaf, RecordId, fact_leaf
from maatwerk_rules.runtime.alone import hangs_on, name_of
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, programs

LAWS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
JANEE = JaNee()
DAY = date(2026, 3, 1)
A, B, C = (core.Fact(name, JANEE) for name in "abc")


def came_out(step):
    """Return what a result is, apart from what is missing for it."""
    return step.values, step.no_rule, step.conflict


def others(type_):
    """Return some values of a type."""
    if isinstance(type_, JaNee):
        return (True, False)
    return type_.opties if isinstance(type_, Keuze) else bounds(type_)


@settings(LAWS, max_examples=12)
@given(st.data())
def test_a_fact_that_is_not_among_them_changes_nothing(data):
    hold_against_the_evaluator(data)


@pytest.mark.nachtelijk
@settings(LAWS, max_examples=1_000, derandomize=False)
@given(st.data())
def test_a_fact_that_is_not_among_them_changes_nothing_in_many_programs(data):
    hold_against_the_evaluator(data)


def hold_against_the_evaluator(data):
    """Try other values of each fact that is said to change nothing, in a random program."""
    program = data.draw(programs())
    case = data.draw(cases(program))
    reckoning = Reckoning(program, case)
    for name in program.definitions:
        for record in reckoning.records(name):
            step = reckoning.result(name, record)
            for leaf in case.values:
                if leaf.kind == "gegeven" and name_of(leaf) not in hangs_on(step, [program]):
                    for value in others(type_of(leaf, program)):
                        varied = attrs.evolve(case, values={**case.values, leaf: value})
                        other = Reckoning(program, varied).result(name, record)

                        assert came_out(other) == came_out(step), (name, leaf, value)


def among(condition, **values):
    """Return on which facts a condition hangs in a case."""
    program = program_of([core.Definition("recht", JANEE, expression=condition)])
    case = Case(DAY, {fact_leaf(name): value for name, value in values.items()})
    return "".join(
        sorted(name for name, _ in hangs_on(Reckoning(program, case).result("recht"), [program]))
    )


@pytest.mark.parametrize(
    ("condition", "case", "told"),
    [
        (core.And((A, B, C)), {"a": True, "b": True, "c": True}, "abc"),
        (core.And((A, B, C)), {"a": True, "b": False, "c": True}, "b"),
        (core.And((A, B, C)), {"a": True, "b": False, "c": False}, ""),
        (core.And((A, B, A)), {"a": False, "b": True}, "a"),
        (core.And((A, B)), {"a": True}, "ab"),
        (core.Or((A, B, C)), {"a": True, "b": False, "c": False}, "a"),
        (core.Or((A, B, C)), {"a": True, "b": True, "c": False}, ""),
        (core.Or((A, B, C)), {"a": False, "b": False, "c": False}, "abc"),
        (core.Not(core.And((A, B))), {"a": False, "b": True}, "a"),
        (core.Gate(A, B), {"a": False, "b": True}, "a"),
        (core.Gate(A, B), {"a": True, "b": False}, "b"),
        (core.Gate(A, B), {"b": False}, "b"),
        (core.AtLeast(2, None, (A, B, C)), {"a": True, "b": True, "c": True}, "abc"),
    ],
)
def test_a_condition_hangs_on_what_makes_it_what_it_is(condition, case, told):
    assert among(condition, **case) == told


def test_a_rule_of_which_the_condition_is_nee_hangs_on_that_alone():
    node = core.Node("regel", A, B, (core.Node("uitzondering", C, None),))
    definition = core.Definition("recht", JANEE, rules=(node,), default=core.Constant(False, JANEE))
    program = program_of([definition])

    def told(**values):
        case = Case(DAY, {fact_leaf(name): value for name, value in values.items()})
        step = Reckoning(program, case).result("recht")
        return "".join(sorted(name for name, _ in hangs_on(step, [program])))

    assert told(a=False, b=True, c=False) == "a"
    assert told(a=True, b=True, c=False) == "abc"


def test_a_long_chain_of_results_is_no_trouble():
    definitions = [core.Definition("d0", JANEE, expression=A)]
    definitions += [
        core.Definition(f"d{n}", JANEE, expression=core.Not(core.Read(f"d{n - 1}", None, JANEE)))
        for n in range(1, 2_000)
    ]
    deep = {f"d{n}": (f"d{n - 1}",) for n in range(1, 2_000)} | {"d0": ()}
    program = attrs.evolve(program_of(definitions), deep=deep)

    step = Reckoning(program, Case(DAY, {fact_leaf("a"): True})).result("d1999")

    assert hangs_on(step, [program]) == {("a", False)}


def test_a_field_goes_by_its_own_name():
    kind = RecordId("kinderen", "sam")

    assert name_of(Leaf("gegeven", "kinderen", kind, "leeftijd")) == ("leeftijd", True)
    assert name_of(fact_leaf("inkomen")) == ("inkomen", False)


def test_a_number_counts_with_both_sides_of_a_comparison():
    number = Aantal()
    sides = core.Compare("lt", core.Fact("x", number), core.Fact("y", number))

    assert among(sides, x=1, y=2) == "xy"


def test_records_that_nobody_listed_may_hang_on_what_no_trace_tells():
    soort = SoortType("ding", (Veldtype("vlag", JANEE),))
    things = core.Listed("dingen", Lijst(soort, 4))
    read = core.Definition("begrip", JANEE, expression=B)
    where = core.And((A, core.Field("ding", "vlag", JANEE), core.Read("begrip", None, JANEE)))
    any_ = core.Aggregate("any", "dingen", (things,), "ding", where, None, None)
    program = program_of([read, core.Definition("recht", JANEE, expression=any_)])
    case = Case(DAY, {fact_leaf("a"): False, fact_leaf("b"): False})
    step = Reckoning(program, case).result("recht")
    told = {("a", False), ("b", False), ("vlag", True)}

    assert step.value is False
    assert hangs_on(step, [program]) == told
    unknown = attrs.evolve(program, leaves={}, fields={})
    step = Reckoning(unknown, case).result("recht")
    assert hangs_on(step, [unknown]) == {*told, ("dingen", False)}
