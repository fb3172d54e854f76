"""Rules that are closed because someone recorded that deviating was considered and not needed."""

from __future__ import annotations

from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import JA_OF_NEE, Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.evaluate import Environment, is_unnamed
from maatwerk_rules.runtime.steps import NOTHING, Missing, Step


def unless_closed(node: core.Node, guard: Step, env: Environment) -> Step | None:
    """Return the guard, or None where a look is recorded and a judgement of the node is open.

    Where a judgement is asked of each record of a list that may hold more records, it may yet be.
    """
    if not (node.closed_by_look and env.case.looked):
        return guard
    unlisted: Missing = NOTHING
    for judged in node.judgements:
        if judged.variable is None or judged.variable in env.records:
            record = env.records[judged.variable] if judged.variable is not None else None
            if _is_open(judged, record, env.case):
                return None
            continue
        for one in _lists(node, judged.variable):
            listed = env.case.records(one.name, one.type)
            if any(_is_open(judged, record, env.case) for record in listed.records):
                return None
            if not listed.complete:
                unlisted |= {Leaf("gegeven", one.name)}
    if not unlisted or guard.is_false:
        return guard
    return Step(guard.expr, JA_OF_NEE, guard.missing | unlisted, guard.parts)


def _is_open(judged: core.Judged, record: RecordId | None, case: Case) -> bool:
    return is_unnamed(record) or Leaf("oordeel", judged.name, record) not in case.values


def _lists(node: core.Node, variable: str) -> list[core.Listed]:
    """Return the lists whose records the variable stands for in a guard or value."""
    exprs = (node.guard,) if node.value is None else (node.guard, node.value)
    return [
        one
        for expr in exprs
        for part in core.walk(expr)
        if isinstance(part, core.Aggregate) and part.variable == variable
        for one in part.lists
    ]
