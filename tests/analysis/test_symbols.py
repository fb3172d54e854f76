from tests.analysis.marked import symbols_of

POLICY = """
soort kind heeft
  a: ja/nee
uitkomst u: bedrag
  stappen een, twee
uitkomst w per kind: ja/nee
regel r bepaalt u
  dan € 1
regel r2 bepaalt w
  dan ja
uitzondering x op r
  dan € 2
uitzondering xx op x
  dan € 3
aanpassing s van u in stap een
  dan vorige
groep g "G"
  bevat r, r2
afwijkingsgrond a1 bij groep g
  dan buiten toepassing
afwijkingsgrond a2 bij xx
  dan € 5
hardheidsclausule h bij regeling V
  stelt terzijde r2
  dan buiten toepassing
hardheidsclausule h0 bij regeling V
  dan buiten toepassing
afwijkingsgrond a0 bij groep weg
  dan buiten toepassing
uitzondering op_a op a1
  dan buiten toepassing
uitzondering k1 op k2
  dan € 1
uitzondering k2 op k1
  dan € 1
gegeven f: ja/nee
oordeel o per kind: ja/nee
"""


def test_rules_know_what_they_work_on() -> None:
    symbols = symbols_of(POLICY)

    assert {naam: sorted(symbols.outcomes_of(naam)) for naam in symbols.regels} == {
        "r": ["u"],
        "r2": ["w"],
        "x": ["u"],
        "xx": ["u"],
        "s": ["u"],
        "a1": ["u", "w"],
        "a2": ["u"],
        "h": ["w"],
        "h0": [],
        "a0": [],
        "op_a": ["u", "w"],
        "k1": [],
        "k2": [],
    }
    assert symbols.outcome_of("xx") == "u"
    assert symbols.outcome_of("a1") is None


def test_outcomes_know_their_rules() -> None:
    symbols = symbols_of(POLICY)

    assert [each.naam for each in symbols.rules_of("u")] == ["r"]
    assert [each.naam for each in symbols.adjustments_of("u")] == ["s"]
    assert [each.naam for each in symbols.deviations_of("w")] == ["a1", "h"]
    assert [each.naam for each in symbols.children_of("r")] == ["x"]
    assert symbols.children_of("xx") == ()
    assert symbols.stappen("u") == ("een", "twee")
    assert symbols.stappen("f") == symbols.stappen("weg") == ()


def test_names_know_their_record() -> None:
    symbols = symbols_of(POLICY)

    assert [symbols.record_of(naam) for naam in ("w", "o", "u", "f", "weg")] == [
        "kind",
        "kind",
        None,
        None,
        None,
    ]
    assert symbols.declaration("f") is not None
    assert symbols.declaration("weg") is None
