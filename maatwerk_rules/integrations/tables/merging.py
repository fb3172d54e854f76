"""The rows of a block, decided, with those that could not be read in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from maatwerk_rules.integrations.tables.blocks import Block, Fault

if TYPE_CHECKING:
    import pyarrow as pa

FOUT, BESLUIT = "fout", "besluit"
NO_BESLUIT = "geen besluit"


def decided(
    block: Block, decide: Callable[[Iterable[Any]], Iterator[Any]], schema: pa.Schema
) -> pa.RecordBatch:
    """Return a row for each row of the block, in the same order.

    A row with a fault is not shown to `decide`: it has no outcome, and its `fout` says why.
    """
    reasons = _reasons(block)
    if not reasons:
        return _whole(decide([block.batch]), schema)
    import pyarrow as pa

    count = block.batch.num_rows
    good = [place for place in range(count) if place not in reasons]
    found = _whole(decide([block.batch.take(pa.array(good, pa.int64()))]), schema)
    of_good = {place: number for number, place in enumerate(good)}
    indices = pa.array([of_good.get(place) for place in range(count)], pa.int64())
    columns = []
    for field in schema:
        if field.name == FOUT:
            told = found.column(FOUT).take(indices).to_pylist()
            told = [reasons.get(place, each) for place, each in enumerate(told)]
            columns.append(pa.array(told, field.type))
        elif field.name == BESLUIT:
            columns.append(pa.array([NO_BESLUIT] * count, field.type))
        elif field.name in block.batch.schema.names:
            columns.append(block.batch.column(field.name))
        else:
            columns.append(found.column(field.name).take(indices))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _reasons(block: Block) -> dict[int, str]:
    by_row = groupby(block.faults, key=lambda one: one.row)
    return {row - block.first: "\n".join(map(str, found)) for row, found in by_row}


def _whole(batches: Iterator[Any], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    found = list(batches)
    if len(found) == 1:
        return found[0]
    if not found:
        return pa.RecordBatch.from_pylist([], schema=schema)
    return pa.concat_batches(found)


def faults_of(batch: pa.RecordBatch, block: Block) -> Iterator[Fault]:
    """Yield what is wrong in rows: as they were read, and else by `fout`.

    A line of `fout` is `kolom: reden`.
    """
    import pyarrow.compute as pc

    column = batch.column(FOUT)
    if column.null_count == len(column):
        return
    read = {row: [*found] for row, found in groupby(block.faults, key=lambda one: one.row)}
    for place in pc.indices_nonzero(column.is_valid()).to_pylist():
        row = block.first + place
        if row in read:
            yield from read[row]
            continue
        for told in column[place].as_py().split("\n"):
            name, colon, why = told.partition(": ")
            yield Fault(row, *((name, why) if colon else ("", told)))
