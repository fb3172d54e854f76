"""Units and ends of numbers on columns, and for which records an operation is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, lcm

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.apart import Apart
from maatwerk_rules.compiler.columns.plan import EPOCH, JA, Op, Shape
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, Keuze, Percentage, Type, bounds

TOO_LARGE = "een getal dat niet in 64 bits past"
NO_UNIT = "een breuk waarvan de noemer wisselt"
TWO_RECORDS = "records van twee lijsten tegelijk"
NO_MEANING = "iets waarvoor geen kolom bestaat"
MONTHS = "een berekening over maanden"


def unsettled(reason: str, like: Shape = JA) -> Op:
    """Return what never has a value."""
    return plan.Unsettled(reason, shape=Shape(like.kind, 0, 0, like.per))


def fitting(op: Op) -> Op:
    """Return an operation when all its values fit in 64 bits, else what never has a value.

    >>> fitting(plan.Day(shape=Shape("getal", 0, 10**19))).reason
    'een getal dat niet in 64 bits past'
    """
    return op if op.shape.fits else apart(op, TOO_LARGE)


def apart(op: Op, reason: str) -> Op:
    """Return what only the kernel of rows with gaps reckons with."""
    like = op.shape
    shape = like if like.fits else Shape(like.kind, 0, 0, like.per)
    return Apart(op, reason, shape=shape, domain=op.domain)


def scaled(op: Op, factor: int, per: int) -> Op:
    """Return a number times a factor, counted in units of 1/`per`."""
    low, high = sorted((op.shape.low * factor, op.shape.high * factor))
    shape = Shape("getal", low, high, per)
    match op:
        case plan.Unsettled(reason=reason):
            return unsettled(reason, shape)
        case plan.Constant(value=value):
            return fitting(plan.Constant(value * factor, shape=shape, domain=op.domain))
        case _ if factor == 1:
            return attrs.evolve(op, shape=shape)
    return fitting(plan.Scaled(op, factor, shape=shape, domain=op.domain))


def in_unit(op: Op, per: int) -> Op:
    """Return a number counted in units of 1/`per`, which must be a multiple of its own."""
    return op if op.shape.per == per else scaled(op, per // op.shape.per, per)


def same_unit(ops: Sequence[Op]) -> list[Op]:
    """Return numbers counted in one unit; anything else as it is."""
    if any(op.shape.kind != "getal" for op in ops):
        return [*ops]
    shared = lcm(*(op.shape.per for op in ops))
    return [in_unit(op, shared) for op in ops]


def together(ops: Iterable[Op], domain: str | None = None) -> list[Op]:
    """Return operations for the same records: those of the row are spread over them."""
    found = [*ops]
    domains = {op.domain for op in found if op.domain is not None} | {domain} - {None}
    assert len(domains) <= 1, "a scope sees the records of one list"
    return [spread(op, *domains) for op in found]


def spread(op: Op, domain: str | None = None) -> Op:
    """Return an operation for the records of a list."""
    if op.domain == domain:
        return op
    if isinstance(op, plan.Constant | plan.Unsettled):
        return attrs.evolve(op, domain=domain)
    return plan.Spread(op, shape=op.shape, domain=domain)


def hull(ops: Iterable[Op]) -> Shape:
    """Return what holds the values of all of these, which are of one kind and unit."""
    shapes = [op.shape for op in ops if not isinstance(op, plan.Unsettled | Apart)]
    shapes = shapes or [op.shape for op in ops]
    lows, highs = [one.low for one in shapes], [one.high for one in shapes]
    return Shape(shapes[0].kind, min(lows), max(highs), shapes[0].per)


LARGEST = 10**12
"""The largest number that a column reckons with where the type has no narrower ends."""
LARGEST_RATIO = 1000
MOST_OPTIONS = 2**15 - 1
PERCENT = 10_000
"""Into how many parts a percentage of a case is counted: hundred percent is ten thousand."""


def shape_of(type_: Type) -> Shape:
    """Return what a column of a type holds; rows with a larger number are left to the evaluator.

    >>> shape_of(Bedrag(van=0, tot=500))
    Shape(kind='getal', low=0, high=500, per=1)
    """
    match type_:
        case Keuze():
            return Shape("keuze", 0, MOST_OPTIONS)
        case Datum():
            first, last = (day.toordinal() - EPOCH for day in bounds(type_))  # type: ignore[union-attr]
            return Shape("dag", first, last)
        case Percentage():
            return _number(type_, LARGEST_RATIO, PERCENT)
        case Bedrag(exact=exact) | Aantal(exact=exact):
            return _number(type_, LARGEST, 100 if exact else 1)
    return JA


def _number(type_: Type, most: int, per: int) -> Shape:
    low, high = (Fraction(end) for end in bounds(type_))  # type: ignore[arg-type]
    low, high = max(low, Fraction(-most)), min(high, Fraction(most))
    return Shape("getal", ceil(low * per), floor(high * per), per)
