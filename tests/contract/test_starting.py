"""What a fresh process imports, and what it does not: a start stays fast because of this."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.memory import VARIABLE

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "maatwerk_rules").rglob("*.py"))
OURS = "maatwerk_rules"
THIRD = {"click", "hypothesis", "lark", "networkx", "platformdirs", "pygls", "pytest"}
PARTS = {f"{OURS}.{part}" for part in ("analysis", "explanation", "linter", "runtime", "syntax")}
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


def test_the_command_hears_ctrl_c_before_anything_slow_is_imported() -> None:
    told = f"import {OURS}.__main__, sys; print(*sys.modules)"
    command = [sys.executable, "-S", "-c", told]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)

    assert {"typing", "re", "enum", "importlib"} & set(done.stdout.decode().split()) == set()


@pytest.mark.parametrize(
    ("script", "absent"),
    [
        (f"from {OURS} import load, check, decide, explain", {*THIRD, *PARTS, f"{OURS}.model"}),
        (f"from {OURS} import *", {*THIRD, f"{OURS}.linter", f"{OURS}.syntax"}),
        (COMMAND.format("'--help'"), {*THIRD, *PARTS, f"{OURS}.model", "attr"} - {"click"}),
        (COMMAND.format("'--versie'"), {*THIRD, *PARTS, f"{OURS}.model", "attr"} - {"click"}),
        (COMMAND.format("'leguit', 'MW309'"), {*THIRD, *PARTS, f"{OURS}.model"} - {"click"}),
        (
            f"from {OURS}.loading import read; read('bijstand_voorbeeld')",
            {*THIRD, f"{OURS}.analysis", f"{OURS}.linter", f"{OURS}.runtime"},
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
        f"{OURS}.{part}" for part in ("analysis", "explanation", "linter", "loading", "runtime")
    }
    assert f"{OURS}.analysis" in first
    assert again & {*absent, f"{OURS}.syntax", "networkx"} == set()


@cache
def texts() -> dict[str, str]:
    """Give the text of each module by its name."""
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts): file.read_text("utf-8")
        for file in MODULES
    }


def families() -> list[tuple[str, set[str]]]:
    """Give each module that uses a function that dispatches on a class, and what adds to that.

    Only of functions to which other modules add: who uses one must import them all.
    """
    adds: dict[str, set[str]] = {}
    uses: dict[str, set[str]] = {}
    for module, text in texts().items():
        for node in ast.walk(ast.parse(text)):
            for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                if f"@singledispatch\ndef {alias.name}(" in texts().get(str(node.module), ""):
                    which = adds if f"@{alias.name}.register" in text else uses
                    which.setdefault(f"{node.module}.{alias.name}", set()).add(module)
    return [(user, more) for name, more in adds.items() for user in sorted(uses.get(name, ()))]


@pytest.mark.parametrize(("user", "adds"), families())
def test_who_dispatches_imports_all_that_it_dispatches_to(user: str, adds: set[str]) -> None:
    assert adds - imported_by(f"import {user}") == set()
