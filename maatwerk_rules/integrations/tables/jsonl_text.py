"""Columns of any type as columns of JSON, for a file with an object on each line."""

from __future__ import annotations

import json
from base64 import b64encode
from math import isfinite
from typing import TYPE_CHECKING, Any

from maatwerk_rules.integrations.tables.csv_text import with_items
from maatwerk_rules.integrations.tables.jsonl_file import MARK

if TYPE_CHECKING:
    import pyarrow as pa

NULL = "null"


def objects_of(batch: pa.RecordBatch) -> list[str]:
    """Return each row as an object of JSON; a column that holds JSON is written as it is."""
    columns = [
        column.fill_null(NULL) if field.metadata == MARK else _json(column)
        for field, column in zip(batch.schema, batch.columns, strict=True)
    ]
    objects: list[str] = _object(batch.schema.names, columns).to_pylist()
    return objects


def _object(names: list[str], columns: list[Any]) -> Any:
    import pyarrow.compute as pc

    parts: list[Any] = []
    for place, (name, column) in enumerate(zip(names, columns, strict=True)):
        parts += [f"{', ' if place else '{'}{_dumped(name)}: ", column]
    return pc.binary_join_element_wise(*parts, "}", "")


def _json(column: Any) -> Any:
    """Return the JSON of each value; that of null is `null`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    type_ = column.type
    if pa.types.is_string(type_) or pa.types.is_large_string(type_):
        return _json(column.dictionary_encode())
    if pa.types.is_dictionary(type_):
        words = pa.array(map(_dumped, column.dictionary.to_pylist()), pa.string())
        found = words.take(column.indices)
    elif pa.types.is_struct(type_) and type_.num_fields:
        names = [field.name for field in type_]
        found = pc.if_else(column.is_valid(), _object(names, [*map(_json, column.flatten())]), NULL)
    elif pa.types.is_list(type_) or pa.types.is_large_list(type_):
        items = pc.binary_join(with_items(column, _json(column.flatten())), ", ")
        found = pc.binary_join_element_wise("[", items, "]", "")
    elif pa.types.is_boolean(type_):
        found = pc.if_else(column, "true", "false")
    elif pa.types.is_integer(type_):
        found = column.cast(pa.string())
    elif pa.types.is_decimal(type_) or pa.types.is_date(type_):
        found = pc.binary_join_element_wise('"', column.cast(pa.string()), '"', "")
    else:
        found = pa.array(map(_dumped, column.to_pylist()), pa.string())
    return found.fill_null(NULL)


def _dumped(value: object) -> str:
    """Return one value as JSON; what JSON has no form for is text.

    >>> _dumped("é"), _dumped(b"PDF"), _dumped([1.5, float("inf")])
    ('"é"', '"UERG"', '[1.5, "inf"]')
    """
    try:
        return json.dumps(value, ensure_ascii=False, default=_as_text, allow_nan=False)
    except ValueError:  # a number that is none: NaN, or infinite
        return json.dumps(_finite(value), ensure_ascii=False, default=_as_text)


def _as_text(value: object) -> str:
    """Return what JSON has no form for as text; bytes so that they can be read back."""
    return b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _finite(value: object) -> object:
    match value:
        case list() | tuple():
            return [_finite(each) for each in value]
        case float() if not isfinite(value):
            return str(value)
    return value
