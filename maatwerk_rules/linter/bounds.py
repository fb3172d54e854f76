"""Values that stay within limits: a limit that never binds, and an amount that never differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

import attrs

from maatwerk_rules.analysis.ranges import Range
from maatwerk_rules.linter.attained import after
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.undecided import Examined, Undecided, examined, not_worked_out
from maatwerk_rules.model import core
from maatwerk_rules.model.core import expressions
from maatwerk_rules.model.declarations import Schijven
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.types import Number, is_ordered
from maatwerk_rules.source import Span

LEAST, MOST = "ten minste", "ten hoogste"


@attrs.frozen
class Idle:
    """A limit that never binds: where the limited value stands, where the limit, and which side."""

    whole: Span
    limit: Span
    side: str


@attrs.frozen
class Fixed:
    """A value that reads facts and is the same in every case, with what it is."""

    name: str
    span: Span
    value: Number


@attrs.frozen
class Doubt:
    """A value of which it is not known whether its ends are reached."""

    part: Part
    expr: core.Expr

    @property
    def stuck(self) -> core.Expr:
        """What of it was not worked out."""
        return self.part.attained.stuck(self.expr)


def idle_limits(subject: Subject) -> Examined[Idle]:
    """Return the own limits that bind in no case, whenever they are in force.

    A limit on what one divides by is left out: it shows that nobody divides by nil.
    """
    found: dict[Idle, None] = {}
    doubts: dict[Idle, Doubt | None] = {}
    for part in subject.parts:
        for limit, never, doubt in part.once(_limits):
            if never:
                found.setdefault(limit)
            elif limit not in doubts or doubts[limit] is not None:
                doubts[limit] = doubt
    idle = [one for one in found if one not in doubts and one.whole != NOWHERE]
    own = (one for one in idle if one.whole.source in subject.written.sources)
    return examined((*own, *_open_limits(subject, doubts)))


def _open_limits(subject: Subject, doubts: Mapping[Idle, Doubt | None]) -> Iterator[Undecided]:
    for limit, doubt in doubts.items():
        if doubt is not None:
            told = f"dat de grens `{limit.side} {subject.text(limit.limit, 40)}` iets doet"
            yield from _undecided(subject, doubt, told, limit.whole)


def _limits(part: Part) -> tuple[tuple[Idle, bool, Doubt | None], ...]:
    """Return each limit, whether it never binds, and else what keeps from knowing that it does."""
    found = []
    for bound, limit, never in _bounds(part):
        end = bound.low if limit.side == LEAST else bound.high
        assert end is not None
        sure = never or part.attained.apart((bound.part, end)) is not None
        alone = attrs.evolve(bound, low=end, high=None)
        found.append((limit, never, None if sure else Doubt(part, alone)))
    return tuple(found)


def _bounds(part: Part) -> Iterator[tuple[core.Bound, Idle, bool]]:
    """Yield each value with one of its limits, and whether that limit never binds."""
    reach = part.reach
    reach.follow(part.definition)
    for expr in expressions(part.definition):
        divisors = [id(one.right) for one in core.walk(expr) if _divides(one)]
        for one in core.walk(expr):
            if not isinstance(one, core.Bound) or id(one) in divisors:
                continue
            inside = reach.of(one.part)
            if one.low is not None:
                low = reach.of(one.low)
                never = _is_past(inside.low, low.high)
                yield one, Idle(one.span, one.low.span, LEAST), never
            if one.high is not None:
                high = reach.of(one.high)
                never = _is_past(high.low, inside.high)
                yield one, Idle(one.span, one.high.span, MOST), never


def _is_past(one: Number | None, other: Number | None) -> bool:
    """Tell whether one end is at another or above it; of what has no end that is not known."""
    return one is not None and other is not None and one >= other


def _divides(expr: core.Expr) -> TypeGuard[core.Arithmetic]:
    return isinstance(expr, core.Arithmetic) and expr.operator == "div"


def fixed(subject: Subject) -> Examined[Fixed]:
    """Return the own values that read facts and are the same in every case."""
    found: dict[Span, Fixed] = {}
    moving: set[Span] = set()
    doubts: dict[Span, Doubt | None] = {}
    for part in subject.parts:
        for expr, range_, reads, doubt in part.once(_reached):
            span = expr.span
            before = found.get(span)
            same = range_.low is not None and range_.low == range_.high
            if not same or (before is not None and before.value != range_.low):
                moving.add(span)
                if span not in doubts or doubts[span] is not None:
                    doubts[span] = doubt
            elif range_.low is not None and reads:
                found[span] = Fixed(part.definition.name, span, range_.low)
    own = subject.written.sources
    listed = [each for span, each in found.items() if span not in moving and span.source in own]
    return examined((*listed, *_open_values(subject, doubts)))


def _reached(part: Part) -> tuple[tuple[core.Expr, Range, bool, Doubt | None], ...]:
    """Return each value, between what it stays, whether it reads facts, and what is not known."""
    part.reach.follow(part.definition)
    return tuple(
        (expr, part.reach.of(expr), _reads_facts(expr, part), _doubt(expr, part))
        for expr in _values(part.definition)
    )


def _doubt(expr: core.Expr, part: Part) -> Doubt | None:
    """Return what keeps from knowing that a value differs; of what is only read that is told there.

    None where it surely does, and where it reads nothing. A step builds on what the rules give,
    for no step before it may hold.
    """
    body = expr.body if isinstance(expr, core.Aggregate) and expr.kind == "only" else expr
    if isinstance(body, core.Read) or not _reads_facts(expr, part):
        return None
    tried = [expr]
    if any(isinstance(one, core.Previous) for one in core.walk(expr)):
        tried = [after(expr, value) for value in _before_steps(part.definition)]
    differ = {part.reach.of(one) for one in tried}
    sure = len(differ) > 1 and all(one.low == one.high is not None for one in differ)
    if sure or any(part.attained.moves(one, part.reach) for one in tried):
        return None
    return Doubt(part, expr)


def _before_steps(definition: core.Definition) -> list[core.Expr]:
    """Return the values that a definition has before its first step."""
    values = (definition.default, *(rule.value for rule in definition.rules))
    return [one for one in values if one is not None]


def _open_values(subject: Subject, doubts: Mapping[Span, Doubt | None]) -> Iterator[Undecided]:
    for span, doubt in doubts.items():
        if doubt is not None:
            told = f"dat `{doubt.part.definition.name}` niet altijd gelijk is"
            yield from _undecided(subject, doubt, told, span)


def _undecided(subject: Subject, doubt: Doubt, claim: str, place: Span) -> Iterator[Undecided]:
    if place.source in subject.written.sources:
        span = doubt.stuck.span if doubt.stuck.span.source in subject.sources else place
        why = not_worked_out(subject.text(span, 50))
        yield Undecided(doubt.part, claim, why, place=place)


def _values(definition: core.Definition) -> Iterator[core.Expr]:
    if not is_ordered(definition.type):
        return
    if definition.expression is not None:
        yield definition.expression
    for rule in definition.rules:
        if rule.value is not None:
            yield rule.value
    for stage in definition.stages:
        for step in stage.adjustments:
            if step.value is not None:
                yield step.value


def _reads_facts(expr: core.Expr, part: Part) -> bool:
    """Tell whether facts are read; schijven do so, also where each takes the same share."""
    program, origin = part.program, part.definition.origin
    if isinstance(origin, WrittenOut) and isinstance(origin.word, Schijven):
        return True
    return any(
        isinstance(one, core.Fact | core.Field | core.Judged | core.Previous)
        or (isinstance(one, core.Read) and bool(program.leaves.get(one.name)))
        for one in core.walk(expr)
    )
