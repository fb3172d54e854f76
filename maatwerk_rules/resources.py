"""The folders that travel with the package: the grammars and the policies."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_PACKAGE = "maatwerk_rules"


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
    beside = Path(__file__).parent.parent / name
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
