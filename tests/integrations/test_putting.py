"""Where `--uitvoer` writes: a file is replaced whole, all else is written to and stays."""

import json
import os
import shlex
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import click
import pytest

from maatwerk_rules.integrations import cli, putting

ROOT = Path(__file__).parents[2]
needs_posix = pytest.mark.skipif(os.name == "nt", reason="there are other devices and pipes there")


@needs_posix
def test_a_pipe_with_a_name_stays_and_gets_the_text(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    told: list[str] = []
    reader = threading.Thread(target=lambda: told.append(pipe.read_text("utf-8")))
    reader.start()

    putting.put(pipe, "één\n" * 50_000)
    reader.join(60)

    assert told == ["één\n" * 50_000]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [each.name for each in tmp_path.iterdir()] == ["pijp"]


@needs_posix
def test_a_device_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "apparaat"
    place.write_text("x" * 9, "utf-8")
    number, whole = place.stat().st_ino, Path.stat

    def as_device(self: Path, **named: Any) -> os.stat_result:
        found = whole(self, **named)
        return os.stat_result((stat.S_IFCHR | 0o666, *found[1:])) if self == place else found

    monkeypatch.setattr(Path, "stat", as_device)
    putting.put(place, "kort")
    monkeypatch.undo()

    assert (place.stat().st_ino, place.read_text("utf-8")) == (number, "kort" + "x" * 5)


@needs_posix
def test_who_stops_reading_a_pipe_is_no_fault(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: pipe.open("rb").close())
    reader.start()

    putting.put(pipe, "lang\n" * 100_000)
    reader.join(60)


@needs_posix
@pytest.mark.parametrize("name", ["doos", "/dev/fd/987654"])
def test_what_cannot_be_written_to_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as box:
        box.bind("doos")
        with pytest.raises(click.FileError, match="daar is niets om in te schrijven"):
            putting.put(Path(name), "tekst")

    assert stat.S_ISSOCK(Path("doos").stat().st_mode)


@needs_posix
def test_a_link_to_a_file_keeps_pointing_and_the_file_is_replaced(tmp_path: Path) -> None:
    file, link = tmp_path / "echt", tmp_path / "koppeling"
    file.write_text("oud", "utf-8")
    file.chmod(0o640)
    link.symlink_to("echt")
    number = file.stat().st_ino

    putting.put(link, "nieuw")

    assert (link.is_symlink(), file.read_text("utf-8")) == (True, "nieuw")
    assert (file.stat().st_ino != number, stat.S_IMODE(file.stat().st_mode)) == (True, 0o640)


@needs_posix
def test_links_that_go_round_are_told(tmp_path: Path) -> None:
    (tmp_path / "lus").symlink_to("lus")

    with pytest.raises(click.FileError, match="naar zichzelf wijst"):
        putting.put(tmp_path / "lus", "tekst")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(click.FileError):
        putting.put(tmp_path, "tekst")


def run(typed: str, folder: Path, streams: str = "") -> subprocess.CompletedProcess[bytes]:
    command = shlex.join([sys.executable, "-m", "maatwerk_rules", *typed.split()])
    return subprocess.run(
        ["/bin/sh", "-c", f"{command} {streams}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there are no such names here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "koppeling"])
def test_output_of_this_process_may_be_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "koppeling").symlink_to("/dev/stdout")

    ran = run(f"controleer rotterdam_giften_2023 --vorm json --uitvoer {name}", tmp_path, "| cat")

    assert json.loads(ran.stdout)["beleid"]
    assert ran.stderr.decode().startswith(f"{name}: 1 beleid bekeken")
    assert [each.name for each in tmp_path.iterdir()] == ["koppeling"]


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there are no such names here")
def test_output_that_is_a_file_is_added_to(tmp_path: Path) -> None:
    typed = "controleer rotterdam_giften_2023 --vorm json --uitvoer /dev/stdout"
    file = tmp_path / "uit.json"
    file.write_text("eerst\n", "utf-8")

    ran = run(typed, tmp_path, ">>uit.json")

    first, _, rest = file.read_text("utf-8").partition("\n")
    assert (ran.returncode, first) == (cli.CLEAN, "eerst")
    assert json.loads(rest)["beleid"]


def test_what_fails_at_the_end_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("oud", "utf-8")
    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(click.FileError, match="recht niet voor"):
        putting.put(tmp_path / "a.txt", "nieuw")

    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text("utf-8") == "oud"
