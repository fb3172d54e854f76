"""A besluit never changes, holds all that was considered, and is not sent before it is complete."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.record import (
    SCHEMA,
    canonical,
    lacking,
    lacking_at,
    read_besluit,
    record,
    seal,
)
from tests.besluit.cases import ANSWERS, DAY, GIVEN, OUTCOME, POLICY, WILLEM, aisha, besluit
from tests.small import policy_of
from tests.verification.town import TEXT

PAGE = Path(__file__).parents[2] / "docs/naslag/schemas/besluit-3.schema.json"
HEARD = {
    "op": "2026-02-20",
    "zienswijze": "Ik heb niemand om op terug te vallen.",
    "gedaan": "Meegewogen.",
}


def codes(given: dict[str, Any]) -> dict[str, str]:
    decision = decide(POLICY, aisha(), peildatum=DAY, uitkomsten=(OUTCOME,))
    with pytest.raises(FactError) as raised:
        record(POLICY, decision, given)
    return {str(one.path): one.code for one in raised.value.diagnostics}


def test_a_besluit_fits_its_schema() -> None:
    schema = json.loads(PAGE.read_text("utf-8"))
    jsonschema.validate(json.loads(besluit().text), schema)
    jsonschema.validate(json.loads(besluit(gehoord=HEARD).text), schema)


def test_it_holds_the_decision_the_weighing_and_who_decided() -> None:
    data = besluit().data
    assert data["schema"] == SCHEMA
    assert data["uitkomst"]["uitkomsten"][0]["waarde"] is True
    assert data["uitkomst"]["feiten"]["gewenst_effect"] == ANSWERS["gewenst_effect"]
    assert data["afwijkingen"] == ["beleidsregel_onevenredig"]
    assert data["wegingen"][0]["antwoorden"]["waarde"] == "bestaanszekerheid"
    assert data["bio2"] == {
        "actie": "besluit vastgelegd",
        "object": "2026-0001",
        "resultaat": "vast",
        "oorsprong": "balie",
        "actor": "teammanager",
        "tijdstempel": "2026-03-02T10:15:00+01:00",
    }


def test_the_same_besluit_has_the_same_bytes() -> None:
    assert besluit().text == besluit().text
    assert besluit().hash != besluit(kenmerk="2026-0002").hash
    assert canonical({"b": [1, 2], "a": "é"}) == '{"a":"é","b":[1,2]}'.encode()


def test_what_is_read_back_is_what_was_recorded() -> None:
    one = besluit()
    assert read_besluit(one.text) == one
    pretty = json.dumps(json.loads(one.text), indent=2)
    assert read_besluit(pretty) == one
    assert one.peildatum == DAY


def test_a_besluit_that_was_changed_is_refused() -> None:
    data = json.loads(besluit().text)
    data["door"] = "college"
    with pytest.raises(FactError) as raised:
        read_besluit(json.dumps(data))
    assert [one.code for one in raised.value.diagnostics] == ["MW968"]


@pytest.mark.parametrize("text", ["[]", '{"schema": "maatwerk/besluit/4"}', "{}"])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(FactError) as raised:
        read_besluit(text)
    assert [one.code for one in raised.value.diagnostics] == ["MW963"]


def test_all_that_is_missing_is_told_at_once() -> None:
    assert codes({"belang": "x"}) == {
        "belang": "MW973",
        "kenmerk": "MW995",
        "door": "MW995",
        "tijdstip": "MW995",
    }


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("door", "burgemeester", "door"),
        ("tijdstip", "2026-03-02T10:15:00", "tijdstip"),
        ("tijdstip", "gisteren", "tijdstip"),
        ("ontvangen", "31-02-2026", "ontvangen"),
        ("gehoord", {"wanneer": "x"}, "gehoord.wanneer"),
        ("gehoord", "ja", "gehoord"),
    ],
)
def test_what_does_not_read_is_told_with_its_place(key: str, value: object, path: str) -> None:
    assert path in codes({**GIVEN, key: value})


def test_a_favourable_besluit_with_its_weighing_lacks_nothing() -> None:
    assert lacking(besluit()) == ()


def test_a_deviation_without_weighing_is_not_sent() -> None:
    (told,) = lacking(besluit(weighed=False))
    assert told == "De afwijking `beleidsregel_onevenredig` is toegepast zonder vastgelegde weging."


def test_a_refusal_says_what_the_resident_thought_or_why_not_asked() -> None:
    case = {**WILLEM, "gewenst_effect": "Naar mijn werk."}
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=("recht",))
    told = lacking(record(POLICY, decision, GIVEN))
    assert told[0] == "De uitkomst `recht` staat niet vast: zij is voorlopig."
    assert "wat de inwoner vond" in told[1]
    heard = {"op": "2026-02-20", "zienswijze": "Het is vaders auto."}
    (_, answer) = lacking(record(POLICY, decision, {**GIVEN, "gehoord": heard}))
    assert answer == "Er staat niet wat is gedaan met wat de inwoner vond."
    for enough in (HEARD, {"niet_nodig": "Hij gaf deze gegevens zelf."}):
        assert len(lacking(record(POLICY, decision, {**GIVEN, "gehoord": enough}))) == 1


@pytest.mark.parametrize(("received", "article"), [("2026-02-16", "4:7"), (None, "4:8")])
def test_the_gate_says_which_article_asks_to_hear_and_why(
    received: str | None, article: str
) -> None:
    case = {**WILLEM, "gewenst_effect": "Naar mijn werk."}
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=("recht",))
    one = record(POLICY, decision, {**GIVEN, "ontvangen": received})
    (told,) = (each for each in lacking(one) if "horen" in each)
    assert f"Awb artikel {article} vraagt om horen" in told
    assert ("afwijken van wat die zelf gaf" in told) == (article == "4:7")
    assert ("die deze niet zelf gaf" in told) == (article == "4:8")


def test_mandate_effect_and_remedy_are_asked() -> None:
    policy = policy_of(TEXT)
    decision = decide(policy, {"feiten": {"in_detentie": False}}, peildatum=DAY)
    bare = {"kenmerk": "1", "door": "college", "tijdstip": "2026-03-02T10:15:00Z"}
    told = " ".join(lacking(record(policy, decision, bare)))
    assert "wil bereiken" in told
    assert "mandaat" in told
    reason = {**bare, "geen_gewenst_effect": "Ambtshalve besluit."}
    assert "wil bereiken" not in " ".join(lacking(record(policy, decision, reason)))


def test_each_gap_has_the_place_where_it_is_filled() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    bare = {"kenmerk": "1", "door": "college", "tijdstip": "2026-03-02T10:15:00Z"}
    one = record(POLICY, decision, {**bare, "rechtsmiddel": "U kunt bezwaar maken."})
    places = [place for place, _ in lacking_at(one)]

    assert places == [
        *(
            "uitkomst.recht",
            "gewenst_effect",
            "mandaat",
            "contact",
            "rechtsmiddel",
            "gehoord.zienswijze",
        ),
    ]
    assert [text for _, text in lacking_at(one)] == list(lacking(one))
    for heard, place in (
        ({"zienswijze": "Het is vaders auto.", "gedaan": "Nagegaan."}, "gehoord.op"),
        ({"zienswijze": "Het is vaders auto.", "op": "2026-02-20"}, "gehoord.gedaan"),
    ):
        assert lacking_at(record(POLICY, decision, {**bare, "gehoord": heard}))[-1][0] == place
    (deviates,) = lacking_at(besluit(weighed=False))
    assert deviates[0] == "wegingen.beleidsregel_onevenredig"


def test_a_seal_counts_all_but_itself() -> None:
    one = seal({"a": 1})
    assert seal({**one.data}) == one


def test_a_besluit_without_remedy_is_not_sent() -> None:
    told = lacking(seal({**besluit().data, "rechtsmiddel": None}))
    assert told == (
        "Er staat niet wat iemand tegen dit besluit kan doen, en binnen welke termijn.",
    )


def test_a_remedy_without_a_term_is_not_enough() -> None:
    missing = "Er staat niet binnen welke termijn iemand iets tegen dit besluit kan doen."
    one = besluit(rechtsmiddel="U kunt bezwaar maken. In het besluit staat tot wanneer.")
    assert lacking(one) == (missing,)
    for own in ("U kunt binnen zes weken bezwaar maken.", "Bezwaar kan tot 13 april 2026."):
        one = besluit(rechtsmiddel=own)
        assert one.data["rechtsmiddel"] == own
        assert lacking(one) == ()
