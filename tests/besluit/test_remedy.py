"""The words on objection offer something, within a term that is not over and not too short."""

import time
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
        ("Bezwaar is uitgesloten, termijn zes weken.", DENIED),
        ("Bezwaar. U betaalt binnen zes weken.", NO_OFFER),
        ("Bezwaar is onmogelijk. De termijn is zes weken.", DENIED),
        ("Bezwaar is niet mogelijk binnen zes weken.", DENIED),
        ("Er is geen bezwaar mogelijk. Binnen zes weken wordt betaald.", DENIED),
        ("U kunt bezwaar maken. U betaalt binnen zes weken.", NO_TERM),
        ("U kunt bezwaar maken en u betaalt binnen zes weken.", NO_TERM),
        ("U kunt bezwaar maken, en binnen zes weken krijgt u antwoord.", NO_TERM),
        ("U kunt bezwaar maken. Wij beslissen binnen zes weken op uw bezwaar.", NO_TERM),
        ("Tegen dit besluit staat geen bezwaar of beroep open. De termijn is zes weken.", DENIED),
        ("Tegen dit besluit kan niemand bezwaar maken. De termijn is zes weken.", DENIED),
        ("De termijn voor bezwaar van zes weken is verlopen.", DENIED),
        ("Binnen zes weken bezwaar maken is verboden.", DENIED),
        ("U kunt binnen zes weken een beroep doen op bijzondere bijstand.", NO_OFFER),
        ("Wij sluiten bezwaar binnen zes weken uit.", DENIED),
        ("U doet afstand van bezwaar binnen zes weken.", DENIED),
        ("Bezwaar binnen zes weken heeft geen zin.", DENIED),
        ("Wij nemen uw bezwaar niet in behandeling. De termijn is zes weken.", DENIED),
        ("Als u bezwaar wilt maken, kan dat niet. De termijn is zes weken.", DENIED),
        ("Het bezwaarrecht is vervallen. U kunt binnen zes weken bellen.", DENIED),
        (
            "De bezwaarmogelijkheid is uitgesloten. Bel binnen zes weken.",
            DENIED,
        ),
        ("Bezwaar is mogelijk binnen zes dagen.", TOO_SHORT),
        ("U mag bezwaar maken. Lever uw papieren in binnen zes weken.", NO_TERM),
        ("Uw beroep is kok. U hebt zes weken.", NO_OFFER),
        ("Nee. Bezwaar kan niet, binnen zes weken.", DENIED),
        ("Bezwaar is hier niet toegestaan; u hebt zes weken.", DENIED),
        ("U heeft geen recht op bezwaar binnen zes weken.", DENIED),
        ("U kunt bezwaar maken noch beroep instellen binnen zes weken.", DENIED),
        ("Het is uitgesloten dat u bezwaar maakt binnen zes weken.", DENIED),
        ("U kunt géén bezwaar maken binnen zes weken.", DENIED),
        ("Bezwaar? Nee, dat mag niet. Uw bezwaar stuurt u niet binnen zes weken.", NO_OFFER),
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
        (
            "Op grond van artikel 7:1 van de Algemene wet bestuursrecht kunt u binnen zes "
            "weken na de dag van verzending van dit besluit een bezwaarschrift indienen "
            "bij het college van burgemeester en wethouders."
        ),
        (
            "Tegen dit besluit kunnen belanghebbenden binnen zes weken na de dag waarop "
            "het is bekendgemaakt bezwaar maken."
        ),
        (
            "Bent u het niet eens met deze beslissing? Stuur dan binnen 6 weken een "
            "bezwaarschrift naar het college. Een bezwaarschrift schorst het besluit niet."
        ),
        (
            "U kunt binnen zes weken na de verzenddatum van deze brief schriftelijk "
            "bezwaar maken. U kunt niet per e-mail bezwaar maken."
        ),
        "Maakt u bezwaar? Doe dat dan binnen zes weken na de datum van deze brief.",
        "Wilt u bezwaar maken? Dan moet u dat binnen zes weken doen.",
        (
            "Binnen zes weken na verzending van dit besluit kunt u hiertegen in beroep "
            "gaan bij de rechtbank."
        ),
        ("Tegen dit besluit staat beroep open bij de rechtbank, binnen zes weken na bekendmaking."),
        "U kunt bezwaar maken. De termijn is zes weken en begint op de dag na verzending.",
        (
            "Maakt u niet binnen zes weken bezwaar, dan staat dit besluit vast. U kunt tot "
            "en met 20 april 2026 bezwaar maken."
        ),
        (
            "U kunt bezwaar maken binnen zes weken. Als u te laat bent, nemen wij uw "
            "bezwaar niet in behandeling."
        ),
        "Dan kunt u een bezwaarschrift indienen. U hebt hiervoor zes weken de tijd.",
        ("U kunt binnen zes weken bezwaar maken. Wij beslissen binnen twaalf weken op uw bezwaar."),
        (
            "U kunt binnen 6 weken bezwaar maken. U hebt daarvoor geen advocaat nodig. "
            "Bezwaar maken kost niets."
        ),
        ("Heeft u bezwaren tegen dit besluit? Dien dan binnen zes weken een bezwaarschrift in."),
        "Bezwaar: binnen zes weken bij het college.",
        (
            "U kunt binnen zes weken bezwaar maken. Het bezwaarschrift is niet aan een "
            "vorm gebonden."
        ),
        "U kunt binnen zes weken bezwaar maken, ook als u niet in Nederland woont.",
        "Bezwaar heeft geen schorsende werking. U kunt binnen zes weken bezwaar maken.",
        "U heeft het recht om binnen zes weken bezwaar te maken.",
        (
            "Tegen deze terugvordering kunt u binnen zes weken bezwaar maken. U betaalt "
            "binnen vier weken."
        ),
        "Met een brief kunt u bij ons bezwaar maken. Stuur de brief uiterlijk 20 april 2026.",
        (
            "U kunt digitaal bezwaar maken met uw DigiD. Dit moet binnen zes weken na de "
            "verzenddatum."
        ),
    ],
)
def test_a_remedy_in_the_words_of_a_municipality_is_enough(text: str) -> None:
    assert remedy_gap(text, MOMENT) is None
    assert remedy_gap(text, None) is None
    assert lacking_at(besluit(rechtsmiddel=text)) == ()


@pytest.mark.parametrize(
    "word", ["bezwaar ", "sluit bezwaar ", "geen a ", "bezwaar niet a ", "niet "]
)
def test_a_long_text_is_read_in_little_time(word: str) -> None:
    before = time.process_time()
    remedy_gap((word * 5000)[:10000], MOMENT)
    assert time.process_time() - before < 1
