"""What is asked of a table: outcomes as columns, and the slices of the policy that decide them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import Type
from maatwerk_rules.runtime.columns.outcome import fields_of
from maatwerk_rules.runtime.columns.reading import Array

if TYPE_CHECKING:
    import pyarrow as pa


@attrs.frozen
class Asked:
    """One outcome in the result: its type, and the soort for whose records it exists."""

    name: str
    type: Type
    soort: str | None


@attrs.frozen
class Part:
    """One slice of the policy: which outcomes it decides, and what makes a row `beoordeling`.

    `judgements` are those that the outcomes may read; `looks` says that a recorded look may matter
    to them.
    """

    slice: Slice
    names: tuple[str, ...]
    judgements: frozenset[str]
    looks: bool


@attrs.define
class Tally:
    """How many rows were decided, and how many of those one by one, in part or as a whole.

    Of the outcomes of all rows `native` were settled by columns, and of `opened` they told all that
    is still possible.
    """

    rows: int = 0
    one_by_one: int = 0
    wrong: int = 0
    outcomes: int = 0
    native: int = 0
    opened: int = 0


def places_in(parts: tuple[Part, ...], days: Array) -> Array:
    """Return for each day the number of its slice, or -1 outside the policy."""
    found = np.full(len(days), -1, np.int64)
    for number, part in enumerate(parts):
        inside = days >= part.slice.vanaf.toordinal() - EPOCH
        if part.slice.tot is not None:
            inside &= days < part.slice.tot.toordinal() - EPOCH
        found[inside] = number
    return found


def column_type(asked: Asked) -> pa.DataType:
    """Return the type of the column of an outcome; of one per record a list."""
    import pyarrow as pa

    fields = fields_of(asked.type)
    if asked.soort is None:
        return pa.struct(fields)
    words = pa.dictionary(pa.int8(), pa.string())
    own = [pa.field("lijst", words), pa.field("record", pa.string())]
    return pa.list_(pa.struct([*own, *fields]))


def plainly(schema: pa.Schema) -> pa.Schema:
    """Return columns with texts where they have numbers into a list of words."""
    import pyarrow as pa

    return pa.schema([field.with_type(_plain(field.type)) for field in schema])


def _plain(type_: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_dictionary(type_):
        return type_.value_type
    if pa.types.is_list(type_):
        return pa.list_(_plain(type_.value_type))
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(_plain(field.type)) for field in type_])
    return type_
