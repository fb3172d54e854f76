"""The passive voice by form and word lists: what is told as passive, and what is left alone."""

from time import process_time

import pytest

from maatwerk_rules.linter.participles import Passive, find_passive

LONGEST_WAIT = 30.0  # of the processor: a fraction of a second, but in a full process more
PASSIVE = """
    wordt beoordeeld | Er wordt beoordeeld of u hulp krijgt.
    is geweigerd | Uw aanvraag is geweigerd.
    werd afgewezen | Uw aanvraag werd gisteren afgewezen.
    is gekeken | Dit blijft over nadat is gekeken of iemand anders betaalt.
    worden terugbetaald | Het bedrag dient te worden terugbetaald.
    worden betaald | Dat hoeft niet betaald te worden.
    worden betaald | Als dat betaald kan worden bellen wij u.
    is verlaagd | Weet u waarom uw uitkering verlaagd is?
    wordt verleend | De hulp die verleend wordt loopt door.
    Worden vergoed | Worden de kosten die u maakt vergoed?
    Zijn opgevraagd | Zijn uw gegevens opgevraagd?
    is besloten | Er is besloten dat u niets krijgt.
    werd besloten | Er werd besloten te stoppen.
    is ontvangen | Uw brief is ontvangen.
    wordt genomen | Wanneer wordt het besluit genomen?
    is ingetrokken | Uw recht is ingetrokken omdat u werkt.
    is toegekend | De bijstand is toegekend.
    wordt onderzocht | Uw situatie wordt onderzocht.
    wordt verpleegd | Woont u waar u wordt verpleegd, verzorgd of begeleid?
    is kwijtgescholden | De schuld is kwijtgescholden.
    is voorgeschreven | Dat is voorgeschreven in de wet.
    waren opgevraagd | De gegevens waren al opgevraagd.
    is verrekend | Uw inkomen is verrekend.
    is verdiend | Dat is daar verdiend.
    is opgelegd | Er is een boete opgelegd.
    is afgewezen | Vroeg u hulp, en is die afgewezen?
    is geweigerd | Vroeg u hulp, en is dat niet geweigerd?
    is gegeven | Voor die schuld is een pand of een huis gegeven.
    worden nagegaan | Er moet worden nagegaan of het klopt.
    is overgenomen | Het werk is overgenomen (deels).
    worden herzien | Het besluit kan worden herzien.
    is gekocht | U bent thuis, en het huis is gekocht.
    zijn genoteerd | Uw naam is bekend en uw gegevens zijn genoteerd.
"""
# How somebody is, what went of itself, other words, and verbs that are active.
OTHERWISE = """
    Bent u getrouwd?
    Bent u met iemand getrouwd geweest?
    Dat is bekend.
    U bent verhuisd.
    Is uw inkomen gedaald?
    Is uw schuld verdubbeld?
    Bent u verdwaald of weggelopen?
    Bent u met pensioen gegaan?
    Is uw kind ziek of gehandicapt?
    U bent van de plicht vrijgesteld.
    Hoe oud bent u geworden?
    Is het langer dan drie jaar geleden?
    Is er een mogelijkheid?
    Zijn er uitkeringen, verplichtingen of gelegenheden?
    Is dit geld van u?
    Is dit een gegeven?
    Dat is in beide gevallen zo.
    Is er geen?
    Wat is uw bezit?
    U bent ziek en hebt gewerkt.
    U bent ouder dan 27 en kreeg de huur betaald.
    Hebt u geld gespaard?
    Bent u ouder dan 21 en woont u begeleid?
    Is dit een auto die u gebruikt?
    Is er geld waarover u beschikt?
    Is er iemand die voor u betaalt?
    Is dit een som die u moet ontvangen?
    Is dat niet te verwachten?
    Heeft uw partner zijn inkomen opgegeven?
    Dit is betaald werk.
    Wordt u volgend jaar 21?
    Wordt uw inkomen hoger?
    Werd u later verliefd?
    Een mens beslist, en dat is het.
    Woont u begeleid?
    Betaald.
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("line", lines(PASSIVE))
def test_a_passive_is_found_with_its_verb(line: str) -> None:
    said, sentence = line.split(" | ")
    found = find_passive(sentence)

    assert found is not None
    assert f"{found.verb} {found.participle}" == said
    assert sentence[found.start : found.end] == found.verb


@pytest.mark.parametrize("sentence", lines(OTHERWISE))
def test_what_is_no_passive_is_left_alone(sentence: str) -> None:
    assert find_passive(sentence) is None


def test_only_the_sentence_that_is_asked_is_read() -> None:
    text = "Het is betaald. U werkt. Het wordt betaald."

    assert find_passive(text, 16, 24) is None
    assert find_passive(text, 25, 43) == Passive("wordt", "betaald", 29, 34)


@pytest.mark.parametrize("words", ["is getrouwd en ", "is de man getrouwd ", "afge", "en is die "])
def test_a_sentence_without_end_takes_no_long_time(words: str) -> None:
    begin = process_time()

    assert find_passive(words * 50_000) is None
    assert process_time() - begin < LONGEST_WAIT
