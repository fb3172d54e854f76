"""The task on columns, in NumPy and in C, decides as the task by hand over a dict."""

from collections import Counter

import pytest

from tests.benchmarks.tijdtaak_12 import GRONDEN, decide_by_hand

pytest.importorskip("numpy")

from tests.benchmarks.tijdtaak_c import made_in_c
from tests.benchmarks.tijdtaak_columns import (
    BLOCK,
    DRAWN,
    GIVEN,
    as_table,
    cases_of,
    decide_in_blocks,
    decide_plain,
    random_columns,
)

NUMBER = 10_000


@pytest.fixture(scope="module")
def columns():
    return random_columns(NUMBER)


@pytest.fixture(scope="module")
def expected(columns):
    return [decide_by_hand(case) for case in cases_of(columns)]


def rows(found):
    decided = zip(*(found[name].tolist() for name in GIVEN), strict=True)
    return [dict(zip(GIVEN, row, strict=True)) | {"grond": GRONDEN[row[3]]} for row in decided]


def test_every_ground_occurs(expected):
    assert Counter(one["grond"] for one in expected).keys() == set(GRONDEN)


@pytest.mark.parametrize("decide", [decide_plain, decide_in_blocks])
def test_numpy_decides_as_the_task_by_hand(columns, expected, decide):
    found = decide(columns)

    assert rows(found) == expected
    assert {name: column.dtype for name, column in found.items()} == GIVEN


def test_c_decides_as_the_task_by_hand(columns, expected):
    decide = made_in_c()
    if decide is None:
        pytest.skip("there is no C compiler")

    assert rows(decide(columns)) == expected


def test_the_same_seed_gives_the_same_cases():
    few, more = random_columns(BLOCK + 1), random_columns(DRAWN + 5)

    assert all((more[name][: BLOCK + 1] == few[name]).all() for name in few)
    assert len(more["leeftijd"]) == DRAWN + 5


def test_a_table_holds_exact_euros():
    pytest.importorskip("pyarrow")
    columns = random_columns(50)
    table = as_table(columns)

    assert [int(100 * it) for it in table["vermogen"].to_pylist()] == columns["vermogen"].tolist()
    assert table["leefvorm"].to_pylist() == [case["leefvorm"] for case in cases_of(columns)]
