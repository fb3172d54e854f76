"""A report as JSON; described in `docs/naslag/schemas/willekeur-1.schema.json`."""

from __future__ import annotations

from typing import Any

from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.record import write_record
from maatwerk_rules.runtime.scalars import write_decimals, write_scalar
from maatwerk_rules.verification.claims import program_for
from maatwerk_rules.verification.finding import Finding
from maatwerk_rules.verification.report import Report
from maatwerk_rules.verification.saved import as_toetsen
from maatwerk_rules.verification.share import Extent
from maatwerk_rules.verification.told import advice_for, headline, tell
from maatwerk_rules.verification.verdicts import STATUSES, Verdict
from maatwerk_rules.version import __version__

SCHEMA = "maatwerk/willekeur/1"
WIDE = 100
"""How wide the telling of a finding is set."""


def to_json(found: Report) -> dict[str, Any]:
    """Return a report as plain values that `json.dumps` writes exactly; linear in its verdicts."""
    part = found.part
    return {
        "schema": SCHEMA,
        "beleid": found.policy.name,
        "titel": found.policy.title,
        "hash": found.policy.hash,
        "bibliotheekversie": __version__,
        "regels_vanaf": part.vanaf.isoformat(),
        "regels_tot": part.tot.isoformat() if part.tot is not None else None,
        "zaad": found.run.seed,
        "seconden": round(found.run.seconds, 3),
        "afgebroken": found.run.broken_off,
        "eigenschappen": [
            {
                "code": asks.code,
                "naam": asks.slug,
                "titel": asks.name,
                "vraag": asks.question,
                "betekenis": asks.meaning,
                "kijk_ook_naar": list(asks.norms),
                "aantallen": {status: counts[status] for status in STATUSES if counts[status]},
            }
            for asks, counts in found.counts.items()
        ],
        "uitslagen": [_verdict(one) for one in found.verdicts],
        "bevindingen": [_finding(found, one) for one in found.findings],
    }


def _verdict(one: Verdict) -> dict[str, Any]:
    return {
        "sleutel": one.claim.key,
        "eigenschap": one.claim.asks.code,
        "uitkomst": one.claim.outcome or None,
        "status": one.status,
        "wijze": one.method,
        "geprobeerd": one.tried,
        "grootste_verschil": _number(one.size),
        "reden": one.reason or None,
        "seconden": round(one.seconds, 3),
    }


def _finding(found: Report, one: Finding) -> dict[str, Any]:
    program = found.part.program
    blocks = tell(found.policy, program, one)
    whole = program_for(one.claim, program)
    return {
        "sleutel": one.claim.key,
        "status": one.verdict.status,
        "kop": headline(one, found.policy),
        "tekst": to_text(Document(blocks), WIDE),
        "advies": advice_for(one),
        "record": write_record(one.record),
        "regels_die_het_verschil_maken": list(one.splitting),
        "verschil": _number(one.gap),
        "omvang": _extent(one.extent),
        "gevallen": [_case(case, whole) for case in one.cases],
        "toetsen": as_toetsen(found.policy, program, one, "beproefd"),
    }


def _extent(found: Extent | None) -> dict[str, Any] | None:
    if found is None:
        return None
    low, high = found.interval
    return {
        "geraakt": found.touched,
        "van": found.tried,
        "te_weinig_bekend": found.open,
        "zaken_in_bestand": found.drawn_from,
        "aandeel_van": round(low, 6),
        "aandeel_tot": round(high, 6),
    }


def _case(case: Case, program: Program) -> dict[str, Any]:
    written = []
    for leaf, value in sorted(case.values.items(), key=lambda each: each[0].sort_key):
        type_ = type_of(leaf, program)
        if type_ is not None:
            written.append(
                {
                    "soort": leaf.kind,
                    "naam": leaf.field or leaf.name,
                    "voor": write_record(leaf.record),
                    "waarde": write_scalar(value, type_),
                }
            )
    return {"peildatum": case.peildatum.isoformat(), "waarden": written}


def _number(number: Number | None) -> str | None:
    return None if number is None else write_decimals(number)
