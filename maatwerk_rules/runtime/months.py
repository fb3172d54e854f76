"""Which months an expression over months looks at, and what it makes of their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby, takewhile

from maatwerk_rules.model import core
from maatwerk_rules.model.exact import month_days
from maatwerk_rules.model.unknown import JA, NEE, Interval, Leaf, Possible, RecordId, fact_leaf
from maatwerk_rules.runtime.arithmetic import add, multiply


def days_of(expr: core.OverMonths, day: date) -> tuple[date, ...]:
    """Return the day on which each month of the window is looked at, in order of time.

    >>> from maatwerk_rules.model.types import Aantal
    >>> before = core.OverMonths(
    ...     "count", core.ReferenceDate(), "before", 2, core.ReferenceDate(), Aantal()
    ... )
    >>> [each.isoformat() for each in days_of(before, date(2026, 1, 15))]
    ['2025-11-01', '2025-12-01']
    """
    return month_days(expr.window, expr.months, day)


Values = Sequence[Possible]
"""What each month gives, the last month first."""


def together(kind: str, values: Values) -> Possible:
    """Return the sum or number of what months give, or how many last hold on end.

    Args:
        values: What each month gives, the last first; months that do not differ give one object.

    >>> together("count", [JA] * 3), together("sum", [Interval(1, 2)] * 3)
    (Interval(low=3, high=3), Interval(low=3, high=6))
    """
    alike = [[*group] for _, group in groupby(values, key=id)]
    return _MONTHS[kind]([(group[0], len(group)) for group in alike])


Alike = Sequence[tuple[Possible, int]]
"""What months on end give, and how many those are; the last first."""


def _sum(months: Alike) -> Possible:
    total = Interval(0, 0)
    for value, number in months:
        assert isinstance(value, Interval)
        total = add(total, multiply(value, Interval(number, number)))
    return total


def _count(months: Alike) -> Possible:
    surely = sum(number for value, number in months if value == JA)
    return Interval(surely, sum(number for value, number in months if value != NEE))


def _run(months: Alike) -> Possible:
    surely = takewhile(lambda month: month[0] == JA, months)
    can = takewhile(lambda month: month[0] != NEE, months)
    return Interval(sum(number for _, number in surely), sum(number for _, number in can))


_MONTHS: dict[str, Callable[[Alike], Possible]] = {"sum": _sum, "count": _count, "run": _run}


_TIMELESS = (
    *(core.Constant, core.Not, core.And, core.Or, core.AtLeast, core.Gate, core.Compare),
    *(core.Arithmetic, core.Bound, core.Round, core.Choose),
)


def read_over_time(
    body: core.Expr, records: Mapping[str, RecordId], program: core.Program
) -> tuple[Leaf, ...] | None:
    """Return the facts on which alone the worth of a body on a day hangs, or None where more does.

    Months in which those are equal are worth the same, whatever the rules of their days are.

    >>> from maatwerk_rules.model.types import JaNee
    >>> werkt = core.Not(core.Fact("werkt", JaNee()))
    >>> [str(leaf) for leaf in read_over_time(werkt, {}, core.Program({}, {}, {}))]
    ['werkt']
    """
    key = read_over_time, id(body)
    if key not in program.derived:
        parts = tuple(core.walk(body))
        read = tuple(part for part in parts if not isinstance(part, _TIMELESS))
        alone = all(isinstance(part, core.Fact | core.Field) for part in read)
        program.derived[key] = body, read if alone else None
    found = program.derived[key][1]
    if found is None:
        return None
    return tuple(
        fact_leaf(part.name)
        if isinstance(part, core.Fact)
        else Leaf("gegeven", records[part.variable].list, records[part.variable], part.field)
        for part in found
    )
