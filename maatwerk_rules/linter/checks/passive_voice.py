"""MW153: a sentence for residents that hides who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
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

_PASSIVE = re.compile(r"(?i)\b(wordt|worden|werd|werden)\b")
_PARTICIPLE = re.compile(
    r"(?i)\b(?:\w{0,8}ge|be|ver|her|ont|er)\w{2,}(?:[dt]|en)\b(?<!tegen)(?<!verder)"
)
_BY = re.compile(r"(?i)\bdoor\b")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the passive sentences that name nobody with `door`."""
    for text in resident_texts(file):
        prose = text.prose
        for start, end in sentences(text.words):
            verb = _PASSIVE.search(prose, start, end)
            done = verb and _participle(prose, start, end)
            if verb and done and not _BY.search(prose, start, end):
                said = f"{verb[0].lower()} {done.lower()}"
                yield suspected(diagnostic(KIND, text.span(*verb.span()), woorden=said))


def _participle(prose: str, start: int, end: int) -> str | None:
    """Return the participle at the end of a part of the sentence, or next to the verb."""
    for match in _PARTICIPLE.finditer(prose, start, end):
        behind = prose[match.end() : end].lstrip(" ")
        if behind[:1] in (".", ",", "?", "!", "") or _PASSIVE.match(behind):
            return match[0]
    return None
