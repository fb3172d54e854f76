"""Functions that are made once give the steps of the evaluator: whole traces, part by part."""

from datetime import date

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.errors import FactError
from maatwerk_rules.model import core
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.model.types import Aantal, Datum, JaNee
from maatwerk_rules.model.unknown import fact_leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.evaluate import Environment, evaluate
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.ready import MOST_DAYS, READY
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Round, StageStep, Step
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.compiler.differing import places

LAWS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
STEPS = (Step, NodeStep, StageStep, Round, DefinitionStep)
JANEE, TODAY = JaNee(), date(2026, 3, 10)


def assert_same(one, other):
    """Hold two traces together, each pair of steps once: as trees they may be very large."""
    waiting, seen = [(one, other)], {}
    while waiting:
        a, b = waiting.pop()
        if isinstance(a, STEPS):
            assert type(a) is type(b), (a, b)
            if a is not b and (id(a), id(b)) not in seen:
                seen[id(a), id(b)] = a, b
                fields = attrs.fields(type(a))
                waiting += [(getattr(a, each.name), getattr(b, each.name)) for each in fields]
        elif isinstance(a, tuple) and a and isinstance(a[0], STEPS):
            assert len(a) == len(b), (a, b)
            waiting += zip(a, b, strict=True)
        else:
            assert type(a) is type(b), (a, b)
            assert a == b


def same(program, case, *, provisional=False, timeline=None):
    """Hold all results of a case together, and tell how many those are."""
    listed = places(program, case)
    plainly = Reckoning(program, case, provisional=provisional, timeline=timeline)
    readily = Reckoning(program, case, provisional=provisional, timeline=timeline, readily=True)
    for name, record in listed:
        assert_same(plainly.result(name, record), readily.result(name, record))
    for condition in (*program.violations.values(), *program.admissible.values()):
        assert_same(plainly.value(condition), readily.value(condition))
    return len(listed)


def in_random_cases(data):
    program = data.draw(programs())
    case = data.draw(cases(program))
    same(program, case)
    same(program, case, provisional=True)
    same(program, data.draw(completions(program, case)))


@settings(LAWS, max_examples=25)
@given(st.data())
def test_random_cases_have_the_traces_of_the_evaluator(data):
    in_random_cases(data)


@pytest.mark.nachtelijk
@settings(LAWS, max_examples=3_000)
@given(st.data())
def test_many_random_cases_have_the_traces_of_the_evaluator(data):
    in_random_cases(data)


def in_toetsen(name, each):
    policy, seen = load(name), 0
    for toets in policy.beleid.own(Toets)[::each]:
        day = toets.one(Toetsdatum)
        part = policy.on(day.datum) if day is not None else None
        if part is not None:
            try:
                case = facts_of(policy, toets).case(day.datum)
            except FactError:
                continue
            seen += same(part.program, case, timeline=policy.program_on)
    return seen


@pytest.mark.parametrize(
    ("name", "each"), [("bijstand_voorbeeld", 4), ("bijzondere_bijstand_voorbeeldstad", 16)]
)
def test_toetsen_have_the_traces_of_the_evaluator(name, each):
    assert in_toetsen(name, each)


def test_national_toetsen_have_the_traces_of_the_evaluator():
    assert in_toetsen("participatiewet", 500)


@pytest.mark.nachtelijk
@pytest.mark.parametrize(
    "name", ["bijstand_voorbeeld", "bijzondere_bijstand_voorbeeldstad", "participatiewet"]
)
def test_all_toetsen_have_the_traces_of_the_evaluator(name):
    assert in_toetsen(name, 1)


# ---------------------------------------------------------------- one expression


def place(values, day=TODAY):
    known = {fact_leaf(name): value for name, value in values.items()}
    return Environment(core.Program({}, {}, {}), Case(day, known), lambda *_: None)


WERKT, HULP = core.Fact("werkt", JANEE), core.Fact("hulp", JANEE)
GETAL, DAG = Aantal(van=-100, tot=100), core.Fact("dag", Datum())
A, B = core.Fact("a", GETAL), core.Fact("b", GETAL)
KNOWN = {"werkt": True, "hulp": False, "a": 7, "b": -2, "dag": date(2024, 2, 29)}
EXPRESSIONS = [
    core.AtLeast(1, None, (WERKT, HULP)),
    core.Bound(A, core.Constant(0, GETAL), B),
    core.Bound(A, None, B),
    core.Age(DAG, core.ReferenceDate()),
    core.Shift(DAG, A, "jaar", "later", -1),
    core.MonthStart(DAG),
    core.DaysBetween(core.ReferenceDate(), DAG),
    core.Arithmetic("div", A, B),
    core.Round(core.Arithmetic("div", A, B), "half", 1),
    core.Gate(WERKT, HULP),
    core.Gate(HULP, WERKT),
    core.Choose(((HULP, A), (WERKT, B)), A),
    core.Dated("bedrag", core.MonthStart(DAG), ((date(2020, 1, 1), 5),), None, GETAL),
    core.Compare("ne", WERKT, HULP),
    *(core.Compare(one, A, B) for one in ("eq", "ne", "lt", "le", "gt", "ge")),
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=lambda expr: type(expr).__name__)
def test_an_expression_has_the_step_of_the_evaluator_whatever_is_known(expr):
    for left_out in (None, *KNOWN):
        env = place({name: value for name, value in KNOWN.items() if name != left_out})
        assert_same(READY.function(expr)(env), evaluate(expr, env))


def test_a_day_is_worked_out_once_and_no_more_days_are_kept_than_can_be():
    function = READY.function(core.ReferenceDate())
    days = [date(2026, 1, 1).replace(year=1900 + place) for place in range(MOST_DAYS + 2)]

    first = [function(place({}, day)) for day in days]

    assert function(place({}, days[0])) is first[0]
    assert function(place({}, days[-1])) is not first[-1]
    assert [step.value.only for step in first] == days
