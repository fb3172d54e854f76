"""What each construct of the language means, decided on small cases."""

from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules.analysis.desugar_expressions import desugar, not_shown
from maatwerk_rules.model.expressions import NietTeWeten
from maatwerk_rules.runtime.decide import decide
from tests.small import policy_of

DAY = date(2026, 3, 1)
FACTS = """
gegeven a: ja/nee
  vraag "A?"
  grondslag Pw artikel 17 lid 1
gegeven b: ja/nee
  vraag "B?"
  grondslag Pw artikel 17 lid 1
gegeven c: ja/nee
  vraag "C?"
  grondslag Pw artikel 17 lid 1
gegeven melding: datum tussen 2020-01-01 en 2030-01-01
  vraag "Wanneer?"
  grondslag Pw artikel 17 lid 1
gegeven personen: aantal tussen 1 en 9
  vraag "Hoeveel?"
  grondslag Pw artikel 17 lid 1
soort kind heeft
  jaren: aantal jaren tussen 0 en 30
  inwonend: ja/nee
  bijdrage: bedrag per maand tussen € 0 en € 1.000
gegeven kinderen: lijst van hoogstens 5 kind
  vraag "Welke?"
  grondslag Pw artikel 17 lid 1
bedrag grens per maand
  bron Pw artikel 34 lid 3
  met ingang van 2025-01-01: € 100
  met ingang van 2026-01-01: € 200
  bekend tot 2027-01-01
percentage deel
  bron Pw artikel 22a lid 1
  met ingang van 2015-01-01: 40%
  laatst bekend
"""
CASE = {
    "a": True,
    "b": False,
    "c": True,
    "inkomen": 1000,
    "geboortedatum": "2008-02-29",
    "woonsituatie": "gehuwd",
    "melding": "2025-06-30",
    "personen": 3,
    "kinderen": [
        {"jaren": 4, "inwonend": True, "bijdrage": 10},
        {"jaren": 20, "inwonend": False, "bijdrage": 200},
    ],
}
BEGRIPPEN = [
    ("ja/nee", "a en c en niet b", True),
    ("ja/nee", "a of b", True),
    ("ja/nee", "hetzij a hetzij c", False),
    ("ja/nee", "hetzij a hetzij b", True),
    ("ja/nee", "ten minste 2 van (a, b, c)", True),
    ("ja/nee", "woonsituatie is een van (alleenstaande, gehuwd)", True),
    ("ja/nee", "woonsituatie is niet een van (alleenstaande, gehuwd)", False),
    ("ja/nee", "woonsituatie is niet alleenstaande", True),
    ("ja/nee", "inkomen is meer dan € 999", True),
    ("ja/nee", "inkomen is ten hoogste € 999", False),
    ("ja/nee", "inkomen is ten minste grens", True),
    ("ja/nee", "personen is minder dan 3", False),
    ("bedrag per maand", "inkomen - grens + € 5", 805_00),
    ("bedrag per maand", "(inkomen * deel) rekenkundig afgerond op centen", 400_00),
    ("bedrag per maand", "(inkomen / personen) naar boven afgerond op hele euro's", 334_00),
    ("bedrag per maand", "(inkomen / personen) naar beneden afgerond op centen", 333_33),
    ("bedrag per maand", "grens - inkomen maar ten minste € 0", 0),
    ("bedrag per maand", "inkomen maar ten hoogste grens", 200_00),
    ("bedrag per maand", "-grens + inkomen", 800_00),
    ("bedrag per maand", "-€ 5 + inkomen", 995_00),
    ("bedrag per maand", "grens geldend op melding", 100_00),
    ("bedrag per maand", "(grens indien b, inkomen indien a, anders € 0)", 1000_00),
    ("percentage", "(deel / 3) rekenkundig afgerond op hele procenten", Fraction(13, 100)),
    ("aantal jaren", "leeftijd van geboortedatum op peildatum", 18),
    ("datum", "melding + 4 weken", date(2025, 7, 28)),
    ("datum", "melding - 10 dagen", date(2025, 6, 20)),
    ("datum", "2025-08-31 + 1 maand eerder", date(2025, 9, 30)),
    ("datum", "2025-08-31 + 1 maand later", date(2025, 10, 1)),
    ("aantal dagen", "peildatum - 2026-02-01", 28),
    ("aantal", "aantal k uit kinderen waarvoor k.jaren is minder dan 18", 1),
    ("aantal", "aantal k uit kinderen", 2),
    ("bedrag per maand", "som van k.bijdrage voor k uit kinderen", 210_00),
    ("bedrag per maand", "som van k.bijdrage voor k uit kinderen waarvoor k.inwonend", 10_00),
    ("aantal jaren", "hoogste van k.jaren voor k uit kinderen anders 0", 20),
    ("aantal jaren", "laagste van k.jaren voor k uit kinderen waarvoor k.inwonend anders 0", 4),
    ("ja/nee", "voor elke k uit kinderen geldt k.inwonend", False),
    ("ja/nee", "er is een k uit kinderen waarvoor k.inwonend", True),
    ("ja/nee", "niet aangetoond inkomen", False),
]


@pytest.mark.parametrize(("type_", "text", "expected"), BEGRIPPEN, ids=[b[1] for b in BEGRIPPEN])
def test_an_expression_means_what_it_says(type_, text, expected):
    policy = policy_of(f"{FACTS}begrip uitslag: {type_}\n  is {text}\n")

    decision = decide(policy, {"feiten": CASE}, peildatum=DAY, uitkomsten=("uitslag",))

    assert decision["uitslag"].value == expected


TABLE = """
tabel verlaging: percentage over woonsituatie, personen
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  rij alleenstaande, elk: 5%
  rij gehuwd, 1 tot 4: 30%
  rij gehuwd, vanaf 4: 40%
  rij elk, tot 1: 50%
  anders 100%
"""


@pytest.mark.parametrize(
    ("woonsituatie", "personen", "expected"),
    [
        ("alleenstaande", 8, Fraction(1, 20)),
        ("gehuwd", 3, Fraction(3, 10)),
        ("gehuwd", 4, Fraction(2, 5)),
        ("alleenstaande_ouder", 1, 1),
    ],
)
def test_a_table_gives_the_value_of_its_row(woonsituatie, personen, expected):
    case = {"feiten": {"woonsituatie": woonsituatie, "personen": personen}}

    decision = decide(policy_of(FACTS + TABLE), case, peildatum=DAY, uitkomsten=("verlaging",))

    assert decision["verlaging"].value == expected


FILLED = """
begrip korting: bedrag per maand tussen € 0 en € 500
  bron Pw artikel 8 lid 1
  bedoeling eigen_middelen_eerst
  in te vullen door verordening
"""
FILLING = """
invulling korting
  bron Verordening artikel 2
  bedoeling eigen_middelen_eerst
  is € 50
"""


def korting(text):
    return decide(policy_of(text), {}, peildatum=DAY, uitkomsten=("korting",))["korting"]


def test_what_is_not_filled_in_is_missing_by_name():
    assert [str(leaf) for leaf in korting(FILLED).missing] == ["korting"]
    assert korting(FILLED).missing[0].kind == "invulling"


def test_what_is_filled_in_counts():
    assert korting(FILLED + FILLING).value == 50_00


def test_of_what_is_filled_in_by_date_the_one_in_force_counts():
    old = FILLING.replace("  is € 50", "  geldt van 2026-01-01 tot 2026-02-01\n  is € 50")
    new = FILLING.replace("  is € 50", "  geldt van 2026-02-01\n  is € 60")

    assert korting(FILLED + old + new).value == 60_00


def test_without_filling_in_the_default_counts():
    assert korting(FILLED + "  anders € 20\n").value == 20_00


DEVIATIONS = """
oordeel knelt: ja/nee
  vraag "Knelt het?"
  maatstaf Pw artikel 18 lid 1
  door college
  weegt reden "Waarom?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
uitkomst vorm: keuze uit geen, lening, gift
  anders geen
  gunstig van geen naar lening naar gift
regel vorm_lening bepaalt vorm
  bron Pw artikel 48 lid 2
  bedoeling eigen_middelen_eerst
  dan lening
uitzondering vorm_geen op vorm_lening
  bron Pw artikel 13 lid 1 onderdeel a
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan geen
uitzondering vorm_niet_gehuwd op vorm_lening
  bron Pw artikel 13 lid 2
  bedoeling eigen_middelen_eerst
  indien woonsituatie is niet gehuwd
  dan geen
groep vormen "De vorm" bevat vorm_geen
afwijkingsgrond soepel bij {doel}
  bron Pw artikel 18 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen altijd
  indien oordeel knelt
  {dan}
"""
JUDGED = {
    "oordeel": "knelt",
    "waarde": True,
    "door": "college",
    "omdat": "Het knelt.",
    "gewogen": {"reden": "ziek"},
}


@pytest.mark.parametrize(
    ("doel", "dan", "feiten", "expected"),
    [
        ("vorm_lening", "dan gift", {"in_detentie": False, "woonsituatie": "gehuwd"}, "gift"),
        ("vorm_lening", "dan gift", {"in_detentie": True, "woonsituatie": "gehuwd"}, "geen"),
        ("vorm_geen", "dan gift", {"in_detentie": True, "woonsituatie": "gehuwd"}, "gift"),
        ("vorm_geen", "dan gift", {"in_detentie": True, "woonsituatie": "alleenstaande"}, "geen"),
        (
            "vorm_geen",
            "dan buiten toepassing",
            {"in_detentie": True, "woonsituatie": "gehuwd"},
            "lening",
        ),
        (
            "groep vormen",
            "dan gift",
            {"in_detentie": True, "woonsituatie": "alleenstaande"},
            "strijdig",
        ),
        ("groep vormen", "dan gift", {"in_detentie": True, "woonsituatie": "gehuwd"}, "gift"),
    ],
)
def test_a_deviation_reaches_what_it_names_and_no_further(doel, dan, feiten, expected):
    policy = policy_of(DEVIATIONS.replace("{doel}", doel).replace("{dan}", dan))

    result = decide(
        policy, {"feiten": feiten, "oordelen": [JUDGED]}, peildatum=DAY, uitkomsten=("vorm",)
    )["vorm"]

    assert (result.value or result.status) == expected


def test_what_only_stands_in_a_toets_has_no_meaning_in_a_rule():
    with pytest.raises(TypeError):
        desugar(NietTeWeten(), None)


def test_an_event_has_a_name_that_no_fact_can_have():
    assert " " in not_shown("inkomen")


MORE = [
    ("datum", "2026-01-10 + (peildatum - 2026-02-27)", date(2026, 1, 12)),
    ("aantal", "aantal k uit kinderen + 2", 3),
    ("datum", "(melding indien a, anders peildatum) + 1 week", date(2025, 7, 7)),
    (
        "datum",
        "(peildatum indien b, anders melding maar ten minste 2026-01-01) + 1 dag",
        date(2026, 1, 2),
    ),
    ("datum", "melding + (2 weken indien a, anders 1 week)", date(2025, 7, 14)),
    (
        "datum",
        "laagste van k.geboren voor k uit kinderen anders peildatum + 1 dag",
        date(2020, 1, 2),
    ),
]


@pytest.mark.parametrize(("type_", "text", "expected"), MORE, ids=[m[1] for m in MORE])
def test_dates_keep_their_unit_through_choices_and_bounds(type_, text, expected):
    facts = FACTS.replace(
        "  inwonend: ja/nee\n",
        "  inwonend: ja/nee\n  geboren: datum tussen 1990-01-01 en 2026-12-31\n",
    )
    case = {
        **CASE,
        "kinderen": [{"jaren": 6, "inwonend": True, "bijdrage": 0, "geboren": "2020-01-01"}],
    }
    policy = policy_of(f"{facts}begrip uitslag: {type_}\n  is {text}\n")

    decision = decide(policy, {"feiten": case}, peildatum=DAY, uitkomsten=("uitslag",))

    assert decision["uitslag"].value == expected


def test_a_row_that_always_holds_needs_no_condition():
    table = TABLE.partition("  rij")[0] + "  rij elk, elk: 25%\n"

    decision = decide(policy_of(FACTS + table), {}, peildatum=DAY, uitkomsten=("verlaging",))

    assert decision["verlaging"].value == Fraction(1, 4)
