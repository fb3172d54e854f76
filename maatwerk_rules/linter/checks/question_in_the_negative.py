"""MW166: a question in the negative, to which ja and nee say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import questions, sentences
from maatwerk_rules.model.declarations import Gegeven, Veld
from maatwerk_rules.model.typenodes import Janeetype

KIND = Kind(
    "MW166",
    "vraag-met-ontkenning",
    Severity.HINT,
    "Deze vraag ontkent met `{woord}`: wat betekent dan `nee`?",
    "Op een vraag met `geen` zegt de een ja en de ander nee, en zij bedoelen hetzelfde.",
)

# Close behind the verb; with a reason (`omdat …`) ja says yes to that reason.
_NEGATIVE = re.compile(
    r"(?i)^\W*\w+ (?:u|je|jij|uw \w+|er|er nu) (?:ook |nu |nog )?"
    r"(geen|niet(?! (?:langer|meer)\b)|nooit|niets)\b(?!.*\bomdat\b)"
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the ja/nee questions that begin in the negative."""
    for text in questions(file):
        asker = file.nodes.parent(text.clause)
        if not isinstance(asker, Gegeven | Veld) or not isinstance(asker.type, Janeetype):
            continue
        for start, end in sentences(text.words):
            found = _NEGATIVE.match(text.words[start:end])
            if found and text.raw[end - 1] == "?":
                place = text.span(start + found.start(1), start + found.end(1))
                advice = "vraag het zonder ontkenning, en keer het gegeven om"
                yield suspected(diagnostic(KIND, place, help=(advice,), woord=found[1]))
