"""The meaning of expressions: what each is worth in a case, as a step with its parts.

Unknown is a value: the options or the interval that are still possible. `missing` holds the leaves
that keep a step from being settled; it is empty exactly when the step is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import singledispatch
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from maatwerk_rules.model import core, exact
from maatwerk_rules.model.types import Number, Type
from maatwerk_rules.model.unknown import (
    JA_OF_NEE,
    NEE,
    Interval,
    Leaf,
    Possible,
    RecordId,
    anything,
    fact_leaf,
    hull,
    known,
)
from maatwerk_rules.runtime import arithmetic, logic
from maatwerk_rules.runtime.aggregate import AGGREGATES, Item
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.months import MONTHS, days_of
from maatwerk_rules.runtime.siblings import highest, lowest
from maatwerk_rules.runtime.steps import NOTHING, DefinitionStep, Missing, Step
from maatwerk_rules.values import frozen

if TYPE_CHECKING:
    from maatwerk_rules.runtime.again import Again

Reader = Callable[[str, RecordId | None, "Environment"], DefinitionStep]
Months = Callable[[core.OverMonths, Sequence[date], "Environment"], tuple[Step, ...]]


@frozen
class Environment:
    """Where an expression is evaluated.

    `records` binds record variables. In a deviation `own` holds the name of its definition and
    the pass in which that is read there. `provisional` leaves out the rules that wait for
    something unknown. `months` gives what the body of an expression over months is worth in each
    month, the last first, under the rules of its day. `again` knows what is as in a case near it.
    """

    program: core.Program
    case: Case
    read: Reader
    phase: int = 2
    records: Mapping[str, RecordId] = MappingProxyType({})
    previous: Step | None = None
    own: tuple[str, int] | None = None
    provisional: bool = False
    months: Months | None = None
    again: Again | None = None

    def inside(self, records: Mapping[str, RecordId]) -> Environment:
        """Return the same place with other records; written out, as it is made for each record."""
        return Environment(
            self.program,
            self.case,
            self.read,
            self.phase,
            records,
            self.previous,
            self.own,
            self.provisional,
            self.months,
            self.again,
        )

    def at(self, phase: int, records: Mapping[str, RecordId]) -> Environment:
        """Return the place of a definition in a pass; written out, as it is made for each."""
        return Environment(
            self.program,
            self.case,
            self.read,
            phase,
            records,
            self.previous,
            self.own,
            self.provisional,
            self.months,
            self.again,
        )


UNNAMED = "?"
"""The key of the record that stands for all records of a list that are not known."""


def is_unnamed(record: RecordId | None) -> bool:
    """Tell whether this stands for records that are not known."""
    return record is not None and record.key == UNNAMED


@singledispatch
def evaluate(expr: core.Expr, env: Environment) -> Step:
    """Return what an expression is worth; linear in its size and the records it reads.

    >>> from datetime import date
    >>> from maatwerk_rules.model.types import Aantal
    >>> three = core.Constant(3, Aantal())
    >>> env = Environment(core.Program({}, {}, {}), Case(date(2026, 1, 1)), lambda *_: None)
    >>> evaluate(core.Arithmetic("add", three, three), env).value.only
    6
    """
    raise TypeError(f"no meaning for {type(expr).__name__}")


_MEANING: dict[type[core.Expr], Callable[[core.Expr, Environment], Step]] = {}


def worth(expr: core.Expr, env: Environment) -> Step:
    """Return what `evaluate` does, looked up once per class: a decision asks it very often.

    >>> from maatwerk_rules.model.types import Aantal
    >>> env = Environment(core.Program({}, {}, {}), Case(date(2026, 1, 1)), lambda *_: None)
    >>> worth(core.Constant(3, Aantal()), env).value.only
    3
    """
    kind = expr.__class__
    found = _MEANING.get(kind)
    if found is None:
        found = _MEANING[kind] = evaluate.dispatch(kind)
    return found(expr, env)


def step(
    expr: core.Expr,
    value: Possible,
    parts: Sequence[Step | DefinitionStep] = (),
    own: Missing = NOTHING,
) -> Step:
    """Return a step that misses `own` and what its parts miss, unless it is settled.

    >>> open_leaf = frozenset({Leaf("gegeven", "inkomen")})
    >>> step(core.ReferenceDate(), Interval(1, 2), own=open_leaf).missing == open_leaf
    True
    >>> step(core.ReferenceDate(), Interval(1, 1), own=open_leaf).missing
    frozenset()
    """
    if value.settled:
        return Step(expr, value, NOTHING, tuple(parts))
    return Step(expr, value, own.union(*(part.missing for part in parts)), tuple(parts))


def leaf_step(expr: core.Expr, leaf: Leaf, type_: Type, env: Environment) -> Step:
    """Return what is known of a leaf, or everything its type allows.

    >>> from datetime import date
    >>> from maatwerk_rules.model.types import JaNee
    >>> env = Environment(core.Program({}, {}, {}), Case(date(2026, 1, 1)), lambda *_: None)
    >>> fact = core.Fact("werkt", JaNee())
    >>> [str(leaf) for leaf in leaf_step(fact, Leaf("gegeven", "werkt"), JaNee(), env).missing]
    ['werkt']
    """
    value = env.case.value(leaf)
    if value is not None:
        return Step(expr, known(value, type_))
    return step(expr, anything(type_), own=frozenset({leaf}))


@evaluate.register
def _(expr: core.Constant, env: Environment) -> Step:
    return Step(expr, expr.possible)


@evaluate.register
def _(expr: core.Fact, env: Environment) -> Step:
    return leaf_step(expr, fact_leaf(expr.name), expr.type, env)


@evaluate.register
def _(expr: core.Field, env: Environment) -> Step:
    record = env.records[expr.variable]
    leaf = Leaf("gegeven", record.list, record, expr.field)
    if is_unnamed(record):
        leaf = Leaf("gegeven", record.list)
    return leaf_step(expr, leaf, expr.type, env)


@evaluate.register
def _(expr: core.Judged, env: Environment) -> Step:
    record = env.records[expr.variable] if expr.variable is not None else None
    if record is not None and is_unnamed(record):
        return leaf_step(expr, Leaf("gegeven", record.list), expr.type, env)
    return leaf_step(expr, Leaf("oordeel", expr.name, record), expr.type, env)


@evaluate.register
def _(expr: core.Dated, env: Environment) -> Step:
    on = worth(expr.on, env)
    assert isinstance(on.value, Interval)
    leaf = Leaf("bedrag", expr.name)
    low, high = on.value.low, on.value.high
    assert isinstance(low, date) and isinstance(high, date)
    found: Possible | None = None
    unknown = low < expr.entries[0][0] or (expr.until is not None and high >= expr.until)
    ends = [*(start for start, _ in expr.entries[1:]), expr.until]
    for (start, amount), end in zip(expr.entries, ends, strict=True):
        if start <= high and (end is None or low < end):
            if amount is None:
                unknown = True
            else:
                found = hull(found, Interval(amount, amount))
    if unknown or found is None:
        missing = frozenset({leaf}) if found is None else on.missing | {leaf}
        value = anything(expr.type)
        return Step(expr, value, NOTHING if value.settled else missing, (on,))
    return step(expr, found, (on,))


@evaluate.register
def _(expr: core.Unfilled, env: Environment) -> Step:
    return leaf_step(expr, Leaf("invulling", expr.name), expr.type, env)


@evaluate.register
def _(expr: core.ReferenceDate, env: Environment) -> Step:
    return Step(expr, Interval(env.case.peildatum, env.case.peildatum))


@evaluate.register
def _(expr: core.Read, env: Environment) -> Step:
    record = env.records[expr.variable] if expr.variable is not None else None
    result = env.read(expr.name, record, env)
    if not (result.no_rule or result.conflict):
        assert result.values is not None
        return step(expr, result.values, (result,))
    value = hull(anything(expr.type), result.values)
    assert value is not None
    itself = Leaf("uitkomst", expr.name, record)
    if record is not None and is_unnamed(record):
        itself = Leaf("gegeven", record.list)
    return step(expr, value, (result,), NOTHING if result.missing else frozenset({itself}))


@evaluate.register
def _(expr: core.Previous, env: Environment) -> Step:
    assert env.previous is not None
    return attrs.evolve(env.previous, expr=expr)


@evaluate.register
def _(expr: core.Not, env: Environment) -> Step:
    part = worth(expr.part, env)
    return step(expr, logic.negate(part.value), (part,))


@evaluate.register
def _(expr: core.And, env: Environment) -> Step:
    parts = _parts(expr.parts, env)
    sure, can = logic.count(part.value for part in parts)
    return step(expr, logic.truth(can == len(parts), sure < len(parts)), parts)


@evaluate.register
def _(expr: core.Or, env: Environment) -> Step:
    parts = _parts(expr.parts, env)
    sure, can = logic.count(part.value for part in parts)
    return step(expr, logic.truth(can > 0, sure == 0), parts)


def _parts(parts: Sequence[core.Expr], env: Environment) -> list[Step]:
    again = env.again
    return [worth(part, env) if again is None else again.part(part, env) for part in parts]


@evaluate.register
def _(expr: core.AtLeast, env: Environment) -> Step:
    parts = _parts(expr.parts, env)
    sure, can = logic.count(part.value for part in parts)
    high = len(parts) if expr.high is None else expr.high
    can_hold = can >= expr.low and sure <= high
    surely = sure >= expr.low and can <= high
    return step(expr, logic.truth(can_hold, not surely), parts)


@evaluate.register
def _(expr: core.Gate, env: Environment) -> Step:
    first = worth(expr.first, env)
    if first.is_false:
        return Step(expr, NEE, NOTHING, (first,))
    then = worth(expr.then, env)
    if first.is_true or then.is_false:
        return step(expr, then.value, (first, then))
    return Step(expr, JA_OF_NEE, first.missing, (first, then))


@evaluate.register
def _(expr: core.Compare, env: Environment) -> Step:
    left, right = worth(expr.left, env), worth(expr.right, env)
    return step(expr, logic.compare(expr.operator, left.value, right.value), (left, right))


@evaluate.register
def _(expr: core.Arithmetic, env: Environment) -> Step:
    left, right = worth(expr.left, env), worth(expr.right, env)
    assert isinstance(left.value, Interval) and isinstance(right.value, Interval)
    value = arithmetic.ARITHMETIC[expr.operator](left.value, right.value)
    return step(expr, value, (left, right))


@evaluate.register
def _(expr: core.Bound, env: Environment) -> Step:
    parts = [worth(expr.part, env)]
    value = parts[0].value
    if expr.low is not None:
        parts.append(worth(expr.low, env))
        value = highest([value, parts[-1].value], [value, parts[-1].value])
    if expr.high is not None:
        parts.append(worth(expr.high, env))
        value = lowest([value, parts[-1].value], [value, parts[-1].value])
    return step(expr, value, parts)


@evaluate.register
def _(expr: core.Round, env: Environment) -> Step:
    part = worth(expr.part, env)
    low, high = _numbers(part.value)
    rounded = [exact.round_number(number, expr.mode, expr.unit) for number in (low, high)]
    return step(expr, Interval(*rounded), (part,))


def _numbers(value: Possible) -> tuple[Number, Number]:
    assert isinstance(value, Interval)
    return value.low, value.high  # type: ignore[return-value]


@evaluate.register
def _(expr: core.Choose, env: Environment) -> Step:
    value: Possible | None = None
    parts: list[Step] = []
    for condition, branch in expr.branches:
        guard = worth(condition, env)
        parts.append(guard)
        if guard.is_false:
            continue
        parts.append(worth(branch, env))
        value = hull(value, parts[-1].value)
        if guard.is_true:
            break
    else:
        parts.append(worth(expr.otherwise, env))
        value = hull(value, parts[-1].value)
    assert value is not None
    return step(expr, value, parts)


@evaluate.register
def _(expr: core.Age, env: Environment) -> Step:
    birth, on = worth(expr.birth, env), worth(expr.on, env)
    (born_first, born_last), (first, last) = _dates(birth.value), _dates(on.value)
    value = Interval(exact.age(born_last, first), exact.age(born_first, last))
    return step(expr, value, (birth, on))


def _dates(value: Possible) -> tuple[date, date]:
    assert isinstance(value, Interval)
    return value.low, value.high  # type: ignore[return-value]


@evaluate.register
def _(expr: core.Shift, env: Environment) -> Step:
    day, amount = worth(expr.date, env), worth(expr.amount, env)
    (first, last), (few, many) = _dates(day.value), _numbers(amount.value)
    if expr.sign < 0:
        few, many = -many, -few
    low = exact.shift(first, int(few), expr.unit, expr.pick)
    high = exact.shift(last, int(many), expr.unit, expr.pick)
    return step(expr, Interval(low, high), (day, amount))


@evaluate.register
def _(expr: core.MonthStart, env: Environment) -> Step:
    day = worth(expr.date, env)
    first, last = _dates(day.value)
    return step(expr, Interval(first.replace(day=1), last.replace(day=1)), (day,))


@evaluate.register
def _(expr: core.DaysBetween, env: Environment) -> Step:
    end, start = worth(expr.end, env), worth(expr.start, env)
    (end_first, end_last), (start_first, start_last) = _dates(end.value), _dates(start.value)
    value = Interval((end_first - start_last).days, (end_last - start_first).days)
    return step(expr, value, (end, start))


@evaluate.register
def _(expr: core.Aggregate, env: Environment) -> Step:
    items: list[Item] = []
    rests: list[Item] = []
    unlisted = set()
    for one in expr.lists:
        listed = env.case.records(one.name, one.type)
        items += [_item(expr, env, record) for record in listed.records]
        room = 0 if listed.complete else one.type.maximum - len(listed.records)
        if room:
            rests.append(_item(expr, env, RecordId(one.name, UNNAMED), room))
            unlisted.add(Leaf("gegeven", one.name))
    parts = [part for item in items for part in item.parts]
    value = AGGREGATES[expr.kind](items, rests, lambda: _empty(expr, env, parts))
    return step(expr, value, parts, frozenset(unlisted))


@evaluate.register
def _(expr: core.OverMonths, env: Environment) -> Step:
    """While it is open which months lie in the window, no month is looked into."""
    day = worth(expr.day, env)
    first, last = _dates(day.value)
    days = days_of(expr, first)
    if days != days_of(expr, last):
        return step(expr, anything(expr.type), (day,))
    assert env.months is not None
    months = env.months(expr, days, env)
    value = MONTHS[expr.kind]([month.value for month in months])
    return step(expr, value, (day, *reversed(months)))


def _item(expr: core.Aggregate, env: Environment, record: RecordId, times: int = 1) -> Item:
    inside = env.inside({**env.records, expr.variable: record})
    where = worth(expr.where, inside) if expr.where is not None else None
    body = worth(expr.body, inside) if expr.body is not None else None
    return Item(where, body, times)


def _empty(expr: core.Aggregate, env: Environment, parts: list[Step]) -> Possible:
    assert expr.empty is not None
    found = worth(expr.empty, env)
    parts.append(found)
    return found.value
