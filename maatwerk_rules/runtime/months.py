"""Which months an expression over months looks at, and what it makes of their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from itertools import takewhile

from maatwerk_rules.model import core
from maatwerk_rules.model.exact import month_days
from maatwerk_rules.model.unknown import JA, NEE, Interval, Possible
from maatwerk_rules.runtime.arithmetic import add


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


def _sum(values: Values) -> Possible:
    intervals = [value for value in values if isinstance(value, Interval)]
    return reduce(add, intervals, Interval(0, 0))


def _count(values: Values) -> Possible:
    return Interval(sum(value == JA for value in values), sum(value != NEE for value in values))


def _run(values: Values) -> Possible:
    surely = sum(1 for _ in takewhile(lambda value: value == JA, values))
    return Interval(surely, sum(1 for _ in takewhile(lambda value: value != NEE, values)))


MONTHS: dict[str, Callable[[Values], Possible]] = {"sum": _sum, "count": _count, "run": _run}
