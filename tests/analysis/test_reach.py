"""Where a value is said to stay, it stays."""

from datetime import date

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis.axes import as_number
from maatwerk_rules.analysis.ranges import Range
from maatwerk_rules.analysis.reach import Reach
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, JaNee, Lijst, SoortType, Veldtype, is_ordered
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, completions, programs

BEDRAG = Bedrag()
INKOMEN = core.Fact("inkomen", Bedrag(van=0, tot=1000))
SCHULD = core.Fact("schuld", Bedrag(van=100, tot=200))
POST = SoortType("post", (Veldtype("kosten", Bedrag(van=10, tot=50)),))
POSTEN = core.Listed("posten", Lijst(POST, 3))
KOSTEN = core.Field("p", "kosten", Bedrag(van=10, tot=50))


def euro(cents: int) -> core.Constant:
    return core.Constant(cents, BEDRAG)


def sums(operator: str, left: core.Expr, right: core.Expr) -> core.Expr:
    return core.Arithmetic(operator, left, right)  # type: ignore[arg-type]


def over(kind: str, empty: core.Expr | None = None) -> core.Expr:
    return core.Aggregate(kind, "posten", (POSTEN,), "p", None, KOSTEN, empty)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expr", "low", "high"),
    [
        (INKOMEN, 0, 1000),
        (sums("add", INKOMEN, SCHULD), 100, 1200),
        (sums("sub", INKOMEN, SCHULD), -200, 900),
        (sums("mul", INKOMEN, core.Constant(-2, Aantal())), -2000, 0),
        (sums("mul", INKOMEN, core.Age(core.ReferenceDate(), core.ReferenceDate())), 0, None),
        (sums("mul", core.DaysBetween(core.ReferenceDate(), INKOMEN), INKOMEN), None, None),
        (sums("div", INKOMEN, SCHULD), None, None),
        (core.Bound(INKOMEN, euro(50), euro(700)), 50, 700),
        (core.Bound(INKOMEN, None, euro(-1)), -1, -1),
        (core.Round(INKOMEN, "half", 300), 0, 1200),
        (core.Choose(((core.Fact("a", JaNee()), INKOMEN),), euro(2000)), 0, 2000),
        (core.Dated("d", core.ReferenceDate(), ((date(2026, 1, 1), 5),), None, BEDRAG), 5, 5),
        (
            core.Dated("d", core.ReferenceDate(), ((date(2026, 1, 1), None),), None, BEDRAG),
            None,
            None,
        ),
        (over("sum"), 0, 150),
        (over("highest", euro(0)), 0, 50),
        (over("highest"), None, None),
        (over("only"), 10, 50),
        (over("count"), 0, 3),
    ],
)
def test_reach_of_one_expression(expr: core.Expr, low: int | None, high: int | None) -> None:
    found = Reach(program_of([])).of(expr)

    assert Range(found.low, found.high) == Range(low, high)


def test_what_is_read_is_followed() -> None:
    rules = (core.Node("r", core.Fact("a", JaNee()), INKOMEN),)
    hoogte = core.Definition("hoogte", BEDRAG, rules=rules, default=euro(-5))
    read = core.Read("hoogte", None, BEDRAG)

    assert Reach(program_of([hoogte])).of(read) == Range(-5, 1000)
    assert Reach(program_of([])).of(read) == Range()


def test_steps_are_followed_and_what_no_step_says_stays() -> None:
    guard = core.Fact("a", JaNee())
    more = core.Node("meer", guard, sums("add", core.Previous(BEDRAG), euro(10)))
    last = core.Previous(BEDRAG)
    most = core.Node("hoogstens", guard, core.Bound(last, None, euro(500)))
    stages = (core.Stage("een", (more,)), core.Stage("twee", (most,)))
    rules = (core.Node("r", guard, INKOMEN),)
    hoogte = core.Definition("hoogte", BEDRAG, rules=rules, stages=stages)
    reach = Reach(program_of([hoogte]))

    assert reach.of(core.Read("hoogte", None, BEDRAG)) == Range(0, 1010)
    assert reach.of(last) == Range(0, 1010)
    assert reach.of(core.Previous(BEDRAG)) == Range()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_value_lies_within_its_reach(data: st.DataObject) -> None:
    program = data.draw(programs())
    case = data.draw(completions(program, data.draw(cases(program))))
    reach, reckoning = Reach(program), Reckoning(program, case)
    for name, definition in program.definitions.items():
        if definition.record is not None or not is_ordered(definition.type):
            continue
        value = reckoning.result(name).value
        found = reach.of(core.Read(name, None, definition.type))
        if value is not None:
            event(f"ends {(found.low is not None) + (found.high is not None)}")
            assert found.low is None or found.low <= as_number(value)
            assert found.high is None or as_number(value) <= found.high
