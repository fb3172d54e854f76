"""Many cases from one file to another: reading, deciding and writing, each by itself."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from maatwerk_rules.integrations.tables.columns import known_columns
from maatwerk_rules.integrations.tables.csv_file import Form
from maatwerk_rules.integrations.tables.places import Places
from maatwerk_rules.integrations.tables.report import Report
from maatwerk_rules.integrations.tables.run import Run, open_table
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.columnar import decide_batches
from tests.benchmarks.row import Row
from tests.benchmarks.tijdtaak_columns import DRAWN, as_table, random_columns

TASK = Path(__file__).parent / "tijdtaak_12.beleid"
DAY = date(2025, 1, 1)
COUNTRY = 18_000_000
"""About as many cases as the country has inhabitants."""


@attrs.frozen
class Crossing:
    """What it took to decide a file into another.

    Args:
        resident: How many bytes the process held at most, above what it held before.
        sizes: The bytes of the file that was read, and of the one that was written.
    """

    report: Report
    resident: int
    sizes: tuple[int, int]


def write_cases(file: Path, rows: int) -> None:
    """Write so many random cases of the common task to Parquet, a part at a time."""
    import pyarrow.parquet as pq

    part = as_table(random_columns(min(rows, DRAWN)))
    with pq.ParquetWriter(file, part.schema) as writer:
        for start in range(0, rows, len(part)):
            writer.write_table(part.slice(0, rows - start))


def cross(rows: int, end: str = "parquet", policy: Policy | None = None) -> Crossing:
    """Decide so many cases from a Parquet file to a file with this end to its name."""
    policy = policy or load(TASK)
    with TemporaryDirectory() as folder:
        here = Path(folder)
        places = Places(here / "zaken.parquet", here / f"uit.{end}", here / "uit.fouten.csv")
        write_cases(places.source, rows)
        decide = decide_batches(policy, peildatum=DAY, plain=False)
        table = open_table(places, Form(), known_columns(policy))
        names = tuple(one.name for one in decide.columns.asked)
        run = Run(table, decide, decide.schema(table.schema), names, places)
        before, most = resident(), 0

        def watch(rows: int, done: int) -> None:
            nonlocal most
            most = max(most, resident() - before)

        report = run.go(watch)
        table.close()
        assert report.rows == rows
        sizes = (places.source.stat().st_size, places.target.stat().st_size)
        return Crossing(report, most, sizes)


def resident() -> int:
    """Return how many bytes of memory this process holds now."""
    with Path("/proc/self/statm").open() as stream:
        return int(stream.read().split()[1]) * 4096


def over_files(rows: int = COUNTRY) -> list[Row]:
    """Return the figures of one crossing from Parquet to Parquet."""
    found = cross(rows)
    seconds = found.report.seconds
    what = f"Parquet to Parquet, {rows:,} cases"
    parts = {"reading": seconds.reading, "deciding": seconds.deciding, "writing": seconds.writing}
    figures = [
        Row(what, name, each, "s", each / seconds.total, "all") for name, each in parts.items()
    ]
    return [
        *figures,
        Row(what, "all", seconds.total, "s"),
        Row(what, "memory on top", found.resident / 2**20, "MiB"),
    ]


if __name__ == "__main__":
    import sys

    for row in over_files(int(sys.argv[1]) if len(sys.argv) > 1 else COUNTRY):
        print(f"{row.subject}: {row.what}: {row.value:.1f} {row.unit}")  # noqa: T201
