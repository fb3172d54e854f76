"""MW561: a dated amount, number or percentage that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.lint.unused import find_unused
from maatwerk_rules.model.declarations import Aantal, Bedrag, Percentage

KIND = Kind(
    "MW561",
    "ongebruikt-bedrag",
    Severity.HINT,
    "Niets in het beleid gebruikt `{naam}`.",
    "Een bedrag dat niets doet, wordt elk half jaar bijgewerkt zonder dat iemand het merkt.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Return those that no name in the policy refers to."""
    listed: tuple[Bedrag | Aantal | Percentage, ...] = (
        *subject.nodes.of(Bedrag),
        *subject.nodes.of(Aantal),
        *subject.nodes.of(Percentage),
    )
    return find_unused(KIND, listed, subject)
