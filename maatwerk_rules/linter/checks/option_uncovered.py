"""MW402: an option of a keuze for which no rule or row decides, while others have one."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.proofs import uncovered
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW402",
    "waarde-niet-gedekt",
    Severity.WAARSCHUWING,
    "Bij {opties} van `{gegeven}` bepaalt geen regel `{naam}`.",
    "Komt er een mogelijkheid bij, dan moeten alle regels die de andere noemen haar ook noemen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the options that rules and rows forget, with a case that was worked out."""
    advice = ("voeg een regel of rij toe", "of schrijf `anders …`")
    for name, gap in subject.proofs.gaps.items():
        origin = gap.part.definition.origin
        if gap.witness is None or origin is None or not subject.is_own(origin):
            continue
        for axis, options in uncovered(gap):
            place = Label(subject.place_of_name(origin), subject.since(gap.part))
            found = diagnostic(
                KIND,
                place,
                naam=name,
                gegeven=subject.told(axis),
                opties=write_list([f"`{option}`" for option in options], "en"),
                help=advice,
            )
            yield attrs.evolve(
                found, witness=gap.witness.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
            )
