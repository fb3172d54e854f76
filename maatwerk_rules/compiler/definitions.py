"""Definitions as Python: rules and what hangs on them, siblings, steps, rounds of deviations.

Each function gives the value the evaluator settles on, or stops. `LEEG` and `TERZIJDE` are what a
node gives that is no value; they never leave a definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from maatwerk_rules.compiler.expressions import (
    Book,
    Scope,
    Writer,
    kept,
)
from maatwerk_rules.compiler.writing import Code, Lines, literal
from maatwerk_rules.model import core
from maatwerk_rules.model.forces import forces, with_stand_ins
from maatwerk_rules.values import frozen

TOGETHER = {None: "samen(", "som": "opgeteld(", "hoogste": "hoogste(", "laagste": "laagste("}
"""Which call puts siblings together."""


@frozen
class Definer:
    """Writes the body of one definition in one pass; `number` is that of its function.

    `prefix` begins the names that are used in between.
    """

    book: Book
    definition: core.Definition
    scope: Scope
    unit: int | None
    number: int
    prefix: str = "w"

    def writer(self, scope: Scope) -> Writer:
        """Return what writes the expressions of a scope."""
        return Writer(self.book, scope)

    def body(self, lines: Lines, *, needed: bool = True) -> Code:
        """Write what is needed and return the value, kept as an int or Fraction.

        Args:
            needed: Stop where no rule decides; else the value is LEEG there.
        """
        if self.definition.expression is not None:
            return self.own_unit(self.writer(self.scope).code(self.definition.expression))
        found = forces(self.definition, self.scope.phase)
        if len(found) == 1:
            return Round(self, lines, found[0]).value(needed=needed)
        return self._best(found, lines, needed=needed)

    def _best(
        self, found: Sequence[tuple[core.Deviation, ...]], lines: Lines, *, needed: bool
    ) -> Code:
        """Write the rounds, each only where the one before was not the best there is."""
        order, best = self.definition.order, f"beste{self.prefix[1:]}"
        lines.add(f"{best} = {self.one_round(found[0], lines)}")
        for force in found[1:]:
            if order is None:
                lines.add(f"{best} = {self.one_round(force, lines)}")
            elif isinstance(order, tuple):
                with lines.under(f"if {best} != {literal(order[-1])}:"):
                    options, call = self.book.constant(order), self.one_round(force, lines)
                    lines.add(f"{best} = gunstigste({best}, {call}, {options})")
            else:
                lines.add(f"{best} = {order}({best}, {self.one_round(force, lines)})")
        if needed:
            with lines.under(f"if {best} is LEEG:"):
                lines.add(f"geen_regel({self.number})")
        return Code(best, self.unit)

    def one_round(self, force: tuple[core.Deviation, ...], lines: Lines) -> str:
        """Write one reckoning as a function, and return the call of it."""
        own = Lines()
        value = Round(self, own, force).value(needed=False)
        own.add(f"return {value.text}")
        called = self.book.helper(self.scope.parameters, own.all)
        return f"{called}({', '.join(self.scope.parameters)})"

    def own_unit(self, code: Code) -> Code:
        """Return a value in the unit of the definition: whole, or as int or Fraction."""
        if code.per is None or code.per == 1:
            return code
        return attrs.evolve(kept(code), per=self.unit)

    def given(self, expr: core.Expr, scope: Scope) -> str:
        """Return an expression as a value of the definition."""
        return self.own_unit(self.writer(scope).code(expr)).text


Placed = tuple[core.Node, Scope]
"""A node and where it stands: a deviation reads its own definition as it was before."""


@attrs.define
class Round:
    """One reckoning of a definition with a set of deviations in force."""

    definer: Definer
    lines: Lines
    force: tuple[core.Deviation, ...]
    names: int = 0
    prefix: str = attrs.field(
        default=attrs.Factory(lambda own: own.definer.prefix, takes_self=True), kw_only=True
    )

    def value(self, *, needed: bool) -> Code:
        """Write the rules and steps; what gives no value stops, or is LEEG where that may be."""
        definition, scope, unit = self.definer.definition, self.definer.scope, self.definer.unit
        top = self._with_stand_ins(definition.rules, None, scope)
        name = self._fresh()
        self._siblings(top, name, TOGETHER[definition.together])
        if self._may_set_aside(top):
            self._when(f"{name} is TERZIJDE", "onbekend()")
        for stage in definition.stages:
            with self.lines.under(f"if {name} is not LEEG:"):
                self._stage(stage, name)
        if definition.default is not None:
            self._when(f"{name} is LEEG", f"{name} = {self._given(definition.default, scope)}")
        elif needed:
            self._when(f"{name} is LEEG", f"geen_regel({self.definer.number})")
        return Code(name, unit)

    def _stage(self, stage: core.Stage, name: str) -> None:
        definition, before, after = self.definer.definition, self._fresh(), self._fresh()
        self.lines.add(f"{before} = {name}")
        scope = attrs.evolve(self.definer.scope, previous=Code(before, self.definer.unit))
        way = TOGETHER[definition.together]
        if definition.together == "som":
            way = f"bijgesteld({before}, "
        nodes = [(node, scope) for node in stage.adjustments]
        self._siblings(nodes, after, way)
        if self._may_set_aside(nodes):
            self._when(f"{after} is TERZIJDE", "onbekend()")
        self._when(f"{after} is not LEEG", f"{name} = {after}")

    # ------------------------------------------------------------------ siblings

    def _siblings(self, nodes: Sequence[Placed], target: str, way: str = "samen(") -> None:
        """Write what nodes beside each other give together; those before others go first."""
        above = self.definer.definition.above
        names = {node.name for node, _ in nodes}
        ordered = sorted(nodes, key=lambda it: len(above.get(it[0].name, frozenset()) & names))
        if not ordered:
            self.lines.add(f"{target} = LEEG")
        elif len(ordered) == 1 and not way.startswith("bijgesteld"):
            self._node(ordered[0], target)
        elif way == "samen(" and self._never_differ(ordered):
            self._first_of(ordered, target)
        else:
            self._each(ordered, target, way)

    def _each(self, nodes: Sequence[Placed], target: str, way: str) -> None:
        """Write each node; one that stands below another that works is not looked at."""
        above = self.definer.definition.above
        given: dict[str, str] = {}
        for node, scope in nodes:
            name = self._fresh()
            before = [given[one] for one in given if one in above.get(node.name, frozenset())]
            if before:
                self.lines.add(f"{name} = LEEG")
                test = " and ".join(f"{one} is LEEG" for one in before)
                with self.lines.under(f"if {test}:"):
                    self._node((node, scope), name)
            else:
                self._node((node, scope), name)
            given[node.name] = name
        self.lines.add(f"{target} = {way}{', '.join(given.values())})")

    def _first_of(self, nodes: Sequence[Placed], target: str) -> None:
        """Write siblings of which the first that works decides, whatever the others are."""
        table = self._table(nodes)
        first, scope = nodes[0]
        if table is not None:
            self.lines.add(f"{target} = {table}")
        elif all(place is scope and self._same(first, node) for node, place in nodes):
            guards = [node.guard for node, _ in nodes]
            works = self.definer.writer(scope).any_of(guards)
            value = self._own(first, scope)
            self.lines.add(f"{target} = {value} if {works.inside} else LEEG")
        elif all(self._is_plain(node) for node, _ in nodes):
            for number, (node, scope) in enumerate(nodes):
                test = f"{'elif' if number else 'if'} {self._code(node.guard, scope).text}:"
                with self.lines.under(test):
                    self.lines.add(f"{target} = {self._own(node, scope)}")
            self.lines.add("else:")
            with self.lines.deeper():
                self.lines.add(f"{target} = LEEG")
        else:
            self._node(nodes[0], target)
            for placed in nodes[1:]:
                with self.lines.under(f"if {target} is LEEG:"):
                    self._node(placed, target)

    def _table(self, nodes: Sequence[Placed]) -> str | None:
        """Return a look-up where every guard compares the same things with constants."""
        rows = [_row(node) for node, _ in nodes if self._is_plain(node)]
        first = rows[0] if rows else None
        if first is None or len(rows) < max(3, len(nodes)) or not first:
            return None
        found: dict[object, object] = {}
        for row, (node, _) in zip(rows, nodes, strict=True):
            if row is None or [expr for expr, _ in row] != [expr for expr, _ in first]:
                return None
            value = node.value
            if not isinstance(value, core.Constant) or not isinstance(
                value.value, bool | int | str
            ):
                return None
            options = tuple(option for _, option in row)
            found.setdefault(options if len(options) > 1 else options[0], value.value)
        keys = [self._code(expr, nodes[0][1]) for expr, _ in first]
        key = ", ".join(one.text for one in keys)
        key = f"({key})" if len(keys) > 1 else key
        return f"{self.definer.book.constant(found)}.get({key}, LEEG)"

    def _never_differ(self, nodes: Sequence[Placed]) -> bool:
        """Tell whether no two of them can contradict: ordered, exclusive, or the same constant."""
        above = self.definer.definition.above
        for index, (node, scope) in enumerate(nodes):
            for other, place in nodes[index + 1 :]:
                if node.name in above.get(other.name, frozenset()):
                    continue
                if scope is place and (exclude(node, other) or self._same(node, other)):
                    continue
                return False
        return True

    def _same(self, one: core.Node, other: core.Node) -> bool:
        return (
            self._is_plain(one)
            and self._is_plain(other)
            and isinstance(one.value, core.Constant)
            and one.value == other.value
        )

    # ------------------------------------------------------------------ one node

    def _node(self, placed: Placed, target: str) -> None:
        """Write what one node gives."""
        node, scope = placed
        self.lines.add(f"{target} = LEEG")
        depth = self.lines.depth
        outside, scope = scope, self._at(node, scope)
        test = self._test(node, scope)
        if test != "True":
            self.lines.open(f"if {test}:")
        for deviation in self.force:
            if node.name in deviation.aside:
                mark = self._fresh()
                self._node((deviation.node, self._inside(deviation, outside)), mark)
                self.lines.open(f"if {mark} is LEEG:")
        exceptions = self._with_stand_ins(node.exceptions, node.name, scope)
        if exceptions:
            given = self._fresh()
            self._siblings(exceptions, given)
            if self._may_set_aside(exceptions):
                self._when(f"{given} is not TERZIJDE", f"{target} = {given}")
            else:
                self.lines.add(f"{target} = {given}")
            self.lines.open(f"if {given} is LEEG:")
        self._own_value(node, scope, target)
        self.lines.depth = depth

    def _own_value(self, node: core.Node, scope: Scope, target: str) -> None:
        replacing = [
            (one.node, self._inside(one, scope)) for one in self.force if one.replaces == node.name
        ]
        if replacing:
            self._siblings(replacing, target)
            self.lines.open(f"if {target} is LEEG:")
        self.lines.add(f"{target} = {self._own(node, scope)}")

    def _own(self, node: core.Node, scope: Scope) -> str:
        return "TERZIJDE" if node.value is None else self._given(node.value, scope)

    def _test(self, node: core.Node, scope: Scope) -> str:
        """Return when a node works; a look closes it while one of its judgements is open."""
        guard = self._code(node.guard, scope)
        if not (node.closed_by_look and node.judgements):
            return guard.text
        judged = [self._is_open(node, one, scope) for one in node.judgements]
        return f"not (zaak.bekeken and ({' or '.join(judged)})) and {guard.inside}"

    def _is_open(self, node: core.Node, judged: core.Judged, scope: Scope) -> str:
        key = literal(f"oordeel:{judged.name}")
        if judged.variable is None:
            return f"{key} not in zaak.feiten"
        record = scope.records.get(judged.variable)
        if record is not None:
            return f"{key} not in {record}"
        lists = [
            one
            for expr in (node.guard, node.value)
            if expr is not None
            for part in core.walk(expr)
            if isinstance(part, core.Aggregate) and part.variable == judged.variable
            for one in part.lists
        ]
        tests = [f"open_in(zaak.lijsten[{literal(one.name)}], {key})" for one in lists]
        return " or ".join(tests) or "False"

    # ------------------------------------------------------------------ small things

    def _fresh(self) -> str:
        self.names += 1
        return f"{self.prefix}{self.names}"

    def _when(self, test: str, then: str) -> None:
        with self.lines.under(f"if {test}:"):
            self.lines.add(then)

    def _code(self, expr: core.Expr, scope: Scope) -> Code:
        return self.definer.writer(scope).code(expr)

    def _given(self, expr: core.Expr, scope: Scope) -> str:
        return self.definer.given(expr, scope)

    def _inside(self, deviation: core.Deviation, scope: Scope) -> Scope:
        return attrs.evolve(scope, own=(self.definer.definition.name, deviation.phase - 1))

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

    def _may_set_aside(self, nodes: Iterable[Placed]) -> bool:
        replacing = {one.replaces for one in self.force if one.node.value is None}
        return any(node.value is None or node.name in replacing for node, _ in nodes)

    def _is_plain(self, node: core.Node) -> bool:
        """Tell whether a node is no more than a guard and a value in this round."""
        return not (
            node.exceptions
            or node.closed_by_look
            or any(
                node.name in one.aside
                or node.name in (one.replaces, one.place)
                or one.stands_in is node
                for one in self.force
            )
        )


def _row(node: core.Node) -> list[tuple[core.Expr, object]] | None:
    """Return what a guard compares with which constants; None where it does more."""
    found: list[tuple[core.Expr, object]] = []
    for part in node.guard.parts if isinstance(node.guard, core.And) else (node.guard,):
        if not isinstance(part, core.Compare) or part.operator != "eq":
            return None
        if not isinstance(part.right, core.Constant) or isinstance(part.left, core.Constant):
            return None
        if not isinstance(part.right.value, bool | str):
            return None
        found.append((part.left, part.right.value))
    return found


def exclude(one: core.Node, other: core.Node) -> bool:
    """Tell whether two guards cannot both hold: they ask different options of the same thing."""
    first = dict(_asked(one.guard))
    return any(expr in first and first[expr] != value for expr, value in _asked(other.guard))


def _asked(guard: core.Expr) -> Iterator[tuple[core.Expr, object]]:
    """Yield what must have which value for a guard to hold."""
    match guard:
        case core.And(parts=parts):
            for part in parts:
                yield from _asked(part)
        case core.Gate(first=first, then=then):
            yield from _asked(first)
            yield from _asked(then)
        case core.Not(part=part):
            yield part, False
        case core.Compare(operator="eq", left=left, right=core.Constant(value=value)):
            yield left, value
        case core.Constant():
            return
        case _:
            yield guard, True
