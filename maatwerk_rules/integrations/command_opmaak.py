"""`maatwerk opmaak`: write policies in the canonical form."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from maatwerk_rules.diagnostics import Severity
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.shared import show
from maatwerk_rules.integrations.terminal import complain, write
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.characters import decode
from maatwerk_rules.syntax.formatter import format_source
from maatwerk_rules.syntax.parser import parse


@click.command("opmaak", cls=DutchCommand)
@click.argument("paden", nargs=-1, required=True)
@click.option("--controleer", is_flag=True, help="Verander niets; eindig met code 1 als het moet.")
@click.option("--verschil", is_flag=True, help="Verander niets; toon wat er zou veranderen.")
def command(paden: tuple[str, ...], *, controleer: bool, verschil: bool) -> int:
    """Zet beleid in de vaste opmaak.

    PADEN zijn bestanden of mappen; `-` leest de invoer en schrijft de uitvoer. Opmerkingen blijven
    staan. Een bestand met een schrijffout blijft zoals het is.
    """
    if paden == ("-",):
        return _standard_input()
    changed, broken = 0, 0
    for path in _files(paden):
        source, text = _formatted(path.name, path.read_bytes())
        if text is None:
            broken += 1
        elif text != source.text:
            changed += 1
            _report(path, source.text, text, controleer=controleer, verschil=verschil)
    only_look = controleer or verschil
    if changed == 0 and broken == 0:
        complain("Alles staat al in de vaste opmaak.")
    return FINDINGS if broken or (only_look and changed) else CLEAN


def _standard_input() -> int:
    source, text = _formatted("invoer", sys.stdin.buffer.read())
    sys.stdout.write(source.text if text is None else text)
    return FINDINGS if text is None else CLEAN


def _files(paden: tuple[str, ...]) -> Iterator[Path]:
    for path in paden:
        place = Path(path)
        if not place.exists():
            raise click.FileError(path)
        yield from sorted(place.rglob("*.beleid")) if place.is_dir() else (place,)


def _formatted(name: str, data: bytes) -> tuple[Source, str | None]:
    """Return a text and its canonical form; None, after showing why, when it does not parse."""
    source, found = decode(name, data)
    found = (*found, *parse(source).diagnostics)
    faults = [one for one in found if one.severity is Severity.FOUT]
    if faults:
        complain(show(faults, {source.name: source}))
        return source, None
    return source, format_source(source)


def _report(path: Path, old: str, new: str, *, controleer: bool, verschil: bool) -> None:
    if verschil:
        lines = difflib.unified_diff(
            old.splitlines(keepends=True), new.splitlines(keepends=True), str(path), str(path)
        )
        write("".join(lines))
    elif controleer:
        write(f"{path}: andere opmaak")
    else:
        path.write_text(new, encoding="utf-8", newline="\n")
        write(f"{path}: opgemaakt")
