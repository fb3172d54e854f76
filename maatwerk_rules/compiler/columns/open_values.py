"""What is still possible in each row, as arrays: truths, options and intervals; and none of all.

The arrays say what `Choices` and `Interval` say of one row (`model/unknown.py`). In rows of which
the mask `odd` holds nothing is said: those go to the evaluator.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    NOTHING,
    YES,
    Mask,
    Missing,
    both,
    either,
    evened,
    moved,
    nay,
    pick,
    taken,
    within,
)

LIMIT = 2**61
"""No end of an interval passes this, so that two of them add up within 64 bits."""
FAR = 2**62
"""An interval from here to minus this holds nothing."""


@attrs.frozen(eq=False)
class Truth:
    """Where ja is possible, and where nee."""

    ja: Mask
    nee: Mask

    @property
    def there(self) -> Mask:
        """Where anything is possible."""
        return either(self.ja, self.nee)

    @property
    def settled(self) -> Mask:
        """Where one value is possible."""
        return self.ja ^ self.nee

    def hull(self, other: Truth) -> Truth:
        """Return what one of two makes possible."""
        return Truth(either(self.ja, other.ja), either(self.nee, other.nee))

    def meet(self, other: Truth) -> Truth:
        """Return what both make possible."""
        return Truth(both(self.ja, other.ja), both(self.nee, other.nee))

    def at(self, mask: Mask) -> Truth:
        """Return the same in the rows of a mask, and nothing in the rest."""
        return Truth(both(self.ja, mask), both(self.nee, mask))

    def same(self, other: Truth) -> Mask:
        """Return where both are the same."""
        return nay(either(self.ja ^ other.ja, self.nee ^ other.nee))

    def take(self, index: Array) -> Truth:
        """Return what is possible at some places."""
        return Truth(taken(self.ja, index), taken(self.nee, index))


@attrs.frozen(eq=False)
class Options:
    """The options that are possible, a bit each; no bit where nothing is."""

    bits: Array

    @property
    def there(self) -> Mask:
        """Where anything is possible."""
        return evened(self.bits != 0)

    @property
    def settled(self) -> Mask:
        """Where one value is possible."""
        return evened((self.bits != 0) & ((self.bits & np.subtract(self.bits, ONE)) == 0))

    def hull(self, other: Options) -> Options:
        """Return what one of two makes possible."""
        return Options(self.bits | other.bits)

    def meet(self, other: Options) -> Options:
        """Return what both make possible."""
        return Options(self.bits & other.bits)

    def at(self, mask: Mask) -> Options:
        """Return the same in the rows of a mask, and nothing in the rest."""
        return self if mask is YES else Options(self.bits * mask)

    def same(self, other: Options) -> Mask:
        """Return where both are the same."""
        return evened(self.bits == other.bits)

    def take(self, index: Array) -> Options:
        """Return what is possible at some places."""
        return Options(taken(self.bits, index))


ONE = np.array(1, np.uint64)
ALL = np.array(2**64 - 1, np.uint64)


@attrs.frozen(eq=False)
class Span:
    """From `low` to `high`, both included; nothing where `low` is above `high`.

    All ends that say something lie from `least` to `most`.
    """

    low: Array
    high: Array
    least: int
    most: int

    @property
    def is_point(self) -> bool:
        """Tell whether one value is known to be possible in all rows."""
        return self.low is self.high

    @property
    def there(self) -> Mask:
        """Where anything is possible."""
        return YES if self.is_point else evened(self.low <= self.high)

    @property
    def settled(self) -> Mask:
        """Where one value is possible."""
        return YES if self.is_point else evened(self.low == self.high)

    def hull(self, other: Span) -> Span:
        """Return the least that holds both."""
        ends = np.minimum(self.low, other.low), np.maximum(self.high, other.high)
        return Span(*ends, *self._reach(other))

    def meet(self, other: Span) -> Span:
        """Return what both make possible."""
        low, high = np.maximum(self.low, other.low), np.minimum(self.high, other.high)
        found = Span(low, high, *self._reach(other))
        return found.at(found.there)

    def at(self, mask: Mask) -> Span:
        """Return the same in the rows of a mask, and nothing in the rest."""
        if mask is YES:
            return self
        low, high = pick(mask, self.low, EMPTY.low), pick(mask, self.high, EMPTY.high)
        return Span(low, high, self.least, self.most)

    def filled(self) -> Span:
        """Return the same with some number where nothing is possible."""
        there = self.there
        if there is YES:
            return self
        some = np.array(self.least, np.int64)
        low, high = pick(there, self.low, some), pick(there, self.high, some)
        return Span(low, high, self.least, self.most)

    def same(self, other: Span) -> Mask:
        """Return where both are the same."""
        return evened((self.low == other.low) & (self.high == other.high))

    def take(self, index: Array) -> Span:
        """Return what is possible at some places."""
        low = taken(self.low, index)
        return Span(low, low if self.is_point else taken(self.high, index), self.least, self.most)

    def _reach(self, other: Span) -> tuple[int, int]:
        return min(self.least, other.least), max(self.most, other.most)


EMPTY = Span(np.array(FAR, np.int64), np.array(-FAR, np.int64), LIMIT, -LIMIT)

Possible: TypeAlias = Truth | Options | Span


def point(values: Array, least: int, most: int) -> Span:
    """Return numbers of which one is possible in each row."""
    return Span(values, values, least, most)


def whole(number: int) -> Span:
    """Return one number, the same in all rows."""
    return point(np.array(number, np.int64), number, number)


def nothing(kind: str) -> Possible:
    """Return what nothing is possible of."""
    if kind == "ja":
        return Truth(NO, NO)
    return Options(np.array(0, np.uint64)) if kind == "keuze" else EMPTY


def anywhere(kind: str) -> Possible:
    """Return all values that a kind has; of numbers one, since there is no end to them."""
    if kind == "ja":
        return Truth(YES, YES)
    return Options(ALL) if kind == "keuze" else whole(0)


@attrs.frozen(eq=False)
class Val:
    """What an expression may be in each row, and what is missing to know it; or `odd`."""

    of: Any
    missing: Missing = NOTHING
    odd: Mask = NO

    @property
    def open(self) -> Mask:
        """Where more than one value is possible."""
        return nay(self.of.settled)

    def take(self, index: Array, own: tuple[str, int] | None = None) -> Val:
        """Return what is possible at some places; the own record of a list becomes one of them."""
        missing = moved(self.missing, index, own) if self.missing else NOTHING
        return Val(self.of.take(index), missing, evened(taken(self.odd, index)))


def stepped(of: Any, missing: Missing, odd: Mask = NO) -> Val:
    """Return a value that misses nothing where it is settled."""
    return Val(of, within(missing, nay(of.settled)) if missing else NOTHING, odd)
