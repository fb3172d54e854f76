"""Recovery over a past time: each month has its own amount and its own ground."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import check, decide_period
from maatwerk_rules.runtime.period_decision import PeriodOutcome

CASE = Path(__file__).parents[2] / "policies/participatiewet/zaken/terugvordering.json"


@cache
def policy() -> Policy:
    found = check("participatiewet").policy
    assert found is not None
    return found


def outcome(case: dict[str, object], name: str = "teruggevorderd_bedrag") -> PeriodOutcome:
    found = decide_period(
        policy(), json.dumps(case), van=date(2025, 10, 1), tot=date(2026, 1, 31), uitkomsten=[name]
    )
    (one,) = found.outcomes
    return one


def test_each_month_has_its_own_amount_and_the_total_adds_them() -> None:
    found = outcome(json.loads(CASE.read_text("utf-8")))

    amounts = [part.result.value for part in found.parts if part.result is not None]
    assert amounts == [500_00, 1_369_06, 0, 200_00]
    assert found.total is not None
    assert found.total.value == 2_069_06


def test_recovery_names_the_decisions_that_come_before_it() -> None:
    found = outcome(json.loads(CASE.read_text("utf-8")), "terugvordering_verplicht")

    assert found.parts[0].result is not None
    assert found.parts[0].result.first == ("herziening", "intrekking")


def test_a_month_nobody_revised_keeps_the_total_open() -> None:
    case = json.loads(CASE.read_text("utf-8"))
    del case["feiten"]["herzien_of_ingetrokken"]["@verloop"][2:]

    found = outcome(case)

    assert found.total is not None
    assert found.total.value is None
    assert (found.total.low, found.total.high) == (1_869_06, 2_069_06)
    assert [leaf.name for leaf in found.total.missing] == ["herzien_of_ingetrokken"]


def test_without_a_look_at_urgent_reasons_no_month_is_settled() -> None:
    case = json.loads(CASE.read_text("utf-8"))
    del case["bekeken"]

    found = outcome(case)

    statuses = [part.result.status for part in found.parts if part.result is not None]
    assert statuses == ["voorlopig", "voorlopig", "vast", "voorlopig"]
