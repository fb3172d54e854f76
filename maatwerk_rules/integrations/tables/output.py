"""Writing decided rows: to Parquet or CSV, in constant memory."""

from __future__ import annotations

import codecs
from typing import IO, TYPE_CHECKING, Any, Protocol

from maatwerk_rules.integrations.tables.csv_text import names_of, quoted, texts_of

if TYPE_CHECKING:
    import pyarrow as pa

    from maatwerk_rules.integrations.tables.csv_file import Spelling

GROUP_ROWS = 131_072
GROUP_BYTES = 64 * 1024 * 1024
"""A group of rows in a Parquet file is no larger than either; it stands in memory as a whole."""


class Output(Protocol):
    """A table that is being written."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        ...

    def finish(self) -> None:
        """Write what the end of the file needs."""
        ...


class ParquetOutput:
    """Rows as groups in a Parquet file.

    Texts must be plain: a list of words inside a struct does not return from more than one group.
    """

    def __init__(self, stream: IO[bytes], schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._schema = schema
        self._writer = pq.ParquetWriter(stream, schema)
        self._waiting: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows, when there are enough for a group."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        table = pa.Table.from_batches(self._waiting, self._schema)
        self._writer.write_table(table, row_group_size=GROUP_ROWS)
        self._waiting = []
        self._rows = self._bytes = 0

    def finish(self) -> None:
        """Write the last group and the footer."""
        if self._waiting:
            self._flush()
        self._writer.close()


class CsvOutput:
    """Rows as lines of text; a cell is quoted only where it must be."""

    def __init__(self, stream: IO[bytes], schema: pa.Schema, spelling: Spelling) -> None:
        import pyarrow as pa

        self._stream = stream
        self._spelling = spelling
        names = names_of(schema)
        if spelling.marked:
            stream.write(codecs.BOM_UTF8)
        self._lines([pa.array([name]) for name in names])

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        if batch.num_rows:
            self._lines(texts_of(batch, self._spelling.decimals))

    def _lines(self, texts: list[Any]) -> None:
        import pyarrow.compute as pc

        between = self._spelling.delimiter
        cells = [quoted(text, between) for text in texts]
        lines = pc.binary_join_element_wise(*cells, between, null_handling="replace")
        self._stream.write("".join(f"{line}\n" for line in lines.to_pylist()).encode())

    def finish(self) -> None:
        """Write what the end of the file needs: nothing."""
