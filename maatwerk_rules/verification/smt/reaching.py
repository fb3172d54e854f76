"""Which definitions are read on the way to a result, as formulas: what a trace of it reaches.

A begrip behind a condition that fails is not read, so a limit in it splits no two cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.model import core
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.verification.smt.coming_to import DefinitionTerms, NodeTerms, RoundTerms
from maatwerk_rules.verification.smt.expressions import Environment
from maatwerk_rules.verification.smt.rules import Encoder
from maatwerk_rules.verification.smt.terms import Term

Place = tuple[str, RecordId | None, int]
"""A definition, for one record, in one pass."""

Site = tuple[core.Expr, Environment, Term]


class Reaching:
    """What is read on the way to some definitions, in one case."""

    def __init__(self, encoder: Encoder, wanted: frozenset[str]) -> None:
        """Look for the definitions in `wanted`; others are only passed through."""
        self._encoder = encoder
        self._pool = encoder.pool
        definitions = encoder.program.definitions
        self._below: dict[str, bool] = {}
        self._order: dict[str, int] = {}
        for place, (name, read) in enumerate(from_the_bottom(definitions)):
            self._order[name] = place
            self._below[name] = name in wanted or any(self._below.get(one) for one in read)
        self.months = False
        """Something that is wanted is read in a sum over months, of which no more is told."""

    def reached(self, name: str, record: RecordId | None) -> dict[Place, Term]:
        """Return when each definition is read, from the one that is asked down."""
        encoder = self._encoder
        phase = min(2, encoder.program.levels.get(name, 2))
        waiting: dict[Place, Term] = {(name, record, phase): self._pool.true}
        found: dict[Place, Term] = {}
        while waiting:
            place = max(waiting, key=lambda one: (self._order.get(one[0], -1), one[2]))
            when = waiting.pop(place)
            found[place] = when
            for read, also in self._reads(encoder.definition(*place)):
                here = self._pool.both(when, also)
                waiting[read] = self._pool.either(waiting.get(read, self._pool.false), here)
        return found

    def _reads(self, of: DefinitionTerms) -> Iterator[tuple[Place, Term]]:
        for decides, one in zip(of.decides, of.rounds, strict=True):
            for expr, env, when in self._sites(of.definition, one):
                here = self._pool.both(decides, when)
                if here is not self._pool.false:
                    yield from self._in(expr, env, here)

    # ---------------------------------------------------------------- rules

    def _sites(self, definition: core.Definition, one: RoundTerms) -> Iterator[Site]:
        """Yield the expressions of a round, and when each is asked."""
        if definition.expression is not None:
            yield definition.expression, one.env, self._pool.true
        if definition.default is not None and one.defaults is not None:
            yield definition.default, one.env, one.defaults
        waiting = [(self._pool.true, node) for node in one.rules]
        waiting += [(stage.reached, node) for stage in one.stages for node in stage.adjustments]
        while waiting:
            reached, node = waiting.pop()
            yield from self._of_node(node, reached)
            waiting += [(reached, mark) for mark in node.marks]
            waiting += [(self._pool.both(reached, node.active), one) for one in node.exceptions]
            waiting += [(self._pool.both(reached, node.alone), one) for one in node.replacing]

    def _of_node(self, node: NodeTerms, reached: Term) -> Iterator[Site]:
        pool = self._pool
        marked = pool.either(*(mark.fired for mark in node.marks))
        yield node.node.guard, node.env, pool.both(reached, pool.negate(marked))
        if node.node.value is not None:
            replaced = pool.either(*(one.fired for one in node.replacing))
            asked = pool.both(reached, node.alone, pool.negate(replaced))
            yield node.node.value, node.env, asked

    # ---------------------------------------------------------------- expressions

    def _in(self, expr: core.Expr, env: Environment, when: Term) -> Iterator[tuple[Place, Term]]:
        """Yield what is read in an expression, and when."""
        waiting: list[Site] = [(expr, env, when)]
        while waiting:
            part, inside, asked = waiting.pop()
            if asked is self._pool.false:
                continue
            match part:
                case core.Read():
                    yield from self._read(part, inside, asked)
                case core.Gate():
                    waiting.append((part.first, inside, asked))
                    then = self._pool.both(asked, inside.truth(part.first))
                    waiting.append((part.then, inside, then))
                case core.Choose():
                    waiting += self._of_branches(part, inside, asked)
                case core.Aggregate():
                    waiting += self._of_records(part, inside, asked)
                case core.OverMonths():
                    waiting.append((part.day, inside, asked))
                    self.months |= self._matters(part.body)
                case _:
                    waiting += [(one, inside, asked) for one in core.below(part)]

    def _matters(self, expr: core.Expr) -> bool:
        reads = (part for part in core.walk(expr) if isinstance(part, core.Read))
        return any(self._below.get(part.name, True) for part in reads)

    def _read(self, expr: core.Read, env: Environment, when: Term) -> Iterator[tuple[Place, Term]]:
        if self._below.get(expr.name, True):
            own = env.own is not None and env.own[0] == expr.name
            phase = env.own[1] if own and env.own is not None else env.phase
            level = self._encoder.program.levels.get(expr.name, 2)
            yield (expr.name, env.record(expr.variable), min(phase, level)), when

    def _of_branches(self, expr: core.Choose, env: Environment, when: Term) -> Iterator[Site]:
        for condition, branch in expr.branches:
            yield condition, env, when
            holds = env.truth(condition)
            yield branch, env, self._pool.both(when, holds)
            when = self._pool.both(when, self._pool.negate(holds))
        yield expr.otherwise, env, when

    def _of_records(self, expr: core.Aggregate, env: Environment, when: Term) -> Iterator[Site]:
        pool, situation = self._pool, env.situation
        none = when
        for one in expr.lists:
            slots = situation.free.slots(one.name, one.type)
            for record in slots.records:
                inside = env.bound(expr.variable, record)
                there = pool.both(when, situation.present(record, slots))
                if expr.where is not None:
                    yield expr.where, inside, there
                    there = pool.both(there, inside.truth(expr.where))
                if expr.body is not None:
                    yield expr.body, inside, there
                none = pool.both(none, pool.negate(there))
        if expr.empty is not None:
            yield expr.empty, env, none
