"""What must be known before it is of use to ask something: read from the trace of a case.

An exception matters only where its rule applies, and what stands in a condition behind a fact
that must be so only where that is so: "which other scheme?" comes after "is there another scheme?".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Keuze
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.steps import DefinitionStep, Missing, NodeStep, Round, Step

LITERALS = (core.Fact, core.Field)


def asked_first(results: Iterable[DefinitionStep], never: Missing) -> Mapping[Leaf, Missing]:
    """Return of what need not be asked yet, the facts that go before it; linear in the trace.

    What is of use in one place at least is not among them.

    Args:
        never: What nobody can know, so that nothing can wait for it.
    """
    walk = _Walk(never)
    walk.waiting += results
    while walk.waiting:
        step = walk.waiting.pop()
        if step.missing and id(step) not in walk.seen:
            walk.seen.add(id(step))
            for one in step.rounds:
                walk.round(one)
    return {leaf: before for leaf, before in walk.held.items() if before and leaf not in walk.open}


class _Walk:
    """What of a trace is of use now (`open`), and what waits for facts (`held`)."""

    def __init__(self, never: Missing) -> None:
        self._never = never
        self.open: set[Leaf] = set()
        self.held: dict[Leaf, Missing] = {}
        self.waiting: list[DefinitionStep] = []
        self.seen: set[int] = set()

    def round(self, one: Round) -> None:
        """Look at what one reckoning of a definition leaves open."""
        for top in (one.expression, one.default):
            if top is not None:
                self._look(top)
        for node in (*one.rules, *(each for stage in one.stages for each in stage.adjustments)):
            self._node(node)

    def _node(self, node: NodeStep) -> None:
        """What hangs on a rule waits for the facts by which it applies."""
        if not node.missing:
            return
        before = frozenset[Leaf]()
        if node.guard is not None:
            self._look(node.guard)
            before = self._must_be_so(node.guard)
        for mark in node.marks:
            self._node(mark)
        if node.value is not None and before:
            self._hold(node.value.missing, before)
        elif node.value is not None:
            self._look(node.value)
        for each in (*node.exceptions, *node.replacing):
            if before:
                self._hold(each.missing, before)
            else:
                self._node(each)

    def _look(self, step: Step | DefinitionStep) -> None:
        """Look at what an expression leaves open, part by part."""
        if not step.missing:
            return
        if isinstance(step, DefinitionStep):
            self.waiting.append(step)
            return
        if isinstance(step.expr, core.Previous):
            return  # the step before it is looked at by itself
        self.open |= step.missing.difference(*(part.missing for part in step.parts))
        if isinstance(step.expr, core.And | core.Or):
            self._in_order(step)
            return
        for part in step.parts:
            self._look(part)

    def _in_order(self, step: Step) -> None:
        """Look at parts of which a later one matters only where the facts before it are so.

        Of a choice (`of`) facts stand beside each other, and only what is made up of more waits.
        Behind "it is of this kind" all waits, also a begrip.
        """
        before, kinds = frozenset[Leaf](), frozenset[Leaf]()
        either = isinstance(step.expr, core.Or)
        for part in step.parts:
            if isinstance(part, Step) and _is_literal(part.expr):
                self._look_after(part, frozenset() if either else before)
                before |= self._facts(part)
                kinds |= self._facts(part) if not either and _is_kind(part.expr) else frozenset()
            elif kinds:
                self._hold(part.missing, kinds)
            else:
                self._look_after(part, before)

    def _look_after(self, step: Step | DefinitionStep, before: Missing) -> None:
        """Hold the facts of an expression; a begrip that it reads stands by itself."""
        if not before:
            self._look(step)
        elif isinstance(step, DefinitionStep):
            self.waiting.append(step)
        else:
            below = step.parts if step.missing else ()
            self._hold(step.missing.difference(*(part.missing for part in below)), before)
            for part in below:
                self._look_after(part, before)

    def _hold(self, missing: Missing, before: Missing) -> None:
        for leaf in missing:
            self.held[leaf] = self.held.get(leaf, frozenset()) | (before - {leaf})

    def _must_be_so(self, guard: Step) -> Missing:
        """Return the facts that a condition asks by themselves, not those of a begrip it reads."""
        if _is_literal(guard.expr):
            return self._facts(guard)
        if not isinstance(guard.expr, core.And | core.Or | core.Gate):
            return frozenset()
        parts = (part for part in guard.parts if isinstance(part, Step))
        return frozenset().union(*map(self._must_be_so, parts))

    def _facts(self, step: Step) -> Missing:
        """Return the facts that an expression waits for and that can still be told."""
        return frozenset(
            leaf for leaf in step.missing if leaf.kind == "gegeven" and leaf not in self._never
        )


def _is_literal(expr: core.Expr) -> bool:
    """Tell whether an expression says one thing of one fact, or of some facts to choose from."""
    match expr:
        case core.Not(part=part):
            return _is_literal(part)
        case core.Or(parts=parts):
            return all(map(_is_literal, parts))
        case core.Compare(left=left, right=core.Constant() | core.Dated()):
            return isinstance(left, LITERALS)
    return isinstance(expr, LITERALS)


def _is_kind(expr: core.Expr) -> bool:
    """Tell whether an expression says of which kind something is."""
    match expr:
        case core.Compare(operator="eq", left=left, right=core.Constant(type=Keuze())):
            return isinstance(left, LITERALS)
    return False
