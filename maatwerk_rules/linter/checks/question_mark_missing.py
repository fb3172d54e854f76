"""MW164: a question for residents that asks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.linter.texts import questions

KIND = Kind(
    "MW164",
    "vraag-zonder-vraagteken",
    Severity.HINT,
    "Deze vraag heeft geen vraagteken.",
    "Een inwoner moet zien wat er van hem wordt gevraagd.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the questions without a question mark."""
    for text in questions(file):
        if "?" not in text.raw:
            advice = "schrijf een vraag die met ja, nee, een bedrag of een dag is te beantwoorden"
            yield diagnostic(KIND, text.span(0, len(text.raw)), help=(advice,))
