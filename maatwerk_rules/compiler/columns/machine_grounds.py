"""On which rules an outcome rests, as machine code: for each rule where it has a role.

The roles are those of `runtime/grounds.py`: a rule decides, adjusts, or sets another aside. Where
a node that could have a role is not certain, neither is what the outcome rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from maatwerk_rules.compiler.columns.machine_graph import Graph, Width
from maatwerk_rules.compiler.columns.machine_values import Value
from maatwerk_rules.compiler.columns.plan import Node

DECIDES, ADJUSTS, SETS_ASIDE = 0, 1, 2
"""What a rule does in the outcome it works on: beslist, past aan, stelt terzijde."""
BITS = 31
"""So many rules go into one number at most."""
NARROW: tuple[tuple[int, Width], ...] = ((7, "i8"), (15, "i16"), (BITS, "i32"))
"""How wide a number is that holds so many."""


@attrs.frozen
class Given:
    """What a node or siblings give: a value where it is known; nothing; or they set aside.

    Where none of the three is so, it is not certain.
    """

    value: Value
    empty: int
    aside: int


@attrs.frozen
class Seen:
    """One node as it came out, with what hangs on it.

    Args:
        known: Where it is certain whether its guard holds, or something sets it aside.
        fired: Where it gives something, be it a value that is not known.
        reached: Where what hangs on it counts.
        rests: Where no exception counts, so that its own value does, or what replaces it.
        stands: Where nothing that goes before it gives anything.
    """

    node: Node
    given: Given
    settled: int
    known: int
    fired: int
    reached: int
    rests: int
    stands: int
    marks: tuple[Seen, ...]
    exceptions: tuple[Seen, ...]
    replacing: tuple[Seen, ...]


@attrs.frozen
class Ground:
    """Where a rule has a role."""

    rule: str
    role: int
    where: int


@attrs.frozen
class Grounds:
    """Finds the grounds of nodes beside each other."""

    graph: Graph

    def of(self, seen: Sequence[Seen], where: int, role: int) -> Iterator[Ground]:
        """Yield on which rules each node that stands rests."""
        graph = self.graph
        for one in seen:
            here = graph.both(where, graph.either(one.stands, graph.negate(one.fired)))
            yield from self._of_fired(one, graph.both(here, one.fired), role)
            yield from self._set_aside(one, graph.both(here, graph.negate(one.fired)))

    def _of_fired(self, seen: Seen, where: int, role: int) -> Iterator[Ground]:
        graph = self.graph
        if where == graph.false:
            return
        deciding = graph.false
        for one in seen.exceptions:
            here = graph.both(where, one.fired, one.stands)
            deciding = graph.either(deciding, here)
            yield from self._of_fired(one, here, role)
        for one in seen.replacing:
            here = graph.both(where, one.fired, seen.rests)
            deciding = graph.either(deciding, here)
            yield Ground(one.node.name, role, here)
        yield Ground(seen.node.name, role, graph.both(where, graph.negate(deciding)))
        for one in seen.exceptions:
            stands = graph.either(one.stands, graph.negate(one.fired))
            yield from self._set_aside(one, graph.both(where, stands))

    def _set_aside(self, seen: Seen, where: int) -> Iterator[Ground]:
        graph = self.graph
        if where == graph.false:
            return
        for mark in seen.marks:
            yield Ground(mark.node.name, SETS_ASIDE, graph.both(where, mark.fired))
        inside = graph.both(where, seen.reached)
        for one in seen.exceptions:
            yield Ground(one.node.name, SETS_ASIDE, graph.both(inside, one.given.aside))
            yield from self._set_aside(one, inside)

    def doubt(self, seen: Sequence[Seen], where: int) -> int:
        """Return where it is not certain which of these nodes have a role."""
        graph = self.graph
        found = graph.false
        for one in seen:
            here = graph.both(where, graph.either(one.stands, graph.negate(one.fired)))
            open_ = graph.either(graph.negate(one.settled), graph.negate(one.known))
            inside = graph.both(here, one.reached)
            found = graph.either(
                found,
                graph.both(here, open_),
                self.doubt(one.marks, here),
                self.doubt(one.exceptions, inside),
                self.doubt(one.replacing, graph.both(inside, one.rests)),
            )
        return found


def once(graph: Graph, grounds: Sequence[Ground]) -> dict[str, int]:
    """Return where each rule has a role at all, in the order of their roles.

    Of a rule that has several roles the first counts, so that it is told once.
    """
    found: dict[str, int] = {}
    for ground in sorted(grounds, key=lambda one: one.role):
        found[ground.rule] = graph.either(found.get(ground.rule, graph.false), ground.where)
    return {rule: where for rule, where in found.items() if where != graph.false}


def widths_of(number: int) -> tuple[Width, ...]:
    """Return how wide the numbers are that hold so many rules.

    >>> widths_of(0), widths_of(7), widths_of(40)
    ((), ('i8',), ('i32', 'i16'))
    """
    parts = (min(BITS, number - start) for start in range(0, number, BITS))
    return tuple(next(width for most, width in NARROW if part <= most) for part in parts)


def packed(graph: Graph, grounds: Sequence[int]) -> Iterator[int]:
    """Yield truths as the bits of numbers, each as wide as `widths_of` says."""
    for place, width in enumerate(widths_of(len(grounds))):
        zero = number = graph.constant(0, width)
        for bit, where in enumerate(grounds[place * BITS : (place + 1) * BITS]):
            each = graph.select(where, graph.constant(1 << bit, width), zero)
            number = graph.reckon("add", number, each)
        yield number
