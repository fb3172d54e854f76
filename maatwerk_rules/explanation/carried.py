"""The facts that carry an outcome: what the rules that decide were tested on, nearest first.

Fewer than were read: a rule that did not work, an exception that did not apply and a nought in a
sum change nothing. Where no rule works, what each of them lacks carries the outcome.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from maatwerk_rules.explanation.conditions import bound_of
from maatwerk_rules.explanation.readings import Bound, failing, find_rule, parts_of
from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Result
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Step, deciding_round

Waiting = tuple[Step, Bound]


def carried(result: Result, facts: Facts) -> tuple[Leaf, ...]:
    """Return the facts and judgements that an outcome rests on, those nearest to it first.

    Empty for an outcome without a trace. Costs a walk over the part of the trace that decides.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"woont_in_nederland": False, "woonkosten": 750}}
    >>> decision = decide(policy, case, peildatum=date(2026, 3, 1))
    >>> [str(one) for one in carried(decision["recht"], decision.facts)]
    ['woont_in_nederland']
    """
    if result.shown is None:
        return ()
    found: dict[Leaf, None] = {}
    seen: set[int] = set()
    waiting: deque[Waiting] = deque()
    for ground in result.deciding:
        node = find_rule(result.shown, ground.rule, ground.record)
        if node is not None:
            bound = bound_of(node.node, ground.record)
            lacks = ground.role == "niet vervuld"
            waiting.extend(_lacking(node, bound) if lacks else _of_node(node, bound))
    while waiting:
        step, bound = waiting.popleft()
        leaf = _leaf(step.expr, bound, facts)
        if leaf is not None:
            found.setdefault(leaf)
            continue
        waiting.extend(_parts(step, bound, facts))
        for part in step.parts:
            if isinstance(part, DefinitionStep) and id(part) not in seen:
                seen.add(id(part))
                waiting.extend(_of_definition(part))
    return tuple(found)


def _leaf(expr: core.Expr, bound: Bound, facts: Facts) -> Leaf | None:
    match expr:
        case core.Fact(name=name):
            return Leaf("gegeven", name)
        case core.Field(variable=variable, field=field) if variable in bound:
            record = bound[variable]
            return Leaf("gegeven", record.list, record, field)
        case core.Judged(name=name, variable=variable):
            return Leaf("oordeel", name, bound.get(variable) if variable is not None else None)
        case core.Aggregate(kind=kind, lists=lists) if kind != "only":
            empty = [one.name for one in lists if not _has_records(one.name, facts)]
            return Leaf("gegeven", empty[0]) if len(empty) == len(lists) else None
    return None


def _has_records(name: str, facts: Facts) -> bool:
    listed = facts.lists.get(name)
    return listed is None or bool(listed.records)


def _parts(step: Step, bound: Bound, facts: Facts) -> Iterator[Waiting]:
    """Yield the parts of an expression that make it what it is.

    What makes that something is looked at decides only where it is nee.
    """
    expr = step.expr
    for part, inside in parts_of(step, bound, facts):
        match expr:
            case core.Gate(then=then) if step.is_true:
                matters = part.expr is then
            case core.And() | core.Gate():
                matters = step.is_true or part.is_false
            case core.Or():
                matters = not step.is_true or part.is_true
            case core.Aggregate(kind="any"):
                matters = not step.is_true or part.is_true
            case core.Aggregate(kind="sum") | core.Arithmetic(operator="add"):
                matters = part.value.only != 0 if part.settled else True
            case _:
                matters = True
        if matters:
            yield part, inside


def _of_definition(step: DefinitionStep) -> Iterator[Waiting]:
    decided = deciding_round(step)
    variable = step.definition.record
    bound = {} if step.record is None or variable is None else {variable: step.record}
    if decided.expression is not None:
        yield decided.expression, bound
    nodes = (*decided.rules, *(one for stage in decided.stages for one in stage.adjustments))
    works = [one for one in nodes if one.fired]
    for node in works:
        yield from _of_node(node, bound)
    if not works and step.value is False:
        for node in decided.rules:
            yield from _lacking(node, bound)


def _of_node(node: NodeStep, bound: Bound) -> Iterator[Waiting]:
    """Yield what makes a rule work: where an exception takes its place, what makes that work."""
    above = [one for one in (*node.exceptions, *node.marks, *node.replacing) if one.fired]
    for one in above:
        yield from _of_node(one, bound)
    if not above:
        yield from ((part, bound) for part in (node.guard, node.value) if part is not None)


def _lacking(node: NodeStep, bound: Bound) -> Iterator[Waiting]:
    for one in (*node.exceptions, *node.marks):
        if one.fired:
            yield from _of_node(one, bound)
    if node.guard is not None:
        yield from ((part, bound) for part in failing(node.guard))
