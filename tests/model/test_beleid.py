"""A policy keeps what was worked out of it alone, and no more than so much."""

from functools import partial

import pytest

from maatwerk_rules.model import beleid as module
from maatwerk_rules.model.beleid import Beleid


def test_what_was_kept_first_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    made: list[str] = []
    beleid = Beleid(())

    def make(key: str) -> str:
        made.append(key)
        return key

    for key in ("a", "b", "a", "c", "b", "a"):
        assert beleid.kept(key, partial(make, key)) == key

    assert made == ["a", "b", "c", "a"]


def test_what_is_kept_plays_no_part_in_what_a_policy_says() -> None:
    one, other = Beleid(()), Beleid(())

    assert one.once(lambda beleid: len(beleid.declaraties)) == 0
    assert one == other
    assert repr(one) == repr(other)
