"""MW569: a household that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Huishouden

KIND = Kind(
    "MW569",
    "ongebruikt-huishouden",
    Severity.HINT,
    "Niets in het beleid gebruikt het huishouden `{naam}`.",
    "Een huishouden bestaat om lijsten samen te lezen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    return find_unused(KIND, subject.nodes.of(Huishouden), subject)
