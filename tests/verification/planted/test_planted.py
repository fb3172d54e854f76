"""Faults planted in the shipped policies are told; what only looks like one is not."""

from collections import Counter

import pytest

from maatwerk_rules.verification.observed import shown
from tests.verification.planted import example, municipal, national
from tests.verification.planted.planting import EXAMPLE, Planted, ground_of
from tests.verification.planted.traps import CLEAN, TRAPS
from tests.verification.planted.tried import SEARCHED, by_ladder, by_proof, by_search, by_text

FAULTS = (*example.FAULTS, *national.FAULTS, *municipal.FAULTS)
QUICK = {
    "a gap at one cent",
    "two rules behind a percentage",
    "a rule of which an exception always works",
    "a deviation without a judgement to give",
    "a protected fact at one age",
    "the team lowers the limit of wealth by a cent",
    "one amount of wealth is let through",
    "a window of one cent",
    "a fact that is asked and not read",
    "a judgement that counts at one cent alone",
    "who was born on one day gets more",
}
"""What is tried each time; the others in the night."""


def is_quick(planted: Planted) -> bool:
    """Tell whether a fault is tried each time."""
    return planted.policy == EXAMPLE and planted.what in QUICK


def marked(listed: tuple[Planted, ...]) -> list[object]:
    """Return all as parameters of a test, those that are not quick for the night."""
    return [
        pytest.param(
            one,
            id=f"{one.policy} {one.what} {one.claim}",
            marks=[] if is_quick(one) else [pytest.mark.nachtelijk],
        )
        for one in listed
    ]


def test_there_are_faults_of_every_property_that_a_policy_can_break() -> None:
    seen = Counter(one.property for one in FAULTS)

    assert len(FAULTS) >= 40
    assert len({(one.policy, one.what) for one in FAULTS}) == len(FAULTS)
    assert {"P01", "P02", "P05", "P06", "P07", "P09", "P10", "P12"} <= seen.keys()
    assert {"P13", "P14", "P15", "P16", "P17"} <= seen.keys()
    assert {one.what for one in FAULTS} >= QUICK


@pytest.mark.parametrize("planted", marked(FAULTS))
def test_the_ladder_tells_a_planted_fault(planted: Planted) -> None:
    found = by_ladder(planted, seconds=1 if is_quick(planted) else SEARCHED).found

    assert found is not None
    assert planted.is_told_by(found), found
    if found.cases:
        ground = ground_of(planted)
        assert shown(ground.policy, ground.part.program, found.claim, found.cases)


@pytest.mark.nachtelijk
@pytest.mark.parametrize("planted", marked(FAULTS))
def test_without_the_fault_nothing_of_the_kind_is_told(planted: Planted) -> None:
    """A fault that the shipped policy has already would prove nothing."""
    clean = Planted(planted.what, planted.policy, planted.claim)
    if planted.added or planted.property == "P17":
        return  # the claim is about what was added, or about the difference itself
    found = by_ladder(clean).found

    assert found is None or not planted.is_told_by(found), found


@pytest.mark.nachtelijk
@pytest.mark.parametrize("planted", marked((*TRAPS, *CLEAN)))
def test_the_ladder_leaves_a_trap_alone(planted: Planted) -> None:
    found = by_ladder(planted).found

    assert found is not None
    assert planted.is_told_by(found), found


@pytest.mark.parametrize("planted", [one for one in TRAPS if one.policy == EXAMPLE][:6])
def test_no_executor_is_caught_in_a_trap(planted: Planted) -> None:
    ground = ground_of(planted)
    found = by_text(ground).found or by_proof(ground, 5).found
    searched = by_search(ground, seed=0, seconds=0.2).found

    for one in (found, searched):
        assert one is not None
        assert one.status not in ("weerlegd", "dood")
