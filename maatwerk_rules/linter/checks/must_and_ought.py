"""MW156: `dient te` in a text for residents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts

KIND = Kind(
    "MW156",
    "moeten-dienen",
    Severity.HINT,
    "Schrijf `moet` in plaats van `{woorden}`.",
    "`Dienen te` en `behoren te` klinken deftig, en laten in het midden hoe vast de plicht is.",
)

_OUGHT = re.compile(
    r"(?i)\b(?:dient|dienen|diende|behoort|behoren|behoorde)\b(?=[^.?!]*\bte\b)(?! (?:tot|aan)\b)"
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the forms of `dienen` and `behoren` with `te` later in the sentence."""
    for text in resident_texts(file):
        for match in _OUGHT.finditer(text.prose):
            place = text.span(*match.span())
            advice = "schrijf `moet` of `moeten`, en laat `te` weg"
            said = f"{match[0].lower()} … te"
            yield suspected(diagnostic(KIND, place, help=(advice,), woorden=said))
