"""Adding and counting over months in rows with gaps: each month by the rules of its day.

What `runtime/months.py` says of one row. All rows are worked out on the day of a month at once, and
a mask says in which of them that month counts; what hangs on no day is worked out once for as long
as the same rules hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, Protocol

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.apart import Era, OverMonths
from maatwerk_rules.compiler.columns.numpy_support import Array, burgerlijk, dagnummer
from maatwerk_rules.compiler.columns.open_expressions import Reader, Rows, unknown
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    YES,
    Mask,
    Missing,
    both,
    but,
    either,
    evened,
    joined,
    nay,
    within,
)
from maatwerk_rules.compiler.columns.open_numbers import NONE, add
from maatwerk_rules.compiler.columns.open_siblings import NIL
from maatwerk_rules.compiler.columns.open_values import Span, Val, stepped

MOST_MONTHS = 60
"""Where months differ and there are more of them than this, rows are left to the evaluator."""
FIRST_MONTH = 12
"""The first month of the calendar, in months."""


class Timed(Rows, Protocol):
    """Rows that may be looked at on other days."""

    def on(self, days: Array, key: Hashable, reads: Iterable[int]) -> Timed:
        """Return the same rows on another day, with what is read there worked out."""

    def over(self, values: Array, domain: str | None, reader: Reader) -> Array:
        """Return values of the row for each place that a reader works out."""


Month = tuple[Mask, Val]
"""A month: the places in which it counts, and what it is worth."""


@attrs.frozen
class Calendar:
    """The months of one expression, for all that a reader works out."""

    rows: Timed
    op: OverMonths
    reader: Reader

    def together(self) -> Val:
        """Return what the months are together."""
        on = self.reader.val(self.op.date)
        day = np.asarray(on.of.low)
        year, month, _ = burgerlijk(day)
        last = year * 12 + month - 1
        first = year * 12
        if self.op.window == "before":
            first = np.maximum(last - self.op.months, FIRST_MONTH)
        if int(last.max()) - int(first.min()) > MOST_MONTHS:
            return unknown("getal")
        found = TOGETHER[self.op.kind](self._months(day, first, last), self.op.shape.high)
        odd = either(on.odd, on.open)
        return attrs.evolve(found, odd=either(found.odd, self._over(odd)))

    def _over(self, mask: Array) -> Mask:
        return evened(self.rows.over(mask, self.op.domain, self.reader))

    def _months(self, day: Array, first: Array, last: Array) -> Iterator[Month]:
        """Yield the months, the last first."""
        if self.op.window == "year":
            key = "dag", id(self.op.date)
            for number, mask in self._eras(day):
                yield self._over(mask), self._worth(number, day, key)
        for month in range(int(last.max()) - 1, int(first.min()) - 1, -1):
            mask = self._over((first <= month) & (month < last))
            if mask is not NO:
                start = dagnummer(*(np.int64(one) for one in (month // 12, month % 12 + 1, 1)))
                for number, _ in self._eras(np.asarray(start)):
                    yield mask, self._worth(number, start, ("maand", month))

    def _eras(self, day: Array) -> Iterator[tuple[int, Mask]]:
        """Yield the number of each era in which a day lies, and in which rows it does."""
        rest = YES
        for number, one in enumerate(self.op.eras):
            after = YES if one.start is None else evened(day >= one.start)
            here = both(rest, after, YES if one.end is None else evened(day < one.end))
            if here is not NO:
                yield number, here
                rest = but(rest, here)

    def _worth(self, number: int, day: Array, key: Hashable) -> Val:
        """Return what a day is worth by the rules of an era."""
        era: Era = self.op.eras[number]
        if not era.moves:
            key = "altijd"
        there = self.rows.on(day, key, era.reads)
        return Reader(there, self.reader.unnamed).val(era.body)


def _sum(months: Iterator[Month], most: int) -> Val:
    total, odd = NIL, NO
    missing: list[Missing] = []
    for mask, val in months:
        odd = either(odd, both(mask, val.odd))
        missing.append(within(val.missing, mask))
        part = val.of
        if part.there is NO:
            continue  # there is no record at all
        if mask is not YES:
            part = part.at(mask).hull(NIL.at(nay(mask)))
        total, far = add(total, part)
        odd = either(odd, far)
    return stepped(total, joined(missing), odd)


def _count(months: Iterator[Month], most: int) -> Val:
    return _counted(months, most, broken=False)


def _run(months: Iterator[Month], most: int) -> Val:
    return _counted(months, most, broken=True)


def _counted(months: Iterator[Month], most: int, *, broken: bool) -> Val:
    """Return how many months hold; where a run is `broken` those before it do not count."""
    sure: Any = NONE
    can: Any = NONE
    live, solid, odd = YES, YES, NO
    missing: list[Missing] = []
    for mask, val in months:
        here = both(mask, live)
        can = can + both(here, val.of.ja).astype(np.int64)
        sure = sure + both(but(here, val.of.nee), solid).astype(np.int64)
        odd = either(odd, both(here, val.odd))
        missing.append(within(val.missing, here))
        if broken:
            solid = but(solid, both(mask, val.of.nee))
            live = but(live, both(mask, but(val.of.nee, val.of.ja)))
    return stepped(Span(np.asarray(sure), np.asarray(can), 0, most), joined(missing), odd)


TOGETHER = {"sum": _sum, "count": _count, "run": _run}
