"""Nothing that people wrote about somebody leaves the record, and a list holds no facts."""

import json

import pytest

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.form import weigh
from maatwerk_rules.besluit.privacy import (
    LEFT_OUT,
    for_list,
    for_log,
    per_intention,
    pseudonym,
    redacted,
)
from maatwerk_rules.besluit.record import seal
from maatwerk_rules.besluit.weighing import complete
from tests.besluit.cases import ANSWERS, DAY, POLICY, WILLEM, aisha, besluit, form
from tests.besluit.made import without_ground

KEY = bytes(range(32))
WRITTEN = [
    ANSWERS["gewenst_effect"],
    ANSWERS["omdat"],
    ANSWERS["ethiek"]["lange_termijn"],
    "begint met een schuld",
    "vader plotseling overleden",
    "Ik heb niemand",
]


def test_what_people_wrote_is_left_out_everywhere() -> None:
    one = besluit(gehoord={"op": "2026-02-20", "zienswijze": "Ik heb niemand.", "gedaan": "Ja."})
    text = json.dumps(redacted(one.data), ensure_ascii=False)
    assert not [each for each in WRITTEN if each in text]
    assert "2007-12-01" not in text
    assert LEFT_OUT in text
    assert '"kenmerk": "2026-0001"' in text


def test_facts_stay_where_they_are_needed() -> None:
    text = json.dumps(redacted(besluit().data, facts=False), ensure_ascii=False)
    assert "2007-12-01" in text
    assert not [each for each in WRITTEN if each in text]


def test_a_list_holds_no_facts_no_texts_and_no_officer() -> None:
    listed = for_list(besluit(), KEY)
    text = json.dumps(listed, ensure_ascii=False)
    assert listed["afwijkingen"] == ["beleidsregel_onevenredig"]
    assert listed["uitkomsten"][0]["status"] == "vast"
    for each in (*WRITTEN, "teammanager", "2007-12-01", "2026-0001"):
        assert each not in text


def test_of_the_intentions_a_list_names_only_what_the_besluit_turned_on() -> None:
    deviated = for_list(besluit(), KEY)
    assert deviated["afgeweken"] == [ANSWERS["bedoeling"]]
    assert deviated["geschonden"] == []
    assert "bedoelingen" not in deviated["uitkomsten"][0]
    refused = for_list(without_ground(), KEY)
    assert refused["afgeweken"] == []
    data = besluit().data
    data["uitkomst"]["uitkomsten"][0]["geschonden"] = ["ouders_eerst"]
    violated = for_list(seal({**data, "wegingen": []}), KEY)
    assert (violated["geschonden"], violated["afgeweken"]) == (["ouders_eerst"], [])
    assert per_intention([deviated, violated, refused, deviated]) == {
        "ouders_eerst": {"geschonden": 1, "afgeweken": 0},
        ANSWERS["bedoeling"]: {"geschonden": 0, "afgeweken": 2},
    }


def test_a_pseudonym_is_the_same_for_who_has_the_key() -> None:
    assert pseudonym("a", KEY) == pseudonym("a", KEY)
    assert pseudonym("a", KEY) != pseudonym("b", KEY)
    assert len(pseudonym("a", KEY)) == 32


def test_the_record_itself_is_not_changed() -> None:
    one = besluit()
    before = one.text
    redacted(one.data)
    assert one.text == before


def test_a_log_holds_codes_and_places_and_nothing_that_was_typed() -> None:
    wrong = {
        **ANSWERS,
        "omdat": 12,
        "oordelen": {"onevenredig_gevolg": {"waarde": "misschien", "gewogen": {"moeder": "x"}}},
    }
    with pytest.raises(FactError) as raised:
        complete(form(), aisha(), wrong)
    logged = for_log(raised.value)
    assert "MW979 omdat" in logged
    assert not [each for each in logged if "misschien" in each or "12" in each]


def test_a_log_does_not_name_a_record() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY)
    car = weigh(POLICY, decision, "recht", "van_een_ander")
    with pytest.raises(FactError) as raised:
        complete(car, decision.facts, {})
    logged = " ".join(for_log(raised.value))
    assert "oordelen.beschikt_over voor …" in logged
    assert "auto" not in logged


def test_the_form_says_to_write_only_what_is_needed() -> None:
    assert form().reminder == "Schrijf alleen op wat voor het besluit nodig is."


@pytest.mark.parametrize("key", [b"", b"sleutel", bytes(range(31)), bytes(64)])
def test_a_key_that_can_be_guessed_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="at least 32 random bytes"):
        for_list(besluit(), key)
