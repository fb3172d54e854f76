"""MW640: a judgement on an open norm that says nothing to weigh."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.words import OPEN_NORMS, pattern
from maatwerk_rules.model.clauses import LetOp, Vraag, Weegt
from maatwerk_rules.model.declarations import Oordeel

KIND = Kind(
    "MW640",
    "oordeel-zonder-afweging",
    Severity.HINT,
    "Het oordeel `{naam}` vraagt naar `{woorden}`, en er staat niet wat wordt gewogen.",
    "Met factoren kijken verschillende mensen naar hetzelfde, en is later te zien waarnaar.",
)
HELP = (
    'Schrijf `weegt … "…?"` met de vragen die ertoe doen.',
    "Noemt de regeling niets, zeg dat dan met `let op`.",
)
STRICT = True
_OPEN = pattern(OPEN_NORMS)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the judgements without `weegt` whose question holds the words of an open norm."""
    for oordeel in subject.nodes.of(Oordeel):
        vraag = oordeel.one(Vraag)
        if vraag is None or oordeel.one(Weegt) or oordeel.one(LetOp):
            continue
        words = _OPEN.search(vraag.tekst)
        if words is not None:
            place = subject.place_of_name(oordeel)
            found = diagnostic(KIND, place, help=HELP, naam=oordeel.naam, woorden=words[0])
            yield suspected(found)
