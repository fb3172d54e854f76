"""Finding the settings of the linter: a file upward from the policy, and what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import attrs
import click

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, render_text
from maatwerk_rules.integrations.terminal import width
from maatwerk_rules.linter import registry
from maatwerk_rules.linter.codes import Codes
from maatwerk_rules.linter.settings import Rules, Settings, fits
from maatwerk_rules.linter.settings_text import (
    OWN_FILE,
    SHARED_FILE,
    Known,
    ReadSettings,
    read_rules,
    read_settings,
)
from maatwerk_rules.resources import policy_files_below, reason, sees
from maatwerk_rules.source import Source
from maatwerk_rules.values import frozen

LARGEST_FILE = 1_000_000
MOST_LEVELS = 100


@frozen
class SettingsFiles:
    """Where settings come from: one file for all, or the nearest above each policy.

    Args:
        file: The file that was named, if any.
        typed: What was asked on the command line.
    """

    file: str | None = None
    typed: Rules = attrs.field(factory=Rules)

    def of(self, policy: str) -> Settings:
        """Return the settings for a policy by its path.

        Raises:
            click.UsageError: a file of settings does not read; it tells all that is wrong.
        """
        place = Path(policy)
        start = place.resolve() if sees(place.exists) else Path.cwd() / policy
        if self.file is not None:
            file, settings = Path(self.file), _named(self.file)
        else:
            found = _above(start)
            if found is None:
                return Settings(typed=self.typed)
            file, settings = found
        base = _relative(start, file.resolve().parent)
        return attrs.evolve(
            settings, base=base if sees(place.is_dir) else _folder(base), typed=self.typed
        )


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _relative(place: Path, folder: Path) -> str:
    try:
        found = place.relative_to(folder).as_posix()
    except ValueError:
        found = place.as_posix()
    return "" if found == "." else found


def _above(start: Path) -> tuple[Path, Settings] | None:
    """Return the nearest file with settings, from the folder of a policy upward.

    In a folder that may not be read there is none; who reads the policy tells of that.
    """
    for folder in [start, *start.parents][:MOST_LEVELS]:
        for name in (OWN_FILE, SHARED_FILE):
            file = folder / name
            read = _read(file) if sees(file.is_file) else None
            if read is not None and read.settings is not None:
                return file, read.settings
    return None


def _named(file: str) -> Settings:
    path = Path(file)
    try:
        if not path.is_file():
            raise click.FileError(file, "het is een map" if path.is_dir() else "het is er niet")
    except OSError as error:
        raise click.FileError(file, reason(error)) from error
    read = _read(path)
    if read.settings is None:
        sentence = f"In `{file}` staat geen tabel `[tool.maatwerk]`."
        raise click.UsageError(sentence, click.get_current_context(silent=True))
    return read.settings


def _read(file: Path) -> ReadSettings:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise click.FileError(str(file), "het is groter dan een miljoen tekens")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.FileError(str(file), "het is geen tekst in UTF-8") from error
    except OSError as error:
        raise click.FileError(str(file), reason(error)) from error
    source = Source(_relative(file.resolve(), Path.cwd().resolve()), text)
    read = read_settings(source, attrs.evolve(known(), covers=partial(_covers, file.parent)))
    if read.diagnostics:
        _refuse(read.diagnostics, source)
    return read


def _covers(folder: Path, pattern: str) -> bool:
    """Tell whether a pattern fits a policy file below a folder; in a very large one it may.

    A pattern from the root of the disk is not looked for.
    """
    if not pattern or pattern.startswith("/"):
        return bool(pattern)
    names = policy_files_below(folder)
    return names is None or any(fits(pattern, name) for name in names)


def known() -> Known:
    """Return what settings may name: all findings, and those of installed checks."""
    added = registry.added()[0]

    def limits() -> frozenset[str]:
        checks = (*registry.shipped(), *added)
        return frozenset(check.kind.code for check in checks if check.limit is not None)

    return Known(Codes(check.kind for check in added), limits, _stopping)


def _stopping() -> frozenset[str]:
    """Return the codes of the faults that keep a policy from running: all but those of checks."""
    from maatwerk_rules import analysis, loading, syntax

    names = [
        module.name
        for part in (analysis, syntax)
        for module in iter_modules(part.__path__, f"{part.__name__}.")
    ]
    return frozenset(
        each.code
        for module in (loading, *map(import_module, names))
        for each in vars(module).values()
        if isinstance(each, Kind) and each.severity is Severity.FOUT
    )


def typed_rules(preset: str | None, kies: Iterable[str], negeer: Iterable[str]) -> Rules:
    """Return what was asked on the command line; codes may stand in one word, with commas.

    Raises:
        click.UsageError: there is no such finding.
    """
    words: dict[str, object] = {} if preset is None else {"preset": preset}
    for name, given in (("kies", kies), ("negeer", negeer)):
        split = [word.strip() for each in given for word in each.split(",")]
        if given:
            words[name] = [word for word in split if word]
    rules, wrong = read_rules(words, known())
    if wrong:
        near = f" {wrong[0].help[0]}" if wrong[0].help else ""
        raise click.UsageError(
            f"Bij de optie `--{wrong[0].facts['naam']}`: {wrong[0].facts['reden']}.{near}",
            click.get_current_context(silent=True),
        )
    return rules


def _refuse(wrong: Iterable[Diagnostic], source: Source) -> None:
    told = render_text(wrong, {source.name: source}, width())
    sentence = f"de instellingen in `{source.name}` lees ik niet.\n\n{told}\n"
    raise click.UsageError(sentence, click.get_current_context(silent=True))
