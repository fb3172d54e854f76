"""The meaning of rules: nodes, siblings, passes, steps and deviations.

Three passes over the whole policy: 0 without deviations, 1 with afwijkingsgronden, 2 with
hardheidsclausules. In pass k a name means its result in pass k; inside a deviation of that same
definition, its result in the pass before the deviation's own. Deviations that are not in favour
work first and count as they are; those in favour join, and the result is the more favourable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.forces import forces, with_stand_ins
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import (
    Interval,
    Leaf,
    Possible,
    RecordId,
    anything,
    hull,
)
from maatwerk_rules.runtime.again import Again, key_of
from maatwerk_rules.runtime.arithmetic import add, subtract
from maatwerk_rules.runtime.case import Case, value_on
from maatwerk_rules.runtime.difference import NO_DIFFERENCE, Difference, differing, in_one
from maatwerk_rules.runtime.evaluate import UNNAMED, Environment, worth
from maatwerk_rules.runtime.looks import unless_closed
from maatwerk_rules.runtime.months import read_over_time
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

Timeline = Callable[[date], core.Program | None]
"""The program that holds on a day, or None where the policy does not hold."""


@attrs.define
class Days:
    """The reckonings of one case by day, and in what it differs from the case beside it."""

    known: dict[date, Reckoning]
    difference: Difference = NO_DIFFERENCE
    _affected: dict[int, frozenset[str]] = attrs.field(factory=dict)
    _touched: dict[int, bool] = attrs.field(factory=dict)

    def affected(self, program: core.Program) -> frozenset[str]:
        """Return the definitions that may read what differs."""
        if id(program) not in self._affected:
            self._affected[id(program)] = self.difference.affects(program)
        return self._affected[id(program)]

    def touches_expr(self, expr: core.Expr, program: core.Program) -> bool:
        """Tell whether an expression of the program may read what differs."""
        if id(expr) not in self._touched:
            found = self.difference.touches(expr, program, self.affected(program))
            self._touched[id(expr)] = found
        return self._touched[id(expr)]


@frozen
class Force:
    """The deviations in force in one round of a definition."""

    definition: core.Definition
    deviations: tuple[core.Deviation, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the deviations."""
        return frozenset(deviation.name for deviation in self.deviations)


class Reckoning:
    """One case under one program; remembers what it worked out, and changes nothing else."""

    def __init__(
        self,
        program: core.Program,
        case: Case,
        *,
        provisional: bool = False,
        timeline: Timeline | None = None,
    ) -> None:
        """Reckon with one program, and on other days with what `timeline` gives for them.

        Args:
            timeline: None where this program holds on every day.
        """
        self._program = program
        self._timeline = timeline
        self._results: dict[tuple[str, RecordId | None, int], DefinitionStep] = {}
        self._by_month: dict[tuple[object, ...], tuple[Step, ...]] = {}
        self._near: Reckoning | None = None
        self._nodes: dict[tuple[object, ...], NodeStep] = {}
        self._parts: dict[tuple[object, ...], Step] = {}
        self._records: dict[str | None, tuple[RecordId | None, ...]] = {}
        self.affected: frozenset[str] = frozenset()
        self._start = Environment(
            program, case, self._read, provisional=provisional, months=self._months
        )
        self._days = Days({case.peildatum: self})

    @property
    def case(self) -> Case:
        """The case that is reckoned with."""
        return self._start.case

    @property
    def program(self) -> core.Program:
        """The program that is reckoned with."""
        return self._program

    @property
    def difference(self) -> Difference:
        """In what the case differs from the one beside it."""
        return self._days.difference

    def result(self, name: str, record: RecordId | None = None, phase: int = 2) -> DefinitionStep:
        """Return the result of a begrip or outcome; each is worked out once per record and pass."""
        phase = min(phase, self._program.levels.get(name, 2))
        found = self._results.get((name, record, phase))
        if found is not None:
            return found
        if self._near is not None and self.is_shared(name):
            return self._near.result(name, record, phase)
        if name in self._program.deep:
            self._work_out_below(name, phase)
        return self._result(name, record, phase)

    def _result(self, name: str, record: RecordId | None, phase: int) -> DefinitionStep:
        phase = min(phase, self._program.levels.get(name, 2))
        key = (name, record, phase)
        if key not in self._results:
            definition = self._program.definitions[name]
            again = self._start.again
            found = None if again is None else again.result(definition, record, phase)
            if found is None:
                records = _bound(definition, record)
                found = define(definition, record, self._start.at(phase, records))
            self._results[key] = found
        return self._results[key]

    def is_shared(self, name: str) -> bool:
        """Tell whether the case beside this one gives the same for a definition."""
        return self._near is not None and name not in self.affected

    def _work_out_below(self, name: str, phase: int) -> None:
        """Work out the long chain that a definition leans on from its bottom, without recursion."""
        seen = {name}
        waiting = [(below, False) for below in self._program.deep[name]]
        while waiting:
            current, ready = waiting.pop()
            if ready:
                for record in self.records(current):
                    self._result(current, record, phase)
            elif current not in seen and not self.is_shared(current):
                seen.add(current)
                waiting.append((current, True))
                waiting += [(below, False) for below in self._program.deep[current]]

    def records(self, name: str) -> tuple[RecordId | None, ...]:
        """Return the records on which a definition may be read; None where it has no record."""
        soort = self._program.definitions[name].record
        if soort not in self._records:
            self._records[soort] = tuple(self._records_of(soort))
        return self._records[soort]

    def _records_of(self, soort: str | None) -> Iterator[RecordId | None]:
        if soort is None:
            yield None
            return
        for fact, type_ in self._program.facts.items():
            if isinstance(type_, Lijst) and type_.soort.naam == soort:
                listed = self.case.records(fact, type_)
                yield from listed.records
                if not listed.complete:
                    yield RecordId(fact, UNNAMED)

    def beside(self, case: Case, *, provisional: bool = False) -> Reckoning:
        """Return the reckoning of a case that differs little; the same as one built anew.

        What reads nothing in which the two differ is worked out here, once for all such cases.
        What comes out the same is taken over with its trace, which may tell of the other case.
        """
        judged = provisional != self._start.provisional
        difference = differing(self._start.case, case, judged=judged)
        return self._beside(case, difference, provisional=provisional)

    def supposing(self, leaf: Leaf, value: Scalar | None) -> Reckoning:
        """Return the reckoning of the case in which a fact is something else, or not known."""
        values = {**self.case.values}
        if value is None:
            values.pop(leaf, None)
        else:
            values[leaf] = value
        case = attrs.evolve(self.case, values=values)
        return self._beside(case, in_one(leaf), provisional=self._start.provisional)

    def _beside(self, case: Case, difference: Difference | None, *, provisional: bool) -> Reckoning:
        other = Reckoning(self._program, case, provisional=provisional, timeline=self._timeline)
        if difference is not None:
            other._days.difference = difference
            other._take_over(self)
        return other

    def _take_over(self, near: Reckoning) -> None:
        self._near = near
        self.affected = self._days.affected(self._program)
        if not self._days.difference.judged:
            again = Again(self, near)
            self._start = attrs.evolve(self._start, again=again)

    def reckon_as(self, node: core.Node, force: Force, env: Environment) -> NodeStep:
        """Return what a node gives in this case, where it stands as in another; once."""
        key = key_of(node, force.deviations, env)
        if key not in self._nodes:
            self._nodes[key] = reckon(node, force, self._as_in(env))
        return self._nodes[key]

    def worth_as(self, expr: core.Expr, env: Environment) -> Step:
        """Return what an expression is worth in this case, where it stands as in another; once."""
        key = key_of(expr, (), env)
        if key not in self._parts:
            self._parts[key] = worth(expr, self._as_in(env))
        return self._parts[key]

    def _as_in(self, env: Environment) -> Environment:
        return attrs.evolve(
            self._start, phase=env.phase, records=env.records, previous=env.previous, own=env.own
        )

    def knows(self, name: str, records: Iterable[RecordId | None], phase: int) -> bool:
        """Tell whether a definition was worked out by now, for all these records."""
        phase = min(phase, self._program.levels.get(name, 2))
        return all((name, record, phase) in self._results for record in records)

    def may_differ(self, expr: core.Expr) -> bool:
        """Tell whether an expression may be worth something else than in the case beside it."""
        return self._near is None or self._days.touches_expr(expr, self._program)

    def value(self, expr: core.Expr) -> Step:
        """Return what an expression outside the definitions is worth, after all passes."""
        return worth(expr, self._start)

    def inspect(self, name: str, node: core.Node, record: RecordId | None = None) -> NodeStep:
        """Return whether one node of a definition would work if nothing set it aside.

        Its exceptions and its value are left out; in a step, the value before it is open.
        """
        definition = self._program.definitions[name]
        own = next((d for d in definition.deviations if d.node is node), None)
        env = attrs.evolve(
            self._start,
            records=_bound(definition, record),
            own=None if own is None else (name, own.phase - 1),
            again=None,
            previous=Step(core.Previous(definition.type), anything(definition.type)),
        )
        step = reckon(attrs.evolve(node, value=None, exceptions=()), Force(definition, ()), env)
        return attrs.evolve(step, node=node)

    def _months(
        self, expr: core.OverMonths, days: Sequence[date], env: Environment
    ) -> tuple[Step, ...]:
        """Return what the body is worth in each month, the last first, by the rules of its day."""
        if self._near is not None and not self._days.touches_expr(expr.body, self._program):
            return self._near._months(expr, days, env)
        key = (id(expr), *days, env.phase, env.own, *env.records.items())
        if key not in self._by_month:
            self._by_month[key] = tuple(self._each_month(expr, days, env))
        return self._by_month[key]

    def _each_month(
        self, expr: core.OverMonths, days: Sequence[date], env: Environment
    ) -> Iterator[Step]:
        read = read_over_time(expr.body, env.records, self._program)
        courses = () if read is None else [self.case.courses.get(leaf, ()) for leaf in read]
        if read is not None and not any(courses):
            yield from self._same_months(expr, days, env)
            return
        known: dict[tuple[Scalar | None, ...], Step] = {}
        for day in reversed(days):
            key = tuple([value_on(course, day) for course in courses])
            month = None if read is None else known.get(key)
            if month is None:
                month = known[key] = worth(expr.body, self._on(day)._inside(env))
            yield month
            if expr.kind == "run" and month.is_false:
                return

    def _same_months(
        self, expr: core.OverMonths, days: Sequence[date], env: Environment
    ) -> Iterator[Step]:
        """Yield what a body is worth in months that do not differ."""
        if days:
            month = worth(expr.body, self._on(days[-1])._inside(env))
            until = 1 if expr.kind == "run" and month.is_false else len(days)
            yield from repeat(month, until)

    def _inside(self, env: Environment) -> Environment:
        """Return an environment of another day as it is on the day of this reckoning."""
        here = self._start
        return Environment(
            self._program,
            self.case,
            self._read,
            env.phase,
            env.records,
            own=env.own,
            provisional=here.provisional,
            months=self._months,
            again=here.again,
        )

    def _on(self, day: date) -> Reckoning:
        """Return the reckoning of the case on another day; there is one for each day."""
        known = self._days.known.get(day)
        if known is not None:
            return known
        other = Reckoning(
            self._program_on(day),
            attrs.evolve(self.case, peildatum=day),
            provisional=self._start.provisional,
            timeline=self._timeline,
        )
        other._days = self._days
        self._days.known[day] = other
        if self._near is not None:
            other._take_over(self._near._on(day))
        return other

    def _program_on(self, day: date) -> core.Program:
        if self._timeline is None:
            return self._program
        found = self._timeline(day)
        return self._program.without_rules if found is None else found

    def _read(self, name: str, record: RecordId | None, env: Environment) -> DefinitionStep:
        phase = env.own[1] if env.own is not None and env.own[0] == name else env.phase
        return self.result(name, record, phase)


def _bound(definition: core.Definition, record: RecordId | None) -> dict[str, RecordId]:
    if definition.record is None or record is None:
        return {}
    return {definition.record: record}


NONE_IN_FORCE: list[tuple[core.Deviation, ...]] = [()]


def define(
    definition: core.Definition, record: RecordId | None, env: Environment
) -> DefinitionStep:
    """Return the result of one definition in the pass of the environment."""
    in_force = forces(definition, env.phase) if definition.deviations else NONE_IN_FORCE
    rounds = [_round(definition, Force(definition, in_force[0]), env)]
    best = _flagged(rounds[0])
    chosen: tuple[int, ...] = (0,)
    for deviations in in_force[1:]:
        if best_possible(best, definition):
            break
        rounds.append(_round(definition, Force(definition, deviations), env))
        before, joined = best, _flagged(rounds[-1])
        best = better(before, joined, definition)
        chosen = _chosen(before, joined, best, (*chosen, len(rounds) - 1))
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
    if guard.is_false or (env.provisional and _waits(guard)):
        return NodeStep(node, EMPTY, guard=guard, marks=marks)
    step = _fire(node, guard, marks, force, env)
    if step.settled:
        return attrs.evolve(step, missing=NOTHING) if step.missing else step
    if env.provisional and _waits(step):
        return NodeStep(node, EMPTY, guard=guard, marks=marks)
    return step


def _waits(step: Step | NodeStep) -> bool:
    """Tell whether only judgements keep a step from being settled."""
    return bool(step.missing) and all(leaf.kind == "oordeel" for leaf in step.missing)


def _fire(
    node: core.Node, guard: Step, marks: tuple[NodeStep, ...], force: Force, env: Environment
) -> NodeStep:
    if not (node.exceptions or force.deviations):
        return _fire_alone(node, guard, env)
    nodes = with_stand_ins(node.exceptions, node.name, force.deviations)
    exceptions = tuple(reckon(exception, force, env) for exception in nodes)
    together = combine(_named(exceptions), force.definition.above)
    value, replacing, own = _own_value(node, force, env) if together.empty else (None, (), Given())
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


def _own_value(
    node: core.Node, force: Force, env: Environment
) -> tuple[Step | None, tuple[NodeStep, ...], Given]:
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
    value = worth(node.value, env)
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
