"""Counting, adding and comparing records of lists, of which some may not be known.

What `runtime/aggregate.py` says of one row, one record after another: the first of every row at
once, then the second, and so on. Records that are not known are one more, as often as there is
room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    NOTHING,
    YES,
    Mask,
    Missing,
    both,
    but,
    either,
    joined,
    nay,
    pick,
    within,
)
from maatwerk_rules.compiler.columns.open_numbers import NONE, add, multiply
from maatwerk_rules.compiler.columns.open_siblings import NIL
from maatwerk_rules.compiler.columns.open_values import (
    FAR,
    Span,
    Truth,
    Val,
    nothing,
    point,
    stepped,
)


@attrs.frozen(eq=False)
class Item:
    """One record of each row in an aggregate: where it takes part, and what it gives.

    `present` is where there is such a record; `times` None: it is one record.
    """

    where: Val | None
    body: Val | None
    present: Mask
    times: Array | None = None

    @property
    def possibly(self) -> Mask:
        """Where it may take part."""
        return self.present if self.where is None else both(self.present, self.where.of.ja)

    @property
    def surely(self) -> Mask:
        """Where it surely takes part."""
        return self.present if self.where is None else but(self.present, self.where.of.nee)

    @property
    def missing(self) -> Missing:
        """What is missing of it where that matters."""
        parts = [NOTHING if self.where is None else within(self.where.missing, self.present)]
        if self.body is not None:
            parts.append(within(self.body.missing, self.possibly))
        return joined(parts)

    @property
    def odd(self) -> Mask:
        """Where nothing is said of it."""
        found = NO if self.where is None else both(self.present, self.where.odd)
        return found if self.body is None else either(found, both(self.possibly, self.body.odd))


@attrs.frozen(eq=False)
class Listed:
    """The records of lists in an aggregate: those that are known, and one for all others."""

    items: Sequence[Item]
    rests: Sequence[Item]
    unlisted: Missing

    @property
    def every(self) -> tuple[Item, ...]:
        """All of them."""
        return (*self.items, *self.rests)


def aggregated(op: plan.Aggregate, listed: Listed, empty: Callable[[], Val]) -> Val:
    """Return what records are together; `empty` gives what `highest` is where there are none."""
    odd = either(*(one.odd for one in listed.every))
    missing = joined((listed.unlisted, *(one.missing for one in listed.items)))
    of: Any
    match op.kind:
        case "any":
            of = Truth(
                either(*(one.possibly for one in listed.every)),
                nay(either(*(one.surely for one in listed.items))),
            )
        case "all":
            of = Truth(
                but(YES, *(_fails(one, one.possibly) for one in listed.items)),
                either(*(_fails(one, one.surely) for one in listed.every)),
            )
        case "count":
            of = _count(listed)
        case "sum":
            of, far = _sum(listed)
            odd = either(odd, far)
        case _:
            return _extreme(op, listed, empty, (missing, odd))
    if isinstance(of, Truth) and odd is not NO:
        odd = both(odd, of.ja, of.nee)
    return stepped(of, missing, odd)


def _fails(one: Item, mask: Mask) -> Mask:
    """Return where there is such a record, outside a mask."""
    return but(one.present, mask)


def _count(listed: Listed) -> Span:
    sure = can = NONE
    for one in listed.items:
        sure = sure + one.surely.astype(np.int64)
        can = can + one.possibly.astype(np.int64)
    for one in listed.rests:
        can = can + one.possibly * one.times
    return Span(sure, can, 0, MOST)


MOST = 2**20
"""No row has more records than this."""


def _sum(listed: Listed) -> tuple[Span, Mask]:
    total, odd = NIL, NO
    for one in listed.every:
        possibly = one.possibly
        if possibly is NO:
            continue
        assert one.body is not None
        part = one.body.of.at(possibly)
        if one.times is not None:
            part = part.hull(NIL)
            part, far = multiply(part, point(one.times, 0, MOST))
            odd = either(odd, far)
        elif not (possibly is YES and one.surely is YES):
            part = part.hull(NIL.at(nay(one.surely)))
        total, far = add(total, part)
        odd = either(odd, far)
    return total, odd


def _extreme(
    op: plan.Aggregate, listed: Listed, empty: Callable[[], Val], before: tuple[Missing, Mask]
) -> Val:
    """Return the highest or lowest; where none surely takes part, it may be what is for none."""
    missing, odd = before
    kind, highest = op.shape.kind, op.kind == "highest"
    every: Span = nothing(kind)  # type: ignore[assignment]  # numbers and dates are spans
    certain = np.array(-FAR if highest else FAR, np.int64)
    sure: Mask = NO
    for one in listed.every:
        assert one.body is not None
        every = every.hull(one.body.of.at(one.possibly))
    for one in listed.items:
        assert one.body is not None
        surely, of = one.surely, one.body.of
        sure = either(sure, surely)
        if highest:
            certain = pick(surely, np.maximum(certain, of.low), certain)
        else:
            certain = pick(surely, np.minimum(certain, of.high), certain)
    low, high = every.low, every.high
    if highest:
        low = pick(sure, certain, low)
    else:
        high = pick(sure, certain, high)
    found = Span(low, high, every.least, every.most)
    if sure is not YES:
        none = empty()
        rest = nay(sure)
        found = found.hull(none.of.at(rest))
        missing = joined((missing, within(none.missing, rest)))
        odd = either(odd, both(rest, none.odd))
    return stepped(found, missing, odd)
