"""An outcome for one month says that it is no more than that, where other months may differ."""

from datetime import date
from typing import Any

import pytest

from maatwerk_rules import decide, explain, load, to_text
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.record import record
from maatwerk_rules.resources import read_text
from tests.besluit.cases import GIVEN
from tests.explanation.told import flat

LAW = load("participatiewet")
DAY = date(2026, 3, 1)
RECOVERY = read_text("policies/participatiewet/zaken/terugvordering.json")
ONLY = "Let op: dit gaat alleen over maart 2026."


def told(case: Any, *names: str, policy: str = "participatiewet", layers: int = 1) -> str:
    found = load(policy)
    decision = decide(found, case, peildatum=DAY, uitkomsten=names)
    return flat(to_text(explain(found, decision, layers=layers), 10_000))


def paid(*periods: dict[str, object]) -> dict[str, Any]:
    return {"feiten": {"bijstand_betaald": {"@verloop": list(periods)}}}


@pytest.mark.parametrize("policy", ["participatiewet", "rotterdam_terugvordering_2017"])
def test_a_recovery_of_nought_in_one_month_says_that_a_period_is_asked(policy: str) -> None:
    text = told(RECOVERY, "teruggevorderd_bedrag", policy=policy)
    assert "over maart 2026: € 0 per maand" in text
    assert f"{ONLY} Er zijn feiten bekend over oktober 2025 en daarna." in text
    assert "Kies dan een tijdvak: de eerste en de laatste maand." in text


def test_several_outcomes_of_one_month_say_it_once() -> None:
    text = told(RECOVERY, "terugvordering_verplicht", "teruggevorderd_bedrag", layers=3)
    assert text.count(ONLY) == 1


def test_the_last_month_of_what_is_known_is_named_where_it_ends() -> None:
    first = {"van": "2025-10-01", "tot": "2026-01-01", "waarde": 500}
    then = {"van": "2026-01-01", "tot": "2026-04-01", "waarde": 700}
    text = told(paid(first, then), "teruggevorderd_bedrag")
    assert "Er zijn feiten bekend over oktober 2025 tot en met maart 2026." in text


def test_facts_that_ended_before_the_day_say_it_too() -> None:
    text = told(
        paid({"van": "2025-10-01", "tot": "2026-01-01", "waarde": 500}), "teruggevorderd_bedrag"
    )
    assert f"{ONLY} Er zijn feiten bekend over oktober 2025 tot en met december 2025." in text


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ({"feiten": {"bijstand_betaald": 500}}, "teruggevorderd_bedrag"),
        (paid({"van": "2025-10-01", "waarde": 500}), "teruggevorderd_bedrag"),
        (RECOVERY, "hoogte_algemene_bijstand"),  # does not read what changes
        (RECOVERY, "intrekking"),  # is not decided per month
    ],
)
def test_where_the_months_are_alike_nothing_is_said(case: Any, outcome: str) -> None:
    assert ONLY not in told(case, outcome)


def test_the_letter_says_in_short_that_it_is_about_one_month() -> None:
    decision = decide(LAW, RECOVERY, peildatum=DAY, uitkomsten=("teruggevorderd_bedrag",))
    one = record(LAW, decision, {**GIVEN, "door": "college"})
    text = flat(to_text(motivation(LAW, one), 10_000))
    short = "Dit gaat alleen over maart 2026. Over andere maanden staat hier niets."
    assert f"€ 0. {short} Waarom?" in text
    months = {"van": "2025-10-01", "tot": "2026-03-31"}
    whole = record(LAW, decision, {**GIVEN, "door": "college", "tijdvak": months})
    assert short not in flat(to_text(motivation(LAW, whole), 10_000))
