"""A cell reads as the same text reads in the JSON of a case."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.integrations.tables.cells import Column, Notation, RefusedError, read_cell
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    Scalar,
    SoortType,
    Type,
    Veldtype,
)
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.scalars import read_scalar

BEZIT = SoortType("bezit", (Veldtype("waarde", Bedrag(van=0)), Veldtype("betwist", JaNee())))
LIJST = Lijst(BEZIT, 2)
TYPES = (JaNee(), Bedrag(), Aantal("jaar"), Datum(), Percentage(), Keuze(("alleen", "samen")))


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("ja", JaNee(), True),
        ("FALSE", JaNee(), False),
        ("€ 1.250,50", Bedrag(), 125050),
        ("1250,50", Bedrag(), 125050),
        ("1250.5", Bedrag(), 125050),
        ("1.250", Bedrag(), 125000),
        ("€ 750 per maand", Bedrag("maand"), 75000),
        ("18", Aantal("jaar"), 18),
        ("18.0", Aantal("jaar"), 18),
        ("18 jaar", Aantal("jaar"), 18),
        (" 2026-03-01 ", Datum(), date(2026, 3, 1)),
        ("12,5%", Percentage(), Fraction(1, 8)),
        ("samen", Keuze(("alleen", "samen")), "samen"),
        ("", Bedrag(), None),
        ("  ", JaNee(), None),
    ],
)
def test_a_cell_reads_by_its_type(text: str, type_: Type, value: Scalar | None) -> None:
    assert read_cell(text, type_, Notation()) == value


@pytest.mark.parametrize(
    ("text", "type_", "told"),
    [
        ("waar", JaNee(), "Bedoelt u ja?"),
        ("1", JaNee(), "lees ik niet als ja/nee"),
        ("12,345", Bedrag(), "lees ik niet als bedrag"),
        ("01-07-2026", Datum(), "Bedoelt u 2026-07-01?"),
        ("0,8", Percentage(), "lees ik niet als percentage"),
        ("sammen", Keuze(("alleen", "samen")), "Bedoelt u `samen`?"),
        ("-1", Bedrag(van=0, tot=100), "ligt niet tussen € 0,00 en € 1,00"),
        ("9" * 400, Bedrag(), "lees ik niet als bedrag"),
        ("NaN", Bedrag(), "lees ik niet als bedrag"),
        ("1e5", Bedrag(), "lees ik niet als bedrag"),
    ],
)
def test_what_is_refused_says_why(text: str, type_: Type, told: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_cell(text, type_, Notation())

    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_points_before_three_digits_are_refused_where_it_is_not_clear_what_they_are() -> None:
    unclear = Notation(points_are_thousands=False)

    with pytest.raises(RefusedError, match="--decimaal punt"):
        read_cell("1.250", Bedrag(), unclear)
    assert read_cell("1250.50", Bedrag(), unclear) == 125050
    assert read_cell("1.250,50", Bedrag(), unclear) == 125050
    assert read_cell("18.000", Aantal(), Notation("punt")) == 18
    assert read_cell("18.000", Aantal(), Notation("komma", points_are_thousands=False)) == 18_000
    assert read_cell("12.5%", Percentage(), Notation("punt")) == Fraction(1, 8)


def test_days_come_first_only_where_someone_said_so() -> None:
    assert read_cell("1-7-2026", Datum(), Notation(dates="d-m-jjjj")) == date(2026, 7, 1)
    assert read_cell("2026-07-01", Datum(), Notation(dates="d-m-jjjj")) == date(2026, 7, 1)
    with pytest.raises(RefusedError):
        read_cell("31-6-2026", Datum(), Notation(dates="d-m-jjjj"))


@given(
    st.text(max_size=12) | st.from_regex(r"-?[€0-9.,% -]{1,12}", fullmatch=True),
    st.sampled_from(TYPES),
)
def test_what_json_reads_from_a_text_a_cell_reads_alike(text: str, type_: Type) -> None:
    in_json = read_scalar(text, type_, "", Complaints())

    if in_json is not None:
        assert read_cell(text, type_, Notation()) == in_json


def column(type_: Type, judged: dict[str, Type] | None = None) -> Column:
    return Column("kolom", type_, judged or {}, Notation())


def test_each_text_is_read_once_and_refused_where_it_stands() -> None:
    cells = pa.array(["1", "x", "", "1", "x"])

    values, refused = column(Aantal()).read(cells)

    assert values.to_pylist() == [1, None, None, 1, None]
    assert values.type == pa.int64()
    assert sorted(refused) == [1, 4]


def test_many_different_texts_do_not_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maatwerk_rules.integrations.tables.cells._MOST_REMEMBERED", 3)
    reader = column(Aantal())

    for start in range(0, 20, 5):
        reader.read(pa.array([str(number) for number in range(start, start + 5)]))

    assert len(reader._known) == 5


def test_a_list_is_json_in_a_cell() -> None:
    cells = pa.array(
        [
            (
                '[{"@naam": "auto", "waarde": 12.5, "betwist": "ja", "oordeel.vrij": false},'
                ' {"waarde": null}]'
            ),
            "[]",
            "",
        ]
    )

    values, refused = column(LIJST, {"oordeel.vrij": JaNee()}).read(cells)

    assert refused == {}
    assert values.to_pylist() == [
        [
            {"@naam": "auto", "waarde": Decimal("12.50"), "betwist": True, "oordeel.vrij": False},
            {"@naam": None, "waarde": None, "betwist": None, "oordeel.vrij": None},
        ],
        [],
        None,
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("geen", "geen goede JSON"),
        ("12", "verwacht wordt een lijst"),
        ("[12]", "[0]: hier staat 12"),
        ('[{"@naam": 3}]', "ik ken geen veld met de naam `@naam`"),
        (
            '[{"waarde": 1}, {"waard": 1}]',
            "[1]: ik ken geen veld met de naam `waard`. Bedoelt u `waarde`?",
        ),
        ('[{"waarde": "veel"}]', "[0].waarde: "),
        ('[{"waarde": {"@onbekend": true}}]', "[0].waarde: "),
        ("[{}, {}, {}]", "hoogstens 2"),
        ("[" * 200, "diep"),
        ('[{"waarde": 1, "waarde": 2}]', "twee keer"),
    ],
)
def test_a_list_that_does_not_read_says_where(text: str, told: str) -> None:
    _, refused = column(LIJST).read(pa.array([text]))

    assert told in refused[0]


def test_one_record_may_stand_without_a_list() -> None:
    values, refused = column(Lijst(BEZIT, 1, 1, single=True)).read(pa.array(['{"waarde": 1}']))

    assert refused == {}
    assert values.to_pylist() == [[{"@naam": None, "waarde": Decimal(1), "betwist": None}]]
