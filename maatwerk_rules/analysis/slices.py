"""A policy cut at every date on which its rules change.

Between two dates the rules are the same; the peildatum stays a variable inside a slice, and dated
amounts are looked up on it.
"""

from __future__ import annotations

from datetime import date

from maatwerk_rules.analysis.desugar import translate
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Geldigheid
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import EARLIEST


def validity(beleid: Beleid) -> tuple[date, date | None]:
    """Return from when (included) to when (not included) a policy and all it uses hold."""
    vanaf, tot = EARLIEST, None
    for part in (beleid, *(_all_used(beleid))):
        geldigheid = part.kop.one(Geldigheid) if part.kop else None
        if geldigheid is None:
            continue
        vanaf = max(vanaf, geldigheid.vanaf)
        if geldigheid.tot is not None:
            tot = geldigheid.tot if tot is None else min(tot, geldigheid.tot)
    return vanaf, tot


def _all_used(beleid: Beleid) -> tuple[Beleid, ...]:
    found: list[Beleid] = []
    for used in beleid.gebruikt:
        found += [used, *_all_used(used)]
    return tuple(found)


def first_days(beleid: Beleid) -> tuple[date, ...]:
    """Return the days on which the rules change, the first day of the policy included, in order."""
    vanaf, tot = validity(beleid)
    dates = {vanaf}
    for declaration in beleid.everything():
        geldigheid = declaration.one(Geldigheid)
        if geldigheid is None or declaration is beleid.kop:
            continue
        edges = (geldigheid.vanaf, geldigheid.tot)
        dates |= {day for day in edges if day is not None}
    return tuple(sorted(day for day in dates if vanaf <= day and (tot is None or day < tot)))


def cut(symbols: Symbols) -> tuple[Slice, ...]:
    """Return the slices of a policy without errors, in order of time.

    Each slice is translated once, so the cost is the number of slices times the size.
    """
    inside = first_days(symbols.beleid)
    ends: list[date | None] = [*inside[1:], validity(symbols.beleid)[1]]
    return tuple(
        Slice(start, end, translate(symbols, start))
        for start, end in zip(inside, ends, strict=True)
    )
