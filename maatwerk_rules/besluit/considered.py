"""What of a case is worked out for its record: which step it is, what pulls apart, what is flagged.

All of it follows from the policy and the facts, so it is reckoned again with the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from maatwerk_rules.besluit.ability import Flag, flags
from maatwerk_rules.besluit.conflicts import Conflict, violated
from maatwerk_rules.besluit.pulled import pulled
from maatwerk_rules.besluit.shape import FIRST, SECOND
from maatwerk_rules.model.declarations import Afwijkingsgrond, Hardheidsclausule
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime import period_record
from maatwerk_rules.runtime.decision import DECIDING, Decision
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.period import decide_period
from maatwerk_rules.runtime.period_decision import PeriodDecision
from maatwerk_rules.runtime.record import write_record
from maatwerk_rules.runtime.written_text import written

StepName = Literal["regel", "ondersteuning", "afwijking"]
KEPT = ("van", "tot_en_met", "status", "maanden", "buiten_beleid", "uitkomsten")
"""What of a period is recorded; the rest stands beside it."""


def deviations(policy: Policy, decision: Decision) -> tuple[str, ...]:
    """Return the deviations and hardship clauses that took part in an outcome, each once."""
    kinds = (Afwijkingsgrond, Hardheidsclausule)
    used = (one.rule for result in decision for one in result.grounds if one.role in DECIDING)
    return tuple(
        name for name in dict.fromkeys(used) if any(policy.find(kind, name) for kind in kinds)
    )


def used_in(
    policy: Policy, decision: Decision, period: PeriodDecision | None
) -> list[tuple[date, str]]:
    """Return the deviations that were used, each with the day on which the law was read."""
    months = (decision, *(period.months if period is not None else ()))
    return [(each.peildatum, name) for each in months for name in deviations(policy, each)]


def step_of(policy: Policy, decision: Decision, ondersteuning: Iterable[str] = ()) -> StepName:
    """Return which step a decision is: the rule, support in the process, or a deviation.

    An exception in the rules themselves is the rule. Support changes nothing in the outcome.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> decision = decide(policy, {}, peildatum=date(2026, 3, 1))
    >>> step_of(policy, decision), step_of(policy, decision, ["Hulp bij het zoeken van een kamer."])
    ('regel', 'ondersteuning')
    """
    if deviations(policy, decision):
        return "afwijking"
    return "ondersteuning" if any(written(one) for one in ondersteuning) else "regel"


def considered(
    policy: Policy,
    decision: Decision,
    said: Mapping[str, Any],
    period: PeriodDecision | None = None,
) -> dict[str, Any]:
    """Return what is worked out of a decision for its record.

    Args:
        said: What people gave with it, or the besluit as it was recorded: `ondersteuning` is in
            it, and an older form keeps fewer conflicts.
        period: The same outcomes month by month, where it covers more than one.
    """
    months = (decision,) if period is None else (decision, *period.months)
    is_older = said.get("schema") in (FIRST, SECOND)
    used = dict.fromkeys(name for each in months for name in deviations(policy, each))
    step = step_of(policy, decision, said["ondersteuning"])
    return {
        "stap": "afwijking" if used else step,
        "afwijkingen": list(used),
        "botsingen": (
            [_write_conflict(one) for one in violated(policy, decision)]
            if is_older
            else pulled(policy, months)
        ),
        "doenvermogen": [_write_flag(one) for one in flags(policy, decision).found],
        "tijdvak": None if period is None else _write_period(period),
    }


def months_of(
    policy: Policy, facts: Facts, names: Iterable[str], tijdvak: Mapping[str, Any] | None
) -> PeriodDecision | None:
    """Return outcomes month by month over a recorded period, or None where there is none."""
    if tijdvak is None:
        return None
    first, last = (date.fromisoformat(tijdvak[key]) for key in ("van", "tot_en_met"))
    return decide_period(policy, facts, van=first, tot=last, uitkomsten=tuple(names))


def _write_period(period: PeriodDecision) -> dict[str, Any]:
    written = period_record.to_json(period)
    for outcome, each in zip(period, written["uitkomsten"], strict=True):
        for part, told in zip(outcome.parts, each["delen"], strict=True):
            told["gunstig"] = None if part.result is None else part.result.favourable
    return {key: written[key] for key in KEPT}


def _write_conflict(one: Conflict) -> dict[str, Any]:
    return {
        "uitkomst": one.outcome,
        "voor": write_record(one.record),
        "dient": [each.bedoeling for each in one.serves],
        "tegen": [each.bedoeling for each in one.against],
    }


def _write_flag(one: Flag) -> dict[str, Any]:
    return {
        "stand": one.state,
        "uitkomsten": list(one.outcomes),
        "voor": write_record(one.record),
        "plicht": list(one.duty),
        "grond": one.ground,
    }
