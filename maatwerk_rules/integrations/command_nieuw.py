"""`maatwerk nieuw`: a policy to start from, with a first rule, its intention and its toetsen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from maatwerk_rules.dutch import write_name
from maatwerk_rules.integrations.cli import CLEAN, WRONG_USE, DutchCommand
from maatwerk_rules.integrations.terminal import DateType, complain, today, write
from maatwerk_rules.pipeline import check
from maatwerk_rules.resources import read_text, reason, shipped_policies
from maatwerk_rules.source import Source

TEMPLATE = "grammars/nieuw.beleid"

_NAME = re.compile(r"[^\W\d_]\w{0,60}")
_BLANK = re.compile(r"NAAM|TITEL|2026-01-01")


@click.command("nieuw", cls=DutchCommand)
@click.argument("naam")
@click.option("--vanaf", type=DateType(), help="Vanaf welke dag het beleid geldt; anders vandaag.")
def command(naam: str, *, vanaf: date | None) -> int:
    """Begin een nieuw beleid.

    NAAM wordt de naam van de map en van het beleid: kleine letters, met _ tussen woorden.
    """
    wrong = _refusal(naam)
    if wrong is not None:
        complain(f"fout: {wrong}")
        return WRONG_USE
    text = fill_in(naam, vanaf or today())
    place = Path(naam)
    file = place / f"{naam}.beleid"
    try:
        place.mkdir()
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        complain(f"fout: ik kan `{file}` niet maken: {reason(error)}.")
        return WRONG_USE
    write(f"{file} is gemaakt. Ga verder met:")
    write(f"  maatwerk controleer {naam}\n  maatwerk toets {naam}\n  maatwerk toon {naam}")
    return CLEAN


def _refusal(naam: str) -> str | None:
    """Return why a policy cannot have this name, or None."""
    if not _is_name(naam):
        other = "_".join(re.findall(r"\w+", naam.lower()))
        offer = f" Bedoelt u `{other}`?" if other != naam and _is_name(other) else ""
        return (
            f"`{naam}` kan geen naam van een beleid zijn. Gebruik kleine letters, cijfers en `_`, "
            f"begin met een letter, en neem geen woord van de taal zelf.{offer}"
        )
    if naam in (entry.removesuffix(".beleid") for entry in shipped_policies()):
        return f"`{naam}` is al de naam van meegeleverd beleid; kies een andere naam."
    if Path(naam).exists():
        return f"`{naam}` bestaat al; kies een andere naam."
    return None


def _is_name(naam: str) -> bool:
    """Tell whether a policy of this name has no findings: a capital would be one."""
    readable = _NAME.fullmatch(naam) is not None and naam == naam.lower()
    return readable and not check(Source(naam, fill_in(naam, date(2026, 1, 1)))).diagnostics


def fill_in(naam: str, vanaf: date) -> str:
    """Return the text of a first policy with this name, valid from a date.

    >>> fill_in("mijn_beleid", date(2026, 1, 1)).splitlines()[0]
    'beleid mijn_beleid "Mijn beleid"'
    """
    title = write_name(naam).capitalize()
    filled = {"NAAM": naam, "TITEL": title, "2026-01-01": vanaf.isoformat()}
    return _BLANK.sub(lambda found: filled[found[0]], read_text(TEMPLATE))
