"""How an amount is told: what it was worked out from, and in which steps."""

from tests.explanation.told import decided, told

BEDRAG = """
gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
gegeven huur: bedrag per maand tussen € 0 en € 5.000
  uit register brp
bedrag norm per maand
  bron Pw artikel 21
  met ingang van 2025-01-01: € 1.000 per maand
  bekend tot 2026-01-01
aantal kinderen_grens
  bron Pw artikel 22
  met ingang van 2025-01-01: 2
  laatst bekend
begrip verlaging: bedrag per maand tussen € 0 en € 100
  bron Pw artikel 8 lid 1
  in te vullen door verordening
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  anders € 0
  gunstig is hoger
  stappen aftrekken
regel hoogte_norm bepaalt hoogte
  bron Pw artikel 21
  bedoeling vangnet
  indien huur is minder dan € 900 per maand
  dan € 1.200 per maand - inkomen maar ten minste € 0 per maand
aanpassing korting van hoogte in stap aftrekken
  bron Pw artikel 18
  bedoeling vangnet
  indien huur is minder dan € 100 per maand
  dan vorige - € 50 per maand maar ten minste € 0 per maand
uitkomst laag: ja/nee
  anders nee
  gunstig is ja
regel laag_inkomen bepaalt laag
  bron Pw artikel 22
  bedoeling vangnet
  indien inkomen is minder dan norm - verlaging
  dan ja
"""


def test_an_amount_comes_with_how_it_was_worked_out() -> None:
    decision = decided(BEDRAG, "hoogte", feiten={"inkomen": 700, "huur": 50})
    text = told(decision)

    assert "Hoogte: € 450 per maand." in text
    assert "(inkomen is € 700 per maand)" in text
    assert "past de uitkomst aan" in text
    assert "Het is een aanpassing volgens de regels, geen afwijking." in text
    assert "De berekening is: (de uitkomst tot nu toe min € 50 per maand)" in text
    assert "(de uitkomst tot nu toe is € 500)" in text
    assert "De uitkomst zou € 500 per maand zijn als één van deze feiten anders was:" in text
    assert "huur: € 100 per maand in plaats van € 50 per maand (hoger)." in text


def test_an_outcome_with_steps_is_told_in_steps() -> None:
    begun = "Begin: € 500 per maand, door ‘hoogte norm’ (artikel 21 van de Participatiewet)."
    lowered = "Aftrekken: wordt € 450 per maand, door ‘korting’ (artikel 18"

    text = told(decided(BEDRAG, "hoogte", feiten={"inkomen": 700, "huur": 50}))
    assert "In stappen" in text
    assert begun in text
    assert lowered in text

    text = told(decided(BEDRAG, "hoogte", feiten={"inkomen": 700, "huur": 150}))
    assert begun in text
    assert "Aftrekken: er verandert niets." in text


def test_an_open_outcome_or_one_by_default_is_not_told_in_steps() -> None:
    for feiten in ({"inkomen": 700}, {"inkomen": 700, "huur": 1000}):
        assert "In stappen" not in told(decided(BEDRAG, "hoogte", feiten=feiten))


def test_of_an_amount_it_is_said_that_no_other_rule_was_found() -> None:
    text = told(decided(BEDRAG, "hoogte", feiten={"inkomen": 700}))
    known = told(decided(BEDRAG, "hoogte", feiten={"inkomen": 700, "huur": 1000}))

    assert "Nog mogelijk: van € 0 per maand tot en met € 500 per maand." in text
    assert "Dit komt uit: Basisregistratie personen. U hoeft dit niet zelf te vertellen." in text
    assert "Bij sommige antwoorden staat de uitkomst meteen vast." in text
    assert "want dit klopt niet: huur is minder dan € 900 per maand" in known


def test_what_the_policy_lacks_is_not_asked_of_people() -> None:
    text = told(decided(BEDRAG, "laag", feiten={"inkomen": 1500}))

    assert "‘norm’ op deze datum" in text
    assert "de invulling van ‘verlaging’" in text
    assert "Dit moet wie de regels maakt nog invullen." in text
