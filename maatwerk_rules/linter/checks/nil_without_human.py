"""MW714: lowerings that together leave nothing, while nobody ever looks at the person."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.lowered_to_nil import fired, lowered_to_nil
from maatwerk_rules.linter.places import place_of_rule
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW714",
    "stapeling",
    Severity.WAARSCHUWING,
    "Door {regels} blijft van `{naam}` niets over, zonder dat een mens ernaar kijkt.",
    "Wie niets overhoudt kan in nood komen; een maatregel hoort te passen bij de persoon.",
)
HELP = (
    "Voeg een oordeel toe over de gevolgen, met een grond om ervan af te zien.",
    "Of laat een deel over met `maar ten minste …`.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes that no judgement can save from nil once lowered."""
    for part, lowered, example in subject.once(lowered_to_nil):
        names = fired(example.result)
        first = next(node for node in lowered if node.name in names)
        reported = diagnostic(
            KIND,
            Label(place_of_rule(subject, first), subject.since(part)),
            help=HELP,
            naam=part.definition.name,
            regels=" en ".join(f"`{name}`" for name in names),
        )
        yield attrs.evolve(
            reported, witness=example.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
        )
