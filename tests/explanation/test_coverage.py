"""What the rules do not hold: short in the second layer, in full in the third."""

from tests.explanation.told import decided, lines, told

ARM = """
gegeven arm: ja/nee
  vraag "Hebt u te weinig?"
  grondslag Pw artikel 17 lid 1
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel wie_arm_is bepaalt hulp
  bron Pw artikel 11
  bedoeling vangnet
  indien arm
  dan ja
"""
LEFT = """
dekking Pw artikel 19a niet gecodeerd "Medebewoners."
dekking Verordening artikel 3 aan mensen "Het pand."
dekking Pw artikel 34 lid 2 onderdeel d niet gecodeerd "De eigen woning."
dekking Pw artikel 4 aan mensen "Wie gehuwd is."
dekking Pw artikel 11 lid 1 gecodeerd "Wie recht heeft."
dekking Pw artikel 13 lid 10 gedeeltelijk "Het tiende lid."
dekking Pw artikel 13 lid 2 gedeeltelijk "Verlof."
"""


def test_the_places_are_named_in_one_sentence_in_the_order_of_the_law() -> None:
    text = told(decided(ARM + LEFT), 2)

    assert (
        "Wat is niet bekeken? -------------------- Niet (helemaal) in de regels:"
        " artikel 4, 13, 19a en 34 lid 2 onderdeel d van de Participatiewet;"
        " artikel 3 van de Verordening van een niet-bestaande gemeente."
        " Een mens moet die nagaan." in text
    )
    assert "Medebewoners." not in text


def test_the_texts_stand_in_the_third_layer() -> None:
    said = lines(decided(ARM + LEFT), ["Artikel"])

    assert [line for line in said if ": " in line] == [
        "Artikel 4 van de Participatiewet: Wie gehuwd is.",
        "Artikel 13, tweede lid, van de Participatiewet: Verlof.",
        "Artikel 13, tiende lid, van de Participatiewet: Het tiende lid.",
        "Artikel 19a van de Participatiewet: Medebewoners.",
        "Artikel 34, tweede lid, onderdeel d, van de Participatiewet: De eigen woning.",
        "Artikel 3 van de Verordening van een niet-bestaande gemeente: Het pand.",
    ]


def test_a_ruling_stands_behind_the_articles() -> None:
    ruling = 'dekking ECLI:NL:CRVB:2025:700 aan mensen "De maat."\n'

    text = told(decided(ARM + ruling + 'dekking Pw artikel 4 aan mensen "Gehuwd."\n'), 2)

    assert "artikel 4 van de Participatiewet; uitspraak ECLI:NL:CRVB:2025:700. Een" in text


def test_where_all_is_in_the_rules_nothing_is_said() -> None:
    text = told(decided(ARM))

    assert "niet bekeken" not in text
    assert "in de regels?" not in text
