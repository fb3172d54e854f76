"""A decided period as JSON; described in `docs/naslag/schemas/tijdvak-1.schema.json`.

The decision of each month is not in it: hash, facts and day reproduce it.
"""

from __future__ import annotations

from typing import Any

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Bedrag, Number, Type
from maatwerk_rules.runtime.decision import NO_BESLUIT
from maatwerk_rules.runtime.facts import write_case
from maatwerk_rules.runtime.period_decision import (
    PeriodDecision,
    PeriodOutcome,
    SubPeriod,
    Total,
)
from maatwerk_rules.runtime.record import (
    write_ground,
    write_leaves,
    write_possible,
    write_question,
    write_record,
    write_signal,
    write_value,
)

SCHEMA = "maatwerk/tijdvak/1"


def to_json(found: PeriodDecision) -> dict[str, Any]:
    """Return a decided period as values that `json.dumps` writes exactly.

    Keys are Dutch. What is absent is None or an empty list; no key is ever left out.
    """
    policy = found.facts.policy
    return {
        "schema": SCHEMA,
        "beleid": found.policy,
        "titel": found.title,
        "hash": found.policy_hash,
        "taalversie": found.language_version,
        "bibliotheekversie": found.library_version,
        "van": found.van.isoformat(),
        "tot_en_met": found.tot_en_met.isoformat(),
        "status": found.status,
        "maanden": [one.peildatum.isoformat() for one in found.months],
        "buiten_beleid": [day.isoformat() for day in found.outside],
        "uitkomsten": [_write_outcome(one, policy) for one in found],
        "feiten": write_case(found.facts),
        "vragen": [write_question(one, policy) for one in found.questions],
        "signalen": [write_signal(one) for one in found.signals],
        "niet_beoordeeld": list(found.not_assessed),
        "let_op": NO_BESLUIT,
    }


def _write_outcome(outcome: PeriodOutcome, policy: Policy) -> dict[str, Any]:
    type_ = policy.types[outcome.name]
    return {
        "naam": outcome.name,
        "voor": write_record(outcome.record),
        "delen": [_write_part(part, type_) for part in outcome.parts],
        "totaal": None if outcome.total is None else _write_total(outcome.total),
    }


def _write_part(part: SubPeriod, type_: Type) -> dict[str, Any]:
    result = part.result
    possible = None if result is None else write_possible(result.possible, type_)
    return {
        "van": part.first.isoformat(),
        "tot_en_met": part.last.isoformat(),
        "maanden": part.months,
        "status": part.status,
        "waarde": None if result is None else write_value(result.value, type_),
        "mogelijk": possible,
        "geen_regel": result is not None and result.no_rule,
        "strijdig": [] if result is None else list(result.conflict),
        "gronden": [] if result is None else [write_ground(one) for one in result.deciding],
        "ontbreekt": [] if result is None else write_leaves(result.missing),
    }


def _write_total(total: Total) -> dict[str, Any]:
    return {
        "waarde": _write_amount(total.value),
        "van": _write_amount(total.low),
        "tot_en_met": _write_amount(total.high),
        "maanden": total.months,
        "vast": _write_amount(total.known),
        "maanden_vast": total.known_months,
        "niet_meegeteld": [day.isoformat() for day in total.uncounted],
        "ontbreekt": write_leaves(total.missing),
    }


def _write_amount(cents: Number | None) -> bool | int | str | None:
    return write_value(cents, Bedrag())
