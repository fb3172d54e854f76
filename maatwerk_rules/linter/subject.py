"""What checks look at: the declarations of one file, and a whole policy without faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

import attrs

from maatwerk_rules.analysis.axes import Axis
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.places import place, place_of_name
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.dutch import write_date
from maatwerk_rules.linter.conditions import Verdict, certain
from maatwerk_rules.linter.mentions import Mentions, gather
from maatwerk_rules.linter.parts import Part, Workshop, parts_of
from maatwerk_rules.linter.proofs import Proofs
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.core import Aggregate, Fact, Field, Judged, Read
from maatwerk_rules.model.node import Declaration, Node, put_below
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.source import Source, Span

N = TypeVar("N", bound=Node)
T = TypeVar("T")


class Nodes:
    """All nodes below some declarations by class, from one walk that all checks share."""

    def __init__(self, declarations: Iterable[Declaration]) -> None:
        self._by_kind: dict[type[Node], list[Node]] = {}
        self._above: dict[str, list[dict[int, Node]]] = {}  # by the text in which they stand
        self._listed: dict[type[Node], tuple[Node, ...]] = {}
        waiting: list[Node] = []
        for declaration in declarations:
            waiting.append(declaration)
            [parents] = self._above.setdefault(declaration.span.source, [{}])
            while waiting:
                node = waiting.pop()
                self._by_kind.setdefault(type(node), []).append(node)
                known = len(waiting)
                put_below(node, waiting)
                for child in waiting[known:]:
                    parents[id(child)] = node

    @classmethod
    def joined(cls, parts: Iterable[Nodes]) -> Nodes:
        """Return the nodes of some walks, as if they were one walk."""
        whole = cls(())
        for part in parts:
            for kind, listed in part._by_kind.items():
                whole._by_kind.setdefault(kind, []).extend(listed)
            for name, above in part._above.items():
                whole._above.setdefault(name, []).extend(above)
        return whole

    def of(self, kind: type[N]) -> tuple[N, ...]:
        """Return the nodes of a class or of its subclasses, in the order of the text per class."""
        found = self._listed.get(kind)
        if found is None:
            kinds = [one for one in self._by_kind if issubclass(one, kind)]
            found = tuple([each for one in kinds for each in self._by_kind[one]])
            self._listed[kind] = found
        return found  # type: ignore[return-value]  # listed by class

    def parent(self, node: Node) -> Node | None:
        """Return the node directly above one of these nodes; None above a declaration."""
        for parents in self._above.get(node.span.source, ()):
            above = parents.get(id(node))
            if above is not None:
                return above
        return None

    def declaration(self, node: Node) -> Declaration:
        """Return the declaration that one of these nodes stands in."""
        above: Node | None = node
        while above is not None and not isinstance(above, Declaration):
            above = self.parent(above)
        assert isinstance(above, Declaration), "a node stands in a declaration"
        return above


@attrs.frozen(slots=False)
class File:
    """One text of the policy with its declarations; all that the first phase needs.

    Args:
        by_place: The declarations by where they begin in the text.
    """

    source: Source
    declarations: tuple[Declaration, ...]
    by_place: Mapping[int, Declaration] = attrs.field(repr=False)

    @by_place.default
    def _by_their_place(self) -> dict[int, Declaration]:
        return {each.span.start: each for each in self.declarations}

    _done: dict[object, object] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def once(self, work: Callable[[File], T]) -> T:
        """Return what some work gives of this file; it is done once for all checks."""
        if work not in self._done:
            self._done[work] = work(self)
        return self._done[work]  # type: ignore[return-value]  # kept by what gives it

    @cached_property
    def nodes(self) -> Nodes:
        """All nodes of the file."""
        return Nodes(self.declarations)

    def place(self, node: Node, name: str) -> Span:
        """Return where a name stands within a node."""
        return place(node, name, {self.source.name: self.source})

    def place_of_name(self, declaration: Declaration) -> Span:
        """Return where a declaration says its own name."""
        return place_of_name(declaration, {self.source.name: self.source})


@attrs.frozen(slots=False)
class Subject:
    """A policy without faults, as the second phase sees it.

    Args:
        policy: The checked policy; `policy.beleid` holds what the checker supplied too.
        written: The policy as its author wrote it, with those it uses.
        nodes: All nodes of the policy itself, not of those it uses.
        asked: The codes of the checks that take part.
        workshop: What is kept of looking at the same policy before; None where nothing is.
    """

    policy: Policy = attrs.field(repr=False)
    written: Beleid = attrs.field(repr=False)
    nodes: Nodes = attrs.field(repr=False)
    asked: frozenset[str] = frozenset()
    workshop: Workshop | None = attrs.field(default=None, repr=False)
    _done: dict[object, object] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def once(self, work: Callable[[Subject], T]) -> T:
        """Return what some work gives of this policy; it is done once for all checks."""
        if work not in self._done:
            self._done[work] = work(self)
        return self._done[work]  # type: ignore[return-value]  # kept by what gives it

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """All texts by name, those of used policies too."""
        return self.written.texts

    @cached_property
    def symbols(self) -> Symbols:
        """The tables of names of the whole policy, used policies and what was supplied too."""
        return collect(self.policy.beleid)[0]

    @cached_property
    def everything(self) -> Nodes:
        """All nodes of the policy and of those it uses."""
        if not self.written.gebruikt:
            return self.nodes
        used = (one.once(_own_nodes) for one in self.written.all_used())
        return Nodes.joined((*used, self.nodes))

    @cached_property
    def mentions(self) -> Mentions:
        """The names that the policy and those it uses mention."""
        return gather(self.written.everything())

    @cached_property
    def all_parts(self) -> tuple[Part, ...]:
        """All definitions over time, those of used policies too; each is worked out when asked."""
        if self.workshop is None:
            return parts_of(self.policy)
        return self.workshop.parts(self.policy)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The definitions over time that the policy itself says something of, or fills in."""
        return tuple(part for part in self.all_parts if self._says_of(part))

    @cached_property
    def parts_by_name(self) -> Mapping[str, tuple[Part, ...]]:
        """All definitions over time by name, those of used policies too."""
        found: dict[str, list[Part]] = {}
        for part in self.all_parts:
            found.setdefault(part.definition.name, []).append(part)
        return {name: tuple(parts) for name, parts in found.items()}

    def _says_of(self, part: Part) -> bool:
        origins = (part.definition.origin, *(node.origin for node in part.nodes.values()))
        if any(origin is not None and self.is_own(origin) for origin in origins):
            return True
        filled = part.definition.expression
        return filled is not None and filled.span.source in self.written.sources

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What is certain of parts of conditions, whenever they are in force."""
        return certain(self.parts)

    def is_own(self, node: Node) -> bool:
        """Tell whether a node stands in the policy itself, not in one that it uses."""
        return node.span.source in self.written.sources

    @cached_property
    def proofs(self) -> Proofs:
        """Where no rule decides and where rules contradict each other."""
        return Proofs(self.policy, self.parts)

    def since(self, part: Part) -> str:
        """Return from which day a part holds, where that is not from the beginning."""
        from_start = part.vanaf == self.policy.slices[0].vanaf
        return "" if from_start else f"vanaf {write_date(part.vanaf)}"

    def text(self, span: Span, most: int = 70) -> str:
        """Return what stands somewhere, on one line and cut off when long."""
        source = self.sources.get(span.source)
        words = "" if source is None else " ".join(source.text[span.start : span.end].split())
        return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"

    def told(self, axis: Axis, most: int = 70) -> str:
        """Return the quantity or question of an axis: its name, or what the author wrote."""
        expr = axis.expr
        if isinstance(expr, Aggregate) and expr.kind == "only" and expr.body is not None:
            expr = expr.body
        if isinstance(expr, Field):
            return expr.field
        return expr.name if isinstance(expr, Fact | Judged | Read) else self.text(expr.span, most)

    def place(self, node: Node, name: str) -> Span:
        """Return where a name stands within a node."""
        return place(node, name, self.sources)

    def place_of_name(self, declaration: Declaration) -> Span:
        """Return where a declaration says its own name."""
        return place_of_name(declaration, self.sources)


def files_of(beleid: Beleid) -> tuple[File, ...]:
    """Return the files of a policy itself, in the order they were read.

    >>> [file.source.name for file in files_of(Beleid((), sources={"a": Source("a", "")}))]
    ['a']
    """
    found: dict[str, list[Declaration]] = {name: [] for name in beleid.sources}
    for declaration in beleid.declaraties:
        found.setdefault(declaration.span.source, []).append(declaration)
    return tuple(
        File(beleid.sources[name], tuple(listed))
        for name, listed in found.items()
        if name in beleid.sources
    )


def nodes_of(beleid: Beleid, files: Iterable[File]) -> Nodes:
    """Return the nodes of a policy itself; those of its files serve, where it has no others.

    >>> nodes_of(Beleid(()), ()).of(Declaration)
    ()
    """
    files = tuple(files)
    listed = [each for file in files for each in file.declarations]
    if [*map(id, listed)] != [*map(id, beleid.declaraties)]:
        return Nodes(beleid.declaraties)
    return Nodes.joined(file.nodes for file in files)


def _own_nodes(beleid: Beleid) -> Nodes:
    return Nodes(beleid.declaraties)
