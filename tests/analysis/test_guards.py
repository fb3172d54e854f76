"""Regions of conditions: exactly the cases in which the evaluator says ja."""

import operator as py_operators
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis.axes import Box, Options, Side, Stretch
from maatwerk_rules.analysis.boxes import EVERYTHING, NOTHING, Region, Space
from maatwerk_rules.analysis.guards import View, region_of
from maatwerk_rules.analysis.through import Through
from maatwerk_rules.model import core, exact
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Scalar,
    SoortType,
)
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning

JANEE, GETAL = JaNee(), Aantal(van=0, tot=9)
KLEUR = Keuze(("rood", "wit", "blauw"))
VANDAAG = date(2026, 3, 1)
NUMBER = core.Fact("n", GETAL)
KLEUREN = core.Fact("kleur", KLEUR)
DAG = core.Fact("dag", Datum(date(2026, 1, 1), date(2026, 12, 31)))
FACTS = {
    "a": st.booleans(),
    "b": st.booleans(),
    "n": st.integers(0, 9) | st.fractions(0, 9, max_denominator=2),
    "kleur": st.sampled_from(KLEUR.opties),
    "dag": st.dates(date(2026, 2, 27), date(2026, 3, 3)),
}
OPERATORS = st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"])
FLAGS = st.sampled_from([core.Fact("a", JANEE), core.Fact("b", JANEE)])
BOOLEANS = st.booleans().map(lambda value: core.Constant(value, JANEE))
WHOLE = st.integers(-1, 10).map(lambda value: core.Constant(value, Aantal()))
COLOURS = st.sampled_from([*KLEUR.opties, "groen"]).map(
    lambda value: core.Constant(value, Keuze((value,)))
)
DAYS = st.dates(date(2026, 2, 27), date(2026, 3, 3)).map(
    lambda value: core.Constant(value, Datum())
)
DATED = core.Dated(
    "grens",
    DAG,
    ((date(2020, 1, 1), 2), (date(2026, 3, 1), 4), (date(2026, 3, 2), 5)),
    None,
    Aantal(),
)
NUMBERS = WHOLE | st.just(NUMBER) | st.just(DATED)


MODES = st.sampled_from(["half", "up", "down"])
UNITS = st.sampled_from([1, 2, Fraction(1, 2)])
FACTORS = st.sampled_from([-2, Fraction(1, 2), 3]).map(lambda value: core.Constant(value, Aantal()))
TIMES, PLUS = st.sampled_from(["mul", "div"]), st.sampled_from(["add", "sub"])


def reckoned(parts: st.SearchStrategy[core.Expr]) -> st.SearchStrategy[core.Expr]:
    """Reckonings of known numbers with one more part, which stands in each of the places."""
    ends = st.none() | WHOLE
    return st.one_of(
        st.builds(core.Arithmetic, PLUS, parts, WHOLE | st.just(DATED)),
        st.builds(core.Arithmetic, PLUS, WHOLE | st.just(DATED), parts),
        st.builds(core.Arithmetic, TIMES, parts, FACTORS),
        st.builds(core.Arithmetic, st.just("mul"), FACTORS, parts),
        st.builds(core.Bound, parts, WHOLE, ends),
        st.builds(core.Bound, parts, ends, WHOLE),
        st.builds(core.Round, parts, MODES, UNITS),
    )


KNOWN = st.recursive(WHOLE | st.just(DATED), reckoned, max_leaves=3)
QUANTITIES = st.recursive(NUMBERS, reckoned, max_leaves=3)


def chosen(values: st.SearchStrategy[core.Expr]) -> st.SearchStrategy[core.Expr]:
    branches = st.lists(st.tuples(FLAGS, values), min_size=1, max_size=2).map(tuple)
    return st.builds(core.Choose, branches, values)


COMPARED = st.one_of(
    st.builds(core.Compare, OPERATORS, NUMBERS | chosen(NUMBERS), NUMBERS),
    st.builds(core.Compare, OPERATORS, QUANTITIES | chosen(QUANTITIES), KNOWN),
    st.builds(core.Compare, OPERATORS, KNOWN, QUANTITIES),
    st.builds(core.Compare, st.sampled_from(["eq", "ne"]), COLOURS | st.just(KLEUREN), COLOURS),
    st.builds(core.Compare, OPERATORS, st.just(DAG) | st.just(core.ReferenceDate()), DAYS),
    st.builds(core.Compare, st.sampled_from(["eq", "ne"]), FLAGS, FLAGS | BOOLEANS),
)


def joined(parts: st.SearchStrategy[core.Expr]) -> st.SearchStrategy[core.Expr]:
    some = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(
        st.builds(core.Not, parts),
        st.builds(core.And, some),
        st.builds(core.Or, some),
        st.builds(core.Gate, parts, parts),
        st.builds(core.AtLeast, st.integers(0, 3), st.none() | st.integers(1, 3), some),
        chosen(parts),
    )


CONDITIONS = st.recursive(FLAGS | BOOLEANS | COMPARED, joined, max_leaves=8)


def view_of(*definitions: core.Definition, phase: int | None = None) -> View:
    program = core.Program({one.name: one for one in definitions}, {}, {})
    return View(Space(), program, "eigen", VANDAAG, date(2026, 3, 2), phase)


def inside(box: Box, values: dict[str, Scalar]) -> bool:
    return all(
        lies(side, values[axis.expr.name] if isinstance(axis.expr, core.Fact) else VANDAAG)
        for axis, side in box.sides
    )


def lies(side: Side, value: Any) -> bool:
    if isinstance(side, Options):
        return value in side.values
    low: Any = value if side.low is None else side.low
    high: Any = value if side.high is None else side.high
    above = low < value or (side.with_low and low == value)
    return above and (value < high or (side.with_high and high == value))


@settings(deadline=None)
@given(CONDITIONS, st.fixed_dictionaries(FACTS))
def test_a_condition_holds_exactly_in_its_region(
    condition: core.Expr, values: dict[str, Scalar]
) -> None:
    view = view_of()
    region = region_of(condition, view)
    definition = core.Definition("c", JANEE, expression=condition)
    known = {Leaf("gegeven", name): value for name, value in values.items()}
    reckoning = Reckoning(core.Program({"c": definition}, {}, {}), Case(VANDAAG, known))

    boxes = [box for box in view.space.boxes(region) if inside(box, values)]

    if any(isinstance(part, core.Compare) and _opaque(part) for part in core.walk(condition)):
        return
    assert bool(boxes) == reckoning.result("c").value
    assert len(boxes) < 2
    complement = view.space.boxes(view.space.negate(region))
    assert any(inside(box, values) for box in complement) != bool(boxes)


def _opaque(expr: core.Compare) -> bool:
    """Two quantities compared have an axis of their own, which these values do not fill."""
    return NUMBER in core.walk(expr.left) and NUMBER in core.walk(expr.right)


def holds(condition: core.Expr, view: View) -> Region:
    return region_of(condition, view)


def compare(operator: str, left: core.Expr, right: core.Expr) -> core.Expr:
    return core.Compare(operator, left, right)  # type: ignore[arg-type]


X, Y = core.Fact("x", Bedrag()), core.Fact("y", Bedrag())


def test_two_quantities_are_less_equal_or_more() -> None:
    view = view_of()
    space = view.space

    assert holds(compare("gt", X, Y), view) == space.negate(holds(compare("le", X, Y), view))
    assert holds(compare("gt", X, Y), view) == holds(compare("lt", Y, X), view)
    assert holds(compare("eq", X, Y), view) == holds(compare("eq", Y, X), view)
    assert holds(compare("ge", X, X), view) == EVERYTHING
    assert holds(compare("lt", X, X), view) == NOTHING


def test_two_choices_are_the_same_or_not() -> None:
    view = view_of()
    other = core.Fact("andere", KLEUR)

    same, turned = compare("eq", KLEUREN, other), compare("ne", other, KLEUREN)
    assert holds(same, view) == view.space.negate(holds(turned, view))
    assert holds(same, view) not in (NOTHING, EVERYTHING)


def test_a_choice_that_is_no_leaf_is_not_looked_into() -> None:
    view = view_of()
    unfilled = core.Unfilled("kleur", "verordening", KLEUR)
    wit = core.Constant("wit", Keuze(("wit",)))

    assert holds(compare("eq", unfilled, wit), view) not in (NOTHING, EVERYTHING)


def test_what_is_not_understood_equals_itself() -> None:
    view = view_of()
    lijst = (core.Listed("dingen", Lijst(SoortType("ding", ()), 3)),)
    some = core.Aggregate("any", "dingen", lijst, "d", core.Field("d", "f", JANEE), None, None)

    region = holds(some, view)
    assert view.space.both(region, holds(core.Not(some), view)) == NOTHING
    (box,) = view.space.boxes(region)
    assert not box.is_certain
    assert list(box.witness.values()) == [True]


def test_a_begrip_is_read_as_its_expression_on_the_same_record() -> None:
    begrip = core.Definition("b", JANEE, expression=core.Fact("a", JANEE))
    per_record = core.Definition("p", JANEE, "ding", core.Field("ding", "f", JANEE))
    view = view_of(begrip, per_record)

    assert holds(core.Read("b", None, JANEE), view) == holds(core.Fact("a", JANEE), view)
    same = core.Read("p", "ding", JANEE)
    assert holds(same, view) == holds(core.Field("ding", "f", JANEE), view)
    assert holds(core.Read("p", "d", JANEE), view) != holds(same, view)


def test_a_deviation_reads_its_own_outcome_of_another_pass() -> None:
    space = Space()
    program = core.Program({}, {}, {})
    read, other = core.Read("eigen", None, JANEE), core.Read("ander", None, JANEE)
    plain, first = View(space, program, "eigen"), View(space, program, "eigen", phase=1)

    assert region_of(read, plain) != region_of(read, first)
    assert region_of(other, plain) == region_of(other, first)


def test_an_amount_outside_its_dates_may_be_anything() -> None:
    view = view_of()
    early = core.Dated("grens", DAG, ((date(2026, 6, 1), 5),), date(2026, 7, 1), Aantal())

    region = holds(compare("gt", early, core.Constant(7, Aantal())), view)
    (first, last) = view.space.boxes(region)
    assert first.sides[0][1] == Stretch(date(2026, 1, 1), date(2026, 5, 31))
    assert last.sides[0][1] == Stretch(date(2026, 7, 1), date(2026, 12, 31))


def test_an_amount_on_a_written_date_is_not_looked_into() -> None:
    view = view_of()
    fixed = core.Dated(
        "g", core.Constant(VANDAAG, Datum()), ((date(2026, 1, 1), 5),), None, Aantal()
    )

    five = core.Constant(Fraction(5), Aantal())
    assert holds(compare("eq", fixed, five), view) not in (NOTHING, EVERYTHING)


def test_a_date_that_is_reckoned_stays_within_the_calendar() -> None:
    view = view_of()
    later = core.Shift(DAG, core.Constant(1, Aantal("dag")), "dag", None, 1)
    first = core.Constant(date(1, 1, 1), Datum())

    assert holds(compare("lt", later, first), view) == NOTHING
    bound = core.Bound(DAG, core.Constant(VANDAAG, Datum()), None)
    assert holds(compare("lt", bound, core.Constant(VANDAAG, Datum())), view) == NOTHING


def test_the_reference_date_lies_within_the_slice() -> None:
    view = view_of()
    today = compare("eq", core.ReferenceDate(), core.Constant(VANDAAG, Datum()))

    assert holds(today, view) == EVERYTHING
    endless = View(Space(), core.Program({}, {}, {}), "eigen")
    assert holds(today, endless) not in (NOTHING, EVERYTHING)


@pytest.mark.parametrize("operator", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_written_values_are_compared_at_once(operator: str) -> None:
    two, three = core.Constant(2, Aantal()), core.Constant(3, Aantal())

    found = holds(compare(operator, two, three), view_of())
    assert found == (EVERYTHING if operator in ("ne", "lt", "le") else NOTHING)


def test_an_option_is_one_of_those_declared() -> None:
    view = view_of()
    rood, groen = (core.Constant(name, Keuze((name,))) for name in ("rood", "groen"))

    assert holds(compare("eq", KLEUREN, groen), view) == NOTHING
    assert holds(compare("eq", rood, KLEUREN), view) == holds(compare("eq", KLEUREN, rood), view)
    assert holds(compare("eq", rood, rood), view) == EVERYTHING


def test_a_number_may_stand_on_either_side() -> None:
    view = view_of()
    five = core.Constant(5, Aantal())

    assert holds(compare("lt", five, NUMBER), view) == holds(compare("gt", NUMBER, five), view)


def test_conditions_are_joined() -> None:
    view = view_of()
    space = view.space
    a, b = core.Fact("a", JANEE), core.Fact("b", JANEE)
    one, other = holds(a, view), holds(b, view)

    assert holds(core.Or((a, b)), view) == space.either(one, other)
    assert holds(core.Gate(a, b), view) == holds(core.And((a, b)), view)
    assert holds(core.AtLeast(2, None, (a, b)), view) == holds(core.And((a, b)), view)
    exactly_one = holds(core.AtLeast(1, 1, (a, b)), view)
    assert exactly_one == holds(core.Not(compare("eq", a, b)), view)
    assert holds(core.Choose(((a, b),), core.Not(b)), view) == space.negate(exactly_one)


def test_a_value_on_a_condition_is_compared_branch_by_branch() -> None:
    view = view_of()
    three, five = core.Constant(3, Aantal()), core.Constant(5, Aantal())
    a = core.Fact("a", JANEE)

    assert holds(compare("gt", core.Choose(((a, five),), three), three), view) == holds(a, view)
    never = core.Choose(((core.Constant(False, JANEE), five),), three)
    assert holds(compare("eq", never, three), view) == EVERYTHING


def test_a_quantity_times_nil_is_nil_and_a_division_is_not_looked_into() -> None:
    view = view_of()
    nil, five = core.Constant(0, Aantal()), core.Constant(5, Aantal())
    product = core.Arithmetic("mul", NUMBER, nil)

    assert holds(compare("lt", product, five), view) == EVERYTHING
    through = core.Arithmetic("div", five, nil)
    assert holds(compare("lt", NUMBER, through), view) not in (NOTHING, EVERYTHING)
    share = core.Arithmetic("div", five, NUMBER)
    assert holds(compare("lt", share, five), view) not in (NOTHING, EVERYTHING)


def test_what_is_held_between_quantities_is_not_looked_into() -> None:
    view = view_of()
    five = core.Constant(5, Aantal())

    for bound in (core.Bound(NUMBER, X, None), core.Bound(NUMBER, None, X)):
        assert holds(compare("lt", bound, five), view) not in (NOTHING, EVERYTHING)


def test_a_reckoning_of_very_many_amounts_is_not_looked_into() -> None:
    view = view_of()
    nil = core.Constant(0, Aantal())
    total: core.Expr = nil
    for power in range(8):
        amount = core.Constant(2**power, Aantal())
        chosen_ = core.Choose(((core.Fact(f"v{power}", JANEE), amount),), nil)
        total = core.Arithmetic("add", total, chosen_)

    region = holds(compare("lt", total, core.Constant(255, Aantal())), view)

    (box,) = view.space.boxes(view.space.negate(region))
    assert not box.is_certain


FLAG = core.Fact("a", JANEE)


def getal(number: int | Fraction) -> core.Constant:
    return core.Constant(number, Aantal())


def below(end: int | Fraction, *, with_end: bool = False) -> core.Expr:
    return compare("le" if with_end else "lt", NUMBER, getal(end))


@pytest.mark.parametrize(
    ("mode", "less", "most"),
    [
        ("down", below(4), below(6)),
        ("up", below(2, with_end=True), below(4, with_end=True)),
        ("half", below(3), below(5)),
    ],
)
def test_what_is_rounded_is_less_below_a_step(mode: Any, less: core.Expr, most: core.Expr) -> None:
    view = view_of()
    rounded = core.Round(NUMBER, mode, 2)

    assert holds(compare("lt", rounded, getal(4)), view) == holds(less, view)
    assert holds(compare("le", rounded, getal(4)), view) == holds(most, view)
    assert holds(compare("ge", rounded, getal(4)), view) == holds(core.Not(less), view)
    assert holds(compare("gt", rounded, getal(4)), view) == holds(core.Not(most), view)
    exactly = core.And((most, core.Not(less)))
    assert holds(compare("eq", rounded, getal(4)), view) == holds(exactly, view)


def test_a_half_below_nil_is_rounded_away_from_nil() -> None:
    view = view_of()
    rounded = core.Round(core.Arithmetic("sub", NUMBER, getal(5)), "half", 1)

    end = below(Fraction(7, 2), with_end=True)
    assert holds(compare("le", rounded, getal(-2)), view) == holds(end, view)


def test_what_is_held_between_ends_stands_there() -> None:
    view = view_of()
    held = core.Bound(NUMBER, getal(2), getal(6))

    assert holds(compare("lt", held, getal(2)), view) == NOTHING
    assert holds(compare("le", held, getal(2)), view) == holds(below(2, with_end=True), view)
    assert holds(compare("ge", held, getal(6)), view) == holds(core.Not(below(6)), view)
    assert holds(compare("le", held, getal(6)), view) == EVERYTHING
    free = core.Bound(NUMBER, None, None)
    assert holds(compare("lt", free, getal(3)), view) == holds(below(3), view)
    wide = core.Bound(getal(9), getal(2), core.Choose(((FLAG, getal(4)),), getal(5)))
    assert holds(compare("eq", wide, getal(4)), view) == holds(FLAG, view)


def test_what_is_known_is_brought_to_the_other_side() -> None:
    view = view_of()

    for reckoning, same in (
        (core.Arithmetic("add", getal(2), NUMBER), below(3)),
        (core.Arithmetic("sub", NUMBER, getal(1)), below(6)),
        (core.Arithmetic("mul", NUMBER, getal(2)), below(Fraction(5, 2))),
        (core.Arithmetic("div", NUMBER, getal(2)), core.Constant(True, JANEE)),
        (core.Arithmetic("sub", getal(7), NUMBER), compare("gt", NUMBER, getal(2))),
        (core.Arithmetic("mul", getal(-1), NUMBER), core.Constant(True, JANEE)),
    ):
        assert holds(compare("lt", reckoning, getal(5)), view) == holds(same, view)
    known = core.Arithmetic("div", core.Round(getal(Fraction(9, 2)), "half", 1), getal(2))
    assert holds(compare("lt", NUMBER, known), view) == holds(below(Fraction(5, 2)), view)


BIRTHDAYS = Datum(date(1900, 1, 1), date(2100, 1, 1))


@settings(deadline=None)
@given(
    st.sampled_from(["lt", "le", "eq", "ge", "gt"]),
    st.integers(0, 160),
    st.dates(date(1900, 1, 1), date(2027, 12, 31)),
)
def test_a_comparison_of_an_age_is_decided_only_where_every_age_agrees(
    operator: str, years: int, born: date
) -> None:
    view = View(Space(), core.Program({}, {}, {}), "eigen", VANDAAG, date(2028, 1, 1))
    age = core.Age(core.Fact("geboren", BIRTHDAYS), core.ReferenceDate())

    found = holds(compare(operator, age, getal(years)), view)
    highest = exact.age(date(1900, 1, 1), date(2027, 12, 31))
    assert highest == 127
    told = getattr(py_operators, operator)(exact.age(born, date(2027, 12, 31)), years)
    assert found != (NOTHING if told else EVERYTHING)
    if years > highest:
        assert found == (EVERYTHING if operator in ("lt", "le") else NOTHING)


def test_the_highest_age_itself_can_be_reached_and_no_more() -> None:
    view = View(Space(), core.Program({}, {}, {}), "eigen", VANDAAG, date(2028, 1, 1))
    age = core.Age(core.Fact("geboren", BIRTHDAYS), core.MonthStart(core.ReferenceDate()))

    assert holds(compare("ge", age, getal(127)), view) not in (NOTHING, EVERYTHING)
    assert holds(compare("le", age, getal(127)), view) == EVERYTHING
    assert holds(compare("gt", age, getal(127)), view) == NOTHING
    assert view.space.hangs_on_days


def test_without_a_last_day_an_age_has_no_end_but_that_of_a_person_does() -> None:
    program = core.Program({}, {}, {})
    age = core.Age(core.Fact("geboren", BIRTHDAYS), core.ReferenceDate())
    house = core.Age(core.Fact("gebouwd", Datum(date(1600, 1, 1), None)), core.ReferenceDate())
    old = compare("ge", age, getal(300))

    assert holds(old, View(Space(), program, "eigen", VANDAAG)) not in (NOTHING, EVERYTHING)
    assert holds(old, Through(Space(), program, "eigen", VANDAAG)) == NOTHING
    built = holds(compare("ge", house, getal(300)), Through(Space(), program, "eigen", VANDAAG))
    assert built not in (NOTHING, EVERYTHING)
