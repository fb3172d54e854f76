"""No file is overwritten unasked, and none is half there."""

import os
from pathlib import Path

import pytest

from maatwerk_rules.integrations.tables.blocks import Fault, TableError
from maatwerk_rules.integrations.tables.faults_file import FaultsFile
from maatwerk_rules.integrations.tables.places import Places, Unfinished


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zaken.csv").write_text("id\n1\n")
    return tmp_path


def places(
    source: str = "zaken.csv",
    target: str = "uit.csv",
    faults: str = "uit.fouten.csv",
    *,
    replace: bool = False,
) -> Places:
    return Places(Path(source), Path(target), Path(faults), replace)


def wrong(one: Places) -> tuple[str, ...]:
    with pytest.raises(TableError) as refused:
        one.check()
    return refused.value.lines


def test_new_files_beside_a_table_are_well(here: Path) -> None:
    places().check()


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (places(source="weg.csv"), "Ik kan `weg.csv` niet lezen: het is er niet."),
        (places(source=".csv"), "Ik kan `.csv` niet lezen: het is er niet."),
        (places(source="zaken.xlsx"), "`zaken.xlsx` is geen tabel die ik ken"),
        (places(target="uit.xls"), "`uit.xls` is geen tabel die ik ken"),
        (places(target="zaken.csv"), "`zaken.csv` is de tabel die gelezen wordt"),
        (places(target="./zaken.csv", replace=True), "`zaken.csv` is de tabel die gelezen wordt"),
        (places(faults="zaken.csv"), "`zaken.csv` is de tabel die gelezen wordt"),
        (places(faults="uit.csv"), "niet in hetzelfde bestand"),
        (places(target="weg/uit.csv"), "De map van `weg/uit.csv` is er niet."),
        (places(target="map.csv"), "`map.csv` is geen gewoon bestand"),
        (places(source="map.csv"), "het is geen bestand"),
    ],
)
def test_places_that_cannot_be_are_refused(one: Places, told: str, here: Path) -> None:
    (here / "map.csv").mkdir()

    assert any(told in line for line in wrong(one))


def test_a_file_that_is_there_stays_unless_asked(here: Path) -> None:
    (here / "uit.csv").write_text("oud")
    (here / "uit.fouten.csv").write_text("oud")

    assert [line.split("`")[1] for line in wrong(places())] == ["uit.csv", "uit.fouten.csv"]
    places(replace=True).check()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_to_the_source_is_the_source(here: Path) -> None:
    (here / "link.csv").symlink_to(here / "zaken.csv")

    assert "wordt" in wrong(places(target="link.csv", replace=True))[0]


def test_all_that_is_wrong_is_told_at_once(here: Path) -> None:
    assert len(wrong(places(source="a.b", target="weg/c.d"))) == 4


def test_what_is_written_takes_its_place_only_when_it_is_finished(here: Path) -> None:
    (here / "uit.csv").write_text("oud")
    (here / "uit.csv").chmod(0o640)
    made = Unfinished(here / "uit.csv")
    made.stream.write(b"nieuw")

    assert (here / "uit.csv").read_text() == "oud"
    made.finish()
    made.discard()

    assert (here / "uit.csv").read_text() == "nieuw"
    assert (here / "uit.csv").stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in here.iterdir()) == ["uit.csv", "zaken.csv"]


def test_what_is_discarded_leaves_nothing(here: Path) -> None:
    made = Unfinished(here / "uit.csv")
    made.stream.write(b"half")
    made.discard()
    made.discard()

    assert [each.name for each in here.iterdir()] == ["zaken.csv"]


def test_a_folder_without_permission_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("tempfile.mkstemp", refuse)

    with pytest.raises(TableError, match="u hebt daar het recht niet voor"):
        Unfinished(here / "uit.csv")


def test_faults_are_written_by_row_and_counted_once_per_row(here: Path) -> None:
    made = FaultsFile(here / "fouten.csv")
    made.write([Fault(2, "inkomen", "Dit; is fout."), Fault(2, "", "Dit ook.")])
    made.write([])
    made.write([Fault(9_000, "naam", "Bedoelt u “Ann”?")])
    made.finish()

    assert made.rows == 2
    assert (here / "fouten.csv").read_text("utf-8-sig").splitlines() == [
        "rij;kolom;reden",
        '2;inkomen;"Dit; is fout."',
        "2;;Dit ook.",
        "9000;naam;Bedoelt u “Ann”?",
    ]


def test_without_faults_there_is_no_file_not_even_an_old_one(here: Path) -> None:
    FaultsFile(here / "fouten.csv").finish()
    (here / "fouten.csv").write_text("van gisteren")
    FaultsFile(here / "fouten.csv").finish()

    assert not (here / "fouten.csv").exists()


def test_faults_that_are_discarded_leave_nothing(here: Path) -> None:
    made = FaultsFile(here / "fouten.csv")
    made.discard()
    made.write([Fault(1, "", "x")])
    made.discard()

    assert [each.name for each in here.iterdir()] == ["zaken.csv"]
