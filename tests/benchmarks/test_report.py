"""The report measures what is named, and tells rates with their spread."""

import pytest

from tests.benchmarks.columnar import rate
from tests.benchmarks.report import PARTS, line_of, main
from tests.benchmarks.timing import Spread, interleaved, peak_of


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["nonsense"])

    assert "nonsense" in capsys.readouterr().err
    assert "columns" in PARTS


def test_a_rate_has_its_lowest_and_highest_and_is_held_against_c():
    row = rate("columns", "by hand", Spread(0.5, 1.0, 2.0), 4_000_000, Spread(1, 3.0, 4))

    assert (row.value, row.least, row.most, row.ratio) == (4.0, 2.0, 8.0, 3.0)
    assert "3.00 × C" in line_of(row)


def test_every_work_is_measured_in_every_round():
    seen = []
    found = interleaved({"a": lambda: seen.append("a"), "b": lambda: seen.append("b")}, 2, 0.0)

    assert seen == ["a", "a", "b", "b", *["a", "b"] * 2]
    assert all(one.least <= one.median <= one.most for one in found.values())


def test_what_a_call_held_at_most_is_told():
    assert 8_000 < peak_of(lambda: bytearray(10_000)) < 20_000
