"""MW566: a kind of record that no fact has."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Soort

KIND = Kind(
    "MW566",
    "ongebruikte-soort",
    Severity.HINT,
    "Geen gegeven heeft records van de soort `{naam}`.",
    "Wat een record heeft, doet er niet toe als er geen records zijn.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    return find_unused(KIND, subject.nodes.of(Soort), subject)
