"""The cone of a definition has the same number as long as all it reads is what it was."""

from datetime import date

import attrs
import pytest

from maatwerk_rules.analysis.cones import Cones
from maatwerk_rules.analysis.through import NOBODY
from maatwerk_rules.model import core
from maatwerk_rules.model.core import Constant, Definition, Fact, Program, Read
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Aantal, JaNee
from maatwerk_rules.pipeline import load

JANEE = JaNee()
A = Definition("a", JANEE, expression=Fact("f", JANEE))
B = Definition("b", JANEE, expression=Read("a", None, JANEE))
C = Definition("c", JANEE, expression=Constant(True, JANEE))


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load("bijstand_voorbeeld")


def of(cones: Cones, policy: Policy, *definitions: Definition, **more: object) -> dict[str, int]:
    program = Program({each.name: each for each in definitions}, {"f": JANEE}, {})
    part = Slice(date(2026, 1, 1), None, attrs.evolve(program, **more))  # type: ignore[arg-type]
    [found] = cones.of(attrs.evolve(policy, slices=(part,)))
    return dict(found)


def test_what_did_not_change_keeps_its_number(policy: Policy) -> None:
    cones = Cones()

    assert of(cones, policy, A, B, C) == of(cones, policy, A, B, C)


def test_what_reads_something_new_is_new(policy: Policy) -> None:
    cones = Cones()
    before = of(cones, policy, A, B, C)
    after = of(cones, policy, attrs.evolve(A), B, C)

    assert {name for name in before if before[name] != after[name]} == {"a", "b"}


def test_what_went_away_and_came_back_is_new(policy: Policy) -> None:
    cones = Cones()
    before = of(cones, policy, A, B)
    of(cones, policy, C)

    assert of(cones, policy, A, B)["b"] != before["b"]


def test_a_fact_with_another_range_makes_all_new(policy: Policy) -> None:
    cones = Cones()
    before = of(cones, policy, C, facts={"f": Aantal(tot=3)})
    same = of(cones, policy, C, facts={"f": Aantal(tot=3)})
    after = of(cones, policy, C, facts={"f": Aantal(tot=4)})

    assert before == same
    assert before["c"] != after["c"]
    assert before[NOBODY] != after[NOBODY]


def test_what_stands_in_a_circle_is_always_new(policy: Policy) -> None:
    cones = Cones()
    one = Definition("x", JANEE, expression=Read("y", None, JANEE))
    other = Definition("y", JANEE, expression=core.Not(Read("x", None, JANEE)))
    before, after = (of(cones, policy, one, other, C) for _ in range(2))

    assert {name for name in before if before[name] != after[name]} == {"x", "y"}
