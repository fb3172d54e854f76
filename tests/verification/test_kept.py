"""A case that is kept is the same case when it is read again."""

import json
from fractions import Fraction
from typing import Any

import attrs
import pytest

from maatwerk_rules.model import core
from maatwerk_rules.model.types import Bedrag, JaNee, Percentage
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.kept import Keeper
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.town import TEXT

PROGRAM = policy_of(TEXT).slices[-1].program
KEEPER = Keeper(PROGRAM)


@pytest.mark.parametrize("looked", [True, False])
def test_a_case_comes_back_as_it_was(looked: bool) -> None:
    whole = attrs.evolve(case(4, 9, inkomen=125_001, in_detentie=True), looked=looked)
    assert KEEPER.read(json.loads(json.dumps(KEEPER.write(whole)))) == whole


def test_ratios_come_back_exactly() -> None:
    program = attrs.evolve(PROGRAM, facts={**PROGRAM.facts, "deel": Percentage()})
    whole, keeper = case(deel=Fraction(1, 3)), Keeper(program)
    assert keeper.read(json.loads(json.dumps(keeper.write(whole)))) == whole


def test_what_a_municipality_fills_in_and_what_was_not_shown_come_back() -> None:
    filled = core.Unfilled("duur", "gemeenteraad", Bedrag(van=0))
    expression = core.Choose(
        ((core.Fact("niet aangetoond inkomen", JaNee()), filled),), core.Constant(0, Bedrag())
    )
    definition = core.Definition("uit", Bedrag(), expression=expression)
    keeper = Keeper(program_of([definition]))
    values = {Leaf("invulling", "duur"): 1_250, Leaf("gegeven", "niet aangetoond inkomen"): True}
    whole = attrs.evolve(case(), values=values, lists={})
    assert keeper.read(json.loads(json.dumps(keeper.write(whole)))) == whole


@pytest.mark.parametrize(
    "data",
    [
        *(None, [], {}, {"peildatum": 5}, {"waarden": {"x": 1}}, "tekst", {"waarden": 3}),
        {"waarden": {}, "lijsten": {"kinderen": 3}, "peildatum": "2026-01-01"},
        {"waarden": {}, "lijsten": {"kinderen": {"records": "ab", "af": True}}},
        {"waarden": {}, "lijsten": {}, "peildatum": "2026-99-01"},
    ],
)
def test_what_does_not_read_is_left_alone(data: Any) -> None:
    assert KEEPER.read(data) is None


def test_a_value_that_no_longer_fits_is_left_alone() -> None:
    data = KEEPER.write(case())
    for odd in ("geen getal", "1/0", "1e9", None, True, -1, "0.001", [1], "9" * 5_000):
        changed = {**data, "waarden": {"gegeven:inkomen": odd}}
        assert KEEPER.read(changed) is None
    for path in (
        "gegeven:oogkleur",
        "gegeven:kinderen",
        "inkomen",
        "gegeven:kinderen.iets@kinderen/a",
    ):
        assert KEEPER.read({**data, "waarden": {path: 1}}) is None
    for lists in ({"records": [*"abcdef"], "af": True}, {"records": ["a", "a"], "af": True}):
        assert KEEPER.read({**data, "lijsten": {"kinderen": lists}}) is None
    assert Leaf("gegeven", "inkomen") in case().values
