"""MW209: a register that no fact comes from."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Register

KIND = Kind(
    "MW209",
    "dode-verwijzing",
    Severity.HINT,
    "Geen gegeven komt uit het register `{naam}`.",
    "Een bron van gegevens die niets levert, is vergeten of staat bij het verkeerde gegeven.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    return find_unused(KIND, subject.nodes.of(Register), subject)
