"""Writing a file whole or not at all; what is no file on a disk is written to as it is."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from maatwerk_rules.resources import reason

MOST_LINKS = 40
"""A path that passes more links than this is not followed further; systems have the same limit."""

_OF_A_PROCESS = re.compile(r"/proc/(\d+)(?:/task/\d+)?/fd")


def put(path: Path, text: str) -> None:
    """Write a text in UTF-8; whoever reads meanwhile sees the old file or the new one.

    The permissions of a file that was there stay, and a link keeps pointing. A device, a pipe, a
    socket and an open output of this process stay what they are: the text goes into them.

    Raises:
        click.FileError: it cannot be written; the file is as it was.
    """
    try:
        if not stays(path):
            _replace(path.resolve(), text)
            return
        own = _own_output(path)
        handle = os.open(path, os.O_WRONLY) if own is None else os.dup(own)
        # Who reads a pipe may stop when they have seen enough; the rest is for nobody.
        with suppress(BrokenPipeError), os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
    except OSError as error:
        raise click.FileError(str(path), reason(error)) from error


def stays(path: Path) -> bool:
    """Tell whether a text goes into what is at a path, instead of a new file in its place.

    Raises:
        OSError: it cannot be told what is there.

    >>> stays(Path("nergens"))
    False
    """
    if _own_output(path) is not None:
        return True
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def _own_output(path: Path) -> int | None:
    """Return which open file of this process a path means, such as `/dev/stdout`; None for none.

    Opened anew by its name, a file on a disk would be written from its begin.
    """
    for _ in range(MOST_LINKS):
        folder = os.path.realpath(path.parent)
        if path.name.isdecimal() and _is_of_open_files(folder):
            return int(path.name)
        path = Path(folder, path.name)
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None


def _is_of_open_files(folder: str) -> bool:
    found = _OF_A_PROCESS.fullmatch(folder)
    return folder == "/dev/fd" or (found is not None and int(found[1]) == os.getpid())


def _replace(place: Path, text: str) -> None:
    made = None
    try:
        handle, made = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        Path(made).chmod(permissions(place))
        Path(made).replace(place)
    except OSError:
        if made is not None:
            with suppress(OSError):
                Path(made).unlink()
        raise


def permissions(place: Path) -> int:
    """Return the permissions of the file at a place, or those a new one there would have."""
    mode = place.stat().st_mode if place.exists() else 0o666 & ~_umask()
    return mode & 0o7777


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
