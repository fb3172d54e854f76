"""`maatwerk controleer`: find what is wrong in policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import click

from maatwerk_rules.diagnostics import Severity
from maatwerk_rules.integrations.changed_lines import Changed
from maatwerk_rules.integrations.checking import (
    Asked,
    check_all,
    may_be_known,
    name_of,
    only_changed,
    with_baseline,
    with_gone,
)
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.findings import as_text
from maatwerk_rules.integrations.findings.report import Checked, Report, counted
from maatwerk_rules.integrations.putting import put, stays
from maatwerk_rules.integrations.settings_file import SettingsFiles, typed_rules
from maatwerk_rules.integrations.shared import policies_in
from maatwerk_rules.integrations.terminal import DateType, complain, today, write
from maatwerk_rules.linter.baseline import Baseline, baseline_of, read_baseline, to_text
from maatwerk_rules.linter.settings import PRESETS
from maatwerk_rules.memory import Memory, usual_memory
from maatwerk_rules.resources import reason, sees

FORMS: Mapping[str, str] = {
    "tekst": "as_text",
    "kort": "short",
    "json": "as_json",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
    "csv": "as_csv",
    "markdown": "markdown",
    "html": "html",
}
LARGEST_BASELINE = 100_000_000


@attrs.frozen(kw_only=True)
class Options:
    """What was asked besides the paths; the names are those of the options."""

    vanaf: str
    vorm: str
    uitvoer: str | None
    preset: str | None
    kies: tuple[str, ...]
    negeer: tuple[str, ...]
    instellingen: str | None
    basislijn: str | None
    maak_basislijn: str | None
    krimp_basislijn: bool
    alleen_gewijzigd: str | None
    terzijde: bool
    statistiek: bool
    meet: bool
    geen_geheugen: bool
    vandaag: date | None


@click.command("controleer", cls=DutchCommand)
@click.argument("paden", nargs=-1, required=True)
@click.option(
    "--vanaf",
    type=click.Choice([level.value for level in Severity]),
    default="waarschuwing",
    show_default=True,
    help="Eindig met code 1 als er iets is dat zo ernstig is, of ernstiger.",
)
@click.option(
    "--vorm",
    type=click.Choice(list(FORMS)),
    default="tekst",
    show_default=True,
    metavar="VORM",
    help=f"Hoe de meldingen eruitzien: {', '.join(FORMS)}.",
)
@click.option(
    "--uitvoer",
    metavar="BESTAND",
    help="Schrijf de meldingen in dit bestand; op het scherm komt wat is geteld.",
)
@click.option(
    "--preset",
    type=click.Choice(list(PRESETS)),
    metavar="NAAM",
    help=f"Welke controles: {', '.join(PRESETS)}. Zonder deze optie de instellingen, of anders de "
    "status van het beleid.",
)
@click.option("--kies", multiple=True, metavar="CODES", help="Alleen deze meldingen: MW3,MW855.")
@click.option("--negeer", multiple=True, metavar="CODES", help="Deze meldingen niet.")
@click.option(
    "--instellingen",
    metavar="BESTAND",
    help="De instellingen; anders maatwerk.toml of pyproject.toml bij of boven het beleid.",
)
@click.option("--basislijn", metavar="BESTAND", help="Leg meldingen terzijde die hierin staan.")
@click.option("--maak-basislijn", metavar="BESTAND", help="Schrijf alle meldingen in dit bestand.")
@click.option("--krimp-basislijn", is_flag=True, help="Haal uit de basislijn wat er niet meer is.")
@click.option(
    "--alleen-gewijzigd", metavar="REF", help="Alleen wat een wijziging sinds REF in git geeft."
)
@click.option("--terzijde", is_flag=True, help="Toon ook wat terzijde is gelegd, met de reden.")
@click.option("--statistiek", is_flag=True, help="Toon hoe vaak elke melding voorkomt.")
@click.option("--meet", is_flag=True, help="Toon hoe lang elke controle duurde.")
@click.option(
    "--geen-geheugen", is_flag=True, help="Kijk alles opnieuw na, en onthoud niets van deze keer."
)
@click.option(
    "--vandaag",
    type=DateType(),
    metavar="DATUM",
    help="Reken met deze dag of een onderdrukking is verlopen.",
)
def command(paden: tuple[str, ...], **options: Any) -> int:
    """Zoek fouten in beleid.

    PADEN zijn bestanden of mappen met beleid, of namen van meegeleverd beleid.
    """
    asked = Options(**options)
    _refuse(asked)
    typed = typed_rules(asked.preset, asked.kies, asked.negeer)
    files = SettingsFiles(asked.instellingen, typed)
    day = asked.vandaag or today()
    # What is measured must be done, and not remembered.
    memory = Memory() if asked.geen_geheugen or asked.meet else usual_memory()
    what = Asked(tuple(policies_in(paden)), files, day, memory)
    policies = check_all(what)
    if asked.maak_basislijn is not None:
        return _make_baseline(policies, asked.maak_basislijn)
    if asked.basislijn is not None:
        policies = _with_baseline(policies, asked.basislijn, shrink=asked.krimp_basislijn)
    if asked.alleen_gewijzigd is not None:
        changed = Changed(asked.alleen_gewijzigd)
        policies = tuple(only_changed(each, changed, what) for each in policies)
    shown = {"statistiek": asked.statistiek, "meet": asked.meet, "terzijde": asked.terzijde}
    report = Report(policies, Severity(asked.vanaf), **shown)
    return _show(report, asked.vorm, asked.uitvoer)


def _refuse(asked: Options) -> None:
    if asked.basislijn is not None and asked.maak_basislijn is not None:
        raise click.UsageError(
            "Kies `--basislijn` of `--maak-basislijn`; een basislijn groeit niet."
        )
    if asked.krimp_basislijn and asked.basislijn is None:
        raise click.UsageError("Bij `--krimp-basislijn` hoort `--basislijn BESTAND`.")
    if asked.statistiek and asked.vorm not in ("tekst", "kort"):
        raise click.UsageError(
            "`--statistiek` hoort bij `--vorm tekst` of `kort`; in JSON staat zij altijd."
        )


def _show(report: Report, vorm: str, file: str | None) -> int:
    form = import_module(f"maatwerk_rules.integrations.findings.{FORMS[vorm]}")
    text = form.render(report)
    if file is not None:
        # In a file there is no colour, and its text is UTF-8 whatever the terminal has.
        put(Path(file), click.unstyle(text).rstrip("\n") + "\n")
        # What goes into a pipe or another output is often read by a program: only the findings.
        tell = complain if stays(Path(file)) else write
        tell(f"{file}: {counted(report)}.")
    elif text:
        write(text, styled=True)
    if report.meet and vorm not in ("tekst", "json"):
        complain("\n".join(as_text.times(report)))
    return FINDINGS if report.is_serious else CLEAN


def _make_baseline(policies: tuple[Checked, ...], file: str) -> int:
    path = Path(file)
    if sees(path.exists):
        sentence = f"`{file}` is er al, en een basislijn groeit niet. Haal het bestand eerst weg."
        raise click.UsageError(sentence)
    baseline = baseline_of((name_of(each), may_be_known(each)) for each in policies)
    put(path, to_text(baseline))
    faults = sum(sum(one.stops for one in each.found) for each in policies)
    write(f"{file}: {_melding(len(baseline.entries))}")
    if faults:
        told = (
            f"{_melding(faults)} staan er niet in" if faults > 1 else "1 melding staat er niet in"
        )
        complain(f"{told}: een fout die het beleid tegenhoudt, hoort niet in een basislijn.")
    return FINDINGS if faults else CLEAN


def _with_baseline(
    policies: tuple[Checked, ...], file: str, *, shrink: bool
) -> tuple[Checked, ...]:
    baseline = _read_baseline(file)
    done = [with_baseline(each, baseline) for each in policies]
    if not shrink:
        return tuple(with_gone(each, gone, file) for each, gone in done)
    gone = [entry for _, entries in done for entry in entries]
    left = baseline.without(gone)
    if gone:
        put(Path(file), to_text(left))
    complain(f"{file}: {_melding(len(gone))} weg, nog {len(left.entries)}.")
    return tuple(each for each, _ in done)


def _read_baseline(file: str) -> Baseline:
    try:
        with Path(file).open("rb") as stream:
            text = stream.read(LARGEST_BASELINE).decode("utf-8-sig")
        return read_baseline(text)
    except OSError as error:
        raise click.FileError(file, reason(error)) from error
    except ValueError as error:
        why = "het is geen tekst in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise click.UsageError(f"De basislijn `{file}` lees ik niet: {why}.") from error


def _melding(count: int) -> str:
    return "1 melding" if count == 1 else f"{count} meldingen"
