"""A file with one JSON object on each line as blocks of rows, with every fault told by row.

The columns are all keys that occur in the file, so it is looked through once before it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.tables.arrow_types import arrow_type
from maatwerk_rules.integrations.tables.blocks import (
    LINES,
    MOST_COLUMNS,
    Block,
    Fault,
    TableError,
)
from maatwerk_rules.integrations.tables.cells import Column, reason_of
from maatwerk_rules.runtime.complaints import Complaints, quote
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.scalars import BadNumber

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_LINE = 16 * 1024 * 1024
"""A line of more bytes is none of a table; without a limit it would fill the memory."""
JUDGEMENTS, CASE = "oordeel", "feiten"
MARK = {b"inhoud": b"json"}
"""The metadata of a column whose texts are JSON, to be written as they are."""


class JsonlTable:
    """A file of JSON lines that is open for reading.

    Args:
        known: The type of each column that the policy reads.
        exact: Columns that it does not read hold JSON rather than text, so that what is written
            as JSON is what was read.

    Raises:
        TableError: It is none; all that is wrong with its keys is told.
    """

    unit = "bytes"

    def __init__(self, path: Path, known: Mapping[str, Column], *, exact: bool) -> None:
        self._raw = path.open("rb")
        self.total = path.stat().st_size
        self._exact = exact
        try:
            self.names = tuple(_names_in(self._raw))
        except BaseException:
            self.close()
            raise
        self._columns = {name: known[name] for name in self.names if name in known}

    @property
    def schema(self) -> pa.Schema:
        """The columns: those of the policy with their own types, the others as text."""
        import pyarrow as pa

        other = pa.field("", pa.string(), metadata=MARK if self._exact else None)
        return pa.schema(
            [
                pa.field(name, arrow_type(column.type, column.judged))
                if (column := self._columns.get(name)) is not None
                else other.with_name(name)
                for name in self.names
            ]
        )

    def blocks(self) -> Iterator[Block]:
        """Yield the rows in their order; a blank line is no row."""
        self._raw.seek(0)
        lines, schema, first = _lines(self._raw), self.schema, 1
        while some := [*islice(lines, LINES)]:
            rows: list[dict[str, object]] = []
            faults: list[Fault] = []
            for row, line in enumerate(some, start=first):
                found = _read(line)
                if isinstance(found, str):
                    faults.append(Fault(row, "", found))
                    found = {}
                rows.append(found)
            yield self._block(rows, first, faults, schema)
            first += len(rows)

    def _block(
        self, rows: list[dict[str, object]], first: int, faults: list[Fault], schema: pa.Schema
    ) -> Block:
        import pyarrow as pa

        columns: list[Any] = []
        for name in self.names:
            cells = [row.get(name) for row in rows]
            if name in self._columns:
                values, refused = self._columns[name].read_json(cells)
            else:
                values, refused = self._passed(cells)
            columns.append(values)
            faults += [Fault(first + place, name, reason) for place, reason in refused.items()]
        faults.sort(key=lambda one: one.row)
        batch = pa.RecordBatch.from_arrays(columns, schema=schema)
        return Block(batch, first, self._raw.tell(), tuple(faults))

    def _passed(self, cells: list[object]) -> tuple[pa.Array, dict[int, str]]:
        """Return values that only pass through, and for each place that cannot the reason."""
        import pyarrow as pa

        refused: dict[int, str] = {}
        texts: list[str | None] = []
        for place, cell in enumerate(cells):
            text = None
            try:
                if cell is not None:
                    is_text = isinstance(cell, str) and not self._exact
                    text = str(cell) if is_text else _written(cell)
            except ValueError as error:
                refused[place] = str(error)
            texts.append(text)
        return pa.array(texts, pa.string()), refused

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines in which something stands."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise TableError([f"Een regel telt meer dan {LONGEST_LINE} tekens; dit is geen tabel."])
        if line.strip():
            yield line


def _names_in(stream: IO[bytes]) -> dict[str, None]:
    """Return all keys in the file, in the order in which they come.

    Lines that do not read are told when the rows are.

    Raises:
        TableError: These are no keys of a table.
    """
    found: dict[str, None] = {}
    for line in _lines(stream):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            found.update(dict.fromkeys(_flat(row) if JUDGEMENTS in row else row))
        if len(found) > MOST_COLUMNS:
            wat = f"De regels hebben samen meer dan {MOST_COLUMNS} sleutels"
            raise TableError([f"{wat}; een tabel heeft er hoogstens zoveel."])
    if CASE in found:
        raise TableError([_NO_CASES])
    if "" in found:
        raise TableError(["Een sleutel in dit bestand heeft geen naam."])
    return found


def _flat(row: Mapping[str, object]) -> dict[str, object]:
    """Return a row in which each judgement has a key of its own."""
    found: dict[str, object] = {}
    for key, value in row.items():
        if key == JUDGEMENTS and isinstance(value, Mapping):
            found |= {f"{JUDGEMENTS}.{name}": each for name, each in value.items()}
        else:
            found[key] = value
    return found


def _read(line: bytes) -> dict[str, object] | str:
    """Return a row, or in a sentence why the line is none."""
    try:
        found = read_json(line.strip(), Complaints())
    except FactError as error:
        # Each line is the first of its own text: where in the file it stands is said by its row.
        return reason_of(error.diagnostics[0]).replace("regel 1, ", "")
    if not isinstance(found, dict):
        return f"Hier staat {quote(found)}; verwacht wordt een object: `{{…}}`."
    return _flat(found) if JUDGEMENTS in found else found


def _written(value: object) -> str:
    """Return a value as JSON again, numbers as they were.

    Raises:
        ValueError: a number is too long to read; the text is the sentence that says so.

    >>> _written({"a": [Decimal("1.50"), "é", None, True]})
    '{"a": [1.50, "é", null, true]}'
    """
    match value:
        case dict():
            parts = (f"{_written(key)}: {_written(each)}" for key, each in value.items())
            return f"{{{', '.join(parts)}}}"
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case Decimal():
            return str(value)
        case BadNumber(text=text):
            raise ValueError(f"Ik lees `{text}` niet als getal.")
    return json.dumps(value, ensure_ascii=False)


_NO_CASES = (
    "Op deze regels staan zaken met `feiten`; in een tabel staat elk feit zelf op de regel, zoals"
    ' `{"inkomen": 1250, "in_detentie": false}`.'
)
