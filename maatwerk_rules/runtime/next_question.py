"""What to ask next: the answer that settles most, over what it costs to ask.

Each missing leaf is tried with its possible answers; counted are the outcomes that are then
settled, and how much less is missing. A register costs least, a judgement most. What only exists
or only matters under a condition is asked after that condition; what cannot be known is never
asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Moeite, UitRegister
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Number, Scalar, SoortType, Type, is_ordered
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.decision import Question
from maatwerk_rules.runtime.first import asked_first
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.probes import answers, thresholds
from maatwerk_rules.values import frozen

COSTS: Mapping[str, Number] = {"register": Fraction(1, 10), "belanghebbende": 1, "beoordelaar": 10}

Wanted = Sequence[tuple[str, RecordId | None]]
Gain = tuple[Fraction, tuple[Scalar, ...]]

MOST_PROBED = 16
"""With more to ask than this, what comes after is ordered by cost alone."""


@frozen
class Asker:
    """What is needed to order the questions of one case."""

    policy: Policy
    program: core.Program
    case: Case
    reckoning: Reckoning
    unknowable: frozenset[Leaf]
    wanted: Wanted

    def order(self, missing: frozenset[Leaf]) -> tuple[Question, ...]:
        """Return the questions, the one to ask first in front.

        Each leaf costs a reckoning per answer tried, at most MOST of them; ties go by
        effort, then as the policy declares them. What waits for another fact is not tried.
        """
        leaves = sorted(missing, key=self._first)
        waiting = self._waiting()
        steps = (self.reckoning.result(name, record) for name, record in self.wanted)
        before = asked_first(steps, self.unknowable)
        scored = []
        probed = 0
        for place, leaf in enumerate(leaves):
            question = self._question(leaf)
            cost = self._cost(leaf, question)
            after = frozenset(one for one in before.get(leaf, ()) if self._costs(one) <= cost)
            never = leaf in self.unknowable
            late = never, leaf.name in waiting or question.to == "beleid", bool(after)
            gain: Gain = Fraction(0), ()
            # A judgement comes after all facts, whatever it settles.
            if not any(late) and probed < MOST_PROBED and (leaf.kind == "gegeven" or not probed):
                gain, probed = self._gain(leaf, len(missing)), probed + (leaf.kind == "gegeven")
            told = attrs.evolve(question, settles=gain[1], cost=int(cost * 10), after=after)
            scored.append(((late, -gain[0] / Fraction(cost), place), told))
        return tuple(question for _, question in sorted(scored, key=lambda pair: pair[0]))

    def _first(self, leaf: Leaf) -> tuple[Number, tuple[int, int], tuple[str, str, str, str]]:
        """Return what comes first when answers are worth the same, and is tried at all."""
        return self._costs(leaf), self.policy.place_of(leaf), leaf.sort_key

    def _waiting(self) -> frozenset[str]:
        """Return the facts of which it is not yet known whether they exist."""
        return frozenset(
            name
            for name, condition in self.program.conditions.items()
            if not self.reckoning.value(condition).is_true
        )

    def _question(self, leaf: Leaf) -> Question:
        if leaf.kind == "oordeel":
            return Question(leaf, "beoordelaar", self.policy.mandates.get(leaf.name, ()))
        if leaf.kind != "gegeven":
            return Question(leaf, "beleid")
        register = self.policy.said_of(leaf, UitRegister)
        if register is not None:
            return Question(leaf, "register", (register.register,))
        return Question(leaf, "belanghebbende")

    def _costs(self, leaf: Leaf) -> Number:
        return self._cost(leaf, self._question(leaf))

    def _cost(self, leaf: Leaf, question: Question) -> Number:
        moeite = self.policy.said_of(leaf, Moeite)
        if moeite is not None:
            return max(moeite.moeite, Fraction(1, 100))
        return COSTS.get(question.to, 10)

    def _gain(self, leaf: Leaf, now: int) -> Gain:
        """Return how much the answers settle on average, and which of them settle everything."""
        cases = self._answered(leaf)
        total = Fraction(0)
        settling: list[Scalar] = []
        for answer, case in cases:
            reckoning = self.reckoning.beside(case)
            results = [reckoning.result(name, record) for name, record in self.wanted]
            settled = sum(result.settled for result in results)
            left = len(frozenset().union(*(result.missing for result in results)))
            total += 10 * settled + max(0, now - left)
            if settled == len(results) and answer is not None:
                settling.append(answer)
        return total / len(cases) if cases else Fraction(0), tuple(settling)

    def _answered(self, leaf: Leaf) -> list[tuple[Scalar | None, Case]]:
        type_ = self._type(leaf)
        if isinstance(type_, Lijst):
            return [(None, case) for case in self._lists(leaf, type_)]
        near = thresholds(self.program, type_, self.case.peildatum) if is_ordered(type_) else ()
        return [(answer, self.case.supposing(leaf, answer)) for answer in answers(type_, near)]

    def _lists(self, leaf: Leaf, type_: Lijst) -> list[Case]:
        present = self.case.records(leaf.name, type_)
        added = RecordId(leaf.name, leaf.name if type_.single else "nieuw")
        one = Records((*present.records, added))
        return [
            attrs.evolve(self.case, lists={**self.case.lists, leaf.name: records})
            for records in (Records(present.records), one)
        ]

    def _type(self, leaf: Leaf) -> Type:
        type_ = self.policy.types.get(leaf.name)
        if leaf.field is not None and isinstance(type_, Lijst):
            assert isinstance(type_.soort, SoortType)
            return type_.soort.field(leaf.field) or Type()
        if leaf.kind in ("gegeven", "oordeel") and type_ is not None:
            return type_
        return Type()
