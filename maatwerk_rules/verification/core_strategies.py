"""Random well-formed programs of the core: definitions that read each other without cycles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import attrs
from hypothesis import strategies as st

from maatwerk_rules.model import core
from maatwerk_rules.model.core import expressions
from maatwerk_rules.model.levels import fields, leaves, levels
from maatwerk_rules.model.types import Type
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.expression_strategies import (
    DAG,
    GETAL,
    JANEE,
    KEUZE,
    LIJST,
    LISTS,
    SOORT,
    Scope,
    Writer,
)

JA = core.Constant(True, JANEE)


@frozen
class Nodes:
    """Draws the nodes of one definition; `names` counts them."""

    write: Writer
    type: Type
    prefix: str
    names: list[str] = attrs.field(factory=list)

    def name(self, kind: str) -> str:
        """Return a name nothing else has."""
        self.names.append(f"{self.prefix}_{kind}{len(self.names)}")
        return self.names[-1]

    def value(self) -> core.Expr:
        """Draw the value of a node; mostly plain, so that siblings agree now and then."""
        if self.write.chance(3):
            return self.write.expression(self.type, 1)
        if self.write.scope.previous is not None:
            one = core.Constant(self.write.number(-2, 2), GETAL)
            previous = core.Previous(self.type)
            return core.Arithmetic("add", previous, one) if self.type == GETAL else previous
        return self.write.constant(self.type)

    def node(self, kind: str, depth: int, sets_aside: bool = False) -> core.Node:
        """Draw a node with exceptions nested at most so deep."""
        name = self.name(kind)
        guard = JA if self.write.chance(4) else self.write.truth(self.write.number(0, 1))
        if self.write.scope.judgements and self.write.chance(4):
            guard = core.Gate(self.write.truth(0), guard)
        return core.Node(
            name, guard, None if sets_aside else self.value(), self.exceptions(depth - 1)
        )

    def exceptions(self, depth: int) -> tuple[core.Node, ...]:
        """Draw the exceptions of a node."""
        if depth < 0:
            return ()
        return tuple(
            self.node("uitzondering", depth, self.write.chance(3))
            for _ in range(self.write.number(0, 2))
        )


def _flat(nodes: Iterable[core.Node]) -> list[core.Node]:
    found: list[core.Node] = []
    for node in nodes:
        found += [node, *_flat(node.exceptions)]
    return found


@frozen
class Deviations:
    """Draws the deviations of one definition."""

    write: Writer
    definition: core.Definition
    names: list[str]

    def deviation(self) -> core.Deviation:
        """Draw a deviation of any kind."""
        ways = [self._aside, self._replacing, self._replacing, self._group]
        phase: Literal[1, 2] = 1 if self.write.chance(2) else 2
        favourable = self.definition.order is not None and not self.write.chance(3)
        found = self.write.one(ways)()
        return attrs.evolve(found, phase=phase, favourable=favourable)

    def _node(self, value: core.Expr | None) -> core.Node:
        """Draw the node of a deviation; half of them can be closed by a look."""
        own = attrs.evolve(self.write.scope, own=self.definition, previous=None)
        variable = self.definition.record
        if not self.write.chance(2):
            nodes = Nodes(Writer(self.write.draw, own), self.definition.type, "", self.names)
            node = nodes.node("afwijking", 0)
            exceptions = tuple(nodes.node("vangnet", 0, True) for _ in range(_few(self.write)))
            guard = self.write.one((JA, node.guard, self._own_guard(own)))
            return attrs.evolve(node, value=value, guard=guard, exceptions=exceptions)
        plain = attrs.evolve(own, judgements=False)
        nodes = Nodes(Writer(self.write.draw, plain), self.definition.type, "", self.names)
        judged = core.Judged("reden" if variable is None else "stukreden", variable, JANEE)
        if variable is None and self.write.chance(2):
            judged = core.Judged("nood", None, JANEE)
        node = nodes.node("afwijking", 0)
        guard = self.write.one(
            (judged, core.And((judged, node.guard)), core.Gate(node.guard, judged))
        )
        judgements: tuple[core.Judged, ...] = (judged,)
        if self.write.chance(4):
            of_each = core.Judged("stukreden", "elk", JANEE)
            guard = core.Or(
                (guard, core.Aggregate("any", "dingen", LISTS[0], "elk", of_each, None, None))
            )
            judgements += (of_each,)
        return attrs.evolve(
            node, value=value, guard=guard, judgements=judgements, closed_by_look=True
        )

    def _own_guard(self, scope: Scope) -> core.Expr:
        """Draw a condition on the outcome before the deviation."""
        definition, variable = self.definition, self.definition.record
        own = core.Read(definition.name, variable, definition.type)
        other = Writer(self.write.draw, scope).constant(definition.type)
        return core.Compare(self.write.one(("eq", "ne")), own, other)

    def _all(self) -> list[core.Node]:
        adjustments = [node for stage in self.definition.stages for node in stage.adjustments]
        return _flat((*self.definition.rules, *adjustments))

    def _some(self, nodes: Sequence[core.Node]) -> list[core.Node]:
        found = [node for node in nodes if self.write.chance(2)]
        return found or [self.write.one(nodes)]

    def _aside(self) -> core.Deviation:
        targets = frozenset(node.name for node in self._some(self._all()))
        return core.Deviation(self._node(None), 1, True, aside=targets)

    def _replacing(self) -> core.Deviation:
        base = self.write.one([node for node in self._all() if node.value is not None])
        aside: frozenset[str] = frozenset()
        if base.exceptions and self.write.chance(2):
            aside = frozenset({self.write.one(base.exceptions).name})
        inside = {
            node.name for stage in self.definition.stages for node in _flat(stage.adjustments)
        }
        previous = self.definition.type if base.name in inside else None
        scope = attrs.evolve(self.write.scope, previous=previous)
        nodes = Nodes(Writer(self.write.draw, scope), self.definition.type, "", self.names)
        return core.Deviation(self._node(nodes.value()), 1, True, aside, replaces=base.name)

    def _group(self) -> core.Deviation:
        """Draw a deviation of a group of rules, or of exceptions with one base."""
        bases = [node for node in _flat(self.definition.rules) if node.exceptions]
        base = self.write.one(bases) if bases and self.write.chance(2) else None
        tops = self._some(self.definition.rules if base is None else base.exceptions)
        members = {node.name for node in tops}
        members |= {
            one.name for node in tops for one in _flat(node.exceptions) if self.write.chance(2)
        }
        loose = tuple(
            one
            for node in _flat(tops)
            if node.name in members
            for one in node.exceptions
            if one.name not in members
        )
        node = self._node(self.write.constant(self.definition.type))
        return core.Deviation(
            node,
            1,
            True,
            frozenset(members),
            stands_in=attrs.evolve(node, exceptions=node.exceptions + loose),
            place=None if base is None else base.name,
        )


def _few(write: Writer) -> int:
    return 1 if write.chance(3) else 0


def siblings(definition: core.Definition) -> list[list[str]]:
    """Return the names that stand beside each other: on one base, in one step, or at the top.

    >>> regels = (core.Node("een", JA, JA), core.Node("twee", JA, JA))
    >>> siblings(core.Definition("recht", JANEE, rules=regels))
    [['een', 'twee']]
    """
    groups: dict[str | None, list[str]] = {None: [node.name for node in definition.rules]}
    replacing: dict[str, list[str]] = {}
    adjustments = [node for stage in definition.stages for node in stage.adjustments]
    for node in _flat((*definition.rules, *adjustments)):
        groups[node.name] = [one.name for one in node.exceptions]
    for deviation in definition.deviations:
        if deviation.stands_in is not None:
            groups[deviation.place].append(deviation.name)
        if deviation.replaces is not None:
            replacing.setdefault(deviation.replaces, []).append(deviation.name)
    staged = [[node.name for node in stage.adjustments] for stage in definition.stages]
    return [names for names in (*groups.values(), *staged, *replacing.values()) if names]


def _above(write: Writer, groups: Iterable[list[str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for names in groups:
        for position, name in enumerate(names[1:], 1):
            direct = [higher for higher in names[:position] if write.chance(4)]
            further = (found.get(higher, frozenset()) for higher in direct)
            if direct:
                found[name] = frozenset(direct).union(*further)
    return MappingProxyType(found)


def _order(write: Writer, type_: Type) -> tuple[bool | str, ...] | str | None:
    if write.chance(8):
        return None
    if type_ == JANEE:
        return write.one(((False, True), (True, False)))
    if type_ == KEUZE:
        return write.one((("a", "b", "c"), ("c", "a", "b")))
    return write.one(("hoger", "lager"))


def _default(
    write: Writer, type_: Type, order: tuple[bool | str, ...] | str | None
) -> core.Expr | None:
    """Draw the value where no rule decides: often the least favourable one, as policies have it."""
    if write.chance(4):
        return None
    if isinstance(order, tuple) and write.chance(2):
        return core.Constant(order[0], type_)
    return write.expression(type_, _few(write))


def _definition(draw: st.DrawFn, name: str, before: tuple[core.Definition, ...]) -> core.Definition:
    plain = Writer(draw, Scope())
    type_ = plain.one((JANEE, JANEE, KEUZE, GETAL, GETAL, DAG))
    record = SOORT.naam if plain.chance(4) else None
    scope = Scope(before, () if record is None else (record,))
    write = Writer(draw, scope)
    if write.chance(5):
        sums = type_ == GETAL and write.chance(2)
        expression = write.over_all(1) if sums else write.expression(type_, 2)
        return core.Definition(name, type_, record, expression=expression)
    nodes = Nodes(write, type_, name)
    rules = tuple(nodes.node("regel", 2) for _ in range(write.number(1, 3)))
    in_stage = Writer(draw, attrs.evolve(scope, previous=type_))
    steps = Nodes(in_stage, type_, name, nodes.names)
    stages = tuple(
        core.Stage(f"stap{step}", tuple(steps.node("aanpassing", 1) for _ in range(size)))
        for step, size in enumerate([write.number(1, 3) for _ in range(write.number(0, 2))])
    )
    order = _order(write, type_)
    definition = core.Definition(
        name,
        type_,
        record,
        rules=rules,
        together=write.one((None, "som", "hoogste", "laagste")) if type_ == GETAL else None,
        default=_default(write, type_, order),
        order=order,  # type: ignore[arg-type]
        stages=stages if write.chance(2) else (),
    )
    drawn = Deviations(write, definition, nodes.names)
    deviations = tuple(drawn.deviation() for _ in range(write.number(0, 3)))
    definition = attrs.evolve(definition, deviations=deviations)
    return attrs.evolve(definition, above=_above(write, siblings(definition)))


def program_of(definitions: Iterable[core.Definition]) -> core.Program:
    """Return the program of these definitions, with the facts and judgements they read.

    >>> vraag = core.Fact("vraag", JANEE)
    >>> dict(program_of([core.Definition("recht", JANEE, expression=vraag)]).facts)
    {'vraag': JaNee()}
    """
    named = {one.name: one for one in definitions}
    facts: dict[str, Type] = {}
    judgements: dict[str, tuple[Type, str | None]] = {}
    for definition in named.values():
        if definition.record is not None:
            facts["dingen"] = LIJST
        for part in (part for expr in expressions(definition) for part in core.walk(expr)):
            match part:
                case core.Fact(name=name, type=type_):
                    facts[name] = type_
                case core.Aggregate(lists=lists):
                    facts |= {one.name: one.type for one in lists}
                case core.Judged(name=name, variable=variable, type=type_):
                    judgements[name] = (type_, SOORT.naam if variable is not None else None)
    return core.Program(
        MappingProxyType(named),
        MappingProxyType(dict(sorted(facts.items()))),
        MappingProxyType(dict(sorted(judgements.items()))),
        MappingProxyType(levels(named)),
        leaves=MappingProxyType(leaves(named, facts)),
        fields=MappingProxyType(fields(named)),
    )


@st.composite
def programs(draw: st.DrawFn, most: int = 4) -> core.Program:
    """Draw a program of at most so many definitions, each reading only earlier ones."""
    definitions: tuple[core.Definition, ...] = ()
    for number in range(draw(st.integers(1, most))):
        definitions += (_definition(draw, f"begrip{number}", definitions),)
    return program_of(definitions)
