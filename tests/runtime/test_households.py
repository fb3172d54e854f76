"""Sums, counts and quantifiers over the lists of a household together."""

from datetime import date
from typing import Any

import pytest

from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Interval
from maatwerk_rules.pipeline import decide
from maatwerk_rules.runtime.decision import Decision
from tests.small import policy_of

TEXT = """
soort persoon heeft
  leeftijd: aantal jaren tussen 0 en 120
  inkomen: bedrag per maand tussen € 0 en € 1.000
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
  grondslag Pw artikel 17 lid 1
gegeven partner: hoogstens een persoon
  vraag "Hebt u een partner?"
  grondslag Pw artikel 17 lid 1
gegeven kinderen: lijst van hoogstens 3 persoon
  vraag "Welke kinderen hebt u?"
  grondslag Pw artikel 17 lid 1
huishouden gezin bevat aanvrager, partner, kinderen
huishouden anderen bevat partner, kinderen
begrip jong per persoon: ja/nee
  is persoon.leeftijd is minder dan 18
uitkomst samen: bedrag per maand
  gunstig is hoger
  is som van p.inkomen voor p uit gezin
uitkomst volwassenen: aantal
  gunstig is hoger
  is aantal p uit gezin waarvoor niet p.jong
uitkomst leden: aantal
  gunstig is hoger
  is aantal p uit gezin
uitkomst oudste: aantal jaren
  gunstig is hoger
  is hoogste van p.leeftijd voor p uit anderen anders 0
uitkomst jongste: aantal jaren
  gunstig is hoger
  is laagste van p.leeftijd voor p uit gezin anders 0
uitkomst allen_jong: ja/nee
  gunstig is ja
  is voor elke p uit anderen geldt p.jong
uitkomst een_jong: ja/nee
  gunstig is ja
  is er is een p uit gezin waarvoor p.jong
uitkomst zonder_partner: ja/nee
  gunstig is ja
  is voor elke p uit partner geldt p.jong
uitkomst met_partner: ja/nee
  gunstig is ja
  is er is een p uit partner waarvoor p.jong
"""


def policy() -> Policy:
    return policy_of(TEXT)


def decided(**feiten: Any) -> Decision:
    return decide(policy(), {"feiten": feiten}, peildatum=date(2026, 3, 1))


def persoon(leeftijd: int, inkomen: int = 0) -> dict[str, int]:
    return {"leeftijd": leeftijd, "inkomen": inkomen}


FAMILY = {"aanvrager": persoon(40, 100), "partner": persoon(44, 20), "kinderen": [persoon(9, 3)]}


@pytest.mark.parametrize(
    ("feiten", "values"),
    [
        (FAMILY, (12_300, 2, 3, 44, 9, False, True)),
        ({**FAMILY, "partner": None}, (10_300, 1, 2, 9, 9, True, True)),
        ({"aanvrager": persoon(40, 100), "partner": [], "kinderen": []},
         (10_000, 1, 1, 0, 40, True, False)),
    ],
)  # fmt: skip
def test_every_record_of_every_list_counts(feiten: Any, values: tuple[Any, ...]) -> None:
    decision = decided(**feiten)

    names = ("samen", "volwassenen", "leden", "oudste", "jongste", "allen_jong", "een_jong")
    assert tuple(decision[name].value for name in names) == values


def test_each_open_list_has_its_own_room_and_is_missing_by_its_own_name() -> None:
    decision = decided(aanvrager=persoon(40, 100))

    assert decision["leden"].possible == Interval(1, 5)
    assert decision["samen"].possible == Interval(10_000, 10_000 + 4 * 100_000)
    assert {str(leaf) for leaf in decision["leden"].missing} == {"partner", "kinderen"}
    assert decision["oudste"].possible == Interval(0, 120)


def test_an_applicant_nobody_described_counts_as_one() -> None:
    assert decided(partner=[], kinderen=[])["leden"].value == 1


def test_it_is_told_by_the_name_of_the_household() -> None:
    text = " ".join(to_text(explain(policy(), decided(**FAMILY))).split())

    assert "de som van inkomen over gezin" in text
    assert "het aantal in gezin waarvoor geldt: niet jong" in text
    assert "voor ieder in anderen geldt: jong" in text
    assert "voor ten minste één in gezin geldt: jong" in text
    assert "er is een partner waarvoor geldt: jong" in text
    assert "voor partner, als die er is, geldt: jong" in text
