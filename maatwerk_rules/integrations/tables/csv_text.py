"""Columns of any type as columns of text, for a CSV file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from maatwerk_rules.integrations.tables.blocks import TableError

if TYPE_CHECKING:
    import pyarrow as pa

BETWEEN = ", "
"""What stands between the items of a list in a cell."""


def names_of(schema: pa.Schema) -> list[str]:
    """Return the header: a column with parts gives one for each part, as `recht.status`.

    Raises:
        TableError: A column does not fit in CSV; all of them are told.
    """
    found = [(name, type_) for field in schema for name, type_ in _parts(field.name, field.type)]
    unfit = [
        f"De kolom `{name}` ({type_}) past niet in CSV; schrijf naar een bestand op `.parquet`."
        for name, type_ in found
        if not _fits(type_)
    ]
    if unfit:
        raise TableError(unfit)
    return [name for name, _ in found]


def _parts(name: str, type_: Any) -> Iterator[tuple[str, Any]]:
    import pyarrow as pa

    if pa.types.is_struct(type_):
        for field in type_:
            yield from _parts(f"{name}.{field.name}", field.type)
    else:
        yield name, type_


def _plain(type_: Any) -> Any:
    import pyarrow as pa

    return type_.value_type if pa.types.is_dictionary(type_) else type_


def _fits(type_: Any) -> bool:
    import pyarrow as pa

    return not pa.types.is_binary(_plain(type_)) and not pa.types.is_large_binary(_plain(type_))


def _is_list(type_: Any) -> bool:
    """Tell whether a column holds lists of what stands in a cell by itself."""
    import pyarrow as pa

    is_one = pa.types.is_list(type_) or pa.types.is_large_list(type_)
    return is_one and not pa.types.is_nested(_plain(type_.value_type))


def texts_of(batch: pa.RecordBatch, decimals: str) -> list[pa.Array]:
    """Return the columns of text of a block, in the order of `names_of`.

    Args:
        decimals: `komma` or `punt`: what stands before the decimals of a number.
    """
    return [text for column in batch.columns for text in _texts(column, decimals)]


def _texts(column: Any, decimals: str) -> Iterator[Any]:
    import pyarrow as pa

    if pa.types.is_struct(column.type):
        for part in column.flatten():
            yield from _texts(part, decimals)
    else:
        yield _text(column, decimals)


def _text(column: Any, decimals: str) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    type_ = column.type
    if pa.types.is_dictionary(type_):
        return _text(column.dictionary_decode(), decimals)
    if _is_list(type_):
        items = _text(column.flatten(), decimals)
        return pc.binary_join(with_items(column, items), BETWEEN)
    if pa.types.is_nested(type_):
        return pa.array([_json(each) for each in column.to_pylist()], pa.string())
    if pa.types.is_boolean(type_):
        return pc.if_else(column, "ja", "nee")
    text = column.cast(pa.string())
    is_number = pa.types.is_decimal(type_) or pa.types.is_floating(type_)
    if is_number and decimals == "komma":
        return pc.replace_substring(text, ".", ",")
    return text


def _json(value: object) -> str | None:
    """Return what has parts as JSON, as a cell of a table may give it too."""
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


def with_items(column: Any, items: Any) -> Any:
    """Return a list column with other items in the same places."""
    import pyarrow as pa
    import pyarrow.compute as pc

    sizes = pc.fill_null(pc.list_value_length(column), 0)
    ends = pc.cumulative_sum(sizes.cast(pa.int64()))
    offsets = pa.concat_arrays([pa.array([0], pa.int64()), ends])
    mask = column.is_null() if column.null_count else None
    return pa.LargeListArray.from_arrays(offsets, items, mask=mask)


def quoted(text: Any, delimiter: str) -> Any:
    """Return cells with quotes around those that need them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = text.cast(pa.string())
    needs = pc.match_substring_regex(text, f'["\\r\\n{re.escape(delimiter)}]')
    if not pc.any(needs).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    return pc.if_else(needs, pc.binary_join_element_wise('"', doubled, '"', ""), text)
