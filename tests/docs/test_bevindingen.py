"""What the pages on the shipped policies name is there: rules, toetsen and cases."""

import re
from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.properties import P01, P16
from maatwerk_rules.verification.search.cases import Drafts
from maatwerk_rules.verification.search.layout import Layout

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "docs" / "begrijpen" / "bevindingen.md", ROOT / "policies" / "README.md")
NAME = re.compile(r"`([a-z0-9]+(?:_[a-z0-9]+)+)`")
CASE = re.compile(r"policies/\w+/zaken/\w+\.json")

FOUND = {
    "P01 leefvorm": ("huis_kind_zonder_volledige_zorg",),
    "P16 voorschot_ten_minste": (
        "voorschot_vrijwilliger_oktober",
        "voorschot_vrijwilliger_november",
    ),
}
"""What is told of the law as a finding, with the toetsen whose cases show it."""


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


@pytest.mark.parametrize("key", FOUND)
def test_what_is_told_as_a_finding_is_one(key: str) -> None:
    policy = load("participatiewet")
    toetsen = [policy.find(Toets, name) for name in FOUND[key]]
    days = [toets.one(Toetsdatum) for toets in toetsen if toets is not None]
    part = policy.on(max(day.datum for day in days if day is not None))
    assert part is not None
    drafts = Drafts(Layout(part.program))
    claims = {one.key: one for one in derive(policy, part.program, (P01, P16))}

    def case(toets: Toets | None, day: Toetsdatum | None) -> Case:
        assert toets is not None
        assert day is not None
        return drafts.case(drafts.drafted(facts_of(policy, toets).case(day.datum)))

    cases = tuple(case(*each) for each in zip(toetsen, days, strict=True))

    assert shown(policy, part.program, claims[key], cases)
