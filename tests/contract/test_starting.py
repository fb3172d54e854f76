"""What a fresh process imports, and what it does not: a start stays fast because of this."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def imported_by(script: str) -> set[str]:
    """Return which modules a fresh process has imported at the end of a script."""
    told = f"{script}\nimport sys\nprint()\nprint(*sys.modules)"
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("script", "absent"),
    [
        (
            "from maatwerk_rules.loading import read; read('bijstand_voorbeeld')",
            {"lark", "hypothesis", "networkx"},
        ),
    ],
)
def test_what_is_not_needed_is_not_imported(script: str, absent: set[str]) -> None:
    assert imported_by(script) & absent == set()
