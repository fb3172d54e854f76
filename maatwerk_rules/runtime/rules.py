"""The meaning of rules: nodes, siblings, passes, steps and deviations.

Three passes over the whole policy: 0 without deviations, 1 with afwijkingsgronden, 2 with
hardheidsclausules. In pass k a name means its result in pass k; inside a deviation of that same
definition, its result in the pass before the deviation's own. Deviations that are not in favour
work first and count as they are; those in favour join, and the result is the more favourable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.forces import forces, with_stand_ins
from maatwerk_rules.model.unknown import Interval, Possible, RecordId, hull
from maatwerk_rules.runtime.arithmetic import add, subtract
from maatwerk_rules.runtime.evaluate import Environment, worth
from maatwerk_rules.runtime.looks import unless_closed
from maatwerk_rules.runtime.siblings import Flagged, best_possible, better, combine
from maatwerk_rules.runtime.steps import (
    EMPTY,
    NOTHING,
    DefinitionStep,
    Given,
    Missing,
    NodeStep,
    Round,
    StageStep,
    Step,
)
from maatwerk_rules.values import frozen


@frozen
class Force:
    """The deviations in force in one round of a definition."""

    definition: core.Definition
    deviations: tuple[core.Deviation, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the deviations."""
        return frozenset(deviation.name for deviation in self.deviations)


NONE_IN_FORCE: list[tuple[core.Deviation, ...]] = [()]


Rounds = Callable[[core.Definition, Force, Environment], Round]
"""Gives the round of a definition with some deviations in force."""


def define(
    definition: core.Definition,
    record: RecordId | None,
    env: Environment,
    rounds_by: Rounds | None = None,
) -> DefinitionStep:
    """Return the result of one definition in the pass of the environment."""
    work = rounds_by or _round
    in_force = forces(definition, env.phase) if definition.deviations else NONE_IN_FORCE
    rounds = [work(definition, Force(definition, in_force[0]), env)]
    best = _flagged(rounds[0])
    chosen: tuple[int, ...] = (0,)
    for deviations in in_force[1:]:
        if best_possible(best, definition):
            break
        rounds.append(work(definition, Force(definition, deviations), env))
        before, joined = best, _flagged(rounds[-1])
        best = better(before, joined, definition)
        chosen = _chosen(before, joined, best, (*chosen, len(rounds) - 1))
    return defined(definition, record, env, rounds, (best, chosen))


def defined(
    definition: core.Definition,
    record: RecordId | None,
    env: Environment,
    rounds: Sequence[Round],
    decided: tuple[Flagged, tuple[int, ...]],
) -> DefinitionStep:
    """Return the result of a definition from its rounds, what they give, and which decide."""
    best, chosen = decided
    missing = rounds[0].missing
    if len(rounds) > 1:
        missing = missing.union(*(one.missing for one in rounds))
    step = DefinitionStep(
        definition,
        record,
        env.phase,
        *_proved(best, definition),
        missing,
        tuple(rounds),
        chosen,
        env.case.peildatum,
    )
    return attrs.evolve(step, missing=NOTHING) if missing and step.settled else step


def _flagged(found: Round) -> Flagged:
    return found.values, found.no_rule, found.conflict


def _chosen(
    before: Flagged, joined: Flagged, after: Flagged, all_chosen: tuple[int, ...]
) -> tuple[int, ...]:
    if after == before == joined:
        return all_chosen
    if after == before:
        return all_chosen[:-1]
    return all_chosen[-1:] if after == joined else all_chosen


def _proved(result: Flagged, definition: core.Definition) -> Flagged:
    """Leave out a flag that the check proved impossible."""
    values, no_rule, conflict = result
    if values is None:
        return result
    return (
        values,
        no_rule and not definition.no_gap,
        frozenset() if conflict and definition.no_conflict else conflict,
    )


def _round(definition: core.Definition, force: Force, env: Environment) -> Round:
    if definition.expression is not None:
        found = worth(definition.expression, env)
        return Round(frozenset(), found.value, False, frozenset(), found.missing, expression=found)
    rules = [
        reckon(node, force, env)
        for node in with_stand_ins(definition.rules, None, force.deviations)
    ]
    return round_of(rules, force, env)


def round_of(rules: Sequence[NodeStep], force: Force, env: Environment) -> Round:
    """Return the round of a definition from what its rules give."""
    definition = force.definition
    together = combine(_named(rules), definition.above, definition.together)
    missing = _open(rules, together)
    values, conflict = together.values, together.conflict
    stages: list[StageStep] = []
    for stage in definition.stages:
        if values is not None:
            staged, given, before = _stage(stage, values, missing, force, env)
            stages.append(staged)
            values, conflict = staged.after, conflict | given.conflict
            missing = before
    default = None
    if together.empty and definition.default is not None:
        default = worth(definition.default, env)
        values = hull(values, default.value)
        missing |= default.missing
    no_rule = together.empty and definition.default is None
    result = Round(
        force.names, values, no_rule, conflict, missing, tuple(rules), tuple(stages), default
    )
    return attrs.evolve(result, missing=NOTHING) if missing and result.settled else result


def _stage(
    stage: core.Stage, before: Possible, missing: Missing, force: Force, env: Environment
) -> tuple[StageStep, Given, Missing]:
    open_before = NOTHING if before.settled else missing
    previous = Step(core.Previous(force.definition.type), before, open_before)
    inside = attrs.evolve(env, previous=previous)
    steps = [reckon(node, force, inside) for node in stage.adjustments]
    given = _adjusted(_named(steps), before, force.definition)
    after = hull(given.values, before) if given.empty else given.values
    staged = StageStep(stage.name, before, after, tuple(steps))
    return staged, given, missing | _open(steps, given)


def _adjusted(
    siblings: Sequence[tuple[str, Given]], before: Possible, definition: core.Definition
) -> Given:
    """Return what adjustments give together; under `som` their changes add up."""
    if definition.together != "som":
        return combine(siblings, definition.above, definition.together)
    if sum(given.gives for _, given in siblings) < 2:
        return combine(siblings, definition.above)
    assert isinstance(before, Interval)
    changes = [
        (name, attrs.evolve(given, values=subtract(given.values, before)))
        if isinstance(given.values, Interval)
        else (name, given)
        for name, given in siblings
    ]
    total = combine(changes, definition.above, "som")
    if not isinstance(total.values, Interval):
        return total
    return attrs.evolve(total, values=add(before, total.values))


def _named(steps: Iterable[NodeStep]) -> list[tuple[str, Given]]:
    return [(step.node.name, step.given) for step in steps]


def _open(steps: Iterable[NodeStep], together: Given) -> Missing:
    if together.settled:
        return NOTHING
    return frozenset().union(*(step.missing for step in steps))


def reckon(node: core.Node, force: Force, env: Environment) -> NodeStep:
    """Return what a node gives in this round: a value, setting aside, or nothing."""
    found = None if env.again is None else env.again.node(node, force, env)
    return _reckon(node, force, env) if found is None else found


def _reckon(node: core.Node, force: Force, env: Environment) -> NodeStep:
    marks = tuple(
        reckon(deviation.node, force, _inside(deviation, force, env))
        for deviation in force.deviations
        if node.name in deviation.aside
    )
    if any(mark.fired for mark in marks):
        return NodeStep(node, EMPTY, marks=marks)
    env = _at_deviation(node, force, env)
    guard = unless_closed(node, worth(node.guard, env), env)
    if guard is None:
        return NodeStep(node, EMPTY, marks=marks)
    if guard.is_false or (env.provisional and waits(guard)):
        return NodeStep(node, EMPTY, guard=guard, marks=marks)
    step = _fire(node, guard, marks, force, env)
    if step.settled:
        return attrs.evolve(step, missing=NOTHING) if step.missing else step
    if env.provisional and waits(step):
        return NodeStep(node, EMPTY, guard=guard, marks=marks)
    return step


def waits(step: Step | NodeStep) -> bool:
    """Tell whether only judgements keep a step from being settled."""
    return bool(step.missing) and all(leaf.kind == "oordeel" for leaf in step.missing)


def _fire(
    node: core.Node, guard: Step, marks: tuple[NodeStep, ...], force: Force, env: Environment
) -> NodeStep:
    if not (node.exceptions or force.deviations):
        return _fire_alone(node, guard, env)
    nodes = with_stand_ins(node.exceptions, node.name, force.deviations)
    exceptions = tuple(reckon(exception, force, env) for exception in nodes)
    return fired_with(NodeStep(node, EMPTY, NOTHING, guard, None, exceptions, marks), force, env)


def fired_with(so_far: NodeStep, force: Force, env: Environment) -> NodeStep:
    """Return what a node gives whose condition may hold, from what its exceptions give.

    Args:
        so_far: With its own value too, if that was worked out.
    """
    node, guard, marks = so_far.node, so_far.guard, so_far.marks
    exceptions = so_far.exceptions
    assert guard is not None, "what may fire has a condition"
    together = combine(_named(exceptions), force.definition.above)
    value, replacing, own = _own_value(so_far, force, env) if together.empty else NOTHING_OWN
    empty = not guard.is_true or together.aside or any(mark.given.gives for mark in marks)
    given = Given(
        hull(together.values, own.values),
        empty or own.empty,
        own.aside,
        together.conflict | own.conflict,
    )
    parts = (guard, *marks, *exceptions, *replacing, *((value,) if value is not None else ()))
    missing: Missing = frozenset().union(*(part.missing for part in parts))
    return NodeStep(node, given, missing, guard, value, exceptions, marks, replacing)


def _fire_alone(node: core.Node, guard: Step, env: Environment) -> NodeStep:
    """Return what `_fire` does where nothing hangs on a node."""
    empty = not guard.is_true
    if node.value is None:
        return NodeStep(node, Given(None, empty, aside=True), guard.missing, guard)
    value = worth(node.value, env)
    return NodeStep(node, Given(value.value, empty), guard.missing | value.missing, guard, value)


Own = tuple[Step | None, tuple[NodeStep, ...], Given]
"""The own value of a node, what takes its place, and what they give."""
NOTHING_OWN: Own = (None, (), Given())


def _own_value(so_far: NodeStep, force: Force, env: Environment) -> Own:
    node = so_far.node
    replacing = tuple(
        reckon(deviation.node, force, _inside(deviation, force, env))
        for deviation in force.deviations
        if deviation.replaces == node.name
    )
    together = combine(_named(replacing), force.definition.above) if replacing else EMPTY
    if not together.empty:
        return None, replacing, together
    if node.value is None:
        return None, replacing, attrs.evolve(together, aside=True, empty=False)
    value = so_far.value or worth(node.value, env)
    given = attrs.evolve(together, values=hull(together.values, value.value), empty=False)
    return value, replacing, given


def _inside(deviation: core.Deviation, force: Force, env: Environment) -> Environment:
    return attrs.evolve(env, own=(force.definition.name, deviation.phase - 1))


def _at_deviation(node: core.Node, force: Force, env: Environment) -> Environment:
    """A stand-in is evaluated as the deviation it stands for."""
    for deviation in force.deviations:
        if deviation.stands_in is node:
            return _inside(deviation, force, env)
    return env
