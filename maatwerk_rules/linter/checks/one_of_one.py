"""MW123: a list of values with one value, or with one value twice."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.expressions import EenVan, GeenVan
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW123",
    "lijst-van-een",
    Severity.HINT,
    "In deze lijst van waarden {wat}.",
    "Een lijst doet vermoeden dat er meer mogelijkheden zijn; misschien ontbreekt er een.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the lists after `is een van` that are no list, or hold a value twice."""
    lists: tuple[EenVan | GeenVan, ...] = (*file.nodes.of(EenVan), *file.nodes.of(GeenVan))
    for each in lists:
        distinct: list[Expression] = []
        for value in each.waarden:
            if value not in distinct:
                distinct.append(value)
        if len(each.waarden) == 1:
            advice = "schrijf `is …` of `is niet …`, of vul de lijst aan"
            yield diagnostic(KIND, each.span, help=(advice,), wat="staat er maar één")
        elif len(distinct) < len(each.waarden):
            advice = "haal de dubbele waarde weg, of schrijf de waarde die bedoeld was"
            yield diagnostic(KIND, each.span, help=(advice,), wat="staat er een dubbel")
