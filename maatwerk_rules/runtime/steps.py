"""The trace: what each part of a decision came to, with its parts below it.

A step is the return value of evaluation, so there is no tracer beside it. `missing` is empty
exactly when a step is settled.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Literal

from maatwerk_rules.model.core import (
    Aggregate,
    Choose,
    Definition,
    Expr,
    Fact,
    Field,
    Gate,
    Judged,
    Node,
    OverMonths,
)
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import JA, NEE, Leaf, Possible, RecordId
from maatwerk_rules.values import frozen

Missing = frozenset[Leaf]
NOTHING: Missing = frozenset()


@frozen
class Step:
    """What one expression came to."""

    expr: Expr
    value: Possible
    missing: Missing = NOTHING
    parts: tuple[Step | DefinitionStep, ...] = ()

    @property
    def settled(self) -> bool:
        """One value is left."""
        return self.value.settled

    @property
    def is_true(self) -> bool:
        """Surely ja."""
        value = self.value
        return value is JA or (value is not NEE and value == JA)

    @property
    def is_false(self) -> bool:
        """Surely nee."""
        value = self.value
        return value is NEE or (value is not JA and value == NEE)


@frozen
class Given:
    """What a node, or siblings together, may give.

    `values` are the values it may give; `empty`, `aside` and `conflict` say that it may give
    nothing, may set its base aside, or may be contradictory (the names of the rules concerned).
    """

    values: Possible | None = None
    empty: bool = False
    aside: bool = False
    conflict: frozenset[str] = frozenset()

    @property
    def gives(self) -> bool:
        """It may give something."""
        return self.values is not None or self.aside or bool(self.conflict)

    @property
    def sure(self) -> bool:
        """It surely gives something."""
        return not self.empty

    @property
    def settled(self) -> bool:
        """One possibility is left."""
        ways = (self.values is not None) + self.empty + self.aside + bool(self.conflict)
        return ways == 1 and (self.values is None or self.values.settled)


EMPTY = Given(empty=True)

Reason = Literal["fired", "guard", "aside", "exception", "open"]


@frozen
class NodeStep:
    """What one rule, exception, adjustment or deviation came to.

    `marks` are the deviations that (may) set it aside; `replacing` those that (may) take the place
    of its own value. Parts that did not matter are absent.
    """

    node: Node
    given: Given
    missing: Missing = NOTHING
    guard: Step | None = None
    value: Step | None = None
    exceptions: tuple[NodeStep, ...] = ()
    marks: tuple[NodeStep, ...] = ()
    replacing: tuple[NodeStep, ...] = ()

    @property
    def settled(self) -> bool:
        """One possibility is left."""
        return self.given.settled

    @property
    def fired(self) -> bool:
        """It surely gives something."""
        return self.given.sure


@frozen
class StageStep:
    """What the adjustments of one step came to."""

    name: str
    before: Possible
    after: Possible | None
    adjustments: tuple[NodeStep, ...]


@frozen
class Round:
    """One reckoning of a definition with a set of deviations in force."""

    deviations: frozenset[str]
    values: Possible | None
    no_rule: bool
    conflict: frozenset[str]
    missing: Missing
    rules: tuple[NodeStep, ...] = ()
    stages: tuple[StageStep, ...] = ()
    default: Step | None = None
    expression: Step | None = None

    @cached_property
    def looked(self) -> Looked:
        """What it read, directly."""
        leaves: list[Expr] = []
        reads: list[DefinitionStep] = []
        for top in _tops(self):
            _look(top, leaves, reads)
        return Looked(tuple(leaves), tuple(reads))

    @property
    def reads(self) -> tuple[DefinitionStep, ...]:
        """The results it read, directly."""
        return self.looked.reads

    @property
    def is_judged(self) -> bool:
        """A judgement was read in it, known or not."""
        return any(isinstance(expr, Judged) for expr in self.looked.leaves)

    @cached_property
    def reached(self) -> tuple[DefinitionStep, ...]:
        """Every result it read, directly or through others, nearest first."""
        found: dict[tuple[object, ...], DefinitionStep] = {}
        seen: set[int] = set()
        waiting = deque([self])
        while waiting:
            for read in waiting.popleft().reads:
                if id(read) in seen:
                    continue
                seen.add(id(read))
                key = (read.definition.name, read.record, read.phase, read.day)
                if key not in found:
                    found[key] = read
                    waiting.append(deciding_round(read))
        return tuple(found.values())

    @property
    def settled(self) -> bool:
        """One possibility is left."""
        ways = (self.values is not None) + self.no_rule + bool(self.conflict)
        return ways == 1 and (self.values is None or self.values.settled)


@frozen
class DefinitionStep:
    """The result of one begrip or outcome: what is possible, and the rounds it came from.

    `rounds` go from without to with all deviations; `chosen` are those that (may) decide. `day` is
    the date it was worked out for, which is another than the peildatum in a sum over months.
    """

    definition: Definition
    record: RecordId | None
    phase: int
    values: Possible | None
    no_rule: bool
    conflict: frozenset[str]
    missing: Missing
    rounds: tuple[Round, ...] = ()
    chosen: tuple[int, ...] = ()
    day: date | None = None

    @cached_property
    def derived(self) -> dict[Any, Any]:
        """What was looked up in the trace, by who did; it is no part of it."""
        return {}

    @property
    def settled(self) -> bool:
        """One value and no flag, or one flag and no value."""
        ways = (self.values is not None) + self.no_rule + bool(self.conflict)
        return ways == 1 and (self.values is None or self.values.settled)

    @property
    def value(self) -> Scalar | None:
        """The value it is settled on, or None."""
        if not self.settled or self.values is None:
            return None
        return self.values.only


def deciding_round(step: DefinitionStep) -> Round:
    """Return the round that decides: the one with the fewest deviations that gives the result."""
    return step.rounds[step.chosen[0]]


def node_steps(decided: Round) -> Iterator[NodeStep]:
    """Yield every node step of a round, parents first."""
    tops = [*decided.rules, *(node for stage in decided.stages for node in stage.adjustments)]
    waiting = tops[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [*node.exceptions, *node.marks, *node.replacing][::-1]


def _tops(decided: Round) -> Iterator[Step]:
    """Yield the steps of a round that are no part of another."""
    if decided.default is not None:
        yield decided.default
    if decided.expression is not None:
        yield decided.expression
    for node in node_steps(decided):
        if node.guard is not None:
            yield node.guard
        if node.value is not None:
            yield node.value


def steps(decided: Round) -> Iterator[Step]:
    """Yield the expression steps of a round, without those of the results it read."""
    waiting = [*_tops(decided)][::-1]
    while waiting:
        step = waiting.pop()
        yield step
        if step.parts:
            waiting += [part for part in reversed(_once(step.parts)) if isinstance(part, Step)]


MANY = 24
"""Of so many parts some may be one and the same step: that of months that do not differ."""


def _once(parts: Sequence[Step | DefinitionStep]) -> Sequence[Step | DefinitionStep]:
    """Return parts, each once where there are many."""
    return parts if len(parts) < MANY else tuple({id(part): part for part in parts}.values())


# ---------------------------------------------------------------------- what was read


LEAVES = (Fact, Field, Judged, Aggregate)
"""The expressions that read something of a case."""
BRANCHING = (Gate, Choose, Aggregate, OverMonths)
"""The expressions of which the step has other parts in other cases."""


@frozen
class Looked:
    """What a round read: the expressions that look into the case, and the results of others."""

    leaves: tuple[Expr, ...]
    reads: tuple[DefinitionStep, ...]


@frozen
class Shape:
    """Where in the steps of an expression something is read, where that is the same in each.

    `reads` says for each result that is read the way to it, by the places among the parts.
    """

    leaves: tuple[Expr, ...]
    reads: tuple[tuple[int, ...], ...]


def _look(step: Step, leaves: list[Expr], reads: list[DefinitionStep]) -> None:
    """Add what a step and its parts read, in the order of `steps`."""
    expr = step.expr
    kept = expr.derived
    shape: Shape | None = kept[Shape] if Shape in kept else kept.setdefault(Shape, _shape(step))
    if shape is not None:
        leaves += shape.leaves
        for way in shape.reads:
            found: Any = step
            for place in way:
                found = found.parts[place]
            reads.append(found)
        return
    if isinstance(expr, LEAVES):
        leaves.append(expr)
    for part in _once(step.parts):
        if isinstance(part, Step):
            _look(part, leaves, reads)


def _shape(step: Step) -> Shape | None:
    """Return the shape of all steps of one expression, or None where they differ."""
    leaves, reads = list[Expr](), list[tuple[int, ...]]()
    waiting: list[tuple[Step, tuple[int, ...]]] = [(step, ())]
    while waiting:
        part, way = waiting.pop()
        if isinstance(part.expr, BRANCHING):
            return None
        if isinstance(part.expr, LEAVES):
            leaves.append(part.expr)
        for place, below in reversed([*enumerate(part.parts)]):
            if isinstance(below, Step):
                waiting.append((below, (*way, place)))
            else:
                reads.append((*way, place))
    return Shape(tuple(leaves), tuple(reads))
