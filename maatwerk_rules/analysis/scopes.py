"""What is in scope inside a declaration: the record at hand, and the conditions that hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.clauses import Indien, ToetsenBijAanwijzing
from maatwerk_rules.model.expressions import En
from maatwerk_rules.model.node import Declaration, Expression

REGELS = (d.Regel, d.Uitzondering, d.Aanpassing, d.Afwijkingsgrond, d.Hardheidsclausule)


def records_of(declaration: Declaration, symbols: Symbols) -> Mapping[str, str]:
    """Return the name of the record at hand with its soort; empty where there is none.

    A deviation that works on outcomes of different soorten has no record at hand.
    """
    soort = soort_of(declaration, symbols)
    return {soort: soort} if soort in symbols.soorttypes else {}


def soort_of(declaration: Declaration, symbols: Symbols) -> str:
    """Return the soort of the record at hand in a declaration, or an empty text."""
    if isinstance(declaration, d.Begrip | d.Uitkomst | d.Oordeel):
        return declaration.per or ""
    if isinstance(declaration, d.Invulling):
        return symbols.record_of(declaration.naam) or ""
    if isinstance(declaration, REGELS):
        found = {symbols.record_of(naam) for naam in symbols.outcomes_of(declaration.naam)}
        if len(found) == 1:
            return found.pop() or ""
    return ""


def parts_of(condition: Expression) -> Iterator[Expression]:
    """Yield the parts that all hold when a condition holds.

    >>> from maatwerk_rules.model.expressions import Naam
    >>> [part.naam for part in parts_of(En((Naam("a"), Naam("b"))))]
    ['a', 'b']
    """
    if isinstance(condition, En):
        for part in condition.delen:
            yield from parts_of(part)
    else:
        yield condition


def guards_of(declaration: Declaration, symbols: Symbols) -> tuple[Expression, ...]:
    """Return the conditions that hold where a rule gives its value.

    What gives occasion to look is part of it; an exception inherits the condition of what it is an
    exception to.
    """
    guards: list[Expression] = []
    seen: set[str] = set()
    regel: Declaration | None = declaration
    while regel is not None and regel.name not in seen:
        seen.add(regel.name)
        for aanwijzing in regel.all(ToetsenBijAanwijzing):
            guards.extend(parts_of(aanwijzing.voorwaarde))
        for indien in regel.all(Indien):
            guards.extend(parts_of(indien.voorwaarde))
        regel = symbols.regels.get(regel.op) if isinstance(regel, d.Uitzondering) else None
    return tuple(guards)
