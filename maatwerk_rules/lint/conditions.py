"""Conditions and their parts that test nothing: never true, always true, or said already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from maatwerk_rules.analysis.boxes import NOTHING
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study
from maatwerk_rules.lint.parts import Part
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.source import Span

Sort = Literal["never", "always", "idle"]
SORTS: tuple[Sort, ...] = ("never", "always", "idle")


@attrs.frozen
class Verdict:
    """Of one part of a condition: it is never or always true, or the parts beside it say it."""

    sort: Sort
    span: Span


def verdicts(part: Part) -> frozenset[Verdict] | None:
    """Return what is certain of the parts of all conditions of a definition; None if too much.

    Of a part that is never or always true nothing more is said of what it consists of.
    """
    study = part.study
    if study is None:
        return None
    try:
        roots = dict.fromkeys(_roots(part.definition))
        return frozenset(found for root in roots for found in _judged(root, study))
    except TOO_MUCH:
        return None


def certain(parts: Iterable[Part]) -> tuple[Verdict, ...]:
    """Return the verdicts that hold whenever the text is in force, each once, in order of place.

    A part of a condition stands in several parts of a policy when what it rests on changes.
    """
    found: dict[Verdict, None] = {}
    refuted: set[Verdict] = set()
    for part in parts:
        here = verdicts(part) or frozenset()
        found |= dict.fromkeys(sorted(here, key=_place))
        spans = {one.span for root in _roots(part.definition) for one in core.walk(root)}
        refuted |= {Verdict(sort, span) for span in spans for sort in SORTS} - here
    return tuple(one for one in found if one not in refuted and one.span != NOWHERE)


def _place(verdict: Verdict) -> tuple[str, int, int, str]:
    return verdict.span.source, verdict.span.start, verdict.span.end, verdict.sort


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
    region = study.region(expr)
    if region == NOTHING:
        yield Verdict("never", expr.span)
    elif region == study.here:
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
    """Yield the parts that change nothing beside the others; of two that say the same the last."""
    if not isinstance(expr, core.And | core.Or):
        return
    space = study.space
    joined = space.all_of if isinstance(expr, core.And) else space.any_of
    kept = [(part, study.region(part)) for part in expr.parts]
    whole = study.region(expr)
    for part, region in reversed(kept):
        others = [other for one, other in kept if one is not part]
        trivial = region in (NOTHING, study.here)
        if others and not trivial and space.both(study.here, joined(others)) == whole:
            yield Verdict("idle", part.span)
            kept = [one for one in kept if one[0] is not part]
