"""The formulas of a program are worth what the evaluator says, in every complete case.

Broken formulas are caught by the same comparison: a test that could not fail would prove nothing.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from random import Random
from typing import Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import Aantal
from maatwerk_rules.pipeline import load
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.verification.core_strategies import program_of, programs
from maatwerk_rules.verification.expression_strategies import DAG, GETAL, JANEE
from maatwerk_rules.verification.smt import calendar, deciding, rules
from maatwerk_rules.verification.smt.coming_to import DefinitionTerms, Result
from maatwerk_rules.verification.smt.quantities import Quantities, UnsupportedError, Value
from maatwerk_rules.verification.smt.rules import Encoder
from maatwerk_rules.verification.smt.terms import Pool, Term
from tests.verification.smt.drawn import World, compare, world

NAMES = [entry.removesuffix(".beleid") for entry in shipped_policies()]
USUAL = ("bijstand_voorbeeld", "participatiewet")
"""The others read the second of these; all are held in all their slices under `nachtelijk`."""
Kind = Literal["sum", "count", "run"]
Window = Literal["before", "year"]


@cache
def some_programs(count: int) -> tuple[Program, ...]:
    """Return random programs of all constructs, the same in every run."""
    found: list[Program] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(programs())
    def collect(program: Program) -> None:
        found.append(program)

    collect()
    return tuple(found)


def aimed() -> Program:
    """Return a program with what is seldom decisive in random ones: ages, terms and rounding."""
    day, number = core.Fact("dag1", DAG), core.Fact("getal1", GETAL)
    quarter = core.Arithmetic("div", number, core.Constant(4, GETAL))
    exprs: dict[str, core.Expr] = {
        "leeftijd": core.Age(day, core.ReferenceDate()),
        "dagen": core.DaysBetween(core.ReferenceDate(), day),
        "half": core.Round(quarter, "half", 1),
        "omhoog": core.Round(quarter, "up", 1),
        "omlaag": core.Round(quarter, "down", Fraction(1, 2)),
    }
    for pick in ("eerder", "later"):
        exprs[pick] = core.Shift(day, number, "maand", pick, 1)
    exprs["na_weken"] = core.Shift(day, core.Constant(8, GETAL), "week", None, -1)
    half = core.Arithmetic("mul", number, core.Constant(Fraction(1, 2), GETAL))
    exprs["na_delen"] = core.Shift(day, half, "dag", None, 1)
    since = core.DaysBetween(core.ReferenceDate(), day)
    soon = core.Compare("le", since, core.Constant(40, GETAL))
    windows: tuple[tuple[Kind, Window], ...] = (
        ("run", "before"),
        ("count", "year"),
        ("sum", "before"),
        ("run", "year"),
    )
    for kind, window in windows:
        body = since if kind == "sum" else soon
        day_now = core.ReferenceDate()
        exprs[f"{kind}_{window}"] = core.OverMonths(kind, body, window, 3, day_now, GETAL)
    dates = ("eerder", "later", "na_weken", "na_delen")
    plain = [
        core.Definition(name, DAG if name in dates else GETAL, expression=expr)
        for name, expr in exprs.items()
    ]
    return program_of([*plain, _added_up(), core.Definition("leeg", JANEE)])


def _added_up() -> core.Definition:
    """Return a definition of which the changes in a step add up."""
    truths = [core.Fact(f"feit{place}", JANEE) for place in (1, 2, 3)]
    changes = tuple(
        core.Node(
            f"erbij{more}",
            truth,
            core.Arithmetic("add", core.Previous(GETAL), core.Constant(more, GETAL)),
        )
        for more, truth in enumerate(truths, 1)
    )
    first = core.Node("eerst", core.Constant(True, JANEE), core.Fact("getal2", GETAL))
    stages = (core.Stage("stap", changes[:2]), core.Stage("nog", changes[2:]))
    return core.Definition("opgeteld", GETAL, rules=(first,), together="som", stages=stages)


@cache
def some_worlds(count: int) -> tuple[World, ...]:
    found = [world(aimed())]
    for program in some_programs(count):
        try:
            found.append(world(program))
        except UnsupportedError:
            continue
    return tuple(found)


def hold(worlds: tuple[World, ...], cases: int) -> tuple[int, int]:
    """Hold every definition in so many cases of each world; return how many were settled."""
    for number, one in enumerate(worlds):
        random = Random(number)
        for _ in range(cases):
            compare(one, random)
    counted = [one.counted for one in worlds]
    return sum(one["settled"] for one in counted), sum(one["with rules"] for one in counted)


def test_random_programs_are_worth_what_the_evaluator_says() -> None:
    worlds = some_worlds(100)

    settled, told = hold(worlds, 50)

    assert len(worlds) > 90
    assert settled > 12_000
    assert told > 9_000


@pytest.mark.parametrize("name", USUAL)
def test_shipped_policies_are_worth_what_the_evaluator_says(name: str) -> None:
    policy = load(name)
    part = policy.slices[-1]
    one = world(part.program, (part.vanaf, part.tot), policy)

    settled, told = hold((one,), 5000 if len(part.program.definitions) < 20 else 2)

    assert settled > 400
    assert told > 300


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", NAMES)
def test_all_slices_of_shipped_policies_in_many_cases(name: str) -> None:
    policy = load(name)
    for part in policy.slices:
        one = world(part.program, (part.vanaf, part.tot), policy)
        assert sum(hold((one,), 200)) > 1000


@pytest.mark.nachtelijk
def test_random_programs_in_a_hundred_thousand_cases() -> None:
    worlds = some_worlds(1000)

    settled, told = hold(worlds, 105)

    assert len(worlds) * 105 > 100_000
    assert settled > 200_000
    assert told > 150_000


# ---------------------------------------------------------------- broken formulas are caught


def _less_instead_of_at_most(self: Quantities, left: Value, right: Value) -> Term:
    return self.pool.negate(_AT_MOST(self, right, left))


def _always_down(self: Quantities, above: Term, by: int, mode: str) -> Term:
    return self.pool.div(above, by)


def _half_up(self: Quantities, above: Term, by: int, mode: str) -> Term:
    if mode != "half":
        return _ROUNDED(self, above, by, mode)
    return self.pool.div(self.pool.total(((above, 2),), by), 2 * by)


def _no_leap_day(pool: Pool, year: Term) -> Term:
    return pool.false


def _years_without_birthdays(pool: Pool, birth: calendar.Day, on: calendar.Day) -> Term:
    return pool.greatest(pool.known(0), pool.sub(on.year, birth.year))


def _nothing_goes_before(pool: Pool, siblings: object, above: object) -> list[Term]:
    return _STANDING(pool, siblings, {})  # type: ignore[arg-type]


def _deviations_win(self: Encoder, one: Result, other: Result, definition: object) -> Result:
    return other


def _last_round_decides(pool: Pool, of: DefinitionTerms, told_in: object) -> deciding.Told:
    last = told_in(pool, of.rounds[-1], of.definition.above)  # type: ignore[operator]
    return dict(last)


def _siblings_agree(self: Encoder, giving: object) -> tuple[Value | None, Term]:
    return _AGREED(self, giving)[0], self.pool.false  # type: ignore[arg-type]


_AT_MOST, _ROUNDED = Quantities.at_most, Quantities._rounded
_STANDING, _AGREED = rules.standing, Encoder._agreed

BROKEN: dict[str, tuple[object, str, Callable[..., object]]] = {
    "le for lt": (Quantities, "at_most", _less_instead_of_at_most),
    "rounding down": (Quantities, "_rounded", _always_down),
    "half up, not away from nil": (Quantities, "_rounded", _half_up),
    "no leap day": (calendar, "is_leap", _no_leap_day),
    "no birthdays": (calendar, "age", _years_without_birthdays),
    "no priority": (rules, "standing", _nothing_goes_before),
    "deviations always win": (Encoder, "_better", _deviations_win),
    "another round decides": (deciding, "_over_rounds", _last_round_decides),
    "no contradictions": (Encoder, "_agreed", _siblings_agree),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_formula_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, name, broken = BROKEN[fault]
    monkeypatch.setattr(place, name, broken)

    for cases, program in ((100, aimed()), *((8, one) for one in some_programs(100))):
        try:
            hold((world(program),), cases)
        except UnsupportedError:
            continue
        except AssertionError:
            return
    pytest.fail(f"nothing noticed: {fault}")


def test_what_is_not_supported_says_where() -> None:
    many = Aantal(van=1, tot=1000)
    share = core.Arithmetic("div", core.Fact("geld", many), core.Fact("hoofden", many))
    program = program_of([core.Definition("deel", Aantal(), expression=share)])

    with pytest.raises(UnsupportedError, match="een deling door een getal met veel waarden"):
        world(program)
