"""MW310: people for whom an intention is meant, all of whom every rule refuses."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.refused_groups import refused
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.runtime.scalars import show

KIND = Kind(
    "MW310",
    "doelgroep-niet-bereikt",
    Severity.WAARSCHUWING,
    "De bedoeling `{bedoeling}` bereikt niemand: voor haar groep is `{uitkomst}` altijd {waarde}.",
    "De bedoeling is dan altijd geschonden: geen regel en geen afwijking helpt deze mensen.",
)
HELP = ("Maak een regel of afwijking voor deze groep, of beschrijf de groep anders.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the own intentions that are violated for all they are about, whenever in force."""
    for bedoeling, clause, claim in subject.once(refused).found:
        definition = claim.part.definition
        yield diagnostic(
            KIND,
            clause.span,
            help=HELP,
            bedoeling=bedoeling.naam,
            uitkomst=definition.name,
            waarde=show(claim.worst, definition.type),
        )
