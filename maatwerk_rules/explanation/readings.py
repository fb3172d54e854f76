"""What a trace says: the value of a name, the step of a rule, the facts that were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import Leaf, Possible, RecordId, fact_leaf, field_leaf
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.steps import (
    DefinitionStep,
    NodeStep,
    Step,
    deciding_round,
    node_steps,
    steps,
)
from maatwerk_rules.values import frozen

NAMED = (core.Fact, core.Read, core.Dated, core.Judged, core.Unfilled)


@frozen
class Reading:
    """What a name came to, and its type."""

    value: Possible
    type: Type


def all_results(step: DefinitionStep) -> tuple[DefinitionStep, ...]:
    """Return a result and every result it reads, nearest first."""
    return (step, *deciding_round(step).reached)


def find_rule(step: DefinitionStep, rule: str, record: RecordId | None) -> NodeStep | None:
    """Return the step of a rule in the rounds that decide, or None."""
    every = _rules_of(step).get(rule, ())
    return next((node for about, node in every if record is None or about == record), None)


def _rules_of(step: DefinitionStep) -> dict[str, list[tuple[RecordId | None, NodeStep]]]:
    """Return all rules in a trace by name, with their records; looked up once."""
    found: dict[str, list[tuple[RecordId | None, NodeStep]]] | None
    found = step.derived.get(find_rule)
    if found is None:
        found = step.derived[find_rule] = {}
        for result in all_results(step):
            for node in node_steps(deciding_round(result)):
                found.setdefault(node.node.name, []).append((result.record, node))
    return found


def readings_of(
    step: DefinitionStep, names: Iterable[str], record: RecordId | None = None
) -> dict[str, Reading]:
    """Return what names in a trace came to, as far as they are in it.

    Those read for `record` go before others, and what was read on the day of the decision before
    what was read in another month.
    """
    results = _nearest(step, record)
    found: dict[str, Reading] = {}
    for name in names:
        given = (
            _readings_in(result).get(name)
            for result in results
            if name in result.definition.once(_named_in)
        )
        reading = next((one for one in given if one is not None), None)
        if reading is not None:
            found[name] = reading
    return found


def named_readings(step: DefinitionStep, record: RecordId | None = None) -> dict[str, Reading]:
    """Return what every name in a trace came to, as `readings_of` does for some."""
    found: dict[str, Reading] = {}
    for result in _nearest(step, record):
        for name, reading in _readings_in(result).items():
            found.setdefault(name, reading)
    return found


def _nearest(step: DefinitionStep, record: RecordId | None) -> list[DefinitionStep]:
    return sorted(
        all_results(step),
        key=lambda one: (record is not None and one.record != record, one.day != step.day),
    )


def _named_in(definition: core.Definition) -> frozenset[str]:
    """Return the names of all that a definition may read, and its own."""
    named = (part.name for part in definition.parts if isinstance(part, NAMED))
    fields = (part.field for part in definition.parts if isinstance(part, core.Field))
    return frozenset((definition.name, *named, *fields))


def _readings_in(result: DefinitionStep) -> dict[str, Reading]:
    """Return what is read in one result, itself among it; looked up in a trace once."""
    found: dict[str, Reading] | None = result.derived.get(readings_of)
    if found is None:
        found = result.derived[readings_of] = {}
        if result.values is not None:
            found[result.definition.name] = Reading(result.values, result.definition.type)
        for part in steps(deciding_round(result)):
            for name, reading in _reading(part):
                found.setdefault(name, reading)
    return found


def _reading(step: Step) -> Iterator[tuple[str, Reading]]:
    if isinstance(step.expr, NAMED):
        yield step.expr.name, Reading(step.value, step.expr.type)
    elif isinstance(step.expr, core.Field):
        yield step.expr.field, Reading(step.value, step.expr.type)


Bound = Mapping[str, RecordId]
"""The record each variable stands for."""


def values_below(step: Step, bound: Bound, facts: Facts | None) -> Iterator[tuple[Step, Bound]]:
    """Yield the named values a step was made from, in the order of the text, each once.

    With each comes what its variables stand for. What lies below a begrip that was read is told
    with that begrip; an expression over months counts as one value.
    """
    seen: set[tuple[core.Expr, RecordId | None]] = set()
    waiting = [(step, bound)]
    while waiting:
        part, inside = waiting.pop()
        if isinstance(part.expr, (*NAMED, core.Field, core.Previous, core.OverMonths)):
            key = (part.expr, inside.get(getattr(part.expr, "variable", None) or ""))
            if key not in seen:
                seen.add(key)
                yield part, inside
            continue
        waiting.extend(reversed([*parts_of(part, inside, facts)]))


def parts_of(step: Step, bound: Bound, facts: Facts | None) -> Iterator[tuple[Step, Bound]]:
    """Yield the parts of a step; those of an aggregate stand in the order of its records."""
    parts = [part for part in step.parts if isinstance(part, Step)]
    if isinstance(step.expr, core.Aggregate):
        names = [one.name for one in step.expr.lists]
        for record in _listed(names, facts):
            inside = {**bound, step.expr.variable: record}
            takes_part = True
            if step.expr.where is not None:
                where = parts.pop(0)
                takes_part = not where.is_false
                yield where, inside
            if step.expr.body is not None and takes_part:
                yield parts.pop(0), inside
    yield from ((part, bound) for part in parts)


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
    found: dict[Leaf, None] = dict.fromkeys(_used_in(step, facts))
    for decided in step.rounds:
        for read in decided.reached:
            found.update(dict.fromkeys(_used_in(read, facts)))
    return tuple(found)


def _used_in(result: DefinitionStep, facts: Facts) -> Iterator[Leaf]:
    """Yield what was read in one result; some more than once."""
    for decided in result.rounds:
        leaves = decided.looked.leaves
        lists = {
            expr.variable: [one.name for one in expr.lists]
            for expr in leaves
            if isinstance(expr, core.Aggregate)
        }
        for expr in leaves:
            if isinstance(expr, core.Fact):
                yield fact_leaf(expr.name)
            else:
                yield from _leaves(expr, result, lists, facts)


def _leaves(
    expr: core.Expr, result: DefinitionStep, lists: Mapping[str, list[str]], facts: Facts
) -> Iterator[Leaf]:
    match expr:
        case core.Aggregate(kind=kind, lists=listed):
            if kind != "only":
                yield from (Leaf("gegeven", one.name) for one in listed)
        case core.Field(variable=variable, field=field):
            for record in _records(variable, result, lists, facts):
                yield field_leaf(record, field)
        case core.Judged(name=name, variable=variable):
            if variable is None:
                yield Leaf("oordeel", name)
                return
            for record in _records(variable, result, lists, facts):
                yield Leaf("oordeel", name, record)


def _records(
    variable: str, result: DefinitionStep, lists: Mapping[str, list[str]], facts: Facts
) -> Iterable[RecordId]:
    """Inside a list every record counts as read: whether it takes part depends on it."""
    if variable == result.definition.record and result.record is not None:
        return (result.record,)
    return _listed(lists.get(variable, ()), facts)


def _listed(names: Iterable[str], facts: Facts | None) -> Iterator[RecordId]:
    for name in names:
        listed = facts.lists.get(name) if facts is not None else None
        yield from listed.records if listed is not None else ()
