"""MW167: an amount, percentage or year written out in a text for residents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts

KIND = Kind(
    "MW167",
    "bedrag-in-tekst",
    Severity.WAARSCHUWING,
    "`{waarde}` staat vast in de tekst en verandert niet mee.",
    "Na de volgende indexering leest de inwoner een bedrag of jaar dat niet meer klopt.",
)

_FIXED = re.compile(r"€ ?[\d.,]*\d|\b\d+(?:,\d+)? ?(?:%|procent\b)|\b20[1-9]\d\b")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the values that a placeholder would keep up to date."""
    for text in resident_texts(file):
        for match in _FIXED.finditer(text.prose):
            place = text.span(*match.span())
            advice = "zet er de naam van het bedrag, tussen accolades: `{vermogensgrens}`"
            yield suspected(diagnostic(KIND, place, help=(advice,), waarde=match[0]))
