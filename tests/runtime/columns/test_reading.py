"""Columns of every type: what is read of them, what is kept exact, and what is told as wrong."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest

from maatwerk_rules import load
from maatwerk_rules.compiler.columns.numpy_kernel import Found, Input
from maatwerk_rules.compiler.columns.plan import Definition, Leaf, Plan, Shape
from maatwerk_rules.errors import ColumnError
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Keuze, Percentage
from maatwerk_rules.model.unknown import Choices, Interval
from maatwerk_rules.runtime.columnar import decide_batches
from maatwerk_rules.runtime.columns import native
from maatwerk_rules.runtime.columns.arrow_types import readable, result_type, wanted
from maatwerk_rules.runtime.columns.batch import read_batch
from maatwerk_rules.runtime.columns.deciding import Work
from maatwerk_rules.runtime.columns.layout import Place, layout_of, table_of
from maatwerk_rules.runtime.columns.outcome import Outcome
from maatwerk_rules.runtime.columns.reading import read_values

DAY = date(2026, 3, 1)
GELD, DEEL, AANTAL = Bedrag(van=-500, tot=500_000), Percentage(van=0, tot=2), Aantal(van=0, tot=99)
KLEUR, DAG = Keuze(("rood", "wit")), Datum(van=date(1900, 1, 1), tot=date(2100, 1, 1))


def read(array, type_, metadata=None):
    """Return the values as the evaluator has them, and what is wrong."""
    field = pa.field("iets", array.type, metadata=metadata)
    assert readable(field, type_)
    found = read_values(array, field, Place("iets", type_, "iets"))
    return [found.scalar(place) for place in range(len(array))], found.wrong


@pytest.mark.parametrize(
    ("array", "type_", "values"),
    [
        (pa.array([True, None]), JaNee(), [True, None]),
        (pa.array(["ja", "nee", None]), JaNee(), [True, False, None]),
        (pa.array(["wit", None, "rood"]).dictionary_encode(), KLEUR, ["wit", None, "rood"]),
        (
            pa.DictionaryArray.from_arrays(pa.array([1, 0, None]), pa.array([None, "wit"])),
            KLEUR,
            ["wit", None, None],
        ),
        (pa.array([DAY, None], pa.date32()), DAG, [DAY, None]),
        (pa.array(["2026-03-01"], pa.large_string()), DAG, [DAY]),
        (pa.array([3, None], pa.uint64()), AANTAL, [3, None]),
        (pa.array([Decimal(3), None], pa.decimal128(5, 0)), AANTAL, [3, None]),
        (pa.array([Decimal("1.50"), None], pa.decimal128(9, 2)), GELD, [150, None]),
        (pa.array([Decimal("1.5")], pa.decimal128(9, 1)), GELD, [150]),
        (pa.array([Decimal("1.5000")], pa.decimal128(9, 4)), GELD, [150]),
        (pa.array(["€ 1.250,00", "€ 1.250,00"]), GELD, [125_000, 125_000]),
        (pa.array([Decimal("12.50")], pa.decimal128(9, 2)), DEEL, [Fraction(1, 8)]),
        (pa.array([Decimal("12.125")], pa.decimal128(9, 3)), DEEL, [Fraction(97, 800)]),
        (pa.array([80, None, 100]), DEEL, [Fraction(4, 5), None, 1]),
        (pa.array(["33,333%", "80%"]), DEEL, [Fraction(33_333, 100_000), Fraction(4, 5)]),
        (pa.nulls(2), GELD, [None, None]),
        (pa.array([], pa.int64()), AANTAL, []),
    ],
)
def test_what_is_known_is_read_exactly(array, type_, values):
    assert read(array, type_) == (values, {})
    assert read(pa.concat_arrays([array, array]).slice(len(array)), type_) == (values, {})


@pytest.mark.parametrize(
    ("array", "type_", "words"),
    [
        (pa.array(["misschien"]), JaNee(), "misschien"),
        (pa.array(["root", None, "root"]), KLEUR, "Bedoelt u `rood`?"),
        (pa.array([date(1800, 1, 1)], pa.date32()), DAG, "ligt niet tussen"),
        (pa.array([2**64 - 1], pa.uint64()), AANTAL, "ligt niet tussen"),
        (pa.array([100]), AANTAL, "ligt niet tussen 0 en 99"),
        (pa.array([Decimal("1.5")], pa.decimal128(5, 1)), AANTAL, "heel getal"),
        (pa.array([Decimal("1.234")], pa.decimal128(9, 3)), GELD, "lees ik niet als"),
        (pa.array([Decimal("9" * 30)], pa.decimal128(38, 0)), GELD, "ligt niet tussen"),
        (pa.array([Decimal("90000.00")], pa.decimal128(9, 2)), GELD, "ligt niet tussen"),
        (pa.array([201]), DEEL, "ligt niet tussen"),
        (pa.array([Decimal("201.001")], pa.decimal128(9, 3)), DEEL, "ligt niet tussen"),
    ],
)
def test_what_does_not_read_is_told_in_its_place(array, type_, words):
    values, wrong = read(array, type_)

    assert values[0] is None
    assert 0 in wrong
    assert words in wrong[0] or words == "heel getal"


def test_whole_euros_beyond_64_bits_are_too_much():
    array = pa.array([1, 2**62, None])
    values, wrong = read(array, GELD, {"eenheid": "euro"})

    assert values == [100, None, None]
    assert "ligt niet tussen" in wrong[1]


@pytest.mark.parametrize("type_", [JaNee(), KLEUR, DAG, GELD, DEEL, AANTAL])
def test_floats_are_never_read(type_):
    assert not readable(pa.field("iets", pa.float64()), type_)
    assert wanted(type_).startswith("geef een kolom")


# ------------------------------------------------------------------ what comes out


def outcome(type_, **values):
    made = Outcome("uit", type_, {}, 1)
    made.status[0] = 2
    if "value" in values:
        made._put_value(0, values["value"])
    made._put_possible(0, values.get("possible"))
    return made.arrow().to_pylist()[0], made.inexact


def test_what_is_possible_is_told_outwards():
    far = Interval(-(10**25), Fraction(1, 3))

    assert outcome(Bedrag(), possible=far)[0]["van"] == Decimal(-(10**23))
    assert outcome(Bedrag(), possible=far)[0]["tot"] == Decimal("0.01")
    assert outcome(KLEUR, possible=Choices(frozenset({"wit"})))[0]["mogelijk"] == ["wit"]
    assert outcome(JaNee())[0]["mogelijk"] == []
    assert outcome(DAG, value=DAY, possible=Interval(DAY, date.max))[0]["tot"] == date.max


@pytest.mark.parametrize(
    ("type_", "value", "shown"),
    [
        (Percentage(), Fraction(1, 8), Decimal("12.5")),
        (Bedrag(exact=True), Fraction(5, 2), Decimal("0.025")),
        (Aantal(exact=True), Fraction(1, 4), Decimal("0.25")),
        (Aantal(), 4, 4),
    ],
)
def test_numbers_that_need_not_be_whole_have_decimals(type_, value, shown):
    found, inexact = outcome(type_, value=value)

    assert found["waarde"] == shown
    assert inexact == []
    assert outcome(type_, value=Fraction(1, 3))[1] == [0]
    assert result_type(type_) in (pa.int64(), pa.decimal128(38, 12))


def test_a_fraction_that_fits_no_column_is_told_in_its_row():
    work = Work.__new__(Work)
    work.wrong = {1: "iets: dit ook."}
    made = Outcome("uit", Aantal(exact=True), {}, 3)
    for place in (1, 2):
        made._put_value(place, Fraction(1, 3))
    work._tell_inexact(made, range(3))

    told = "uit: de waarde is een breuk die niet in een kolom past."
    assert work.wrong == {1: f"iets: dit ook.\n{told}", 2: told}


def test_what_the_kernel_counts_otherwise_is_left_to_the_evaluator():
    shape = Shape("getal", 0, 10**17)
    one = Definition(0, "uit", 0, None, None, Percentage(), shape, None, (), None, (), ())
    bound = Input(2, [], [], np.int64(0), np.False_, {})
    found = Found(np.zeros(2), np.ones(2, bool), np.zeros(2, bool))

    assert not native.Settler._settled(None, ((one, found),), bound).any()
    leaf = Leaf(0, "gegeven", "geld", Bedrag(), Shape("getal", -10, 10))
    values = np.array([5, 11, -11])
    assert native._within(values, None, leaf).tolist() == [True, False, False]
    assert native._within(values, np.array([False, True, True]), leaf).tolist() == [False] * 3
    assert native._within(values[:1], None, leaf) is None
    whole = Plan((), (), ("wit",), (), (), (), ())
    option = Found(np.array([0]), np.ones(1, bool), np.zeros(1, bool))
    assert native.numbers_of(one, option, whole, KLEUR).tolist() == [1]


# ------------------------------------------------------------------ records


@pytest.fixture(scope="module")
def policy():
    return load("participatiewet")


def of(policy, **columns):
    """Return what is wrong in each row, and the batch as read."""
    batch = pa.record_batch(columns)
    table = table_of(layout_of(policy), batch.schema, (), ())
    found = read_batch(policy, table, batch, DAY)
    return found.wrong, found


PERSON = pa.struct([("geboortedatum", pa.date32())])
BORN = {"geboortedatum": date(1980, 1, 1)}
CHILDREN = pa.struct([("geboortedatum_kind", pa.date32())])
CHILD = {"geboortedatum_kind": date(2015, 1, 1)}


def test_a_record_of_its_own_may_be_a_struct_or_a_list_of_one(policy):
    for array in (
        pa.array([BORN, None], PERSON),
        pa.array([[BORN], None], pa.list_(PERSON)),
        pa.array([[BORN], None], pa.large_list(PERSON)),
    ):
        wrong, found = of(policy, aanvrager=array, partner=array)
        assert wrong == {}
        for row, number in ((0, 1), (1, 0)):
            facts = found.facts(row)
            assert len(facts.lists["aanvrager"].records) == 1
            assert sum(leaf.field == "geboortedatum" for leaf in facts.values) == 2 * number
        assert "partner" not in found.facts(1).lists
    _, found = of(policy, kinderen=pa.nulls(2))
    assert "kinderen" not in found.facts(0).lists
    assert found.facts(0).lists["aanvrager"].complete


def test_a_list_with_too_many_records_or_none_where_one_belongs_is_told(policy):
    children = pa.array([[CHILD] * 16, [CHILD]], pa.list_(CHILDREN))
    applicant = pa.array([[BORN], []], pa.list_(PERSON))
    wrong, _ = of(policy, kinderen=children, aanvrager=applicant)

    assert "telt 16 records" in wrong[0][0]
    assert "precies één persoon" in wrong[1][0] or "hoort precies één" in wrong[1][0]


def test_names_of_records_are_their_own(policy):
    type_ = pa.list_(pa.struct([("@naam", pa.string()), *CHILDREN]))
    rows = [["a", "b"], ["a", "a"], [None, "0"], [None, "x"], []]
    array = pa.array([[{"@naam": name, **CHILD} for name in names] for names in rows], type_)
    wrong, found = of(policy, kinderen=array)

    assert sorted(wrong) == [1, 2]
    assert found.keys("kinderen", 0) == ["a", "b"]
    assert found.keys("kinderen", 3) == ["0", "x"]
    whole = pa.array([[{"@naam": "a", **CHILD}], [{"@naam": "a", **CHILD}]], type_)
    assert of(policy, kinderen=whole)[0] == {}


def test_a_wrong_value_in_a_record_is_told_in_its_row(policy):
    late = {"geboortedatum_kind": date(2200, 1, 1)}
    rows = pa.array([[], [CHILD, late], [CHILD]], pa.list_(CHILDREN))
    wrong, _ = of(policy, kinderen=rows)

    assert list(wrong) == [1]
    assert wrong[1][0].startswith("kinderen.geboortedatum_kind: ")


def test_columns_of_records_that_do_not_fit_are_told(policy):
    columns = {
        "kinderen": pa.array([1]),
        "giften": pa.array([[1]]),
        "partner": pa.array([[{"geboortedatun": DAY, "@naam": 3}]]),
        "aanvrager": pa.array([{"geboortedatum": 1.5}]),
        "peildatum": pa.array([1]),
        "bekeken": pa.array([1]),
        "oordeel.niets": pa.array([1]),
    }
    schema = pa.record_batch(columns).schema
    double = pa.schema([*schema, pa.field("nr", pa.int8()), pa.field("nr", pa.int8())])
    with pytest.raises(ColumnError) as raised:
        table_of(layout_of(policy), double, (), ())

    paths = {one.path for one in raised.value.diagnostics}
    assert paths == {
        "kinderen", "giften", "partner.geboortedatun", "partner.@naam", "aanvrager.geboortedatum",
        "peildatum", "bekeken", "oordeel.niets", "nr",
    }  # fmt: skip


def test_what_is_known_of_many_tables_is_let_go(policy):
    decider = decide_batches(policy, peildatum=DAY, uitkomsten=["leefvorm"])
    for number in range(20):
        decider.schema(pa.schema([pa.field(f"kolom_{number}_zonder_naam", pa.int8())]))

    assert len(decider.columns._tables) < 20


def test_records_are_decided_each_in_its_place(policy):
    names = ["telt_als_inkomen"]
    decider = decide_batches(policy, peildatum=DAY, uitkomsten=names)
    array = pa.array([[{}, {}], [], None], pa.list_(pa.struct([("van_partner", pa.bool_())])))
    wrong = pa.array([None, None, date(1999, 1, 1)], pa.date32())
    (found,) = decider([pa.record_batch({"ontvangsten": array, "peildatum": wrong})])
    rows = found.to_pylist()

    assert [one["record"] for one in rows[0]["telt_als_inkomen"]] == ["0", "1"]
    assert rows[1]["telt_als_inkomen"] == []
    assert rows[2]["telt_als_inkomen"] is None
    assert "geldt" in rows[2]["fout"]
    (empty,) = decider([pa.record_batch({"nummer": pa.array([1])})])
    assert np.all(
        [one["status"] == "onbepaald" for one in empty.to_pylist()[0]["telt_als_inkomen"]]
    )


def test_records_without_names_are_called_by_their_place(policy):
    decider = decide_batches(policy, peildatum=DAY, uitkomsten=["leeftijd_van_kind"])
    array = pa.array([[CHILD, CHILD], [], [CHILD]], pa.list_(CHILDREN))
    (found,) = decider([pa.record_batch({"kinderen": array})])
    rows = [[(one["record"], one["waarde"]) for one in row["leeftijd_van_kind"]]
            for row in found.to_pylist()]  # fmt: skip

    assert rows == [[("0", 11), ("1", 11)], [], [("0", 11)]]
    assert decider.columns.tally.native == 3


def test_a_row_without_the_record_that_always_is_there_stays_open(policy):
    decider = decide_batches(policy, peildatum=DAY, uitkomsten=["recht_op_algemene_bijstand"])
    for array in (pa.array([BORN, None], PERSON), pa.array([BORN, BORN], PERSON)):
        (found,) = decider([pa.record_batch({"aanvrager": array})])
        assert [row["fout"] for row in found.to_pylist()] == [None, None]
