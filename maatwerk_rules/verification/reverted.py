"""In which clauses two versions of a definition differ, and the new one with one as it was.

So it can be asked of each clause by itself what its change does, while all others are new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.core import Dated, Definition, Deviation, Expr, Node, Read, nodes

Amounts = Mapping[str, Dated]


def reverted(before: Definition, after: Definition) -> dict[str, Definition]:
    """Return for each clause in which two differ the new definition with only that as it was.

    A clause is a rule, exception, adjustment or deviation, a dated amount, or the definition
    itself, by its name. Linear in both, for each clause.

    >>> from maatwerk_rules.model.types import JaNee
    >>> ja, nee = (core.Constant(one, JaNee()) for one in (True, False))
    >>> old = Definition("recht", JaNee(), rules=(Node("een", ja, ja), Node("twee", ja, nee)))
    >>> new = Definition("recht", JaNee(), rules=(Node("een", nee, ja), Node("drie", ja, nee)))
    >>> {name: [rule.name for rule in one.rules] for name, one in reverted(old, new).items()}
    {'drie': ['een'], 'een': ['een', 'drie'], 'twee': ['een', 'twee', 'drie']}
    """
    was, now = amounts(before), amounts(after)
    dated = {name for name in was.keys() & now.keys() if _said(was[name]) != _said(now[name])}
    prior = with_amounts(before, {name: now[name] for name in dated})
    found = {name: with_amounts(after, {name: was[name]}) for name in sorted(dated)}
    changed = [*_changed_nodes(prior, after)]
    for name in changed:
        found[name] = _with_clause(after, prior, name)
    whole = _with_own(after, prior, is_alone=not changed)
    if whole != after:
        found[after.name] = whole
    return found


def amounts(of: Definition) -> dict[str, Dated]:
    """Return the dated amounts that a definition reads, by name."""
    return {part.name: part for part in of.parts if isinstance(part, Dated)}


def _said(amount: Dated) -> tuple[object, ...]:
    return amount.entries, amount.until


def with_amounts(node: Any, said: Amounts) -> Any:
    """Return a part of a program in which dated amounts have other values."""

    def other(one: Any) -> Any:
        found = said.get(one.name) if isinstance(one, Dated) else None
        return one if found is None else attrs.evolve(one, entries=found.entries, until=found.until)

    return rewritten(node, other) if said else node


def with_names(node: Any, names: Mapping[str, str]) -> Any:
    """Return a part of a program that reads definitions under other names."""

    def other(one: Any) -> Any:
        is_other = isinstance(one, Read) and one.name in names
        return attrs.evolve(one, name=names[one.name]) if is_other else one

    return rewritten(node, other)


def rewritten(node: Any, other: Callable[[Any], Any]) -> Any:
    """Return a part of a program with each part of it replaced; linear in its size."""
    if isinstance(node, tuple):
        return tuple(rewritten(one, other) for one in node)
    if not isinstance(node, Expr | Node | Deviation | core.Stage | Definition):
        return node
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, Expr | tuple | Node | Deviation | core.Stage):
            changed = rewritten(value, other)
            if changed is not value:
                changes[field.name] = changed
    return other(attrs.evolve(node, **changes) if changes else node)


# ---------------------------------------------------------------- clause by clause


def _changed_nodes(before: Definition, after: Definition) -> Iterator[str]:
    """Yield the names of what is not the same in both; what hangs on a rule counts by itself."""
    was, now = _shallow(before), _shallow(after)
    yield from (name for name, one in now.items() if was.get(name) != one)
    yield from (name for name in was if name not in now)


def _shallow(of: Definition) -> dict[str, list[object]]:
    """Return each rule without those that hang on it, with what a deviation does."""
    found: dict[str, list[object]] = {}
    for node in nodes(of):
        found.setdefault(node.name, []).append(attrs.evolve(node, exceptions=()))
    for one in of.deviations:
        bare = attrs.evolve(one.node, exceptions=())
        found[one.name].append(attrs.evolve(one, node=bare))
    return found


def _with_clause(after: Definition, before: Definition, name: str) -> Definition:
    stages = {one.name: one.adjustments for one in before.stages}
    return attrs.evolve(
        after,
        rules=_with_node(after.rules, before.rules, name),
        stages=tuple(
            attrs.evolve(
                one, adjustments=_with_node(one.adjustments, stages.get(one.name, ()), name)
            )
            for one in after.stages
        ),
        deviations=_with_deviation(after.deviations, before.deviations, name),
        above=_above(after, before, name),
    )


def _with_node(after: Sequence[Node], before: Sequence[Node], name: str) -> tuple[Node, ...]:
    was = {one.name: one for one in before}
    found = []
    for node in after:
        old = was.get(node.name)
        if node.name != name:
            below = _with_node(node.exceptions, old.exceptions if old is not None else (), name)
            found.append(attrs.evolve(node, exceptions=below))
        elif old is not None:
            found.append(attrs.evolve(old, exceptions=node.exceptions))
    if name in was and all(one.name != name for one in after):
        found.insert([one.name for one in before].index(name), was[name])
    return tuple(found)


def _with_deviation(
    after: Sequence[Deviation], before: Sequence[Deviation], name: str
) -> tuple[Deviation, ...]:
    was = {one.name: one for one in before}
    found = [was.get(name) if one.name == name else one for one in after]
    if name in was and all(one.name != name for one in after):
        found.insert([one.name for one in before].index(name), was[name])
    return tuple(one for one in found if one is not None)


def _above(after: Definition, before: Definition, name: str) -> Mapping[str, frozenset[str]]:
    """Return which rules go before which, with one rule as it was."""
    own = frozenset({name})
    found = {one: higher - own for one, higher in after.above.items() if one != name}
    if name in before.above:
        found[name] = before.above[name]
    for one, higher in before.above.items():
        if name in higher:
            found[one] = found.get(one, frozenset()) | own
    return MappingProxyType({one: higher for one, higher in found.items() if higher})


def _with_own(after: Definition, before: Definition, *, is_alone: bool) -> Definition:
    """Return the new definition with what it says itself, and not one of its rules, as it was.

    Which rules go before which counts where no rule changed: else a rule that came is not in it.
    """
    found = attrs.evolve(
        after, expression=before.expression, default=before.default, together=before.together
    )
    return attrs.evolve(found, above=before.above) if is_alone else found
