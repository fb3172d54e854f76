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
