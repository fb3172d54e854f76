"""MW155: `en/of` in a text for residents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts

KIND = Kind(
    "MW155",
    "en-of",
    Severity.WAARSCHUWING,
    "Schrijf `of` in plaats van `{woord}`.",
    "Een gewoon `of` betekent al: het een, het ander of allebei (Aanwijzing 3.12).",
)

_AND_OR = re.compile(r"(?i)\ben\s*/\s*of\b")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield each `en/of`."""
    for text in resident_texts(file):
        for match in _AND_OR.finditer(text.prose):
            place = text.span(*match.span())
            found = diagnostic(KIND, place, woord=match[0])
            yield with_edits(found, Edit(place, "of", "suggestie"))
