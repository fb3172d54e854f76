"""`maatwerk controleer`: find what is wrong in policies."""

from __future__ import annotations

from collections import Counter

import click

from maatwerk_rules.diagnostics import Diagnostic, Severity, to_json
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.shared import policies_in, shown, shown_short
from maatwerk_rules.integrations.terminal import style, today, write, write_json
from maatwerk_rules.pipeline import Linted, lint

LEVELS = ("fout", "waarschuwing", "hint")


@click.command("controleer", cls=DutchCommand)
@click.argument("paden", nargs=-1, required=True)
@click.option(
    "--vanaf",
    type=click.Choice(LEVELS),
    default="waarschuwing",
    show_default=True,
    help="Eindig met code 1 als er iets is dat zo ernstig is, of ernstiger.",
)
@click.option(
    "--vorm",
    type=click.Choice(["tekst", "kort", "json"]),
    default="tekst",
    show_default=True,
    help="Hoe de meldingen eruitzien.",
)
def command(paden: tuple[str, ...], *, vanaf: str, vorm: str) -> int:
    """Zoek fouten in beleid.

    PADEN zijn bestanden of mappen met beleid, of namen van meegeleverd beleid.
    """
    checked = [(path, lint(path, today=today())) for path in policies_in(paden)]
    if vorm == "json":
        write_json(_json(checked))
    else:
        for path, findings in checked:
            _write(path, findings, vorm, several=len(checked) > 1)
    if vorm == "tekst":
        write(_summary(checked), styled=True)
    serious = LEVELS[: LEVELS.index(vanaf) + 1]
    found = (one for _, findings in checked for one in findings.diagnostics)
    return FINDINGS if any(one.severity.value in serious for one in found) else CLEAN


def _write(path: str, findings: Linted, vorm: str, *, several: bool) -> None:
    if not findings.diagnostics:
        return
    if vorm == "kort":
        write(shown_short(findings.diagnostics, findings.sources, path))
        return
    if several:
        write(f"{style(path, 'kop')}\n", styled=True)
        write("")
    write(shown(findings.diagnostics, findings.sources), styled=True)
    write("")


def _summary(checked: list[tuple[str, Linted]]) -> str:
    found: list[Diagnostic] = [one for _, each in checked for one in each.diagnostics]
    count = Counter(one.severity for one in found)
    policies = f"{len(checked)} beleid" if len(checked) == 1 else f"{len(checked)} keer beleid"
    aside = _set_aside(sum(len(each.suppressed) for _, each in checked))
    if not found:
        return style(f"{policies} bekeken: geen meldingen{aside}.", "goed")
    words = {
        Severity.FOUT: ("fout", "fouten"),
        Severity.WAARSCHUWING: ("waarschuwing", "waarschuwingen"),
        Severity.HINT: ("hint", "hints"),
    }
    parts = [
        f"{count[level]} {single if count[level] == 1 else plural}"
        for level, (single, plural) in words.items()
        if count[level]
    ]
    codes = sorted({one.code for one in found})
    return f"{policies} bekeken: {', '.join(parts)}{aside}. Uitleg: `maatwerk leguit {codes[0]}`."


def _set_aside(count: int) -> str:
    if not count:
        return ""
    return f" ({count} melding{'' if count == 1 else 'en'} onderdrukt met een reden)"


def _json(checked: list[tuple[str, Linted]]) -> dict[str, object]:
    return {
        "schema": "maatwerk/meldingen/1",
        "beleid": [
            {
                "pad": path,
                "meldingen": [to_json(one, findings.sources) for one in findings.diagnostics],
            }
            for path, findings in checked
        ],
    }
