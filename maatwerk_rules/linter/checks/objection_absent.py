"""MW408: a policy that can refuse and does not say how to object."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bezwaar
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitzondering

KIND = Kind(
    "MW408",
    "rechtsmiddel-ontbreekt",
    Severity.WAARSCHUWING,
    "Dit beleid kan weigeren, maar zegt niet hoe iemand bezwaar maakt.",
    "Bij een besluit hoort te staan bij wie en tot wanneer iemand bezwaar kan maken (Awb 3:45).",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the head without `bezwaar` of a policy with rules that refuse or lower."""
    kop = subject.written.kop
    if kop is None or kop.one(Bezwaar):
        return
    rules: tuple[Regel | Uitzondering | Aanpassing, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
        *subject.nodes.of(Aanpassing),
    )
    if any(may_lower(regel, subject.symbols) for regel in rules):
        advice = 'schrijf `bezwaar "…"` in de kop van het beleid'
        yield diagnostic(KIND, subject.place_of_name(kop), help=(advice,))
