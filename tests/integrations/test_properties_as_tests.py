"""With `--maatwerk-beproef` each property of a policy is a test of its own."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

import maatwerk_rules.integrations.properties_as_tests
import maatwerk_rules.integrations.pytest_plugin
import maatwerk_rules.pipeline  # a run inside this process forgets what it imports
from maatwerk_rules import load
from maatwerk_rules.integrations.properties_as_tests import failures
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification import executors
from maatwerk_rules.verification.checking import Means
from maatwerk_rules.verification.properties import PROPERTIES
from tests.small import BASE, policy_of
from tests.verification.town import TEXT

pytest_plugins = "pytester"

PLUGIN = ("-v", "-p", "no:maatwerk", "-p", "maatwerk_rules.integrations.pytest_plugin")

WRONG = TEXT.replace(
    "meer inkomen geeft nooit meer toeslag", "meer inkomen geeft nooit minder toeslag"
)


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Give `run("P12", …)`: put the town to the test for one property."""

    def run(words: str, *more: str) -> pytest.RunResult:
        (pytester.path / "dorp.beleid").write_text(f"{BASE}\n{WRONG}", encoding="utf-8")
        options = ("-k", words, "--maatwerk-beproef", "--maatwerk-tijd", "1", *more)
        return pytester.runpytest_inprocess("dorp.beleid", *PLUGIN, *options)

    return run


def test_each_property_is_an_item_that_passes_or_fails_with_its_cases(
    run: Callable[..., pytest.RunResult],
) -> None:
    result = run("P12 or P03")
    result.assert_outcomes(passed=1, failed=1, deselected=len(PROPERTIES) - 2)
    result.stdout.fnmatch_lines(
        [
            "dorp.beleid::P03 volgorde-van-regels PASSED*",
            "dorp.beleid::P12 meer-nood-nooit-minder FAILED*",
            "*Meer `inkomen` geeft minder `toeslag`.*",
        ]
    )


def test_without_the_option_there_are_no_such_items(pytester: pytest.Pytester) -> None:
    (pytester.path / "dorp.beleid").write_text(f"{BASE}\n{WRONG}", encoding="utf-8")
    result = pytester.runpytest_inprocess("dorp.beleid", *PLUGIN)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_without_a_cache_of_pytest_it_works_all_the_same(
    run: Callable[..., pytest.RunResult],
) -> None:
    run("P12", "-p", "no:cacheprovider").assert_outcomes(failed=1, deselected=len(PROPERTIES) - 1)


def town() -> Policy:
    return policy_of(WRONG)


def test_what_failed_before_is_tried_first_and_needs_no_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = failures(town(), "P12", 1.0, None)
    assert first.kept
    asked: list[object] = []

    def no_search(*_: object, **__: object) -> AbstractContextManager[Means]:
        asked.append(1)
        return nullcontext(Means())

    monkeypatch.setattr(maatwerk_rules.integrations.properties_as_tests, "means_for", no_search)
    again = failures(town(), "P12", 1.0, json.loads(json.dumps(first.kept)))
    assert again.told == first.told
    assert not asked
    failures(policy_of(TEXT), "P12", 1.0, first.kept)  # there the promise is kept
    assert asked


def test_what_no_longer_fails_is_kept_for_when_it_does_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = failures(town(), "P12", 1.0, None)
    here = maatwerk_rules.integrations.properties_as_tests
    with monkeypatch.context() as mended:
        mended.setattr(here, "shown", lambda *_: False)
        mended.setattr(here, "means_for", lambda *_, **__: nullcontext(Means()))
        found = failures(town(), "P12", 1.0, [*first.kept, {"sleutel": "P12 weg"}, 3])
    assert (found.told, found.kept) == ((), first.kept)
    assert failures(town(), "P12", 1.0, found.kept).told == first.told


def test_two_policies_of_one_name_keep_their_own_cases(pytester: pytest.Pytester) -> None:
    for name, text in (("een", WRONG), ("twee", TEXT)):
        (pytester.path / f"{name}.beleid").write_text(f"{BASE}\n{text}", encoding="utf-8")
    options = ("-k", "P12", "--maatwerk-beproef", "--maatwerk-tijd", "0.5")
    result = pytester.runpytest_inprocess(*PLUGIN, *options)
    result.assert_outcomes(passed=1, failed=1, deselected=2 * (len(PROPERTIES) - 1))
    kept = [*(pytester.path / ".pytest_cache/v/maatwerk/beproefd").iterdir()]
    assert len(kept) == 2


@pytest.mark.parametrize(
    "before",
    [
        *(
            "tekst",
            [3],
            [{"sleutel": "P12 weg"}],
            [{"sleutel": "P12 toeslag inkomen nooit minder"}],
        ),
        [{"sleutel": "P12 toeslag inkomen nooit minder", "gevallen": [None, {}, 3]}],
    ],
)
def test_what_was_kept_and_does_not_fit_is_left_alone(before: Any) -> None:
    assert failures(town(), "P12", 1.0, before).told


def test_what_is_refuted_in_the_text_is_told_without_cases() -> None:
    found = failures(town(), "P14", 1.0, None)
    told = "P14 geboortedatum: Geen uitkomst en geen oordeel hangt ervan af."
    assert told in found.told
    assert found.kept == []


def test_a_property_that_is_not_there_fails_nothing() -> None:
    assert failures(town(), "P99", 1.0, None).told == ()


def test_the_plain_cases_are_those_of_the_toetsen() -> None:
    policy = load("bijstand_voorbeeld")
    found = executors.plain_cases(policy, policy.slices[-1])
    assert "willem_a" in {each.name for each in found}
