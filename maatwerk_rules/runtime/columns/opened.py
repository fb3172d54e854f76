"""Rows with gaps of which columns say all there is to say, and where each lies in its outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.numpy_kernel import Input
from maatwerk_rules.compiler.columns.open_kernel import Open, Worked
from maatwerk_rules.compiler.columns.plan import Definition, Plan
from maatwerk_rules.runtime.columns.native import Settler, factor_of
from maatwerk_rules.runtime.columns.reading import Array

FEW = 16
"""Rows pay together from one on for so many definitions; with fewer the evaluator is as quick."""


@attrs.frozen(eq=False)
class Piece:
    """What was found of one definition in some rows, or for records of those.

    `rows` gives the row of each in the batch, `inside` the how manieth record of its row it is in
    its list (None where it is of the row, or of records that are not known), `offsets` the how
    manieth of all results of its row, `places` where it stands in `found`.
    """

    definition: Definition
    found: Open
    rows: Array
    offsets: Array
    places: Array
    inside: Array | None = None
    unnamed: bool = False


@attrs.frozen(eq=False)
class Opened:
    """What was worked out of a batch: pieces by outcome, how many records each row then has.

    `cleared` are the rows that surely may exist; `refused` gives for each that surely cannot the
    conditions that it breaks.
    """

    pieces: Mapping[str, list[Piece]]
    lengths: Mapping[str, Array]
    rows: Mapping[str, Array]
    cleared: Array
    refused: dict[int, list[str]] = attrs.field(factory=dict)


def opened(settler: Settler, bound: Input, left: Mapping[str, Array], doubtful: Array) -> Opened:
    """Return what columns say of what is left; which rows are left of each outcome is a mask."""
    found = Opened(
        {name: [] for name in left},
        {name: np.zeros(bound.rows, np.int64) for name in left},
        {name: np.zeros(bound.rows, bool) for name in left},
        np.zeros(bound.rows, bool),
    )
    plan = settler.plan
    rows = np.logical_or.reduce([doubtful, *left.values()])
    if np.count_nonzero(rows) * FEW < len(plan.definitions):
        return found
    asked = [
        (name, [plan.definitions[number] for number in numbers])
        for name, numbers in plan.asked
        if left[name].any()
    ]
    asked = [
        (name, many)
        for name, many in asked
        if all(factor_of(definition) is not None for definition in many)
    ]
    numbers = [definition.number for _, many in asked for definition in many]
    for at, worked in settler.open.run(bound, numbers, rows):
        clear = ~_whole(worked.unclear, len(at))
        for condition, mask in worked.refused.items():
            for place in np.flatnonzero(clear & _whole(mask, len(at))).tolist():
                found.refused.setdefault(int(at[place]), []).append(condition)
        clear[[place for place, row in enumerate(at.tolist()) if row in found.refused]] = False
        found.cleared[at] = clear
        for name, many in asked:
            want = left[name][at] & clear
            if want.any():
                Taking(plan, worked, at, many).take(name, want, found)
    return found


def _whole(values: Array, size: int) -> Array:
    return values if values.ndim else np.full(size, values)


@attrs.frozen(eq=False)
class Taking:
    """One outcome in some rows as they came out; it has one definition, or one for each list."""

    plan: Plan
    worked: Worked
    at: Array
    many: Sequence[Definition]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.at)

    def take(self, name: str, want: Array, into: Opened) -> None:
        """Take over what is said of the rows that are wanted."""
        counts = np.zeros(self.size, np.int64)
        want = want.copy()
        for definition in self.many:
            counts += self._lengths(definition)
            odd = _whole(self.worked.found[definition.number].odd, self._size(definition))
            want[self._rows_of(definition)[odd]] = False
        several = self.many[0].list is not None if self.many else True
        none = counts == 0
        for definition, there in self._unnamed(none):
            odd = _whole(self.worked.unnamed[definition.number].odd, self.size)
            want[there & odd] = False
        into.rows[name][self.at[want]] = True
        starts = np.zeros(self.size, np.int64)
        for definition in self.many:
            piece = self._piece(definition, want, starts)
            if len(piece.rows):
                into.pieces[name].append(piece)
            starts += self._lengths(definition)
        for definition, there in self._unnamed(none & want):
            piece = self._of_unnamed(definition, there, starts)
            into.pieces[name].append(piece)
            starts[there] += 1
        if several:
            into.lengths[name][self.at[want]] = starts[want]

    def _size(self, definition: Definition) -> int:
        if definition.domain is None:
            return self.size
        return int(self.worked.table.lists[definition.domain][0][-1])

    def _lengths(self, definition: Definition) -> Array:
        """Return how many results each row has of a definition."""
        if definition.domain is None:
            return np.ones(self.size, np.int64)
        offsets = self.worked.table.lists[definition.domain][0]
        lengths: Array = offsets[1:] - offsets[:-1]
        return lengths

    def _rows_of(self, definition: Definition) -> Array:
        """Return the row of each result of a definition."""
        return np.repeat(np.arange(self.size), self._lengths(definition))

    def _piece(self, definition: Definition, want: Array, starts: Array) -> Piece:
        rows = self._rows_of(definition)
        places = np.flatnonzero(want[rows])
        lengths = self._lengths(definition)
        inside = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows, inside = rows[places], inside[places]
        return Piece(
            definition,
            self.worked.found[definition.number],
            self.at[rows],
            starts[rows] + inside,
            places,
            None if definition.list is None else inside,
        )

    def _unnamed(self, rows: Array) -> Iterator[tuple[Definition, Array]]:
        """Yield definitions with the rows that have no record, but may, of which it is open."""
        for definition in self.many:
            found = self.worked.unnamed.get(definition.number)
            if found is None:
                continue
            assert definition.domain is not None
            complete = self.worked.table.lists[definition.domain][1]
            settled = _whole(found.settled | found.left | found.clashes, self.size)
            assert complete is not None, "else no record is left unnamed"
            there = rows & ~settled & ~complete
            if there.any():
                yield definition, there

    def _of_unnamed(self, definition: Definition, there: Array, starts: Array) -> Piece:
        places = np.flatnonzero(there)
        found = self.worked.unnamed[definition.number]
        return Piece(definition, found, self.at[places], starts[places], places, None, unnamed=True)
