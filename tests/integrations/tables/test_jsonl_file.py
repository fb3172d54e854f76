"""Lines of JSON are rows: typed where the policy knows the key, untouched where it does not."""

import json
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from maatwerk_rules.integrations.tables import jsonl_file
from maatwerk_rules.integrations.tables.blocks import LINES, Fault, TableError
from maatwerk_rules.integrations.tables.cells import Column, Notation
from maatwerk_rules.integrations.tables.jsonl_file import JsonlTable
from maatwerk_rules.model.types import Aantal, Bedrag, JaNee, Lijst, SoortType, Veldtype

GOED = Lijst(SoortType("goed", (Veldtype("waarde", Bedrag()), Veldtype("betwist", JaNee()))), 2)
KNOWN = {
    name: Column(name, type_, {}, Notation())
    for name, type_ in {
        "inkomen": Bedrag(),
        "leeftijd": Aantal("jaar"),
        "werkt": JaNee(),
        "goederen": GOED,
        "oordeel.nodig": JaNee(),
    }.items()
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "zaken.jsonl"


def read(
    file: Path, *lines: str | bytes, exact: bool = True
) -> tuple[list[dict[str, Any]], list[Fault]]:
    file.write_bytes(b"\n".join(one.encode() if isinstance(one, str) else one for one in lines))
    with closing(JsonlTable(file, KNOWN, exact=exact)) as table:
        blocks = [*table.blocks()]
        assert [one.batch.schema for one in blocks] == [table.schema] * len(blocks)
        assert not blocks or blocks[-1].done == table.total
    rows = [row for block in blocks for row in block.batch.to_pylist()]
    return rows, [fault for block in blocks for fault in block.faults]


def test_values_are_read_as_in_a_case(file: Path) -> None:
    rows, faults = read(
        file,
        '{"inkomen": 1250.5, "leeftijd": 18, "werkt": true}',
        '{"inkomen": "€ 1.250,50", "leeftijd": "18 jaar", "werkt": "nee"}',
        '{"leeftijd": null, "goederen": [{"waarde": 900, "betwist": null}]}',
        '{"oordeel": {"nodig": true}, "goederen": []}',
    )

    assert faults == []
    assert [row["inkomen"] for row in rows] == [Decimal("1250.50"), Decimal("1250.50"), None, None]
    assert [row["leeftijd"] for row in rows] == [18, 18, None, None]
    assert [row["werkt"] for row in rows] == [True, False, None, None]
    assert [row["oordeel.nodig"] for row in rows] == [None, None, None, True]
    assert rows[2]["goederen"] == [{"@naam": None, "waarde": Decimal("900.00"), "betwist": None}]
    assert rows[3]["goederen"] == []


@pytest.mark.parametrize(
    ("value", "text", "plain"),
    [
        ('"é"', '"é"', "é"),
        ("7", "7", "7"),
        ("1.50", "1.50", "1.50"),
        ("true", "true", "true"),
        ('{"a": [1.0, null]}', '{"a": [1.0, null]}', '{"a": [1.0, null]}'),
        ("null", None, None),
    ],
)
def test_what_the_policy_does_not_know_stays_as_it_is(
    value: str, text: str | None, plain: str | None, file: Path
) -> None:
    line = f'{{"zaak": {value}}}'

    assert read(file, line) == ([{"zaak": text}], [])
    assert read(file, line, exact=False) == ([{"zaak": plain}], [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("niks", "Dit is geen goede JSON: lees teken 1. (let op een komma, haakje of"),
        ('{"leeftijd": 18', "Dit is geen goede JSON: lees teken 16."),
        ("[1, 2]", "Hier staat een lijst; verwacht wordt een object: `{…}`."),
        ('{"zaak": 1, "zaak": 2}', "`zaak` staat hier twee keer."),
        (b'{"zaak": "\xff"}', "Dit is geen goede JSON: byte 11 is geen UTF-8."),
        ("[" * 5_000, "Deze zaak is te groot"),
    ],
)
def test_a_line_that_is_no_row_is_kept_and_told(line: str | bytes, told: str, file: Path) -> None:
    rows, faults = read(file, '{"zaak": 1, "leeftijd": 3}', "", line, '{"zaak": 2}')

    assert [row["zaak"] for row in rows] == ["1", None, "2"]
    assert [(one.row, one.column) for one in faults] == [(2, "")]
    assert faults[0].reason.startswith(told)


def test_each_value_that_does_not_read_is_told_with_its_key(file: Path) -> None:
    rows, faults = read(
        file,
        '{"leeftijd": "vijf", "werkt": {"@waarde": true}, "nummer": 1e99999}',
        '{"leeftijd": true, "goederen": [{"waarde": 1, "betwst": true}]}',
        '{"leeftijd": 1, "goederen": [{"betwist": 1}, {}, {}]}',
    )

    assert [row["leeftijd"] for row in rows] == [None, None, 1]
    assert [(one.row, one.column) for one in faults] == [
        (1, "leeftijd"),
        (1, "werkt"),
        (1, "nummer"),
        (2, "leeftijd"),
        (2, "goederen"),
        (3, "goederen"),
    ]
    assert faults[2].reason == "Ik lees `1e99999` niet als getal."
    assert "Bedoelt u `betwist`?" in faults[4].reason


def test_one_is_not_true(file: Path) -> None:
    rows, faults = read(file, '{"leeftijd": 1, "werkt": true}', '{"leeftijd": true, "werkt": 1}')

    assert (rows[0]["leeftijd"], rows[0]["werkt"]) == (1, True)
    assert [(one.row, one.column) for one in faults] == [(2, "leeftijd"), (2, "werkt")]


def test_rows_come_in_blocks(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maatwerk_rules.integrations.tables.cells._MOST_REMEMBERED", 10)

    rows, faults = read(file, *(f'{{"leeftijd": {row}}}' for row in range(LINES + 3)))

    assert faults == []
    assert [row["leeftijd"] for row in rows] == [*range(LINES + 3)]


def test_no_rows_are_a_table_too(file: Path) -> None:
    assert read(file, "", " ") == ([], [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"feiten": {"leeftijd": 3}}', "in een tabel staat elk feit zelf op de regel"),
        ('{"": 3}', "Een sleutel in dit bestand heeft geen naam."),
        (json.dumps(dict.fromkeys(map(str, range(10_001)))), "meer dan 10000 sleutels"),
    ],
)
def test_keys_that_are_none_are_told(line: str, told: str, file: Path) -> None:
    file.write_text(line)

    with pytest.raises(TableError, match=told):
        JsonlTable(file, KNOWN, exact=True)


def test_a_line_that_does_not_end_is_no_table(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl_file, "LONGEST_LINE", 20)
    file.write_text('{"a": "' + "x" * 20 + '"}')

    with pytest.raises(TableError, match="dit is geen tabel"):
        JsonlTable(file, KNOWN, exact=True)


def test_columns_that_pass_through_say_that_they_hold_json(file: Path) -> None:
    file.write_text('{"zaak": 1, "leeftijd": 2}')

    with closing(JsonlTable(file, KNOWN, exact=True)) as table:
        assert table.schema.field("zaak").metadata == jsonl_file.MARK
        assert table.schema.field("leeftijd").metadata is None
    with closing(JsonlTable(file, KNOWN, exact=False)) as table:
        assert table.schema.field("zaak").metadata is None
        assert table.schema.types == [pa.string(), pa.int64()]
