"""What may be written is offered by place, and what fits best comes first."""

import pytest

from maatwerk_rules.integrations.editor.completion import complete
from tests.integrations.editor.desks import SMALL, Marked
from tests.integrations.editor.test_navigation import EXAMPLE

CASES = [
    ("re|", "regel", "blok"),
    ("|", "regel", "blok"),
    ("regel x bepaalt |", "recht", "begrip of uitkomst"),
    ("regel x bepaalt recht\n  bron |", "Pw", "regeling"),
    ("regel x bepaalt recht\n  bron Pw artikel 11\n  bedoeling |", "naar_werk", "bedoeling"),
    ("regel x bepaalt recht\n  bedoeling naar_werk, |", "ouders_eerst", "bedoeling"),
    ("regel x bepaalt recht\n  bron Pw |", "artikel", "woord"),
    ("regel x bepaalt recht\n  b|", "bron", "woord"),
    ("regel x bepaalt recht\n  indien |", "in_detentie", "gegeven: ja/nee"),
    ("regel x bepaalt recht\n  indien geslacht is |", "m", "optie"),
    ("regel x bepaalt recht\n  indien geslacht is een van (|", "m", "optie"),
    ("regel x bepaalt recht\n  indien leeftijd is ten |", "is ten minste", "woord"),
    ("regel x bepaalt recht\n  indien leeftijd is ten ho|", "is ten hoogste", "woord"),
    ("regel x bepaalt recht\n  toetsen bij |", "toetsen bij aanwijzing", "woord"),
    ("regel x bepaalt recht\n  dan |", "in_detentie", "gegeven: ja/nee"),
    ("uitzondering x op basisrecht\n  dan |", "in_detentie", "gegeven: ja/nee"),
    ("begrip q: datum\n  is |", "geboortedatum", "gegeven: een datum"),
    ("begrip q: bedrag\n  is vermogen - |", "schulden", "gegeven: een bedrag"),
    ("begrip q: aantal jaren\n  is leeftijd van |", "geboortedatum", "gegeven: een datum"),
    ("begrip q: bedrag\n  is som van b.|", "waarde_in_euro", "veld"),
    ("begrip q: ja/nee\n  is er is een b uit bezittingen waarvoor b.|", "telt_mee", "veld"),
    (
        "begrip q: bedrag\n  is som van b.waarde_in_euro voor b uit |",
        "bezittingen",
        "lijst of huishouden",
    ),
    ("begrip q: bedrag\n  is vermogen |", "maar ten minste", "woord"),
    ("begrip q per |", "bezitting", "soort"),
    ("gegeven q: lijst van hoogstens 3 |", "bezitting", "soort"),
    ("gegeven q: |", "ja/nee", "woord"),
    ("bedrag q per |", "maand", "woord"),
    ("uitzondering x op |", "basisrecht", "regel"),
    ("afwijkingsgrond x |", "bij groep", "woord"),
    ("afwijkingsgrond x bij groep |", "paragraaf_2_2", "groep"),
    ("hardheidsclausule x bij regeling |", "Beleid", "regeling"),
    ("voorrang |", "detentie", "regel"),
    ("voorrang detentie boven |", "jonger_dan_18", "regel"),
    ('groep g "G"\n  bevat basisrecht, |', "detentie", None),
    ('functie f "F" namens |', "college", "orgaan"),
    ('functie f "F" namens college voor oordeel |', "zeer_dringend", "oordeel"),
    ('waarde w "W"\n  |', "bron", "woord"),
    ('bedoeling b "B"\n  dient |', "meedoen", "waarde"),
    ("gegeven q: ja/nee\n  uit register |", "brp", "register"),
    ("oordeel q: ja/nee\n  door |", "college", "functie of orgaan"),
    ("oordeel q: ja/nee\n  maatstaf |", "Pw", "regeling"),
    ("regel x bepaalt recht\n  indien oordeel |", "zeer_dringend", "oordeel"),
    ("regel x bepaalt recht\n  toetsen bij aanwijzing bezitting.|", "betwist", "veld"),
    ('toets t "T"\n  gegeven |', "schulden", "gegeven"),
    ('toets t "T"\n  zoals |', "willem_a", "toets"),
    ('toets t "T"\n  oordeel |', "zeer_dringend", "oordeel"),
    ('toets t "T"\n  verwacht |', "recht", "begrip of uitkomst"),
    ('toets t "T"\n  verwacht recht is |', "ja", "woord"),
    ('toets t "T"\n  verwacht recht is ja op grond van basisrecht, |', "detentie", "regel"),
    (
        (
            'toets t "T"\n  gegeven bezittingen is [auto: bezitting(betwist ja)]\n'
            "  oordeel vrijgesteld voor |"
        ),
        "auto",
        "record",
    ),
    (
        'toets t "T"\n  gegeven bezittingen is [auto: bezitting(betwist ja)]\n  gegeven auto.|',
        "betwist",
        "veld",
    ),
    ("aanpassing a van |", "recht", "begrip of uitkomst"),
    ("aanpassing a van recht in stap |", None, None),
    ("invulling |", None, None),
    ('beleid b "B"\n  gebruikt |', "participatiewet", "beleid"),
    ('beleid b "B"\n  status |', "concept", "woord"),
    ("dekking |", "Pw", "regeling"),
    ("invulling vermogen\n  is |", "schulden", "gegeven: een bedrag"),
    ("uitzondering x op onbekend\n  dan |", "in_detentie", "gegeven: ja/nee"),
    (
        "begrip q: ja/nee\n  is er is een b uit bezittingen waarvoor (b.betwist is |",
        "in_detentie",
        "gegeven: ja/nee",
    ),
    ("begrip q: ja/nee\n  is onbekend.|", "betwist", "veld"),
    ("regel x bepaalt recht\n  fout fout\n  bron |", "Pw", "regeling"),
    ('regel x bepaalt recht\n  uitleg "Uw {ver|', "vermogen", "waarde"),
    ('regel x bepaalt recht\n  uitleg "Uw ver|', None, None),
    ("regel x bepaalt recht\n  dan ja # en d|", None, None),
    ("regel |", None, None),
    ("keuze k uit |", None, None),
]


@pytest.mark.parametrize(("text", "wanted", "detail"), CASES, ids=[each[0][-40:] for each in CASES])
def test_what_fits_the_place_is_offered(
    text: str, wanted: str | None, detail: str | None, marked: Marked
) -> None:
    here = marked(f"{EXAMPLE}{text}")

    offers = complete(here.snapshot, here.document, here.offset)

    if wanted is None:
        assert offers == ()
        return
    found = next(each for each in offers if each.text == wanted)
    assert detail is None or found.detail == detail


def test_names_of_the_type_that_is_asked_come_first(marked: Marked) -> None:
    here = marked(f"{EXAMPLE}regel x bepaalt recht\n  indien |")

    offers = complete(here.snapshot, here.document, here.offset)

    names = [each for each in offers if each.detail.startswith(("gegeven", "begrip", "bedrag"))]
    assert [each.text for each in names][:2] == ["andere_partijen_nodig", "in_detentie"]
    assert names.index(next(it for it in names if it.text == "schulden")) > 3


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("regel x bepaalt recht\n  indien |", "recht"),
        ("regel x bepaalt recht\n  dan |", "recht"),
        ("uitzondering x op basisrecht\n  indien |", "recht"),
        ("begrip q: ja/nee\n  is |", "q"),
        ("opschaling\n  eerst a door b indien |", ""),
    ],
)
def test_what_a_block_determines_itself_is_not_offered_in_it(
    text: str, own: str, marked: Marked
) -> None:
    here = marked(f"{EXAMPLE}{text}")

    texts = [each.text for each in complete(here.snapshot, here.document, here.offset)]

    assert own not in texts
    if own:
        assert texts.index("in_detentie") < texts.index("woonkostentoeslag")
    assert ("recht" in texts) == (own != "recht")


def test_behind_a_comparison_only_what_can_be_compared_is_offered(marked: Marked) -> None:
    here = marked(f"{EXAMPLE}regel x bepaalt recht\n  indien schulden is meer dan |")

    offers = complete(here.snapshot, here.document, here.offset)

    texts = [each.text for each in offers]
    assert texts[:2] == ["schulden", "vermogen"]
    assert "€ 0" in texts[:5]
    unfit = {"dan buiten toepassing", "in_detentie", "m", "ja", "er is een", "oordeel", "peildatum"}
    assert not unfit & set(texts)
    assert {each.place.start for each in offers} == {here.offset}


@pytest.mark.parametrize(
    ("line", "literal"),
    [
        ("woonkosten is minder dan |", "€ 0 per maand"),
        ("leeftijd is ten minste |", "0 jaar"),
        ("geboortedatum is meer dan |", "peildatum"),
        ("in_detentie is |", "nee"),
        ("geslacht is |", "m"),
        ("onbekende_naam is |", "nee"),
    ],
)
def test_literals_of_the_type_that_is_compared_are_offered(
    line: str, literal: str, marked: Marked
) -> None:
    here = marked(f"{EXAMPLE}regel x bepaalt recht\n  indien {line}")

    offers = complete(here.snapshot, here.document, here.offset)

    assert literal in [each.text for each in offers]


def test_what_was_typed_already_is_replaced(marked: Marked) -> None:
    here = marked(SMALL.replace("indien in_nederland", "indien in_ne|"))

    offers = complete(here.snapshot, here.document, here.offset)

    place = next(each.place for each in offers if each.text == "in_nederland")
    text = here.snapshot.file(here.document).source.text
    assert text[place.start : place.end] == "in_ne"


def test_below_the_last_block_nothing_is_offered_inside_a_line(marked: Marked) -> None:
    here = marked(f"{SMALL}# klaar\n |")

    assert complete(here.snapshot, here.document, here.offset) == ()
