"""What passes from file to file: blocks of rows, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 65_536
"""So many rows are read, decided and written together at most: more is no quicker."""
FEW = 1_024
"""And no fewer are read together, however many columns there are."""
LINES = 8_192
"""So many rows of a text are read together: as texts they take far more room."""
CELLS = 2**24
"""So many values of columns are in one block at most; they stand in memory together."""
MOST_COLUMNS = 10_000
"""A table with more columns than this is none of ours."""


def rows_together(schema: pa.Schema) -> int:
    """Return how many rows with these columns are one block.

    >>> import pyarrow as pa
    >>> rows_together(pa.schema({"dag": pa.date32(), "norm": pa.struct({"van": pa.int64()})}))
    65536
    >>> rows_together(pa.schema({f"kolom {number}": pa.bool_() for number in range(1_000)}))
    16777
    """
    values = sum(_values(field.type) for field in schema)
    return max(FEW, min(BLOCK, CELLS // max(values, 1)))


def _values(type_: pa.DataType) -> int:
    """Return of how many columns of plain values a column is made."""
    children = [type_.field(number) for number in range(type_.num_fields)]
    return sum(_values(field.type) for field in children) if children else 1


class TableError(Exception):
    """A table cannot be read or written; each line is a sentence in Dutch.

    >>> print(TableError(["De kop is leeg.", "Kolom 3 heeft geen naam."]))
    De kop is leeg.
    Kolom 3 heeft geen naam.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__(self.lines)

    def __str__(self) -> str:
        """Return the sentences, one per line."""
        return "\n".join(self.lines)


class StoppedError(Exception):
    """Someone stopped the run; says how many rows had been written."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        super().__init__(rows)


@attrs.frozen
class Fault:
    """Why one row is not decided.

    Args:
        row: Counted from 1, without the header.
        column: Where it stands; empty for the row as a whole.
        reason: One sentence in Dutch.
    """

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        """Return it as the column `fout` says it.

        >>> str(Fault(3, "inkomen", "Dit is geen bedrag."))
        'inkomen: Dit is geen bedrag.'
        """
        return f"{self.column}: {self.reason}" if self.column else self.reason


@attrs.frozen
class Block:
    """Rows that stand together.

    Args:
        first: The number of the first row.
        faults: Of the rows that could not be read, by row; those are not decided.
        done: How much of the table was read with it, in the unit of `Table.total`.
    """

    batch: pa.RecordBatch
    first: int
    done: int
    faults: tuple[Fault, ...] = ()

    def part(self, start: int, rows: int, before: int) -> Block:
        """Return some of the rows, from a place on, with their share of what was read.

        Args:
            before: How much was read before this block.
        """
        batch = self.batch.slice(start, rows)
        first = self.first + start
        end = first + batch.num_rows
        faults = tuple(one for one in self.faults if first <= one.row < end)
        share = (self.done - before) * (start + batch.num_rows) // self.batch.num_rows
        return Block(batch, first, before + share, faults)


class Table(Protocol):
    """A table that is open for reading, as a context; `blocks` may be taken once."""

    unit: str
    """`rijen` or `bytes`: what `total` counts."""
    total: int

    @property
    def schema(self) -> pa.Schema:
        """The columns, with the types that a decider expects."""
        ...

    def blocks(self) -> Iterator[Block]:
        """Yield the rows in their order."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
