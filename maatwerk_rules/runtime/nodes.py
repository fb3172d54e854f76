"""One case under one program: each begrip and outcome worked out once, on each day and beside.

What rules mean stands in `rules.py`, what expressions mean in `evaluate.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId, anything
from maatwerk_rules.runtime.again import Again, key_of
from maatwerk_rules.runtime.case import Case, Course, value_on
from maatwerk_rules.runtime.difference import NO_DIFFERENCE, Difference, differing, in_one
from maatwerk_rules.runtime.evaluate import UNNAMED, Environment, worth
from maatwerk_rules.runtime.months import read_over_time
from maatwerk_rules.runtime.ready import READY
from maatwerk_rules.runtime.rules import Force, define, reckon
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Step

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


class Reckoning:
    """One case under one program; remembers what it worked out, and changes nothing else."""

    def __init__(
        self,
        program: core.Program,
        case: Case,
        *,
        provisional: bool = False,
        timeline: Timeline | None = None,
        readily: bool = False,
    ) -> None:
        """Reckon with one program, and on other days with what `timeline` gives for them.

        Args:
            timeline: None where this program holds on every day.
            readily: By functions made once for a program, which give the same steps sooner.
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
        self._readily = readily
        self._start = Environment(
            program,
            case,
            self._read,
            provisional=provisional,
            months=self._months,
            ready=READY if readily else None,
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
            if self._start.provisional and self._near is not None and self.difference == AS_JUDGED:
                found = self._near.result_without_waiting(*key)
            if found is None:
                env = self._start.at(phase, _bound(definition, record))
                ready = env.ready
                work = define if ready is None else ready.definition(definition)
                found = work(definition, record, env)
            self._results[key] = found
        return self._results[key]

    def result_without_waiting(
        self, name: str, record: RecordId | None, phase: int
    ) -> DefinitionStep | None:
        """Return what was worked out by now, if no judgement that is open was read for it."""
        found = self._results.get((name, record, phase))
        return None if found is None or reads_open(found, self.case) else found

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
        other = Reckoning(
            self._program,
            case,
            provisional=provisional,
            timeline=self._timeline,
            readily=self._readily,
        )
        if difference is not None:
            other._days.difference = difference
            other._take_over(self)
        return other

    def _take_over(self, near: Reckoning) -> None:
        self._near = near
        self.affected = self._days.affected(self._program)
        if not self._days.difference.judged:
            again = Again(self, near)
            self._start = attrs.evolve(self._start, again=again, ready=None)

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
        step = reckon(self._alone(node), Force(definition, ()), env)
        return attrs.evolve(step, node=node)

    def _alone(self, node: core.Node) -> core.Node:
        """Return a node without its value and exceptions, made once."""
        known: dict[int, tuple[core.Node, core.Node]]
        known = self._program.derived.setdefault(Reckoning, {})
        found = known.get(id(node))
        if found is None:
            found = known[id(node)] = attrs.evolve(node, value=None, exceptions=()), node
        return found[0]

    def _months(
        self, expr: core.OverMonths, days: Sequence[date], env: Environment
    ) -> tuple[Step, ...]:
        """Return what the body is worth in each month, the last first, by the rules of its day."""
        if self._near is not None and not self._days.touches_expr(expr.body, self._program):
            return self._near._months(expr, days, env)
        window = days[:1], days[-1:]
        key = (id(expr), *window, env.phase, env.own, *env.records.items())
        if key not in self._by_month:
            self._by_month[key] = tuple(self._each_month(expr, days, env))
        return self._by_month[key]

    def _each_month(
        self, expr: core.OverMonths, days: Sequence[date], env: Environment
    ) -> Iterable[Step]:
        read = read_over_time(expr.body, env.records, self._program)
        courses = () if read is None else [self.case.courses.get(leaf, ()) for leaf in read]
        if read is not None and not any(courses):
            return self._same_months(expr, days, env)
        return self._months_apart(expr, days, env, None if read is None else courses)

    def _months_apart(
        self,
        expr: core.OverMonths,
        days: Sequence[date],
        env: Environment,
        courses: Sequence[Course] | None,
    ) -> Iterator[Step]:
        """Yield what a body is worth in each month; `courses` are all that it hangs on, if told."""
        known: dict[tuple[Scalar | None, ...], Step] = {}
        until = len(days)
        while until:
            day = days[until - 1]
            key = tuple([value_on(course, day) for course in courses or ()])
            month = None if courses is None else known.get(key)
            if month is None:
                month = known[key] = worth(expr.body, self._on(day)._inside(env))
            if expr.kind == "run" and month.is_false:
                yield month
                return
            since = until - 1 if courses is None else _first_alike(days, until - 1, courses)
            yield from (month,) * (until - since)
            until = since

    def _same_months(
        self, expr: core.OverMonths, days: Sequence[date], env: Environment
    ) -> Sequence[Step]:
        """Return what a body is worth in months that do not differ."""
        if not days:
            return ()
        month = worth(expr.body, self._on(days[-1])._inside(env))
        return (month,) * (1 if expr.kind == "run" and month.is_false else len(days))

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
            ready=here.ready,
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
            readily=self._readily,
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
        phase = min(phase, self._program.levels.get(name, 2))
        return self._results.get((name, record, phase)) or self.result(name, record, phase)


AS_JUDGED = Difference(judged=True)
"""Cases that differ in nothing but how they are reckoned while judgements are open."""


def reads_open(step: DefinitionStep, case: Case) -> bool:
    """Tell whether a judgement that is open was read for a result, by itself or through others."""
    found: bool | None = step.derived.get(reads_open)
    if found is None:
        found = any(
            any(_is_open(expr, case) for expr in decided.looked.leaves)
            or any(reads_open(read, case) for read in decided.reads)
            for decided in step.rounds
        )
        step.derived[reads_open] = found
    return found


def _is_open(expr: core.Expr, case: Case) -> bool:
    """Tell whether this is a judgement that may be open; one per record may be."""
    if not isinstance(expr, core.Judged):
        return False
    return expr.variable is not None or Leaf("oordeel", expr.name) not in case.values


def _first_alike(days: Sequence[date], place: int, courses: Iterable[Course]) -> int:
    """Return the first of the days up to one on which all courses are as on that day."""
    edges = (edge for course in courses for one in course for edge in (one.start, one.end))
    last = max((edge for edge in edges if edge is not None and edge <= days[place]), default=None)
    return 0 if last is None else bisect_left(days, last)


def _bound(definition: core.Definition, record: RecordId | None) -> dict[str, RecordId]:
    if definition.record is None or record is None:
        return {}
    return {definition.record: record}
