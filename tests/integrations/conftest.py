"""Running the command line inside the test: what it wrote, and its exit code."""

import io
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from maatwerk_rules.integrations import cli


@attrs.frozen
class Ran:
    """What one command gave."""

    code: int
    out: str
    err: str


Maatwerk = Callable[..., Ran]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def maatwerk(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Maatwerk:
    """Give `maatwerk("toets proef")`: run a command as typed, 80 columns wide, without colour."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(typed: str, *words: str, entered: str | bytes = "") -> Ran:
        data = entered.encode() if isinstance(entered, str) else entered
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        code = cli.run([*shlex.split(typed), *words])
        written = capsysbinary.readouterr()
        return Ran(code, written.out.decode(), written.err.decode())

    return run


@pytest.fixture
def proef(maatwerk: Maatwerk, here: Path) -> Path:
    """Give the file of a new policy `proef`, in the folder where the test works."""
    assert maatwerk("nieuw proef --vanaf 2026-01-01").code == 0
    return here / "proef" / "proef.beleid"
