"""What is said of each slip of a policy officer, word for word: no sentence gets worse unseen.

Each row of `slips/praktijk.json` is a slip in the policy of `test_slips.py`; `--golden-update`
writes down what is said now.
"""

import json
from pathlib import Path

import pytest

from maatwerk_rules.diagnostics import Diagnostic
from tests.syntax.test_slips import faults, slipped

ROWS = Path(__file__).parent / "slips" / "praktijk.json"
FEWEST = 40


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


def test_each_slip_is_said_as_written_down(request: pytest.FixtureRequest) -> None:
    rows = json.loads(ROWS.read_text("utf-8"))
    now = []
    for row in rows:
        text, _ = slipped(row["goed"], row["fout"])
        told = [said(each, text) for each in faults(text)]
        now.append({"goed": row["goed"], "fout": row["fout"], "gezegd": told})

    if request.config.getoption("--golden-update"):
        ROWS.write_text(f"{json.dumps(now, ensure_ascii=False, indent=1)}\n", "utf-8")
    else:
        assert now == rows


def test_each_slip_is_one_finding_and_there_are_many() -> None:
    rows = json.loads(ROWS.read_text("utf-8"))

    assert len(rows) >= FEWEST
    assert [row["fout"] for row in rows if len(row["gezegd"]) != 1] == []


def test_each_change_that_is_offered_leaves_no_new_fault_in_reading() -> None:
    for row in json.loads(ROWS.read_text("utf-8")):
        text, _ = slipped(row["goed"], row["fout"])
        for found in faults(text):
            for edit in found.edits:
                mended = f"{text[: edit.span.start]}{edit.replacement}{text[edit.span.end :]}"
                assert [each.code for each in faults(mended)] in ([], ["MW002"], ["MW077"])
