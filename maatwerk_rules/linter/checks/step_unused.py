"""MW414: a step of an outcome in which nothing happens."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Ruimte, Stappen
from maatwerk_rules.model.declarations import Begrip, Uitkomst

KIND = Kind(
    "MW414",
    "stap-zonder-aanpassing",
    Severity.HINT,
    "In stap `{stap}` van `{naam}` gebeurt niets.",
    "Wie de stappen leest, denkt dat hier nog iets van de uitkomst af of bij gaat.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the steps to which no aanpassing belongs; a lower regeling may fill one with room."""
    listed: tuple[Begrip | Uitkomst, ...] = (
        *subject.nodes.of(Begrip),
        *subject.nodes.of(Uitkomst),
    )
    for each in listed:
        steps = each.one(Stappen)
        if steps is None or each.one(Ruimte):
            continue
        filled = {one.stap for one in subject.symbols.adjustments_of(each.naam)}
        for step in steps.stappen:
            if step not in filled:
                place = subject.place(steps, step)
                advice = f"schrijf `aanpassing … van {each.naam} in stap {step}`, of haal haar weg"
                yield diagnostic(KIND, place, help=(advice,), stap=step, naam=each.naam)
