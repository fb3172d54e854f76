"""MW208: a value that is reckoned and can come outside the range that is declared for it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.beyond import outside_range
from maatwerk_rules.linter.places import place_of_definition
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.runtime.scalars import show

KIND = Kind(
    "MW208",
    "parameter-buiten-ruimte",
    Severity.WAARSCHUWING,
    "`{naam}` kan {waarde} worden, en dat ligt buiten de grenzen.",
    "Wat achter het type staat belooft dat zulke waarden niet voorkomen; de wet kan dat eisen.",
)
HELP = (
    "Houd de waarde binnen de grenzen met `maar ten minste …` en `maar ten hoogste …`.",
    "Staan de grenzen niet goed, pas die dan aan.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the values with a range and a case in which they are outside it."""
    for part, found in subject.once(outside_range).found:
        definition, value = part.definition, found.result.value
        span = place_of_definition(subject, definition)
        assert value is not None
        if span is None:
            continue
        place, waarde = Label(span, subject.since(part)), show(value, definition.type)
        reported = diagnostic(KIND, place, help=HELP, naam=definition.name, waarde=waarde)
        yield attrs.evolve(reported, witness=found.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD)
