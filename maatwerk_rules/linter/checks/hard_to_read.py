"""MW158: a text for residents that scores low on reading ease."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.readability import flesch_douma
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import PLACEHOLDER, resident_texts, words_in

FEWEST_WORDS = 12
LIMIT = 45
"""Below this Douma calls a text hard."""

KIND = Kind(
    "MW158",
    "leesbaarheid",
    Severity.HINT,
    "Deze tekst heeft een leesbaarheid van {score}; de grens is {grens}.",
    "De maat (Flesch-Douma) telt lange woorden en lange zinnen. Zij bewijst geen taalniveau.",
)
STRICT = True


def find_in_file(file: File, limit: int = LIMIT) -> Iterator[Diagnostic]:
    """Yield the texts that score low; of a text with few words the measure says nothing."""
    for text in resident_texts(file):
        said = PLACEHOLDER.sub("dit", text.raw)
        if len(words_in(said)) < FEWEST_WORDS:
            continue
        score = flesch_douma(said)
        if score < limit:
            place = text.span(0, len(text.raw))
            advice = "gebruik kortere woorden, of maak de zinnen korter"
            found = diagnostic(
                KIND, place, help=(advice,), score=str(round(score)), grens=str(limit)
            )
            yield suspected(found)
