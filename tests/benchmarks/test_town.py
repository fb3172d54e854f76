"""A policy as towns write it is sound, does what its toetsen say, and is checked in linear time."""

import pytest

from maatwerk_rules.pipeline import lint, load
from maatwerk_rules.runtime.toets import run_all
from tests.benchmarks.measurements import linting
from tests.benchmarks.town import town_of

MOST_MS = 5_000
MOST_GROWTH = 1.3


def test_the_policy_is_as_long_as_it_says_and_has_no_faults():
    source = town_of(400)

    assert 400 <= source.text.count("\n") < 600
    assert lint(source).faults == ()
    assert len(load(source).slices) == 4


def test_every_toets_succeeds():
    results = run_all(load(town_of(300)))

    assert len(results) == 12
    assert all(result.passed for result in results)


@pytest.mark.benchmark
def test_ten_thousand_lines_are_checked_within_five_seconds_and_in_linear_time():
    rows = [*linting()]

    assert rows[-1].value < MOST_MS
    assert all(row.ratio < MOST_GROWTH for row in rows)
