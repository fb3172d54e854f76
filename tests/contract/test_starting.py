"""What a fresh process imports, and what it does not: a start stays fast because of this."""

import subprocess
import sys
from pathlib import Path

import pytest

from maatwerk_rules.memory import VARIABLE

ROOT = Path(__file__).parents[2]
OURS = "maatwerk_rules"
THIRD = {"click", "hypothesis", "lark", "networkx", "platformdirs", "pygls", "pytest"}
PARTS = {f"{OURS}.{part}" for part in ("analysis", "explanation", "lint", "runtime", "syntax")}
COMMAND = f"from {OURS}.integrations.cli import run; code = run([{{}}])"


def imported_by(script: str) -> set[str]:
    """Return which modules a fresh process has imported at the end of a script."""
    told = f"{script}\nimport sys\nprint()\nprint(*sys.modules)"
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return set(done.stdout.decode().splitlines()[-1].split())


def test_the_package_alone_imports_nothing_of_it() -> None:
    modules = imported_by(f"import {OURS}")

    assert {name for name in modules if name.startswith(OURS)} == {OURS, f"{OURS}.version"}
    assert modules & {*THIRD, "attr"} == set()


@pytest.mark.parametrize(
    ("script", "absent"),
    [
        (f"from {OURS} import load, check, decide, explain", {*THIRD, *PARTS, f"{OURS}.model"}),
        (f"from {OURS} import *", {*THIRD, f"{OURS}.lint", f"{OURS}.syntax"}),
        (COMMAND.format("'--help'"), {*THIRD, *PARTS, f"{OURS}.model", "attr"} - {"click"}),
        (COMMAND.format("'--versie'"), {*THIRD, *PARTS, f"{OURS}.model", "attr"} - {"click"}),
        (COMMAND.format("'leguit', 'MW309'"), {*THIRD, *PARTS, f"{OURS}.model"} - {"click"}),
        (
            f"from {OURS}.loading import read; read('bijstand_voorbeeld')",
            {*THIRD, f"{OURS}.analysis", f"{OURS}.lint", f"{OURS}.runtime"},
        ),
        (f"from {OURS} import load; load('bijstand_voorbeeld')", {"click", "hypothesis", "lark"}),
    ],
)
def test_what_is_not_needed_is_not_imported(script: str, absent: set[str]) -> None:
    assert imported_by(script) & absent == set()


def test_a_policy_that_is_remembered_needs_no_checker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "geheugen"))
    script = f"from {OURS} import load; load('bijstand_voorbeeld').slices[0].program"

    first, again = imported_by(script), imported_by(script)

    absent = {
        f"{OURS}.{part}" for part in ("analysis", "explanation", "lint", "loading", "runtime")
    }
    assert f"{OURS}.analysis" in first
    assert again & {*absent, f"{OURS}.syntax", "networkx"} == set()
