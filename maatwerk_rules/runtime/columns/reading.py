"""From Arrow columns to whole numbers: what is known in each row, and what does not read.

Values are counted as a plan counts them: cents, days since 1970, hundredths of a percent, the
place of an option among those of its type. What does not fit that is kept beside it, exact.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.compiler.columns.units import PERCENT, shape_of
from maatwerk_rules.model.exact import tidy
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Number,
    Percentage,
    Scalar,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.runtime.columns.arrow_types import counted_in, is_text
from maatwerk_rules.runtime.columns.layout import Place
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.scalars import read_scalar, write_decimals

if TYPE_CHECKING:
    import pyarrow as pa

Array = np.ndarray[Any, Any]
WORD = 2**63


@attrs.define
class Values:
    """One column as read.

    `known` None: known in every place. `odd` holds values that are known but not counted in
    whole units of a column, by place; `wrong` what is wrong, by place. Both count as not known.
    """

    place: Place
    values: Array
    known: Array | None
    odd: dict[int, Scalar] = attrs.field(factory=dict)
    wrong: dict[int, str] = attrs.field(factory=dict)
    _listed: tuple[list[Any], list[bool]] | None = None

    def scalar(self, place: int) -> Scalar | None:
        """Return the value at one place as the evaluator has it, or None."""
        if self._listed is None:
            known = np.ones(len(self.values), bool) if self.known is None else self.known
            self._listed = self.values.tolist(), known.tolist()
        numbers, known_ = self._listed
        if not known_[place]:
            return self.odd.get(place)
        return scalar_of(numbers[place], self.place.type)


def scalar_of(number: Any, type_: Type) -> Scalar:
    """Return a counted value as the evaluator has it.

    >>> scalar_of(1, JaNee()), scalar_of(1250, Percentage()), scalar_of(0, Keuze(("a", "b")))
    (True, Fraction(1, 8), 'a')
    """
    match type_:
        case JaNee():
            return bool(number)
        case Keuze(opties=opties):
            return opties[int(number)]
        case Datum():
            from datetime import date

            return date.fromordinal(int(number) + EPOCH)
    return tidy(Fraction(int(number), shape_of(type_).per))


def read_values(array: pa.Array, field: pa.Field, place: Place) -> Values:
    """Return what a column says; what is wrong in a place is told there. Linear in its length."""
    import pyarrow as pa

    if pa.types.is_null(array.type):
        return Values(place, np.zeros(len(array), np.int64), np.zeros(len(array), bool))
    if is_text(array.type):
        return _from_texts(array, place)
    known = _valid(array)
    reader = _from_decimals if pa.types.is_decimal(array.type) else _from_numbers
    found = reader(array, field, place, known)
    _check_range(found)
    return found


def _valid(array: pa.Array) -> Array | None:
    if array.null_count == 0:
        return None
    found: Array = np.asarray(array.is_valid())
    return found


def _from_texts(array: pa.Array, place: Place) -> Values:
    """Read each text once, as a case reads it."""
    import pyarrow as pa

    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    number, length = len(array.dictionary), len(array)
    unit = shape_of(place.type).per
    of_text = np.zeros(number + 1, np.int64)
    reads = np.zeros(number + 1, bool)
    odd: dict[int, Scalar] = {}
    wrong: dict[int, str] = {}
    for code, text in enumerate(array.dictionary.to_pylist()):
        if text is None:
            continue
        complaints = Complaints()
        found = read_scalar(text, place.type, place.path, complaints)
        if found is None:
            wrong[code] = said(complaints, place)
            continue
        counted = _counted(found, place.type, unit)
        if counted is None:
            odd[code] = found
        else:
            of_text[code], reads[code] = counted, True
    codes = np.asarray(array.indices.fill_null(number)).astype(np.int64)
    known = reads[codes]
    values = Values(place, of_text[codes], None if known.all() else known)
    if odd or wrong:
        for index in np.flatnonzero(~known).tolist():
            code = int(codes[index])
            if code in odd:
                values.odd[index] = odd[code]
            elif code in wrong:
                values.wrong[index] = wrong[code]
    assert len(values.values) == length
    return values


def _counted(value: Scalar, type_: Type, unit: int) -> int | None:
    """Return a value as a whole number of units, or None where it is none."""
    match type_:
        case Keuze(opties=opties):
            return opties.index(str(value))
        case Datum():
            return value.toordinal() - EPOCH  # type: ignore[union-attr]
    number = Fraction(value) * unit  # type: ignore[arg-type]
    return number.numerator if number.denominator == 1 and abs(number) < WORD else None


def said(complaints: Complaints, place: Place) -> str:
    """Return what is wrong with a value in one sentence."""
    return " ".join(f"{place.path}: {one.headline}" for one in complaints.found)


def _from_numbers(array: pa.Array, field: pa.Field, place: Place, known: Array | None) -> Values:
    """Read truths, dates, and whole numbers."""
    import pyarrow as pa
    import pyarrow.compute as pc

    type_ = place.type
    if pa.types.is_date32(array.type):
        array = array.cast(pa.int32())
    if known is not None:
        array = array.fill_null(False if isinstance(type_, JaNee) else 0)
    too_large: list[int] = []
    if pa.types.is_uint64(array.type):
        above = pc.greater(array, pa.scalar(WORD - 1, pa.uint64()))
        too_large = np.flatnonzero(np.asarray(above)).tolist()
        array = pc.if_else(above, pa.scalar(0, pa.uint64()), array)
    numbers = np.asarray(array)
    values = numbers if numbers.dtype == np.bool_ else numbers.astype(np.int64, copy=False)
    found = Values(place, values, known)
    factor = _factor(type_, field)
    if factor != 1:
        _scale(found, factor)
    for index in too_large:
        _refuse(found, index, WORD * factor)
    return found


def _factor(type_: Type, field: pa.Field) -> int:
    match type_:
        case Bedrag():
            return (100 if counted_in(field) == "euro" else 1) * shape_of(type_).per
        case Percentage():
            return PERCENT // 100
        case Aantal():
            return shape_of(type_).per
    return 1


def _scale(found: Values, factor: int) -> None:
    """Count in smaller units; what leaves 64 bits is told as a number that is too large."""
    most = (WORD - 1) // factor
    beyond = np.flatnonzero((found.values > most) | (found.values < -most))
    for index in beyond.tolist():
        _refuse(found, index, int(found.values[index]) * factor)
    if len(beyond):
        found.values = found.values.copy()
        found.values[beyond] = 0
    found.values = found.values * factor


def _from_decimals(array: pa.Array, field: pa.Field, place: Place, known: Array | None) -> Values:
    """Read decimals as whole units; what is no whole number of those is kept or refused."""
    type_ = place.type
    hundredths = 100 if isinstance(type_, Bedrag) else 1
    per = Fraction(hundredths * shape_of(type_).per, 100 if isinstance(type_, Percentage) else 1)
    ratio = per / 10**array.type.scale
    words = np.frombuffer(array.buffers()[1], np.int64)
    words = words[2 * array.offset : 2 * (array.offset + len(array))]
    low, high = words[::2].copy(), words[1::2]
    fits = high == (low >> 63)
    if known is not None:
        fits = fits | ~known
        low = np.where(known, low, 0)
    if ratio == 1 and fits.all():
        return Values(place, low, known)
    values = low * ratio.numerator
    limit = (WORD - 1) // ratio.numerator
    fits &= (low <= limit) & (low >= -limit)
    quotient = values // ratio.denominator
    fits &= quotient * ratio.denominator == values
    found = Values(place, quotient, known)
    for index in np.flatnonzero(~fits).tolist():
        exact = Fraction(array[index].as_py()) * hundredths
        _keep(found, index, exact / 100 if isinstance(type_, Percentage) else exact)
    return found


def _keep(found: Values, index: int, exact: Fraction) -> None:
    """Keep a percentage that is no whole number of units as it is; refuse anything else."""
    type_ = found.place.type
    if isinstance(type_, Percentage):
        low, high = bounds(type_)
        if low <= exact <= high:  # type: ignore[operator]
            _forget(found, index)
            found.odd[index] = tidy(exact)
            return
    _refuse(found, index, exact)


def _refuse(found: Values, index: int, number: Number) -> None:
    _forget(found, index)
    found.wrong[index] = _wrong(number, found.place)


def _forget(found: Values, index: int) -> None:
    if found.known is None:
        found.known = np.ones(len(found.values), bool)
    found.known[index] = False


def _check_range(found: Values) -> None:
    """Refuse what lies outside the range of the type."""
    type_ = found.place.type
    if not is_ordered(type_):
        return
    low, high = counted_range(type_)
    if low <= found.values.min(initial=low) and found.values.max(initial=low) <= high:
        return
    bad = (found.values < low) | (found.values > high)
    if found.known is not None:
        bad &= found.known
    for index in np.flatnonzero(bad).tolist():
        _refuse(found, index, Fraction(int(found.values[index]), shape_of(type_).per))


def counted_range(type_: Type) -> tuple[int, int]:
    """Return the ends of a type as its columns count them.

    >>> counted_range(Bedrag(van=0, tot=500))
    (0, 500)
    """
    first, last = bounds(type_)
    return _end(first, type_, ceil), _end(last, type_, floor)


def _end(end: Scalar, type_: Type, whole: Callable[[Fraction], int]) -> int:
    if isinstance(type_, Datum):
        return end.toordinal() - EPOCH  # type: ignore[union-attr]
    counted = Fraction(end) * shape_of(type_).per  # type: ignore[arg-type]
    return max(-WORD + 1, min(WORD - 1, whole(counted)))


def _wrong(number: Number, place: Place) -> str:
    """Return the sentence that a case would get for this number."""
    complaints = Complaints()
    type_ = place.type
    value: object = tidy(Fraction(number))
    if isinstance(type_, Bedrag):
        value = tidy(Fraction(number, 100))
    elif isinstance(type_, Percentage):
        value = f"{write_decimals(number * 100)}%"
    elif isinstance(type_, Datum):
        value = scalar_of(int(number), type_)
    read_scalar(value, type_, place.path, complaints)
    return said(complaints, place) or f"{place.path}: de waarde is te groot om te lezen."
