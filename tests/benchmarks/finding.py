"""Other ways to look for a planted fault, each until it tells it or its time is over.

All are held against the same generated code, and what they find is shown by the evaluator; they
differ in how they come by a case or a pair. Hypothesis draws from what is declared alone, or from
our strategies; random draws what is declared too, and pools draw at what the rules compare with.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import process_time

import attrs
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import JaNee, Keuze, Scalar
from maatwerk_rules.verification.claims import Later, More, Other, Step, program_for
from maatwerk_rules.verification.policy_strategies import Ground as Drawn
from maatwerk_rules.verification.policy_strategies import drafts
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.drawing import Drawing
from maatwerk_rules.verification.search.examples import examples
from maatwerk_rules.verification.search.layout import Slot
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.pools import as_number
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.search.singles import Singles
from maatwerk_rules.verification.search.solving import as_value
from maatwerk_rules.verification.search.terrain import Terrain
from tests.verification.planted.planting import Ground

BUDGET = 1.0
"""How many seconds of processor time each run gets."""


@attrs.frozen
class Found:
    """Whether a run told the fault, in how many seconds, after how many cases or pairs."""

    is_told: bool
    seconds: float
    tried: int


class _FoundError(Exception):
    """A run is over: the fault is told, or there is no more time."""


Value = Callable[[Slot, Draft], Scalar]


class Held:
    """Cases or pairs held against the claim of one fault, until one tells it."""

    def __init__(self, ground: Ground, number: int) -> None:
        program: Program = program_for(ground.claim, ground.part.program)
        self.ground = ground
        self.random = Random(number)
        self.terrain = Terrain(ground.policy, ground.part, program)
        definition = program.definitions[ground.claim.outcome]
        self.pending = Pending(ground.claim, definition)
        self._singles = Singles(self.terrain, [self.pending], self.random, strict=False)
        self.tried = 0
        self.began = process_time()

    def hold(self, draft: Draft, value: Value) -> None:
        """Hold one draft against the claim, or the pair that is made from it.

        Raises:
            _FoundError: It is told, or the time is over.
        """
        if process_time() - self.began > BUDGET:
            raise _FoundError
        self.tried += 1
        if self.pending.claim.change is None:
            self._singles.visit(draft)
        else:
            self._pair(draft, value)
        if self.pending.is_done:
            raise _FoundError

    def _pair(self, draft: Draft, value: Value) -> None:
        """Vary what the claim says in a draft, and compare what the outcome comes to."""
        before = draft.copied()
        if not self._varied(before, draft, value):
            return
        terrain, pending = self.terrain, self.pending
        if not all(terrain.can_be(terrain.reader.case(one)) for one in (before, draft)):
            return
        name = pending.claim.outcome
        first, second = (
            terrain.reader.value(name, terrain.reader.case(x)) for x in (before, draft)
        )
        if first == second and not self._other_grounds(before, draft):
            return
        cases = terrain.drafts.case(before), terrain.drafts.case(draft)
        pending.is_done = terrain.judge.shows(pending.claim, cases) is True

    def _other_grounds(self, before: Draft, after: Draft) -> bool:
        working, reader = self.terrain.working, self.terrain.reader
        name = self.pending.claim.outcome
        first, second = (working.deciding(name, reader.case(one), None) for one in (before, after))
        return first != second

    def _varied(self, before: Draft, draft: Draft, value: Value) -> bool:
        change = self.pending.claim.change
        if isinstance(change, Later):
            draft.day = before.day + timedelta(change.days)
            return draft.day <= self.terrain.last_day
        assert isinstance(change, Other | More | Step)
        (slot, holder), *_ = self.terrain.drafts.spots(draft, self.terrain.layout.at(change.place))
        old = holder[slot.key]
        if isinstance(change, Step):
            size = change.size.days if isinstance(change.size, timedelta) else change.size
            holder[slot.key] = as_value(as_number(old) + size, slot)
        else:
            holder[slot.key] = value(slot, draft)
        new = holder[slot.key]
        return new != old and (not isinstance(change, More) or as_number(new) > as_number(old))


def _anywhere(random: Random) -> Value:
    """Return what draws any value that is declared."""

    def value(slot: Slot, _: Draft) -> Scalar:
        match slot.type:
            case JaNee():
                return random.random() < 0.5
            case Keuze(opties=opties):
                return random.choice(opties)
        low, high = (as_number(one) for one in slot.ends)
        return as_value(random.randint(int(low), int(high)), slot)

    return value


def _by_random(held: Held) -> None:
    value, terrain = _anywhere(held.random), held.terrain
    days = (terrain.last_day - terrain.first_day).days
    while True:
        draft = terrain.drafts.plain(terrain.first_day + timedelta(held.random.randint(0, days)))
        for name, lijst in terrain.layout.lists.items():
            while len(draft.lists[name]) < min(lijst.maximum, held.random.randint(0, 2)):
                terrain.drafts.add_record(draft, name)
        for slot, holder in terrain.spots(draft):
            holder[slot.key] = value(slot, draft)
        held.hold(draft, value)


def _by_pools(held: Held) -> None:
    drawing = Drawing(held.terrain, held.random)
    pools = held.terrain.pools.of
    while True:
        draft = drawing.fresh()
        held.hold(draft, lambda slot, of: pools[slot].drawn(held.random, of.day))


def _by_plain_hypothesis(held: Held) -> None:
    terrain = held.terrain
    by_slot = {slot: _declared(slot) for slot in terrain.layout.all}

    @st.composite
    def any_draft(draw: st.DrawFn) -> Draft:
        draft = terrain.drafts.plain(draw(st.dates(terrain.first_day, terrain.last_day)))
        for name, lijst in terrain.layout.lists.items():
            for _ in range(draw(st.integers(lijst.minimum, min(2, lijst.maximum)))):
                if len(draft.lists[name]) < lijst.maximum:
                    terrain.drafts.add_record(draft, name)
        for slot, holder in terrain.spots(draft):
            holder[slot.key] = draw(by_slot[slot])
        return draft

    _with_hypothesis(held, any_draft(), lambda slot: by_slot[slot])


def _declared(slot: Slot) -> st.SearchStrategy[Scalar]:
    match slot.type:
        case JaNee():
            return st.booleans()
        case Keuze(opties=opties):
            return st.sampled_from(opties)
    low, high = slot.ends
    if isinstance(low, date) and isinstance(high, date):
        return st.dates(low, high)
    return st.integers(int(as_number(low)), int(as_number(high)))


def _by_our_strategies(held: Held) -> None:
    part = attrs.evolve(held.ground.part, program=held.terrain.program)
    drawn = Drawn(held.ground.policy, part)
    day = held.terrain.first_day
    _with_hypothesis(held, drafts(drawn), lambda slot: drawn.values(slot, day))


def _with_hypothesis(
    held: Held,
    whole: st.SearchStrategy[Draft],
    values: Callable[[Slot], st.SearchStrategy[Scalar]],
) -> None:
    """Let Hypothesis draw until the run is over."""

    @seed(held.random.randint(0, 1_000_000))
    @settings(
        max_examples=10_000_000,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(st.data())
    def run(data: st.DataObject) -> None:
        held.hold(data.draw(whole), lambda slot, _: data.draw(values(slot)))

    while True:
        run()


def _by_search(held: Held) -> None:
    ground = held.ground
    effort = Effort(BUDGET, held.random.randint(0, 1_000_000), clock=process_time)
    cases = [case for _, case in examples(ground.policy, ground.part)]
    (found,) = searched(ground.policy, ground.part, [ground.claim], effort, examples=cases)
    held.tried += max(found.tried, 1)
    held.pending.is_done = found.status not in ("niet_gevonden", "onbeslist")
    raise _FoundError


METHODS: dict[str, Callable[[Held], None]] = {
    "Hypothesis, what is declared": _by_plain_hypothesis,
    "Hypothesis, our strategies": _by_our_strategies,
    "random": _by_random,
    "pools of boundaries": _by_pools,
    "directed search": _by_search,
}
"""The ways to look, by name."""


def found_by(method: str, ground: Ground, number: int) -> Found:
    """Return what one run made of a fault; a number gives the same run each time."""
    held = Held(ground, number)
    with contextlib.suppress(_FoundError):
        METHODS[method](held)
    return Found(held.pending.is_done, process_time() - held.began, held.tried)
