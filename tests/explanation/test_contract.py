"""The contract of a policy: real cases and decisions hold to it, faulty ones do not."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules import Policy, decide, load, read_facts, to_json
from maatwerk_rules.explanation.contract import contract, value_schema
from maatwerk_rules.model.types import Aantal, Typefout
from maatwerk_rules.runtime.facts import write_case
from tests.explanation.hostile import CASE, hostile_policy

jsonschema = pytest.importorskip("jsonschema")
POLICIES = Path(__file__).parents[2] / "policies"
CASES = sorted(POLICIES.glob("*/zaken/*.json"))
DAY = date(2026, 3, 1)


@cache
def schema_of(policy: Policy) -> dict[str, Any]:
    return contract(policy)


def faults(policy: Policy, what: str, data: object) -> list[str]:
    schema = {"$ref": f"#/$defs/{what}", "$defs": schema_of(policy)["$defs"]}
    found = jsonschema.Draft202012Validator(schema).iter_errors(data)
    return [f"{one.json_path}: {one.message[:80]}" for one in found]


def written(policy: Policy, case: Mapping[str, Any] | bytes) -> Any:
    return json.loads(json.dumps(write_case(read_facts(policy, case))))


@pytest.mark.parametrize(
    "name",
    ["bijstand_voorbeeld", pytest.param("participatiewet", marks=pytest.mark.nachtelijk)],
)
def test_the_contract_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(load(name)))


def test_willem_holds_to_the_contract() -> None:
    text = (POLICIES / "participatiewet/zaken/willem.json").read_bytes()

    assert faults(load("participatiewet"), "zaak", json.loads(text)) == []


@pytest.mark.nachtelijk
@pytest.mark.parametrize("place", CASES, ids=lambda one: one.stem)
def test_every_shipped_case_holds_to_the_contract(place: Path) -> None:
    holds(place)


def holds(place: Path) -> None:
    policy = load(place.parts[-3])
    text = place.read_bytes()
    decision = json.loads(json.dumps(to_json(decide(policy, text, peildatum=DAY))))

    assert faults(policy, "zaak", json.loads(text)) == []
    assert faults(policy, "zaak", written(policy, text)) == []
    assert faults(policy, "uitkomst", decision) == []


def test_hostile_texts_are_texts() -> None:
    policy = hostile_policy()

    assert faults(policy, "zaak", CASE) == []
    assert faults(policy, "zaak", written(policy, CASE)) == []


@pytest.mark.parametrize(
    "feiten",
    [
        {"schulden": {"@waarde": "€ 1.250,00", "@op": "2026-02-01", "@standing": "bewezen"}},
        {"woonkosten": {"@onbekend": "de verhuurder is niet te bereiken"}},
        {"woonkosten": {"@onbekend": True}},
        {"bezittingen": {"auto": {"waarde_in_euro": 5}}},
        {"bezittingen": {"@lijst": [{"waarde_in_euro": 900}], "@volledig": False}},
        {
            "woonkosten": {
                "@standing": "niet_aangetoond_na_verzoek",
                "@verzocht_op": "2026-02-01",
                "@termijn": "2 weken",
                "@verlopen_op": "2026-02-16",
            }
        },
    ],
)
def test_what_is_read_holds_to_the_contract(feiten: dict[str, Any]) -> None:
    policy = load("bijstand_voorbeeld")
    case = {"feiten": feiten}

    assert faults(policy, "zaak", case) == []
    assert read_facts(policy, case) is not None


JUDGED = {
    "oordeel": "beschikt_over",
    "voor": "auto",
    "waarde": False,
    "door": "consulent",
    "op": "2026-03-01",
    "omdat": "Van vader.",
    "gewogen": {"wie_betaalde": "vader", "wie_gebruikt": "werk", "bewijs": "bon"},
}


@pytest.mark.parametrize(
    "case",
    [
        {"feiten": {"schuld": 3}},
        {"feiten": {"schulden": -1}},
        {"feiten": {"geboortedatum": "1 mei 2000"}},
        {"feiten": {"in_detentie": 1}},
        {"feiten": {"schulden": {"@waarde": 3, "@wat": "x"}}},
        {"feiten": {"schulden": {"@bewijs": "x"}}},
        {"feiten": {"bezittingen": [{"kleur": "rood"}]}},
        {"oordelen": [{**JUDGED, "door": "buurman"}]},
        {"oordelen": [{**JUDGED, "gewogen": {}}]},
        {"oordelen": [{**JUDGED, "oordeel": "smaak"}]},
        {"oordelen": [{**JUDGED, "waarde": "misschien"}]},
        {"gevraagd": ["rechten"]},
        {"anders": 1},
    ],
)
def test_what_is_refused_does_not_hold_to_the_contract(case: dict[str, Any]) -> None:
    assert faults(load("bijstand_voorbeeld"), "zaak", case) != []


def test_a_judgement_holds_to_the_contract() -> None:
    assert faults(load("bijstand_voorbeeld"), "zaak", {"oordelen": [JUDGED]}) == []


def test_an_outcome_of_another_type_does_not_hold_to_the_contract() -> None:
    policy = load("bijstand_voorbeeld")
    found = json.loads(json.dumps(to_json(decide(policy, CASE, peildatum=DAY))))
    found["uitkomsten"][0]["waarde"] = "misschien"

    assert [one.split(":")[0] for one in faults(policy, "uitkomst", found)] == [
        "$.uitkomsten[0].waarde"
    ]


def test_a_number_without_bounds_has_none() -> None:
    assert value_schema(Aantal())["anyOf"][0] == {"type": "integer"}


def test_what_is_no_type_has_no_schema() -> None:
    with pytest.raises(TypeError, match="no schema for Typefout"):
        value_schema(Typefout())
