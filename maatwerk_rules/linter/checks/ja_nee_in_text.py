"""MW168: a ja/nee filled in into a text for residents."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.texts import PLACEHOLDER
from maatwerk_rules.model.clauses import Uitleg
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.source import Span

KIND = Kind(
    "MW168",
    "ja-nee-in-tekst",
    Severity.HINT,
    "Op de plaats van `{naam}` leest de inwoner `ja` of `nee`.",
    "Een los ja of nee midden in een zin leest niemand goed.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the placeholders that stand for a ja/nee."""
    for clause in subject.nodes.of(Uitleg):
        text = subject.sources[clause.span.source].text
        for match in PLACEHOLDER.finditer(text, clause.span.start, clause.span.end):
            name = match[0].strip("{}")
            if isinstance(subject.symbols.types.get(name), JaNee):
                place = Span(clause.span.source, *match.span())
                advice = "schrijf twee regels, elk met een eigen uitleg"
                yield diagnostic(KIND, place, help=(advice,), naam=match[0])
