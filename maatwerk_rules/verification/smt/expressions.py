"""The meaning of expressions as formulas, on complete cases: each has one value.

What is read of a definition by which no rule decides, and an amount on a day of which it is not
known, has no value. The evaluator then goes on with all values that are possible; here one of them
stands in, which finds every settled outcome too, and the place is kept as open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Protocol

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.source import Span
from maatwerk_rules.verification.smt import calendar
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.quantities import (
    Amount,
    Quantities,
    Truth,
    UnsupportedError,
    Value,
)
from maatwerk_rules.verification.smt.situation import Situation
from maatwerk_rules.verification.smt.terms import Pool, Term

Records = tuple[tuple[str, RecordId], ...]


DefinitionPlace = tuple[str, RecordId | None, int]
"""A definition, for one record, in one pass."""


@attrs.frozen
class Open:
    """A place that has no value in some cases: when, why, and where it stands.

    `name` is what has no value. `instead` is what stands there then, and for which definition,
    where that may still be chosen.
    """

    name: str
    when: Term
    reason: str
    at: Span
    instead: tuple[DefinitionPlace, Value] | None = None


class Home(Protocol):
    """Where definitions are encoded."""

    def read(self, expr: core.Read, env: Environment) -> tuple[Value, Term]:
        """Return the result of another definition, and when it has none."""
        ...

    def instead(self, expr: core.Read, env: Environment) -> tuple[DefinitionPlace, Value] | None:
        """Return what stands for a result that is not there, where that may still be chosen."""
        ...

    def months(self, expr: core.OverMonths, env: Environment) -> Iterable[tuple[Term, Value]]:
        """Return of each month whether it counts and what the body is worth, the last first."""
        ...

    def keep(self, found: Open) -> None:
        """Keep a place that may be open."""
        ...


@attrs.define(eq=False)
class Environment:
    """Where an expression is encoded; remembers what it encoded."""

    situation: Situation
    home: Home
    phase: int = 2
    records: Records = ()
    previous: Value | None = None
    own: tuple[str, int] | None = None
    _known: dict[int, Value] = attrs.field(factory=dict, init=False)
    _inside: dict[object, Environment] = attrs.field(factory=dict, init=False)

    @property
    def quantities(self) -> Quantities:
        """What reckons with values."""
        return self.situation.free.quantities

    @property
    def pool(self) -> Pool:
        """What makes terms."""
        return self.quantities.pool

    def record(self, variable: str | None) -> RecordId | None:
        """Return the record that a variable stands for."""
        if variable is None:
            return None
        return next(record for name, record in reversed(self.records) if name == variable)

    def bound(self, variable: str, record: RecordId) -> Environment:
        """Return the same with a variable that stands for a record."""
        others = tuple(each for each in self.records if each[0] != variable)
        return self._with((variable, record), records=(*others, (variable, record)))

    def within(self, own: tuple[str, int]) -> Environment:
        """Return the same inside a deviation of a definition."""
        return self if own == self.own else self._with(own, own=own)

    def after(self, previous: Value) -> Environment:
        """Return the same with a value before it."""
        return attrs.evolve(self, previous=previous)

    def _with(self, key: object, **changes: object) -> Environment:
        if key not in self._inside:
            self._inside[key] = attrs.evolve(self, **changes)  # type: ignore[arg-type]
        return self._inside[key]

    def value(self, expr: core.Expr) -> Value:
        """Return what an expression is worth."""
        key = id(expr)
        if key not in self._known:
            self._known[key] = encode(expr, self)
        return self._known[key]

    def truth(self, expr: core.Expr) -> Term:
        """Return what a condition comes to."""
        found = self.value(expr)
        assert isinstance(found, Truth)
        return found.term

    def day(self, expr: core.Expr) -> Day:
        """Return what a date is."""
        found = self.value(expr)
        assert isinstance(found, Day)
        return found

    def whole(self, expr: core.Expr) -> Term:
        """Return a number of which the parts are cut off, as a term."""
        found = self.value(expr)
        assert isinstance(found, Amount)
        if found.per == 1:
            return found.term
        down = self.pool.div(found.term, found.per)
        up = self.pool.scale(self.pool.div(self.pool.scale(found.term, -1), found.per), -1)
        return self.pool.choose(self.pool.le(self.pool.known(0), found.term), down, up)


@singledispatch
def encode(expr: core.Expr, env: Environment) -> Value:
    """Return what an expression is worth in all complete cases."""
    raise TypeError(f"no formula for {type(expr).__name__}")


@encode.register
def _(expr: core.Constant, env: Environment) -> Value:
    return env.quantities.constant(expr.value)


@encode.register
def _(expr: core.Fact, env: Environment) -> Value:
    return env.situation.value(Leaf("gegeven", expr.name), expr.type)


@encode.register
def _(expr: core.Field, env: Environment) -> Value:
    record = env.record(expr.variable)
    assert record is not None
    return env.situation.value(Leaf("gegeven", record.list, record, expr.field), expr.type)


@encode.register
def _(expr: core.Judged, env: Environment) -> Value:
    leaf = Leaf("oordeel", expr.name, env.record(expr.variable))
    return env.situation.value(leaf, expr.type)


@encode.register
def _(expr: core.Dated, env: Environment) -> Value:
    on = env.day(expr.on)
    known = [amount for _, amount in expr.entries if amount is not None]
    if not known:
        raise UnsupportedError("een bedrag waarvan niets bekend is", expr.span)
    pool, quantities = env.pool, env.quantities
    value, unknown = quantities.constant(known[0]), pool.true
    for start, amount in expr.entries:
        begun = pool.le(calendar.known_day(pool, start).key, on.key)
        if amount is not None:  # what is not known stays what it was: that makes no difference
            value = quantities.choose(begun, quantities.constant(amount), value)
        unknown = pool.choose(begun, pool.truth(amount is None), unknown)
    if expr.until is not None:
        ended = pool.le(calendar.known_day(pool, expr.until).key, on.key)
        unknown = pool.either(ended, unknown)
    if unknown is not pool.false:
        env.home.keep(Open(expr.name, unknown, "op die dag is het bedrag niet bekend", expr.span))
    return quantities.some(expr.type) if unknown is pool.true else value


@encode.register
def _(expr: core.Unfilled, env: Environment) -> Value:
    return env.situation.value(Leaf("invulling", expr.name), expr.type)


@encode.register
def _(expr: core.ReferenceDate, env: Environment) -> Value:
    return env.situation.peildatum


@encode.register
def _(expr: core.Read, env: Environment) -> Value:
    """Where there is no result, any may stand in its place."""
    value, unknown = env.home.read(expr, env)
    if unknown is env.pool.false:
        return value
    instead = env.home.instead(expr, env)
    reason = f"over {expr.name} beslist dan geen regel"
    env.home.keep(Open(expr.name, unknown, reason, expr.span, instead))
    other = env.quantities.some(expr.type) if instead is None else instead[1]
    return env.quantities.choose(unknown, other, value)


@encode.register
def _(expr: core.Previous, env: Environment) -> Value:
    assert env.previous is not None
    return env.previous


@encode.register
def _(expr: core.Not, env: Environment) -> Value:
    return Truth(env.pool.negate(env.truth(expr.part)))


@encode.register
def _(expr: core.And, env: Environment) -> Value:
    return Truth(env.pool.both(*(env.truth(part) for part in expr.parts)))


@encode.register
def _(expr: core.Or, env: Environment) -> Value:
    return Truth(env.pool.either(*(env.truth(part) for part in expr.parts)))


@encode.register
def _(expr: core.AtLeast, env: Environment) -> Value:
    pool = env.pool
    count = pool.add(*(as_number(pool, env.truth(part)) for part in expr.parts))
    enough = pool.le(pool.known(expr.low), count)
    if expr.high is None:
        return Truth(enough)
    return Truth(pool.both(enough, pool.le(count, pool.known(expr.high))))


def as_number(pool: Pool, truth: Term) -> Term:
    """Return one for ja and nil for nee."""
    return pool.choose(truth, pool.known(1), pool.known(0))


@encode.register
def _(expr: core.Gate, env: Environment) -> Value:
    return Truth(env.pool.both(env.truth(expr.first), env.truth(expr.then)))


@encode.register
def _(expr: core.Compare, env: Environment) -> Value:
    left, right = env.value(expr.left), env.value(expr.right)
    quantities, pool = env.quantities, env.pool
    match expr.operator:
        case "eq":
            return Truth(quantities.same(left, right))
        case "ne":
            return Truth(pool.negate(quantities.same(left, right)))
        case "le":
            return Truth(quantities.at_most(left, right))
        case "lt":
            return Truth(pool.negate(quantities.at_most(right, left)))
        case "ge":
            return Truth(quantities.at_most(right, left))
    return Truth(pool.negate(quantities.at_most(left, right)))


@encode.register
def _(expr: core.Arithmetic, env: Environment) -> Value:
    left, right = env.value(expr.left), env.value(expr.right)
    match expr.operator:
        case "add":
            return env.quantities.plus(left, right)
        case "sub":
            return env.quantities.plus(left, right, -1)
        case "mul":
            return env.quantities.times(left, right)
    return env.quantities.over(left, right, expr.span)


@encode.register
def _(expr: core.Bound, env: Environment) -> Value:
    value = env.value(expr.part)
    if expr.low is not None:
        value = env.quantities.greatest(value, env.value(expr.low))
    if expr.high is not None:
        value = env.quantities.least(value, env.value(expr.high))
    return value


@encode.register
def _(expr: core.Round, env: Environment) -> Value:
    return env.quantities.rounded(env.value(expr.part), expr.mode, expr.unit)


@encode.register
def _(expr: core.Choose, env: Environment) -> Value:
    value = env.value(expr.otherwise)
    for condition, branch in reversed(expr.branches):
        value = env.quantities.choose(env.truth(condition), env.value(branch), value)
    return value


@encode.register
def _(expr: core.Age, env: Environment) -> Value:
    return Amount(calendar.age(env.pool, env.day(expr.birth), env.day(expr.on)))


@encode.register
def _(expr: core.Shift, env: Environment) -> Value:
    day, amount = env.day(expr.date), env.pool.scale(env.whole(expr.amount), expr.sign)
    if expr.unit in ("dag", "week"):
        days = env.pool.scale(amount, 7 if expr.unit == "week" else 1)
        return calendar.shift_days(env.pool, day, days)
    months = env.pool.scale(amount, 12 if expr.unit == "jaar" else 1)
    return calendar.shift_months(env.pool, day, months, expr.pick == "later")


@encode.register
def _(expr: core.MonthStart, env: Environment) -> Value:
    return calendar.month_start(env.pool, env.day(expr.date))


@encode.register
def _(expr: core.DaysBetween, env: Environment) -> Value:
    return Amount(calendar.days_between(env.pool, env.day(expr.end), env.day(expr.start)))


@encode.register
def _(expr: core.Aggregate, env: Environment) -> Value:
    pool, quantities = env.pool, env.quantities
    if expr.kind == "only":
        ((_, inside),) = _items(expr, env)
        assert expr.body is not None
        return inside.value(expr.body)
    items = [
        (pool.both(there, inside.truth(expr.where)) if expr.where is not None else there, inside)
        for there, inside in _items(expr, env)
    ]
    match expr.kind:
        case "any":
            return Truth(pool.either(*(part for part, _ in items)))
        case "count":
            return Amount(pool.add(*(as_number(pool, part) for part, _ in items)))
        case "all":
            assert expr.where is not None
            each = (
                pool.either(pool.negate(there), inside.truth(expr.where))
                for there, inside in _items(expr, env)
            )
            return Truth(pool.both(*each))
    assert expr.body is not None
    given = [(part, inside.value(expr.body)) for part, inside in items]
    if expr.kind == "sum":
        total: Value = Amount(pool.known(0))
        for part, value in given:
            counted = quantities.choose(part, value, Amount(pool.known(0)))
            total = quantities.plus(total, counted)
        return total
    return _outermost(expr, given, env)


def _items(expr: core.Aggregate, env: Environment) -> Iterator[tuple[Term, Environment]]:
    """Yield each place for a record: whether it holds one, and where its body is encoded."""
    situation = env.situation
    for one in expr.lists:
        slots = situation.free.slots(one.name, one.type)
        for record in slots.records:
            yield situation.present(record, slots), env.bound(expr.variable, record)


def _outermost(expr: core.Aggregate, given: list[tuple[Term, Value]], env: Environment) -> Value:
    """Return the highest or lowest of what takes part; of nothing what stands for that."""
    pool, quantities = env.pool, env.quantities
    pick = quantities.greatest if expr.kind == "highest" else quantities.least
    found: Value | None = None
    some = pool.false
    for part, value in given:
        if found is None:
            found = value
        else:
            further = quantities.choose(some, pick(found, value), value)
            found = quantities.choose(part, further, found)
        some = pool.either(some, part)
    empty = None if expr.empty is None else env.value(expr.empty)
    if found is None or empty is None:
        found = found or empty
        assert found is not None
        return found
    return quantities.choose(some, found, empty)


@encode.register
def _(expr: core.OverMonths, env: Environment) -> Value:
    """A body of facts alone is worth the same in each month of a case without courses."""
    if not any(isinstance(part, _VARYING) for part in core.walk(expr.body)):
        return _of_equal_months(expr, env)
    pool, quantities = env.pool, env.quantities
    unbroken, total = pool.true, quantities.constant(0)
    for there, value in env.home.months(expr, env):
        if isinstance(value, Truth):
            holds = pool.both(there, value.term)
            if expr.kind == "run":
                unbroken = holds = pool.both(unbroken, pool.either(pool.negate(there), holds))
                holds = pool.both(holds, there)
            total = quantities.plus(total, Amount(as_number(pool, holds)))
        else:
            counted = quantities.choose(there, value, quantities.constant(0))
            total = quantities.plus(total, counted)
    return total


_VARYING = (core.ReferenceDate, core.Dated, core.Read, core.OverMonths)
"""What may be worth something else on another day."""


def _of_equal_months(expr: core.OverMonths, env: Environment) -> Value:
    day = env.day(expr.day)
    if expr.window == "year":
        months = day.month
    else:
        since = env.pool.total(((day.year, 12), (day.month, 1)), -13)
        months = env.pool.least(env.pool.known(expr.months), since)
    body = env.value(expr.body)
    if expr.kind == "sum":
        return env.quantities.times(Amount(months), body)
    assert isinstance(body, Truth)
    return Amount(env.pool.choose(body.term, months, env.pool.known(0)))
