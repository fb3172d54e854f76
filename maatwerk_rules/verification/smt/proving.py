"""Proof of claims: for all complete cases of the declared domain at once, or a counterexample.

What a solver finds is a case, and the evaluator is its judge: nothing counts as refuted that the
evaluator does not show. What is proved holds for cases in which every fact has one value on all
days, with at most so many records in a list as the reason says.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import TracebackType

import attrs

from maatwerk_rules.dutch import write_date
from maatwerk_rules.memory import Memory
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.exact import tidy
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.source import Span
from maatwerk_rules.verification.claims import Claim, Measured, Place, program_for
from maatwerk_rules.verification.observed import gap, observe, shown
from maatwerk_rules.verification.smt.many import MAYBE_MORE, Many
from maatwerk_rules.verification.smt.models import case_of
from maatwerk_rules.verification.smt.product import Asked, Asking
from maatwerk_rules.verification.smt.quantities import Quantities, UnsupportedError
from maatwerk_rules.verification.smt.reckoned import Worth
from maatwerk_rules.verification.smt.situation import free_in
from maatwerk_rules.verification.smt.smtlib import Question, question
from maatwerk_rules.verification.smt.solving import Answer, Limit, Solver
from maatwerk_rules.verification.smt.terms import Pool, Term
from maatwerk_rules.verification.verdicts import Status, Verdict


class WrongModelError(AssertionError):
    """The evaluator does not show what the solver found, and nothing was open: a bug of ours."""


class Prover:
    """Proves claims of one slice of a policy, one after another; to be closed after use.

    Args:
        strict: Raise where the evaluator does not show what the solver found, as tests do.
    """

    def __init__(
        self,
        policy: Policy,
        part: Slice,
        limit: Limit = Limit(),  # noqa: B008  # frozen
        *,
        memory: Memory = Memory(),  # noqa: B008  # frozen
        strict: bool = False,
    ) -> None:
        self.policy = policy
        self.part = part
        self.limit = limit
        self.strict = strict
        self._memory = memory
        self._solver = Solver(limit, memory)
        self._timeline = tuple((one.vanaf, one.tot, one.program) for one in policy.slices)
        self._asking: dict[str, Asking] = {}

    def __enter__(self) -> Prover:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def solver(self) -> Solver:
        """Return one more solver with the same limits, to be closed by who asked for it."""
        return Solver(self.limit, self._memory)

    def close(self) -> None:
        """End the process of the solver."""
        self._solver.close()

    def prove(self, claim: Claim, seconds: float = math.inf) -> Verdict:
        """Return what comes of a claim, within so many seconds where the limit allows more."""
        began = time.monotonic()
        try:
            found = self._proved(claim, began + min(seconds, self.limit.seconds))
        except UnsupportedError as error:
            found = self.unsupported(claim, error)
        except RecursionError:
            found = Verdict(claim, "onbeslist", "bewijs", reason="te diep in elkaar")
        seconds = time.monotonic() - began
        return attrs.evolve(found, seconds=seconds)

    def prove_all(
        self, claims: Sequence[Claim], seconds: float, known: Sequence[Verdict] = ()
    ) -> Iterator[Verdict]:
        """Yield what comes of each of many claims, as soon as it is known.

        Claims that change the same are asked together, by two solvers at once.
        """
        yield from Many(self, seconds).proved(claims, known)

    def asking(self, claim: Claim) -> Asking:
        """Return what makes questions of a claim; claims of one program share it."""
        place = getattr(claim.change, "place", None)
        begrip = place.name if isinstance(place, Place) and place.kind == "begrip" else ""
        if begrip not in self._asking:
            program = program_for(claim, self.part.program)
            days = self.part.vanaf, self.part.tot
            free = free_in(Quantities(Pool()), program, days, self.limit.records)
            self._asking[begrip] = Asking(free, self._timeline)
        return self._asking[begrip]

    def _proved(self, claim: Claim, end: float) -> Verdict:
        answers: list[tuple[Asked, Answer]] = []
        asking = self.asking(claim)
        for asked in asking.asked(claim):
            answer, case = self._answer(claim, asked, asking.quantities.pool, end)
            if answer.found and case is not None:
                return self._shown(claim, asked, answer, case)
            answers.append((asked, answer))
        undecided = next((each for each in answers if each[1].found is not False), None)
        if undecided is not None:
            return self.undecided(claim, *undecided)
        return self.nothing_found(claim)

    def _answer(
        self, claim: Claim, asked: Asked, pool: Pool, end: float
    ) -> tuple[Answer, tuple[Case, ...] | None]:
        """Return the answer to one question, and the cases that the evaluator confirmed.

        First with products that may be any number between their ends: what has no case then has
        none, and what has one may already be confirmed.
        """
        if asked.settles is pool.false:
            return Answer(False), None
        rough: tuple[Answer, tuple[Case, ...]] | None = None
        for exact in (False, True):
            posed = self.posed(pool, asked, exact=exact)
            left = end - time.monotonic()
            if left <= 0:
                return rough or (Answer(None, reason="timeout"), None)
            is_last = exact or not posed.products
            climb = 0 if asked.size is None else max(1, asked.size.term.high)
            answer = self._solver.ask(posed, climb, left)
            if answer.found is False or (is_last and not answer.found):
                return rough or (answer, None)
            if not answer.found:
                continue
            cases = self.cases(asked, posed, answer)
            if shown(self.policy, self.part.program, claim, cases):
                if is_last or asked.size is None:
                    return answer, cases
                rough = attrs.evolve(answer, most=math.inf), cases
            elif is_last:
                self.wrong(claim, answer, cases)
                return rough or (answer, None)
        raise AssertionError("a question is posed exactly in the end")

    def posed(self, pool: Pool, asked: Asked, *, exact: bool) -> Question:
        sure = (*(pool.negate(one.when) for one in asked.opens), *asked.supposed)
        size = None if asked.size is None else asked.size.term
        return question(pool, (*asked.sides, asked.settles), sure=sure, size=size, exact=exact)

    def cases(self, asked: Asked, posed: Question, answer: Answer) -> tuple[Case, ...]:
        worth: dict[Term, Worth] = {
            posed.names[name]: value for name, value in answer.values.items()
        }
        return tuple(case_of(situation, worth) for situation in asked.cases)

    def wrong(self, claim: Claim, answer: Answer, cases: tuple[Case, ...]) -> None:
        if self.strict and answer.sure:
            raise WrongModelError(claim, cases)

    # ---------------------------------------------------------------- verdicts

    def _shown(
        self, claim: Claim, asked: Asked, answer: Answer, cases: tuple[Case, ...]
    ) -> Verdict:
        if not isinstance(claim.demand, Measured):
            status: Status = "levend" if claim.exists else "weerlegd"
            return Verdict(claim, status, "bewijs", cases)
        assert asked.size is not None
        size: Number = tidy(Fraction(answer.size, asked.size.per))
        seen = apart(self.policy, self.part.program, claim, cases)
        if seen != size and answer.most != math.inf:
            self.wrong(claim, answer, cases)
        largest = answer.size == answer.most and seen == size
        reason = self.reason() if largest else MAYBE_MORE
        return Verdict(claim, "gemeten", "bewijs", cases, size=seen, reason=reason)

    def unsupported(self, claim: Claim, error: UnsupportedError) -> Verdict:
        """Return that something in a claim is not made into formulas, with where it stands."""
        where = place(self.policy, error.span)
        return Verdict(claim, "onbeslist", "bewijs", reason=f"{error.reason}{where}")

    def nothing_found(self, claim: Claim) -> Verdict:
        if isinstance(claim.demand, Measured):
            return Verdict(claim, "gemeten", "bewijs", size=0, reason=self.reason())
        status: Status = "dood" if claim.exists else "bewezen"
        return Verdict(claim, status, "bewijs", reason=self.reason())

    def undecided(self, claim: Claim, asked: Asked, answer: Answer) -> Verdict:
        if answer.found is None:
            reason = _REASONS.get(answer.reason, answer.reason)
        elif asked.opens:
            one = asked.opens[0]
            reason = f"{one.reason}{place(self.policy, one.at)}"
        else:
            reason = "de rekenaar bevestigt niet wat de solver vond"
        return Verdict(claim, "onbeslist", "bewijs", reason=reason)

    def reason(self) -> str:
        """Return what a proof holds for."""
        first, last = write_date(self.part.vanaf), self.part.tot
        days = f"vanaf {first}" if last is None else f"van {first} tot {write_date(last)}"
        return (
            f"Geldt voor elke volledige zaak {days}, met hoogstens {self.limit.records} "
            f"in een lijst en met in elk feit één waarde; {self._solver.version}."
        )


_REASONS = {
    "timeout": "de solver had meer tijd nodig",
    "canceled": "de solver had meer tijd nodig",
    "max. resource limit exceeded": "de solver had meer stappen nodig",
    "geheugen": "de solver had meer geheugen nodig",
}


def prove(
    policy: Policy,
    part: Slice,
    claim: Claim,
    *,
    limit: Limit = Limit(),  # noqa: B008  # frozen
) -> Verdict:
    """Return what comes of one claim; for many claims a `Prover` is quicker."""
    with Prover(policy, part, limit) as prover:
        return prover.prove(claim)


def apart(policy: Policy, program: Program, claim: Claim, cases: tuple[Case, ...]) -> Number:
    """Return how far the outcomes of a pair lie apart, by the evaluator."""
    whole = program_for(claim, program)
    return gap(claim, whole, [observe(policy, whole, case, claim.outcome) or {} for case in cases])


def place(policy: Policy, span: Span) -> str:
    """Return where something stands: ` (file, regel n)`, or nothing where that is not known."""
    source = policy.beleid.texts.get(span.source)
    if source is None:
        return ""
    return f" ({span.source}, regel {source.position(span.start).line})"
