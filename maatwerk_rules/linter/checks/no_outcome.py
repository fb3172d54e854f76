"""MW412: a policy with rules in which nothing is published."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Regel, Uitkomst

KIND = Kind(
    "MW412",
    "geen-ingang",
    Severity.WAARSCHUWING,
    "Dit beleid heeft regels, maar geen enkele uitkomst.",
    "Zonder uitkomst is er niets om over te beslissen of te vragen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the head of a policy with rules where neither it nor what it uses has an outcome."""
    kop = subject.written.kop
    if kop is not None and subject.nodes.of(Regel) and not subject.written.all(Uitkomst):
        advice = "maak van het begrip waar het om gaat een `uitkomst`"
        yield diagnostic(KIND, subject.place_of_name(kop), help=(advice,))
