"""Guards read through the definitions they rest on, also through rules and the one record.

A plain `View` takes a begrip that rules determine for anything; here it is what its rules give, as
long as nothing deviates from them and no step changes them. What does not fit stays free to be
anything, so a claim is never wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import is_
from typing import TypeVar

import attrs

from maatwerk_rules.analysis.ages import highest_of_a_person
from maatwerk_rules.analysis.boxes import EVERYTHING, NOTHING, Region, Space, TooLargeError
from maatwerk_rules.analysis.firing import Firing, never_clashes
from maatwerk_rules.analysis.guards import (
    Remembered,
    Standpoint,
    Value,
    View,
    region_of,
    values_of,
)
from maatwerk_rules.model import core
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.types import Aantal, JaNee

E = TypeVar("E", bound=core.Expr)

DEEPEST = 40
"""How many definitions may be read through each other; deeper ones are taken for anything."""

LARGEST = 100
"""Of how many nodes a region may be to be read through; a larger one is taken for anything, so that
the work grows with the number of definitions and not with how long they lean on each other."""

YES = core.Constant(True, JaNee())

NO_NAMES: frozenset[str] = frozenset()

NOBODY = ""
"""No definition: what counts for all of them."""

UNASKED: tuple[Value, ...] = ((NOTHING, YES),)
"""Stands for what was not looked into yet."""

Names = dict[int, tuple[core.Expr, frozenset[str]]]
"""The definitions that expressions read themselves, by the identity of the expression."""

Change = Callable[[core.Expr], core.Expr | None]


@attrs.frozen
class Apart:
    """What a definition gives, worked out in a space of its own."""

    space: Space
    values: tuple[Value, ...]


@attrs.frozen(eq=False)
class Shelf:
    """What is read of definitions between two dates, whoever reads it.

    So what is known of a definition hangs on what it reads only, and not on what was looked at
    before it.

    Args:
        cones: Tells each definition, with all it reads, from what it was before; see `cones.py`.
        known: What was worked out, None where that is not looked into; with the cone it hangs on.
        always: That of which the days make no difference.
    """

    cones: Mapping[str, int] = attrs.field(factory=dict)
    known: dict[tuple[core.Expr, int], Apart | None] = attrs.field(factory=dict)
    always: dict[tuple[core.Expr, int], Apart | None] = attrs.field(factory=dict)

    def of(self, expr: E, cone: str, make: Callable[[E], Apart | None]) -> Apart | None:
        """Return what was worked out of an expression that hangs on a cone, or work it out."""
        key = expr, self.cones.get(cone, 0)
        for known in (self.known, self.always):
            if key in known:
                return known[key]
        # Who reads it first makes no difference, so where that stands is left out.
        plain = _without_place(expr)
        found = make(plain)
        known = self.known if found is None or found.space.hangs_on_days else self.always
        known[plain, key[1]] = found
        return found


@attrs.frozen
class Through(View):
    """A view that reads through definitions; `known` remembers what each gives.

    With a `shelf` each definition is worked out once for all spaces, and taken over from there.
    """

    known: dict[core.Expr, tuple[Value, ...] | None] = attrs.field(factory=dict, eq=False)
    names: Names = attrs.field(factory=dict, eq=False)
    depth: int = 0
    shelf: Shelf | None = attrs.field(default=None, eq=False, repr=False)

    def over(self, program: core.Program) -> Through:
        """Return this view of another program, in the same space; nothing is known of that yet."""
        return attrs.evolve(self, program=program, read=Remembered(), known={}, shelf=None)

    def hangs_on(self, expr: core.Expr) -> Standpoint | None:
        """Return the standpoint where it matters; it counts only for what reads `own` itself."""
        if self.phase is None:
            known = self.names.get(id(expr))
            if self.own not in (self._names_in(expr) if known is None else known[1]):
                return None
        return self.own, self.phase

    def _names_in(self, expr: core.Expr) -> frozenset[str]:
        """Return the definitions that an expression reads itself, not through others."""
        known = self.names.get(id(expr))
        if known is None:
            found = NO_NAMES.union(*[self._names_in(part) for part in core.below(expr)])
            if isinstance(expr, core.Read):
                found |= {expr.name}
            known = self.names[id(expr)] = expr, found
        return known[1]

    def highest_age(self, expr: core.Age) -> int | None:
        """Return how old somebody can be; this view serves findings, and nobody gets that old."""
        return highest_of_a_person(expr, self.vanaf, self.tot)

    def cases_of(self, expr: core.Expr) -> tuple[Value, ...] | None:
        """Return what is read of a definition, and where; None where that is not looked into."""
        if not isinstance(expr, core.Read | core.Aggregate) or _name(expr) == self.own:
            return None
        found = self.known.get(expr, UNASKED)
        if found is UNASKED:
            if self.shelf is None or _name(expr) is None:
                found = self._not_too_large(expr)
            else:
                found = self._taken_over(expr, self.shelf)
            self.known[expr] = found
        return found

    def possible(self) -> Region:
        """Return the cases that can exist."""
        every = core.And(tuple(self.program.admissible.values()))
        if self.shelf is None or not every.parts:
            return region_of(every, self)
        found = self.shelf.of(every, NOBODY, self._holds_apart)
        assert found is not None, "the cases that can exist are always looked into"
        return self.space.taken_from(found.space, [found.values[0][0]])[0]

    def _holds_apart(self, expr: core.Expr) -> Apart:
        view = self._elsewhere()
        return Apart(view.space, ((region_of(expr, view), YES),))

    def _elsewhere(self) -> Through:
        """Return this view in a space that knows nothing yet."""
        space = self.space.alike()
        return attrs.evolve(self, space=space, own="", phase=None, read=Remembered(), known={})

    def _not_too_large(self, expr: core.Read | core.Aggregate) -> tuple[Value, ...] | None:
        found = self._cases(expr)
        if any(self.space.is_larger(region, LARGEST) for region, _ in found or ()):
            return None
        return found

    def _taken_over(
        self, expr: core.Read | core.Aggregate, shelf: Shelf
    ) -> tuple[Value, ...] | None:
        """Return what a definition gives, worked out in a space of its own, in this space."""
        found = shelf.of(expr, _name(expr) or NOBODY, self._apart)
        if found is None:
            return None
        here = self.space.taken_from(found.space, (region for region, _ in found.values))
        values = (expr if value == expr else value for _, value in found.values)
        return tuple(zip(here, values, strict=True))

    def _apart(self, expr: core.Read | core.Aggregate) -> Apart | None:
        """Return what a definition gives in a space of its own; None where that is too much."""
        if _height(self.program, _name(expr)) % DEEPEST == DEEPEST - 1:
            return None
        view = self._elsewhere()
        try:
            values = view._not_too_large(expr)
        except TooLargeError:
            return None
        return None if values is None else Apart(view.space, values)

    def _cases(self, expr: core.Expr) -> tuple[Value, ...] | None:
        if isinstance(expr, core.Aggregate) and expr.kind != "only":
            return _quantified(expr, self)
        read = expr.body if isinstance(expr, core.Aggregate) else expr
        if not isinstance(read, core.Read):
            return None
        found = self.program.definitions.get(read.name)
        if found is None or self.depth >= DEEPEST:
            return None
        definition = found if expr is read else _of_only(found, expr)
        if expr is read and found.record != read.variable:
            definition = _of_variable(found, read.variable)
        if definition is None:
            return None
        inside = attrs.evolve(self, own=read.name, phase=None, depth=self.depth + 1)
        if definition.expression is not None:
            return values_of(definition.expression, inside)
        if definition.deviations or definition.stages or definition.together:
            return None
        return tuple(_given(definition, inside, expr))


def _without_place(expr: E) -> E:
    """Return what is read of a definition as if it stood nowhere."""
    if isinstance(expr, core.Aggregate) and expr.body is not None:
        return attrs.evolve(expr, span=NOWHERE, body=attrs.evolve(expr.body, span=NOWHERE))
    return attrs.evolve(expr, span=NOWHERE)


def _height(program: core.Program, name: str | None) -> int:
    """Return how many definitions stand below one at most, each read by the one above it."""
    known: dict[str, int] = program.derived.setdefault(_height, {})
    waiting = [name] if name is not None else []
    while waiting:
        here = waiting[-1]
        definition = program.definitions.get(here)
        below = () if definition is None else definition.reads
        left = [one for one in below if one not in known]
        if here in known or not left:
            known[here] = max((known[one] + 1 for one in below), default=0)
            waiting.pop()
        else:
            known[here] = 0  # who is met again while it waits, reads itself
            waiting += left
    return 0 if name is None else known[name]


def _name(expr: core.Read | core.Aggregate) -> str | None:
    """Return the name of the definition that is read."""
    read = expr.body if isinstance(expr, core.Aggregate) else expr
    return read.name if isinstance(read, core.Read) else None


def _given(definition: core.Definition, view: View, expr: core.Expr) -> Iterator[Value]:
    """Yield what the rules give; where they clash or give nothing it is what the reader reads."""
    space = view.space
    outcome = Firing(definition, (), view, looks=not never_clashes(definition)).rules()
    clash = space.any_of(region for _, region in outcome.clashes)
    rest = space.negate(clash)
    for value, region in outcome.values:
        here = space.both(rest, region)
        if here != NOTHING:
            yield here, value.expr
        rest = space.without(rest, region)
    if rest != NOTHING and definition.default is not None:
        for there, simple in values_of(definition.default, view):
            where = space.both(rest, there)
            if where != NOTHING:
                yield where, simple
        rest = NOTHING
    open_ = space.either(rest, clash)
    if open_ != NOTHING:
        yield open_, expr


# ---------------------------------------------------------------- quantifiers


def _quantified(expr: core.Aggregate, view: Through) -> tuple[Value, ...] | None:
    """Return what a quantifier comes to list by list; None where nothing can be said more simply.

    Over a fact of at most one record it is whether there is one, and what is true of that one.
    Over a longer list `er is een` and `voor elke` are a count.
    """
    match expr.kind:
        case "any" if expr != exists(expr.lists[0]):
            return ((EVERYTHING, core.Or(tuple(_any(expr, one) for one in expr.lists))),)
        case "all":
            return ((EVERYTHING, core.And(tuple(_all_of(expr, one) for one in expr.lists))),)
        case "count" if all(one.type.maximum == 1 for one in expr.lists):
            return tuple(_counted(expr, view))
        case "count" if len(expr.lists) == 1:
            count = _count(expr, expr.lists[0], expr.where)
            return None if count == expr else ((EVERYTHING, count),)
    return None


def exists(listed: core.Listed) -> core.Expr:
    """Return the question whether a fact of at most one record has that one.

    >>> from maatwerk_rules.model.types import Lijst, SoortType
    >>> exists(core.Listed("aanvrager", Lijst(SoortType("persoon", ()), 1, 1)))
    Constant(value=True, type=JaNee())
    """
    if listed.type.minimum:
        return YES
    return core.Aggregate("any", listed.name, (listed,), listed.name, YES, None, None)


def _any(expr: core.Aggregate, listed: core.Listed) -> core.Expr:
    where = YES if expr.where is None else expr.where
    if listed.type.maximum == 1:
        return core.And((exists(listed), _on_only(where, expr.variable, listed)))
    return core.Compare("ge", _count(expr, listed, where), core.Constant(1, Aantal()))


def _all_of(expr: core.Aggregate, listed: core.Listed) -> core.Expr:
    where = YES if expr.where is None else expr.where
    if listed.type.maximum == 1:
        absent = core.Not(exists(listed))
        return core.Or((absent, _on_only(where, expr.variable, listed)))
    fails = where.part if isinstance(where, core.Not) else core.Not(where)
    return core.Compare("eq", _count(expr, listed, fails), core.Constant(0, Aantal()))


def _count(expr: core.Aggregate, listed: core.Listed, where: core.Expr | None) -> core.Aggregate:
    """Return a count in one way of writing, so that equal ones are seen to be equal."""
    variable, name = expr.variable, listed.name
    counted = None if where == YES else where
    if counted is not None and not any(_binds(part) for part in core.walk(counted)):

        def change(part: core.Expr) -> core.Expr | None:
            return attrs.evolve(part, variable=name) if _is_of(part, variable) else None  # type: ignore[call-arg]

        counted, variable = _replaced(counted, change), name
    return core.Aggregate("count", name, (listed,), variable, counted, None, None)


def _counted(expr: core.Aggregate, view: Through) -> Iterator[Value]:
    """Yield each number of records there may be, of facts with at most one, and where it is so."""
    parts = tuple(_any(expr, listed) for listed in expr.lists)
    for number in range(len(parts) + 1):
        here = region_of(core.AtLeast(number, number, parts), view)
        if here != NOTHING:
            yield here, core.Constant(number, Aantal())


def _on_only(part: core.Expr, variable: str, listed: core.Listed) -> core.Expr:
    """Return an expression on the one record that a fact may have."""

    def change(one: core.Expr) -> core.Expr | None:
        if not _is_of(one, variable):
            return None
        body = attrs.evolve(one, variable=listed.name)  # type: ignore[call-arg]
        return core.Aggregate("only", listed.name, (listed,), listed.name, None, body, None)

    return _replaced(part, change)


# ---------------------------------------------------------------- on another record


def _of_only(definition: core.Definition, expr: core.Expr) -> core.Definition | None:
    """Return a definition per record as it is on the one record of an `een` fact."""
    assert isinstance(expr, core.Aggregate)
    soort, only = definition.record, expr
    if soort is None:
        return definition

    def change(part: core.Expr) -> core.Expr | None:
        if not _is_of(part, soort):
            return None
        body = attrs.evolve(part, variable=only.variable)  # type: ignore[call-arg]
        return attrs.evolve(only, body=body)

    return changed(definition, change)


def _of_variable(definition: core.Definition, variable: str | None) -> core.Definition | None:
    """Return a definition per record as it is on the record of another variable."""
    soort = definition.record
    if soort is None or variable is None:
        return None

    def change(part: core.Expr) -> core.Expr | None:
        return attrs.evolve(part, variable=variable) if _is_of(part, soort) else None  # type: ignore[call-arg]

    return changed(definition, change)


def _is_of(part: core.Expr, soort: str) -> bool:
    return isinstance(part, core.Field | core.Judged | core.Read) and part.variable == soort


def changed(definition: core.Definition, change: Change) -> core.Definition | None:
    """Return a definition with some expressions in it replaced; None where that is not certain.

    What a quantifier or a sum over months says of a record of its own stays out of reach.
    """
    if any(_binds(part) for part in _all(definition)):
        return None
    default = definition.default
    expression = definition.expression
    return attrs.evolve(
        definition,
        expression=None if expression is None else _replaced(expression, change),
        default=None if default is None else _replaced(default, change),
        rules=tuple(_node(node, change) for node in definition.rules),
    )


def _all(definition: core.Definition) -> Iterator[core.Expr]:
    roots = [definition.expression, definition.default]
    waiting = list(definition.rules)
    while waiting:
        node = waiting.pop()
        roots += [node.guard, node.value]
        waiting += node.exceptions
    yield from (part for root in roots if root is not None for part in core.walk(root))


def _binds(part: core.Expr) -> bool:
    return isinstance(part, core.OverMonths) or (
        isinstance(part, core.Aggregate) and part.kind != "only"
    )


def _node(node: core.Node, change: Change) -> core.Node:
    return attrs.evolve(
        node,
        guard=_replaced(node.guard, change),
        value=None if node.value is None else _replaced(node.value, change),
        exceptions=tuple(_node(one, change) for one in node.exceptions),
    )


def _replaced(expr: core.Expr, change: Change) -> core.Expr:
    found = change(expr)
    if found is not None:
        return found
    new = {}
    for name in core.parts_of(type(expr)):  # type: ignore[arg-type]  # a class is hashable
        value = getattr(expr, name)
        other = _replaced_in(value, change)
        if other is not value:  # what stays the same is known already
            new[name] = other
    return attrs.evolve(expr, **new) if new else expr  # type: ignore[arg-type]


def _replaced_in(value: object, change: Change) -> object:
    if isinstance(value, tuple):
        others = tuple([_replaced_in(each, change) for each in value])
        return value if all(map(is_, others, value)) else others
    return _replaced(value, change) if isinstance(value, core.Expr) else value
