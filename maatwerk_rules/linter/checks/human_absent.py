"""MW603: a rule that says somebody must judge, and in which nobody does."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.judgements import judgements_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Karakter
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitzondering

KIND = Kind(
    "MW603",
    "mens-ontbreekt",
    Severity.WAARSCHUWING,
    "`{naam}` heeft `karakter {karakter}`, maar leest geen oordeel.",
    "Het programma beslist dan zelf wat de wet aan een mens overlaat (AVG artikel 22).",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules with room for a judgement in name only."""
    rules: tuple[Regel | Uitzondering | Aanpassing, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
        *subject.nodes.of(Aanpassing),
    )
    for regel in rules:
        karakter = regel.one(Karakter)
        if karakter is None or karakter.karakter == "moet":
            continue
        if not judgements_of(regel, subject.symbols):
            advice = "lees in `indien` het oordeel, of schrijf `karakter moet`"
            yield diagnostic(
                KIND,
                karakter.span,
                help=(advice,),
                naam=regel.naam,
                karakter=karakter.karakter,
            )
