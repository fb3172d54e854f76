"""Rules of which it is not known whether they ever hold, since a reckoning was not worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from maatwerk_rules.analysis.axes import Axis, Box
from maatwerk_rules.analysis.reckoning import Reckoned
from maatwerk_rules.analysis.tracing import Trace
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.parts import MOST_STEPS, Part
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep

MOST_TRIED = 3
"""In so many boxes a case is looked for in which a rule holds."""


def open_rules(policy: Policy, part: Part) -> Iterator[tuple[core.Node, core.Expr]]:
    """Yield the rules that may hold, while no case is found in which they do.

    In each way to hold a reckoning counts that is not worked out, beside something else that is
    asked of the same facts: nothing says that both can be. That reckoning comes with the rule.
    """
    yield from part.once(_open_rules, of=policy)


def _open_rules(policy: Policy, part: Part) -> tuple[tuple[core.Node, core.Expr], ...]:
    return tuple(_find_open_rules(policy, part))


def _find_open_rules(policy: Policy, part: Part) -> Iterator[tuple[core.Node, core.Expr]]:
    study = part.study
    if study is None:
        return
    for name, trace in study.traces.items():
        doubts = _doubts(_boxes(part, trace), part.program)
        if not doubts or name not in part.nodes:
            continue
        if not _holds_somewhere(policy, part, name, [*_boxes(part, trace)]):
            yield part.nodes[name], doubts[0]


def _boxes(part: Part, trace: Trace) -> Iterator[Box]:
    assert part.study is not None
    return islice(part.study.space.boxes(trace.holds), witness.MOST_BOXES)


def _holds_somewhere(policy: Policy, part: Part, name: str, boxes: Sequence[Box]) -> bool:
    """Tell whether a case is found in which a rule holds, by the evaluator.

    What is not worked out can mostly not be filled in either: the rest of a box is, and then the
    rule is tried.
    """
    study = part.study
    assert study is not None

    def holds(result: DefinitionStep) -> bool:
        return any(step.node.name == name and _is_true(step) for step in _steps(result))

    for box in boxes[:MOST_TRIED]:
        sides = [(axis, side) for axis, side in box.sides if _reckoning(axis) is None]
        study.space.allow(MOST_STEPS)
        region = study.space.all_of(study.space.of_side(axis, side) for axis, side in sides)
        if witness.find(policy, part, region, holds) is not None:
            return True
    return False


def _doubts(boxes: Iterable[Box], program: core.Program) -> list[core.Expr]:
    """Return what makes each box doubtful; nothing when some box is not, or there is none."""
    found = []
    for box in boxes:
        doubt = _doubt(box, program)
        if doubt is None:
            return []
        found.append(doubt)
    return found


def _doubt(box: Box, program: core.Program) -> core.Expr | None:
    """Return a reckoning that leans on what another axis of the box leans on too."""
    axes = [axis for axis, _ in box.sides]
    for axis in axes:
        reckoning = _reckoning(axis)
        if reckoning is None:
            continue
        names = _leaves(axis.expr, program)
        if any(one is not axis and names & _leaves(one.expr, program) for one in axes):
            return reckoning
    return None


def _reckoning(axis: Axis) -> core.Expr | None:
    expr = axis.expr
    sides = (expr.left, expr.right) if isinstance(expr, core.Compare) else (expr,)
    return next((one for one in sides if isinstance(one, Reckoned)), None)


def _leaves(expr: core.Expr, program: core.Program) -> frozenset[str]:
    """Return the names of the facts, judgements and fields that an expression may read."""
    found: set[str] = set()
    for one in core.walk(expr):
        match one:
            case core.Fact(name=name) | core.Judged(name=name) | core.Field(field=name):
                found.add(name)
            case core.Read(name=name):
                found |= program.leaves.get(name, frozenset())
    return frozenset(found)


def _steps(result: DefinitionStep) -> Iterator[NodeStep]:
    """Yield what became of each rule, and of all that hangs on it."""
    waiting: list[NodeStep] = []
    for one in result.rounds:
        waiting += one.rules
        waiting += (step for stage in one.stages for step in stage.adjustments)
    while waiting:
        step = waiting.pop()
        yield step
        waiting += (*step.exceptions, *step.marks, *step.replacing)


def _is_true(step: NodeStep) -> bool:
    return step.guard is not None and step.guard.is_true
