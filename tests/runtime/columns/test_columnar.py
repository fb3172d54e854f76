"""Tables of cases: what is read, what comes out, what is told of a column or row that is wrong."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from maatwerk_rules import load
from maatwerk_rules.errors import ColumnError, FactError
from maatwerk_rules.runtime.columnar import decide_batches
from tests.small import policy_of

DAY = date(2025, 1, 1)
GELD = pa.decimal128(12, 2)


@pytest.fixture(scope="module")
def policy(request):
    return load(request.config.rootpath / "tests/benchmarks/tijdtaak_12.beleid")


def table(**changed):
    columns = {
        "id": pa.array(["een", "twee"]),
        "leeftijd": pa.array([20, 40]),
        "leefvorm": pa.array(["gehuwd", "alleenstaande"]),
        "aantal_kostendelers": pa.array([1, 2]),
        "inkomen_netto_maand": pa.array([Decimal("100.00"), Decimal("0.01")], GELD),
        "vermogen": pa.array([Decimal("-1.00"), Decimal("0.00")], GELD),
        "giften_jaar": pa.array([Decimal("0.00"), Decimal("0.00")], GELD),
        "woonkosten": pa.array([Decimal("0.00"), Decimal("900.00")], GELD),
        **{name: pa.array([True, True]) for name in ("woont_in_nederland", "rechtmatig_verblijf")},
        **{name: pa.array([False, False]) for name in ("gedetineerd", "studerend")},
        "aow_leeftijd_bereikt": pa.array([False, False]),
        "zeer_dringende_redenen": pa.array([False, False]),
    }
    columns |= changed
    return pa.record_batch({name: one for name, one in columns.items() if one is not None})


def decided(policy, batch, **options):
    (found,) = decide_batches(policy, peildatum=DAY, **options)([batch])
    found.validate(full=True)
    assert found.schema == decide_batches(policy, peildatum=DAY, **options).schema(batch.schema)
    return found.to_pylist()


def test_each_row_is_a_case_and_other_columns_pass_through(policy):
    first, second = decided(policy, table())

    assert first["id"] == "een"
    assert first["uitkering"] == {
        "status": "vast",
        "waarde": Decimal("592.58"),
        "van": Decimal("592.58"),
        "tot": Decimal("592.58"),
        "gronden": ["hele_norm"],
        "ontbreekt": [],
    }
    assert second["grond"]["mogelijk"] == ["bijstand_kostendeler"]
    assert first["klasse"] == "gebonden"
    assert first["besluit"] == "geen besluit"
    assert first["fout"] is None


def test_null_is_not_known_and_never_nee(policy):
    (row, _) = decided(policy, table(leeftijd=pa.array([None, 40])), plain=True)

    assert row["recht"]["status"] == "onbepaald"
    assert row["recht"]["mogelijk"] == [False, True]
    assert row["uitkering"]["ontbreekt"] == ["leeftijd"]


def test_a_row_that_does_not_read_says_so_and_stops_no_other(policy):
    batch = table(leeftijd=pa.array([130, 40]), leefvorm=pa.array(["gehuwt", "gehuwd"]))
    wrong, right = decided(policy, batch)

    assert wrong["recht"] is None
    assert wrong["klasse"] is None
    assert "130 jaar ligt niet tussen" in wrong["fout"]
    assert "gehuwt" in wrong["fout"]
    assert right["recht"]["waarde"] is True
    assert right["fout"] is None


def test_all_columns_that_do_not_fit_are_told_at_once(policy):
    batch = table(
        leeftijd=None,
        leeftijt=pa.array([20, 40]),
        vermogen=pa.array([1.0, 2.0]),
        woonkosten=pa.array([1, 2]),
        fout=pa.array([1, 2]),
    )
    with pytest.raises(ColumnError) as raised:
        decide_batches(policy, peildatum=DAY).schema(batch.schema)

    found = {one.path: one.code for one in raised.value.diagnostics}
    assert found == {
        "leeftijt": "MW966", "vermogen": "MW967", "woonkosten": "MW967", "fout": "MW967",
    }  # fmt: skip
    assert "Bedoelt u `leeftijd`?" in str(raised.value)


def test_a_column_that_looks_like_a_fact_passes_when_that_is_said(policy):
    batch = table(leeftijt=pa.array([1, 2]))

    assert [row["leeftijt"] for row in decided(policy, batch, meegeven=["leeftijt"])] == [1, 2]


def test_whole_numbers_tell_their_unit(policy):
    cents = pa.field("vermogen", pa.int64(), metadata={"eenheid": "cent"})
    euros = pa.field("vermogen", pa.int32(), metadata={"eenheid": "euro"})
    for field, numbers in ((cents, [800_000, 0]), (euros, [8_000, 0])):
        batch = table(
            vermogen=pa.array(numbers, field.type), leefvorm=pa.array(["alleenstaande"] * 2)
        )
        place = batch.schema.get_field_index("vermogen")
        batch = pa.record_batch(batch.columns, schema=batch.schema.set(place, field))

        assert [row["recht"]["waarde"] for row in decided(policy, batch)] == [False, True]


def test_each_row_may_have_its_own_peildatum(policy):
    days = pa.array([DAY, date(2020, 1, 1)], pa.date32())
    right, wrong = decided(policy, table(peildatum=days))

    assert right["recht"]["waarde"] is True
    assert "geldt `tijdtaak_12` niet" in wrong["fout"]
    (found,) = decide_batches(policy)([table(peildatum=pa.array([DAY, None], pa.date32()))])
    assert found.to_pylist()[1]["fout"].startswith("peildatum: er is geen")


def test_only_what_is_asked_is_decided(policy):
    (row, _) = decided(policy, table(), uitkomsten=["toeslag"])

    assert "recht" not in row
    assert row["toeslag"]["status"] == "vast"
    with pytest.raises(FactError):
        decide_batches(policy, uitkomsten=["bestaat_niet"])


def test_an_empty_batch_gives_an_empty_batch(policy):
    assert decided(policy, table().slice(0, 0)) == []


PER_CHILD = """
soort kind heeft
  naar_school: ja/nee
    vraag "Gaat dit kind naar school?"
    grondslag Pw artikel 17 lid 1
gegeven kinderen: lijst van hoogstens 3 kind
  vraag "Hebt u kinderen?"
  grondslag Pw artikel 17 lid 1
uitkomst toelage per kind: ja/nee
  anders nee
  gunstig is ja
regel naar_eigen_inzicht bepaalt toelage
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  karakter kan
  indien kind.naar_school
  dan ja
"""


@pytest.mark.parametrize("times", [1, 3_000])
def test_a_row_with_a_record_for_which_something_may_be_done_is_a_judgement(times):
    records = pa.list_(pa.struct([("naar_school", pa.bool_())]))
    children = [[], [{"naar_school": True}], [{"naar_school": False}], [{"naar_school": False}] * 2]
    batch = pa.record_batch({"kinderen": pa.array(children * times, records)})
    decide = decide_batches(
        policy_of(PER_CHILD), peildatum=date(2026, 3, 1), uitkomsten=["toelage"]
    )

    rows = decide.decide(batch).to_pylist()

    assert [row["klasse"] for row in rows] == [
        "gebonden",
        "beoordeling",
        "gebonden",
        "gebonden",
    ] * times
    assert rows[1]["toelage"][0]["gronden"] == ["naar_eigen_inzicht"]


def test_an_outcome_that_bears_the_name_of_a_column_of_every_row_is_refused():
    own = """
uitkomst klasse: ja/nee
  anders nee
  gunstig is ja
regel klasse_a bepaalt klasse
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan ja
"""
    with pytest.raises(ColumnError) as raised:
        decide_batches(policy_of(own), peildatum=DAY)

    assert {one.path: one.code for one in raised.value.diagnostics} == {"klasse": "MW967"}
    assert decide_batches(policy_of(own), peildatum=DAY, uitkomsten=("recht",))
