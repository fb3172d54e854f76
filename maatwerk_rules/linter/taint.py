"""Where rules read a fact that has a role, and which outcomes that reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Rol
from maatwerk_rules.model.core import Definition, Expr, Fact, Field, nodes, walk
from maatwerk_rules.model.declarations import Gegeven, Soort
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.source import Span


@attrs.frozen
class Reading:
    """A fact that is read: where, in which rule or begrip, and the outcomes it reaches."""

    fact: str
    span: Span
    origin: Declaration
    outcomes: tuple[str, ...]


@attrs.frozen
class Facts:
    """Names of facts, and of fields that have one role in every soort that has them."""

    names: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.names or self.fields)


def with_role(subject: Subject, role: str) -> Facts:
    """Return the facts and fields of a policy, and of those it uses, that have a role."""
    gegevens = subject.everything.of(Gegeven)
    names = {each.naam for each in gegevens if _has(each.one(Rol), role)}
    marked: dict[str, set[bool]] = {}
    for soort in subject.everything.of(Soort):
        for veld in soort.velden:
            marked.setdefault(veld.naam, set()).add(_has(veld.one(Rol), role))
    fields = {name for name, roles in marked.items() if roles == {True}}
    return Facts(frozenset(names), frozenset(fields))


def _has(rol: Rol | None, role: str) -> bool:
    return rol is not None and rol.rol == role


def readings(subject: Subject, facts: Facts) -> Iterator[Reading]:
    """Yield each place where rules read one of the facts on the way to an outcome, once.

    Linear in the size of the policy on each interval of dates.
    """
    if not facts:
        return
    seen: set[Span] = set()
    for part in subject.policy.slices:
        definitions = part.program.definitions
        found = [
            (name, one)
            for name, each in definitions.items()
            for one in each.once(_read_in)
            if one[0] in (facts.fields if one[1] else facts.names)
        ]
        if not found:
            continue
        reached = _reached(definitions)
        for name, (fact, _, span, origin) in found:
            if span in seen or not reached[name]:
                continue
            seen.add(span)
            yield Reading(fact, span, origin, tuple(sorted(reached[name])))


def _read_in(definition: Definition) -> tuple[tuple[str, bool, Span, Declaration], ...]:
    """Return each fact and each field that a definition reads, with whether it is a field."""
    found: list[tuple[str, bool, Span, Declaration]] = []
    for expr, origin in _with_origin(definition):
        if origin is None:
            continue
        for part in walk(expr):
            if isinstance(part, Fact):
                found.append((part.name, False, _span(part, expr), origin))
            elif isinstance(part, Field):
                found.append((part.field, True, _span(part, expr), origin))
    return tuple(found)


def _span(part: Expr, whole: Expr) -> Span:
    return part.span if part.span.source else whole.span


def _with_origin(definition: Definition) -> Iterator[tuple[Expr, Declaration | None]]:
    for expr in (definition.expression, definition.default):
        if expr is not None:
            yield expr, definition.origin
    for node in nodes(definition):
        yield node.guard, node.origin
        if node.value is not None:
            yield node.value, node.origin


def _reached(definitions: Mapping[str, Definition]) -> dict[str, set[str]]:
    """Return for each definition the published ones that read it, itself or through others."""
    below = {name: each.reads & definitions.keys() for name, each in definitions.items()}
    reached: dict[str, set[str]] = {name: set() for name in definitions}
    for name, each in definitions.items():
        waiting = [name] if each.published else []
        while waiting:
            lower = waiting.pop()
            if name not in reached[lower]:
                reached[lower].add(name)
                waiting += below[lower]
    return reached
