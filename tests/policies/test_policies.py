"""Every policy that travels with the package is clean, tested and formatted.

There are some two thousand toetsen: CI runs them with `maatwerk toets`, and these tests at night.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.law import law_json
from maatwerk_rules.linter.manners import Manners
from maatwerk_rules.linter.registry import shipped
from maatwerk_rules.linter.settings import PRESETS, STRENG, Rules, Settings
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import Verwachting
from maatwerk_rules.pipeline import Linted, lint
from maatwerk_rules.resources import find_policy, shipped_policies
from maatwerk_rules.runtime.decide import decide as decide_case
from maatwerk_rules.runtime.toets import ToetsResult, coverage, run
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_source

NAMES = [entry.removesuffix(".beleid") for entry in shipped_policies()]
"""A page to read, on lines as long as they come."""

CASES = sorted((Path(__file__).parents[2] / "policies").glob("*/zaken/*.json"))


@cache
def checked(name: str) -> Linted:
    """Return a policy with what all checks find in it, the strictest too."""
    return lint(name, preset=STRENG)


@cache
def toetsen_of(name: str) -> dict[str, Toets]:
    """Return the toetsen of a policy that expect something, by name; nothing is run for it."""
    policy = checked(name).policy
    own = policy.beleid.own(Toets) if policy is not None else ()
    return {toets.naam: toets for toets in own if toets.one(Verwachting)}


@cache
def ran(name: str, toets: str) -> ToetsResult:
    policy = checked(name).policy
    assert policy is not None
    return run(policy, toetsen_of(name)[toets])


def results_of(name: str) -> list[ToetsResult]:
    return [ran(name, toets) for toets in toetsen_of(name)]


@pytest.mark.parametrize("name", NAMES)
def test_policy_has_no_findings(name: str) -> None:
    """What is right but meant to be so is explained in place; what was not examined is counted."""
    assert checked(name).diagnostics == ()


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_looks_for_more_than_the_strictest(preset: str) -> None:
    def codes(chosen: str) -> set[str]:
        manners = Manners(Beleid(()), Settings(typed=Rules(preset=chosen)), shipped())
        return {check.kind.code for check in manners.chosen()}

    assert codes(preset) <= codes(STRENG) == {check.kind.code for check in shipped()}


@pytest.mark.nachtelijk
@pytest.mark.parametrize(
    ("name", "toets"),
    [(name, toets) for name in NAMES for toets in toetsen_of(name)],
    ids=lambda value: value,
)
def test_toets_passes(name: str, toets: str) -> None:
    result = ran(name, toets)

    assert result.passed, result


@pytest.mark.nachtelijk
def test_every_rule_is_touched_by_a_toets() -> None:
    """A rule that waits for a filling is held in the policy that fills it."""
    touched = {rule for name in NAMES for result in results_of(name) for rule in result.touched}
    untouched = {}
    for name in NAMES:
        policy = checked(name).policy
        assert policy is not None
        untouched[name] = set(coverage(policy, results_of(name)).untouched) - touched

    assert not any(untouched.values()), untouched


@pytest.mark.parametrize("name", NAMES)
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


def test_what_is_no_law_yet_is_shown_as_such() -> None:
    policy = checked("participatiewet").policy
    assert policy is not None

    page = law_json(policy, date(2026, 3, 1))

    grades = {one["artikel"]: one["graad"] for one in page["artikelen"] if one["regeling"] == "Pw"}
    assert [grades[number] for number in ("24a", "34a", "34b", "56")] == ["nog niet in werking"] * 4
    (transition,) = [one for one in page["artikelen"] if one["artikel"] == "78ff"]
    not_yet = {
        one["deel"] for one in transition["dekking"] if one["graad"] == "nog niet in werking"
    }
    assert not_yet == {"lid 2", "lid 3", "lid 4"}
    assert transition["graad"] == "gedeeltelijk"


@pytest.mark.parametrize(
    ("geboren", "geweigerd"), [("2026-02-28", False), ("2026-03-01", False), ("2026-03-02", True)]
)
@pytest.mark.parametrize(
    "wie",
    [
        lambda geboren: {"aanvrager": {"geboortedatum": geboren}},
        lambda geboren: {"partner": {"geboortedatum": geboren}},
        lambda geboren: {
            "huisgenoten": [
                {"geboortedatum_huisgenoot": "1990-01-01"},
                {"geboortedatum_huisgenoot": geboren},
            ]
        },
    ],
    ids=["aanvrager", "partner", "huisgenoot"],
)
def test_who_is_not_born_yet_has_no_part_in_a_case(
    wie: Callable[[str], dict[str, object]], geboren: str, *, geweigerd: bool
) -> None:
    policy = checked("participatiewet").policy
    assert policy is not None
    feiten = {"feiten": wie(geboren)}
    day, asked = date(2026, 3, 1), "recht_op_algemene_bijstand"

    if geweigerd:
        with pytest.raises(FactError) as raised:
            decide_case(policy, feiten, peildatum=day, uitkomsten=asked, bare=True)
        assert [one.code for one in raised.value.diagnostics] == ["MW961"]
    else:
        assert decide_case(policy, feiten, peildatum=day, uitkomsten=asked, bare=True)
