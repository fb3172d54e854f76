"""What the pages on the shipped policies name is there: rules, toetsen and cases."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "docs" / "begrijpen" / "bevindingen.md", ROOT / "policies" / "README.md")
NAME = re.compile(r"`([a-z0-9]+(?:_[a-z0-9]+)+)`")
CASE = re.compile(r"policies/\w+/zaken/\w+\.json")


@cache
def words() -> frozenset[str]:
    """Return every word of every shipped policy, and the names of the policies."""
    found = {place.name for place in (ROOT / "policies").iterdir()}
    for place in (ROOT / "policies").rglob("*.beleid"):
        found.update(re.findall(r"\w+", place.read_text("utf-8")))
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_name_stands_in_a_policy(page: Path) -> None:
    named = set(NAME.findall(page.read_text("utf-8")))

    assert named - words() == set()
    assert named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_case_is_there(page: Path) -> None:
    cases = CASE.findall(page.read_text("utf-8"))

    assert [case for case in cases if not (ROOT / case).is_file()] == []


def test_each_outcome_of_the_law_stands_on_the_page() -> None:
    text = (ROOT / "policies" / "README.md").read_text("utf-8")
    outcomes = {
        name
        for place in (ROOT / "policies" / "participatiewet").glob("*.beleid")
        for name in re.findall(r"^uitkomst (\w+)", place.read_text("utf-8"), re.MULTILINE)
    }

    assert {name for name in outcomes if f"`{name}`" not in text} == set()
    assert outcomes
