"""`maatwerk opmaak`: write policies in the canonical form."""

from __future__ import annotations

import codecs
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from maatwerk_rules.diagnostics import Severity
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.shared import shown
from maatwerk_rules.integrations.terminal import complain, write, write_bytes
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.resources import LARGEST_READ, read_policy, reason
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.characters import decode
from maatwerk_rules.syntax.formatter import format_text
from maatwerk_rules.syntax.joined import only_known
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
    if "-" in paden:
        raise click.UsageError("`-` staat alleen: geef de invoer of geef paden.")
    changed, broken = 0, 0
    for path, old in _files(paden):
        source, text = _formatted(path.name, old)
        if text is None:
            broken += 1
        elif text.encode() != old:
            changed += 1
            if verschil:
                _show_difference(path, source.text, text.removeprefix("\ufeff"))
            elif controleer:
                write(f"{path}: andere opmaak")
            else:
                _put(path, text)
    if changed == 0 and broken == 0:
        complain("Alles staat al in de vaste opmaak.")
    only_look = controleer or verschil
    return FINDINGS if broken or (only_look and changed) else CLEAN


def _standard_input() -> int:
    data = sys.stdin.buffer.read(LARGEST_READ)
    _, text = _formatted("invoer", data)
    whole = data if text is None else text.encode()
    if text is not None or not sys.stdout.isatty():
        write_bytes(whole)
    return FINDINGS if text is None else CLEAN


def _files(paden: tuple[str, ...]) -> Iterator[tuple[Path, bytes]]:
    """Yield the path and the bytes of each file at the paths.

    Raises:
        click.FileError: a file cannot be read.
    """
    for path in paden:
        place = Path(path)
        found = read_policy(place)
        if found is None:
            raise click.FileError(path, "het is er niet")
        if found.too_many:
            raise click.UsageError(f"In `{path}` staan te veel bestanden; noem een kleinere map.")
        for name, why in found.unreadable:
            raise click.FileError(name, why)
        for name, data in found.files:
            yield (place / name if place.is_dir() else place), data


def _formatted(name: str, data: bytes) -> tuple[Source, str | None]:
    """Return a text and its canonical form; None, after showing why, when it does not parse.

    Which line ends a file has, and a mark at its begin, are no layout: those stay.
    """
    source, found = decode(name, data)
    parsed = parse(source)
    found = (*found, *only_known(parsed.diagnostics, Beleid(parsed.declaraties)))
    faults = [one for one in found if one.severity is Severity.FOUT]
    if faults:
        complain(shown(faults, {source.name: source}), styled=True)
        return source, None
    mark = "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""
    return source, mark + format_text(source)


def _put(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.FileError(str(path), reason(error)) from error
    write(f"{path}: opgemaakt")


def _show_difference(path: Path, old: str, new: str) -> None:
    name = str(path)
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="")
    told = "\n".join(lines)
    write(told or f"{path}: alleen regeleinden veranderen")
