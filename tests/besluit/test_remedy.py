"""The words on objection offer something, within a term that is not over and not too short."""

from datetime import date

import pytest

from maatwerk_rules.besluit.record import lacking_at
from maatwerk_rules.besluit.remedy import (
    DENIED,
    NO_OFFER,
    NO_REMEDY,
    NO_TERM,
    PASSED,
    TOO_SHORT,
    remedy_gap,
)
from tests.besluit.cases import besluit

MOMENT = date(2026, 3, 2)
OVER = PASSED.format("2 maart 2026")


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("", NO_REMEDY),
        ("U kunt geen bezwaar maken binnen zes weken.", DENIED),
        ("U kunt niet binnen zes weken bezwaar maken.", DENIED),
        ("Bezwaar maken kan niet. De termijn is zes weken.", DENIED),
        ("U kunt binnen zes weken bezwaar maken. Beroep is nu niet mogelijk.", DENIED),
        ("Binnen zes weken krijgt u antwoord.", NO_OFFER),
        ("zes weken", NO_OFFER),
        ("U kunt geen bezwaar meer maken binnen zes weken.", NO_OFFER),
        ("U kunt bezwaar maken.", NO_TERM),
        ("U kunt bezwaar maken. Binnen zes weken krijgt u antwoord.", NO_TERM),
        ("U kunt bezwaar maken tot 31 februari 2026.", NO_TERM),
        ("U kunt bezwaar maken vanaf een dag na verzending.", NO_TERM),
        ("U kunt binnen 3 dagen bezwaar maken.", TOO_SHORT),
        ("U kunt binnen één maand bezwaar maken.", TOO_SHORT),
        ("U kunt binnen vijf weken in beroep gaan.", TOO_SHORT),
        ("U kunt tot 12 april 2026 bezwaar maken.", TOO_SHORT),
        ("Tot 1 maart 1990 kunt u bezwaar maken.", OVER),
        ("U kunt bezwaar maken tot en met 02-03-2026.", OVER),
    ],
)
def test_a_remedy_that_offers_nothing_in_time_is_not_sent(text: str, gap: str) -> None:
    assert remedy_gap(text, MOMENT) == gap
    if text:
        assert lacking_at(besluit(rechtsmiddel=text)) == (("rechtsmiddel", gap),)


@pytest.mark.parametrize(
    "text",
    [
        "U kunt binnen zes weken bezwaar maken.",
        "U kunt binnen 42 dagen bezwaar maken bij het college.",
        "Bent u het niet eens met dit besluit? Dan kunt u binnen zes weken bezwaar maken.",
        "Als u het niet eens bent met ons, kunt u bezwaar maken. Doe dat binnen 6 weken.",
        "U kunt binnen zes weken bezwaar maken. Daarna kunt u geen bezwaar meer maken.",
        "U kunt bezwaar maken tot uiterlijk maandag 13 april 2026.",
        "Bezwaar kan tot 2026-04-13.",
        "U heeft zes weken om in beroep te gaan, vanaf een dag na verzending.",
    ],
)
def test_a_remedy_in_the_words_of_a_municipality_is_enough(text: str) -> None:
    assert remedy_gap(text, MOMENT) is None
    assert remedy_gap(text, None) is None
    assert lacking_at(besluit(rechtsmiddel=text)) == ()
