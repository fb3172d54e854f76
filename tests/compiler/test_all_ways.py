"""The evaluator is the meaning: no way of reckoning gives anything else, over very many rows.

Generated Python, NumPy, machine code and the kernel for rows with gaps are all held against one
reckoning of the evaluator for each row. Hypothesis draws and shrinks the program; a row that
differs is made smaller by hand.
"""

import sys

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.compiler.columns.machine import Machine
from maatwerk_rules.compiler.columns.numpy_kernel import Kernel
from maatwerk_rules.compiler.columns.open_kernel import OpenKernel
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import programs
from tests.compiler import differing
from tests.compiler.columns import batches, comparing, open_comparing
from tests.compiler.columns.small import JANEE, defined, feit
from tests.compiler.rows import Rows

EXAMPLES, FEW = 6, 12
CHUNKS, PROGRAMS, ROWS = 40, 50, 500
"""Of each of so many parts so many programs, with so many rows each: a million in all."""
DEFINITIONS = (1, 2, 2, 4)
"""How many begrippen a program has at most; one of these."""


@attrs.define
class Ways:
    """What all ways made of the rows of one program."""

    program: object
    rows: int = 0
    compared: int = 0
    given: dict = attrs.field(factory=dict)
    differing: list = attrs.field(factory=list)

    def hold(self, cases):
        """Hold all ways against the evaluator in these cases."""
        program = self.program
        reckonings = comparing.reckonings_of(program, cases)
        plan = plan_of(program, [*program.definitions])
        compiled = [Compiled(program, patient=patient) for patient in (False, True)]
        for number, (case, reckoning) in enumerate(zip(cases, reckonings, strict=True)):
            code = compiled[number % 2]
            self._add("python", differing.compared(program, case, code, reckoning=reckoning))
        rest = {"reckonings": reckonings}
        self._add("numpy", comparing.compare(Kernel(plan), program, cases, **rest))
        batch = batches.batch_of(plan, program, cases)
        decided = Machine(plan, grounds=True).decide(batch)
        self._add("machine", batches.compared(plan, program, cases, decided, **rest))
        found = open_comparing.compare(OpenKernel(plan), program, cases, **rest)
        self._add("open", found, found.said)
        self.rows += len(cases)
        return self

    def _add(self, way, tally, given=None):
        self.compared += tally.compared
        self.given[way] = self.given.get(way, 0) + (tally.native if given is None else given)
        self.differing += [(way, *one) for one in tally.differing]


def smallest(program, cases):
    """Return a case as small as can be in which a way differs, and how it does; None: in none."""
    case = next((one for one in cases if Ways(program).hold([one]).differing), None)
    if case is None:
        return None
    for leaf in sorted(case.values, key=lambda one: one.sort_key):
        less = {one: value for one, value in case.values.items() if one != leaf}
        smaller = attrs.evolve(case, values=less)
        if Ways(program).hold([smaller]).differing:
            case = smaller
    return case, Ways(program).hold([case]).differing


def held(program, seed, number):
    """Return what all ways made of some rows, which must be what the evaluator makes of them."""
    cases = Rows(program, seed).draw(number)
    found = Ways(program).hold(cases)
    assert found.differing == [], smallest(program, cases) or "only together with other rows"
    return found


@settings(settings.get_profile("vertaald"), max_examples=EXAMPLES)
@given(programs(2), st.integers(0, 2**32))
def test_all_ways_give_what_the_evaluator_gives(program, seed):
    assert held(program, seed, FEW).rows == FEW


@pytest.mark.nachtelijk
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_million_rows_give_what_the_evaluator_gives(chunk, capsys):
    rows, compared, given_ = 0, 0, dict.fromkeys(("python", "numpy", "machine", "open"), 0)
    profile = settings.get_profile("vertaald")

    @settings(profile, max_examples=PROGRAMS, derandomize=False)
    @given(st.data(), st.integers(0, 2**32))
    def all_of_them(data, seed):
        nonlocal rows, compared
        program = data.draw(programs(DEFINITIONS[seed % len(DEFINITIONS)]))
        found = held(program, seed, ROWS)
        rows, compared = rows + found.rows, compared + found.compared
        for way, number in found.given.items():
            given_[way] += number

    all_of_them()
    with capsys.disabled():
        sys.stdout.write(f"\n{chunk}: {rows} rows, {compared} compared, given {given_}\n")
    assert rows >= PROGRAMS * ROWS
    assert all(number > compared // 40 for number in given_.values())


LEAF = Leaf("gegeven", "x")


def test_a_row_that_differs_is_made_smaller(monkeypatch):
    real = comparing.compare

    def wrong(kernel, program, cases, **rest):
        tally = real(kernel, program, cases, **rest)
        tally.differing += [one.values for one in cases if one.value(LEAF) is True]
        return tally

    program = program_of([defined(core.Or((feit("x"), feit("y"))), JANEE)])
    monkeypatch.setattr(comparing, "compare", wrong)
    cases = Rows(program, 3).draw(6)

    with pytest.raises(AssertionError):
        held(program, 3, 6)
    case, _ = smallest(program, cases)
    assert dict(case.values) == {LEAF: True}
    monkeypatch.undo()
    assert smallest(program, cases) is None
