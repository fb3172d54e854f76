"""The interwoven policy is sound at any size, and the faults in it are found."""

import pytest

from maatwerk_rules.pipeline import load
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.search.search import Effort, searched
from tests.benchmarks.interwoven import FAULTS, interwoven


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_among_fifty_rules_is_found(what: str) -> None:
    fault, key = FAULTS[what]
    policy = load(interwoven(50, fault))
    part = policy.slices[-1]
    (claim,) = [one for one in derive(policy, part.program) if one.key == key]

    (found,) = searched(policy, part, [claim], Effort(most=20_000))

    assert sum(len(one.rules) for one in part.program.definitions.values()) == 11
    assert found.status in ("weerlegd", "gemeten")
