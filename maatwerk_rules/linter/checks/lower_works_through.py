"""MW526: a rule of a lower regeling that makes a national outcome worse, through a begrip."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.lower_rules import declared, lowerings
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.runtime.scalars import show

KIND = Kind(
    "MW526",
    "lager-werkt-door",
    Severity.WAARSCHUWING,
    "Door `{naam}` wordt `{uitkomst}` {na}; zonder deze regel is het {voor}.",
    "Een lagere regeling kan alleen minder geven waar de hogere daar ruimte voor laat.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the lower rules with a case in which they take what a higher regeling gives."""
    told: set[str] = set()
    for found in subject.once(lowerings):
        origin, name = declared(found), found.outcome.definition.name
        if origin.name in told:
            continue
        told.add(origin.name)
        type_, value = found.outcome.definition.type, found.example.result.value
        assert value is not None
        outcome = found.outcome.definition.origin
        labels = () if outcome is None else (Label(subject.place_of_name(outcome), "de uitkomst"),)
        reported = diagnostic(
            KIND,
            subject.place_of_name(origin),
            labels=labels,
            naam=origin.name,
            uitkomst=name,
            na=show(value, type_),
            voor=show(found.without, type_),
            help=(
                f"laat de wet hier ruimte, schrijf dan bij `{name}`: `ruimte voor … bron …`",
                "laat de wet die niet, dan kan een lagere regeling dit niet regelen",
            ),
        )
        yield attrs.evolve(
            reported,
            witness=found.example.told,
            certainty=Certainty.GEVONDEN_MET_VOORBEELD,
        )
