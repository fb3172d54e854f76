"""A CSV file as blocks of rows, with every fault of form told by row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from maatwerk_rules.integrations.tables.blocks import (
    LINES,
    MOST_COLUMNS,
    Block,
    Fault,
    TableError,
)
from maatwerk_rules.integrations.tables.cells import Column, Notation
from maatwerk_rules.runtime.complaints import cut

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_LINE = 16 * 1024 * 1024
"""A line of more characters is none of a table; without a limit it would fill the memory."""
DELIMITERS = (";", ",", "\t", "|")
WITH_POINTS = (";", "\t", "|")
"""Between these, a point before three digits marks thousands: so Dutch programs write it."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_UTF8 = (
    "Deze rij is geen UTF-8. (bewaar het bestand als `CSV UTF-8`, of geef `--codering"
    " windows-1252` als het uit een oudere Excel komt)"
)


@attrs.frozen
class Form:
    """How a CSV file is written; None is found out from the file itself."""

    delimiter: str | None = None
    encoding: str | None = None
    decimals: str | None = None
    dates: str = "jjjj-mm-dd"


@attrs.frozen
class Spelling:
    """How a CSV file turned out to be written, so that another can be written alike."""

    delimiter: str
    marked: bool
    decimals: str


class _Lines:
    """The lines of a text, none longer than the memory bears; notes what is no text."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self.odd = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) >= LONGEST_LINE:
            raise TableError([f"Een regel telt meer dan {LONGEST_LINE} tekens; dit is geen tabel."])
        if "\0" in line or not (line.isascii() or _is_whole(line)):
            self.odd = True
        return line


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class CsvTable:
    """A CSV file that is open for reading.

    Args:
        known: The type of each column that the policy reads.
        judged: The judgements about a record of a list, by the column of the list.

    Raises:
        TableError: The header is none; all that is wrong with it is told.
    """

    unit = "bytes"

    def __init__(self, path: Path, form: Form, known: Mapping[str, Column]) -> None:
        self._raw = path.open("rb")
        self.total = path.stat().st_size
        try:
            self._begin(form, known)
        except BaseException:
            self.close()
            raise

    def _begin(self, form: Form, known: Mapping[str, Column]) -> None:
        marked, encoding = self._encoding(form)
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        text = io.TextIOWrapper(self._raw, encoding, errors=errors, newline="")
        self._lines = _Lines(text)
        line = next(self._lines, "")
        if self._lines.odd:
            raise TableError(_what_is_no_text(line))
        delimiter = form.delimiter or _delimiter(line)
        self._rows = csv.reader(_chained(line, self._lines), delimiter=delimiter, strict=True)
        self.names = self._header()
        thousands = delimiter in WITH_POINTS
        notation = Notation(form.decimals, form.dates, points_are_thousands=thousands)  # type: ignore[arg-type]
        self._columns = {
            name: attrs.evolve(known[name], notation=notation)
            for name in self.names
            if name in known
        }
        decimals = form.decimals or ("komma" if thousands else "punt")
        self.spelling = Spelling(delimiter, marked, decimals)

    def _encoding(self, form: Form) -> tuple[bool, str]:
        begin = self._raw.read(4)
        for mark, encoding in _MARKS:
            if begin.startswith(mark):
                self._raw.seek(len(mark))
                return True, encoding
        self._raw.seek(0)
        return False, form.encoding or "utf-8"

    def _header(self) -> tuple[str, ...]:
        try:
            names = [each.strip() for each in next(self._rows, [])]
        except csv.Error as error:
            raise TableError(["De kop van dit bestand is niet te lezen als CSV."]) from error
        wrong = list(header_faults(names))
        if wrong:
            raise TableError(wrong)
        return tuple(names)

    @property
    def schema(self) -> pa.Schema:
        """The columns: those of the policy with their own types, the others as text."""
        import pyarrow as pa

        from maatwerk_rules.integrations.tables.arrow_types import arrow_type

        return pa.schema(
            [
                (name, arrow_type(column.type, column.judged))
                if (column := self._columns.get(name)) is not None
                else (name, pa.string())
                for name in self.names
            ]
        )

    def blocks(self) -> Iterator[Block]:
        """Yield the rows in their order; a blank line is no row."""
        first = 1
        while True:
            self._lines.odd = False
            faults: dict[int, Fault] = {}
            rows = list(islice(self._read(first, faults), LINES))
            if not rows:
                return
            if self._lines.odd:
                self._clean(rows, first, faults)
            yield self._block(rows, first, faults)
            first += len(rows)

    def _read(self, first: int, faults: dict[int, Fault]) -> Iterator[list[str]]:
        """Yield rows that all have as many cells as the header."""
        width = len(self.names)
        row = first
        while True:
            try:
                cells = next(self._rows, None)
            except csv.Error as error:
                cells = []
                reason = self._unreadable(error, row)
            else:
                if cells is None:
                    return
                if not cells:
                    continue
                reason = f"Deze rij heeft {len(cells)} cellen en de kop {width}."
            if len(cells) != width:
                faults[row] = Fault(row, "", reason)
                cells = (cells + [""] * width)[:width]
            yield cells
            row += 1

    def _unreadable(self, error: csv.Error, row: int) -> str:
        """Return why a row does not read; stop where the rest cannot be read either."""
        if "unexpected end" in str(error) or "limit" in str(error):
            line = f"In rij {row} begint een aanhalingsteken dat nergens sluit."
            raise TableError([line]) from error
        return "De aanhalingstekens in deze rij kloppen niet."

    def _clean(self, rows: list[list[str]], first: int, faults: dict[int, Fault]) -> None:
        """Mark each row with something that is no text, and show that as it can be shown."""
        for row, cells in enumerate(rows, start=first):
            text = "".join(cells)
            if "\0" in text:
                faults[row] = Fault(row, "", "In deze rij staat een teken dat geen tekst is (nul).")
            elif not _is_whole(text):
                faults[row] = Fault(row, "", _NOT_UTF8)
            else:
                continue
            rows[row - first] = [
                cell.encode("utf-8", "surrogateescape")
                .decode("utf-8", "replace")
                .replace("\0", "·")
                for cell in cells
            ]

    def _block(self, rows: list[list[str]], first: int, faults: dict[int, Fault]) -> Block:
        import pyarrow as pa

        columns = []
        found: list[Fault] = list(faults.values())
        for name, cells in zip(self.names, zip(*rows, strict=True), strict=True):
            values = pa.array(cells, pa.string())
            if name in self._columns:
                values, refused = self._columns[name].read(values)
                found += [
                    Fault(first + place, name, reason)
                    for place, reason in refused.items()
                    if first + place not in faults
                ]
            columns.append(values)
        batch = pa.RecordBatch.from_arrays(columns, schema=self.schema)
        return Block(batch, first, self._raw.tell(), tuple(sorted(found, key=lambda one: one.row)))

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()


def _chained(line: str, lines: Iterator[str]) -> Iterator[str]:
    yield line
    yield from lines


def _delimiter(header: str) -> str:
    counted = Counter(_QUOTED.sub("", header))
    return max(DELIMITERS, key=lambda one: counted[one])


def _what_is_no_text(line: str) -> list[str]:
    if "\0" in line:
        return [
            (
                "Dit is geen tekst: er staan nultekens in de eerste regel. Een CSV-bestand is"
                " tekst; hoort dit bestand een andere naam te hebben, zoals `.parquet`?"
            )
        ]
    return [
        (
            "De kop van dit bestand is geen UTF-8. Bewaar het als `CSV UTF-8`, of geef `--codering"
            " windows-1252` als het uit een oudere Excel komt."
        )
    ]


def header_faults(names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the names of columns, each as a sentence.

    >>> list(header_faults(["a", "", "a"]))
    ['Kolom 2 heeft geen naam.', 'De kolom `a` staat er 2 keer.']
    """
    if not names:
        yield "Het bestand is leeg; er is geen kop met de namen van kolommen."
    if len(names) > MOST_COLUMNS:
        yield f"De kop telt {len(names)} kolommen; een tabel heeft er hoogstens {MOST_COLUMNS}."
        return
    yield from (
        f"Kolom {place} heeft geen naam." for place, each in enumerate(names, 1) if not each
    )
    for name, count in Counter(filter(None, names)).items():
        if count > 1:
            yield f"De kolom `{cut(name)}` staat er {count} keer."
