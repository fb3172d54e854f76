"""A Parquet file as blocks of rows, read in a stream."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maatwerk_rules.integrations.tables.blocks import Block, TableError, rows_together
from maatwerk_rules.integrations.tables.csv_file import header_faults

if TYPE_CHECKING:
    import pyarrow as pa

READ_AHEAD = 1024 * 1024
"""Bytes of a column that are read at a time: a group of rows may be larger than the memory."""


class ParquetTable:
    """A Parquet file that is open for reading.

    Raises:
        TableError: It is no Parquet, or not all of it.
    """

    unit = "rijen"

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._raw = path.open("rb")
        try:
            self._file = pq.ParquetFile(self._raw, buffer_size=READ_AHEAD)
            self.schema: pa.Schema = self._file.schema_arrow
            wrong = list(header_faults(self.schema.names))
        except (pa.ArrowException, OSError, ValueError) as error:
            self.close()
            raise TableError([_NO_PARQUET]) from error
        if wrong:
            self.close()
            raise TableError(wrong)
        self.total: int = self._file.metadata.num_rows

    def blocks(self) -> Iterator[Block]:
        """Yield the rows in their order."""
        import pyarrow as pa

        first = 1
        rows = rows_together(self.schema)
        try:
            for batch in _ahead(self._file.iter_batches(batch_size=rows)):
                yield Block(batch, first, first + batch.num_rows - 1)
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            line = f"Vanaf rij {first} is dit Parquet-bestand niet te lezen: het is beschadigd."
            raise TableError([line]) from error

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()


def _ahead(batches: Iterator[Any]) -> Iterator[Any]:
    """Yield each batch while the next one is read."""
    with ThreadPoolExecutor(1, "lezen") as hand:
        coming = hand.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = hand.submit(next, batches, None)
            yield batch


_NO_PARQUET = (
    "Dit is geen Parquet-bestand, of er ontbreekt een deel van. Is het niet af gekopieerd, of is"
    " het CSV (dan hoort het `.csv` te heten)?"
)
