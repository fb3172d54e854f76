"""MW113: a name that says nothing about what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.declarations import Beleidskop, Toets

KIND = Kind(
    "MW113",
    "voorbeeldnamen",
    Severity.HINT,
    "De naam `{naam}` zegt niet waar het over gaat.",
    "Namen komen terug in de uitleg en in toetsen; daar moeten zij iets betekenen.",
)

_EMPTY = re.compile(
    r"(?i)(?:[a-z]\d*|foo|bar|baz|test|tmp|temp|dummy|xxx|abc|naam|iets|ding|voorbeeld|hulpje|"
    r"nieuw|oud|regel|begrip|gegeven|bedrag|uitkomst)_?\d*"
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the declared names of one letter, or of a word without content."""
    for declaration in file.declarations:
        if isinstance(declaration, Toets | Beleidskop) or not declaration.name:
            continue
        if _EMPTY.fullmatch(declaration.name):
            place = file.place_of_name(declaration)
            yield suspected(diagnostic(KIND, place, naam=declaration.name))
