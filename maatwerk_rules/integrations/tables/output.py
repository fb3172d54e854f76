"""Writing decided rows: to Parquet, CSV or JSON, in constant memory."""

from __future__ import annotations

import codecs
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Protocol

from maatwerk_rules.integrations.tables.csv_text import names_of, quoted, texts_of
from maatwerk_rules.integrations.tables.jsonl_text import objects_of
from maatwerk_rules.runtime.columns.asking import plainly

if TYPE_CHECKING:
    import pyarrow as pa

    from maatwerk_rules.integrations.tables.csv_file import Spelling

ENDS = ("van", "tot")
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

    def abandon(self) -> None:
        """Let go of the file, which is not finished."""
        ...


class ParquetOutput:
    """Rows as groups in a Parquet file; a group is written while the next one is made.

    Who reads the file finds plain texts, also where there are numbers into a list of words here:
    inside a struct those would not come back from a file of several groups.
    """

    def __init__(self, stream: IO[bytes], schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._schema = schema
        self._writer = pq.ParquetWriter(
            stream,
            schema,
            compression="zstd",
            store_schema=False,
            write_statistics=[*_with_statistics(schema)],
        )
        self._writer.add_key_value_metadata({"ARROW:schema": _serialized(plainly(schema))})
        self._hand = ThreadPoolExecutor(1, "schrijven")
        self._writing: Future[None] | None = None
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

        self._await()
        table = pa.Table.from_batches(self._waiting, self._schema)
        self._waiting = []
        self._rows = self._bytes = 0
        self._writing = self._hand.submit(self._writer.write_table, table, GROUP_ROWS)

    def _await(self) -> None:
        """Wait until the group before is written; what went wrong there is raised here."""
        if self._writing is not None:
            writing, self._writing = self._writing, None
            writing.result()

    def finish(self) -> None:
        """Write the last group and the footer."""
        try:
            if self._waiting:
                self._flush()
            self._await()
            self._writer.close()
        finally:
            self._hand.shutdown()

    def abandon(self) -> None:
        """Write nothing more."""
        self._waiting = []
        with suppress(Exception):
            self.finish()


def _with_statistics(schema: pa.Schema) -> Iterator[str]:
    """Yield the columns that others may want to choose rows by: those outside lists.

    Where all is settled, `van` and `tot` say what `waarde` says, and to compare all of them is
    a tenth of the work of writing.
    """
    import pyarrow as pa

    for field in schema:
        if pa.types.is_struct(field.type):
            yield from (
                f"{field.name}.{part.name}"
                for part in field.type
                if not pa.types.is_nested(part.type) and part.name not in ENDS
            )
        elif not pa.types.is_nested(field.type):
            yield field.name


def _serialized(schema: pa.Schema) -> bytes:
    return b64encode(schema.serialize().to_pybytes())


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

    def abandon(self) -> None:
        """Write nothing more."""


class JsonlOutput:
    """Rows as objects of JSON, one on each line.

    An amount is text, as in a besluit; what is not known is null.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        self._stream.write("".join(f"{line}\n" for line in objects_of(batch)).encode())

    def finish(self) -> None:
        """Write what the end of the file needs: nothing."""

    def abandon(self) -> None:
        """Write nothing more."""
