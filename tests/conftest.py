"""What all tests share: golden files, which hold SOURCE and OUTCOME in one file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from maatwerk_rules.memory import VARIABLE

# Nothing of the user is read or changed; a test that wants a memory makes one.
os.environ[VARIABLE] = ""

# Policies among the tests are material for tests; `tests/policies` runs those that are shipped.
collect_ignore_glob = ["*.beleid"]

GOLDEN = Path(__file__).parent / "golden"
LINE = "==== uitkomst ====\n"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="renew the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Callable[[str], str]], None]:
    """Give `golden(name, produce)`: what `produce` makes of the source is the stored outcome."""

    def check(name: str, produce: Callable[[str], str]) -> None:
        file = GOLDEN / name
        source, _, stored = file.read_text("utf-8").partition(LINE)
        outcome = produce(source).rstrip("\n") + "\n"

        if request.config.getoption("--golden-update"):
            file.write_text(source + LINE + outcome, encoding="utf-8", newline="\n")
        else:
            assert outcome == stored, f"{name}: renew with --golden-update and read the diff"

    return check


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Stop at a test file that does not import: pytest would leave it out without a word.

    The option that lets doctests of an absent extra be skipped covers files with tests too.
    """
    if report.skipped and "unable to import module" in str(report.longrepr):
        name = report.nodeid
        if name.startswith("tests/"):
            raise pytest.UsageError(f"{name} cannot be imported; its tests would not run")
