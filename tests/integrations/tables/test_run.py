"""A run writes every row once, in its order, or nothing at all."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maatwerk_rules.integrations.tables import run as running
from maatwerk_rules.integrations.tables.blocks import StoppedError, TableError
from maatwerk_rules.integrations.tables.columns import known_columns
from maatwerk_rules.integrations.tables.csv_file import Form
from maatwerk_rules.integrations.tables.places import Places
from maatwerk_rules.integrations.tables.report import Report
from maatwerk_rules.integrations.tables.run import Run, open_table
from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.columnar import decide_batches

POLICY = load("bijstand_voorbeeld")
KEPT = ("nederlander_of_gelijkgesteld", "woont_in_nederland", "in_detentie")
ROWS = "\n".join(
    [
        "id;" + ";".join(KEPT) + ";schulden",
        "a;ja;ja;nee;0",
        "b;nee;ja;nee;-1",
        "c;ja;ja",
        "d;;ja;nee;€ 1.250,00",
    ]
)


def run(
    source: Path, target: Path, decide: Any = None, progress: Any = lambda rows, done: None
) -> Report:
    places = Places(source, target, target.with_suffix(".fouten.csv"), replace=True)
    places.check()
    decider = decide_batches(POLICY, peildatum=date(2026, 3, 1), uitkomsten=["recht"], plain=False)
    table = open_table(places, Form(), known_columns(POLICY))
    try:
        schema = decider.schema(table.schema)
        return Run(table, decide or decider, schema, ("recht",), places).go(progress)
    finally:
        table.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "zaken.csv"
    file.write_text(ROWS, "utf-8")
    return file


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize("end", ["parquet", "csv"])
def test_every_row_comes_out_once_also_those_with_a_fault(
    end: str, source: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"uit.{end}"

    report = run(source, target)

    assert (report.rows, report.faulty) == (4, 2)
    assert names(tmp_path) == sorted([f"uit.{end}", "uit.fouten.csv", "zaken.csv"])
    if end == "csv":
        lines = target.read_text("utf-8").splitlines()
        assert [line.partition(";")[0] for line in lines] == ["id", "a", "b", "c", "d"]
        assert lines[2] == "b;;;;;;;;geen besluit;schulden: " + lines[2].partition("schulden: ")[2]
        return
    rows = pq.read_table(target).to_pylist()
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["recht"] is None for row in rows] == [False, True, True, False]
    assert {row["besluit"] for row in rows} == {"geen besluit"}


def test_what_is_wrong_is_told_in_the_row_and_beside_it(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "uit.parquet")

    rows = pq.read_table(tmp_path / "uit.parquet").to_pylist()
    beside = (tmp_path / "uit.fouten.csv").read_text("utf-8-sig").splitlines()
    assert rows[1]["fout"].startswith("schulden: -€ 1,00 ligt niet tussen")
    assert beside[1].startswith("2;schulden;-€ 1,00 ligt niet tussen")
    assert beside[2] == "3;;Deze rij heeft 3 cellen en de kop 5."
    assert rows[0]["fout"] is rows[3]["fout"] is None


def test_json_comes_out_as_it_went_in(tmp_path: Path) -> None:
    source = tmp_path / "zaken.jsonl"
    lines = [
        '{"id": 7, "bron": {"a": 1.50}, "in_detentie": true}',
        '{"id": "é", "schulden": -1}',
        '{"id": 8, "id": 9, "dit: is dubbel": 1}',
        '{"schulden": 1250.5}',
    ]
    source.write_text("\n".join(lines), "utf-8")

    report = run(source, tmp_path / "uit.jsonl")

    written = (tmp_path / "uit.jsonl").read_text("utf-8").splitlines()
    assert (report.rows, report.faulty) == (4, 2)
    assert written[0].startswith('{"id": 7, "bron": {"a": 1.50}, "dit: is dubbel": null, "recht":')
    rows = [json.loads(line) for line in written]
    assert [row["id"] for row in rows] == [7, "é", None, None]
    assert rows[0]["recht"]["mogelijk"] == [False, True]
    assert rows[1]["fout"].startswith("schulden: -€ 1,00 ligt niet tussen")
    assert rows[2]["fout"] == "`id` staat hier twee keer."
    beside = (tmp_path / "uit.fouten.csv").read_text("utf-8-sig").splitlines()
    assert beside[2] == "3;;`id` staat hier twee keer."


def test_a_reason_with_a_colon_is_told_of_no_column(tmp_path: Path) -> None:
    source = tmp_path / "zaken.jsonl"
    source.write_text('{"in_detentie": true}\nniks\n', "utf-8")

    run(source, tmp_path / "uit.csv")

    beside = (tmp_path / "uit.fouten.csv").read_text("utf-8-sig").splitlines()
    assert beside[1].startswith("2;;Dit is geen goede JSON: lees teken 1.")


def test_without_faults_nothing_stands_beside(source: Path, tmp_path: Path) -> None:
    source.write_text("id;in_detentie\na;ja\n", "utf-8")
    (tmp_path / "uit.fouten.csv").write_text("van gisteren")

    report = run(source, tmp_path / "uit.csv")

    assert report.faulty == 0
    assert names(tmp_path) == ["uit.csv", "zaken.csv"]


def test_parquet_and_csv_give_the_same(source: Path, tmp_path: Path) -> None:
    source.write_text("\n".join(ROWS.splitlines()[:2]), "utf-8")
    run(source, tmp_path / "uit.parquet")
    typed = pa.table(
        {
            "id": ["a"],
            **{name: [name != KEPT[2]] for name in KEPT},
            "schulden": pa.array([0], pa.decimal128(9, 2)),
        }
    )
    pq.write_table(typed, tmp_path / "zaken.parquet")

    run(tmp_path / "zaken.parquet", tmp_path / "uit2.parquet")

    assert pq.read_table(tmp_path / "uit.parquet").equals(pq.read_table(tmp_path / "uit2.parquet"))


def test_a_table_without_rows_gives_one_without_rows(source: Path, tmp_path: Path) -> None:
    source.write_text("id;in_detentie\n", "utf-8")

    assert run(source, tmp_path / "uit.parquet").rows == 0
    assert pq.read_table(tmp_path / "uit.parquet").num_rows == 0
    assert run(source, tmp_path / "uit.csv").rows == 0
    assert (tmp_path / "uit.csv").read_text("utf-8").startswith("id;recht.status;")


def test_a_block_of_only_faults_is_written_too(source: Path, tmp_path: Path) -> None:
    source.write_text("id;in_detentie\na;misschien\nb;soms\n", "utf-8")

    report = run(source, tmp_path / "uit.parquet")

    assert (report.rows, report.faulty) == (2, 2)
    assert pq.read_table(tmp_path / "uit.parquet")["id"].to_pylist() == ["a", "b"]


def large(tmp_path: Path, rows: int = 1_000) -> Path:
    file = tmp_path / "zaken.parquet"
    pq.write_table(pa.table({"id": range(rows), "in_detentie": [True] * rows}), file)
    return file


@pytest.mark.parametrize(
    ("tick", "told"),
    [
        (0.0, [128, 640, 1_000]),
        (0.25, [*range(128, 1_000, 128), 1_000]),
        (9.0, [*range(128, 1_000, 128), 1_000]),
    ],
)
def test_progress_is_told_often_where_rows_take_long(
    tick: float, told: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count(0.0, tick)
    monkeypatch.setattr(running, "perf_counter", lambda: next(clock))
    found: list[tuple[int, int]] = []

    run(large(tmp_path), tmp_path / "uit.csv", progress=lambda *each: found.append(each))

    assert found == [(rows, rows) for rows in told]


def test_parts_become_smaller_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(running, "perf_counter", lambda: now[0])
    found: list[int] = []

    def watch(rows: int, done: int) -> None:
        found.append(rows - sum(found))
        now[0] += 0.0 if len(found) < 3 else 5.0

    run(large(tmp_path, 4_000), tmp_path / "uit.csv", progress=watch)

    assert found == [128, 512, 2_048, 512, 128, 128, 128, 128, 128, 128, 32]


def test_who_stops_it_leaves_nothing_and_hears_how_far_it_was(tmp_path: Path) -> None:
    source = large(tmp_path)
    (tmp_path / "uit.csv").write_text("van gisteren")

    def stop(rows: int, done: int) -> None:
        if rows >= 128:
            raise KeyboardInterrupt

    with pytest.raises(StoppedError) as stopped:
        run(source, tmp_path / "uit.csv", progress=stop)

    assert stopped.value.rows == 128
    assert names(tmp_path) == ["uit.csv", "zaken.parquet"]
    assert (tmp_path / "uit.csv").read_text() == "van gisteren"


@pytest.mark.parametrize("end", ["csv", "parquet"])
def test_a_full_disk_is_told_and_leaves_nothing(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, stream: Any) -> None:
            self._stream = stream
            self.closed = False

        def write(self, raw: bytes) -> int:
            raise OSError(28, "No space left on device")

        def __getattr__(self, name: str) -> Any:
            return getattr(self._stream, name)

    from maatwerk_rules.integrations.tables.places import Unfinished

    begin = Unfinished.__init__

    def full(self: Unfinished, place: Path) -> None:
        begin(self, place)
        self.stream = Full(self.stream)  # type: ignore[assignment]

    monkeypatch.setattr(Unfinished, "__init__", full)

    with pytest.raises(TableError) as refused:
        run(large(tmp_path), tmp_path / f"uit.{end}")

    assert "er is geen plaats meer" in refused.value.lines[0]
    assert names(tmp_path) == ["zaken.parquet"]


def test_our_own_mistake_leaves_nothing_either(tmp_path: Path) -> None:
    def broken(batches: Iterable[Any]) -> Iterator[Any]:
        raise AssertionError

    with pytest.raises(AssertionError):
        run(large(tmp_path), tmp_path / "uit.parquet", broken)

    assert names(tmp_path) == ["zaken.parquet"]


def test_a_decider_may_give_its_rows_in_parts_or_none(tmp_path: Path) -> None:
    decider = decide_batches(POLICY, peildatum=date(2026, 3, 1), uitkomsten=["recht"], plain=False)

    def halves(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            half = batch.num_rows // 2
            yield from decider(
                part for part in (batch.slice(0, half), batch.slice(half)) if part.num_rows
            )

    report = run(large(tmp_path, 11), tmp_path / "uit.parquet", halves)

    assert report.rows == 11
    assert pq.read_table(tmp_path / "uit.parquet")["id"].to_pylist() == [*range(11)]
    (tmp_path / "fout.csv").write_text("in_detentie\nmisschien\n", "utf-8")
    assert run(tmp_path / "fout.csv", tmp_path / "uit.csv", halves).faulty == 1


def test_a_table_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "no")

    places = Places(large(tmp_path), tmp_path / "uit.csv", tmp_path / "fouten.csv")
    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(TableError, match="u hebt daar het recht niet voor"):
        open_table(places, Form(), {})
