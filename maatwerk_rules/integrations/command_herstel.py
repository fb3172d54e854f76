"""`maatwerk herstel`: make the changes that findings propose."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import click

from maatwerk_rules.diagnostics import Safety, Severity
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.mending import MOST_PASSES, Mended, Texts, mend
from maatwerk_rules.integrations.putting import put
from maatwerk_rules.integrations.settings_file import SettingsFiles, typed_rules
from maatwerk_rules.integrations.shared import policies_in, shown
from maatwerk_rules.integrations.terminal import DateType, complain, today, write
from maatwerk_rules.linter.mend import SAFE, SUGGESTED, UNSAFE, fixes_of
from maatwerk_rules.linter.settings import PRESETS, Settings
from maatwerk_rules.loading import Reader, read_texts
from maatwerk_rules.pipeline import Linted, lint_loaded
from maatwerk_rules.resources import PolicyFiles, read_policy
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.characters import decode
from maatwerk_rules.values import frozen

_MARK = b"\xef\xbb\xbf"


@attrs.frozen(kw_only=True)
class Options:
    """What was asked besides the paths; the names are those of the options."""

    onveilig: bool
    droog: bool
    preset: str | None
    kies: tuple[str, ...]
    negeer: tuple[str, ...]
    instellingen: str | None
    vandaag: date | None


@frozen
class Files:
    """The files of one policy: where they stand, and their texts by name."""

    paths: Mapping[str, Path]
    texts: Texts
    where: Path | None
    marked: frozenset[str]


@click.command("herstel", cls=DutchCommand)
@click.argument("paden", nargs=-1, required=True)
@click.option("--onveilig", is_flag=True, help="Doe ook wijzigingen die de betekenis kunnen raken.")
@click.option("--droog", is_flag=True, help="Verander niets; toon wat er zou veranderen.")
@click.option(
    "--preset",
    type=click.Choice(list(PRESETS)),
    metavar="NAAM",
    help=f"Welke controles: {', '.join(PRESETS)}.",
)
@click.option("--kies", multiple=True, metavar="CODES", help="Alleen deze meldingen: MW3,MW855.")
@click.option("--negeer", multiple=True, metavar="CODES", help="Deze meldingen niet.")
@click.option("--instellingen", metavar="BESTAND", help="De instellingen voor de controles.")
@click.option(
    "--vandaag",
    type=DateType(),
    metavar="DATUM",
    help="Reken met deze dag of een onderdrukking is verlopen.",
)
def command(paden: tuple[str, ...], **options: Any) -> int:
    """Herstel wat vanzelf te herstellen is.

    PADEN zijn bestanden of mappen met beleid. Een veilige wijziging laat het beleid hetzelfde
    betekenen; dat wordt nagegaan. Wat niet beter wordt, blijft zoals het is.
    """
    asked = Options(**options)
    files = SettingsFiles(asked.instellingen, typed_rules(asked.preset, asked.kies, asked.negeer))
    read = [(path, _files(path), files.of(path)) for path in policies_in(paden)]
    ended = [_mend(path, each, settings, asked) for path, each, settings in read]
    return max(ended, default=CLEAN)


def _files(path: str) -> Files | None:
    """Return the files of a policy; None, after showing why, when one cannot be read as text.

    Raises:
        click.FileError: nothing is there, or a file cannot be opened.
    """
    place = Path(path)
    found = read_policy(place)
    if found is None:
        raise click.FileError(path, "het is er niet")
    _refuse(path, found)
    texts: dict[str, Source] = {}
    for name, data in found.files:
        source, wrong = decode(name, data)
        if any(one.severity is Severity.FOUT for one in wrong):
            complain(shown(wrong, {name: source}), styled=True)
            return None
        texts[name] = source
    return Files(
        {name: place / name if place.is_dir() else place for name in texts},
        texts,
        found.where,
        frozenset(name for name, data in found.files if data.startswith(_MARK)),
    )


def _refuse(path: str, found: PolicyFiles) -> None:
    if found.too_many:
        raise click.UsageError(f"In `{path}` staan te veel bestanden; noem een kleinere map.")
    for name, why in found.unreadable:
        raise click.FileError(name, why)
    if not found.files:
        raise click.FileError(path, "er staat geen bestand op `.beleid` in")


def _mend(path: str, files: Files | None, settings: Settings, asked: Options) -> int:
    if files is None:
        return FINDINGS
    safeties: tuple[Safety, ...] = (SAFE, UNSAFE) if asked.onveilig else (SAFE,)
    look = partial(_look, where=files.where, settings=settings, day=asked.vandaag or today())
    mended = mend(files.texts, look, safeties)
    changed = [name for name, new in mended.texts.items() if new != files.texts[name]]
    for name in changed:
        old, new = files.texts[name].text, mended.texts[name].text
        if asked.droog:
            _show_difference(files.paths[name], old, new)
        else:
            mark = "\ufeff" if name in files.marked else ""
            put(files.paths[name], mark + new)
            write(f"{files.paths[name]}: hersteld")
    _tell(path, mended, asked)
    return FINDINGS if changed and asked.droog else CLEAN


def _look(texts: Texts, where: Path | None, settings: Settings, day: date) -> Linted:
    loaded = read_texts(tuple(texts.values()), where, Reader())
    return lint_loaded(loaded, settings=settings, today=day)


def _tell(path: str, mended: Mended, asked: Options) -> None:
    counts = [f"{code} {number} keer" for code, number in sorted(mended.done.items())]
    verb = "te herstellen" if asked.droog else "hersteld"
    complain(f"{path}: {', '.join(counts) or 'niets'} {verb}.")
    for code in sorted(mended.refused):
        told = "maakt het beleid niet beter of verandert wat het betekent, en is niet gedaan"
        complain(f"{path}: de wijziging van {code} {told}.")
    if not mended.is_stable:
        complain(
            f"{path}: na {MOST_PASSES} rondes is er nog meer te herstellen; herhaal de opdracht."
        )
    left = sum(1 for _ in fixes_of(mended.linted.diagnostics, (UNSAFE,)))
    if left and not asked.onveilig:
        complain(f"{path}: {left} meer met `--onveilig`; lees na wat er dan verandert.")
    offered = sum(1 for _ in fixes_of(mended.linted.diagnostics, (SUGGESTED,)))
    if offered:
        told = "1 suggestie wacht" if offered == 1 else f"{offered} suggesties wachten"
        complain(f"{path}: {told} op uw keuze; `maatwerk controleer` en de editor tonen ze.")


def _show_difference(path: Path, old: str, new: str) -> None:
    name = path.as_posix()
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), name, name
    )
    told = (line if line.endswith("\n") else f"{line}\n" for line in lines)
    write("".join(told))
