"""Which way a rule can turn an outcome: to the worse, to the better, as far as its text shows."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.symbols import Regelnaam, Symbols
from maatwerk_rules.model.clauses import BuitenToepassing, Dan, GunstigIs, GunstigVan
from maatwerk_rules.model.declarations import (
    Afwijkingsgrond,
    Begrip,
    Hardheidsclausule,
    Uitkomst,
    Uitzondering,
)
from maatwerk_rules.model.expressions import Janee, Naam, Voorwaardelijk
from maatwerk_rules.model.node import Expression
from maatwerk_rules.values import frozen

_EXTREMES: dict[str, tuple[bool | None, bool | None]] = {"ja": (False, True), "nee": (True, False)}


@frozen
class Order:
    """The least and the most favourable value; None where there is always a further one."""

    worst: bool | str | None
    best: bool | str | None


def order_of(outcome: str, symbols: Symbols) -> Order | None:
    """Return what is favourable for an outcome or begrip, or None when it does not say."""
    declaration = symbols.values.get(outcome)
    if not isinstance(declaration, Begrip | Uitkomst):
        return None
    if chain := declaration.one(GunstigVan):
        return Order(chain.eerste, chain.volgende[-1])
    if direction := declaration.one(GunstigIs):
        return Order(*_EXTREMES.get(direction.richting, (None, None)))
    return None


def may_lower(regel: Regelnaam, symbols: Symbols) -> bool:
    """Tell whether a rule can refuse or lower: it gives less than the best, or takes that away.

    A rule of a value without `gunstig` is said to do neither.
    """
    return _may(regel, symbols, worse=True)


def may_raise(regel: Regelnaam, symbols: Symbols) -> bool:
    """Tell whether a rule can give more than the least favourable value."""
    return _may(regel, symbols, worse=False)


def _may(
    regel: Regelnaam, symbols: Symbols, *, worse: bool, above: frozenset[str] = frozenset()
) -> bool:
    # Rules that hang on each other in a circle turn nothing; they are reported elsewhere.
    if regel.naam in above or symbols.base_of(regel.naam) is None:
        return False
    if regel.one(BuitenToepassing):
        aside = (symbols.regels.get(name) for name in _aside(regel, symbols))
        deeper = above | {regel.naam}
        return any(
            each is not None and _may(each, symbols, worse=not worse, above=deeper)
            for each in aside
        )
    dan = regel.one(Dan)
    if dan is None:
        return False
    orders = (order_of(outcome, symbols) for outcome in symbols.outcomes_of(regel.naam))
    return any(
        _literal(value) is None or _literal(value) != (order.best if worse else order.worst)
        for order in orders
        if order is not None
        for value in _branches(dan.waarde)
    )


def _aside(regel: Regelnaam, symbols: Symbols) -> tuple[str, ...]:
    match regel:
        case Uitzondering(op=naam):
            return (naam,)
        case Afwijkingsgrond() | Hardheidsclausule():
            return symbols.targets_of(regel)
    return ()


def _branches(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, Voorwaardelijk):
        for tak in expression.takken:
            yield from _branches(tak.waarde)
        yield from _branches(expression.anders)
    else:
        yield expression


def _literal(expression: Expression) -> bool | str | None:
    """Return a written option; a name that is none can have any value."""
    match expression:
        case Janee(waarde=truth):
            return truth
        case Naam(naam=naam):
            return naam
    return None
