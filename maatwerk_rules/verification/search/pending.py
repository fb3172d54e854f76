"""A claim that is searched for: what was tried, what was found, and whether that settles it."""

from __future__ import annotations

from typing import Any

import attrs

from maatwerk_rules.compiler.support import LEEG
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import JaNee, Keuze, Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import (
    Agrees,
    AtMost,
    BothDecide,
    Claim,
    Decides,
    Holds,
    Measured,
    Never,
    OnlyJudged,
    Same,
    node_named,
)
from maatwerk_rules.verification.observed import rank
from maatwerk_rules.verification.search.reading import Worth, is_open, is_undecided
from maatwerk_rules.verification.verdicts import Status, Verdict

STALE = 20
"""After so many turns without a larger difference a measure counts as found."""
STALE_NUMBER = 80
"""And so many where nobody knows how large a difference can be."""


class UnconfirmedError(AssertionError):
    """Generated code found what the evaluator does not see: one of the two is wrong."""


@attrs.define(eq=False)
class Pending:
    """One claim on its way to a verdict.

    `tried` counts cases or pairs, `efforts` how often it was its turn, `asked` how often the
    evaluator was asked in vain, `refused` how often it denied what generated code was sure of. One
    that is `is_halfway` is asked by nobody: a pair is sought to go on from.
    """

    claim: Claim
    definition: Definition
    tried: int = 0
    efforts: int = 0
    asked: int = 0
    refused: int = 0
    size: Number | None = None
    score: Number = -1
    cases: tuple[Case, ...] = ()
    best: Any = None
    is_done: bool = False
    is_halfway: bool = False
    stale: int = 0

    @property
    def tells(self) -> bool:
        """Tell whether something was found that shows it."""
        return self.is_done or self.best is not None

    @property
    def is_stale(self) -> bool:
        """Tell whether more searching makes no sense: a measure grows no more, or nothing can."""
        demand = self.claim.demand
        if isinstance(demand, OnlyJudged):
            node = node_named(self.definition, demand.rule)
            return node is None or bool(node.judgements)
        if isinstance(demand, Decides):
            return self.definition.no_gap
        if isinstance(demand, Agrees):
            return self.definition.no_conflict
        return self.stale >= (STALE_NUMBER if self.most() is None else STALE)

    @property
    def pace(self) -> int:
        """Once in how many turns it is aimed at: what is hardly ever found goes less often."""
        return 4 if isinstance(self.claim.demand, Agrees) else 1

    @property
    def is_measured(self) -> bool:
        """Tell whether the largest difference is asked."""
        return isinstance(self.claim.demand, Measured)

    @property
    def is_hopeless(self) -> bool:
        """Tell whether the evaluator was asked in vain so often that it has to be spared."""
        return self.asked > 3 + self.efforts // 8

    def most(self) -> Number | None:
        """Return the largest difference there can be, where that is known."""
        definition = self.definition
        if isinstance(definition.order, tuple):
            return len(definition.order) - 1
        if isinstance(definition.type, JaNee):
            return 1
        return 0 if isinstance(definition.type, Keuze) else None

    def score_of(self, first: Worth, second: Worth) -> Number:
        """Return how strongly two outcomes go against the claim; below nil: they do not.

        The evaluator decides; this reads values of generated code as `observed.differs` does.
        """
        if first is None or second is None:
            return -1
        if isinstance(self.claim.demand, BothDecide):
            return 0 if is_undecided(first) is not is_undecided(second) else -1
        if is_open((first, second)):
            return -1
        if isinstance(self.claim.demand, Holds):
            seen = (None if one is LEEG else one for one in (first, second))
            return -1 if self.claim.demand.test(*seen) else 0
        both = first is not LEEG and second is not LEEG
        match self.claim.demand:
            case Same():
                return 0 if first != second else -1
            case Measured(direction=None):
                if first == second:
                    return -1
                rise = self._rise(first, second) if both else 0
                return max(rise, -rise)
            case Never(direction=direction) | Measured(direction=direction) if both:
                rise = self._rise(first, second)
                wrong = rise if direction == "meer" else -rise
                return wrong if wrong > 0 else -1
            case AtMost(loss=loss) if both:
                drop = -self._rise(first, second)
                return drop if drop > loss else -1
        return -1

    def _rise(self, first: Worth, second: Worth) -> Number:
        return rank(second, self.definition) - rank(first, self.definition)

    def verdict(self) -> Verdict:
        """Return what came of it by now."""
        reason = ""
        if self.refused:
            reason = f"{self.refused} keer gevonden wat de evaluator niet bevestigt"
        status: Status = "niet_gevonden"
        if self.cases and self.is_measured:
            status = "gemeten"
        elif self.cases:
            status = "levend" if self.claim.exists else "weerlegd"
        return Verdict(self.claim, status, "zoeken", self.cases, self.tried, self.size, reason)
