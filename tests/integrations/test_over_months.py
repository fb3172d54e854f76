"""`maatwerk beslis` over a row of months, as typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.integrations import cli

BASIS = "beslis bijstand_voorbeeld --uitkomst recht"
DETAINED = '{"feiten": {"woont_in_nederland": false, "nederlander_of_gelijkgesteld": true}}'


def test_months_are_shown_as_sub_periods(maatwerk: Any) -> None:
    ran = maatwerk(f"{BASIS} --van 2025-11 --tot 2026-12 --feiten -", entered=DETAINED)

    assert ran.code == cli.CLEAN, ran.err
    assert "van         tot en met  uitkomst" in ran.out
    assert "2025-11-01  2025-12-31  niet beslist" in ran.out
    assert "2026-01-01  2026-12-31  " in ran.out


def test_a_day_begins_the_first_month_on_that_day(maatwerk: Any) -> None:
    ran = maatwerk(f"{BASIS} --van 2026-02-16 --tot 2026-03-03 --vorm kort")

    assert "Van 16 februari 2026 tot en met 31 maart 2026" in ran.out
    assert "2026-02-16  2026-03-31" in ran.out
    assert "Waarom?" not in ran.out


@pytest.mark.parametrize(("vorm", "begin"), [("json", "{"), ("markdown", "# Bijstand")])
def test_other_forms(vorm: str, begin: str, maatwerk: Any) -> None:
    ran = maatwerk(f"{BASIS} --van 2026-01 --tot 2026-02 --vorm {vorm}")

    assert ran.out.startswith(begin)
    if vorm == "json":
        assert json.loads(ran.out)["schema"] == "maatwerk/tijdvak/1"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--van 2026-01", "Bij `--van` hoort ook `--tot`"),
        ("--tot 2026-01", "Bij `--tot` hoort ook `--van`"),
        ("--van 2026-01 --tot 2026-02 --peildatum 2026-01-01", "niet alle"),
        ("--van 2026-01 --tot 2026-02 --vraag", "`--vraag` gaat over één dag"),
        ("--van 2026-01 --tot 2026-02 --bewaar zaak.json", "`--bewaar` hoort bij `--vraag`"),
        ("--van januari --tot 2026-02", "Bij de optie `--van`: schrijf een maand als 2026-03"),
        ("--van 2026-13 --tot 2026-02", "Bij de optie `--van`: schrijf een maand als 2026-03"),
        ("--van 2026-01 --tot 2026-02-30", "Bij de optie `--tot`: "),
    ],
)
def test_what_does_not_go_together_is_wrong_use(options: str, told: str, maatwerk: Any) -> None:
    ran = maatwerk(f"{BASIS} {options}")

    assert ran.code == cli.WRONG_USE
    assert told in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("months", "code"),
    [
        ("--van 2026-02 --tot 2026-01", "MW991"),
        ("--van 1900-01 --tot 2026-01", "MW990"),
        ("--van 2019-01 --tot 2019-12", "MW992"),
    ],
)
def test_what_is_no_period_is_told(months: str, code: str, maatwerk: Any) -> None:
    ran = maatwerk(f"{BASIS} {months}")

    assert ran.code == cli.FINDINGS
    assert code in ran.err


def test_a_policy_or_case_that_does_not_read_is_told(maatwerk: Any, here: Path) -> None:
    (here / "fout.beleid").write_text("beleid", encoding="utf-8")

    assert maatwerk("beslis fout.beleid --van 2026-01 --tot 2026-02").code == cli.FINDINGS
    ran = maatwerk(f"{BASIS} --van 2026-01 --tot 2026-02 --feiten -", entered="{")
    assert ran.code == cli.FINDINGS
    assert "Dit is geen goede JSON" in ran.err


def test_demanded_certainty_is_over_all_months(maatwerk: Any) -> None:
    period = "--van 2026-01 --tot 2026-02 --vorm kort --eis vast"

    assert maatwerk(f"{BASIS} {period}").code == cli.UNDECIDED
