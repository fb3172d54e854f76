"""What came of a claim: a status, how it was reached, and the case or pair that shows it."""

from __future__ import annotations

from typing import Literal

from maatwerk_rules.model.types import Number
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Claim

Status = Literal[
    "bewezen", "weerlegd", "bewust", "levend", "dood", "gemeten", "niet_gevonden", "onbeslist"
]
STATUSES: tuple[Status, ...] = (
    *("weerlegd", "dood", "onbeslist", "niet_gevonden", "bewust", "gemeten", "levend", "bewezen"),
)
"""From what asks most attention to what asks least."""

Method = Literal["taal", "kegel", "gebieden", "voorbeelden", "zoeken", "bewijs"]
"""By a law of the language, what an outcome can read, exact regions, the toetsen, search, proof."""


@frozen
class Verdict:
    """What came of one claim.

    `cases` are one case or a pair that the evaluator settled: the counterexample, or the example
    of what lives or was measured. `tried` counts the cases or pairs tried without finding one,
    `size` is what was measured: the largest difference found. `reason` says why nothing was
    decided, or what makes a proof hold. `seconds` is the time spent on this claim, where known.
    """

    claim: Claim
    status: Status
    method: Method
    cases: tuple[Case, ...] = ()
    tried: int = 0
    size: Number | None = None
    reason: str = ""
    seconds: float = 0.0
