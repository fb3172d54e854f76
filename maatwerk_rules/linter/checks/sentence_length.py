"""MW151: a sentence for residents that is too long."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import resident_texts, sentences, words_in

LIMIT = 20

KIND = Kind(
    "MW151",
    "zin-te-lang",
    Severity.WAARSCHUWING,
    "Deze zin telt {aantal} woorden.",
    "Wie het eind leest, is het begin kwijt. Twee korte zinnen lezen vlotter.",
)


def find_in_file(file: File, limit: int = LIMIT) -> Iterator[Diagnostic]:
    """Yield the sentences with more words than read well; a placeholder counts as one word."""
    for text in resident_texts(file):
        for start, end in sentences(text.words):
            count = len(words_in(text.words[start:end]))
            if count > limit:
                place = text.span(start, end)
                advice = "maak er twee zinnen van"
                yield diagnostic(KIND, place, help=(advice,), aantal=str(count))
