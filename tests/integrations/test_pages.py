"""What the commands give as a page for a browser."""

import json
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.integrations import cli
from tests.explanation.reading import read

DAY = "--peildatum 2026-03-01"
MONTHS = "--van 2026-01 --tot 2026-03"


def test_a_decision_is_a_page(maatwerk: Any, here: Path) -> None:
    case = {"feiten": {"geboortedatum": "2007-12-01"}, "gewenst_effect": "Rust <b>."}
    (here / "zaak.json").write_text(json.dumps(case), "utf-8")
    ran = maatwerk(f"beslis bijstand_voorbeeld {DAY} --feiten zaak.json --vorm html")
    found = read(ran.out)

    assert (ran.code, ran.err) == (cli.CLEAN, "")
    assert ran.out.startswith("<!doctype html>")
    assert "Rust <b>." in found.text
    assert "Welke ruimte is er?" in found.text


def test_a_reason_turns_off_that_the_wish_is_asked_first(maatwerk: Any) -> None:
    of = f"beslis bijstand_voorbeeld {DAY} --uitkomst recht"
    asked = read(maatwerk(f"{of} --vorm html").out).text
    told = read(maatwerk(f"{of} --vorm html --niet-gevraagd Ambtshalve.").out).text

    assert "Eerst vragen wat de inwoner wil bereiken." in asked
    assert "Eerst vragen wat de inwoner wil bereiken." not in told
    assert "De reden: Ambtshalve." in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (f"{DAY} --niet-gevraagd Ambtshalve.", "hoort bij `--vorm html`"),
        (f"{DAY} --vorm html --niet-gevraagd ' '", "Geef bij `--niet-gevraagd` de reden."),
        (f"--vorm html --niet-gevraagd x {MONTHS}", "hoort bij `--vorm html`"),
    ],
)
def test_a_reason_where_nothing_is_asked_is_wrong_use(maatwerk: Any, given: str, said: str) -> None:
    ran = maatwerk(f"beslis bijstand_voorbeeld {given}")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    assert said in " ".join(ran.err.split())


def test_without_facts_a_page_of_a_long_policy_says_where_to_begin(maatwerk: Any) -> None:
    ran = maatwerk(f"beslis participatiewet {DAY} --vorm html")

    assert "Er zijn nog geen feiten." in read(ran.out).text
    assert len(ran.out) < 20_000


def test_months_are_a_page(maatwerk: Any) -> None:
    ran = maatwerk("beslis bijstand_voorbeeld --van 2026-01 --tot 2026-03 --vorm html")

    assert ran.code == cli.CLEAN
    assert "maart 2026" in read(ran.out).text


def test_a_policy_is_a_page(maatwerk: Any) -> None:
    ran = maatwerk(f"toon bijstand_voorbeeld {DAY} --vorm html")
    found = read(ran.out)

    assert (ran.code, ran.err) == (cli.CLEAN, "")
    assert "svg" in [name for name, _ in found.tags]


def test_the_law_by_article_is_a_page_and_no_picture(maatwerk: Any) -> None:
    page = maatwerk(f"toon bijstand_voorbeeld {DAY} --wet --vorm html")
    drawn = maatwerk(f"toon bijstand_voorbeeld {DAY} --wet --vorm mermaid")

    assert page.out.startswith("<!doctype html>")
    assert (drawn.code, drawn.out) == (cli.WRONG_USE, "")
    assert "`--wet` heeft geen vorm `mermaid`." in drawn.err


def test_what_reads_what_is_mermaid(maatwerk: Any) -> None:
    assert maatwerk(f"toon bijstand_voorbeeld {DAY} --vorm mermaid").out.startswith("flowchart LR")


def test_the_contract_is_a_schema(maatwerk: Any) -> None:
    found = json.loads(maatwerk(f"toon bijstand_voorbeeld {DAY} --vorm schema").out)

    assert {"zaak", "uitkomst"} <= set(found["$defs"])
