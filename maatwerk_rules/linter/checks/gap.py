"""MW401: cases for which no rule decides, and nothing is said for what is left."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.proofs import uncovered
from maatwerk_rules.linter.subject import Subject

KIND = Kind(
    "MW401",
    "gat",
    Severity.WAARSCHUWING,
    "Er zijn gevallen waarin geen regel `{naam}` bepaalt.",
    "Wie in zo’n geval zit, krijgt geen antwoord; het programma vult niets zelf in.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is left open in a case that was worked out."""
    advice = ("schrijf `anders …` voor wat overblijft", "of voeg voor deze gevallen een regel toe")
    for name, gap in subject.proofs.gaps.items():
        origin = gap.part.definition.origin
        if gap.witness is None or origin is None or not subject.is_own(origin):
            continue
        if any(uncovered(gap)):
            continue
        place = Label(subject.place_of_name(origin), subject.since(gap.part))
        found = diagnostic(KIND, place, naam=name, help=advice)
        yield attrs.evolve(
            found, witness=gap.witness.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
        )
