"""A case that is kept is the same case when it is read again."""

import json
from fractions import Fraction
from typing import Any

import attrs
import pytest

from maatwerk_rules.model.types import Percentage
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.verification.kept import from_data, to_data
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.town import TEXT

PROGRAM = policy_of(TEXT).slices[-1].program


@pytest.mark.parametrize("looked", [True, False])
def test_a_case_comes_back_as_it_was(looked: bool) -> None:
    whole = attrs.evolve(case(4, 9, inkomen=125_001, in_detentie=True), looked=looked)
    assert from_data(json.loads(json.dumps(to_data(whole, PROGRAM))), PROGRAM) == whole


def test_ratios_come_back_exactly() -> None:
    program = attrs.evolve(PROGRAM, facts={**PROGRAM.facts, "deel": Percentage()})
    whole = case(deel=Fraction(1, 3))
    assert from_data(json.loads(json.dumps(to_data(whole, program))), program) == whole


@pytest.mark.parametrize(
    "data",
    [
        *(None, [], {}, {"peildatum": 5}, {"waarden": [[{}, 1]]}, "tekst", {"waarden": 3}),
        {"waarden": [], "lijsten": {"kinderen": 3}, "peildatum": "2026-01-01", "bekeken": True},
        {"waarden": [], "lijsten": {}, "peildatum": "2026-99-01", "bekeken": True},
    ],
)
def test_what_does_not_read_is_left_alone(data: Any) -> None:
    assert from_data(data, PROGRAM) is None


def test_a_value_that_no_longer_fits_is_left_alone() -> None:
    data = to_data(case(), PROGRAM)
    leaf = {"soort": "gegeven", "naam": "inkomen", "voor": None, "veld": None}
    for odd in ("geen getal", "1/0", None):
        changed = {**data, "waarden": [[leaf, odd]]}
        assert from_data(changed, PROGRAM) is None
    assert Leaf("gegeven", "inkomen") in case().values
