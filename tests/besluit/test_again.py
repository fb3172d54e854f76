"""What comes of reckoning again is told: what differs, which rules and amounts, and which fact."""

from datetime import date
from typing import Any

import pytest

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit.again import (
    NO_CHANGE,
    OTHER_REASON,
    SAME,
    SAME_VALUES,
    _shown,
    tell_again,
)
from maatwerk_rules.besluit.record import Besluit, record, seal
from maatwerk_rules.besluit.replay import OTHER_BOTH, Replayed, replay
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Percentage, Type
from maatwerk_rules.runtime.complaints import quote
from tests.besluit.cases import AISHA, DAY, GIVEN, OUTCOME, POLICY, WILLEM, besluit
from tests.besluit.made import LAW, in_2025
from tests.small import policy_of
from tests.verification.page.wholly import BY_BIRTH
from tests.verification.town import TEXT


def told(one: Besluit, found: Replayed, policy: Any = POLICY) -> str:
    return " ".join(to_text(tell_again(policy, one, found)).split())


def test_the_same_is_told_in_a_sentence() -> None:
    text = told(besluit(), replay(POLICY, besluit()))
    assert SAME in text
    assert text.endswith(NO_CHANGE)


def test_the_law_of_another_day_names_amounts_and_rules_that_differ() -> None:
    one = in_2025()
    (difference,) = replay(LAW, one, peildatum=DAY).differences
    assert difference.flips == ()
    assert difference.added == ("aan_de_voorwaarden",)
    assert ("vermogensgrens", "€ 7.770", "€ 8.000") in difference.readings


def test_what_only_stands_otherwise_in_the_record_is_told() -> None:
    later = {**AISHA, "gewenst_effect": "Ik wil hier blijven."}
    one = record(POLICY, decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,)), GIVEN)
    found = replay(POLICY, one, feiten=later)
    assert found.differences == ()
    assert f"{SAME_VALUES} - De feiten en oordelen." in told(one, found)


def test_the_same_value_under_other_law_names_what_stands_otherwise_and_what_it_rests_on() -> None:
    case = {"feiten": {**WILLEM["feiten"], "bezittingen": []}}
    one = record(POLICY, decide(POLICY, case, peildatum=DAY, uitkomsten=("recht",)), GIVEN)
    text = told(one, replay(POLICY, one, peildatum=date(2026, 6, 1)))
    assert SAME_VALUES in text
    assert "de dag van het recht" in text.lower()
    assert OTHER_REASON in text
    assert "Leeftijd: 29 jaar in plaats van 28 jaar." in text


def test_other_facts_under_other_law_are_both_named() -> None:
    one = record(POLICY, decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",)), GIVEN)
    cheap = {"feiten": {**WILLEM["feiten"], "bezittingen": []}}
    text = told(one, replay(POLICY, one, feiten=cheap, peildatum=date(2029, 3, 1)))
    assert OTHER_BOTH in text
    assert "naar het recht van 1 maart 2029" in text
    assert "Anders dan in het besluit zijn: ‘bezittingen’." in text
    same = replay(POLICY, one, feiten=WILLEM, peildatum=date(2029, 3, 1))
    assert OTHER_BOTH not in told(one, same)
    assert replay(POLICY, one, feiten=WILLEM).notes == ()


def test_the_fact_that_flips_it_alone_is_named() -> None:
    one = record(POLICY, decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",)), GIVEN)
    cheap = {"feiten": {**WILLEM["feiten"], "bezittingen": []}}
    text = told(one, replay(POLICY, one, feiten=cheap))
    assert "In het besluit: nee, maar dat staat nog niet vast. Nu: ja." in text
    assert "Dit maakt in zijn eentje het verschil: ‘bezittingen’." in text


def test_a_judgement_that_flips_it_is_called_so() -> None:
    one = record(POLICY, decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,)), GIVEN)
    after = besluit().data["uitkomst"]["feiten"]
    assert "het verschil: de oordelen." in told(one, replay(POLICY, one, feiten=after))


def test_a_record_that_is_gone_and_another_text_have_no_readings() -> None:
    policy = policy_of(TEXT + BY_BIRTH)
    case = {"feiten": {"kinderen": [{"@naam": "noor", "leeftijd_kind": 4}]}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("kindgeld",))
    one = record(policy, decision, {**GIVEN, "door": "college"})
    gone = replay(policy, one, feiten={"feiten": {"kinderen": []}})
    assert gone.differences[0].readings == ()
    text = told(one, gone, policy)
    assert "Kindgeld voor noor" in text
    assert "Nu: niet beslist." in text
    changed = policy_of(TEXT + BY_BIRTH.replace("€ 90", "€ 80"))
    other = replay(changed, one, other_policy=True)
    assert other.differences[0].readings == ()
    assert "Let op: Dit is gerekend met een andere tekst" in told(one, other, changed)


def test_an_outcome_without_a_value_is_told_by_its_status() -> None:
    open_ = {"feiten": {"in_detentie": False}}
    one = record(POLICY, decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",)), GIVEN)
    assert "Nu: is nog onbepaald." in told(one, replay(POLICY, one, feiten=open_))


@pytest.mark.parametrize("value", [7, "abc", [], {"a": 1}, "1/0"])
@pytest.mark.parametrize("type_", [JaNee(), Bedrag(), Aantal(), Percentage(), Datum()])
def test_a_value_of_another_type_is_told_as_it_stands(value: Any, type_: Type) -> None:
    assert _shown(value, type_) in (quote(value), "7", "€ 7", "abc", "1/0")


def test_a_forged_value_is_told_and_never_a_crash() -> None:
    data = besluit().data
    data["uitkomst"]["uitkomsten"][0]["waarde"] = {"x": 1}
    one = seal(data)
    assert "In het besluit: een groep gegevens" in told(one, replay(POLICY, one))
