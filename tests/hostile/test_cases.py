"""JSON that was made to break a reader: each text gives complaints in bounded time and memory."""

import time
import tracemalloc
from datetime import date
from functools import cache

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import decide, load

MIB = 1024 * 1024


@cache
def policy() -> Policy:
    return load("bijstand_voorbeeld")


CASES: dict[str, tuple[str | bytes, str]] = {
    "dubbel": ('{"feiten": {"in_detentie": true, "in_detentie": false}}', "MW971"),
    "NaN": ('{"feiten": {"schulden": NaN}}', "MW974"),
    "oneindig": ('{"feiten": {"schulden": -Infinity}}', "MW974"),
    "exponent": ('{"feiten": {"schulden": 1e999999}}', "MW974"),
    "kleine exponent": ('{"feiten": {"schulden": 1e-999999}}', "MW974"),
    "cijfers": ('{"feiten": {"schulden": ' + "9" * 1_000_000 + "}}", "MW972"),
    "lijsten": ("[" * 100_000, "MW972"),
    "objecten": ('{"feiten":' * 100_000, "MW972"),
    "haken in tekst": ('{"feiten": {"x": "' + "[" * 100_000 + '"}}', "MW973"),
    "lange lijst": ('{"feiten": {"bezittingen": [' + "{}," * 200_000 + "{}]}}", "MW978"),
    "lijst van getallen": ('{"feiten": {"schulden": [' + "1," * 500_000 + "1]}}", "MW979"),
    "bytes": (b"\xff\xfe{}", "MW970"),
    "Latijn": ('{"feiten": {"caf\xe9": 1}}'.encode("latin-1"), "MW970"),
    "6 MiB": (b"{}" + b" " * (6 * MIB), "MW972"),
    "onbekend": ('{"feiten": {"in_detentei": true}}', "MW973"),
    "sleutels": (
        '{"feiten": {' + ",".join(f'"k{number}": 1' for number in range(100_000)) + "}}",
        "MW986",
    ),
    "ANSI": ('{"feiten": {"\\u001b[2J": 1}}', "MW973"),
    "los surrogaat": ('{"feiten": {"\\ud800": 1}}', "MW973"),
    "NUL": ('{"feiten": {"schulden": "\\u0000"}}', "MW974"),
    "niets": ("", "MW970"),
    "null": ("null", "MW979"),
    "getal": ("1", "MW979"),
    "halverwege": ('{"feiten": {"schulden": ', "MW970"),
}


@pytest.mark.parametrize("name", CASES)
def test_case_is_refused_with_its_complaint(name: str) -> None:
    text, code = CASES[name]
    started = time.monotonic()

    with pytest.raises(FactError) as raised:
        decide(policy(), text, peildatum=date(2026, 3, 1))

    assert time.monotonic() - started < 20
    assert code in {one.code for one in raised.value.diagnostics}
    assert len(raised.value.diagnostics) <= 200
    assert "\x1b" not in str(raised.value)


@pytest.mark.parametrize("name", ["lange lijst", "6 MiB", "cijfers", "objecten"])
def test_case_is_refused_in_little_memory(name: str) -> None:
    policy()
    tracemalloc.start()

    with pytest.raises(FactError):
        decide(policy(), CASES[name][0], peildatum=date(2026, 3, 1))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200 * MIB
