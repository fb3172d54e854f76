"""What is determined and paid over months: a start halfway, a measure, and a new norm.

The norms come from the official table: € 1.401,50 from January, € 1.419,46 from July 2026. The rest
is reckoned by hand: € 1.401,50 * 16 / 31 = € 723,354...; 30% of € 1.401,50 = € 420,45; and of each
amount 5% is kept for the holiday allowance, rounded on cents.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import check, decide_period
from maatwerk_rules.runtime.period_decision import PeriodOutcome

CASE = Path(__file__).parents[2] / "policies/participatiewet/zaken/maandbedrag.json"


@cache
def policy() -> Policy:
    found = check("participatiewet").policy
    assert found is not None
    return found


def case() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(CASE.read_text("utf-8"))
    return found


def over(
    case: dict[str, Any], name: str, first: tuple[int, int], last: tuple[int, int]
) -> PeriodOutcome:
    """Return an outcome from the first day of a month up to a day in a later one."""
    (one,) = decide_period(
        policy(),
        json.dumps(case),
        van=date(*first, 1),
        tot=date(*last, 28),
        uitkomsten=[name],
    ).outcomes
    return one


def amounts(found: PeriodOutcome) -> list[object]:
    return [part.result.value for part in found.parts if part.result is not None]


@pytest.mark.parametrize(
    ("name", "expected", "total"),
    [
        ("hoogte_algemene_bijstand", [1_401_50], 4_204_50),
        ("bijstand_van_de_maand", [723_35, 981_05, 1_401_50], 3_105_90),
        ("vakantietoeslag_van_de_maand", [36_17, 49_05, 70_08], 155_30),
        ("uit_te_betalen_bijstand", [687_18, 932_00, 1_331_42], 2_950_60),
    ],
)
def test_a_start_halfway_and_a_measure_add_up_over_three_months(
    name: str, expected: list[int], total: int
) -> None:
    found = over(case(), name, (2026, 1), (2026, 3))

    assert amounts(found) == expected
    assert found.total is not None
    assert found.total.value == total


def test_what_is_paid_and_what_is_kept_are_the_assistance_of_the_month() -> None:
    kept, paid = 155_30, 2_950_60

    assert kept + paid == 723_35 + 981_05 + 1_401_50


def test_before_the_start_and_after_the_end_there_is_nothing() -> None:
    ended = case()
    ended["feiten"] |= {"bijstand_is_beeindigd": True, "laatste_dag_bijstand": "2026-02-14"}

    found = over(ended, "bijstand_van_de_maand", (2025, 12), (2026, 3))

    # 14 of 28 days is half: € 700,75; 30% of that is € 210,225, rounded € 210,23.
    assert amounts(found) == [0, 723_35, 490_52, 0]
    assert found.total is not None
    assert found.total.value == 1_213_87


def test_a_new_norm_halfway_the_year_counts_from_its_month() -> None:
    found = over(case(), "uit_te_betalen_bijstand", (2026, 6), (2026, 7))

    assert amounts(found) == [1_331_42, 1_348_49]


def test_a_measure_of_which_the_percentage_is_unknown_leaves_only_its_month_open() -> None:
    unknown = case()
    del unknown["feiten"]["opgelegde_maatregelen"][0]["percentage_van_besluit"]

    found = over(unknown, "bijstand_van_de_maand", (2026, 1), (2026, 3))

    statuses = [part.result.status for part in found.parts if part.result is not None]
    assert statuses == ["vast", "onbepaald", "vast"]
    assert found.total is not None
    assert found.total.value is None
    assert (found.total.low, found.total.high) == (2_124_85, 3_526_35)
