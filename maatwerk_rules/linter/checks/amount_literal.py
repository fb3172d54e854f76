"""MW851: an amount or percentage that stands loose in a rule."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import (
    AlleenIndien,
    Anders,
    Dan,
    Indien,
    Is,
    ToetsenBijAanwijzing,
)
from maatwerk_rules.model.declarations import Invulling, Toets
from maatwerk_rules.model.expressions import Bedragliteraal, Percentageliteraal
from maatwerk_rules.model.node import Clause, Expression

KIND = Kind(
    "MW851",
    "los-bedrag",
    Severity.WAARSCHUWING,
    "`{bedrag}` staat los in een regel: zonder naam, bron en datum.",
    "Een bedrag in de wet verandert elk half jaar. Los in een regel vindt niemand het terug.",
)
HELP = ("Maak er een `bedrag` of `percentage` van met een naam, `bron` en `met ingang van`.",)
SOURCED = (Invulling, Toets)
"""An invulling has a name and a source of its own; in a toets stand the amounts of a case."""
IN_RULES = (Indien, Dan, Is, Anders, ToetsenBijAanwijzing, AlleenIndien)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the amounts and percentages in conditions and values, other than nil, 1% and 100%."""
    literals: tuple[Bedragliteraal | Percentageliteraal, ...] = (
        *file.nodes.of(Bedragliteraal),
        *file.nodes.of(Percentageliteraal),
    )
    for literal in literals:
        if _is_plain(literal) or isinstance(file.nodes.declaration(literal), SOURCED):
            continue
        above = file.nodes.parent(literal)
        while isinstance(above, Expression):
            above = file.nodes.parent(above)
        if isinstance(above, Clause) and isinstance(above, IN_RULES):
            written = file.source.text[literal.span.start : literal.span.end]
            yield diagnostic(KIND, literal.span, help=HELP, bedrag=written)


def _is_plain(literal: Bedragliteraal | Percentageliteraal) -> bool:
    if isinstance(literal, Bedragliteraal):
        return literal.centen == 0
    return literal.waarde in (0, 1)
