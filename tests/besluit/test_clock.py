"""An open outcome shows its clock: the days, what makes them later, and what is due by them."""

from datetime import date
from typing import Any

import attrs

from maatwerk_rules import load, to_text
from maatwerk_rules.besluit.clock import (
    FILL_IN,
    NO_TERM,
    Suspension,
    Term,
    clock,
    terms_of,
    write_clock,
)
from maatwerk_rules.explanation.document import Document
from tests.besluit.cases import AISHA, DAY, POLICY
from tests.small import policy_of

LAW = load("participatiewet")
OPEN: dict[str, Any] = {
    "aanvrager": {"geboortedatum": "1980-01-01", "medisch_urenbeperkt": False},
    "partner": [],
    "aanvraag_algemene_bijstand": True,
    "aanvraag_ingediend": True,
    "datum_melding": "2026-03-02",
    "datum_aanvraag": "2026-03-02",
    "besluit_op_aanvraag": "nog_niet",
    "voorschot_betaald": False,
    "dagen_beslistermijn_opgeschort": "14 dagen",
    "gevraagde_gegevens_gegeven": True,
    "medewerking_gevraagd": False,
    "aanvraag_kansloos_vermoed": False,
    "andere_uitkering_afgewezen": False,
}
MADE = """
gegeven dag_van_brief: datum tussen 2020-01-01 en 2100-01-01
  uit register brp
gegeven dagen_ziek: aantal dagen tussen 0 en 100
  uit register brp
begrip dagen_erbij: aantal dagen
  bron Awb artikel 4:15
  is dagen_ziek
termijn tijd_om_te_antwoorden
  bron Awb artikel 4:13
  begint na dag_van_brief
  duurt 2 weken
  opgeschort gedurende dagen_erbij
  opgeschort gedurende dagen_ziek + 1 dag
uitkomst antwoord_uiterlijk: datum
regel antwoorden bepaalt antwoord_uiterlijk
  bron Awb artikel 4:13
  bedoeling eigen_middelen_eerst
  dan tijd_om_te_antwoorden
"""


def on(day: date, **other: Any) -> dict[str, Term]:
    found = clock(LAW, {"feiten": {**OPEN, **other}}, peildatum=day)
    return {one.outcome: one for one in found}


def told(terms: tuple[Term, ...]) -> str:
    return " ".join(to_text(Document(tuple(write_clock(terms)))).split())


def test_the_law_says_by_when_must_be_decided_and_what_makes_it_later() -> None:
    term = on(date(2026, 3, 20))["beslissing_uiterlijk"]
    assert (term.day, term.left, term.state) == (date(2026, 5, 11), 52, "loopt")
    assert term.suspended_by == (Suspension("dagen beslistermijn opgeschort", "14 dagen"),)
    assert term.sooner_is_better is True
    assert term.by == ("College van burgemeester en wethouders",)
    assert term.source is not None
    assert "4:13" in term.source.text


def test_an_advance_that_is_due_says_since_when() -> None:
    soon = on(date(2026, 3, 20))["voorschot_uiterlijk"]
    assert (soon.day, soon.left) == (date(2026, 3, 30), 10)
    (due,) = soon.first
    assert (due.outcome, due.value) == ("recht_op_voorschot", "ja")
    assert "voorschot" in due.why[0]
    late = on(date(2026, 4, 2))["voorschot_uiterlijk"]
    assert (late.state, late.left) == ("voorbij", -3)


def test_no_advance_is_due_once_it_was_decided() -> None:
    term = on(date(2026, 3, 20), besluit_op_aanvraag="toegekend")["voorschot_uiterlijk"]
    assert (term.state, term.day, term.left) == ("niet aan de orde", None, None)
    assert term.first[0].value == "nee"


def test_a_young_person_sees_when_the_four_weeks_end() -> None:
    young = {"aanvrager": {"geboortedatum": "2006-05-01", "medisch_urenbeperkt": False}}
    facts = {"op_praktijk_of_speciaal_onderwijs": False, "doelgroep_loonkostensubsidie": False}
    term = on(date(2026, 3, 3), **young, **facts)["zoektermijn"]
    assert term.day == date(2026, 3, 29)


def test_what_is_not_known_is_never_no_term() -> None:
    (term,) = clock(LAW, {}, peildatum=DAY, uitkomsten=("beslissing_uiterlijk",))
    assert (term.state, term.day) == ("nog niet te zeggen", None)
    assert "datum aanvraag" in term.missing
    assert term.suspended_by == ()
    text = told((term,))
    assert "Deze dagen zijn nog niet te zeggen: Beslissing uiterlijk." in text
    assert "Voor ‘Beslissing uiterlijk’ moet eerst bekend zijn: " in text
    assert "datum aanvraag" in text
    assert text.endswith(FILL_IN)
    stuck = attrs.evolve(term, missing=())  # rules that contradict each other lack no fact
    assert told((stuck,)).endswith("Deze dagen zijn nog niet te zeggen: Beslissing uiterlijk.")
    (open_,) = clock(LAW, {}, peildatum=DAY, uitkomsten=("voorschot_uiterlijk",))
    assert (open_.first[0].value, open_.first[0].why) == (None, ())


def test_the_soonest_day_stands_first() -> None:
    days = [one.day for one in on(date(2026, 3, 20)).values()]
    assert days[:2] == [date(2026, 3, 30), date(2026, 5, 11)]
    assert set(days[2:]) == {None}


def test_it_reads_aloud() -> None:
    text = told(tuple(on(date(2026, 4, 2)).values()))
    assert "Voorschot uiterlijk: 30 maart 2026 (die dag is voorbij)." in text
    assert "Beslissing uiterlijk: 11 mei 2026. De gemeente beslist uiterlijk op 11 mei" in text
    assert text.endswith("Daar is bijgeteld: dagen beslistermijn opgeschort (14 dagen).")


def test_a_policy_without_terms_says_so() -> None:
    assert terms_of(POLICY, DAY) == ()
    assert terms_of(POLICY, date(1999, 1, 1)) == ()
    assert clock(POLICY, AISHA, peildatum=DAY) == ()
    assert told(()).endswith(NO_TERM)


def test_a_term_of_a_policy_of_ones_own_is_on_the_clock_too() -> None:
    policy = policy_of(MADE)
    case = {"feiten": {"dag_van_brief": "2026-03-02", "dagen_ziek": 3}}
    (term,) = clock(policy, case, peildatum=DAY)
    assert term.day == date(2026, 3, 23)
    assert [one.length for one in term.suspended_by] == ["3 dagen", None]
    assert (term.sooner_is_better, term.by, term.source) == (None, (), None)
    assert "Daar is bijgeteld: dagen erbij (3 dagen)." in told((term,))
