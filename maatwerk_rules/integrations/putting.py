"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from maatwerk_rules.resources import reason


def put(path: Path, text: str) -> None:
    """Write a text in UTF-8; whoever reads meanwhile sees the old file or the new one.

    The permissions of a file that was there stay, and a link keeps pointing.

    Raises:
        click.FileError: it cannot be written; the file is as it was.
    """
    place = path.resolve()
    made = None
    try:
        handle, made = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        Path(made).chmod(permissions(place))
        Path(made).replace(place)
    except OSError as error:
        if made is not None:
            with suppress(OSError):
                Path(made).unlink()
        raise click.FileError(str(path), reason(error)) from error


def permissions(place: Path) -> int:
    """Return the permissions of the file at a place, or those a new one there would have."""
    mode = place.stat().st_mode if place.exists() else 0o666 & ~_umask()
    return mode & 0o7777


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
