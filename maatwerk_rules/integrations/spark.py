"""What Spark has to know of the columns that come out of `decide_batches`.

There is nothing else of Spark in this library: `DataFrame.mapInArrow` gives and takes what
`decide_batches` takes and gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from maatwerk_rules.runtime.columnar import BatchDecider

PLAIN: Mapping[str, str] = {
    "bool": "boolean",
    "int8": "tinyint",
    "int16": "smallint",
    "int32": "int",
    "int64": "bigint",
    "float": "float",
    "double": "double",
    "string": "string",
    "large_string": "string",
    "string_view": "string",
    "binary": "binary",
    "large_binary": "binary",
    "date32[day]": "date",
}
"""The types that Spark calls otherwise than Arrow; those with parts are below."""


def spark_schema(decide: BatchDecider, frame: Any) -> str:
    """Return the columns that come out of a DataFrame, as `mapInArrow` takes them.

    Args:
        decide: What `decide_batches` gave.
        frame: A Spark DataFrame, or the Arrow schema of one.

    Raises:
        ColumnError: the columns do not fit the policy.
        TypeError: a column that is passed through has a type that Spark does not have.

    >>> import pyarrow as pa
    >>> from maatwerk_rules.pipeline import load
    >>> from maatwerk_rules.runtime.columnar import decide_batches
    >>> decide = decide_batches(load("bijstand_voorbeeld"), uitkomsten=["recht"])
    >>> print(spark_schema(decide, pa.schema([("id", pa.int64())])).split(", `")[0])
    `id` bigint
    """
    import pyarrow as pa

    given = frame if isinstance(frame, pa.Schema) else frame.limit(0).toArrow().schema
    columns = decide.schema(given)
    return ", ".join(f"{_name(field.name)} {_type(field.type)}" for field in columns)


def _name(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _type(type_: pa.DataType) -> str:
    import pyarrow as pa

    is_ = pa.types
    if is_.is_struct(type_):
        parts = ", ".join(f"{_name(field.name)}: {_type(field.type)}" for field in type_)
        return f"struct<{parts}>"
    if is_.is_list(type_) or is_.is_large_list(type_):
        return f"array<{_type(type_.value_type)}>"
    if is_.is_map(type_):
        return f"map<{_type(type_.key_type)}, {_type(type_.item_type)}>"
    if is_.is_decimal128(type_):
        return f"decimal({type_.precision}, {type_.scale})"
    if is_.is_timestamp(type_):
        return "timestamp_ntz" if type_.tz is None else "timestamp"
    found = PLAIN.get(str(type_))
    if found is None:
        raise TypeError(f"Spark has no type for {type_}")
    return found
