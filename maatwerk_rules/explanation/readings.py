"""What a trace says: the value of a name, the step of a rule, the facts that were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import Leaf, Possible, RecordId
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.grounds import deciding_round, node_steps, reads, steps
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Round, Step

NAMED = (core.Fact, core.Read, core.Dated, core.Judged, core.Unfilled)


@attrs.frozen
class Reading:
    """What a name came to, and its type."""

    value: Possible
    type: Type


def all_results(step: DefinitionStep) -> tuple[DefinitionStep, ...]:
    """Return a result and every result it reads, nearest first."""
    return (step, *reads(deciding_round(step)))


def find_rule(step: DefinitionStep, rule: str, record: RecordId | None) -> NodeStep | None:
    """Return the step of a rule in the rounds that decide, or None."""
    for result in all_results(step):
        if record is None or result.record == record:
            for node in node_steps(deciding_round(result)):
                if node.node.name == rule:
                    return node
    return None


def named_readings(step: DefinitionStep, record: RecordId | None = None) -> dict[str, Reading]:
    """Return what each name in a trace came to; those read for `record` go before others."""
    results = sorted(all_results(step), key=lambda one: record is not None and one.record != record)
    found: dict[str, Reading] = {}
    for result in results:
        if result.values is not None:
            reading = Reading(result.values, result.definition.type)
            found.setdefault(result.definition.name, reading)
        for part in steps(deciding_round(result)):
            for name, reading in _reading(part):
                found.setdefault(name, reading)
    return found


def _reading(step: Step) -> Iterator[tuple[str, Reading]]:
    if isinstance(step.expr, NAMED):
        yield step.expr.name, Reading(step.value, step.expr.type)
    elif isinstance(step.expr, core.Field):
        yield step.expr.field, Reading(step.value, step.expr.type)


def values_below(step: Step) -> Iterator[Step]:
    """Yield the named values a step was made from, nearest first, each name once.

    What lies below a begrip that was read is told with that begrip.
    """
    seen: set[core.Expr] = set()
    waiting = [step]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part.expr, NAMED):
            if part.expr not in seen:
                seen.add(part.expr)
                yield part
            continue
        waiting.extend(one for one in part.parts if isinstance(one, Step))


def failing(step: Step) -> Iterator[Step]:
    """Yield the smallest parts of a condition that make it nee."""
    if not step.is_false:
        return
    if isinstance(step.expr, core.And | core.Gate):
        for part in step.parts:
            if isinstance(part, Step):
                yield from failing(part)
    else:
        yield step


def used_leaves(step: DefinitionStep, facts: Facts) -> tuple[Leaf, ...]:
    """Return the facts, fields and judgements that were read, in the order of reading."""
    found: dict[Leaf, None] = {}
    rounds: list[tuple[DefinitionStep, Round]] = [(step, one) for one in step.rounds]
    rounds += [
        (read, one) for decided in step.rounds for read in reads(decided) for one in read.rounds
    ]
    for result, decided in rounds:
        parts = tuple(steps(decided))
        lists = {
            part.expr.variable: part.expr.list
            for part in parts
            if isinstance(part.expr, core.Aggregate)
        }
        for part in parts:
            found.update(dict.fromkeys(_leaves(part.expr, result, lists, facts)))
    return tuple(found)


def _leaves(
    expr: core.Expr, result: DefinitionStep, lists: dict[str, str], facts: Facts
) -> Iterator[Leaf]:
    match expr:
        case core.Fact(name=name):
            yield Leaf("gegeven", name)
        case core.Aggregate(list=name):
            yield Leaf("gegeven", name)
        case core.Field(variable=variable, field=field):
            for record in _records(variable, result, lists, facts):
                yield Leaf("gegeven", record.list, record, field)
        case core.Judged(name=name, variable=None):
            yield Leaf("oordeel", name)
        case core.Judged(name=name, variable=variable) if variable is not None:
            for record in _records(variable, result, lists, facts):
                yield Leaf("oordeel", name, record)


def _records(
    variable: str, result: DefinitionStep, lists: dict[str, str], facts: Facts
) -> Iterable[RecordId]:
    """Inside a list every record counts as read: whether it takes part depends on it."""
    if variable == result.definition.record and result.record is not None:
        return (result.record,)
    listed = facts.lists.get(lists.get(variable, ""))
    return listed.records if listed is not None else ()
