"""Strategies for own tests: whole cases that can exist, and pairs that differ in one thing."""

from datetime import date

import pytest
from hypothesis import HealthCheck, find, given, settings

from maatwerk_rules import load
from maatwerk_rules.model.core import Program
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.observed import observe, reckoning
from maatwerk_rules.verification.strategies import cases, like_pairs, outcome
from tests.small import policy_of
from tests.verification.search.village import TEXT

VILLAGE = policy_of(
    TEXT + '\ntoelaatbaar kort "Kort."\n  alleen als dagen is minder dan 50 dagen\n'
)
PART = VILLAGE.slices[0]
EXAMPLE = load("bijstand_voorbeeld")

slowly = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@slowly
@given(cases(VILLAGE, day=PART.vanaf))
def test_a_case_is_whole_and_can_exist(case: Case) -> None:
    assert case.peildatum == PART.vanaf
    assert reckoning(VILLAGE, PART.program, case) is not None
    assert observe(VILLAGE, PART.program, case, "bijdrage") is not None


@slowly
@given(like_pairs(VILLAGE, "aanvrager.loon"))
def test_a_pair_differs_in_what_is_named_alone(pair: tuple[Case, Case]) -> None:
    first, second = pair
    (leaf,) = [one for one in first.values if first.values[one] != second.values[one]]

    assert first.peildatum == second.peildatum
    assert first.lists == second.lists
    assert (leaf.name, leaf.field) == ("aanvrager", "loon")
    assert first.values[leaf] < second.values[leaf]  # type: ignore[operator]


@slowly
@given(like_pairs(VILLAGE, "anderen.werkt"))
def test_a_field_of_a_list_that_may_be_empty_is_varied_too(pair: tuple[Case, Case]) -> None:
    first, second = pair

    assert first.lists["anderen"].records
    assert first != second


def test_what_is_found_is_near_a_case_that_the_authors_know() -> None:
    def grows(pair: tuple[Case, Case]) -> bool:
        before, after = (outcome(EXAMPLE, one, "woonkostentoeslag") for one in pair)
        return before is False and after is True

    strategy = like_pairs(EXAMPLE, "noodzakelijk_en_bijzonder", day=date(2026, 3, 1))
    first, second = find(strategy, grows, settings=settings(deadline=None, max_examples=2_000))

    assert outcome(EXAMPLE, second, "woonkostentoeslag") is True
    assert first.peildatum == date(2026, 3, 1)


def test_an_outcome_per_record_gives_the_values_of_all_records() -> None:
    case = find(
        cases(EXAMPLE, day=date(2026, 3, 1)),
        lambda one: len(one.lists["bezittingen"].records) == 2,
        settings=settings(deadline=None, max_examples=2_000),
    )

    told = outcome(EXAMPLE, case, "telt_mee")

    assert isinstance(told, tuple)
    assert len(told) == 2
    assert outcome(EXAMPLE, Case(date(2020, 1, 1)), "recht") is None


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="is called haarkleur"):
        like_pairs(EXAMPLE, "haarkleur")
    with pytest.raises(ValueError, match="no rules hold"):
        cases(EXAMPLE, day=date(2020, 1, 1))


def test_of_a_program_partial_cases_are_drawn() -> None:
    assert find(cases(Program({}, {}, {})), lambda _: True).values == {}
