"""Two versions of a policy as one program: what both decide the same way stands in it once.

Definitions that are not the same in the old version stand beside the new ones under another name,
with all that leads to them. So one case is decided by both, and whether they differ is an ordinary
question about one program, which can be searched and proved as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.chains import deep
from maatwerk_rules.model.core import Compare, Definition, Expr, Program, Read
from maatwerk_rules.model.levels import fields, leaves, levels
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import JaNee, Type, is_ordered
from maatwerk_rules.values import frozen

OLD = " (oud)"
"""What an old definition is called beside the new one; no name in a policy holds a space."""
OTHER, LESS, MORE = " is anders", " is ongunstiger", " is gunstiger"
"""How the definitions are called that say in what an outcome differs."""


@frozen
class Shared:
    """Two versions and both as one policy, on the days on which both hold.

    `changed` are the outcomes that may differ, `within` what else may, `same` the outcomes to which
    nothing that changed leads; `lost` and `added` exist in one version only, `unlike` cannot be
    compared.
    """

    old: Policy
    new: Policy
    policy: Policy
    part: Slice
    changed: tuple[str, ...]
    within: tuple[str, ...]
    same: tuple[str, ...]
    lost: tuple[str, ...]
    added: tuple[str, ...]
    unlike: tuple[str, ...]


def together(old: Policy, new: Policy, day: date | None = None) -> Shared | None:
    """Return two versions as one policy, or None where no day is in both.

    Linear in the size of both. Without a day the rules of the last days on which both hold.
    """
    parts = [*_common(old, new)]
    if day is not None:
        parts = [one for one in parts if one[0] <= day and (one[1] is None or day < one[1])]
    if not parts:
        return None
    kept = _kept_everywhere([(before, after) for _, _, before, after in parts])
    slices = tuple(
        Slice(start, end, _merged(before, after, kept)) for start, end, before, after in parts
    )
    policy = attrs.evolve(new, slices=slices)
    program = slices[-1].program
    before, after = parts[-1][2].definitions, parts[-1][3].definitions
    was = {name for name, one in before.items() if one.published}
    now = {name for name, one in after.items() if one.published}
    unlike = {name for name in was & now if not _comparable(before[name], after[name])}
    both = [name for name in after if name in was & now - unlike]
    return Shared(
        old,
        new,
        policy,
        slices[-1],
        tuple(name for name in both if name not in kept),
        tuple(
            name for name in after if f"{name}{OTHER}" in program.definitions and name not in both
        ),
        tuple(name for name in both if name in kept),
        tuple(sorted(was - now)),
        tuple(sorted(now - was)),
        tuple(sorted(unlike)),
    )


def _common(old: Policy, new: Policy) -> Iterator[tuple[date, date | None, Program, Program]]:
    for before in old.slices:
        for after in new.slices:
            start = max(before.vanaf, after.vanaf)
            ends = [end for end in (before.tot, after.tot) if end is not None]
            end = min(ends, default=None)
            if end is None or start < end:
                yield start, end, before.program, after.program


def _comparable(before: Definition, after: Definition) -> bool:
    return type(before.type) is type(after.type) and before.record == after.record


def _merged(before: Program, after: Program, kept: frozenset[str]) -> Program:
    """Return two programs as one; what is `kept` both share."""
    renamed = {name: f"{name}{OLD}" for name in before.definitions if name not in kept}
    definitions: dict[str, Definition] = {**after.definitions}
    for name, definition in before.definitions.items():
        if name not in kept:
            definitions[renamed[name]] = _renamed(
                attrs.evolve(definition, name=renamed[name], published=False), renamed
            )
    for name, definition in after.definitions.items():
        old = before.definitions.get(name)
        if old is not None and name not in kept and _comparable(old, definition):
            definitions |= {one.name: one for one in _differences(definition)}
    facts: Mapping[str, Type] = {**before.facts, **after.facts}
    return attrs.evolve(
        after,
        definitions=MappingProxyType(definitions),
        facts=MappingProxyType(facts),
        judgements=MappingProxyType({**before.judgements, **after.judgements}),
        levels=MappingProxyType(levels(definitions)),
        leaves=MappingProxyType(leaves(definitions, facts)),
        fields=MappingProxyType(fields(definitions)),
        deep=MappingProxyType(deep(definitions)),
    )


def _kept_everywhere(parts: Sequence[tuple[Program, Program]]) -> frozenset[str]:
    """Return the definitions that are the same in both on every day: a sum reads other months."""
    found = [_kept(before, after) for before, after in parts]
    names = frozenset().union(*found)
    return frozenset(
        name
        for name in names
        if all(
            name in kept or (name not in before.definitions and name not in after.definitions)
            for kept, (before, after) in zip(found, parts, strict=True)
        )
    )


def _kept(before: Program, after: Program) -> frozenset[str]:
    """Return the definitions that are the same in both, with all that they read."""
    old, new = before.definitions, after.definitions
    own = {name for name in old.keys() & new.keys() if old[name] == new[name]}
    readers: dict[str, list[str]] = {}
    for name, definition in new.items():
        for read in definition.reads:
            readers.setdefault(read, []).append(name)
    waiting = [name for name in {*old, *new} if name not in own]
    gone = set(waiting)
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in gone:
                gone.add(reader)
                waiting.append(reader)
    return frozenset(own - gone)


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    """Return a part of a program that reads definitions under other names; linear in its size."""
    if isinstance(node, tuple):
        return tuple(_renamed(one, names) for one in node)
    if not isinstance(node, Expr | core.Node | core.Deviation | core.Stage | Definition):
        return node
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, Expr | tuple | core.Node | core.Deviation | core.Stage):
            changed = _renamed(value, names)
            if changed is not value:
                changes[field.name] = changed
    if isinstance(node, Read) and node.name in names:
        changes["name"] = names[node.name]
    return attrs.evolve(node, **changes) if changes else node


# ---------------------------------------------------------------- in what an outcome differs


def _differences(of: Definition) -> Iterator[Definition]:
    """Yield the definitions that say whether an outcome is other, less or more than it was.

    Of what is no outcome only whether it is other: who looks for a difference finds it there first.
    """
    now = Read(of.name, of.record, of.type)
    was = Read(f"{of.name}{OLD}", of.record, of.type)
    yield _said(of, OTHER, Compare("ne", now, was))
    ways = ((LESS, now, was), (MORE, was, now)) if of.published else ()
    for name, first, second in ways:
        lower = _lower(of, first, second)
        if lower is not None:
            yield _said(of, name, lower)


def _said(of: Definition, name: str, expression: Expr) -> Definition:
    return Definition(f"{of.name}{name}", JaNee(), record=of.record, expression=expression)


def _lower(of: Definition, first: Expr, second: Expr) -> Expr | None:
    """Return whether one value is less favourable than another, where there is an order."""
    if isinstance(of.order, tuple):
        worse = [
            core.And((_is(first, low, of.type), _is(second, high, of.type)))
            for place, low in enumerate(of.order)
            for high in of.order[place + 1 :]
        ]
        return core.Or(tuple(worse)) if worse else None
    if of.order is None or not is_ordered(of.type):
        return None
    return Compare("lt" if of.order == "hoger" else "gt", first, second)


def _is(expr: Expr, value: Any, type_: Type) -> Expr:
    return Compare("eq", expr, core.Constant(value, type_))
