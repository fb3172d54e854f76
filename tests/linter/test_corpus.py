"""Realistic faults in shipped policies: each is found in its place, and nothing else is.

How a fault is written down stands in `faults.py`. A load of a policy that builds on the law takes
seconds, so by day the faults of such a policy are looked for together; at night each by itself,
and then the toetsen run too.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.linter.registry import shipped
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import Verwachting
from maatwerk_rules.pipeline import Linted, lint
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.toets import run
from maatwerk_rules.source import Source
from tests.linter.faults import (
    FINDERS,
    LET_THROUGH,
    NAMED,
    SORTS,
    Fault,
    changed,
    faults,
    marked,
    texts,
)

FEWEST = 60
EXAMPLE = "bijstand_voorbeeld"
"""A policy of one page, quick to look at."""
FORM = "MW101"
USUAL = tuple(check for check in shipped() if not check.strict and check.kind.code != FORM)
WHOLE = "samen"
PAGE = Path(__file__).parents[2] / "docs" / "begrijpen" / "wat-de-controles-vinden.md"

POLICIES = sorted(entry.removesuffix(".beleid") for entry in shipped_policies())
SMALL = [fault for fault in faults() if fault.policy == EXAMPLE]
LARGE = [fault for fault in faults() if fault.policy != EXAMPLE]


def by_name(fault: Fault) -> str:
    return f"{fault.policy}/{fault.name}"


def place_of(one: Diagnostic, linted: Linted) -> tuple[str, int, str]:
    span = one.spans[0].span
    return span.source, linted.sources[span.source].position(span.start).line, one.code


def looked_at(sources: tuple[Source, ...]) -> tuple[Linted, set[tuple[str, int, str]]]:
    """Give what is found in a text: the file, the line and the code."""
    linted = lint(sources, USUAL)
    return linted, {place_of(one, linted) for one in linted.diagnostics}


@cache
def together(policy: str) -> tuple[tuple[Fault, ...], tuple[Source, ...]]:
    """Give the faults of a policy that go together, and the text with all of them."""
    sources, taken = texts(policy), []
    for fault in LARGE:
        if fault.policy == policy and fault.finder == "controle" and not fault.alone:
            sources = changed(sources, fault)
            taken.append(fault)
    return tuple(taken), sources


def test_there_are_enough_faults_and_of_every_sort() -> None:
    found = [fault for fault in faults() if fault.finder == "controle"]

    assert len(found) >= FEWEST
    assert {fault.sort for fault in found} >= {*NAMED, *LET_THROUGH}
    assert {fault.sort for fault in faults()} >= set(SORTS)
    assert sorted({fault.policy for fault in found}) == POLICIES


@pytest.mark.parametrize("fault", faults(), ids=by_name)
def test_a_fault_says_of_what_sort_it_is_and_who_finds_it(fault: Fault) -> None:
    assert fault.sort in SORTS
    assert fault.finder in FINDERS
    assert (fault.finder == "toets") == bool(fault.toets)
    assert (fault.finder == "controle") == bool(fault.codes)


def counted(page: str) -> str:
    """Return the page about the checks with its counts renewed."""
    return "\n".join(map(_counted, page.split("\n")))


def _counted(line: str) -> str:
    name = line.split("|")[1].strip() if line.startswith("| ") else ""
    if name not in (WHOLE, *SORTS, *(f"`{policy}`" for policy in POLICIES)):
        return line
    those = [one for one in faults() if name in (WHOLE, one.sort, f"`{one.policy}`")]
    counts = Counter(one.finder for one in those)
    return " | ".join(["| " + name, *(str(counts[finder]) for finder in FINDERS)]) + " |"


def test_the_page_about_the_checks_counts_these_faults(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text("utf-8")
    if request.config.getoption("--golden-update"):
        PAGE.write_text(counted(page), encoding="utf-8", newline="\n")

    assert PAGE.read_text("utf-8") == counted(page), "renew with --golden-update"
    assert all(f"| `{policy}` |" in page for policy in POLICIES)
    assert all(f"| `{one.name}` |" in page for one in faults() if one.finder == "niemand")


@pytest.mark.parametrize("fault", SMALL, ids=by_name)
def test_the_fault_is_found_in_its_place_and_nothing_else(fault: Fault) -> None:
    sources = changed(texts(fault.policy), fault)

    assert looked_at(sources)[1] == marked(sources, [fault])


@pytest.mark.parametrize("policy", [name for name in POLICIES if name != EXAMPLE])
def test_the_faults_of_a_policy_are_found_together_and_nothing_else(policy: str) -> None:
    taken, sources = together(policy)

    assert len(taken) > 1
    assert looked_at(sources)[1] == marked(sources, taken)


@pytest.mark.nachtelijk
@pytest.mark.parametrize("fault", LARGE, ids=by_name)
def test_the_fault_is_found_by_who_is_said_to_find_it(fault: Fault) -> None:
    sources = changed(texts(fault.policy), fault)

    linted, found = looked_at(sources)

    assert found == marked(sources, [fault])
    if fault.finder != "controle":
        assert linted.policy is not None
        toetsen = [each for each in linted.policy.beleid.own(Toets) if each.one(Verwachting)]
        named = [each for each in toetsen if fault.toets in ("", each.naam)]
        assert named
        passed = {run(linted.policy, each).passed for each in named}
        assert passed == {fault.finder == "niemand"}
