"""The command as a stranger meets it: help, slips, and what it never does."""

import errno
import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from maatwerk_rules.integrations import cli, terminal

ROOT = Path(__file__).parents[2]
TRANSCRIPTS = sorted((ROOT / "tests" / "golden" / "opdrachten").glob("*.txt"))
ENGLISH = ("Usage", "Options", "Error", "Aborted", "default:", "Missing", "Show this", "INTEGER")

Golden = Callable[[str, Callable[[str], str]], None]


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_transcript_reads_as_stored(file: Path, maatwerk: Any, golden: Golden, here: Path) -> None:
    def play(source: str) -> str:
        told = []
        for typed in source.splitlines():
            if typed.startswith("maatwerk "):
                ran = maatwerk(typed.removeprefix("maatwerk "))
                told.append(f"$ {typed}\n{ran.err}{ran.out}[code {ran.code}]\n")
            else:
                name, old, new = typed.split(" | ")
                text = (here / name).read_text("utf-8")
                assert old in text
                (here / name).write_text(text.replace(old, new), "utf-8")
        return "\n".join(told)

    golden(f"opdrachten/{file.name}", play)


@pytest.mark.parametrize("command", ["", *sorted(cli.COMMANDS)])
@pytest.mark.parametrize("option", ["--help", "--hulp", "-h"])
def test_help_is_dutch_and_fits(command: str, option: str, maatwerk: Any) -> None:
    ran = maatwerk(f"{command} {option}")

    assert ran.code == 0
    assert ran.out.startswith("Gebruik: maatwerk")
    assert not any(word in ran.out for word in ENGLISH)
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_help_fits_a_narrow_terminal(
    command: str, maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")

    ran = maatwerk(f"{command} --help")

    assert max(len(line) for line in ran.out.splitlines() if "--vorm" not in line) <= 40


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("contoleer x", "Er is geen opdracht `contoleer`. Bedoelt u `maatwerk controleer`?"),
        ("zzz", "Er is geen opdracht `zzz`."),
        ("--versi", "Er is geen optie `--versi`. Bedoelt u `--versie`?"),
        ("--versie=3", "De optie `--versie` staat op zichzelf; laat weg wat achter de `=` staat."),
        ("beslis", "Geef `BELEID`."),
        ("controleer", "Geef `PADEN`."),
        ("nieuw", "Geef `NAAM`."),
        ("nieuw een twee", "Het woord `twee` is er een te veel."),
        ("beslis p --pijldatum 2026-01-01", "Er is geen optie `--pijldatum`. Bedoelt u `--peil"),
        ("beslis p --zzz", "Er is geen optie `--zzz`."),
        ("beslis p --peildatum 1-3-2026", "lees ik niet als datum. Bedoelt u 2026-03-01?"),
        ("beslis p --peildatum 2026-02-30", "lees ik niet als datum."),
        ("beslis p --peildatum", "hoort een waarde, bijvoorbeeld `--peildatum 2026-03-01`."),
        ("beslis p --feiten", "hoort een waarde, bijvoorbeeld `--feiten BESTAND`."),
        ("beslis p --lagen", "hoort een waarde, bijvoorbeeld `--lagen 3`."),
        ("beslis p --vorm", "hoort een waarde, bijvoorbeeld `--vorm tekst`."),
        ("beslis p --vorm pdf", "kies uit `tekst`, `kort`, `markdown`, `json`, `html`."),
        ("beslis p --lagen 9", "geef een geheel getal van 1 tot en met 3."),
        ("beslis p --lagen x", "geef een geheel getal van 1 tot en met 3."),
        ("toets --dekking 101 p", "geef een geheel getal van 0 tot en met 100."),
        ("leguit a b", "Het woord `b` is er een te veel."),
    ],
)
def test_wrong_use_gets_one_dutch_sentence(typed: str, sentence: str, maatwerk: Any) -> None:
    ran = maatwerk(typed)

    assert ran.code == cli.WRONG_USE
    assert ran.out == ""
    assert ran.err.startswith("fout: ")
    assert sentence in ran.err
    assert "--help`.\n" in ran.err
    assert not any(word in ran.err for word in ENGLISH)


def test_without_words_the_help_is_shown(maatwerk: Any) -> None:
    assert maatwerk("") == maatwerk("--help")


def test_version_is_told(maatwerk: Any) -> None:
    assert maatwerk("--versie").out == f"maatwerk {cli.__version__}\n"


def test_own_fault_asks_for_a_report_without_traceback(
    maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down() -> None:
        raise KeyError("een gegeven van een inwoner")

    monkeypatch.setattr(cli, "import_module", lambda name: break_down())

    ran = maatwerk("toets x")

    assert ran.code == cli.OUR_FAULT
    assert "Dit is een fout van ons programma, niet van u." in ran.err
    assert "KeyError" in ran.err
    assert "cli.py:" in ran.err
    assert "inwoner" not in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("error", [click.Abort, KeyboardInterrupt])
def test_breaking_off_is_told_calmly(
    error: type[BaseException], maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(name: str) -> None:
        raise error

    monkeypatch.setattr(cli, "import_module", stop)

    ran = maatwerk("toets x")

    assert (ran.code, ran.err.strip()) == (130, "Gestopt.")


def test_main_leaves_with_the_exit_code(maatwerk: Any) -> None:
    with pytest.raises(SystemExit) as raised:
        cli.main(["zzz"])

    assert raised.value.code == cli.WRONG_USE


def test_main_leaves_no_work_for_the_collector_at_the_end(
    maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered: list[object] = []
    monkeypatch.setattr(cli.atexit, "register", registered.append)
    with pytest.raises(SystemExit):
        cli.main(["zzz"])

    assert registered == [gc.freeze]


def test_shells_may_ask_for_the_commands() -> None:
    context = click.Context(cli.group)

    assert cli.group.list_commands(context) == sorted(cli.COMMANDS)
    assert cli.group.get_command(context, "zzz") is None


def test_error_without_context_names_the_command(maatwerk: Any) -> None:
    ran = maatwerk("opmaak - x")

    assert ran.err.endswith("Zie `maatwerk opmaak --help`.\n")


# ---------------------------------------------------------------- as a program of its own


def start(*words: str, **rest: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **rest.pop("env", {})}
    command = [sys.executable, "-m", "maatwerk_rules", *words]
    return subprocess.run(command, capture_output=True, check=False, env=environment, **rest)


def test_program_gives_its_exit_code() -> None:
    done = start("leguit", "MW042")

    assert done.returncode == 0
    assert done.stdout.decode().startswith("# MW042 kop-ontbreekt\n")


def test_old_terminal_shows_what_it_cannot_draw() -> None:
    done = start("controleer", "geen_beleid", env={"PYTHONIOENCODING": "cp1252"})

    assert done.returncode == cli.FINDINGS
    assert b"\\u250c" in done.stdout
    assert b"ons programma" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_reader_that_leaves_early_breaks_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "maatwerk_rules", "toon", "participatiewet"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        env=environment,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_output_that_cannot_be_written_is_told_plainly() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "maatwerk_rules", "leguit", "MW042"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    told = "fout: De uitvoer is niet te schrijven: er is geen plaats meer.\n"
    assert (done.returncode, done.stderr.decode()) == (cli.WRONG_USE, told)


def test_complaint_that_cannot_be_written_is_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    silenced: list[bool] = []

    def silence(*, to_stderr: bool) -> None:
        silenced.append(to_stderr)

    monkeypatch.setattr(click, "echo", full)
    monkeypatch.setattr(terminal, "_write_no_more", silence)

    terminal.complain("x")
    with pytest.raises(click.ClickException, match="geen plaats meer"):
        terminal.write("x")

    assert silenced == [True, False]


def test_every_exit_code_is_documented() -> None:
    assert cli.__doc__ is not None
    codes = (cli.CLEAN, cli.FINDINGS, cli.WRONG_USE, cli.OUR_FAULT, cli.UNDECIDED)

    assert codes == (0, 1, 2, 3, 4)
    assert (cli.NOTHING_TESTED, cli.BROKEN_OFF) == (5, 130)
    codes = (*codes, cli.NOTHING_TESTED, cli.BROKEN_OFF)
    page = (ROOT / "docs" / "naslag" / "opdrachten.md").read_text("utf-8")
    assert all(f"{code} " in cli.__doc__ for code in codes)
    assert all(f"\n| {code} | " in page for code in codes)


def test_words_of_a_user_never_command_the_terminal(maatwerk: Any) -> None:
    ran = maatwerk("beslis", "\x1b[2Jp\u202e", "--peildatum", "2026-03-01")

    assert "\x1b" not in ran.err + ran.out
    assert "\\x1b[2Jp\\u202e" in ran.err


def test_terminal_is_the_only_place_that_reads_the_clock() -> None:
    assert terminal.today().year >= 2025
