"""What the rules of one definition give in which cases: the meaning of rules, over regions.

It follows the passes, siblings, exceptions and deviations for complete cases only; the meaning
itself is said where cases are decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import attrs

from maatwerk_rules.analysis.boxes import EVERYTHING, NOTHING, Region, Space
from maatwerk_rules.analysis.guards import View, region_of, values_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import JaNee

Deviations = tuple[core.Deviation, ...]
K = TypeVar("K")

FEW = 40
"""Up to so many values of siblings each two are compared; of more, only those that overlap any."""


@attrs.frozen(cache_hash=True)
class Value:
    """A value that a rule gives: equal ones are equal in every case."""

    expr: core.Expr
    phase: int | None


@attrs.frozen(cache_hash=True)
class Clash:
    """Two siblings that neither goes before the other and may give different values."""

    first: str
    second: str
    values: tuple[core.Expr, core.Expr]


@attrs.frozen
class Outcome:
    """Where a node, or siblings together, give which value, set their base aside, or clash.

    Regions of different values may overlap, but only where there is a clash or `together` counts.
    """

    values: tuple[tuple[Value, Region], ...] = ()
    aside: Region = NOTHING
    clashes: tuple[tuple[Clash, Region], ...] = ()


SILENT = Outcome()
"""Of what nowhere gives anything; of most rules that is what hangs on them."""


@attrs.frozen
class Firing:
    """One definition in one round, with these deviations in force.

    `looks` False leaves out the search for clashes, where only gaps are asked.
    """

    definition: core.Definition
    deviations: Deviations
    view: View
    looks: bool = True

    @property
    def space(self) -> Space:
        """The space of the regions."""
        return self.view.space

    def rules(self) -> Outcome:
        """Return what the rules give, before the steps."""
        return self.within(EVERYTHING)

    def within(self, here: Region) -> Outcome:
        """Return what the rules give in some cases, before the steps."""
        return self._siblings(self.definition.rules, None, here, self.definition.together)

    def together(self, adjustments: Sequence[core.Node], here: Region) -> Outcome:
        """Return what the adjustments of one step give, where a value came before."""
        nodes = tuple(self._node(node, here) for node in adjustments)
        return self._combined(_named(adjustments, nodes), self.definition.together)

    def clashes(self) -> Iterator[tuple[Clash, Region]]:
        """Yield where rules clash, and where adjustments do on the value the rules gave."""
        rules = self.rules()
        yield from rules.clashes
        if not self.definition.stages:
            return
        valued = self.space.any_of(region for _, region in rules.values)
        for stage in self.definition.stages:
            yield from self.together(stage.adjustments, valued).clashes

    def note(self, node: core.Node, asked: Region, holds: Region) -> None:
        """Take note of where a node is asked and holds; here nobody needs it."""

    def gives(self, outcome: Outcome) -> Region:
        """Return where something comes out."""
        if outcome is SILENT:
            return NOTHING
        return self.space.any_of((*(region for _, region in outcome.values), outcome.aside))

    def _siblings(
        self,
        nodes: Iterable[core.Node],
        place: str | None,
        here: Region,
        together: str | None = None,
    ) -> Outcome:
        """Return what siblings give, with what stands in at this place; None is the top."""
        standing = [(node, self) for node in nodes] + [
            (deviation.stands_in, self._inside(deviation))
            for deviation in self.deviations
            if deviation.stands_in is not None and deviation.place == place
        ]
        if not standing:
            return SILENT
        named = [(node.name, firing._node(node, here)) for node, firing in standing]
        return self._combined(named, together)

    def _inside(self, deviation: core.Deviation) -> Firing:
        return attrs.evolve(self, view=attrs.evolve(self.view, phase=deviation.phase))

    def _node(self, node: core.Node, here: Region) -> Outcome:
        """Return what a node gives within a region."""
        space, reached = self.space, here
        for deviation in self.deviations:
            if node.name in deviation.aside:
                inside = self._inside(deviation)
                # Each is asked wherever the rule is reached, also where another sets it aside.
                fired = inside.gives(inside._node(deviation.node, reached))
                here = space.without(here, fired)
        if node.closed_by_look:
            here = space.without(here, self._closed(node))
        asked, here = here, space.both(here, region_of(node.guard, self.view))
        self.note(node, asked, here)
        if here == NOTHING:
            return SILENT
        exceptions = self._siblings(node.exceptions, node.name, here)
        own = self._own_value(node, space.without(here, self.gives(exceptions)))
        return Outcome(
            (*exceptions.values, *own.values), own.aside, (*exceptions.clashes, *own.clashes)
        )

    def _closed(self, node: core.Node) -> Region:
        """Return where a judgement is open and a recorded look closes what waits for it."""
        looks = (
            core.Judged(f"ambtshalve bekeken: {judged.name}", judged.variable, JaNee())
            for judged in node.judgements
        )
        return self.space.any_of(region_of(look, self.view) for look in looks)

    def _own_value(self, node: core.Node, here: Region) -> Outcome:
        """Return the value of the node itself, or of the deviations in its place."""
        replacing = [
            (deviation.name, self._inside(deviation)._node(deviation.node, here))
            for deviation in self.deviations
            if deviation.replaces == node.name
        ]
        found = self._combined(replacing, None) if replacing else SILENT
        left = self.space.without(here, self.gives(found))
        if node.value is None:
            return Outcome(found.values, self.space.either(found.aside, left), found.clashes)
        values = (*found.values, *self._values(node, node.value, left))
        return Outcome(values, found.aside, found.clashes)

    def _values(
        self, node: core.Node, expr: core.Expr, here: Region
    ) -> Iterator[tuple[Value, Region]]:
        for there, simple in values_of(expr, self.view):
            where = self.space.both(here, there)
            if where == NOTHING:
                continue
            yield self.value(node, simple), where

    def value(self, node: core.Node, expr: core.Expr) -> Value:
        """Return a value; the type a constant was written with makes no difference."""
        if isinstance(expr, core.Constant):
            return Value(core.Constant(expr.value, self.definition.type, span=expr.span), None)
        return Value(expr, self.view.phase_of(expr))

    def _combined(self, siblings: Sequence[tuple[str, Outcome]], together: str | None) -> Outcome:
        """Return what siblings give together: those below another that gives fall away."""
        standing = self._standing(siblings)
        aside = self.space.any_of(
            self.space.both(region, outcome.aside) for _, outcome, region in standing
        )
        values: list[tuple[str, Value, Region]] = []
        clashes: list[tuple[Clash, Region]] = []
        for name, outcome, region in standing:
            kept = self.space.without(region, aside)
            values += [(name, v, r) for v, r in self._kept(outcome.values, kept)]
            clashes += self._kept(outcome.clashes, kept)
        if together is None and self.looks:
            clashes += self._differing(values)
        return Outcome(tuple((value, region) for _, value, region in values), aside, tuple(clashes))

    def _standing(
        self, siblings: Sequence[tuple[str, Outcome]]
    ) -> list[tuple[str, Outcome, Region]]:
        """Return with each sibling the region in which nothing that goes before it gives."""
        above = self.definition.above
        found = []
        for name, outcome in siblings:
            higher = above.get(name)
            if higher is None:
                found.append((name, outcome, EVERYTHING))
                continue
            beaten = (self.gives(other) for one, other in siblings if one in higher)
            found.append((name, outcome, self.space.negate(self.space.any_of(beaten))))
        return found

    def _kept(self, listed: Iterable[tuple[K, Region]], here: Region) -> list[tuple[K, Region]]:
        inside = [(what, self.space.both(region, here)) for what, region in listed]
        return [(what, region) for what, region in inside if region != NOTHING]

    def _differing(
        self, values: Sequence[tuple[str, Value, Region]]
    ) -> Iterator[tuple[Clash, Region]]:
        many = len(values) > FEW
        seen = NOTHING
        for place, (name, value, region) in enumerate(values):
            if many:
                apart = self.space.both(seen, region) == NOTHING
                seen = self.space.either(seen, region)
                if apart:
                    continue
            for other, second, there in values[:place]:
                both = NOTHING if second == value else self.space.both(region, there)
                if both != NOTHING:
                    yield Clash(other, name, (second.expr, value.expr)), both


def _named(nodes: Iterable[core.Node], outcomes: Iterable[Outcome]) -> list[tuple[str, Outcome]]:
    return [(node.name, outcome) for node, outcome in zip(nodes, outcomes, strict=True)]


def never_clashes(definition: core.Definition) -> bool:
    """Tell whether no two siblings can contradict each other, seen by how values are written.

    >>> from maatwerk_rules.model.types import JaNee
    >>> ja = core.Constant(True, JaNee())
    >>> rules = core.Node("een", ja, ja), core.Node("twee", ja, ja)
    >>> never_clashes(core.Definition("recht", JaNee(), rules=rules))
    True
    """
    if definition.expression is not None:
        return True
    if definition.deviations:
        return False
    groups = [definition.rules, *(stage.adjustments for stage in definition.stages)]
    waiting = [node for group in groups for node in group]
    if definition.together is not None:
        groups = []
    while waiting:
        node = waiting.pop()
        groups.append(node.exceptions)
        waiting += node.exceptions
    return all(len(group) < 2 or _say_the_same(group) for group in groups)


def _say_the_same(siblings: Iterable[core.Node]) -> bool:
    """Tell whether siblings, with what hangs on them, all give one known value."""
    said: core.Constant | None = None
    waiting = list(siblings)
    while waiting:
        node = waiting.pop()
        waiting += node.exceptions
        if node.value is None:
            continue
        if not isinstance(node.value, core.Constant) or said not in (None, node.value):
            return False
        said = node.value
    return True


def rounds(definition: core.Definition) -> tuple[Deviations, ...]:
    """Return the sets of deviations that are in force together in some pass, each once."""
    if not definition.deviations:
        return ((),)
    found: dict[frozenset[str], Deviations] = {}
    for phase in (0, 1, 2):
        for favourable in range(phase + 1):
            force = in_force(definition, phase, favourable)
            found.setdefault(frozenset(one.name for one in force), force)
    return tuple(found.values())


def in_force(definition: core.Definition, phase: int, favourable: int) -> Deviations:
    """Return the deviations of a pass: those in favour only up to the pass `favourable`."""
    return tuple(
        one
        for one in definition.deviations
        if one.phase <= (favourable if one.favourable else phase)
    )
