"""How old somebody can be: an age follows from a birth date and a day, so its end does too."""

from __future__ import annotations

from datetime import date, timedelta

from maatwerk_rules.analysis.ranges import range_of
from maatwerk_rules.model import core
from maatwerk_rules.model.exact import age

OLDEST = 150
"""Nobody gets older; who may be older by the range of the birth date is no person."""


def age_in(expr: core.Expr) -> core.Age | None:
    """Return the age that an expression is, also of the one record of an `een` fact.

    >>> age_in(core.ReferenceDate()) is None
    True
    """
    if isinstance(expr, core.Aggregate) and expr.kind == "only":
        return expr.body if isinstance(expr.body, core.Age) else None
    return expr if isinstance(expr, core.Age) else None


def highest_age(expr: core.Age, tot: date | None) -> int | None:
    """Return the age of who was born on the first day possible, on the last; None if not known.

    Args:
        tot: The first day that is no peildatum any more.

    >>> from maatwerk_rules.model.types import Datum
    >>> day = core.ReferenceDate()
    >>> highest_age(core.Age(core.Constant(date(1900, 1, 1), Datum()), day), date(2028, 1, 1))
    127
    """
    birth, last = _first_birth(expr), _last_day(expr.on, tot)
    if birth is None or last is None:
        return None
    return age(birth, last)


def highest_of_a_person(expr: core.Age, vanaf: date, tot: date | None) -> int | None:
    """Return the highest age of a person; None where it may be the age of something else.

    Args:
        vanaf: The first peildatum; who can be older then than anybody gets is no person.
    """
    birth, found = _first_birth(expr), highest_age(expr, tot)
    if birth is None or age(birth, vanaf) > OLDEST:
        return found
    return OLDEST if found is None else min(found, OLDEST)


def _first_birth(expr: core.Age) -> date | None:
    low = range_of(expr.birth).low
    return None if low is None else date.fromordinal(int(low))


def _last_day(on: core.Expr, tot: date | None) -> date | None:
    if isinstance(on, core.MonthStart):
        return _last_day(on.date, tot)
    if isinstance(on, core.ReferenceDate):
        return None if tot is None else tot - timedelta(days=1)
    high = range_of(on).high
    return None if high is None else date.fromordinal(int(high))
