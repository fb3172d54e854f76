"""The definitions of a policy over time, each worked out once for all checks.

A definition that reads the same in one slice after another is one part over all of those, so that
no finding comes twice, and none holds only because of where a slice ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

import attrs

from maatwerk_rules.analysis.boxes import Space
from maatwerk_rules.analysis.reach import Reach
from maatwerk_rules.analysis.through import Names, Through
from maatwerk_rules.analysis.tracing import Study, study
from maatwerk_rules.linter.attained import Attained
from maatwerk_rules.linter.filling import Filling, Inside
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.policy import Policy, Slice

MOST_STEPS = 40_000
"""How many steps one definition may take: about a fifth of a second."""

MOST_AXES = 5_000
"""Regions hold the axes of one definition; a space holds those of all."""


@attrs.frozen
class Views:
    """One space of cases for each stretch of time; what was read through serves all definitions."""

    known: dict[tuple[date, date | None], Through] = attrs.field(factory=dict)
    names: Names = attrs.field(factory=dict)
    reaches: dict[int, Reach] = attrs.field(factory=dict)
    sure: dict[int, Attained] = attrs.field(factory=dict)
    inside: dict[tuple[date, date | None], Inside] = attrs.field(factory=dict)

    def view(self, program: core.Program, vanaf: date, tot: date | None) -> Through:
        """Return the view between two dates."""
        key = (vanaf, tot)
        if key not in self.known:
            space = Space(MOST_STEPS, MOST_AXES)
            self.known[key] = Through(space, program, "", vanaf, tot, names=self.names)
        return self.known[key]

    def reach(self, program: core.Program) -> Reach:
        """Return the reach of values in a program."""
        if id(program) not in self.reaches:
            self.reaches[id(program)] = Reach(program)
        return self.reaches[id(program)]

    def attained(self, program: core.Program) -> Attained:
        """Return which values in a program surely reach their ends."""
        if id(program) not in self.sure:
            self.sure[id(program)] = Attained(program)
        return self.sure[id(program)]


TOO_MANY = "er zijn te veel gevallen"


@attrs.frozen(slots=False, eq=False)
class Part:
    """One definition between two dates on which it and all it reads stay the same.

    `given_up` holds by claim about it why no check could decide it, and which rule it is about.
    """

    definition: core.Definition
    program: core.Program = attrs.field(repr=False)
    vanaf: date
    tot: date | None
    views: Views = attrs.field(repr=False)
    given_up: dict[str, tuple[str, core.Node | None]] = attrs.field(factory=dict, repr=False)

    def give_up(self, claim: str, why: str = TOO_MANY, node: core.Node | None = None) -> None:
        """Take note that a claim about the definition could not be decided, so that it is told."""
        self.given_up.setdefault(claim, (why, node))

    @cached_property
    def study(self) -> Study | None:
        """What its rules do in which cases; None when that is too much to work out."""
        view = self.views.view(self.program, self.vanaf, self.tot)
        return study(self.definition, self.program, view, MOST_STEPS)

    @property
    def reach(self) -> Reach:
        """Between which numbers its values stay."""
        return self.views.reach(self.program)

    @property
    def attained(self) -> Attained:
        """Which values surely reach the ends between which they stay."""
        return self.views.attained(self.program)

    @property
    def filling(self) -> Filling:
        """A case that nothing was filled in of yet, on its first day that can be a peildatum."""
        inside = self.views.inside.setdefault((self.vanaf, self.tot), {})
        return Filling(self.program, self.vanaf, self.tot, self.first_day, inside=inside)

    @property
    def first_day(self) -> date:
        """The first day that can be a peildatum."""
        return self.vanaf if self.tot is None else min(self.vanaf, self.tot - timedelta(days=1))

    @cached_property
    def nodes(self) -> Mapping[str, core.Node]:
        """All rules, exceptions, adjustments and deviations by name."""
        return {node.name: node for node in nodes(self.definition)}


def parts_of(policy: Policy) -> tuple[Part, ...]:
    """Return the definitions of a policy by name and then in order of time."""
    found: dict[str, list[Part]] = {}
    before: Slice | None = None
    views = Views()
    for part in policy.slices:
        changed = _changed(before, part)
        for name, definition in part.program.definitions.items():
            listed = found.setdefault(name, [])
            if listed and name not in changed:
                listed[-1] = attrs.evolve(listed[-1], tot=part.tot)
            else:
                listed.append(Part(definition, part.program, part.vanaf, part.tot, views))
        before = part
    return tuple(each for listed in found.values() for each in listed)


def _changed(before: Slice | None, after: Slice) -> frozenset[str]:
    """Return the definitions that are not what they were, themselves or through what they read."""
    definitions = after.program.definitions
    if before is None:
        return frozenset(definitions)
    old = before.program
    own = {name for name, one in definitions.items() if not _same(old.definitions.get(name), one)}
    if old.admissible != after.program.admissible:
        return frozenset(definitions)
    readers: dict[str, list[str]] = {}
    for name, definition in definitions.items():
        for read in definition.reads:
            readers.setdefault(read, []).append(name)
    found: set[str] = set()
    waiting = list(own)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += readers.get(name, ())
    return frozenset(found)


def _same(before: core.Definition | None, after: core.Definition) -> bool:
    return before is after or before == after


def rules_of(parts: tuple[Part, ...]) -> Iterator[tuple[str, list[tuple[Part, core.Node]]]]:
    """Yield each rule by name with the parts in which it stands."""
    found: dict[str, list[tuple[Part, core.Node]]] = {}
    for part in parts:
        for name, node in part.nodes.items():
            found.setdefault(name, []).append((part, node))
    yield from found.items()
