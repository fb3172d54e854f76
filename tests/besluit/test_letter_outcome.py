"""An outcome as a resident reads it: over months once what is alike, and the real why."""

import re
from datetime import date
from typing import Any

import pytest

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit.letter import HALF_A_PAGE
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.record import Besluit, record, seal
from maatwerk_rules.model.policy import Policy
from tests.besluit.cases import GIVEN, besluit
from tests.besluit.made import MADE
from tests.besluit.measuring import LAW_LAYER, for_the_resident, sentences
from tests.small import policy_of

MOVED = """
gegeven in_bezit: bedrag per maand tussen € 0 en € 1.000
  verloopt
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
uitkomst deel_een: bedrag per maand tussen € 0 en € 1.000
  anders € 0
  gunstig is hoger
regel deel_van_bezit bepaalt deel_een
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien in_bezit is meer dan € 0
  dan in_bezit
  uitleg "U hebt zelf wat."
regel deel_van_niets bepaalt deel_een
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien niet in_bezit is meer dan € 0
  dan € 0
  uitleg "U hebt niets."
uitzondering niet_boven_honderd op deel_van_bezit
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien in_bezit is meer dan € 100
  dan € 100
  uitleg "Meer dan € 100 telt niet mee."
begrip opgeteld: bedrag per maand
  bron Pw artikel 11 lid 2
  is deel_een + in_bezit
uitkomst samen_geteld: bedrag per maand tussen € 0 en € 3.000
  gunstig is hoger
  per kalendermaand
regel tel_op bepaalt samen_geteld
  bron Pw artikel 11 lid 2
  bedoeling eigen_middelen_eerst
  dan deel_een
  uitleg "Dat is alles."
uitkomst genoemd: bedrag per maand tussen € 0 en € 3.000
  gunstig is hoger
regel noem_het bepaalt genoemd
  bron Pw artikel 11 lid 2
  bedoeling eigen_middelen_eerst
  dan deel_een
  uitleg "Uw deel is {deel_een}."
uitkomst zonder_woorden: bedrag per maand tussen € 0 en € 3.000
  gunstig is hoger
regel geef_door bepaalt zonder_woorden
  bron Pw artikel 11 lid 2
  bedoeling eigen_middelen_eerst
  dan deel_een
"""


def of_months(case: dict[str, Any], months: tuple[str, str] | None, *names: str) -> Besluit:
    policy = policy_of(MOVED)
    decision = decide(policy, case, peildatum=date(2026, 1, 1), uitkomsten=names)
    given = {**GIVEN, "door": "college"}
    if months is not None:
        given["tijdvak"] = {"van": months[0], "tot": months[1]}
    return record(policy, decision, given)


def above(policy: Policy, one: Besluit) -> str:
    """Return the half page as one line, without the rules below headings."""
    return " ".join(re.sub(r"\n[=-]+\n", "\n", for_the_resident(motivation(policy, one))).split())


def told(case: dict[str, Any], months: tuple[str, str] | None, *names: str) -> str:
    return above(policy_of(MOVED), of_months(case, months, *names))


def changing(*values: tuple[str, int]) -> dict[str, Any]:
    """Return a case in which the amount changes on these days, from December on."""
    days = [day for day, _ in values[1:]]
    ends: list[dict[str, str]] = [*({"tot": day} for day in days), {}]
    periods = [
        {"van": day, "waarde": value, **end} for (day, value), end in zip(values, ends, strict=True)
    ]
    return {"feiten": {"in_bezit": {"@verloop": periods}}}


def test_what_a_sum_was_made_from_is_told_before_the_sum() -> None:
    text = told({"feiten": {"in_bezit": 40}}, None, "samen_geteld")
    assert "Samen geteld over januari 2026: € 40. Waarom? U hebt zelf wat. Dat is alles." in text


def test_an_exception_behind_a_sum_is_told_too() -> None:
    text = told({"feiten": {"in_bezit": 400}}, None, "samen_geteld")
    assert "U hebt zelf wat. Meer dan € 100 telt niet mee. Dat is alles." in text


def test_a_nought_adds_nothing_to_the_why() -> None:
    text = told({"feiten": {"in_bezit": 0}}, None, "samen_geteld")
    assert "Waarom? Dat is alles." in text


def test_what_the_words_of_a_rule_name_is_not_told_again() -> None:
    text = told({"feiten": {"in_bezit": 40}}, None, "genoemd")
    assert "Waarom? Uw deel is € 40 per maand. Het doel" in text


def test_a_rule_without_words_is_told_by_what_lies_behind_it() -> None:
    text = told({"feiten": {"in_bezit": 40}}, None, "zonder_woorden")
    assert "Waarom? U hebt zelf wat. Het doel" in text
    assert "geldt voor u" not in text


def test_the_layer_below_names_the_rules_behind_a_sum() -> None:
    policy = policy_of(MOVED)
    one = of_months({"feiten": {"in_bezit": 40}}, None, "samen_geteld")
    below = " ".join(to_text(motivation(policy, one)).partition(LAW_LAYER)[2].split())
    assert "rust op: ‘tel op’ (artikel 11, tweede lid, van de Participatiewet) en" in below
    assert "‘deel van bezit’ (artikel 11, eerste lid" in below


def test_a_recovery_tells_why_and_why_not_all() -> None:
    policy, made = MADE["willem_f"]
    text = above(policy, made())
    assert "U vertelde niet wat van belang was. Daardoor kreeg u te veel bijstand." in text
    assert "Er zijn dringende redenen." in text


MONTHS = ("2026-01-01", "2026-06-30")


def test_months_that_differ_only_in_amount_have_one_why() -> None:
    case = changing(("2026-01-01", 10), ("2026-02-01", 20), ("2026-04-01", 30))
    text = told(case, MONTHS, "samen_geteld")
    first, then = "Januari 2026: € 10.", "Februari en maart 2026: € 20 per maand."
    last = "April tot en met juni 2026 (3 maanden): € 30 per maand."
    assert f"- {first} - {then} - {last} Alle maanden samen: € 140. Waarom?" in text
    assert "Waarom? Januari tot en met juni 2026: U hebt zelf wat. Dat is alles. Het doel" in text
    assert "In bezit: verschilt per maand." in text


def test_a_why_names_the_months_it_is_for() -> None:
    values = ("2026-01-01", 10), ("2026-03-01", 0), ("2026-04-01", 30), ("2026-05-01", 0)
    text = told(changing(*values), MONTHS, "samen_geteld")
    given = "Januari 2026, februari 2026 en april 2026: U hebt zelf wat. Dat is alles."
    assert f"Waarom? {given} Maart 2026, mei 2026 en juni 2026: Dat is alles." in text


def test_parts_that_each_have_a_why_tell_it_with_the_part() -> None:
    text = told(changing(("2026-01-01", 0), ("2026-03-01", 30)), MONTHS, "samen_geteld")
    first = "Januari en februari 2026: € 0 per maand. Dat is alles."
    then = "Maart tot en met juni 2026 (4 maanden): € 30 per maand. U hebt zelf wat. Dat is alles."
    assert f"{first} {then} Het doel" in text


def test_a_period_that_begins_within_a_month_is_told_by_its_days() -> None:
    text = told({"feiten": {"in_bezit": 40}}, ("2026-01-16", "2026-02-28"), "samen_geteld")
    assert "16 januari 2026 tot en met 28 februari 2026: € 40 per maand." in text
    longer = told({"feiten": {"in_bezit": 40}}, ("2026-01-16", "2026-03-31"), "samen_geteld")
    assert "16 januari 2026 tot en met 31 maart 2026: € 40 per maand." in longer


def test_a_period_over_two_years_names_both() -> None:
    text = told({"feiten": {"in_bezit": 40}}, ("2026-11-01", "2027-02-28"), "samen_geteld")
    assert "November 2026 tot en met februari 2027 (4 maanden): € 40 per maand." in text


def test_a_fact_that_changes_after_the_day_is_told_as_it_was_then() -> None:
    text = told(changing(("2026-01-01", 10), ("2026-02-01", 20)), None, "samen_geteld")
    assert "In bezit: € 10 per maand." in text


def test_while_a_month_is_open_the_months_have_no_sum() -> None:
    case = changing(("2026-02-01", 10), ("2026-03-01", 20))
    text = told(case, ("2026-01-01", "2026-03-31"), "samen_geteld")
    open_, first = "Januari 2026: nog niet beslist.", "Februari 2026: € 10."
    wanted = "Dit moeten wij nog weten: - Wat hebt u?"
    assert f"- {open_} - {first} - Maart 2026: € 20. {wanted} Waarom?" in text
    assert "Alle maanden samen" not in text
    assert "In bezit: verschilt per maand." in text


def test_a_letter_over_half_a_page_tells_fewer_facts_and_intentions() -> None:
    policy, made = MADE["alles_gevraagd"]
    one = made()
    facts = ("Waarde van auto: € 16.000.", "Bent u Nederlander? Ja.")
    assert all(each in above(policy, one) for each in facts)
    said = {**one.data["gehoord"], "zienswijze": "Ik red het niet. " * 60}
    text = above(policy, seal({**one.data, "gehoord": said}))
    assert [each in text for each in facts] == [True, False]
    assert text.count("Ik red het niet.") == 60
    assert "Het doel hiervan: - De stap naar werk" in text


LEANED = """
soort ding heeft
  soort_ding: keuze uit niets_bijzonders, huis, boot
    vraag "Is het een huis of een boot?"
    grondslag Pw artikel 17 lid 1
  prijs_in_euro: bedrag tussen € 0 en € 1.000
    vraag "Wat kost het?"
    grondslag Pw artikel 17 lid 1
gegeven dingen: lijst van hoogstens 5 ding
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
begrip telt_mee per ding: ja/nee
  bron Pw artikel 11 lid 1
  is niet ding.soort_ding is huis en ding.prijs_in_euro is meer dan € 0
uitkomst vrij: ja/nee
  gunstig is ja
regel vrij_van_dingen bepaalt vrij
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien er is een d uit dingen waarvoor d.telt_mee
  dan ja
"""


def test_an_option_that_says_what_something_is_not_answers_its_question() -> None:
    policy = policy_of(LEANED)
    dingen = [{"@naam": "fiets", "soort_ding": "niets_bijzonders", "prijs_in_euro": 100}]
    decision = decide(policy, {"feiten": {"dingen": dingen}}, peildatum=date(2026, 3, 1))
    one = record(policy, decision, {**GIVEN, "door": "college"})
    asked = [found for found in one.outcomes if found["naam"] == "vrij"]
    assert asked[0]["waarde"] is True
    text = above(policy, one)
    assert "- Fiets: Is het een huis of een boot? Niets bijzonders." in text
    assert "- Prijs van fiets: € 100." in text
    below = to_text(motivation(policy, one)).partition(LAW_LAYER)[2]
    assert "- fiets: prijs in euro € 100; soort ding ‘niets bijzonders’." in below


def test_what_another_said_is_told_also_without_an_answer() -> None:
    heard = {"wie": "ex-partner", "op": "2026-02-20", "zienswijze": "Ik vind dat niet eerlijk."}
    text = above(MADE["aisha"][0], besluit(derden=[heard, {"wie": "buurman"}]))
    told = "Wat vonden anderen? Ex-partner: “Ik vind dat niet eerlijk.” Wie kunt u vragen?"
    assert told in text
    assert "Buurman" not in text
    answered = besluit(derden=[{**heard, "gedaan": "Wij rekenden het na."}])
    assert "Wat wij daarmee deden: Wij rekenden het na." in above(MADE["aisha"][0], answered)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"op": "2026-02-20", "zienswijze": "Nee."}, "Buurman is gehoord op 20 februari 2026"),
        ({"zienswijze": "Nee."}, "Buurman is gehoord (zie"),
        ({"niet_nodig": "Het raakt hem niet."}, "Buurman is niet gehoord, met een reden (zie"),
        ({}, "Buurman is nog niet gehoord (zie artikel 4:8 van de Algemene wet bestuursrecht)."),
    ],
)
def test_the_layer_below_says_who_was_heard_and_when(said: dict[str, str], told: str) -> None:
    one = besluit(derden=[{"wie": "buurman", **said}])
    assert told in " ".join(to_text(motivation(MADE["aisha"][0], one)).split())


def test_a_letter_with_room_stays_within_half_a_page() -> None:
    for policy, made in MADE.values():
        one = made()
        count = sum(sentences(for_the_resident(motivation(policy, one))))
        assert count <= HALF_A_PAGE or len(one.outcomes) > 1


def test_an_amount_without_a_month_in_its_name_keeps_its_measure() -> None:
    assert "Genoemd: € 40 per maand." in told({"feiten": {"in_bezit": 40}}, None, "genoemd")
