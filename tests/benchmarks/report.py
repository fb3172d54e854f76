"""The figures as a table, and kept as JSON under the date of the run."""

import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import attrs

from maatwerk_rules import __version__
from tests.benchmarks.measurements import Row, all_rows

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure all, print each row as it comes, and keep the run."""
    rows = []
    subject = ""
    for row in all_rows():
        if row.subject != subject:
            subject = row.subject
            sys.stdout.write(f"\n{subject}\n")
        sys.stdout.write(f"  {line_of(row)}\n")
        sys.stdout.flush()
        rows.append(row)
    sys.stdout.write(f"\nKept as {keep(rows).name}. Processor time, medians; ratios hold best.\n")


def line_of(row: Row) -> str:
    """Return one row of the table."""
    ratio = "" if row.ratio is None else f"{row.ratio:10,.2f} × {row.of}"
    return f"{row.what:<46}{row.value:>12,.1f} {row.unit:<10}{ratio}"


def keep(rows: list[Row]) -> Path:
    """Write the run to a file named by its moment, and return that file."""
    now = datetime.now(UTC)
    run = {
        "on": now.isoformat(timespec="seconds"),
        "library": __version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "rows": [attrs.asdict(row) for row in rows],
    }
    file = RESULTS / f"{now:%Y-%m-%dT%H%M%S}.json"
    file.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file
