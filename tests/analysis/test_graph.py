from maatwerk_rules.analysis.graph import cycles, dependencies, levels
from maatwerk_rules.diagnostics import Diagnostic
from tests.analysis.marked import assert_marked, symbols_of

DEVIATIONS = """
gegeven g: ja/nee
begrip v: ja/nee
  is recht
uitkomst recht: ja/nee
  anders nee
regel r bepaalt recht
  dan g
afwijkingsgrond a bij r
  indien {a}
  dan ja
hardheidsclausule h bij r
  indien {h}
  dan ja
"""


def circles(text: str) -> list[str]:
    return [each.facts["kring"] for each in cycles(symbols_of(text))]


def labels(found: Diagnostic) -> list[str]:
    return [label.text for label in found.spans]


def test_circle_of_definitions_is_shown_whole() -> None:
    (found,) = assert_marked("""
gegeven g: ja/nee
begrip a: ja/nee
  is g en b # fout: MW005
begrip b: ja/nee
  is c
begrip c: ja/nee
  is a
begrip buiten: ja/nee
  is a
""")

    assert found.headline == "`a` hangt van zichzelf af: a → b → c → a."
    assert labels(found) == [
        "`a` leest hier `b`",
        "`b` leest hier `c`",
        "`c` leest hier `a`",
    ]


def test_name_that_reads_itself_is_a_circle() -> None:
    assert circles("begrip a: ja/nee\n  is niet a\n") == ["a → a"]


def test_rule_that_names_its_outcome_again_is_told_what_to_leave_out() -> None:
    text = (
        "gegeven g: ja/nee\nuitkomst recht: ja/nee\nregel r bepaalt recht\n  indien g\n  dan {}\n"
    )
    for written, better in (("recht is nee", "nee"), ("recht = ja", "ja"), ("recht is g", "g")):
        whole = text.format(written)
        (found,) = cycles(symbols_of(whole))

        (edit,) = found.edits
        mended = whole[: edit.span.start] + edit.replacement + whole[edit.span.end :]
        assert mended == text.format(better)
        assert found.help == ("na `dan` staat alleen de waarde: laat `recht is` weg",)
    (other,) = cycles(symbols_of(text.format("(niet recht)")))
    assert not other.edits


def test_rules_tables_fields_and_conditions_are_read() -> None:
    assert circles("""
soort kind heeft
  x: ja/nee
gegeven kinderen: lijst van hoogstens 3 kind
gegeven f: ja/nee
  alleen indien t
begrip telt per kind: ja/nee
  is f
tabel t: ja/nee over u
  anders ja
uitkomst u: ja/nee
regel r bepaalt u
  dan er is een k uit kinderen waarvoor k.telt
""") == ["f → t → u → telt → f"]


def test_what_is_filled_in_is_read() -> None:
    assert circles("""
begrip v: ja/nee
  in te vullen door verordening
invulling v
  is v
""") == ["v → v"]


def test_deviation_may_read_its_own_outcome_of_the_pass_before() -> None:
    text = DEVIATIONS.format(a="recht is nee", h="recht is nee")

    graph = dependencies(symbols_of(text))

    assert circles(text) == []
    assert graph.has_edge(("recht", 1), ("recht", 0))
    assert graph.has_edge(("recht", 2), ("recht", 1))


def test_deviation_may_not_read_itself_through_another_name() -> None:
    assert circles(DEVIATIONS.format(a="v", h="g")) == [
        "recht → v → recht",
    ]
    assert circles(DEVIATIONS.format(a="g", h="v")) == ["recht → v → recht"]


def test_exceptions_that_hang_on_each_other_are_told() -> None:
    (found,) = assert_marked("""
uitzondering a op b # fout: MW503
  dan ja
uitzondering b op a
  dan ja
""")

    assert labels(found) == ["`a` hangt hier aan `b`", "`b` hangt hier aan `a`"]


def test_priority_in_a_circle_is_told() -> None:
    assert_marked("""
uitkomst u: ja/nee
regel a bepaalt u
  dan ja
regel b bepaalt u
  dan nee
voorrang a boven b # fout: MW083
  omdat "Om."
voorrang b boven a
  omdat "Om."
""")


def test_levels_stand_in_order_of_reading() -> None:
    symbols = symbols_of(
        DEVIATIONS.format(a="recht is nee", h="g")
        + "begrip k: ja/nee\n  is l\nbegrip l: ja/nee\n  is k\nbegrip m: ja/nee\n  is k\n"
    )

    assert levels(symbols) == (("g",), ("recht",), ("v",))
