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

from maatwerk_rules.model.core import Definition, Expr, Judged, Node, Read
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
    def reads(self) -> tuple[DefinitionStep, ...]:
        """The results it read, directly."""
        return tuple(
            part
            for step in steps(self)
            if step.parts and isinstance(step.expr, Read)
            for part in step.parts
            if isinstance(part, DefinitionStep)
        )

    @cached_property
    def is_judged(self) -> bool:
        """A judgement was read in it, known or not."""
        return any(isinstance(step.expr, Judged) for step in steps(self))

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


def steps(decided: Round) -> Iterator[Step]:
    """Yield the expression steps of a round, without those of the results it read."""
    tops: list[Step | None] = [decided.default, decided.expression]
    for node in node_steps(decided):
        tops += [node.guard, node.value]
    waiting = [top for top in tops[::-1] if top is not None]
    while waiting:
        step = waiting.pop()
        yield step
        if step.parts:
            parts = step.parts if len(step.parts) < MANY else _each_once(step.parts)
            waiting += [part for part in reversed(parts) if isinstance(part, Step)]


MANY = 24
"""Of so many parts some may be one and the same step: that of months that do not differ."""


def _each_once(parts: Sequence[Step | DefinitionStep]) -> Sequence[Step | DefinitionStep]:
    return tuple({id(part): part for part in parts}.values())
