"""What the page about clusters says of Dask runs, and gives the same rows as here."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.columnar import decide_batches
from tests.integrations.tables.oracle import random_rows

POLICY = load("bijstand_voorbeeld")
PAGE = Path(__file__).parents[2] / "docs" / "doen" / "op-een-cluster.md"


@pytest.mark.filterwarnings("ignore")  # warnings of Dask itself are not ours
def test_the_page_about_dask_runs(tmp_path: Path) -> None:
    pytest.importorskip("dask.dataframe", reason="Dask is in no extra; CI installs it")
    decide = decide_batches(POLICY, peildatum=date(2026, 3, 1), uitkomsten=["recht"])
    rows = pa.Table.from_batches([random_rows(POLICY, 200)])
    for part in range(4):
        (tmp_path / "zaken.parquet").mkdir(exist_ok=True)
        pq.write_table(rows.slice(50 * part, 50), tmp_path / "zaken.parquet" / f"{part}.parquet")
    names: dict[str, Any] = {"decide": decide}

    for words in ("def apply", "dask.dataframe"):
        blocks = PAGE.read_text("utf-8").split("```python\n")
        (text,) = [each.partition("```")[0] for each in blocks if words in each.partition("```")[0]]
        exec(text.replace("/data/", f"{tmp_path}/"), names)

    there = pq.read_table(tmp_path / "uitkomsten").sort_by("id")
    here = pa.Table.from_batches(decide(rows.to_batches()))
    assert there.column_names == here.column_names
    assert there.to_pylist() == here.to_pylist()
