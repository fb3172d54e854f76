"""Whether a value can reach the ends between which it stays, as far as can be told.

`Reach` never says too little, but it says too much where one fact is read twice: `loon - loon`.
Where every fact is read once, each part of a reckoning can have its own end at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from maatwerk_rules.analysis.reach import Reach
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes

Leaves = frozenset[str]
NONE: Leaves = frozenset()
DEEPEST = 60


@attrs.frozen
class Attained:
    """What the ends of values in one program hang on; each begrip is worked out once.

    Conditions are taken to leave each value possible; a value that a step changes is not followed.
    """

    program: core.Program
    known: dict[str, Leaves | None] = attrs.field(factory=dict)
    open: list[str] = attrs.field(factory=list)

    def of(self, expr: core.Expr) -> Leaves | None:
        """Return what an expression reads when its ends are reached; None where that is not sure.

        >>> from maatwerk_rules.model.types import Bedrag
        >>> loon, huur = core.Fact("loon", Bedrag()), core.Fact("huur", Bedrag())
        >>> sure = Attained(core.Program({}, {}, {}))
        >>> sorted(sure.of(core.Arithmetic("add", loon, huur)))
        ['huur', 'loon']
        >>> sure.of(core.Arithmetic("sub", loon, loon)) is None
        True
        """
        match expr:
            case core.Read():
                return self._read(expr.name)
            case core.Arithmetic(left=left, right=right):
                return self.apart((left, right))
            case core.Bound(part=part, low=low, high=high):
                return self.apart(one for one in (part, low, high) if one is not None)
            case core.Round(part=part):
                return self.of(part)
            case core.Choose(branches=branches, otherwise=otherwise):
                values = (*(value for _, value in branches), otherwise)
                return self._either(values, (condition for condition, _ in branches))
            case core.Aggregate(kind="sum" | "only", body=body) if body is not None:
                return self._either((body,), () if expr.where is None else (expr.where,))
            case core.Previous():
                return None
        return self.leaves((expr,))

    def apart(self, parts: Iterable[core.Expr]) -> Leaves | None:
        """Return what some parts read when the ends of all are reached at once."""
        found = NONE
        for part in parts:
            one = self.of(part)
            if one is None or one & found:
                return None
            found |= one
        return found

    def moves(self, expr: core.Expr, reach: Reach) -> bool:
        """Tell whether a value surely is not the same in every case."""
        if self.of(expr) is not None:
            found = reach.of(expr)
            return found.low is None or found.low != found.high
        match expr:
            case core.Arithmetic(left=left, right=right):
                apart = not self.leaves((left,)) & self.leaves((right,))
                return apart and (self.moves(left, reach) or self.moves(right, reach))
            case core.Choose(branches=branches, otherwise=otherwise):
                values = (*(value for _, value in branches), otherwise)
                return any(self.moves(value, reach) for value in values)
            case core.Round(part=part):
                return self.moves(part, reach)
            case core.Aggregate(body=body) if body is not None:
                return self.moves(body, reach)
            case core.Read(name=name) if name not in self.open:
                return self._moves(self.program.definitions.get(name), reach)
        return False

    def _moves(self, found: core.Definition | None, reach: Reach) -> bool:
        """Tell whether a begrip is not always the same: by one value, or since two differ."""
        if found is None:
            return False
        listed = [found.expression, found.default, *(node.value for node in found.rules)]
        values = [one for one in listed if one is not None]
        known = {one.value for one in values if isinstance(one, core.Constant)}
        self.open.append(found.name)
        try:
            return len(known) > 1 or any(self.moves(value, reach) for value in values)
        finally:
            self.open.pop()

    def stuck(self, expr: core.Expr) -> core.Expr:
        """Return the smallest part of an expression whose ends may not be reached."""
        for part in core.below(expr):
            if self.of(part) is None:
                return self.stuck(part)
        return expr

    def leaves(self, exprs: Iterable[core.Expr]) -> Leaves:
        """Return all that some expressions may read."""
        found: set[str] = set()
        for one in (part for expr in exprs for part in core.walk(expr)):
            match one:
                case core.Fact(name=name) | core.Judged(name=name) | core.Unfilled(name=name):
                    found.add(name)
                case core.Field(field=name):
                    found.add(name)
                case core.Read(name=name):
                    found |= self.program.leaves.get(name, NONE)
        return frozenset(found)

    def _either(
        self, values: Iterable[core.Expr], conditions: Iterable[core.Expr]
    ) -> Leaves | None:
        """Return what is read where one of some values counts."""
        found = self.leaves(conditions)
        for value in values:
            one = self.of(value)
            if one is None:
                return None
            found |= one
        return found

    def _read(self, name: str) -> Leaves | None:
        if name not in self.known:
            if name in self.open or len(self.open) >= DEEPEST:
                return None
            self.open.append(name)
            self.known[name] = self._definition(self.program.definitions.get(name))
            self.open.pop()
        return self.known[name]

    def _definition(self, found: core.Definition | None) -> Leaves | None:
        if found is None or found.stages or found.together == "som":
            return None
        listed = [found.expression, found.default, *(node.value for node in nodes(found))]
        values = [one for one in listed if one is not None]
        return self._either(values, (node.guard for node in nodes(found)))


def after(step: core.Expr, value: core.Expr) -> core.Expr:
    """Return what a step gives when it follows on a value.

    >>> from maatwerk_rules.model.types import Bedrag
    >>> one = core.Constant(1, Bedrag())
    >>> after(core.Arithmetic("add", core.Previous(Bedrag()), one), one).left == one
    True
    """
    if isinstance(step, core.Previous):
        return value
    names = core.parts_of(type(step))  # type: ignore[arg-type]  # a class is hashable
    parts: dict[str, Any] = {name: _after(getattr(step, name), value) for name in names}
    return attrs.evolve(step, **parts)


def _after(part: object, value: core.Expr) -> object:
    if isinstance(part, tuple):
        return tuple(_after(each, value) for each in part)
    return after(part, value) if isinstance(part, core.Expr) else part
