"""The contract of a policy as components of OpenAPI 3.1, to build an interface on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maatwerk_rules.explanation.contract import contract
from maatwerk_rules.model.policy import Policy

VERSION = "3.1.0"
WITHIN = "#/$defs/"
COMPONENTS = "#/components/schemas/"


def components(policy: Policy) -> dict[str, Any]:
    """Return an OpenAPI document with the case and the outcome of a policy as its components.

    There are no paths: which there are is up to who builds the interface. The name of the policy
    stands before each name, so that components of several policies can stand together.

    >>> from maatwerk_rules import load
    >>> sorted(components(load("bijstand_voorbeeld"))["components"]["schemas"])[-1]
    'bijstand_voorbeeld.zaak'
    """
    whole = contract(policy)
    return {
        "openapi": VERSION,
        "info": {
            "title": policy.title,
            "version": policy.hash,
            "description": whole["description"],
        },
        "jsonSchemaDialect": whole["$schema"],
        "components": {
            "schemas": {
                _name(policy, key): _moved(schema, policy)
                for key, schema in sorted(whole["$defs"].items())
            }
        },
    }


def _name(policy: Policy, key: str) -> str:
    return f"{policy.name}.{key}"


def _moved(value: Any, policy: Policy) -> Any:
    """Return a schema of which each reference leads to where it stands now."""
    if isinstance(value, Mapping):
        return {
            key: f"{COMPONENTS}{_name(policy, each.removeprefix(WITHIN))}"
            if key == "$ref" and isinstance(each, str)
            else _moved(each, policy)
            for key, each in value.items()
        }
    return [_moved(each, policy) for each in value] if isinstance(value, list) else value
