"""Why a toets did not pass: what was expected and found, the conditions, the nearest fact."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import describe, describe_node, write_possible, write_value
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import Onbepaald, Strijdig, Vast, Voorlopig, ZonderRegel
from maatwerk_rules.model.types import Type
from maatwerk_rules.runtime.changes import what_would_change
from maatwerk_rules.runtime.decision import Result
from maatwerk_rules.runtime.steps import NodeStep, Step, deciding_round
from maatwerk_rules.runtime.toets import Failure, ToetsResult, literal_value

MOST_LINES = 40
"""A condition tree longer than this is cut off."""


def describe_result(policy: Policy, result: ToetsResult) -> tuple[str, ...]:
    """Return why a toets did not pass, line by line; nothing when it did.

    What a toets `met ontwerp` says is told in the words of the policy it decided under.
    """
    lines = list(describe_complaints(result))
    if result.decision is not None:
        policy = result.decision.facts.policy
    for failure in result.failures:
        lines += describe_failure(policy, result, failure)
    return tuple(lines)


def describe_complaints(result: ToetsResult) -> tuple[str, ...]:
    """Return why the facts of a toets do not read, line by line."""
    return tuple(
        " ".join([*([f"{one.path}:"] if one.path else []), one.headline, *one.help])
        for one in result.complaints
    )


def describe_failure(policy: Policy, result: ToetsResult, failure: Failure) -> tuple[str, ...]:
    """Return why one expectation did not hold: first what, then the conditions that made it so."""
    found = failure.result
    type_ = policy.types[found.name]
    lines = [
        f"{_name(found)}: verwacht {_expected(failure, type_)}, gevonden {_found(found, type_)}"
    ]
    if failure.missing:
        lines.append(f"ontbreekt niet, maar was verwacht: {write_list(failure.missing)}")
    if failure.surplus:
        lines.append(f"ontbreekt, maar was niet verwacht: {write_list(failure.surplus)}")
    if failure.grounds:
        lines.append(f"deed niet mee: {write_list(failure.grounds)}")
    tree = list(_tree(found))
    lines += tree[:MOST_LINES]
    if len(tree) > MOST_LINES:
        lines.append(f"… en nog {len(tree) - MOST_LINES} regels")
    return (*lines, *_nearest(policy, result, found, type_))


def _name(result: Result) -> str:
    return result.name if result.record is None else f"{result.name} voor {result.record.key}"


def _expected(failure: Failure, type_: Type) -> str:
    match failure.expected.verwacht:
        case Vast(waarde=waarde):
            return write_value(literal_value(waarde), type_)
        case Voorlopig(waarde=waarde):
            return f"voorlopig {write_value(literal_value(waarde), type_)}"
        case Onbepaald():
            return "onbepaald"
        case ZonderRegel():
            return "geen_regel"
    assert isinstance(failure.expected.verwacht, Strijdig)
    return "strijdig"


def _found(result: Result, type_: Type) -> str:
    if result.value is not None:
        word = "" if result.status == "vast" else "voorlopig "
        return f"{word}{write_value(result.value, type_)}"
    if result.status == "onbepaald" and result.possible is not None:
        return f"onbepaald (nog mogelijk: {write_possible(result.possible, type_)})"
    return result.status


def _tree(result: Result) -> Iterator[str]:
    """Yield each rule with its condition, ✓ where it holds, ✗ where not, ? where open."""
    assert result.trace is not None, "what was just decided has its trace"
    decided = deciding_round(result.trace)
    for node in decided.rules:
        yield from _node(node, 0)
    for stage in decided.stages:
        for node in stage.adjustments:
            yield from _node(node, 0)
    if decided.expression is not None:
        yield f"{describe(decided.expression.expr)}"


def _node(node: NodeStep, depth: int) -> Iterator[str]:
    indent = "  " * depth
    sign = "✓" if node.fired else ("✗" if node.given.settled else "?")
    said = describe_node(node.node).partition(": ")[2]
    yield f"{indent}{sign} {node.node.name}: {said}"
    if node.guard is not None and not node.guard.is_true:
        yield from _conditions(node.guard, depth + 1)
    for mark in node.marks:
        if mark.fired:
            yield f"{indent}  terzijde gesteld door {mark.node.name}"
    for exception in node.exceptions:
        yield from _node(exception, depth + 1)


def _conditions(step: Step, depth: int) -> Iterator[str]:
    """Yield the smallest parts that keep a condition from holding, with what they came to."""
    inner = [part for part in step.parts if isinstance(part, Step) and not part.is_true]
    if isinstance(step.expr, core.And | core.Gate) and inner:
        for part in inner:
            yield from _conditions(part, depth)
        return
    parts = [part for part in step.parts if isinstance(part, Step)]
    # Both sides of a comparison are of one type, also where a sum does not bear it.
    shared = next((type_ for part in parts if (type_ := _type(part.expr)) is not None), None)
    values = [
        f"{describe(part.expr)} is {write_possible(part.value, type_)}"
        for part in parts
        if not isinstance(part.expr, core.Constant)
        and (type_ := _type(part.expr) or shared) is not None
    ]
    told = f" ({'; '.join(values)})" if values else ""
    sign = "✗" if step.is_false else "?"
    yield f"{'  ' * depth}{sign} {describe(step.expr)}{told}"


def _type(expr: core.Expr) -> Type | None:
    found = getattr(expr, "type", None)
    return found if isinstance(found, Type) else None


def _nearest(policy: Policy, result: ToetsResult, found: Result, type_: Type) -> Iterator[str]:
    assert result.decision is not None, "an expectation is held against a decision"
    vocabulary = Vocabulary(policy, result.decision.peildatum)
    changes = what_would_change(policy, result.decision, found, fixed=True)
    for change in changes[:1]:
        leaf_type = vocabulary.type_of(change.leaf) or Type()
        now, needed = write_value(change.now, leaf_type), write_value(change.needed, leaf_type)
        name = write_name(change.leaf.field or change.leaf.name)
        outcome = write_value(change.outcome_value, type_)
        yield f"dichtstbij: met {name} {needed} in plaats van {now} is de uitkomst {outcome}"
