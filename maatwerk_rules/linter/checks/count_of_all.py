"""MW122: a count that says no more than `en` or `of`."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.expressions import Telling

KIND = Kind(
    "MW122",
    "telling-zonder-tellen",
    Severity.HINT,
    "Ten minste {minimum} van deze {aantal} is hetzelfde als {woord} ertussen.",
    "Wie een aantal leest, zoekt naar wat er wordt geteld.",
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the counts of at least one, and of all, of their parts."""
    for each in file.nodes.of(Telling):
        count = len(each.delen)
        if each.minimum in (1, count):
            word = "`of`" if each.minimum == 1 else "`en`"
            advice = f"schrijf de delen met {word} ertussen"
            yield diagnostic(
                KIND,
                each.span,
                help=(advice,),
                minimum=str(each.minimum),
                aantal=str(count),
                woord=word,
            )
