"""What a policy officer gets wrong, in a policy that is right for the rest.

Each slip gives one finding, at its place, with an offer that leads to a policy that reads; where
nobody can know what was meant, the finding says what is expected and offers nothing.
"""

import re
from pathlib import Path
from time import process_time

import pytest

from maatwerk_rules import PolicyError, load
from maatwerk_rules.diagnostics import Diagnostic, Severity
from maatwerk_rules.loading import read
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse

POLICY = (Path(__file__).parent / "slips" / "proef.beleid").read_text("utf-8")


def faults(text: str) -> tuple[Diagnostic, ...]:
    try:
        load([Source("a.beleid", text)])
    except PolicyError as error:
        return tuple(each for each in error.diagnostics if each.severity is Severity.FOUT)
    return ()


def slipped(right: str, wrong: str) -> tuple[str, int]:
    """Return the policy with a slip in it, and where that begins."""
    place = POLICY.index(right)
    return f"{POLICY[:place]}{wrong}{POLICY[place + len(right) :]}", place


def mends(right: str, wrong: str) -> None:
    """Assert that a slip is one finding, with an offer that leads to a policy without faults."""
    text, place = slipped(right, wrong)

    (found,) = faults(text)

    span = found.spans[0].span
    assert place <= span.start <= span.end <= place + len(wrong.rstrip()) + 1
    edit = found.edits[0]
    mended = f"{text[: edit.span.start]}{edit.replacement}{text[edit.span.end :]}"
    assert faults(mended) == ()


def says(right: str, wrong: str, code: str, sentence: str) -> None:
    """Assert that a slip is one finding at its place, in which a sentence stands."""
    text, place = slipped(right, wrong)

    (found,) = faults(text)

    span = found.spans[0].span
    assert found.code == code
    assert place <= span.start <= span.end <= place + len(wrong.rstrip()) + 1
    assert any(sentence in each for each in (found.headline, *found.help))


MENDED = [
    ("  binnenwettelijk\n", "  rang binnenwettelijk\n"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen meer dan 110% * norm"),
    ("indien leeftijd is minder dan 18 of", "indien leeftijd minder dan 18 of"),
    ("vermogen is ten hoogste € 8.000", "vermogen ten hoogste € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen hoogstens € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen =< € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is ten hoogste 8.000 euro"),
    ("vermogen is ten hoogste € 8.000", "vermogen is ten hoogste 8000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is ten hoogste € 8,000.00"),
    ("vermogen is ten hoogste € 8.000", "vermogen is hoogstens € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is ten hoogst € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is kleiner of gelijk aan € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is kleiner dan of gelijk aan € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is niet meer dan € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is minder dan of gelijk aan € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is max € 8.000"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is minder dan 110 procent * norm"),
    ("vermogen is ten hoogste € 8.000", "het vermogen is ten hoogste € 8.000"),
    ("vermogen is ten hoogste € 8.000", "Vermogen is ten hoogste € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogens is ten hoogste € 8.000"),
    ("laag_inkomen en", "laag-inkomen en"),
    ("laag_inkomen en", "laag inkomen en"),
    ("laag_inkomen en", "LaagInkomen en"),
    ("laag_inkomen en", "laaginkomen en"),
    ("laag_inkomen en", "laag_inkomen en/of"),
    ("laag_inkomen en", "laag_inkomen and"),
    ("laag_inkomen en", "laag_inkomen, en"),
    ("laag_inkomen en", "laag_inkomen is waar en"),
    ("indien laag_inkomen", "als laag_inkomen"),
    ("indien laag_inkomen", "indien: laag_inkomen"),
    ("indien laag_inkomen", "Indien laag_inkomen"),
    ("indien laag_inkomen", "wanneer laag_inkomen"),
    ("indien laag_inkomen", "mits laag_inkomen"),
    ('  dan ja\n  uitleg "Uw', '  dan: ja\n  uitleg "Uw'),
    ('  dan ja\n  uitleg "Uw', '  ja\n  uitleg "Uw'),
    ('  dan ja\n  uitleg "Uw', '  dan Ja\n  uitleg "Uw'),
    ('  dan ja\n  uitleg "Uw', '  dan yes\n  uitleg "Uw'),
    ('  dan ja\n  uitleg "Uw', 'dan ja\n  uitleg "Uw'),
    ('"Uw inkomen is {inkomen}."', "“Uw inkomen is {inkomen}.”"),
    ('"Uw inkomen is {inkomen}."', "'Uw inkomen is {inkomen}.'"),
    ('"Uw inkomen is {inkomen}."', "Uw inkomen is {inkomen}."),
    ('uitleg "Uw', 'uitleg: "Uw'),
    ('uitleg "Uw', 'toelichting "Uw'),
    ("regel basisrecht bepaalt recht", "regel basisrecht bepaald recht"),
    ("regel basisrecht bepaalt recht", "regel basisrecht over recht"),
    ("regel basisrecht bepaalt recht", "regel basisrecht: recht"),
    ("regel basisrecht bepaalt recht", "regels basisrecht bepaalt recht"),
    ("regel basisrecht bepaalt recht", "Regel basisrecht bepaalt recht"),
    ("regel basisrecht bepaalt recht", "rule basisrecht bepaalt recht"),
    ("uitzondering te_jong op basisrecht", "uitzondering te_jong op basis_recht"),
    ("uitzondering te_jong op basisrecht", "uitzondering te jong op basisrecht"),
    ("uitzondering te_jong op basisrecht", "uitzondering te_jong van basisrecht"),
    ("uitzondering te_jong op basisrecht", "uitzondering te_jong basisrecht"),
    ("uitzondering te_jong op basisrecht", "uitzondering te_jong op regel basisrecht"),
    ("uitzondering te_jong op basisrecht", "uitzonderingen te_jong op basisrecht"),
    ("gegeven inkomen: bedrag per maand", "gegeven inkomen bedrag per maand"),
    ("gegeven inkomen: bedrag per maand", "gegeven inkomen: bedragen per maand"),
    ("gegeven inkomen: bedrag per maand", "gegeven inkomen: bedrag per maanden"),
    ("gegeven inkomen: bedrag per maand", "gegevens inkomen: bedrag per maand"),
    (
        "gegeven inkomen: bedrag per maand tussen € 0 en € 10.000",
        "gegeven inkomen: euro per maand tussen € 0 en € 10.000",
    ),
    ("gegeven in_detentie: ja/nee", "gegeven in_detentie: ja-nee"),
    ("gegeven in_detentie: ja/nee", "gegeven in_detentie: boolean"),
    ("gegeven in_detentie: ja/nee", "gegeven in_detentie: janee"),
    ("gegeven in_detentie: ja/nee", "gegeven in detentie: ja/nee"),
    ("keuze uit alleenstaande, gehuwd", "keuze alleenstaande, gehuwd"),
    ("keuze uit alleenstaande, gehuwd", "keuze uit alleenstaande of gehuwd"),
    ("keuze uit alleenstaande, gehuwd", "keuze uit (alleenstaande, gehuwd)"),
    ("keuze uit alleenstaande, gehuwd", "keuze uit: alleenstaande, gehuwd"),
    ("bron Beleid artikel 13 lid 1 onderdeel f", "bron Pw art. 13 lid 1 onderdeel f"),
    ("bron Beleid artikel 13 lid 1 onderdeel f", "bron artikel 13 lid 1 onder f Beleid"),
    ("bron Beleid artikel 13 lid 1 onderdeel f", "bron Beleid artikel 13, lid 1, onderdeel f"),
    ("bron Beleid artikel 13 lid 1 onderdeel f", "bron Beleid artikel 13 lid 1 sub f"),
    ("bron Beleid artikel 13 lid 1 onderdeel f", "bron beleid artikel 13 lid 1 onderdeel f"),
    ("bron Beleid artikel 13 lid 1 onderdeel f", "bron: Beleid artikel 13 lid 1 onderdeel f"),
    (
        "bron Beleid artikel 13 lid 1 onderdeel f",
        "bron Participatiewet artikel 13 lid 1 onderdeel f",
    ),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 1-1-2026: € 1.401,50"),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 1 januari 2026: € 1.401,50"),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 2026-01-01 € 1.401,50"),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 2026-01-01: 1.401,50"),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 2026-01-01: € 1401.50"),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 2026-01-01: 1.401,50 €"),
    ("met ingang van 2026-01-01: € 1.401,50", "per 2026-01-01: € 1.401,50"),
    ("met ingang van 2026-01-01: € 1.401,50", "vanaf 2026-01-01: € 1.401,50"),
    ("met ingang van 2026-01-01: € 1.401,50", "ingang van 2026-01-01: € 1.401,50"),
    ("geldt van 2026-01-01", "geldig van 2026-01-01"),
    ("geldt van 2026-01-01", "geldt vanaf 2026-01-01"),
    ("is ((inkomen - norm) * 35%) rekenkundig", "is (inkomen - norm) * 35% rekenkundig"),
    ("is ((inkomen - norm) * 35%) rekenkundig", "is ((inkomen - norm) x 35%) rekenkundig"),
    ("is ((inkomen - norm) * 35%) rekenkundig", "is ((inkomen - norm) * 35 procent) rekenkundig"),
    ("is ((inkomen - norm) * 35%) rekenkundig", "is ((inkomen min norm) * 35%) rekenkundig"),
    ("is ((inkomen - norm) * 35%) rekenkundig", "is ((inkomen - norm) * 0.35) rekenkundig"),
    ("  is inkomen is minder dan 110% * norm", "  inkomen is minder dan 110% * norm"),
    ("  is inkomen is minder dan 110% * norm", "  is: inkomen is minder dan 110% * norm"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is minder dan 110% van norm"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is minder dan 110% van de norm"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is minder 110% * norm"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is lager dan 110% * norm"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is minder als 110% * norm"),
    ("begrip laag_inkomen: ja/nee", "begrip laag_inkomen ja/nee"),
    ("begrip laag_inkomen: ja/nee", "begrippen laag_inkomen: ja/nee"),
    ("karakter moet\n", "karakter verplicht\n"),
    ("karakter moet\n", "karakter mag\n"),
    ("  toetsen altijd\n", "  altijd toetsen\n"),
    ("gegeven leeftijd is 30 jaar\n", "gegeven leeftijd: 30 jaar\n"),
    ("gegeven leeftijd is 30 jaar\n", "leeftijd is 30 jaar\n"),
    ("gegeven inkomen is € 900 per maand", "gegeven inkomen is € 900 p/m"),
    ("gegeven inkomen is € 900 per maand", "gegeven inkomen is € 900 per mnd"),
    ("verwacht recht is ja op grond van", "verwachting recht is ja op grond van"),
    ("verwacht recht is ja op grond van", "verwacht recht ja op grond van"),
    ("verwacht recht is ja op grond van", "verwacht recht is ja omdat"),
    ("verwacht recht is ja op grond van", "verwacht recht = ja op grond van"),
    ("leeftijd is minder dan 18 of", "leeftijd is minder dan 18 jaar oud of"),
    ("leeftijd is minder dan 18 of", "leeftijd is jonger dan 18 of"),
    ("leeftijd is minder dan 18 of", "leeftijd => 18 of"),
    ("leeftijd is minder dan 18 of", "leeftijd is tussen 18 en 21 of"),
    ("leeftijd is minder dan 18 of", "leeftijd tussen 18 en 21 of"),
    ("of in_detentie", "of geen in_detentie"),
    ("of in_detentie", "of in_detentie is onwaar"),
    ("of in_detentie", "of (in_detentie"),
    ("indien oordeel dringend", "indien dringend"),
    ("indien oordeel dringend", "indien oordeel dringent"),
    ("afwijkingsgrond nood bij te_jong", "afwijkingsgrond nood bij regel te_jong"),
    ("afwijkingsgrond nood bij te_jong", "afwijkingsgrond nood op te_jong"),
    ("afwijkingsgrond nood bij te_jong", "afwijking nood bij te_jong"),
    ('  vraag "Zit u vast?"', '  vraag: "Zit u vast?"'),
    ('  vraag "Zit u vast?"', '  vragen "Zit u vast?"'),
    ('  vraag "Zit u vast?"', "  vraag Zit u vast?"),
    ("  uit register brp", "  uit brp"),
    ("  uit register brp", "  register brp"),
    ("  bedoeling vangnet\n  indien laag", '  bedoeling "vangnet"\n  indien laag'),
    ("  bedoeling vangnet\n  indien laag", "  doel vangnet\n  indien laag"),
    ("  door college\n", "  door het college\n"),
    ("soort kind heeft", "soort kind"),
    ("soort kind heeft", "soort kind:"),
    ("soort kind heeft", "soort kind bevat"),
    ("lijst van hoogstens 15 kind", "lijst van maximaal 15 kind"),
    ("lijst van hoogstens 15 kind", "lijst van hoogstens 15 kinderen"),
    ('beleid proef "Proef"', 'beleid Proef beleid "Proef"'),
    ("vermogen is ten hoogste € 8.000", "vermogen is mer dan € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is mindr dan € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is meerdan € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is ten miste € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is te hoogste € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is boven € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is onder de € 8.000"),
    ("vermogen is ten hoogste € 8.000", "vermogen is ten hoogste € 8.000 euro"),
    ("vermogen is ten hoogste € 8.000", "vermogen is ten hoogste EUR 1900,50"),
    ("vermogen is ten hoogste € 8.000", "vermogen is tussen € 0 en € 10"),
    ("vermogen is ten hoogste € 8.000", "vermogen is tussen € 0 en 2 * € 10"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is mindr dan 110% * norm"),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen is onder 110% * norm"),
    ("leeftijd is minder dan 18 of", "leeftijd is mer dan 18 of"),
    ("leeftijd is minder dan 18 of", "leeftijd is Minder dan 18 of"),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 2026/01/01: € 1.401,50"),
    ("met ingang van 2026-01-01: € 1.401,50", "met ingang van 1/1/2026: € 1.401,50"),
    ("verwacht recht is ja op grond van", "verwacht recht is ja want"),
    ('  dan ja\n  uitleg "Uw', '  dan ja, anders nee\n  uitleg "Uw'),
    ('  dan ja\n  uitleg "Uw', '  dan ja anders nee\n  uitleg "Uw'),
]


@pytest.mark.parametrize(("right", "wrong"), MENDED)
def test_a_slip_is_one_finding_with_an_offer_that_reads(right: str, wrong: str) -> None:
    mends(right, wrong)


RIGHT = [
    ("vermogen is ten hoogste € 8.000", "vermogen <= € 8.000"),
    ("laag_inkomen en", "laag_inkomen = ja en"),
    ('  dan ja\n  uitleg "Uw', '\tdan ja\n  uitleg "Uw'),
    ("  is inkomen is minder dan 110% * norm", "  is inkomen < 110% * norm"),
    ("gegeven leeftijd is 30 jaar\n", "gegeven leeftijd is 30\n"),
    ("gegeven inkomen is € 900 per maand", "gegeven inkomen is € 900"),
    ("leeftijd is minder dan 18 of", "leeftijd >= 18 of"),
]


@pytest.mark.parametrize(("right", "other"), RIGHT)
def test_another_way_to_write_the_same_is_no_slip(right: str, other: str) -> None:
    assert faults(slipped(right, other)[0]) == ()


TOLD = [
    (
        "gegeven in_detentie is nee\n",
        'gegeven in_detentie is nee\n  oordeel dringend is nee door consulent want "Geen nood."\n',
        "MW035",
        "schrijf `omdat`",
    ),
    (
        "gegeven leeftijd: aantal jaren tussen 0 en 120",
        "gegeven leeftijd: getal tussen 18 en 120",
        "MW034",
        "bedoelt u `aantal`?",
    ),
    (
        "laag_inkomen en",
        "er is laag_inkomen en",
        "MW002",
        "beschrijf haar met een blok `gegeven er: …` of `begrip er: …`",
    ),
    (
        '  dan ja\n  uitleg "Uw',
        '  dan is recht ja\n  uitleg "Uw',
        "MW001",
        "Na `dan` hoort een waarde of voorwaarde; hier staat `is`.",
    ),
    (
        '  dan ja\n  uitleg "Uw',
        '  dan recht\n  uitleg "Uw',
        "MW005",
        "laat één van deze stappen iets anders lezen",
    ),
    (
        '  dan ja\n  uitleg "Uw',
        '  dan ja.\n  uitleg "Uw',
        "MW001",
        "laat de punt weg: een regel eindigt zonder leesteken",
    ),
    ('"Uw inkomen is {inkomen}."', '"Uw inkomen is {inkomn}."', "MW161", "bedoelt u `{inkomen}`?"),
    (
        '"Uw inkomen is {inkomen}."',
        '"Uw inkomen is {inkomen.',
        "MW031",
        'sluit de tekst met `"`; een langer verhaal is meer teksten onder elkaar',
    ),
    (
        "gegeven inkomen: bedrag per maand tussen € 0 en € 10.000",
        "gegeven inkomen: bedrag per maand tussen 0 en 10.000 euro",
        "MW035",
        "schrijf `€ 10.000`",
    ),
    (
        "keuze uit alleenstaande, gehuwd",
        "keuze uit alleenstaande, niet gehuwd",
        "MW033",
        "zet er een woord bij, bijvoorbeeld `niet_anders`",
    ),
    (
        "bron Beleid artikel 13 lid 1 onderdeel f",
        "bron PW 13 lid 1 onderdeel f",
        "MW001",
        "schrijf `PW artikel 13`",
    ),
    (
        "  is inkomen is minder dan 110% * norm",
        "  is minder inkomen dan 110% * norm",
        "MW001",
        "hier staat `inkomen`.",
    ),
    (
        "begrip laag_inkomen: ja/nee",
        "begrip laag_inkomen",
        "MW001",
        "Na `laag_inkomen` hoort `:` of `per`; hier staat het einde van de regel.",
    ),
    (
        "  ten gunste\n",
        "  ten gunste van aanvrager\n",
        "MW001",
        "Na `gunste` hoort een volgende regel van dit blok, zoals `bron`; hier staat `van`.",
    ),
    (
        "gegeven leeftijd is 30 jaar\n",
        "gegeven leeftijd is dertig jaar\n",
        "MW001",
        "schrijf `30`",
    ),
    (
        "leeftijd is minder dan 18 of",
        "leeftijd is minder dan 18 of of",
        "MW001",
        "Na `of` hoort een waarde of voorwaarde; hier staat `of`.",
    ),
    (
        "leeftijd is minder dan 18 of",
        "leeftijd is minder dan of",
        "MW001",
        "Na `dan` hoort een waarde of voorwaarde; hier staat `of`.",
    ),
    (
        "of in_detentie",
        "of niet in_detentie niet",
        "MW001",
        "hier staat `niet`.",
    ),
    (
        "indien oordeel dringend",
        "indien beoordeling dringend",
        "MW001",
        "hier staat `dringend`.",
    ),
    (
        "lijst van hoogstens 15 kind",
        "lijst van kind",
        "MW001",
        "schrijf `lijst van hoogstens 20 kind`, met hoeveel het er hoogstens zijn",
    ),
    (
        'regeling Pw wet BWBR0015703 "Participatiewet"',
        'regeling Pw BWBR0015703 "Participatiewet"',
        "MW001",
        "Na `Pw` hoort een soort regeling zoals `wet` of `beleidsregel`; hier staat `BWBR0015703`.",
    ),
    (
        'regeling Pw wet BWBR0015703 "Participatiewet"',
        'wet Pw BWBR0015703 "Participatiewet"',
        "MW034",
        "een blok begint met een woord als `regel`, `begrip`, `gegeven` of `toets`",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "code", "sentence"), TOLD)
def test_a_slip_that_may_mean_more_is_one_finding_that_says_what_is_expected(
    right: str, wrong: str, code: str, sentence: str
) -> None:
    says(right, wrong, code, sentence)


@pytest.mark.parametrize(
    ("wrong", "joined"),
    [
        ("  is inkomen meer dan 110% * norm", "inkomen_meer"),
        ("  is inkomen laag 110% * norm", "inkomen_laag"),
        ("  is te jong en inkomen is minder dan norm", "te_jong"),
        ("  is gezondheid gezin is minder dan norm", "gezondheid_gezin"),
    ],
)
def test_a_joined_name_is_offered_only_where_a_value_is_called_so(wrong: str, joined: str) -> None:
    text, _ = slipped("  is inkomen is minder dan 110% * norm", wrong)

    told = [part for each in faults(text) for part in (*each.help, each.headline)]

    assert told
    assert not [each for each in told if joined in each]


def test_a_line_of_which_the_first_word_stands_gets_the_rest_offered() -> None:
    text, place = slipped("  indien leeftijd", "  geldt tot 2027-01-01\n  indien leeftijd")

    (found,) = faults(text)
    assert found.spans[0].span.start == place + 2
    assert found.help == ("bedoelt u `geldt van`?",)


def test_the_type_of_another_language_is_offered_as_ours() -> None:
    text, _ = slipped("aantal jaren tussen 0 en 120", "getal tussen 18 en 120")

    assert faults(text)[0].help == ("bedoelt u `aantal`?",)


def test_no_sentence_offers_what_is_no_word_of_the_place() -> None:
    text, _ = slipped("  binnenwettelijk\n", "  rang binnenwettelijk\n")

    (found,) = faults(text)

    assert (found.headline, found.help) == (
        "`rang` ken ik hier niet als sleutelwoord.",
        ("laat `rang` weg",),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("begrip a: datum\n  is 31 februari 2026\n", ""),
        ("begrip a: datum\n  is (1 januari 2026\n  b c\n", ""),
        ("begrip a: ja/nee\n  is meer dan 5\n", ""),
        ("begrip a: ja/nee\n  is tussen 18 en 21\n", ""),
        ("begrip a: ja/nee\n  is b tussen 18 en zomaar iets\n", ""),
        ("begrip a: ja/nee\n  is het\n  b c\n", ""),
        ("gegeven a: keuze uit b of c of\n", ""),
        ("gegeven a: keuze uit b of c d e\n", ""),
        ("begrip a: ja/nee\n  zomaar\n", "schrijf `is zomaar`"),
        ('uitkomst a: ja/nee\n  bedoeling "b" c\n', ""),
        ("uitkomst a: ja/nee\n  altijd zomaar\n", ""),
        ("soort kind\n  a: ja/nee\n", "schrijf `kind heeft`"),
        ("uitkomst recht op bijstand: ja/nee\n", "aan elkaar: `recht_op_bijstand`"),
        ("gegeven in detentie zomaar\n", ""),
        ("bedoeling hoog laag\n", "zet de tekst tussen"),
        ("begrip a: bedrag\n  is b * meer dan c\n", ""),
        ('bedoeling hoge_nood "a"\nregel r bepaalt s\n  bedoeling hoge nood\n', "`hoge_nood`"),
        ("gegeven a: keuze uit b, samen wonend\n", "aan elkaar: `samen_wonend`"),
        ("begrip a: aantal\n  is b c 35 procent\n", ""),
        ("begrip a: ja/nee\n  is b is ander dan c\n", ""),
        ("begrip a: ja/nee\n  is b is mer dan c dan\n", ""),
        ("bedrag a\n  met ingang van 2026/02/31: € 5\n", ""),
        ("bedrag a\n  met ingang van 2026/02/03 zomaar: € 5\n", ""),
        ("regel a bepaalt b\n  dan ja, anders nee\n  uitleg 5\n", "laat `, anders nee` weg"),
        ("regel a bepaalt b\n  dan ja + , anders\n", ""),
    ],
)
def test_only_what_reads_is_offered(text: str, said: str) -> None:
    found, *_ = parse(Source("a.beleid", text)).diagnostics

    told = " ".join(found.help)
    assert said in told
    if not said:
        assert not found.edits
        assert not re.search("schrijf|laat|aan elkaar|bedoelt u", told)


def test_nothing_is_tried_in_a_block_that_is_very_long() -> None:
    text = "regel a bepaalt b\n" + '  let op "x"\n' * 2_000 + "  indien c meer dan d\n  dan ja\n"

    found, *_ = parse(Source("a.beleid", text)).diagnostics

    assert (found.code, found.edits) == ("MW001", ())


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("  indien x is ouder dan 18", 1),
        ('  let op "Wie is ouder dan 18"', 0),
        ("  indien x is ja  # is ouder dan 18", 0),
        ("  indien x is ander dan 18", 0),
    ],
)
def test_a_comparison_of_which_dan_was_read_as_the_result_is_told(line: str, count: int) -> None:
    text = f"regel a bepaalt b\n{line}\n  dan ja\n"

    found = parse(Source("a.beleid", text)).diagnostics

    assert [each.code for each in found] == ["MW035"] * count


@pytest.mark.parametrize("words", ["mer  dan", "mindr dan"])
def test_a_misspelt_comparison_is_not_read_as_the_result(words: str) -> None:
    text = f"regel a bepaalt b\n  indien kosten is {words} € 0 en oordeel c\n  dan ja\n"

    found, *_ = parse(Source("a.beleid", text)).diagnostics

    better = "meer dan" if words[1] == "e" else "minder dan"
    assert found.help == (f"bedoelt u `{better}`?",)
    assert found.edits[0].replacement == better


def test_a_range_of_amounts_is_told_whole() -> None:
    (found,) = faults(
        slipped("vermogen is ten hoogste € 8.000", "vermogen is tussen € 0 en € 10")[0]
    )

    assert found.headline.endswith("; hier staat `is tussen € 0 en € 10`.")
    assert found.help == ("schrijf `is ten minste € 0 en vermogen is ten hoogste € 10`",)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("31-2-2026", "31 februari 2026 bestaat niet: februari heeft dan 28 dagen"),
        ("2024-02-30", "30 februari 2024 bestaat niet: februari heeft dan 29 dagen"),
        ("1-13-2026", "maand 13 bestaat niet"),
        ("0000-01-01", "het jaar 0 bestaat niet"),
    ],
)
def test_of_a_day_that_does_not_exist_it_is_told_why(day: str, said: str) -> None:
    (found,) = parse(Source("a.beleid", f"bedrag a\n  met ingang van {day}: € 5\n")).diagnostics

    assert (found.code, found.help) == ("MW021", (said,))


def test_one_result_on_the_line_of_its_condition_is_no_comparison() -> None:
    text = "regel a bepaalt b\n  indien x is ouder dan ja\n"

    assert parse(Source("a.beleid", text)).diagnostics == ()


HEAD = 'beleid proef "Proef"\n  taalversie 1\n  geldt van 2026-01-01\n  bezwaar "U kunt dat."\n'


@pytest.mark.parametrize(
    ("declared", "written", "is_offered"),
    [
        ("gegeven hoge_nood: ja/nee", "  indien hoge nood\n", True),
        ("keuze nood uit hoge_nood, geen", "  indien hoge nood\n", True),
        ("gegeven nood: keuze uit hoge_nood, geen", "  indien nood is hoge nood\n", True),
        ("soort geval heeft\n  hoge_nood: ja/nee", "  indien hoge nood\n", True),
        ('bedoeling hoge_nood "Nood."', "  indien hoge nood\n", False),
        ('bedoeling hoge_nood "Nood."', "  bedoeling hoge nood\n", True),
        ("gegeven hoge_nood: ja/nee", "  bedoeling hoge nood\n", False),
        ('regeling hoge_nood wet BWBR0015703 "W"', "  bron hoge nood artikel 1\n", True),
        ('register r "R"', "  bron hoge nood artikel 1\n", False),
    ],
)
def test_a_joined_name_is_offered_only_in_its_kind(
    declared: str, written: str, is_offered: bool
) -> None:
    text = f"{HEAD}{declared}\nregel a bepaalt b\n{written}  dan ja\n"

    found = next(each for each in read(Source("a.beleid", text)).diagnostics)

    assert found.code == "MW001"
    assert any("aan elkaar" in each for each in found.help) is bool(found.edits) is is_offered


def test_a_name_in_another_file_is_offered() -> None:
    texts = [
        Source("a.beleid", f"{HEAD}gegeven hoge_nood: ja/nee\n"),
        Source("b.beleid", "regel a bepaalt b\n  indien hoge nood\n  dan ja\n"),
    ]

    (found,) = read(texts).diagnostics

    assert found.help == ("schrijf een naam aan elkaar: `hoge_nood`",)


@pytest.mark.parametrize(
    "line",
    [
        "is b " + "1" * 200_000 + " c",
        "is b " + "1 " * 100_000 + "procent",
        "is b meer" + " " * 200_000 + "dan c",
        "is b " + "tussen " * 100_000,
    ],
    ids=["digits", "numbers", "spaces", "words"],
)
def test_a_very_long_line_is_explained_in_a_moment(line: str) -> None:
    started = process_time()

    (found,) = parse(Source("a.beleid", f"begrip a: ja/nee\n  {line}\n")).diagnostics

    assert found.spans
    assert process_time() - started < 10
