"""MW165: two questions to which one ja or nee must answer."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import questions
from maatwerk_rules.model.declarations import Gegeven, Veld
from maatwerk_rules.model.typenodes import Janeetype

KIND = Kind(
    "MW165",
    "twee-vragen-in-een",
    Severity.WAARSCHUWING,
    "Op deze {aantal} vragen kan maar één ja of nee komen.",
    "Wie op de ene ja en op de andere nee zou zeggen, kan niet antwoorden.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the ja/nee facts with more than one question mark."""
    for text in questions(file):
        asker = file.nodes.parent(text.clause)
        count = text.raw.count("?")
        if isinstance(asker, Gegeven | Veld) and isinstance(asker.type, Janeetype) and count > 1:
            advice = "maak er twee gegevens van, of één vraag met uitleg erachter"
            place = text.span(0, len(text.raw))
            yield diagnostic(KIND, place, help=(advice,), aantal=str(count))
