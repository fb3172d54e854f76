import time
from decimal import Decimal

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.json_text import LARGEST_TEXT, read_json
from maatwerk_rules.runtime.scalars import BadNumber

LONGEST_WAIT = 30.0  # of the processor: a fraction of a second to a few


def refusals(text: str | bytes) -> list[tuple[str | None, str, str]]:
    start = time.process_time()
    with pytest.raises(FactError) as raised:
        read_json(text, Complaints())
    assert time.process_time() - start < LONGEST_WAIT
    return [(each.path, each.code, each.headline) for each in raised.value.diagnostics]


def test_numbers_are_exact() -> None:
    found = read_json('{"a": 0.1, "b": 12, "c": -1.50e2}', Complaints())

    assert found == {"a": Decimal("0.1"), "b": 12, "c": Decimal(-150)}


@pytest.mark.parametrize("text", ['\ufeff{"a": 1}', b'\xef\xbb\xbf{"a": 1}'])
def test_mark_at_the_start_of_a_windows_file_is_passed_over(text: str | bytes) -> None:
    assert read_json(text, Complaints()) == {"a": 1}


@pytest.mark.parametrize(
    "text", ["", "{", "{'a': 1}", '{"a": 1,}', '{"a": 1} {', '"a', '"\\', "\x00"]
)
def test_what_is_no_json_is_refused_with_its_place(text: str) -> None:
    ((path, code, headline),) = refusals(text)

    assert (path, code) == (None, "MW970")
    assert headline.startswith("Dit is geen goede JSON: lees regel 1, teken ")


def test_wrong_bytes_are_refused_with_their_place() -> None:
    assert refusals(b'{"a": "\xff"}') == [
        (None, "MW970", "Dit is geen goede JSON: byte 8 is geen UTF-8.")
    ]


def test_every_doubled_key_is_refused_with_its_path() -> None:
    text = '{"feiten": {"a": 1, "a": 2, "a": 3}, "lijst": [{"b": 1}, {"c": 1, "c": 1}]}'

    assert refusals(text) == [
        ("feiten.a", "MW971", "`a` staat hier twee keer."),
        ("feiten.a", "MW971", "`a` staat hier twee keer."),
        ("lijst[1].c", "MW971", "`c` staat hier twee keer."),
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_kept_as_such(number: str) -> None:
    assert read_json(f"[{number}]", Complaints()) == [BadNumber(number)]


@pytest.mark.parametrize(
    "number", ["1e999999", "1e-999999", "1E+999999999999999999999999", "9e99", f"1.{'3' * 41}"]
)
def test_number_that_would_explode_is_not_computed(number: str) -> None:
    (found,) = read_json(f"[{number}]", Complaints())

    assert isinstance(found, BadNumber)


def test_million_digits_are_counted_and_not_read() -> None:
    start = time.process_time()

    found = read_json(f"[-{'7' * 1_000_000}]", Complaints())

    assert time.process_time() - start < LONGEST_WAIT
    assert isinstance(found, list)
    assert found[0].digits == 1_000_000


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 101 + "]" * 101])
def test_deep_nesting_is_refused_before_it_is_read(text: str) -> None:
    ((_, code, headline),) = refusals(text)

    assert code == "MW972"
    assert headline.endswith("lijsten en groepen gegevens staan meer dan 100 diep in elkaar.")


def test_depth_counts_no_brackets_in_texts() -> None:
    text = "[" * 100 + '"' + "[" * 200 + '\\"["' + "]" * 100

    assert isinstance(read_json(text, Complaints()), list)


@pytest.mark.parametrize("text", [" " * (LARGEST_TEXT + 1), b" " * (LARGEST_TEXT + 1)])
def test_text_over_five_mebibytes_is_refused(text: str | bytes) -> None:
    assert refusals(text) == [
        (None, "MW972", "Deze zaak is te groot: de tekst is groter dan 5 MiB.")
    ]


@pytest.mark.parametrize("part", ['\\"', '"', "[],", '"a', "\\", '{"a":1,"a":1},', "1,"])
def test_five_mebibytes_of_anything_end_in_bounded_time(part: str) -> None:
    refusals("[" + part * ((LARGEST_TEXT - 2) // len(part)))


def test_one_object_with_half_a_million_doubled_keys_is_refused_in_bounded_time() -> None:
    assert len(refusals("{" + '"a":1,' * 800_000 + '"a":1}')) == 200


def test_ten_thousand_doubled_keys_stop_at_the_limit_of_complaints() -> None:
    assert len(refusals('[{"a":1,"a":1}' + ',{"a":1,"a":1}' * 10_000 + "]")) == 200
