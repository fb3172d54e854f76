"""Facts that are exactly one record, or at most one: reading, deciding, asking and writing."""

from datetime import date
from typing import Any

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.pipeline import decide
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import read_facts, write_case
from maatwerk_rules.runtime.toets import run_all
from tests.small import policy_of

TEXT = """
beleid personen "Personen"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
register brp "Basisregistratie personen"
orgaan college "College"
waarde bestaan "Bestaan."
bedoeling vangnet "Vangnet."
  bron Pw artikel 11
  dient bestaan
soort persoon heeft
  geboortedatum: datum tussen 1900-01-01 en 2100-01-01
    uit register brp
  nederlander: ja/nee
    vraag "Bent u Nederlander?"
    grondslag Pw artikel 11 lid 1
    moeite 2
  inkomen: bedrag per maand tussen € 0 en € 10.000
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
  grondslag Pw artikel 17 lid 1
gegeven partner: hoogstens een persoon
  grondslag Pw artikel 17 lid 1
oordeel ingeburgerd per persoon: ja/nee
  vraag "Is deze persoon ingeburgerd?"
  maatstaf Pw artikel 11 lid 1
  door college
  motivering verplicht
begrip volwassen per persoon: ja/nee
  is leeftijd van persoon.geboortedatum op peildatum is ten minste 18 jaar
begrip mee per persoon: ja/nee
  is oordeel ingeburgerd
begrip personen: aantal
  is aantal p uit aanvrager
begrip inkomen_samen: bedrag per maand
  is som van p.inkomen voor p uit aanvrager + som van p.inkomen voor p uit partner
uitkomst recht: ja/nee
  gunstig is ja
  anders nee
regel basis bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien aanvrager.nederlander en aanvrager.volwassen
  dan ja
uitkomst telt: ja/nee
  gunstig is ja
  is aanvrager.mee en personen is 1
uitkomst hoogte: bedrag per maand
  gunstig is hoger
  is inkomen_samen
"""

JARIG, DAG = "2000-02-02", date(2026, 3, 1)
AANVRAGER = RecordId("aanvrager", "aanvrager")


def policy(more: str = "") -> Policy:
    return policy_of(TEXT + more, base=False)


def decided(**feiten: Any) -> Decision:
    return decide(policy(), {"feiten": feiten}, peildatum=DAG)


def told(decision: Decision) -> str:
    return " ".join(to_text(explain(policy(), decision)).split())


def test_one_object_is_the_record_and_bears_the_name_of_the_fact() -> None:
    for written in ({"inkomen": 5}, [{"inkomen": 5}], {"@lijst": [{"inkomen": 5}]}):
        facts = read_facts(policy(), {"feiten": {"aanvrager": written, "partner": written}})

        assert facts.lists["aanvrager"].records == (AANVRAGER,)
        assert facts.lists["partner"].records == (RecordId("partner", "partner"),)
        assert facts.values[Leaf("gegeven", "aanvrager", AANVRAGER, "inkomen")].value == 500


@pytest.mark.parametrize("none", [[], None])
def test_nobody_is_an_answer_for_at_most_one_and_a_mistake_for_exactly_one(none: Any) -> None:
    assert decided(partner=none, aanvrager={"inkomen": 700})["hoogte"].value == 70_000

    with pytest.raises(FactError) as raised:
        decided(aanvrager=none)
    assert [each.code for each in raised.value.diagnostics] == ["MW994"]


def test_what_is_no_record_is_refused_once() -> None:
    for written in (5, [5], [{}, {}], {"inkommen": 5}):
        with pytest.raises(FactError) as raised:
            decided(aanvrager=written)
        assert len(raised.value.diagnostics) == 1


def test_an_applicant_nobody_described_is_one_record_of_which_all_is_open() -> None:
    decision = decided()

    assert decision["hoogte"].possible is not None
    assert Leaf("gegeven", "aanvrager") not in decision["recht"].missing
    assert {str(leaf) for leaf in decision["recht"].missing} == {
        "geboortedatum voor aanvrager",
        "nederlander voor aanvrager",
    }
    assert "personen" not in {leaf.name for leaf in decision["telt"].missing}


def test_an_open_list_of_exactly_one_is_still_that_one() -> None:
    decision = decided(aanvrager={"@lijst": [], "@volledig": False}, partner=[])

    assert [str(leaf) for leaf in decision["hoogte"].missing] == ["inkomen voor aanvrager"]


def test_fields_that_cannot_be_known_are_not_asked() -> None:
    decision = decided(aanvrager={"@onbekend": "verdwenen"}, partner=[])

    assert decision.facts.reasons[Leaf("gegeven", "aanvrager", AANVRAGER, "inkomen")] == "verdwenen"
    assert decision.facts.unknowable >= frozenset(decision["recht"].missing)


def test_fields_are_asked_in_their_own_words_of_whom_they_come_from() -> None:
    questions = {one.leaf.field: one for one in decided(partner=[]).questions}
    text = told(decided(aanvrager={"geboortedatum": JARIG}, partner=[]))

    assert (questions["geboortedatum"].to, questions["geboortedatum"].by) == ("register", ("brp",))
    assert (questions["nederlander"].to, questions["nederlander"].cost) == ("belanghebbende", 20)
    assert "“Aanvrager: Bent u Nederlander?”" in text
    assert "Nederlander?” (over" not in text


def test_a_partner_is_asked_for_even_without_words_of_the_policy() -> None:
    known = {"geboortedatum": JARIG, "nederlander": True, "inkomen": 0}

    assert "Is er een partner?" in told(decided(aanvrager=known))


def test_a_judgement_is_about_the_record_by_the_name_of_the_fact() -> None:
    oordeel = {"oordeel": "ingeburgerd", "voor": "aanvrager", "waarde": True, "door": "college"}
    for feiten in ({}, {"aanvrager": {"@naam": "Anna"}}):
        case = {"feiten": feiten, "oordelen": [{**oordeel, "omdat": "Examen."}]}

        decision = decide(policy(), case, peildatum=DAG)

        assert decision["telt"].value is True


@pytest.mark.parametrize(
    "feiten",
    [
        {"aanvrager": {"nederlander": True}, "partner": {"inkomen": 10}},
        {"aanvrager": {"@naam": "anna", "inkomen": 7}, "partner": []},
        {},
    ],
)
def test_a_case_written_down_reads_the_same(feiten: Any) -> None:
    facts = read_facts(policy(), {"feiten": feiten})

    assert read_facts(policy(), write_case(facts)) == facts


def test_facts_and_steps_are_told_of_the_person() -> None:
    text = told(decided(aanvrager={"geboortedatum": JARIG, "nederlander": False}, partner=[]))

    assert "Aanvrager: geboortedatum 2 februari 2000; Nederlander nee." in text
    assert "Partner: geen." in text
    assert "Nederlander (aanvrager) is nee" in text


def test_a_toets_gives_the_record_without_brackets() -> None:
    toetsen = """
toets met "Met oordeel"
  op 2026-03-01
  gegeven aanvrager is persoon(geboortedatum 2000-02-02, nederlander ja)
  gegeven partner is []
  oordeel ingeburgerd voor aanvrager is ja door college omdat "Examen."
  verwacht recht is ja op grond van basis
  verwacht telt is ja
toets zonder "Zonder te weten wie"
  op 2026-03-01
  oordeel ingeburgerd voor aanvrager is ja door college omdat "Examen."
  verwacht telt is ja
  verwacht recht is onbepaald, ontbreekt nederlander voor aanvrager, geboortedatum voor aanvrager
toets later "Een ander veld"
  zoals met
  gegeven aanvrager.geboortedatum is 2020-02-02
  verwacht recht is nee
"""
    checked = policy(toetsen)

    results = run_all(checked)

    assert [not result.failures for result in results] == [True, True, True]
