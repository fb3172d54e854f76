"""Many cases from one file to another: reading, deciding and writing, each by itself."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import attrs

from maatwerk_rules.integrations.tables.columns import known_columns
from maatwerk_rules.integrations.tables.csv_file import Form
from maatwerk_rules.integrations.tables.parquet_file import ParquetTable
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
        processor: The seconds of all threads together: of all, of reading when nothing else is
            done, and of reading and deciding when nothing is written.
        resident: How many bytes the process held at most, above what it held before.
        sizes: The bytes of the file that was read, and of the one that was written.
    """

    report: Report
    processor: tuple[float, float, float]
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

        started = process_time()
        report = run.go(watch)
        processor = process_time() - started, *_alone(run)
        table.close()
        assert report.rows == rows
        sizes = (places.source.stat().st_size, places.target.stat().st_size)
        return Crossing(report, processor, most, sizes)


def _alone(run: Run) -> tuple[float, float]:
    """Return the processor time of reading all, and of reading and deciding it."""
    found = []
    for work in (lambda batch: batch, lambda batch: [*run.decide([batch])]):
        table = ParquetTable(run.places.source)
        started = process_time()
        for block in table.blocks():
            work(block.batch)
        found.append(process_time() - started)
        table.close()
    return found[0], found[1]


def resident() -> int:
    """Return how many bytes of memory this process holds now."""
    with Path("/proc/self/statm").open() as stream:
        return int(stream.read().split()[1]) * 4096


def over_files(rows: int = COUNTRY) -> list[Row]:
    """Return the figures of one crossing from Parquet to Parquet."""
    found = cross(rows)
    seconds = found.report.seconds
    what = f"Parquet to Parquet, {rows:,} cases"
    waited = {"reading": seconds.reading, "deciding": seconds.deciding, "writing": seconds.writing}
    whole, reading, deciding = found.processor
    worked = {"reading": reading, "deciding": deciding - reading, "writing": whole - deciding}
    return [
        *(_part(f"{what}, clock", name, each, seconds.total) for name, each in waited.items()),
        Row(f"{what}, clock", "all", seconds.total, "s"),
        *(_part(f"{what}, processor", name, each, whole) for name, each in worked.items()),
        Row(f"{what}, processor", "all", whole, "s"),
        Row(what, "memory on top", found.resident / 2**20, "MiB"),
        Row(what, "read", found.sizes[0] / 2**20, "MiB"),
        Row(what, "written", found.sizes[1] / 2**20, "MiB"),
    ]


def _part(subject: str, what: str, seconds: float, whole: float) -> Row:
    return Row(subject, what, seconds, "s", seconds / whole, "all")


if __name__ == "__main__":
    import sys

    for row in over_files(int(sys.argv[1]) if len(sys.argv) > 1 else COUNTRY):
        print(f"{row.subject}: {row.what}: {row.value:.1f} {row.unit}")  # noqa: T201
