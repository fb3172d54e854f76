"""MW563: a list of options that nothing has as its type."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Keuze

KIND = Kind(
    "MW563",
    "ongebruikte-keuze",
    Severity.HINT,
    "Geen gegeven of begrip is van het type `{naam}`.",
    "Een lijst met opties die niemand kan kiezen, is vergeten.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    return find_unused(KIND, subject.nodes.of(Keuze), subject)
