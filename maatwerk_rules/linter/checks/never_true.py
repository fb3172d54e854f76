"""MW551: a condition, or a part of one, that no case meets."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW551",
    "nooit-waar",
    Severity.WAARSCHUWING,
    "Er is geen geval waarin `{voorwaarde}` waar is.",
    "Wat van deze voorwaarde afhangt, gebeurt nooit.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the largest parts of conditions that are never true, in no slice."""
    advice = (
        "klopt een vergelijking of het bereik van een gegeven niet, verbeter dat",
        "is het goed zo, haal dan weg wat nooit gebeurt",
    )
    for verdict in subject.verdicts:
        if verdict.sort == "never" and verdict.span.source in subject.written.sources:
            text = subject.text(verdict.span)
            yield diagnostic(KIND, verdict.span, voorwaarde=text, help=advice)
