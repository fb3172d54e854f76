"""A keystroke in a file of 2,000 lines is answered within a tenth of a second."""

from statistics import median

import pytest

from maatwerk_rules.integrations.editor import findings
from maatwerk_rules.integrations.editor.desk import Desk
from tests.benchmarks.editing import LINES, alone, in_national, measured, seen_by_an_editor

MOST = 0.1


def test_the_file_is_as_long_as_it_says_and_the_keystroke_breaks_it():
    keys = alone()
    desk = Desk()
    texts = keys.texts()
    found = []
    for _ in range(2):
        desk.put(keys.document, next(texts))
        snapshot = desk.snapshot(keys.document)
        found.append([each.code for each in findings.of_names(snapshot, keys.document)])

    assert keys.text.count("\n") >= LINES
    assert found == [[], ["MW002"]]


def test_the_largest_file_of_the_national_policy_is_long():
    assert in_national().text.count("\n") > 400


@pytest.mark.benchmark
def test_findings_follow_a_keystroke_within_a_tenth_of_a_second():
    costs = dict(measured(alone()))

    at_once = (
        "reading the changed block",
        "names and types of the file",
        "findings at their places",
    )
    assert sum(costs[each] for each in at_once) < MOST


@pytest.mark.benchmark
def test_an_editor_sees_findings_within_a_tenth_of_a_second():
    pytest.importorskip("pygls")

    assert median(seen_by_an_editor(alone())) < MOST
