"""A besluit is its text: nothing changes it, and a text that was changed is none."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules import FactError, to_text
from maatwerk_rules.besluit.given import is_moment
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.privacy import for_list
from maatwerk_rules.besluit.record import Besluit, lacking, read_besluit, seal
from maatwerk_rules.besluit.replay import replay
from tests.besluit.cases import POLICY, besluit
from tests.besluit.made import MADE

ONE = besluit()
KEY = b"a key of a municipality that is long enough"


def refused(text: bytes | str) -> list[str]:
    with pytest.raises(FactError) as raised:
        read_besluit(text)
    return [one.code for one in raised.value.diagnostics]


def seen(one: Besluit) -> tuple[Any, ...]:
    """Return all that is read from a besluit."""
    letter = to_text(motivation(POLICY, one))
    return letter, for_list(one, KEY), lacking(one), replay(POLICY, one).same, one.outcomes


BEFORE = seen(ONE)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key)
            yield from places(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield (*path, index)
            yield from places(each, (*path, index))


EVERY = tuple(places(json.loads(ONE.text)))
FORGED = st.sampled_from([None, True, 7, "vervalst", [], {}, ["vervalst"], {"vervalst": 1}])


def change(data: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value


@given(st.sampled_from(EVERY), FORGED)
def test_who_changes_what_was_read_changes_no_besluit(path: tuple[Any, ...], value: Any) -> None:
    change(ONE.data, path, value)
    change(ONE.outcomes, (0, "waarde"), False)
    assert json.loads(ONE.text) == ONE.data
    assert seal(ONE.data) == ONE


def test_the_letter_the_list_and_the_replay_say_what_was_hashed() -> None:
    for path in (("mandaat",), ("door",), ("kenmerk",), ("uitkomst", "uitkomsten", 0, "waarde")):
        change(ONE.data, path, "vervalst")
    assert seen(ONE) == BEFORE


def test_nothing_can_be_put_on_a_besluit() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ONE.text = b"{}"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        ONE.data = {}  # type: ignore[misc]
    assert not hasattr(ONE, "__dict__")


@given(st.sampled_from(EVERY), FORGED)
def test_a_text_that_was_changed_anywhere_is_no_besluit(path: tuple[Any, ...], value: Any) -> None:
    data = json.loads(ONE.text)
    change(data, path, value)
    if data == json.loads(ONE.text):
        return
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(FactError) as raised:
        Besluit(text)
    assert [one.code for one in raised.value.diagnostics] == ["MW968"]
    assert set(refused(text)) <= {"MW963", "MW968"}


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"5", b"x", b"{}", b'{"a":1e9}', b'{"a":NaN}', b'{"a":"\\ud800"}', b"\xff"]
)
def test_what_is_no_besluit_is_refused_and_never_a_crash(text: bytes) -> None:
    with pytest.raises(FactError):
        Besluit(text)
    assert refused(text)


@pytest.mark.parametrize("value", ['"\\ud800"', "1.5", "NaN", "9" * 5000])
def test_a_value_that_cannot_be_recorded_is_refused(value: str) -> None:
    text = ONE.text.decode().replace('"oorsprong":"balie"', f'"oorsprong":{value}', 1)
    assert refused(text) == ["MW968"]


def test_a_mark_before_the_text_and_other_layout_are_no_change() -> None:
    pretty = json.dumps(json.loads(ONE.text), indent=2)
    for text in (pretty, f"\ufeff{pretty}", pretty.encode("utf-8-sig")):
        assert read_besluit(text) == ONE
    assert ONE.recorded_on == date(2026, 3, 2)


# ---------------------------------------------------------------- the form


@given(st.sampled_from([name for name in MADE if MADE[name][0] is POLICY]), st.data())
def test_what_bears_its_hash_and_is_no_besluit_is_told_and_never_a_crash(
    name: str, data: st.DataObject
) -> None:
    one = made(name).data
    path = data.draw(st.sampled_from(tuple(places(one))))
    if data.draw(st.booleans()):
        change(one, path, data.draw(FORGED))
    else:
        inside: Any = one
        for key in path[:-1]:
            inside = inside[key]
        del inside[path[-1]]
    with suppress(FactError):  # which tells what is wrong; anything else is a crash
        found = read_besluit(seal(one).text)
        lacking(found)
        for_list(found, KEY)
        replay(POLICY, found)
        motivation(POLICY, found)


@cache
def made(name: str) -> Besluit:
    found: Besluit = MADE[name][1]()
    return found


def test_each_besluit_that_is_made_has_the_form() -> None:
    for name in ("aisha", "willem", "tijdvak", "willem_geweigerd"):
        assert read_besluit(made(name).text) == made(name)


def test_what_does_not_have_the_form_is_told_with_its_place() -> None:
    one = ONE.data
    del one["kenmerk"]
    one["wegingen"][0]["oordelen"][0]["op"] = "morgen"
    one["uitkomst"]["uitkomsten"] = {}
    one["botsingen"] = [3]
    one["bio2"] = "x"
    with pytest.raises(FactError) as raised:
        read_besluit(seal(one).text)
    assert {str(one.path): one.headline for one in raised.value.diagnostics}.keys() == {
        "kenmerk",
        "wegingen[0].oordelen[0].op",
        "uitkomst.uitkomsten",
        "botsingen[0]",
        "bio2",
    }


# ---------------------------------------------------------------- the moment


@given(st.datetimes(), st.integers(-23 * 60 - 59, 23 * 60 + 59), st.booleans())
def test_what_the_standard_writes_is_a_moment(when: datetime, zone: int, small: bool) -> None:
    text = when.replace(tzinfo=timezone(timedelta(minutes=zone))).isoformat()
    assert is_moment(text.lower() if small else text)
    assert is_moment(when.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z"))
    assert not is_moment(when.isoformat())


@pytest.mark.parametrize(
    "text",
    ["2026-03-02", "20260302T101500+0100", "2026-W10-1T10:15:00+01:00", "2026-03-02T10:15+01:00",
     "2026-03-02 10:15:00Z", "2026-03-02T10:15:00+01", "2026-02-30T10:15:00Z",
     "2026-03-02T24:00:00Z", "2026-03-02T10:15:61Z", "2026-03-02T10:15:60Z",
     "2026-03-02T10:15:00,5Z", "2026-03-02T10:15:00.Z", "2026-03-02T10:15:00+24:00",
     "٢٠٢٦-03-02T10:15:00Z", "0001-01-01T00:00:60+01:00"],
)  # fmt: skip
def test_what_the_standard_does_not_write_is_no_moment(text: str) -> None:
    assert not is_moment(text)
    with pytest.raises(FactError) as raised:
        besluit(tijdstip=text)
    assert [(one.path, one.code) for one in raised.value.diagnostics] == [("tijdstip", "MW979")]


@pytest.mark.parametrize("text", ["2016-12-31T23:59:60Z", "2017-01-01T00:59:60.5+01:00"])
def test_a_second_that_was_put_in_is_a_moment(text: str) -> None:
    assert is_moment(text)


@pytest.mark.parametrize("key", ["vorige", "samen_met"])
@pytest.mark.parametrize("text", ["abc", "0" * 63, "G" * 64, "A" * 64])
def test_another_besluit_is_named_by_its_hash(key: str, text: str) -> None:
    with pytest.raises(FactError) as raised:
        besluit(**{key: [text] if key == "samen_met" else text})
    (told,) = raised.value.diagnostics
    assert str(told.path).startswith(key)
    assert told.help == ("de hash staat in het vastgelegde besluit, bij `hash`",)
    assert besluit(vorige=ONE.hash, samen_met=[ONE.hash]).data["vorige"] == ONE.hash
