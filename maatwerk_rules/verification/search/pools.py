"""Which values are worth trying: the ends of the domain, and the edges of what it is compared with.

A constant counts for all that flows into what it is compared with: through begrippen, sums, ages
and terms. A date is tried where an age or a term ends on the day of the case, or on another date
of it. What lies behind sums of facts a pool cannot know; `solving.py` finds that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from random import Random
from typing import Literal

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.exact import shift, tidy
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import (
    EARLIEST,
    LARGEST,
    LATEST,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Number,
    Percentage,
    Scalar,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.runtime.probes import step_of
from maatwerk_rules.verification.search.layout import Layout, Slot

MOST = 24
"""How many constants of one number are kept."""
MOST_OWN = 8
"""How many of those with which it is compared itself are tried each time."""
LONGEST_TERM = 100_000
DEEPEST = 24
"""Through how many begrippen a constant is followed."""

Term = tuple[int, Literal["dag", "week", "maand", "jaar"]]
"""How far one date lies before or after another."""
Flows = frozenset[Slot]


@attrs.frozen
class Pool:
    """The values of one slot to try: fixed ones in order, and for dates the terms.

    `own` are those at and beside what the slot itself is compared with.
    """

    slot: Slot
    fixed: tuple[Scalar, ...]
    terms: tuple[Term, ...] = ()
    own: tuple[Scalar, ...] = ()

    def values(self, day: date, others: Iterable[date] = ()) -> tuple[Scalar, ...]:
        """Return all values to try in a case of a day, in order where they have one.

        Args:
            others: Further dates of the case that terms may count from.
        """
        if not isinstance(self.slot.type, Datum):
            return self.fixed
        found = set(self.fixed)
        for start in (day, *others):
            found |= {*_around([start, *self._ends(start)], self.slot.type)}
        return tuple(sorted(found, key=as_number))

    def drawn(self, random: Random, day: date, others: Iterable[date] = ()) -> Scalar:
        """Draw a value; now and then one that nothing points to."""
        if isinstance(self.slot.type, Datum):
            return self._drawn_date(random, day, tuple(others))
        if is_ordered(self.slot.type) and random.random() < 0.15:
            low, high = as_number(self.fixed[0]), as_number(self.fixed[-1])
            size = random.choice((10, 1_000, 100_000))
            step = Fraction(random.randrange(size), size) * (high - low)
            return tidy(low + (step if may_be_broken(self.slot.type) else int(step)))
        return random.choice(self.fixed)

    def _drawn_date(self, random: Random, day: date, others: tuple[date, ...]) -> date:
        if random.random() < 0.1:
            found = random.choice(self.fixed)
            assert isinstance(found, date)
            return found
        start = random.choice(others) if others and random.random() < 0.3 else day
        if self.terms and random.random() < 0.7:
            amount, unit = random.choice(self.terms)
            start = moved(start, amount * random.choice((1, -1, -1, -1)), unit)
        elif random.random() < 0.5:
            start = _days(start, -random.randrange(40 * 366))
        start = _days(start, random.choice((0, 0, 1, -1)))
        low, high = self.slot.ends
        assert isinstance(low, date) and isinstance(high, date)
        return max(low, min(high, start))

    def _ends(self, start: date) -> Iterator[date]:
        for amount, unit in self.terms:
            yield moved(start, -amount, unit)
            yield moved(start, amount, unit)


def _days(day: date, number: int) -> date:
    ordinal = day.toordinal() + number
    return date.fromordinal(max(EARLIEST.toordinal(), min(LATEST.toordinal(), ordinal)))


def moved(day: date, amount: int, unit: str) -> date:
    """Return a date so much later, or the last that the calendar has."""
    return shift(day, amount, unit, "later")


def _around(days: Iterable[date], type_: Type) -> Iterator[date]:
    low, high = bounds(type_)
    assert isinstance(low, date) and isinstance(high, date)
    for day in days:
        yield from (near for away in (-1, 0, 1) if low <= (near := _days(day, away)) <= high)


class Pools:
    """The pool of each slot of a layout, under one slice."""

    def __init__(self, layout: Layout, part: Slice) -> None:
        self._program = layout.program
        self._layout = layout
        self._part = part
        self._near: dict[Slot, dict[Scalar, None]] = {}
        self._own: dict[Slot, dict[Scalar, None]] = {}
        self._flows: dict[str, Flows] = {}
        self._constants: dict[str, frozenset[Scalar]] = {}
        self._terms: set[Term] = set()
        for expr in self._all():
            for part_ in core.walk(expr):
                self._read(part_)
        terms = tuple(sorted(self._terms))
        self.of: dict[Slot, Pool] = {slot: self._pool(slot, terms) for slot in layout.all}

    def _all(self) -> Iterator[core.Expr]:
        program = self._program
        for definition in program.definitions.values():
            yield from core.expressions(definition)
        yield from program.admissible.values()
        yield from program.assumptions.values()
        yield from program.violations.values()

    def _pool(self, slot: Slot, terms: tuple[Term, ...]) -> Pool:
        match slot.type:
            case JaNee():
                return Pool(slot, (False, True))
            case Keuze(opties=opties):
                return Pool(slot, opties)
        own = list(self._own.get(slot, {}))[:MOST_OWN]
        near = [*own, *self._near.get(slot, {})][:MOST]
        if isinstance(slot.type, Datum):
            found = self._of_dates(slot, [one for one in near if isinstance(one, date)], terms)
            days = _around((one for one in own if isinstance(one, date)), slot.type)
            return attrs.evolve(found, own=tuple(days))
        return _of_numbers(slot, *(_only_numbers(listed) for listed in (near, own)))

    def _of_dates(self, slot: Slot, days: list[date], terms: tuple[Term, ...]) -> Pool:
        found = set(_around([*days, self._part.vanaf], slot.type))
        for end in slot.ends:
            if isinstance(end, date) and end not in (EARLIEST, LATEST):
                found.add(end)
        return Pool(slot, tuple(sorted(found)), terms)

    # ------------------------------------------------------------------ what is compared

    def _read(self, expr: core.Expr) -> None:
        match expr:
            case core.Compare(left=left, right=right):
                self._meet(left, right)
                self._meet(right, left)
            case core.Bound(part=part, low=low, high=high):
                for end in (low, high):
                    if end is not None:
                        self._meet(part, end)
            case core.Shift(amount=amount, unit=unit):
                self._terms |= {(int(n), unit) for n in _numbers(self._fold(amount, 0))}
            case core.OverMonths(months=months):
                self._terms.add((months, "maand"))

    def _meet(self, reads: core.Expr, with_: core.Expr) -> None:
        """Note the constants of one side for all that flows into the other."""
        constants = self._fold(with_, 0)
        for part in core.walk(reads):
            if isinstance(part, core.Age):
                self._terms |= {
                    (int(n) + more, "jaar") for n in _numbers(constants) for more in (0, 1)
                }
            elif isinstance(part, core.DaysBetween):
                self._terms |= {(int(n), "dag") for n in _numbers(constants)}
        if constants:
            found = [self._near]
            is_own = isinstance(reads, core.Fact | core.Field | core.Judged | core.Unfilled)
            if is_own and isinstance(with_, core.Constant | core.Dated):
                found.append(self._own)
            for slot in self._into(reads, 0):
                fits = sorted((n for one in constants for n in _fitting(one, slot.type)), key=str)
                for each in found:
                    each.setdefault(slot, {}).update(dict.fromkeys(fits))

    def _fold(self, expr: core.Expr, depth: int) -> frozenset[Scalar]:
        """Return the constants that an expression may be worth, whatever the case is."""
        match expr:
            case core.Constant(value=value):
                return frozenset({value})
            case core.Dated(entries=entries):
                until = self._part.tot or LATEST
                listed = [(start, value) for start, value in entries if start < until]
                old = [value for start, value in listed if start <= self._part.vanaf][-1:]
                new = [value for start, value in listed if start > self._part.vanaf]
                return frozenset(value for value in (*old, *new) if value is not None)
            case core.Arithmetic(operator=operator, left=left, right=right):
                pairs = [(a, b) for a in self._fold(left, depth) for b in self._fold(right, depth)]
                done = (_reckoned(operator, a, b) for a, b in pairs[:MOST])
                return frozenset(one for one in done if one is not None)
            case core.Read(name=name):
                return self._fold_definition(name, depth + 1)
            case core.Choose(branches=branches, otherwise=otherwise):
                parts = [value for _, value in branches] + [otherwise]
                return frozenset().union(*(self._fold(one, depth) for one in parts))
            case core.Bound(part=part, low=low, high=high):
                ends = [one for one in (part, low, high) if one is not None]
                return frozenset().union(*(self._fold(one, depth) for one in ends))
            case core.Round(part=part):
                return self._fold(part, depth)
        return frozenset()

    def _fold_definition(self, name: str, depth: int) -> frozenset[Scalar]:
        definition = self._program.definitions.get(name)
        if definition is None or depth > DEEPEST:
            return frozenset()
        found = self._constants.get(name)
        if found is None:
            self._constants[name] = frozenset()
            each = [self._fold(one, depth) for one in _values(definition)]
            listed = frozenset().union(*each)
            found = self._constants[name] = frozenset(sorted(listed, key=str)[:MOST])
        return found

    # ------------------------------------------------------------------ what flows where

    def _into(self, expr: core.Expr, depth: int) -> Flows:
        """Return the slots of which the value may end up in that of an expression."""
        match expr:
            case core.Fact(name=name):
                return self._slots((None, name))
            case core.Field(field=field):
                return self._slots(*((name, field) for name in self._layout.lists))
            case core.Judged(name=name):
                key = f"oordeel:{name}"
                return self._slots((None, key), *((one, key) for one in self._layout.lists))
            case core.Unfilled(name=name):
                return self._slots((None, f"invulling:{name}"))
            case core.Read(name=name):
                return self._into_definition(name, depth + 1)
        return frozenset().union(*(self._into(part, depth) for part in flowing(expr)))

    def _slots(self, *keys: tuple[str | None, str]) -> Flows:
        found = (self._layout.slot(key, of_list) for of_list, key in keys)
        return frozenset(slot for slot in found if slot is not None and is_ordered(slot.type))

    def _into_definition(self, name: str, depth: int) -> Flows:
        definition = self._program.definitions.get(name)
        if definition is None or depth > DEEPEST:
            return frozenset()
        found = self._flows.get(name)
        if found is None:
            self._flows[name] = frozenset()
            each = [self._into(one, depth) for one in _values(definition)]
            found = self._flows[name] = frozenset().union(*each)
        return found


def _of_numbers(slot: Slot, numbers: Iterable[Number], own: Iterable[Number]) -> Pool:
    low, high = (as_number(end) for end in slot.ends)
    step = step_of(slot.type)
    assert isinstance(step, int | Fraction)

    def around(listed: Iterable[Number]) -> set[Number]:
        return {tidy(one + away) for one in listed for away in (-step, 0, step)}

    tried = around((0, *numbers)) | {end for end in (low, high) if -LARGEST < end < LARGEST}
    inside, near = (
        tuple(sorted(one for one in listed if low <= one <= high))
        for listed in (tried, around(own))
    )
    return Pool(slot, inside or (low,), own=near)


def _only_numbers(listed: Iterable[Scalar]) -> list[Number]:
    return [one for one in listed if not isinstance(one, bool | str | date)]


def as_number(value: Scalar) -> Number:
    """Return a number, or a date as the number of its day.

    >>> as_number(date(1, 1, 2)), as_number(5)
    (2, 5)
    """
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | Fraction)
    return value


def _values(definition: core.Definition) -> Iterator[core.Expr]:
    """Yield the expressions that give a definition its value."""
    yield from (one for one in (definition.expression, definition.default) if one is not None)
    yield from (node.value for node in core.nodes(definition) if node.value is not None)


def flowing(expr: core.Expr) -> Iterator[core.Expr]:
    """Yield the parts of an expression of which the value may end up in its own."""
    match expr:
        case core.Choose(branches=branches, otherwise=otherwise):
            yield from (value for _, value in branches)
            yield otherwise
        case core.Aggregate(body=body, empty=empty):
            yield from (one for one in (body, empty) if one is not None)
        case core.OverMonths(body=body):
            yield body
        case core.Compare():
            return
        case _:
            yield from core.below(expr)


def _numbers(values: Iterable[Scalar]) -> Iterator[Number]:
    """Yield the numbers that may be a term or an age."""
    for value in values:
        if not isinstance(value, bool | str | date) and -LONGEST_TERM < value < LONGEST_TERM:
            yield value


def _fitting(value: Scalar, type_: Type) -> Iterator[Scalar]:
    """Yield what a constant stands for in an ordered type: itself, or the whole numbers around."""
    if isinstance(value, bool | str) or isinstance(value, date) != isinstance(type_, Datum):
        return
    if isinstance(value, Fraction) and not may_be_broken(type_):
        yield from (math.floor(value), math.ceil(value))
    else:
        yield value


def may_be_broken(type_: Type) -> bool:
    """Tell whether a number of a type need not be whole.

    >>> may_be_broken(Percentage()), may_be_broken(Bedrag())
    (True, False)
    """
    return isinstance(type_, Percentage) or (isinstance(type_, Bedrag) and type_.exact)


def _reckoned(operator: str, left: Scalar, right: Scalar) -> Scalar | None:
    for one in (left, right):
        if isinstance(one, bool | str | date):
            return None
    assert isinstance(left, int | Fraction) and isinstance(right, int | Fraction)
    match operator:
        case "add":
            return tidy(left + right)
        case "sub":
            return tidy(left - right)
        case "mul":
            return tidy(left * right)
    return tidy(Fraction(left) / right) if right else None
