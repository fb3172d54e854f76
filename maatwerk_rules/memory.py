"""What was worked out before, kept in the cache folder of the user under the content it came from.

It saves time and does nothing else: the key holds all that the outcome hangs on, and whatever is
wrong with a file, or with the folder, counts as if nothing were kept. The files are JSON of our
own; whoever reads one checks it. Everything may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from maatwerk_rules.resources import (
    PolicyFiles,
    code_folder,
    find_policy,
    folder,
    read_policy,
    shipped_policies,
)
from maatwerk_rules.values import frozen
from maatwerk_rules.version import __version__

VARIABLE = "MAATWERK_GEHEUGEN"
"""Names another folder in the environment; empty: nothing is kept."""

MOST_BYTES = 200_000_000
"""More than this is not kept in all; what was used longest ago goes first."""

LARGEST = 50_000_000
"""A single outcome of more bytes is not kept."""

MOST_POLICIES = 200
"""Of a policy with more others below it nothing is kept."""

_FORM = "1"
_OURS = re.compile(r"[0-9a-f]{64}\.json")
_LEFT_OVER = 3600.0
_USES = re.compile(r"gebruikt(?:\s|#[^\n]*(?:\n|\Z))+([^\W\d_]\w*)")


@frozen
class Memory:
    """A folder of outcomes by key; without a folder it keeps nothing."""

    folder: Path | None = None

    @property
    def is_private(self) -> bool:
        """Only this user can write in the folder, so that what is kept may be run as code.

        A folder that is not there is made for this user alone. Where the system does not tell who
        owns a folder, only the usual one counts, which lies in the user's own profile.
        """
        if self.folder is None:
            return False
        if not hasattr(os, "getuid"):
            return self == _in_profile()
        try:
            told = self.folder.stat()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return told.st_uid == os.getuid() and not told.st_mode & 0o022

    def recall(self, key: str) -> str | None:
        """Return what was kept under a key, or None."""
        if self.folder is None:
            return None
        place = self.folder / f"{key}.json"
        try:
            with place.open("rb") as stream:
                data = stream.read(LARGEST + 1)
            os.utime(place)
        except OSError:
            return None
        seal, _, kept = data.partition(b"\n")
        if seal != _seal(kept):
            return None
        return kept.decode("utf-8", "replace")

    def remember(self, key: str, write: Callable[[], str]) -> None:
        """Keep an outcome; whoever reads meanwhile sees the old one, or nothing, or this one.

        Where the code of the library changed since this process began, nothing is kept: the
        outcome may come from the old code, under the key of the new.

        Args:
            write: Gives the text; only called where it can be kept.
        """
        self.remember_all(((key, write),))

    def remember_all(self, outcomes: Iterable[tuple[str, Callable[[], str]]]) -> None:
        """Keep some outcomes as `remember` does; at the code and the folder it looks once."""
        outcomes = tuple(outcomes)
        if self.folder is None or not outcomes or code_digest() != code_digest.__wrapped__():
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not os.access(self.folder, os.W_OK):
                return
            for key, write in outcomes:
                kept = write().encode("utf-8", "replace")
                if len(kept) <= LARGEST:
                    _put(self.folder / f"{key}.json", _seal(kept) + b"\n" + kept)
            _shrink(self.folder)


def _seal(kept: bytes) -> bytes:
    return sha256(kept).hexdigest().encode()


def _put(place: Path, data: bytes) -> None:
    handle, made = tempfile.mkstemp(dir=place.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(made).replace(place)
    except OSError:
        Path(made).unlink(missing_ok=True)
        raise


def _shrink(where: Path) -> None:
    """Take away what was used longest ago until the rest fits; other files are left alone."""
    kept: list[tuple[float, int, Path]] = []
    with os.scandir(where) as entries:
        for entry in entries:
            told = entry.stat()
            if _OURS.fullmatch(entry.name):
                kept.append((told.st_mtime, told.st_size, Path(entry.path)))
            elif entry.name.endswith(".tmp") and told.st_mtime < time.time() - _LEFT_OVER:
                Path(entry.path).unlink(missing_ok=True)
    much = sum(size for _, size, _ in kept)
    for _, size, place in sorted(kept):
        if much > MOST_BYTES:
            place.unlink(missing_ok=True)
            much -= size


def usual_memory() -> Memory:
    """Return the memory in the cache folder of the user, or where the environment says."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Memory(Path(named) if named else None)
    return _in_profile()


def _in_profile() -> Memory:
    from platformdirs import user_cache_path

    place = user_cache_path("maatwerk-rules", appauthor=False)
    return Memory(place if place.is_absolute() else None)  # a user without a home has none


def key_of(*parts: str) -> str:
    """Return the key of what hangs on some texts, in their order.

    >>> key_of("a", "b") == key_of("ab"), len(key_of())
    (False, 64)
    """
    return sha256(json.dumps([_FORM, *parts]).encode()).hexdigest()


@cache
def code_digest() -> str:
    """Return what tells the code of this library from that of another version or checkout.

    The content of all its files counts, so that a change that has no version yet is one too.
    """
    told = sha256(f"{__version__} {sys.version_info} {shipped_policies()}".encode())
    for place, suffixes in (
        (code_folder(), (".py",)),
        (folder("grammars"), (".lark", ".json")),
        (folder("meldingen"), (".md",)),
    ):
        for name, file in sorted(_files_below(place, suffixes)):
            told.update(f"{name}\0".encode())
            told.update(sha256(file.read_bytes()).digest())
    return told.hexdigest()


def _files_below(
    place: Traversable, suffixes: tuple[str, ...], above: str = ""
) -> Iterator[tuple[str, Traversable]]:
    for each in place.iterdir():
        name = f"{above}{each.name}"
        if each.name.endswith(suffixes):
            yield name, each
        elif "." not in each.name and each.name not in _NO_CODE and each.is_dir():
            yield from _files_below(each, suffixes, f"{name}/")


_NO_CODE = frozenset(("__pycache__", "policies", "vscode"))


@frozen
class Texts:
    """The texts of a policy and of all it may use, and what tells them from others."""

    digest: str
    texts: tuple[str, ...]


def texts_of(naam: str | Path) -> Texts | None:
    """Return the texts of a policy by its name or path, and of all policies it may use.

    Every name behind a word `gebruikt` is taken, also in a comment: one policy too many does no
    harm. None where a text cannot be read, for then what is wrong hangs on more than texts.
    """
    return ReadingTexts().texts_of(naam)


@frozen
class _Part:
    """One policy of those that make up a whole: what tells it from others, and its texts."""

    told: list[object]
    texts: list[str]
    uses: tuple[str, ...]
    where: Path | None


class ReadingTexts:
    """One reading of the texts of policies: what several of them use is read once."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, Path | None], _Part | None] = {}

    def texts_of(self, naam: str | Path) -> Texts | None:
        """Return what the function of this name does."""
        files = read_policy(Path(naam)) if str(naam) else None
        if files is None and isinstance(naam, str):
            files = find_policy(naam)
        if files is None:
            return None
        waiting = [_part_of("", files)]
        seen: set[tuple[str, Path | None]] = set()
        told: list[object] = []
        texts: list[str] = []
        for part in waiting:
            if len(waiting) > MOST_POLICIES or part is None:
                return None
            told.append(part.told)
            texts += part.texts
            for used in part.uses:
                if (used, part.where) not in seen:
                    seen.add((used, part.where))
                    waiting.append(self._part(used, part.where))
        return Texts(sha256(json.dumps(told).encode()).hexdigest(), tuple(texts))

    def _part(self, name: str, where: Path | None) -> _Part | None:
        if (name, where) not in self._used:
            self._used[name, where] = _part_of(name, find_policy(name, where))
        return self._used[name, where]


def _part_of(name: str, files: PolicyFiles | None) -> _Part | None:
    """Return what is in the files of a policy, or that there are none; None where not all is."""
    if files is None:
        return _Part([name], [], (), None)
    if not _is_whole(files):
        return None
    told = [[each, sha256(data).hexdigest()] for each, data in files.files]
    return _Part([name, told], _decoded(files), names_used_by(files), files.where)


def _is_whole(files: PolicyFiles) -> bool:
    return bool(files.files) and not files.too_many and not files.unreadable


def names_used_by(files: PolicyFiles) -> tuple[str, ...]:
    """Return every name behind a word `gebruikt` in the files of a policy, each once.

    >>> names_used_by(PolicyFiles((("a.beleid", b"gebruikt wet  # gebruikt wet"),), None))
    ('wet',)
    """
    found = (name for text in _decoded(files) for name in _USES.findall(text))
    return tuple(dict.fromkeys(found))


def _decoded(files: PolicyFiles) -> list[str]:
    return [data.decode("utf-8-sig", "replace") for _, data in files.files]
