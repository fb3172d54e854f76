"""What stays as it was in a case that differs little from one that was reckoned before.

A definition, or one of its rules, of which nothing that it reads came out differently, is taken
over. What was read counts by what it came to: where a begrip stays what it was, all above it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.evaluate import Environment, worth
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Step

if TYPE_CHECKING:
    from maatwerk_rules.runtime.nodes import Reckoning
    from maatwerk_rules.runtime.rules import Force


@attrs.frozen
class Touch:
    """What some expressions read directly: of the case by name and by field, and definitions."""

    names: frozenset[str]
    fields: frozenset[str]
    reads: frozenset[str]
    months: tuple[core.OverMonths, ...]


def touch(exprs: Iterable[core.Expr]) -> Touch:
    """Return what expressions read directly; linear in their size.

    >>> from maatwerk_rules.model.types import JaNee
    >>> sorted(touch([core.Not(core.Fact("werkt", JaNee()))]).names)
    ['werkt']
    """
    names, fields, reads, months = set(), set(), set(), []
    for expr in exprs:
        for part in core.walk(expr):
            match part:
                case core.Fact(name=name) | core.Judged(name=name):
                    names.add(name)
                case core.Field(field=field):
                    fields.add(field)
                case core.Read(name=name):
                    reads.add(name)
                case core.Aggregate(lists=lists):
                    names.update(one.name for one in lists)
                case core.OverMonths():
                    months.append(part)
    return Touch(frozenset(names), frozenset(fields), frozenset(reads), tuple(months))


def _of_node(node: core.Node) -> Iterator[core.Expr]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one.guard
        yield from () if one.value is None else (one.value,)
        yield from one.judgements
        waiting += one.exceptions


def _of_force(node: core.Node, force: Force) -> Iterator[core.Expr]:
    """Yield the expressions of a node and of all deviations that may work on it."""
    yield from _of_node(node)
    for deviation in force.deviations:
        yield from _of_node(deviation.node)
        yield from () if deviation.stands_in is None else _of_node(deviation.stands_in)


Key = tuple[object, ...]


class Touches:
    """What definitions and rules of a program read, each found once."""

    @staticmethod
    def of(program: core.Program) -> Touches:
        """Return those of a program."""
        found: Touches = program.derived.setdefault(Touches, Touches())
        return found

    def __init__(self) -> None:
        self._found: dict[Key, tuple[object, Touch]] = {}

    def of_definition(self, definition: core.Definition) -> Touch:
        """Return what a definition reads."""
        found = self._found.get((id(definition),))
        if found is None:
            judged = (one for node in core.nodes(definition) for one in node.judgements)
            made = touch((*core.expressions(definition), *judged))
            found = self._found[id(definition),] = definition, made
        return found[1]

    def of_expr(self, expr: core.Expr) -> Touch:
        """Return what an expression reads."""
        found = self._found.get((id(expr),))
        if found is None:
            found = self._found[id(expr),] = expr, touch((expr,))
        return found[1]

    def of_node(self, node: core.Node, force: Force) -> Touch:
        """Return what a rule reads, with all that may work on it."""
        key = id(node), None, *map(id, force.deviations)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = (node, force), touch(_of_force(node, force))
        return found[1]


class Again:
    """What a reckoning may take over from that of a case near it; it asks each thing once."""

    def __init__(self, here: Reckoning, near: Reckoning) -> None:
        self._here = here
        self._near = near
        self._touches = Touches.of(here.program)
        self._changed: dict[tuple[str, int], bool] = {}
        difference, facts = here.difference, here.program.facts
        self._names, self._fields = difference.names, difference.fields
        self._affected = here.affected
        lists = (facts.get(name) for name in self._names)
        self._lists = {one.soort.naam for one in lists if isinstance(one, Lijst)}

    def result(
        self, definition: core.Definition, record: RecordId | None, phase: int
    ) -> DefinitionStep | None:
        """Return a result as it is near, where nothing that it reads is otherwise."""
        if self._differs(self._touches.of_definition(definition), phase, definition.name):
            return None
        return self._near.result(definition.name, record, phase)

    def node(self, node: core.Node, force: Force, env: Environment) -> NodeStep | None:
        """Return a rule as it is near, where nothing that it reads is otherwise."""
        if self._differs(self._touches.of_node(node, force), env.phase, force.definition.name):
            return None
        return self._near.reckon_as(node, force, env)

    def part(self, expr: core.Expr, env: Environment) -> Step:
        """Return what a part of a condition is worth; as it is near, where it can be."""
        own = "" if env.own is None else env.own[0]
        if self._differs(self._touches.of_expr(expr), env.phase, own):
            return worth(expr, env)
        return self._near.worth_as(expr, env)

    def _differs(self, read: Touch, phase: int, own: str) -> bool:
        """Tell whether something that is read may be otherwise than in the case near this one.

        A definition that reads itself, as it was in an earlier pass, is always worked out anew.
        """
        if not (read.names.isdisjoint(self._names) and read.fields.isdisjoint(self._fields)):
            return True
        if (read.fields and self._lists) or own in read.reads:
            return True
        if read.months and any(self._here.may_differ(one.body) for one in read.months):
            return True
        may = read.reads & self._affected
        return bool(may) and any(self._is_changed(name, phase) for name in may)

    def _is_changed(self, name: str, phase: int) -> bool:
        """Tell whether a definition came out differently; each is looked at once."""
        found = self._changed.get((name, phase))
        if found is None:
            found = self._changed[name, phase] = self._came_out_otherwise(name, phase)
        return found

    def _came_out_otherwise(self, name: str, phase: int) -> bool:
        here, near = self._here, self._near
        if here.program.definitions[name].record in self._lists:
            return True
        records = here.records(name)
        if name in here.program.looking_back and not near.knows(name, records, phase):
            return True  # what looks at hundreds of months is not worked out for this alone
        return any(
            _differ(here.result(name, record, phase), near.result(name, record, phase))
            for record in records
        )


def _differ(one: DefinitionStep, other: DefinitionStep) -> bool:
    return one is not other and (
        one.values != other.values
        or one.no_rule != other.no_rule
        or one.conflict != other.conflict
        or one.missing != other.missing
    )


def key_of(thing: core.Node | core.Expr, force: Sequence[core.Deviation], env: Environment) -> Key:
    """Return under what something is remembered that was worked out in an environment."""
    before = env.previous
    return (
        id(thing),
        env.phase,
        env.own,
        None if before is None else (before.value, before.missing),
        *map(id, force),
        *env.records.items(),
    )
