"""Which findings there are by code and slug, and which code a word of an author means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from maatwerk_rules.diagnostics import Kind
from maatwerk_rules.linter.registry import Check
from maatwerk_rules.nearest import nearest_codes
from maatwerk_rules.resources import folder, read_text

_TITLE = re.compile(r"# (MW[0-9]{3}) (\S+)")


@lru_cache(maxsize=1)
def documented() -> Mapping[str, str]:
    """Return the slug of each finding of this library by its code, from the pages.

    >>> documented()["MW012"]
    'onderdrukking-ongebruikt'
    """
    found: dict[str, str] = {}
    for page in folder("meldingen").iterdir():
        if page.name.startswith("MW"):
            with page.open(encoding="utf-8") as stream:
                title = _TITLE.match(stream.readline())
            assert title is not None, "a page begins with its code and name"
            found[title[1]] = title[2]
    return MappingProxyType(dict(sorted(found.items())))


def page_of(code: str) -> str | None:
    """Return the page about a finding; None when it is not one of this library.

    >>> page_of("MW012").splitlines()[0]
    '# MW012 onderdrukking-ongebruikt'
    """
    return read_text(f"meldingen/{code}.md") if code in documented() else None


def page_of_added(check: Check) -> str:
    """Return the page about an added check: its own, or else what its kind says."""
    if check.page is not None:
        return check.page
    kind = check.kind
    why = f"\n## Waarom\n\n{kind.explanation}\n" if kind.explanation else ""
    return f"# {kind.code} {kind.slug}\n\n## In het kort\n\n{kind.headline}\n{why}"


class Codes:
    """The codes that an author may name: those of this library and of added checks."""

    def __init__(self, added: Iterable[Kind] = ()) -> None:
        self._slugs = {**documented(), **{kind.code: kind.slug for kind in added}}
        self._codes = {slug: code for code, slug in self._slugs.items()}

    def code_of(self, word: str) -> str | None:
        """Return the code that a code or slug means, in capitals or not; None when there is none.

        >>> Codes().code_of("mw012"), Codes().code_of("onderdrukking-ongebruikt")
        ('MW012', 'MW012')
        """
        if word.upper() in self._slugs:
            return word.upper()
        return self._codes.get(word.lower().replace("_", "-"))

    def begins(self, prefix: str) -> tuple[str, ...]:
        """Return the codes that begin with some letters and digits.

        >>> "MW012" in Codes().begins("MW01")
        True
        """
        return tuple(code for code in self._slugs if code.startswith(prefix.upper()))

    def near(self, word: str) -> tuple[str, ...]:
        """Return the codes or slugs that look most like a word.

        >>> Codes().near("verweesde-bedoelign")
        ('verweesde-bedoeling',)
        """
        return nearest_codes(word, self._slugs)
