"""How far a policy holds the law, article by article."""

from functools import cache

import pytest

from maatwerk_rules.explanation.law import SCHEMA, law_json, law_page
from maatwerk_rules.explanation.text import to_text
from tests.explanation.told import DAY, flat, policy

RULES = """
gegeven arm: ja/nee
  vraag "Hebt u te weinig?"
  grondslag Pw artikel 17 lid 1
bedrag grens
  bron Pw artikel 34 lid 3
  met ingang van 2026-01-01: € 8.000
  laatst bekend
oordeel dringend: ja/nee
  vraag "Is het dringend?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt nood "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel wie_arm_is bepaalt hulp
  bron Pw artikel 11 lid 1
  bron Pw artikel 11 lid 4
  bron ECLI:NL:CRVB:2025:700
  bedoeling vangnet
  indien arm
  dan ja
dekking Pw artikel 11 lid 2 aan mensen "De gelijkstelling."
dekking Pw artikel 3 aan mensen "Gehuwd."
dekking Pw artikel 12 lid 2 niet gecodeerd "Het andere deel."
dekking Pw artikel 12 lid 1 aan mensen "Een deel."
dekking Pw artikel 20 gedeeltelijk "Alleen de hoofdregel."
dekking Pw artikel 21 gecodeerd "Wel."
dekking Pw artikel 34a nog niet in werking "Dit artikel geldt vanaf 2027."
dekking Pw artikel 34 lid 9 nog niet in werking "Dit lid geldt vanaf 2027."
dekking Verordening artikel 3 niet gecodeerd "Het pand."
dekking ECLI:NL:CRVB:2025:701 aan mensen "De maat."
"""


@cache
def grades() -> dict[tuple[str, str], str]:
    found = law_json(policy(RULES), DAY)
    return {(one["regeling"], one["artikel"]): one["graad"] for one in found["artikelen"]}


@pytest.mark.parametrize(
    ("article", "grade"),
    [
        ("11", "gedeeltelijk"),
        ("34", "gecodeerd"),
        ("16", "gecodeerd"),
        ("3", "aan mensen"),
        ("12", "niet gecodeerd"),
        ("20", "gedeeltelijk"),
        ("21", "gecodeerd"),
        ("34a", "nog niet in werking"),
    ],
)
def test_grade_follows_from_citations_and_from_what_is_said_to_be_left(
    article: str, grade: str
) -> None:
    assert grades()["Pw", article] == grade


def test_what_a_fact_is_asked_for_and_what_an_intention_rests_on_encode_nothing() -> None:
    assert ("Pw", "17") not in grades()
    assert ("Awb", "4:84") not in grades()


def test_articles_stand_in_the_order_of_the_law() -> None:
    assert [number for _, number in grades()] == [
        "3",
        "11",
        "12",
        "16",
        "20",
        "21",
        "34",
        "34a",
        "3",
    ]


def test_page_says_in_what_an_article_is_encoded_and_what_is_left() -> None:
    page = flat(to_text(law_page(policy(RULES), DAY), 200))

    assert "Proef: hoe ver de wet is gecodeerd" in page
    assert (
        "- Artikel 11: gedeeltelijk. In: wie arm is (regel, lid 1 en lid 4)."
        " Lid 2 (aan mensen): De gelijkstelling." in page
    )
    assert "Lid 1 (aan mensen): Een deel. Lid 2 (niet gecodeerd): Het andere deel." in page
    assert "Verordening van een niet-bestaande gemeente" in page
    assert "Het hele artikel (niet gecodeerd): Het pand." in page
    assert (
        "- Gecodeerd: 3 - Gedeeltelijk: 2 - Nog niet in werking: 1"
        " - Aan mensen: 1 - Niet gecodeerd: 2" in page
    )


def test_plain_values_hold_the_same() -> None:
    found = law_json(policy(RULES), DAY)

    assert found["schema"] == SCHEMA
    assert found["telling"]["gecodeerd"] == 3
    article = found["artikelen"][1]
    assert "artikel=11&" in article["url"]
    assert article["in"] == [
        {
            "soort": "regel",
            "naam": "wie_arm_is",
            "delen": ["lid 1", "lid 4"],
            "nog_niet_in_werking": False,
        },
    ]
    assert article["dekking"] == [
        {"deel": "lid 2", "graad": "aan mensen", "tekst": "De gelijkstelling."}
    ]


def test_term_is_called_by_the_word_with_which_it_was_written() -> None:
    text = """
gegeven gemeld_op: datum tussen 2026-01-01 en 2027-01-01
  vraag "Wanneer meldde u zich?"
  grondslag Pw artikel 17 lid 1
termijn zoeken
  bron Pw artikel 41 lid 4
  begint op gemeld_op
  duurt 4 weken
"""

    assert "zoeken (termijn, lid 4)" in flat(to_text(law_page(policy(text), DAY)))
    (found,) = [one for one in law_json(policy(text), DAY)["artikelen"] if one["artikel"] == "41"]
    assert [use["soort"] for use in found["in"]] == ["termijn"]
