"""Which facts can change a result by themselves, read from its trace.

A condition of which two parts are nee stays nee when one of them turns. So of a conjunction that
is nee only those facts count that all its parts that are nee hang on; of one that is ja, all facts
that some part hangs on. What is told here may be too much, never too little: with another value of
a fact that is not among them, and all else the same, the result is what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Round, Step, steps

Names = frozenset[tuple[str, bool]]
"""Facts by their name, and fields of records by theirs: of whichever record it is."""

NO_NAMES: Names = frozenset()
Programs = Sequence[core.Program]


def name_of(leaf: Leaf) -> tuple[str, bool]:
    """Return by what a fact is known here.

    >>> name_of(Leaf("gegeven", "werkt"))
    ('werkt', False)
    """
    return (leaf.name, False) if leaf.field is None else (leaf.field, True)


def hangs_on(step: DefinitionStep, programs: Programs) -> Names:
    """Return the facts and fields that may change a result; linear in its trace, done once.

    From the bottom, so that no chain of results is too long.

    Args:
        programs: The rules of the day and of all days that it may look at.
    """
    waiting, found = [step], NO_NAMES
    while waiting:
        one = waiting[-1]
        reads = (read for decided in one.rounds for read in decided.reads)
        before = [read for read in reads if hangs_on not in read.derived]
        if before:
            waiting += before
        else:
            waiting.pop()
            found = _union(map(_of_round, one.rounds))
            one.derived[hangs_on] = found = found.union(_unlisted(one.rounds, programs))
    return found


def _unlisted(rounds: Iterable[Round], programs: Programs) -> Names:
    """Return what records that are not listed may hang on; a trace does not tell of those."""
    found: set[tuple[str, bool]] = set()
    for one in (part for decided in rounds for part in steps(decided)):
        if isinstance(one.expr, core.Aggregate):
            for expr in (one.expr.where, one.expr.body):
                if expr is not None:
                    found.update(*(_read_by(expr, program) for program in programs))
    return frozenset(found)


def _read_by(expr: core.Expr, program: core.Program) -> Iterator[tuple[str, bool]]:
    """Yield all that an expression may read, itself or through others."""
    for part in core.walk(expr):
        match part:
            case core.Fact(name=name):
                yield name, False
            case core.Field(field=field):
                yield field, True
            case core.Read(name=name) if name in program.leaves and name in program.fields:
                yield from ((leaf, False) for leaf in program.leaves[name])
                yield from ((field, True) for field in program.fields[name])
            case core.Read():
                yield from _every(program)


def _every(program: core.Program) -> Iterator[tuple[str, bool]]:
    """Yield all facts and fields: of a definition of which it is not known what it reads."""
    for name, type_ in program.facts.items():
        yield name, False
        if isinstance(type_, Lijst):
            yield from ((veld.naam, True) for veld in type_.soort.velden)


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
