"""`maatwerk beslis … --tabel … --naar …`: decide each row of a table."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import attrs
import click

from maatwerk_rules.compiler.columns.extra import check_extra
from maatwerk_rules.errors import ColumnError, FactError
from maatwerk_rules.integrations.cli import BROKEN_OFF, CLEAN, FINDINGS, UNDECIDED
from maatwerk_rules.integrations.shared import (
    load_or_show,
    shown,
    write_as,
)
from maatwerk_rules.integrations.terminal import complain, write_json
from maatwerk_rules.memory import Memory, usual_memory

if TYPE_CHECKING:
    from maatwerk_rules.integrations.tables.blocks import Table
    from maatwerk_rules.integrations.tables.csv_file import Form
    from maatwerk_rules.integrations.tables.places import Places
    from maatwerk_rules.integrations.tables.report import Report
    from maatwerk_rules.model.policy import Policy

Command = Callable[..., int]
NOT_ALONE = (
    "naar",
    "fouten",
    "vervang",
    "scheiding",
    "decimaal",
    "datums",
    "codering",
    "geen_geheugen",
)
"""The options that only say something of a table."""
ENCODINGS = ("utf-8", "windows-1252")
DELIMITERS = {"puntkomma": ";", "komma": ",", "tab": "\t", "streep": "|"}


WITHOUT_TABLE = "`--scheiding`, `--decimaal`, `--datums` en `--codering` horen bij `--tabel`."


def reading_options(command: Command) -> Command:
    """Give a command the options that say how a table is written."""
    for option in reversed(_READING):
        command = option(command)
    return command


_READING = (
    click.option(
        "--scheiding",
        type=click.Choice(list(DELIMITERS)),
        help="Wat in een CSV tussen de cellen staat. Anders blijkt dat uit de kop.",
    ),
    click.option(
        "--decimaal",
        type=click.Choice(["komma", "punt"]),
        help="Wat in een CSV voor de decimalen van een getal staat.",
    ),
    click.option(
        "--datums",
        type=click.Choice(["jjjj-mm-dd", "d-m-jjjj"]),
        help="Hoe in een CSV een datum staat. Anders met het jaar voorop.",
    ),
    click.option(
        "--codering",
        type=click.Choice(list(ENCODINGS)),
        help="Hoe een CSV is opgeslagen. Anders utf-8.",
    ),
)


def table_options(command: Command) -> Command:
    """Give a command the options of a table that is decided."""
    options = (
        click.option(
            "--tabel",
            metavar="BESTAND",
            help="Beslis elke rij van deze tabel: Parquet, CSV of JSON-regels.",
        ),
        click.option(
            "--naar", metavar="BESTAND", help="Met --tabel: waar de uitkomsten komen, als tabel."
        ),
        click.option(
            "--fouten",
            metavar="BESTAND",
            help="Met --tabel: waar de foute rijen komen. Anders naast de uitkomsten.",
        ),
        click.option("--vervang", is_flag=True, help="Met --tabel: vervang wat er al staat."),
        *_READING,
        click.option(
            "--geen-geheugen",
            is_flag=True,
            help="Met --tabel: maak alles opnieuw, ook de machinecode, en onthoud niets.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@attrs.frozen
class Options:
    """What is asked on the command line about a table, as typed."""

    tabel: str | None
    naar: str | None
    fouten: str | None
    vervang: bool
    scheiding: str | None
    decimaal: str | None
    datums: str | None
    codering: str | None
    geen_geheugen: bool

    def check(self, others: dict[str, Any]) -> None:
        """Refuse what does not go together.

        Args:
            others: The other options that were given, by name.

        Raises:
            click.UsageError: something does not.
        """
        context = click.get_current_context()
        if self.tabel is None:
            for name in NOT_ALONE:
                if getattr(self, name):
                    typed = name.replace("_", "-")
                    raise click.UsageError(f"`--{typed}` hoort bij `--tabel`.", context)
            return
        for name, value in others.items():
            if value:
                raise click.UsageError(f"`--{name}` en `--tabel` gaan niet samen.", context)
        if self.naar is None:
            sentence = "Bij `--tabel` hoort ook `--naar`: het bestand voor de uitkomsten."
            raise click.UsageError(sentence, context)

    @property
    def places(self) -> Places:
        """The files."""
        from maatwerk_rules.integrations.tables.places import Places

        assert self.tabel is not None and self.naar is not None
        target = Path(self.naar)
        faults = Path(self.fouten) if self.fouten else target.with_suffix(".fouten.csv")
        return Places(Path(self.tabel), target, faults, self.vervang)


@attrs.frozen
class Asked:
    """What is asked about a table, with what is asked of every case."""

    beleid: str
    options: Options
    peildatum: date | None
    uitkomsten: tuple[str, ...]
    vorm: str
    eis: str | None


def run(asked: Asked) -> int:
    """Decide each row, write them, tell what was found, and return the exit code."""
    from maatwerk_rules.integrations.tables.blocks import StoppedError, TableError

    policy = load_or_show(asked.beleid, afresh=asked.options.geen_geheugen)
    if policy is None:
        return FINDINGS
    try:
        places = asked.options.places
        places.check()
        ended = Ended()
        with ended.heeded():
            report = _go(policy, asked, places, ended)
    except (ColumnError, FactError) as error:
        complain(shown(error.diagnostics, {}), styled=True)
        return FINDINGS
    except TableError as error:
        complain("\n".join(f"fout: {line}" for line in error.lines))
        return FINDINGS
    except StoppedError as error:
        complain(
            f"Gestopt na {error.rows} rijen. `{asked.options.naar}` is niet geschreven; begin"
            " opnieuw om alle rijen te beslissen."
        )
        return BROKEN_OFF
    _tell(report, policy, places, asked.vorm)
    if report.faulty:
        return FINDINGS
    return UNDECIDED if asked.eis == "vast" and not report.all_settled else CLEAN


def _go(policy: Policy, asked: Asked, places: Places, ended: Ended) -> Report:
    check_extra()  # before anything is imported that needs it
    from maatwerk_rules.integrations.tables.columns import known_columns
    from maatwerk_rules.integrations.tables.progress import bar
    from maatwerk_rules.integrations.tables.run import Run, open_table
    from maatwerk_rules.runtime.columnar import decide_batches
    from maatwerk_rules.runtime.columns.native import Making

    outcomes = asked.uitkomsten or None
    decider = decide_batches(policy, peildatum=asked.peildatum, uitkomsten=outcomes, plain=False)
    typed = asked.options
    form = form_of(typed.scheiding, typed.decimaal, typed.datums, typed.codering)
    table = open_table(places, form, known_columns(policy))
    try:
        _refuse_without_day(asked, table)
        names = tuple(one.name for one in decider.columns.asked)
        ready = Run(table, decider, decider.schema(table.schema), names, places)
        with bar(table.total, "Beslissen") as progress:
            memory = Memory() if asked.options.geen_geheugen else usual_memory()
            decider.columns.making = Making(memory, progress.making)

            def told(rows: int, done: int) -> None:
                ended.check()
                progress(rows, done)

            return ready.go(told)
    finally:
        table.close()


def _refuse_without_day(asked: Asked, table: Table) -> None:
    """Refuse a table of which no row can be decided, because nobody said on which day."""
    from maatwerk_rules.integrations.tables.blocks import TableError
    from maatwerk_rules.integrations.tables.columns import PEILDATUM

    if asked.peildatum is None and PEILDATUM not in table.schema.names:
        raise TableError(
            [
                (
                    "Op welke dag wilt u de uitkomsten weten? Geef `--peildatum`, of zet in de"
                    f" tabel een kolom `{PEILDATUM}`."
                )
            ]
        )


class Ended:
    """Whether someone ended this program; until the table is done that leaves no half file.

    Python loses an exception that comes up where an object is cleared away. So it is remembered
    too, and raised again after the next rows.
    """

    def __init__(self) -> None:
        self._is_asked = False

    def stop(self, number: int, frame: FrameType | None) -> NoReturn:
        """Stop what is being done."""
        self._is_asked = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Stop when that was asked before."""
        if self._is_asked:
            raise KeyboardInterrupt

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Stop at the signals by which a program is ended, save those it was told to ignore."""
        before: dict[int, Any] = {}
        if threading.current_thread() is threading.main_thread():
            for each in (signal.SIGINT, signal.SIGTERM):
                if signal.getsignal(each) is not signal.SIG_IGN:
                    before[each] = signal.signal(each, self.stop)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def form_of(
    scheiding: str | None, decimaal: str | None, datums: str | None, codering: str | None
) -> Form:
    """Return how a CSV is written, as typed."""
    from maatwerk_rules.integrations.tables.csv_file import Form

    delimiter = None if scheiding is None else DELIMITERS[scheiding]
    return Form(delimiter, codering, decimaal, datums or "jjjj-mm-dd")


def _tell(report: Report, policy: Policy, places: Places, vorm: str) -> None:
    from maatwerk_rules.integrations.tables.report import to_json, told

    if vorm == "json":
        write_json(to_json(report, policy, places))
        return
    write_as(told(report, policy.title, places), vorm)
