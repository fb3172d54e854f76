"""What each month gave to an expression over months, with like months in one stretch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from maatwerk_rules.analysis.desugar_expressions import type_of_core
from maatwerk_rules.dutch import write_month
from maatwerk_rules.explanation.describe import write_possible
from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import Interval
from maatwerk_rules.runtime.months import days_of
from maatwerk_rules.runtime.steps import Step

MOST_STRETCHES = 24
"""How many stretches of months are told; the last ones, when there are more."""

NIL = Interval(0, 0)


def write_months(step: Step) -> str:
    """Return the value of each month in words; nothing for a step of another kind.

    Of a sum the months with nil are left out. In an unbroken run only the months that were looked
    at are told: those after the break and the break itself.
    """
    if not isinstance(step.expr, core.OverMonths):
        return ""
    parts = [part for part in step.parts[1:] if isinstance(part, Step)]
    if not parts:
        return ""
    day = step.parts[0]
    assert isinstance(day, Step) and isinstance(day.value, Interval)
    assert isinstance(day.value.low, date)
    days = days_of(step.expr, day.value.low)[-len(parts) :]
    told = _stretches(step.expr, days, parts)
    if len(told) > MOST_STRETCHES:
        told = ["…", *told[-MOST_STRETCHES:]]
    return "; ".join(told) or "in elke maand nul"


def _stretches(expr: core.OverMonths, days: Sequence[date], parts: Sequence[Step]) -> list[str]:
    type_ = type_of_core(expr.body)
    told = []
    pairs = zip(days, parts, strict=True)
    for value, group in groupby(pairs, key=lambda pair: pair[1].value):
        months = [day for day, _ in group]
        if expr.kind == "sum" and value == NIL:
            continue
        said = write_possible(value, type_) if value.settled else "nog niet bekend"
        stretch = write_month(months[0])
        if len(months) > 1:
            stretch += f" tot en met {write_month(months[-1])}"
        told.append(f"{stretch}: {said}")
    return told
