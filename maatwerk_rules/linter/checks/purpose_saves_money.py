"""MW311: an intention that is to save money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.words import SAVING
from maatwerk_rules.model.declarations import Bedoeling, Waarde

KIND = Kind(
    "MW311",
    "alleen-besparing",
    Severity.WAARSCHUWING,
    "De tekst van `{naam}` noemt geld besparen: `{woorden}`.",
    "Besparen kan een gevolg zijn, maar zegt niet wanneer een regel voor een mens te hard uitpakt.",
)

_SAVING = re.compile(rf"\b(?:{'|'.join(SAVING)})", re.IGNORECASE)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the intentions and base values with words for saving."""
    listed: tuple[Bedoeling | Waarde, ...] = (*file.nodes.of(Bedoeling), *file.nodes.of(Waarde))
    for each in listed:
        if match := _SAVING.search(each.tekst):
            advice = "schrijf welk belang van mensen de regel dient"
            place = file.place_of_name(each)
            found = diagnostic(KIND, place, help=(advice,), naam=each.naam, woorden=match[0])
            yield suspected(found)
