"""Many claims proved at once: what changes the same is encoded once, by two solvers at a time.

What a solver finds for one claim is tried on all that change the same, so that a pair that shows
ten outcomes is looked for once. The claims that read least go first: what was found for those is
what is begun with for those above them.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from fractions import Fraction
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING

import attrs

from maatwerk_rules.model.types import Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Change, Claim, Measured
from maatwerk_rules.verification.observed import gap
from maatwerk_rules.verification.search.replaying import Judge
from maatwerk_rules.verification.smt.crossing import Crossing
from maatwerk_rules.verification.smt.product import Asked
from maatwerk_rules.verification.smt.quantities import UnsupportedError
from maatwerk_rules.verification.smt.smtlib import Question, question
from maatwerk_rules.verification.smt.solving import Answer, Solver
from maatwerk_rules.verification.smt.terms import Pool, cone
from maatwerk_rules.verification.verdicts import Status, Verdict

if TYPE_CHECKING:
    from maatwerk_rules.verification.smt.proving import Prover

WORKERS = 2
"""So many solvers at once."""
FIRST, OPEN = 0.75, 0.5
"""How much of the time that is left goes to all claims, and to those that are open after that."""
LEAST = 2.0
"""So many seconds a question may take at least, while there is time."""
LIGHT, BRIEF = 6_000, 1_000_000
"""Of so many terms a question is asked at first, and it may take so many steps.

Steps, so that what is left for later does not hang on how busy the machine is.
"""
CLOSED = 5
"""So often a case is asked in which less is open, where one that was found tells nothing."""
FEW = 2
"""So many pairs are tried on other outcomes, in so many cases that hang on what they show."""
NO_TIME = "Er was geen tijd meer voor een bewijs."
MAYBE_MORE = "Het kan meer zijn: niet alles is nagerekend."


@frozen
class Job:
    """One question of one claim, with how many steps it may take.

    `climb` is how large what is measured can be.
    """

    asked: Asked
    posed: Question
    climb: int = 0
    steps: int = 0

    def put(self, solver: Solver, seconds: float) -> Answer:
        """Ask it."""
        return solver.ask(self.posed, self.climb, seconds, self.steps)


Asks = Generator[Job, Answer, None]
"""Yields questions, one after the answer to the other."""


@frozen
class Ask:
    """A question of a claim, with the claims that a case found for it is tried on."""

    claim: Claim
    number: int
    mates: Sequence[Claim]
    pool: Pool
    steps: int = 0


class Pace:
    """How long questions may take, so that all get their turn: `count` are still to be asked."""

    def __init__(self, end: float, share: float, count: int, most: float) -> None:
        """Take so large a share of the time until the end, for so many questions."""
        now = time.monotonic()
        self.count = count
        self._end = now + (end - now) * share
        self._most = most

    def each(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Yield claims, counting each as asked."""
        for claim in claims:
            self.count -= 1
            yield claim

    @property
    def is_over(self) -> bool:
        """There is no more time."""
        return time.monotonic() >= self._end

    @property
    def seconds(self) -> float:
        """How long the next question may take."""
        left = self._end - time.monotonic()
        each = max(LEAST, WORKERS * left / max(1, self.count))
        return max(0.0, min(each, self._most, left))


@attrs.define(eq=False)
class State:
    """What is known of a claim.

    `asked` are its questions, `open` those that may have a case, or a larger one than was found,
    with why that is not known. `cases` are what the evaluator confirmed, `size` is how far those
    lie apart. `weight` is the size of a question, `failed` the definition that stands in the way
    of a proof in parts.
    """

    asked: list[Asked] = attrs.field(factory=list)
    open: dict[int, Answer] = attrs.field(factory=dict)
    cases: tuple[Case, ...] = ()
    size: Number = 0
    weight: int = 0
    failed: str = ""
    refused: UnsupportedError | None = None

    def put(self, asked: Asked | UnsupportedError, pool: Pool) -> None:
        """Take in a question, or that there is none."""
        if isinstance(asked, UnsupportedError):
            self.refused = asked
            return
        if asked.settles is not pool.false:
            self.open[len(self.asked)] = Answer(None, reason="timeout")
        self.asked.append(asked)

    def take(self, cases: tuple[Case, ...], size: Number) -> None:
        """Take in what the evaluator confirmed, where it is the largest by now."""
        if not self.cases or size > self.size:
            self.cases, self.size = cases, size

    @property
    def was_asked(self) -> bool:
        """There was time to make a question of it."""
        return bool(self.asked)

    @property
    def is_settled(self) -> bool:
        """Nothing more is to be asked."""
        if self.refused is not None or not self.asked:
            return False
        if not self.cases:
            return not self.open
        return self.size >= self.most

    @property
    def most(self) -> Number:
        """How far the outcomes can lie apart at most in what is open."""
        sizes = (self.asked[number].size for number in self.open)
        return max((Fraction(one.term.high, one.per) for one in sizes if one), default=0)


class Many:
    """Proves many claims with what one prover knows."""

    def __init__(self, prover: Prover, seconds: float) -> None:
        self._prover = prover
        self._end = time.monotonic() + seconds
        self._states: dict[Claim, State] = {}
        self._solvers: SimpleQueue[Solver] = SimpleQueue()
        self._touched: list[Claim] = []
        self._crossing = Crossing(prover.part.program)
        self._crossed: set[tuple[int, int]] = set()
        self._pairs: dict[Change | None, list[tuple[str, tuple[Case, ...]]]] = {}
        self._parts: dict[str, bool] = {}
        self._sensitive: dict[str, list[Case]] = {}
        self._judges: dict[int, Judge] = {}

    def proved(self, claims: Iterable[Claim], known: Iterable[Verdict] = ()) -> Iterator[Verdict]:
        """Yield a verdict on each claim, as soon as it is there.

        Args:
            known: What was found before, to begin with.
        """
        for verdict in known:
            self._learn(verdict.claim, verdict.cases)
        groups: dict[Change | None, list[Claim]] = {}
        for claim in claims:
            self._states[claim] = State()
            groups.setdefault(claim.change, []).append(claim)
        most = self._prover.limit.seconds
        with self._workers() as workers:
            pace = Pace(self._end, FIRST, len(self._states), most)
            ordered = sorted(groups.values(), key=_order)
            yield from self._round(workers, (self._group(each, pace) for each in ordered), pace)
            left = self._left(larger=False)
            pace = Pace(self._end, OPEN, len(left), most)
            together: dict[Change | None, list[Claim]] = {}
            for claim in left:
                together.setdefault(claim.change, []).append(claim)
            asks = (self._one_by_one(each, pace) for each in together.values())
            yield from self._round(workers, asks, pace)
            left = self._left(larger=True)
            pace = Pace(self._end, 1.0, len(left), most)
            asks = (self._larger(one) for one in pace.each(left))
            yield from self._round(workers, asks, pace)
        for claim in [*self._states]:
            yield self._concluded(claim)

    @contextmanager
    def _workers(self) -> Iterator[ThreadPoolExecutor]:
        """Give threads that each ask a solver of its own; all are gone afterwards."""
        solvers = [self._prover.solver() for _ in range(WORKERS)]
        workers = ThreadPoolExecutor(WORKERS)
        for one in solvers:
            self._solvers.put(one)
        try:
            yield workers
        finally:
            workers.shutdown(wait=False, cancel_futures=True)
            for one in solvers:  # what is being asked ends at once
                one.close()
            workers.shutdown()
            for one in solvers:
                one.close()

    # ---------------------------------------------------------------- asking

    def _round(
        self, workers: ThreadPoolExecutor, asks: Iterator[Asks], pace: Pace
    ) -> Iterator[Verdict]:
        """Ask questions, as many at once as there are solvers, and yield what is known then."""
        running: dict[Future[Answer], Asks] = {}
        answered: list[tuple[Asks, Answer | None]] = []
        while True:
            room = max(0, WORKERS + 1 - len(running) - len(answered))
            answered += [(one, None) for one in islice(asks, room)]
            if not answered:
                return
            for asking, answer in answered:
                with suppress(StopIteration):
                    job = next(asking) if answer is None else asking.send(answer)
                    if not pace.is_over:
                        running[workers.submit(self._put, job, pace.seconds)] = asking
                yield from self._settled()
            ended = wait(running, return_when=FIRST_COMPLETED).done
            answered = [(running.pop(one), one.result()) for one in ended]

    def _put(self, job: Job, seconds: float) -> Answer:
        solver = self._solvers.get()
        try:
            return job.put(solver, seconds)
        finally:
            self._solvers.put(solver)

    def _group(self, claims: list[Claim], pace: Pace) -> Asks:
        """Ask about claims with the same change, those that read least first."""
        asking = self._prover.asking(claims[0])
        pool = asking.quantities.pool
        sizes: dict[Claim, int] = {}
        for together in asking.together(claims) if not pace.is_over else ():
            for claim, asked in together.items():
                state = self._states[claim]
                state.put(asked, pool)
                if isinstance(asked, Asked):
                    sizes[claim] = state.weight = len(cone(pool, [asked.settles]))
        self._touched += sizes
        mates = sorted(sizes, key=sizes.__getitem__)
        for place, claim in enumerate(mates):
            pace.count -= 1
            left = self._states.get(claim)
            if left is not None and left.weight <= LIGHT:
                yield from self._alone(claim, mates[place:], BRIEF)

    def _one_by_one(self, claims: list[Claim], pace: Pace) -> Asks:
        """Ask about claims with the same change again: in parts, and then for longer."""
        for claim in pace.each(claims):
            if claim in self._states:
                yield from self._alone(claim, self._mates(claim))

    def _alone(self, claim: Claim, mates: Sequence[Claim], steps: int = 0) -> Asks:
        """Ask the open questions of one claim, once what was found for others does not show it."""
        state = self._states.get(claim)
        pool = self._prover.asking(claim).quantities.pool
        if state is None or state.cases or self._shown_by_others(claim, mates):
            return
        for number, before in [*state.open.items()]:
            ask = Ask(claim, number, mates, pool, steps)
            again = before.found and not before.sure and not steps  # that may be shown for certain
            if (before.found is None or again) and not state.cases:
                if not steps and (yield from self._in_parts(ask, state)):
                    continue
                yield from self._asked(ask, state.asked[number])

    def _in_parts(self, ask: Ask, state: State) -> Generator[Job, Answer, bool]:
        """Tell whether small proofs, one for each definition, show that nothing settles a claim."""
        asked = state.asked[ask.number]
        if asked.cut is None:
            return False
        parts = self._prover.asking(ask.claim).in_parts(ask.claim, asked.cut)
        try:
            holding = next(parts)
            while True:
                posed = question(ask.pool, holding)
                if posed.text not in self._parts:
                    answer = yield Job(asked, posed, 0, BRIEF)
                    self._parts[posed.text] = answer.found is False
                holding = parts.send(self._parts[posed.text])
        except StopIteration as done:
            proved = bool(done.value)
        state.failed = next(iter(asked.cut.failed), "")
        if proved:
            state.open.pop(ask.number)
            self._touched.append(ask.claim)
        return proved

    def _asked(self, ask: Ask, asked: Asked) -> Asks:
        """Ask one question of a claim: with products that may be any number first."""
        for exact in (False, True):
            posed = self._prover.posed(ask.pool, asked, exact=exact)
            job = Job(asked, posed, 0, ask.steps)
            answer = yield job
            if self._read(job, answer, ask):
                return
            if answer.found:
                yield from self._closing(ask, job, answer)
            state = self._states.get(ask.claim)
            if not posed.products or state is None or state.cases:
                return

    def _closing(self, ask: Ask, job: Job, answer: Answer) -> Asks:
        """Ask for a case in which that has a value for which the last one left the claim open.

        That there is none proves nothing: a case that is open there may still settle the claim.
        """
        judge = self._judge(ask.claim)
        asked = job.asked
        for _ in range(CLOSED):
            cases = self._prover.cases(asked, job.posed, answer)
            names = frozenset().union(*(judge.lacking(case, ask.claim.outcome) for case in cases))
            shut = [ask.pool.negate(one.when) for one in asked.opens if one.name in names]
            settles = ask.pool.both(asked.settles, *shut)
            if settles is asked.settles:
                return
            asked = attrs.evolve(asked, settles=settles)
            job = Job(asked, self._prover.posed(ask.pool, asked, exact=True), 0, job.steps)
            answer = yield job
            if not answer.found or ask.claim not in self._states:
                return
            if self._confirmed(self._prover.cases(asked, job.posed, answer), ask.mates):
                return

    def _judge(self, claim: Claim) -> Judge:
        program = self._prover.asking(claim).program
        return self._judges.setdefault(id(program), Judge(self._prover.policy, program))

    def _larger(self, claim: Claim) -> Asks:
        """Ask whether there is a larger difference than the one that was found."""
        state = self._states[claim]
        pool = self._prover.asking(claim).quantities.pool
        for number in [*state.open]:
            asked = state.asked[number]
            size = asked.size
            assert size is not None, "a case settles what is not measured"
            seen = pool.known(int(state.size * size.per))
            more = pool.both(asked.settles, pool.lt(seen, size.term))
            asked = attrs.evolve(asked, settles=more)
            posed = self._prover.posed(pool, asked, exact=True)
            job = Job(asked, posed, max(1, size.term.high))
            self._read(job, (yield job), Ask(claim, number, [claim], pool))

    def _shown_by_others(self, claim: Claim, mates: Sequence[Claim]) -> bool:
        """Tell whether a pair for another outcome shows this one in a case that hangs on it."""
        state = self._states[claim]
        for other, pair in self._pairs.get(claim.change, ())[-FEW:]:
            for base in self._sensitive.get(claim.outcome, ())[-FEW:]:
                if (id(pair), id(base)) in self._crossed:
                    continue
                self._crossed.add((id(pair), id(base)))
                crossed = [self._crossing.crossed(one, base, other) for one in pair]
                self._confirmed(tuple(crossed), mates, base)
                if state.cases:
                    return True
        return False

    def _mates(self, claim: Claim) -> list[Claim]:
        """Return the claims with the same change that are not settled, the claim first."""
        others = (one for one in self._states if one.change == claim.change and one != claim)
        return [claim, *others]

    def _left(self, *, larger: bool) -> list[Claim]:
        """Return the claims that are still to be asked alone, the lightest first."""
        left = [
            claim
            for claim, state in self._states.items()
            if bool(state.cases) == larger and state.open
        ]
        return sorted(left, key=lambda claim: self._states[claim].weight)

    # ---------------------------------------------------------------- answers

    def _read(self, job: Job, told: Answer, ask: Ask) -> bool:
        """Take in an answer; tell whether no other is needed."""
        state = self._states.get(ask.claim)
        if state is None:
            return True
        if told.found is False:
            state.open.pop(ask.number)
            self._touched.append(ask.claim)
            return True
        state.open[ask.number] = told
        if not told.found:
            return False
        cases = self._prover.cases(job.asked, job.posed, told)
        if ask.claim not in self._confirmed(cases, ask.mates):
            if not job.posed.products:
                self._prover.wrong(ask.claim, told, cases)
            return False
        size = job.asked.size
        climbed = size is not None and job.climb and told.size == told.most
        if size is not None and climbed and state.size == Fraction(told.size, size.per):
            state.open.pop(ask.number)
        return True

    def _confirmed(
        self, cases: tuple[Case, ...], mates: Sequence[Claim], near: Case | None = None
    ) -> list[Claim]:
        """Return which claims the evaluator finds settled by some cases, and take that in.

        Args:
            near: A case from which these were made.
        """
        mates = [each for each in mates if each in self._states]
        program, judge = self._prover.asking(mates[0]).program, self._judge(mates[0])
        confirmed: list[Claim] = []
        for claim in mates:
            found = judge.settling(claim, cases, near)
            if found is not None:
                confirmed.append(claim)
                is_measured = isinstance(claim.demand, Measured)
                self._states[claim].take(cases, gap(claim, program, found) if is_measured else 0)
                self._learn(claim, cases)
        self._touched += confirmed
        return confirmed

    def _learn(self, claim: Claim, cases: tuple[Case, ...]) -> None:
        """Keep a pair to begin with for other outcomes, and for other changes."""
        if len(cases) > 1:
            self._pairs.setdefault(claim.change, []).append((claim.outcome, cases))
            self._sensitive.setdefault(claim.outcome, []).append(cases[0])

    # ---------------------------------------------------------------- verdicts

    def _settled(self) -> Iterator[Verdict]:
        """Yield the verdicts on claims of which no more need be asked."""
        while self._touched:
            claim = self._touched.pop()
            state = self._states.get(claim)
            if state is not None and state.is_settled:
                concluded = self._concluded(claim)
                yield concluded
                yield from self._with_limits(concluded)

    def _with_limits(self, found: Verdict) -> Iterator[Verdict]:
        """Yield that a claim holds with its limits, where it was proved to hold without."""
        if found.cases or found.claim.documented:
            return
        for claim in self._mates(found.claim)[1:]:
            if claim.documented and attrs.evolve(claim, documented=frozenset()) == found.claim:
                del self._states[claim]
                yield attrs.evolve(found, claim=claim)

    def _concluded(self, claim: Claim) -> Verdict:
        """Return the verdict on a claim, which is no longer looked at."""
        prover, state = self._prover, self._states.pop(claim)
        if state.cases and isinstance(claim.demand, Measured):
            reason = prover.reason() if state.is_settled else MAYBE_MORE
            return Verdict(claim, "gemeten", "bewijs", state.cases, size=state.size, reason=reason)
        if state.cases:
            status: Status = "levend" if claim.exists else "weerlegd"
            return Verdict(claim, status, "bewijs", state.cases)
        if state.refused is not None:
            return prover.unsupported(claim, state.refused)
        if not state.was_asked:
            return Verdict(claim, "onbeslist", "bewijs", reason=NO_TIME)
        for number, answer in state.open.items():
            found = prover.undecided(claim, state.asked[number], answer)
            failed = f"; in delen lukt het niet bij {state.failed}" if state.failed else ""
            return attrs.evolve(found, reason=f"{found.reason}{failed}")
        return prover.nothing_found(claim)


def _order(claims: Sequence[Claim]) -> tuple[bool, bool, int]:
    """Return where claims with the same change stand in order: what is only measured goes last.

    Of that what has limits that are meant, which cost most, goes behind the rest.
    """
    measured = all(isinstance(one.demand, Measured) for one in claims)
    return measured, measured and any(one.documented for one in claims), len(claims)
