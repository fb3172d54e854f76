"""MW564: a judgement that no rule reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Oordeel

KIND = Kind(
    "MW564",
    "ongebruikt-oordeel",
    Severity.WAARSCHUWING,
    "Geen regel leest het oordeel `{naam}`.",
    "Er wordt een mens gevraagd te oordelen, en dat oordeel doet niets.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names
    for each in subject.nodes.of(Oordeel):
        if each.naam in names:
            continue
        place = subject.place_of_name(each)
        yield diagnostic(KIND, place, naam=each.naam)
