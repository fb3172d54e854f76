"""`maatwerk vergelijk` tells what a change does, and ends with 1 where there is a difference."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from maatwerk_rules.integrations import cli
from tests.small import BASE
from tests.verification.town import TEXT

SCHEMA = Path(__file__).parents[2] / "docs/naslag/schemas/vergelijking-1.schema.json"
QUICK = "--tijd 1"


@pytest.fixture
def two(here: Path) -> Path:
    """Two versions of a policy: the second gives a little more people an allowance."""
    wider = TEXT.replace("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300")
    assert wider != TEXT
    (here / "oud.beleid").write_text(f"{BASE}\n{TEXT}", "utf-8")
    (here / "nieuw.beleid").write_text(f"{BASE}\n{wider}", "utf-8")
    return here


def test_who_gets_more_is_found_and_that_nobody_gets_less_is_proved(
    maatwerk: Any, two: Path
) -> None:
    pytest.importorskip("z3")
    ran = maatwerk("vergelijk oud.beleid nieuw.beleid --tijd 6")
    assert ran.code == cli.FINDINGS
    assert "toeslag_kind" in ran.out
    assert "soms gunstiger, en bewezen nooit ongunstiger" in " ".join(ran.out.split())
    assert "Gunstiger kan: `toeslag`" in ran.out
    assert "Met de oude regels: toeslag is € 0 per maand" in ran.out
    assert "Dat scheelt € " in ran.out


def test_without_proof_what_is_found_is_told_as_that(maatwerk: Any, two: Path) -> None:
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --bewijs uit {QUICK}")
    assert "soms gunstiger" in ran.out
    assert "bewezen" not in ran.out


def test_equal_versions_end_with_0(maatwerk: Any, two: Path) -> None:
    ran = maatwerk(f"vergelijk oud.beleid oud.beleid {QUICK}")
    assert ran.code == cli.CLEAN
    assert "3 uitkomsten zijn gelijk" in ran.out


def test_a_comparison_can_be_read_by_programs_and_kept_as_markdown(
    maatwerk: Any, two: Path
) -> None:
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --vorm json --bewijs uit {QUICK}")
    jsonschema.validate(json.loads(ran.out), json.loads(SCHEMA.read_text("utf-8")))
    ran = maatwerk(f"vergelijk oud.beleid oud.beleid --vorm markdown {QUICK}")
    assert ran.out.startswith("# Vergeleken: ")


def test_a_comparison_can_be_read_by_a_browser_and_by_ci(maatwerk: Any, two: Path) -> None:
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --vorm html --bewijs uit {QUICK}")
    assert ran.out.startswith("<!doctype html>")
    assert "toeslag_kind" in ran.out
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --vorm junit --bewijs uit {QUICK}")
    suite = ElementTree.fromstring(ran.out)[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert "Gunstiger kan" in (suite.findtext("testcase/failure") or "")


def test_versions_of_other_days_and_versions_with_faults_are_not_compared(
    maatwerk: Any, two: Path
) -> None:
    ran = maatwerk("vergelijk oud.beleid nieuw.beleid --peildatum 1999-01-01")
    assert ran.code == cli.NOTHING_TESTED
    assert "geen dag" in ran.err
    (two / "nieuw.beleid").write_text("regel", "utf-8")
    assert maatwerk("vergelijk oud.beleid nieuw.beleid").code == cli.FINDINGS
