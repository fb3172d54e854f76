"""MW407: a refusal without words for the resident."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import order_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Dan, GunstigIs, Uitleg
from maatwerk_rules.model.declarations import (
    Afwijkingsgrond,
    Hardheidsclausule,
    Regel,
    Uitkomst,
    Uitzondering,
)
from maatwerk_rules.model.expressions import (
    Bedragliteraal,
    Getalliteraal,
    Janee,
    Naam,
    Percentageliteraal,
)

KIND = Kind(
    "MW407",
    "motivering-ontbreekt",
    Severity.HINT,
    "`{naam}` weigert, maar heeft geen uitleg voor de inwoner.",
    "Een besluit moet op een deugdelijke motivering berusten, die erin staat (Awb 3:46 en 3:47).",
)

HIGHER = GunstigIs("hoger")


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules without `uitleg` that give the worst value of an outcome."""
    rules: tuple[Regel | Uitzondering | Afwijkingsgrond | Hardheidsclausule, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
        *subject.nodes.of(Afwijkingsgrond),
        *subject.nodes.of(Hardheidsclausule),
    )
    for regel in rules:
        if regel.one(Uitleg) is None and _refuses(regel.naam, regel.one(Dan), subject):
            place = subject.place_of_name(regel)
            advice = 'schrijf `uitleg "…"` in gewone woorden: wat is er, en wat volgt daaruit'
            yield diagnostic(KIND, place, help=(advice,), naam=regel.naam)


def _refuses(naam: str, dan: Dan | None, subject: Subject) -> bool:
    match dan.waarde if dan else None:
        case Bedragliteraal(centen=0) | Getalliteraal(getal=0) | Percentageliteraal(waarde=0):
            return any(
                isinstance(outcome, Uitkomst) and outcome.one(GunstigIs) == HIGHER
                for outcome in map(subject.symbols.values.get, subject.symbols.outcomes_of(naam))
            )
        case Janee(waarde=given):
            value: bool | str = given
        case Naam(naam=option):
            value = option
        case _:
            return False
    outcomes = subject.symbols.outcomes_of(naam)
    orders = {
        outcome: order_of(outcome, subject.symbols)
        for outcome in outcomes
        if isinstance(subject.symbols.values.get(outcome), Uitkomst)
    }
    return any(order is not None and order.worst == value for order in orders.values())
