"""MW152: a hard word in a text for residents, with the plain one."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected, with_edits
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import Text, resident_texts
from maatwerk_rules.linter.words import REPLACED, REWRITTEN, in_case_of, pattern

KIND = Kind(
    "MW152",
    "moeilijk-woord",
    Severity.WAARSCHUWING,
    "`{woord}` is een moeilijk woord; gewoner is: {gewoon}.",
    "Wie de tekst niet begrijpt, weet niet wat hij moet doen of waarom iets is beslist.",
)

_HARD = pattern({**REPLACED, **REWRITTEN})


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the hard words; where the plain one fits as it stands it is proposed."""
    for text in resident_texts(file):
        for match in _HARD.finditer(text.prose):
            yield _found(text, match[0], match.start())


def _found(text: Text, word: str, start: int) -> Diagnostic:
    place = text.span(start, start + len(word))
    plain = REPLACED.get(word.lower())
    shown = plain or REWRITTEN[word.lower()]
    found = suspected(diagnostic(KIND, place, woord=word, gewoon=shown))
    if plain is None:
        return found
    return with_edits(found, Edit(place, in_case_of(word, plain), "suggestie"))
