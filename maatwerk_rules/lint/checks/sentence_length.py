"""MW151: a sentence for residents that is too long."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.subject import File
from maatwerk_rules.lint.texts import resident_texts, sentences, words_in

MOST_WORDS = 20

KIND = Kind(
    "MW151",
    "zin-te-lang",
    Severity.WAARSCHUWING,
    "Deze zin telt {aantal} woorden.",
    f"Wie de zin leest, is het begin kwijt. Een zin van hoogstens {MOST_WORDS} woorden leest vlot.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the sentences with more words than read well; a placeholder counts as one word."""
    for text in resident_texts(file):
        for start, end in sentences(text.words):
            count = len(words_in(text.words[start:end]))
            if count > MOST_WORDS:
                place = text.span(start, end)
                advice = "maak er twee zinnen van"
                yield diagnostic(KIND, place, help=(advice,), aantal=str(count))
