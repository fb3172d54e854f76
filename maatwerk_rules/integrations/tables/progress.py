"""How far a run is: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from maatwerk_rules.dutch import write_aantal

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

WIDE = 70
"""On a narrower terminal the bar itself is left out."""


class Progress:
    """Is told how far a run is, and shows nothing of it."""

    def __call__(self, rows: int, done: int) -> None:
        """Take how many rows are written, and how much of the table was read with them."""

    def making(self, made: int, of: int) -> None:
        """Take how many parts of the machine code are made, of how many."""


class Shown(Progress):
    """Is told how far a run is, and shows it as a bar.

    Args:
        what: Two words that say what happens.
    """

    def __init__(self, shown: Bar, task: TaskID, what: str, *, with_rate: bool) -> None:
        self._shown = shown
        self._task = task
        self._what = what
        self._with_rate = with_rate

    def __call__(self, rows: int, done: int) -> None:
        """Show how many rows are written, and how fast."""
        elapsed = self._shown.tasks[0].elapsed or 0
        is_told = elapsed > 0 and self._with_rate
        rate = f", {write_aantal(int(rows / elapsed))} per s" if is_told else ""
        told = f"{write_aantal(rows)} rijen{rate}"
        self._shown.update(self._task, completed=done, rows=told, description=self._what)

    def making(self, made: int, of: int) -> None:
        """Show how much machine code is made: nothing else moves meanwhile."""
        self._shown.update(self._task, description=f"Machinecode maken ({made} van {of})")


@contextmanager
def bar(total: int, what: str) -> Iterator[Progress]:
    """Give what shows the progress on standard error; nothing where that is no terminal.

    Args:
        total: What `done` counts up to.
        what: Two words that say what happens.
    """
    plain = not sys.stderr.isatty() or os.environ.get("TERM") == "dumb"
    if plain or find_spec("rich") is None:
        yield Progress()
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
        yield Shown(shown, task, what, with_rate=is_wide)
