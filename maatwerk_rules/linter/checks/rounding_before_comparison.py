"""MW711: a rounded value is compared."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Afrondingsclausule, Is
from maatwerk_rules.model.declarations import Begrip, Schijven
from maatwerk_rules.model.expressions import Afronding, Naam, Vergelijking
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW711",
    "afronding-voor-vergelijking",
    Severity.WAARSCHUWING,
    "Hier wordt een afgerond bedrag of getal vergeleken.",
    "Door de afronding kan iemand net aan de andere kant van de grens komen.",
)
HELP = ("Vergelijk het bedrag zoals het is, en rond pas af wat wordt uitbetaald.",)
FINE = "centen"
"""The language asks to round a quotient; on cents that is no loss anyone notices."""


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons of a value that is rounded there, or in the begrip that is read."""
    rounded = {
        begrip.naam
        for begrip in subject.everything.of(Begrip)
        if (said := begrip.one(Is)) is not None and _is_coarse(said.waarde)
    }
    rounded |= {
        each.naam
        for each in subject.everything.of(Schijven)
        if (unit := each.one(Afrondingsclausule)) is not None and unit.eenheid != FINE
    }
    for comparison in subject.nodes.of(Vergelijking):
        for side in (comparison.links, comparison.rechts):
            if _is_rounded(side, rounded):
                yield diagnostic(KIND, side.span, help=HELP)


def _is_rounded(side: Expression, rounded: set[str]) -> bool:
    return _is_coarse(side) or (isinstance(side, Naam) and side.naam in rounded)


def _is_coarse(expression: Expression) -> bool:
    return isinstance(expression, Afronding) and expression.eenheid != FINE
