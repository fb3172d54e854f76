"""The collector rests while something is checked, and is as it was afterwards."""

import gc

import pytest

from maatwerk_rules.integrations.collector import resting


def test_the_collector_rests_and_works_again_whatever_happens() -> None:
    def fail() -> None:
        with resting():
            assert not gc.isenabled()
            raise ValueError("stuk")

    with pytest.raises(ValueError, match="stuk"):
        fail()

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with resting():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_a_process_makes_once_counts_as_old() -> None:
    with resting(once=True):
        made: list[list[int]] = [[] for _ in range(10)]

        assert any(each is made for each in gc.get_objects(generation=0))

    assert any(each is made for each in gc.get_objects(generation=2))
    assert gc.isenabled()
    assert not gc.get_freeze_count()


def test_what_others_put_out_of_reach_of_the_collector_stays_there() -> None:
    gc.freeze()
    try:
        with resting(once=True):
            pass

        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
