"""What generated NumPy leans on: the block it reads, and exact helpers on whole arrays.

Nothing here is a float. Every value lies within the ends its operation has in the plan, also where
it is not known; so nothing overflows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.plan import FIRST_DAY, LAST_DAY, DatedAmount

Array = Any
"""An array of NumPy, or one number for all rows."""


class OpenError(Exception):
    """Something is not known that this code counts on; code that looks for it is needed."""

    def __init__(self, kind: str, name: int | str) -> None:
        super().__init__(kind, name)
        self.what = (kind, name)


@attrs.frozen
class ListBlock:
    """The records of one list in a block, those of a row beside each other.

    `rows` gives the row of each record, `filled` the rows that have records, `starts` where those
    begin. `complete` None: no row may have more.
    """

    size: int
    rows: Array
    filled: Array
    starts: Array
    complete: Array | None


def list_block(offsets: Array, complete: Array | None) -> ListBlock:
    """Return the records of a list: those of row i stand from `offsets[i]` to `offsets[i + 1]`.

    >>> list_block(np.array([0, 2, 2, 3]), None).rows.tolist()
    [0, 0, 2]
    """
    lengths = offsets[1:] - offsets[:-1]
    filled = np.flatnonzero(lengths)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    return ListBlock(len(rows), rows, filled, offsets[:-1][filled], complete)


@attrs.define
class Block:
    """Some rows of a table: by the number of each leaf its values, and which are known.

    A leaf that is known in every row has None for the latter. `dag` is one day for all rows, or
    an array.
    """

    size: int
    w: list[Array]
    b: list[Array | None]
    dag: Array
    bekeken: Array
    lijsten: dict[str, ListBlock]
    bedragen: tuple[DatedAmount, ...]
    _days: dict[int, tuple[Array, Array]] = attrs.field(factory=dict)

    def bedrag(self, number: int, on: Array) -> tuple[Array, Array]:
        """Return a dated amount on a day or on days, and where it is known."""
        dated = self.bedragen[number]
        if np.ndim(on) == 0:
            if on is self.dag and number in self._days:
                return self._days[number]
            found = on_day(dated, int(on))
            if on is self.dag:
                self._days[number] = found
            return found
        filler = next((one for one in dated.amounts if one is not None), 0)
        amounts = np.array([filler, *(filler if a is None else a for a in dated.amounts)], np.int64)
        certain = np.array([False, *(one is not None for one in dated.amounts)])
        place = np.searchsorted(np.array(dated.starts, np.int64), on, "right")
        known = certain[place]
        if dated.until is not None:
            known = known & (on < dated.until)
        return amounts[place], known

    def bedrag_bekend(self, number: int, on: Array) -> Array:
        """Return a dated amount where it is known on every day."""
        values, known = self.bedrag(number, on)
        if not np.all(known):
            raise OpenError("bedrag", number)
        return values

    def volledig(self, name: str) -> Array:
        """Tell for each row whether a list has no other records."""
        complete = self.lijsten[name].complete
        return np.True_ if complete is None else complete

    def zeker_volledig(self, name: str) -> None:
        """Stop where a list may have other records."""
        if self.lijsten[name].complete is not None:
            raise OpenError("lijst", name)

    def spreid(self, name: str, values: Array) -> Array:
        """Return values of the rows for each record of a list."""
        return values if np.ndim(values) == 0 else values[self.lijsten[name].rows]

    def over(self, name: str, pick: Callable[..., Array], values: Array, none: int) -> Array:
        """Return what a list comes to in each row; `none` where a row has no records."""
        listed = self.lijsten[name]
        dtype = np.bool_ if pick is np.logical_or else np.int64
        found: Array = np.full(self.size, none, dtype)
        if len(listed.filled):
            whole: Array = np.broadcast_to(np.asarray(values, dtype), (listed.size,))
            found[listed.filled] = pick.reduceat(whole, listed.starts)  # type: ignore[attr-defined]
        return found

    def enig(self, name: str, mask: Array) -> Array:
        """Tell for each row whether something holds of a record of a list."""
        return self.over(name, np.logical_or, mask, 0)


def on_day(dated: DatedAmount, day: int) -> tuple[Array, Array]:
    """Return a dated amount on one day, and whether it is known."""
    place = bisect_right(dated.starts, day)
    amount = dated.amounts[place - 1] if place else None
    if amount is None or (dated.until is not None and day >= dated.until):
        filler = next((one for one in dated.amounts if one is not None), 0)
        return np.int64(filler), np.False_
    return np.int64(amount), np.True_


def kies(mask: Array, yes: Array, no: Array, kind: Any = np.int64) -> Array:
    """Return one value in the rows of a mask and another in the rest.

    Without a branch in any row: `np.where` takes ten times as long where the mask is hard to
    foresee. What leaves the bits of `kind` on the way comes back in.

    >>> kies(np.array([True, False]), 5, np.array([6, 7])).tolist()
    [5, 7]
    """
    if np.ndim(mask) == 0:
        return kind(yes if mask else no)
    found = mask.astype(kind)
    if isinstance(no, int) and no == 0:
        found *= yes
        return found
    found *= np.subtract(yes, no, dtype=kind)
    found += no
    return found


def alle(mask: Array, number: int) -> None:
    """Stop where a definition has no value in some row."""
    if not np.all(mask):
        raise OpenError("begrip", number)


def afgerond(part: Array, over: Array) -> Array:
    """Return a quotient rounded half away from zero.

    >>> afgerond(np.array([-5, -4, 5, 6]), np.int64(2)).tolist()
    [-3, -2, 3, 3]
    """
    part, over = _positive(part, over)
    return (2 * np.abs(part) + over) // (2 * over) * np.sign(part)


def naar_boven(part: Array, over: Array) -> Array:
    """Return a quotient rounded up.

    >>> naar_boven(np.array([-5, 5]), np.array([2, -2])).tolist()
    [-2, -2]
    """
    part, over = _positive(part, over)
    return -(-part // over)


def naar_beneden(part: Array, over: Array) -> Array:
    """Return a quotient rounded down."""
    part, over = _positive(part, over)
    return part // over


def _positive(part: Array, over: Array) -> tuple[Array, Array]:
    """Return a quotient with a divisor above 0; where it is 0, some quotient."""
    part, over = np.asarray(part), np.asarray(over)
    if np.all(over > 0):
        return part, over
    part = np.where(over < 0, -part, part)
    return part, np.where(over == 0, 1, np.abs(over))


# -------------------------------------------------------------------- the calendar


def burgerlijk(day: Array) -> tuple[Array, Array, Array]:
    """Return year, month and day of the month of day numbers.

    Source: H. Hinnant, chrono-compatible low-level date algorithms (civil_from_days).

    >>> [int(one) for one in burgerlijk(np.int64(0))]
    [1970, 1, 1]
    """
    shifted = np.asarray(day, np.int32) + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    in_month = of_year - (153 * month + 2) // 5 + 1
    month = np.where(month < 10, month + 3, month - 9)
    return year_of_era + era * 400 + (month <= 2), month, in_month


def dagnummer(year: Array, month: Array, day: Array) -> Array:
    """Return the number of a day.

    >>> int(dagnummer(np.int64(2000), np.int64(3), np.int64(1)))
    11017
    """
    year = year - (month <= 2)
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    in_era = of_era * 365 + of_era // 4 - of_era // 100 + of_year
    return era * 146097 + in_era - 719468


def leeftijd(birth: Array, on: Array) -> Array:
    """Return completed years; 0 before birth.

    >>> int(leeftijd(np.int64(-1), np.int64(365)))
    1
    """
    year, month, day = burgerlijk(birth)
    year_on, month_on, day_on = burgerlijk(on)
    early = (month_on < month) | ((month_on == month) & (day_on < day))
    return np.maximum(year_on - year - early, 0)


def maandbegin(day: Array) -> Array:
    """Return the first day of the month.

    >>> int(maandbegin(np.int64(40)))
    31
    """
    return day - burgerlijk(day)[2] + 1


def maanden_in(day: Array, window: str, most: int) -> Array:
    """Return how many months a window holds that ends with the month of a day.

    >>> int(maanden_in(np.int64(40), "year", 12)), int(maanden_in(np.int64(40), "before", 600))
    (2, 600)
    """
    year, month, _ = burgerlijk(day)
    if window == "year":
        return month
    return np.minimum(year * 12 + month - 13, most)


def verschoven(day: Array, amount: Array, per: int) -> Array:
    """Return a date moved by so many times `per` days, kept within the calendar."""
    return np.clip(np.asarray(day + amount * per), FIRST_DAY, LAST_DAY)


def maanden_verschoven(day: Array, amount: Array, per: int, later: bool) -> Array:
    """Return a date moved by so many times `per` months, kept within the calendar.

    >>> int(maanden_verschoven(np.int64(30), np.int64(1), 1, True))
    59
    """
    year, month, in_month = burgerlijk(day)
    most = 12 * 10_000
    months = year * 12 + month - 1 + np.clip(amount, -most, most) * per
    months = np.clip(months, -1, most)
    year, month = months // 12, months % 12 + 1
    inside = np.clip(year, 1, 9999)
    start = dagnummer(inside, month, np.int64(1))
    after = dagnummer(inside + month // 12, month % 12 + 1, np.int64(1))
    last = after - start
    moved = start + np.minimum(in_month, last) - 1
    if later:
        moved = np.where(in_month > last, after, moved)
    moved = np.where(year < 1, FIRST_DAY, moved)
    return np.where(year > 9999, LAST_DAY, moved)


NAMES: dict[str, Any] = {
    "afgerond": afgerond,
    "alle": alle,
    "dagnummer": dagnummer,
    "kies": kies,
    "leeftijd": leeftijd,
    "maandbegin": maandbegin,
    "maanden_in": maanden_in,
    "maanden_verschoven": maanden_verschoven,
    "naar_beneden": naar_beneden,
    "naar_boven": naar_boven,
    "np": np,
    "verschoven": verschoven,
}
"""The only names that generated code may use beside its own."""
