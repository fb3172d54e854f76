"""Why a rule worked or did not: its condition in words, with the values it was tested on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import describe, write_possible
from maatwerk_rules.explanation.readings import (
    Bound,
    failing,
    find_rule,
    readings_of,
    values_below,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Uitleg
from maatwerk_rules.model.declarations import Uitzondering
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.decision import Ground, Result
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Step, deciding_round, node_steps
from maatwerk_rules.values import frozen

FILLED = re.compile(r"\{(\w+)\}")
BOOLEANS = (core.Fact, core.Field, core.Read)
MOST_VALUES = 6
"""How many values are told behind a condition; the third layer tells all."""


def explained(
    rule: str, record: RecordId | None, step: DefinitionStep | None, words: Vocabulary
) -> str | None:
    """Return the `uitleg` of a rule with its names filled in from a trace.

    The name of a soort stands for the record at hand; a sentence begins with a capital.
    None where there is no `uitleg`, or where a name in it was not worked out.
    """
    declaration = words.rule(rule)
    uitleg = declaration.one(Uitleg) if declaration is not None else None
    if uitleg is None:
        return None
    names = dict.fromkeys(FILLED.findall(uitleg.tekst))
    known = readings_of(step, names, record) if step is not None and names else {}
    told = {name: write_possible(one.value, one.type) for name, one in known.items()}
    if record is not None:
        told[words.soort(record)] = words.record(record)
    if any(name not in told for name in names):
        return None

    def fill(found: re.Match[str]) -> str:
        begins = not found.start() or uitleg.tekst[: found.start()].endswith(". ")
        return capital(told[found[1]]) if begins else told[found[1]]

    return FILLED.sub(fill, uitleg.tekst)


def condition_of(ground: Ground, result: Result, words: Vocabulary) -> str:
    """Return the condition of a rule that worked, or nothing where it always works."""
    node = _node_of(ground, result)
    if node is None or node.guard is None or isinstance(node.node.guard, core.Constant):
        return ""
    return told_condition(node.guard, bound_of(node.node, ground.record), words)


def value_of(ground: Ground, result: Result, words: Vocabulary) -> str:
    """Return how the value of a rule that worked was worked out, or nothing for a plain value."""
    node = _node_of(ground, result)
    if node is None or node.value is None or isinstance(node.value.expr, core.Constant):
        return ""
    return told_condition(node.value, bound_of(node.node, ground.record), words)


def not_met(subject: str, ground: Ground, result: Result, words: Vocabulary) -> str:
    """Return why a rule does not work, or nothing while that is open."""
    if ground.aside_by is not None:
        return f"{subject} is opzij gezet door ‘{write_name(ground.aside_by)}’."
    node = _node_of(ground, result)
    if node is None or node.guard is None:
        failed = [f"dit klopt niet: {write_name(part)}" for part in ground.failed]
    else:
        bound = bound_of(node.node, ground.record)
        failed = [_failed(part, bound, words) for part in failing(node.guard)]
    return f"{subject} werkt hier niet, want {write_list(failed)}." if failed else ""


@frozen
class Lack:
    """By what a rule does not work: it is not so, or it is (`is_so`) and bars the rule."""

    name: str
    is_so: bool = False


def lacking(ground: Ground, result: Result, words: Vocabulary) -> Iterator[Lack]:
    """Yield by what a rule does not work, besides the facts and judgements themselves."""
    node = _node_of(ground, result)
    if node is None or node.guard is None:
        return
    bound = bound_of(node.node, ground.record)
    for part in failing(node.guard):
        expr = part.expr.part if isinstance(part.expr, core.Not) else part.expr
        if isinstance(expr, core.Fact | core.Field | core.Judged):
            continue
        if isinstance(expr, core.Read):
            yield Lack(describe(expr, words.names(bound)), expr is not part.expr)
        else:
            yield Lack(told_condition(part, bound, words, once=True))


def told_behind(ground: Ground, result: Result, words: Vocabulary) -> tuple[str, ...]:
    """Return what the authors say of the exceptions that make the condition of a rule nee.

    The condition of a rule may read a begrip that is nee because an exception in it decides: then
    the `uitleg` of that exception says more than the name of the begrip.
    """
    node = _node_of(ground, result)
    if node is None or node.guard is None:
        return ()
    found: dict[str, None] = {}
    seen: set[int] = set()
    waiting: list[Step | DefinitionStep] = [*failing(node.guard)]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Step):
            waiting.extend(one for one in part.parts if isinstance(one, Step) or one.value is False)
        elif id(part) not in seen:
            seen.add(id(part))
            decided = deciding_round(part)
            for one in node_steps(decided):
                found |= dict.fromkeys(_exception_told(one, part, words))
            guards = [decided.expression, *(one.guard for one in decided.rules)]
            waiting.extend(part for guard in guards if guard is not None for part in failing(guard))
    return tuple(found)


def _exception_told(node: NodeStep, step: DefinitionStep, words: Vocabulary) -> tuple[str, ...]:
    if not (node.fired and isinstance(node.node.origin, Uitzondering) and node.value is not None):
        return ()
    told = explained(node.node.name, step.record, step, words)
    return (told,) if told is not None else ()


def _node_of(ground: Ground, result: Result) -> NodeStep | None:
    if result.shown is None:
        return None
    return find_rule(result.shown, ground.rule, ground.record)


def bound_of(node: core.Node, record: RecordId | None) -> Bound:
    """Return what the variable stands for in a rule that works once per record."""
    if record is None:
        return {}
    names = (getattr(part, "variable", None) for part in core.walk(node.guard))
    return {name: record for name in names if name is not None}


def _failed(step: Step, bound: Bound, words: Vocabulary) -> str:
    """Return a part of a condition that is nee, as something that is the case."""
    expr, records = step.expr, words.names(bound)
    if isinstance(expr, core.Judged):
        return describe(core.Not(expr), records)
    if isinstance(expr, core.Fact) and words.is_no_request(expr.name):
        return f"er is geen verzoek geregistreerd ({describe(expr, records)})"
    if _is_plain(expr):
        return f"{describe(expr, records)} is nee"
    if isinstance(expr, core.Not) and _is_plain(expr.part):
        return f"{describe(expr.part, records)} is ja"
    if isinstance(expr, core.Not) and isinstance(expr.part, core.Judged):
        return describe(expr.part, records)
    return f"dit klopt niet: {told_condition(step, bound, words)}"


def _is_plain(expr: core.Expr) -> bool:
    """Tell whether this is a name of something that is ja or nee."""
    if isinstance(expr, core.Aggregate) and expr.kind == "only":
        return isinstance(expr.body, BOOLEANS)
    return isinstance(expr, BOOLEANS)


def told_condition(step: Step, bound: Bound, words: Vocabulary, *, once: bool = False) -> str:
    """Return a condition in words, with the values it was tested on behind it.

    A value that the condition says already is left out; with `once` also a value that is the very
    limit it was held against.
    """
    text = words.described(step.expr, bound)
    values = [
        f"{name} is {value}"
        for name, value in _values(step, bound, words)
        if f"{name} is {value}" not in text and not (once and _says(text, value))
    ]
    if len(values) > MOST_VALUES:
        values = [*values[:MOST_VALUES], "en andere"]
    return f"{text} ({'; '.join(values)})" if values else text


def _says(text: str, value: str) -> bool:
    """Tell whether a value stands in a text as a whole.

    >>> [_says("inkomen is meer dan € 16,50", value) for value in ("€ 16,50", "€ 16", "€ 1")]
    [True, False, False]
    """
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)", text) is not None


def _values(step: Step, bound: Bound, words: Vocabulary) -> Iterator[tuple[str, str]]:
    for part, inside in values_below(step, bound, words.facts):
        type_ = getattr(part.expr, "type", None)
        if part is step or not isinstance(type_, Type):
            continue
        if not (part.settled and isinstance(part.value.only, bool)):
            name = words.described(part.expr, inside)
            yield name, write_possible(part.value, type_)
