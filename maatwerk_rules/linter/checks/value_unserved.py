"""MW315: a base value that no intention serves."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Waarde

KIND = Kind(
    "MW315",
    "waarde-zonder-bedoeling",
    Severity.HINT,
    "Geen bedoeling dient de waarde `{naam}`.",
    "Een waarde die geen bedoeling dient, stuurt niets.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    return find_unused(KIND, subject.nodes.of(Waarde), subject)
