"""The way from an expression down to a part of it, made so that the part may matter.

Beside it in an `en` all holds, and in an `of` nothing does; a choice takes the branch in which it
stands, a bound does not bind, and there is a record in which it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from maatwerk_rules.model import core
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import Env

DEEPEST = 20
HOLDS = 0.7
"""How often a comparison on the way is made to hold."""

Counts = Callable[[core.Expr], bool]
"""Tells of an expression whether what matters stands in it."""


class Clearing:
    """Clears the way to what counts, by pushing all that stands beside it."""

    def __init__(self, pusher: Pusher, random: Random, counts: Counts) -> None:
        self._pusher = pusher
        self._random = random
        self._counts = counts

    def clear(self, expr: core.Expr, env: Env, depth: int = 0) -> None:
        """Push facts until a part that counts may matter to an expression that holds it."""
        if depth > DEEPEST or not self._counts(expr):
            return
        match expr:
            case core.And(parts=parts):
                self._beside(parts, True, env, depth)
            case core.Gate(first=first, then=then):
                self._beside((first, then), True, env, depth)
            case core.Or(parts=parts):
                self._beside(parts, False, env, depth)
            case core.Choose():
                self._choice(expr, env, depth)
            case core.Bound(part=part):
                self._one((expr.part, expr.low, expr.high), env, depth)
                if self._counts(part):
                    self._pusher.free(expr, env)
            case core.Compare(left=left, right=right):
                self._one((left, right), env, depth)
                self._pusher.push(expr, self._random.random() < HOLDS, env)
            case core.Aggregate():
                self._record(expr, env, depth)
            case _:
                self._one((*core.below(expr),), env, depth)

    def _one(self, parts: Sequence[core.Expr | None], env: Env, depth: int) -> None:
        """Clear the way to one of the parts in which it stands."""
        found = [one for one in parts if one is not None and self._counts(one)]
        if found:
            self.clear(self._random.choice(found), env, depth + 1)

    def _beside(self, parts: Sequence[core.Expr], wanted: bool, env: Env, depth: int) -> None:
        chosen = self._random.choice([one for one in parts if self._counts(one)])
        for part in parts:
            if part is not chosen:
                self._pusher.push(part, wanted, env)
        self.clear(chosen, env, depth + 1)

    def _choice(self, expr: core.Choose, env: Env, depth: int) -> None:
        """Take a branch in which it stands, or come to a condition that asks it."""
        conditions = [condition for condition, _ in expr.branches]
        values = [*(given for _, given in expr.branches), expr.otherwise]
        places = [
            (number, one)
            for listed in (conditions, values)
            for number, one in enumerate(listed)
            if self._counts(one)
        ]
        number, chosen = self._random.choice(places)
        for place, condition in enumerate(conditions[: number + 1]):
            if condition is not chosen:
                self._pusher.push(condition, place == number, env)
        self.clear(chosen, env, depth + 1)

    def _record(self, expr: core.Aggregate, env: Env, depth: int) -> None:
        """Let a record be there that is asked, and clear the way in it."""
        row = self._pusher.record_of([one.name for one in expr.lists])
        inside = env.within(expr.variable, row)
        parts = [one for one in (expr.where, expr.body) if one is not None and self._counts(one)]
        if not parts:
            return
        chosen = self._random.choice(parts)
        if chosen is expr.body and expr.where is not None:
            self._pusher.push(expr.where, True, inside)
        self.clear(chosen, inside, depth + 1)
