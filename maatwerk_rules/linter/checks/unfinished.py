"""MW111: words that say that something is not finished, in an enacted policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Status
from maatwerk_rules.source import Span

KIND = Kind(
    "MW111",
    "onafgemaakt",
    Severity.WAARSCHUWING,
    "`{woord}` zegt dat hier iets niet af is, maar dit beleid is vastgesteld.",
    "Wat is vastgesteld, geldt voor mensen; wat nog open is, hoort daar niet in.",
)

_OPEN = re.compile(
    r"\b(?:TO[D]O|FIX[M]E|X[X]X|PM)\b|(?i:\b(?:n\.t\.b\.|p\.m\.|nader te bepalen|nog invullen"
    r"|nog uitzoeken|moet nog|werk in uitvoering|vul hier\b[^\".\n]*? in\b))"
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the words for later in the texts and comments of a policy that is enacted."""
    kop = subject.written.kop
    status = kop.one(Status) if kop else None
    if status is None or status.status != "vastgesteld":
        return
    for source in subject.written.sources.values():
        for match in _OPEN.finditer(source.text):
            place = Span(source.name, *match.span())
            yield suspected(diagnostic(KIND, place, woord=match[0]))
