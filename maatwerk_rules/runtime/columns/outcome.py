"""What is decided of one outcome, as columns in the making, and those as Arrow.

Each place is a row, or a record of a row where the outcome exists once per record. Numbers are
counted as in `reading.py`; what does not fit in 64 bits is kept beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.machine_grounds import BITS
from maatwerk_rules.compiler.columns.plan import EPOCH, FIRST_DAY, LAST_DAY
from maatwerk_rules.model.types import (
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Percentage,
    Scalar,
    Type,
    is_ordered,
)
from maatwerk_rules.model.unknown import Choices, Interval, Possible
from maatwerk_rules.runtime.columns.arrow_types import PLACES, result_type
from maatwerk_rules.runtime.columns.reading import Array
from maatwerk_rules.runtime.columns.repeated import Repeated, texts
from maatwerk_rules.runtime.decision import DECIDING, STATUSES, Result

if TYPE_CHECKING:
    import pyarrow as pa

MASK = 2**64 - 1
WORD = 2**63
STATUS = {status: number for number, status in enumerate(STATUSES)}


def per_of(type_: Type) -> Fraction:
    """Return into how many units one (a cent, a whole, hundred percent) is counted in a result.

    >>> from maatwerk_rules.model.types import Aantal
    >>> int(per_of(Bedrag())), int(per_of(Aantal())), int(per_of(Percentage()))
    (1, 1, 100000000000000)
    """
    match type_:
        case Percentage():
            return Fraction(100 * 10**PLACES)
        case Bedrag(exact=True):
            return Fraction(10**PLACES, 100)
        case _ if getattr(type_, "exact", False):
            return Fraction(10**PLACES)
    return Fraction(1)


@attrs.define
class Ends:
    """A column of numbers; `large` holds those that do not fit in 64 bits."""

    values: Array
    valid: Array
    large: dict[int, int] = attrs.field(factory=dict)

    @classmethod
    def empty(cls, length: int) -> Ends:
        """Return a column in which nothing is known."""
        return cls(np.zeros(length, np.int64), np.zeros(length, bool))

    def fill(self, values: Array) -> None:
        """Put a number in every place; the array is not copied."""
        self.values = values
        self.valid = np.ones(len(values), bool)

    def put(self, place: int, number: int) -> None:
        """Put one number."""
        self.valid[place] = True
        if -WORD <= number < WORD:
            self.values[place] = number
        else:
            self.large[place] = number

    def arrow(self, type_: pa.DataType) -> pa.Array:
        """Return the column as Arrow; decimals from their 128 bits."""
        import pyarrow as pa

        missing = ~self.valid
        if pa.types.is_decimal(type_):
            words = np.empty((len(self.values), 2), np.int64)
            words[:, 0] = self.values
            words[:, 1] = self.values >> 63
            for place, number in self.large.items():
                words[place] = np.array([number & MASK, (number >> 64) & MASK], np.uint64).view(
                    np.int64
                )
            valid = pa.array(self.valid).buffers()[1] if missing.any() else None
            return pa.Array.from_buffers(type_, len(words), [valid, pa.py_buffer(words)])
        mask = missing if missing.any() else None
        if pa.types.is_date32(type_):
            days = np.clip(self.values, FIRST_DAY, LAST_DAY).astype(np.int32)
            return pa.array(days, pa.int32(), mask=mask).cast(type_)
        if pa.types.is_boolean(type_):
            return pa.array(self.values.astype(bool), mask=mask)
        return pa.array(self.values, type_, mask=mask)


class Outcome:
    """One outcome in the making, with so many places."""

    def __init__(self, name: str, type_: Type, rules: Mapping[str, int], places: int) -> None:
        self.name = name
        self.type = type_
        self.rules = rules
        self.places = places
        self.status = np.full(places, -1, np.int8)
        self.value = Ends.empty(places)
        self.low = Ends.empty(places)
        self.high = Ends.empty(places)
        self.possible: Repeated[int] = Repeated(places)
        self.grounds: Repeated[int] = Repeated(places)
        self.missing: Repeated[str] = Repeated(places)
        self.inexact: list[int] = []

    # ------------------------------------------------------------------ one place

    def put(self, place: int, result: Result) -> None:
        """Put what the evaluator says of one place."""
        self.status[place] = STATUS[result.status]
        if result.value is not None:
            self._put_value(place, result.value)
        self._put_possible(place, result.possible)
        self.put_grounds(place, result)
        self.missing.put(place, tuple(str(leaf) for leaf in result.missing))

    def put_grounds(self, place: int, result: Result) -> None:
        """Put the rules on which one place rests, in the order of the policy."""
        numbers = {
            self.rules[ground.rule]
            for ground in result.grounds
            if ground.role in DECIDING and ground.of == self.name and ground.record == result.record
        }
        self.grounds.put(place, tuple(sorted(numbers)))

    def _put_value(self, place: int, value: Scalar) -> None:
        counted = self.counted(value)
        if counted.denominator == 1:
            self.value.put(place, counted.numerator)
        else:
            self.inexact.append(place)

    def _put_possible(self, place: int, possible: Possible | None) -> None:
        match possible:
            case Interval(low=low, high=high):
                self.low.put(place, floor(self.counted(low)))
                self.high.put(place, ceil(self.counted(high)))
            case Choices(values=values):
                numbers = sorted(int(self.counted(one)) for one in values)
                self.possible.put(place, tuple(numbers))

    def counted(self, value: Scalar) -> Fraction:
        """Return a value as the columns count it."""
        match self.type:
            case Keuze(opties=opties):
                return Fraction(opties.index(str(value)))
            case Datum():
                assert isinstance(value, date)
                return Fraction(value.toordinal() - EPOCH)
        return Fraction(value) * per_of(self.type)  # type: ignore[arg-type]

    # ------------------------------------------------------------------ many places

    def settle(self, places: Array | None, values: Array) -> None:
        """Put a value that stands, in these places or (None) in all of them at once."""
        if places is None:
            self.status[:] = STATUS["vast"]
            self.value.fill(values)
            self.low = self.high = self.value
        else:
            self.status[places] = STATUS["vast"]
            for end in (self.value, self.low, self.high):
                end.values[places] = values
                end.valid[places] = True
        if not is_ordered(self.type):
            options = len(self.type.opties) if isinstance(self.type, Keuze) else 2
            alone = np.array([self.possible.number((one,)) for one in range(options)])
            self.possible.put_many(places, alone.take(values))

    def leave_open(self, places: Array) -> None:
        """Put that no rule decides, in many places at once."""
        self.status[places] = STATUS["geen_regel"]

    def grounds_of(self, said: Iterable[tuple[int, ...]], rules: Sequence[str]) -> Array:
        """Return under which numbers `grounds` holds rules; keep them from now on.

        Args:
            said: For each the numbers whose bits say which of `rules` they are, `BITS` in each.
        """
        return np.array([self.grounds.number(self._rests_on(each, rules)) for each in said])

    def _rests_on(self, bits: Iterable[int], rules: Sequence[str]) -> tuple[int, ...]:
        number = sum(word << (BITS * place) for place, word in enumerate(bits))
        found = (self.rules[rule] for place, rule in enumerate(rules) if number >> place & 1)
        return tuple(sorted(found))

    # ------------------------------------------------------------------ Arrow

    def arrow(self) -> pa.StructArray:
        """Return the outcome as one column of Arrow."""
        import pyarrow as pa

        arrays = self._arrays()
        fields = fields_of(self.type)
        undecided = self.status < 0
        mask = pa.array(undecided) if undecided.any() else None
        return pa.StructArray.from_arrays(arrays, fields=fields, mask=mask)

    def _arrays(self) -> list[pa.Array]:
        import pyarrow as pa

        undecided = self.status < 0
        codes = pa.array(self.status, pa.int8(), mask=undecided if undecided.any() else None)
        found = [pa.DictionaryArray.from_arrays(codes, words_of(STATUSES))]
        type_ = result_type(self.type)
        if not is_ordered(self.type):
            found += [self._option(self.value), self._possible()]
        elif self.low is self.value:
            found += [self.value.arrow(type_)] * 3
        else:
            found += [one.arrow(type_) for one in (self.value, self.low, self.high)]
        return [*found, self._grounds(), texts(self.missing)]

    def _option(self, column: Ends) -> pa.Array:
        import pyarrow as pa

        if isinstance(self.type, JaNee):
            return column.arrow(pa.bool_())
        assert isinstance(self.type, Keuze)
        missing = ~column.valid
        codes = pa.array(column.values, pa.int16(), mask=missing if missing.any() else None)
        return pa.DictionaryArray.from_arrays(codes, words_of(self.type.opties))

    def _possible(self) -> pa.Array:
        import pyarrow as pa

        offsets, places, pool = self.possible.flat()
        options = Ends.empty(len(places))
        options.fill(np.array(pool, np.int64).take(places))
        return pa.ListArray.from_arrays(offsets, self._option(options))

    def _grounds(self) -> pa.Array:
        import pyarrow as pa

        offsets, places, pool = self.grounds.flat()
        codes = pa.array(np.array(pool, np.int32).take(places))
        names = pa.DictionaryArray.from_arrays(codes, words_of(self.rules))
        return pa.ListArray.from_arrays(offsets, names)


def words_of(words: Iterable[str]) -> pa.Array:
    """Return a column of these texts, which is made once."""
    return _words_of(tuple(words))


@lru_cache(maxsize=1024)
def _words_of(words: tuple[str, ...]) -> pa.Array:
    import pyarrow as pa

    return pa.array(words, pa.string())


def sparse(of: Mapping[int, str], places: int) -> pa.Array:
    """Return a column of texts of which most are null."""
    import pyarrow as pa

    if not of:
        return pa.nulls(places, pa.string())
    numbers = np.zeros(places, np.int64)
    known = np.zeros(places, bool)
    rows = sorted(of)
    numbers[rows], known[rows] = np.arange(len(rows)), True
    return pa.array([of[row] for row in rows], pa.string()).take(pa.array(numbers, mask=~known))


def fields_of(type_: Type) -> list[pa.Field]:
    """Return what a column of an outcome holds."""
    import pyarrow as pa

    value = result_type(type_)
    words = pa.dictionary(pa.int32(), pa.string())
    if is_ordered(type_):
        ends = [("waarde", value), ("van", value), ("tot", value)]
    else:
        ends = [("waarde", value), ("mogelijk", pa.list_(value))]
    found = [
        ("status", pa.dictionary(pa.int8(), pa.string())),
        *ends,
        ("gronden", pa.list_(words)),
        ("ontbreekt", pa.list_(pa.string())),
    ]
    return [pa.field(name, each) for name, each in found]


def names_of(rules: Iterable[str]) -> dict[str, int]:
    """Return rules under their numbers."""
    return {name: number for number, name in enumerate(dict.fromkeys(rules))}
