"""Columns of lists of which few differ come out as if each list had been written by itself."""

import numpy as np
import pyarrow as pa
import pytest

from maatwerk_rules.runtime.columns.repeated import Repeated, coded, texts


@pytest.mark.parametrize(
    "listed",
    [
        [],
        [[]],
        [[], [], []],
        [["a"], ["b"], ["a"]],
        [["a", "b"], [], ["b"], ["a", "b", "c"]],
        [["a", "b"], ["c", "d"]],
        [[], ["a"]],
    ],
)
def test_each_place_has_its_own_list(listed: list[list[str]]) -> None:
    made: Repeated[str] = Repeated(len(listed))
    for place, items in enumerate(listed):
        made.put(place, tuple(items))

    found = texts(made)

    found.validate(full=True)
    assert found.type == pa.list_(pa.string())
    assert found.to_pylist() == listed
    assert made.having(frozenset("bc")).tolist() == [
        not {"b", "c"}.isdisjoint(one) for one in listed
    ]


def test_a_list_that_is_put_again_takes_the_place_of_the_other() -> None:
    made: Repeated[int] = Repeated(3)
    made.put_many(None, np.array([made.number((1,)), 0, made.number((1, 2))]))
    made.put_many(np.array([0, 1]), made.number((3, 4)))
    made.put(2, ())

    offsets, places, pool = made.flat()

    assert offsets.to_pylist() == [0, 2, 4, 4]
    assert [pool[place] for place in places] == [3, 4, 3, 4]


@pytest.mark.parametrize(
    "words",
    [
        [np.array([], np.int8)],
        [np.array([5, 0, 5, 127], np.int8)],
        [np.array([2**30, 3, 2**30], np.int32)],
        [np.array([2**30, 3, 2**30], np.int32), np.array([1, 1, 2**14], np.int16)],
        [np.array([1, 1, 2], np.int8), np.array([1, 1, 1], np.int8), np.array([7, 8, 9], np.int32)],
    ],
)
def test_what_columns_say_together_is_told_once(words: list[np.ndarray]) -> None:
    numbers, said = coded(words)

    assert [said[number] for number in numbers] == [
        *zip(*(word.tolist() for word in words), strict=True)
    ]
    assert len({*said}) == len(said)
