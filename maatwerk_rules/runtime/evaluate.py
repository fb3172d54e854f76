"""The meaning of expressions: what each is worth in a case, as a step with its parts.

Unknown is a value: the options or the interval that are still possible. `missing` holds the leaves
that keep a step from being settled; it is empty exactly when the step is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import singledispatch
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

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
    field_leaf,
    hull,
    known,
)
from maatwerk_rules.runtime import arithmetic, logic
from maatwerk_rules.runtime.aggregate import AGGREGATES, Item
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.months import days_of, together
from maatwerk_rules.runtime.siblings import highest, lowest
from maatwerk_rules.runtime.steps import NOTHING, DefinitionStep, Missing, Step
from maatwerk_rules.values import frozen

if TYPE_CHECKING:
    from maatwerk_rules.runtime.again import Again
    from maatwerk_rules.runtime.ready import Ready

Reader = Callable[[str, RecordId | None, "Environment"], DefinitionStep]
Months = Callable[[core.OverMonths, Sequence[date], "Environment"], tuple[Step, ...]]


@frozen
class Environment:
    """Where an expression is evaluated.

    `records` binds record variables. In a deviation `own` holds the name of its definition and
    the pass in which that is read there. `provisional` leaves out the rules that wait for
    something unknown. `months` gives what the body of an expression over months is worth in each
    month, the last first, under the rules of its day. `again` knows what is as in a case near it.
    `ready` has functions that give the steps of `evaluate` sooner; None where they are not used.
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
    ready: Ready | None = None

    def inside(self, records: Mapping[str, RecordId]) -> Environment:
        """Return the same place with other records."""
        return self.at(self.phase, records)

    def at(self, phase: int, records: Mapping[str, RecordId]) -> Environment:
        """Return the place of a definition in a pass; written out, as it is made for each."""
        made: Any = _Making()  # type: ignore[call-arg]
        made.program = self.program
        made.case = self.case
        made.read = self.read
        made.phase = phase
        made.records = records
        made.previous = self.previous
        made.own = self.own
        made.provisional = self.provisional
        made.months = self.months
        made.again = self.again
        made.ready = self.ready
        made.__class__ = Environment
        found: Environment = made
        return found


class _Making(Environment):
    """An environment that is still filled."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__
    if not TYPE_CHECKING:
        __init__ = object.__init__


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
    ready = env.ready
    if ready is not None:
        return ready.function(expr)(env)
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
    if is_unnamed(record):
        return leaf_step(expr, Leaf("gegeven", record.list), expr.type, env)
    return leaf_step(expr, field_leaf(record, expr.field), expr.type, env)


@evaluate.register
def _(expr: core.Judged, env: Environment) -> Step:
    record = env.records[expr.variable] if expr.variable is not None else None
    if record is not None and is_unnamed(record):
        return leaf_step(expr, Leaf("gegeven", record.list), expr.type, env)
    return leaf_step(expr, Leaf("oordeel", expr.name, record), expr.type, env)


@evaluate.register
def _(expr: core.Dated, env: Environment) -> Step:
    return dated(expr, worth(expr.on, env))


def dated(expr: core.Dated, on: Step) -> Step:
    """Return a dated amount on what is known of its day."""
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
    return read(expr, env.read(expr.name, record, env), record)


def read(expr: core.Read, result: DefinitionStep, record: RecordId | None) -> Step:
    """Return the result of a definition as what is read of it."""
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
    return negated(expr, worth(expr.part, env))


def negated(expr: core.Not, part: Step) -> Step:
    """Return whether a part is nee."""
    return step(expr, logic.negate(part.value), (part,))


@evaluate.register
def _(expr: core.And, env: Environment) -> Step:
    return all_of(expr, _parts(expr.parts, env))


def all_of(expr: core.And, parts: Sequence[Step]) -> Step:
    """Return whether all parts are ja."""
    sure, can = logic.count(part.value for part in parts)
    return step(expr, logic.truth(can == len(parts), sure < len(parts)), parts)


@evaluate.register
def _(expr: core.Or, env: Environment) -> Step:
    return one_of(expr, _parts(expr.parts, env))


def one_of(expr: core.Or, parts: Sequence[Step]) -> Step:
    """Return whether a part is ja."""
    sure, can = logic.count(part.value for part in parts)
    return step(expr, logic.truth(can > 0, sure == 0), parts)


def _parts(parts: Sequence[core.Expr], env: Environment) -> list[Step]:
    again = env.again
    return [worth(part, env) if again is None else again.part(part, env) for part in parts]


@evaluate.register
def _(expr: core.AtLeast, env: Environment) -> Step:
    return enough_of(expr, _parts(expr.parts, env))


def enough_of(expr: core.AtLeast, parts: Sequence[Step]) -> Step:
    """Return whether as many parts are ja as is asked."""
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
    return behind(expr, first, worth(expr.then, env))


def behind(expr: core.Gate, first: Step, then: Step) -> Step:
    """Return what a gate gives of which the first part may be ja."""
    if first.is_true or then.is_false:
        return step(expr, then.value, (first, then))
    return Step(expr, JA_OF_NEE, first.missing, (first, then))


@evaluate.register
def _(expr: core.Compare, env: Environment) -> Step:
    return compared(expr, worth(expr.left, env), worth(expr.right, env))


def compared(expr: core.Compare, left: Step, right: Step) -> Step:
    """Return two values compared."""
    return step(expr, logic.compare(expr.operator, left.value, right.value), (left, right))


@evaluate.register
def _(expr: core.Arithmetic, env: Environment) -> Step:
    return reckoned(expr, worth(expr.left, env), worth(expr.right, env))


def reckoned(expr: core.Arithmetic, left: Step, right: Step) -> Step:
    """Return what two numbers give together."""
    assert isinstance(left.value, Interval) and isinstance(right.value, Interval)
    value = arithmetic.ARITHMETIC[expr.operator](left.value, right.value)
    return step(expr, value, (left, right))


@evaluate.register
def _(expr: core.Bound, env: Environment) -> Step:
    part = worth(expr.part, env)
    bounds = [worth(one, env) for one in (expr.low, expr.high) if one is not None]
    return bounded(expr, part, bounds)


def bounded(expr: core.Bound, part: Step, bounds: Sequence[Step]) -> Step:
    """Return a number kept within those of its bounds that there are, the lower first."""
    value, waiting = part.value, list(bounds)
    if expr.low is not None:
        both = [value, waiting.pop(0).value]
        value = highest(both, both)
    if expr.high is not None:
        both = [value, waiting.pop(0).value]
        value = lowest(both, both)
    return step(expr, value, (part, *bounds))


@evaluate.register
def _(expr: core.Round, env: Environment) -> Step:
    return rounded(expr, worth(expr.part, env))


def rounded(expr: core.Round, part: Step) -> Step:
    """Return a number as a whole number of units."""
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
    return aged(expr, worth(expr.birth, env), worth(expr.on, env))


def aged(expr: core.Age, birth: Step, on: Step) -> Step:
    """Return the completed years from a birth to a day."""
    (born_first, born_last), (first, last) = _dates(birth.value), _dates(on.value)
    value = Interval(exact.age(born_last, first), exact.age(born_first, last))
    return step(expr, value, (birth, on))


def _dates(value: Possible) -> tuple[date, date]:
    assert isinstance(value, Interval)
    return value.low, value.high  # type: ignore[return-value]


@evaluate.register
def _(expr: core.Shift, env: Environment) -> Step:
    return shifted(expr, worth(expr.date, env), worth(expr.amount, env))


def shifted(expr: core.Shift, day: Step, amount: Step) -> Step:
    """Return a day moved by an amount of time."""
    (first, last), (few, many) = _dates(day.value), _numbers(amount.value)
    if expr.sign < 0:
        few, many = -many, -few
    low = exact.shift(first, int(few), expr.unit, expr.pick)
    high = exact.shift(last, int(many), expr.unit, expr.pick)
    return step(expr, Interval(low, high), (day, amount))


@evaluate.register
def _(expr: core.MonthStart, env: Environment) -> Step:
    return at_month_start(expr, worth(expr.date, env))


def at_month_start(expr: core.MonthStart, day: Step) -> Step:
    """Return the first day of the month of a day."""
    first, last = _dates(day.value)
    return step(expr, Interval(first.replace(day=1), last.replace(day=1)), (day,))


@evaluate.register
def _(expr: core.DaysBetween, env: Environment) -> Step:
    return between(expr, worth(expr.end, env), worth(expr.start, env))


def between(expr: core.DaysBetween, end: Step, start: Step) -> Step:
    """Return the number of days between two days."""
    (end_first, end_last), (start_first, start_last) = _dates(end.value), _dates(start.value)
    value = Interval((end_first - start_last).days, (end_last - start_first).days)
    return step(expr, value, (end, start))


@evaluate.register
def _(expr: core.Aggregate, env: Environment) -> Step:
    return gathered(expr, env, worth)


def gathered(
    expr: core.Aggregate, env: Environment, work: Callable[[core.Expr, Environment], Step]
) -> Step:
    """Return what records give together; `work` tells what a part is worth in a place."""
    items: list[Item] = []
    rests: list[Item] = []
    unlisted = set()

    def item(record: RecordId, times: int = 1) -> Item:
        inside = env.inside({**env.records, expr.variable: record})
        where = work(expr.where, inside) if expr.where is not None else None
        body = work(expr.body, inside) if expr.body is not None else None
        return Item(where, body, times)

    for one in expr.lists:
        listed = env.case.records(one.name, one.type)
        items += [item(record) for record in listed.records]
        room = 0 if listed.complete else one.type.maximum - len(listed.records)
        if room:
            rests.append(item(RecordId(one.name, UNNAMED), room))
            unlisted.add(Leaf("gegeven", one.name))
    parts = [part for item in items for part in item.parts]

    def empty() -> Possible:
        assert expr.empty is not None
        parts.append(work(expr.empty, env))
        return parts[-1].value

    value = AGGREGATES[expr.kind](items, rests, empty)
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
    value = together(expr.kind, [month.value for month in months])
    parts = (day, *reversed(months))
    if value.settled:
        return Step(expr, value, NOTHING, parts)
    # Months that do not differ are one step: it is asked once what they miss.
    apart = {id(part): part for part in parts}.values()
    return Step(expr, value, NOTHING.union(*(part.missing for part in apart)), parts)
