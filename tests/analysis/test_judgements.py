from maatwerk_rules.analysis.judgements import judgements_of, read_through
from tests.analysis.marked import symbols_of
from tests.analysis.small_policy import HEAD


def read_by(condition: str, rest: str = "") -> tuple[str, ...]:
    symbols = symbols_of(
        f"{HEAD}regel r bepaalt u\n  indien {condition}\n  dan oordeel maat\n{rest}"
    )
    return judgements_of(symbols.regels["r"], symbols)


def test_condition_comes_before_value_and_each_counts_once() -> None:
    assert read_by("oordeel eerst en oordeel maat") == ("eerst", "maat")


def test_begrip_that_only_names_a_judgement_is_looked_through() -> None:
    named = "begrip b: ja/nee\n  is oordeel achter\nbegrip a: ja/nee\n  is b en a\n"

    assert read_by("a", named) == ("achter", "maat")


def test_field_and_invulling_and_columns_are_looked_through() -> None:
    rest = """soort ding heeft
  betwist: ja/nee
begrip telt per ding: ja/nee
  is oordeel per_ding
begrip open: ja/nee
  in te vullen door verordening
invulling open
  is oordeel lokaal
begrip kolom: ja/nee
  is oordeel in_kolom
tabel t: ja/nee over kolom, vast
  anders nee
"""
    found = read_by("(er is een d uit dingen waarvoor d.telt) en open en t", rest)

    assert found == ("per_ding", "lokaal", "in_kolom", "maat")


def test_begrip_that_rules_determine_is_not_looked_through() -> None:
    assert read_by("a", "begrip a: ja/nee\nregel s bepaalt a\n  dan oordeel diep\n") == ("maat",)


def test_values_behind_a_derivation_are_known() -> None:
    symbols = symbols_of(HEAD + "begrip a: ja/nee\n  is b\nbegrip b: ja/nee\n  is vast\n")

    assert read_through(symbols.values["a"], symbols) == {"b", "vast"}
