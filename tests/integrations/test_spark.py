"""The same function decides in a local Spark, with the same rows as here."""

import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from maatwerk_rules.errors import ColumnError
from maatwerk_rules.integrations.spark import spark_schema
from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.columnar import BatchDecider, decide_batches
from tests.integrations.tables.oracle import random_rows

DAY = date(2026, 3, 1)
POLICY = load("bijstand_voorbeeld")
PAGE = Path(__file__).parents[2] / "docs" / "doen" / "op-een-cluster.md"


def decider(*outcomes: str) -> BatchDecider:
    return decide_batches(POLICY, peildatum=DAY, uitkomsten=outcomes or None)


# ---------------------------------------------------------------- without Spark


def test_the_function_travels_small_and_decides_alike() -> None:
    decide = decider()
    batch = random_rows(POLICY, 50)

    packed = pickle.dumps(decide)
    arrived = pickle.loads(packed)

    assert len(packed) < 100_000
    assert arrived.policy.hash == POLICY.hash
    assert arrived.policy is pickle.loads(packed).policy
    assert list(arrived([batch])) == list(decide([batch]))


def test_it_travels_to_a_process_that_knows_nothing(tmp_path: Path) -> None:
    batch = random_rows(POLICY, 5)
    (tmp_path / "decide").write_bytes(pickle.dumps((decider(), batch)))
    script = (
        "import pickle, sys; decide, batch = pickle.load(open(sys.argv[1], 'rb'));"
        "(found,) = decide([batch]); print(found.num_rows)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "decide")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout == "5\n"


def test_each_type_has_its_name_in_spark() -> None:
    kinds = {
        "waar": (pa.bool_(), "boolean"),
        "een`tje": (pa.int32(), "int"),
        "tijd": (pa.timestamp("us", "UTC"), "timestamp"),
        "tijd_hier": (pa.timestamp("us"), "timestamp_ntz"),
        "kaart": (pa.map_(pa.string(), pa.float64()), "map<string, double>"),
        "rij": (pa.large_list(pa.struct([("a b", pa.date32())])), "array<struct<`a b`: date>>"),
        "bedrag_hier": (pa.decimal128(9, 2), "decimal(9, 2)"),
    }
    schema = pa.schema([(name, type_) for name, (type_, _) in kinds.items()])

    text = spark_schema(decider("recht"), schema)

    for name, (_, word) in kinds.items():
        assert f"`{name.replace('`', '``')}` {word}, " in text
    assert "`recht` struct<`status`: string, `waarde`: boolean, `mogelijk`: array<boolean>" in text


def test_what_spark_does_not_have_and_what_does_not_fit_are_told() -> None:
    with pytest.raises(TypeError, match="no type for uint8"):
        spark_schema(decider(), pa.schema([("id", pa.uint8())]))
    with pytest.raises(ColumnError, match="schuldn"):
        spark_schema(decider(), pa.schema([("schuldn", pa.int64())]))


# ---------------------------------------------------------------- with Spark


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    for name in ("pyspark", "pandas"):
        pytest.importorskip(name, reason="Spark comes with the extra `spark`")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none here")
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "300")
            .getOrCreate()
        )
        yield session
        session.stop()


needs_spark = pytest.mark.filterwarnings("ignore")  # warnings of Spark itself are not ours


def in_a_struct(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with its judgements as fields of `oordeel`: Spark wants no point in a name."""
    judged = [name for name in batch.schema.names if name.startswith("oordeel.")]
    struct = pa.StructArray.from_arrays(
        [batch[name] for name in judged], [name.removeprefix("oordeel.") for name in judged]
    )
    return batch.drop_columns(judged).append_column("oordeel", struct)


def test_judgements_may_stand_in_a_struct() -> None:
    decide, batch = decider(), random_rows(POLICY, 50)

    assert decide.schema(in_a_struct(batch).schema) == decide.schema(batch.schema)
    assert list(decide([in_a_struct(batch)])) == list(decide([batch]))


@needs_spark
def test_spark_gives_row_for_row_what_is_given_here(spark: Any) -> None:
    decide = decider()
    batch = random_rows(POLICY, 1_000)
    here = pa.Table.from_batches(decide([batch]))
    frame = spark.createDataFrame(pa.Table.from_batches([in_a_struct(batch)])).repartition(3)

    there = frame.mapInArrow(decide, spark_schema(decide, frame)).toArrow()

    assert there.column_names == here.column_names
    assert there.sort_by("id").to_pylist() == here.sort_by("id").to_pylist()
    assert {row["fout"] is None for row in there.to_pylist()} == {True, False}


def on_the_page(words: str) -> str:
    """Return the code with these words on the page about clusters."""
    blocks = (part.partition("```")[0] for part in PAGE.read_text("utf-8").split("```python\n"))
    (text,) = [block for block in blocks if words in block]
    return text


def test_a_part_of_a_table_of_others_is_decided_alike() -> None:
    decide, batch = decider("recht"), random_rows(POLICY, 30)
    names: dict[str, Any] = {"decide": decide}

    exec(on_the_page("def apply"), names)

    table = pa.Table.from_batches([batch.slice(0, 10), batch.slice(10)])
    assert names["apply"](table).to_pylist() == pa.Table.from_batches(decide([batch])).to_pylist()
    assert names["apply"](table.slice(0, 0)).num_rows == 0


@needs_spark
def test_the_page_about_spark_runs(spark: Any, tmp_path: Path, monkeypatch: Any) -> None:
    import pyarrow.parquet as pq

    monkeypatch.chdir(tmp_path)
    pq.write_table(
        pa.Table.from_batches([in_a_struct(random_rows(POLICY, 20))]), tmp_path / "zaken.parquet"
    )

    exec(on_the_page("mapInArrow").replace("/data/", f"{tmp_path}/"), {"spark": spark})

    assert pq.read_table(tmp_path / "uitkomsten").num_rows == 20
