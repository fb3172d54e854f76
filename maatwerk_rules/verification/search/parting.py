"""A draft pushed to where two versions of a definition part: one condition holds, the other not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from maatwerk_rules.analysis.desugar_expressions import type_of_core
from maatwerk_rules.compiler.support import Deel
from maatwerk_rules.model import core
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.verification.claims import Turned
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import START, Env
from maatwerk_rules.verification.search.working import Placed, placed

DEEPEST = 12


def chosen(definition: core.Definition, change: Turned) -> tuple[str, str] | None:
    """Return which definitions stand for one before and after a change, where it chooses them."""
    choice = definition.expression
    if not isinstance(choice, core.Choose) or not isinstance(choice.otherwise, core.Read):
        return None
    reads: dict[object, str] = {}
    for condition, value in choice.branches:
        match condition, value:
            case (
                core.Compare("eq", core.Fact(name=name), core.Constant(value=said)),
                core.Read(name=read),
            ) if name == change.place.name:
                reads[said] = read
    if not reads:
        return None
    other = choice.otherwise.name
    return reads.get(change.before, other), reads.get(change.after, other)


class Parting:
    """Pushes a draft to where two versions differ, along one of the ways in which they do."""

    def __init__(self, pusher: Pusher, random: Random) -> None:
        self._pusher = pusher
        self._random = random

    def part(self, one: core.Definition, other: core.Definition, record: Deel | None) -> None:
        """Push a draft to where two definitions may come to something else."""
        ways = [*_unlike(one, other)]
        if ways:
            first, second = self._random.choice(ways)
            self._rules(first, second, record)
            return
        env = START if record is None else Env({one.record or "": record})
        pairs = [
            (a, b)
            for a, b in ((one.expression, other.expression), (one.default, other.default))
            if a is not None and b is not None and a != b
        ]
        if pairs:
            self._apart(*self._random.choice(pairs), env, 0)

    def _rules(self, one: Placed | None, other: Placed | None, record: Deel | None) -> None:
        """Push to a rule that only one has, or to where its two versions part."""
        at = one or other
        assert at is not None
        if one is None or other is None or self._random.random() < 0.3:
            self._pusher.aim(at, record)
            return
        for parent in other.above:
            self._pusher.push(parent.node.guard, True, parent.env(record))
        env = other.env(record)
        if one.node.guard != other.node.guard:
            self._apart(one.node.guard, other.node.guard, env, 0)
            return
        self._pusher.aim(other, record)
        if one.node.value is not None and other.node.value is not None:
            self._apart(one.node.value, other.node.value, env, 0)

    def _apart(self, one: core.Expr, other: core.Expr, env: Env, depth: int) -> None:
        if one == other or depth > DEEPEST:
            return
        match one, other:
            case (core.And(parts=left), core.And(parts=right)):
                self._among(left, right, True, env, depth)
            case (core.Or(parts=left), core.Or(parts=right)):
                self._among(left, right, False, env, depth)
            case (core.Gate(first=a, then=b), core.Gate(first=c, then=d)):
                self._among((a, b), (c, d), True, env, depth)
            case (core.Not(part=left), core.Not(part=right)):
                self._apart(left, right, env, depth + 1)
            case (core.Choose(), core.Choose()):
                self._branch(one, other, env, depth)
            case (core.Aggregate(), core.Aggregate()) if one.lists == other.lists:
                self._record(one, other, env, depth)
            case _ if isinstance(type_of_core(other), JaNee):
                self._opposite(one, other, env)
            case _:
                self._below(one, other, env, depth)

    def _opposite(self, one: core.Expr, other: core.Expr, env: Env) -> None:
        """Push one condition to hold and the other not to."""
        wanted = self._random.random() < 0.5
        pushes = [(one, wanted), (other, not wanted)]
        self._random.shuffle(pushes)
        for expr, holds in pushes:
            self._pusher.push(expr, holds, env)

    def _among(
        self,
        left: Sequence[core.Expr],
        right: Sequence[core.Expr],
        neutral: bool,
        env: Env,
        depth: int,
    ) -> None:
        """Let one part that differs decide: the parts of both are pushed to what leaves it free."""
        gone = [part for part in left if part not in right]
        new = [part for part in right if part not in left]
        for part in right:
            if part in left:
                self._pusher.push(part, neutral, env)
        if len(gone) == len(new):
            pick = self._random.randrange(len(gone)) if gone else None
            for number, part in enumerate(new):
                if number != pick:
                    self._pusher.push(part, neutral, env)
            if pick is not None:
                self._apart(gone[pick], new[pick], env, depth + 1)
        else:
            self._pusher.push(self._random.choice([*gone, *new]), not neutral, env)

    def _branch(self, one: core.Choose, other: core.Choose, env: Env, depth: int) -> None:
        """Take a branch that differs: by its condition, or by its value."""
        if len(one.branches) != len(other.branches):
            condition, _ = self._random.choice((*one.branches, *other.branches))
            self._pusher.push(condition, True, env)
            return
        pairs = [*zip(one.branches, other.branches, strict=True)]
        unlike = [number for number, (a, b) in enumerate(pairs) if a != b]
        if one.otherwise != other.otherwise:
            unlike.append(len(pairs))
        number = self._random.choice(unlike)
        for _, (condition, _) in pairs[:number]:
            self._pusher.push(condition, False, env)
        if number == len(pairs):
            self._apart(one.otherwise, other.otherwise, env, depth + 1)
            return
        (was, old), (now, new) = pairs[number]
        if was != now:
            self._apart(was, now, env, depth + 1)
        else:
            self._pusher.push(now, True, env)
            self._apart(old, new, env, depth + 1)

    def _record(self, one: core.Aggregate, other: core.Aggregate, env: Env, depth: int) -> None:
        """Take a record for which what is asked of each differs."""
        row = self._pusher.record_in([each.name for each in other.lists])
        inside = env.within(other.variable, row)
        if one.where is not None and other.where is not None and one.where != other.where:
            self._apart(one.where, other.where, inside, depth + 1)
            return
        if other.where is not None:
            self._pusher.push(other.where, True, inside)
        if one.body is not None and other.body is not None:
            self._apart(one.body, other.body, inside, depth + 1)

    def _below(self, one: core.Expr, other: core.Expr, env: Env, depth: int) -> None:
        """Go into a part that differs, of two expressions that give a value."""
        parts = [*zip(core.below(one), core.below(other), strict=False)]
        unlike = [(a, b) for a, b in parts if a != b]
        if type(one) is type(other) and unlike:
            self._apart(*self._random.choice(unlike), env, depth + 1)
        else:
            self._chosen(one, other, env)
        if isinstance(other, core.Bound):
            self._pusher.free(other, env)

    def _chosen(self, one: core.Expr, other: core.Expr, env: Env) -> None:
        """Take a branch of a choice that stands in one of two expressions only."""
        branches = [
            branch
            for expr in (one, other)
            if isinstance(expr, core.Choose)
            for branch in expr.branches
        ]
        if branches:
            self._pusher.push(self._random.choice(branches)[0], True, env)


def _unlike(
    one: core.Definition, other: core.Definition
) -> Iterator[tuple[Placed | None, Placed | None]]:
    """Yield the rules that are not the same in both, with where each stands."""
    was = {at.name: at for at in placed(one)}
    now = {at.name: at for at in placed(other)}
    for name in dict.fromkeys((*now, *was)):
        left, right = was.get(name), now.get(name)
        is_same = (
            left is not None
            and right is not None
            and (left.node.guard, left.node.value) == (right.node.guard, right.node.value)
        )
        if not is_same:
            yield left, right
