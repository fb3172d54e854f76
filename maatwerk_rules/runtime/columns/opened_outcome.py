"""What columns say of rows with gaps, put into the outcome that is being made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.machine_grounds import BITS
from maatwerk_rules.compiler.columns.open_bits import Bits, Choices, Thing
from maatwerk_rules.compiler.columns.open_kernel import OpenKernel
from maatwerk_rules.compiler.columns.open_masks import OWN, Place
from maatwerk_rules.compiler.columns.open_values import Options, Truth
from maatwerk_rules.model.types import Keuze
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.columns.batch import Batch
from maatwerk_rules.runtime.columns.native import WORD, factor_of
from maatwerk_rules.runtime.columns.opened import Piece
from maatwerk_rules.runtime.columns.outcome import STATUS, Ends, Outcome
from maatwerk_rules.runtime.columns.reading import Array
from maatwerk_rules.runtime.columns.repeated import coded

OPEN = (STATUS["onbepaald"], STATUS["voorlopig"])


@attrs.frozen(eq=False)
class Putting:
    """One piece on its way into an outcome, each of its places with one of the outcome."""

    batch: Batch
    kernel: OpenKernel
    piece: Piece
    outcome: Outcome
    places: Array

    def put(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Put all of it; yield each row in which judgements are open, with those."""
        statuses = self._statuses()
        self.outcome.status[self.places] = statuses
        valued = (statuses == STATUS["vast"]) | (statuses == STATUS["voorlopig"])
        if isinstance(self.piece.found.possible, Truth | Options):
            self._put_options(valued)
        else:
            self._put_numbers(valued)
        self._put_grounds()
        return self._put_missing(np.isin(statuses, OPEN))

    def _at(self, values: Array) -> Array:
        """Return values in the places of the piece."""
        if values.ndim:
            taken: Array = values[self.piece.places]
            return taken
        return np.full(len(self.places), values)

    def _statuses(self) -> Array:
        found = np.full(len(self.places), STATUS["onbepaald"], np.int8)
        of = self.piece.found
        found[self._at(of.settled)] = STATUS["vast"]
        found[self._at(of.left)] = STATUS["geen_regel"]
        found[self._at(of.clashes)] = STATUS["strijdig"]
        found[self._at(of.expected)] = STATUS["voorlopig"]
        return found

    # ------------------------------------------------------------------ values

    def _put_numbers(self, valued: Array) -> None:
        of, shown = self.piece.found.possible, self.piece.found.shown
        low, high = self._at(of.low), self._at(of.high)
        there = low <= high
        self._put_ends(self.outcome.value, self._at(shown.low), valued)
        self._put_ends(self.outcome.low, low, there)
        self._put_ends(self.outcome.high, high, there)

    def _put_ends(self, ends: Ends, numbers: Array, rows: Array) -> None:
        """Put numbers as the column counts them; what then leaves 64 bits is put by itself."""
        factor = factor_of(self.piece.definition)
        assert factor is not None
        large = rows & (np.abs(numbers) > WORD // factor)
        fits = rows & ~large
        places = self.places[fits]
        ends.values[places] = numbers[fits] * factor
        ends.valid[places] = True
        for place in np.flatnonzero(large).tolist():
            ends.put(int(self.places[place]), int(numbers[place]) * factor)

    def _put_options(self, valued: Array) -> None:
        of, shown = (
            self._bits(each) for each in (self.piece.found.possible, self.piece.found.shown)
        )
        codes, said = coded([of])
        numbers = [self.outcome.possible.number(self._options(bits)) for (bits,) in said]
        self.outcome.possible.put_many(self.places, np.array(numbers)[codes])
        codes, said = coded([shown[valued]])
        places = self.places[valued]
        values = [self._options(bits)[0] for (bits,) in said]
        if values:
            self.outcome.value.values[places] = np.array(values)[codes]
            self.outcome.value.valid[places] = True

    def _bits(self, of: Truth | Options) -> Array:
        if isinstance(of, Truth):
            return self._at(of.nee) + 2 * self._at(of.ja).astype(np.int64)
        return self._at(of.bits)

    def _options(self, bits: int) -> tuple[int, ...]:
        """Return the numbers of options in the type, in order."""
        type_, choices = self.outcome.type, self.kernel.signs.choices
        if not isinstance(type_, Keuze):
            return tuple(number for number in (0, 1) if bits >> number & 1)
        return tuple(
            number for number, option in enumerate(type_.opties) if bits & _bit(choices, option)
        )

    # ------------------------------------------------------------------ grounds

    def _put_grounds(self) -> None:
        masks = self.piece.found.grounds
        if not masks:
            return
        words: list[Array] = []
        for place, mask in enumerate(masks.values()):
            bit = place % BITS
            if not bit:
                words.append(np.zeros(len(self.places), np.int32))
            words[-1] |= self._at(mask).astype(np.int32) << bit
        codes, said = coded(words)
        lists = self.outcome.grounds_of(said, [*masks])
        self.outcome.grounds.put_many(self.places, lists[codes])

    # ------------------------------------------------------------------ what is missing

    def _put_missing(self, open_: Array) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Put what is missing; yield of each row of some the judgements that are."""
        missing = self.piece.found.missing
        if not missing:
            return
        words = [self._at(word) for word in missing.values()]
        if self.piece.inside is not None:
            words.append(self.piece.inside)
        codes, said = coded(words)
        naming = Naming(self.batch, self.kernel.signs.bits, [*missing])
        if naming.is_fixed:
            told = [naming.told(each, None) for each in said]
            numbers = [self.outcome.missing.number(names) for names, _ in told]
            self.outcome.missing.put_many(self.places, np.array(numbers)[codes])
            judged = np.array([bool(judgements) for _, judgements in told])[codes]
            for place in np.flatnonzero(judged & open_).tolist():
                yield int(self.piece.rows[place]), told[codes[place]][1]
            return
        for place, code in enumerate(codes.tolist()):
            row = int(self.piece.rows[place])
            names, judgements = naming.told(said[code], row)
            self.outcome.missing.put(int(self.places[place]), names)
            if judgements and open_[place]:
                yield row, judgements


def _bit(choices: Choices, option: str) -> int:
    bit = choices.bit(option)
    assert bit is not None, "an outcome with more options is left to the evaluator"
    return bit


Named = tuple[tuple[str, str, str, str], str]
"""Something that is missing by where it comes in the order, and as it is told."""


@attrs.frozen(eq=False)
class Naming:
    """What words of bits stand for: those of `words`, and after them the record, where it is one.

    Records are called by their place, or by their name where the table gives one.
    """

    batch: Batch
    bits: Bits
    words: Sequence[Place]
    known: dict[tuple[Place, int, int], tuple[Named, ...]] = attrs.field(factory=dict)

    @property
    def is_fixed(self) -> bool:
        """Tell whether a record bears the same name in every row."""
        return not any(
            listed and self.batch.lists[listed].names is not None for listed, _, _ in self.words
        )

    def told(
        self, numbers: tuple[int, ...], row: int | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return in order all that is missing, and the judgements that are."""
        own = numbers[-1]
        # The record itself may be missing twice: as itself, and among those of its list.
        found: set[Named] = set()
        for place, word in zip(self.words, numbers, strict=False):
            if word:
                found.update(self._named(place, word, own, row))
        told = sorted(found)
        return tuple(name for _, name in told), tuple(
            name for (kind, *_), name in told if kind == "oordeel"
        )

    def _named(self, place: Place, word: int, own: int, row: int | None) -> tuple[Named, ...]:
        """Return what one word stands for, each with where it comes in the order."""
        key = (place, word, own if place[1] == OWN else 0)
        found = self.known.get(key) if row is None else None
        if found is None:
            leaves = [self._leaf(place, bit, own, row) for bit in _ones(word)]
            found = tuple((leaf.sort_key, str(leaf)) for leaf in leaves)
            if row is None:
                self.known[key] = found
        return found

    def _leaf(self, place: Place, bit: int, own: int, row: int | None) -> Leaf:
        listed, record, word = place
        things = [*self.bits.things[listed]]
        thing: Thing = things[word * 64 + bit]
        if not thing.list:
            return Leaf(thing.kind, thing.name)
        key = thing.list
        if listed:
            number = own if record == OWN else record
            key = str(number)
            if self.batch.table.layout.lists[listed].type.single:
                key = listed
            elif row is not None:
                key = self.batch.keys(listed, row)[number]
        return Leaf(thing.kind, thing.name, RecordId(thing.list, key), thing.field)


def _ones(word: int) -> Iterator[int]:
    """Yield the places of the bits that are set.

    >>> [*_ones(6)]
    [1, 2]
    """
    while word:
        low = word & -word
        yield low.bit_length() - 1
        word ^= low
