"""Hard limits: one step in one fact changes an outcome by more than that step.

The place of a limit is exact: where regions with other values meet along an axis. Whether an
outcome really jumps there is worked out in two cases that differ by that step alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice

import attrs

from maatwerk_rules.analysis.axes import Axis, Box, Stretch
from maatwerk_rules.analysis.boxes import NOTHING, Region
from maatwerk_rules.analysis.desugar_expressions import type_of_core
from maatwerk_rules.analysis.guards import ORDER
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study, with_default
from maatwerk_rules.linter.filling import Filling, NotFoundError, births
from maatwerk_rules.linter.parts import MOST_STEPS, Part
from maatwerk_rules.linter.witness import MOST_BOXES, Witness, settle
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Number, Percentage, Scalar

SMALLEST = 1
"""A change of an amount by one cent for one cent is no jump."""

MOST_TRIES = 4
"""So many pairs of cases are worked out for one rule."""

Values = list[tuple[core.Expr, Region]]


@attrs.frozen
class Step:
    """One step along an axis, from `low` to the next place; `is_taken` when it was made."""

    axis: Axis
    low: Number
    is_taken: bool = False

    @property
    def taken(self) -> Step:
        """The step after it was made."""
        return attrs.evolve(self, is_taken=True)


@attrs.frozen
class Limit:
    """A rule with a place on an axis where an outcome jumps, and the cases before and after."""

    part: Part
    node: core.Node
    axis: Axis
    before: Witness
    after: Witness


@attrs.frozen
class OpenLimit:
    """A rule of which it is not known whether an outcome jumps at a limit in it.

    Args:
        axis: Along which no cases were worked out; None where there are too many places to try.
    """

    part: Part
    node: core.Node
    axis: Axis | None


def limits(policy: Policy, part: Part, wanted: frozenset[str]) -> Iterator[Limit | OpenLimit]:
    """Yield for each rule that is wanted the first limit in it at which the outcome jumps.

    Where none is found, while not all limits could be tried, that is told.
    """
    found = part.study
    if found is None or not part.definition.published or not wanted & part.nodes.keys():
        return
    waiting = sorted(wanted & part.nodes.keys())
    try:
        values = list(_values(found))
        while waiting:
            limit = _first(policy, part, part.nodes[waiting[0]], values)
            del waiting[0]
            if limit is not None:
                yield limit
    except TOO_MUCH:
        yield from (OpenLimit(part, part.nodes[name], None) for name in waiting)


def jumps(policy: Policy, part: Part, fact: core.Expr) -> Iterator[Limit | OpenLimit]:
    """Yield the steps along one fact at which an outcome changes at all, by rule and by place.

    What could not be tried is told by rule.
    """
    found = part.study
    if found is None:
        return
    waiting = list(part.nodes.values())
    try:
        values = list(_values(found))
        while waiting:
            node = waiting[0]
            steps = (each for each in _jumps(found, node, values) if each[0].axis.expr == fact)
            for tried, (step, box) in enumerate(steps):
                if tried == MOST_TRIES:
                    yield OpenLimit(part, node, None)
                    break
                limit = _worked_out(policy, part, node, (step, box))
                yield OpenLimit(part, node, step.axis) if limit is None else limit
            del waiting[0]
    except TOO_MUCH:
        yield from (OpenLimit(part, node, None) for node in waiting)


def _values(found: Study) -> Iterator[tuple[core.Expr, Region]]:
    found.space.allow(MOST_STEPS)
    _, values, _ = found.final[0]
    yield from with_default(found, values).items()


def _first(policy: Policy, part: Part, node: core.Node, values: Values) -> Limit | OpenLimit | None:
    study = part.study
    assert study is not None
    missed: list[Axis | None] = []
    own = study.space.borders(study.holds(node.guard))
    jumps = (jump for jump in _jumps(study, node, values) if jump[0].axis in own)
    for tried, jump in enumerate(jumps):
        if tried == MOST_TRIES:
            missed.append(None)
            break
        limit = _worked_out(policy, part, node, jump)
        if limit is None:
            missed.append(jump[0].axis)
        elif _differs(limit.before, limit.after):
            return limit
    else:
        missed += _not_tried(part, node, own)
    return OpenLimit(part, node, missed[0]) if missed else None


def _not_tried(part: Part, node: core.Node, own: Iterable[Axis]) -> Iterator[Axis]:
    """Yield where no step is made: from one quantity past another, and in what a step changes.

    A deviation is left out: there a person decides.
    """
    definition = part.definition
    if any(node is one.node or node is one.stands_in for one in definition.deviations):
        return
    steps = (top for stage in definition.stages for top in stage.adjustments)
    in_step = any(node is one for top in steps for one in (top, *top.exceptions))
    for axis in own:
        if axis.options == ORDER or (in_step and _is_line(axis)):
            yield axis


def _worked_out(
    policy: Policy, part: Part, node: core.Node, jump: tuple[Step, Box]
) -> Limit | None:
    step, box = jump
    before = _case(policy, part, box, step)
    after = None if before is None else _case(policy, part, box, step.taken)
    if before is None or after is None:
        return None
    return Limit(part, node, step.axis, before, after)


def _jumps(study: Study, node: core.Node, values: Values) -> Iterator[tuple[Step, Box]]:
    """Yield the cases on both sides of each limit of a rule where other values come out."""
    for axis, cuts in study.space.borders(study.region(node.guard)).items():
        if not _is_line(axis):
            continue
        for cut in sorted(cuts):
            step = Step(axis, cut[0] - 1 if cut[1] == 0 else cut[0])
            for region in _meeting(study, step, values):
                boxes = islice(study.space.boxes(region), MOST_BOXES)
                yield from ((step, box) for box in boxes)


def _is_line(axis: Axis) -> bool:
    """Tell whether an axis holds quantities of the case, of which a step can be made."""
    if axis.options is not None or isinstance(axis.expr, core.ReferenceDate):
        return False
    return not isinstance(type_of_core(axis.expr), Percentage)


def _meeting(study: Study, step: Step, values: Values) -> Iterator[Region]:
    """Yield where one value comes out before a step and another after it."""
    space = study.space
    space.allow(MOST_STEPS)
    below = [(value, space.at(region, step.axis, step.low)) for value, region in values]
    above = [(value, space.at(region, step.axis, step.low + 1)) for value, region in values]
    for one, here in below:
        for other, there in above:
            both = NOTHING if one == other else space.both(here, there)
            if both != NOTHING:
                yield both


def _case(policy: Policy, part: Part, box: Box, step: Step) -> Witness | None:
    filling = part.filling
    try:
        filling.fill(Box(tuple(one for one in box.sides if one[0] != step.axis)))
        _put(filling, step)
    except NotFoundError:
        return None
    return settle(policy, part, filling, lambda result: result.value is not None)


def _put(filling: Filling, step: Step) -> None:
    """Put a case just before or just after a limit; an age is met by a birth one day apart."""
    axis, low = step.axis, step.low
    expr = axis.expr
    if isinstance(expr, core.Age) and isinstance(expr.on, core.ReferenceDate):
        oldest = births(Stretch(low, low), filling.peildatum).low
        assert isinstance(oldest, date)
        day = oldest - timedelta(days=int(step.is_taken))
        filling.number(expr.birth, Stretch(day, day))
        return
    place = low + step.is_taken
    value: Scalar = date.fromordinal(int(place)) if axis.dates else place
    filling.side(axis, Stretch(value, value))


def _differs(before: Witness, after: Witness) -> bool:
    one, other = before.result.value, after.result.value
    if isinstance(one, int | Fraction) and isinstance(other, int | Fraction):
        step = 0 if isinstance(one, bool) else SMALLEST
        return abs(Fraction(one) - Fraction(other)) > step
    return one != other
