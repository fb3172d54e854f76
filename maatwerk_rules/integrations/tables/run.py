"""A run over a table: read, decide, write, block by block, and what was counted on the way."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import attrs

from maatwerk_rules.integrations.tables.blocks import (
    Block,
    StoppedError,
    Table,
    TableError,
    rows_together,
)
from maatwerk_rules.integrations.tables.csv_file import CsvTable, Form, Spelling
from maatwerk_rules.integrations.tables.faults_file import FaultsFile
from maatwerk_rules.integrations.tables.jsonl_file import JsonlTable
from maatwerk_rules.integrations.tables.merging import decided, faults_of
from maatwerk_rules.integrations.tables.output import (
    CsvOutput,
    JsonlOutput,
    Output,
    ParquetOutput,
)
from maatwerk_rules.integrations.tables.parquet_file import ParquetTable
from maatwerk_rules.integrations.tables.places import Places, Unfinished, format_of
from maatwerk_rules.integrations.tables.report import Report
from maatwerk_rules.resources import reason

if TYPE_CHECKING:
    import pyarrow as pa

    from maatwerk_rules.integrations.tables.cells import Column

FEWEST = 128
"""The fewest rows that are decided together; there are as many as take between these seconds."""
SHORT, LONG = 0.1, 1.0
USUAL = Spelling(";", marked=False, decimals="komma")
"""How a CSV file is written when the table that was read is none."""

Decide = Callable[[Iterable[Any]], Iterator[Any]]


def open_table(places: Places, form: Form, known: Mapping[str, Column]) -> Table:
    """Return the table to read.

    Raises:
        TableError: it cannot be read.
    """
    is_exact = format_of(places.source) == "jsonl" == format_of(places.target)
    return open_source(places.source, form, known, exact=is_exact)


def open_source(
    source: Path, form: Form, known: Mapping[str, Column], *, exact: bool = False
) -> Table:
    """Return a table to read, whatever comes of it.

    Args:
        exact: Of JSON, what is passed along stays what it was.

    Raises:
        TableError: it cannot be read.
    """
    try:
        match format_of(source):
            case "csv":
                return CsvTable(source, form, known)
            case "jsonl":
                return JsonlTable(source, known, exact=exact)
        return ParquetTable(source)
    except OSError as error:
        raise TableError([f"Ik kan `{source}` niet lezen: {reason(error)}."]) from error


def paced(blocks: Iterable[Block], most: int) -> Generator[Block, None, None]:
    """Yield the rows in parts that take a moment each, so that progress shows and one can stop.

    Where a row is one for the evaluator, a whole block would take a minute.
    """
    size, before = FEWEST, 0
    for block in blocks:
        start = 0
        while start < block.batch.num_rows:
            began = perf_counter()
            yield block.part(start, size, before)
            start += size
            took = perf_counter() - began
            if took < SHORT:
                size = min(4 * size, most)
            elif took > LONG:
                size = max(size // 4, FEWEST)
        before = block.done


@attrs.frozen
class Run:
    """A table that is ready to be decided.

    Args:
        decide: Batches to decided batches, as `decide_batches` gives it.
        schema: The columns of what it gives.
        outcomes: The columns that hold an outcome.
    """

    table: Table
    decide: Decide
    schema: pa.Schema
    outcomes: tuple[str, ...]
    places: Places

    def go(self, progress: Callable[[int, int], None]) -> Report:
        """Decide every row, write all of it, and return what was counted.

        Args:
            progress: Is told how many rows are written, and how much was read with them.

        Raises:
            TableError: the table cannot be read further, or what comes out not be written.
            StoppedError: someone stopped it. In both cases no file is left.
        """
        report = Report(self.outcomes)
        faults = FaultsFile(self.places.faults)
        made = Unfinished(self.places.target)
        output: Output | None = None
        try:
            output = self._output(made)
            with closing(paced(self._timed(report), rows_together(self.schema))) as parts:
                for block in parts:
                    self._write(self._decide(block, report), block, (output, faults, report))
                    progress(report.rows, block.done)
            start = perf_counter()
            output.finish()
            faults.finish()
            made.finish()
            report.seconds.writing += perf_counter() - start
        except KeyboardInterrupt as error:
            raise StoppedError(report.rows) from error
        except OSError as error:
            line = f"Ik kan `{self.places.target}` niet schrijven: {reason(error)}."
            raise TableError([line, f"Gestopt na {report.rows} rijen."]) from error
        finally:
            if output is not None:
                output.abandon()
            faults.discard()
            made.discard()
        return report

    def _output(self, made: Unfinished) -> Output:
        match format_of(self.places.target):
            case "parquet":
                return ParquetOutput(made.stream, self.schema)
            case "jsonl":
                return JsonlOutput(made.stream)
        spelling = self.table.spelling if isinstance(self.table, CsvTable) else USUAL
        return CsvOutput(made.stream, self.schema, spelling)

    def _timed(self, report: Report) -> Iterator[Block]:
        start = perf_counter()
        for block in self.table.blocks():
            report.seconds.reading += perf_counter() - start
            yield block
            start = perf_counter()
        report.seconds.reading += perf_counter() - start

    def _decide(self, block: Block, report: Report) -> pa.RecordBatch:
        start = perf_counter()
        batch = decided(block, self.decide, self.schema)
        report.seconds.deciding += perf_counter() - start
        return batch

    def _write(
        self, batch: pa.RecordBatch, block: Block, to: tuple[Output, FaultsFile, Report]
    ) -> None:
        output, faults, report = to
        start = perf_counter()
        output.write(batch)
        faults.write(faults_of(batch, block))
        report.add(batch)
        report.faulty = faults.rows
        report.seconds.writing += perf_counter() - start
