"""Drafts made on purpose: pushed to where an outcome may hang on what is varied."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from random import Random

from maatwerk_rules.compiler.support import Deel
from maatwerk_rules.model import core
from maatwerk_rules.verification.claims import Turned
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.clearing import Clearing
from maatwerk_rules.verification.search.lanes import Lane
from maatwerk_rules.verification.search.parting import Parting, chosen
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.pushing import Pusher, needs_more
from maatwerk_rules.verification.search.reading import START, Env
from maatwerk_rules.verification.search.terrain import Terrain
from maatwerk_rules.verification.search.working import Placed

CLEARED = 0.5
"""How often the way to what is varied is cleared, and not only every rule on it pushed."""
DEEPEST = 400
"""Through how many definitions a way is followed."""


class Aiming:
    """Pushes drafts to rules between an outcome and a place."""

    def __init__(self, terrain: Terrain, random: Random) -> None:
        self._terrain = terrain
        self._random = random
        self._between: dict[tuple[str, int], frozenset[str]] = {}
        self._leading: dict[str, frozenset[str]] = {}

    def aim(self, lane: Lane, one: Pending, draft: Draft) -> list[str]:
        """Push a draft so that what is varied may reach an outcome; return the way it takes."""
        pusher = Pusher(self._terrain, draft, self._random, edge=0.5)
        for name in lane.lists:
            if not draft.lists[name]:
                self._terrain.drafts.add_record(draft, name)
        path = self._path(lane, one)
        for place, name in enumerate(path):
            after = path[place + 1] if place + 1 < len(path) else None
            if after is not None:
                self.push_towards(pusher, name, after)
            elif not self._part(pusher, name, lane):
                self._push(pusher, name, lane.mentions)
        pusher.make_possible()
        return path

    def aim_above(self, lane: Lane, one: Pending, draft: Draft, below: str) -> list[str]:
        """Push a draft so that an outcome may hang on a definition; return the way to that."""
        pusher = Pusher(self._terrain, draft, self._random, edge=0.2)
        path = self._path_to(one.claim.outcome, below)
        for name, after in self._random.sample([*pairwise(path)], len(path) - 1):
            self.push_towards(pusher, name, after)
        pusher.make_possible()
        return path

    def _path_to(self, outcome: str, below: str) -> list[str]:
        """Draw a way from an outcome down to a definition."""
        leading = self._leading_to(below)
        definitions, path = self._terrain.program.definitions, [outcome]
        while path[-1] != below:
            further = sorted((definitions[path[-1]].reads & leading) - {*path})
            if not further:
                break
            path.append(self._random.choice(further))
        return path

    def _leading_to(self, below: str) -> frozenset[str]:
        """Return a definition with all that reads it, itself or through others."""
        found = self._leading.get(below)
        if found is None:
            names = self._terrain.program.definitions
            found = frozenset(name for name in names if below in self._terrain.below(name))
            self._leading[below] = found
        return found

    def _part(self, pusher: Pusher, name: str, lane: Lane) -> bool:
        """Push apart what two versions make of a definition; False where they make the same."""
        definitions = self._terrain.program.definitions
        definition, change = definitions[name], lane.change
        twins = chosen(definition, change) if isinstance(change, Turned) else None
        if twins is None:
            return False
        record = None if definition.record is None else pusher.record_for(definition.record)
        if definition.record is None or record is not None:
            one, other = (definitions[twin] for twin in twins)
            Parting(pusher, self._random).part(one, other, record)
        return True

    def push_towards(self, pusher: Pusher, name: str, after: str) -> None:
        """Push a definition so that it hangs on another that it reads."""
        self._push(pusher, name, lambda one: isinstance(one, core.Read) and one.name == after)

    def between(self, lane: Lane, one: Pending) -> frozenset[str]:
        """Return the definitions through which what is varied may reach an outcome."""
        key = one.claim.outcome, lane.number
        found = self._between.get(key)
        if found is None:
            found = lane.reach.definitions & frozenset(self._terrain.below(one.claim.outcome))
            self._between[key] = found
        return found

    def _path(self, lane: Lane, one: Pending) -> list[str]:
        """Draw a way from an outcome down to a definition that reads what is varied itself."""
        between, definitions = self.between(lane, one), self._terrain.program.definitions
        path = [one.claim.outcome]
        while len(path) < DEEPEST:
            definition = definitions[path[-1]]
            further = sorted((definition.reads & between) - {*path})
            reads_it = any(lane.mentions(part) for part in definition.parts)
            if not further or (reads_it and self._random.random() < 0.6):
                break
            path.append(self._random.choice(further))
        return path

    def _push(self, pusher: Pusher, name: str, mentions: Callable[[core.Expr], bool]) -> None:
        """Push one definition on the way so that it hangs on what some expressions mention."""
        definition = self._terrain.program.definitions[name]
        record = None if definition.record is None else pusher.record_for(definition.record)
        if definition.record is not None and record is None:
            return

        def counts(expr: core.Expr | None) -> bool:
            return expr is not None and any(map(mentions, core.walk(expr)))

        clearing = None
        if self._random.random() < CLEARED:
            clearing = Clearing(pusher, self._random, counts)
        if definition.expression is None:
            self._rule(pusher, definition, record, (counts, clearing))
            return
        env = START if record is None else Env({definition.record or "": record})
        if clearing is not None:
            clearing.clear(definition.expression, env)
            return
        inside = [
            part
            for part in definition.parts
            if _is_condition(part) and counts(part) and not needs_more(part, env)
        ]
        if inside:
            pusher.push(self._random.choice(inside), self._random.random() < 0.7, env)

    def _rule(
        self,
        pusher: Pusher,
        definition: core.Definition,
        record: Deel | None,
        way: tuple[Callable[[core.Expr | None], bool], Clearing | None],
    ) -> None:
        counts, clearing = way
        every = [
            at for listed in self._terrain.working.all(definition.name).values() for at in listed
        ]
        chosen = [at for at in every if counts(at.node.guard) or counts(at.node.value)]
        if chosen or every:
            at = self._random.choice(chosen or every)
            if clearing is None or not chosen:
                pusher.aim(at, record)
            else:
                pusher.aim(at, record, partial(_onto, pusher, clearing, counts))


def _onto(
    pusher: Pusher,
    clearing: Clearing,
    counts: Callable[[core.Expr | None], bool],
    at: Placed,
    env: Env,
) -> None:
    """Push a rule so that what counts matters: to whether it works, or to what it gives."""
    if at.node.value is not None and counts(at.node.value):
        pusher.push(at.node.guard, True, env)
        clearing.clear(at.node.value, env)
    else:
        clearing.clear(at.node.guard, env)


def _is_condition(expr: core.Expr) -> bool:
    return isinstance(expr, core.Compare | core.And | core.Or | core.Gate | core.Not)
