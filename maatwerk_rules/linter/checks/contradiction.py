"""MW501: two rules that apply together and give different outcomes, without precedence."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.places import place_of_rule
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW501",
    "overlap-andere-uitkomst",
    Severity.FOUT,
    "`{eerste}` en `{tweede}` gelden samen en geven een andere uitkomst voor `{naam}`.",
    "Geen van beide gaat voor, dus in zo’n geval volgt uit de regels geen uitkomst.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the pairs that contradict each other in a case that was worked out."""
    advice = (
        "leg vast wat voorgaat met `voorrang … boven … omdat …`",
        "of sluit de overlap uit in een voorwaarde",
    )
    for found in subject.proofs.contradictions:
        if found.witness is None:
            continue
        first, second = found.part.nodes[found.clash.first], found.part.nodes[found.clash.second]
        own = [one for one in (second, first) if one.origin and subject.is_own(one.origin)]
        if not own:
            continue
        main, other = own[0], first if own[0] is second else second
        reported = diagnostic(
            KIND,
            Label(place_of_rule(subject, main), subject.since(found.part)),
            labels=(Label(place_of_rule(subject, other), "geldt tegelijk"),),
            eerste=first.name,
            tweede=second.name,
            naam=found.part.definition.name,
            help=advice,
        )
        yield attrs.evolve(
            reported,
            witness=found.witness.told,
            certainty=Certainty.GEVONDEN_MET_VOORBEELD,
        )
