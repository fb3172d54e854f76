"""MW572: a deviation that never fires, or never changes an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.dead import idle_everywhere
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW572",
    "afwijking-zonder-gevolg",
    Severity.WAARSCHUWING,
    "De afwijking `{naam}` verandert in geen enkel geval een uitkomst.",
    "Een inwoner die erop rekent, krijgt er niets door; de ruimte bestaat alleen op papier.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the deviations that do nothing for any outcome, in any slice."""
    advice = (
        "verbeter de voorwaarde, of wat de afwijking terzijde stelt",
        "heeft zij geen doel meer, haal haar dan weg",
    )
    for origin in subject.once(idle_everywhere):
        yield diagnostic(KIND, subject.place_of_name(origin), naam=origin.name, help=advice)
