"""Shipped policies with a text replaced in them, and what a search finds there."""

from __future__ import annotations

from functools import cache

from maatwerk_rules.analysis.build import build
from maatwerk_rules.loading import read
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.search.examples import examples
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.verdicts import Verdict

MOST = 4_000
"""So many cases and pairs each search may look at."""


@cache
def example_policy(replaced: tuple[tuple[str, str], ...] = (), added: str = "") -> Policy:
    """Return the example policy with texts replaced, each of which stands in it once."""
    (whole, *_) = [
        one.text
        for one in read("bijstand_voorbeeld").beleid.texts.values()
        if one.text.startswith("beleid ")
    ]
    text = whole
    for old, new in replaced:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    beleid, found = parse_beleid([Source("proef.beleid", f"{text}\n{added}")])
    checked = build(beleid, found)
    assert checked.policy is not None, [
        (one.kind.code, one.headline) for one in checked.diagnostics
    ]
    return checked.policy


def verdicts(
    policy: Policy, *, seed: int = 0, most: int = MOST, only: str = ""
) -> dict[str, Verdict]:
    """Return what a search says of each claim, by its key; only of those that begin so."""
    part = policy.slices[-1]
    claims = [one for one in derive(policy, part.program) if one.key.startswith(only)]
    effort = Effort(seed=seed, most=most, strict=True)
    plain = [case for _, case in examples(policy, part)]
    found = searched(policy, part, claims, effort, examples=plain)
    return {one.claim.key: one for one in found}
