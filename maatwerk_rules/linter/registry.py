"""Which checks there are: those shipped, found by their place, and those a municipality adds.

A package adds checks by entry points of the group `maatwerk_rules.checks`: each names a module
with `KIND`, and `find_in_file` or `find_in_policy`, like the shipped ones; its `PAGE` is what
`maatwerk leguit` shows.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from types import ModuleType

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter import checks

GROUP = "maatwerk_rules.checks"
OWN_CODES = "MW"
"""The letters before the codes of the shipped checks; an added check needs others."""

NOT_A_CHECK = Kind(
    "MW017",
    "controle-niet-te-laden",
    Severity.WAARSCHUWING,
    "De eigen controle `{naam}` doet niet mee: {reden}.",
    "Een pakket met controles hoort bij deze versie van maatwerk-rules te passen.",
)

FindInFile = Callable[..., Iterable[Diagnostic]]
"""From a `File`, and its limit where the check has one."""
FindInPolicy = Callable[..., Iterable[Diagnostic]]
"""From a `Subject`, and its limit where the check has one."""


@attrs.frozen
class Check:
    """One check: what it finds, and how, in one file or in a whole policy.

    `strict` checks only count in the preset `streng`, and in `taal` when they are about plain
    language; of those that are `counted` each preset only tells how much they found. A check with a
    `limit` is called with it: above how many words, say, it finds something. `page` tells about an
    added check, in Markdown. Of a check in a file `whole_file` tells that what it finds in a block
    hangs on the rest of the file; of one that is added that is presumed.
    """

    kind: Kind
    in_file: FindInFile | None = None
    in_policy: FindInPolicy | None = None
    strict: bool = False
    limit: int | None = None
    page: str | None = None
    counted: bool = False
    whole_file: bool = False


@lru_cache(maxsize=1)
def shipped() -> tuple[Check, ...]:
    """Return the shipped checks by code.

    >>> all(check.kind.code.startswith("MW") for check in shipped())
    True
    """
    names = sorted(found.name for found in pkgutil.iter_modules(checks.__path__))
    modules = (importlib.import_module(f"{checks.__name__}.{name}") for name in names)
    return tuple(sorted(map(check_of, modules), key=lambda check: check.kind.code))


def check_of(module: ModuleType) -> Check:
    """Return the check that a module is.

    Raises:
        ValueError: the module lacks its kind, or has not exactly one way to find.
    """
    kind = getattr(module, "KIND", None)
    if not isinstance(kind, Kind):
        raise ValueError("er is geen `KIND`")
    in_file = getattr(module, "find_in_file", None)
    in_policy = getattr(module, "find_in_policy", None)
    if callable(in_file) == callable(in_policy):
        raise ValueError("er is niet precies één van `find_in_file` en `find_in_policy`")
    limit = getattr(module, "LIMIT", None)
    if limit is not None and not isinstance(limit, int):
        raise ValueError("`LIMIT` is geen geheel getal")
    page = getattr(module, "PAGE", None)
    if page is not None and not isinstance(page, str):
        raise ValueError("`PAGE` is geen tekst")
    strict, counted = (bool(getattr(module, name, False)) for name in ("STRICT", "COUNTED"))
    is_added = not module.__name__.startswith(f"{checks.__name__}.")
    whole = bool(getattr(module, "WHOLE_FILE", is_added))
    return Check(kind, in_file, in_policy, strict, limit, page, counted, whole)


def added(points: Iterable[EntryPoint] | None = None) -> tuple[tuple[Check, ...], list[Diagnostic]]:
    """Return the checks that installed packages add, and what kept others from taking part.

    Args:
        points: The entry points to read; when left out those of the installed packages.

    >>> added(())
    ((), [])
    """
    found: list[Check] = []
    refused: list[Diagnostic] = []
    listed = tuple(entry_points(group=GROUP) if points is None else points)
    taken = _taken() if listed else {}
    for point in listed:
        try:
            check = check_of(point.load())
            _refuse(check.kind, taken)
        except Exception as error:
            reason = str(error) or type(error).__name__
            refused.append(diagnostic(NOT_A_CHECK, point.value, naam=point.name, reden=reason))
        else:
            taken |= {check.kind.code: check.kind.code, check.kind.slug: check.kind.code}
            found.append(check)
    return tuple(found), refused


def added_by(points: Iterable[EntryPoint] | None = None) -> tuple[str, ...] | None:
    """Return what tells the checks that packages add from other versions of them.

    None where that cannot be told: the package is not installed, or lies where its author works.

    Args:
        points: The entry points to read; when left out those of the installed packages.

    >>> added_by(())
    ()
    """
    told: list[str] = []
    for point in entry_points(group=GROUP) if points is None else points:
        package = point.dist
        record = None if package is None else package.read_text("RECORD")
        if package is None or record is None or _is_editable(package):
            return None
        told.append(f"{point.name} {point.value} {package.name} {package.version} {record}")
    return tuple(sorted(told))


def _is_editable(package: Distribution) -> bool:
    """Tell whether a package is used from where it is worked on (PEP 610)."""
    origin = package.read_text("direct_url.json")
    return origin is not None and '"editable"' in origin


def _taken() -> dict[str, str]:
    """Return the codes and names of this library, each with the code it means."""
    from maatwerk_rules.linter.codes import documented

    return {word: code for code, slug in documented().items() for word in (code, slug)}


def _refuse(kind: Kind, taken: Mapping[str, str]) -> None:
    if kind.code.startswith(OWN_CODES):
        begin = f"de code `{kind.code}` begint met `MW`"
        raise ValueError(f"{begin}, en dat zijn de meegeleverde controles")
    if kind.code in taken:
        raise ValueError(f"de code `{kind.code}` is er al")
    if kind.slug in taken:
        raise ValueError(f"de naam `{kind.slug}` is er al, van {taken[kind.slug]}")
