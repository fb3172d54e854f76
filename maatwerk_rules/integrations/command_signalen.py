"""`maatwerk besluit signalen`: the signals in a folder, and adding one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from maatwerk_rules.besluit.signals import Signal, read_signal, write_signal
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.files_of_a_case import (
    besluit_from,
    complain_of,
    group_from,
    json_files,
)
from maatwerk_rules.integrations.shared import document_option, load_or_show, write_as
from maatwerk_rules.integrations.terminal import DateType, complain, today, write
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.resources import reason

ADDED = "Het signaal staat in {plaats}."


@click.command("signalen", cls=DutchCommand)
@click.argument("beleid")
@click.argument("map")
@click.option("--erbij", metavar="BESTAND", help="Een signaal om in de map te leggen, als JSON.")
@click.option("--besluit", metavar="BESTAND", help="Bij `--erbij`: het besluit waar het uit komt.")
@click.option("--peildatum", type=DateType(), help="De dag waarop u kijkt; anders vandaag.")
@document_option
def signals(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    *,
    map: str,  # noqa: A002 - as it is typed
    erbij: str | None,
    besluit: str | None,
    peildatum: date | None,
    vorm: str,
) -> int:
    """Toon de signalen in een map: eerst wat op antwoord wacht.

    Elk JSON-bestand in MAP is een signaal. Met `--erbij` komt er een bij, als het af is. Er wordt
    per bedoeling geteld, nooit per medewerker.
    """
    if besluit is not None and erbij is None:
        context = click.get_current_context()
        raise click.UsageError("`--besluit` hoort bij `--erbij`.", context)
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    if erbij is not None and not _add(policy, map, erbij, besluit):
        return FINDINGS
    found: list[Signal] = []
    code = CLEAN
    for path in json_files(map):
        try:
            found.append(read_signal(policy, group_from(str(path))))
        except FactError as error:
            complain_of(error, str(path))
            code = FINDINGS
    day = peildatum or today()
    if vorm == "html":
        from maatwerk_rules.besluit.page.signals import signals_page

        write(signals_page(policy, found, day))
    else:
        from maatwerk_rules.besluit.told import tell_signals

        write_as(tell_signals(found, day), vorm)
    return code


def _add(policy: Policy, folder: str, path: str, besluit: str | None) -> bool:
    """Put a signal in a folder; tell what is wrong with it, or where it lies."""
    try:
        given: Mapping[str, object] = group_from(path)
        recorded = None if besluit is None else besluit_from(besluit)
        signal = read_signal(policy, given, recorded)
    except FactError as error:
        complain_of(error, path)
        return False
    complain(ADDED.format(plaats=_put(Path(folder), signal)))
    return True


def _put(folder: Path, signal: Signal) -> Path:
    """Write a signal under a name that is free: what lies there is never written over.

    Raises:
        click.FileError: the folder cannot be written.
    """
    text = json.dumps(write_signal(signal), ensure_ascii=False, indent=2) + "\n"
    number = 1
    while True:
        place = folder / f"signaal-{signal.besluit[:8]}-{number}.json"
        try:
            with place.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            number += 1
        except (OSError, ValueError) as error:
            raise click.FileError(str(place), reason(error)) from error
        else:
            return place
