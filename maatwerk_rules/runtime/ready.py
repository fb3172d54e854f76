"""The steps of the evaluator by functions that are made once: the same, and sooner.

What things mean stands in `evaluate.py` and `rules.py`. Here stands what follows where all that
is needed is known, which needs no sets of possibilities; for all else those are asked, with the
parts that were worked out. Traces are held against those of the evaluator, step for step.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import singledispatch
from typing import TYPE_CHECKING, Any, cast

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.exact import tidy
from maatwerk_rules.model.forces import with_stand_ins
from maatwerk_rules.model.types import JaNee, Keuze, Number, Scalar, Type
from maatwerk_rules.model.unknown import (
    JA,
    NEE,
    Choices,
    Interval,
    Leaf,
    Possible,
    RecordId,
    fact_leaf,
    field_leaf,
    known,
)
from maatwerk_rules.runtime import evaluate as meaning
from maatwerk_rules.runtime.evaluate import Environment, is_unnamed, leaf_step
from maatwerk_rules.runtime.looks import unless_closed
from maatwerk_rules.runtime.rules import (
    Force,
    define,
    defined,
    fired_with,
    reckon,
    round_of,
    waits,
)
from maatwerk_rules.runtime.steps import (
    EMPTY,
    NOTHING,
    DefinitionStep,
    Given,
    NodeStep,
    Round,
    Step,
)

Function = Callable[[Environment], Step]
"""Gives the step of one expression."""
NodeFunction = Callable[[Environment], NodeStep]
"""Gives the step of one rule on which no deviation works."""
Definer = Callable[[core.Definition, RecordId | None, Environment], DefinitionStep]
"""Gives the result of one definition."""

MOST_DAYS = 64
"""Of so many days it is remembered what they are, and what an amount is on them."""


class Ready:
    """Gives the functions, each made when it is first needed and kept with what it works out.

    They know no program: what several programs share has one function.
    """

    def function(self, expr: core.Expr) -> Function:
        """Return the function of an expression.

        >>> from datetime import date
        >>> from maatwerk_rules.model.types import Aantal
        >>> from maatwerk_rules.runtime.case import Case
        >>> three = core.Constant(3, Aantal())
        >>> env = Environment(core.Program({}, {}, {}), Case(date(2026, 1, 1)), lambda *_: None)
        >>> six = core.Arithmetic("add", three, three)
        >>> READY.function(six)(env) == meaning.evaluate(six, env)
        True
        """
        kept = expr.derived
        found: Function | None = kept.get(Ready)
        return found or cast(Function, kept.setdefault(Ready, function_of(expr)))

    def definition(self, definition: core.Definition) -> Definer:
        """Return what works out a definition."""
        return definition.once(_definer)


READY = Ready()


# ---------------------------------------------------------------------- making steps


class _Step(Step):
    """A step that is still filled: its fields are put without the guard of a frozen class."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__
    if not TYPE_CHECKING:
        __init__ = object.__init__


def _settled(expr: core.Expr, value: Possible, parts: tuple[Step | DefinitionStep, ...]) -> Step:
    """Return a step that is settled, in a third of the time of making it as a frozen class does."""
    made: Any = _Step()  # type: ignore[call-arg]
    made.expr = expr
    made.value = value
    made.missing = NOTHING
    made.parts = parts
    made.__class__ = Step
    found: Step = made
    return found


def _is_settled(value: Possible | None) -> bool:
    return value is JA or value is NEE or (value is not None and value.settled)


# ---------------------------------------------------------------------- expressions


@singledispatch
def function_of(expr: core.Expr) -> Function:
    """Return a function that gives the steps of an expression; made anew at each call.

    >>> from maatwerk_rules.model.types import Aantal
    >>> three = function_of(core.Constant(3, Aantal()))
    >>> three(None) is three(None)
    True
    """
    work = meaning.evaluate.dispatch(type(expr))
    return lambda env: work(expr, env)


@function_of.register
def _(expr: core.Constant) -> Function:
    step = Step(expr, expr.possible)
    return lambda env: step


@function_of.register
def _(expr: core.Fact) -> Function:
    return _leaf(expr, fact_leaf(expr.name), expr.type)


@function_of.register
def _(expr: core.Judged) -> Function:
    if expr.variable is None:
        return _leaf(expr, Leaf("oordeel", expr.name), expr.type)
    work = meaning.evaluate.dispatch(core.Judged)
    return lambda env: work(expr, env)


def _leaf(expr: core.Expr, leaf: Leaf, type_: Type) -> Function:
    """Return the function of something that the case tells, the same for every record."""
    told = _told(expr, type_)

    def work(env: Environment) -> Step:
        value = env.case.value(leaf)
        found = None if value is None else told(value)
        return leaf_step(expr, leaf, type_, env) if found is None else found

    return work


def _told(expr: core.Expr, type_: Type) -> Callable[[Scalar], Step | None]:
    """Return what gives the step of something known; the same step for the same option."""
    if isinstance(type_, JaNee | Keuze):
        options = (True, False) if isinstance(type_, JaNee) else type_.opties
        steps: dict[Scalar, Step] = {each: Step(expr, known(each, type_)) for each in options}
        return steps.get
    return lambda value: _settled(expr, Interval(value, value), ())


@function_of.register
def _(expr: core.Field) -> Function:
    told, variable, field, type_ = _told(expr, expr.type), expr.variable, expr.field, expr.type
    work = meaning.evaluate.dispatch(core.Field)

    def field_of(env: Environment) -> Step:
        record = env.records[variable]
        if is_unnamed(record):
            return work(expr, env)
        leaf = field_leaf(record, field)
        value = env.case.value(leaf)
        found = None if value is None else told(value)
        return leaf_step(expr, leaf, type_, env) if found is None else found

    return field_of


@function_of.register
def _(expr: core.ReferenceDate) -> Function:
    return _by_day(meaning.evaluate.dispatch(core.ReferenceDate), expr)


@function_of.register
def _(expr: core.Dated) -> Function:
    if isinstance(expr.on, core.ReferenceDate):
        return _by_day(meaning.evaluate.dispatch(core.Dated), expr)
    on = function_of(expr.on)
    return lambda env: meaning.dated(expr, on(env))


def _by_day(work: Callable[[core.Expr, Environment], Step], expr: core.Expr) -> Function:
    """Return the function of what hangs on the peildatum alone, which is worked out once a day."""
    kept: dict[object, Step] = {}

    def on_day(env: Environment) -> Step:
        day = env.case.peildatum
        found = kept.get(day)
        if found is None:
            found = work(expr, env)
            if len(kept) < MOST_DAYS:
                kept[day] = found
        return found

    return on_day


@function_of.register
def _(expr: core.Read) -> Function:
    name, variable = expr.name, expr.variable

    def read(env: Environment) -> Step:
        record = None if variable is None else env.records[variable]
        result = env.read(name, record, env)
        values = result.values
        if values is None or result.no_rule or result.conflict or not _is_settled(values):
            return meaning.read(expr, result, record)
        return _settled(expr, values, (result,))

    return read


@function_of.register
def _(expr: core.Not) -> Function:
    part = function_of(expr.part)

    def work(env: Environment) -> Step:
        found = part(env)
        value = found.value
        if value is JA:
            return _settled(expr, NEE, (found,))
        if value is NEE:
            return _settled(expr, JA, (found,))
        return meaning.negated(expr, found)

    return work


@function_of.register
def _(expr: core.And) -> Function:
    return _together(expr, expr.parts, JA, meaning.all_of)


@function_of.register
def _(expr: core.Or) -> Function:
    return _together(expr, expr.parts, NEE, meaning.one_of)


def _together(
    expr: Any,
    parts: Sequence[core.Expr],
    all_so: Choices,
    work: Callable[[Any, Sequence[Step]], Step],
) -> Function:
    """Return the function of parts that give `all_so` where all are, and else the opposite."""
    functions = tuple(map(function_of, parts))
    opposite = NEE if all_so is JA else JA

    def together(env: Environment) -> Step:
        steps = tuple([function(env) for function in functions])
        value = all_so
        for step in steps:
            found = step.value
            if found is opposite:
                value = opposite
            elif found is not all_so:
                return work(expr, steps)
        return _settled(expr, value, steps)

    return together


@function_of.register
def _(expr: core.AtLeast) -> Function:
    functions = tuple(map(function_of, expr.parts))
    return lambda env: meaning.enough_of(expr, [function(env) for function in functions])


@function_of.register
def _(expr: core.Gate) -> Function:
    first, then = function_of(expr.first), function_of(expr.then)

    def gate(env: Environment) -> Step:
        before = first(env)
        if before.is_false:
            return _settled(expr, NEE, (before,))
        return meaning.behind(expr, before, then(env))

    return gate


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    name: getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")
}


@function_of.register
def _(expr: core.Compare) -> Function:
    left, right, holds = function_of(expr.left), function_of(expr.right), _COMPARE[expr.operator]
    of_options = expr.operator in ("eq", "ne")

    def compare(env: Environment) -> Step:
        one, other = left(env), right(env)
        a, b = one.value, other.value
        if a.__class__ is Interval and b.__class__ is Interval:
            low, limit = a.low, b.low
            if low == a.high and limit == b.high:
                return _settled(expr, JA if holds(low, limit) else NEE, (one, other))
        elif of_options and _is_settled(a) and _is_settled(b):
            return _settled(expr, JA if holds(a, b) else NEE, (one, other))
        return meaning.compared(expr, one, other)

    return compare


_ARITHMETIC: dict[str, Callable[[Any, Any], Number]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
}


@function_of.register
def _(expr: core.Arithmetic) -> Function:
    left, right = function_of(expr.left), function_of(expr.right)
    exactly = _ARITHMETIC.get(expr.operator)

    def reckon(env: Environment) -> Step:
        one, other = left(env), right(env)
        a, b = one.value, other.value
        if exactly is None or not (a.settled and b.settled):
            return meaning.reckoned(expr, one, other)
        number = tidy(exactly(a.only, b.only))
        return _settled(expr, Interval(number, number), (one, other))

    return reckon


@function_of.register
def _(expr: core.Bound) -> Function:
    part = function_of(expr.part)
    bounds = [function_of(one) for one in (expr.low, expr.high) if one is not None]
    return lambda env: meaning.bounded(expr, part(env), [bound(env) for bound in bounds])


@function_of.register
def _(expr: core.Round) -> Function:
    part = function_of(expr.part)
    return lambda env: meaning.rounded(expr, part(env))


@function_of.register
def _(expr: core.Age) -> Function:
    birth, on = function_of(expr.birth), function_of(expr.on)
    return lambda env: meaning.aged(expr, birth(env), on(env))


@function_of.register
def _(expr: core.Shift) -> Function:
    day, amount = function_of(expr.date), function_of(expr.amount)
    return lambda env: meaning.shifted(expr, day(env), amount(env))


@function_of.register
def _(expr: core.MonthStart) -> Function:
    day = function_of(expr.date)
    return lambda env: meaning.at_month_start(expr, day(env))


@function_of.register
def _(expr: core.DaysBetween) -> Function:
    end, start = function_of(expr.end), function_of(expr.start)
    return lambda env: meaning.between(expr, end(env), start(env))


_TAKEN: dict[str, Callable[[Sequence[Possible], int], Possible | None]] = {
    "sum": lambda taken, asked: _point(tidy(sum(one.only for one in taken))),  # type: ignore[misc]
    "count": lambda taken, asked: _point(len(taken)),
    "any": lambda taken, asked: JA if taken else NEE,
    "all": lambda taken, asked: JA if len(taken) == asked else NEE,
    "highest": lambda taken, asked: _point(max(one.only for one in taken)) if taken else None,
    "lowest": lambda taken, asked: _point(min(one.only for one in taken)) if taken else None,
    "only": lambda taken, asked: taken[0],
}
"""What records give of which all is known: from those that take part, and how many there are."""


def _point(number: Any) -> Interval:
    return Interval(number, number)


@function_of.register
def _(expr: core.Aggregate) -> Function:
    where = None if expr.where is None else function_of(expr.where)
    body = None if expr.body is None else function_of(expr.body)
    variable, give = expr.variable, _TAKEN[expr.kind]

    def aggregate(env: Environment) -> Step:
        seen: dict[tuple[int, RecordId | None], Step] = {}

        def work(part: core.Expr, place: Environment) -> Step:
            """Return what was worked out by now, or else work it out."""
            return seen.get((id(part), place.records.get(variable))) or meaning.worth(part, place)

        return known_of(env, seen) or meaning.gathered(expr, env, work)

    def known_of(env: Environment, seen: dict[tuple[int, RecordId | None], Step]) -> Step | None:
        """Return what the records give, or None where something of them is not known."""
        listed = [env.case.records(one.name, one.type) for one in expr.lists]
        if not all(one.complete for one in listed):
            return None
        records = [record for one in listed for record in one.records]
        parts: list[Step] = []
        taken: list[Possible] = []
        for record in records:
            inside = env.inside({**env.records, variable: record})
            if where is not None:
                part = seen[id(expr.where), record] = where(inside)
                parts.append(part)
                if part.value is NEE:
                    continue
                if part.value is not JA:
                    return None
            if body is not None:
                part = seen[id(expr.body), record] = body(inside)
                parts.append(part)
            taken.append(parts[-1].value if parts else JA)
            if not _is_settled(taken[-1]):
                return None
        value = give(taken, len(records))
        return None if value is None else _settled(expr, value, tuple(parts))

    return aggregate


# ---------------------------------------------------------------------- rules


def _definer(definition: core.Definition) -> Definer:
    """Return what works out a definition."""
    if definition.deviations:
        return define if definition.expression is not None else _deviating(definition)
    if definition.expression is not None:
        expression = function_of(definition.expression)

        def express(
            definition: core.Definition, record: RecordId | None, env: Environment
        ) -> DefinitionStep:
            found = expression(env)
            values, missing = found.value, found.missing
            made = Round(frozenset(), values, False, frozenset(), missing, expression=found)
            return _result(definition, record, env, made)

        return express
    work = _ruler(definition)
    return lambda definition, record, env: _result(definition, record, env, work(env))


def _deviating(definition: core.Definition) -> Definer:
    """Return what works out a definition with deviations: rules they leave alone only once."""
    alone = {id(node): _node(node, Force(definition, ())) for node in definition.rules}

    def work(
        definition: core.Definition, record: RecordId | None, env: Environment
    ) -> DefinitionStep:
        known: dict[int, NodeStep] = {}

        def rule(node: core.Node, force: Force) -> NodeStep:
            if id(node) not in alone or any(_works_on(one, node) for one in force.deviations):
                return reckon(node, force, env)
            if id(node) not in known:
                known[id(node)] = alone[id(node)](env)
            return known[id(node)]

        def round_(definition: core.Definition, force: Force, env: Environment) -> Round:
            nodes = with_stand_ins(definition.rules, None, force.deviations)
            return round_of([rule(node, force) for node in nodes], force, env)

        return define(definition, record, env, round_)

    return work


def _works_on(deviation: core.Deviation, node: core.Node) -> bool:
    """Tell whether a deviation may do something to a rule or to what hangs on it."""
    return (
        node.name in deviation.aside
        or node.name in (deviation.replaces, deviation.place)
        or any(_works_on(deviation, one) for one in node.exceptions)
    )


def _result(
    definition: core.Definition, record: RecordId | None, env: Environment, made: Round
) -> DefinitionStep:
    """Return the result of a definition that has one round."""
    flagged = made.values, made.no_rule, made.conflict
    return defined(definition, record, env, (made,), (flagged, (0,)))


def _ruler(definition: core.Definition) -> Callable[[Environment], Round]:
    """Return what gives the round of rules on which no deviation works."""
    force = Force(definition, ())
    rules = [_node(node, force) for node in definition.rules]
    plain = definition.together is None and not definition.stages
    otherwise = None if definition.default is None else function_of(definition.default)

    def round_(env: Environment) -> Round:
        steps = tuple([rule(env) for rule in rules])
        giving = [step.given for step in steps if step.given is not EMPTY]
        if plain and not giving and otherwise is not None:
            found = otherwise(env)
            if _is_settled(found.value):
                return Round(
                    frozenset(), found.value, False, frozenset(), NOTHING, steps, (), found
                )
        elif plain and len(giving) == 1 and _is_plain(giving[0]):
            return Round(frozenset(), giving[0].values, False, frozenset(), NOTHING, steps)
        return round_of(steps, force, env)

    return round_


def _is_plain(given: Given) -> bool:
    """Tell whether this is one value and nothing else."""
    return not (given.empty or given.aside or given.conflict) and _is_settled(given.values)


def _node(node: core.Node, force: Force) -> NodeFunction:
    """Return the function of a rule on which no deviation works."""
    condition = function_of(node.guard)
    value = None if node.value is None else function_of(node.value)
    exceptions = tuple([_node(one, force) for one in node.exceptions])

    def work(env: Environment) -> NodeStep:
        guard: Step | None = condition(env)
        if node.closed_by_look:
            guard = unless_closed(node, cast(Step, guard), env)
        if guard is None or guard.is_false:
            return NodeStep(node, EMPTY, NOTHING, guard)
        if env.provisional and waits(guard):
            return NodeStep(node, EMPTY, NOTHING, guard)
        hanging = tuple([one(env) for one in exceptions])
        own: Step | None = None
        if value is not None and guard.is_true and all(one.given is EMPTY for one in hanging):
            own = value(env)
            if _is_settled(own.value):
                return NodeStep(node, Given(own.value), NOTHING, guard, own, hanging)
        step = fired_with(NodeStep(node, EMPTY, NOTHING, guard, own, hanging), force, env)
        if step.settled:
            return attrs.evolve(step, missing=NOTHING) if step.missing else step
        return NodeStep(node, EMPTY, NOTHING, guard) if env.provisional and waits(step) else step

    return work
