"""Cases drawn from a table: each as likely as any other, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import click

from maatwerk_rules.compiler.columns.extra import check_extra
from maatwerk_rules.errors import ColumnError, FactError
from maatwerk_rules.integrations.cli import FINDINGS
from maatwerk_rules.integrations.over_a_table import form_of
from maatwerk_rules.integrations.shared import shown
from maatwerk_rules.integrations.terminal import complain
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen

if TYPE_CHECKING:
    from maatwerk_rules.integrations.tables.blocks import Table

MOST = 2_000
"""So many cases are drawn from a table; a smaller one is taken whole."""


@frozen
class Drawn:
    """Cases of a table in random order, and how many rows could be read to draw from.

    `unread` are the rows that could not, or that are of a day on which other rules hold.
    """

    cases: tuple[Case, ...]
    total: int
    unread: int


def drawn_from(
    policy: Policy, part: Slice, source: Path, day: date | None, written: Mapping[str, Any]
) -> Drawn:
    """Return cases drawn from a table.

    Args:
        day: For rows without a day of their own.
        written: How a CSV is written, as typed.

    Raises:
        click.exceptions.Exit: the table cannot be read; that was told.
    """
    from maatwerk_rules.integrations.tables.blocks import TableError

    try:
        check_extra()  # before anything is imported that needs it
        from maatwerk_rules.integrations.tables.columns import known_columns
        from maatwerk_rules.integrations.tables.places import format_of
        from maatwerk_rules.integrations.tables.run import open_source

        format_of(source)
        table = open_source(source, form_of(**written), known_columns(policy))
        try:
            return _drawn(policy, part, table, day)
        finally:
            table.close()
    except (ColumnError, FactError) as error:
        complain(shown(error.diagnostics, {}), styled=True)
    except TableError as error:
        complain("\n".join(f"fout: {one}" for one in error.lines))
    raise click.exceptions.Exit(FINDINGS)


def _drawn(policy: Policy, part: Slice, table: Table, day: date | None) -> Drawn:
    """Return a sample in which each row that can be read is as likely (Vitter's algorithm R)."""
    random = Random(0)
    kept: list[Case] = []
    total = unread = 0
    for case in _cases(policy, part, table, day):
        if case is None:
            unread += 1
            continue
        total += 1
        if len(kept) < MOST:
            kept.append(case())
        elif (place := random.randrange(total)) < MOST:
            kept[place] = case()
    random.shuffle(kept)
    if unread:
        told = "1 rij is" if unread == 1 else f"{unread} rijen zijn"
        complain(f"{told} niet te lezen, of van een dag met andere regels.")
    return Drawn(tuple(kept), total, unread)


def _cases(policy: Policy, part: Slice, table: Table, day: date | None) -> Iterator[Any]:
    """Yield for each row what makes its case; None for one that is not read."""
    from maatwerk_rules.runtime.columnar import decide_batches
    from maatwerk_rules.runtime.columns.batch import read_batch

    columns = decide_batches(policy, peildatum=day).columns
    for block in table.blocks():
        faulty = {one.row - block.first for one in block.faults}
        found = read_batch(policy, columns.table(block.batch.schema, ()), block.batch, day)
        for row in range(block.batch.num_rows):
            if row in faulty or row in found.wrong or not part.holds_on(found.day(row)):
                yield None
            else:
                yield lambda row=row, found=found: found.facts(row).case(found.day(row))
