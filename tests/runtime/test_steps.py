"""What a round read is told without looking at each of its steps, and is the same as if one did."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.steps import LEAVES, DefinitionStep, steps
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.verification.strategies import cases, programs
from tests.compiler.differing import places


def step_by_step(decided):
    """Return what a round read, by a look at each of its steps."""
    every = [*steps(decided)]
    leaves = [step.expr for step in every if isinstance(step.expr, LEAVES)]
    reads = [part for step in every for part in step.parts if isinstance(part, DefinitionStep)]
    return leaves, reads


def all_seen(program, case, timeline=None):
    """Hold what the rounds of all results read to that, and tell how many were looked at."""
    reckoning, seen = Reckoning(program, case, timeline=timeline, readily=True), 0
    for name, record in places(program, case):
        for decided in reckoning.result(name, record).rounds:
            leaves, reads = step_by_step(decided)
            assert [*map(id, decided.looked.leaves)] == [*map(id, leaves)]
            assert [*map(id, decided.reads)] == [*map(id, reads)]
            seen += 1
    return seen


@settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_a_round_of_a_random_program_read_what_its_steps_read(data):
    program = data.draw(programs())

    all_seen(program, data.draw(cases(program)))
    all_seen(program, data.draw(cases(program)))


def test_a_round_of_a_national_toets_read_what_its_steps_read():
    policy, seen = load("participatiewet"), 0
    for toets in policy.beleid.own(Toets)[::600]:
        day = toets.one(Toetsdatum).datum
        case = facts_of(policy, toets).case(day)
        seen += all_seen(policy.program_on(day), case, policy.program_on)

    assert seen
