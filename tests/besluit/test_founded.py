"""What a besluit says must follow from its policy, whoever put the hash under it."""

import copy
from typing import Any

import pytest

from maatwerk_rules.besluit.fitting import misfits
from maatwerk_rules.besluit.founded import unfounded
from maatwerk_rules.besluit.record import Besluit, lacking, seal
from tests.besluit.cases import POLICY, besluit


def changed(**answers: Any) -> Besluit:
    data = copy.deepcopy(dict(besluit().data))
    data["wegingen"][0]["antwoorden"] |= answers
    return seal(data)


def test_what_was_recorded_follows_from_its_policy() -> None:
    assert list(unfounded(POLICY, besluit())) == []


def test_an_outcome_that_does_not_follow_is_told() -> None:
    data = copy.deepcopy(dict(besluit().data))
    data["uitkomst"]["uitkomsten"][0]["waarde"] = 0

    (told,) = unfounded(POLICY, seal(data))

    assert told.startswith("De uitkomst `woonkostentoeslag` volgt niet uit de feiten")


@pytest.mark.parametrize("asked", ["bedoeling", "waarde"])
def test_a_weighing_names_what_the_policy_has(asked: str) -> None:
    (told,) = unfounded(POLICY, changed(**{asked: "bestaat_niet"}))

    assert told == (
        f"De {asked} `bestaat_niet` in de weging van `beleidsregel_onevenredig` staat niet in dit "
        "beleid."
    )


def test_a_weighing_of_a_deviation_calls_it_one() -> None:
    data = copy.deepcopy(dict(besluit().data))
    data["wegingen"][0]["is_afwijking"] = False

    assert (
        "wegingen[0].is_afwijking",
        "Volgens `beleidsregel_onevenredig` is afgeweken, en de weging noemt dat geen afwijking.",
    ) in list(misfits(data))
    assert lacking(seal(data))
