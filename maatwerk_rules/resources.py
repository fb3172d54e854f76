"""The folders that travel with the package, and the files of a policy on disk.

Nothing outside this module, the command line and the archive touches files.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import attrs

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

    >>> policy_names(folder("grammars"))
    ()
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


@attrs.frozen
class PolicyFiles:
    """The files of one policy: their names below the policy, and their bytes.

    Args:
        where: The folder in which policies it uses are looked for first, or None.
        too_many: There were more than MOST_FILES files; the rest was not read.
    """

    files: tuple[tuple[str, bytes], ...]
    where: Path | None
    too_many: bool = False


def find_policy(name: str, beside: Path | None = None) -> PolicyFiles | None:
    """Return the files of a policy: beside another policy first, then among the shipped ones.

    Args:
        beside: The folder to look in first.
    """
    if beside is not None:
        for candidate in (beside / name, beside / f"{name}.beleid"):
            if candidate.exists():
                return read_policy(candidate)
    shipped = folder("policies")
    for entry in (name, f"{name}.beleid"):
        if entry in shipped_policies():
            found = shipped.joinpath(entry)
            if isinstance(found, Path):
                return read_policy(found)
            return _read(found, None)
    return None


def read_policy(path: Path) -> PolicyFiles | None:
    """Return the files of the policy at a path, or None when nothing is there.

    A folder is read with all folders in it; a file is taken whatever its name.
    """
    if not path.exists():
        return None
    return _read(path, path.parent)


def _read(where: Traversable, beside: Path | None) -> PolicyFiles:
    if where.is_file():
        return PolicyFiles(((where.name, _bytes(where)),), beside)
    names = sorted(_below(where, ""))
    chosen = names[:MOST_FILES]
    files = tuple((name, _bytes(where.joinpath(*name.split("/")))) for name in chosen)
    return PolicyFiles(files, beside, len(names) > len(chosen))


def _below(where: Traversable, prefix: str, depth: int = 0) -> list[str]:
    found: list[str] = []
    for each in where.iterdir():
        if each.name.startswith("."):
            continue
        if each.is_dir():
            if depth < 10 and not (isinstance(each, Path) and each.is_symlink()):
                found += _below(each, f"{prefix}{each.name}/", depth + 1)
        elif each.name.endswith(".beleid"):
            found.append(f"{prefix}{each.name}")
    return found


def _bytes(file: Traversable) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LARGEST_READ)
