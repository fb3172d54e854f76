import pytest

from maatwerk_rules.explanation.vocabulary import Source, Vocabulary
from maatwerk_rules.model.declarations import Regel
from maatwerk_rules.model.node import Reference
from maatwerk_rules.model.references import Artikelverwijzing, Kamerstuk, Uitspraak
from maatwerk_rules.model.unknown import Leaf, RecordId
from tests.explanation.test_motivate import RECHT
from tests.explanation.test_records import LIJST
from tests.explanation.told import DAY, policy

LOCAL = 'regeling Lokaal verordening CVDR345917_1 "Verordening Lokaal"\n'


def words(text: str = RECHT) -> Vocabulary:
    return Vocabulary(policy(text), DAY)


@pytest.mark.parametrize(
    ("reference", "source"),
    [
        (
            Artikelverwijzing("Pw", "34", "2", "a"),
            Source(
                "artikel 34, tweede lid, onderdeel a, van de Participatiewet",
                "jci1.3:c:BWBR0015703&artikel=34&lid=2&o=a&g=2026-03-01",
                "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=34&g=2026-03-01",
            ),
        ),
        (
            Artikelverwijzing("Lokaal", "9"),
            Source(
                "artikel 9 van de Verordening Lokaal",
                "CVDR345917_1",
                "https://lokaleregelgeving.overheid.nl/CVDR345917/1#Artikel9",
            ),
        ),
        (Artikelverwijzing("Weg", "1"), Source("artikel 1 van de Weg")),
        (
            Uitspraak("ECLI:NL:CRVB:2025:700"),
            Source(
                "uitspraak ECLI:NL:CRVB:2025:700",
                "ECLI:NL:CRVB:2025:700",
                "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2025:700",
            ),
        ),
        (
            Uitspraak("ECLI:EU:C:2020:1"),
            Source("uitspraak ECLI:EU:C:2020:1", "ECLI:EU:C:2020:1"),
        ),
        (
            Kamerstuk("kst-36582-3"),
            Source(
                "kst-36582-3",
                "kst-36582-3",
                "https://zoek.officielebekendmakingen.nl/kst-36582-3.html",
            ),
        ),
        (Kamerstuk("stb-2025-12"), Source("stb-2025-12", "stb-2025-12")),
    ],
)
def test_a_source_has_words_an_id_and_an_address_where_they_are_certain(
    reference: Reference, source: Source
) -> None:
    assert words(LOCAL + RECHT).source(reference) == source
    assert source.words.url == source.url


def test_an_unknown_kind_of_source_is_refused() -> None:
    with pytest.raises(TypeError):
        words().source(Reference())


@pytest.mark.parametrize(
    ("leaf", "told"),
    [
        (Leaf("gegeven", "inkomen"), "inkomen"),
        (Leaf("gegeven", "kinderen", RecordId("kinderen", "0"), "leeftijd"), "leeftijd van kind 1"),
        (Leaf("gegeven", "kinderen", RecordId("kinderen", "sam"), "inwonend"), "inwonend (sam)"),
        (Leaf("oordeel", "zorg"), "het oordeel ‘zorg’"),
        (Leaf("oordeel", "zorg", RecordId("kinderen", "sam")), "het oordeel ‘zorg’ (sam)"),
        (Leaf("bedrag", "norm_hoog"), "‘norm hoog’ op deze datum"),
        (Leaf("invulling", "norm"), "de invulling van ‘norm’"),
        (Leaf("uitkomst", "recht"), "een duidelijke uitkomst van ‘recht’"),
        (Leaf("gegeven", "weg", RecordId("weg", "2"), "leeftijd"), "leeftijd van weg 3"),
    ],
)
def test_what_is_missing_has_a_name(leaf: Leaf, told: str) -> None:
    assert words(LIJST).leaf(leaf) == told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("college",), "College van burgemeester en wethouders"),
        (
            ("college", "consulent"),
            "College van burgemeester en wethouders, of namens dit orgaan: Consulent",
        ),
        (("consulent",), "College van burgemeester en wethouders, of namens dit orgaan: Consulent"),
        (("ver_weg",), "ver weg"),
        ((), ""),
    ],
)
def test_the_organ_decides_and_a_function_on_its_behalf(names: tuple[str, ...], told: str) -> None:
    assert words().who(names) == told


def test_only_what_stands_in_national_law_is_the_law_itself() -> None:
    known = words()
    basis, te_laat = known.rule("basis"), known.rule("te_laat")
    assert basis is not None and te_laat is not None  # noqa: PT018

    assert known.is_national(basis)
    assert not known.is_national(te_laat)
    assert not known.is_national(Regel("los", "recht"))
    assert known.rule("verdwenen") is None


def test_a_field_has_no_question_of_its_own() -> None:
    known = words(LIJST)

    assert known.question(Leaf("gegeven", "kinderen")) == "Welke kinderen hebt u?"
    assert (
        known.question(Leaf("gegeven", "kinderen", RecordId("kinderen", "0"), "leeftijd")) is None
    )
    assert known.question(Leaf("bedrag", "norm")) is None
    assert known.question(Leaf("oordeel", "verdwenen")) is None


def test_sources_stand_in_the_order_of_the_law_each_once() -> None:
    known = words()
    named = [
        known.source(Artikelverwijzing("Pw", each)).text for each in ("35", "18a", "8", "11", "12")
    ]

    told = [source.text for source in known.sources_in([*named[:4], named[0]])]

    assert told == [
        "artikel 8 van de Participatiewet",
        "artikel 11 van de Participatiewet",
        "artikel 18a van de Participatiewet",
        "artikel 35 van de Participatiewet",
    ]
