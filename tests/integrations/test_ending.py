"""How a command ends when its output is closed, full, or no longer read, or when it is stopped."""

import os
import shlex
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from maatwerk_rules import __main__
from maatwerk_rules.integrations import cli

ROOT = Path(__file__).parents[2]
ENDINGS = {
    "beslis rotterdam_giften_2023 --peildatum 2026-03-01": cli.CLEAN,
    "controleer rotterdam_giften_2023": cli.CLEAN,
    "controleer fout.beleid": cli.FINDINGS,
    "herstel --droog fout.beleid": cli.CLEAN,
    "leguit MW201": cli.CLEAN,
    "nieuw proef --vanaf 2026-01-01": cli.CLEAN,
    "opmaak -": cli.CLEAN,
    "opmaak --controleer fout.beleid": cli.FINDINGS,
    "taalserver": cli.CLEAN if find_spec("pygls") else cli.WRONG_USE,
    "toets rotterdam_giften_2023": cli.CLEAN,
    "toon rotterdam_giften_2023": cli.CLEAN,
    "toon --help": cli.CLEAN,
    "--versie": cli.CLEAN,
    "--help": cli.CLEAN,
    "zomaar": cli.WRONG_USE,
}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="streams close otherwise there")


def ended(typed: str, folder: Path, streams: str) -> tuple[int, str]:
    """Return the exit code of a command, and what it complained."""
    (folder / "fout.beleid").write_text("begrip a: ja/nee\n  is b ==\n", "utf-8")
    command = shlex.join([sys.executable, "-m", "maatwerk_rules", *typed.split()])
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {command} {streams}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=b"",
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.stdout == b""
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize(("typed", "code"), ENDINGS.items())
def test_closed_output_changes_nothing_of_how_a_command_ends(
    typed: str, code: int, tmp_path: Path
) -> None:
    ending, complaint = ended(typed, tmp_path, ">&-")

    assert ending == code
    assert "Traceback" not in complaint
    assert "ons programma" not in complaint


@pytest.mark.parametrize("streams", ["<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_no_output_lands_in_a_file_that_comes_in_place_of_a_closed_stream(
    streams: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.beleid"
    file.write_text('register   a "A"\n', "utf-8")

    code, _ = ended("opmaak a.beleid", tmp_path, streams)

    assert (code, file.read_text("utf-8")) == (cli.CLEAN, 'register a "A"\n')


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("typed", ["--help", "toon --help", "opmaak -", "--versie"])
def test_a_full_disk_is_told_whatever_is_written(typed: str, tmp_path: Path) -> None:
    text = '<<X >/dev/full\nregister a "A"\nX\n'

    code, complaint = ended(typed, tmp_path, text)

    assert complaint == "fout: De uitvoer is niet te schrijven: er is geen plaats meer.\n"
    assert code == cli.WRONG_USE


@pytest.mark.parametrize("moment", ["click", "maatwerk_rules.integrations.terminal", "json"])
@pytest.mark.parametrize("ignored", [False, True])
def test_ctrl_c_while_all_is_still_imported(moment: str, ignored: bool) -> None:
    script = (
        "import os, signal, sys\n"
        f"signal.signal(signal.SIGINT, signal.{'SIG_IGN' if ignored else 'default_int_handler'})\n"
        "class Told:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {moment!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Told())\n"
        f"sys.modules.pop({moment!r}, None)\n"
        "sys.argv = ['maatwerk', '--versie']\n"
        "from maatwerk_rules.__main__ import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )

    told = (done.returncode, done.stderr, done.stdout.startswith(b"maatwerk "))
    stopped = (cli.BROKEN_OFF, b"Gestopt.\n", False)
    assert told == ((cli.CLEAN, b"", True) if ignored else stopped)


@pytest.mark.parametrize("broken_off", [False, True])
def test_who_starts_the_command_hears_of_ctrl_c_as_python_has_it(
    broken_off: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []

    def run() -> None:
        heard.append(signal.getsignal(signal.SIGINT))
        if broken_off:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(cli, "main", run)
    monkeypatch.setattr(os, "write", lambda *said: heard.append(said))
    monkeypatch.setattr(os, "_exit", heard.append)
    try:
        __main__.main()
    finally:
        signal.signal(signal.SIGINT, before)

    ended = [(2, b"Gestopt.\n"), cli.BROKEN_OFF] if broken_off else []
    assert heard == [signal.default_int_handler, *ended]
    assert __main__.BROKEN_OFF == cli.BROKEN_OFF


@pytest.mark.parametrize("typed", ["opmaak -", "taalserver"])
def test_ctrl_c_ends_a_command_that_waits_for_input(typed: str) -> None:
    if typed == "taalserver":
        pytest.importorskip("pygls", reason="pygls comes with the extra `taalserver`")
    # Who starts tests in the background lets them ignore this signal; a `sys.stdin` that tells
    # when it is first read from makes that no moment is guessed.
    script = (
        "import io, os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Told(io.FileIO):\n"
        "    def readinto(self, where):\n"
        "        os.write(2, b'reads ')\n"
        "        return super().readinto(where)\n"
        "sys.stdin = io.TextIOWrapper(io.BufferedReader(Told(0, closefd=False)), 'utf-8')\n"
        "from maatwerk_rules.integrations.cli import main\n"
        f"main({typed.split()!r})"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    told = process.stderr.read(len("reads "))
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)

    assert process.wait(60) == cli.BROKEN_OFF  # the input is still open
    assert (told, process.stderr.read().decode().strip()) == (b"reads ", "Gestopt.")
    process.stdin.close()
    process.stderr.close()
