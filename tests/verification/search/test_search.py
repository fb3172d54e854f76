"""A search yields a verdict on every claim, the same for a seed, each shown by the evaluator."""

from datetime import date
from itertools import count

import attrs
import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.verification.claims import AtMost, Later, Measured, Swapped
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.search.examples import examples
from maatwerk_rules.verification.search.pending import UnconfirmedError
from maatwerk_rules.verification.search.replaying import Judge
from maatwerk_rules.verification.search.search import Effort, search, searched
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.search.faulty import example_policy
from tests.verification.town import TEXT

POLICY = policy_of(TEXT)
PART = POLICY.slices[-1]
CLAIMS = derive(POLICY, PART.program)


def run(effort: Effort) -> dict[str, Verdict]:
    found = searched(POLICY, PART, CLAIMS, effort, examples=[case(3, 14)])
    return {one.claim.key: one for one in found}


FOUND = run(Effort(most=6_000, strict=True))


def test_every_claim_gets_one_verdict() -> None:
    assert FOUND.keys() == {one.key for one in CLAIMS}


@pytest.mark.parametrize("key", FOUND)
def test_what_is_found_the_evaluator_shows(key: str) -> None:
    one = FOUND[key]

    assert one.cases or one.status == "niet_gevonden"
    if one.cases:
        assert shown(POLICY, PART.program, one.claim, one.cases)
        assert len(one.cases) == (1 if one.claim.change is None else 2)


def test_a_seed_gives_the_same_each_time() -> None:
    first, second = (run(Effort(seed=3, most=500)) for _ in range(2))

    assert first == second


def test_the_steepest_step_is_found() -> None:
    (declared,) = (
        one for one in CLAIMS if one.outcome == "toeslag" and isinstance(one.demand, AtMost)
    )

    assert FOUND[declared.key].size == 15_000


def test_a_limit_that_is_meant_is_no_find() -> None:
    assert FOUND["P09 vroeg geslacht"].status == "niet_gevonden"
    assert FOUND["P10 vroeg team"].status == "niet_gevonden"


def test_order_and_time_are_tried() -> None:
    tried = {type(one.claim.change): one.tried for one in FOUND.values()}

    assert tried[Swapped] > 10
    assert tried[Later] > 10


def test_it_stops_when_its_time_is_over() -> None:
    ticks = count()
    effort = Effort(seconds=3, clock=lambda: float(next(ticks)))

    found = [*searched(POLICY, PART, CLAIMS, effort)]

    assert len(found) == len(CLAIMS)
    assert next(ticks) < 60


def test_it_stops_when_all_is_settled() -> None:
    settled = [one for one in CLAIMS if FOUND[one.key].cases][:3]

    found = [*search(POLICY, PART, settled, seconds=600, examples=[case(3, 14)])]

    assert all(one.cases for one in found)


def test_without_examples_it_draws_its_own() -> None:
    alive = [one for one in CLAIMS if one.key == "P05 toeslag toeslag_kind"]

    (found,) = search(POLICY, PART, alive, seconds=60, seed=1)

    assert found.status == "levend"


def test_what_the_evaluator_denies_is_told_or_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Judge, "shows", lambda *_: False)
    claims = [one for one in CLAIMS if one.key in ("P01 vroeg", "P10 vroeg kanaal")]

    found = [*searched(POLICY, PART, claims, Effort(most=300), examples=[case(3)])]

    assert {one.status for one in found} == {"niet_gevonden"}
    assert "niet bevestigt" in found[0].reason
    for one in claims[:1]:
        with pytest.raises(UnconfirmedError):
            [*searched(POLICY, PART, [one], Effort(most=300, strict=True), examples=[case(3)])]


def test_a_toets_that_does_not_read_is_no_example(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = example_policy()
    part = policy.slices[-1]
    all_of_them = [case for _, case in examples(policy, part)]
    assert len(all_of_them) > 3
    assert not [*examples(policy, attrs.evolve(part, vanaf=date(2030, 1, 1)))]

    def fail(*_: object) -> None:
        raise FactError(())

    monkeypatch.setattr("maatwerk_rules.verification.search.examples.facts_of", fail)
    assert not [*examples(policy, part)]


def test_measures_are_only_of_what_is_measured() -> None:
    assert all(
        isinstance(one.claim.demand, Measured) == (one.status == "gemeten")
        for one in FOUND.values()
        if one.cases and one.claim.change is not None and one.status != "weerlegd"
    )
