"""MW641: a function that can decide nothing."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Functie

KIND = Kind(
    "MW641",
    "functie-zonder-mandaat",
    Severity.HINT,
    "De functie `{naam}` heeft geen mandaat en staat nergens in de opschaling.",
    "Wie deze functie heeft, kan in dit beleid niets beslissen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the functions without a mandate that no name refers to."""
    for functie in subject.nodes.of(Functie):
        if not functie.mandaten and functie.naam not in subject.mentions.names:
            advice = "schrijf `voor oordeel …` of `voor regeling …` achter de functie"
            place = subject.place_of_name(functie)
            yield diagnostic(KIND, place, help=(advice,), naam=functie.naam)
