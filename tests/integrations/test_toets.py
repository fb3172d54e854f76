"""What `maatwerk toets` shows of toetsen that pass, fail or are not there."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from maatwerk_rules.integrations import cli
from tests.integrations.files import replace


def test_failing_toets_is_explained(maatwerk: Any, proef: Path) -> None:
    replace(proef, "gegeven kosten is € 500", "gegeven kosten is € 0")

    ran = maatwerk("toets proef")

    assert ran.code == cli.FINDINGS
    assert "verwacht ja, gevonden nee" in ran.out
    assert "✗ kosten is meer dan € 0 (kosten is € 0)" in ran.out
    assert "0 van 2 toetsen geslaagd" in ran.out


def test_rows_of_tables_are_counted_apart_from_rules(maatwerk: Any, here: Path) -> None:
    text = """beleid tabel "Tabel"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
waarde bestaan "Bestaan."
bedoeling delen "Delen."
  bron Pw artikel 8
  dient bestaan
keuze soort_gedraging uit eerste, tweede
gegeven gedraging: soort_gedraging
  vraag "Welke gedraging is het?"
  grondslag Pw artikel 17
tabel deel: percentage over gedraging
  bron Pw artikel 8
  rij eerste: 5%
  rij tweede: 30%
uitkomst verlaging: percentage
  bedoeling delen
  gunstig is lager
  is deel
toets licht "De eerste"
  op 2026-03-01
  gegeven gedraging is eerste
  verwacht verlaging is 5%
"""
    (here / "tabel.beleid").write_text(text, encoding="utf-8")

    ran = maatwerk("toets tabel.beleid")

    assert "regels geraakt: 0 van 0 (100%)" in ran.out
    assert "rijen van tabellen geraakt: 1 van 2 (50%); niet geraakt: deel rij 2" in ran.out


def test_one_toets_is_told_in_the_singular(maatwerk: Any, proef: Path) -> None:
    text = proef.read_text("utf-8")
    proef.write_text(text[: text.index("toets nog_niet")], "utf-8")

    assert "1 van 1 toets geslaagd" in maatwerk("toets proef").out


@pytest.mark.parametrize(("dekking", "code"), [(0, 0), (50, 0), (100, 1)])
def test_demanded_coverage_shows_in_the_exit_code(
    dekking: int, code: int, maatwerk: Any, proef: Path
) -> None:
    extra = "".join(
        f"""uitzondering nooit_{number} op noodzakelijke_kosten
  bron Pw artikel 35 lid 1
  bedoeling kosten_dragen
  indien kosten is {9000 + number}
  dan nee
""".replace(f"is {9000 + number}", f"is € {9000 + number}")
        for number in range(1 if dekking < 100 else 7)
    )
    proef.write_text(proef.read_text("utf-8") + extra, "utf-8")

    ran = maatwerk(f"toets proef --dekking {dekking}")

    assert ran.code == code, ran.out
    assert "niet geraakt: nooit_0" in ran.out
    assert ("en nog 2" in ran.out) is (dekking == 100)


@pytest.mark.parametrize("vorm", ["tekst", "json", "junit"])
def test_policy_without_toetsen_is_not_tested(vorm: str, maatwerk: Any, proef: Path) -> None:
    text = proef.read_text("utf-8")
    proef.write_text(text[: text.index("toets eerste")], "utf-8")

    ran = maatwerk(f"toets proef --vorm {vorm}")

    assert ran.code == cli.NOTHING_TESTED
    assert ("Er is geen enkele toets uitgevoerd." in ran.out) is (vorm == "tekst")


def test_toetsen_as_json_hold_coverage_and_reasons(maatwerk: Any, proef: Path) -> None:
    replace(proef, "gegeven kosten is € 500", "gegeven kosten is € 0")

    (beleid,) = json.loads(maatwerk("toets proef --vorm json").out)["beleid"]

    assert [one["geslaagd"] for one in beleid["toetsen"]] == [False, False]
    assert "gevonden nee" in beleid["toetsen"][0]["uitleg"][0]
    assert beleid["regels"] == {"geraakt": [], "niet_geraakt": ["noodzakelijke_kosten"]}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("--dekking-voorwaarden 0", 0),
        ("--dekking-voorwaarden 1", 1),
        ("--dekking-grenzen 0", 0),
        ("--dekking-grenzen 1", 1),
        ("--eis-herkomst", 1),
    ],
)
def test_toetsen_must_show_as_much_as_is_asked(
    options: str, code: int, maatwerk: Any, proef: Path
) -> None:
    assert maatwerk(f"toets proef {options}").code == code


def test_toetsen_that_all_say_their_source_pass(maatwerk: Any, proef: Path) -> None:
    text = proef.read_text("utf-8")
    proef.write_text(text.replace("  verwacht", "  volgens eigen lezing\n  verwacht"), "utf-8")

    ran = maatwerk("toets proef --eis-herkomst")
    (beleid,) = json.loads(maatwerk("toets proef --vorm json").out)["beleid"]

    assert ran.code == 0
    assert "herkomst van de verwachtingen: eigen lezing 2" in ran.out
    assert beleid["herkomst"]["eigen lezing"] == 2
    assert beleid["toetsen"][0]["volgens"] == {
        "herkomst": "eigen lezing",
        "verwijzing": None,
        "toelichting": None,
    }


def test_source_of_a_toets_is_cited_in_json(maatwerk: Any, proef: Path) -> None:
    replace(proef, "  verwacht", '  volgens wettekst Pw artikel 35 lid 1 "Zo."\n  verwacht')

    (beleid,) = json.loads(maatwerk("toets proef --vorm json").out)["beleid"]

    assert beleid["toetsen"][0]["volgens"]["verwijzing"] == "Pw artikel 35 lid 1"


def test_report_of_toetsen_fits_a_narrow_terminal(
    maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = maatwerk("toets bijstand_voorbeeld --alles").out
    monkeypatch.setenv("COLUMNS", "50")

    narrow = maatwerk("toets bijstand_voorbeeld --alles").out

    assert max(map(len, narrow.splitlines())) <= 50
    assert narrow.split() == whole.split()


def test_broken_policy_shows_in_every_form(maatwerk: Any, proef: Path) -> None:
    replace(proef, "dan ja", "dan jaa")

    told = maatwerk("toets proef")
    data = json.loads(maatwerk("toets proef --vorm json").out)
    root = ElementTree.fromstring(maatwerk("toets proef --vorm junit").out)

    assert told.code == cli.FINDINGS
    assert "fout[MW002]" in told.err
    assert data["niet_uitgevoerd"][0]["meldingen"][0]["code"] == "MW002"
    assert root.find("testsuite").attrib["errors"] == "1"  # type: ignore[union-attr]
    assert "MW002" in str(root.findtext("testsuite/testcase/error"))


def test_junit_is_what_build_servers_read(maatwerk: Any, proef: Path) -> None:
    replace(proef, '"Iemand moet plotseling verhuizen"', '"<\'&> één"')
    replace(proef, "verwacht bijzondere_bijstand is ja", "verwacht bijzondere_bijstand is nee")

    ran = maatwerk("toets proef --vorm junit")
    suite = ElementTree.fromstring(ran.out).find("testsuite")

    assert suite is not None
    assert suite.attrib == {"name": "proef", "tests": "2", "failures": "1"}
    failed, passed = suite.findall("testcase")
    assert (failed.attrib["name"], passed.find("failure")) == ("eerste_zaak", None)
    failure = failed.find("failure")
    assert failure is not None
    assert failure.attrib["message"] == "<'&> één"
    assert "verwacht nee, gevonden ja" in str(failure.text)
