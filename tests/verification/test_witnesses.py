"""What showed claims before is tried first, and never believed."""

import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules import load
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.resources import folder
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.verification import check_willekeur
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.executors import plain_case
from maatwerk_rules.verification.kept import beside, whole
from maatwerk_rules.verification.report import Report
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.structural import Structural
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.witnesses import (
    MOST_CASES,
    MOST_VALUES,
    NAME,
    NOT_SHOWN,
    SCHEMA,
    Witnesses,
    read_witnesses,
    shows,
    write_witnesses,
)
from tests.small import policy_of
from tests.verification.test_told import DAY
from tests.verification.town import TEXT

POLICY = policy_of(TEXT + DAY)
PART = POLICY.slices[-1]
CLAIMS = [*derive(POLICY, PART.program)]
SHOWN = ("weerlegd", "gemeten", "levend")


def again(text: str | bytes, part: Slice = PART) -> Witnesses:
    return read_witnesses(text, CLAIMS, part)


@pytest.fixture(scope="module")
def found() -> Report:
    return check_willekeur(POLICY, seconds=2, proof="uit")


@pytest.fixture(scope="module")
def text(found: Report) -> str:
    return write_witnesses(POLICY, PART, found.verdicts, {}, plain_case(POLICY, PART))


def at_once(witnesses: Witnesses, effort: int = 300) -> Iterator[Verdict]:
    """Yield what comes of claims with no more cases than there are witnesses."""
    structural = Structural(POLICY, PART.program)
    claims = [one for one in CLAIMS if structural.verdict(one) is None]
    effort_ = Effort(most=effort)
    yield from searched(POLICY, PART, claims, effort_, witnesses=witnesses)


def test_what_was_found_is_found_again_without_a_search(found: Report, text: str) -> None:
    with_cases = {one.claim.key: one.status for one in found.verdicts if one.cases}
    shown = {key for key, status in with_cases.items() if status in SHOWN}
    witnesses = again(text)
    settled = {one.claim.key: one for one in at_once(witnesses) if one.cases}

    assert with_cases.keys() == witnesses.keys()
    assert len(shown) > 20
    assert shown <= settled.keys()


def test_a_measure_is_no_smaller_than_it_was(found: Report, text: str) -> None:
    before = {one.claim.key: one.size for one in found.verdicts if one.status == "gemeten"}
    now = {one.claim.key: one.size for one in at_once(again(text)) if one.status == "gemeten"}
    assert any(before.values())
    assert all((now[key] or 0) >= (size or 0) for key, size in before.items())


def test_cases_are_as_plain_as_they_can_be(text: str) -> None:
    first, *others = json.loads(text)["gevallen"]
    assert "als" not in first
    assert all(len(one.get("waarden", {})) <= 12 for one in others)


def test_what_was_not_asked_now_stays(text: str) -> None:
    kept = write_witnesses(POLICY, PART, [], again(text), plain_case(POLICY, PART))
    assert json.loads(kept) == json.loads(text)


def test_what_shows_nothing_is_not_believed(text: str) -> None:
    data = json.loads(text)
    pairs = {key: numbers for key, numbers in data["getuigen"].items() if len(numbers) == 2}
    same = {key: [numbers[0], numbers[0]] for key, numbers in pairs.items()}
    witnesses = again(json.dumps({**data, "getuigen": same}))
    settled = {one.claim.key for one in at_once(witnesses, 1) if one.cases}

    assert witnesses.keys() == pairs.keys()
    assert not settled & {key for key in pairs if key.startswith("P13 toeslag")}


def test_other_claims_and_other_days_are_left_out(text: str) -> None:
    data = json.loads(text)
    assert read_witnesses(text, [], PART) == {}
    assert again(json.dumps({**data, "getuigen": {"P99 iets": [0]}})) == {}
    later = attrs.evolve(PART, vanaf=PART.vanaf.replace(year=2090))
    assert again(text, later) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        *([], {}, "tekst", {"schema": "iets"}, {"schema": SCHEMA, "gevallen": {}, "getuigen": []}),
        {"schema": SCHEMA, "gevallen": [{}] * (MOST_CASES + 1), "getuigen": {}},
        {
            "schema": SCHEMA,
            "gevallen": [{"waarden": dict.fromkeys(map(str, range(MOST_VALUES + 1)), 1)}],
            "getuigen": {},
        },
    ],
)
def test_what_is_no_such_file_is_refused(wrong: Any) -> None:
    with pytest.raises(FactError, match="MW039"):
        again(json.dumps(wrong))


def test_what_is_no_json_is_refused() -> None:
    for one in ("", "{", b"\xff", "[" * 200):
        with pytest.raises(FactError):
            again(one)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "1e999", "1/0", "m"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["als", "waarden", "lijsten", "peildatum", "records", "af", "kinderen"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(st.lists(JSON, max_size=4), st.lists(JSON, max_size=3))
def test_whatever_stands_in_it_nothing_breaks(cases: list[Any], numbers: list[Any]) -> None:
    data = {"schema": SCHEMA, "gevallen": cases}
    shown = {claim.key: numbers for claim in CLAIMS[:5]}
    assert again(json.dumps({**data, "getuigen": shown})) == {}


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2)).map(lambda it: {"waarden": it}),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_written_as_other_than_an_earlier_case_is_that_case(
    cases: list[dict[str, Any]],
) -> None:
    written: list[dict[str, Any]] = [cases[0]]
    for number, one in enumerate(cases[1:]):
        written.append(beside(one, cases[number], number))
    assert [one["waarden"] for one in whole(written)] == [one["waarden"] for one in cases]


SHIPPED = "participatiewet"
EVERY = 25
"""Of the shipped cases each so many is reckoned by default, and at night all."""


def shown_of_the_shipped(every: int) -> dict[str, bool]:
    """Return by claim whether what is shipped still shows it."""
    policy = load(SHIPPED)
    part = policy.slices[-1]
    claims = {one.key: one for one in derive(policy, part.program)}
    text = folder("policies").joinpath(SHIPPED, NAME).read_bytes()
    known = read_witnesses(text, claims.values(), part)
    assert len(known) == len(json.loads(text)["getuigen"]), TO_MEND
    return {
        key: shows(policy, part, claims[key], known[key]) != NOT_SHOWN
        for key in sorted(known)[::every]
    }


TO_MEND = "a rule changed: run `maatwerk beproef participatiewet --onthoud`"


@pytest.mark.parametrize("every", [EVERY, pytest.param(1, marks=pytest.mark.nachtelijk)])
def test_what_is_shipped_still_shows_what_it_says(every: int) -> None:
    found = shown_of_the_shipped(every)
    assert len(found) * every > 1_000
    assert [key for key, is_shown in found.items() if not is_shown] == [], TO_MEND


def test_a_case_without_a_record_that_must_be_there_shows_nothing() -> None:
    policy = load(SHIPPED)
    part = policy.slices[-1]
    claim = next(one for one in derive(policy, part.program) if one.change is not None)
    case = plain_case(policy, part)
    bare = attrs.evolve(case, lists={**case.lists, "aanvrager": Records(())})
    assert shows(policy, part, claim, (bare, bare)) == NOT_SHOWN


def test_parts_that_are_no_groups_make_no_case() -> None:
    assert whole([{"waarden": {}}, {"als": 0, "waarden": 3}, {"als": 7}, None]) == [
        {"waarden": {}},
        *({},) * 3,
    ]
