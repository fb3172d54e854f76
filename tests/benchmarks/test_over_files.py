"""Cases from one file to another: all of them, and in memory that does not grow with them."""

from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from tests.benchmarks.over_files import cross, over_files

MORE = 96 * 2**20
"""Less than half of what a million cases with their outcomes are; how far a process breathes."""


@pytest.mark.parametrize("end", ["parquet", "csv"])
def test_every_case_crosses(end: str) -> None:
    report = cross(10_000, end).report

    assert report.rows == 10_000
    assert report.faulty == 0
    assert report.classes == {"gebonden": 10_000}
    assert report.all_settled


def test_figures_are_of_each_part() -> None:
    found = over_files(9_000)

    parts = ["reading", "deciding", "writing", "all"]
    assert [row.what for row in found] == [*parts, *parts, "memory on top", "read", "written"]
    for rows in (found[:4], found[4:8]):
        assert sum(row.value for row in rows[:3]) == pytest.approx(rows[3].value)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system tells no memory")
def test_memory_does_not_grow_with_the_rows() -> None:
    few = cross(100_000).resident

    many = cross(1_000_000).resident

    assert many < few + MORE
