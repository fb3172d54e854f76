"""A comparison as JSON; described in `docs/naslag/schemas/vergelijking-1.schema.json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.record import write_record
from maatwerk_rules.runtime.scalars import write_decimals, write_scalar
from maatwerk_rules.verification.changed_clauses import Where
from maatwerk_rules.verification.comparing import Change, Comparison, Shift, Splitting
from maatwerk_rules.verification.observed import Observed
from maatwerk_rules.verification.versions import RULES, without_twin
from maatwerk_rules.version import __version__

SCHEMA = "maatwerk/vergelijking/1"


def to_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain values that `json.dumps` writes exactly."""
    shared = found.shared
    return {
        "schema": SCHEMA,
        "bibliotheekversie": __version__,
        "oud": policy_json(shared.old),
        "nieuw": policy_json(shared.new),
        "regels_vanaf": shared.part.vanaf.isoformat(),
        "regels_tot": shared.part.tot.isoformat() if shared.part.tot is not None else None,
        "wijzigingen": [_clause(found, one) for one in found.clauses],
        "uitkomsten": [_change(found, one) for one in found.changes],
        "gelijk_want_niets_veranderd": list(shared.same),
        "alleen_oud": list(shared.lost),
        "alleen_nieuw": list(shared.added),
        "niet_te_vergelijken": list(shared.unlike),
        "toetsen": len(found.known.examples),
        "toetsen_die_anders_uitkomen": {
            name: list(outcomes) for name, outcomes in found.known.affected.items()
        },
    }


def policy_json(policy: Policy) -> dict[str, Any]:
    """Return which policy it is."""
    return {"beleid": policy.name, "titel": policy.title, "hash": policy.hash}


def _clause(found: Comparison, one: Splitting) -> dict[str, Any]:
    clause = one.clause
    return {
        "naam": clause.name,
        "soort": clause.kind,
        "hoe": clause.how,
        "artikel": clause.article,
        "oud": _where(clause.old),
        "nieuw": _where(clause.new),
        "apart_bekeken": one.is_apart,
        "toetsen": list(one.affected),
        "voorbeelden": [
            {"uitkomst": name, **_shift(found, name, shift)} for name, shift in one.shifts
        ],
    }


def _where(place: Where | None) -> dict[str, Any] | None:
    return None if place is None else {"bestand": place.file, "regel": place.line}


def _change(found: Comparison, change: Change) -> dict[str, Any]:
    return {
        "uitkomst": change.outcome,
        "gevolg": change.effect,
        "bewezen_niet_anders": change.is_bounded,
        "voorbeelden": [
            {
                "richting": way.replace(" ", "_"),
                "bewezen_grootste": change.is_largest(way),
                **_shift(found, change.outcome, shift),
            }
            for way, shift in change.shifts
        ],
    }


def _shift(found: Comparison, name: str, shift: Shift) -> dict[str, Any]:
    return {
        "peildatum": shift.case.peildatum.isoformat(),
        "als_toets": shift.plain.name if shift.plain is not None else None,
        "record": write_record(shift.record),
        "oud": _seen(found.shared.old, name, shift.before),
        "nieuw": _seen(found.shared.new, name, shift.after),
        "regels_oud": sorted(shift.before.deciding),
        "regels_nieuw": sorted(shift.after.deciding),
        "verschil": _number(shift.gap),
        "zonder_uitkomst_oud": _lacking(shift.before),
        "zonder_uitkomst_nieuw": _lacking(shift.after),
        "waarden": [*_values(found, shift.case)],
    }


def _values(found: Comparison, case: Case) -> Iterable[dict[str, Any]]:
    for leaf, value in sorted(case.values.items(), key=lambda one: one[0].sort_key):
        type_ = type_of(leaf, found.shared.part.program)
        if type_ is not None and leaf.name != RULES:
            yield {
                "soort": leaf.kind,
                "naam": leaf.field or leaf.name,
                "voor": write_record(leaf.record),
                "waarde": write_scalar(value, type_),
            }


def _seen(policy: Policy, name: str, seen: Observed) -> str:
    if seen.value is None:
        return "geen_regel" if seen.no_rule or seen.lacking else "strijdig"
    return write_value(seen.value, policy.types[name])


def _lacking(seen: Observed) -> list[str]:
    return sorted({without_twin(name) for name in seen.lacking})


def _number(number: Number | None) -> str | None:
    return None if number is None else write_decimals(number)
