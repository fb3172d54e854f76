"""What is written reads back: as Parquet, and as the CSV that a spreadsheet reads."""

import io
import json
from datetime import date, time
from decimal import Decimal

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from maatwerk_rules.integrations.tables import output
from maatwerk_rules.integrations.tables.blocks import TableError
from maatwerk_rules.integrations.tables.csv_file import Spelling
from maatwerk_rules.integrations.tables.jsonl_file import MARK
from maatwerk_rules.integrations.tables.output import CsvOutput, JsonlOutput, ParquetOutput


def schema_with(word: pa.DataType) -> pa.Schema:
    hoogte = [("status", word), ("waarde", pa.decimal128(18, 2)), ("gronden", pa.list_(word))]
    return pa.schema(
        [
            ("naam", pa.string()),
            ("hoogte", pa.struct(hoogte)),
            ("dag", pa.date32()),
            ("recht", pa.bool_()),
            ("deel", pa.float64()),
            ("aantal", pa.int64()),
        ]
    )


SCHEMA, PLAIN = schema_with(pa.dictionary(pa.int32(), pa.string())), schema_with(pa.string())
ROWS = [
    {
        "naam": 'Ann; "de grote"',
        "hoogte": {"status": "vast", "waarde": Decimal("1250.50"), "gronden": ["een", "twee"]},
        "dag": date(2026, 3, 1),
        "recht": True,
        "deel": 0.5,
        "aantal": 3,
    },
    {
        "naam": None,
        "hoogte": {"status": "onbepaald", "waarde": None, "gronden": []},
        "dag": None,
        "recht": False,
        "deel": None,
        "aantal": None,
    },
    {"naam": "Bob\nCor", "hoogte": None, "dag": None, "recht": None, "deel": 1.0, "aantal": 0},
]


def batch(schema: pa.Schema = SCHEMA) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(ROWS, schema=schema)


def test_csv_has_a_column_for_each_part() -> None:
    stream = io.BytesIO()
    made = CsvOutput(stream, SCHEMA, Spelling(";", marked=True, decimals="komma"))

    made.write(batch())
    made.write(batch().slice(1, 1))
    made.finish()

    assert stream.getvalue().decode("utf-8") == (
        "\ufeffnaam;hoogte.status;hoogte.waarde;hoogte.gronden;dag;recht;deel;aantal\n"
        '"Ann; ""de grote""";vast;1250,50;een, twee;2026-03-01;ja;0,5;3\n'
        ";onbepaald;;;;nee;;\n"
        '"Bob\nCor";;;;;;1;0\n'
        ";onbepaald;;;;nee;;\n"
    )


def test_csv_with_points_and_commas_is_read_by_others() -> None:
    stream = io.BytesIO()
    made = CsvOutput(stream, SCHEMA, Spelling(",", marked=False, decimals="punt"))

    made.write(batch())
    made.finish()
    parsed = pyarrow.csv.ParseOptions(newlines_in_values=True)
    found = pyarrow.csv.read_csv(io.BytesIO(stream.getvalue()), parse_options=parsed).to_pylist()

    assert found[0]["hoogte.waarde"] == 1250.5
    assert found[0]["hoogte.gronden"] == "een, twee"
    assert found[2]["naam"] == "Bob\nCor"


def test_slices_of_lists_keep_their_items() -> None:
    stream = io.BytesIO()
    schema = pa.schema([("lijst", pa.list_(pa.string()))])
    rows = [{"lijst": ["a"]}, {"lijst": None}, {"lijst": ["b", "c"]}, {"lijst": []}]
    made = CsvOutput(stream, schema, Spelling(",", marked=False, decimals="punt"))

    made.write(pa.RecordBatch.from_pylist(rows, schema=schema).slice(1))
    made.finish()

    assert stream.getvalue().decode().splitlines() == ["lijst", "", '"b, c"', ""]


def test_what_has_parts_is_json_in_a_cell() -> None:
    stream = io.BytesIO()
    record = pa.struct([("naam", pa.string()), ("waarde", pa.decimal128(9, 2))])
    schema = pa.schema([("rij", pa.list_(record)), ("getallen", pa.list_(pa.bool_()))])
    rows = [{"rij": [{"naam": "é", "waarde": Decimal("1.50")}], "getallen": [True, False]}, {}]
    made = CsvOutput(stream, schema, Spelling(";", marked=False, decimals="komma"))

    made.write(pa.RecordBatch.from_pylist(rows, schema=schema))

    assert stream.getvalue().decode().splitlines() == [
        "rij;getallen",
        '"[{""naam"": ""é"", ""waarde"": ""1.50""}]";ja, nee',
        ";",
    ]


def test_columns_that_do_not_fit_in_csv_are_all_told() -> None:
    schema = pa.schema([("ruw", pa.binary()), ("goed", pa.string()), ("groot", pa.large_binary())])

    with pytest.raises(TableError) as refused:
        CsvOutput(io.BytesIO(), schema, Spelling(";", marked=False, decimals="komma"))

    assert [line.split("`")[1] for line in refused.value.lines] == ["ruw", "groot"]


def test_json_has_an_object_on_each_line() -> None:
    stream = io.BytesIO()
    made = JsonlOutput(stream)

    made.write(batch())
    made.finish()
    made.abandon()

    lines = stream.getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            **row,
            "hoogte": row["hoogte"] and {**row["hoogte"], "waarde": amount},
            "dag": row["dag"] and "2026-03-01",
        }
        for row, amount in zip(ROWS, ["1250.50", None, None], strict=True)
    ]


def test_what_json_has_no_form_for_is_text() -> None:
    stream = io.BytesIO()
    number = pa.float64()
    schema = pa.schema(
        [
            ("ruw", pa.binary()),
            ("getallen", pa.list_(number)),
            ("rij", pa.struct([("getal", number)])),
            ("leeg", pa.struct([])),
            ("niets", pa.null()),
            ("tijd", pa.time32("s")),
            ("kaart", pa.map_(pa.string(), number)),
        ]
    )
    inf = float("inf")
    row = {
        "ruw": b"PDF",
        "getallen": [1.5, float("nan")],
        "rij": {"getal": inf},
        "leeg": {},
        "niets": None,
        "tijd": time(12),
        "kaart": [("a", inf)],
    }

    JsonlOutput(stream).write(pa.RecordBatch.from_pylist([row, {}], schema=schema))

    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert first == {
        "ruw": "UERG",
        "getallen": [1.5, "nan"],
        "rij": {"getal": "inf"},
        "leeg": {},
        "niets": None,
        "tijd": "12:00:00",
        "kaart": [["a", "inf"]],
    }
    assert second == dict.fromkeys(row)


def test_texts_and_lists_of_records_are_whole() -> None:
    stream = io.BytesIO()
    record = pa.struct([("naam", pa.large_string()), ("namen", pa.large_list(pa.string()))])
    schema = pa.schema([("rijen", pa.list_(record)), ('a "b"', pa.string())])
    rows = [
        {"rijen": [{"naam": 'x"\n\\', "namen": ["é", None]}, None], 'a "b"': "\u2028"},
        {"rijen": [], 'a "b"': None},
        {"rijen": None, 'a "b"': "{}"},
    ]

    JsonlOutput(stream).write(pa.RecordBatch.from_pylist(rows, schema=schema))

    assert [json.loads(line) for line in stream.getvalue().decode().split("\n")[:-1]] == rows


def test_columns_of_json_are_written_as_they_are() -> None:
    stream = io.BytesIO()
    schema = pa.schema([pa.field("zaak", pa.string(), metadata=MARK), ("fout", pa.string())])
    rows = [{"zaak": "7.10", "fout": "x"}, {"zaak": None, "fout": None}]

    JsonlOutput(stream).write(pa.RecordBatch.from_pylist(rows, schema=schema))

    assert stream.getvalue().decode().splitlines() == [
        '{"zaak": 7.10, "fout": "x"}',
        '{"zaak": null, "fout": null}',
    ]


@pytest.mark.parametrize(("rows", "size"), [(4, 10**9), (10**9, 100)])
def test_parquet_is_written_in_groups(
    rows: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "GROUP_ROWS", rows)
    monkeypatch.setattr(output, "GROUP_BYTES", size)
    stream = io.BytesIO()
    made = ParquetOutput(stream, SCHEMA)

    for _ in range(4):
        made.write(batch())
    made.finish()
    made.abandon()

    found = pq.ParquetFile(io.BytesIO(stream.getvalue()))
    assert found.metadata.num_row_groups > 1
    assert found.read().to_pylist() == ROWS * 4


def test_rows_can_be_chosen_by_a_value_and_not_by_its_ends() -> None:
    stream = io.BytesIO()
    amount = pa.decimal128(9, 2)
    norm = pa.struct([("waarde", amount), ("van", amount), ("gronden", pa.list_(pa.string()))])
    schema = pa.schema([("id", pa.int64()), ("norm", norm), ("namen", pa.list_(pa.string()))])
    rows = [{"id": 3, "norm": {"waarde": Decimal(1), "van": Decimal(1), "gronden": ["a"]}}]
    made = ParquetOutput(stream, schema)

    made.write(pa.RecordBatch.from_pylist(rows, schema=schema))
    made.finish()

    group = pq.ParquetFile(io.BytesIO(stream.getvalue())).metadata.row_group(0)
    columns = [group.column(number) for number in range(group.num_columns)]
    chosen = [one.path_in_schema for one in columns if one.is_stats_set]
    assert chosen == ["id", "norm.waarde"]


def test_no_rows_are_a_table_too() -> None:
    stream = io.BytesIO()

    ParquetOutput(stream, SCHEMA).finish()

    assert pq.read_table(io.BytesIO(stream.getvalue())).schema.equals(PLAIN)
