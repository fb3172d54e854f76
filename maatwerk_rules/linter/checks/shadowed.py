"""MW553: a rule or exception that holds in some cases, but never gives what counts there."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.dead import covered
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Tabel

KIND = Kind(
    "MW553",
    "overschaduwd",
    Severity.WAARSCHUWING,
    "`{naam}` bepaalt nooit iets: overal waar dit geldt, gaat iets anders voor.",
    "Wie deze regel leest, denkt dat hij ergens geldt.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what exceptions or rules that go before always take the place of."""
    advice = (
        "beperk de uitzonderingen of de voorrang die hem wegnemen",
        "is het goed zo, haal de regel dan weg",
    )
    for found in subject.once(covered):
        if not isinstance(found.origin, Tabel):
            span = subject.place_of_name(found.origin)
            yield diagnostic(KIND, span, naam=found.node.name, help=advice)
