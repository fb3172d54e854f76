"""MW153: a sentence for residents that hides who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.participles import find_passive
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts, sentences

KIND = Kind(
    "MW153",
    "lijdende-vorm",
    Severity.HINT,
    "Deze zin zegt niet wie het doet: `{woorden}`.",
    "Een inwoner wil weten wie iets doet of beslist, en bij wie hij moet zijn.",
)
STRICT = True

_BY = re.compile(r"(?i)\bdoor\b")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the passive sentences that name nobody with `door`."""
    for text in resident_texts(file):
        for start, end in sentences(text.words):
            found = find_passive(text.prose, start, end)
            if found is not None and not _BY.search(text.prose, start, end):
                said = f"{found.verb.lower()} {found.participle.lower()}"
                yield suspected(diagnostic(KIND, text.span(found.start, found.end), woorden=said))
