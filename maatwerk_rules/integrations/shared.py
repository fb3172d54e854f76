"""What several commands do: read a policy or a case, and show what is wrong in it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from maatwerk_rules.diagnostics import Diagnostic, render_short, render_text
from maatwerk_rules.errors import PolicyError
from maatwerk_rules.integrations.terminal import complain, width
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import load
from maatwerk_rules.source import Source

LARGEST_CASE = 5 * 1024 * 1024 + 1


def load_or_show(naam: str) -> Policy | None:
    """Return a policy, or None after showing what is wrong in it."""
    try:
        return load(naam)
    except PolicyError as error:
        complain(render_text(error.diagnostics, error.sources, width()))
        return None


def show(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], *, short: bool = False
) -> str:
    """Return findings as text for a terminal."""
    found = tuple(diagnostics)
    if short:
        return "\n".join(render_short(one, sources) for one in found)
    return render_text(found, sources, width())


def read_case(path: str) -> bytes:
    """Return the bytes of a case file, or of standard input for `-`.

    Raises:
        click.FileError: the file cannot be opened.
    """
    if path == "-":
        return sys.stdin.buffer.read(LARGEST_CASE)
    try:
        with Path(path).open("rb") as stream:
            return stream.read(LARGEST_CASE)
    except OSError as error:
        raise click.FileError(path) from error


def policies_in(paths: Iterable[str]) -> Iterator[str]:
    """Yield the policies at paths: a file, a folder with policy files, or the folders in it."""
    for path in paths:
        place = Path(path)
        if not place.is_dir() or _has_files(place):
            yield path
            continue
        below = sorted(each for each in place.iterdir() if each.is_dir() and each.name[0] != ".")
        found = list(policies_in(str(each) for each in below if any(each.rglob("*.beleid"))))
        yield from found or [path]


def _has_files(place: Path) -> bool:
    return any(each.suffix == ".beleid" for each in place.iterdir())
