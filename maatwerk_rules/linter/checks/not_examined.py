"""MW014: what is not known of rules: whether they leave a gap, contradict each other or hold."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.all_undecided import all_undecided, place_of
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.undecided import Undecided
from maatwerk_rules.source import Span

STRICT = True
COUNTED = True

KIND = Kind(
    "MW014",
    "niet-onderzocht",
    Severity.HINT,
    "Niet bewezen en niet weerlegd: {wat}.",
    "Niet alle gevallen zijn nagerekend; bij de regel staat wat in de weg stond.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is open, each definition once, with what was in the way; more as labels."""
    listed: dict[str, list[tuple[Span, Undecided]]] = {}
    for one in all_undecided(subject):
        place = place_of(subject, one)
        if place is not None:
            listed.setdefault(one.part.definition.name, []).append((place, one))
    for (place, first), *others in listed.values():
        labels = [Label(span, f"ook niet {other.claim}: {other.why}") for span, other in others]
        yield diagnostic(KIND, Label(place, first.why), labels=labels, wat=first.claim)
