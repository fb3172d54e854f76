"""Sums, products, bounds and roundings of numbers that are known, worked out as exact numbers.

A reckoning of known numbers is one number. One of known numbers and one quantity says as much of
that quantity: `inkomen - € 100 < grens` is `inkomen < grens + € 100`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import attrs

from maatwerk_rules.analysis.axes import as_number
from maatwerk_rules.model import core
from maatwerk_rules.model.exact import round_number, tidy
from maatwerk_rules.model.types import Number

Reckoned = core.Arithmetic | core.Bound | core.Round

FLIPPED = {"eq": "eq", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}

Moved = tuple[str, core.Expr, core.Constant]
"""How a quantity stands to a number."""


def parts_of(expr: Reckoned) -> tuple[core.Expr, ...]:
    """Return what a reckoning is made with.

    >>> parts_of(core.Bound(core.ReferenceDate(), None, None))
    (ReferenceDate(),)
    """
    if isinstance(expr, core.Arithmetic):
        return expr.left, expr.right
    if isinstance(expr, core.Round):
        return (expr.part,)
    return tuple(one for one in (expr.part, expr.low, expr.high) if one is not None)


def reckoned(expr: Reckoned, parts: Sequence[core.Expr]) -> core.Expr:
    """Return a reckoning with other parts: a constant where all are, itself where none is.

    >>> from maatwerk_rules.model.types import Aantal
    >>> two, three = (core.Constant(number, Aantal()) for number in (2, 3))
    >>> reckoned(core.Arithmetic("mul", two, two), (two, three)).value
    6
    """
    known = [part for part in parts if isinstance(part, core.Constant)]
    if not known:
        return expr
    if len(known) == len(parts):
        found = _number(expr, known)
        return expr if found is None else found
    if isinstance(expr, core.Arithmetic):
        return attrs.evolve(expr, left=parts[0], right=parts[1])
    assert isinstance(expr, core.Bound), "what is rounded is one part"
    rest = list(parts[1:])
    low = None if expr.low is None else rest.pop(0)
    return attrs.evolve(expr, part=parts[0], low=low, high=rest[0] if rest else None)


def _number(expr: Reckoned, parts: Sequence[core.Constant]) -> core.Constant | None:
    if isinstance(expr, core.Bound):
        return _bounded(expr, parts)
    first = _of(parts[0])
    if isinstance(expr, core.Round):
        return attrs.evolve(parts[0], value=round_number(first, expr.mode, expr.unit))
    second = _of(parts[1])
    match expr.operator:
        case "add":
            found = first + second
        case "sub":
            found = first - second
        case "mul":
            found = first * second
        case "div":
            if second == 0:
                return None
            found = Fraction(first) / second
    return attrs.evolve(parts[0], value=tidy(found))


def _bounded(expr: core.Bound, parts: Sequence[core.Constant]) -> core.Constant:
    """Return a value between its bounds; the upper one goes last."""
    found, *bounds = parts
    if expr.low is not None:
        found = max(found, bounds.pop(0), key=lambda one: as_number(one.value))
    return min(found, *bounds, key=lambda one: as_number(one.value)) if bounds else found


def _of(constant: core.Constant) -> Number:
    return as_number(constant.value)


def moved(operator: str, expr: core.Arithmetic, to: core.Constant) -> Moved | None:
    """Return a comparison with a number, with what is known brought to the other side.

    None where neither part is known, or where nothing can be said of the other.

    >>> from maatwerk_rules.model.types import Aantal
    >>> two, six = (core.Constant(number, Aantal()) for number in (2, 6))
    >>> less = core.Arithmetic("sub", two, core.ReferenceDate())
    >>> sign, quantity, number = moved("lt", less, six)
    >>> sign, number.value
    ('gt', -4)
    """
    other, known = expr.left, expr.right
    if not isinstance(known, core.Constant):
        other, known = known, other
        if not isinstance(known, core.Constant) or expr.operator == "div":
            return None
    number, value = _of(known), _of(to)
    match expr.operator:
        case "add":
            value = value - number
        case "sub" if known is expr.right:
            value = value + number
        case "sub":
            operator, value = FLIPPED[operator], number - value
        case _ if number == 0:
            return None
        case _:
            value = Fraction(value) / number if expr.operator == "mul" else value * number
            operator = operator if number > 0 else FLIPPED[operator]
    return operator, other, attrs.evolve(to, value=tidy(value))


def unrounded(operator: str, expr: core.Round, to: core.Constant) -> Moved:
    """Return how the part must stand for what is rounded to be less (`lt`) or at most (`le`).

    >>> from maatwerk_rules.model.types import Aantal
    >>> two, six = (core.Constant(number, Aantal()) for number in (2, 6))
    >>> sign, _, number = unrounded("lt", core.Round(two, "down", 5), six)
    >>> sign, number.value
    ('lt', 10)
    """
    units = Fraction(_of(to)) / expr.unit
    most = math.floor(units) if operator == "le" else math.ceil(units) - 1
    end: Number
    match expr.mode:
        case "down":
            sign, end = "lt", most + 1
        case "up":
            sign, end = "le", most
        case "half":
            sign, end = "lt" if most >= 0 else "le", most + Fraction(1, 2)
    return sign, expr.part, attrs.evolve(to, value=tidy(end * expr.unit))
