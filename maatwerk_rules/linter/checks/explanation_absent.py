"""MW160: an outcome about which the resident reads nothing in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Uitleg
from maatwerk_rules.model.declarations import Uitkomst

KIND = Kind(
    "MW160",
    "uitleg-ontbreekt",
    Severity.HINT,
    "Bij de uitkomst `{naam}` en haar regels staat nergens uitleg voor de inwoner.",
    "De inwoner krijgt dan alleen zinnen die het programma zelf maakt.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes of which neither they nor anything that works on them has `uitleg`."""
    symbols = subject.symbols
    for uitkomst in subject.nodes.of(Uitkomst):
        rules = symbols.working_on(uitkomst.naam)
        deviations = symbols.deviations_of(uitkomst.naam)
        told = any(each.one(Uitleg) for each in (uitkomst, *rules, *deviations))
        if rules and not told:
            place = subject.place_of_name(uitkomst)
            advice = 'schrijf `uitleg "…"` bij de regels, in gewone woorden'
            yield diagnostic(KIND, place, help=(advice,), naam=uitkomst.naam)
