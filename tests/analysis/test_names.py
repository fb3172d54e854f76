from maatwerk_rules.analysis import names
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.places import place
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Uitleg
from maatwerk_rules.model.declarations import Orgaan, Uitkomst
from maatwerk_rules.model.typenodes import Janeetype
from maatwerk_rules.source import Source, Span
from tests.analysis.marked import assert_marked, findings, read

BASE = """
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
functie consulent "Consulent" namens college
register brp "Basisregistratie"
waarde zekerheid "Zekerheid."
bedoeling doel "Een doel."
  dient zekerheid
keuze leefvorm uit alleen, samen
soort kind heeft
  inwonend: ja/nee
  vorm: leefvorm
soort auto heeft
  waarde: bedrag tussen € 0 en € 9.000
gegeven kinderen: lijst van hoogstens 9 kind
gegeven autos: lijst van hoogstens 9 auto
gegeven g: ja/nee
gegeven n: bedrag tussen € 0 en € 9.000
gegeven woont: leefvorm
bedrag grens
  met ingang van 2026-01-01: € 8.000
  laatst bekend
oordeel open: ja/nee
  door college
  weegt g, eigen "Wat?"
oordeel per_kind per kind: ja/nee
  weegt inwonend, g
begrip telt per kind: ja/nee
  is kind.inwonend
uitkomst u: ja/nee
  anders nee
  stappen een
regel r bepaalt u
  dan ja
uitzondering x op r
  indien g
  dan nee
"""


def test_base_of_these_tests_is_clean() -> None:
    assert_marked(BASE)


def test_every_reference_must_be_of_the_right_kind() -> None:
    assert_marked(
        BASE
        + """
functie f1 "F" namens consulent # fout: MW063
functie f2 "F" namens kolege # fout: MW002
functie f3 "F" namens college voor oordeel opn, regeling Ww # fout: MW002, MW002
bedoeling doel2 "Doel."
  bron Xx artikel 1 # fout: MW002
  dient welvaart # fout: MW002
gegeven g2: ja/nee
  uit register brb # fout: MW002
gegeven g3: ja/nee
  vermoeden u # fout: MW063
begrip b1 per soms: ja/nee # fout: MW002
  is ja
oordeel o1: ja/nee
  door kollege # fout: MW002
  bedoeling doen # fout: MW002
  weegt iets, inwonend # fout: MW073, MW073
oordeel o2: ja/nee
  door consulent
invulling u # fout: MW063
  is ja
tabel t: ja/nee over g, weg # fout: MW002
  anders ja
tabel t2: ja/nee over telt # fout: MW074
  anders ja
opschaling
  eerst a door niemand # fout: MW002
  daarna b door r # fout: MW063
gelijkheid
  ongeacht g, u # fout: MW063
  meer n geeft nooit meer recht # fout: MW002
  € 1 meer r kost hoogstens € 1 u # fout: MW063, MW003
  volgorde van g is irrelevant # fout: MW063
  grens weg is bewust omdat "Wet." # fout: MW002
"""
    )


def test_what_may_hang_on_what() -> None:
    assert_marked(
        BASE
        + """
begrip vast: ja/nee
  is g
regel r1 bepaalt g # fout: MW063
  dan ja
regel r2 bepaalt vast # fout: MW064
  dan ja
uitzondering x1 op u # fout: MW063
  dan nee
aanpassing a1 van u in stap twee # fout: MW002
  dan vorige
aanpassing a2 van weg in stap een # fout: MW002
  dan ja
aanpassing a3 van vast in stap een # fout: MW064, MW002
  dan ja
groep gr "G"
  bevat r, afw # fout: MW063
groep gr2 "G"
  bevat r, op_afw # fout: MW069
afwijkingsgrond afw bij r
  toetsen op verzoek u # fout: MW063
  dan buiten toepassing
uitzondering op_afw op afw
  dan buiten toepassing
afwijkingsgrond afw2 bij afw # fout: MW069
  dan buiten toepassing
afwijkingsgrond afw3 bij weg # fout: MW002
  dan buiten toepassing
afwijkingsgrond afw4 bij groep geen # fout: MW002
  stelt terzijde r # fout: MW070
  dan buiten toepassing
hardheidsclausule h1 bij regeling geen # fout: MW002
  stelt terzijde weg, afw # fout: MW002, MW063
  dan buiten toepassing
hardheidsclausule h2 bij regeling Pw
  dan buiten toepassing
"""
    )


def test_priority_is_between_siblings() -> None:
    assert_marked(
        BASE
        + """
regel r3 bepaalt u
  dan nee
uitzondering x3 op r
  dan nee
uitzondering x4 op r3
  dan nee
aanpassing a1 van u in stap een
  dan vorige
aanpassing a2 van u in stap een
  dan vorige
afwijkingsgrond w1 bij r
  dan buiten toepassing
afwijkingsgrond w2 bij r3
  dan buiten toepassing
hardheidsclausule h1 bij x
  dan buiten toepassing
hardheidsclausule h2 bij r
  dan buiten toepassing
voorrang r boven r3
  omdat "Om."
voorrang x boven x3
  omdat "Om."
voorrang a1 boven a2
  omdat "Om."
voorrang w1 boven w2
  omdat "Om."
voorrang h1 boven h2
  omdat "Om."
voorrang x boven x4 # fout: MW071
  omdat "Om."
voorrang w1 boven h1 # fout: MW071
  omdat "Om."
voorrang r boven r # fout: MW071
  omdat "Om."
voorrang r boven weg # fout: MW002
  omdat "Om."
"""
    )


def test_names_in_expressions() -> None:
    assert_marked(
        BASE
        + """
begrip b1: ja/nee
  is gg # fout: MW002
begrip b2: ja/nee
  is open # fout: MW063
begrip b3: ja/nee
  is r # fout: MW063
begrip b4: ja/nee
  is telt # fout: MW074
begrip b5: ja/nee
  is kind.inwonend # fout: MW074
begrip b6: ja/nee
  is k.inwonend # fout: MW002
begrip b7: ja/nee
  is er is een k uit kinderen waarvoor (k.inwoned en k.telt en k.per_kind) # fout: MW002, MW002
begrip b8: ja/nee
  is oordeel dicht of oordeel per_kind # fout: MW002, MW074
begrip b9: bedrag
  is n geldend op peildatum # fout: MW063
begrip b10: ja/nee
  is niet aangetoond u # fout: MW063
begrip b11: ja/nee
  is er is een k uit g waarvoor k.inwonend # fout: MW063
begrip b12: ja/nee
  is er is een k uit kinderen waarvoor
    (er is een k uit autos waarvoor (k.waarde is € 0)) # fout: MW004
begrip b13 per kind: ja/nee
  is telt en oordeel per_kind en kind # fout: MW002
begrip b14: ja/nee
  is er is een k uit kinderen waarvoor k # fout: MW002
begrip b15: bedrag
  is hoogste van a.waarde voor a uit autos anders grens geldend op peildatum
begrip b16: bedrag
  is hoogste van a.waarde voor a uit auto anders weg # fout: MW002, MW063
"""
    )


def test_unknown_name_offers_the_nearest() -> None:
    (found,) = findings("gegeven vermogen: ja/nee\nbegrip b: ja/nee\n  is vermorgen\n")

    assert found.help == ("bedoelt u `vermogen`?",)
    assert found.edits[0].replacement == "vermogen"


def test_judgement_without_its_word_is_offered_with_it() -> None:
    (found,) = findings("oordeel open: ja/nee\nbegrip b: ja/nee\n  is open\n")

    assert found.edits[0].replacement == "oordeel open"


def test_placeholders_stand_for_values() -> None:
    found = assert_marked(
        BASE
        + """
uitzondering x1 op r
  indien g
  dan nee
  uitleg "Waarde {n} en {open} en {grns} en {kind.inwonend}." # fout: MW161, MW161
begrip b1 per kind: ja/nee
  is telt
  uitleg "Kind {kind.inwonend}, {telt}."
"""
    )

    assert found[0].help == ("bedoelt u `{grens}`?",)


def test_names_in_a_toets() -> None:
    assert_marked(
        BASE
        + """
toets t1 "T"
  op 2026-03-01
  gegeven gg is ja # fout: MW002
  gegeven u is ja # fout: MW063
  gegeven woont is alleeen # fout: MW002
  gegeven kinderen is [a: kind(inwonend ja),
    a: kind(inwonen ja), # fout: MW004, MW002
    b: kind(vorm zoo), # fout: MW002
    auto(waarde € 1), kind()] # fout: MW002
  gegeven autos is [c: auto(waarde € 1), en mogelijk meer]
  oordeel opn is ja door consulent # fout: MW002
  oordeel open is misschien door niemand # fout: MW002, MW002
  oordeel open is ja door consulent omdat "Om."
    gewogen g "A", eign "B" # fout: MW002
  oordeel per_kind is ja door consulent # fout: MW075
  oordeel per_kind voor a is ja door consulent
  oordeel per_kind voor d is ja door consulent # fout: MW002
  oordeel per_kind voor c is ja door consulent # fout: MW075
  oordeel open voor a is ja door consulent # fout: MW075
  ambtshalve bekeken door iemand # fout: MW002
  verwacht uu is ja # fout: MW002
  verwacht telt is ja # fout: MW075
  verwacht u is soms op grond van r, weg # fout: MW002, MW002
  verwacht u is voorlopig nee, ontbreekt per_kind voor a, inwonend voor a, g, weg # fout: MW002
  verwacht u is onbepaald, ontbreekt open voor a # fout: MW075
  verwacht u is onbepaald
  verwacht u is geen_regel
"""
    )


def test_list_of_the_wrong_gegeven_is_left_to_the_types() -> None:
    assert_marked(BASE + 'toets t "T"\n  gegeven kinderen is niet te weten\n  verwacht u is ja\n')


def test_names_without_text_point_at_the_node() -> None:
    orgaan = Orgaan("a", "A", span=Span("weg", 3, 9))
    uitkomst = Uitkomst("u", None, Janeetype(), (Uitleg("{x}", span=Span("weg", 1, 2)),))
    beleid = Beleid((uitkomst,))

    found = names.find(beleid, collect(beleid)[0])

    assert place(orgaan, "a", {}) == Span("weg", 3, 9)
    assert [each.spans[0].span for each in found] == [Span("weg", 1, 2)]


def test_name_that_is_not_in_the_text_gives_the_whole_node() -> None:
    source = Source("a", "orgaan b")
    orgaan = Orgaan("a", "A", span=Span("a", 0, 8))

    assert place(orgaan, "c", {"a": source}) == Span("a", 0, 8)


def test_used_policies_are_read_along() -> None:
    used = read("gegeven a: ja/nee\n")
    beleid = read("begrip b: ja/nee\n  is a\n")

    together = Beleid(beleid.declaraties, (used,), beleid.sources)

    assert names.find(together, collect(together)[0]) == ()


def test_what_a_lower_regeling_must_fill_in_is_missing_once_for_all_records() -> None:
    assert_marked(
        BASE
        + """
begrip lokaal per kind: ja/nee
  in te vullen door verordening
toets t1 "T"
  op 2026-03-01
  gegeven kinderen is [a: kind(inwonend ja)]
  verwacht telt voor a is onbepaald, ontbreekt lokaal
  verwacht telt voor a is onbepaald, ontbreekt telt # fout: MW075
"""
    )
