"""What `maatwerk beproef` finds in a policy, how it tells that, and how it ends."""

import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from maatwerk_rules import load
from maatwerk_rules.integrations import cli, command_beproef
from maatwerk_rules.integrations.meant import meant_in
from maatwerk_rules.integrations.witness_file import places_below
from maatwerk_rules.verification.checking import Means
from tests.small import BASE
from tests.verification.town import TEXT

SCHEMA = Path(__file__).parents[2] / "docs/naslag/schemas/willekeur-1.schema.json"
WITHOUT_FINDINGS = "--uitkomst recht --eigenschap P05"
UNPROVED = "--bewijs uit --tijd 1"


@pytest.fixture
def town(here: Path) -> Path:
    """A policy with a gap that is no accident, and a limit that nobody meant."""
    text = TEXT.replace(
        "meer inkomen geeft nooit meer toeslag", "meer inkomen geeft nooit minder toeslag"
    )
    file = here / "dorp.beleid"
    file.write_text(f"{BASE}\n{text}", encoding="utf-8")
    return file


def test_a_promise_that_is_not_kept_is_told_with_two_cases(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid --eigenschap P12 --uitkomst toeslag {UNPROVED}")
    assert ran.code == cli.FINDINGS
    assert "Meer `inkomen` geeft minder `toeslag`." in ran.out
    assert "inkomen: € 1.250 per maand tegenover € 1.250,01 per maand" in ran.out
    assert "Wat u kunt doen" in ran.out


def test_a_policy_in_which_nothing_is_found_ends_with_0(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid {WITHOUT_FINDINGS} {UNPROVED}")
    assert ran.code == cli.CLEAN
    assert "P05  Elke regel leeft  2 levend" in ran.out


def test_a_gap_that_was_set_aside_with_a_reason_is_meant(maatwerk: Any, town: Path) -> None:
    said = 'uitkomst vroeg: ja/nee  # negeer MW401 omdat "Dat blijft open."'
    town.write_text(town.read_text("utf-8").replace("uitkomst vroeg: ja/nee", said), "utf-8")
    ran = maatwerk(f"beproef dorp.beleid --eigenschap geen-gat {UNPROVED}")
    assert ran.code == cli.CLEAN
    assert "1 bewust" in ran.out
    assert "Waarom: Dat blijft open." in ran.out


def test_what_is_found_is_kept_as_toetsen_that_pass(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid --eigenschap P01 --bewaar gevonden.beleid {UNPROVED}")
    assert ran.code == cli.FINDINGS
    kept = Path("gevonden.beleid").read_text("utf-8")
    assert "toets beproefd_p01_1 " in kept
    town.write_text(f"{town.read_text('utf-8')}\n{kept}", "utf-8")
    assert maatwerk("toets dorp.beleid").code == cli.CLEAN
    again = maatwerk(f"beproef dorp.beleid --bewaar gevonden.beleid {UNPROVED}")
    assert again.code == cli.WRONG_USE
    assert "bestaat al" in again.err


def test_the_json_fits_its_schema(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid --vorm json {UNPROVED}")
    written = json.loads(ran.out)
    jsonschema.validate(written, json.loads(SCHEMA.read_text("utf-8")))
    assert {one["status"] for one in written["bevindingen"]} >= {"weerlegd", "gemeten"}


def test_each_property_is_a_test_in_junit(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid --vorm junit {UNPROVED}")
    suite = ElementTree.fromstring(ran.out).find("testsuite")
    assert suite is not None
    failed = {case.get("name", "")[:3] for case in suite if case.find("failure") is not None}
    assert failed >= {"P01", "P12", "P14"}
    assert suite.get("tests") == str(len(suite))
    assert "geboortedatum" in "".join(suite.itertext())


def test_the_report_can_be_kept_as_markdown(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid --vorm markdown {WITHOUT_FINDINGS} {UNPROVED}")
    assert ran.out.startswith("# Beproefd: ")


def test_the_same_seed_finds_the_same(maatwerk: Any, town: Path) -> None:
    words = f"beproef dorp.beleid --eigenschap P01 --zaad 3 --vorm json {UNPROVED}"
    first, second = (json.loads(maatwerk(words).out)["bevindingen"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("beproef dorp.beleid --eigenschap P99", "De eigenschap `P99` ken ik niet."),
        ("beproef dorp.beleid --uitkomst toeslagg", "Bedoelt u `toeslag`?"),
    ],
)
def test_what_is_not_known_gets_an_offer(maatwerk: Any, town: Path, words: str, said: str) -> None:
    ran = maatwerk(words)
    assert ran.code == cli.WRONG_USE
    assert said in ran.err


@pytest.mark.parametrize(
    "words",
    [
        "beproef dorp.beleid --peildatum 1999-01-01",
        "beproef dorp.beleid --eigenschap P12 --uitkomst recht",
    ],
)
def test_where_there_is_nothing_to_test_it_ends_with_5(
    maatwerk: Any, town: Path, words: str
) -> None:
    assert maatwerk(words).code == cli.NOTHING_TESTED


def test_a_policy_with_faults_is_not_put_to_the_test(maatwerk: Any, town: Path) -> None:
    town.write_text(f"{town.read_text('utf-8')}\nregel", "utf-8")
    assert maatwerk("beproef dorp.beleid").code == cli.FINDINGS


def test_proof_that_is_demanded_but_not_installed_says_how_to_get_it(
    maatwerk: Any, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_beproef, "can_prove", lambda: False)
    ran = maatwerk("beproef dorp.beleid --bewijs eis")
    assert ran.code == cli.WRONG_USE
    assert 'pip install "maatwerk-rules[bewijs]"' in ran.err


def test_whoever_breaks_it_off_sees_what_was_found(
    maatwerk: Any, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> AbstractContextManager[Means]:
        def search(claims: object, seconds: float) -> object:
            raise KeyboardInterrupt

        return nullcontext(Means(search))  # type: ignore[arg-type]

    monkeypatch.setattr(command_beproef, "means_for", broken)
    ran = maatwerk(f"beproef dorp.beleid {UNPROVED}")
    assert "afgebroken" in ran.out
    assert "P03  Volgorde van regels" in ran.out
    assert ran.code == cli.FINDINGS


def test_undecided_ends_with_4_only_where_proof_was_demanded(
    maatwerk: Any, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_beproef, "means_for", lambda *_, **__: nullcontext(Means()))
    monkeypatch.setattr(command_beproef, "can_prove", lambda: True)
    words = f"beproef dorp.beleid {WITHOUT_FINDINGS}"
    assert maatwerk(f"{words} --bewijs eis").code == cli.UNDECIDED
    assert maatwerk(words).code == cli.CLEAN


def test_only_reasons_for_what_is_claimed_are_taken_over() -> None:
    found = meant_in(load("participatiewet"))
    assert found["P14 inkomen_per_maand_toeslag"]
    assert all(key[:3] in ("P01", "P02", "P14") for key in found)


def test_a_terminal_hears_what_is_found_and_how_far_it_is(
    maatwerk: Any, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(command_beproef, "EACH", 5)
    ran = maatwerk(f"beproef dorp.beleid {UNPROVED}")
    assert "weerlegd: P01 vroeg" in ran.err
    assert "beweringen beproefd …" in ran.err


def test_the_report_can_be_a_page_for_a_browser(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid --vorm html {WITHOUT_FINDINGS} {UNPROVED}")
    assert ran.out.startswith("<!doctype html>")
    assert "Elke regel leeft" in ran.out


def test_with_proofs_what_holds_in_every_case_is_proved(maatwerk: Any, town: Path) -> None:
    pytest.importorskip("z3")
    ran = maatwerk("beproef dorp.beleid --eigenschap P06 --uitkomst toeslag --tijd 20")
    assert ran.code == cli.CLEAN
    assert "P06  Uitzondering blijft uitzondering  2 bewezen" in ran.out


def test_what_was_found_is_remembered_and_looked_at_first(maatwerk: Any, here: Path) -> None:
    folder = here / "dorp"
    folder.mkdir()
    (folder / "dorp.beleid").write_text(f"{BASE}\n{TEXT}", encoding="utf-8")
    ran = maatwerk(f"beproef dorp --eigenschap P05 --onthoud {UNPROVED}")
    kept = folder / "getuigen.json"
    assert f"Onthouden in `{Path('dorp') / 'getuigen.json'}`." in ran.err
    assert json.loads(kept.read_text("utf-8"))["getuigen"]
    assert [one.name for one in folder.iterdir() if one != kept] == ["dorp.beleid"]

    before = kept.read_text("utf-8")
    maatwerk(f"beproef dorp --eigenschap P13 --onthoud {UNPROVED}")
    now = json.loads(kept.read_text("utf-8"))["getuigen"]
    assert json.loads(before)["getuigen"].keys() < now.keys()
    assert maatwerk(f"beproef dorp --eigenschap P05 {UNPROVED}").err == ""


GEMEENTE = """
beleid gemeente "Gemeente"
  taalversie 1
  status concept
  geldt van 2026-01-01
  gebruikt basis
  bezwaar "U kunt binnen zes weken bezwaar maken bij het college."
uitkomst extra: ja/nee
  anders nee
  gunstig is ja
regel extra_bij_toeslag bepaalt extra
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien toeslag is meer dan € 0 per maand
  dan ja
"""


def test_what_was_found_of_a_policy_that_is_used_is_looked_at_too_and_not_kept_twice(
    maatwerk: Any, town: Path
) -> None:
    for name, text in (("basis", f"{BASE}\n{TEXT}"), ("gemeente", GEMEENTE)):
        folder = town.parent / name
        folder.mkdir()
        (folder / f"{name}.beleid").write_text(text, encoding="utf-8")
    maatwerk(f"beproef basis --eigenschap P05 --onthoud {UNPROVED}")
    below = json.loads((town.parent / "basis" / "getuigen.json").read_text("utf-8"))["getuigen"]

    ran = maatwerk(f"beproef gemeente --eigenschap P05 --onthoud {UNPROVED}")
    own = json.loads((town.parent / "gemeente" / "getuigen.json").read_text("utf-8"))["getuigen"]

    assert "P05 extra extra_bij_toeslag" in own, ran.err
    assert own.keys().isdisjoint(below)
    assert [*places_below("gemeente")] == [Path("basis") / "getuigen.json"]


def test_a_policy_of_one_file_is_remembered_where_somebody_says(maatwerk: Any, town: Path) -> None:
    ran = maatwerk(f"beproef dorp.beleid --eigenschap P05 --onthoud {UNPROVED}")
    assert ran.code == cli.WRONG_USE
    assert "Noem met `--getuigen` het bestand waarin hoort wat is gevonden." in ran.err
    asked = f"beproef dorp.beleid --eigenschap P05 --getuigen eerder.json {UNPROVED}"
    assert "`eerder.json` is niet te lezen: het is er niet. Alles wordt gezocht." in (
        maatwerk(asked).err
    )
    assert "Onthouden in `eerder.json`." in maatwerk(f"{asked} --onthoud").err
    assert maatwerk(asked).err == ""


def test_a_file_that_holds_something_else_is_told_and_does_no_harm(
    maatwerk: Any, town: Path
) -> None:
    (town.parent / "eerder.json").write_text('{"schema": "iets anders"}', encoding="utf-8")
    ran = maatwerk(f"beproef dorp.beleid {WITHOUT_FINDINGS} --getuigen eerder.json {UNPROVED}")
    assert ran.code == cli.CLEAN
    assert "Hierin staat niet wat `maatwerk beproef` eerder vond" in ran.err
    assert "Alles wordt opnieuw gezocht." in ran.err


def test_where_nothing_can_be_written_that_is_told(maatwerk: Any, town: Path) -> None:
    asked = f"beproef dorp.beleid {WITHOUT_FINDINGS} --getuigen weg/eerder.json {UNPROVED}"
    ran = maatwerk(f"{asked} --onthoud")
    assert ran.code == cli.CLEAN
    assert "is niet te schrijven: het is er niet." in ran.err
