"""What is taken over from a case near by is what reckoning it anew would give."""

from datetime import date
from itertools import islice

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.errors import FactError
from maatwerk_rules.model import core
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.model.types import Aantal, JaNee, Keuze, Lijst, SoortType, Veldtype, bounds
from maatwerk_rules.model.unknown import Leaf, RecordId, fact_leaf
from maatwerk_rules.runtime.case import Case, Period, Records
from maatwerk_rules.runtime.months import read_over_time
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.steps import node_steps
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.compiler.differing import places

LAWS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
JANEE = JaNee()


def told(step):
    """Return all that a result says, with what each of its rules gives."""
    rounds = [
        (
            one.deviations,
            one.values,
            one.no_rule,
            one.conflict,
            one.missing,
            [(node.node.name, node.given, node.missing) for node in node_steps(one)],
        )
        for one in step.rounds
    ]
    return step.values, step.no_rule, step.conflict, step.missing, step.chosen, rounds


def others(type_):
    """Return some values of a type, and that it is not known."""
    if isinstance(type_, JaNee):
        return (True, False, None)
    if isinstance(type_, Keuze):
        return (*type_.opties, None)
    return (*bounds(type_), None)


def varied(program, case):
    """Yield each leaf of a case with another value, and the case that has it."""
    for leaf, now in case.values.items():
        type_ = type_of(leaf, program)
        for value in others(type_) if type_ is not None else ():
            if value != now:
                rest = {one: it for one, it in case.values.items() if one != leaf}
                yield leaf, value, rest if value is None else {**rest, leaf: value}


def same(program, case, *, most, timeline=None):
    """Tell of some variations how many results were compared; all are the same as anew."""
    base, seen = Reckoning(program, case, timeline=timeline), 0
    listed = places(program, case)
    for name, record in listed:
        base.result(name, record)
    for leaf, value, values in islice(varied(program, case), most):
        anew = Reckoning(program, attrs.evolve(case, values=values), timeline=timeline)
        near = base.supposing(leaf, value)
        beside = base.beside(attrs.evolve(case, values=values))
        for name, record in listed:
            expected = told(anew.result(name, record))
            assert told(near.result(name, record)) == expected, (leaf, value, name)
            assert told(beside.result(name, record)) == expected, (leaf, value, name)
            seen += 1
    return seen


@LAWS
@given(st.data())
def test_a_case_beside_another_is_as_if_reckoned_anew(data):
    program = data.draw(programs())
    case = data.draw(cases(program))

    same(program, case, most=8)
    same(program, data.draw(completions(program, case)), most=8)


@pytest.mark.parametrize("name", ["bijstand_voorbeeld", "bijzondere_bijstand_voorbeeldstad"])
def test_toetsen_with_one_other_fact_are_as_if_reckoned_anew(name):
    policy, seen = load(name), 0
    for toets in policy.beleid.own(Toets)[:3]:
        day = toets.one(Toetsdatum).datum
        try:
            case = facts_of(policy, toets).case(day)
        except FactError:
            continue
        seen += same(policy.program_on(day), case, most=6, timeline=policy.program_on)

    assert seen


@pytest.mark.nachtelijk
def test_national_toetsen_with_one_other_fact_are_as_if_reckoned_anew():
    policy, seen = load("participatiewet"), 0
    for toets in policy.beleid.own(Toets)[::90]:
        day = toets.one(Toetsdatum)
        part = policy.on(day.datum) if day is not None else None
        if part is not None:
            case = facts_of(policy, toets).case(day.datum)
            seen += same(part.program, case, most=25, timeline=policy.program_on)

    assert seen


# ---------------------------------------------------------------- months


DAY = date(2026, 3, 10)
WERKT, HULP = core.Fact("werkt", JANEE), core.Fact("hulp", JANEE)


def over_months(body, kind="count", months=24):
    """Return a program with a count of months of a body, of which a rule makes ja or nee."""
    counted = core.OverMonths(kind, body, "before", months, core.ReferenceDate(), Aantal())
    enough = core.Compare("ge", core.Read("maanden", None, Aantal()), core.Constant(6, Aantal()))
    definitions = {
        "maanden": core.Definition("maanden", Aantal(), expression=counted),
        "genoeg": core.Definition("genoeg", JANEE, expression=enough),
    }
    return core.Program(definitions, {"werkt": JANEE, "hulp": JANEE}, {})


def test_months_in_which_all_is_alike_are_worked_out_once():
    course = (
        Period(date(2024, 1, 1), date(2025, 6, 1), True),
        Period(date(2025, 6, 1), None, False),
    )
    program = over_months(core.And((WERKT, core.Not(HULP))))
    case = Case(DAY, {fact_leaf("hulp"): False}, courses={fact_leaf("werkt"): course})

    step = Reckoning(program, case).result("maanden")
    (counted,) = (one.expression for one in step.rounds)

    assert step.value == 15
    assert len(counted.parts) == 25
    assert len({id(part) for part in counted.parts[1:]}) == 2
    assert len([*step.rounds[0].reads]) == 0


def test_an_unbroken_run_ends_at_the_first_month_that_breaks_it():
    course = (Period(date(2025, 11, 1), None, True), Period(date(2024, 1, 1), None, False))
    program = over_months(WERKT, kind="run")
    case = Case(DAY, {}, courses={fact_leaf("werkt"): course})

    assert Reckoning(program, case).result("maanden").value == 4


def test_months_of_a_field_hang_on_that_record_alone():
    field = core.Field("soort", "telt", JANEE)
    record = RecordId("lijst", "een")
    program = core.Program({}, {}, {})

    assert read_over_time(field, {"soort": record}, program) == (
        Leaf("gegeven", "lijst", record, "telt"),
    )
    assert read_over_time(core.Read("x", None, JANEE), {}, program) is None


def test_a_case_with_another_record_is_as_if_reckoned_anew():
    policy = load("bijstand_voorbeeld")
    program = policy.program_on(DAY)
    (name, type_), *_ = ((n, t) for n, t in program.facts.items() if isinstance(t, Lijst))
    case = Case(DAY, {}, {name: Records(())})
    record = RecordId(name, "nieuw")
    values = {
        Leaf("gegeven", name, record, one.naam): others(one.type)[0] for one in type_.soort.velden
    }
    more = attrs.evolve(case, values=values, lists={name: Records((record,))})
    base, anew = Reckoning(program, case), Reckoning(program, more)
    for one, definition in program.definitions.items():
        if definition.record is None:
            base.result(one)
    near = base.beside(more)

    for one, place in places(program, more):
        assert told(near.result(one, place)) == told(anew.result(one, place)), one


def test_months_that_nobody_looked_into_are_not_worked_out_to_see_whether_they_changed():
    program = over_months(WERKT)
    late = core.Gate(core.Read("mag", None, JANEE), core.Read("genoeg", None, JANEE))
    definitions = {
        **program.definitions,
        "mag": core.Definition("mag", JANEE, expression=HULP),
        "uit": core.Definition("uit", JANEE, expression=late),
    }
    program = program_of([*definitions.values()])
    values = {fact_leaf("hulp"): False, fact_leaf("werkt"): True}
    base = Reckoning(program, Case(DAY, values))
    assert base.result("uit").value is False
    near = base.supposing(fact_leaf("werkt"), False)

    assert near.result("uit").value is False
    assert not near.knows("maanden", (None,), 2)
    assert base.supposing(fact_leaf("hulp"), True).result("uit").value is True


def test_definitions_of_records_change_with_their_list():
    soort = SoortType("kind", (Veldtype("jong", JANEE),))
    lijst = Lijst(soort, 3)
    jong = core.Definition("jong", JANEE, "kind", expression=core.Field("kind", "jong", JANEE))
    telt = core.Definition("telt", JANEE, "kind", expression=core.Read("jong", "kind", JANEE))
    definitions = {"jong": jong, "telt": telt}
    one, two = RecordId("kinderen", "een"), RecordId("kinderen", "twee")
    known = {Leaf("gegeven", "kinderen", each, "jong"): True for each in (one, two)}
    program = core.Program(
        definitions,
        {"kinderen": lijst},
        {},
        leaves={name: frozenset({"kinderen"}) for name in definitions},
        fields={name: frozenset({"jong"}) for name in definitions},
    )
    base = Reckoning(program, Case(DAY, known, {"kinderen": Records((one,))}))
    assert base.result("telt", one).value is True
    near = base.beside(Case(DAY, known, {"kinderen": Records((one, two))}))

    assert [near.result("telt", each).value for each in near.records("telt")] == [True, True]
    other = base.supposing(Leaf("gegeven", "kinderen", one, "jong"), False)
    assert other.result("telt", one).value is False
