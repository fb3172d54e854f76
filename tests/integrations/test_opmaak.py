"""What `maatwerk opmaak` does with good, broken and absent files."""

import os
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.integrations import cli
from tests.integrations.files import replace


def test_format_changes_only_what_differs(maatwerk: Any, proef: Path) -> None:
    before = proef.read_bytes()
    replace(proef, "  dan ja", "      dan   ja")

    assert maatwerk("opmaak proef --controleer").code == cli.FINDINGS
    assert "+  dan ja\n" in maatwerk("opmaak proef --verschil").out
    assert maatwerk(f"opmaak {proef}").out == f"{proef}: opgemaakt\n"
    assert proef.read_bytes() == before
    assert maatwerk("opmaak proef").err == "Alles staat al in de vaste opmaak.\n"


@pytest.mark.parametrize("mark", ["BOM", "CRLF"])
def test_mark_and_line_ends_of_a_file_stay(mark: str, maatwerk: Any, proef: Path) -> None:
    data = proef.read_bytes()
    changed = b"\xef\xbb\xbf" + data if mark == "BOM" else data.replace(b"\n", b"\r\n")
    proef.write_bytes(changed.replace(b"  dan ja", b"    dan  ja"))

    assert maatwerk("opmaak proef").code == cli.CLEAN
    assert proef.read_bytes() == changed


def test_line_ends_that_only_some_lines_have_are_named(maatwerk: Any, proef: Path) -> None:
    data = proef.read_bytes()
    proef.write_bytes(data.replace(b"\n", b"\r\n", 1))

    assert "alleen regeleinden veranderen" in maatwerk("opmaak proef --verschil").out
    assert maatwerk("opmaak proef").code == cli.CLEAN
    assert proef.read_bytes() == data


def test_input_is_formatted_to_the_output(maatwerk: Any) -> None:
    ran = maatwerk("opmaak -", entered='register   brp "Basisregistratie personen"')

    assert (ran.code, ran.out) == (0, 'register brp "Basisregistratie personen"\n')


def test_broken_input_comes_back_as_it_was(maatwerk: Any) -> None:
    ran = maatwerk("opmaak -", entered="regel\n  dan")

    assert (ran.code, ran.out) == (cli.FINDINGS, "regel\n  dan")
    assert ran.err.startswith("fout[MW0")


def test_broken_input_does_not_reach_a_terminal(
    maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")

    ran = maatwerk("opmaak -", entered="regel \x1b[2J")

    assert (ran.code, ran.out) == (cli.FINDINGS, "")
    assert "\x1b" not in ran.err


def test_broken_file_stays_as_it_is(maatwerk: Any, proef: Path) -> None:
    replace(proef, "  dan ja", "  dann ja")
    before = proef.read_bytes()

    ran = maatwerk("opmaak proef")

    assert ran.code == cli.FINDINGS
    assert proef.read_bytes() == before
    assert ran.out == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [("opmaak er_niet", "het is er niet"), ("opmaak - proef", "`-` staat alleen")],
)
def test_path_that_cannot_be_formatted(typed: str, told: str, maatwerk: Any, proef: Path) -> None:
    ran = maatwerk(typed)

    assert ran.code == cli.WRONG_USE
    assert told in ran.err


def test_file_that_cannot_be_written_is_told(
    maatwerk: Any, proef: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    replace(proef, "  dan ja", "    dan ja")
    monkeypatch.setattr(Path, "write_text", refuse)

    ran = maatwerk("opmaak proef")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    assert "u hebt daar het recht niet voor" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_file_that_cannot_be_read_stops_the_formatting(maatwerk: Any, proef: Path) -> None:
    (proef.parent / "lus.beleid").symlink_to("lus.beleid")

    ran = maatwerk("opmaak proef")

    assert ran.code == cli.WRONG_USE
    assert "een koppeling die naar zichzelf wijst" in ran.err


def test_very_many_files_are_not_formatted_at_once(maatwerk: Any, here: Path) -> None:
    (here / "veel").mkdir()
    for number in range(501):
        (here / "veel" / f"b{number}.beleid").touch()

    ran = maatwerk("opmaak veel")

    assert ran.code == cli.WRONG_USE
    assert "te veel bestanden" in ran.err


def test_what_would_change_is_told_and_mended_by_the_other_commands(
    maatwerk: Any, proef: Path
) -> None:
    text = proef.read_text("utf-8")
    proef.write_text(text.replace("  dan ja", "  dan   ja # x", 1), encoding="utf-8")
    told = maatwerk("controleer proef --kies MW101 --vanaf hint --vorm kort").out
    assert maatwerk("opmaak proef --controleer").code == cli.FINDINGS

    assert maatwerk("herstel proef --kies MW101").code == cli.CLEAN
    assert told.count("MW101") == 2
    assert maatwerk("opmaak proef --controleer").code == cli.CLEAN
