"""A case that is walked in the spreekkamer: kept in memory, and nowhere else."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.besluit.order import Order, order
from maatwerk_rules.besluit.possibilities import Possibility, possibilities
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.weighing import Weighing
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.integrations.asking import Dialogue
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Question, Result
from maatwerk_rules.runtime.facts import Facts, read_facts, write_case

MOST_WALKS = 50
"""So many cases are kept at a time; the one that was looked at longest ago goes first."""
LONGEST_IDLE = 8 * 3600.0
"""After so many seconds without a look a case is forgotten."""


@attrs.define
class Walk:
    """One case as far as it was walked.

    Args:
        token: What a form of this case must carry.
        not_asked: Why the wanted effect is not asked, where it is not.
        practice: It leaves no record; `own` is what who practises thought before seeing more.
        typed: What was typed in a form that is not complete yet, by the form.
    """

    policy: Policy
    peildatum: date
    outcomes: tuple[str, ...]
    case: dict[str, Any]
    practice: bool = False
    not_asked: str | None = None
    own: Mapping[str, str] | None = None
    skipped: set[Leaf] = attrs.field(factory=set)
    weighings: list[Weighing] = attrs.field(factory=list)
    typed: dict[str, Mapping[str, str]] = attrs.field(factory=dict)
    besluit: Besluit | None = None
    token: str = attrs.field(factory=lambda: secrets.token_urlsafe(24))
    seen: float = 0.0

    @property
    def order(self) -> Order:
        """Where the case stands; the outcome is held back until the effect is known."""
        return order(
            self.policy,
            self.case,
            peildatum=self.peildatum,
            uitkomsten=self.outcomes,
            niet_gevraagd=self.not_asked,
        )

    @property
    def dialogue(self) -> Dialogue:
        """The questions that are still to be asked."""
        case = {**self.case, "feiten": self.case.get("feiten", {})}
        return Dialogue(self.policy, self.peildatum, self.outcomes, case, self.skipped)

    def question(self, decision: Decision) -> Question | None:
        """Return the next fact to ask."""
        return self.dialogue.next(decision)

    def words(self, decision: Decision) -> Vocabulary:
        """Return how things are called in this case."""
        return Vocabulary(self.policy, self.peildatum, decision.facts)

    def answer(self, leaf: Leaf, value: object) -> None:
        """Keep an answer.

        Raises:
            FactError: it does not read, or cannot be so; nothing is kept.
        """
        self.take(self.dialogue.with_value(leaf, value))

    def take(self, case: Mapping[str, Any]) -> None:
        """Take over a case; what was recorded of it before falls away.

        Raises:
            FactError: it does not read, or such a case cannot exist; nothing is kept.
        """
        self.check(case)
        self.case = dict(case)
        self.besluit = None

    def check(self, case: Mapping[str, Any]) -> Facts:
        """Return the facts of a case on which can be decided.

        Raises:
            FactError: it does not read, or such a case cannot exist.
        """
        facts = read_facts(self.policy, case)
        decide(self.policy, facts, peildatum=self.peildatum, uitkomsten=self.outcomes, bare=True)
        return facts

    def weighed(self, weighing: Weighing, decision: Decision) -> None:
        """Keep a weighing, with its judgements in the case."""
        from maatwerk_rules.besluit.weighing import with_weighing

        self.take(write_case(with_weighing(decision.facts, weighing)))
        self.weighings.append(weighing)

    def open_room(self, decision: Decision) -> list[tuple[Result, Possibility]]:
        """Return the room of all outcomes in which a judgement is open, with its outcome."""
        from maatwerk_rules.besluit.form import is_weighed

        return [
            (result, one)
            for result in decision
            for one in possibilities(self.policy, decision, key_of(result))
            if is_weighed(one)
        ]


def key_of(result: Result) -> str | tuple[str, str]:
    """Return by what a result is found in its decision."""
    return result.name if result.record is None else (result.name, result.record.key)


class Walks:
    """The cases that are being walked, by a name that nobody can guess."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._walks: OrderedDict[str, Walk] = OrderedDict()

    def __len__(self) -> int:
        return len(self._walks)

    def add(self, walk: Walk) -> str:
        """Keep a case and return its name."""
        self._forget()
        while len(self._walks) >= MOST_WALKS:
            self._walks.popitem(last=False)
        name = secrets.token_urlsafe(24)
        self._walks[name] = walk
        walk.seen = self._now()
        return name

    def find(self, name: str) -> Walk | None:
        """Return a case; None where it is not kept (any more)."""
        self._forget()
        walk = self._walks.get(name)
        if walk is not None:
            self._walks.move_to_end(name)
            walk.seen = self._now()
        return walk

    def end(self, name: str) -> None:
        """Forget a case."""
        self._walks.pop(name, None)

    def _forget(self) -> None:
        oldest = self._now() - LONGEST_IDLE
        while self._walks:
            name = next(iter(self._walks))
            if self._walks[name].seen >= oldest:
                return
            del self._walks[name]
