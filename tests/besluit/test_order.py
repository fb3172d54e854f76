"""What the resident wants is asked first; only then is the outcome shown."""

import pytest

from maatwerk_rules import FactError
from maatwerk_rules.besluit.order import Order, TurnState, order
from maatwerk_rules.runtime.facts import read_facts
from tests.besluit.cases import AISHA, ANSWERS, DAY, OUTCOME, POLICY, WILLEM, besluit

EFFECT = {"gewenst_effect": "Ik wil met deze auto naar mijn werk blijven gaan."}


def states(found: Order) -> dict[str, TurnState]:
    return {one.name: one.state for one in found.turns}


def test_no_outcome_is_seen_before_the_wanted_effect() -> None:
    found = order(POLICY, WILLEM, peildatum=DAY)
    assert found.decision is None
    assert found.now.name == "gewenst_effect"
    assert {*states(found).values()} == {"nu", "straks"}
    assert found.effect is None
    assert found.to_record == {}


def test_blanks_are_no_wanted_effect() -> None:
    assert order(POLICY, {**WILLEM, "gewenst_effect": "  "}, peildatum=DAY).decision is None


def test_with_the_wanted_effect_the_outcome_is_there() -> None:
    found = order(POLICY, {**WILLEM, **EFFECT}, peildatum=DAY, uitkomsten=("recht",))
    assert found.effect == EFFECT["gewenst_effect"]
    assert found.decision is not None
    assert found.decision["recht"].status == "voorlopig"
    assert states(found) == {
        "gewenst_effect": "gedaan",
        "feiten": "gedaan",
        "botsingen": "te zien",
        "uitkomst": "te zien",
        "ruimte": "te zien",
        "weging": "nu",
        "besluit": "straks",
    }
    assert found.now.open == ("beschikt_over voor auto", "vrijgesteld voor auto", "zeer_dringend")


def test_facts_are_asked_before_anything_is_shown_of_the_outcome() -> None:
    case = {"feiten": {"in_detentie": False}, **EFFECT}
    found = order(POLICY, case, peildatum=DAY, uitkomsten=("recht",))
    assert found.now.name == "feiten"
    assert "geboortedatum" in found.now.open
    assert [one.state for one in found.turns[2:]] == ["straks"] * 5


def test_what_is_settled_goes_to_the_record() -> None:
    one = besluit().data["uitkomst"]["feiten"]
    found = order(POLICY, read_facts(POLICY, one), peildatum=DAY, uitkomsten=(OUTCOME,))
    assert found.effect == ANSWERS["gewenst_effect"]
    assert (states(found)["weging"], states(found)["besluit"]) == ("gedaan", "nu")
    assert states(found)["ruimte"] == "niet nodig"


def test_what_nobody_judged_needs_no_weighing() -> None:
    case = {"feiten": {"in_detentie": True}, **EFFECT}
    found = order(POLICY, case, peildatum=DAY, uitkomsten=("woonkostentoeslag",))
    assert states(found)["feiten"] == "nu"
    plain = {"feiten": {**AISHA["feiten"], "woonkosten": 0, "geboortedatum": "1990-01-01"}}
    done = order(POLICY, {**plain, **EFFECT}, peildatum=DAY, uitkomsten=("leeftijd",))
    assert (states(done)["weging"], done.now.name) == ("niet nodig", "besluit")


def test_a_municipality_may_turn_it_off_with_a_reason_that_stays() -> None:
    reason = "Ambtshalve besluit: de inwoner vroeg niets aan."
    found = order(POLICY, WILLEM, peildatum=DAY, niet_gevraagd=f" {reason} ")
    assert found.decision is not None
    assert found.turns[0].state == "niet nodig"
    assert reason in found.turns[0].open[0]
    assert found.to_record == {"geen_gewenst_effect": reason}


def test_what_the_resident_said_goes_before_a_reason_not_to_ask() -> None:
    found = order(POLICY, {**WILLEM, **EFFECT}, peildatum=DAY, niet_gevraagd="Niet nodig.")
    assert found.to_record == {}
    assert found.turns[0].state == "gedaan"


def test_without_a_reason_it_is_not_turned_off() -> None:
    with pytest.raises(FactError) as raised:
        order(POLICY, WILLEM, peildatum=DAY, niet_gevraagd=" ")
    assert [one.code for one in raised.value.diagnostics] == ["MW998"]
