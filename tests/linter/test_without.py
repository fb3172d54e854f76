"""What is said to change nothing changes nothing, in any case."""

from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from maatwerk_rules.linter.parts import Part, Views
from maatwerk_rules.linter.without import idle_deviations, idle_rules
from maatwerk_rules.model import core
from maatwerk_rules.model.types import EARLIEST, Bedrag, JaNee
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, completions, programs

JANEE = JaNee()
JA, NEE = core.Constant(True, JANEE), core.Constant(False, JANEE)
A, B = core.Fact("a", JANEE), core.Fact("b", JANEE)
ORIGIN: Any = object()


def written(node: core.Node) -> core.Node:
    exceptions = tuple(map(written, node.exceptions))
    return attrs.evolve(node, origin=ORIGIN, exceptions=exceptions)


def part_of(definition: core.Definition, program: core.Program | None = None) -> Part:
    deviations = tuple(attrs.evolve(one, node=written(one.node)) for one in definition.deviations)
    rules = tuple(map(written, definition.rules))
    definition = attrs.evolve(definition, rules=rules, deviations=deviations)
    return Part(definition, program or program_of([definition]), EARLIEST, None, Views())


def idle(*rules: core.Node, **more: Any) -> list[str]:
    return [one.name for one in idle_rules(part_of(recht(*rules, **more)))]


def recht(*rules: core.Node, **more: Any) -> core.Definition:
    return attrs.evolve(core.Definition("recht", JANEE, rules=rules), **more)


def test_a_rule_inside_another_with_its_value_changes_nothing() -> None:
    inside = core.Node("klein", core.And((A, B)), JA)

    assert idle(core.Node("groot", A, JA), inside) == ["klein"]


def test_of_two_equal_rules_only_the_last_changes_nothing() -> None:
    assert idle(core.Node("een", A, JA), core.Node("twee", A, JA)) == ["twee"]


def test_a_rule_with_the_value_of_the_default_changes_nothing() -> None:
    assert idle(core.Node("ja", A, JA), core.Node("nee", core.Not(A), NEE), default=NEE) == ["nee"]


def test_a_rule_that_something_hangs_on_is_left_alone() -> None:
    base = core.Node("basis", core.And((A, B)), JA, (core.Node("x", B, NEE),))

    assert "basis" not in idle(core.Node("groot", A, JA), base)


@pytest.mark.parametrize(("guard", "found"), [(core.And((A, core.Not(A))), ["d"]), (B, [])])
def test_a_deviation_that_never_fires_changes_nothing(guard: core.Expr, found: list[str]) -> None:
    deviation = core.Deviation(core.Node("d", guard, NEE), 1, False, replaces="r")
    part = part_of(recht(core.Node("r", A, JA), deviations=(deviation,)))

    assert [one.name for one in idle_deviations(part)] == found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_without_what_is_idle_every_case_comes_out_the_same(data: st.DataObject) -> None:
    program = data.draw(programs(most=2))
    case = data.draw(completions(program, data.draw(cases(program))))
    for definition in program.definitions.values():
        part = part_of(definition, program)
        for rule in idle_rules(part):
            event("idle rule")
            left = tuple(one for one in definition.rules if one.name != rule.name)
            if left != definition.rules:
                _compare(program, definition, attrs.evolve(definition, rules=left), case)
        for deviation in idle_deviations(part):
            event("idle deviation")
            kept = tuple(one for one in definition.deviations if one.name != deviation.name)
            _compare(program, definition, attrs.evolve(definition, deviations=kept), case)


def _compare(program: core.Program, old: core.Definition, new: core.Definition, case: Any) -> None:
    if old.record is not None:
        return
    other = attrs.evolve(program, definitions={**program.definitions, old.name: new})
    before = Reckoning(program, case).result(old.name)
    after = Reckoning(other, case).result(old.name)
    if before.settled and after.settled:
        assert (before.values, before.no_rule) == (after.values, after.no_rule)


HOW_MUCH = Bedrag(van=0)


@pytest.mark.parametrize(
    ("given", "favourable", "names"),
    [(27_500, True, ["hardheid"]), (27_500, False, []), (-1, True, [])],
)
def test_setting_aside_a_rule_that_grants_never_helps(
    given: int, favourable: bool, names: list[str]
) -> None:
    grant = core.Node("toekennen", A, core.Constant(given, HOW_MUCH))
    aside = core.Deviation(
        core.Node("hardheid", B, None), 2, favourable=favourable, aside=frozenset({"toekennen"})
    )
    definition = core.Definition(
        "toeslag",
        HOW_MUCH,
        rules=(grant,),
        default=core.Constant(0, HOW_MUCH),
        order="hoger",
        deviations=(aside,),
    )

    assert [one.name for one in idle_deviations(part_of(definition))] == names


@pytest.mark.parametrize(
    ("value", "best", "names"), [(JA, JA, ["hardheid"]), (NEE, JA, []), (NEE, NEE, ["hardheid"])]
)
def test_setting_aside_what_is_best_never_helps(
    value: core.Constant, best: core.Constant, names: list[str]
) -> None:
    rule = core.Node("regel", A, value)
    aside = core.Deviation(
        core.Node("hardheid", B, None), 2, favourable=True, aside=frozenset({"regel"})
    )
    other = core.Constant(not value.value, JANEE)
    order = (not best.value, best.value)
    definition = recht(rule, default=other, order=order, deviations=(aside,))

    assert [one.name for one in idle_deviations(part_of(definition))] == names
