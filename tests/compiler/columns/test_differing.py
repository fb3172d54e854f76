"""The evaluator is the meaning: columns never give anything else.

Random programs with random cases, complete and with gaps, several to a block; the columns of what
is shipped are held against `decide` in `tests/runtime/columns/`.
"""

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.compiler.columns.numpy_kernel import Kernel
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.compiler.columns.comparing import Tally, compare
from tests.compiler.rows import still
from tests.compiler.test_differing import around

EXAMPLES = 12
NIGHTLY = 1_000
CASES = 3


def drawn(data):
    """Return the tally of some cases of one random program, with gaps and without."""
    program = data.draw(programs())
    kernel, found = Kernel(plan_of(program, [*program.definitions])), []
    for _ in range(CASES):
        case = still(data.draw(cases(program)))
        found += [case, data.draw(completions(program, case))]
    tally = compare(kernel, program, found)
    tally.add(compare(kernel, program, found[1::2]))
    return tally.add(compare(kernel, program, found[::2]))


@settings(settings.get_profile("vertaald"), max_examples=EXAMPLES)
@given(st.data())
def test_random_programs_give_what_the_evaluator_settles_on(data):
    assert drawn(data).differing == []


@pytest.mark.nachtelijk
def test_very_many_random_cases_give_what_the_evaluator_settles_on(capsys):
    tally = Tally()

    @settings(settings.get_profile("vertaald"), max_examples=NIGHTLY, derandomize=False)
    @given(st.data())
    def all_of_them(data):
        found = drawn(data)
        assert found.differing == []
        tally.add(found)

    all_of_them()
    with capsys.disabled():
        sys.stdout.write(f"\n{tally.compared} compared, {tally.native} of {tally.settled} native\n")
    assert tally.native > 4 * tally.settled // 5


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ("tests/benchmarks/tijdtaak_12.beleid", date(2025, 1, 1)),
        ("bijstand_voorbeeld", date(2026, 3, 1)),
        pytest.param("rotterdam_giften_2023", date(2026, 3, 1), marks=pytest.mark.nachtelijk),
        pytest.param("participatiewet", date(2026, 3, 1), marks=pytest.mark.nachtelijk),
    ],
)
def test_boundaries_give_what_the_evaluator_settles_on(named, day, request):
    """Each fact at both sides of all that is compared with it, and at its ends."""
    path = request.config.rootpath / named
    policy = load(path if path.exists() else named)
    program = policy.program_on(day)
    names = [name for name, one in program.definitions.items() if one.published]
    kernel = Kernel(plan_of(program, names))
    tally = compare(kernel, program, [*around(program, day, 12)], timeline=policy.program_on)

    assert tally.differing == []
    assert tally.native
