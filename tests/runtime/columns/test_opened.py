"""Rows with gaps come out the same whether columns or the evaluator say what they are."""

import random
import sys
from datetime import date

import pyarrow as pa
import pytest

from maatwerk_rules import load
from maatwerk_rules.runtime.columnar import decide_batches
from maatwerk_rules.runtime.columns import opened
from tests.runtime.columns.tables import Drawer, differences, table_of
from tests.small import policy_of

DAY = date(2026, 3, 1)
DAYS = (date(2025, 2, 1), date(2025, 12, 31), DAY, date(2026, 8, 1))
NEVER, ALWAYS = 0, 10**9
MONTHS = ("recht_op_algemene_bijstand", "bijstand_van_de_maand", "boete_grond")
ASKED = ("bijzondere_bijstand", "boete_grond", "plicht_arbeid", "percentage_maatregel")


def both_ways(monkeypatch, policy, batch, **options):
    """Return what comes out of a batch, which must be the same by columns and by the evaluator."""
    monkeypatch.setattr(opened, "FEW", NEVER)
    (one_by_one,) = decide_batches(policy, **options)([batch])
    monkeypatch.setattr(opened, "FEW", ALWAYS)
    decider = decide_batches(policy, **options)
    before = decider.columns.tally.opened
    (found,) = decider([batch])
    found.validate(full=True)
    assert found.to_pylist() == one_by_one.to_pylist()
    return found.to_pylist(), decider.columns.tally.opened - before


def drawn(policy, number, gaps, seed):
    drawer = Drawer(policy, random.Random(seed), gaps)
    days = [day for day in DAYS if policy.on(day)]
    return [(drawer.facts(), drawer.random.choice(days)) for _ in range(number)]


@pytest.mark.parametrize(
    ("name", "asked", "gaps", "number"),
    [
        ("tests/benchmarks/tijdtaak_12.beleid", None, 20, 100),
        ("bijstand_voorbeeld", None, 20, 60),
        ("bijstand_voorbeeld", None, 60, 60),
        ("participatiewet", ASKED, 15, 2),
        ("participatiewet", MONTHS, 40, 2),
        pytest.param("participatiewet", None, 15, 100, marks=pytest.mark.nachtelijk),
        pytest.param("participatiewet", None, 40, 100, marks=pytest.mark.nachtelijk),
        pytest.param("inkomenstoeslag_voorbeeldstad", None, 30, 60, marks=pytest.mark.nachtelijk),
        pytest.param("rotterdam_giften_2023", None, 30, 60, marks=pytest.mark.nachtelijk),
    ],
)
def test_random_rows_with_gaps_are_decided_as_cases(
    request, monkeypatch, capsys, name, asked, gaps, number
):
    monkeypatch.setattr(opened, "FEW", ALWAYS)
    path = request.config.rootpath / name
    policy = load(path if path.exists() else name)
    cases = drawn(policy, number, gaps, gaps)
    decider = decide_batches(policy, uitkomsten=asked)
    tally = decider.columns.tally
    before = tally.opened

    assert differences(policy, cases, decider=decider) == []
    assert tally.opened > before
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {tally.native} settled, {tally.opened} open\n")


@pytest.mark.parametrize("named", [True, False])
def test_all_of_a_row_is_told_the_same(monkeypatch, named):
    policy = load("participatiewet")
    batch = table_of(policy, drawn(policy, 2, 30, 7), named=named)

    _, number = both_ways(monkeypatch, policy, batch, uitkomsten=ASKED)

    assert number


RECORDS = """
soort kind heeft
  naar_school: ja/nee
    vraag "Gaat dit kind naar school?"
    grondslag Pw artikel 17 lid 1
  kosten: bedrag tussen € 0 en € 100
    vraag "Wat kost de school?"
    grondslag Pw artikel 17 lid 1
gegeven kinderen: lijst van hoogstens 3 kind
  vraag "Hebt u kinderen?"
  grondslag Pw artikel 17 lid 1
gegeven andere: lijst van hoogstens 2 kind
  vraag "Hebt u nog meer kinderen?"
  grondslag Pw artikel 17 lid 1
gegeven deel: percentage tussen 0% en 100%
  vraag "Welk deel?"
  grondslag Pw artikel 17 lid 1
gegeven groot: percentage tussen 0% en 10.000.000%
  vraag "Hoe groot?"
  grondslag Pw artikel 17 lid 1
gegeven som: bedrag tussen € 0 en € 100.000.000.000
  vraag "Hoeveel?"
  grondslag Pw artikel 17 lid 1
oordeel nodig per kind: ja/nee
  vraag "Is de toelage nodig?"
  maatstaf Pw artikel 11 lid 1
  door college
  bedoeling eigen_middelen_eerst
  motivering verplicht
uitkomst toelage per kind: ja/nee
  anders nee
  gunstig is ja
regel naar_school bepaalt toelage
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  karakter moet
  toetsen altijd
  indien kind.naar_school en oordeel nodig
  dan ja
uitkomst hoogte per kind: bedrag
regel kosten_van_kind bepaalt hoogte
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien kind.naar_school
  dan kind.kosten
uitkomst aandeel: percentage
regel meer_dan_half bepaalt aandeel
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien deel is meer dan 50%
  dan groot
uitkomst ruim: bedrag
regel ruimer bepaalt ruim
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien som is meer dan € 5
  dan som
"""
KIND = pa.list_(
    pa.struct([("naar_school", pa.bool_()), ("kosten", pa.string()), ("oordeel.nodig", pa.bool_())])
)


def test_records_that_are_not_known_are_one(monkeypatch):
    kinderen = [None, [], [{"naar_school": True}], None, [{}, {"oordeel.nodig": True}], None, []]
    andere = [None, None, None, [], [{"kosten": "€ 3"}], [{"naar_school": False}], []]
    batch = pa.record_batch(
        {"kinderen": pa.array(kinderen, KIND), "andere": pa.array(andere, KIND)}
    )
    names = ["toelage", "hoogte"]
    rows, number = both_ways(
        monkeypatch, policy_of(RECORDS), batch, peildatum=DAY, uitkomsten=names
    )

    assert number == 12
    assert [one["record"] for one in rows[0]["toelage"]] == ["?", "?"]
    assert [one["lijst"] for one in rows[1]["hoogte"]] == ["andere"]
    assert rows[2]["open_oordelen"] == ["nodig voor 0"]


def test_values_that_no_column_holds_are_not_open(monkeypatch):
    batch = pa.record_batch(
        {
            "deel": pa.array(["33,333%", None, "66,667%", "80%", "10%"]),
            "groot": pa.array(["1%", "200000%", "33,333%", None, None]),
            "som": pa.array([None, "€ 1", "€ 20.000.000.000", "€ 7", None]),
        }
    )
    names = ["aandeel", "ruim"]
    rows, number = both_ways(
        monkeypatch, policy_of(RECORDS), batch, peildatum=DAY, uitkomsten=names
    )

    assert 3 <= number < 10
    assert rows[2]["ruim"]["status"] == "vast"
    assert rows[3]["aandeel"]["tot"] is not None


def test_the_one_record_may_lack_what_no_column_holds(monkeypatch):
    batch = pa.record_batch(
        {
            "woning": pa.array(
                [{"huur": "€ 1", "eigen_deel": "33,333%"}, None, {"eigen_deel": "5%"}],
                pa.struct([("huur", pa.string()), ("eigen_deel", pa.string())]),
            ),
            "tuin": pa.array([None, {}, {"huur": "€ 5"}], pa.struct([("huur", pa.string())])),
        }
    )
    rows, number = both_ways(
        monkeypatch, policy_of(ONE), batch, peildatum=DAY, uitkomsten=["kaal", "tuinhuur"]
    )

    assert number == 4
    assert rows[1]["kaal"][0]["ontbreekt"] == ["eigen_deel voor woning", "huur voor woning"]
    assert rows[1]["tuinhuur"]["ontbreekt"] == ["huur voor tuin"]


ONE = """
soort huis heeft
  huur: bedrag tussen € 0 en € 100
    vraag "Wat is de huur?"
    grondslag Pw artikel 17 lid 1
  eigen_deel: percentage tussen 0% en 100%
    vraag "Welk deel betaalt u?"
    grondslag Pw artikel 17 lid 1
gegeven woning: een huis
  vraag "Hoe woont u?"
  grondslag Pw artikel 17 lid 1
gegeven tuin: hoogstens een huis
  vraag "Hebt u een tuin?"
  grondslag Pw artikel 17 lid 1
uitkomst kaal per huis: ja/nee
  anders nee
regel kale_huur bepaalt kaal
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien huis.huur is meer dan € 5 of huis.eigen_deel is meer dan 40%
  dan ja
uitkomst tuinhuur: bedrag
regel som_van_tuin bepaalt tuinhuur
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  dan som van t.huur voor t uit tuin
"""


def test_too_few_rows_go_to_the_evaluator(monkeypatch):
    monkeypatch.setattr(opened, "FEW", 1)
    decider = decide_batches(load("bijstand_voorbeeld"), peildatum=DAY)
    before = decider.columns.tally.opened
    [*decider([pa.record_batch({"nummer": pa.array([1])})])]

    assert decider.columns.tally.opened == before
