"""Which columns a policy reads from a table, and the type of each."""

from __future__ import annotations

from collections.abc import Mapping

from maatwerk_rules.integrations.tables.cells import Column, Notation
from maatwerk_rules.model.declarations import Gegeven, Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Datum, JaNee, Lijst, Type

PEILDATUM, BEKEKEN = "peildatum", "bekeken"


def known_columns(policy: Policy) -> Mapping[str, Column]:
    """Return the columns a policy reads, by name."""
    judgements = {each.naam: policy.types[each.naam] for each in policy.all(Oordeel)}
    found: dict[str, Type] = {PEILDATUM: Datum(), BEKEKEN: JaNee()}
    found |= {each.naam: policy.types[each.naam] for each in policy.all(Gegeven)}
    found |= {
        f"oordeel.{name}": type_ for name, type_ in judgements.items() if name not in policy.records
    }
    columns = {}
    for name, type_ in found.items():
        judged = {
            f"oordeel.{one}": judgements[one]
            for one, soort in policy.records.items()
            if one in judgements and isinstance(type_, Lijst) and type_.soort.naam == soort
        }
        columns[name] = Column(name, type_, judged, Notation())
    return columns
