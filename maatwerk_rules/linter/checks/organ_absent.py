"""MW406: an outcome of which it is not clear who decides."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Door
from maatwerk_rules.model.declarations import Uitkomst

KIND = Kind(
    "MW406",
    "bevoegd-orgaan-ontbreekt",
    Severity.WAARSCHUWING,
    "Bij de uitkomst `{naam}` staat niet wie erover beslist.",
    "Een besluit van een orgaan dat niet bevoegd is, houdt geen stand.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes without `door`, unless the policy knows just one organ."""
    if len(subject.symbols.organen) == 1:
        return
    for uitkomst in subject.nodes.of(Uitkomst):
        if uitkomst.one(Door) is None:
            place = subject.place_of_name(uitkomst)
            advice = "schrijf `door …` met de naam van een orgaan"
            yield diagnostic(KIND, place, help=(advice,), naam=uitkomst.naam)
