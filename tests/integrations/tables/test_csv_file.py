"""A CSV file gives every row it has, and says of a row that does not read why."""

import random
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from maatwerk_rules.integrations.tables import csv_file
from maatwerk_rules.integrations.tables.blocks import LINES, Fault, TableError
from maatwerk_rules.integrations.tables.cells import Column, Notation
from maatwerk_rules.integrations.tables.csv_file import CsvTable, Form
from maatwerk_rules.model.types import Aantal, Bedrag, JaNee

KNOWN = {
    name: Column(name, type_, {}, Notation())
    for name, type_ in {"inkomen": Bedrag(), "leeftijd": Aantal("jaar"), "werkt": JaNee()}.items()
}


def read(file: Path, form: Form = Form()) -> tuple[list[dict[str, Any]], list[Fault]]:  # noqa: B008 - it is frozen
    with closing(CsvTable(file, form, KNOWN)) as table:
        blocks = list(table.blocks())
    rows = [row for block in blocks for row in block.batch.to_pylist()]
    assert [block.first for block in blocks] == [
        1 + LINES * number for number in range(len(blocks))
    ]
    return rows, [fault for block in blocks for fault in block.faults]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "zaken.csv"


def test_columns_of_the_policy_get_their_type_and_others_stay_text(file: Path) -> None:
    file.write_text("id;inkomen;werkt\n007;€ 1.250,50;ja\n008;;nee\n", "utf-8")
    table = CsvTable(file, Form(), KNOWN)

    assert table.schema.types == [pa.string(), pa.decimal128(18, 2), pa.bool_()]
    assert read(file) == (
        [
            {
                "id": "007",
                "inkomen": pa.scalar("1250.50").cast(pa.decimal128(18, 2)).as_py(),
                "werkt": True,
            },
            {"id": "008", "inkomen": None, "werkt": False},
        ],
        [],
    )
    table.close()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_header_tells_what_stands_between_cells(delimiter: str, file: Path) -> None:
    file.write_text(
        delimiter.join(['"a;b,c"', "leeftijd", "werkt"]) + "\n" + delimiter.join("x1j"), "utf-8"
    )

    rows, faults = read(file)

    assert [*rows[0]] == ["a;b,c", "leeftijd", "werkt"]
    assert [fault.column for fault in faults] == ["werkt"]


def test_one_column_is_a_table_too(file: Path) -> None:
    file.write_text("leeftijd\n18\n", "utf-8")

    assert read(file) == ([{"leeftijd": 18}], [])


@pytest.mark.parametrize(
    ("encoding", "form"),
    [
        ("utf-8", Form()),
        ("utf-8-sig", Form()),
        ("utf-16", Form()),
        ("utf-16-be", Form()),
        ("windows-1252", Form(encoding="windows-1252")),
    ],
)
def test_what_a_spreadsheet_saves_reads(encoding: str, form: Form, file: Path) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    file.write_bytes(mark + "naam;leeftijd\r\nZoë;18\r\n".encode(encoding))

    assert read(file, form) == ([{"naam": "Zoë", "leeftijd": 18}], [])


def test_a_row_that_is_no_utf8_is_kept_and_told(file: Path) -> None:
    file.write_bytes("naam;leeftijd\nAnn;18\nZoë;19\nNul\0;20\nBob;21\n".encode("windows-1252"))

    rows, faults = read(file)

    assert [row["naam"] for row in rows] == ["Ann", "Zo\ufffd", "Nul·", "Bob"]
    assert [(fault.row, fault.column) for fault in faults] == [(2, ""), (3, "")]
    assert "--codering windows-1252" in faults[0].reason
    assert "(nul)" in faults[1].reason


def test_rows_of_another_length_are_kept_and_told(file: Path) -> None:
    file.write_text("naam;leeftijd\nAnn;18\n\nBob\nCor;19;20\nDirk;x\n", "utf-8")

    rows, faults = read(file)

    assert [row["naam"] for row in rows] == ["Ann", "Bob", "Cor", "Dirk"]
    assert [(fault.row, fault.column, fault.reason[:24]) for fault in faults] == [
        (2, "", "Deze rij heeft 1 cellen "),
        (3, "", "Deze rij heeft 3 cellen "),
        (4, "leeftijd", '"x" lees ik niet als aan'),
    ]


def test_quotes_hold_line_ends_and_a_slip_in_them_costs_one_row(file: Path) -> None:
    file.write_text('naam;leeftijd\n"Ann\nde ""grote""";18\n"Bob"x;19\nCor;20\n', "utf-8")

    rows, faults = read(file)

    assert [row["naam"] for row in rows] == ['Ann\nde "grote"', "", "Cor"]
    assert [(fault.row, fault.reason) for fault in faults] == [
        (2, "De aanhalingstekens in deze rij kloppen niet.")
    ]


@pytest.mark.parametrize("rest", ["", "x;1\n" * 100_000])
def test_a_quote_that_never_closes_stops_the_run(rest: str, file: Path) -> None:
    file.write_text(f'naam;leeftijd\nAnn;18\n"Bob;19\n{rest}', "utf-8")

    with pytest.raises(TableError, match="In rij 2 begint een aanhalingsteken"):
        read(file)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "leeg"),
        (b"\n", "leeg"),
        (b"a;;a;b;a\n", "Kolom 2 heeft geen naam.\nDe kolom `a` staat er 3 keer."),
        (b"a;\0\n", "geen tekst"),
        (b"PAR1\x15\x04\x15\x00\n", "geen tekst"),
        (b"na\xe4m;b\n", "geen UTF-8"),
        (b'"a\n', "niet te lezen"),
        (";".join(f"k{number}" for number in range(1_000_000)).encode(), "hoogstens 10000"),
    ],
)
def test_a_header_that_is_none_is_told_whole(raw: bytes, told: str, file: Path) -> None:
    file.write_bytes(raw)

    with pytest.raises(TableError) as refused:
        CsvTable(file, Form(), KNOWN)

    assert told in str(refused.value)


def test_a_line_without_end_does_not_fill_the_memory(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "LONGEST_LINE", 1000)
    file.write_text("naam\n" + "a" * 5000, "utf-8")

    with pytest.raises(TableError, match="meer dan 1000 tekens"):
        read(file)


def test_no_rows_are_no_fault(file: Path) -> None:
    file.write_text("naam;leeftijd\n", "utf-8")

    assert read(file) == ([], [])


def test_rows_keep_their_number_over_blocks(file: Path) -> None:
    lines = [f"{number};{'x' if number % 5_000 == 0 else 18}" for number in range(1, 20_001)]
    file.write_text("\n".join(["naam;leeftijd", *lines]), "utf-8")

    rows, faults = read(file)

    assert [row["naam"] for row in rows] == [str(number) for number in range(1, 20_001)]
    assert [fault.row for fault in faults] == [5_000, 10_000, 15_000, 20_000]


def test_bytes_at_random_never_raise_anything_else(file: Path) -> None:
    made = random.Random(5)
    for _ in range(300):
        raw = bytes(made.choice(b'a;,"\n\r\x00\xff\xe9\xc3 1') for _ in range(made.randrange(60)))
        file.write_bytes(b"leeftijd;naam\n" * made.randrange(2) + raw)
        with suppress(TableError):
            rows, faults = read(file)
            assert {fault.row for fault in faults} <= set(range(1, len(rows) + 1))
