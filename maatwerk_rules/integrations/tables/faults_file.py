"""The side file: every row that was not decided, with the column and the reason."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from maatwerk_rules.integrations.tables.blocks import Fault
from maatwerk_rules.integrations.tables.places import Unfinished

HEAD = ("rij", "kolom", "reden")


class FaultsFile:
    """A CSV file that is there only when there are faults; people read it in a spreadsheet."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._made: Unfinished | None = None
        self.rows = 0
        self._last = 0

    def write(self, faults: Iterable[Fault]) -> None:
        """Write faults, in the order of their rows."""
        text = io.StringIO()
        lines = csv.writer(text, delimiter=";", lineterminator="\n")
        for each in faults:
            lines.writerow((each.row, each.column, each.reason))
            self.rows += each.row != self._last
            self._last = each.row
        if not text.tell():
            return
        if self._made is None:
            self._made = Unfinished(self._place)
            self._made.stream.write(codecs.BOM_UTF8 + f"{';'.join(HEAD)}\n".encode())
        self._made.stream.write(text.getvalue().encode())

    def finish(self) -> None:
        """Put the file in its place; without faults, one of an earlier run goes."""
        if self._made is not None:
            self._made.finish()
        else:
            with suppress(FileNotFoundError):
                self._place.unlink()

    def discard(self) -> None:
        """Leave nothing."""
        if self._made is not None:
            self._made.discard()
