"""MW162: a word in a text for residents that leaves open when or whether."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts
from maatwerk_rules.linter.words import VAGUE, pattern

KIND = Kind(
    "MW162",
    "vage-term-in-uitleg",
    Severity.HINT,
    "`{woord}` laat open wanneer of hoe zeker iets is.",
    "De inwoner weet dan nog niet waar hij aan toe is.",
)

_VAGUE = pattern(VAGUE)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the vague words."""
    for text in resident_texts(file):
        for match in _VAGUE.finditer(text.prose):
            advice = "schrijf een dag, een termijn, een aantal of de voorwaarde"
            place = text.span(*match.span())
            yield suspected(diagnostic(KIND, place, help=(advice,), woord=match[0]))
