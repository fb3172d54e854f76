"""The rules of the house that a machine can hold."""

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import maatwerk_rules

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "maatwerk_rules").rglob("*.py"))

LONGEST_FILE = 600
LONGEST_FUNCTION = 50
MOST_PUBLIC_NAMES = 25
HEAVY = ("hypothesis", "lark", "networkx", "numpy", "pygls", "pytest", "rich", "z3")


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def committed_texts() -> Iterator[tuple[str, str]]:
    """Give path and text of each committed file that is text."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("only a git checkout knows what is committed")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        file = ROOT / name
        if file.is_file() and b"\0" not in (raw := file.read_bytes()):
            yield name, raw.decode("utf-8")


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count from `def` to the last statement, less the docstring."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function, clean=False) is not None:
        lines -= function.body[0].end_lineno - function.body[0].lineno + 1
    return lines


def test_no_file_hides_more_than_one_concept() -> None:
    tests, policies = (ROOT / "tests").rglob("*.py"), (ROOT / "policies").rglob("*.beleid")
    files = (*MODULES, *tests, *policies)
    sizes = {place(file): len(file.read_text("utf-8").splitlines()) for file in files}

    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_every_function_fits_on_a_screen() -> None:
    long = {
        f"{place(file)}:{function.lineno} {function.name}": own_lines(function)
        for file in MODULES
        for function in functions(ast.parse(file.read_text("utf-8")))
        if own_lines(function) > LONGEST_FUNCTION
    }

    assert long == {}


def test_unfinished_work_is_an_issue_and_not_a_comment() -> None:
    unfinished = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")

    found = [name for name, text in committed_texts() if unfinished.search(text)]

    assert found == []


def test_no_path_of_a_developers_machine_is_committed() -> None:
    homes = r"(?<![\w.:/])/(?:home|Users|root)/[\w.-]+|\b[A-Za-z]:\\Users\\"
    here = [
        re.escape(folder.as_posix()) + "/"
        for folder in (ROOT, ROOT.parent)
        if folder.parent != folder and folder != Path(tempfile.gettempdir())
    ]
    machine = re.compile("|".join([homes, *(rf"(?<![\w.:/]){folder}" for folder in here)]))

    found = [
        f"{name}: {match[0]}" for name, text in committed_texts() if (match := machine.search(text))
    ]

    assert found == []


def test_all_lists_exactly_what_the_package_imports() -> None:
    tree = ast.parse((ROOT / "maatwerk_rules" / "__init__.py").read_text("utf-8"))
    imported = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("maatwerk_rules.")
        for alias in node.names
    }

    listed = maatwerk_rules.__all__

    assert sorted(listed) == sorted(imported)
    assert len(set(listed)) == len(listed) <= MOST_PUBLIC_NAMES
    assert set(listed) <= set(dir(maatwerk_rules))
    for name, home in imported.items():
        assert getattr(maatwerk_rules, name) is getattr(import_module(home), name)
    with pytest.raises(AttributeError, match="no attribute 'beslis'"):
        _ = maatwerk_rules.beslis


def test_every_public_name_is_documented() -> None:
    page = (ROOT / "docs" / "naslag" / "api.md").read_text("utf-8")

    missing = [
        name
        for name in maatwerk_rules.__all__
        if name != "__version__" and not re.search(rf"`(maatwerk_rules\.)?{name}\b", page)
    ]

    assert missing == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = f"import maatwerk_rules, sys; print(*(set({HEAVY!r}) & set(sys.modules)))"

    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.split() == []


def test_imports_only_go_down() -> None:
    pytest.importorskip("importlinter", reason="import-linter comes with the extra `dev`")

    script = "from importlinter.cli import lint_imports_command as main; main()"
    checked = subprocess.run(
        [sys.executable, "-c", script, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
