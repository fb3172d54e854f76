"""Claims of a pair: one place varied serves all outcomes that may read it, at once.

For a place with an order the values to try cut its domain in stretches. Where an outcome differs
between the ends of one, halving finds the step in which it does, however narrow the window is in
which a draft shows it: the draft, not the value, has to be hit upon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from random import Random

from maatwerk_rules.model import core
from maatwerk_rules.model.levels import from_the_bottom
from maatwerk_rules.model.types import Datum, Number, Scalar, is_ordered
from maatwerk_rules.runtime.difference import Difference
from maatwerk_rules.verification.claims import (
    BothDecide,
    Change,
    Holds,
    Later,
    More,
    Other,
    Same,
    Step,
    Swapped,
    Turned,
)
from maatwerk_rules.verification.observed import is_other_month
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.layout import Slot
from maatwerk_rules.verification.search.looking import (
    DAY,
    Axis,
    Look,
    Pair,
    Reach,
    Seen,
    Trial,
)
from maatwerk_rules.verification.search.pending import Pending, UnconfirmedError
from maatwerk_rules.verification.search.pools import as_number, moved
from maatwerk_rules.verification.search.reading import is_open
from maatwerk_rules.verification.search.terrain import Terrain

MOST_HOLDERS = 3
"""Of how many records of a list a field is varied."""
MOST_DATES = 8
"""How many dates of a case are moved to where the next day makes a difference."""


class Lane:
    """The claims in which the same thing changes."""

    def __init__(
        self, terrain: Terrain, number: int, waiting: Sequence[Pending], *, strict: bool
    ) -> None:
        change = waiting[0].claim.change
        assert change is not None
        self.change: Change = change
        self.number = number
        self.pairs = 0
        self.slots = _slots_of(change, terrain)
        self.reach = reach_of(change, self.slots, terrain)
        named = {change.list} if isinstance(change, Swapped) else {s.list for s in self.slots}
        self.lists = tuple(sorted(name for name in named if name is not None))
        self._waiting = [*waiting]
        self._halfway: list[Pending] = []
        self.shown: list[tuple[Pending, Pair]] = []
        """The first pair that showed something, by claim, until somebody takes it."""
        self._terrain = terrain
        self._strict = strict

    @property
    def open(self) -> list[Pending]:
        """The claims that nothing settled yet."""
        self._waiting = [one for one in self._waiting if not one.is_done]
        return self._waiting

    @property
    def halfway(self) -> list[Pending]:
        """The definitions on the way to the open claims in which nothing is felt yet."""
        self._halfway = [one for one in self._halfway if not one.is_done]
        return self._halfway

    def seek(self, halfway: Iterable[Pending]) -> None:
        """Look too for pairs that show these, to go on from."""
        self._halfway = [*halfway]

    def mentions(self, expr: core.Expr) -> bool:
        """Tell whether an expression itself, without its parts, reads what is varied."""
        match expr:
            case core.Fact(name=name) | core.Judged(name=name):
                return any(slot.name == name for slot in self.slots)
            case core.Field(field=field):
                return any(slot.name == field and slot.list is not None for slot in self.slots)
            case core.Aggregate(lists=lists):
                return isinstance(self.change, Swapped) and bool(lists)
            case core.ReferenceDate() | core.Age() | core.Shift():
                return isinstance(self.change, Later)
        return False

    @property
    def is_wide(self) -> bool:
        """Tell whether many values are tried of each draft."""
        return not self.slots or any(is_ordered(slot.type) for slot in self.slots)

    def is_next_month(self, low: Scalar, high: Scalar) -> bool:
        """Tell whether two days of which only one month is asked lie in different months."""
        if not isinstance(self.change, Later) or not self.change.in_month:
            return False
        assert isinstance(low, date) and isinstance(high, date)
        return is_other_month(low, high)

    # ------------------------------------------------------------------ a draft

    def visit(self, look: Look, random: Random) -> None:
        """Vary the place in a draft, and note what the open claims make of it."""
        listed = self.open
        if not listed or not look.is_possible:
            return
        held = _Held(self, look, [*listed, *self.halfway])
        match self.change:
            case Swapped(list=name):
                held.swap(name)
            case Later(days=days):
                held.scan(DAY, days, random)
                self._next_day(look, days, random)
            case _:
                for axis in self._axes(look.draft, random):
                    held.vary(axis, random)

    def _axes(self, draft: Draft, random: Random) -> Iterator[Axis]:
        for slot in self.slots:
            holders = [*draft.holders(slot)]
            if len(holders) > MOST_HOLDERS:
                holders = random.sample(holders, MOST_HOLDERS)
            for holder in holders:
                yield Axis(slot, holder, draft.place_of(holder))

    def _next_day(self, look: Look, days: int, random: Random) -> None:
        """Move dates to where a term or an age ends on the day after, and look again."""
        terrain = self._terrain
        spots = [
            (slot, holder)
            for slot, holder in terrain.spots(look.draft)
            if isinstance(slot.type, Datum) and slot not in terrain.births
        ]
        for slot, holder in random.sample(spots, min(MOST_DATES, len(spots))):
            day = look.draft.day + timedelta(days)
            terms = terrain.pools.of[slot].terms
            if terms and random.random() < 0.8:
                amount, unit = random.choice(terms)
                day = moved(day, -amount if random.random() < 0.8 else amount, unit)
            old, holder[slot.key] = holder[slot.key], day
            other = Look(terrain, look.draft)
            if other.is_possible:
                held = _Held(self, other, [*self.open, *self.halfway])
                held.step(DAY, look.draft.day.toordinal(), days)
            holder[slot.key] = old

    def recall(self, first: Draft, second: Draft) -> None:
        """Try again what two drafts differ in, which once showed something."""
        look = Look(self._terrain, first)
        listed = [*self.open, *self.halfway]
        if not listed or not look.is_possible:
            return
        held = _Held(self, look, listed)
        match self.change:
            case Swapped(list=name):
                held.swap(name)
            case Later():
                held.compare(DAY, first.day, second.day)
        for slot in self.slots:
            for one, other in zip(first.holders(slot), second.holders(slot), strict=False):
                low, high = one[slot.key], other[slot.key]
                if low != high:
                    held.compare(Axis(slot, one, first.place_of(one)), low, high)

    def again(self, draft: Draft, pair: Pair) -> None:
        """Try the same change that a pair shows in another draft."""
        axis = None if pair.axis is None else pair.axis.on(draft)
        look = Look(self._terrain, draft)
        if axis is not None and look.is_possible:
            listed = [*self.open, *self.halfway]
            _Held(self, look, listed).compare(axis, *pair.ends)

    # ------------------------------------------------------------------ what it shows

    def note(self, one: Pending, score: Number, pair: Pair) -> None:
        """Keep a pair that goes against a claim; one that settles it is shown at once."""
        if one.score < 0:
            self.shown.append((one, pair))
        if one.is_halfway:
            one.is_done = True
            return
        if one.most() is None and one.is_measured:
            one.score, one.best = score, pair
            return
        self._ask(one, pair, score, sure=not one.claim.documented)

    def by_grounds(self, one: Pending, pair: Pair) -> None:
        """Ask the evaluator where other rules seem to decide the same."""
        self._ask(one, pair, 0, sure=False)

    def _ask(self, one: Pending, pair: Pair, score: Number, *, sure: bool) -> None:
        """Let the evaluator tell whether a pair shows what it seems to show."""
        cases = pair.cases(self._terrain)
        if self._terrain.judge.shows(one.claim, cases, pair.near()):
            one.cases, one.score, one.best = cases, score, pair
            one.size = score if score > 0 else None
            most = one.most()
            one.is_done = not one.is_measured or (most is not None and score >= most)
            if one.is_done:
                self._terrain.settled.append(one)
            return
        one.asked += 1
        if sure:
            one.refused += 1
            if self._strict:
                raise UnconfirmedError(one.claim.key, *cases)

    def conclude(self, one: Pending) -> None:
        """Show the largest difference that was found."""
        if one.best is not None and not one.cases:
            self._ask(one, one.best, one.score, sure=not one.claim.documented)


class _Held:
    """The open claims of a lane, held against one draft."""

    def __init__(self, lane: Lane, look: Look, listed: Sequence[Pending]) -> None:
        self._lane = lane
        self._listed = [*listed]
        self._trial = Trial(look, [one.claim.outcome for one in listed], lane.reach)

    def vary(self, axis: Axis, random: Random) -> None:
        """Vary one slot of one holder."""
        assert axis.slot is not None
        values = self._trial.values(axis, random)
        match self._lane.change:
            case Step(size=size):
                number = size.days if isinstance(size, timedelta) else size
                self.scan(axis, number, random)
            case Turned(before=before, after=after):
                self.compare(axis, before, after)
            case More() if is_ordered(axis.slot.type):
                for one, other in pairwise(self._possible(axis, values)):
                    self.compare(axis, one, other)
            case _:
                own = self._trial.start(axis)
                for value in values:
                    if value != own:
                        self.compare(axis, own, value)

    def _possible(self, axis: Axis, values: Sequence[Scalar]) -> Iterator[Scalar]:
        return (value for value in values if self._trial.seen(axis, value) is not None)

    def swap(self, name: str) -> None:
        """Let each two records that stand next to each other change places."""
        draft = self._trial.draft
        records = draft.lists[name]
        for place in range(len(records) - 1):
            one, other = records[place : place + 2]
            swapped = (*records[:place], other, one, *records[place + 2 :])
            draft.lists[name] = swapped
            after = self._trial.anew()
            draft.lists[name] = records
            if after is not None:
                self._compare(self._trial.as_is, after, partial(self._trial.swapped, name, swapped))

    def scan(self, axis: Axis, size: Number, random: Random) -> None:
        """Find the steps of one size in which outcomes differ."""
        trial = self._trial
        numbers = [as_number(one) for one in trial.values(axis, random)]
        for low, high in pairwise(numbers):
            first, last = trial.at(axis, low), trial.at(axis, high)
            if first is None or last is None:
                self.step(axis, low, size)
                self.step(axis, high - size, size)
                continue
            for number, one in enumerate(self._listed):
                if not one.is_done and first[number] != last[number]:
                    self.step(axis, self._halved(axis, (low, high), number, size), size)

    def _halved(self, axis: Axis, ends: tuple[Number, Number], number: int, size: Number) -> Number:
        """Return where the step begins in which one outcome differs most, by halving."""
        trial, one = self._trial, self._listed[number]
        low, high = ends
        at_low, at_high = trial.at(axis, low), trial.at(axis, high)
        while high - low > size and at_low is not None and at_high is not None:
            middle = low + max((high - low) // (2 * size), 1) * size
            seen = trial.at(axis, middle)
            if seen is None or middle >= high:
                break
            below = _largest(one, at_low[number], seen[number])
            above = _largest(one, seen[number], at_high[number])
            if below > above or (below == above and at_low[number] != seen[number]):
                high, at_high = middle, seen
            else:
                low, at_low = middle, seen
        return low

    def step(self, axis: Axis, low: Number, size: Number) -> None:
        """Compare the two ends of one step."""
        if self._trial.is_apart(axis, low, size):
            trial = self._trial
            self.compare(axis, trial.value(axis, low), trial.value(axis, low + size))

    def compare(self, axis: Axis, low: Scalar, high: Scalar) -> None:
        """Compare two values of what is varied."""
        before = self._trial.seen(axis, low)
        after = None if before is None else self._trial.seen(axis, high)
        if before is None or after is None or self._trial.has_birthday(axis, low, high):
            return
        if self._lane.is_next_month(low, high):
            return
        pair = self._trial.pair(axis, low, high)
        self._compare(before, after, pair, (axis, low, high))
        for number, one in enumerate(self._listed):
            demand = one.claim.demand
            if not isinstance(demand, Same) or not demand.grounds:
                continue
            if before[number] == after[number] and not (one.is_done or one.is_hopeless):
                name = one.claim.outcome
                if self._trial.rules(axis, low, name) != self._trial.rules(axis, high, name):
                    self._lane.by_grounds(one, pair())

    def _compare(
        self,
        before: Seen,
        after: Seen,
        pair: Callable[[], Pair],
        ends: tuple[Axis, Scalar, Scalar] | None = None,
    ) -> None:
        self._lane.pairs += 1
        for one, first, second in zip(self._listed, before, after, strict=True):
            if one.is_done:
                continue
            one.tried += 1
            if first != second or isinstance(one.claim.demand, Holds):
                score = _largest(one, first, second)
                if score > one.score and not (ends and self._is_documented(one, *ends)):
                    self._lane.note(one, score, pair())

    def _is_documented(self, one: Pending, axis: Axis, low: Scalar, high: Scalar) -> bool:
        """Tell whether a rule of which the limit is meant works with one of two values only."""
        rules, name = one.claim.documented, one.claim.outcome
        if not rules:
            return False
        trial = self._trial
        return trial.among(axis, low, name, rules) != trial.among(axis, high, name, rules)


def _largest(one: Pending, first: tuple[object, ...], second: tuple[object, ...]) -> Number:
    is_asked = isinstance(one.claim.demand, BothDecide)
    if not is_asked and (is_open(first) or is_open(second)):
        return -1  # the evaluator tells nothing of a case in which one of the records is open
    return max(map(one.score_of, first, second), default=-1)


def _slots_of(change: Change, terrain: Terrain) -> tuple[Slot, ...]:
    match change:
        case Other(place=place) | More(place=place) | Step(place=place) | Turned(place=place):
            return terrain.layout.at(place)
    return ()


def reach_of(change: Change, slots: Sequence[Slot], terrain: Terrain) -> Reach:
    """Return what a change may reach."""
    program = terrain.program
    if isinstance(change, Later):
        return Reach(_in_time(terrain), False, bool(terrain.premises))
    differences = [terrain.layout.difference(slot) for slot in slots]
    if isinstance(change, Swapped):
        differences = [Difference(names=frozenset({change.list}))]
    reached = frozenset[str]().union(*(one.affects(program) for one in differences))

    def touches(expr: object) -> bool:
        return any(one.touches(expr, program, reached) for one in differences)  # type: ignore[arg-type]

    return Reach(reached, any(map(touches, terrain.months)), any(map(touches, terrain.premises)))


def _in_time(terrain: Terrain) -> frozenset[str]:
    """Return the definitions that may come out otherwise on another day."""
    definitions = terrain.program.definitions
    found: set[str] = set()
    for name, read in from_the_bottom(definitions):
        dated = (core.ReferenceDate, core.OverMonths)
        if not found.isdisjoint(read) or any(
            isinstance(one, dated) for one in definitions[name].parts
        ):
            found.add(name)
    return frozenset(found)


def lanes(terrain: Terrain, waiting: Sequence[Pending], *, strict: bool) -> tuple[Lane, ...]:
    """Return the claims of a pair by what changes in them."""
    found: dict[Change, list[Pending]] = {}
    for one in waiting:
        if one.claim.change is not None:
            found.setdefault(one.claim.change, []).append(one)
    return tuple(
        Lane(terrain, number, listed, strict=strict) for number, listed in enumerate(found.values())
    )


def beside(found: Sequence[Lane], program: core.Program) -> Mapping[str, tuple[Lane, ...]]:
    """Return for each definition the lanes of what it reads itself."""
    by_name: dict[str, list[Lane]] = {}
    for lane in found:
        for name in dict.fromkeys(slot.name for slot in lane.slots):
            by_name.setdefault(name, []).append(lane)
    listed: dict[str, tuple[Lane, ...]] = {}
    for name, definition in program.definitions.items():
        read = dict.fromkeys(
            part.field if isinstance(part, core.Field) else part.name
            for part in definition.parts
            if isinstance(part, core.Fact | core.Field | core.Judged)
        )
        listed[name] = tuple(lane for one in read for lane in by_name.get(one, ()))
    return listed
