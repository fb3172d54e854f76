"""`maatwerk nieuw`: a policy to start from, with a first rule, its intention and its toetsen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from maatwerk_rules.dutch import write_name
from maatwerk_rules.integrations.cli import CLEAN, WRONG_USE, DutchCommand
from maatwerk_rules.integrations.terminal import DateType, complain, today, write
from maatwerk_rules.resources import read_text

TEMPLATE = "grammars/nieuw.beleid"


@click.command("nieuw", cls=DutchCommand)
@click.argument("naam")
@click.option("--vanaf", type=DateType(), help="Vanaf welke dag het beleid geldt; anders vandaag.")
def command(naam: str, *, vanaf: date | None) -> int:
    """Begin een nieuw beleid.

    NAAM wordt de naam van de map en van het beleid: kleine letters, met _ tussen woorden.
    """
    if not re.fullmatch(r"[^\W\d_]\w{0,60}", naam):
        complain(f"fout: `{naam}` kan geen naam zijn; gebruik letters, cijfers en `_`.")
        return WRONG_USE
    place = Path(naam)
    if place.exists():
        complain(f"fout: `{naam}` bestaat al; kies een andere naam.")
        return WRONG_USE
    text = fill_in(naam, vanaf or today())
    place.mkdir()
    file = place / f"{naam}.beleid"
    file.write_text(text, encoding="utf-8", newline="\n")
    write(f"{file} is gemaakt. Ga verder met:")
    write(f"  maatwerk controleer {naam}\n  maatwerk toets {naam}\n  maatwerk toon {naam}")
    return CLEAN


def fill_in(naam: str, vanaf: date) -> str:
    """Return the text of a first policy with this name, valid from a date.

    >>> fill_in("mijn_beleid", date(2026, 1, 1)).splitlines()[0]
    'beleid mijn_beleid "Mijn beleid"'
    """
    text = read_text(TEMPLATE)
    title = write_name(naam).capitalize()
    return (
        text.replace("NAAM", naam).replace("TITEL", title).replace("2026-01-01", vanaf.isoformat())
    )
