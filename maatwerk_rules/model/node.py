"""The base of every node of the syntax tree, and how to walk it.

A node compares by content: where it stands in the text (`span`) is not part of what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Any, TypeVar

import attrs

from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen

NOWHERE = Span("", 0, 0)

N = TypeVar("N", bound="Node")
T = TypeVar("T")


@frozen
class Comment:
    """A comment of the author with its `#`: above a line, behind it, or below the last one."""

    text: str
    trailing: bool = False
    below: bool = False
    span: Span = attrs.field(default=NOWHERE, eq=False, kw_only=True, repr=False)


@frozen
class Node:
    """One production of the grammar; fields stand in the order of the production."""

    span: Span = attrs.field(default=NOWHERE, eq=False, kw_only=True, repr=False)
    comments: tuple[Comment, ...] = attrs.field(default=(), eq=False, kw_only=True, repr=False)

    def children(self) -> Iterator[Node]:
        """Yield the nodes directly below this one, in the order of the text.

        >>> from maatwerk_rules.model.expressions import Janee, Niet
        >>> [type(child).__name__ for child in Niet(Janee(True)).children()]
        ['Janee']
        """
        for name in _parts_of(type(self)):  # type: ignore[arg-type]  # a class is hashable
            value = getattr(self, name)
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                yield from value

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, parents first; linear in their number."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            put_below(node, stack)

    def walk_outside_expressions(self) -> Iterator[Node]:
        """Yield this node and all below it, parents first; of each expression only its top."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            if not isinstance(node, Expression):
                put_below(node, stack)

    def all(self, kind: type[N]) -> tuple[N, ...]:
        """Return the clauses of one class, in the order of the text."""
        clausules: tuple[Node, ...] = getattr(self, "clausules", ())
        return tuple([item for item in clausules if isinstance(item, kind)])

    def one(self, kind: type[N]) -> N | None:
        """Return the first clause of one class, or None."""
        clausules: tuple[Node, ...] = getattr(self, "clausules", ())
        for item in clausules:
            if isinstance(item, kind):
                return item
        return None


@frozen
class Expression(Node):
    """Anything that has a value: literals, names, comparisons, sums."""


@frozen
class Clause(Node):
    """A line inside a declaration."""


@frozen
class Reference(Node):
    """A legal source: an article, a ruling, a parliamentary paper."""


@frozen
class TypeNode(Node):
    """A type as an author writes it."""


@frozen
class Declaration(Node):
    """One block of a policy file: it begins in column 1 and bears a name where it has one.

    What is below it is looked up once: the checks of a policy ask for it dozens of times.
    """

    @property
    def name(self) -> str:
        """The declared name, or an empty text for blocks without one."""
        return str(getattr(self, "naam", ""))

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, parents first; linear in their number."""
        return iter(self._nodes)

    def below(self, *kinds: type[N]) -> tuple[N, ...]:
        """Return the nodes of some classes among this one and all below it, in their order."""
        found = self._below.get(kinds)
        if found is None:
            found = self._below[kinds] = tuple(
                [node for node in self._nodes if isinstance(node, kinds)]
            )
        return found  # type: ignore[return-value]  # by class

    def all(self, kind: type[N]) -> tuple[N, ...]:
        """Return the clauses of one class, in the order of the text."""
        return self._clauses.get(kind, ())  # type: ignore[return-value]  # by class

    def one(self, kind: type[N]) -> N | None:
        """Return the first clause of one class, or None."""
        found = self._clauses.get(kind)
        return found[0] if found else None  # type: ignore[return-value]  # by class

    def once(self, work: Callable[[Any], T]) -> T:
        """Return what some work gives of this declaration alone; it is done once.

        >>> from maatwerk_rules.model.declarations import Register
        >>> Register("brp", "Basisregistratie personen").once(lambda each: each.naam)
        'brp'
        """
        if work not in self._done:
            self._done[work] = work(self)
        return self._done[work]  # type: ignore[no-any-return]  # kept by what gives it

    @cached_property
    def _done(self) -> dict[object, Any]:
        return {}

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        return tuple(super().walk())

    @cached_property
    def _below(self) -> dict[tuple[type[Node], ...], tuple[Node, ...]]:
        return {}

    @cached_property
    def _clauses(self) -> dict[type[Node], tuple[Node, ...]]:
        """The clauses by their class, and by each that it is a kind of."""
        clausules: tuple[Node, ...] = getattr(self, "clausules", ())
        found: dict[type[Node], list[Node]] = {}
        for clausule in clausules:
            for kind in _kinds_of(type(clausule)):  # type: ignore[arg-type]  # it is hashable
                if kind in found:
                    found[kind].append(clausule)
                else:
                    found[kind] = [clausule]
        every = tuple([each for each in clausules if isinstance(each, Clause)])
        return {kind: tuple(each) for kind, each in found.items()} | {Clause: every}


@cache
def _kinds_of(kind: type[Node]) -> tuple[type[Node], ...]:
    """Return a class of clauses with each that it is a kind of, but for what all clauses are."""
    return tuple(each for each in kind.__mro__ if issubclass(each, Node) and each not in _BASES)


@cache
def _parts_of(kind: type[Node]) -> tuple[str, ...]:
    """Return the fields of a class that hold nodes, by their declared types, in their order."""
    return tuple(
        field.name
        for field in attrs.fields(kind)
        if not _NO_NODES.issuperset(re.findall(r"\w+", str(field.type)))
    )


@cache
def _last_first(kind: type[Node]) -> tuple[str, ...] | None:
    """Return the parts of a class from the last to the first; None where it says its own."""
    usual = kind.children is Node.children
    return _parts_of(kind)[::-1] if usual else None  # type: ignore[arg-type]  # a class is hashable


def put_below(node: Node, stack: list[Node]) -> None:
    """Put the children of a node on a stack, the first on top: without a generator for each."""
    names = _last_first(type(node))  # type: ignore[arg-type]  # a class is hashable
    if names is None:
        stack.extend([*node.children()][::-1])
        return
    for name in names:
        value = getattr(node, name)
        if isinstance(value, tuple):
            stack.extend(value[::-1])
        elif isinstance(value, Node):
            stack.append(value)


_BASES = (Node, Clause)
_NO_NODES = frozenset(
    ("Comment", "Fraction", "None", "Span", "bool", "date", "int", "str", "tuple")
)
