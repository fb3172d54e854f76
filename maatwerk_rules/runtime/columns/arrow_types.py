"""Which Arrow types stand for which types of the language, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Percentage,
    Type,
)

if TYPE_CHECKING:
    import pyarrow as pa

UNIT = b"eenheid"
PLACES = 12
"""The decimals of a number in a decided table that need not be whole."""


def counted_in(field: pa.Field) -> str | None:
    """Return the unit that the metadata of a column of whole amounts tells: `cent` or `euro`."""
    found = (field.metadata or {}).get(UNIT, b"").decode("utf-8", "replace")
    return found if found in ("cent", "euro") else None


def is_text(type_: pa.DataType) -> bool:
    """Tell whether a column holds texts, each once or as they come."""
    import pyarrow as pa

    if pa.types.is_dictionary(type_):
        type_ = type_.value_type
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_))


def readable(field: pa.Field, type_: Type) -> bool:
    """Tell whether values of a type can be read from a column without guessing."""
    import pyarrow as pa

    is_ = pa.types
    arrow = field.type
    if is_.is_null(arrow) or is_text(arrow):
        return True
    match type_:
        case JaNee():
            return bool(is_.is_boolean(arrow))
        case Datum():
            return bool(is_.is_date32(arrow))
        case Bedrag():
            whole = is_.is_integer(arrow) and counted_in(field) is not None
            return bool(is_.is_decimal128(arrow) or whole)
        case Percentage() | Aantal():
            return bool(is_.is_decimal128(arrow) or is_.is_integer(arrow))
    return False


def wanted(type_: Type) -> str:
    """Return the advice how to write a column for a type."""
    match type_:
        case JaNee():
            return "geef een kolom bool"
        case Datum():
            return "geef een kolom date32, zonder tijd"
        case Bedrag():
            return (
                "geef een kolom decimal128 met twee decimalen, "
                "of hele getallen met `eenheid=cent` (of `euro`) in de metadata van de kolom"
            )
        case Percentage():
            return "geef een kolom decimal128 of hele getallen: 80 is 80%"
        case Aantal():
            return "geef een kolom hele getallen"
    return "geef een kolom tekst, met de namen van de opties"


def result_type(type_: Type) -> pa.DataType:
    """Return the Arrow type of a value of an outcome."""
    import pyarrow as pa

    match type_:
        case JaNee():
            return pa.bool_()
        case Keuze():
            return pa.dictionary(pa.int16(), pa.string())
        case Datum():
            return pa.date32()
        case Bedrag(exact=False):
            return pa.decimal128(38, 2)
        case Aantal(exact=False):
            return pa.int64()
    return pa.decimal128(38, PLACES)
