"""Where tables are read and written: no file is overwritten unasked, and none is half there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

import attrs

from maatwerk_rules.integrations.putting import permissions
from maatwerk_rules.integrations.tables.blocks import TableError
from maatwerk_rules.resources import reason

FORMATS = {
    ".parquet": "parquet",
    **dict.fromkeys((".csv", ".tsv", ".txt"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
}


def format_of(path: Path) -> str:
    """Return the format of a table, by the end of its name.

    Raises:
        TableError: It is none that we read or write.

    >>> format_of(Path("zaken.PARQUET"))
    'parquet'
    """
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        known = "geef een `.parquet`, een `.csv` of een `.jsonl`"
        raise TableError([f"`{path}` is geen tabel die ik ken; {known}."])
    return found


@attrs.frozen
class Places:
    """The files of one run.

    Args:
        faults: Where the rows that could not be decided are told.
        replace: Files that are there may be replaced.
    """

    source: Path
    target: Path
    faults: Path
    replace: bool = False

    def check(self) -> None:
        """Refuse files that cannot be, before a row is read.

        Raises:
            TableError: Something is wrong; all of it is told.
        """
        wrong: list[str] = []
        for path in (self.source, self.target):
            try:
                format_of(path)
            except TableError as error:
                wrong += error.lines
        if not self.source.is_file():
            what = "het is geen bestand" if self.source.exists() else "het is er niet"
            wrong.append(f"Ik kan `{self.source}` niet lezen: {what}.")
        for path in (self.target, self.faults):
            wrong += self._wrong_with(path)
        if self.target.resolve() == self.faults.resolve():
            wrong.append("De uitkomsten en de fouten kunnen niet in hetzelfde bestand.")
        if wrong:
            raise TableError(wrong)

    def _wrong_with(self, path: Path) -> list[str]:
        if path.resolve() == self.source.resolve():
            return [f"`{path}` is de tabel die gelezen wordt; kies een andere naam."]
        if not path.parent.is_dir():
            return [f"De map van `{path}` is er niet."]
        if path.exists() and not path.is_file():
            return [f"`{path}` is geen gewoon bestand; daar schrijf ik niet."]
        if path.exists() and not self.replace:
            return [f"`{path}` bestaat al. Met `--vervang` komt de nieuwe ervoor in de plaats."]
        return []


class Unfinished:
    """A file that is being written beside its place; it takes that place when it is finished."""

    def __init__(self, place: Path) -> None:
        self._place = place.resolve()
        try:
            handle, made = tempfile.mkstemp(dir=self._place.parent, prefix=f".{place.name}.")
        except OSError as error:
            raise TableError([f"Ik kan `{place}` niet schrijven: {reason(error)}."]) from error
        self._made = Path(made)
        self.stream: IO[bytes] = os.fdopen(handle, "wb")

    def finish(self) -> None:
        """Let what was written take its place, all at once."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        self._made.chmod(permissions(self._place))
        self._made.replace(self._place)

    def discard(self) -> None:
        """Leave nothing; what stood in the place stays. After `finish` this does nothing."""
        with suppress(OSError):
            self.stream.close()
        with suppress(OSError):
            self._made.unlink()
