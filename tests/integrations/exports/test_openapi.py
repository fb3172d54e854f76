"""The contract of a policy holds in an OpenAPI document as it holds by itself."""

import json
import re
from typing import Any

import pytest

from maatwerk_rules import decide, load, to_json
from maatwerk_rules.explanation.contract import contract
from maatwerk_rules.integrations.exports.openapi import components
from tests.besluit.cases import AISHA, DAY, POLICY, WILLEM

jsonschema = pytest.importorskip("jsonschema")


def faults(what: str, data: object) -> list[str]:
    document = components(POLICY)
    schema = {"$ref": f"#/components/schemas/bijstand_voorbeeld.{what}", **document}
    found = jsonschema.Draft202012Validator(schema).iter_errors(data)
    return [one.message[:80] for one in found]


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


def test_a_document_has_the_parts_of_openapi_and_no_paths() -> None:
    document = components(POLICY)

    assert document.keys() == {"openapi", "info", "jsonSchemaDialect", "components"}
    assert document["openapi"] == "3.1.0"
    assert document["info"]["version"] == POLICY.hash
    assert {"title", "version"} <= document["info"].keys()


@pytest.mark.parametrize(
    "name",
    ["bijstand_voorbeeld", pytest.param("participatiewet", marks=pytest.mark.nachtelijk)],
)
def test_each_component_is_there_under_a_name_that_openapi_takes(name: str) -> None:
    policy = load(name)
    schemas = components(policy)["components"]["schemas"]

    assert len(schemas) == len(contract(policy)["$defs"])
    assert all(re.fullmatch(r"[a-zA-Z0-9._-]+", key) for key in schemas)
    assert references(schemas) <= {f"#/components/schemas/{key}" for key in schemas}


def test_a_case_and_its_outcome_hold_to_the_components() -> None:
    decision = to_json(decide(POLICY, AISHA, peildatum=DAY))

    assert faults("zaak", WILLEM) == faults("zaak", AISHA) == []
    assert faults("uitkomst", json.loads(json.dumps(decision))) == []


def test_a_fact_of_another_policy_does_not() -> None:
    assert faults("zaak", {"feiten": {"iets_anders": True}}) != []
    assert faults("zaak", {"feiten": {"bezittingen": [{"iets_anders": True}]}}) != []
