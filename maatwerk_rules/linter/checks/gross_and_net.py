"""MW854: a gross and a net amount in one sum or comparison."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.expressions import (
    Aftrekking,
    GeldendOp,
    Naam,
    Optelling,
    Veldverwijzing,
    Vergelijking,
)
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW854",
    "bruto-netto-gemengd",
    Severity.WAARSCHUWING,
    "Hier staan {eerste} en {tweede} in één berekening.",
    "Bruto en netto, of met en zonder vakantietoeslag, zijn niet zonder omrekening te vergelijken.",
)
HELP = ("Reken een van de twee eerst om in een eigen begrip.",)
OPPOSITES = (("bruto", "netto"), ("inclusief", "exclusief"), ("incl", "excl"))


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the sums and comparisons of which one side is named gross and the other net."""
    nodes: tuple[Vergelijking | Optelling | Aftrekking, ...] = (
        *file.nodes.of(Vergelijking),
        *file.nodes.of(Optelling),
        *file.nodes.of(Aftrekking),
    )
    for node in nodes:
        left, right = list(_named(node.links)), list(_named(node.rechts))
        pair = next((pair for pair in OPPOSITES if _meets(left, right, pair)), None)
        if pair is not None:
            one, other = pair if _holds(left, pair[0]) else pair[::-1]
            eerste, tweede = f"`{_holds(left, one)}`", f"`{_holds(right, other)}`"
            found = diagnostic(KIND, node.span, help=HELP, eerste=eerste, tweede=tweede)
            yield suspected(found)


def _named(expression: Expression) -> Iterator[str]:
    """Yield the names that stand in a sum as they are, not multiplied by anything."""
    match expression:
        case Naam(naam=name) | GeldendOp(naam=name):
            yield name
        case Veldverwijzing(record=record, veld=veld):
            yield f"{record}.{veld}"
        case Optelling(links=left, rechts=right) | Aftrekking(links=left, rechts=right):
            yield from _named(left)
            yield from _named(right)


def _holds(names: list[str], word: str) -> str | None:
    return next((name for name in names if word in name.replace(".", "_").split("_")), None)


def _meets(left: list[str], right: list[str], pair: tuple[str, str]) -> bool:
    one, other = pair
    straight = _holds(left, one) and _holds(right, other)
    return bool(straight or (_holds(left, other) and _holds(right, one)))
