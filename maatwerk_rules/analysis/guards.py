"""In which cases a condition holds, as a region, and which value an expression has where.

What is understood is split into axes; anything else is an axis of its own. The same expression has
the same value throughout one case, one pass and one record, so a claim that holds for all places
on the axes holds for all cases. A begrip with an expression is read as that expression.

A deviation reads the definition it changes as it was in the pass before: axes of such expressions
carry the phase of the deviation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, singledispatch
from itertools import pairwise
from typing import Any

import attrs

from maatwerk_rules.analysis.ages import age_in, highest_age
from maatwerk_rules.analysis.axes import Axis, Cut, as_number, of_options
from maatwerk_rules.analysis.boxes import EVERYTHING, NOTHING, Region, Space
from maatwerk_rules.analysis.desugar_expressions import type_of_core
from maatwerk_rules.analysis.ranges import range_of
from maatwerk_rules.analysis.reckoning import (
    FLIPPED,
    Reckoned,
    moved,
    parts_of,
    reckoned,
    unrounded,
)
from maatwerk_rules.model import core
from maatwerk_rules.model.types import EARLIEST, LATEST, Datum, JaNee, Keuze, Scalar, is_ordered

ORDER: tuple[Scalar, ...] = ("lager", "gelijk", "hoger")
"""How one quantity stands to another."""

PLACES = {"lt": (0, 1), "le": (0, 2), "eq": (1, 2), "ge": (1, 3), "gt": (2, 3)}
"""From and to (not included) which place in `ORDER` a comparison holds."""

MOST_AMOUNTS = 200
"""Of so many known amounts in one reckoning; one with more is an axis of its own."""

Standpoint = tuple[str, int | None]
"""The definition a guard stands in, and the phase in which it is read."""

K = tuple[int, Standpoint | None]
Value = tuple[Region, core.Expr]


@attrs.frozen
class Remembered:
    """What was made of expressions in one space, by their identity: they are read many times."""

    regions: dict[K, tuple[core.Expr, Region]] = attrs.field(factory=dict)
    values: dict[K, tuple[core.Expr, tuple[Value, ...]]] = attrs.field(factory=dict)
    amounts: dict[K, tuple[core.Expr, tuple[Value, ...]]] = attrs.field(factory=dict)


@attrs.frozen
class View:
    """Where a guard is read: the definition `own` of a program, between two dates, in a phase."""

    space: Space
    program: core.Program
    own: str
    vanaf: date = EARLIEST
    tot: date | None = None
    phase: int | None = None
    read: Remembered = attrs.field(factory=Remembered, eq=False, repr=False)

    def hangs_on(self, expr: core.Expr) -> Standpoint | None:
        """Return what of this view an expression may hang on besides its space; None if nothing."""
        return self.own, self.phase

    def phase_of(self, expr: core.Expr) -> int | None:
        """Return the phase where it matters: the expression reads the definition itself."""
        if self.phase is None:
            return None
        own = (isinstance(e, core.Read) and e.name == self.own for e in core.walk(expr))
        return self.phase if any(own) else None

    def unfolded(self, expr: core.Read) -> core.Expr | None:
        """Return the expression of the begrip that is read, if it has one on the same record."""
        read = self.program.definitions.get(expr.name)
        return read.expression if read is not None and read.record == expr.variable else None

    def cases_of(self, expr: core.Expr) -> tuple[tuple[Region, core.Expr], ...] | None:
        """Return what is read of a definition, and where; None where that is not looked into."""
        inside = self.unfolded(expr) if isinstance(expr, core.Read) else None
        return None if inside is None else values_of(inside, self)

    def either_way(self, expr: core.Expr) -> Region:
        """Return where a condition that is not looked into holds."""
        return self.space.within(self._options(expr, (False, True)), (1, 0), None)

    def option(self, expr: core.Expr, value: core.Constant) -> Region:
        """Return where one of a few options is the value."""
        type_ = type_of_core(expr)
        if not (is_chosen(expr) and isinstance(type_, Keuze)):
            return self.either_way(core.Compare("eq", expr, value))
        if value.value not in type_.opties:
            return NOTHING
        place = type_.opties.index(str(value.value))
        return self.space.within(self._options(expr, type_.opties), (place, 0), (place + 1, 0))

    def _options(self, expr: core.Expr, options: tuple[Scalar, ...]) -> Axis:
        return of_options(expr, options, self.phase_of(expr))

    def line(self, expr: core.Expr) -> Axis:
        """Return the line of the values a number or date can have."""
        if isinstance(expr, core.ReferenceDate):
            self.space.hangs_on_days = True
            last = LATEST if self.tot is None else self.tot - timedelta(days=1)
            return Axis(expr, None, as_number(self.vanaf), as_number(last), True, True)
        found = range_of(expr)
        if isinstance(type_of_core(expr), Datum):
            low = as_number(EARLIEST) if found.low is None else found.low
            high = as_number(LATEST) if found.high is None else found.high
            return Axis(expr, None, low, high, True, True, self.phase_of(expr))
        return Axis(expr, None, found.low, found.high, found.whole, False, self.phase_of(expr))

    def highest_age(self, expr: core.Age) -> int | None:
        """Return how old somebody can be in some case; None where that is not known."""
        return highest_age(expr, self.tot)

    def stretch(self, axis: Axis, operator: str, value: Scalar) -> Region:
        """Return where a quantity stands so to a value."""
        if self._is_beyond_all_ages(axis.expr, operator, value):
            self.space.hangs_on_days = True
            return EVERYTHING if operator in ("lt", "le") else NOTHING
        before, after = axis.before(value), axis.after(value)
        stretches: dict[str, tuple[Cut | None, Cut | None]] = {
            "lt": (None, before),
            "le": (None, after),
            "eq": (before, after),
            "ge": (before, None),
            "gt": (after, None),
        }
        start, end = stretches[operator]
        return self.space.within(axis, start, end)

    def _is_beyond_all_ages(self, expr: core.Expr, operator: str, value: Scalar) -> bool:
        """Tell whether an age can never pass a value.

        The axis of an age has no end itself, so that it is the same one in all slices.
        """
        age = age_in(expr)
        highest = None if age is None else self.highest_age(age)
        if highest is None:
            return False
        limit = as_number(value)
        return highest <= limit if operator in ("le", "gt") else highest < limit

    def pair(self, operator: str, left: core.Expr, right: core.Expr) -> Region:
        """Return where two quantities stand so to each other."""
        options = ORDER if is_ordered(type_of_core(left)) else (False, True)
        turned = self._options(core.Compare("eq", right, left), options)
        if turned in self.space:
            left, right, operator = right, left, FLIPPED[operator]
        axis = self._options(core.Compare("eq", left, right), options)
        if options != ORDER:
            return self.space.within(axis, (1, 0), None)
        start, end = PLACES[operator]
        return self.space.within(axis, (start, 0), (end, 0))


CHOSEN = core.Fact | core.Field | core.Judged | core.Read


def is_chosen(expr: core.Expr) -> bool:
    """Tell whether this reads one value, of one record where it is read of an `een` fact."""
    if isinstance(expr, core.Aggregate) and expr.kind == "only":
        return isinstance(expr.body, CHOSEN)
    return isinstance(expr, CHOSEN)


def region_of(expr: core.Expr, view: View) -> Region:
    """Return the cases in which a condition holds."""
    key = id(expr), view.hangs_on(expr)
    found = view.read.regions.get(key)
    if found is None:
        way = _way(_region_of, type(expr))  # type: ignore[arg-type]  # a class is hashable
        found = view.read.regions[key] = expr, way(expr, view)
    return found[1]


@cache
def _way(function: Any, kind: type[core.Expr]) -> Callable[[Any, View], Any]:
    """Return how a function deals with a class of expressions; to ask it each time takes long."""
    return function.dispatch(kind)  # type: ignore[no-any-return]


@singledispatch
def _region_of(expr: core.Expr, view: View) -> Region:
    return view.either_way(expr)


@_region_of.register
def _(expr: core.Constant, view: View) -> Region:
    return EVERYTHING if expr.value else NOTHING


@_region_of.register(core.Read)
@_region_of.register(core.Aggregate)
def _(expr: core.Read | core.Aggregate, view: View) -> Region:
    cases = view.cases_of(expr)
    if cases is None:
        return view.either_way(expr)
    found = ((here, value) for here, value in cases if here != NOTHING)
    return view.space.any_of(
        view.space.both(here, view.either_way(value) if value == expr else region_of(value, view))
        for here, value in found
    )


@_region_of.register
def _(expr: core.Not, view: View) -> Region:
    return view.space.negate(region_of(expr.part, view))


@_region_of.register
def _(expr: core.And, view: View) -> Region:
    return view.space.all_of(region_of(part, view) for part in expr.parts)


@_region_of.register
def _(expr: core.Or, view: View) -> Region:
    return view.space.any_of(region_of(part, view) for part in expr.parts)


@_region_of.register
def _(expr: core.AtLeast, view: View) -> Region:
    """`exactly[n]` is where n of the parts looked at so far hold."""
    space = view.space
    exactly = [EVERYTHING]
    for part in expr.parts:
        holds = region_of(part, view)
        before = [NOTHING, *exactly, NOTHING]
        exactly = [
            space.either(space.both(fewer, holds), space.without(same, holds))
            for fewer, same in pairwise(before)
        ]
    high = len(expr.parts) if expr.high is None else expr.high
    return space.any_of(exactly[max(0, expr.low) : high + 1])


@_region_of.register
def _(expr: core.Gate, view: View) -> Region:
    return view.space.both(region_of(expr.first, view), region_of(expr.then, view))


@_region_of.register
def _(expr: core.Choose, view: View) -> Region:
    found = (view.space.both(here, region_of(value, view)) for here, value in values_of(expr, view))
    return view.space.any_of(found)


@_region_of.register
def _(expr: core.Compare, view: View) -> Region:
    if expr.operator == "ne":
        equal = core.Compare("eq", expr.left, expr.right)
        return view.space.negate(region_of(equal, view))
    if _is_truth(expr.left) and _is_truth(expr.right):
        return _same_truth(region_of(expr.left, view), region_of(expr.right, view), view)
    found = NOTHING
    others = amounts_of(expr.right, view)
    for here, left in amounts_of(expr.left, view):
        for there, right in others:
            where = view.space.both(here, there)
            if where == NOTHING:
                continue
            holds = _compared(expr.operator, left, right, view)
            found = view.space.either(found, view.space.both(where, holds))
    return found


def _is_truth(expr: core.Expr) -> bool:
    return isinstance(type_of_core(expr), JaNee)


def _same_truth(first: Region, second: Region, view: View) -> Region:
    space = view.space
    return space.either(
        space.both(first, second), space.both(space.negate(first), space.negate(second))
    )


def _compared(operator: str, left: core.Expr, right: core.Expr, view: View) -> Region:
    if isinstance(left, core.Constant):
        if not isinstance(right, core.Constant):
            return _compared(FLIPPED[operator], right, left, view)
        return EVERYTHING if _holds(operator, left.value, right.value) else NOTHING
    if left == right:
        return EVERYTHING if operator in ("eq", "le", "ge") else NOTHING
    if not isinstance(right, core.Constant):
        return view.pair(operator, left, right)
    if isinstance(right.value, str):
        return view.option(left, right)
    return _against(operator, left, right, view)


def _against(operator: str, expr: core.Expr, to: core.Constant, view: View) -> Region:
    """Return where an expression stands so to a number or date."""
    if isinstance(expr, core.Arithmetic):
        found = moved(operator, expr, to)
        if found is not None:
            return _compared(*found, view)
    if isinstance(expr, core.Round):
        return _rounded(operator, expr, to, view)
    if isinstance(expr, core.Bound):
        if expr.low is None and expr.high is None:
            return _compared(operator, expr.part, to, view)
        if isinstance(expr.high, core.Constant):
            below = attrs.evolve(expr, high=None)
            return _held("gt", below, expr.high, (operator, to), view)
        if expr.high is None and isinstance(expr.low, core.Constant):
            return _held("lt", expr.part, expr.low, (operator, to), view)
    return view.stretch(view.line(expr), operator, to.value)


def _held(
    beyond: str, part: core.Expr, end: core.Constant, asked: tuple[str, core.Constant], view: View
) -> Region:
    """Return where a part that is held at an end stands as asked: beyond the end, the end does."""
    space, (operator, to) = view.space, asked
    outside = _compared(beyond, part, end, view)
    inside = space.without(_compared(operator, part, to, view), outside)
    return space.either(inside, outside) if _holds(operator, end.value, to.value) else inside


def _rounded(operator: str, expr: core.Round, to: core.Constant, view: View) -> Region:
    """Return where what is rounded stands so to a number."""
    space = view.space
    less = _compared(*unrounded("lt", expr, to), view)
    if operator in ("lt", "ge"):
        return less if operator == "lt" else space.negate(less)
    most = _compared(*unrounded("le", expr, to), view)
    if operator == "eq":
        return space.without(most, less)
    return most if operator == "le" else space.negate(most)


def _holds(operator: str, left: Scalar, right: Scalar) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    first, second = as_number(left), as_number(right)
    place = 1 + (first > second) - (first < second)
    start, end = PLACES[operator]
    return start <= place < end


def values_of(expr: core.Expr, view: View) -> tuple[Value, ...]:
    """Return the simpler expressions that give the value, and where each does."""
    key = id(expr), view.hangs_on(expr)
    found = view.read.values.get(key)
    if found is None:
        way = _way(_values_of, type(expr))  # type: ignore[arg-type]  # a class is hashable
        found = view.read.values[key] = expr, way(expr, view)
    return found[1]


def amounts_of(expr: core.Expr, view: View) -> tuple[Value, ...]:
    """Return the values with what is reckoned of known numbers worked out, as far as it can be."""
    key = id(expr), view.hangs_on(expr)
    found = view.read.amounts.get(key)
    if found is None:
        found = view.read.amounts[key] = expr, _amounts_of(values_of(expr, view), view)
    return found[1]


def _amounts_of(values: tuple[Value, ...], view: View) -> tuple[Value, ...]:
    if not any(isinstance(value, Reckoned) for _, value in values):
        return values
    found: list[Value] = []
    for here, value in values:
        if not isinstance(value, Reckoned):
            found.append((here, value))
            continue
        for there, simple in _worked_out(value, view):
            where = view.space.both(here, there)
            if where != NOTHING:
                found.append((where, simple))
    return tuple(found)


def _worked_out(expr: Reckoned, view: View) -> tuple[Value, ...]:
    """Return what a reckoning comes to with each of the amounts that its parts may be."""
    space = view.space
    found: list[tuple[Region, tuple[core.Expr, ...]]] = [(EVERYTHING, ())]
    for part in parts_of(expr):
        amounts = amounts_of(part, view)
        if len(found) * len(amounts) > MOST_AMOUNTS:
            return ((EVERYTHING, expr),)
        pairs = (
            (space.both(here, there), (*done, one))
            for here, done in found
            for there, one in amounts
        )
        found = [(where, parts) for where, parts in pairs if where != NOTHING]
    known: dict[core.Expr, Region] = {}
    for where, parts in found:
        simple = reckoned(expr, parts)
        known[simple] = space.either(known.get(simple, NOTHING), where)
    return tuple((where, simple) for simple, where in known.items())


@singledispatch
def _values_of(expr: core.Expr, view: View) -> tuple[Value, ...]:
    return ((EVERYTHING, expr),)


@_values_of.register(core.Read)
@_values_of.register(core.Aggregate)
def _(expr: core.Read | core.Aggregate, view: View) -> tuple[Value, ...]:
    cases = view.cases_of(expr)
    return ((EVERYTHING, expr),) if cases is None else cases


@_values_of.register
def _(expr: core.Choose, view: View) -> tuple[Value, ...]:
    found: list[Value] = []
    rest = EVERYTHING
    for condition, value in expr.branches:
        holds = region_of(condition, view)
        found += _where(view.space.both(rest, holds), value, view)
        rest = view.space.without(rest, holds)
    return (*found, *_where(rest, expr.otherwise, view))


def _where(here: Region, expr: core.Expr, view: View) -> list[Value]:
    inside = [(view.space.both(here, there), value) for there, value in values_of(expr, view)]
    return [(there, value) for there, value in inside if there != NOTHING]


@_values_of.register
def _(expr: core.Dated, view: View) -> tuple[Value, ...]:
    """Between its dates an amount is the constant of its last entry; outside, anything."""
    if isinstance(expr.on, core.Constant | core.Choose):
        return ((EVERYTHING, expr),)
    axis, space = view.line(expr.on), view.space
    found: list[Value] = []
    outside = EVERYTHING
    starts = [start for start, _ in expr.entries]
    for (start, amount), end in zip(expr.entries, [*starts[1:], expr.until], strict=True):
        if amount is None:
            continue
        last = None if end is None else axis.before(end)
        here = space.within(axis, axis.before(start), last)
        outside = space.without(outside, here)
        if here != NOTHING:
            found.append((here, core.Constant(amount, expr.type)))
    return (*found, (outside, expr)) if outside != NOTHING else tuple(found)
