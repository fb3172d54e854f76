"""A counterexample is brought as close to a plain case as it can be, and still is one."""

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Percentage, Scalar, Type
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.closest import (
    Cases,
    changed,
    closest,
    nearest,
    sharpened,
    width,
)
from tests.verification.cases import PLAIN, case

PLAIN_CASE = case()
INCOME = Leaf("gegeven", "inkomen")
BETWEEN = Bedrag("maand", 0, 2_000_000)


def of(whole: Case, name: str) -> Scalar:
    return whole.values[Leaf("gegeven", name)]


def test_what_does_not_matter_becomes_as_in_the_plain_case() -> None:
    odd = case(5, 9, inkomen=700_000, team="noord", kanaal="internet", geslacht="v", judged=True)

    def holds(cases: Cases) -> bool:
        return of(cases[0], "team") == "noord"

    (found,) = closest((odd,), PLAIN_CASE, holds)
    assert found == case(team="noord")


def test_of_two_things_that_only_matter_together_both_stay() -> None:
    odd = case(inkomen=700_000, team="noord", kanaal="internet", geslacht="v")

    def holds(cases: Cases) -> bool:
        return of(cases[0], "team") == "noord" and of(cases[0], "geslacht") == "v"

    (found,) = closest((odd,), PLAIN_CASE, holds)
    assert found == case(team="noord", geslacht="v")


def test_what_differs_within_a_pair_is_left_as_it_is() -> None:
    pair = case(team="noord", inkomen=5), case(team="zuid", inkomen=5)
    found = closest(pair, PLAIN_CASE, lambda cases: of(cases[0], "team") != of(cases[1], "team"))
    assert found == (case(team="noord"), case(team="zuid"))


def test_a_list_loses_the_records_that_do_not_matter() -> None:
    def holds(cases: Cases) -> bool:
        return any(value == 9 for value in cases[0].values.values())

    (found,) = closest((case(3, 9, 4),), PLAIN_CASE, holds)
    assert [record.key for record in found.lists["kinderen"].records] == ["kind_1"]
    assert {leaf.record.key for leaf in found.values if leaf.record} == {"kind_1"}


def test_the_day_becomes_the_plain_one_unless_the_cases_lie_on_different_days() -> None:
    later = case(day=date(2026, 8, 1))
    assert closest((later,), PLAIN_CASE, lambda _: True)[0].peildatum == PLAIN_CASE.peildatum
    pair = later, case(day=date(2026, 8, 2))
    assert closest(pair, PLAIN_CASE, lambda _: True)[0].peildatum == date(2026, 8, 1)


def test_without_patience_the_cases_stay_as_they_were() -> None:
    odd = case(team="noord")
    assert closest((odd,), PLAIN_CASE, lambda _: True, most=0) == (odd,)


@given(st.sets(st.sampled_from(sorted(PLAIN)), max_size=4))
def test_a_smaller_case_still_shows_it_and_holds_no_more_than_it_needs(needed: set[str]) -> None:
    odd = case(
        in_detentie=True, inkomen=1, geboortedatum=date(2000, 1, 1), woonsituatie="gehuwd",
        geslacht="v", team="noord", kanaal="internet", datum_melding=date(2026, 2, 2),
    )  # fmt: skip

    def holds(cases: Cases) -> bool:
        return all(of(cases[0], name) == of(odd, name) for name in needed)

    (found,) = closest((odd,), PLAIN_CASE, holds)
    assert {name for name in PLAIN if of(found, name) != PLAIN[name]} == needed


# ---------------------------------------------------------------- what differs within a pair


def incomes(low: int, high: int) -> Cases:
    return case(inkomen=low), case(inkomen=high)


def cliff(cases: Cases) -> bool:
    low, high = (of(one, "inkomen") for one in cases)
    assert isinstance(low, int)
    assert isinstance(high, int)
    return low <= 125_000 < high


@given(st.integers(0, 125_000), st.integers(125_001, 2_000_000))
def test_a_pair_is_brought_together_up_to_the_cent(low: int, high: int) -> None:
    assert sharpened(incomes(low, high), BETWEEN, cliff) == incomes(125_000, 125_001)


def test_the_range_of_both_sides_goes_as_far_as_it_holds() -> None:
    found = width(incomes(125_000, 125_001), BETWEEN, cliff)
    assert found is not None
    assert found.leaf == INCOME
    assert (found.first, found.second) == ((0, 125_000), (125_001, 2_000_000))


def test_a_window_of_one_cent_is_no_wider_than_that() -> None:
    def window(cases: Cases) -> bool:
        return of(cases[1], "inkomen") == 125_001 and of(cases[0], "inkomen") != 125_001

    found = width(incomes(125_000, 125_001), BETWEEN, window)
    assert found is not None
    assert found.second == (125_001, 125_001)
    assert found.first[1] == 2_000_000


@pytest.mark.parametrize(
    ("type_", "low", "edge", "high"),
    [
        (Datum(), date(2020, 1, 1), date(2024, 2, 29), date(2026, 1, 1)),
        (Aantal("jaar", 0, 120), 0, 66, 120),
        (Percentage(0, 1), Fraction(0), Fraction(7, 100), Fraction(1)),
    ],
)
def test_dates_numbers_and_percentages_are_brought_together(
    type_: Type, low: Scalar, edge: Scalar, high: Scalar
) -> None:
    def pair_of(first: Scalar, second: Scalar) -> Cases:
        return tuple(case(inkomen=value) for value in (first, second))

    def holds(cases: Cases) -> bool:
        before, after = (of(one, "inkomen") for one in cases)
        return bool(before <= edge < after)  # type: ignore[operator]

    near, after = (of(one, "inkomen") for one in sharpened(pair_of(low, high), type_, holds))
    assert near == edge
    assert holds(pair_of(near, after))


def test_what_is_no_single_ordered_difference_has_no_range() -> None:
    pair = case(team="noord"), case(team="zuid")
    assert width(pair, JaNee(), cliff) is None
    assert sharpened(pair, JaNee(), cliff) == pair
    assert width((PLAIN_CASE,), BETWEEN, cliff) is None
    both = case(team="noord", inkomen=1), case(team="zuid", inkomen=2)
    assert changed(both) is None
    assert sharpened(both, BETWEEN, cliff) == both
    missing = attrs.evolve(PLAIN_CASE, values={INCOME: 1})
    assert changed((attrs.evolve(PLAIN_CASE, values={}), missing)) is None


def test_the_nearest_example_differs_least() -> None:
    cases = (case(team="noord", inkomen=3),)
    near, far = case(team="noord"), case(4, woonsituatie="gehuwd")
    assert nearest(cases, (far, near)) == near
