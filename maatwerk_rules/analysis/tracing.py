"""What each rule of one definition does in which cases: where it is asked, holds and counts.

A claim that something is nowhere holds for every complete case, as in `regions.py`; that it is
somewhere may be a case that nobody can make.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from maatwerk_rules.analysis.boxes import MOST_STEPS, NOTHING, Region, Space
from maatwerk_rules.analysis.firing import Clash, Deviations, Firing, Outcome, Value, rounds
from maatwerk_rules.analysis.guards import View, region_of, values_of
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.through import Through
from maatwerk_rules.model import core


@attrs.define
class Trace:
    """Where a rule is asked, holds, and gives the value or sets its base aside in the end."""

    asked: Region = NOTHING
    holds: Region = NOTHING
    counts: Region = NOTHING


@attrs.frozen(cache_hash=True)
class Given(Value):
    """A value with the rule that gives it."""

    by: str


@attrs.frozen
class Traced(Firing):
    """A round of a definition that notes what each rule does."""

    traces: dict[str, Trace] = attrs.field(factory=dict, eq=False)

    def note(self, node: core.Node, asked: Region, holds: Region) -> None:
        """Take note of where a rule is asked and holds."""
        trace = self.traces.setdefault(node.name, Trace())
        trace.asked = self.space.either(trace.asked, asked)
        trace.holds = self.space.either(trace.holds, holds)

    def value(self, node: core.Node, expr: core.Expr) -> Given:
        """Return a value with the rule that gives it."""
        plain = super().value(node, expr)
        return Given(plain.expr, plain.phase, node.name)

    def count(self, outcome: Outcome) -> None:
        """Take note of which rules an outcome comes from."""
        for value, region in outcome.values:
            assert isinstance(value, Given)
            trace = self.traces.setdefault(value.by, Trace())
            trace.counts = self.space.either(trace.counts, region)


Values = Mapping[core.Expr, Region]
"""Where which value comes out; what is equal is equal in every case."""


@attrs.frozen
class Study:
    """One definition between two dates, worked out.

    `space` holds the regions, and `here` are the cases that can exist. `traces` tells of each rule
    what it does in some round; `final` what the rules give in each round, without the steps.
    """

    definition: core.Definition
    view: View
    here: Region
    traces: Mapping[str, Trace]
    final: tuple[tuple[Deviations, Values, Region], ...]

    @property
    def space(self) -> Space:
        """The space of the regions."""
        return self.view.space

    def region(self, expr: core.Expr) -> Region:
        """Return in which cases that can exist a condition holds."""
        self.space.allow(MOST_STEPS)
        return self.space.both(self.here, region_of(expr, self.view))

    def holds(self, expr: core.Expr) -> Region:
        """Return in which cases a condition holds, also in those that cannot exist."""
        self.space.allow(MOST_STEPS)
        return region_of(expr, self.view)

    def is_never(self, region: Region) -> bool:
        """Tell whether no case that can exist lies in a region."""
        return self.space.are_apart(self.here, region)

    def is_always(self, region: Region) -> bool:
        """Tell whether each case that can exist lies in a region."""
        return self.space.are_apart(self.here, self.space.negate(region))

    def gap(self) -> Region:
        """Return where no rule decides, in some round."""
        self.space.allow(MOST_STEPS)
        if self.definition.default is not None or self.definition.expression is not None:
            return NOTHING
        space = self.space
        given = (space.without(self.here, space.any_of(v.values())) for _, v, _ in self.final)
        return space.any_of(given)

    def clashes(self) -> Iterator[tuple[Clash, Region]]:
        """Yield where two siblings contradict each other, in some round."""
        self.space.allow(MOST_STEPS)
        found: dict[Clash, Region] = {}
        for force, _, _ in self.final:
            for clash, region in Firing(self.definition, force, self.view).clashes():
                inside = self.space.both(self.here, region)
                found[clash] = self.space.either(found.get(clash, NOTHING), inside)
        yield from ((clash, region) for clash, region in found.items() if region != NOTHING)


def study(
    definition: core.Definition,
    program: core.Program,
    view: Through,
    most_steps: int = MOST_STEPS,
) -> Study | None:
    """Return what the rules of a definition do between two dates; None when that is too much.

    Args:
        view: Of any definition of the program; what it knows serves this one and the next too.
    """
    view.space.allow(most_steps)
    try:
        return _study(definition, attrs.evolve(view, own=definition.name))
    except TOO_MUCH:
        return None


def _study(definition: core.Definition, view: Through) -> Study:
    here = view.possible()
    traces: dict[str, Trace] = {}
    final = []
    for force in rounds(definition):
        firing = Traced(definition, force, view, looks=False, traces=traces)
        outcome = firing.within(here)
        firing.count(outcome)
        _trace_steps(firing, outcome)
        final.append((force, _values(outcome, firing), outcome.aside))
    return Study(definition, view, here, traces, tuple(final))


def _trace_steps(firing: Traced, rules: Outcome) -> None:
    """Take note of the adjustments: they are asked wherever the rules give a value."""
    if not firing.definition.stages:
        return
    valued = firing.space.any_of(region for _, region in rules.values)
    for stage in firing.definition.stages:
        firing.count(firing.together(stage.adjustments, valued))


def _values(outcome: Outcome, firing: Firing) -> dict[core.Expr, Region]:
    """Return where which value comes out, equal values taken together."""
    space = firing.space
    found: dict[core.Expr, Region] = {}
    for value, region in outcome.values:
        found[value.expr] = space.either(found.get(value.expr, NOTHING), region)
    return found


def with_default(study: Study, values: Values) -> dict[core.Expr, Region]:
    """Return where which value comes out, where no rule decides too."""
    space, found = study.space, dict(values)
    default = study.definition.default
    rest = space.without(study.here, space.any_of(found.values()))
    if default is None or rest == NOTHING:
        return found
    for here, simple in values_of(default, study.view):
        where = space.both(rest, here)
        value = simple
        if isinstance(simple, core.Constant):
            value = attrs.evolve(simple, type=study.definition.type)
        if where != NOTHING:
            found[value] = space.either(found.get(value, NOTHING), where)
    return found


def outcome(study: Study, force: Deviations) -> tuple[dict[core.Expr, Region], Region]:
    """Return where which value comes out with some deviations in force, and where rules clash."""
    firing = Firing(study.definition, force, study.view)
    found = firing.within(study.here)
    clash = study.space.any_of(region for _, region in found.clashes)
    return with_default(study, _values(found, firing)), clash
