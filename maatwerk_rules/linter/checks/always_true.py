"""MW552: a condition, or a part of one, that every case meets: it tests nothing."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW552",
    "altijd-waar",
    Severity.WAARSCHUWING,
    "In elk geval dat kan bestaan is `{voorwaarde}` waar.",
    "Deze voorwaarde toetst niets, terwijl een lezer denkt van wel.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the largest parts of conditions that are always true, in every slice."""
    advice = (
        "klopt een vergelijking of het bereik van een gegeven niet, verbeter dat",
        "is het goed zo, haal de voorwaarde dan weg",
    )
    for verdict in subject.verdicts:
        if verdict.sort == "always" and verdict.span.source in subject.written.sources:
            text = subject.text(verdict.span)
            yield diagnostic(KIND, verdict.span, voorwaarde=text, help=advice)
