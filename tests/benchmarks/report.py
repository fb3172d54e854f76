"""The figures as a table, and kept as JSON under the date of the run."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import attrs

from maatwerk_rules import __version__
from tests.benchmarks import columnar, interwoven, measurements, open_rows, planted
from tests.benchmarks.row import Row

RESULTS = Path(__file__).parent / "results"

PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "start": measurements.starting,
    "parse": measurements.parsing,
    "check": measurements.checking,
    "controleer": measurements.controlling,
    "lint": measurements.linting,
    "growth": measurements.growing,
    "decide": measurements.deciding,
    "split": measurements.splitting,
    "task": measurements.common_task,
    "explain": measurements.explaining,
    "keystroke": measurements.editing_policies,
    "columns": columnar.columns,
    "national": columnar.national,
    "column-growth": columnar.growing_columns,
}
"""What can be measured, each by its name, in the order of the report."""
AT_REQUEST: dict[str, Callable[[], Iterator[Row]]] = {
    "country": columnar.country,
    "gaps": open_rows.open_rows,
    "planted": planted.planted_faults,
    "traps": planted.traps,
    "comparison": planted.comparison,
    "interwoven": interwoven.growing,
}
"""What takes minutes and gigabytes, and is only measured when it is named."""


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure all, or the parts that are named; print each row as it comes, and keep the run."""
    parser = argparse.ArgumentParser(prog="run.py", description="Measure, and keep what came out.")
    parts = {**PARTS, **AT_REQUEST}
    told = f"of {', '.join(parts)}; all but {', '.join(AT_REQUEST)} when none is named"
    parser.add_argument("part", nargs="*", help=told)
    named = parser.parse_args(None if arguments is None else [*arguments]).part
    unknown = [one for one in named if one not in parts]
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}")
    rows = []
    subject = ""
    for part in named or PARTS:
        for row in parts[part]():
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
    spread = "" if row.least is None else f"  [{row.least:,.1f} to {row.most:,.1f}]"
    return f"{row.what:<46}{row.value:>12,.1f} {row.unit:<10}{ratio}{spread}"


def keep(rows: list[Row]) -> Path:
    """Write the run to a file named by its moment, and return that file."""
    now = datetime.now(UTC)
    run = {
        "on": now.isoformat(timespec="seconds"),
        "library": __version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "rows": [attrs.asdict(row) for row in rows],
    }
    file = RESULTS / f"{now:%Y-%m-%dT%H%M%S}.json"
    file.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file
