"""The folders that travel with the package, and the files of a policy on disk.

Nothing outside this module, `memory`, the command line and the archive touches files.
"""

import errno
import os
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import attrs

from maatwerk_rules.values import frozen

_PACKAGE = "maatwerk_rules"
_IN_CHECKOUT = {"meldingen": "docs/naslag/meldingen"}


def folder(name: str) -> Traversable:
    """Return a folder of the package; in a checkout it lies beside the package.

    Raises:
        FileNotFoundError: There is no such folder in either place.

    >>> folder("grammars").name
    'grammars'
    """
    inside = files(_PACKAGE) / name
    if inside.is_dir():
        return inside
    beside = Path(__file__).parent.parent / _IN_CHECKOUT.get(name, name)
    if beside.is_dir():
        return beside
    raise FileNotFoundError(f"{_PACKAGE} has no folder {name}")


def code_folder() -> Traversable:
    """Return the folder of the package itself, with its code.

    >>> (code_folder() / "version.py").is_file()
    True
    """
    return files(_PACKAGE)


def read_text(path: str) -> str:
    """Return the text of a file that travels with the package.

    Args:
        path: Folder and file with slashes, such as `grammars/maatwerk.lark`.

    Raises:
        FileNotFoundError: There is no such folder or file.

    >>> "beleid" in read_text("grammars/beleid.lark")
    True
    """
    name, *parts = path.split("/")
    return folder(name).joinpath(*parts).read_text(encoding="utf-8")


def shipped_policies() -> tuple[str, ...]:
    """Return the names, in `policies`, of the folders and files that hold a policy, by alphabet.

    >>> all(name.isascii() for name in shipped_policies())
    True
    """
    return policy_names(folder("policies"))


def policy_names(where: Traversable) -> tuple[str, ...]:
    """Return which entries of a folder are folders or `.beleid` files; hidden ones are not named.

    >>> "nieuw.beleid" in policy_names(folder("grammars"))
    True
    """
    return tuple(
        sorted(
            each.name
            for each in where.iterdir()
            if not each.name.startswith((".", "_"))
            and (each.is_dir() or each.name.endswith(".beleid"))
        )
    )


MOST_FILES = 500
"""More policy files than this in one folder are not read."""

LARGEST_READ = 2 * 1024 * 1024 + 1
"""Of one file no more bytes than this are read; the reader of the text refuses what is larger."""


DEEPEST_FOLDER = 10
"""In folders within folders within folders, deeper than this, no policy file is looked for."""

MOST_ENTRIES = 50_000
"""Of one folder, with all below it, no more entries than this are looked at."""


FEW_ENTRIES = 5_000
"""No more entries than this are looked at where only the names of files are asked."""


@frozen
class PolicyFiles:
    """The files of one policy: their names below the policy, and their bytes.

    Args:
        where: The folder in which policies it uses are looked for first, or None.
        too_many: There were more than MOST_FILES files; the rest was not read.
        unreadable: What could not be read, and why.
    """

    files: tuple[tuple[str, bytes], ...]
    where: Path | None
    too_many: bool = False
    unreadable: tuple[tuple[str, str], ...] = ()


def find_policy(name: str, beside: Path | None = None) -> PolicyFiles | None:
    """Return the files of a policy: beside another policy first, then among the shipped ones.

    Args:
        beside: The folder to look in first.
    """
    shipped = folder("policies")
    if beside is not None and beside != shipped:
        for candidate in (beside / name, beside / f"{name}.beleid"):
            if _leads_out(candidate, beside):
                return PolicyFiles((), beside, unreadable=((candidate.name, _OUTSIDE),))
            found = read_policy(candidate)
            if found is not None:
                return found
    for entry in (name, f"{name}.beleid"):
        if entry in shipped_policies():
            place = shipped.joinpath(entry)
            # What an installer put there may be links to where it keeps its files.
            return _read(place, place.parent if isinstance(place, Path) else None, trusted=True)
    return None


def read_policy(path: Path) -> PolicyFiles | None:
    """Return the files of the policy at a path, or None when nothing is there.

    A folder is read with all folders in it; a file is taken whatever its name. The path itself may
    be a link, but no link in a folder is followed out of it: the words of what lies elsewhere would
    show in findings.
    """
    try:
        if not path.exists():
            return None
    except OSError as error:
        too_long = error.errno == errno.ENAMETOOLONG
        return None if too_long else PolicyFiles((), None, unreadable=((str(path), reason(error)),))
    return _read(path, path.parent)


def is_policy_file(place: Traversable) -> bool:
    """Tell whether this is a file that a folder has as part of its policy.

    >>> is_policy_file(folder("grammars") / "beleid.lark")
    False
    """
    return place.name.endswith(".beleid") and not place.name.startswith(".") and not place.is_dir()


def sees(look: Callable[[], bool]) -> bool:
    """Tell what a look at a path gives; where one may not look there is nothing to be seen.

    >>> sees(Path("nergens").is_file)
    False
    """
    try:
        return look()
    except OSError:
        return False


_OUTSIDE = "het is een koppeling naar een plaats buiten de map"
_UNKNOWN = "het is niet te openen"
_REASONS = {
    errno.ELOOP: "het is een koppeling die naar zichzelf wijst",
    errno.ENOSPC: "er is geen plaats meer",
    errno.EINVAL: "het is geen gewoon bestand",
    errno.EBADF: "daar is niets om in te schrijven",
    errno.ENXIO: "daar is niets om in te schrijven",
}


def policy_files_below(folder: Path) -> tuple[str, ...] | None:
    """Return the names of all policy files below a folder; None where there is too much to look at.

    >>> policy_files_below(Path("nergens"))
    ()
    """
    looking = _Looking(most=FEW_ENTRIES)
    looking.below(folder, "", 0)
    too_much = looking.seen > FEW_ENTRIES or len(looking.found) > MOST_FILES
    return None if too_much else tuple(looking.found)


def reason(error: OSError | ValueError) -> str:
    """Return in Dutch why a file could not be read or written.

    >>> reason(PermissionError())
    'u hebt daar het recht niet voor'
    """
    match error:
        case FileNotFoundError():
            return "het is er niet"
        case PermissionError():
            return "u hebt daar het recht niet voor"
        case IsADirectoryError():
            return "het is een map"
        case NotADirectoryError():
            return "een deel van dit pad is geen map"
    return _REASONS.get(error.errno or 0, _UNKNOWN) if isinstance(error, OSError) else _UNKNOWN


def _read(where: Traversable, beside: Path | None, *, trusted: bool = False) -> PolicyFiles:
    names, unreadable = [""], []
    if where.is_dir():
        looking = _Looking()
        looking.below(where, "", 0)
        names, unreadable = sorted(looking.found), looking.unreadable
    files = []
    for name in names[:MOST_FILES]:
        file = where.joinpath(*name.split("/")) if name else where
        if name and not trusted and _leads_out(file, where):
            unreadable.append((name, _OUTSIDE))
            continue
        try:
            files.append((name or where.name, _bytes(file, asked=not name)))
        except OSError as error:
            unreadable.append((name or str(where), reason(error)))
    too_many = len(names) > MOST_FILES
    return PolicyFiles(tuple(files), beside, too_many, tuple(unreadable))


@attrs.define
class _Looking:
    """A walk over a folder, of bounded length."""

    found: list[str] = attrs.field(factory=list)
    unreadable: list[tuple[str, str]] = attrs.field(factory=list)
    seen: int = 0
    most: int = MOST_ENTRIES

    def below(self, where: Traversable, prefix: str, depth: int) -> None:
        """Note the policy files in a folder and in the folders in it, but no hidden ones."""
        try:
            entries = sorted(where.iterdir(), key=lambda each: each.name)
            for each in entries:
                self.seen += 1
                if self.seen > self.most or len(self.found) > MOST_FILES:
                    return
                if is_policy_file(each):
                    self.found.append(f"{prefix}{each.name}")
                elif depth < DEEPEST_FOLDER and _may_be_entered(each):
                    self.below(each, f"{prefix}{each.name}/", depth + 1)
        except OSError as error:
            self.unreadable.append((prefix or str(where), reason(error)))


def _may_be_entered(place: Traversable) -> bool:
    """Tell whether this is a folder to look in; a link to a folder may lead round in a circle."""
    linked = isinstance(place, Path) and place.is_symlink()
    return not place.name.startswith(".") and place.is_dir() and not linked


def _leads_out(file: Traversable, folder: Traversable) -> bool:
    """Tell whether a file is a link to a place outside a folder."""
    if not isinstance(file, Path) or not isinstance(folder, Path) or not sees(file.is_symlink):
        return False
    return not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def _bytes(file: Traversable, *, asked: bool) -> bytes:
    """Return the bytes of a file; what is no plain file is read only where the user named it.

    Under the name of a policy file it is not read either: who waits for it, waits for ever.
    """
    may_be_pipe = asked and not file.name.endswith(".beleid")
    if not may_be_pipe and isinstance(file, Path) and file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "no plain file")
    with file.open("rb") as stream:
        return stream.read(LARGEST_READ)
