"""Values that stay within limits: a limit that never binds, and an amount that never differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

import attrs

from maatwerk_rules.analysis.ranges import Range
from maatwerk_rules.analysis.reach import Reach
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.model import core
from maatwerk_rules.model.core import expressions
from maatwerk_rules.model.declarations import Schijven
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.types import Number, is_ordered
from maatwerk_rules.source import Span


@attrs.frozen
class Idle:
    """A limit that never binds: where the limited value stands, where the limit, and which side."""

    whole: Span
    limit: Span
    side: str


def idle_limits(parts: tuple[Part, ...]) -> Iterator[Idle]:
    """Yield the limits that bind in no case, whenever they are in force.

    A limit on what one divides by is left out: it shows that nobody divides by nil.
    """
    found: dict[Idle, None] = {}
    binding: set[Idle] = set()
    for part in parts:
        for expr in expressions(part.definition):
            divisors = [id(one.right) for one in core.walk(expr) if _divides(one)]
            for one in core.walk(expr):
                if isinstance(one, core.Bound) and id(one) not in divisors:
                    for limit, never in _limits(one, part.reach):
                        (found.setdefault(limit) if never else binding.add(limit))
    yield from (one for one in found if one not in binding and one.whole != NOWHERE)


def _divides(expr: core.Expr) -> TypeGuard[core.Arithmetic]:
    return isinstance(expr, core.Arithmetic) and expr.operator == "div"


def _limits(expr: core.Bound, reach: Reach) -> Iterator[tuple[Idle, bool]]:
    part = reach.of(expr.part)
    if expr.low is not None:
        low = reach.of(expr.low)
        never = part.low is not None and low.high is not None and part.low >= low.high
        yield Idle(expr.span, expr.low.span, "ten minste"), never
    if expr.high is not None:
        high = reach.of(expr.high)
        never = part.high is not None and high.low is not None and part.high <= high.low
        yield Idle(expr.span, expr.high.span, "ten hoogste"), never


def fixed(parts: tuple[Part, ...]) -> Iterator[tuple[str, Span, Number]]:
    """Yield the values that read facts and are the same in every case, with what they are."""
    found: dict[Span, tuple[str, Number]] = {}
    moving: set[Span] = set()
    for part in parts:
        for expr in _values(part.definition):
            range_: Range = part.reach.of(expr)
            before = found.get(expr.span)
            same = range_.low is not None and range_.low == range_.high
            if not same or (before is not None and before[1] != range_.low):
                moving.add(expr.span)
            elif range_.low is not None and _reads_facts(expr, part):
                found[expr.span] = (part.definition.name, range_.low)
    for span, (name, value) in found.items():
        if span not in moving and span != NOWHERE:
            yield name, span, value


def _values(definition: core.Definition) -> Iterator[core.Expr]:
    if not is_ordered(definition.type):
        return
    if definition.expression is not None:
        yield definition.expression
    for rule in definition.rules:
        if rule.value is not None:
            yield rule.value


def _reads_facts(expr: core.Expr, part: Part) -> bool:
    """Tell whether facts are read; schijven do so, also where each takes the same share."""
    program, origin = part.program, part.definition.origin
    if isinstance(origin, WrittenOut) and isinstance(origin.word, Schijven):
        return True
    return any(
        isinstance(one, core.Fact | core.Field | core.Judged)
        or (isinstance(one, core.Read) and bool(program.leaves.get(one.name)))
        for one in core.walk(expr)
    )
