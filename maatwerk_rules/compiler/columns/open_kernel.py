"""A plan in rows with gaps: all that is still possible, and what is missing to know it.

The same meaning as the evaluator has, for some thousands of rows at once. What it cannot say of a
row it leaves to the evaluator, and says so (`odd`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.numpy_kernel import Input
from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_block import Block, Signs, needed
from maatwerk_rules.compiler.columns.open_definitions import Outcome, grounds
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    YES,
    Mask,
    Missing,
    any_of,
    both,
    but,
    either,
    nay,
)
from maatwerk_rules.compiler.columns.plan import Leaf, Plan, Result, walk

BLOCK = 4096
"""Rows at a time."""
MOST_RECORDS = 40
"""Rows with a longer list are left to the evaluator: records are taken one after another."""


@attrs.frozen(eq=False)
class Open:
    """What one definition comes to in each row, or for each record; nothing is said where `odd`.

    Where none of `settled`, `left` (no rule decides) and `clashes` (rules contradict) holds it is
    open: `possible` is what it may yet be, which may be nothing beside those flags, and `missing`
    what would settle it. In the rows of `expected` only judgements are missing, and `shown` is what
    it is without the rules that wait for those; elsewhere `shown` is the value where it is settled.
    """

    possible: Any
    shown: Any
    settled: Mask
    left: Mask
    clashes: Mask
    expected: Mask
    missing: Missing
    grounds: dict[str, Mask]
    odd: Mask


@attrs.frozen(eq=False)
class Worked:
    """Some rows as they came out: of each asked definition what it is, and for records not known.

    `refused` gives for each condition of what can exist the rows that surely break it; of the rows
    in `unclear` that is not said.
    """

    table: Input
    found: dict[int, Open]
    unnamed: dict[int, Open]
    refused: dict[str, Mask]
    unclear: Mask


class OpenKernel:
    """One plan, ready to reckon with rows that have gaps. Threads may share it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.signs = Signs.of(plan)
        self._own = frozenset(_reading_themselves(plan))
        self._tops = [
            op.number
            for _, condition in plan.admissible
            for op in walk(condition)
            if isinstance(op, Result)
        ]

    def run(
        self, table: Input, numbers: Iterable[int], rows: Array
    ) -> Iterator[tuple[Array, Worked]]:
        """Yield some rows at a time, each by its place in the table, with what they come to.

        Args:
            numbers: The definitions to work out; others only as far as these need them.
            rows: A mask of the rows to work out; those with very long lists are left out.
        """
        asked = tuple(numbers)
        fits = np.flatnonzero(rows & self._fit(table))
        for start in range(0, len(fits), BLOCK):
            places = fits[start : start + BLOCK]
            yield places, self._worked(taken(self.plan.leaves, table, places), asked)

    def _fit(self, table: Input) -> Array:
        """Return the rows whose lists are not too long."""
        found = np.ones(table.rows, bool)
        for offsets, _ in table.lists.values():
            found &= offsets[1:] - offsets[:-1] <= MOST_RECORDS
        return found

    # ------------------------------------------------------------------ a block

    def _worked(self, table: Input, asked: tuple[int, ...]) -> Worked:
        block = self._block(table, (*asked, *self._tops), provisional=False)
        refused: dict[str, Mask] = {}
        unclear = NO
        for name, condition in self.plan.admissible:
            val = block.condition(condition)
            refused[name] = but(val.of.nee, val.of.ja)
            unclear = either(unclear, val.odd)
        waiting = [key for key in self._keys(block, asked) if self._may_wait(block, key)]
        again = block
        if waiting:
            again = self._block(table, {number for number, _ in waiting}, provisional=True)
        found: dict[int, Open] = {}
        unnamed: dict[int, Open] = {}
        for key in self._keys(block, asked):
            outcome = block.outcomes[key]
            without = again.outcomes[key] if key in waiting else None
            into = found if key[1] is None else unnamed
            into[key[0]] = self._open(outcome, without, key[0])
        return Worked(table, found, unnamed, refused, unclear)

    def _keys(self, block: Block, asked: Iterable[int]) -> Iterator[tuple[int, str | None]]:
        for number in asked:
            yield number, None
            listed = self.plan.definitions[number].domain
            if (number, listed) in block.outcomes and listed is not None:
                yield number, listed

    def _block(self, table: Input, numbers: Iterable[int], *, provisional: bool) -> Block:
        """Return rows in which these definitions are worked out, with all that they need."""
        kept = frozenset(numbers)
        block = Block(self.signs, table, provisional, kept)
        order, last = needed(self.plan, kept)
        for number in order:
            block.work_out((number,))
            for each in last[number]:
                if each not in kept:
                    block.forget(each)
        return block

    def _may_wait(self, block: Block, key: tuple[int, str | None]) -> bool:
        """Tell whether some row of an outcome lacks judgements only."""
        outcome = block.outcomes[key]
        return any_of(self._waits(outcome))

    def _waits(self, outcome: Outcome) -> Mask:
        only = self.signs.bits.only_judged(outcome.missing)
        return but(only, outcome.flagged.settled, outcome.odd)

    def _open(self, outcome: Outcome, without: Outcome | None, number: int) -> Open:
        flagged = outcome.flagged
        settled = flagged.settled
        there, clashes = flagged.values.there, flagged.clashes
        shown, told = flagged.values, grounds(outcome)
        expected, odd = NO, outcome.odd
        if without is not None:
            waits = self._waits(outcome)
            expected = but(both(waits, without.flagged.settled), without.odd)
            expected = both(expected, without.flagged.values.there)
            odd = either(odd, both(waits, without.odd))
            shown = shown.at(nay(expected)).hull(without.flagged.values.at(expected))
            other = grounds(without)
            told = {
                rule: either(but(told.get(rule, NO), expected), both(other.get(rule, NO), expected))
                for rule in {**told, **other}
            }
        return Open(
            flagged.values,
            shown,
            both(settled, there),
            both(settled, flagged.no_rule),
            both(settled, clashes),
            expected,
            outcome.missing,
            told,
            YES if number in self._own else odd,
        )


def _reading_themselves(plan: Plan) -> Iterator[int]:
    """Yield the definitions that read what they were before a deviation.

    What was set aside there may be a ground: the evaluator tells it.
    """
    below: list[frozenset[str]] = []
    for one in plan.definitions:
        names = frozenset(plan.definitions[number].name for number in one.reads)
        below.append(names.union(*(below[number] for number in one.reads)))
        if one.name in below[-1]:
            yield one.number


# -------------------------------------------------------------------- some rows of a table


def taken(leaves: Iterable[Leaf], table: Input, rows: Array) -> Input:
    """Return some rows of a table, with their records.

    >>> table = Input(3, [np.array([5, 6, 7])], [None], np.int64(0), np.False_, {})
    >>> leaf = Leaf(0, "gegeven", "x", Any, None)
    >>> taken([leaf], table, np.array([2, 0])).values[0].tolist()
    [7, 5]
    """
    lists: dict[str, tuple[Array, Array | None]] = {}
    inside: dict[str | None, Array] = {None: rows}
    for name, (offsets, complete) in table.lists.items():
        starts, lengths = offsets[:-1][rows], (offsets[1:] - offsets[:-1])[rows]
        ends = np.cumsum(lengths)
        own = np.concatenate([np.zeros(1, np.int64), ends])
        inside[name] = np.arange(own[-1]) + np.repeat(starts - own[:-1], lengths)
        lists[name] = own, None if complete is None else _at(complete, rows)
    values: list[Array] = []
    known: list[Array | None] = []
    odd: dict[int, Array] = {}
    for leaf in leaves:
        index = inside[leaf.domain]
        values.append(_at(table.values[leaf.number], index))
        there = table.known[leaf.number]
        known.append(None if there is None else _at(there, index))
        if leaf.number in table.odd:
            odd[leaf.number] = _at(table.odd[leaf.number], index)
    days, looked = _at(table.days, rows), _at(table.looked, rows)
    return Input(len(rows), values, known, days, looked, lists, odd)


def _at(values: Array, index: Array) -> Array:
    return values if np.ndim(values) == 0 else values[index]
