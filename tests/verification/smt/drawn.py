"""Random complete cases, and the formulas of a program held against the evaluator in them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random

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
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.steps import deciding_round
from maatwerk_rules.verification.observed import observed, records_of
from maatwerk_rules.verification.smt import deciding, reaching
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.models import case_of, plain, settled, terms_of
from maatwerk_rules.verification.smt.quantities import Option, Quantities, Truth, Value
from maatwerk_rules.verification.smt.reckoned import Worth, reckoned
from maatwerk_rules.verification.smt.rules import DefinitionTerms, Encoder
from maatwerk_rules.verification.smt.situation import Free, Situation, free_in
from maatwerk_rules.verification.smt.terms import Pool, Term

DAYS = (date(2023, 6, 1), date(2025, 3, 1))
MOST = 60
"""Of so many definitions it is also held which are read on the way; of more it takes long."""
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
    case_of(world.encoder.situation, worth)  # so that every leaf is there
    first = world.free.peildatum
    _put(worth, first, _date(random, world.days, world.dates), world)
    for leaf, value in world.free.values.items():
        _put(worth, value, _value(random, world.free.types[leaf], world), world)
    for slots in world.free.lists.values():
        worth[slots.length] = random.randint(slots.length.low, slots.length.high)
    return worth, case_of(world.encoder.situation, worth)


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
    """Hold every definition in one random case against the evaluator."""
    worth, case = draw(world, random)
    tops = [term for one in world.places.values() for term in _tops(one)]
    tops += [when for told in world.told.values() for each in told for when in each.values()]
    tops += [when for _, each in world.reached.values() for when in each.values()]
    tops += [one.when for terms in world.places.values() for one in terms.opens]
    found = reckoned(world.pool, tops, plain(world.pool, tops, worth))
    timeline = None if world.policy is None else world.policy.program_on
    reckoning = Reckoning(world.program, case, timeline=timeline)
    for name in world.program.definitions:
        for record in records_of(world.program, world.program.definitions[name], case):
            _hold(world, (name, record), found, reckoning)


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
