"""The lines along which cases differ: one per fact, judgement, or quantity that is compared.

An axis is a line of places. The options of a ja/nee or keuze stand on it as whole numbers, a date
as its day count. A `Cut` lies between two places: just before or just after a value.
"""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from functools import cached_property

import attrs

from maatwerk_rules.model.core import (
    Aggregate,
    Dated,
    Expr,
    Fact,
    Field,
    Judged,
    ReferenceDate,
    walk,
)
from maatwerk_rules.model.types import Number, Scalar

Cut = tuple[Number, int]
"""A value with 0 (the cut lies just before it) or 1 (just after it)."""


@attrs.frozen(cache_hash=True)
class Axis:
    """One quantity or question, the values it can have, and the expression that gives it.

    `options` None: numbers from `low` to `high` (both included; None: without end), only whole
    ones when `whole`; days are counted and `dates` says so. `phase` is that of the deviation in
    which the expression stands, where it reads the definition that the deviation changes.
    """

    expr: Expr
    options: tuple[Scalar, ...] | None = None
    low: Number | None = None
    high: Number | None = None
    whole: bool = False
    dates: bool = False
    phase: int | None = None

    @cached_property
    def is_leaf(self) -> bool:
        """A value on this axis can be filled in as it stands, whatever the other axes hold."""
        only = isinstance(self.expr, Aggregate) and self.expr.kind == "only"
        expr = self.expr.body if only else self.expr  # type: ignore[attr-defined]
        return isinstance(expr, Fact | Field | Judged | ReferenceDate)

    @cached_property
    def amounts(self) -> tuple[Dated, ...]:
        """The dated amounts of the day itself in the expression."""
        every = (one for one in walk(self.expr) if isinstance(one, Dated))
        return tuple(one for one in every if isinstance(one.on, ReferenceDate))

    @property
    def ends(self) -> tuple[Cut | None, Cut | None]:
        """Where the axis begins and ends."""
        low = None if self.low is None else self.before(self.low)
        return low, None if self.high is None else self.after(self.high)

    def before(self, value: Scalar) -> Cut:
        """Return the cut just before a value.

        >>> Axis(ReferenceDate(), whole=True).before(Fraction(5, 2))
        (3, 0)
        """
        place = as_number(value)
        return (math.ceil(place) if self.whole else place), 0

    def after(self, value: Scalar) -> Cut:
        """Return the cut just after a value; on a line of whole numbers, before the next.

        >>> Axis(ReferenceDate(), whole=True).after(2), Axis(ReferenceDate()).after(2)
        ((3, 0), (2, 1))
        """
        place = as_number(value)
        return (math.floor(place) + 1, 0) if self.whole else (place, 1)


def as_number(value: Scalar) -> Number:
    """Return a number, or a date as its day count.

    >>> as_number(date(1, 1, 2))
    2
    """
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | Fraction)
    return value


def of_options(expr: Expr, options: tuple[Scalar, ...], phase: int | None = None) -> Axis:
    """Return the axis of something with a few possible values.

    >>> of_options(ReferenceDate(), ("a", "b", "c")).high
    2
    """
    return Axis(expr, options, 0, len(options) - 1, whole=True, phase=phase)


@attrs.frozen
class Stretch:
    """All values from one to another; None: without end on that side."""

    low: Scalar | None
    high: Scalar | None
    with_low: bool = True
    with_high: bool = True

    @property
    def example(self) -> Scalar:
        """A value in the stretch, as near to its beginning as can be said simply.

        >>> Stretch(0, 20, with_low=False).example
        1
        """
        if self.low is not None and self.with_low:
            return self.low
        if self.high is None:
            return 0 if self.low is None else math.floor(as_number(self.low)) + 1
        if self.low is not None:
            low, high = as_number(self.low), as_number(self.high)
            following = math.floor(low) + 1
            if following < high:
                return following
            return self.high if self.with_high else (Fraction(low) + high) / 2
        return self.high if self.with_high else as_number(self.high) - 1


@attrs.frozen
class Options:
    """Some of the options of an axis, in their order."""

    values: tuple[Scalar, ...]

    @property
    def example(self) -> Scalar:
        """The first of them."""
        return self.values[0]


Side = Stretch | Options


def side(axis: Axis, start: Cut | None, end: Cut | None) -> Side:
    """Return what lies between two cuts of an axis; None stands for its beginning or end.

    >>> side(Axis(ReferenceDate(), low=0), (18, 0), (27, 0))
    Stretch(low=18, high=27, with_low=True, with_high=False)
    >>> side(of_options(ReferenceDate(), ("a", "b", "c")), (1, 0), None)
    Options(values=('b', 'c'))
    """
    low, high = axis.ends
    start, end = start or low, end or high
    if axis.options is not None:
        assert start is not None and end is not None
        return Options(axis.options[int(start[0]) : int(end[0])])
    first = None if start is None else start[0]
    last = None if end is None else end[0]
    if axis.whole:
        last = None if last is None else last - 1
        if axis.dates:
            assert first is not None and last is not None
            return Stretch(date.fromordinal(int(first)), date.fromordinal(int(last)))
        return Stretch(first, last)
    with_low = start is None or start[1] == 0
    return Stretch(first, last, with_low, end is None or end[1] == 1)


@attrs.frozen
class Box:
    """Cases that belong together: what each axis named may hold; the others may hold anything."""

    sides: tuple[tuple[Axis, Side], ...]

    @property
    def witness(self) -> dict[Axis, Scalar]:
        """An example: one value for each axis named."""
        return {axis: found.example for axis, found in self.sides}

    @property
    def is_certain(self) -> bool:
        """Each axis is a leaf of the case, so that the witness is a real case as it stands."""
        return all(axis.is_leaf for axis, _ in self.sides)
