"""Colour, width, and text that a terminal must not obey."""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from maatwerk_rules.integrations import terminal
from maatwerk_rules.integrations.terminal import has_colour, safe, style, width


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.usefixtures("on_terminal")
def test_terminal_has_colour() -> None:
    assert has_colour()
    assert style("fout", "fout") == "\x1b[31m\x1b[1mfout\x1b[0m"


@pytest.mark.usefixtures("on_terminal")
@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    assert not has_colour()
    assert style("fout", "fout") == "fout"


@pytest.mark.usefixtures("on_terminal")
def test_empty_no_color_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")

    assert has_colour()


@pytest.mark.usefixtures("on_terminal")
def test_style_without_colour_of_its_own_is_only_safe() -> None:
    assert style("a\x1b[8mb", "gewoon") == "a\\x1b[8mb"
    assert style("a\x1b[8mb", "kop").count("\x1b") == 2


@pytest.mark.parametrize(("columns", "expected"), [("10", 40), ("72", 72), ("300", 100)])
def test_width_stays_readable(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert width() == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gewoon €\tÀ\n", "gewoon €\tÀ\n"),
        ("\x00\x07\r\x9b", "\\x00\\x07\\x0d\\x9b"),
        ("\u202e\u2066\u2028", "\\u202e\\u2066\\u2028"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_a_terminal_obeys_is_written_out(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_json_keeps_unsafe_characters_readable_by_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = {"a": "\x1b\x9b\u202e\x7fé"}

    terminal.write_json(data)

    written = capsys.readouterr().out
    assert safe(written) == written
    assert json.loads(written) == data


@pytest.mark.parametrize("to_stderr", [True, False])
def test_reader_that_has_gone_is_no_fault(
    to_stderr: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise BrokenPipeError

    file = (tmp_path / "stream").open("w")
    monkeypatch.setattr(sys, "stderr" if to_stderr else "stdout", file)
    monkeypatch.setattr(click, "echo", gone)
    (terminal.complain if to_stderr else terminal.write)("tekst")

    assert os.fstat(file.fileno()).st_rdev == Path(os.devnull).stat().st_rdev
    monkeypatch.undo()
    file.close()


def test_click_is_translated_where_it_says_something_itself() -> None:
    assert terminal.in_dutch(click.ClickException("Zo is het.")) == "Zo is het."
    assert terminal.in_dutch(click.BadOptionUsage("--x", "weg")) == (
        "Achter de optie `--x` hoort een waarde."
    )
    assert terminal.in_dutch(click.NoSuchOption("--x")) == "Er is geen optie `--x`."


def test_date_may_be_a_date_already() -> None:
    day = terminal.today()

    assert terminal.DateType().convert(day, None, None) == day


def test_streams_that_were_closed_are_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)

    terminal.prepare()
    terminal.write("tekst")
    terminal.complain("tekst")

    assert sys.stdin.read() == ""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()


def test_streams_of_another_make_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.StringIO())

    terminal.prepare()
