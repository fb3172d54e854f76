"""Hold coverage against the stored floor, per part of the house; it only goes up.

Reads `coverage.json` (made by `coverage json`) and `.ci/coverage.json`.
A part that has no floor yet starts at 100.

    python .ci/ratchet.py            fail when a part fell below its floor
    python .ci/ratchet.py --raise    write higher floors where coverage rose
"""

import json
import math
import sys
from collections import Counter
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "coverage.json"
FLOOR = Path(__file__).with_name("coverage.json")
GROUND = "ground"

Percentages = dict[str, dict[str, float]]


def part_of(file: str) -> str:
    """Return the package a file belongs to; single modules together are the ground."""
    pieces = PurePosixPath(file.replace("\\", "/")).parts
    inside = pieces[pieces.index("maatwerk_rules") + 1 :]
    return inside[0] if len(inside) > 1 else GROUND


def percentage(covered: int, total: int) -> float:
    """Return covered of total in percent, rounded down to one decimal."""
    return math.floor(1000 * covered / total) / 10 if total else 100.0


def measure(report: Path) -> Percentages:
    """Return statement and branch coverage per part."""
    counts: dict[str, Counter[str]] = {}
    for file, entry in json.loads(report.read_text("utf-8"))["files"].items():
        counts.setdefault(part_of(file), Counter()).update(
            {key: count for key, count in entry["summary"].items() if isinstance(count, int)}
        )
    return {
        part: {
            "statements": percentage(count["covered_lines"], count["num_statements"]),
            "branches": percentage(count["covered_branches"], count["num_branches"]),
        }
        for part, count in sorted(counts.items())
    }


def faults(measured: Percentages, floor: Percentages) -> list[str]:
    """Return a sentence for each part that is below its floor, or gone from the report."""
    fallen = [
        f"{part}: {what} {now} % is below the floor of {floor.get(part, {}).get(what, 100.0)} %"
        for part, percentages in measured.items()
        for what, now in percentages.items()
        if now < floor.get(part, {}).get(what, 100.0)
    ]
    gone = [f"{part}: has a floor but was not measured" for part in floor if part not in measured]
    return fallen + gone


def raised(measured: Percentages, floor: Percentages) -> Percentages:
    """Return the floor with each number lifted to what was measured; never lowered."""
    return {
        part: {what: max(now, floor.get(part, {}).get(what, 0.0)) for what, now in numbers.items()}
        for part, numbers in measured.items()
    }


def main(arguments: list[str]) -> int:
    """Print the table and return the exit code."""
    floor: Percentages = json.loads(FLOOR.read_text("utf-8")) if FLOOR.exists() else {}
    measured = measure(MEASURED)
    for part, numbers in measured.items():
        print(
            f"{part:14} statements {numbers['statements']:5} %  branches {numbers['branches']:5} %"
        )
    if "--raise" in arguments:
        text = json.dumps(raised(measured, floor), indent=2)
        FLOOR.write_text(text + "\n", encoding="utf-8", newline="\n")
        return 0
    found = faults(measured, floor)
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
