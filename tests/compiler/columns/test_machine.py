"""Machine code never gives anything but what the evaluator settles on."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.compiler.columns.machine import Machine
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.compiler.columns.batches import Tally, batch_of, compared
from tests.compiler.rows import still

EXAMPLES = 8
NIGHTLY = 500
CASES = 3


def drawn(data, tally):
    program = data.draw(programs())
    drawn_cases = []
    for _ in range(CASES):
        case = still(data.draw(cases(program)))
        drawn_cases += [case, data.draw(completions(program, case))]
    plan = plan_of(program, program.definitions)
    machine = Machine(plan, grounds=True)
    decided = machine.decide(batch_of(plan, program, drawn_cases))
    found = compared(plan, program, drawn_cases, decided)
    tally.compared += found.compared
    tally.settled += found.settled
    tally.native += found.native
    tally.grounded += found.grounded
    return found.differing


@settings(settings.get_profile("vertaald"), max_examples=EXAMPLES)
@given(st.data())
def test_random_programs_give_what_the_evaluator_settles_on(data):
    assert drawn(data, Tally()) == []


@pytest.mark.nachtelijk
def test_very_many_random_cases_give_what_the_evaluator_settles_on(capsys):
    tally = Tally()

    @settings(
        settings.get_profile("vertaald"), max_examples=NIGHTLY, derandomize=False, database=None
    )
    @given(st.data())
    def all_of_them(data):
        assert drawn(data, tally) == []

    all_of_them()
    with capsys.disabled():
        sys.stdout.write(f"\n{tally}\n")
    assert tally.native > tally.settled // 2
