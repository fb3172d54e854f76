"""The search for what settles claims: many claims share each case, each case costs microseconds.

First the plain cases, then cases pushed to each rule and each limit in turn, until all is settled
or the budget is spent. Generated code finds; the evaluator shows, before anything is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import count, islice
from random import Random
from time import monotonic

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import Claim, Place, Turned, program_for
from maatwerk_rules.verification.search.ascent import Ascent
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.directed import Aiming
from maatwerk_rules.verification.search.drawing import Drawing
from maatwerk_rules.verification.search.lanes import Lane, beside, lanes
from maatwerk_rules.verification.search.looking import Look, Near
from maatwerk_rules.verification.search.meeting import Meeting
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.singles import Singles
from maatwerk_rules.verification.search.terrain import Terrain
from maatwerk_rules.verification.standing import Elsewhere
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.witnesses import NONE, Witnesses


def nothing_elsewhere(_: Callable[[], Set[Claim]]) -> Set[Claim]:
    """Settle nothing elsewhere."""
    return frozenset()


MOST_EXAMPLES = 150
"""How many plain cases are begun with."""
MOST_KEPT = 400
"""How many cases are kept to begin again from."""
FRESH = 12
"""How many cases are drawn where there are no plain ones."""
SWEPT = 8
"""In how many kept cases everything is varied in one turn."""
PACE = 4
"""Once in how many of those a place with many values is varied."""
BEGUN = 24
"""From how many kept cases is begun in one turn: the evaluator is quick beside what it knows."""
FEW = 3
"""How many of the cases in which a definition was decided are begun from."""
CROWD = 12
"""For each so many open claims a place is varied once more in a turn."""
WIDE = 0.2
"""How often a place with many values is varied in a case that was pushed for another."""
SCANNED = 0.5
"""How often all values are tried anew on the way to a larger difference."""
MEETINGS = 4
"""How often cases are put together for one outcome in one turn."""
CLIMBS = 6
"""From how many changed cases a larger difference is sought in one turn."""
REPLAY = 0.008
"""About how many seconds it takes to show a largest difference."""


@attrs.frozen
class Effort:
    """How far a search goes.

    It goes on for `seconds`, or where `most` is given for so many cases and pairs: then a `seed`
    always gives the same. A `strict` one raises `UnconfirmedError` where the evaluator denies what
    generated code found. `clock` tells the seconds.
    """

    seconds: float = 10
    seed: int = 0
    most: int | None = None
    strict: bool = False
    clock: Callable[[], float] = monotonic


class Budget:
    """What is left of an effort."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._start = effort.clock()
        self.cases = 0

    def is_spent(self, reserved: float = 0) -> bool:
        """Tell whether it is over; `reserved` are seconds still needed afterwards."""
        effort = self._effort
        if effort.most is not None:
            return self.cases >= effort.most
        return effort.clock() - self._start >= effort.seconds - reserved


def search(  # noqa: PLR0913 - every executor is asked in this way
    policy: Policy,
    part: Slice,
    claims: Iterable[Claim],
    *,
    seconds: float,
    seed: int = 0,
    examples: Sequence[Case] = (),
    witnesses: Witnesses = NONE,
    elsewhere: Elsewhere = nothing_elsewhere,
) -> Iterator[Verdict]:
    """Yield a verdict on each claim: those that are settled at once, the others in the end.

    Args:
        examples: Plain cases to begin with; what is not known of one is filled in.
        witnesses: What showed claims before, by their keys; it is looked at anew.
        elsewhere: Gives the claims that were settled elsewhere by then; of those is told nothing
            more. It is asked many times a second, once what showed claims before was looked at.
    """
    effort = Effort(seconds, seed)
    return searched(
        policy, part, claims, effort, examples=examples, witnesses=witnesses, elsewhere=elsewhere
    )


def searched(  # noqa: PLR0913 - each may be left out
    policy: Policy,
    part: Slice,
    claims: Iterable[Claim],
    effort: Effort,
    *,
    examples: Sequence[Case] = (),
    witnesses: Witnesses = NONE,
    elsewhere: Elsewhere = nothing_elsewhere,
) -> Iterator[Verdict]:
    """Yield what `search` does, with all that can be said of how far it goes."""
    budget = Budget(effort)
    random = Random(effort.seed)
    listed = [*claims]
    claims = [one for one in listed if one.outcome in part.program.definitions]
    for one in listed:
        if one.outcome not in part.program.definitions:
            yield Verdict(one, "niet_gevonden", "zoeken")  # it is not said of cases
    hunts: list[Hunt] = []

    def gone() -> Set[Claim]:
        return elsewhere(lambda: frozenset().union(*(hunt.told() for hunt in hunts)))

    for program, asked in _by_program(claims, part):
        terrain = Terrain(policy, part, program)
        hunts.append(Hunt(terrain, asked, random, gone, strict=effort.strict))
    for hunt in hunts:
        yield from hunt.begin(examples, budget)
        yield from hunt.recall(witnesses, budget)
    waiting = [*hunts]
    for turn in count():
        reserved = REPLAY * sum(hunt.to_show for hunt in waiting)
        waiting = [hunt for hunt in waiting if not hunt.is_idle]
        if not waiting or budget.is_spent(reserved):
            break
        for hunt in waiting:
            yield from hunt.turn(turn, budget)
    for hunt in hunts:
        yield from hunt.end()


def _by_program(claims: Iterable[Claim], part: Slice) -> Iterator[tuple[Program, list[Claim]]]:
    """Yield the programs to search in; a begrip that is varied asks for a program of its own."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        place = getattr(claim.change, "place", None)
        begrip = place.name if isinstance(place, Place) and place.kind == "begrip" else ""
        found.setdefault(begrip, []).append(claim)
    for listed in found.values():
        yield program_for(listed[0], part.program), listed


class Hunt:
    """The search in one program."""

    def __init__(
        self,
        terrain: Terrain,
        claims: Iterable[Claim],
        random: Random,
        gone: Callable[[], Set[Claim]],
        *,
        strict: bool,
    ) -> None:
        definitions = terrain.program.definitions
        self._all = [Pending(claim, definitions[claim.outcome]) for claim in claims]
        self._terrain = terrain
        self._random = random
        self._elsewhere = gone
        self._gone = 0
        self._drawing = Drawing(terrain, random)
        self._aiming = Aiming(terrain, random)
        self._ascent = Ascent(terrain, self._aiming, self._drawing, random)
        self._kept: list[Draft] = []
        self._kept_for: dict[str, list[Draft]] = {}
        self._begun: list[Draft] = []
        self._cases: dict[int, Case] = {}
        self._seen = 0
        alone = [one for one in self._all if one.claim.change is None]
        self._singles = Singles(terrain, alone, random, strict=strict)
        self._lanes = lanes(terrain, self._all, strict=strict)
        self._meeting = Meeting(terrain, self._aiming, random)
        for lane in self._lanes:
            lane.seek(self._meeting.halfway(lane))
        self._beside = beside(self._lanes, terrain.program)

    @property
    def to_show(self) -> int:
        """How many largest differences are still to be shown by the evaluator."""
        return sum(one.best is not None and not one.cases for one in self._all)

    @property
    def is_idle(self) -> bool:
        """Tell whether more searching makes no sense."""
        return all(one.is_done or one.is_stale for one in self._all)

    def told(self) -> Iterator[Claim]:
        """Yield the claims of which something was found by now."""
        return (one.claim for one in self._all if one.tells)

    def begin(self, examples: Sequence[Case], budget: Budget) -> Iterator[Verdict]:
        """Look at the plain cases, or at drawn ones where there are none."""
        begun = [self._terrain.drafts.drafted(case) for case in examples[:MOST_EXAMPLES]]
        for number in range(0 if begun else FRESH):
            day = self._terrain.first_day
            begun.append(self._drawing.fresh() if number else self._terrain.drafts.plain(day))
        first_of: dict[date, Draft] = {}
        for draft in begun:
            budget.cases += 1
            first = first_of.setdefault(draft.day, draft)
            if self._singles.visit(draft, self._case_of(first)):
                self._keep(draft)
            yield from self._settled()

    def recall(self, witnesses: Witnesses, budget: Budget) -> Iterator[Verdict]:
        """Look again at what showed claims before; what still does is kept to begin from."""
        known: dict[int, Draft] = {}
        lanes_of = {one: lane for lane in self._lanes for one in lane.open}
        for one in self._all:
            cases = witnesses.get(one.claim.key, ())
            if one.is_done or not cases or budget.is_spent():
                continue
            for case in cases:
                if id(case) not in known:
                    known[id(case)] = self._terrain.drafts.drafted(case)
            drafts = [known[id(case)].copied() for case in cases]
            budget.cases += 1
            if one in lanes_of:
                lanes_of[one].recall(*drafts)
            else:
                self._singles.visit(drafts[0], self._case_of(drafts[0]))
            if one.tells:
                self._keep(drafts[0])
            yield from self._settled()

    def turn(self, turn: int, budget: Budget) -> Iterator[Verdict]:
        """Give each open claim of one case, and each place that is varied, its turn."""
        self._begun = self._random.sample(self._kept, min(BEGUN, len(self._kept)))
        for one in [*self._singles.open]:
            if not one.is_done and not one.is_stale and turn % one.pace == 0:
                self._alone(one, budget)
                yield from self._settled()
                self._look_elsewhere()
                if budget.is_spent():
                    return
        reserved = REPLAY * self.to_show
        for step in (self._swept(budget), self._aimed(turn, budget)):
            for _ in step:
                yield from self._settled()
                self._look_elsewhere()
                if budget.is_spent(reserved):
                    return

    def _alone(self, one: Pending, budget: Budget) -> None:
        """Push a case towards what settles a claim of one case."""
        one.efforts += 1
        draft, near = self._base(self._begun)
        self._singles.aim(one, draft)
        budget.cases += 1
        if self._singles.visit(draft, near) and self._terrain.settled:
            self._keep(draft)

    def _swept(self, budget: Budget) -> Iterator[None]:
        """Vary everything in the next few cases that were kept."""
        for draft in self._kept[self._seen : self._seen + SWEPT]:
            look = Look(self._terrain, draft, self._case_of(draft))
            for lane in self._lanes:
                if not lane.is_wide or (lane.number + self._seen) % PACE == 0:
                    before = lane.pairs
                    lane.visit(look, self._random)
                    budget.cases += lane.pairs - before
                    yield
            self._seen += 1

    def _aimed(self, turn: int, budget: Budget) -> Iterator[None]:
        """Vary each place in a case pushed to where it may matter, and climb from the best."""
        for lane in self._lanes:
            waiting = [one for one in lane.open if not one.is_stale]
            if not waiting:
                continue
            for _ in range(1 + len(waiting) // CROWD):
                self._try(lane, self._random.choice(waiting), turn, budget)
            for each in waiting:
                each.efforts += 1
            self._meet(lane, budget)
            best = [each for each in waiting if each.best is not None and each.is_measured]
            if best:
                self._climb(lane, self._random.choice(best), budget)
            yield

    def _try(self, lane: Lane, one: Pending, turn: int, budget: Budget) -> None:
        """Vary a place in one case, and what is read beside it along the way."""
        if isinstance(lane.change, Turned):
            self._ascend(lane, one, budget)
            return
        draft, near = self._base(self._near(lane, one))
        path = self._aiming.aim(lane, one, draft) if turn % 3 else ()
        look = Look(self._terrain, draft, near)
        along = [other for name in path for other in self._beside.get(name, ())]
        for other in dict.fromkeys([lane, *along]):
            if other is lane or not other.is_wide or self._random.random() < WIDE:
                before = other.pairs
                other.visit(look, self._random)
                budget.cases += other.pairs - before

    def _meet(self, lane: Lane, budget: Budget) -> None:
        """Put cases together in which a place is felt halfway and an outcome hangs on that."""
        for one in [*lane.open, *lane.halfway]:
            if one.is_done or one.score >= 0:
                continue
            before = lane.pairs
            for draft, pair in islice(self._meeting.meets(lane, one), MEETINGS):
                lane.again(draft, pair)
            budget.cases += lane.pairs - before
        self._learn(lane)

    def _learn(self, lane: Lane) -> None:
        while lane.shown:
            one, pair = lane.shown.pop()
            self._meeting.learn(lane, one.claim.outcome, pair)

    def _ascend(self, lane: Lane, one: Pending, budget: Budget) -> None:
        """Try to let what a change does come through to an outcome."""
        draft, _ = self._base(self._near(lane, one))
        for look in self._ascent.tries(lane, one, draft):
            before = lane.pairs
            lane.visit(look, self._random)
            budget.cases += lane.pairs - before

    def _near(self, lane: Lane, one: Pending) -> Sequence[Draft]:
        """Return the cases in which rules between an outcome and a place are known to work."""
        between = self._aiming.between(lane, one)
        listed = [self._kept_for[name] for name in sorted(between) if name in self._kept_for]
        return self._random.choice(listed)[:FEW] if listed else self._begun

    def _climb(self, lane: Lane, one: Pending, budget: Budget) -> None:
        """Change a few places of the case with the largest difference by now, to find a larger."""
        slots = self._terrain.slots_read(one.claim.outcome)
        score, before = one.score, lane.pairs
        for _ in range(CLIMBS):
            draft = self._drawing.changed(one.best.first, slots)
            if self._random.random() < SCANNED:
                lane.visit(Look(self._terrain, draft), self._random)
            else:
                lane.again(draft, one.best)
        one.stale = 0 if one.score > score else one.stale + 1
        budget.cases += lane.pairs - before

    def _base(self, known: Sequence[Draft]) -> tuple[Draft, Near | None]:
        """Return a case to begin from, and what gives the known one that it was made from.

        It is a known one, changed or not, or now and then one of which all is drawn.
        """
        luck = self._random.random()
        if luck < 0.05 or not known:
            return self._drawing.fresh(), None
        draft = self._random.choice(known)
        near = self._case_of(draft)
        return (self._drawing.changed(draft) if luck < 0.4 else draft.copied()), near

    def _case_of(self, draft: Draft) -> Near:
        """Return what gives a kept case for the evaluator, the same one each time."""

        def case() -> Case:
            found = self._cases.get(id(draft))
            if found is None:
                found = self._cases[id(draft)] = self._terrain.drafts.case(draft)
            return found

        return case

    def _keep(self, draft: Draft) -> None:
        """Keep a case to begin again from, under what it settled."""
        if len(self._kept) < MOST_KEPT:
            self._kept.append(draft)
            for one in self._terrain.settled:
                self._kept_for.setdefault(one.claim.outcome, []).append(draft)

    def _settled(self) -> Iterator[Verdict]:
        settled = self._terrain.settled
        while settled:
            yield settled.pop(0).verdict()

    def _look_elsewhere(self) -> None:
        """Leave alone what was settled elsewhere by now."""
        gone = self._elsewhere()
        if len(gone) > self._gone:
            self._gone = len(gone)
            for one in self._all:
                one.is_done = one.is_done or one.claim in gone

    def end(self) -> Iterator[Verdict]:
        """Show the largest differences, and tell what was not found."""
        for lane in self._lanes:
            for one in lane.open:
                lane.conclude(one)
        yield from self._settled()
        for one in self._all:
            if not one.is_done:
                yield one.verdict()
