"""What is claimed of each rule, read through all it rests on, against the evaluator."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis.boxes import NOTHING, Space
from maatwerk_rules.analysis.through import Shelf, Through, exists
from maatwerk_rules.analysis.tracing import Study, study, with_default
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.types import EARLIEST, Aantal, JaNee, Lijst, SoortType, Veldtype
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, completions, programs

JANEE = JaNee()
JA, NEE = core.Constant(True, JANEE), core.Constant(False, JANEE)
A, B = core.Fact("a", JANEE), core.Fact("b", JANEE)
PERSOON = SoortType("persoon", (Veldtype("oud", JANEE),))
PARTNER = core.Listed("partner", Lijst(PERSOON, 1, 0, single=True))
AANVRAGER = core.Listed("aanvrager", Lijst(PERSOON, 1, 1, single=True))
KINDEREN = core.Listed("kinderen", Lijst(PERSOON, 5))
OUD = core.Field("p", "oud", JANEE)


def study_of(program: core.Program, name: str) -> Study | None:
    definition = program.definitions[name]
    return study(definition, program, Through(Space(), program, "", EARLIEST, None))


def studied(*definitions: core.Definition) -> Study:
    found = study_of(program_of(definitions), definitions[-1].name)
    assert found is not None
    return found


def regel(name: str, guard: core.Expr, value: core.Expr | None = JA, *more: core.Node) -> core.Node:
    return core.Node(name, guard, value, more)


def quantified(kind: str, where: core.Expr, *lists: core.Listed) -> core.Aggregate:
    return core.Aggregate(kind, "wie", lists, "p", where, None, None)  # type: ignore[arg-type]


# ---------------------------------------------------------------- through definitions


def test_a_begrip_with_rules_is_read_through() -> None:
    jong = core.Definition("jong", JANEE, rules=(regel("j", A),), default=NEE)
    gelezen = core.Read("jong", None, JANEE)

    found = studied(jong, core.Definition("recht", JANEE, rules=(regel("r", gelezen),)))

    assert found.region(core.And((gelezen, core.Not(A)))) == NOTHING
    assert found.region(core.Or((core.Not(gelezen), A))) == found.here


def test_where_rules_leave_a_gap_what_is_read_may_be_anything() -> None:
    open_ = core.Definition("open", JANEE, rules=(regel("o", A),))
    gelezen = core.Read("open", None, JANEE)

    found = studied(open_, core.Definition("recht", JANEE, rules=(regel("r", gelezen),)))

    assert found.region(core.And((gelezen, core.Not(A)))) != NOTHING
    assert found.region(core.And((core.Not(gelezen), A))) == NOTHING


def test_a_begrip_that_is_deviated_from_may_be_anything() -> None:
    deviation = core.Deviation(regel("d", B), 1, False, replaces="j")
    jong = core.Definition("jong", JANEE, rules=(regel("j", A, NEE),), deviations=(deviation,))
    gelezen = core.Read("jong", None, JANEE)

    found = studied(jong, core.Definition("recht", JANEE, rules=(regel("r", gelezen),)))

    assert found.region(core.And((gelezen, A))) != NOTHING


def test_one_of_at_most_one_is_that_one() -> None:
    found = studied(core.Definition("recht", JANEE, rules=(regel("r", A),)))
    old, young = (quantified("any", where, PARTNER) for where in (OUD, core.Not(OUD)))
    all_old = quantified("all", OUD, PARTNER)

    assert found.region(core.And((old, young))) == NOTHING
    assert found.region(core.And((core.Not(all_old), old))) == NOTHING
    assert found.region(core.And((core.Not(exists(PARTNER)), old))) == NOTHING
    assert found.region(core.Or((old, young, core.Not(exists(PARTNER))))) == found.here


def test_a_household_is_its_lists_together() -> None:
    found = studied(core.Definition("recht", JANEE, rules=(regel("r", A),)))
    both = (AANVRAGER, PARTNER)
    two = core.Compare("eq", quantified("count", OUD, *both), core.Constant(2, Aantal()))

    assert found.region(core.And((two, core.Not(quantified("all", OUD, *both))))) == NOTHING
    assert found.region(core.And((two, core.Not(quantified("any", OUD, PARTNER))))) == NOTHING
    assert found.region(core.And((two, quantified("any", core.Not(OUD), *both)))) == NOTHING


def test_of_a_longer_list_one_is_a_count_of_at_least_one() -> None:
    found = studied(core.Definition("recht", JANEE, rules=(regel("r", A),)))
    some = quantified("any", OUD, KINDEREN)
    none = core.Compare("eq", quantified("count", OUD, KINDEREN), core.Constant(0, Aantal()))
    all_young = quantified("all", core.Not(OUD), KINDEREN)

    assert found.region(core.And((some, none))) == NOTHING
    assert found.region(core.And((some, all_young))) == NOTHING
    assert found.region(core.Or((some, all_young))) == found.here


# ---------------------------------------------------------------- what rules do


def test_a_rule_that_its_exceptions_cover_never_counts() -> None:
    rule = regel("r", core.And((A, B)), JA, regel("x", A, NEE))

    found = studied(core.Definition("recht", JANEE, rules=(rule,)))

    assert found.traces["r"].holds != NOTHING
    assert found.traces["r"].counts == NOTHING
    assert found.traces["x"].counts == found.traces["r"].holds


def test_two_deviations_of_one_rule_are_both_asked() -> None:
    """The evaluator asks each, so that neither can be said to hold nowhere."""
    first, second = (
        core.Deviation(regel(name, guard, None), 1, False, frozenset({"r"}))
        for name, guard in (("eerst", JA), ("dan_ook", A))
    )
    definition = core.Definition(
        "recht", JANEE, rules=(regel("r", JA),), deviations=(first, second)
    )

    found = studied(definition)

    assert found.traces["eerst"].holds == found.here
    assert found.traces["dan_ook"].holds == found.region(A)


def test_a_case_that_cannot_exist_proves_nothing() -> None:
    program = program_of([core.Definition("recht", JANEE, rules=(regel("r", A),))])
    program = attrs.evolve(program, admissible={"alleen a": A})
    found = study_of(program, "recht")

    assert found is not None
    assert found.gap() == NOTHING
    assert found.region(A) == found.here


def test_the_default_fills_what_rules_leave() -> None:
    found = studied(core.Definition("recht", JANEE, rules=(regel("r", A),), default=NEE))
    (_, values, _), *_ = found.final

    assert with_default(found, values) == {JA: found.region(A), NEE: found.region(core.Not(A))}


def test_what_is_too_much_is_not_studied() -> None:
    program = program_of([core.Definition("recht", JANEE, rules=(regel("r", A),))])
    view = Through(Space(), program, "", EARLIEST, None)

    assert study(program.definitions["recht"], program, view, most_steps=1) is None


# ---------------------------------------------------------------- against the evaluator


def _records(program: core.Program, name: str, case: Case) -> Sequence[RecordId | None]:
    if program.definitions[name].record is None:
        return [None]
    return [record for listed in case.lists.values() for record in listed.records]


def _steps(step: DefinitionStep) -> Iterator[NodeStep]:
    waiting = [
        node
        for one in step.rounds
        for node in (*one.rules, *(each for stage in one.stages for each in stage.adjustments))
    ]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [*node.exceptions, *node.marks, *node.replacing]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_evaluator_never_contradicts_a_claim(data: st.DataObject) -> None:
    program = data.draw(programs())
    case = data.draw(completions(program, data.draw(cases(program))))
    case = attrs.evolve(case, peildatum=max(case.peildatum, date(2000, 1, 1)))
    reckoning = Reckoning(program, case)

    for name, definition in program.definitions.items():
        found = study_of(program, name)
        if found is None:
            continue
        gap, clashes = found.gap(), [*found.clashes()]
        for record in _records(program, name, case):
            for phase in (0, 1, 2):
                result = reckoning.result(name, record, phase)
                event(f"settled {result.settled}")
                if result.settled:
                    assert not (result.no_rule and gap == NOTHING)
                    assert not (result.conflict and not clashes)
                for step in _steps(result):
                    _hold_against(found, step)
        assert {node.name for node in nodes(definition)} >= found.traces.keys()


def _hold_against(found: Study, step: NodeStep) -> None:
    """A rule that holds nowhere gives nothing, and a guard is what its region says."""
    trace = found.traces.get(step.node.name)
    if step.fired:
        assert trace is not None
        assert trace.holds != NOTHING
    if step.guard is not None and step.guard.settled:
        region = found.region(step.node.guard)
        assert region != (NOTHING if step.guard.is_true else found.here)


# ---------------------------------------------------------------- from a shelf


def in_own_spaces(program: core.Program, name: str, shelf: Shelf) -> Study | None:
    definition = program.definitions[name]
    view = Through(Space(), program, "", EARLIEST, None, shelf=shelf)
    return study(definition, program, view)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs())
def test_what_is_taken_from_a_shelf_means_the_same(program: core.Program) -> None:
    shelf = Shelf()
    for name in program.definitions:
        plain, other = study_of(program, name), in_own_spaces(program, name, shelf)
        assert plain is not None
        assert other is not None
        event(f"on the shelf: {min(len(shelf.known) + len(shelf.always), 3)}")
        assert other.traces.keys() == plain.traces.keys()
        for rule, trace in plain.traces.items():
            regions = (other.traces[rule].asked, other.traces[rule].holds)
            taken = plain.space.taken_from(other.space, regions)
            assert taken == [trace.asked, trace.holds]


def chain(length: int) -> core.Program:
    """Return begrippen of which each reads the one before it, by its rules."""
    made = [core.Definition("b0", JANEE, rules=(regel("r0", A),), default=NEE)]
    for number in range(1, length):
        below = core.Read(f"b{number - 1}", None, JANEE)
        rule = regel(f"r{number}", core.Or((below, B)))
        made.append(core.Definition(f"b{number}", JANEE, rules=(rule,), default=NEE))
    return program_of(made)


def test_where_a_long_chain_is_not_read_further_hangs_on_no_order() -> None:
    program = chain(50)
    shelf = Shelf()
    late = in_own_spaces(program, "b45", shelf)
    for name in program.definitions:
        in_own_spaces(program, name, shelf)
    early = in_own_spaces(program, "b45", shelf)

    assert late is not None
    assert early is not None
    assert late.traces["r45"] == early.traces["r45"]
    assert [str(axis.expr) for axis in late.space.named(late.traces["r45"].holds)] == [
        str(core.Read("b39", None, JANEE)),
        str(B),
    ]


def test_what_reads_itself_has_a_height() -> None:
    self_ = core.Definition("b", JANEE, rules=(regel("r", core.Read("b", None, JANEE)),))
    lezer = core.Definition("c", JANEE, rules=(regel("s", core.Read("b", None, JANEE)),))

    found = in_own_spaces(program_of((self_, lezer)), "c", Shelf())

    assert found is not None
    assert found.traces["s"].holds != NOTHING


def test_what_is_too_large_on_the_shelf_may_be_anything() -> None:
    facts = [core.Fact(f"f{number}", JANEE) for number in range(12)]
    rule = regel("g", core.AtLeast(4, 7, tuple(facts)))
    groot = core.Definition("groot", JANEE, rules=(rule,), default=NEE)
    lezer = core.Definition("recht", JANEE, rules=(regel("r", core.Read("groot", None, JANEE)),))
    program = program_of((groot, lezer))
    shelf = Shelf()

    view = Through(Space(most_steps=20), program, "", EARLIEST, None, shelf=shelf)
    found = study(lezer, program, view, 1_000)

    assert found is not None
    assert [*shelf.known.values()] == [None]
    assert len([*found.space.named(found.traces["r"].holds)]) == 1
