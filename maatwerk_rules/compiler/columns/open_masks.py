"""Rows as masks, and what is missing in each row as bits: what open rows are reckoned with.

A mask is an array of truths, or one truth (`YES`, `NO`) for all rows; an operation that gives the
same in all rows says so, so that what hangs on it can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np

from maatwerk_rules.compiler.columns.numpy_support import Array

Mask: TypeAlias = Array
YES: Mask = np.True_
"""One truth stands for all rows."""
NO: Mask = np.False_
Place = tuple[str, int, int]
"""A word of bits: of which list (empty: of the row), of which of its records, the how manieth."""
OWN = -1
"""The record that is reckoned with, among those of its list."""
Missing = dict[Place, Array]
"""Words of 64 bits, a bit for each thing that may be missing."""
NOTHING: Missing = {}


def evened(mask: Mask) -> Mask:
    """Return a mask as one truth where it is the same in all rows.

    >>> evened(np.array([True, True])) is YES
    True
    """
    if mask.ndim == 0:
        return YES if mask else NO
    number = np.count_nonzero(mask)
    if number == 0:
        return NO
    return YES if number == mask.size else mask


def both(*masks: Mask) -> Mask:
    """Return the rows that are in all masks.

    >>> both(YES, np.array([True, False])).tolist(), both() is YES
    ([True, False], True)
    """
    found = YES
    for mask in masks:
        if mask is NO:
            return NO
        if mask is not YES:
            found = mask if found is YES else found & mask
    return found


def either(*masks: Mask) -> Mask:
    """Return the rows that are in a mask.

    >>> either(NO, np.array([True, False])).tolist(), either() is NO
    ([True, False], True)
    """
    found = NO
    for mask in masks:
        if mask is YES:
            return YES
        if mask is not NO:
            found = mask if found is NO else found | mask
    return found


def nay(mask: Mask) -> Mask:
    """Return the rows that are not in a mask."""
    return ~mask


def but(mask: Mask, *others: Mask) -> Mask:
    """Return the rows of a mask that are in none of the others."""
    return both(mask, *(nay(one) for one in others))


def pick(mask: Mask, yes: Array, no: Array) -> Array:
    """Return one value in the rows of a mask, and another in the rest."""
    if mask.ndim == 0:
        return yes if mask else no
    return np.where(mask, yes, no)


def any_of(mask: Mask) -> bool:
    """Tell whether a mask has a row."""
    return bool(mask.any())


def taken(values: Array, index: Array) -> Array:
    """Return the values at some places; what is one for all stays one for all."""
    return values if values.ndim == 0 else values[index]


# -------------------------------------------------------------------- what is missing


def joined(parts: Iterable[Missing]) -> Missing:
    """Return all that is missing in parts.

    >>> joined(({("", 0, 0): np.uint64(1)}, {("", 0, 0): np.uint64(2)}))
    {('', 0, 0): np.uint64(3)}
    """
    found: Missing = {}
    for part in parts:
        for place, word in part.items():
            before = found.get(place)
            found[place] = word if before is None else before | word
    return found


def within(missing: Missing, mask: Mask) -> Missing:
    """Return what is missing in the rows of a mask, and nothing in the rest."""
    if mask is YES or not missing:
        return missing
    if mask is NO:
        return NOTHING
    return {place: word * mask for place, word in missing.items()}


def moved(missing: Missing, index: Array, own: tuple[str, int] | None = None) -> Missing:
    """Return what is missing at some places; the own record of a list becomes one by its place."""
    found: Missing = {}
    for (listed, record, number), word in missing.items():
        place = (listed, record, number)
        if own is not None and record == OWN and listed == own[0]:
            place = (*own, number)
        there = taken(word, index)
        found[place] = found[place] | there if place in found else there
    return found


def misses(missing: Missing) -> Mask:
    """Return the rows in which something is missing."""
    return either(*(evened(word != 0) for word in missing.values()))
