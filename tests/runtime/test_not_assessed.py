"""A decision names what was not assessed, as far as it touches what is decided."""

from maatwerk_rules.model.references import Artikelverwijzing, Kamerstuk, Uitspraak
from maatwerk_rules.runtime.not_assessed import place_of
from tests.explanation.told import decided, told

RULES = """
gegeven arm: ja/nee
  vraag "Hebt u te weinig?"
  grondslag Pw artikel 17 lid 1
begrip behoeftig: ja/nee
  is arm
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel wie_arm_is bepaalt hulp
  bron Pw artikel 11
  bedoeling vangnet
  indien behoeftig
  dan ja
uitkomst boete: ja/nee
  anders nee
  gunstig is nee
dekking Pw artikel 4 aan mensen "Gehuwd."
dekking Pw artikel 18a gedeeltelijk "De hoogte." raakt boete
dekking Pw artikel 31 niet gecodeerd "De middelen." raakt behoeftig
dekking Pw artikel 35 gecodeerd "De toeslag." raakt hulp
"""


def test_a_part_of_the_law_without_outcomes_is_named_with_every_decision() -> None:
    assert "Pw artikel 4: Gehuwd." in decided(RULES, "boete").not_assessed
    assert "Pw artikel 4: Gehuwd." in decided(RULES, "hulp").not_assessed


def test_a_part_of_the_law_is_named_only_with_the_outcomes_it_touches() -> None:
    assert decided(RULES, "boete").not_assessed == (
        "Pw artikel 4: Gehuwd.",
        "Pw artikel 18a: De hoogte.",
    )


def test_what_touches_a_begrip_touches_the_outcomes_that_read_it() -> None:
    assert decided(RULES, "hulp").not_assessed == (
        "Pw artikel 4: Gehuwd.",
        "Pw artikel 31: De middelen.",
    )
    assert "De middelen." in " ".join(decided(RULES, "behoeftig").not_assessed)


def test_a_decision_over_all_outcomes_names_all_that_is_left() -> None:
    assert len(decided(RULES).not_assessed) == 3


def test_the_explanation_names_the_same() -> None:
    text = told(decided(RULES, "boete"))

    assert "artikel 4 en 18a van de Participatiewet. Een mens" in text
    assert "De hoogte." in text
    assert "De middelen." not in text


def test_references_read_as_an_author_writes_them() -> None:
    assert place_of(Artikelverwijzing("Pw", "13", "2", "c", "1")) == (
        "Pw artikel 13 lid 2 onderdeel c onder 1"
    )
    assert place_of(Uitspraak("ECLI:NL:CRVB:2018:1600")) == "ECLI:NL:CRVB:2018:1600"
    assert place_of(Kamerstuk("kst-36582-3")) == "kst-36582-3"
