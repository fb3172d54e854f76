"""Columns of lists of which few differ: grounds, options that are left, what is missing.

Of a million rows most rest on the same few rules. So each different list is kept once, and of
each place only which of them it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs
import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

Array = np.ndarray[Any, Any]
Item = TypeVar("Item", int, str)
SMALL = 2
"""Numbers of so many bytes are looked up in a table, which is quicker than to look for them."""


@attrs.define
class Repeated(Generic[Item]):
    """A column of lists in the making, with so many places.

    `which` says which of `lists` each place has; None: the first one, which is empty, everywhere.
    """

    places: int
    lists: dict[tuple[Item, ...], int] = attrs.field(factory=lambda: {(): 0})
    which: Array | None = None

    def number(self, items: tuple[Item, ...]) -> int:
        """Return the number of a list, which is kept from now on.

        >>> one = Repeated(2)
        >>> one.number(("a",)), one.number(()), one.number(("a",))
        (1, 0, 1)
        """
        return self.lists.setdefault(items, len(self.lists))

    def put(self, place: int, items: tuple[Item, ...]) -> None:
        """Put the list of one place."""
        if items or self.which is not None:
            self.put_many(place, self.number(items))

    def put_many(self, places: Array | int | None, numbers: Array | int) -> None:
        """Put lists by their number in these places; None: in all of them."""
        if places is None:
            self.which = np.asarray(numbers)
            return
        if self.which is None:
            self.which = np.zeros(self.places, np.int64)
        self.which[places] = numbers

    def having(self, items: frozenset[Item]) -> Array:
        """Return the places whose list has one of these items."""
        if self.which is None:
            return np.zeros(self.places, bool)
        found: Array = np.array([not items.isdisjoint(each) for each in self.lists])[self.which]
        return found

    def flat(self) -> tuple[pa.Array, Array, list[Item]]:
        """Return where the list of each place begins, and all items after each other.

        Those are places in the last of the three, which holds the items of each different list.
        """
        import pyarrow as pa

        pool = [item for each in self.lists for item in each]
        lengths = np.array([len(each) for each in self.lists], np.int64)
        used: set[int] = set()
        if self.which is not None:
            used.update(lengths[np.bincount(self.which, minlength=len(lengths)) > 0].tolist())
        if self.which is None or used <= {0}:
            return pa.array(np.zeros(self.places + 1, np.int32)), np.zeros(0, np.int64), pool
        first = (np.cumsum(lengths) - lengths).take(self.which)
        if used == {1}:
            return pa.array(np.arange(self.places + 1), pa.int32()), first, pool
        counts = lengths.take(self.which)
        offsets = np.zeros(self.places + 1, np.int64)
        np.cumsum(counts, out=offsets[1:])
        shift = np.repeat(first - offsets[:-1], counts)
        return pa.array(offsets, pa.int32()), shift + np.arange(len(shift)), pool


def texts(lists: Repeated[str]) -> pa.Array:
    """Return a column of lists of texts."""
    import pyarrow as pa

    offsets, places, pool = lists.flat()
    return pa.ListArray.from_arrays(offsets, pa.array(pool, pa.string()).take(pa.array(places)))


def coded(words: Sequence[Array]) -> tuple[Array, list[tuple[int, ...]]]:
    """Return numbers for what some columns say together, and of each what they say.

    >>> numbers, said = coded([np.array([3, 7, 3]), np.array([0, 1, 0])])
    >>> numbers.tolist(), said
    ([0, 1, 0], [(3, 0), (7, 1)])
    """
    numbers, told = _once(words[0])
    said: list[tuple[int, ...]] = [(each,) for each in told]
    for word in words[1:]:
        more, says = _once(word)
        numbers, both = _once(numbers.astype(np.int64) * len(says) + more)
        said = [(*said[each // len(says)], says[each % len(says)]) for each in both]
    return numbers, said


def _once(word: Array) -> tuple[Array, list[int]]:
    """Return each different number once, and for each place which of them it has."""
    import pyarrow as pa

    if word.itemsize > SMALL:
        found = pa.array(word).dictionary_encode()
        return np.asarray(found.indices), found.dictionary.to_pylist()
    told = np.flatnonzero(np.bincount(word))
    which = np.zeros(int(told.max(initial=0)) + 1, np.int32)
    which[told] = np.arange(len(told))
    return which.take(word), told.tolist()
