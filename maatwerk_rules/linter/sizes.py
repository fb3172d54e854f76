"""How large a condition is: how many parts it has, and how deep `en` and `of` lie in each other."""

from __future__ import annotations

from maatwerk_rules.model.expressions import En, Hetzij, Niet, Of, Telling
from maatwerk_rules.model.node import Expression

_ROWS = (En, Of, Hetzij, Telling)


def parts_of(condition: Expression) -> tuple[Expression, ...]:
    """Return the separate conditions of which a condition is made, in the order of the text.

    >>> from maatwerk_rules.syntax.parser import parse_expression
    >>> len(parts_of(parse_expression("a en (niet b of c is ten minste 3)")))
    3
    """
    if isinstance(condition, _ROWS):
        return tuple(part for each in condition.delen for part in parts_of(each))
    if isinstance(condition, Niet):
        return parts_of(condition.deel)
    return (condition,)


def depth_of(condition: Expression) -> int:
    """Return how many rows of `en`, `of`, `hetzij` and counting lie in each other.

    >>> from maatwerk_rules.syntax.parser import parse_expression
    >>> depth_of(parse_expression("a en (b of (c en niet d))")), depth_of(parse_expression("a"))
    (3, 0)
    """
    if isinstance(condition, _ROWS):
        return 1 + max(map(depth_of, condition.delen))
    return depth_of(condition.deel) if isinstance(condition, Niet) else 0
