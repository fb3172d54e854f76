"""The facts that carry an outcome: what the rules that decide were tested on, nearest first.

Fewer than were read: a rule that did not work, an exception that did not apply and a nought in a
sum change nothing. Where no rule works, what each of them lacks carries the outcome.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import attrs

from maatwerk_rules.explanation.conditions import bound_of
from maatwerk_rules.explanation.readings import Bound, all_results, failing, find_rule, parts_of
from maatwerk_rules.model import core
from maatwerk_rules.model.declarations import Afwijkingsgrond, Hardheidsclausule, Uitzondering
from maatwerk_rules.model.types import JaNee, Keuze
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decision import Ground, Result
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Step, deciding_round, node_steps
from maatwerk_rules.values import frozen

APART = (Uitzondering, Afwijkingsgrond, Hardheidsclausule)


@frozen
class Waiting:
    """A part that makes an outcome what it is; `apart` where an exception or deviation reads it."""

    step: Step
    bound: Bound
    apart: bool = False


def carried(result: Result, facts: Facts) -> tuple[Leaf, ...]:
    """Return the facts and judgements that an outcome rests on, those that tell most first.

    What an exception or deviation that works was tested on sets this case apart from others: it
    goes before what the rules ask of everybody, and of it an age or an amount before what has but
    a few answers. Then those nearest to the outcome come first.
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
    waiting: deque[Waiting] = deque()
    for ground in result.deciding:
        node = find_rule(result.shown, ground.rule, ground.record)
        if node is not None:
            bound = bound_of(node.node, ground.record)
            lacks = ground.role == "niet vervuld"
            waiting.extend(_lacking(node, bound) if lacks else _of_node(node, bound))
    return _leaves(waiting, facts)


def _leaves(waiting: deque[Waiting], facts: Facts) -> tuple[Leaf, ...]:
    apart: dict[bool, dict[Leaf, None]] = {True: {}, False: {}}
    others: dict[Leaf, None] = {}
    seen: set[tuple[int, bool]] = set()
    while waiting:
        one = waiting.popleft()
        leaf = _leaf(one.step.expr, one.bound, facts)
        if leaf is not None:
            found = apart[_is_plain(one.step.expr)] if one.apart else others
            found.setdefault(leaf)
            continue
        waiting.extend(_parts(one, facts))
        for part in one.step.parts:
            if isinstance(part, DefinitionStep) and (id(part), one.apart) not in seen:
                seen.add((id(part), one.apart))
                below = _of_definition(part)
                waiting.extend(attrs.evolve(each, apart=one.apart or each.apart) for each in below)
    return tuple(apart[False] | apart[True] | others)


def _is_plain(expr: core.Expr) -> bool:
    """Tell whether a fact is one of a few answers, or that there is nothing: no age or amount."""
    type_ = getattr(expr, "type", None)
    is_answer = isinstance(expr, core.Aggregate) or isinstance(type_, JaNee | Keuze)
    return is_answer and not isinstance(expr, core.Judged)


def set_aside(result: Result, facts: Facts) -> tuple[Leaf, ...]:
    """Return the facts of the case that the rules look at which were set aside for an outcome.

    They are what the exception or deviation was about, also where nobody had to read them any more.
    Linear in the length of those rules.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> decision = decide(policy, {"feiten": {"woonkosten": 750}}, peildatum=date(2026, 3, 1))
    >>> set_aside(decision["recht"], decision.facts)
    ()
    """
    if result.shown is None:
        return ()
    works = {one.rule for one in result.deciding if one.role == "stelt terzijde"}
    found: dict[Leaf, None] = {}
    for ground in result.grounds:
        if ground.aside_by in works:
            for node, bound in _reckonings(result.shown, ground):
                looked = tuple(_looked_at(node, bound, facts))
                found |= dict.fromkeys(looked or _measured(ground.record, facts))
    return tuple(found)


def _measured(record: RecordId | None, facts: Facts) -> Iterator[Leaf]:
    """Yield the amounts and days of a record, where a rule looks at no fact of it."""
    for leaf, fact in facts.values.items():
        if record is not None and leaf.record == record and not isinstance(fact.value, bool | str):
            yield leaf


def _reckonings(step: DefinitionStep, ground: Ground) -> Iterator[tuple[NodeStep, Bound]]:
    """Yield a rule in every round, so also where nothing set it aside yet."""
    for one in all_results(step):
        variable = one.definition.record
        bound = {} if one.record is None or variable is None else {variable: one.record}
        if one.record == ground.record or ground.record is None:
            every = (node for decided in one.rounds for node in node_steps(decided))
            yield from ((node, bound) for node in every if node.node.name == ground.rule)


def _looked_at(node: NodeStep, bound: Bound, facts: Facts) -> Iterator[Leaf]:
    """Yield what made a rule work; of a part nobody reckoned the facts it names itself."""
    for step, expr in ((node.guard, node.node.guard), (node.value, node.node.value)):
        if step is not None:
            yield from _leaves(deque([Waiting(step, bound, apart=True)]), facts)
        elif expr is not None:
            named = (_leaf(one, bound, facts) for one in core.walk(expr))
            yield from (one for one in named if one is not None and one in facts.values)


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


def _parts(waiting: Waiting, facts: Facts) -> Iterator[Waiting]:
    """Yield the parts of an expression that make it what it is.

    What makes that something is looked at decides only where it is nee.
    """
    step, expr = waiting.step, waiting.step.expr
    for part, inside in parts_of(step, waiting.bound, facts):
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
            yield Waiting(part, inside, waiting.apart)


def _of_definition(step: DefinitionStep) -> Iterator[Waiting]:
    decided = deciding_round(step)
    variable = step.definition.record
    bound = {} if step.record is None or variable is None else {variable: step.record}
    if decided.expression is not None:
        yield Waiting(decided.expression, bound)
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
    apart = isinstance(node.node.origin, APART)
    if not above:
        parts = (node.guard, node.value)
        yield from (Waiting(part, bound, apart) for part in parts if part is not None)


def _lacking(node: NodeStep, bound: Bound) -> Iterator[Waiting]:
    for one in (*node.exceptions, *node.marks):
        if one.fired:
            yield from _of_node(one, bound)
    if node.guard is not None:
        yield from (Waiting(part, bound) for part in failing(node.guard))
