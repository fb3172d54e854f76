"""One property of one policy as a test: what failed before is tried first."""

from __future__ import annotations

from typing import Any

from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.integrations.meant import meant_in
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.checking import Asked, climb, slice_on
from maatwerk_rules.verification.claims import Claim, program_for
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.executors import means_for, plain_cases
from maatwerk_rules.verification.finding import Example, work_out
from maatwerk_rules.verification.kept import Keeper
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.properties import find
from maatwerk_rules.verification.report import FOUND
from maatwerk_rules.verification.told import headline, tell
from maatwerk_rules.verification.verdicts import Verdict

MOST_KEPT = 50
"""So many cases of what once failed are kept for a property."""
MOST_TOLD = 5
"""So many claims of one property are told; one is enough to fail."""


@frozen
class Failures:
    """What of a property does not hold, told, and the cases to try first another time."""

    told: tuple[str, ...]
    kept: list[dict[str, Any]]


def failures(policy: Policy, code: str, seconds: float, before: Any) -> Failures:
    """Return what of a property does not hold, within about so many seconds.

    Args:
        before: What an earlier run kept, as it was read; whatever does not fit is left alone.
    """
    part = slice_on(policy, None)
    asks = find(code)
    if part is None or asks is None:
        return Failures((), [])
    meant = meant_in(policy)
    claims = {claim.key: claim for claim in derive(policy, part.program, (asks,))}
    again = [one for one in _again(policy, part, claims, before) if one.claim.key not in meant]
    examples = plain_cases(policy, part)
    if not again:
        asked = Asked((asks,), None, seconds, meant)
        with means_for(policy, part, examples, proof="uit", seed=0) as means:
            again = [one for one in climb(policy, part, means, asked) if one.status in FOUND]
    told = tuple(_told(policy, part, one, examples) for one in again[:MOST_TOLD])
    kept = [_kept(one, part) for one in again if one.cases]
    return Failures(told, [*kept, *_earlier(before, claims, kept)])


def _earlier(
    before: Any, claims: dict[str, Claim], kept: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return what once failed and does not now: it is tried again should that come back."""
    now = {one["sleutel"] for one in kept}
    listed = before if isinstance(before, list) else []
    found = (one for one in listed if isinstance(one, dict))
    left = [one for one in found if one.get("sleutel") in claims and one["sleutel"] not in now]
    return left[:MOST_KEPT]


def _again(policy: Policy, part: Slice, claims: dict[str, Claim], before: Any) -> list[Verdict]:
    """Return what an earlier run found, as far as the evaluator still shows it."""
    found = []
    for kept in before if isinstance(before, list) else ():
        claim = claims.get(str(kept.get("sleutel"))) if isinstance(kept, dict) else None
        if claim is None or not isinstance(kept.get("gevallen"), list):
            continue
        keeper = Keeper(program_for(claim, part.program))
        cases = tuple(keeper.read(one) for one in kept["gevallen"])
        whole = tuple(case for case in cases if case is not None)
        wanted = 1 if claim.change is None else 2
        if len(whole) == wanted and shown(policy, part.program, claim, whole):
            found.append(Verdict(claim, "weerlegd", "voorbeelden", whole))
    return found


def _told(policy: Policy, part: Slice, one: Verdict, examples: tuple[Example, ...]) -> str:
    if not one.cases:
        return f"{one.claim.key}: {one.reason}"
    finding = work_out(policy, part.program, one, examples)
    text = to_text(Document(tell(policy, part.program, finding)))
    return f"{headline(finding, policy)}\n\n{text}"


def _kept(one: Verdict, part: Slice) -> dict[str, Any]:
    keeper = Keeper(program_for(one.claim, part.program))
    return {"sleutel": one.claim.key, "gevallen": [keeper.write(case) for case in one.cases]}
