"""A Parquet file is read in blocks; what is none, or not all of it, is told."""

from pathlib import Path
from threading import enumerate as enumerate_threads

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maatwerk_rules.integrations.tables.blocks import BLOCK, TableError
from maatwerk_rules.integrations.tables.parquet_file import ParquetTable


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "zaken.parquet"


def test_rows_come_in_blocks_in_their_order(file: Path) -> None:
    pq.write_table(pa.table({"id": range(100_000)}), file, row_group_size=30_000)
    table = ParquetTable(file)

    blocks = list(table.blocks())
    table.close()

    assert [number for one in blocks for number in one.batch["id"].to_pylist()] == [*range(100_000)]
    assert {one.batch.num_rows for one in blocks} <= set(range(1, BLOCK + 1))
    assert [one.done for one in blocks][-1] == table.total == 100_000
    assert blocks[1].first == blocks[0].batch.num_rows + 1


def test_who_stops_halfway_waits_for_no_more_than_is_being_read(file: Path) -> None:
    pq.write_table(pa.table({"id": range(3 * BLOCK)}), file)
    table = ParquetTable(file)

    blocks = table.blocks()
    assert next(blocks).first == 1
    blocks.close()  # type: ignore[attr-defined]  # it is a generator
    table.close()

    assert not [one for one in enumerate_threads() if one.name.startswith("lezen")]


@pytest.mark.parametrize(
    "raw", [b"", b"id;naam\n1;Ann\n", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1"]
)
def test_what_is_no_parquet_is_told(raw: bytes, file: Path) -> None:
    file.write_bytes(raw)

    with pytest.raises(TableError, match="geen Parquet-bestand"):
        ParquetTable(file)


def test_half_a_file_is_told(file: Path) -> None:
    pq.write_table(pa.table({"id": range(1_000)}), file)
    file.write_bytes(file.read_bytes()[:-100])

    with pytest.raises(TableError, match="ontbreekt een deel"):
        ParquetTable(file)


def test_a_file_that_is_damaged_inside_is_told_where_it_is_met(file: Path) -> None:
    pq.write_table(pa.table({"id": [f"naam {number}" for number in range(50_000)]}), file)
    raw = bytearray(file.read_bytes())
    raw[1_000:3_000] = b"\xff" * 2_000
    file.write_bytes(raw)
    table = ParquetTable(file)

    with pytest.raises(TableError, match="Vanaf rij 1 is dit Parquet-bestand niet te lezen"):
        list(table.blocks())
    table.close()


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a", "a"], "De kolom `a` staat er 2 keer."),
        ([f"k{number}" for number in range(10_001)], "hoogstens 10000"),
    ],
)
def test_columns_that_are_none_are_told(names: list[str], told: str, file: Path) -> None:
    pq.write_table(pa.Table.from_arrays([pa.array([1])] * len(names), names=names), file)

    with pytest.raises(TableError, match=told):
        ParquetTable(file)


def test_no_rows_are_no_fault(file: Path) -> None:
    pq.write_table(pa.table({"id": pa.array([], pa.int64())}), file)
    table = ParquetTable(file)

    assert list(table.blocks()) == []
    table.close()
