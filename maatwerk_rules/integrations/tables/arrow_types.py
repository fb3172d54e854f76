"""Which Arrow type a column of cells gets, and its values there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Lijst, Percentage, Scalar, Type
from maatwerk_rules.runtime.scalars import write_scalar

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "@naam"


def arrow_type(type_: Type, judged: Mapping[str, Type]) -> pa.DataType:
    """Return the Arrow type of a column; a percentage stays text, which holds any of them.

    Args:
        judged: The judgements about a record of a list, by the name of their field.
    """
    import pyarrow as pa

    match type_:
        case JaNee():
            return pa.bool_()
        case Bedrag():
            return pa.decimal128(18, 2)
        case Aantal():
            return pa.int64()
        case Datum():
            return pa.date32()
        case Lijst():
            fields = [
                (name, arrow_type(each, {})) for name, each in fields_of(type_, judged).items()
            ]
            return pa.list_(pa.struct([(NAME, pa.string()), *fields]))
    return pa.string()


def fields_of(lijst: Lijst, judged: Mapping[str, Type]) -> dict[str, Type]:
    """Return the fields of the records of a list, with the judgements about them."""
    return {veld.naam: veld.type for veld in lijst.soort.velden} | dict(judged)


def arrow_value(value: Scalar, type_: Type) -> bool | str | int | Decimal | date:
    """Return a value as its column holds it.

    >>> arrow_value(125050, Bedrag())
    Decimal('1250.50')
    """
    if isinstance(type_, Bedrag):
        assert isinstance(value, int)
        return Decimal(value).scaleb(-2)
    if isinstance(type_, Percentage):
        return write_scalar(value, type_)
    assert isinstance(value, bool | str | int | date)
    return value
