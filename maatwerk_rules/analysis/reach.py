"""Between which numbers a value stays in every complete case, through all that it reads.

`ranges.py` looks at one expression; here begrippen, dated amounts and choices are followed. What is
not followed has no ends, so what is said is never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod

import attrs

from maatwerk_rules.analysis.ranges import Range, product, quotient, range_of, rounded
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.types import Number, is_ordered
from maatwerk_rules.values import frozen

ANY = Range()

DEEPEST = 60


@frozen
class Reach:
    """The reach of values in one program; each begrip is worked out once.

    Args:
        before: Of each `vorige`, by its identity, of a definition that was followed: itself, and
            the reach of what came before its step.
    """

    program: core.Program
    known: dict[str, Range] = attrs.field(factory=dict)
    before: dict[int, tuple[core.Previous, Range]] = attrs.field(factory=dict)
    open: list[str] = attrs.field(factory=list)

    @singledispatchmethod
    def of(self, expr: core.Expr) -> Range:
        """Return between which numbers an expression stays; dates are day counts."""
        return range_of(expr)

    @of.register
    def _(self, expr: core.Read) -> Range:
        if expr.name not in self.known:
            if expr.name in self.open or len(self.open) >= DEEPEST:
                return ANY
            self.open.append(expr.name)
            self.known[expr.name] = self._definition(self.program.definitions.get(expr.name))
            self.open.pop()
        return self.known[expr.name]

    def _definition(self, found: core.Definition | None) -> Range:
        return ANY if found is None else self.follow(found)

    def follow(self, found: core.Definition) -> Range:
        """Return the reach of a definition, and know what `vorige` is in each of its steps.

        The default is given where no rule holds; then no step changes it.
        """
        if not is_ordered(found.type) or found.together == "som":
            return ANY
        adjusting = [node for stage in found.stages for node in stage.adjustments]
        whole = {id(one) for top in adjusting for one in _with_exceptions(top)}
        values = [found.expression, *(x.value for x in nodes(found) if id(x) not in whole)]
        reach = joined(self.of(one) for one in values if one is not None)
        deviating = [one.node for one in found.deviations]
        for stage in found.stages:
            steps = [x for top in stage.adjustments for x in _with_exceptions(top)]
            reach = self._step([*steps, *deviating], reach)
        return reach if found.default is None else joined((reach, self.of(found.default)))

    def _step(self, steps: Iterable[core.Node], before: Range) -> Range:
        """Return the reach after a step, in which at most one of some values is given."""
        values = [step.value for step in steps if step.value is not None]
        for value in values:
            for part in core.walk(value):
                if isinstance(part, core.Previous):
                    _, known = self.before.get(id(part), (part, before))
                    self.before[id(part)] = part, joined((known, before))
        return joined((before, *(self.of(value) for value in values)))

    @of.register
    def _(self, expr: core.Previous) -> Range:
        return self.before[id(expr)][1] if id(expr) in self.before else ANY

    @of.register
    def _(self, expr: core.Dated) -> Range:
        amounts = [amount for _, amount in expr.entries if amount is not None]
        return Range(min(amounts), max(amounts)) if amounts else ANY

    @of.register
    def _(self, expr: core.Choose) -> Range:
        values = [value for _, value in expr.branches]
        return joined(self.of(one) for one in (*values, expr.otherwise))

    @of.register
    def _(self, expr: core.Bound) -> Range:
        """The upper bound goes last, so it holds even where the lower one is higher."""
        found = self.of(expr.part)
        if expr.low is not None:
            found = _at_least(found, self.of(expr.low))
        return found if expr.high is None else _at_most(found, self.of(expr.high))

    @of.register
    def _(self, expr: core.Round) -> Range:
        return rounded(self.of(expr.part), expr.unit)

    @of.register
    def _(self, expr: core.Arithmetic) -> Range:
        left, right = self.of(expr.left), self.of(expr.right)
        match expr.operator:
            case "add":
                return Range(_sum(left.low, right.low), _sum(left.high, right.high))
            case "sub":
                return Range(_less(left.low, right.high), _less(left.high, right.low))
            case "mul":
                return product(left, right)
        return quotient(left, right)

    @of.register
    def _(self, expr: core.Aggregate) -> Range:
        if expr.body is None or expr.kind not in ("sum", "only", "highest", "lowest"):
            return range_of(expr)
        body = self.of(expr.body)
        if expr.kind == "only":
            return body
        if expr.kind == "sum":
            most = sum(one.type.maximum for one in expr.lists)
            low = None if body.low is None else min(0, body.low * most)
            return Range(low, None if body.high is None else max(0, body.high * most))
        return ANY if expr.empty is None else joined((body, self.of(expr.empty)))


def _with_exceptions(node: core.Node) -> Iterator[core.Node]:
    yield node
    for exception in node.exceptions:
        yield from _with_exceptions(exception)


def joined(ranges: Iterable[Range]) -> Range:
    """Return the least range that holds all of some ranges.

    >>> joined([Range(1, 2), Range(5, None)])
    Range(low=1, high=None, whole=False)
    """
    listed = list(ranges)
    lows, highs = [one.low for one in listed], [one.high for one in listed]
    low = None if None in lows or not lows else min(one for one in lows if one is not None)
    high = None if None in highs or not highs else max(one for one in highs if one is not None)
    return Range(low, high)


def _at_least(part: Range, bound: Range) -> Range:
    lows = [one for one in (part.low, bound.low) if one is not None]
    high = None if part.high is None or bound.high is None else max(part.high, bound.high)
    return Range(max(lows, default=None), high)


def _at_most(part: Range, bound: Range) -> Range:
    highs = [one for one in (part.high, bound.high) if one is not None]
    low = None if part.low is None or bound.low is None else min(part.low, bound.low)
    return Range(low, min(highs, default=None))


def _sum(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


def _less(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one - other
