"""Which answers are worth trying for something that is missing, and which values lie near.

For ja/nee and keuze every option; for numbers and dates the ends of the range and the values just
below, at and above each constant they may be compared with; for a list an empty one and one with a
single record of which nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from maatwerk_rules.model import core
from maatwerk_rules.model.exact import shift
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Number,
    Percentage,
    Scalar,
    Type,
    bounds,
)

MOST = 6
"""How many answers of one number are tried at most."""


def thresholds(program: core.Program, type_: Type, peildatum: date) -> tuple[Scalar, ...]:
    """Return the constants a value of this type may be compared with, in order.

    Ages count for dates: the birthday on which the age is reached. Linear in the program, the
    first time.
    """
    found: set[Scalar] = set()
    for side in program.compared_with:
        found |= set(_constants(side, type_, peildatum))
    return tuple(sorted(found))


def _constants(expr: core.Expr, type_: Type, peildatum: date) -> Iterator[Scalar]:
    match expr:
        case core.Constant(value=value, type=found):
            if isinstance(type_, Datum) and found == Aantal("jaar") and isinstance(value, int):
                yield shift(peildatum, -value, "jaar", "later")
            elif type(found) is type(type_):
                yield value
        case core.Dated(entries=entries, type=found):
            current = [value for start, value in entries if start <= peildatum]
            for amount in current[-1:]:
                if amount is None:
                    continue
                if isinstance(type_, Datum) and found == Aantal("jaar"):
                    yield shift(peildatum, -int(amount), "jaar", "later")
                elif type(found) is type(type_):
                    yield amount


def step_of(type_: Type) -> Number | timedelta:
    """Return the smallest difference between two values of an ordered type."""
    if isinstance(type_, Datum):
        return timedelta(days=1)
    return Fraction(1, 100) if isinstance(type_, Percentage) else 1


def answers(type_: Type, near: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    """Return the answers worth trying for a value of this type; at most MOST for a number."""
    match type_:
        case JaNee():
            return (True, False)
        case Keuze(opties=opties):
            return opties
        case Bedrag() | Aantal() | Percentage() | Datum():
            return _numbers(type_, near)
    return ()


def _numbers(type_: Type, near: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    low, high = bounds(type_)
    step = step_of(type_)
    tried: list[Scalar] = [low, high]
    for value in near:
        tried.append(value)
        tried.append(value - step)  # type: ignore[operator, arg-type]
        tried.append(value + step)  # type: ignore[operator]
    inside = [value for value in tried if low <= value <= high]  # type: ignore[operator]
    return tuple(dict.fromkeys(inside))[:MOST]
