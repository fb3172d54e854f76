"""Expressions of the core as operations on columns: units settled, ends known, names resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import singledispatchmethod
from math import gcd
from types import MappingProxyType
from typing import Protocol

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.apart import Era, OverMonths, Paired
from maatwerk_rules.compiler.columns.over_months import is_timeless
from maatwerk_rules.compiler.columns.plan import DAG, EPOCH, JA, WORD, Op, Shape
from maatwerk_rules.compiler.columns.units import (
    MONTHS,
    NO_MEANING,
    NO_UNIT,
    TOO_LARGE,
    TWO_RECORDS,
    apart,
    fitting,
    hull,
    same_unit,
    scaled,
    shape_of,
    together,
    unsettled,
)
from maatwerk_rules.model import core
from maatwerk_rules.model.exact import round_ratio
from maatwerk_rules.model.types import Type


class Book(Protocol):
    """What an expression needs of the plan it will stand in."""

    single: frozenset[str]

    def leaf(self, leaf: core.Expr, type_: Type, list_: str | None) -> Op:
        """Return the column of a fact, field, judgement or invulling."""

    def is_open(self, judged: core.Judged, list_: str | None) -> Op:
        """Return whether a judgement is open."""

    def amount(self, dated: core.Dated) -> tuple[int, Shape]:
        """Return the number of a dated amount, and what it holds."""

    def option(self, name: str) -> int:
        """Return the number of an option of a keuze."""

    def result(self, name: str, phase: int, list_: str | None) -> Op:
        """Return what a definition gives."""

    def list_of(self, name: str) -> str | None:
        """Return the soort for whose records a definition is; None where it is not per record."""

    def eras(self, expr: core.OverMonths, scope: Scope) -> tuple[Era, ...]:
        """Return what a month is worth by the rules of each time in which it may lie."""


@attrs.frozen
class Scope:
    """Where an expression stands.

    `lists` gives for each record variable the list of its record, None where that lies outside the
    aggregate it is read in. `own` is the definition that a deviation changes, with the pass in
    which it is read there. `beside` is a variable whose records are looked at beside each of those
    of a list, with that list.
    """

    phase: int
    lists: Mapping[str, str | None] = MappingProxyType({})
    previous: Op | None = None
    own: tuple[str, int] | None = None
    beside: tuple[str, str] | None = None


@attrs.frozen
class Ratio:
    """A quotient on its way to be rounded or compared; nothing where `over` is 0."""

    part: Op
    over: Op


Value = Op | Ratio


@attrs.frozen
class Lowerer:
    """Makes the operations of one scope."""

    book: Book
    scope: Scope

    def op(self, expr: core.Expr) -> Op:
        """Return an expression as one operation; a loose quotient is none."""
        found = self.value(expr)
        return unsettled(NO_UNIT, Shape("getal", 0, 0)) if isinstance(found, Ratio) else found

    def truth(self, exprs: Sequence[core.Expr]) -> tuple[tuple[Op, ...], str | None]:
        """Return conditions for the same records, and the list of those."""
        ops = together(self.op(expr) for expr in exprs)
        return tuple(ops), next((op.domain for op in ops), None)

    @singledispatchmethod
    def value(self, expr: core.Expr) -> Value:
        """Return an expression as an operation, or as a quotient of two."""
        raise TypeError(f"no columns for {type(expr).__name__}")

    @value.register
    def _(self, expr: core.OverMonths) -> Value:
        on = self.op(expr.day)
        if is_timeless(expr.body):
            return self._times_one(expr, on)
        if on.domain is not None or self.scope.beside is not None:
            return unsettled(MONTHS, Shape("getal", 0, 0))
        eras = self.book.eras(expr, self.scope)
        if len(eras) == 1 and not eras[0].moves:
            return self._times_one(expr, on)
        bodies = together(same_unit([one.body for one in eras]))
        held, most = hull(bodies), 12 if expr.window == "year" else expr.months
        shape = Shape("getal", 0, most)
        if expr.kind == "sum":
            shape = Shape("getal", min(0, held.low * most), max(0, held.high * most), held.per)
        pairs = zip(eras, bodies, strict=True)
        eras = tuple(attrs.evolve(one, body=body) for one, body in pairs)
        window = (expr.kind, expr.window, expr.months, on, eras)
        return apart(OverMonths(*window, shape=shape, domain=bodies[0].domain), MONTHS)

    def _times_one(self, expr: core.OverMonths, on: Op) -> Value:
        """Return months that are all worth the same: so many times one, also where one is nothing.

        While it is open which months there are, the evaluator looks into none.
        """
        most = 12 if expr.window == "year" else expr.months
        shape = Shape("getal", 0, most)
        number: Op = plan.Months(on, expr.window, most, shape=shape, domain=on.domain)
        if expr.kind == "sum":
            body = self.value(expr.body)
            if isinstance(body, Ratio):
                return Ratio(product(number, body.part), body.over)
            return product(number, body)
        numbers = (plan.Constant(each, shape=Shape("getal", each, each)) for each in (1, 0))
        body, one, none = together((self.op(expr.body), *numbers))
        each = plan.Choose(((body, one),), none, shape=Shape("getal", 0, 1), domain=body.domain)
        return product(number, each)

    @value.register
    def _(self, expr: core.Constant) -> Value:
        match expr.value:
            case bool():
                return plan.Constant(int(expr.value), shape=JA)
            case str():
                number = self.book.option(expr.value)
                return plan.Constant(number, shape=Shape("keuze", number, number))
            case date():
                day = expr.value.toordinal() - EPOCH
                return plan.Constant(day, shape=Shape("dag", day, day))
        number, per = Fraction(expr.value).as_integer_ratio()
        return fitting(plan.Constant(number, shape=Shape("getal", number, number, per)))

    @value.register(core.Fact)
    @value.register(core.Unfilled)
    def _(self, expr: core.Fact | core.Unfilled) -> Value:
        return self.book.leaf(expr, expr.type, None)

    @value.register
    def _(self, expr: core.Field) -> Value:
        listed = self.scope.lists.get(expr.variable)
        if listed is None:
            return unsettled(TWO_RECORDS, shape_of(expr.type))
        return self._beside(expr.variable, listed, self.book.leaf(expr, expr.type, listed))

    @value.register
    def _(self, expr: core.Judged) -> Value:
        if expr.variable is None:
            return self.book.leaf(expr, expr.type, None)
        listed = self.scope.lists.get(expr.variable)
        if listed is None:
            return unsettled(TWO_RECORDS, shape_of(expr.type))
        return self._beside(expr.variable, listed, self.book.leaf(expr, expr.type, listed))

    @value.register
    def _(self, expr: core.Dated) -> Value:
        number, shape = self.book.amount(expr)
        on = self.op(expr.on)
        return fitting(plan.Amount(number, on, shape=shape, domain=on.domain))

    @value.register
    def _(self, expr: core.ReferenceDate) -> Value:
        return plan.Day(shape=DAG)

    @value.register
    def _(self, expr: core.Read) -> Value:
        own = self.scope.own
        phase = own[1] if own is not None and own[0] == expr.name else self.scope.phase
        if self.book.list_of(expr.name) is None:
            return self.book.result(expr.name, phase, None)
        listed = self.scope.lists.get(expr.variable or "")
        if listed is None:
            return unsettled(TWO_RECORDS, shape_of(expr.type))
        found = self.book.result(expr.name, phase, listed)
        return self._beside(expr.variable or "", listed, found)

    def _beside(self, variable: str, listed: str, op: Op) -> Op:
        """Return what is read of a record, which may be looked at beside those of another list."""
        if self.scope.beside is None or self.scope.beside[0] != variable:
            return op
        if isinstance(op, plan.Unsettled) or op.domain is None:
            return op
        return Paired(op, listed, shape=op.shape, domain=self.scope.beside[1])

    @value.register
    def _(self, expr: core.Previous) -> Value:
        return self.scope.previous or unsettled(NO_MEANING, shape_of(expr.type))

    @value.register
    def _(self, expr: core.Not) -> Value:
        part = self.op(expr.part)
        return plan.Not(part, shape=JA, domain=part.domain)

    @value.register
    def _(self, expr: core.And) -> Value:
        parts, domain = self.truth(expr.parts)
        return plan.And(parts, shape=JA, domain=domain)

    @value.register
    def _(self, expr: core.Gate) -> Value:
        parts, domain = self.truth((expr.first, expr.then))
        return plan.Gate(parts, shape=JA, domain=domain)

    @value.register
    def _(self, expr: core.Or) -> Value:
        parts, domain = self.truth(expr.parts)
        return plan.Or(parts, shape=JA, domain=domain)

    @value.register
    def _(self, expr: core.AtLeast) -> Value:
        parts, domain = self.truth(expr.parts)
        high = len(parts) if expr.high is None else expr.high
        return plan.AtLeast(expr.low, high, parts, shape=JA, domain=domain)

    @value.register
    def _(self, expr: core.Compare) -> Value:
        left, right = self.value(expr.left), self.value(expr.right)
        if isinstance(left, Ratio) or isinstance(right, Ratio):
            left, right = _crossed(_ratio(left), _ratio(right))
        left, right = together(same_unit((left, right)))
        if left.shape.kind != right.shape.kind:
            return unsettled(NO_MEANING)
        return plan.Compare(expr.operator, left, right, shape=JA, domain=left.domain)

    @value.register
    def _(self, expr: core.Arithmetic) -> Value:
        left, right = self.value(expr.left), self.value(expr.right)
        if any(isinstance(one, Op) and one.shape.kind != "getal" for one in (left, right)):
            return unsettled(NO_MEANING, Shape("getal", 0, 0))
        if expr.operator == "div":
            return _quotient(left, right)
        if isinstance(left, Op) and isinstance(right, Op):
            return product(left, right) if expr.operator == "mul" else _sum(expr, left, right)
        one, other = _ratio(left), _ratio(right)
        if expr.operator == "mul":
            return Ratio(product(one.part, other.part), product(one.over, other.over))
        overs = [_divisor(each.over, twice=True) for each in (one, other)]
        ends = (product(one.part, overs[1]), product(other.part, overs[0]))
        return Ratio(_sum(expr, *ends), product(*overs))

    @value.register
    def _(self, expr: core.Bound) -> Value:
        found = self.op(expr.part)
        for end, higher in ((expr.low, True), (expr.high, False)):
            if end is not None:
                halfway = higher and expr.high is not None
                found = bound(found, self.op(end), higher=higher, halfway=halfway)
        return found

    @value.register
    def _(self, expr: core.Round) -> Value:
        part = self.value(expr.part)
        unit = Fraction(expr.unit)
        if isinstance(part, Ratio):
            over = scaled(part.over, unit.numerator, 1)
            return rounded(scaled(part.part, unit.denominator, 1), over, expr.mode, unit)
        if part.shape.kind != "getal":
            return unsettled(NO_MEANING, Shape("getal", 0, 0))
        per = part.shape.per * unit.numerator
        shared = gcd(unit.denominator, per)
        over = plan.Constant(per // shared, shape=Shape("getal", per // shared, per // shared))
        return rounded(scaled(part, unit.denominator // shared, 1), over, expr.mode, unit)

    @value.register
    def _(self, expr: core.Choose) -> Value:
        values = [self.op(value) for _, value in expr.branches]
        values = same_unit([*values, self.op(expr.otherwise)])
        conditions = [self.op(condition) for condition, _ in expr.branches]
        ops = together((*values, *conditions))
        *chosen, otherwise = ops[: len(values)]
        branches = tuple(zip(ops[len(values) :], chosen, strict=True))
        shape = hull((*chosen, otherwise))
        return plan.Choose(branches, otherwise, shape=shape, domain=otherwise.domain)

    @value.register
    def _(self, expr: core.Age) -> Value:
        birth, on = together((self.op(expr.birth), self.op(expr.on)))
        shape = Shape("getal", 0, 9998)
        return plan.Age(birth, on, shape=shape, domain=on.domain)

    @value.register
    def _(self, expr: core.Shift) -> Value:
        day, amount = together((self.op(expr.date), self.op(expr.amount)))
        if amount.shape.per != 1:
            return unsettled(NO_UNIT, DAG)
        return plan.Shift(
            day, amount, expr.unit, expr.pick, expr.sign, shape=DAG, domain=day.domain
        )

    @value.register
    def _(self, expr: core.MonthStart) -> Value:
        day = self.op(expr.date)
        return plan.MonthStart(day, shape=DAG, domain=day.domain)

    @value.register
    def _(self, expr: core.DaysBetween) -> Value:
        end, start = together((self.op(expr.end), self.op(expr.start)))
        shape = Shape("getal", end.shape.low - start.shape.high, end.shape.high - start.shape.low)
        return plan.DaysBetween(end, start, shape=shape, domain=end.domain)

    @value.register
    def _(self, expr: core.Aggregate) -> Value:
        if expr.kind == "only":
            (one,) = expr.lists
            assert expr.body is not None
            return self.within(expr.variable, one.name).value(expr.body)
        beside = self._read_beside(expr)
        records = [self._records(expr, one, beside) for one in expr.lists]
        bodies = [one.body for one in records if one.body is not None]
        empty = None if expr.empty is None else self.op(expr.empty)
        together_ = same_unit(bodies if empty is None else [*bodies, empty])
        if empty is not None:
            empty = together_.pop()
        if together_:
            pairs = zip(records, together_, strict=True)
            records = [attrs.evolve(one, body=body) for one, body in pairs]
        shape = _aggregated(expr, together_, empty)
        if beside is not None:
            made = plan.Aggregate(expr.kind, tuple(records), empty, shape=shape)
            return apart(_spread_aggregate(made, beside), TWO_RECORDS)
        outside = self._outside(records, empty)
        if outside is not None and any(one.list not in self.book.single for one in records):
            return unsettled(TWO_RECORDS, shape)
        made = plan.Aggregate(expr.kind, tuple(records), empty, shape=shape)
        return fitting(made if outside is None else _spread_aggregate(made, outside))

    def _outside(self, records: Sequence[plan.Records], empty: Op | None) -> str | None:
        """Return the list of a record outside an aggregate that something in it reads."""
        ops = [(one.list, op) for one in records for op in (one.where, one.body) if op is not None]
        found = [op.domain for name, op in ops if op.domain != name]
        found += [] if empty is None else [empty.domain]
        return next((one for one in found if one is not None), None)

    def _read_beside(self, expr: core.Aggregate) -> str | None:
        """Return the list of a record outside an aggregate that is read for each record in it."""
        if self.scope.beside is not None or all(one.name in self.book.single for one in expr.lists):
            return None
        found = (
            self.scope.lists.get(part.variable)
            for each in (expr.where, expr.body, expr.empty)
            if each is not None
            for part in core.walk(each)
            if isinstance(part, core.Field | core.Judged | core.Read)
            and part.variable is not None
            and part.variable != expr.variable
        )
        return next((one for one in found if one not in (None, *self.book.single)), None)

    def _records(self, expr: core.Aggregate, one: core.Listed, beside: str | None) -> plan.Records:
        inside = self.within(expr.variable, one.name)
        domain = None if one.name in self.book.single else one.name
        if beside is not None and domain is not None:
            lists = {**self.scope.lists, expr.variable: one.name}
            there = attrs.evolve(self.scope, lists=lists, beside=(expr.variable, beside))
            inside, domain = attrs.evolve(self, scope=there), beside

        def each(part: core.Expr | None) -> Op | None:
            return None if part is None else together((inside.op(part),), domain)[0]

        return plan.Records(one.name, each(expr.where), each(expr.body))

    def within(self, variable: str, listed: str) -> Lowerer:
        """Return what makes operations for the records of a list; other records are out of sight.

        A list of exactly one record is the row itself, so that its record stays in sight.
        """
        if listed in self.book.single:
            lists = {**self.scope.lists, variable: listed}
        else:
            seen = {
                name: each if each in self.book.single else None
                for name, each in self.scope.lists.items()
            }
            lists = {**seen, variable: listed}
            return attrs.evolve(self, scope=attrs.evolve(self.scope, lists=lists, beside=None))
        return attrs.evolve(self, scope=attrs.evolve(self.scope, lists=lists))


def _spread_aggregate(op: plan.Aggregate, domain: str) -> Op:
    """Return an aggregate that is there for each record of another list."""

    def each(part: Op | None) -> Op | None:
        return None if part is None else together((part,), domain)[0]

    parts = tuple(plan.Records(one.list, each(one.where), each(one.body)) for one in op.parts)
    return attrs.evolve(op, parts=parts, empty=each(op.empty), domain=domain)


def _ratio(value: Value) -> Ratio:
    """Return a number as a quotient: what it counts over its unit."""
    if isinstance(value, Ratio):
        return value
    per = value.shape.per
    over = plan.Constant(per, shape=Shape("getal", per, per))
    return Ratio(scaled(value, 1, 1), over)


def _crossed(left: Ratio, right: Ratio) -> tuple[Op, Op]:
    """Return two numbers that compare as two quotients do, where both divide by more than 0."""
    if min(left.over.shape.low, right.over.shape.low) <= 0:
        return unsettled(NO_UNIT), unsettled(NO_UNIT)
    over = (left.part, right.part)
    ends = _divisor(left.over, over=over), _divisor(right.over, over=over)
    return product(left.part, ends[1]), product(right.part, ends[0])


def _quotient(left: Value, right: Value) -> Value:
    if isinstance(right, plan.Constant) and isinstance(left, Op) and right.value != 0:
        sign = -1 if right.value < 0 else 1
        ratio = Fraction(right.shape.per, abs(right.value))
        return scaled(left, sign * ratio.numerator, left.shape.per * ratio.denominator)
    one, other = _ratio(left), _ratio(right)
    return Ratio(product(one.part, _divisor(other.over)), product(one.over, _divisor(other.part)))


def _divisor(op: Op, *, twice: bool = False, over: tuple[Op, ...] = ()) -> Op:
    """Return what a number is divided by, to multiply with."""
    if isinstance(op, plan.Constant | plan.Unsettled):
        return op
    op, *others = together((op, *over))
    return plan.Divisor(op, 1, twice, tuple(others), shape=op.shape, domain=op.domain)


def product(left: Op, right: Op) -> Op:
    """Return the product of two numbers; one that is written in the policy is a factor."""
    per = left.shape.per * right.shape.per
    if isinstance(left, plan.Constant):
        left, right = right, left
    if isinstance(right, plan.Constant):
        return scaled(left, right.value, per)
    left, right = together((left, right))
    corners = [
        one * other
        for one in (left.shape.low, left.shape.high)
        for other in (right.shape.low, right.shape.high)
    ]
    shape = Shape("getal", min(corners), max(corners), per)
    return fitting(plan.Arithmetic("mul", left, right, shape=shape, domain=left.domain))


def _sum(expr: core.Arithmetic, left: Op, right: Op) -> Op:
    left, right = together(same_unit((left, right)))
    one, other = left.shape, right.shape
    if expr.operator == "add":
        ends = one.low + other.low, one.high + other.high
        shape = Shape("getal", *ends, one.per)
        return fitting(plan.Arithmetic("add", left, right, shape=shape, domain=left.domain))
    shape = Shape("getal", one.low - other.high, one.high - other.low, one.per)
    return fitting(plan.Arithmetic("sub", left, right, shape=shape, domain=left.domain))


def bound(part: Op, end: Op, *, higher: bool, halfway: bool) -> Op:
    """Return the higher, or the lower, of two values."""
    left, right = together(same_unit((part, end)))
    pick = max if higher else min
    low, high = pick(left.shape.low, right.shape.low), pick(left.shape.high, right.shape.high)
    shape = attrs.evolve(left.shape, low=low, high=high)
    kind = "higher" if higher else "lower"
    return plan.Bound(kind, left, right, halfway, shape=shape, domain=left.domain)  # type: ignore[arg-type]


def rounded(part: Op, over: Op, mode: str, unit: Fraction) -> Op:
    """Return a quotient as a whole number of units."""
    per, factor = unit.denominator, unit.numerator
    if isinstance(over, plan.Constant) and over.value == 1:
        return scaled(part, factor, per)
    part, over = together((part, over))
    ends = _rounded_ends(part.shape, over.shape, mode)
    low, high = sorted(end * factor for end in ends)
    shape = Shape("getal", low, high, per)
    largest = [max(abs(one.low), abs(one.high)) for one in (part.shape, over.shape)]
    for one in (part, over):
        if isinstance(one, plan.Unsettled):
            return unsettled(one.reason, shape)
    found = plan.Round(part, over, mode, factor, shape=shape, domain=part.domain)  # type: ignore[arg-type]
    fits = 2 * largest[0] + largest[1] <= WORD
    return fitting(found) if fits else apart(found, TOO_LARGE)


def _rounded_ends(part: Shape, over: Shape, mode: str) -> tuple[int, int]:
    if over.low <= 0:
        most = max(abs(part.low), abs(part.high))
        return -most, most
    found = [
        round_ratio(number, divisor, mode)
        for number in (part.low, part.high)
        for divisor in (over.low, over.high)
    ]
    return min(found), max(found)


def _aggregated(expr: core.Aggregate, bodies: Sequence[Op], empty: Op | None) -> Shape:
    """Return what an aggregate holds."""
    most = [one.type.maximum for one in expr.lists]
    if expr.kind in ("all", "any"):
        return JA
    if expr.kind == "count":
        return Shape("getal", 0, sum(most))
    if expr.kind != "sum":
        return hull(bodies if empty is None else [*bodies, empty])
    pairs = [(body.shape, number) for body, number in zip(bodies, most, strict=True)]
    low = sum(min(0, shape.low) * number for shape, number in pairs)
    high = sum(max(0, shape.high) * number for shape, number in pairs)
    return Shape("getal", low, high, bodies[0].shape.per)
