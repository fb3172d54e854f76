"""A claim as a question: the case, or the pair that shares all but what was changed.

A list whose records may be varied is varied at its first record, as the order of records does not
matter; that it does not is what a claim of swapped records asks, at each pair of neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import partial
from itertools import pairwise

import attrs

from maatwerk_rules.model.core import Definition, Program, nodes
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.types import Lijst, Type, bounds
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.values import frozen
from maatwerk_rules.verification import claims as c
from maatwerk_rules.verification.cone import births
from maatwerk_rules.verification.smt import calendar, deciding
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.coming_to import DefinitionTerms, NodeTerms
from maatwerk_rules.verification.smt.cutting import Asks, Cut
from maatwerk_rules.verification.smt.expressions import DefinitionPlace, Open
from maatwerk_rules.verification.smt.quantities import (
    Amount,
    Option,
    Quantities,
    Truth,
    UnsupportedError,
    Value,
)
from maatwerk_rules.verification.smt.reaching import Place, Reaching
from maatwerk_rules.verification.smt.rules import Encoder, Timeline
from maatwerk_rules.verification.smt.situation import Free, Situation, leaves_of
from maatwerk_rules.verification.smt.terms import Pool, Term

IN_PYTHON = "een eigenschap in Python is alleen te zoeken, niet te bewijzen"


@frozen
class Asked:
    """What must hold of the case or pair that settles a claim.

    `sides` are its premises, `settles` what refutes the claim, or shows it where it asks for a
    case; `size` is what is measured. `opens` are the places that may be without a value.
    `supposed` holds of what is looked for first: no documented limit lies below it. `cut` is the
    pair cut along the graph of definitions, to prove in parts that nothing settles it.
    """

    cases: tuple[Situation, ...]
    sides: tuple[Term, ...]
    settles: Term
    opens: tuple[Open, ...] = ()
    size: Amount | None = None
    supposed: tuple[Term, ...] = ()
    cut: Cut | None = None


_Way = tuple[frozenset[str], str, RecordId | None]


class Asking:
    """Makes questions of claims of one program, in one pool."""

    def __init__(self, free: Free, timeline: Timeline) -> None:
        self._free = free
        self._pool: Pool = free.quantities.pool
        self._timeline = timeline
        self.first = Encoder(Situation(free, free.peildatum), timeline=timeline)
        self._reached: dict[_Way, tuple[bool, dict[Place, Term]]] = {}

    @property
    def quantities(self) -> Quantities:
        """What reckons with values."""
        return self._free.quantities

    @property
    def program(self) -> Program:
        """The program that is asked about."""
        return self._free.program

    def asked(self, claim: c.Claim) -> Iterator[Asked]:
        """Yield what settles a claim, where it varies a place of several lists once for each."""
        if claim.change is None:
            yield self._of_one(claim)
            return
        for situation, sides in self._seconds(claim.change):
            second = Encoder(situation, self.first)
            yield self._of_pair(claim, Cut(self.first, second, sides), second, sides)

    def together(
        self, claims: Sequence[c.Claim]
    ) -> Iterator[Mapping[c.Claim, Asked | UnsupportedError]]:
        """Yield what settles each of some claims that change the same, or why that is not told.

        What they share is encoded once; all claims of one yield have the same cases and sides.
        """
        change = claims[0].change
        names = {claim.outcome for claim in claims}
        self.first.prepare(names)
        if change is None:
            yield {claim: _attempt(self._of_one, claim) for claim in claims}
            return
        for situation, sides in self._seconds(change):
            second = Encoder(situation, self.first)
            second.prepare(names)
            cut = Cut(self.first, second, sides)
            asking = partial(self._of_pair, cut=cut, second=second, sides=sides)
            yield {claim: _attempt(asking, claim) for claim in claims}

    # ---------------------------------------------------------------- one case

    def _of_one(self, claim: c.Claim) -> Asked:
        definition = self.program.definitions[claim.outcome]
        places = [*self._records(definition, self.first.situation)]
        settling = [
            self._pool.both(there, self._settles(claim, self.first.definition(claim.outcome, one)))
            for one, there in places
        ]
        found = [self.first.definition(claim.outcome, one) for one, _ in places]
        premises, opens = self.first.premises()
        opens = (*opens, *(each for one in found for each in one.opens))
        clear = tuple(self._pool.negate(one.unclear) for one in found)
        settles = self._pool.either(*settling)
        fills = [self.quantities.same(filled, self._some(place)) for place, filled in _fills(opens)]
        return Asked((self.first.situation,), (*premises, *fills), settles, opens, supposed=clear)

    def _settles(self, claim: c.Claim, of: DefinitionTerms) -> Term:
        pool, result = self._pool, of.result
        match claim.demand:
            case c.Decides():
                return result.none
            case c.Agrees():
                return result.conflict
            case c.Reaches(value=value):
                is_it = self.quantities.same(result.value, self.quantities.constant(value))
                return pool.both(is_it, self._decided(of))
            case c.Lives(rule=rule):
                found = deciding.deciding(pool, of).get(rule, pool.false)
                unclear = pool.both(self._unclear(of), self._may_work(of, rule))
                return pool.either(found, unclear)
            case c.OnlyJudged(rule=rule):
                node = c.node_named(of.definition, rule)
                if node is None or node.judgements:
                    return pool.false
                found = deciding.working(pool, of).get(rule, pool.false)
                return pool.either(found, self._unclear(of))
            case c.Holds():
                raise UnsupportedError(IN_PYTHON, NOWHERE)
        raise ValueError(f"a claim of two cases: {claim.key}")

    def _may_work(self, of: DefinitionTerms, rule: str) -> Term:
        """Return when the condition of a rule holds, or reads what is open; else it is not told."""
        pool = self._pool
        holds = [
            pool.either(node.env.truth(node.node.guard), *(one.when for one in self._opens(node)))
            for node in deciding.named(of, rule)
        ]
        return pool.either(*holds)

    def _opens(self, node: NodeTerms) -> tuple[Open, ...]:
        return self.first.opens_in(node.node.guard, node.env)

    def _unclear(self, of: DefinitionTerms) -> Term:
        """Return when it is not certain which rules work: something they read is open."""
        return self._pool.either(of.unclear, *(one.when for one in of.opens))

    def _decided(self, of: DefinitionTerms) -> Term:
        return self._pool.negate(self._pool.either(of.result.none, of.result.conflict))

    def _records(
        self, definition: Definition, situation: Situation
    ) -> Iterator[tuple[RecordId | None, Term]]:
        """Yield the places a definition exists for, and when each holds a record."""
        if definition.record is None:
            yield None, self._pool.true
            return
        for name, type_ in self.program.facts.items():
            if isinstance(type_, Lijst) and type_.soort.naam == definition.record:
                slots = self._free.slots(name, type_)
                for record in slots.records:
                    yield record, situation.present(record, slots)

    # ---------------------------------------------------------------- two cases

    def in_parts(self, claim: c.Claim, cut: Cut) -> Asks:
        """Return whether a claim of a pair is proved by small proofs alone, of each record."""
        definition = self.program.definitions[claim.outcome]
        for record, _ in self._records(definition, self.first.situation):
            if not (yield from cut.proved(claim, record, self._demanded)):
                return False
        return True

    def _of_pair(self, claim: c.Claim, cut: Cut, second: Encoder, sides: tuple[Term, ...]) -> Asked:
        pool, situation = self._pool, second.situation
        definition = self.program.definitions[claim.outcome]
        settling: list[Term] = []
        sizes: list[Amount] = []
        found_open: list[Open] = []
        clear: list[Term] = []
        for record, there in self._records(definition, situation):
            one = self.first.definition(claim.outcome, record)
            other = second.definition(claim.outcome, _moved(record, situation))
            found = self._differs(claim, one, other)
            if claim.documented and found is not pool.false:
                unsplit, unsure = self._unsplit(claim, second, record)
                unclear = pool.either(unsure, self._unclear_pair(one, other))
                found = pool.both(found, pool.either(unclear, unsplit))
                clear.append(pool.negate(unsure))
            settling.append(pool.both(there, found))
            found_open += (*one.opens, *other.opens)
            clear += (pool.negate(each.unclear) for each in (one, other))
            if isinstance(claim.demand, c.Measured):
                gap = self._apart(one, other)
                counted = pool.choose(pool.both(there, found), gap.term, pool.known(0))
                sizes.append(Amount(counted, gap.per))
        size: Amount | None = None
        for each in sizes:
            size = each if size is None else _number(self.quantities.greatest(size, each))
        (holds, opens), (also, further) = self.first.premises(), second.premises()
        opens = (*dict.fromkeys((*opens, *further, *found_open)),)
        cases = (self.first.situation, situation)
        fills = self._filled(opens, second)
        premises = (*sides, *holds, *also, *fills)
        settles = pool.either(*settling)
        return Asked(cases, premises, settles, opens, size, tuple(clear), cut)

    def _filled(self, opens: Iterable[Open], second: Encoder) -> Iterator[Term]:
        """Yield what stands for results that are not there: what there is in the other case.

        An outcome that is settled though such a result is not there is the same whatever stands
        for it. So whoever shows that none is otherwise while this stands there has shown it. Where
        that cannot stand there, any may.
        """
        pool, quantities = self._pool, self.quantities
        for place, filled in _fills(opens):
            name, record, phase = place
            one = self.first.definition(*place).result
            other = second.definition(name, _moved(record, second.situation), phase).result
            no_other = pool.either(other.none, other.conflict)
            there = quantities.choose(no_other, self._some(place), other.value)
            here = pool.either(one.none, one.conflict)
            wanted = quantities.choose(here, there, one.value)
            if not isinstance(filled, Amount):
                yield quantities.same(filled, wanted)
            elif isinstance(wanted, Amount) and filled.per % wanted.per == 0:
                low, high = (pool.known(end) for end in (filled.term.low, filled.term.high))
                lies = [Amount(low, filled.per), wanted, Amount(high, filled.per)]
                inside = pool.both(*(quantities.at_most(*two) for two in pairwise(lies)))
                yield pool.either(pool.negate(inside), quantities.same(filled, wanted))

    def _some(self, place: DefinitionPlace) -> Value:
        return self.quantities.some(self.program.definitions[place[0]].type)

    def _differs(self, claim: c.Claim, one: DefinitionTerms, other: DefinitionTerms) -> Term:
        pool = self._pool
        if one is other:
            return pool.false
        return self._demanded(claim.demand, one, other)

    def _unsplit(
        self, claim: c.Claim, second: Encoder, record: RecordId | None
    ) -> tuple[Term, Term]:
        """Return when no documented rule splits a pair, and when that is not told for certain.

        A rule splits two cases where it works in one of them only, and both read its begrip.
        """
        pool, definitions = self._pool, self.program.definitions
        wanted = {
            name: claim.documented & {node.name for node in nodes(definition)}
            for name, definition in definitions.items()
        }
        names = frozenset(
            name for name, rules in wanted.items() if rules and second.may_differ(name)
        )
        if not names:
            return pool.true, pool.false
        there = Reaching(second, names)
        months, here = self._reached_here(names, claim.outcome, record)
        reached = here, there.reached(claim.outcome, _moved(record, second.situation))
        top = (claim.outcome, record, min(2, self.program.levels.get(claim.outcome, 2)))
        split, twice = pool.false, pool.false
        seen: dict[tuple[str, RecordId | None], Term] = {}
        for place, when in reached[0].items():
            name, own, phase = place
            before_it = (name, own) == (claim.outcome, record) and place != top
            if name not in names or before_it:
                continue
            other = reached[1].get((name, _moved(own, second.situation), phase), pool.false)
            pair = (
                self.first.definition(*place),
                second.definition(name, _moved(own, second.situation), phase),
            )
            apart = pool.negate(self._alike(wanted[name], *pair))
            split = pool.either(split, pool.both(when, other, apart))
            before = seen.get((name, own), pool.false)
            twice = pool.either(twice, pool.both(before, when))
            seen[name, own] = pool.either(before, when)
        unsure = pool.either(twice, pool.truth(months or there.months))
        return pool.negate(split), unsure

    def _reached_here(
        self, names: frozenset[str], outcome: str, record: RecordId | None
    ) -> tuple[bool, dict[Place, Term]]:
        """Return what is read on the way to an outcome in the first case; told once."""
        key = (names, outcome, record)
        if key not in self._reached:
            way = Reaching(self.first, names)
            found = way.reached(outcome, record)
            self._reached[key] = way.months, found
        return self._reached[key]

    def _alike(self, names: Iterable[str], one: DefinitionTerms, other: DefinitionTerms) -> Term:
        """Return whether each of these rules works in both cases or in none."""
        pool = self._pool
        working = [deciding.working(pool, each) for each in (one, other)]
        told = ((each.get(name, pool.false) for each in working) for name in sorted(names))
        return pool.both(*(pool.same(*pair) for pair in told))

    def _unclear_pair(self, one: DefinitionTerms, other: DefinitionTerms) -> Term:
        return self._pool.either(self._unclear(one), self._unclear(other))

    def _demanded(self, demand: c.Demand, one: DefinitionTerms, other: DefinitionTerms) -> Term:
        pool = self._pool
        other_state = pool.negate(self.first.same(one.result, other.result))
        match demand:
            case c.Same(grounds=False) | c.Measured(direction=None):
                return other_state
            case c.Same():
                told = [deciding.deciding(pool, each) for each in (one, other)]
                unlike = [
                    pool.negate(pool.same(*(each.get(name, pool.false) for each in told)))
                    for name in sorted(told[0].keys() | told[1].keys())
                ]
                unlike = [each for each in unlike if each is not pool.false]
                if unlike:
                    unlike.append(self._unclear_pair(one, other))
                return pool.either(other_state, *unlike)
            case c.Never(direction=direction) | c.Measured(direction=direction):
                less, more = self._ranks(one, other)
                if direction == "minder":
                    less, more = more, less
                higher = pool.negate(self.quantities.at_most(more, less))
                return pool.both(self._decided(one), self._decided(other), higher)
            case c.AtMost(loss=loss):
                less, more = self._ranks(one, other)
                lost = self.quantities.plus(_number(less), _number(more), -1)
                most = self.quantities.constant(loss)
                too_much = pool.negate(self.quantities.at_most(lost, most))
                return pool.both(self._decided(one), self._decided(other), too_much)
            case c.Holds():
                raise UnsupportedError(IN_PYTHON, NOWHERE)
        raise ValueError(f"a claim of one case: {demand}")

    def _apart(self, one: DefinitionTerms, other: DefinitionTerms) -> Amount:
        """Return how far two results lie apart; one where they differ and cannot be subtracted."""
        pool = self._pool
        decided = pool.both(self._decided(one), self._decided(other))
        less, more = (_number(rank) for rank in self._ranks(one, other))
        gap = self.quantities.plus(less, more, -1)
        size = pool.greatest(gap.term, pool.scale(gap.term, -1))
        some = pool.both(decided, pool.negate(pool.eq(gap.term, pool.known(0))))
        return Amount(pool.choose(some, size, pool.known(gap.per)), gap.per)

    def _ranks(self, one: DefinitionTerms, other: DefinitionTerms) -> tuple[Value, Value]:
        """Return both values as numbers that are higher when they are more."""
        first, second = (self._rank(each) for each in (one, other))
        return first, second

    def _rank(self, of: DefinitionTerms) -> Value:
        pool, value = self._pool, of.result.value
        if isinstance(of.definition.order, tuple):
            return Amount(self.first.rank(value, of.definition).term)
        if isinstance(value, Day):
            value = Amount(calendar.ordinal(pool, value))
        if isinstance(value, Option):
            return Amount(pool.known(0))
        if isinstance(value, Truth):
            return Amount(pool.choose(value.term, pool.known(1), pool.known(0)))
        if of.definition.order == "lager":
            return Amount(pool.scale(value.term, -1), value.per)
        return value

    # ---------------------------------------------------------------- the second case

    def _seconds(self, change: c.Change) -> Iterator[tuple[Situation, tuple[Term, ...]]]:
        pool, first = self._pool, self.first.situation
        match change:
            case c.Later(days=days):
                last = self._free.peildatum
                within = []
                if change.in_month:  # the same formulas for year and month: what reads those is one
                    moved = calendar.later_in_month(pool, last, days)
                    within += [
                        pool.le(moved.day, calendar.days_in_month(pool, last.year, last.month))
                    ]
                else:
                    moved = calendar.shift_days(pool, last, pool.known(days))
                within += [pool.le(moved.key, pool.known(self._free.last))]
                yield (
                    attrs.evolve(first, peildatum=moved, moved=True),
                    (*within, *self._no_birthday(moved)),
                )
            case c.Swapped(list=name):
                yield from self._swapped(name)
            case _:
                for leaf, type_, there in self._leaves(change.place):
                    value, sides = self._varied(change, leaf, type_)
                    yield attrs.evolve(first, changed={leaf: value}), (there, *sides)

    def _no_birthday(self, later: Day) -> Iterator[Term]:
        """Yield that nobody is born or turns a year older between the peildatum and a later day."""
        pool, born = self._pool, births(self.program)
        now = self._free.peildatum
        for leaf, type_ in leaves_of(self._free):
            if (leaf.field or leaf.name) in born:
                birth = self._free.value(leaf, type_)
                assert isinstance(birth, Day)
                yield pool.eq(*(calendar.age(pool, birth, day) for day in (now, later)))
                yield pool.either(pool.le(birth.key, now.key), pool.lt(later.key, birth.key))

    def _swapped(self, name: str) -> Iterator[tuple[Situation, tuple[Term, ...]]]:
        type_ = self.program.facts[name]
        assert isinstance(type_, Lijst)
        slots = self._free.slots(name, type_)
        for place in range(len(slots.records) - 1):
            one, two = slots.records[place : place + 2]
            situation = attrs.evolve(self.first.situation, stands_for={one: two, two: one})
            yield situation, (situation.present(two, slots),)

    def _leaves(self, place: c.Place) -> Iterator[tuple[Leaf, Type, Term]]:
        """Yield the leaves that a place stands for, and when each is there."""
        pool, facts = self._pool, self.program.facts
        type_ = c.type_of(place, self.program)
        if type_ is None or isinstance(type_, Lijst):
            raise UnsupportedError(f"een ander antwoord op {place}", NOWHERE)
        if place.list is None:
            kind = "oordeel" if place.kind == "oordeel" else "gegeven"
            yield Leaf(kind, place.name), type_, pool.true  # type: ignore[arg-type]
            return
        for name, lijst in facts.items():
            if not isinstance(lijst, Lijst):
                continue
            if name == place.list if place.kind == "gegeven" else lijst.soort.naam == place.list:
                slots = self._free.slots(name, lijst)
                record = slots.records[0]
                there = self.first.situation.present(record, slots)
                if place.kind == "gegeven":
                    yield Leaf("gegeven", name, record, place.name), type_, there
                else:
                    yield Leaf("oordeel", place.name, record), type_, there

    def _varied(
        self, change: c.Other | c.More | c.Step | c.Turned, leaf: Leaf, type_: Type
    ) -> tuple[Value, tuple[Term, ...]]:
        pool, quantities = self._pool, self.quantities
        before = self._free.value(leaf, type_)
        if isinstance(change, c.Turned):
            is_first = quantities.same(before, quantities.constant(change.before))
            return quantities.constant(change.after), (is_first,)
        if isinstance(change, c.Step):
            after = self._stepped(before, change.size)
            return after, (quantities.at_most(after, self._highest(type_)),)
        after = quantities.free(f"ander {leaf.kind} {leaf}", type_)
        if isinstance(change, c.More):
            return after, (pool.negate(quantities.at_most(after, before)),)
        return after, (pool.negate(quantities.same(before, after)),)

    def _stepped(self, before: Value, size: object) -> Value:
        if isinstance(before, Day):
            assert isinstance(size, timedelta)
            return calendar.shift_days(self._pool, before, self._pool.known(size.days))
        assert isinstance(size, int | Fraction)
        found = self.quantities.plus(before, self.quantities.constant(size))
        assert isinstance(before, Amount)
        if found.per != before.per:
            raise UnsupportedError("een stap die kleiner is dan een heel aantal", NOWHERE)
        return found

    def _highest(self, type_: Type) -> Value:
        return self.quantities.constant(bounds(type_)[1])


def _fills(opens: Iterable[Open]) -> Iterable[tuple[DefinitionPlace, Value]]:
    """Return each definition of which it may be chosen what stands there, with that."""
    return {one.instead[0]: one.instead[1] for one in opens if one.instead is not None}.items()


def _attempt(ask: Callable[[c.Claim], Asked], claim: c.Claim) -> Asked | UnsupportedError:
    try:
        return ask(claim)
    except UnsupportedError as error:
        return error


def _number(value: Value) -> Amount:
    assert isinstance(value, Amount)
    return value


def _moved(record: RecordId | None, situation: Situation) -> RecordId | None:
    """Return the place in the second case of the record that has a place in the first."""
    return None if record is None else situation.stands_for.get(record, record)
