from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.division import Interval, interval_of
from maatwerk_rules.analysis.inference import infer
from maatwerk_rules.analysis.products import type_of_product, type_of_quotient, type_of_sum
from maatwerk_rules.analysis.typecheck import Scope, scope_of, type_of
from maatwerk_rules.analysis.typecheck_scope import report_not_rounded
from maatwerk_rules.analysis.typefout import describe_type, report_mismatch
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    SoortType,
    Type,
    Typefout,
)
from maatwerk_rules.syntax.parser import parse_expression
from tests.analysis.marked import assert_marked, findings, symbols_of
from tests.analysis.values import BASE

SYMBOLS = symbols_of(BASE)


def typed(text: str, expected: Type | None = None) -> Type:
    return type_of(parse_expression(text), Scope(SYMBOLS, expected=expected))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("g en niet h", JaNee()),
        ("hetzij g hetzij h", JaNee()),
        ("ten minste 2 van (g, h, g)", JaNee()),
        ("woont is een van (alleen, samen)", JaNee()),
        ("maand is niet een van (€ 1, € 2)", JaNee()),
        ("alleen is woont", JaNee()),
        ("€ 5 is minder dan maand", JaNee()),
        ("maand + € 5", Bedrag("maand")),
        ("€ 5 + maand", Bedrag("maand")),
        ("-€ 5 - maand", Bedrag("maand")),
        ("leeftijd + 1", Aantal("jaar")),
        ("2 * leeftijd", Aantal("jaar")),
        ("maand maar ten minste € 0 maar ten hoogste € 9", Bedrag("maand")),
        ("geboren maar ten minste peildatum", Datum()),
        ("geboren + 4 weken", Datum()),
        ("geboren - 1 maand eerder", Datum()),
        ("peildatum - geboren", Aantal("dag")),
        ("leeftijd van geboren op peildatum", Aantal("jaar")),
        ("maand * 12 maanden", Bedrag()),
        ("jaar_bedrag * 1 jaar / 12 maanden", Bedrag("maand")),
        ("maand / € 100", Aantal()),
        ("(maand / aantal_kosten) naar boven afgerond op hele euro's", Bedrag("maand")),
        ("(100% / aantal_kosten) rekenkundig afgerond op hele procenten", Percentage()),
        ("(leeftijd / aantal_kosten) naar beneden afgerond op helen", Aantal("jaar")),
        ("grens geldend op geboren", Bedrag()),
        ("som van k.zakgeld voor k uit kinderen waarvoor k.inwonend", Bedrag("week")),
        ("aantal k uit kinderen", Aantal()),
        ("aantal k uit kinderen waarvoor k.telt", Aantal()),
        ("hoogste van k.geboren voor k uit kinderen anders peildatum", Datum()),
        ("laagste van k.leeftijd voor k uit kinderen anders 0", Aantal("jaar")),
        ("voor elke k uit kinderen geldt k.inwonend", JaNee()),
        ("er is een k uit kinderen waarvoor k.vorm is alleen", JaNee()),
        ("niet aangetoond maand", JaNee()),
        ("oordeel hoogte", Bedrag("maand")),
        ("(€ 5 indien g, maand indien h, anders € 7)", Bedrag("maand")),
        ("((€ 5 indien g, anders € 7) + € 1 maar ten minste € 2) + maand", Bedrag("maand")),
        ("(€ 5) naar boven afgerond op centen + maand", Bedrag("maand")),
        ("t", Percentage()),
        ("weg", Typefout()),
        ("weg + maand", Typefout()),
        ("weg * maand", Typefout()),
        ("weg / maand", Typefout()),
        ("-weg", Typefout()),
        ("(weg) naar boven afgerond op centen", Typefout()),
        ("weg maar ten minste € 5", Bedrag()),
        ("telt", Typefout()),
        ("k.inwonend", Typefout()),
        ("som van k.weg voor k uit kinderen", Typefout()),
        ("som van k.weg voor k uit weg", Typefout()),
        ("aantal k uit weg waarvoor k.weg", Aantal()),
        ("voor elke k uit weg geldt k.weg", JaNee()),
        ("oordeel weg", Typefout()),
        ("weg geldend op peildatum", Typefout()),
        ("weg is alleen", JaNee()),
    ],
)
def test_expression_has_type(text: str, type_: Type) -> None:
    assert typed(text) == type_


def test_literals_take_unit_and_options_from_what_is_expected() -> None:
    assert typed("€ 5", Bedrag("week")) == Bedrag("week")
    assert typed("3", Aantal("jaar")) == Aantal("jaar")
    assert typed("alleen", Keuze(("alleen", "samen"))) == Keuze(("alleen", "samen"))
    assert typed("€ 5 * 2", Bedrag("week")) == Bedrag("week")


def test_parts_of_cents_are_marked() -> None:
    for text in ("30% * maand", "maand * half", "maand / 3", "half * 30% * maand", "1,5 * maand"):
        assert typed(text).exact, text
    for text in ("2 * maand", "(30% * maand) naar boven afgerond op centen"):
        assert not typed(text).exact, text


def test_conditions_must_be_ja_or_nee() -> None:
    assert_marked(
        BASE
        + """
begrip b1: ja/nee
  is g en maand # fout: MW003
begrip b2: ja/nee
  is niet leeftijd of geboren # fout: MW003, MW003
begrip b3: ja/nee
  is hetzij g hetzij alleen # fout: MW003
begrip b4: ja/nee
  is (ja indien maand, anders nee) # fout: MW003
begrip b5: ja/nee
  is voor elke k uit kinderen geldt k.zakgeld # fout: MW003
begrip b6: aantal
  is aantal k uit kinderen waarvoor k.zakgeld # fout: MW003
begrip b7: bedrag per week
  is som van k.zakgeld voor k uit kinderen waarvoor k.zakgeld # fout: MW003
bedoeling doel "Doel."
  geschonden als maand # fout: MW003
opschaling
  eerst a door c indien maand # fout: MW003, MW002
  daarna b door c # fout: MW002
toelaatbaar t1 "T"
  alleen als maand # fout: MW003
aanname a1 "A"
  dat maand # fout: MW003
gegeven q: ja/nee
  alleen indien maand # fout: MW003
"""
    )


def test_only_like_is_compared_with_like() -> None:
    assert_marked(
        BASE
        + """
begrip b1: ja/nee
  is maand is meer dan jaar_bedrag # fout: MW853
begrip b2: ja/nee
  is maand is meer dan 18 jaar # fout: MW003
begrip b3: ja/nee
  is leeftijd is 3 maanden # fout: MW003
begrip b4: ja/nee
  is g is meer dan h # fout: MW003
begrip b5: ja/nee
  is woont is minder dan alleen # fout: MW003
begrip b6: ja/nee
  is woont is noord # fout: MW002
begrip b7: ja/nee
  is woont is ander # fout: MW003
begrip b8: ja/nee
  is kinderen is kinderen # fout: MW003
begrip b9: ja/nee
  is kinderen is een van (kinderen) # fout: MW003
begrip b10: ja/nee
  is maand is een van (€ 1, 5%) # fout: MW003
begrip b11: ja/nee
  is alleen is samen # fout: MW003
begrip b12: ja/nee
  is ander is alleen # fout: MW002
"""
    )


def test_arithmetic_needs_what_goes_together() -> None:
    assert_marked(
        BASE
        + """
begrip b1: bedrag per maand
  is maand + jaar_bedrag # fout: MW853
begrip b2: bedrag per maand
  is maand - leeftijd # fout: MW003
begrip b3: datum
  is geboren + 4 # fout: MW806
begrip b4: datum
  is geboren + geboren # fout: MW003
begrip b5: datum
  is geboren + 3 uur # fout: MW003
begrip b6: datum
  is 4 weken + geboren # fout: MW003
begrip b7: ja/nee
  is g + h # fout: MW003
begrip b8: datum
  is geboren + 3 maanden # fout: MW076
begrip b9: datum
  is geboren + 3 dagen later # fout: MW076
begrip b10: bedrag per maand
  is maand + € 1 later # fout: MW076
begrip b11: bedrag per maand
  is maand * maand # fout: MW003
begrip b12: ja/nee
  is g * 3 # fout: MW003
begrip b13: bedrag
  is maand * leeftijd # fout: MW003
begrip b14: bedrag per maand
  is (maand / jaar_bedrag) naar boven afgerond op helen # fout: MW853
begrip b15: bedrag per maand
  is geboren / 3 # fout: MW003
begrip b16: bedrag per maand
  is maand / 3 maanden # fout: MW003
begrip b17: aantal
  is 3 / 2 jaar # fout: MW003
begrip b18: ja/nee
  is -g # fout: MW003
begrip b19: ja/nee
  is g maar ten minste h # fout: MW003
begrip b20: bedrag per maand
  is maand maar ten minste 3 jaar # fout: MW003
begrip b21: bedrag per maand
  is (maand) naar boven afgerond op helen # fout: MW003
begrip b22: ja/nee
  is (g) naar boven afgerond op helen # fout: MW003
begrip b23: datum
  is som van k.geboren voor k uit kinderen # fout: MW003
begrip b24: bedrag per week
  is hoogste van k.zakgeld voor k uit kinderen # fout: MW079
begrip b25: ja/nee
  is laagste van k.inwonend voor k uit kinderen anders ja # fout: MW003
begrip b26: bedrag per week
  is laagste van k.zakgeld voor k uit kinderen anders 3 jaar # fout: MW003
begrip b27: bedrag per week
  is laagste van k.zakgeld voor k uit kinderen # fout: MW079
begrip b28: aantal jaren
  is leeftijd van maand op g # fout: MW003, MW003
begrip b29: bedrag
  is grens geldend op g # fout: MW003
begrip b30: bedrag per maand
  is (maand indien g, anders leeftijd) # fout: MW003
begrip b31: bedrag per maand
  is vorige # fout: MW078
begrip b32: percentage
  is 5% + 3 # fout: MW003
begrip b33: aantal jaren
  is leeftijd * leeftijd # fout: MW003
"""
    )


def test_conditional_fact_stands_under_its_condition() -> None:
    assert_marked(
        BASE
        + """
begrip b1: bedrag per maand
  is partner # fout: MW077
begrip b2: bedrag per maand
  is (partner indien g en woont is samen, anders € 0)
begrip b3: bedrag per maand
  is (partner indien g, anders € 0) # fout: MW077
begrip b4: ja/nee
  is g en woont is samen en partner is meer dan € 5
begrip b5: ja/nee
  is (niet g) of (niet woont is samen) of partner is meer dan € 5
begrip b6: ja/nee
  is g of partner is € 0 # fout: MW077
begrip b7: bedrag per maand
  is (€ 0 indien niet g, € 1 indien niet woont is samen, anders partner)
uitkomst u: bedrag per maand
  anders € 0
regel r bepaalt u
  indien g en woont is samen
  dan partner
uitzondering x op r
  indien partner is meer dan € 5
  dan partner
uitzondering y op r
  toetsen bij aanwijzing g
  indien woont is samen en partner is meer dan € 6
  dan partner
regel s bepaalt u
  toetsen bij aanwijzing g en partner is meer dan € 7 # fout: MW077
  indien woont is samen
  dan partner
regel rw bepaalt weg # fout: MW002
  dan 30% * maand
uitzondering xw op weg # fout: MW002
  indien partner is meer dan € 5 # fout: MW077
  dan partner # fout: MW077
tabel tp: ja/nee over partner # fout: MW077
  rij € 5: ja
  anders nee
"""
    )


def test_declared_values_fit_their_type_and_range() -> None:
    assert_marked(
        BASE
        + """
bedrag d1 per maand
  met ingang van 2026-01-01: € 5 per jaar # fout: MW853
  met ingang van 2027-01-01: -€ 5
aantal d2 jaar
  met ingang van 2026-01-01: € 5 # fout: MW003
uitkomst u1: bedrag per maand tussen € 0 en € 500
  anders € 600 # fout: MW080
  gunstig is eerder # fout: MW072
  bij samenloop som
uitkomst u2: datum
  gunstig is hoger # fout: MW072
  bij samenloop som # fout: MW081
uitkomst u3: leefvorm
  anders noord # fout: MW002
  gunstig van alleen naar weg # fout: MW002
  bij samenloop hoogste # fout: MW081
uitkomst u4: ja/nee
  anders alleen # fout: MW003
  gunstig is hoger # fout: MW072
uitkomst u5: leefvorm
  gunstig is ja # fout: MW072
uitkomst u6: bedrag
  gunstig van alleen naar samen # fout: MW072
uitkomst u7: lefvorm # fout: MW002
  gunstig is ja
regel r1 bepaalt u1
  indien maand # fout: MW003
  dan € 700 # fout: MW080
begrip v: percentage tussen 5% en 100%
  in te vullen door verordening
invulling v
  is 1% # fout: MW080
tabel t1: bedrag per maand tussen € 0 en € 9 over woont, leeftijd, weg # fout: MW002
  rij alleen, 18 jaar tot 27 jaar, elk: € 10 # fout: MW080
  rij noord, vanaf 5%, 3: 5% # fout: MW002, MW003, MW003
  rij vanaf 3, elk, elk: € 1 # fout: MW003
  rij alleen: € 1 # fout: MW082
  rij elk, tot 18 jaar, vanaf 3: € 1
  anders € 1
gelijkheid
  meer g geeft nooit meer u1 # fout: MW003
  meer weg geeft nooit meer u1 # fout: MW002
  meer maand geeft nooit minder u1
  5% meer maand kost hoogstens € 1 u1 # fout: MW003
afwijkingsgrond w1 bij r1
  toetsen op verzoek maand # fout: MW003
  dan € 5 per jaar # fout: MW853
afwijkingsgrond w2 bij r1
  toetsen bij aanwijzing maand # fout: MW003
  dan € 5
""".replace("regel r1 bepaalt u1\n  indien maand # fout: MW003", "regel r1 bepaalt u1\n  indien g")
    )


def test_rules_have_the_lines_they_need_once() -> None:
    found = assert_marked(
        BASE
        + """
uitkomst u: bedrag per maand
  anders € 0
  anders € 1 # fout: MW065
  gunstig is hoger
  stappen een
uitkomst w per kind: ja/nee
  anders nee
regel r bepaalt u # fout: MW066
  indien g
regel r2 bepaalt w
  dan telt
  dan buiten toepassing # fout: MW065, MW067
uitzondering x op r # fout: MW066
  indien g
aanpassing a van u in stap een
  dan vorige + € 1
uitzondering xa op a
  dan vorige
aanpassing a2 van u in stap een
  dan buiten toepassing # fout: MW067
afwijkingsgrond aa bij a
  dan vorige
afwijkingsgrond axa bij xa
  dan vorige
uitzondering xaa op aa
  dan vorige
afwijkingsgrond ar bij r
  dan vorige # fout: MW078
groep gr "G"
  bevat r, r2
afwijkingsgrond a3 bij groep gr
  dan € 1 # fout: MW068
"""
    )

    assert "dan buiten toepassing" not in found[1].help[0]


def test_values_of_a_toets_can_occur() -> None:
    assert_marked(
        BASE
        + """
uitkomst u: bedrag per maand tussen € 0 en € 9
  anders € 0
toets leeg "T" # fout: MW952
  op 2026-03-01
toets t1 "T"
  gegeven maand is € 9.001 # fout: MW951
  gegeven los is 5% # fout: MW003
  gegeven g is niet te weten
  gegeven h is [] # fout: MW003
  gegeven kinderen is ja # fout: MW003
  gegeven woont is noord # fout: MW002
  oordeel hoogte is € 0 door weg # fout: MW951, MW002
  verwacht u is € 10 # fout: MW951
  verwacht u is voorlopig € 5
  verwacht u is onbepaald
toets t2 "T"
  gegeven kinderen is [kind(leeftijd 130 jaar), kind()] # fout: MW951
  gegeven weg is [] # fout: MW002
  verwacht u is strijdig
toets t3 "T"
  gegeven kinderen is [kind(), kind(), kind(), kind(), kind(),
    kind(), kind(), kind(), kind(), kind()]
  verwacht u is € 1
""".replace(
            "gegeven kinderen is [kind(), kind(), k", "gegeven kinderen is [kind(weg ja), kind(), k"
        ).replace(
            "kind(weg ja), kind(), kind(), kind(), kind(),\n",
            "kind(weg ja), kind(), kind(), kind(), kind(), # fout: MW002, MW951\n",
        )
    )


def test_messages_say_what_stands_there_and_what_is_expected() -> None:
    (found,) = findings(BASE + "begrip b: ja/nee\n  is leeftijd is meer dan maand\n")

    assert found.headline == (
        "Hier staat een bedrag per maand, maar een aantal jaren wordt verwacht."
    )


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        (JaNee(), "ja/nee"),
        (Keuze(("a", "b")), "een keuze uit a, b"),
        (Keuze(("a", "b"), "vorm"), "een keuze `vorm`"),
        (Bedrag(), "een bedrag"),
        (Percentage(), "een percentage"),
        (Aantal(), "een aantal"),
        (Aantal("week"), "een aantal weken"),
        (Datum(), "een datum"),
        (SoortType("kind", ()), "een `kind`"),
        (Lijst(SoortType("kind", ()), 3), "een lijst van `kind`"),
    ],
)
def test_types_have_dutch_names(type_: Type, words: str) -> None:
    assert describe_type(type_) == words


def test_type_fault_has_no_name() -> None:
    with pytest.raises(TypeError):
        describe_type(Typefout())


@pytest.mark.parametrize(
    ("found", "expected", "advice"),
    [
        ("jaar", "maand", "reken om: `(… * 1 jaar / 12 maanden) rekenkundig afgerond op centen`"),
        ("maand", "jaar", "reken om: `(… * 12 maanden / 1 jaar) rekenkundig afgerond op centen`"),
        ("week", None, "vermenigvuldig met een aantal, bijvoorbeeld `… * 1 week`"),
        (None, "week", "schrijf over welke periode het gaat: `per week`"),
        ("dag", "week", "reken het ene bedrag om naar de periode van het andere"),
    ],
)
def test_mixed_periods_get_advice(found: str | None, expected: str | None, advice: str) -> None:
    report = report_mismatch(e.Bedragliteraal(1), Bedrag(found), Bedrag(expected))

    assert report.help == (advice,)


def test_tables_of_types_know_what_does_not_go_together() -> None:
    assert type_of_sum(JaNee(), JaNee(), minus=False) is None
    assert type_of_sum(Percentage(), Percentage(), minus=True) == Percentage()
    assert type_of_product(Datum(), Percentage()) is None
    assert type_of_product(Percentage(), Percentage()) == Percentage()
    assert type_of_product(Aantal("jaar"), Percentage()).exact
    assert type_of_product(Aantal(), Percentage()) == Percentage()
    assert type_of_quotient(Datum(), Percentage()) is None
    assert type_of_quotient(Percentage(), Percentage()).exact
    assert type_of_quotient(Aantal("jaar"), Percentage()) == Aantal("jaar")
    assert type_of_quotient(Aantal("jaar"), Aantal("jaar")) == Aantal()


def test_value_without_order_has_no_bounds() -> None:
    assert interval_of(e.Naam("g"), SYMBOLS) == Interval()


def test_every_expression_of_a_rule_has_a_type() -> None:
    with pytest.raises(TypeError):
        next(infer(Expression(), Scope(SYMBOLS)))


def test_rounding_is_told_without_a_text() -> None:
    symbols, _ = collect(Beleid(()))

    found = report_not_rounded(e.Getalliteraal(Fraction(1, 2)), Aantal(exact=True), symbols)

    assert found.edits == ()
    assert found.facts["eenheid"] == "een geheel"


def test_scope_of_a_rule_per_record_holds_the_record() -> None:
    begrip = SYMBOLS.values["telt"]

    assert scope_of(begrip, SYMBOLS).records == {"kind": "kind"}
    assert typed("2026-01-01") == Datum()
    assert e.Datumliteraal(date(2026, 1, 1)) == parse_expression("2026-01-01")


@pytest.mark.parametrize(
    ("number", "expected", "meant"),
    [
        ("0", Bedrag(), "€ 0"),
        ("1.500,5", Bedrag("maand"), "€ 1.500,50 per maand"),
        ("80", Percentage(), "80%"),
        ("0,005", Bedrag(), None),
        ("3 jaar", Bedrag(), None),
        ("3", Datum(), None),
        ("g", Bedrag(), None),
    ],
)
def test_a_number_without_its_sign_is_offered_with_it(
    number: str, expected: Type, meant: str | None
) -> None:
    found = report_mismatch(parse_expression(number), Aantal(), expected)

    assert found.help == (() if meant is None else (f"schrijf `{meant}`",))
    assert [each.replacement for each in found.edits] == ([] if meant is None else [meant])


def test_nothing_more_is_said_of_a_fact_without_a_type_and_what_it_is_presumed_from() -> None:
    assert_marked(
        BASE
        + """
gegeven g8: een nergens # fout: MW002
  vermoeden g
gegeven g9: ja/nee
  vermoeden g8
"""
    )
