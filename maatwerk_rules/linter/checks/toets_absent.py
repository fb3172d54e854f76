"""MW956: a policy with rules and not one toets."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Regel, Toets, Uitzondering

KIND = Kind(
    "MW956",
    "geen-toets",
    Severity.WAARSCHUWING,
    "In dit beleid staat geen enkele toets.",
    "Zonder voorbeelden weet niemand of de regels doen wat bedoeld was.",
)
HELP = ("Schrijf een `toets` met een geval waarvan u het antwoord kent.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the head of a policy that has rules of its own and no toets."""
    rules = (*subject.nodes.of(Regel), *subject.nodes.of(Uitzondering))
    if rules and not subject.nodes.of(Toets) and subject.written.kop is not None:
        yield diagnostic(KIND, subject.place_of_name(subject.written.kop), help=HELP)
