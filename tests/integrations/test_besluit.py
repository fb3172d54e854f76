"""From a case to a besluit, a letter, a replay, a list and an export, in the shell."""

import json
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.besluit.record import read_besluit, seal
from maatwerk_rules.integrations import files_of_a_case
from maatwerk_rules.resources import read_text
from tests.besluit.cases import AISHA, ANSWERS, GIVEN, GROUND, OUTCOME, WILLEM
from tests.besluit.test_told import GIVEN as SIGNAL
from tests.integrations.exports.test_zgw import SENT

BELEID = "bijstand_voorbeeld"
CASE = {**AISHA, "gewenst_effect": "Ik wil de huur kunnen betalen."}
WEIGHED = [{"uitkomst": OUTCOME, "grond": GROUND, "antwoorden": ANSWERS}]
KEEP = (
    f"besluit legvast {BELEID} --feiten zaak.json --peildatum 2026-03-01 --gegevens gegevens.json"
)


def put(place: Path, **files: Any) -> None:
    for name, data in files.items():
        (place / f"{name}.json").write_text(json.dumps(data), "utf-8")


@pytest.fixture
def kept(maatwerk: Any, here: Path) -> Path:
    """Give the file of the besluit on Aïsha."""
    put(here, zaak=CASE, gegevens=GIVEN, wegingen=WEIGHED)
    ran = maatwerk(f"{KEEP} --wegingen wegingen.json --uitkomst {OUTCOME}")
    assert (ran.code, ran.err) == (0, "")
    (here / "besluit.json").write_text(ran.out, "utf-8")
    return here / "besluit.json"


def test_a_case_with_its_weighing_becomes_a_besluit(kept: Path) -> None:
    one = read_besluit(kept.read_bytes())
    assert one.data["afwijkingen"] == [GROUND]
    assert one.text + b"\n" == kept.read_bytes()


def test_what_is_lacking_is_told_beside_the_besluit(maatwerk: Any, here: Path) -> None:
    put(here, zaak=WILLEM, gegevens=GIVEN)
    ran = maatwerk(f"{KEEP} --uitkomst recht")
    assert ran.code == 1
    assert read_besluit(ran.out)
    assert ran.err.startswith("Verstuur dit besluit nog niet:\n- De uitkomst `recht` staat niet")


@pytest.mark.parametrize("months", [None, {"van": "2025-10-01", "tot": "2026-03-31"}])
def test_a_recovery_without_a_period_is_told_to_be_of_one_month(
    maatwerk: Any, here: Path, months: dict[str, str] | None
) -> None:
    case = json.loads(read_text("policies/participatiewet/zaken/terugvordering.json"))
    put(here, zaak=case, gegevens={**GIVEN, "door": "college", "tijdvak": months})
    law = KEEP.replace(BELEID, "participatiewet")
    ran = maatwerk(f"{law} --uitkomst teruggevorderd_bedrag")
    told = "Let op: dit gaat alleen over maart 2026."
    assert (told in ran.err) is (months is None)
    assert ("Geef dat als `tijdvak` bij de gegevens." in ran.err) is (months is None)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"grond": "iets"}, "wegingen[0]"),
        ({"uitkomst": None}, "wegingen[0]"),
        ({"antwoorden": 3}, "wegingen[0].antwoorden"),
        ({"antwoorden": {**ANSWERS, "omdat": "\u200b"}}, "omdat"),
        ({"grondslag": "x"}, "wegingen[0].grondslag"),
    ],
)
def test_a_weighing_that_does_not_read_is_told_with_its_place(
    change: dict[str, Any], place: str, maatwerk: Any, here: Path
) -> None:
    put(here, zaak=CASE, gegevens=GIVEN, wegingen=[{**WEIGHED[0], **change}])
    ran = maatwerk(f"{KEEP} --wegingen wegingen.json --uitkomst {OUTCOME}")
    assert (ran.code, ran.out) == (1, "")
    assert place in ran.err


def test_files_of_another_form_are_refused(maatwerk: Any, here: Path) -> None:
    put(here, zaak=CASE, gegevens=[], wegingen={})
    assert "een groep gegevens" in maatwerk(f"{KEEP} --uitkomst {OUTCOME}").err
    ran = maatwerk(f"{KEEP} --wegingen wegingen.json --uitkomst {OUTCOME}")
    assert (ran.code, "een lijst" in ran.err) == (1, True)
    assert maatwerk(f"{KEEP} --wegingen niet.json").code == 2
    assert maatwerk(KEEP.replace(BELEID, "bestaat_niet")).code == 1


def test_the_letter_is_written_in_each_form(maatwerk: Any, kept: Path) -> None:
    ran = maatwerk(f"besluit brief {BELEID} besluit.json --contact", "Bel iemand anders.")
    assert (ran.code, ran.err) == (0, "")
    assert "Bel 14010." in ran.out  # what was recorded goes before what is told now
    assert maatwerk(f"besluit brief {BELEID} besluit.json --vorm markdown").out.startswith("# ")
    assert "<html" in maatwerk(f"besluit brief {BELEID} besluit.json --vorm html").out


def test_a_besluit_that_does_not_follow_from_its_policy_is_no_letter(
    maatwerk: Any, kept: Path
) -> None:
    data = json.loads(kept.read_text("utf-8"))
    data["wegingen"][0]["antwoorden"]["bedoeling"] = "bestaat_niet"
    forged = seal(data)
    kept.write_bytes(forged.text)

    ran = maatwerk(f"besluit brief {BELEID} besluit.json")

    assert (ran.code, ran.out) == (1, "")
    assert "Van dit besluit wordt geen brief gemaakt:" in ran.err


def test_a_besluit_that_was_changed_is_no_letter(maatwerk: Any, kept: Path) -> None:
    kept.write_text(kept.read_text("utf-8").replace("teammanager", "consulent", 1), "utf-8")
    for words in ("brief", "herhaal", "uitvoer --vorm cprmv"):
        part, _, option = words.partition(" ")
        ran = maatwerk(f"besluit {part} {BELEID} besluit.json {option}")
        assert (ran.code, ran.out) == (1, "")
        assert "MW968" in ran.err
    assert maatwerk(f"besluit brief {BELEID} weg.json").code == 2
    assert maatwerk("besluit brief bestaat_niet besluit.json").code == 1


def test_reckoning_again_gives_the_same_or_says_what_differs(maatwerk: Any, kept: Path) -> None:
    assert maatwerk(f"besluit herhaal {BELEID} besluit.json").code == 0
    put(kept.parent, nieuw=AISHA)
    ran = maatwerk(f"besluit herhaal {BELEID} besluit.json --feiten nieuw.json")
    assert ran.code == 1
    assert "maakt in zijn eentje het verschil: de oordelen." in " ".join(ran.out.split())
    other = maatwerk("besluit herhaal diemen_afstemming_2015 besluit.json")
    assert (other.code, "MW996" in other.err) == (1, True)


def test_a_list_holds_no_words_and_no_facts(maatwerk: Any, kept: Path) -> None:
    (kept.parent / "sleutel").write_bytes(bytes(range(32)))
    ran = maatwerk("besluit lijst besluit.json besluit.json --sleutel sleutel")
    assert ran.code == 0
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert len(rows) == 2
    assert rows[0]["afwijkingen"] == [GROUND]
    assert "2026-0001" not in ran.out
    counted = maatwerk("besluit lijst besluit.json besluit.json --tel --sleutel sleutel")
    assert maatwerk("besluit lijst besluit.json besluit.json --tel").out == counted.out
    without = maatwerk("besluit lijst besluit.json")
    assert (without.code, without.out) == (2, "")
    assert "--sleutel" in without.err
    assert json.loads(counted.out) == {ANSWERS["bedoeling"]: {"afgeweken": 2, "geschonden": 0}}
    kept.write_text("{}", "utf-8")
    assert "besluit.json:" in maatwerk("besluit lijst besluit.json --sleutel sleutel").err
    (kept.parent / "sleutel").write_bytes(b"kort")
    short = maatwerk("besluit lijst besluit.json --sleutel sleutel")
    assert (short.code, "32 willekeurige bytes" in short.err) == (1, True)


def test_a_besluit_leaves_for_another_system(maatwerk: Any, kept: Path) -> None:
    put(kept.parent, zgw=SENT)
    ran = maatwerk(f"besluit uitvoer {BELEID} besluit.json --vorm zgw --gegevens zgw.json")
    assert (ran.code, json.loads(ran.out)["besluit"]["datum"]) == (0, "2026-03-02")
    assert "@graph" in maatwerk(f"besluit uitvoer {BELEID} besluit.json --vorm cprmv").out
    turtle = maatwerk(f"besluit uitvoer {BELEID} besluit.json --vorm cprmv-turtle")
    assert turtle.out.startswith("@prefix")
    assert maatwerk(f"besluit uitvoer {BELEID} besluit.json --vorm zgw").code == 2
    wrong = f"besluit uitvoer {BELEID} besluit.json --vorm cprmv --gegevens zgw.json"
    assert maatwerk(wrong).code == 2


def test_signals_of_a_folder_are_told_and_one_that_does_not_read_is_named(
    maatwerk: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "map").mkdir()
    put(here / "map", a=SIGNAL)
    (here / "map" / "leesmij.txt").write_text("x", "utf-8")
    ran = maatwerk(f"besluit signalen {BELEID} map --peildatum 2026-07-01")
    assert (ran.code, ran.err) == (0, "")
    assert "Die dag is voorbij." in ran.out
    page = maatwerk(f"besluit signalen {BELEID} map --peildatum 2026-07-01 --vorm html")
    assert page.out.startswith("<!doctype html>")
    assert "De beloofde dag is voorbij." in page.out
    put(here / "map", b={**SIGNAL, "besluit": "abc"})
    ran = maatwerk(f"besluit signalen {BELEID} map")
    assert ran.code == 1
    assert "b.json:" in ran.err
    assert "1 signaal" in ran.out
    assert maatwerk("besluit signalen bestaat_niet map").code == 1
    assert maatwerk(f"besluit signalen {BELEID} weg").code == 2
    monkeypatch.setattr(files_of_a_case, "MOST_FILES", 1)
    assert maatwerk(f"besluit signalen {BELEID} map").code == 2


def test_a_signal_is_put_in_a_folder_and_never_over_another(maatwerk: Any, kept: Path) -> None:
    (kept.parent / "map").mkdir()
    put(kept.parent, nieuw={key: one for key, one in SIGNAL.items() if key != "besluit"})
    add = f"besluit signalen {BELEID} map --erbij nieuw.json --peildatum 2026-03-01"
    missing = maatwerk(add)
    assert (missing.code, missing.out) == (1, "")
    assert "besluit" in missing.err
    for number in (1, 2):
        ran = maatwerk(f"{add} --besluit besluit.json")
        assert ran.code == 0
        assert f"-{number}.json" in ran.err
        assert "Wacht op antwoord" in ran.out
    assert len(list((kept.parent / "map").iterdir())) == 2
    found = json.loads(next((kept.parent / "map").iterdir()).read_text("utf-8"))
    assert found["besluit"] == read_besluit(kept.read_bytes()).hash
    assert maatwerk(f"besluit signalen {BELEID} map --besluit besluit.json").code == 2
    assert maatwerk(f"{add.replace(' map ', ' weg ')} --besluit besluit.json").code == 2
    assert maatwerk(f"besluit signalen {BELEID} map --erbij weg.json").code == 2


def test_what_two_people_judged_apart_lies_side_by_side(maatwerk: Any, here: Path) -> None:
    put(here, zaak=CASE, een=ANSWERS, ander={"waarden": "Gelijke regels."}, fout={"iets": "x"})
    place = f"--feiten zaak.json --peildatum 2026-03-01 --uitkomst {OUTCOME} --grond {GROUND}"
    ran = maatwerk(f"besluit apart {BELEID} een.json ander.json {place}")
    assert (ran.code, ran.err) == (0, "")
    assert "Hier verschillen zij" in ran.out
    page = maatwerk(f"besluit apart {BELEID} een.json ander.json {place} --vorm html")
    assert page.out.startswith("<!doctype html>")
    wrong = maatwerk(f"besluit apart {BELEID} een.json fout.json {place}")
    assert (wrong.code, wrong.out) == (1, "")
    assert "fout.json:" in wrong.err
    nowhere = maatwerk(f"besluit apart {BELEID} een.json ander.json {place} --voor niets")
    assert (nowhere.code, "een oordeel open staat" in nowhere.err) == (1, True)
    assert maatwerk(f"besluit apart weg een.json ander.json {place}").code == 1


def test_comparable_cases_in_a_folder_are_named(maatwerk: Any, kept: Path) -> None:
    (kept.parent / "map").mkdir()
    put(kept.parent / "map", zelfde=AISHA, ander=WILLEM, fout={"feiten": 3})
    ran = maatwerk(f"besluit wienog {BELEID} besluit.json map")
    assert ran.code == 1
    assert "fout.json:" in ran.err
    assert "zelfde.json" in ran.out


def test_a_part_that_does_not_exist_offers_the_nearest(maatwerk: Any) -> None:
    ran = maatwerk("besluit breif")
    assert ran.code == 2
    assert "Bedoelt u `maatwerk besluit brief`?" in ran.err
    assert "Bedoelt u" not in maatwerk("besluit xyzzyx").err
    assert maatwerk("besluit").out == maatwerk("besluit --help").out


@pytest.mark.parametrize(
    "part", ["apart", "brief", "herhaal", "legvast", "lijst", "signalen", "uitvoer", "wienog"]
)
def test_each_part_has_help_that_fits(part: str, maatwerk: Any) -> None:
    ran = maatwerk(f"besluit {part} --help")
    assert ran.out.startswith(f"Gebruik: maatwerk besluit {part} ")
    assert max(map(len, ran.out.splitlines())) <= 80
