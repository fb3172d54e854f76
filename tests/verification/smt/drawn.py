"""Random complete cases, and the formulas of a program held against the evaluator in them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

import attrs
from attrs import field, frozen

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import (
    LATEST,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    Scalar,
    Type,
    bounds,
)
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.steps import deciding_round
from maatwerk_rules.verification.observed import observed, records_of
from maatwerk_rules.verification.smt import deciding, reaching
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.models import case_of, settled, terms_of
from maatwerk_rules.verification.smt.quantities import Option, Quantities, Truth, Value
from maatwerk_rules.verification.smt.reckoned import Worth
from maatwerk_rules.verification.smt.rules import DefinitionTerms, Encoder
from maatwerk_rules.verification.smt.situation import Free, Situation, free_in, leaves_of
from maatwerk_rules.verification.smt.terms import Pool, Term, cone, linear

DAYS = (date(2023, 6, 1), date(2025, 3, 1))
MOST = 60
"""Of so many definitions it is also held which are read on the way; of more it takes long."""
MADE = 0.05
"""How often a case is also made as what a solver found is."""
LEAP = (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2023, 2, 28))

Place = tuple[str, RecordId | None]


@frozen
class World:
    """One case of a program as formulas, with what draws values for it."""

    program: Program
    free: Free
    encoder: Encoder
    places: dict[Place, DefinitionTerms]
    policy: Policy | None
    told: dict[Place, tuple[deciding.Told, deciding.Told]]
    reached: dict[Place, tuple[bool, dict[reaching.Place, Term]]]
    days: tuple[date, date]
    numbers: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    counted: Counter[str] = field(factory=Counter)

    @cached_property
    def worked_out(self) -> Callable[[Mapping[Term, Worth]], dict[Term, Worth]]:
        """What works all formulas out in one case."""
        return worked_out(self.pool, _all_tops(self))

    @property
    def pool(self) -> Pool:
        return self.free.quantities.pool


def world(
    program: Program, days: tuple[date, date | None] = DAYS, policy: Policy | None = None
) -> World:
    """Return all definitions of a program as formulas."""
    free = free_in(Quantities(Pool()), program, days)
    timeline = () if policy is None else tuple((p.vanaf, p.tot, p.program) for p in policy.slices)
    encoder = Encoder(Situation(free, free.peildatum), timeline=timeline)
    for leaf, type_ in leaves_of(free):
        free.value(leaf, type_)
    places = {
        (name, record): encoder.definition(name, record)
        for name in program.definitions
        for record in _records(program, free, name)
    }
    told = {
        place: (deciding.working(encoder.pool, one), deciding.deciding(encoder.pool, one))
        for place, one in places.items()
    }
    reached = {place: _reached(encoder, place) for place in places if len(places) < MOST}
    numbers, dates = _near(program)
    last = LATEST if days[1] is None else days[1] - timedelta(days=1)
    return World(
        program, free, encoder, places, policy, told, reached, (days[0], last), numbers, dates
    )


def _reached(encoder: Encoder, place: Place) -> tuple[bool, dict[reaching.Place, Term]]:
    """Return what is read on the way to a definition, and whether in a sum over months too."""
    way = reaching.Reaching(encoder, frozenset(encoder.program.definitions))
    found = way.reached(*place)
    return way.months, found


def _records(program: Program, free: Free, name: str) -> Iterator[RecordId | None]:
    soort = program.definitions[name].record
    if soort is None:
        yield None
        return
    for fact, type_ in program.facts.items():
        if isinstance(type_, Lijst) and type_.soort.naam == soort:
            yield from free.slots(fact, type_).records


def _near(program: Program) -> tuple[tuple[int, ...], tuple[date, ...]]:
    """Return the numbers and dates at the limits of a program."""
    numbers, dates = {0}, {*LEAP}
    for one in program.compared_with:
        values = [one.value] if hasattr(one, "value") else [each for _, each in one.entries]
        for value in values:
            if isinstance(value, date):
                dates |= {value + timedelta(days=step) for step in (-1, 0, 1)}
            elif isinstance(value, int | Fraction) and not isinstance(value, bool):
                numbers |= {int(value) + step for step in (-1, 0, 1)}
    return tuple(sorted(numbers)), tuple(sorted(dates))


def draw(world: World, random: Random) -> tuple[dict[Term, Worth], Case]:
    """Return values for all that is free, and the case they make."""
    worth: dict[Term, Worth] = {}
    day = _date(random, world.days, world.dates)
    _put(worth, world.free.peildatum, day, world)
    drawn: dict[Leaf, Scalar] = {}
    for leaf, value in world.free.values.items():
        drawn[leaf] = _value(random, world.free.types[leaf], world)
        _put(worth, value, drawn[leaf], world)
    lists: dict[str, Records] = {}
    for name, slots in world.free.lists.items():
        length = random.randint(slots.length.low, slots.length.high)
        worth[slots.length] = length
        lists[name] = Records(slots.records[:length])
    there = {record for one in lists.values() for record in one.records}
    known = {
        leaf: value for leaf, value in drawn.items() if leaf.record is None or leaf.record in there
    }
    return worth, Case(day, known, lists)


def _put(worth: dict[Term, Worth], value: Value, scalar: Scalar, world: World) -> None:
    match value:
        case Truth(term=term):
            worth[term] = bool(scalar)
        case Option(term=term):
            worth[term] = world.free.quantities.option(str(scalar))
        case Day():
            assert isinstance(scalar, date)
            parts = (scalar.year, scalar.month, scalar.day)
            worth |= dict(zip(terms_of(value), parts, strict=True))
        case _:
            assert isinstance(scalar, int | Fraction)
            worth[value.term] = int(scalar * value.per)


def _value(random: Random, type_: Type, world: World) -> Scalar:
    match type_:
        case JaNee():
            return random.random() < 0.5
        case Keuze(opties=opties):
            return random.choice(opties)
        case Datum():
            first, last = bounds(type_)
            assert isinstance(first, date)
            assert isinstance(last, date)
            return _date(random, (first, last), world.dates)
    low, high = bounds(type_)
    assert isinstance(low, int | Fraction)
    assert isinstance(high, int | Fraction)
    if isinstance(type_, Percentage):
        return low + Fraction(random.randint(0, int((min(high, low + 2) - low) * 100)), 100)
    inside = [one for one in world.numbers if low <= one <= high]
    if inside and random.random() < 0.5:
        return random.choice(inside)
    most = min(high, low + 10 ** random.randint(1, 7))
    return random.choice((int(low), int(high), random.randint(int(low), int(most))))


def _date(random: Random, ends: tuple[date, date], near: tuple[date, ...]) -> date:
    inside = [one for one in near if ends[0] <= one <= ends[1]]
    if inside and random.random() < 0.3:
        return random.choice(inside)
    return date.fromordinal(random.randint(ends[0].toordinal(), ends[1].toordinal()))


def compare(world: World, random: Random) -> None:
    """Hold every definition in one random case against the evaluator.

    Now and then the case is also held against the one that a model of a solver makes.
    """
    worth, case = draw(world, random)
    if random.random() < MADE:
        made = case_of(world.encoder.situation, worth)
        assert attrs.evolve(made, values={}) == attrs.evolve(case, values={})
        assert {leaf: made.values[leaf] for leaf in case.values} == dict(case.values)
    found = world.worked_out(worth)
    timeline = None if world.policy is None else world.policy.program_on
    reckoning = Reckoning(world.program, case, timeline=timeline)
    for name in world.program.definitions:
        for record in records_of(world.program, world.program.definitions[name], case):
            _hold(world, (name, record), found, reckoning)


def _all_tops(world: World) -> list[Term]:
    tops = [term for one in world.places.values() for term in _tops(one)]
    tops += [when for told in world.told.values() for each in told for when in each.values()]
    tops += [when for _, each in world.reached.values() for when in each.values()]
    return tops + [one.when for terms in world.places.values() for one in terms.opens]


def worked_out(pool: Pool, tops: list[Term]) -> Callable[[Mapping[Term, Worth]], dict[Term, Worth]]:
    """Return what works formulas out: one line of code for each term, made once for many cases."""
    order = cone(pool, tops)
    names = {term: f"t{place}" for place, term in enumerate(order)}
    free = [term for term in order if term.op in ("ivar", "bvar")]
    lines = [f"    {names[term]} = {_line(term, names)}" for term in order if term not in {*free}]
    given = ", ".join(names[term] for term in free)
    told = ", ".join(names[term] for term in tops)
    code = "\n".join([f"def work(given):\n    [{given}] = given", *lines, f"    return [{told}]"])
    space: dict[str, Any] = {"day": date.fromordinal}
    exec(code, space)  # made of our own formulas

    def work(worth: Mapping[Term, Worth]) -> dict[Term, Worth]:
        given = [worth[term] if term in worth else _plain(term) for term in free]
        return dict(zip(tops, space["work"](given), strict=True))

    return work


def _plain(term: Term) -> Worth:
    return False if term.op == "bvar" else min(max(0, term.low), term.high)


def _line(term: Term, names: Mapping[Term, str]) -> str:
    """Return the code of one term."""
    if term.op == "lin":
        const, pairs = linear(term)
        return " + ".join([str(const), *(f"{times} * {names[atom]}" for atom, times in pairs)])
    if term.op == "civil":
        number, part = term.args
        return f"day({names[number]}).{part}"  # type: ignore[index]
    parts = [names[one] if isinstance(one, Term) else str(one) for one in term.args]
    if term.op in ("and", "or"):
        return f" {term.op} ".join(parts)
    return _CODE[term.op].format(*parts)


_CODE = {
    "true": "True",
    "false": "False",
    "not": "not {0}",
    "iff": "{0} == {1}",
    "bite": "{1} if {0} else {2}",
    "ite": "{1} if {0} else {2}",
    "le0": "{0} <= 0",
    "eq0": "{0} == 0",
    "int": "{0}",
    "div": "{0} // {1}",
    "mod": "{0} % {1}",
    "mul": "{0} * {1}",
}


def _tops(one: DefinitionTerms) -> list[Term]:
    return [*terms_of(one.result.value), one.result.none, one.result.conflict, one.unclear]


def _hold(world: World, place: Place, found: dict[Term, Worth], reckoning: Reckoning) -> None:
    terms = world.places[place]
    step = reckoning.result(*place)
    if not step.settled:
        world.counted["not settled"] += 1
        assert any(found[one.when] for one in terms.opens), place
        return
    seen = observed(step)
    none, conflict = found[terms.result.none], found[terms.result.conflict]
    assert (none, conflict) == (seen.no_rule, seen.conflict), place
    if not none and not conflict:
        value = settled(world.free.quantities, terms.result.value, found)
        assert value == seen.value, (place, value, seen.value)
    world.counted["settled"] += 1
    if found[terms.unclear] or any(found[one.when] for one in terms.opens):
        return
    working, told = (
        {name for name, when in each.items() if found[when]} for each in world.told[place]
    )
    assert working == seen.working[place], (place, working, seen.working[place])
    assert told == seen.deciding, (place, told, seen.deciding)
    if place in world.reached and not world.reached[place][0]:
        reached = {key for key, when in world.reached[place][1].items() if found[when]}
        reads = (step, *deciding_round(step).reached)
        assert reached == {(one.definition.name, one.record, one.phase) for one in reads}, place
    world.counted["with rules"] += 1
