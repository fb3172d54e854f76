"""What deciding a period gives: a Decision per month, and sub-periods per outcome. Plain values.

What holds for a decision holds here: it follows from the rules and is no besluit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import attrs

from maatwerk_rules.model.types import Number
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decision import STATUSES, Decision, Question, Result, Status
from maatwerk_rules.runtime.facts import Facts, Signal
from maatwerk_rules.values import frozen

OUTSIDE: Literal["buiten_beleid"] = "buiten_beleid"
PartStatus = Status | Literal["buiten_beleid"]


@frozen
class SubPeriod:
    """Consecutive months in which an outcome comes to the same on the same grounds.

    `first` is the day the first month was reckoned on, `last` the last day of the last month.
    `result` is that of the first month: the others have the same status, value, possibilities,
    deciding grounds and missing facts. It is None where the policy does not hold.
    """

    first: date
    last: date
    months: int
    result: Result | None

    @property
    def status(self) -> PartStatus:
        """The status in each of the months, or `buiten_beleid`."""
        return OUTSIDE if self.result is None else self.result.status


@frozen
class Total:
    """The amounts of all months together, in cents; between `low` and `high` (None: no end).

    `months` were added up. `uncounted` were not: the policy does not hold there, no rule gives an
    amount, rules contradict each other, or one of these may be so. `missing` keeps it open.
    `known` is the sum over the `known_months` whose amount stands.
    """

    low: Number | None
    high: Number | None
    months: int
    uncounted: tuple[date, ...] = ()
    missing: tuple[Leaf, ...] = ()
    known: Number = 0
    known_months: int = 0

    @property
    def value(self) -> Number | None:
        """The amount, when it stands for every month of the period."""
        return self.low if self.settled else None

    @property
    def settled(self) -> bool:
        """Every month is added up with one amount that stands."""
        return not self.uncounted and self.low is not None and self.low == self.high


@frozen
class PeriodOutcome:
    """One outcome over a period, for one record where it exists once per record.

    `parts` cover every month once, in order. `total` is None for what cannot be added up.
    """

    name: str
    record: RecordId | None
    parts: tuple[SubPeriod, ...]
    total: Total | None = None


@frozen
class PeriodDecision:
    """What the rules say of one case, month by month; made by `decide_period`.

    `months` holds the decision of each month in which the policy holds, `outside` the day on
    which each other month would be reckoned.
    """

    policy: str
    title: str
    policy_hash: str
    language_version: int
    library_version: str
    van: date
    tot_en_met: date
    facts: Facts = attrs.field(repr=False)
    months: tuple[Decision, ...] = attrs.field(repr=False)
    outside: tuple[date, ...]
    outcomes: tuple[PeriodOutcome, ...]

    def __getitem__(self, key: str | tuple[str, str]) -> PeriodOutcome:
        """Return an outcome; with a record as `found["toeslag", "kind1"]`.

        Raises:
            KeyError: no such outcome was decided.
        """
        name, record = (key, None) if isinstance(key, str) else key
        for one in self.outcomes:
            same = record is None or (one.record is not None and one.record.key == record)
            if one.name == name and same:
                return one
        known = ", ".join(dict.fromkeys(one.name for one in self.outcomes))
        raise KeyError(f"{key!r}; decided were: {known}")

    def __iter__(self) -> Iterator[PeriodOutcome]:
        return iter(self.outcomes)

    @property
    def status(self) -> PartStatus:
        """The least settled status of all months; `buiten_beleid` goes before all."""
        if self.outside:
            return OUTSIDE
        return min((one.status for one in self.months), key=STATUSES.index, default="vast")

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to ask, each thing once, in the order of the first month that asks it."""
        found: dict[Leaf, Question] = {}
        for month in self.months:
            for question in month.questions:
                found.setdefault(question.leaf, question)
        return tuple(found.values())

    @property
    def missing(self) -> tuple[Leaf, ...]:
        """What is missing over all months, in the order of the questions."""
        return tuple(question.leaf for question in self.questions)

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What a person should see about judgements in some month, each thing once."""
        return tuple(dict.fromkeys(one for month in self.months for one in month.signals))

    @property
    def not_assessed(self) -> tuple[str, ...]:
        """What the policy does not hold, and a person must look into."""
        return tuple(dict.fromkeys(text for month in self.months for text in month.not_assessed))
