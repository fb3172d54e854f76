"""Rows with gaps give what the evaluator gives: status, value, what is possible, grounds, missing.

Random programs with random cases, several to a block; columns never give anything else.
"""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.compiler.columns.open_kernel import OpenKernel
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.compiler.columns.open_comparing import Tally, compare
from tests.compiler.rows import still

EXAMPLES = 10
NIGHTLY = 1_000
CASES = 3


def drawn(data):
    """Return the tally of some cases of one random program, with gaps and without."""
    program = data.draw(programs())
    kernel, found = OpenKernel(plan_of(program, [*program.definitions])), []
    for _ in range(CASES):
        case = still(data.draw(cases(program)))
        found += [case, data.draw(completions(program, case))]
    tally = compare(kernel, program, found)
    for one in found:
        tally.add(compare(kernel, program, [one]))
    return tally


@settings(settings.get_profile("vertaald"), max_examples=EXAMPLES)
@given(st.data())
def test_random_programs_give_what_the_evaluator_gives(data):
    assert drawn(data).differing == []


@pytest.mark.nachtelijk
def test_very_many_random_cases_give_what_the_evaluator_gives(capsys):
    tally = Tally()

    @settings(settings.get_profile("vertaald"), max_examples=NIGHTLY, derandomize=False)
    @given(st.data())
    def all_of_them(data):
        found = drawn(data)
        assert found.differing == []
        tally.add(found)

    all_of_them()
    with capsys.disabled():
        sys.stdout.write(f"\n{tally.compared} compared, {tally.said} said, {tally.statuses}\n")
    assert tally.said > 4 * tally.compared // 5
