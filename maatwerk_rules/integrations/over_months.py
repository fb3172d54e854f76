"""`maatwerk beslis … --van … --tot …`: decide each calendar month of a period."""

from __future__ import annotations

import re
from datetime import date

import click

from maatwerk_rules.dutch import UnreadableError, read_date
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, UNDECIDED
from maatwerk_rules.integrations.shared import (
    load_or_show,
    read_case,
    shown,
    write_as,
)
from maatwerk_rules.integrations.terminal import complain, write_json
from maatwerk_rules.pipeline import decide_period, explain, to_json
from maatwerk_rules.values import frozen

MONTH = re.compile(r"(\d{4})-(\d{2})")


class MonthType(click.ParamType[date]):
    """A month as 2026-03, or a day in it as 2026-03-16."""

    name = "JJJJ-MM"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, the first for a month, or fail with the right spelling."""
        if isinstance(value, date):
            return value
        text = str(value).strip()
        try:
            return read_date(f"{text}-01" if MONTH.fullmatch(text) else text)
        except UnreadableError as error:
            said = "schrijf een maand als 2026-03, of een dag als 2026-03-16"
            self.fail(str(error) if text.count("-") > 1 else f"{said}.", param, ctx)


@frozen
class Asked:
    """What is asked on the command line about a period."""

    beleid: str
    feiten: str | None
    van: date
    tot: date
    uitkomsten: tuple[str, ...]
    vorm: str
    lagen: int
    eis: str | None


def period_of(
    van: date | None, tot: date | None, peildatum: date | None, *, vraag: bool
) -> tuple[date, date] | None:
    """Return the period that is asked for, or None.

    Raises:
        click.UsageError: there is half a period, or something that does not go with one.
    """
    context = click.get_current_context()
    if van is None and tot is None:
        return None
    if van is None or tot is None:
        given, other = ("--van", "--tot") if tot is None else ("--tot", "--van")
        sentence = f"Bij `{given}` hoort ook `{other}`: de eerste en de laatste maand."
        raise click.UsageError(sentence, context)
    if peildatum is not None:
        sentence = "Geef `--peildatum` voor één dag, of `--van` en `--tot` voor maanden; niet alle."
        raise click.UsageError(sentence, context)
    if vraag:
        sentence = (
            "`--vraag` gaat over één dag. Vraag eerst met `--peildatum` en `--bewaar`,"
            " en beslis dan de bewaarde zaak over de maanden."
        )
        raise click.UsageError(sentence, context)
    return van, tot


def run(asked: Asked) -> int:
    """Decide a period, write it, and return the exit code."""
    policy = load_or_show(asked.beleid)
    if policy is None:
        return FINDINGS
    data = b"{}" if asked.feiten is None else read_case(asked.feiten)
    uitkomsten = asked.uitkomsten or None
    try:
        found = decide_period(policy, data, van=asked.van, tot=asked.tot, uitkomsten=uitkomsten)
    except FactError as error:
        complain(shown(error.diagnostics, {}), styled=True)
        return FINDINGS
    if asked.vorm == "json":
        write_json(to_json(found))
    else:
        document = explain(policy, found, layers=1 if asked.vorm == "kort" else asked.lagen)
        write_as(document, asked.vorm)
    return UNDECIDED if asked.eis == "vast" and found.status != "vast" else CLEAN
