"""A signal reaches the owner of a rule, is counted per intention, and names nobody."""

import json
from datetime import date
from typing import Any

import attrs
import pytest

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.record import record, seal
from maatwerk_rules.besluit.signals import (
    CAUSES,
    Signal,
    in_order,
    intentions_at_issue,
    per_intention,
    read_signal,
    rules_at_issue,
    wie_nog,
    write_signal,
)
from maatwerk_rules.runtime.facts import read_facts
from tests.besluit.cases import AISHA, DAY, POLICY, WILLEM, aisha, besluit
from tests.besluit.cases import GIVEN as RECORDED
from tests.small import policy_of
from tests.verification.town import TEXT

GIVEN: dict[str, Any] = {
    "besluit": "0123456789abcdef" * 4,
    "regel": "te_jong_voor_toeslag",
    "bedoeling": "ouders_eerst",
    "wat": "De leeftijdsgrens rekent op ouders die er niet meer zijn.",
    "oorzaak": "beleidsregel",
    "eigenaar": "team beleid",
    "antwoord_voor": "2026-06-01",
}


def signal(**other: Any) -> Signal:
    return read_signal(POLICY, {**GIVEN, **other})


def refused(data: dict[str, Any]) -> set[str]:
    with pytest.raises(FactError) as raised:
        read_signal(POLICY, data)
    return {str(one.path) for one in raised.value.diagnostics}


def test_a_signal_is_read_back_as_it_was_written() -> None:
    heard = {"antwoord": "Wij passen de regel aan.", "antwoord_op": "2026-05-01"}
    for one in (signal(), signal(**heard, gehoord_door="consulent")):
        assert read_signal(POLICY, json.loads(json.dumps(write_signal(one)))) == one


def test_all_that_is_missing_is_told_at_once() -> None:
    assert refused({}) == {*GIVEN}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("regel", "te_jong"),
        ("bedoeling", "iets"),
        ("oorzaak", "pech"),
        ("antwoord_voor", "morgen"),
        ("antwoord", "Ja."),
        ("melder", "Jan"),
        ("wat", 3),
        ("wat", "\u200b"),
        ("besluit", None),
        ("besluit", "abc"),
        ("bedoeling", "naar_werk"),
        ("schema", "maatwerk/signaal/2"),
        ("eigenaar", "te\u202eam"),
    ],
)
def test_what_does_not_read_is_told_with_its_place(key: str, value: object) -> None:
    assert key in refused({**GIVEN, key: value})


def test_all_that_a_stranger_gets_wrong_is_told_at_once_with_help() -> None:
    wrong = {"besluit": "abc", "bedoeling": "naar_werk", "wat": "\u200b", "oorzaak": "pech"}
    with pytest.raises(FactError) as raised:
        read_signal(POLICY, {**GIVEN, **wrong, "antwoord_op": "2026-05-01"})
    told = {str(one.path): one for one in raised.value.diagnostics}
    assert told.keys() == {*wrong, "antwoord"}
    assert all(one.help for one in told.values())
    assert told["bedoeling"].help[0] == "deze regel dient `ouders_eerst`"


@pytest.mark.parametrize("key", ["antwoord", "antwoord_op", "gehoord_door"])
def test_an_answer_is_whole_or_not_there(key: str) -> None:
    whole = {"antwoord": "Ja.", "antwoord_op": "2026-05-01", "gehoord_door": "consulent"}
    assert signal(**whole).antwoord == "Ja."
    assert refused({**GIVEN, key: whole[key]}) == {"antwoord"}
    assert refused({**GIVEN, **whole, key: None}) == {"antwoord"}


def test_a_rule_that_names_no_intention_may_work_against_any() -> None:
    bare = "".join(TEXT.rsplit("  bedoeling eigen_middelen_eerst\n", 1))
    given = {**GIVEN, "regel": "vroeg_geboren", "bedoeling": "eigen_middelen_eerst"}
    assert read_signal(policy_of(bare), given).regel == "vroeg_geboren"


def test_a_row_of_a_table_and_every_cause_can_be_named() -> None:
    assert {signal(oorzaak=one).oorzaak for one in CAUSES} == {*CAUSES}


def test_what_waits_for_an_answer_is_listed_first() -> None:
    answered = {"antwoord": "Ja.", "antwoord_op": "2026-04-01", "gehoord_door": "consulent"}
    done = signal(antwoord_voor="2026-01-01", **answered)
    late, new = signal(antwoord_voor="2026-02-01"), signal()
    assert in_order((done, new, late)) == (late, new, done)
    assert late.is_late(date(2026, 2, 2))
    assert not late.is_late(date(2026, 2, 1))
    assert not done.is_late(date(2027, 1, 1))


def test_signals_are_counted_per_intention_and_hold_no_officer() -> None:
    counts = per_intention(
        (signal(), signal(), signal(regel="vrijgesteld_bezit", bedoeling="naar_werk"))
    )
    assert counts == {
        "naar_werk": {"signalen": 1, "zonder antwoord": 1},
        "ouders_eerst": {"signalen": 2, "zonder antwoord": 2},
    }
    names = {field.name for field in attrs.fields(Signal)}
    assert names.isdisjoint({"door", "melder", "naam"})


def test_a_signal_belongs_to_a_record_of_its_policy_and_is_answered_after_it() -> None:
    bare = {key: one for key, one in GIVEN.items() if key != "besluit"}
    assert read_signal(POLICY, bare, besluit()).besluit == besluit().hash
    old = {"antwoord_voor": "2020-01-01", "antwoord_op": "2020-02-01"}
    heard = {"antwoord": "Ja.", "gehoord_door": "consulent"}
    with pytest.raises(FactError) as raised:
        read_signal(POLICY, {**bare, **old, **heard}, besluit())
    assert {str(one.path) for one in raised.value.diagnostics} == {*old}
    assert all(one.help for one in raised.value.diagnostics)
    data = besluit().data
    other = seal({**data, "uitkomst": {**data["uitkomst"], "beleid": "schulden"}})
    with pytest.raises(FactError) as raised:
        read_signal(POLICY, bare, other)
    assert [one.path for one in raised.value.diagnostics] == ["besluit"]


def test_what_a_signal_can_be_about_begins_with_the_rule_that_stood_in_the_way() -> None:
    first, rest = rules_at_issue(besluit())
    assert first == ("te_jong_voor_toeslag",)
    assert rest == ("beleidsregel_onevenredig", "noodzakelijke_woonkosten")
    meant = intentions_at_issue(POLICY, besluit(), (*first, *rest))
    assert meant == ("ouders_eerst", "tijd_om_passend_te_wonen")


def test_a_look_without_ground_can_give_a_signal_and_a_bare_rule_cannot() -> None:
    look = [{"door": "teammanager", "omdat": "Geen grond gevonden."}]
    for case, expected in (({**AISHA, "bekeken": look}, ("te_jong_voor_toeslag",)), (AISHA, ())):
        decision = decide(POLICY, case, peildatum=DAY, uitkomsten=("woonkostentoeslag",))
        assert rules_at_issue(record(POLICY, decision, RECORDED))[0] == expected


def test_comparable_open_cases_are_named_and_left_as_they_are() -> None:
    refused_look = {**AISHA, "bekeken": [{"door": "teammanager", "omdat": "Geen grond."}]}
    older = {"feiten": {**AISHA["feiten"], "geboortedatum": "1990-12-01"}}
    zaken = {
        "zelfde": aisha(),
        "bekeken": read_facts(POLICY, refused_look),
        "ouder": read_facts(POLICY, {**AISHA, **older}),
        "willem": read_facts(POLICY, WILLEM),
    }
    found = wie_nog(POLICY, besluit(), zaken)
    assert "zelfde" in found
    decision = decide(POLICY, refused_look, peildatum=DAY, uitkomsten=("woonkostentoeslag",))
    assert wie_nog(POLICY, record(POLICY, decision, RECORDED), zaken) == found
    assert "ouder" not in found
    assert zaken["zelfde"] == aisha()


def test_a_case_that_cannot_exist_is_not_named() -> None:
    policy = policy_of(TEXT)
    case = {
        "feiten": {"inkomen": 1000, "woonsituatie": "gehuwd", "kinderen": [{"leeftijd_kind": 4}]}
    }
    judged = {
        "oordeel": "te_hard",
        "waarde": True,
        "door": "college",
        "omdat": "Nood.",
        "gewogen": {"gevolg": "schuld"},
    }
    decision = decide(
        policy, {**case, "oordelen": [judged]}, peildatum=DAY, uitkomsten=("toeslag",)
    )
    one = record(policy, decision, {**RECORDED, "door": "college"})
    impossible = {"feiten": {**case["feiten"], "inkomen": 0}}
    zaken = {name: read_facts(policy, each) for name, each in (("a", case), ("b", impossible))}
    assert wie_nog(policy, one, zaken) == ("a",)
