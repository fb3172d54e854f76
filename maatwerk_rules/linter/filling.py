"""A case for a box: values for the facts, records and judgements that its sides speak of.

What stands on an axis is worked back to what can be filled in: an age to a birth date, a count to
records, a begrip to what its rules ask. Only some cases are found, and none is trusted: who uses
one works it out first (`witness.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

import attrs

from maatwerk_rules.analysis.ages import OLDEST
from maatwerk_rules.analysis.axes import Axis, Box, Options, Side, Stretch, as_number
from maatwerk_rules.analysis.boxes import Space, TooLargeError
from maatwerk_rules.analysis.desugar_expressions import tidy, type_of_core
from maatwerk_rules.analysis.guards import ORDER, View, region_of
from maatwerk_rules.analysis.through import Through, exists
from maatwerk_rules.model import core
from maatwerk_rules.model.exact import shift
from maatwerk_rules.model.types import (
    LARGEST,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Number,
    Percentage,
    Scalar,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records

MOST_STEPS = 4_000
"""How many steps a region inside an axis may take; it only serves to find an example."""

MOST_RECORDS = 4
DEEPEST = 6


Inside = dict[tuple[core.Expr, bool], tuple[Box, ...]]
"""Some boxes of conditions that hold or not, between two dates: they are asked for many times."""


class NotFoundError(Exception):
    """No case was found this way."""


@attrs.frozen
class Room:
    """From where to where a number or date may still go, both included; a date is a day count."""

    type: Type
    low: Number
    high: Number

    @property
    def example(self) -> Scalar:
        """A value in between: nil, or a date in 1990, or what is nearest to those."""
        around = date(1990, 1, 1).toordinal() if isinstance(self.type, Datum) else 0
        found = max(self.low, min(self.high, around))
        return date.fromordinal(int(found)) if isinstance(self.type, Datum) else tidy(found)


@attrs.define
class Filling:
    """A case on its way: what was filled in, and the record that each variable stands for."""

    program: core.Program
    vanaf: date
    tot: date | None
    peildatum: date
    values: dict[Leaf, Scalar] = attrs.field(factory=dict)
    lists: dict[str, list[RecordId]] = attrs.field(factory=dict)
    bound: dict[str, RecordId] = attrs.field(factory=dict)
    spans: dict[Leaf, Room] = attrs.field(factory=dict)
    depth: int = 0
    inside: Inside = attrs.field(factory=dict, repr=False)

    def case(self) -> Case:
        """Return the case with what was filled in; nothing else is known."""
        lists = {name: Records(tuple(records)) for name, records in self.lists.items()}
        numbers = {leaf: room.example for leaf, room in self.spans.items()}
        return Case(self.peildatum, {**numbers, **self.values}, lists)

    # ------------------------------------------------------------------ sides

    def fill(self, box: Box) -> None:
        """Fill in what makes the sides of a box true.

        Raises:
            NotFoundError: No way was found.
        """
        absent = [name for axis, side in box.sides for name in _absent(axis.expr, side)]
        for axis, side in sorted(box.sides, key=_order):
            if not (isinstance(axis.expr, core.Aggregate) and _reads(axis.expr) & {*absent}):
                self.side(axis, side)
        for name in absent:
            if self.lists.setdefault(name, []):
                raise NotFoundError

    def side(self, axis: Axis, side: Side) -> None:
        """Fill in what puts an axis on one side."""
        expr = axis.expr
        if isinstance(expr, core.ReferenceDate):
            self._day(side)
        elif isinstance(side, Options):
            self._option(expr, side)
        else:
            self.number(expr, side)

    def _day(self, side: Side) -> None:
        assert isinstance(side, Stretch) and isinstance(side.low, date)
        assert isinstance(side.high, date)
        self.peildatum = min(max(self.peildatum, side.low), side.high)

    def _option(self, expr: core.Expr, side: Options) -> None:
        leaf = self.leaf(expr)
        if leaf is not None:
            if leaf not in self.values:
                self.values[leaf] = side.example
            elif self.values[leaf] not in side.values:
                raise NotFoundError
        elif set(side.values) <= {True, False}:
            self.truth(expr, side.example is True)
        else:
            self._pair(expr, side)

    def _pair(self, expr: core.Expr, side: Options) -> None:
        """Put one quantity below, at or above another; the left one moves."""
        if not (isinstance(expr, core.Compare) and set(side.values) <= set(ORDER)):
            raise NotFoundError
        right = self._value_of(expr.right)
        leaf = self.leaf(expr.left)
        if leaf is not None and leaf in self.values:
            if _standing(self.values[leaf], right) not in side.values:
                raise NotFoundError
            return
        first, last = (ORDER.index(side.values[place]) for place in (0, -1))
        low = (None, right, right)[first]
        high = (right, right, None)[last]
        self.number(expr.left, Stretch(low, high, first < 2, last > 0))

    def _value_of(self, expr: core.Expr) -> Scalar:
        """Return what a quantity is, after filling it in with the middle of what it may be."""
        if isinstance(expr, core.Constant):
            return expr.value
        if isinstance(expr, core.ReferenceDate):
            return self.peildatum
        if isinstance(expr, core.Dated) and isinstance(expr.on, core.ReferenceDate):
            known = [value for start, value in expr.entries if start <= self.peildatum]
            if known and known[-1] is not None:
                return known[-1]
        leaf = self.leaf(expr)
        if leaf is None:
            raise NotFoundError
        if leaf not in self.values:
            type_ = type_of_core(expr)
            if not is_ordered(type_):
                raise NotFoundError
            room = self.spans.pop(leaf, None)
            self.values[leaf] = plain(type_) if room is None else room.example
        return self.values[leaf]

    def number(self, expr: core.Expr, side: Stretch) -> None:
        """Fill in what keeps a number or date within a stretch."""
        leaf = self.leaf(expr)
        if leaf is not None:
            self._set_number(leaf, type_of_core(expr), side)
            return
        match expr:
            case core.Age(birth=birth, on=on):
                self.number(birth, births(side, _as_date(self._value_of(on))))
            case core.Aggregate():
                self._aggregate(expr, side)
            case core.Arithmetic(operator="add" | "sub"):
                self._sum(expr, side)
            case core.Bound(part=part):
                self.number(part, side)
            case core.Read():
                self.number(self._expression_of(expr), side)
            case _:
                raise NotFoundError

    def _set_number(self, leaf: Leaf, type_: Type, side: Stretch) -> None:
        if not is_ordered(type_):
            raise NotFoundError
        if leaf in self.values:
            if not _inside(self.values[leaf], side):
                raise NotFoundError
            return
        low, high = (as_number(end) for end in bounds(type_))
        before = self.spans.get(leaf, Room(type_, low, high))
        if isinstance(type_, Percentage):
            self.values[leaf] = _chosen(side, before)
            return
        room = Room(type_, max(before.low, _first(side)), min(before.high, _last(side)))
        if room.low > room.high:
            raise NotFoundError
        self.spans[leaf] = room

    def _sum(self, expr: core.Arithmetic, side: Stretch) -> None:
        """Move one of two parts; the other keeps the value that it has or may have."""
        for moves_left in (True, False):
            trial = self.copy()
            try:
                trial._move(expr, as_number(side.example), moves_left=moves_left)
            except NotFoundError:
                continue
            self.take(trial)
            return
        raise NotFoundError

    def _move(self, expr: core.Arithmetic, wanted: Number, *, moves_left: bool) -> None:
        fixed = as_number(self._value_of(expr.right if moves_left else expr.left))
        if expr.operator == "add":
            moved = wanted - fixed
        else:
            moved = wanted + fixed if moves_left else fixed - wanted
        self.number(expr.left if moves_left else expr.right, Stretch(moved, moved))

    # ------------------------------------------------------------------ truths

    def truth(self, expr: core.Expr, wanted: bool) -> None:
        """Fill in what makes a condition ja, or nee."""
        if isinstance(expr, core.Aggregate) and expr.kind != "only":
            self._quantified(expr, wanted)
            return
        inside = self._unfolded(expr) if isinstance(expr, core.Read) else expr
        if inside is expr and self.leaf(expr) is None and not _has_parts(expr):
            raise NotFoundError
        self.first(inside, wanted)

    def first(self, expr: core.Expr, wanted: bool) -> None:
        """Fill in the first box of a condition for which that works."""
        if self.depth >= DEEPEST:
            raise NotFoundError
        for box in self._boxes(expr, wanted):
            if any(axis.expr == expr for axis, _ in box.sides):
                continue
            trial = self.copy()
            trial.depth += 1
            try:
                trial.fill(box)
            except NotFoundError:
                continue
            self.take(trial)
            return
        raise NotFoundError

    def _boxes(self, expr: core.Expr, wanted: bool) -> tuple[Box, ...]:
        """Return some boxes in which a condition holds, or does not; none if that is too much."""
        key = expr, wanted
        if key not in self.inside:
            space = Space(MOST_STEPS)
            view: View = Through(space, self.program, "", self.vanaf, self.tot)
            try:
                region = region_of(expr, view)
                region = region if wanted else space.negate(region)
                self.inside[key] = tuple(islice(space.boxes(region), 6))
            except TooLargeError:
                self.inside[key] = ()
        return self.inside[key]

    def _expression_of(self, expr: core.Read) -> core.Expr:
        found = self.program.definitions.get(expr.name)
        if found is None or found.expression is None or found.record is not None:
            raise NotFoundError
        return found.expression

    def _unfolded(self, expr: core.Expr) -> core.Expr:
        """Return what stands for a begrip: its expression, or that one of its rules applies."""
        assert isinstance(expr, core.Read)
        found = self.program.definitions.get(expr.name)
        if found is None or found.record is not None:
            raise NotFoundError
        if found.expression is not None:
            return found.expression
        if not isinstance(found.type, JaNee) or self.depth >= DEEPEST:
            raise NotFoundError
        plain = attrs.evolve(found, deviations=(), stages=())
        return core.Or(
            tuple(
                core.And(
                    (
                        rule.guard,
                        rule.value if rule.value is not None else rule.guard,
                        *(core.Not(one.guard) for one in rule.exceptions),
                    )
                )
                for rule in plain.rules
            )
        )

    # ------------------------------------------------------------------ records

    def _quantified(self, expr: core.Aggregate, wanted: bool) -> None:
        if expr.kind != "any":
            raise NotFoundError
        if wanted:
            self._record(expr, ())
        else:
            self._none(expr)

    def _aggregate(self, expr: core.Aggregate, side: Stretch) -> None:
        if expr.kind == "count":
            wanted = as_number(side.example)
            for _ in range(min(int(wanted), MOST_RECORDS)):
                self._record(expr, ())
            if not int(wanted):
                self._none(expr)
            return
        if expr.kind != "sum" or expr.body is None:
            raise NotFoundError
        if side.example == 0:
            self._none(expr)
            return
        trial = self._record(expr, ())
        trial.number(expr.body, side)
        self.take(trial)

    def _none(self, expr: core.Aggregate) -> None:
        for listed in expr.lists:
            if listed.type.minimum:
                raise NotFoundError
            if self.lists.setdefault(listed.name, []):
                raise NotFoundError

    def _record(self, expr: core.Aggregate, more: tuple[core.Expr, ...]) -> Filling:
        """Add a record that counts and for which some conditions hold."""
        listed = expr.lists[0]
        records = self.lists.setdefault(listed.name, [])
        if listed.type.maximum == 1 and records:
            return self
        name = (
            listed.name
            if listed.type.maximum == 1
            else f"{listed.type.soort.naam}_{len(records) + 1}"
        )
        record = RecordId(listed.name, name)
        records.append(record)
        trial = self.copy()
        trial.bound[expr.variable] = record
        parts = (*((expr.where,) if expr.where is not None else ()), *more)
        if parts:
            trial.first(core.And(parts), True)
        self.take(trial)
        return trial

    # ------------------------------------------------------------------ small

    def leaf(self, expr: core.Expr) -> Leaf | None:
        """Return what can be filled in for an expression as it stands, or None."""
        match expr:
            case core.Fact(name=name):
                return Leaf("gegeven", name)
            case core.Judged(name=name, variable=None):
                return Leaf("oordeel", name)
            case core.Judged(name=name, variable=str(variable)):
                return Leaf("oordeel", name, self._record_of(variable))
            case core.Field(variable=variable, field=field):
                record = self._record_of(variable)
                return Leaf("gegeven", record.list, record, field)
            case core.Aggregate(kind="only", variable=variable, lists=lists, body=body) if body:
                only = RecordId(lists[0].name, lists[0].name)
                if not lists[0].type.minimum and self.lists.setdefault(only.list, [only]) == []:
                    raise NotFoundError
                inside = self.copy()
                inside.bound[variable] = only
                return inside.leaf(body)
        return None

    def _record_of(self, variable: str) -> RecordId:
        """Return the record of a variable; of a begrip per record the first of a list with them."""
        if variable not in self.bound:
            for name, type_ in self.program.facts.items():
                if isinstance(type_, Lijst) and type_.soort.naam == variable:
                    key = name if type_.single else f"{variable}_1"
                    self.bound[variable] = RecordId(name, key)
                    if not type_.minimum and not self.lists.get(name):
                        self.lists[name] = [self.bound[variable]]
                    break
            else:
                raise NotFoundError
        return self.bound[variable]

    def copy(self) -> Filling:
        """Return a copy to try something with."""
        lists = {name: [*records] for name, records in self.lists.items()}
        return attrs.evolve(
            self,
            values={**self.values},
            lists=lists,
            bound={**self.bound},
            spans={**self.spans},
        )

    def take(self, trial: Filling) -> None:
        """Take over what a trial filled in."""
        self.values, self.lists, self.peildatum = trial.values, trial.lists, trial.peildatum
        self.spans = trial.spans

    def complete(self, missing: Iterable[Leaf]) -> bool:
        """Fill in what is missing as plainly as can be; False where that cannot be done."""
        found = list(missing)
        for leaf in found:
            type_ = self._type_of(leaf)
            if isinstance(type_, Lijst) and leaf.record is None:
                self.lists.setdefault(leaf.name, [])
            elif type_ is None or leaf in self.values or leaf in self.spans:
                return False
            else:
                self.values[leaf] = plain(type_)
        return bool(found)

    def _type_of(self, leaf: Leaf) -> Type | None:
        if leaf.kind == "oordeel":
            return self.program.judgements.get(leaf.name, (None, None))[0]
        if leaf.kind != "gegeven":
            return None
        type_ = self.program.facts.get(leaf.name, JaNee() if " " in leaf.name else None)
        if isinstance(type_, Lijst) and leaf.field is not None:
            return type_.soort.field(leaf.field)
        return type_


def _is_presence(expr: core.Expr) -> bool:
    """Tell whether this asks if a fact of at most one record has that one."""
    if not isinstance(expr, core.Aggregate) or expr.kind != "any":
        return False
    return expr == exists(expr.lists[0])


def _absent(expr: core.Expr, side: Side) -> tuple[str, ...]:
    if not isinstance(expr, core.Aggregate) or side != Options((False,)):
        return ()
    return (expr.lists[0].name,) if _is_presence(expr) else ()


def _reads(expr: core.Aggregate) -> set[str]:
    return {expr.lists[0].name} if expr.kind == "only" or _is_presence(expr) else set()


def _order(one: tuple[Axis, Side]) -> tuple[bool, bool, bool]:
    """Whether there is a record goes first, and how two quantities stand to each other last."""
    expr = one[0].expr
    return not _is_presence(expr), not one[0].is_leaf, isinstance(expr, core.Compare)


def _standing(left: Scalar, right: Scalar) -> Scalar:
    first, second = as_number(left), as_number(right)
    return ORDER[1 + (first > second) - (first < second)]


def _has_parts(expr: core.Expr) -> bool:
    return isinstance(expr, core.And | core.Or | core.Not | core.Gate | core.AtLeast | core.Choose)


def plain(type_: Type) -> Scalar:
    """Return the plainest value of a type: nee, the first option, or what is nearest to nil.

    >>> plain(JaNee()), plain(Keuze(("a", "b"))), plain(Percentage(1, 2))
    (False, 'a', 1)
    """
    match type_:
        case JaNee():
            return False
        case Keuze(opties=opties):
            return opties[0]
    low, high = (as_number(end) for end in bounds(type_))
    return Room(type_, low, high).example


def _first(side: Stretch) -> Number:
    """Return the first whole number of a stretch."""
    if side.low is None:
        return -LARGEST
    low = as_number(side.low)
    return math.ceil(low) if side.with_low else math.floor(low) + 1


def _last(side: Stretch) -> Number:
    if side.high is None:
        return LARGEST
    high = as_number(side.high)
    return math.floor(high) if side.with_high else math.ceil(high) - 1


def births(side: Stretch, day: date) -> Stretch:
    """Return the births with an age in a stretch on a day."""
    youngest = shift(day, -int(_first(side)), "jaar", "eerder")
    if side.high is None or _last(side) > OLDEST:
        return Stretch(None, youngest)
    oldest = shift(day, -int(_last(side)) - 1, "jaar", "eerder") + timedelta(days=1)
    return Stretch(oldest, youngest)


def _chosen(side: Stretch, room: Room) -> Number:
    number = max(min(as_number(side.example), room.high), room.low)
    if not _inside(number, side):
        raise NotFoundError
    return number


def _inside(value: Scalar, side: Stretch) -> bool:
    number = as_number(value)
    above = side.low is None or (
        number >= as_number(side.low) if side.with_low else number > as_number(side.low)
    )
    below = side.high is None or (
        number <= as_number(side.high) if side.with_high else number < as_number(side.high)
    )
    return above and below


def _as_date(value: Scalar) -> date:
    if not isinstance(value, date):
        raise NotFoundError
    return value
