"""`maatwerk vergelijk`: what a change of the rules does, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import click

from maatwerk_rules.compiler.columns.extra import check_extra
from maatwerk_rules.errors import ColumnError, FactError
from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.integrations.cli import (
    BROKEN_OFF,
    CLEAN,
    FINDINGS,
    NOTHING_TESTED,
    DutchCommand,
)
from maatwerk_rules.integrations.over_a_table import WITHOUT_TABLE, form_of, reading_options
from maatwerk_rules.integrations.shared import (
    form_option,
    load_or_show,
    seed_option,
    shown,
    write_as,
)
from maatwerk_rules.integrations.terminal import DateType, complain, safe, write, write_json
from maatwerk_rules.verification.comparing import Comparison, compare, look_at
from maatwerk_rules.verification.comparison_json import to_json
from maatwerk_rules.verification.comparison_told import to_document, told_of
from maatwerk_rules.verification.executors import Proof, means_for, plain_cases
from maatwerk_rules.verification.versions import Shared, together

if TYPE_CHECKING:
    from maatwerk_rules.integrations.tables.shifts import Rows

SECONDS = 20.0


@click.command("vergelijk", cls=DutchCommand)
@click.argument("oud")
@click.argument("nieuw")
@click.option("--peildatum", type=DateType(), help="De dag waarop de regels gelden.")
@click.option(
    "--tijd",
    type=click.FloatRange(0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="SECONDEN",
    help="Hoe lang het mag duren.",
)
@seed_option
@click.option(
    "--bewijs",
    type=click.Choice(["auto", "uit"]),
    default="auto",
    show_default=True,
    help="auto: bewijs waar dat kan; uit: niet.",
)
@form_option
@click.option(
    "--tabel",
    metavar="BESTAND",
    help="Tel ook wat de wijziging doet in elke rij: Parquet, CSV of JSON-regels.",
)
@reading_options
def command(  # noqa: PLR0913 - each is an option of the command line
    oud: str,
    nieuw: str,
    *,
    peildatum: date | None,
    tijd: float,
    zaad: int,
    bewijs: Literal["auto", "uit"],
    vorm: str,
    tabel: str | None,
    **written: Any,
) -> int:
    """Laat zien wat een wijziging van de regels doet, en voor wie.

    OUD en NIEUW zijn bestanden of mappen met beleid, of namen van meegeleverd beleid. Eindigt met
    1 als er een verschil is.
    """
    old, new = load_or_show(oud), load_or_show(nieuw)
    if old is None or new is None:
        return FINDINGS
    shared = together(old, new, peildatum)
    if shared is None:
        complain("Er is geen dag waarop de regels van beide gelden; er is niets te vergelijken.")
        return NOTHING_TESTED
    rows: Rows | None = None
    if tabel is not None:
        rows = _counted(shared, Path(tabel), peildatum, written)
    elif any(written.values()):
        raise click.UsageError(WITHOUT_TABLE, click.get_current_context())
    found = _compared(shared, tijd, zaad, bewijs)
    _write(found, rows, vorm)
    return FINDINGS if found.differs else CLEAN


def _counted(
    shared: Shared, source: Path, day: date | None, written: Mapping[str, Any]
) -> Rows | None:
    """Return what the change does to each row of a table.

    Raises:
        click.exceptions.Exit: the table cannot be read, or somebody stopped it; that was told.
    """
    from maatwerk_rules.integrations.tables.blocks import StoppedError, TableError

    try:
        check_extra()  # before anything is imported that needs it
        from maatwerk_rules.integrations.tables.places import format_of
        from maatwerk_rules.integrations.tables.progress import bar
        from maatwerk_rules.integrations.tables.shifts import Counting, Rows

        format_of(source)
        if not shared.changed:
            return Rows(source)
        counting = Counting.begin(shared, source, form_of(**written), day)
        with bar(counting.table.total, "Vergelijken") as progress:
            return counting.go(progress)
    except (ColumnError, FactError) as error:
        complain(shown(error.diagnostics, {}), styled=True)
    except TableError as error:
        complain("\n".join(f"fout: {one}" for one in error.lines))
    except StoppedError as error:
        complain(f"Gestopt na {error.rows} rijen.")
        raise click.exceptions.Exit(BROKEN_OFF) from error
    raise click.exceptions.Exit(FINDINGS)


def _compared(shared: Shared, seconds: float, seed: int, proof: Proof) -> Comparison:
    known = look_at(shared, plain_cases(shared.policy, shared.part))
    with means_for(shared.policy, shared.part, known.examples, proof=proof, seed=seed) as means:
        return compare(shared, means, known, seconds)


def _write(found: Comparison, rows: Rows | None, vorm: str) -> None:
    document = to_document(found)
    if rows is not None:
        from maatwerk_rules.integrations.tables.shifts_told import blocks_of

        document = Document((*document.blocks, *blocks_of(rows, found.shared)))
    if vorm == "json":
        write_json({**to_json(found), "tabel": None if rows is None else _rows_json(rows)})
    elif vorm == "junit":
        write(_junit(found))
    else:
        write_as(document, vorm)


def _rows_json(rows: Rows) -> dict[str, Any]:
    from maatwerk_rules.integrations.tables.shifts_told import to_json as of_rows

    return of_rows(rows)


def _junit(found: Comparison) -> str:
    """Return a test for each outcome both versions have; what is not the same fails."""
    shared = found.shared
    root = Element("testsuites")
    failed = [one for one in found.changes if one.shifts]
    counts = {
        "tests": str(len(found.changes) + len(shared.same)),
        "failures": str(len(failed)),
    }
    name = f"{shared.old.name} en {shared.new.name}"
    suite = SubElement(root, "testsuite", {"name": name, **counts})
    for same in shared.same:
        SubElement(suite, "testcase", {"classname": shared.new.name, "name": same})
    for change in found.changes:
        named = {"classname": shared.new.name, "name": change.outcome}
        case = SubElement(suite, "testcase", named)
        if change.shifts:
            failure = SubElement(case, "failure", {"message": change.effect})
            failure.text = safe(to_text(told_of(found, change)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'
