"""MW810: values of different days in one comparison."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Ingang
from maatwerk_rules.model.declarations import Aantal, Bedrag, Percentage
from maatwerk_rules.model.expressions import GeldendOp, Naam, Peildatum, Vergelijking
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW810",
    "peildatum-gemengd",
    Severity.WAARSCHUWING,
    "Hier staat `{eerste}` op een andere dag naast `{tweede}` op de peildatum.",
    "Bedragen van twee dagen vergelijken geeft een verschil dat alleen van de indexering komt.",
)
HELP = ("Schrijf bij beide `geldend op` dezelfde dag, of bij geen van beide.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons of a dated value on one day with one on the peildatum."""
    dated = {
        each.name
        for kind in (Bedrag, Aantal, Percentage)
        for each in subject.everything.of(kind)
        if len(each.all(Ingang)) > 1
    }
    for comparison in subject.nodes.of(Vergelijking):
        sides = (comparison.links, comparison.rechts)
        for side, other in (sides, sides[::-1]):
            shifted, plain = _shifted(side), _plain(other, dated)
            if shifted and plain and not _shifted(other):
                place = comparison.span
                yield diagnostic(KIND, place, help=HELP, eerste=shifted, tweede=plain)


def _shifted(expression: Expression) -> str | None:
    """Return a name that is read on a day of its own."""
    return next(
        (
            node.naam
            for node in expression.walk()
            if isinstance(node, GeldendOp) and not isinstance(node.datum, Peildatum)
        ),
        None,
    )


def _plain(expression: Expression, dated: set[str]) -> str | None:
    return next(
        (node.naam for node in expression.walk() if isinstance(node, Naam) and node.naam in dated),
        None,
    )
