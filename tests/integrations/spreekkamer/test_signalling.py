"""After a deviation, or ‘no ground here’, a signal can be given to the owner of the rule."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from maatwerk_rules.besluit.signals import read_signal
from tests.integrations.spreekkamer.test_recording import BARE, record
from tests.integrations.spreekkamer.visitor import (
    POLICY,
    Visitor,
    aisha,
    linked,
    text_of,
    weighed,
)

TYPED = {
    "regel": "beleidsregel_onevenredig",
    "bedoeling": "tijd_om_passend_te_wonen",
    "wat": "De leeftijdsgrens treft wie geen ouders heeft.",
    "oorzaak": "beleidsregel",
    "eigenaar": "Team beleid",
    "antwoord_voor": "2026-06-01",
}

FIRST = {"regel": "te_jong_voor_toeslag", "bedoeling": "ouders_eerst"}


def recorded(judged: str) -> Visitor:
    visitor = aisha()
    address = linked(visitor.at("uitkomst").text, "weging", "beleidsregel_onevenredig")
    page = visitor.get(address).text
    visitor.send(address, {**weighed(page), "oordeel-0": judged})
    record(visitor, {**BARE, "mandaat": "M"})
    return visitor


@pytest.mark.parametrize("judged", ["ja", "nee"])
def test_a_signal_can_be_given_after_a_deviation_and_after_no_ground(judged: str) -> None:
    visitor = recorded(judged)
    page = visitor.get(linked(visitor.at("besluit").text, "/signaal"))
    assert "nooit over een persoon" in text_of(page)
    sent = visitor.send(f"{visitor.base}/signaal", TYPED)
    assert sent.status_code == 303
    file = linked(visitor.at("besluit").text, "signaal.json")
    found = json.loads(visitor.get(file).data)
    assert read_signal(POLICY, found).eigenaar == "Team beleid"
    assert found["besluit"] == json.loads(visitor.at("besluit.json").data)["hash"]
    assert visitor.at("signaal.json?nr=9").status_code == 404


@pytest.mark.parametrize("judged", ["ja", "nee"])
def test_the_rule_that_failed_is_offered_first_with_its_intention(judged: str) -> None:
    visitor = recorded(judged)
    page = visitor.at("signaal").text
    rule, intention = (page.split(f'id="{one}"')[1].split("</select>")[0] for one in FIRST)
    assert [one for one in re.findall('value="([^"]+)"', rule) if one] == [
        "te_jong_voor_toeslag",
        "beleidsregel_onevenredig",
        "noodzakelijke_woonkosten",
    ]
    offered = re.findall('value="([^"]+)"', intention)
    assert offered[0] == "ouders_eerst"
    assert set(offered) == {"ouders_eerst", "tijd_om_passend_te_wonen"}
    sent = visitor.send(f"{visitor.base}/signaal", {**TYPED, **FIRST})
    assert sent.status_code == 303


def test_what_is_missing_in_a_signal_stands_with_its_field_and_nothing_is_lost() -> None:
    visitor = recorded("ja")
    visitor.at("signaal")
    wrong = visitor.send(f"{visitor.base}/signaal", {**TYPED, "eigenaar": "", "bedoeling": ""})
    assert wrong.status_code == 422
    assert 'href="#eigenaar"' in wrong.text
    assert TYPED["wat"] in wrong.text
    assert TYPED["wat"] in visitor.at("signaal").text


def test_there_is_no_signal_before_the_besluit_nor_where_nothing_was_weighed() -> None:
    visitor = aisha()
    assert visitor.at("signaal").status_code == 404
    record(visitor, {**BARE, "mandaat": "M"})
    assert "/signaal" not in visitor.at("besluit").text
    assert visitor.at("signaal").status_code == 404
    practised = Visitor()
    practised.begin(oefenen="ja")
    practised.wish()
    assert practised.at("signaal").status_code == 403
