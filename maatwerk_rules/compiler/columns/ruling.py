"""Rules of the core as nodes on columns: for each round of deviations what works on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import lcm

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.lowering import Book, Lowerer, Scope
from maatwerk_rules.compiler.columns.plan import JA, Node, Op, Reckoning, Shape, Siblings, Stage
from maatwerk_rules.compiler.columns.units import (
    NO_UNIT,
    TOO_LARGE,
    in_unit,
    shape_of,
    together,
    unsettled,
)
from maatwerk_rules.compiler.definitions import exclude
from maatwerk_rules.model import core
from maatwerk_rules.model.forces import forces, with_stand_ins

UNITS_TRIED = 3
"""How often a finer unit is tried for a definition whose steps divide what was before."""
Ruled = tuple[Shape, Op | None, tuple[Reckoning, ...]]
Placed = tuple[core.Node, Scope]


def ruled(definition: core.Definition, book: Book, scope: Scope, domain: str | None) -> Ruled:
    """Return what a definition holds, and its expression or its rounds."""
    if definition.expression is not None:
        (op,) = together((Lowerer(book, scope).op(definition.expression),), domain)
        return op.shape, op, ()
    per = 1
    for _ in range(UNITS_TRIED):
        ruler = Ruler(definition, book, scope, domain, per)
        rounds = tuple(ruler.round(force) for force in forces(definition, scope.phase))
        if ruler.wanted == per:
            break
        per = ruler.wanted
    shape = _either([shape for shape, _ in rounds], shape_of(definition.type))
    if not shape.fits:
        op = unsettled(TOO_LARGE, shape)
        return op.shape, attrs.evolve(op, domain=domain), ()
    return shape, None, tuple(one for _, one in rounds)


def _either(shapes: Iterable[Shape | None], other: Shape) -> Shape:
    """Return what holds all of these; `other` where there are none."""
    found = [one for one in shapes if one is not None]
    if not found:
        return Shape(other.kind, 0, 0)
    lows, highs = [one.low for one in found], [one.high for one in found]
    return attrs.evolve(found[0], low=min(lows), high=max(highs))


@attrs.define
class Ruler:
    """Makes the rounds of one definition, with numbers in units of 1/`per`.

    `wanted` is the unit in which all its values are whole.
    """

    definition: core.Definition
    book: Book
    scope: Scope
    domain: str | None
    per: int
    wanted: int = attrs.field(init=False)
    force: tuple[core.Deviation, ...] = ()

    def __attrs_post_init__(self) -> None:
        self.wanted = self.per

    def round(self, force: tuple[core.Deviation, ...]) -> tuple[Shape | None, Reckoning]:
        """Return one round with what its values hold (None: it never gives a value)."""
        self.force = force
        definition = self.definition
        top = self._with_stand_ins(definition.rules, None, self.scope)
        rules = self._siblings(top, definition.together or "samen")
        shape = self._held(rules)
        stages: list[Stage] = []
        for stage in definition.stages:
            if shape is not None:
                made, shape = self._stage(stage, shape)
                stages.append(made)
        default = None
        if definition.default is not None:
            default = self._value(definition.default, self.scope)
            shape = _either((shape, default.shape), default.shape)
        names = frozenset(one.name for one in force)
        return shape, Reckoning(names, rules, tuple(stages), default)

    def _stage(self, stage: core.Stage, before: Shape) -> tuple[Stage, Shape]:
        previous = plan.Previous(shape=before, domain=self.domain)
        scope = attrs.evolve(self.scope, previous=previous)
        way = self.definition.together or "samen"
        nodes = [(node, scope) for node in stage.adjustments]
        made = self._siblings(nodes, "bijstelling" if way == "som" else way)
        given = self._held(made, before)
        return Stage(stage.name, made), _either((before, given), before)

    # ------------------------------------------------------------------ siblings

    def _siblings(self, placed: Sequence[Placed], way: str = "samen") -> Siblings:
        """Return nodes beside each other; those that go before others stand first."""
        above = self.definition.above
        names = {node.name for node, _ in placed}
        ordered = sorted(placed, key=lambda it: len(above.get(it[0].name, frozenset()) & names))
        places: dict[str, list[int]] = {}
        for place, (node, _) in enumerate(ordered):
            places.setdefault(node.name, []).append(place)
        before = tuple(
            frozenset(
                place
                for name in above.get(node.name, frozenset())
                for place in places.get(name, ())
            )
            for node, _ in ordered
        )
        nodes = tuple(self._node(one) for one in ordered)
        exclusive = way == "samen" and self._never_differ(ordered)
        return Siblings(nodes, before, way, exclusive)  # type: ignore[arg-type]

    def _never_differ(self, placed: Sequence[Placed]) -> bool:
        """Tell whether no two of them can contradict: ordered, exclusive, or the same constant."""
        above = self.definition.above
        for index, (node, scope) in enumerate(placed):
            for other, place in placed[index + 1 :]:
                if node.name in above.get(other.name, frozenset()):
                    continue
                if scope is place and exclude(node, other):
                    continue
                return False
        return True

    def _held(self, siblings: Siblings, before: Shape | None = None) -> Shape | None:
        """Return what the values of siblings hold together; None where none gives one."""
        shapes = [one for node in siblings.nodes if (one := self._node_held(node)) is not None]
        if not shapes:
            return None
        if siblings.way == "som":
            ends = sum(min(0, one.low) for one in shapes), sum(max(0, one.high) for one in shapes)
            return attrs.evolve(shapes[0], low=ends[0], high=ends[1])
        if siblings.way == "bijstelling":
            assert before is not None
            low = before.low + sum(min(0, one.low - before.high) for one in shapes)
            high = before.high + sum(max(0, one.high - before.low) for one in shapes)
            return attrs.evolve(before, low=low, high=high)
        return _either(shapes, shapes[0])

    def _node_held(self, node: Node) -> Shape | None:
        shapes = [self._held(node.exceptions), self._held(node.replacing)]
        if node.value is not None:
            shapes.append(node.value.shape)
        found = [one for one in shapes if one is not None]
        return _either(found, found[0]) if found else None

    # ------------------------------------------------------------------ one node

    def _node(self, placed: Placed) -> Node:
        node, outside = placed
        scope = self._at(node, outside)
        marks = tuple(
            self._node((one.node, self._inside(one, outside)))
            for one in self.force
            if node.name in one.aside
        )
        replacing = [
            (one.node, self._inside(one, scope)) for one in self.force if one.replaces == node.name
        ]
        return Node(
            node.name,
            self._op(node.guard, scope),
            None if node.value is None else self._value(node.value, scope),
            self._closed(node, scope),
            marks,
            self._siblings(self._with_stand_ins(node.exceptions, node.name, scope)),
            self._siblings(replacing),
        )

    def _op(self, expr: core.Expr, scope: Scope) -> Op:
        return together((Lowerer(self.book, scope).op(expr),), self.domain)[0]

    def _value(self, expr: core.Expr, scope: Scope) -> Op:
        """Return a value in the unit of the definition."""
        op = self._op(expr, scope)
        if op.shape.kind != "getal":
            return op
        self.wanted = lcm(self.wanted, op.shape.per)
        if self.per % op.shape.per:
            op = unsettled(NO_UNIT, Shape("getal", 0, 0, self.per))
            return attrs.evolve(op, domain=self.domain)
        return in_unit(op, self.per)

    def _closed(self, node: core.Node, scope: Scope) -> Op | None:
        """Return when a look closes a node: while one of its judgements is open."""
        if not (node.closed_by_look and node.judgements):
            return None
        found: list[Op] = [one for each in node.judgements for one in self._open(node, each, scope)]
        parts = tuple(together(found, self.domain))
        any_open = plan.Or(parts, shape=JA, domain=self.domain)
        (looked,) = together((plan.Looked(shape=JA),), self.domain)
        return plan.And((looked, any_open), shape=JA, domain=self.domain)

    def _open(self, node: core.Node, judged: core.Judged, scope: Scope) -> Iterator[Op]:
        if judged.variable is None or scope.lists.get(judged.variable) is not None:
            listed = None if judged.variable is None else scope.lists[judged.variable]
            yield self.book.is_open(judged, listed)
            return
        for one in _lists(node, judged.variable):
            inside = self.book.is_open(judged, one.name)
            records = plan.Records(one.name, inside, None)
            yield plan.Aggregate("any", (records,), None, shape=JA)

    def _inside(self, deviation: core.Deviation, scope: Scope) -> Scope:
        return attrs.evolve(scope, own=(self.definition.name, deviation.phase - 1))

    def _at(self, node: core.Node, scope: Scope) -> Scope:
        """Return the scope of a node; one that stands in is read as its deviation."""
        for deviation in self.force:
            if deviation.stands_in is node:
                return self._inside(deviation, scope)
        return scope

    def _with_stand_ins(
        self, nodes: Iterable[core.Node], place: str | None, scope: Scope
    ) -> list[Placed]:
        return [(node, scope) for node in with_stand_ins(nodes, place, self.force)]


def _lists(node: core.Node, variable: str) -> list[core.Listed]:
    """Return the lists whose records the variable stands for in a guard or value."""
    return [
        one
        for expr in (node.guard, node.value)
        if expr is not None
        for part in core.walk(expr)
        if isinstance(part, core.Aggregate) and part.variable == variable
        for one in part.lists
    ]
