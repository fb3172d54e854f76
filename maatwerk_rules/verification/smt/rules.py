"""The meaning of rules as formulas: nodes, siblings, steps, rounds with deviations and passes.

It follows `runtime/nodes.py` and `runtime/siblings.py` step by step, on complete cases, where a
node gives a value, sets aside, contradicts itself or gives nothing, and a result is one value, a
contradiction, or no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.forces import forces, with_stand_ins
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.types import EARLIEST, Datum, Lijst
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.verification.smt.calendar import (
    Day,
    day_of,
    known_day,
    month_start,
    shift_months,
)
from maatwerk_rules.verification.smt.coming_to import (
    DefinitionTerms,
    Force,
    Given,
    NodeTerms,
    Result,
    RoundTerms,
    StageTerms,
)
from maatwerk_rules.verification.smt.expressions import DefinitionPlace, Environment, Open
from maatwerk_rules.verification.smt.quantities import (
    Option,
    Quantities,
    UnsupportedError,
    Value,
)
from maatwerk_rules.verification.smt.reading import Reading
from maatwerk_rules.verification.smt.situation import Situation
from maatwerk_rules.verification.smt.terms import Pool, Term

Above = Mapping[str, frozenset[str]]
Timeline = tuple[tuple[date, date | None, core.Program], ...]
"""The programs of a policy with the dates between which they hold; empty: one holds always."""

Opens = dict[Open, None]

_MOST_MONTHS = 60


class Encoder:
    """One case of one program as formulas; each definition once per record and pass.

    What reads nothing that is other than in the case `near` is taken over from there.
    """

    def __init__(
        self, situation: Situation, near: Encoder | None = None, *, timeline: Timeline = ()
    ) -> None:
        self.situation = situation
        self.program = situation.free.program
        self._frames: list[Opens] = [{}] if near is None else near._frames
        self._near = near
        self._elsewhere = False
        self.timeline: Timeline = timeline if near is None else near.timeline
        self._on_days: dict[tuple[int, int], Encoder] = {}
        self._touched: frozenset[str] = frozenset()
        if near is not None:
            self._touched = Reading(self.program).touched_by(situation)
        self._results: dict[tuple[str, RecordId | None, int], DefinitionTerms] = {}
        self._premises: tuple[tuple[Term, ...], tuple[Open, ...]] | None = None
        self._starts: dict[tuple[int, RecordId | None, str | None], Environment] = {}

    @property
    def quantities(self) -> Quantities:
        """What reckons with values."""
        return self.situation.free.quantities

    @property
    def pool(self) -> Pool:
        """What makes terms."""
        return self.quantities.pool

    def may_differ(self, name: str) -> bool:
        """Tell whether a definition may read what is other than in the case `near`."""
        return name in self._touched

    def definition(
        self, name: str, record: RecordId | None = None, phase: int = 2
    ) -> DefinitionTerms:
        """Return what a definition comes to."""
        phase = min(phase, self.program.levels.get(name, 2))
        if self._near is not None and name not in self._touched:
            return self._near.definition(name, record, phase)
        key = (name, record, phase)
        if key not in self._results:
            definition = self.program.definitions[name]
            env = self._environment(phase, record, definition.record)
            self._frames.append({})
            found = self._define(definition, env)
            self._results[key] = attrs.evolve(found, opens=tuple(self._frames.pop()))
        found = self._results[key]
        self._frames[-1].update(dict.fromkeys(found.opens))
        return found

    def prepare(self, names: Iterable[str]) -> None:
        """Encode what some definitions read, what lies lowest first: however deep, without depth.

        What cannot be encoded is left to whoever asks for it.
        """
        definitions = self.program.definitions
        waiting, below = [*names], set[str]()
        while waiting:
            name = waiting.pop()
            if name not in below:
                below.add(name)
                waiting += definitions[name].reads & definitions.keys()
        for name, _ in from_the_bottom(definitions):
            if name in below:
                with suppress(UnsupportedError):
                    for record in self.records(name):
                        self.definition(name, record)

    def records(self, name: str) -> Iterator[RecordId | None]:
        """Yield the places that a definition exists for."""
        soort = self.program.definitions[name].record
        if soort is None:
            yield None
        for fact, type_ in self.program.facts.items():
            if isinstance(type_, Lijst) and type_.soort.naam == soort:
                yield from self.situation.free.slots(fact, type_).records

    def premises(self) -> tuple[tuple[Term, ...], tuple[Open, ...]]:
        """Return what must hold of every case that can exist, and what may be open in that."""
        env = self._environment(2, None, None)
        exprs = (*self.program.admissible.values(), *self.program.assumptions.values())
        if self._premises is None:
            self._frames.append({})
            holds = tuple(env.truth(expr) for expr in exprs)
            self._premises = holds, tuple(self._frames.pop())
        return self._premises

    def _environment(self, phase: int, record: RecordId | None, soort: str | None) -> Environment:
        key = (phase, record, soort)
        if key not in self._starts:
            records = () if record is None or soort is None else ((soort, record),)
            self._starts[key] = Environment(self.situation, self, phase, records)
        return self._starts[key]

    def keep(self, found: Open) -> None:
        """Keep a place that may be open, with the definition that is being encoded."""
        self._frames[-1][found] = None

    def opens_in(self, expr: core.Expr, env: Environment) -> tuple[Open, ...]:
        """Return the places in a condition, and in all that it reads, that may be open."""
        self._frames.append({})
        env.truth(expr)
        return tuple(self._frames.pop())

    def read(self, expr: core.Read, env: Environment) -> tuple[Value, Term]:
        """Return the result of another definition, and when it has none."""
        found = self.definition(*self._place(expr, env)).result
        return found.value, self.pool.either(found.none, found.conflict)

    def instead(self, expr: core.Read, env: Environment) -> tuple[DefinitionPlace, Value] | None:
        """Return what stands for a result that is not there, one for both cases of a pair."""
        if self._elsewhere or isinstance(expr.type, Datum):
            return None
        place = self._place(expr, env)
        name = " ".join(("leeg", *(str(part) for part in place)))
        return place, self.quantities.free(name, expr.type)

    def _place(self, expr: core.Read, env: Environment) -> DefinitionPlace:
        """Return which definition is read, for which record and in which pass."""
        own = env.own is not None and env.own[0] == expr.name
        phase = env.own[1] if own and env.own is not None else env.phase
        phase = min(phase, self.program.levels.get(expr.name, 2))
        return expr.name, env.record(expr.variable), phase

    def months(self, expr: core.OverMonths, env: Environment) -> Iterator[tuple[Term, Value]]:
        """Yield of each month whether it counts and what the body is worth, the last first.

        On other days other rules may hold; on the peildatum itself it is this case.
        """
        pool, day = self.pool, env.day(expr.day)
        today = isinstance(expr.day, core.ReferenceDate)
        if expr.months > _MOST_MONTHS or not (today or self._is_of_policy):
            reason = "een optelling over maanden van wat per maand verschilt"
            raise UnsupportedError(reason, expr.span)
        if expr.window == "before":
            for back in range(1, expr.months + 1):
                moved = shift_months(pool, month_start(pool, day), pool.known(-back), later=False)
                yield pool.true, self._on_day(expr, moved, env)
            return
        last = env.value(expr.body) if today else self._on_day(expr, day, env)
        for number in range(12, 0, -1):
            month = pool.known(number)
            first = self._on_day(expr, day_of(pool, day.year, month, pool.known(1)), env)
            value = self.quantities.choose(pool.eq(day.month, month), last, first)
            yield pool.le(month, day.month), value

    @property
    def _is_of_policy(self) -> bool:
        """The program is one of those of the policy, and not made for one claim."""
        return not self.timeline or any(one is self.program for _, _, one in self.timeline)

    def _on_day(self, expr: core.OverMonths, day: Day, env: Environment) -> Value:
        """Return what the body is worth on a day, by the rules of that day."""
        pool = self.pool
        always = ((EARLIEST, None, self.program),)
        found: Value | None = None
        outside = pool.true
        for first, until, program in self.timeline or always:
            holds = pool.le(known_day(pool, first).key, day.key)
            if until is not None:
                holds = pool.both(holds, pool.lt(day.key, known_day(pool, until).key))
            if holds is not pool.false:
                value = self._there(program, day, env).value(expr.body)
                found = value if found is None else self.quantities.choose(holds, value, found)
                outside = pool.both(outside, pool.negate(holds))
        if found is None or outside is not pool.false:
            value = self._there(self.program.without_rules, day, env).value(expr.body)
            found = value if found is None else self.quantities.choose(outside, value, found)
        return found

    def _there(self, program: core.Program, day: Day, env: Environment) -> Environment:
        """Return where the body of a sum over months is encoded for another day."""
        key = (id(program), day.key.number)
        if key not in self._on_days:
            situation = attrs.evolve(self.situation, peildatum=day)
            there = Encoder(situation, timeline=self.timeline)
            there.program, there._frames, there._elsewhere = program, self._frames, True
            self._on_days[key] = there
        there = self._on_days[key]
        return Environment(there.situation, there, env.phase, env.records, None, env.own)

    # ---------------------------------------------------------------- definitions

    def _define(self, definition: core.Definition, env: Environment) -> DefinitionTerms:
        pool = self.pool
        rounds = [
            self._round(Force(definition, force), env) for force in forces(definition, env.phase)
        ]
        best, unclear = rounds[0].result, pool.false
        moved = [pool.true]
        for joined in (one.result for one in rounds[1:]):
            before = best
            best = self._better(before, joined, definition)
            moved.append(pool.negate(self.same(before, best)))
            unclear = pool.either(unclear, pool.both(before.conflict, joined.conflict))
        decides = tuple(
            pool.both(here, *(pool.negate(later) for later in moved[place + 1 :]))
            for place, here in enumerate(moved)
        )
        return DefinitionTerms(definition, best, tuple(rounds), decides, unclear)

    def same(self, one: Result, other: Result) -> Term:
        """Return whether two results are the same value, or both none, or both contradict."""
        pool = self.pool
        neither = pool.either(one.none, one.conflict)
        return pool.both(
            pool.same(one.none, other.none),
            pool.same(one.conflict, other.conflict),
            pool.either(neither, self.quantities.same(one.value, other.value)),
        )

    def rank(self, value: Value, definition: core.Definition) -> Option:
        """Return a value as one that is higher when it is more favourable."""
        pool, order = self.pool, definition.order
        assert isinstance(order, tuple)
        rank = pool.known(0)
        for place, option in enumerate(order[1:], 1):
            is_it = self.quantities.same(value, self.quantities.constant(option))
            rank = pool.choose(is_it, pool.known(place), rank)
        return Option(rank)

    def _better(self, one: Result, other: Result, definition: core.Definition) -> Result:
        """Return the more favourable of two results."""
        pool, quantities = self.pool, self.quantities
        if definition.order is None:
            return other
        none = pool.both(one.none, other.none)
        if isinstance(definition.order, tuple):
            return self._better_option(one, other, definition, none)
        conflict = pool.either(one.conflict, other.conflict)
        pick = quantities.greatest if definition.order == "hoger" else quantities.least
        value = quantities.choose(
            one.none,
            other.value,
            quantities.choose(other.none, one.value, pick(one.value, other.value)),
        )
        return Result(value, none, conflict)

    def _better_option(
        self, one: Result, other: Result, definition: core.Definition, none: Term
    ) -> Result:
        pool, quantities = self.pool, self.quantities
        ranks = [self.rank(each.value, definition) for each in (one, other)]
        assert isinstance(definition.order, tuple)
        top = Option(pool.known(len(definition.order) - 1))
        decided = [pool.negate(pool.either(each.none, each.conflict)) for each in (one, other)]
        tops = [
            pool.both(sure, quantities.same(rank, top))
            for sure, rank in zip(decided, ranks, strict=True)
        ]
        conflict = pool.either(
            pool.both(one.conflict, pool.negate(tops[1])),
            pool.both(other.conflict, pool.negate(tops[0])),
        )
        first, second = (rank.term for rank in ranks)
        takes_other = pool.choose(
            decided[0], pool.both(decided[1], pool.lt(first, second)), decided[1]
        )
        return Result(quantities.choose(takes_other, other.value, one.value), none, conflict)

    def _round(self, force: Force, env: Environment) -> RoundTerms:
        pool, definition = self.pool, force.definition
        if definition.expression is not None:
            result = Result(env.value(definition.expression), pool.false, pool.false)
            return RoundTerms(result, env)
        rules = tuple(
            self._reckon(node, force, env)
            for node in with_stand_ins(definition.rules, None, force.deviations)
        )
        together = self._combine(_named(rules), definition.above, definition.together)
        value: Value | None = together.value
        conflict, reached = together.conflict, together.gives
        empty = pool.negate(pool.either(together.gives, together.conflict))
        stages: list[StageTerms] = []
        for stage in definition.stages:
            if value is not None:
                inside = env.after(value)
                steps = tuple(self._reckon(node, force, inside) for node in stage.adjustments)
                given = self._adjusted(_named(steps), value, definition)
                stages.append(StageTerms(reached, steps))
                conflict = pool.either(conflict, pool.both(reached, given.conflict))
                reached = pool.both(reached, pool.negate(given.conflict))
                if given.value is not None:
                    value = self.quantities.choose(given.gives, given.value, value)
        defaults = empty
        if definition.default is not None:
            other = env.value(definition.default)
            value = other if value is None else self.quantities.choose(empty, other, value)
            empty = pool.false
        if value is None:
            value = self.quantities.some(definition.type)
        if definition.no_gap:
            empty = pool.false
        if definition.no_conflict:
            conflict = pool.false
        result = Result(value, empty, conflict)
        return RoundTerms(result, env, rules, tuple(stages), defaults)

    def _adjusted(
        self, siblings: Sequence[tuple[str, Given]], before: Value, definition: core.Definition
    ) -> Given:
        """Return what adjustments give together; under `som` their changes add up."""
        if definition.together != "som":
            return self._combine(siblings, definition.above, definition.together)
        quantities = self.quantities
        changes = [
            (name, _with_value(given, quantities.plus(given.value, before, -1)))
            if given.value is not None
            else (name, given)
            for name, given in siblings
        ]
        total = self._combine(changes, definition.above, "som")
        if total.value is None:
            return total
        return _with_value(total, quantities.plus(before, total.value))

    # ---------------------------------------------------------------- nodes

    def _reckon(self, node: core.Node, force: Force, env: Environment) -> NodeTerms:
        """Return what a node gives in this round: a value, setting aside, or nothing."""
        pool = self.pool
        marks = tuple(
            self._reckon(deviation.node, force, _inside(deviation, force, env))
            for deviation in force.deviations
            if node.name in deviation.aside
        )
        env = _at_deviation(node, force, env)
        active = pool.both(
            pool.negate(pool.either(*(mark.fired for mark in marks))), env.truth(node.guard)
        )
        exceptions = tuple(
            self._reckon(exception, force, env)
            for exception in with_stand_ins(node.exceptions, node.name, force.deviations)
        )
        together = self._combine(_named(exceptions), force.definition.above)
        something = pool.either(together.gives, together.aside, together.conflict)
        alone = pool.both(active, pool.negate(something))
        own, replacing = self._own_value(node, force, env)
        gives = pool.either(pool.both(active, together.gives), pool.both(alone, own.gives))
        aside = pool.both(alone, own.aside)
        conflict = pool.either(pool.both(active, together.conflict), pool.both(alone, own.conflict))
        value = together.value
        if value is None:
            value = own.value
        elif own.value is not None:
            value = self.quantities.choose(together.gives, value, own.value)
        fired = pool.either(gives, aside, conflict)
        given = Given(value, gives, aside, conflict)
        return NodeTerms(node, given, fired, active, alone, env, exceptions, marks, replacing)

    def _own_value(
        self, node: core.Node, force: Force, env: Environment
    ) -> tuple[Given, tuple[NodeTerms, ...]]:
        pool = self.pool
        replacing = tuple(
            self._reckon(deviation.node, force, _inside(deviation, force, env))
            for deviation in force.deviations
            if deviation.replaces == node.name
        )
        value = None if node.value is None else env.value(node.value)
        own = Given(value, pool.truth(value is not None), pool.truth(value is None), pool.false)
        if not replacing:
            return own, replacing
        found = self._combine(_named(replacing), force.definition.above)
        empty = pool.negate(pool.either(found.gives, found.aside, found.conflict))
        if value is None:
            value = found.value
        elif found.value is not None:
            value = self.quantities.choose(found.gives, found.value, value)
        gives = pool.either(found.gives, pool.both(empty, own.gives))
        aside = pool.either(found.aside, pool.both(empty, own.aside))
        return Given(value, gives, aside, found.conflict), replacing

    # ---------------------------------------------------------------- siblings

    def _combine(
        self,
        siblings: Sequence[tuple[str, Given]],
        above: Above,
        together: str | None = None,
    ) -> Given:
        """Return what siblings give together; linear in their number, but for who goes before."""
        pool = self.pool
        stand = standing(pool, siblings, above)
        aside = pool.either(
            *(pool.both(up, given.aside) for up, (_, given) in zip(stand, siblings, strict=True))
        )
        nested = pool.either(
            *(pool.both(up, given.conflict) for up, (_, given) in zip(stand, siblings, strict=True))
        )
        giving = [
            (pool.both(up, given.gives), given.value)
            for up, (_, given) in zip(stand, siblings, strict=True)
            if given.value is not None
        ]
        if together is None:
            value, differ = self._agreed(giving)
        else:
            value, differ = self._joined(giving, together), pool.false
        conflict = pool.both(pool.negate(aside), pool.either(nested, differ))
        some = pool.either(*(gives for gives, _ in giving))
        gives = pool.both(some, pool.negate(aside), pool.negate(conflict))
        return Given(value, gives, aside, conflict)

    def _agreed(self, giving: Sequence[tuple[Term, Value]]) -> tuple[Value | None, Term]:
        """Return the value of the first that gives one, and whether another differs from it."""
        value: Value | None = None
        for gives, own in reversed(giving):
            value = own if value is None else self.quantities.choose(gives, own, value)
        if value is None:
            return None, self.pool.false
        differing = (
            self.pool.both(gives, self.pool.negate(self.quantities.same(own, value)))
            for gives, own in giving[1:]
        )
        return value, self.pool.either(*differing)

    def _joined(self, giving: Sequence[tuple[Term, Value]], together: str) -> Value | None:
        quantities, pool = self.quantities, self.pool
        if not giving:
            return None
        if together == "som":
            total = quantities.constant(0)
            for gives, value in giving:
                counted = quantities.choose(gives, value, quantities.constant(0))
                total = quantities.plus(total, counted)
            return total
        pick = quantities.greatest if together == "hoogste" else quantities.least
        some, found = giving[0]
        for gives, value in giving[1:]:
            further = quantities.choose(some, pick(found, value), value)
            found = quantities.choose(gives, further, found)
            some = pool.either(some, gives)
        return found


def standing(pool: Pool, siblings: Sequence[tuple[str, Given]], above: Above) -> list[Term]:
    """Return of each sibling whether it gives something and none that goes before it does."""
    fires = {
        name: pool.either(given.gives, given.aside, given.conflict) for name, given in siblings
    }
    return [
        pool.both(
            fires[name],
            *(
                pool.negate(fires[other])
                for other in sorted(above.get(name, frozenset()))
                if other in fires
            ),
        )
        for name, _ in siblings
    ]


def _named(steps: Iterable[NodeTerms]) -> list[tuple[str, Given]]:
    return [(step.node.name, step.given) for step in steps]


def _with_value(given: Given, value: Value) -> Given:
    return Given(value, given.gives, given.aside, given.conflict)


def _inside(deviation: core.Deviation, force: Force, env: Environment) -> Environment:
    return env.within((force.definition.name, deviation.phase - 1))


def _at_deviation(node: core.Node, force: Force, env: Environment) -> Environment:
    """A stand-in is encoded as the deviation it stands for."""
    for deviation in force.deviations:
        if deviation.stands_in is node:
            return _inside(deviation, force, env)
    return env
