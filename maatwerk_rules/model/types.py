"""What the types of the language mean: which values a fact, begrip or expression may have."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from maatwerk_rules.values import frozen

Number = int | Fraction
"""An exact number: whole numbers as int, all else as Fraction; money is in cents."""

Scalar = bool | str | int | Fraction | date
"""One known value: ja/nee, an option of a keuze, a number, or a date."""

LARGEST = 10**15
"""The largest magnitude (in cents or units) a value without a declared range may have."""

EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)

EENHEDEN = ("jaar", "maand", "week", "dag", "uur")


@frozen
class Type:
    """The type of a value."""


@frozen
class JaNee(Type):
    """ja or nee."""


@frozen
class Keuze(Type):
    """One of the options; `naam` is the declared keuze, or None for one written in place."""

    opties: tuple[str, ...]
    naam: str | None = attrs.field(default=None, eq=False)


@frozen
class Bedrag(Type):
    """Money in cents; `exact` marks an amount that may hold parts of cents and must be rounded."""

    periode: str | None = None
    van: int | None = attrs.field(default=None, eq=False)
    tot: int | None = attrs.field(default=None, eq=False)
    exact: bool = attrs.field(default=False, eq=False)


@frozen
class Percentage(Type):
    """A ratio: 80% is Fraction(4, 5)."""

    van: Number | None = attrs.field(default=None, eq=False)
    tot: Number | None = attrs.field(default=None, eq=False)


@frozen
class Aantal(Type):
    """A number, with a unit of time where it has one (jaar, maand, week, dag, uur).

    `exact` marks a number that may hold parts and must be rounded before it is a whole number.
    """

    eenheid: str | None = None
    van: Number | None = attrs.field(default=None, eq=False)
    tot: Number | None = attrs.field(default=None, eq=False)
    exact: bool = attrs.field(default=False, eq=False)


@frozen
class Datum(Type):
    """A calendar date."""

    van: date | None = attrs.field(default=None, eq=False)
    tot: date | None = attrs.field(default=None, eq=False)


@frozen
class Veldtype:
    """A field of a soort and its type."""

    naam: str
    type: Type


@frozen
class SoortType(Type):
    """A record with fields."""

    naam: str
    velden: tuple[Veldtype, ...] = attrs.field(eq=False)

    def field(self, name: str) -> Type | None:
        """Return the type of a field, or None."""
        return next((veld.type for veld in self.velden if veld.naam == name), None)


@frozen
class Lijst(Type):
    """A list of at most `maximum` records, and at least `minimum`.

    `single` marks `een` and `hoogstens een`: the fact is one record rather than a list of them, and
    the record bears the name of the fact.
    """

    soort: SoortType
    maximum: int = attrs.field(eq=False)
    minimum: int = attrs.field(default=0, eq=False)
    single: bool = attrs.field(default=False, eq=False)


@frozen
class Typefout(Type):
    """The type of something that already had a finding; it silences what hangs on it."""


_ORDERED = (Bedrag, Percentage, Aantal, Datum)


def is_ordered(type_: Type) -> bool:
    """Tell whether values of this type have an order (numbers and dates).

    >>> is_ordered(Datum()), is_ordered(JaNee())
    (True, False)
    """
    return isinstance(type_, _ORDERED)


def bounds(type_: Type) -> tuple[Scalar, Scalar]:
    """Return the lowest and highest value an ordered type may have.

    >>> bounds(Bedrag(van=0, tot=500))
    (0, 500)
    >>> bounds(Aantal()) == (-LARGEST, LARGEST)
    True
    """
    match type_:
        case Datum(van=van, tot=tot):
            return van or EARLIEST, tot or LATEST
        case Bedrag(van=low, tot=high) | Percentage(van=low, tot=high) | Aantal(van=low, tot=high):
            return (-LARGEST if low is None else low), (LARGEST if high is None else high)
    raise TypeError(f"{type_!r} has no order")
