"""Texts that were made to break a reader: each is checked and decided in bounded time."""

import time
from datetime import date
from pathlib import Path

import pytest

from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.pipeline import Findings, check, decide, explain
from maatwerk_rules.runtime.record import to_json
from maatwerk_rules.source import Source

DAY = date(2026, 3, 1)
SECONDS = 60  # far more than any of these takes on a slow machine, far less than without a bound

HEAD = """beleid b "B"
  taalversie 1
  status concept
  geldt van 1000-01-01
  bezwaar "U kunt bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
waarde w "Waarde."
bedoeling d "Bedoeling."
  bron Pw artikel 11 lid 1
  dient w
gegeven f: ja/nee
  vraag "F?"
  grondslag Pw artikel 17 lid 1
gegeven n: aantal tussen 0 en 100
  vraag "N?"
  grondslag Pw artikel 17 lid 1
"""
DUTY = "  bron Pw artikel 11 lid 1\n  bedoeling d\n"
OUTCOME = "uitkomst u: ja/nee\n  anders nee\n  gunstig is ja\n"


def rule(condition: str, name: str = "r", on: str = "bepaalt u", value: str = "ja") -> str:
    word = "regel" if on.startswith("bepaalt") else "uitzondering"
    return f"{word} {name} {on}\n{DUTY}  indien {condition}\n  dan {value}\n"


def policy(condition: str, more: str = "") -> str:
    return HEAD + more + OUTCOME + rule(condition)


def checked(text: str) -> Findings:
    started = time.monotonic()
    findings = check(Source("b.beleid", text))
    assert time.monotonic() - started < SECONDS
    return findings


def codes(text: str) -> set[str]:
    return {one.code for one in checked(text).diagnostics}


def work_out(text: str) -> None:
    """Check, decide, explain, show and write down a policy that must carry all of it."""
    findings = checked(text)
    assert findings.diagnostics == ()
    assert findings.policy is not None
    for case in ({}, {"feiten": {"f": True, "n": 3}}):
        started = time.monotonic()
        decision = decide(findings.policy, case, peildatum=DAY)
        document = explain(findings.policy, decision)
        assert to_text(document)
        assert to_markdown(document)
        assert to_json(decision)
        assert time.monotonic() - started < SECONDS
    assert to_text(policy_page(findings.policy, DAY))


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("(" * 5000 + "f" + ")" * 5000, "MW027"),
        ("niet " * 5000 + "f", "MW027"),
        ("n is " + " + ".join(["n"] * 500), "MW027"),
        ("n is " + "9" * 1_000_000, "MW022"),
        ("n is € " + "9" * 1_000_000, "MW022"),
        ("n is 9999-99-99", "MW021"),
        ("a" * 1_000_000, "MW002"),
    ],
    ids=["haakjes", "niet", "plus", "cijfers", "bedrag", "datum", "naam"],
)
def test_condition_past_a_limit_is_refused(condition: str, code: str) -> None:
    assert code in codes(policy(condition))


@pytest.mark.parametrize(
    "text",
    [
        " " * 2_000_000,
        "\n" * 2_000_000,
        "#" * 2_000_000,
        '"' * 2_000_000,
        "(" * 2_000_000,
        HEAD + "regel " + "a " * 500_000,
        HEAD + "regel\n" * 20_000,
        HEAD + 'register a "' + "x" * 1_500_000 + '"\n',
        HEAD + 'register a "' + "x" * 1_500_000,
        HEAD + "".join(" " * number + "x\n" for number in range(1500)),
        HEAD + 'register r "R"\n' * 10_000,
        HEAD * 2000,
    ],
    ids=[
        *("spaties", "regels", "hekjes", "aanhaling", "haakjes", "woorden", "koppen zonder"),
        *("tekst", "tekst zonder slot", "inspringen", "dubbel", "koppen"),
    ],
)
def test_text_without_sense_is_refused(text: str) -> None:
    findings = checked(text)

    assert findings.policy is None
    assert findings.diagnostics


def test_very_many_unknown_names_are_told_to_a_limit() -> None:
    more = "".join(
        f"begrip naam_van_iets_{number}: ja/nee\n  is naam_van_iest_{number}\n"
        for number in range(1000)
    )

    assert len(checked(policy("f", more)).diagnostics) == 200


def test_circle_of_thousands_is_told_once() -> None:
    more = "".join(f"begrip b{n}: ja/nee\n  is b{(n + 1) % 2000}\n" for n in range(2000))

    assert [one.code for one in checked(policy("b0", more)).diagnostics] == ["MW005"]


@pytest.mark.parametrize(("depth", "found"), [(50, set()), (51, {"MW049"}), (3000, {"MW049"})])
def test_exceptions_lie_fifty_deep_at_most(depth: int, found: set[str]) -> None:
    chain = "".join(
        rule(f"n is meer dan {n % 90}", f"r{n}", f"op r{n - 1}", "nee" if n % 2 else "ja")
        for n in range(1, depth + 1)
    )

    assert codes(HEAD + OUTCOME + rule("f", "r0") + chain) == found


def test_exceptions_that_hang_in_a_circle_are_told_as_such() -> None:
    circle = rule("f", "a", "op b", "nee") + rule("f", "b", "op a", "nee")

    assert "MW503" in codes(policy("f") + circle)


@pytest.mark.parametrize(("count", "found"), [(150, set()), (300, {"MW050"})])
def test_rules_change_on_two_hundred_days_at_most(count: int, found: set[str]) -> None:
    dated = "".join(
        rule("f", f"r{n}").replace(DUTY, f"{DUTY}  geldt van {1100 + n}-01-01\n")
        for n in range(count)
    )

    assert codes(HEAD + OUTCOME + dated) == found


# ---------------------------------------------------------------- what is carried


@pytest.mark.parametrize(
    "text",
    [
        policy("(" * 90 + "f" + ")" * 90),
        policy("niet " * 90 + "f"),
        policy(" of ".join(f"n is {n % 100}" for n in range(2000))),
        policy(" en ".join(f"n is {n % 100}" for n in range(1000))),
        policy(" ".join(f"hetzij n is {n % 100}" for n in range(2000))),
        policy("ten minste 2 van (" + ", ".join(f"n is {n % 100}" for n in range(2000)) + ")"),
        policy("n is meer dan " + " * ".join(["99999999999"] * 90)),
        policy("f", "".join(f'register r{n} "R"\n' for n in range(10_000))),
        policy("f", "# opmerking\n" * 100_000),
        policy("f").replace("\n", "\r\n"),
        policy("f", f'register {"a" * 100_000} "R"\n'),
        HEAD + OUTCOME + "".join(rule(f"n is {n % 100}", f"r{n}") for n in range(300)),
        policy("f") + "".join(rule(f"n is {n % 90}", f"x{n}", "op r", "nee") for n in range(300)),
    ],
    ids=[
        *("haakjes", "niet", "of", "en", "hetzij", "telling", "grote getallen", "blokken"),
        *("opmerkingen", "CRLF", "lange naam", "regels bij één uitkomst", "uitzonderingen"),
    ],
)
def test_large_policy_is_carried(text: str) -> None:
    work_out(text)


@pytest.mark.parametrize("length", [50, 300, 5000])
def test_chain_of_begrippen_of_any_length_is_carried(length: int) -> None:
    chain = "".join(f"begrip b{n}: ja/nee\n  is b{n - 1}\n" for n in range(1, length))

    work_out(policy(f"b{length - 1}", "begrip b0: ja/nee\n  is f\n" + chain))


def test_chain_of_rules_is_carried() -> None:
    chain = "".join(
        f"begrip b{n}: ja/nee\n  anders nee\n  gunstig is ja\n"
        + rule(f"b{n - 1}", f"r{n}", f"bepaalt b{n}")
        for n in range(1, 400)
    )

    work_out(policy("b399", "begrip b0: ja/nee\n  is f\n" + chain))


def test_chain_over_records_is_carried() -> None:
    kind = """soort ding heeft
  telt: ja/nee
gegeven dingen: lijst van hoogstens 5 ding
  vraag "Dingen?"
  grondslag Pw artikel 17 lid 1
begrip d0 per ding: ja/nee
  is ding.telt
"""
    chain = "".join(f"begrip d{n} per ding: ja/nee\n  is ding.d{n - 1}\n" for n in range(1, 300))
    text = policy("er is een x uit dingen waarvoor x.d299", kind + chain)
    work_out(text)

    findings = checked(text)
    assert findings.policy is not None
    feiten = {"dingen": [{"telt": False}, {"telt": True}]}
    decision = decide(findings.policy, {"feiten": feiten}, peildatum=DAY)
    assert decision["u"].value is True


def test_begrip_read_twice_at_each_step_is_worked_out_once() -> None:
    chain = "".join(
        f"begrip b{n}: ja/nee\n  is b{n - 1} en niet b{max(n - 2, 0)}\n" for n in range(1, 90)
    )

    work_out(policy("b89", "begrip b0: ja/nee\n  is f\n" + chain))


def test_condition_of_ten_thousand_parts_is_read_in_seconds() -> None:
    assert codes(policy(" of ".join(f"n is {n % 100}" for n in range(10_000)))) == set()


def test_five_thousand_lines_are_read_in_seconds(tmp_path: Path) -> None:
    text = HEAD + OUTCOME + "".join(rule(f"n is {n % 100}", f"r{n}") for n in range(1000))
    assert text.count("\n") > 5000
    (tmp_path / "b.beleid").write_text(text, "utf-8")

    started = time.monotonic()
    assert check(tmp_path).diagnostics == ()
    assert time.monotonic() - started < SECONDS
