"""How far a run is: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Protocol

from maatwerk_rules.dutch import write_aantal

WIDE = 70
"""On a narrower terminal the bar itself is left out."""


class Progress(Protocol):
    """Is told how far a run is."""

    def __call__(self, rows: int, done: int) -> None:
        """Take how many rows are written, and how much of the table was read with them."""
        ...


def _silent(rows: int, done: int) -> None:
    """Tell nothing."""


@contextmanager
def bar(total: int, what: str) -> Iterator[Progress]:
    """Give what shows the progress on standard error; nothing where that is no terminal.

    Args:
        total: What `done` counts up to.
        what: Two words that say what happens.
    """
    plain = not sys.stderr.isatty() or os.environ.get("TERM") == "dumb"
    if plain or find_spec("rich") is None:
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    is_wide = console.width >= WIDE
    begin = (TextColumn("{task.description}"), TextColumn("{task.percentage:>3.0f}%"))
    count = TextColumn("{task.fields[rows]}")
    wide = (*begin, BarColumn(bar_width=None), count, TimeRemainingColumn())
    columns = wide if is_wide else (*begin, count)
    with Bar(*columns, console=console, transient=True) as shown:
        task = shown.add_task(what, total=max(total, 1), rows="")

        def told(rows: int, done: int) -> None:
            elapsed = shown.tasks[0].elapsed or 0
            rate = f", {write_aantal(int(rows / elapsed))} per s" if elapsed > 0 and is_wide else ""
            shown.update(task, completed=done, rows=f"{write_aantal(rows)} rijen{rate}")

        yield told
