"""MW871: an amount of an outcome that can fall below nil."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.beyond import below_nil
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW871",
    "negatief-mogelijk",
    Severity.WAARSCHUWING,
    "`{naam}` kan onder nul komen.",
    "Een bedrag onder nul zegt dat de inwoner moet betalen, en dat staat in geen regel.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes with a case in which the amount is below nil."""
    advice = ("schrijf achter het bedrag `maar ten minste € 0`",)
    for part, found in subject.once(below_nil).found:
        assert part.definition.origin is not None
        place = Label(subject.place_of_name(part.definition.origin), subject.since(part))
        reported = diagnostic(KIND, place, naam=part.definition.name, help=advice)
        yield attrs.evolve(reported, witness=found.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD)
