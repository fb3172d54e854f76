"""Claims on the days on which the amounts are known: on others nothing that rests on them is.

A region lets an amount be anything where it is not known. So what two conditions exclude by the
amounts of today would seem possible on each day after those; there no case has an outcome at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from maatwerk_rules.analysis.axes import Cut
from maatwerk_rules.analysis.boxes import EVERYTHING, MOST_STEPS, NOTHING, Region
from maatwerk_rules.analysis.guards import values_of
from maatwerk_rules.analysis.tracing import Study
from maatwerk_rules.dutch import write_date
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Datum

LARGEST = 2_000
"""Of so many nodes a region may be to be looked at on known days only."""


def known_days(study: Study, region: Region) -> Region:
    """Return the days on which all amounts are known that a region leaves free to be anything."""
    space, found = study.space, EVERYTHING
    for amount in _amounts(study, region):
        for here, value in values_of(amount, study.view):
            if value == amount:
                found = space.without(found, here)
    return found


def where_known(study: Study, region: Region) -> Region:
    """Return the part of a region on days on which its amounts are known, or all where none is."""
    if study.space.is_larger(region, LARGEST):
        return region
    study.space.allow(MOST_STEPS)
    return study.space.both(region, known_days(study, region)) or region


def are_apart(study: Study, regions: Sequence[Region]) -> bool:
    """Tell whether no case lies in all regions, on any day on which the amounts are known.

    Where that hangs on those days each region has cases on them, and nothing but the amounts makes
    one day differ from another: what is only said of later days is not apart.
    """
    space = study.space
    whole = space.all_of(regions)
    if whole == NOTHING:
        return True
    known = known_days(study, whole)
    if known in (NOTHING, EVERYTHING) or space.both(whole, known) != NOTHING:
        return False
    inside = all(space.both(known, region) != NOTHING for region in regions)
    return inside and _days(study, regions) <= _days(study, _entries(study, whole))


def is_never(study: Study, expr: core.Expr, holds: Region) -> bool:
    """Tell whether a condition holds in no case on the days on which its amounts are known.

    Args:
        holds: Where it holds, whatever the amounts are on other days.
    """
    if study.is_never(holds):
        return True
    if isinstance(expr, core.And):
        return are_apart(study, [study.here, *map(study.holds, expr.parts)])
    if not isinstance(expr, core.Compare) or not _hangs_on_amounts_only(expr):
        return False
    known = known_days(study, holds)
    return known not in (NOTHING, EVERYTHING) and study.space.both(holds, known) == NOTHING


def is_always(study: Study, expr: core.Expr, holds: Region) -> bool:
    """Tell whether a condition holds in every case on the days on which its amounts are known.

    Args:
        holds: Where it holds, whatever the amounts are on other days.
    """
    if study.is_always(holds):
        return True
    space = study.space
    if isinstance(expr, core.Or):
        return are_apart(study, [study.here, *(space.negate(study.holds(x)) for x in expr.parts)])
    if not isinstance(expr, core.Compare) or not _hangs_on_amounts_only(expr):
        return False
    fails = space.negate(holds)
    known = known_days(study, fails)
    return known not in (NOTHING, EVERYTHING) and space.both(fails, known) == NOTHING


def is_empty(study: Study, region: Region) -> bool:
    """Tell whether a region has no case on the days on which its amounts are known.

    Nothing but those amounts makes one day differ from another in it: a region of later days alone
    is not empty.
    """
    if region == NOTHING:
        return True
    known = known_days(study, region)
    if known in (NOTHING, EVERYTHING) or study.space.both(region, known) != NOTHING:
        return False
    return _days(study, [region]) <= _days(study, _entries(study, region))


def _hangs_on_amounts_only(expr: core.Compare) -> bool:
    """Tell whether a comparison reads the day for its amounts only."""
    parts = [*core.walk(expr)]
    amounts = sum(isinstance(one, core.Dated) for one in parts)
    days = sum(isinstance(one, core.ReferenceDate) for one in parts)
    return amounts == days and not any(isinstance(one, core.Read) for one in parts)


def unknown_amount(study: Study, region: Region) -> str | None:
    """Return which amount is not known in a region and since when; None where all are."""
    amounts = _amounts(study, region)
    if not amounts or study.space.both(region, known_days(study, region)) != NOTHING:
        return None
    first = min(amounts, key=lambda one: one.until or date.max)
    if first.until is None or not _is_after(study, region, first.until):
        return f"niet op elke dag is `{first.name}` bekend"
    names = sorted({one.name for one in amounts if one.until == first.until})
    return not_known(names, first.until)


def _is_after(study: Study, region: Region, day: date) -> bool:
    """Tell whether a region has no case before a day."""
    before = core.Compare("lt", core.ReferenceDate(), core.Constant(day, Datum()))
    return study.is_never(study.space.both(region, study.holds(before)))


def not_known(names: Sequence[str], until: date) -> str:
    """Return that amounts are not known from a day on.

    >>> not_known(["grens"], date(2027, 1, 1))
    'vanaf 1 januari 2027 is `grens` niet bekend'
    """
    verb = "is" if len(names) == 1 else "zijn"
    return (
        f"vanaf {write_date(until)} {verb} {' en '.join(f'`{name}`' for name in names)} niet bekend"
    )


def _amounts(study: Study, region: Region) -> dict[core.Dated, None]:
    """Return the amounts on the day itself that are free to be anything somewhere in a region."""
    return {
        amount: None
        for axis in study.space.named(region)
        if not axis.is_leaf
        for amount in axis.amounts
    }


def _entries(study: Study, region: Region) -> Iterator[Region]:
    """Yield where the amounts of a region have each of their values."""
    for amount in _amounts(study, region):
        yield from (here for here, _ in values_of(amount, study.view))


def _days(study: Study, regions: Iterable[Region]) -> set[Cut]:
    """Return the days at which regions change."""
    return {
        cut
        for region in regions
        for axis, cuts in study.space.borders(region).items()
        if isinstance(axis.expr, core.ReferenceDate)
        for cut in cuts
    }
