"""MW568: a group of rules that no deviation sets aside."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Groep

KIND = Kind(
    "MW568",
    "ongebruikte-groep",
    Severity.HINT,
    "Geen afwijking geldt bij de groep `{naam}`.",
    "Een groep bestaat om regels samen opzij te zetten.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    return find_unused(KIND, subject.nodes.of(Groep), subject)
