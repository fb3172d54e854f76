"""Which rules work and which decide, as formulas: what `runtime/grounds.py` reads from a trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from maatwerk_rules.verification.smt.coming_to import DefinitionTerms, NodeTerms, RoundTerms
from maatwerk_rules.verification.smt.rules import Above, standing
from maatwerk_rules.verification.smt.terms import Pool, Term

Told = dict[str, Term]
"""By the name of a rule, when it works or decides."""


def working(pool: Pool, of: DefinitionTerms) -> Told:
    """Return when each rule of a definition works, also those set aside by others."""
    return _over_rounds(pool, of, _working_in)


def deciding(pool: Pool, of: DefinitionTerms) -> Told:
    """Return when each rule of a definition is one of those that decide its result."""
    return _over_rounds(pool, of, _deciding_in)


def named(of: DefinitionTerms, rule: str) -> Iterator[NodeTerms]:
    """Yield the nodes of a definition with a name, wherever they stand."""
    for one in of.rounds:
        waiting = [*one.rules, *(node for stage in one.stages for node in stage.adjustments)]
        while waiting:
            node = waiting.pop()
            waiting += (*node.exceptions, *node.marks, *node.replacing)
            if node.node.name == rule:
                yield node


def _over_rounds(pool: Pool, of: DefinitionTerms, told_in: object) -> Told:
    found: Told = {}
    for decides, one in zip(of.decides, of.rounds, strict=True):
        if decides is pool.false:
            continue
        for name, when in told_in(pool, one, of.definition.above).items():  # type: ignore[operator]
            _tell(pool, found, name, pool.both(decides, when))
    return found


def _tell(pool: Pool, found: Told, name: str, when: Term) -> None:
    found[name] = pool.either(found.get(name, pool.false), when)


def _working_in(pool: Pool, one: RoundTerms, above: Above) -> Told:
    found: Told = {}
    waiting = [(pool.true, node) for node in one.rules]
    waiting += [(stage.reached, node) for stage in one.stages for node in stage.adjustments]
    while waiting:
        reached, node = waiting.pop()
        if reached is pool.false:
            continue
        _tell(pool, found, node.node.name, pool.both(reached, node.fired))
        waiting += [(reached, mark) for mark in node.marks]
        waiting += [(pool.both(reached, node.active), each) for each in node.exceptions]
        waiting += [(pool.both(reached, node.alone), each) for each in node.replacing]
    return found


def _deciding_in(pool: Pool, one: RoundTerms, above: Above) -> Told:
    telling = _Telling(pool, above)
    telling.siblings(one.rules, pool.true)
    for stage in one.stages:
        telling.siblings(stage.adjustments, stage.reached)
    return telling.found


class _Telling:
    def __init__(self, pool: Pool, above: Above) -> None:
        self._pool = pool
        self._above = above
        self.found: Told = {}

    def siblings(self, siblings: Sequence[NodeTerms], reached: Term) -> None:
        """Tell what siblings rest on: those that stand, and what sets the others aside."""
        pool = self._pool
        for stands, node in self._standing(siblings):
            self._of_node(node, pool.both(reached, stands))
            self._set_aside(node, pool.both(reached, pool.negate(node.fired)))

    def _standing(self, siblings: Sequence[NodeTerms]) -> Iterable[tuple[Term, NodeTerms]]:
        named = [(node.node.name, node.given) for node in siblings]
        return zip(standing(self._pool, named, self._above), siblings, strict=True)

    def _of_node(self, node: NodeTerms, when: Term) -> None:
        """Tell what a node rests on that gives something."""
        pool = self._pool
        if when is pool.false:
            return
        others: list[Term] = []
        for stands, exception in self._standing(node.exceptions):
            self._of_node(exception, pool.both(when, stands))
            not_fallen = pool.either(stands, pool.negate(exception.fired))
            self._set_aside(exception, pool.both(when, not_fallen))
            others.append(stands)
        for each in node.replacing:
            takes = pool.both(when, node.alone, each.fired)
            _tell(pool, self.found, each.node.name, takes)
            others.append(pool.both(node.alone, each.fired))
        itself = pool.both(when, pool.negate(pool.either(*others)))
        _tell(pool, self.found, node.node.name, itself)

    def _set_aside(self, node: NodeTerms, when: Term) -> None:
        """Tell what sets a node aside, and what is set aside by it."""
        pool = self._pool
        if when is pool.false:
            return
        for mark in node.marks:
            _tell(pool, self.found, mark.node.name, pool.both(when, mark.fired))
        reached = pool.both(when, node.active)
        for exception in node.exceptions:
            aside = pool.both(reached, exception.given.aside)
            _tell(pool, self.found, exception.node.name, aside)
            self._set_aside(exception, reached)
