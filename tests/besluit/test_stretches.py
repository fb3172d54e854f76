"""The layer for who checks covers every part of a period: what differs once per part."""

from datetime import date
from typing import Any

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit.letter import BOUND
from maatwerk_rules.besluit.motivation import JUDGED, STEPS, motivation
from maatwerk_rules.besluit.record import record
from maatwerk_rules.model.policy import Policy
from tests.besluit.cases import AISHA, ANSWERS, GIVEN, OUTCOME, POLICY
from tests.besluit.measuring import LAW_LAYER
from tests.small import policy_of

HELPED = """
gegeven heeft_hulp: ja/nee
  verloopt
  vraag "Hebt u hulp?"
  grondslag Pw artikel 17 lid 1
gegeven vraagt_aan: ja/nee
  vraag "Vraagt u dit aan?"
  grondslag Pw artikel 17 lid 1
oordeel gaat_goed: ja/nee
  vraag "Gaat het goed?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
uitkomst bonus: ja/nee
  anders nee
  gunstig is ja
regel bonus_bij_hulp bepaalt bonus
  bron Pw artikel 11 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  toetsen bij aanwijzing heeft_hulp
  indien heeft_hulp en oordeel gaat_goed
  dan ja
uitkomst kaart: ja/nee
  anders nee
  gunstig is ja
regel kaart_op_aanvraag bepaalt kaart
  bron Pw artikel 11 lid 2
  bedoeling eigen_middelen_eerst
  indien vraagt_aan
  dan ja
"""
JUDGED_WELL = {
    "oordeel": "gaat_goed",
    "waarde": True,
    "door": "college",
    "op": "2026-03-01",
    "omdat": "Hij komt elke week.",
    "gewogen": {"gevolg": "dan stopt hij"},
}


def below(policy: Policy, case: dict[str, Any], months: tuple[str, str], *names: str) -> str:
    """Return the layer for who checks, of a besluit over months."""
    first, last = months
    decision = decide(policy, case, peildatum=date.fromisoformat(first), uitkomsten=names)
    given = {**GIVEN, "door": "college", "tijdvak": {"van": first, "tot": last}}
    text = to_text(motivation(policy, record(policy, decision, given)))
    return " ".join(text.partition(LAW_LAYER)[2].split())


def helped(*periods: dict[str, object]) -> dict[str, Any]:
    return {
        "feiten": {"heeft_hulp": {"@verloop": list(periods)}, "vraagt_aan": True},
        "oordelen": [JUDGED_WELL],
    }


NOW_AND_THEN = helped(
    {"van": "2025-12-01", "tot": "2026-02-01", "waarde": True},
    {"van": "2026-02-01", "tot": "2026-03-01", "waarde": False},
    {"van": "2026-03-01", "waarde": True},
)


def test_a_deviation_in_a_part_of_the_period_is_told_of_that_part() -> None:
    deviating = {
        "oordeel": "onevenredig_gevolg",
        "waarde": True,
        "door": "teammanager",
        "op": "2026-03-01",
        "omdat": "Zij heeft niemand.",
        "gewogen": ANSWERS["oordelen"]["onevenredig_gevolg"]["gewogen"],
    }
    case = {
        "feiten": {"geboortedatum": "2005-06-15", "woonkosten": 750},
        "oordelen": [AISHA["oordelen"][0], deviating],
    }
    text = below(POLICY, case, ("2026-01-01", "2026-12-31"), OUTCOME)
    first = "Woonkostentoeslag van 1 januari 2026 tot en met 30 juni 2026"
    assert f"{STEPS['afwijking']} - Van de regel is afgeweken bij: {first}." in text
    assert f"- {first} rust op: ‘noodzakelijke woonkosten’ (artikel 35" in text
    assert "- Woonkostentoeslag van 1 juli 2026 tot en met 31 december 2026 rust op:" in text
    assert JUDGED in text


def test_what_is_alike_in_all_parts_is_said_once_and_without_days() -> None:
    text = below(policy_of(HELPED), NOW_AND_THEN, ("2026-01-01", "2026-04-30"), "bonus", "kaart")
    assert "- Bonus rust op: ‘bonus bij hulp’" in text
    assert "- Kaart rust op: ‘kaart op aanvraag’" in text
    assert text.count("Artikel 11, eerste lid") == 1


def test_a_judgement_is_told_of_the_parts_and_the_outcome_it_was_given_in() -> None:
    policy = policy_of(HELPED)
    text = below(policy, NOW_AND_THEN, ("2026-01-01", "2026-04-30"), "bonus", "kaart")
    months = "van 1 januari 2026 tot en met 31 januari 2026 en van 1 maart 2026 tot en met 30 april"
    told = f"Een mens heeft geoordeeld bij: Bonus {months} 2026. De rest volgt uit de regels."
    assert told in text
    assert JUDGED not in text
    assert BOUND in below(policy, NOW_AND_THEN, ("2026-01-01", "2026-04-30"), "kaart")


def test_each_month_has_its_own_law_and_one_month_has_one_day() -> None:
    policy = policy_of(HELPED)
    text = below(policy, NOW_AND_THEN, ("2026-01-01", "2026-04-30"), "kaart")
    told = "de eerste naar dat van 1 januari 2026, de laatste naar dat van 1 april 2026."
    assert f"Elke maand is gerekend naar het recht van die maand: {told}" in text
    alone = below(policy, NOW_AND_THEN, ("2026-01-16", "2026-01-31"), "kaart")
    assert "Gerekend naar het recht van 16 januari 2026." in alone


def test_facts_of_later_parts_stand_below_too() -> None:
    case = helped({"van": "2026-01-01", "waarde": True})
    text = below(policy_of(HELPED), case, ("2026-01-01", "2026-04-30"), "bonus", "kaart")
    assert "Heeft hulp: ja vanaf 1 januari 2026." in text


def test_while_a_part_is_open_it_is_no_besluit_and_rests_on_nothing() -> None:
    case = {**NOW_AND_THEN, "oordelen": []}
    text = below(policy_of(HELPED), case, ("2026-01-01", "2026-02-28"), "bonus")
    assert "Dit is nog geen besluit." in text
    assert "Bonus van 1 februari 2026 tot en met 28 februari 2026 rust op:" in text
    assert "Bonus van 1 januari 2026" not in text
