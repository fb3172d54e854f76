"""MW863: a percentage above 200, or one that looks like a fraction."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Ingang
from maatwerk_rules.model.declarations import Percentage
from maatwerk_rules.model.expressions import Percentageliteraal

KIND = Kind(
    "MW863",
    "percentage-twijfelachtig",
    Severity.WAARSCHUWING,
    "`{naam}` is {percentage}. Is dat wat de bron zegt?",
    "Een percentage boven 200% of onder 1% is vaak een breuk die als percentage is opgeschreven.",
)
HELP = ("Schrijf 5% en niet 0,05%. Klopt het, zeg dat dan met `# negeer MW863 omdat …`.",)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the named percentages of more than twice the whole, or less than a hundredth."""
    for percentage in file.nodes.of(Percentage):
        for ingang in percentage.all(Ingang):
            value = ingang.waarde
            if not isinstance(value, Percentageliteraal) or _is_usual(value.waarde):
                continue
            written = file.source.text[value.span.start : value.span.end]
            naam = percentage.naam
            found = diagnostic(KIND, value.span, help=HELP, naam=naam, percentage=written)
            yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)


def _is_usual(ratio: Fraction) -> bool:
    return ratio == 0 or Fraction(1, 100) <= ratio <= 2
