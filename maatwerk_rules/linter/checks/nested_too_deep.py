"""MW104: a condition nested deeper than a reader can follow."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.sizes import depth_of
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Indien, Is

KIND = Kind(
    "MW104",
    "nesting-te-diep",
    Severity.HINT,
    "Deze voorwaarde heeft {diepte} lagen van `en` en `of` in elkaar.",
    "Bij zoveel haakjes leest de een iets anders dan de ander.",
)
LIMIT = 3


def find_in_file(file: File, limit: int = LIMIT) -> Iterator[Diagnostic]:
    """Yield the conditions in which `en` and `of` lie deeper than the limit."""
    holders: tuple[Indien | Is, ...] = (*file.nodes.of(Indien), *file.nodes.of(Is))
    for holder in holders:
        inner = holder.voorwaarde if isinstance(holder, Indien) else holder.waarde
        depth = depth_of(inner)
        if depth > limit:
            advice = "geef het binnenste deel een naam: een begrip"
            yield diagnostic(KIND, holder.span, help=(advice,), diepte=str(depth))
