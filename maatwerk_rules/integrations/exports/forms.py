"""The forms in which `maatwerk toon` writes a policy for another system."""

from __future__ import annotations

from datetime import date
from typing import Any

from maatwerk_rules.integrations.exports.algorithm_register import algorithm_draft
from maatwerk_rules.integrations.exports.concepts import concepts
from maatwerk_rules.integrations.exports.linked import to_jsonld, to_turtle
from maatwerk_rules.integrations.exports.openapi import components
from maatwerk_rules.integrations.exports.rules import rules
from maatwerk_rules.model.policy import Policy


def exported(vorm: str, policy: Policy, peildatum: date) -> dict[str, Any] | str:
    """Return a policy in one of the forms for other systems: data for JSON, or a whole text.

    Raises:
        ValueError: the policy does not hold on the date.

    >>> from maatwerk_rules import load
    >>> exported("skos-turtle", load("bijstand_voorbeeld"), date(2026, 3, 1))[:11]
    '@prefix dct'
    """
    match vorm:
        case "algoritmeregister":
            return algorithm_draft(policy)
        case "openapi":
            return components(policy)
    nodes = (concepts if vorm.startswith("skos") else rules)(policy, peildatum)
    return to_turtle(nodes) if vorm.endswith("turtle") else to_jsonld(nodes)
