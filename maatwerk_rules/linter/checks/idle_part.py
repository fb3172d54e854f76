"""MW571: a part of a condition that changes nothing beside the other parts."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW571",
    "deel-zonder-gevolg",
    Severity.HINT,
    "Naast de rest van deze voorwaarde maakt `{deel}` in geen enkel geval verschil.",
    "Een lezer denkt dat dit deel iets toetst, en zoekt naar wat het toevoegt.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the parts of conditions that the parts beside them say already."""
    advice = (
        "was iets anders bedoeld, verbeter dan dit deel of wat het leest",
        "staat het er voor de lezer, haal het weg of zeg het in een toelichting",
    )
    for verdict in subject.verdicts:
        if verdict.sort == "idle" and verdict.span.source in subject.written.sources:
            yield diagnostic(KIND, verdict.span, deel=subject.text(verdict.span), help=advice)
