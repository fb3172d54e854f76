import attrs
import pytest

from maatwerk_rules.analysis.collecting import _type_of_declaration, collect, constants_of
from maatwerk_rules.analysis.declared_types import Known, declared_type, literal_type, literal_value
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import types
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.expressions import Janee, Naam, Tegengestelde
from maatwerk_rules.model.node import TypeNode
from tests.analysis.marked import assert_marked, find_in, read, symbols_of

ALL_TYPES = """
keuze leefvorm uit alleen, samen
soort kind heeft
  inwonend: ja/nee
  vorm: keuze uit vast, los
gegeven g_janee: ja/nee
gegeven g_bedrag: bedrag per maand tussen -€ 5 en € 10
gegeven g_procent: percentage tussen 5% en 100%
gegeven g_aantal: aantal jaren tussen 0 en 120
gegeven g_datum: datum tussen 1900-01-01 en 2100-01-01
gegeven g_keuze: keuze uit noord, zuid
gegeven g_leefvorm: leefvorm
gegeven g_lijst: lijst van hoogstens 3 kind
bedrag b per jaar
  met ingang van 2025-01-01: € 7
  met ingang van 2026-01-01: € 8
percentage p
  met ingang van 2026-01-01: 40%
aantal heel dag
  met ingang van 2026-01-01: 2 dagen
aantal half
  met ingang van 2026-01-01: 1,5
begrip telt per kind: ja/nee
  is kind.inwonend
oordeel o per kind: bedrag tussen € 0 en € 5
tabel t: percentage over g_janee
  anders 5%
"""


def test_each_written_type_has_its_meaning() -> None:
    symbols = symbols_of(ALL_TYPES)
    kind = types.SoortType(
        "kind",
        (
            types.Veldtype("inwonend", types.JaNee()),
            types.Veldtype("vorm", types.Keuze(("vast", "los"))),
        ),
    )

    assert {naam: attrs.astuple(each, recurse=False) for naam, each in symbols.types.items()} == {
        "g_janee": (),
        "g_bedrag": ("maand", -500, 1000, False),
        "g_procent": (types.Number.__args__[1](1, 20), 1, *()),
        "g_aantal": ("jaar", 0, 120, False),
        "g_datum": attrs.astuple(symbols.types["g_datum"]),
        "g_keuze": (("noord", "zuid"), None),
        "g_leefvorm": (("alleen", "samen"), "leefvorm"),
        "g_lijst": (kind, 3, 0, False),
        "b": ("jaar", None, None, False),
        "p": (None, None),
        "heel": ("dag", None, None, False),
        "half": (None, None, None, True),
        "telt": (),
        "o": (None, 0, 500, False),
        "t": (None, None),
    }
    assert str(symbols.types["g_datum"].van) == "1900-01-01"


def test_dated_amounts_know_all_their_values() -> None:
    symbols = symbols_of(ALL_TYPES)

    assert constants_of(symbols.values["b"]) == (700, 800)


def test_options_know_their_keuzes() -> None:
    symbols = symbols_of(ALL_TYPES)

    assert symbols.opties["alleen"] == ("leefvorm",)
    assert symbols.opties["vast"] == ("vorm",)
    assert symbols.opties["zuid"] == ("g_keuze",)


def test_names_declared_twice_are_shown_with_both_places() -> None:
    found = assert_marked(
        """
orgaan a "A"
functie a "A" namens a # fout: MW004
gegeven x: ja/nee
oordeel x: ja/nee # fout: MW004
keuze soms uit x, z
regel r bepaalt y
  dan ja
uitzondering r op r # fout: MW004
  dan nee
uitkomst y: ja/nee
soort kind heeft
  a: ja/nee
  b: ja/nee
  a: ja/nee # fout: MW004
begrip b per kind: ja/nee # fout: MW004
  is kind.a
toets t "T"
  verwacht y is ja
toets t "T" # fout: MW953
  verwacht y is ja
""".replace("gegeven x: ja/nee", "gegeven x: ja/nee # fout: MW004")
    )

    assert all(len(each.spans) == 2 for each in found)


def test_invullingen_may_follow_each_other_in_time() -> None:
    assert_marked("""
begrip v: percentage tussen 5% en 100%
  in te vullen door verordening
invulling v
  geldt van 2025-01-01 tot 2026-01-01
  is 10%
invulling v
  geldt van 2026-01-01
  is 20%
invulling v # fout: MW004
  is 30%
""")


def test_name_of_used_policy_cannot_be_declared_again() -> None:
    used = read("gegeven a: ja/nee\n")
    again = read("gegeven a: ja/nee\n")

    found = find_in(Beleid(again.declaraties, (used,), again.sources))

    assert [each.code for each in found] == ["MW004"]
    assert found[0].spans[1].text == "in gebruikt beleid beschreven"
    assert "invulling" in found[0].help[0]


def test_types_are_looked_at() -> None:
    assert_marked(
        """
gegeven a: bedrag # fout: MW413
gegeven b: percentage # fout: MW413
gegeven c: aantal # fout: MW413
gegeven e: datum # fout: MW413
oordeel f: bedrag # fout: MW413
soort s heeft
  g: bedrag # fout: MW413
  h: lijst van hoogstens 2 s # fout: MW061
gegeven i: lefvorm # fout: MW002
keuze leefvorm uit a1, b1, a1 # fout: MW060
gegeven j: lijst van hoogstens 2 z # fout: MW002
begrip k: keuze uit c1, c1 # fout: MW060
  is c1
begrip l: bedrag per maand tussen € 1 per jaar en € 9 per jaar # fout: MW853, MW853
  anders € 1
begrip m: bedrag
  is € 1
""".replace("MW853, MW003", "MW003, MW003")
    )


def test_literals_have_values_and_types() -> None:
    assert literal_value(Janee(True)) is True
    assert literal_value(Tegengestelde(Naam("x"))) is None
    assert literal_type(Naam("x"), types.JaNee()) is None
    assert literal_type(Janee(True), types.JaNee()) == types.JaNee()


def test_only_known_nodes_have_types() -> None:
    symbols, _ = collect(Beleid(()))

    with pytest.raises(TypeError):
        declared_type(TypeNode(), Known({}, {}))
    with pytest.raises(TypeError):
        _type_of_declaration(d.Orgaan("a", "A"), Known({}, {}))
    assert symbols.types == {}
