"""Every policy that travels with the package is clean, tested and formatted."""

from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.pipeline import Findings, check
from maatwerk_rules.resources import find_policy, shipped_policies
from maatwerk_rules.runtime.toets import coverage, run, run_all
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_source

NAMES = [entry.removesuffix(".beleid") for entry in shipped_policies()]
EXAMPLE = "bijstand_voorbeeld"
"""A page to read: it shows more rules than its toetsen touch, on lines as long as they come."""

CASES = sorted((Path(__file__).parents[2] / "policies").glob("*/zaken/*.json"))


@cache
def checked(name: str) -> Findings:
    return check(name)


def toetsen() -> list[tuple[str, str]]:
    found = []
    for name in NAMES:
        policy = checked(name).policy
        found += [(name, one.toets.naam) for one in run_all(policy)] if policy else []
    return found


@pytest.mark.parametrize("name", NAMES)
def test_policy_has_no_findings(name: str) -> None:
    assert checked(name).diagnostics == ()


@pytest.mark.parametrize(("name", "toets"), toetsen(), ids=lambda value: value)
def test_toets_passes(name: str, toets: str) -> None:
    policy = checked(name).policy
    assert policy is not None
    (wanted,) = (one for one in policy.beleid.declaraties if one.name == toets and _is(one))

    result = run(policy, wanted)

    assert result.passed, result


def _is(declaration: object) -> bool:
    return type(declaration).__name__ == "Toets"


@cache
def touched_anywhere() -> frozenset[str]:
    """Return the rules touched by some toets: one that waits for a filling is held where it is."""
    return frozenset(
        name
        for policy in (checked(name).policy for name in NAMES)
        if policy is not None
        for result in run_all(policy)
        for name in result.touched
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name != EXAMPLE])
def test_every_rule_is_touched_by_a_toets(name: str) -> None:
    policy = checked(name).policy
    assert policy is not None

    assert set(coverage(policy, run_all(policy)).untouched) <= touched_anywhere()


@pytest.mark.parametrize("name", [name for name in NAMES if name != EXAMPLE])
def test_policy_stands_in_the_fixed_form(name: str) -> None:
    files = find_policy(name)
    assert files is not None

    for file, data in files.files:
        source = Source(file, data.decode("utf-8"))
        assert format_source(source) == source.text, file


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_case_that_travels_along_reads(file: Path) -> None:
    from maatwerk_rules.runtime.facts import read_facts

    policy = checked(file.parents[1].name).policy
    assert policy is not None

    read_facts(policy, file.read_bytes())
