"""The definitions of a policy over time, each worked out once for all checks.

A definition that reads the same in one slice after another is one part over all of those, so that
no finding comes twice, and none holds only because of where a slice ends.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

import attrs

from maatwerk_rules.analysis.boxes import Space
from maatwerk_rules.analysis.cones import Cones
from maatwerk_rules.analysis.reach import Reach
from maatwerk_rules.analysis.through import Apart, Names, Shelf, Through
from maatwerk_rules.analysis.tracing import Study, study
from maatwerk_rules.linter.attained import Attained
from maatwerk_rules.linter.filling import Filling, Inside
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.policy import Policy, Slice

T = TypeVar("T")

MOST_STEPS = 40_000
"""How many steps one definition may take: about a fifth of a second."""

MOST_AXES = 5_000
"""Regions hold the axes of one definition; a space may hold those of all."""


Days = tuple[date, date | None]
"""From when (included) to when (not included)."""


@attrs.frozen
class Views:
    """What all definitions share, by stretch of time.

    For one run that is one space of cases, which takes least. What is to be kept until the next
    keystroke must hang on nothing that was looked at before it: then each definition has a space of
    its own, and takes over what it reads from a shelf.

    Args:
        known: The views that definitions share.
        shelves: What is read of definitions; see `Shelf`. Under None what hangs on no day.
        cones: For each program, by its identity, the numbers of its cones; None for one run.
    """

    known: dict[Days, Through] = attrs.field(factory=dict)
    shelves: dict[Days | None, dict[Any, Apart | None]] = attrs.field(factory=dict)
    cones: Mapping[int, Mapping[str, int]] | None = None
    names: Names = attrs.field(factory=dict)
    reaches: dict[int, Reach] = attrs.field(factory=dict)
    sure: dict[int, Attained] = attrs.field(factory=dict)
    inside: dict[Days, Inside] = attrs.field(factory=dict)

    def view(self, program: core.Program, vanaf: date, tot: date | None) -> Through:
        """Return a view between two dates."""
        if self.cones is None:
            if (vanaf, tot) not in self.known:
                space = Space(MOST_STEPS, MOST_AXES)
                view = Through(space, program, "", vanaf, tot, names=self.names)
                self.known[vanaf, tot] = view
            return self.known[vanaf, tot]
        known = self.shelves.setdefault((vanaf, tot), {})
        always = self.shelves.setdefault(None, {})
        shelf = Shelf(self.cones[id(program)], known, always)
        space = Space(MOST_STEPS, MOST_AXES)
        return Through(space, program, "", vanaf, tot, names=self.names, shelf=shelf)

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


GivenUp = tuple[str, str, core.Node | None]
"""A claim that could not be decided, why, and which rule it is about."""


@attrs.frozen(eq=False)
class Found:
    """What was worked out of one definition between two dates, by the work that did it."""

    done: dict[Hashable, Any] = attrs.field(factory=dict)


@attrs.define(eq=False)
class Workshop:
    """What is kept of looking at a policy, for when it is looked at again after a keystroke.

    Nothing of it changes what is found: only what hangs on what did not change is taken from it.
    """

    _cones: Cones = attrs.field(factory=Cones)
    _shelves: dict[Days | None, dict[Any, Apart | None]] = attrs.field(factory=dict)
    _found: dict[Hashable, Found] = attrs.field(factory=dict)

    def parts(self, policy: Policy) -> tuple[Part, ...]:
        """Return the definitions of a policy over time, with what is known of them."""
        cones = self._cones.of(policy)
        every = {number for numbers in cones for number in numbers.values()}
        shelves = {
            days: {key: one for key, one in known.items() if key[1] in every}
            for days, known in self._shelves.items()
        }
        programs = (part.program for part in policy.slices)
        by_program = {id(one): each for one, each in zip(programs, cones, strict=True)}
        views = Views(shelves=shelves, cones=by_program)
        looking_back = policy.slices[0].program.looking_back.union(
            *(part.program.looking_back for part in policy.slices)
        )
        left, self._found, self._shelves = self._found, {}, shelves
        listed = []
        for part in parts_of(policy, views):
            name = part.definition.name
            # What looks at other months hangs on the rules of those too.
            numbers = cones if name in looking_back else (by_program[id(part.program)],)
            key = (name, part.vanaf, part.tot, *(each.get(name) for each in numbers))
            self._found[key] = left.get(key) or part.found
            listed.append(attrs.evolve(part, found=self._found[key]))
        return tuple(listed)


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
    found: Found = attrs.field(factory=Found, repr=False)
    given_up: dict[str, tuple[str, core.Node | None]] = attrs.field(factory=dict, repr=False)
    _noting: list[list[GivenUp]] = attrs.field(factory=list, init=False, repr=False)

    def give_up(self, claim: str, why: str = TOO_MANY, node: core.Node | None = None) -> None:
        """Take note that a claim about the definition could not be decided, so that it is told."""
        self.given_up.setdefault(claim, (why, node))
        for noted in self._noting[-1:]:
            noted.append((claim, why, node))

    def once(self, work: Callable[..., T], *about: Hashable, of: object = None) -> T:
        """Return what some work gives of this definition, and of what it is about; done once.

        It may look at what the definition reads, at the days, and at what the policy says of facts
        and of which cases can exist; at nothing else, and of `of` only at such things.
        """
        key = work, *about
        known = self.found.done.get(key)
        if known is None:
            self._noting.append([])
            try:
                value = work(self, *about) if of is None else work(of, self, *about)
            finally:
                noted = self._noting.pop()
            known = self.found.done[key] = value, tuple(noted)
        for one in known[1]:
            self.give_up(*one)
        return known[0]

    @property
    def view(self) -> Through:
        """Where its cases are worked out."""
        return self.once(_view)

    @property
    def study(self) -> Study | None:
        """What its rules do in which cases; None when that is too much to work out."""
        return self.once(_study)

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


def once_of_all(
    parts: Sequence[Part], work: Callable[[Policy, Sequence[Part]], T], policy: Policy
) -> T:
    """Return what some work gives of the parts of one definition together; done once."""
    # With the parts, so that nothing else gets the identity of what was found of them.
    every = tuple(part.found for part in parts)
    done = parts[0].found.done
    key = work, *map(id, every)
    if key not in done:
        done[key] = every, work(policy, parts)
    return done[key][1]  # type: ignore[no-any-return]  # kept by what gives it


def _view(part: Part) -> Through:
    return part.views.view(part.program, part.vanaf, part.tot)


def _study(part: Part) -> Study | None:
    return study(part.definition, part.program, part.view, MOST_STEPS)


def parts_of(policy: Policy, views: Views | None = None) -> tuple[Part, ...]:
    """Return the definitions of a policy by name and then in order of time.

    Args:
        views: What they share; when left out a space of cases for this run.
    """
    views = views or Views()
    found: dict[str, list[Part]] = {}
    before: Slice | None = None
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
