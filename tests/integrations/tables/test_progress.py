"""A bar on a terminal, nothing elsewhere."""

import io
import sys

import pytest

from maatwerk_rules.integrations.tables.progress import bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with bar(1_000_000, "Beslissen") as progress:
        progress.making(3, 7)
        progress(123_456, 500_000)
        progress(234_567, 1_000_000)
    return stream.getvalue()


def test_elsewhere_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO()) == ""


def test_a_terminal_that_cannot_go_back_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")

    assert shown(monkeypatch, Terminal()) == ""


@pytest.mark.parametrize("width", ["40", "100"])
def test_a_terminal_shows_how_far_and_how_fast(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", width)

    text = shown(monkeypatch, Terminal())

    assert "Beslissen" in text
    assert "100%" in text
    assert "234.567 rijen" in text


def test_a_terminal_shows_that_machine_code_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)

    with bar(10, "Beslissen") as progress:
        progress.making(3, 7)

    assert "Machinecode maken (3 van 7)" in stream.getvalue()


def test_colour_is_left_out_where_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[3" not in shown(monkeypatch, Terminal()).replace("\x1b[?25", "")
