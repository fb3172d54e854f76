"""The policy `tijdtaak_12` decides as the same task written by hand."""

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from maatwerk_rules import check, decide, load
from tests.benchmarks.tijdtaak_12 import (
    GRONDEN,
    as_case,
    decide_by_hand,
    random_case,
    reasons_by_hand,
)

POLICY = Path(__file__).parent / "tijdtaak_12.beleid"
PEILDATUM = date(2025, 7, 1)


@pytest.fixture(scope="module")
def policy():
    return load(POLICY)


def assert_agrees_on(policy, number, seed):
    random = Random(seed)
    seen = Counter()
    for _ in range(number):
        case = random_case(random)
        expected = decide_by_hand(case)
        decision = decide(policy, as_case(case), peildatum=PEILDATUM)
        assert {result.name: result.value for result in decision} == expected, case
        assert decision.status == "vast"
        seen[expected["grond"]] += 1
    assert set(seen) == set(GRONDEN)


def test_the_policy_has_no_findings():
    assert check(POLICY).diagnostics == ()


def test_an_exact_half_cent_is_rounded_up(policy):
    entitled = {"woont_in_nederland": True, "rechtmatig_verblijf": True, "gedetineerd": False}
    case = random_case(Random(1)) | entitled | {"studerend": False, "vermogen": 0}
    case |= {"leeftijd": 30, "aow_leeftijd_bereikt": False, "aantal_kostendelers": 2}
    case |= {"inkomen_netto_maand": 0, "giften_jaar": 0}

    decision = decide(policy, as_case(case), peildatum=PEILDATUM)

    assert decision["uitkering"].value == decide_by_hand(case)["uitkering"] == 100_107


def test_the_policy_agrees_with_the_task_by_hand(policy):
    assert_agrees_on(policy, 500, seed=12)


def test_the_policy_rests_its_outcomes_on_what_the_task_by_hand_does(policy):
    random = Random(21)
    for _ in range(200):
        case = random_case(random)
        found = {
            one.name: {
                "value": one.value,
                "status": one.status,
                "missing": one.missing,
                "grounds": tuple((ground.rule, ground.role) for ground in one.grounds),
                "room": tuple(room.name for room in one.room),
                "bedoelingen": one.bedoelingen,
            }
            for one in decide(policy, as_case(case), peildatum=PEILDATUM)
        }
        assert found == reasons_by_hand(case), case


@pytest.mark.nachtelijk
def test_the_policy_agrees_with_the_task_by_hand_on_very_many_cases(policy):
    assert_agrees_on(policy, 10_000, seed=2026)
