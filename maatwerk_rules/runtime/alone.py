"""Which facts can change a result by themselves, read from its trace.

A condition of which two parts are nee stays nee when one of them turns. So of a conjunction that
is nee only those facts count that all its parts that are nee hang on; of one that is ja, all facts
that some part hangs on. What is told here may be too much, never too little: with another value of
a fact that is not among them, and all else the same, the result is what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Round, Step

Names = frozenset[tuple[str, bool]]
"""Facts by their name, and fields of records by theirs: of whichever record it is."""

NO_NAMES: Names = frozenset()


def name_of(leaf: Leaf) -> tuple[str, bool]:
    """Return by what a fact is known here.

    >>> name_of(Leaf("gegeven", "werkt"))
    ('werkt', False)
    """
    return (leaf.name, False) if leaf.field is None else (leaf.field, True)


def hangs_on(step: DefinitionStep) -> Names:
    """Return the facts and fields that may change a result; linear in its trace, done once.

    From the bottom, so that no chain of results is too long.
    """
    waiting = [step]
    while waiting:
        one = waiting[-1]
        reads = (read for decided in one.rounds for read in decided.reads)
        before = [read for read in reads if hangs_on not in read.derived]
        if before:
            waiting += before
        else:
            waiting.pop()
            one.derived[hangs_on] = _union(map(_of_round, one.rounds))
    found: Names = step.derived[hangs_on]
    return found


def _of_round(one: Round) -> Names:
    tops = [each for each in (one.default, one.expression) if each is not None]
    nodes = [*one.rules, *(node for stage in one.stages for node in stage.adjustments)]
    return _union((*map(_of_step, tops), *map(_of_node, nodes)))


def _of_node(node: NodeStep) -> Names:
    """What is nee gives nothing, whatever may set it aside."""
    if node.guard is not None and node.guard.is_false:
        return _of_step(node.guard)
    tops = [each for each in (node.guard, node.value) if each is not None]
    below = (*node.marks, *node.exceptions, *node.replacing)
    return _union((*map(_of_step, tops), *map(_of_node, below)))


def _of_step(step: Step | DefinitionStep) -> Names:
    if isinstance(step, DefinitionStep):
        found: Names = step.derived[hangs_on]
        return found
    expr = step.expr
    if isinstance(expr, core.Fact):
        return frozenset(((expr.name, False),))
    if isinstance(expr, core.Field):
        return frozenset(((expr.field, True),))
    parts = step.parts
    if len(parts) == 1:
        return _of_step(parts[0])
    return _union(map(_of_step, parts)) if (few := _settling(step)) is None else _shared(few)


def _settling(step: Step) -> Sequence[Step] | None:
    """Return the parts each of which by itself makes a condition what it is, if that is so."""
    expr = step.expr
    if isinstance(expr, core.And | core.Gate) and step.is_false:
        return [part for part in step.parts if isinstance(part, Step) and part.is_false]
    if isinstance(expr, core.Or) and step.is_true:
        return [part for part in step.parts if isinstance(part, Step) and part.is_true]
    return None


def _shared(parts: Iterable[Step]) -> Names:
    first, *more = map(_of_step, parts)
    return first.intersection(*more)


def _union(found: Iterable[Names]) -> Names:
    return NO_NAMES.union(*found)
