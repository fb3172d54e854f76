"""A search finds its way through every construct that a policy may use."""

from collections import Counter

import pytest

from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.search.search import Effort, searched
from tests.small import policy_of
from tests.verification.search.village import TEXT

POLICY = policy_of(TEXT)
PART = POLICY.slices[0]
CLAIMS = derive(POLICY, PART.program)
FOUND = {
    one.claim.key: one
    for one in searched(POLICY, PART, CLAIMS, Effort(most=9_000, seed=2, strict=True))
}


def test_all_that_is_found_the_evaluator_shows() -> None:
    for one in FOUND.values():
        if one.cases:
            assert shown(POLICY, PART.program, one.claim, one.cases), one.claim.key


@pytest.mark.parametrize("key", [one.key for one in CLAIMS if one.asks.code == "P05"])
def test_every_rule_comes_alive(key: str) -> None:
    assert FOUND[key].status == "levend"


def test_a_case_without_a_rule_and_one_with_two_is_found() -> None:
    assert FOUND["P01 recht_op_hulp"].status == "weerlegd"
    assert FOUND["P02 recht_op_hulp"].status == "weerlegd"


def test_most_of_what_can_differ_is_seen_to_differ() -> None:
    seen = Counter((one.claim.asks.code, bool(one.cases)) for one in FOUND.values())

    assert seen["P13", True] >= 8
    assert seen["P15", True] >= 1
    assert seen["P16", True] >= 2
