"""A program as text: the same text for the same meaning, another for another."""

from datetime import date

import attrs
from hypothesis import given, settings

from maatwerk_rules import load
from maatwerk_rules.model.core import Rung
from maatwerk_rules.model.printed import printed
from maatwerk_rules.verification.strategies import programs
from tests.compiler.test_python import JA, defined, feit, node, number, program_of, ruled


def test_a_shipped_policy_prints_the_same_each_time():
    day = date(2026, 3, 1)
    text = printed(load("bijstand_voorbeeld").program_on(day))

    assert text == printed(load("bijstand_voorbeeld").program_on(day))
    for told in ("definition recht: (JaNee)", "deviation 1 favourable", "closed by a look"):
        assert told in text


@settings(max_examples=30, deadline=None, derandomize=True)
@given(programs(), programs())
def test_two_programs_print_the_same_only_when_they_are(one, other):
    assert (printed(one) == printed(other)) is (one == other)


def test_what_was_proved_and_asked_is_told():
    base = program_of([ruled(node("een", JA, number(1)))])
    program = attrs.evolve(
        base, admissible={"kan": feit("x")}, ladder=(Rung("overleg", "team", None),)
    )
    sure = attrs.evolve(program.definitions["uit"], no_conflict=True, no_gap=True, record="ding")
    program = attrs.evolve(program, definitions={"uit": sure, "los": defined(number(1))})

    text = printed(program)

    for told in ("proved without conflict", "proved without gap", "admissible kan", "ladder (Rung"):
        assert told in text
    assert "uit per ding" in text
