"""The evaluator that a search asks says what `observed.shown` says, whatever it reckoned before."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.model.unknown import fact_leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import (
    Agrees,
    Claim,
    Decides,
    Demand,
    Later,
    Lives,
    Measured,
    OnlyJudged,
    Other,
    Place,
    Same,
)
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.finding import work_out
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.properties import P16
from maatwerk_rules.verification.search.replaying import Judge
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.strategies import cases, completions, programs
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.town import TEXT

JANEE = JaNee()
DAY = date(2026, 3, 1)
TOWN = policy_of(TEXT)


def policy_on_every_day(program: Program) -> Any:
    """Return what of a policy is read to reckon a case: its program, the same on every day."""
    return SimpleNamespace(program_on=lambda _: program)


def rules_of(program: Program) -> list[str]:
    return sorted({one.name for each in program.definitions.values() for one in core.nodes(each)})


def demands(program: Program, name: str) -> list[Demand]:
    own = sorted(one.name for one in core.nodes(program.definitions[name]))
    of_rules = [demand(rule) for rule in own for demand in (Lives, OnlyJudged)]
    return [Same(), Same(grounds=False), Measured(), Decides(), Agrees(), *of_rules]


@pytest.mark.parametrize("most", [12, pytest.param(200, marks=pytest.mark.nachtelijk)])
def test_beside_any_case_it_says_what_is_shown(most: int) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    tried = settings(
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=most,
        suppress_health_check=slow,
    )
    tried(given(st.data())(says_what_is_shown))()


def says_what_is_shown(data: st.DataObject) -> None:
    program = data.draw(programs())
    policy = policy_on_every_day(program)
    begun = data.draw(cases(program))
    near, *listed = [
        attrs.evolve(data.draw(completions(program, begun)), looked=begun.looked) for _ in range(4)
    ]
    judge = Judge(policy, program)
    rules = rules_of(program)
    documented = frozenset(data.draw(st.sets(st.sampled_from(rules)))) if rules else frozenset()

    for name in program.definitions:
        for demand in demands(program, name):
            is_pair = isinstance(demand, Same | Measured)
            change = Other(Place("gegeven", "x")) if is_pair else None
            claim = Claim(P16, name, demand, change, documented)
            for first, second in ((near, listed[0]), (listed[1], listed[2])):
                tried = (first, second) if is_pair else (second,)
                assert judge.shows(claim, tried, near) == shown(policy, program, claim, tried), name


def ruled() -> Program:
    """Return an outcome that reads, by way of a begrip, one that two rules may give."""
    one, two, more = (core.Fact(name, JANEE) for name in ("een", "twee", "meer"))
    yes = core.Constant(True, JANEE)
    by = (
        core.Node("door_een", one, yes),
        core.Node("door_twee", core.And((two, core.Not(one))), yes),
    )
    below = Definition("onder", JANEE, rules=by, default=core.Constant(False, JANEE))
    between = Definition("tussen", JANEE, expression=core.Read("onder", None, JANEE))
    top = core.And((more, core.Read("tussen", None, JANEE)))
    return program_of((below, between, Definition("uit", JANEE, expression=top)))


def of(**facts: bool) -> Case:
    return Case(DAY, {fact_leaf(name): value for name, value in facts.items()})


@pytest.mark.parametrize(
    ("rule", "is_shown"), [("door_een", False), ("door_twee", False), ("een_andere", True)]
)
def test_a_limit_that_is_meant_counts_where_only_other_rules_give_the_same(
    rule: str, is_shown: bool
) -> None:
    program = ruled()
    policy = policy_on_every_day(program)
    first, second = of(een=True, twee=True, meer=False), of(een=False, twee=True, meer=True)
    claim = Claim(P16, "uit", Same(), Later(), frozenset({rule}))

    judge = Judge(policy, program)

    assert judge.shows(claim, (first, second), first) is is_shown
    assert shown(policy, program, claim, (first, second)) is is_shown


@pytest.mark.parametrize("seed", range(3))
def test_what_a_search_yields_can_be_worked_out(seed: int) -> None:
    part = TOWN.slices[-1]
    claims = derive(TOWN, part.program)

    found = [*searched(TOWN, part, claims, Effort(seed=seed, most=2_000), examples=[case(3, 14)])]

    assert sum(bool(one.cases) for one in found) >= 10
    for one in found:
        if one.cases:
            assert shown(TOWN, part.program, one.claim, one.cases), one.claim.key
            assert work_out(TOWN, part.program, one).cases
