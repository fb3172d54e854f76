"""Which sort of word each terminal of the grammar is, for everything that colours a policy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from maatwerk_rules.syntax.grammar import NAME, grammar

KEYWORD, TEXT, VALUE, COMMENT, NAAM, SIGN = (
    "sleutelwoord",
    "tekst",
    "waarde",
    "opmerking",
    "naam",
    "teken",
)

_VALUES = frozenset(
    (
        *("GELD", "PROCENT", "DATUM", "GETAL", "GEHEEL", "ECLI", "KAMERSTUK", "GEMEENTECODE"),
        *("REGELINGNUMMER", "ARTIKELNUMMER", "LIDNUMMER", "ONDERDEEL", "ONDERNUMMER"),
    )
)


@cache
def _signs() -> frozenset[str]:
    fixed = {each.name: each.pattern.replace("\\", "") for each in grammar().terminals}
    return frozenset(name for name, text in fixed.items() if len(text) == 1)


_FIXED: Mapping[str, str] = MappingProxyType(
    {NAME: NAAM, "TEKST": TEXT, **dict.fromkeys(_VALUES, VALUE)}
)


def class_of(terminal: str) -> str:
    """Return the sort of word a terminal is.

    >>> class_of("_GELDT_VAN"), class_of("GELD"), class_of("COLON"), class_of("NAAM")
    ('sleutelwoord', 'waarde', 'teken', 'naam')
    """
    return _FIXED.get(terminal) or (SIGN if terminal in _signs() else KEYWORD)
