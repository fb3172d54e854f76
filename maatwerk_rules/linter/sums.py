"""The parts of a sum: what is added up and what is taken off."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.model import core


def terms(expr: core.Expr, sign: int = 1) -> Iterator[tuple[core.Expr, int]]:
    """Yield what is added up, with -1 where it is taken off; linear in the size of the sum.

    >>> from maatwerk_rules.model.types import Bedrag
    >>> one, other = core.Fact("loon", Bedrag()), core.Fact("schuld", Bedrag())
    >>> [(part.name, sign) for part, sign in terms(core.Arithmetic("sub", one, other))]
    [('loon', 1), ('schuld', -1)]
    """
    match expr:
        case core.Arithmetic(operator="add", left=left, right=right):
            yield from terms(left, sign)
            yield from terms(right, sign)
        case core.Arithmetic(operator="sub", left=left, right=right):
            yield from terms(left, sign)
            yield from terms(right, -sign)
        case core.Round(part=part) | core.Bound(part=part):
            yield from terms(part, sign)
        case _:
            yield expr, sign
