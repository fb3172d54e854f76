"""What is said of each slip of a policy officer, word for word: no sentence gets worse unseen.

Each row is a slip in the policy of `test_slips.py`: in `slips/praktijk.json` of who knows the
language, in `slips/beginner.json` of who writes as people speak. `--golden-update` writes down what
is said now.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules.diagnostics import Diagnostic
from tests.syntax.test_slips import faults, slipped

SLIPS = Path(__file__).parent / "slips"
FEWEST = {"praktijk": 40, "beginner": 120}


def said(found: Diagnostic, text: str) -> dict[str, object]:
    span = found.spans[0].span
    return {
        "code": found.code,
        "plek": text[span.start : span.end],
        "kop": found.headline,
        "hulp": list(found.help),
        "wijziging": [
            [text[each.span.start : each.span.end], each.replacement] for each in found.edits
        ],
    }


def rows_of(title: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((SLIPS / f"{title}.json").read_text("utf-8"))
    return rows


@pytest.mark.parametrize("title", FEWEST)
def test_each_slip_is_said_as_written_down(request: pytest.FixtureRequest, title: str) -> None:
    rows = rows_of(title)
    now = []
    for row in rows:
        text, _ = slipped(row["goed"], row["fout"])
        told = [said(each, text) for each in faults(text)]
        now.append({"goed": row["goed"], "fout": row["fout"], "gezegd": told})

    if request.config.getoption("--golden-update"):
        text = json.dumps(now, ensure_ascii=False, indent=1)
        (SLIPS / f"{title}.json").write_text(f"{text}\n", "utf-8")
    else:
        assert now == rows


@pytest.mark.parametrize("title", FEWEST)
def test_each_slip_is_one_finding_and_there_are_many(title: str) -> None:
    rows = rows_of(title)

    assert len(rows) >= FEWEST[title]
    assert [row["fout"] for row in rows if len(row["gezegd"]) != 1] == []


def test_each_slip_of_a_beginner_is_told_with_how_to_write_it() -> None:
    rows = rows_of("beginner")

    assert [row["fout"] for row in rows if not row["gezegd"][0]["hulp"]] == []


@pytest.mark.parametrize("title", FEWEST)
def test_each_change_that_is_offered_leaves_no_new_fault_in_reading(title: str) -> None:
    for row in rows_of(title):
        text, _ = slipped(row["goed"], row["fout"])
        for found in faults(text):
            for edit in found.edits:
                mended = f"{text[: edit.span.start]}{edit.replacement}{text[edit.span.end :]}"
                assert [each.code for each in faults(mended)] in ([], ["MW002"], ["MW077"])
