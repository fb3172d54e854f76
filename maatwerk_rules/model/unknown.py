"""What is still possible for a value, and what is missing to know it.

A value of ja/nee or keuze is a set of options; a number or date is one closed interval. A value is
settled when one option, or one point, is left. More facts only shrink what is possible.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal, TypeVar

import attrs

from maatwerk_rules.model.types import (
    JaNee,
    Keuze,
    Number,
    Scalar,
    Type,
    bounds,
    is_ordered,
)

LeafKind = Literal["gegeven", "oordeel", "bedrag", "invulling", "uitkomst"]
T = TypeVar("T", int, Number, date, Scalar)


@attrs.frozen(order=True, cache_hash=True)
class RecordId:
    """One record: the list it stands in and its name or place there."""

    list: str
    key: str

    def __str__(self) -> str:
        return self.key


@attrs.frozen(cache_hash=True)
class Leaf:
    """Something that can be missing: a fact, a field, a judgement, an amount, an outcome."""

    kind: LeafKind
    name: str
    record: RecordId | None = None
    field: str | None = None

    def __str__(self) -> str:
        """The leaf as an author writes it after `ontbreekt`.

        >>> str(Leaf("oordeel", "beschikt_over", RecordId("bezittingen", "auto")))
        'beschikt_over voor auto'
        """
        if self.record is None:
            return self.name
        name = self.field if self.field is not None else self.name
        return f"{name} voor {self.record.key}"

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """Order: by kind, name, record, field; the same in every run."""
        record = f"{self.record.list}.{self.record.key}" if self.record else ""
        return (self.kind, self.name, record, self.field or "")


@lru_cache(maxsize=10_000)
def fact_leaf(name: str) -> Leaf:
    """Return the leaf of a fact; the same object each time, which makes it quick to look up.

    >>> fact_leaf("inkomen")
    Leaf(kind='gegeven', name='inkomen', record=None, field=None)
    """
    return Leaf("gegeven", name)


@lru_cache(maxsize=10_000)
def field_leaf(record: RecordId, field: str) -> Leaf:
    """Return the leaf of a field of a record; mostly the same object, as with `fact_leaf`.

    >>> str(field_leaf(RecordId("kinderen", "0"), "leeftijd"))
    'leeftijd voor 0'
    """
    return Leaf("gegeven", record.list, record, field)


@attrs.frozen(cache_hash=True)
class Choices:
    """The options still possible of a ja/nee or keuze."""

    values: frozenset[Scalar]

    @property
    def settled(self) -> bool:
        """One option is left."""
        return len(self.values) == 1

    @property
    def only(self) -> Scalar:
        """The option that is left."""
        (value,) = self.values
        return value

    def contains(self, value: Scalar) -> bool:
        """Tell whether the value is still possible."""
        return value in self.values


@attrs.frozen(cache_hash=True)
class Interval:
    """The numbers or dates still possible, both ends included."""

    low: Scalar
    high: Scalar

    @property
    def settled(self) -> bool:
        """One point is left."""
        return self.low == self.high

    @property
    def only(self) -> Scalar:
        """The point that is left."""
        return self.low

    def contains(self, value: Scalar) -> bool:
        """Tell whether the value is still possible."""
        return bool(self.low <= value <= self.high)  # type: ignore[operator]


Possible = Choices | Interval

JA = Choices(frozenset({True}))
NEE = Choices(frozenset({False}))
JA_OF_NEE = Choices(frozenset({True, False}))


def known(value: Scalar, type_: Type) -> Possible:
    """Return the possible values of something known.

    >>> known(True, JaNee()) == JA
    True
    """
    if is_ordered(type_):
        return Interval(value, value)
    if isinstance(value, bool):
        return JA if value else NEE
    return Choices(frozenset({value}))


def anything(type_: Type) -> Possible:
    """Return all values a type allows.

    >>> anything(JaNee()) == JA_OF_NEE
    True
    """
    match type_:
        case JaNee():
            return JA_OF_NEE
        case Keuze(opties=opties):
            return Choices(frozenset(opties))
    return Interval(*bounds(type_))


def hull(first: Possible | None, second: Possible | None) -> Possible | None:
    """Return the least that holds both; None stands for nothing.

    >>> hull(Interval(1, 2), Interval(5, 6))
    Interval(low=1, high=6)
    """
    if first is None or first == second:
        return second
    if second is None:
        return first
    if isinstance(first, Choices) and isinstance(second, Choices):
        return Choices(first.values | second.values)
    assert isinstance(first, Interval) and isinstance(second, Interval)
    return Interval(
        min(first.low, second.low),
        max(first.high, second.high),
    )


def meet(first: Possible | None, second: Possible | None) -> Possible | None:
    """Return what both allow; None stands for nothing.

    >>> meet(Interval(1, 4), Interval(3, 9))
    Interval(low=3, high=4)
    """
    if first is None or second is None:
        return None
    if isinstance(first, Choices) and isinstance(second, Choices):
        both = first.values & second.values
        return Choices(both) if both else None
    assert isinstance(first, Interval) and isinstance(second, Interval)
    low = max(first.low, second.low)
    high = min(first.high, second.high)
    return Interval(low, high) if low <= high else None  # type: ignore[operator]
