"""What changed since a commit, asked of git: which lines, and how policies read then."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import click

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_POLICIES = ":(glob)**/*.beleid"
_LONGEST_WAIT = 60  # seconds

Lines = frozenset[int]


class Changed:
    """What changed since a commit; each file is asked for once.

    Args:
        ref: A commit, branch or tag as git knows it.
    """

    def __init__(self, ref: str) -> None:
        self.ref = ref
        self._commits: dict[Path, str] = {}
        self._lines: dict[Path, Lines | None] = {}

    def touches(self, file: Path, first: int, last: int) -> bool:
        """Tell whether a line from the first to the last changed; every line of a new file did.

        Where lines were only taken out, those around the gap count.

        Raises:
            click.UsageError: there is no git, the file lies outside it, or it lacks the commit.
        """
        place = file.resolve()
        if place not in self._lines:
            self._lines[place] = self._of(place)
        lines = self._lines[place]
        return lines is None or any(first <= line <= last for line in lines)

    @contextmanager
    def then(self, policy: Path) -> Iterator[Path | None]:
        """Give a copy of a policy as it was, beside the policies it may use; None if it was not.

        The copy is gone afterwards. Only files on `.beleid` are in it.

        Raises:
            click.UsageError: there is no git, the policy lies outside it, or it lacks the commit.
        """
        place = policy.resolve()
        # A policy may also be a folder that is itself the whole of its repository.
        folders = (place.parent.parent, place.parent, *([place] if place.is_dir() else []))
        root = next((each for each in folders if _is_in_git(each)), None)
        if root is None:
            raise _refused(f"`{policy}` staat niet in een map van git.")
        packed = _git_bytes(root, "archive", "--format=tar", self._commit(root), "--", _POLICIES)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            if packed is not None:
                _unpack(packed, Path(folder))
            was = Path(folder) / place.relative_to(root)
            yield was if was.exists() else None

    def _of(self, file: Path) -> Lines | None:
        """Return the changed lines; None when the commit does not have the file."""
        commit = self._commit(file.parent)
        name = f"./{file.name}"
        if _git(file.parent, "cat-file", "-e", f"{commit}:{name}") is None:
            return None
        options = ("--unified=0", "--no-color", "--no-ext-diff", "--no-renames", "--text")
        told = _git(file.parent, "diff", *options, commit, "--", name)
        found: set[int] = set()
        for hunk in _HUNK.finditer(told or ""):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            found |= set(range(start, start + count)) if count else {start, start + 1}
        return frozenset(found)

    def _commit(self, folder: Path) -> str:
        if folder not in self._commits:
            if not _is_in_git(folder):
                raise _refused(f"`{folder}` staat niet in een map van git.")
            named = f"{self.ref}^{{commit}}"
            told = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
            if told is None:
                raise _refused(
                    f"git kent `{self.ref}` niet. Noem een tak, een label of een commit."
                )
            self._commits[folder] = told.strip()
        return self._commits[folder]


def _refused(sentence: str) -> click.UsageError:
    told = f"Bij de optie `--alleen-gewijzigd`: {sentence}"
    return click.UsageError(told, click.get_current_context(silent=True))


@lru_cache(maxsize=1)
def _program() -> str | None:
    return shutil.which("git")


def _is_in_git(folder: Path) -> bool:
    return _git(folder, "rev-parse", "--show-toplevel") is not None


def _unpack(packed: bytes, folder: Path) -> None:
    """Write the policy files of a tar of git; whatever else is in it is left out."""
    import tarfile

    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            inside = ".." not in Path(member.name).parts and not Path(member.name).is_absolute()
            if content is not None and inside and member.name.endswith(".beleid"):
                file = folder / member.name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.read())


def _git(folder: Path, *words: str) -> str | None:
    """Return what git says, or None when it refuses."""
    told = _git_bytes(folder, *words)
    return None if told is None else told.decode("utf-8", "replace")


def _git_bytes(folder: Path, *words: str) -> bytes | None:
    import subprocess  # as seldom needed as git is

    program = _program()
    if program is None:
        raise _refused("het programma `git` is er niet.")
    try:
        ran = subprocess.run(
            [program, "-C", str(folder), *words],
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused("git geeft geen antwoord.") from error
    return None if ran.returncode else ran.stdout
