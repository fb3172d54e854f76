"""A baseline only gets shorter, and tells when it could."""

import pytest

from maatwerk_rules.linter.baseline import (
    SCHEMA,
    Baseline,
    Entry,
    read_baseline,
    report_gone,
    to_text,
)

ENTRIES = tuple(
    Entry("proef", f"MW30{place}", "regel a", "Zin.", f"f{place}") for place in range(3)
)
BASELINE = Baseline(ENTRIES)


def test_text_reads_back_whatever_the_order() -> None:
    assert read_baseline(to_text(Baseline(ENTRIES[::-1]))) == BASELINE
    assert to_text(BASELINE).startswith(f'{{\n  "schema": "{SCHEMA}"')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"schema": "x"}',
        f'{{"schema": "{SCHEMA}"}}',
        f'{{"schema": "{SCHEMA}", "meldingen": [{{"code": 3}}]}}',
    ],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|vorm|elke melding"):
        read_baseline(text)


def test_gone_is_what_was_looked_for_and_not_found() -> None:
    gone = BASELINE.gone("proef", ["f0"], lambda code: code != "MW302")

    assert gone == (ENTRIES[1],)
    assert BASELINE.gone("ander", [], lambda _: True) == ()
    assert BASELINE.without(gone).fingerprints == {"f0", "f2"}
    assert "MW301 bij `regel a`" in report_gone(gone[0], "b.json").headline
