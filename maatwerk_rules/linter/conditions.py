"""Conditions and their parts that test nothing: never true, always true, or said already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from maatwerk_rules.analysis.boxes import Region, Space
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study
from maatwerk_rules.linter.known_days import are_apart, is_always, is_never
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.source import Span

Sort = Literal["never", "always", "idle"]


@attrs.frozen
class Verdict:
    """Of one part of a condition: it is never or always true, or the parts beside it say it."""

    sort: Sort
    span: Span


def certain(parts: Iterable[Part]) -> tuple[Verdict, ...]:
    """Return the verdicts that hold whenever the text is in force, each once, in order of place.

    A part of a condition stands in several parts of a policy when what it rests on changes. Once
    nothing was found in it, it need not be looked at again.
    """
    listed = []
    refuted_whole: set[int] = set()
    for part in parts:
        roots = part.once(_all_roots)
        asked = dict.fromkeys(root for root in roots if id(root) not in refuted_whole)
        here = part.once(_verdicts, tuple(map(id, asked)))
        listed.append((roots, here))
        if not here:
            refuted_whole.update(map(id, roots))
    found = dict.fromkeys(one for _, here in listed for one in sorted(here, key=_place))
    if not found:
        return ()
    wanted = frozenset(one.span for one in found)
    standing: dict[int, frozenset[Span]] = {}
    refuted: set[Verdict] = set()
    for roots, here in listed:
        for root in roots:
            spans = standing.get(id(root))
            if spans is None:
                spans = wanted.intersection(one.span for one in core.walk(root))
                standing[id(root)] = spans
            refuted.update(one for one in found if one.span in spans and one not in here)
    return tuple(one for one in found if one not in refuted and one.span != NOWHERE)


def _verdicts(part: Part, asked: tuple[int, ...]) -> frozenset[Verdict]:
    """Return what is certain of the parts of some conditions of a definition; nothing if too much.

    Of a part that is never or always true nothing more is said of what it consists of.

    Args:
        asked: The conditions by their identity.
    """
    wanted = frozenset(asked)
    roots = dict.fromkeys(root for root in part.once(_all_roots) if id(root) in wanted)
    study = part.study
    if study is None:
        return frozenset()
    try:
        return frozenset(found for root in roots for found in _judged(root, study))
    except TOO_MUCH:
        part.give_up(f"dat elke voorwaarde van `{part.definition.name}` iets toetst")
        return frozenset()


def _place(verdict: Verdict) -> tuple[str, int, int, str]:
    return verdict.span.source, verdict.span.start, verdict.span.end, verdict.sort


def _all_roots(part: Part) -> tuple[core.Expr, ...]:
    return tuple(_roots(part.definition))


def _roots(definition: core.Definition) -> Iterator[core.Expr]:
    """Yield the conditions: of rules, of choices in a value, and of which records count."""
    values = [definition.expression, definition.default]
    for node in nodes(definition):
        yield node.guard
        values.append(node.value)
    for value in values:
        if value is None:
            continue
        if isinstance(definition.type, JaNee):
            yield value
        for one in core.walk(value):
            if isinstance(one, core.Choose):
                yield from (condition for condition, _ in one.branches)
            elif isinstance(one, core.Aggregate) and one.where is not None:
                yield one.where


def _judged(expr: core.Expr, study: Study) -> Iterator[Verdict]:
    if isinstance(expr, core.Constant):
        return
    holds = study.holds(expr)
    if is_never(study, expr, holds):
        yield Verdict("never", expr.span)
    elif is_always(study, expr, holds):
        yield Verdict("always", expr.span)
    else:
        yield from _idle(expr, study)
        for below in _below(expr):
            yield from _judged(below, study)


def _below(expr: core.Expr) -> tuple[core.Expr, ...]:
    match expr:
        case core.And(parts=parts) | core.Or(parts=parts) | core.AtLeast(parts=parts):
            return parts
        case core.Gate(first=first, then=then):
            return first, then
        case core.Not(part=part):
            return _below(part)
    return ()


def _idle(expr: core.Expr, study: Study) -> Iterator[Verdict]:
    """Yield the parts that change nothing beside the others; of two that say the same the last.

    Of `of` the opposite is looked at: where none of the others holds, the part does not either.
    """
    if not isinstance(expr, core.And | core.Or):
        return
    space, is_and = study.space, isinstance(expr, core.And)
    # The same part may stand there twice: then it is one.
    parts = {id(part): part for part in expr.parts}
    left = {key: study.holds(part) for key, part in parts.items()}
    if not is_and:
        left = {key: space.negate(region) for key, region in left.items()}
    for key, part in reversed(parts.items()):
        region = left[key]
        if len(left) == 1 or study.is_never(region) or study.is_always(region):
            continue
        others = (other for one, other in left.items() if one != key)
        beside = _related(region, (study.here, *others), space)
        if are_apart(study, [*beside, space.negate(region)]):
            yield Verdict("idle", part.span)
            del left[key]


def _related(region: Region, others: Iterable[Region], space: Space) -> list[Region]:
    """Return the regions that say something of a region: over its axes, or through each other.

    Cases lie in all of the others, and whether they lie in the region hangs on these only.
    """
    found: list[Region] = []
    axes, waiting = space.axes(region), list(others)
    while True:
        near = [one for one in waiting if space.axes(one) & axes]
        if not near:
            return found
        found += near
        waiting = [one for one in waiting if not space.axes(one) & axes]
        for one in near:
            axes |= space.axes(one)
