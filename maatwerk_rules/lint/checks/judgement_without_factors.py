"""MW640: a judgement that says nothing to weigh."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.clauses import Weegt
from maatwerk_rules.model.declarations import Oordeel

KIND = Kind(
    "MW640",
    "oordeel-zonder-afweging",
    Severity.HINT,
    "Bij het oordeel `{naam}` staat niet wat wordt gewogen.",
    "Met factoren kijken verschillende mensen naar hetzelfde, en is later te zien waarnaar.",
)
STRICT = True


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the judgements without `weegt`."""
    for oordeel in subject.nodes.of(Oordeel):
        if oordeel.one(Weegt) is None:
            place = subject.place_of_name(oordeel)
            advice = 'schrijf `weegt … "…?"` met de vragen die ertoe doen'
            yield diagnostic(KIND, place, help=(advice,), naam=oordeel.naam)
