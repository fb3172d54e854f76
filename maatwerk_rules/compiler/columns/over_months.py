"""Reckoning over months on columns: as so many times one month, or by the rules of each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.model import core
from maatwerk_rules.model.exact import month_days
from maatwerk_rules.model.types import LATEST

Dates = tuple[date, date | None]
"""From which day (included) until which (not included; None: without end)."""
TIMELESS = (
    core.Constant, core.Fact, core.Field, core.Judged, core.Not, core.And, core.Or, core.AtLeast,
    core.Gate, core.Compare, core.Arithmetic, core.Bound, core.Round, core.Choose, core.Age,
    core.Shift, core.MonthStart, core.DaysBetween, core.Aggregate,
)  # fmt: skip


def is_timeless(body: core.Expr) -> bool:
    """Tell whether each month is worth the same: a table has one value of each fact for all days.

    >>> from maatwerk_rules.model.types import JaNee
    >>> is_timeless(core.Not(core.Fact("werkt", JaNee()))), is_timeless(core.ReferenceDate())
    (True, False)
    """
    return all(isinstance(part, TIMELESS) for part in core.walk(body))


@attrs.frozen
class Timed:
    """The rules of some time; those that hold on no day of the policy have no dates.

    >>> Timed(core.Program({}, {}, {}), (date(2026, 1, 1), None)).ends
    (20454, None)
    """

    program: core.Program
    dates: Dates | None = None

    @property
    def starts(self) -> date:
        """Return the first day; days of no time come last."""
        return LATEST if self.dates is None else self.dates[0]

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """Return the first day and the day after the last, as columns count them."""
        if self.dates is None:
            return None, None
        start, end = self.dates
        return start.toordinal() - EPOCH, None if end is None else end.toordinal() - EPOCH


Timespan = tuple[date, date | None, core.Program]
"""From which day until which a program holds."""


def times(program: core.Program, timeline: Sequence[Timespan]) -> tuple[Timed, ...]:
    """Return the rules of all times, first those of a program itself, last those of no day."""
    own = [Timed(one, (start, end)) for start, end, one in timeline if one is program]
    rest = [Timed(one, (start, end)) for start, end, one in timeline if one is not program]
    if not own:
        return (Timed(program),)
    return (*own, *rest, Timed(program.without_rules))


def reached(times_: Sequence[Timed], expr: core.OverMonths, own: Dates | None) -> list[int]:
    """Return the numbers of the times in which a month may lie.

    Args:
        own: In which days the date lies from which is looked back; None: in any.
    """
    if own is None:
        return [*range(len(times_))]
    first = (*month_days(expr.window, expr.months, own[0]), own[0])[0]
    last = LATEST if own[1] is None else own[1]
    found, until = [], first
    for number, one in sorted(enumerate(times_), key=lambda it: it[1].starts):
        start, end = one.dates or (first, last)
        if start < last and (end is None or first < end) and (one.dates or until < last):
            found.append(number)
            until = max(until, end or LATEST) if start <= until else until
    return found
