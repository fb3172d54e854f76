"""The lessons and the README do what they say: commands run, files are written, in order.

A fence of `console` holds a command behind `$` and what it prints; a line with only `…` stands
for lines left out. A comment above another fence says what a reader does with it: `bestand:` a
new file, `vervang in:` a block in the place of the one with that name, `staat in:` only to read.
Renew what the commands print with --golden-update, and read the diff.
"""

import re
import shlex
from pathlib import Path

import attrs
import pytest

from maatwerk_rules.integrations.cli import run

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "docs" / "leren" / "eerste-beleid.md"
MONTHS = ROOT / "docs" / "leren" / "maanden-en-tijdvakken.md"
README = ROOT / "README.md"
HOW_TO = sorted((ROOT / "docs" / "doen").glob("een-*.md"))
FENCE = re.compile(
    r"(?:^<!-- (?P<verb>[a-z ]+): (?P<file>\S+) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LEFT_OUT = "…"


@attrs.frozen
class Command:
    """A command of the page and what the page says that it prints."""

    typed: str
    shown: tuple[str, ...]

    def printed(self, capsys: pytest.CaptureFixture[str]) -> tuple[str, ...]:
        program, *arguments = shlex.split(self.typed)
        assert program == "maatwerk"
        run(arguments)
        written = capsys.readouterr()
        return tuple(f"{written.out}{written.err}".rstrip("\n").splitlines())


def as_shown(printed: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was printed, with as many lines left out as the page leaves out."""
    if LEFT_OUT not in shown:
        return printed
    head = shown.index(LEFT_OUT)
    tail = len(shown) - head - 1
    return (*printed[:head], LEFT_OUT, *(printed[-tail:] if tail else ()))


def command_of(fence: re.Match[str]) -> Command:
    typed, *shown = fence["text"].rstrip("\n").splitlines()
    assert typed.startswith("$ ")
    return Command(typed.removeprefix("$ "), tuple(shown))


def name_of(block: str) -> str:
    return " ".join(block.split()[:2])


def replace_block(text: str, block: str) -> str:
    """Return the text with the block in the place of the one that begins with the same words."""
    parts = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)
    (old,) = [part for part in parts if name_of(part) == name_of(block)]
    end = old[len(old.rstrip()) :]
    return text.replace(old, block.rstrip() + end)


def follow(fence: re.Match[str]) -> None:
    """Do with a fence what the comment above it says."""
    file = Path(fence["file"])
    if fence["verb"] == "bestand":
        assert not file.exists() or file.suffix == ".json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(fence["text"], encoding="utf-8")
    elif fence["verb"] == "vervang in":
        file.write_text(replace_block(file.read_text("utf-8"), fence["text"]), encoding="utf-8")
    else:
        assert fence["verb"] == "staat in"
        assert fence["text"] in file.read_text("utf-8")


@pytest.mark.parametrize("path", [LESSON, MONTHS, README, *HOW_TO], ids=lambda path: path.stem)
def test_page_runs_and_shows_what_it_prints(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(ROOT if path is README else tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    page = path.read_text("utf-8")
    renewed, copied = "", 0
    differing = []
    for fence in FENCE.finditer(page):
        if fence["language"] != "console":
            is_session = fence["language"] == "python" and not fence["verb"]  # test_documents
            if fence["language"] not in ("sh", "lua") and not is_session:
                follow(fence)
            continue
        command = command_of(fence)
        printed = as_shown(command.printed(capsys), command.shown)
        if printed != command.shown:
            differing.append((command.typed, printed, command.shown))
            text = "\n".join((f"$ {command.typed}", *printed)) + "\n"
            renewed += page[copied : fence.start("text")] + text
            copied = fence.end("text")

    if request.config.getoption("--golden-update"):
        path.write_text(renewed + page[copied:], encoding="utf-8", newline="\n")
    else:
        assert differing == []
