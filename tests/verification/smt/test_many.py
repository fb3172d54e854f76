"""Many claims proved together come out as each does alone, within the time there is."""

import threading
import time
from collections.abc import Generator, Iterator
from typing import Literal

import pytest

from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.verification.claims import Claim, Measured, More, Never, Place
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.properties import P12
from maatwerk_rules.verification.smt import many
from maatwerk_rules.verification.smt.crossing import Crossing
from maatwerk_rules.verification.smt.many import (
    MAYBE_MORE,
    NO_TIME,
    Ask,
    Asks,
    Job,
    Many,
    Pace,
    State,
)
from maatwerk_rules.verification.smt.product import Asking
from maatwerk_rules.verification.smt.proving import Prover, WrongModelError
from maatwerk_rules.verification.smt.quantities import UnsupportedError
from maatwerk_rules.verification.smt.solving import Answer, Limit, Solver
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.smt.test_proving import (
    CLAIMS,
    DIVISION,
    NEEDING_CASES,
    PART,
    POLICY,
    told,
)

pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")


def proved(
    claims: list[Claim], seconds: float = 60.0, known: tuple[Verdict, ...] = ()
) -> dict[str, Verdict]:
    with Prover(POLICY, PART, Limit(20), strict=True) as prover:
        found = [*prover.prove_all(claims, seconds, known)]
    assert {one.claim for one in found} == {*claims}
    assert len(found) == len(claims)
    return {one.claim.key: one for one in found}


@pytest.fixture(scope="module")
def together() -> dict[str, Verdict]:
    return proved([*NEEDING_CASES.values()])


@pytest.mark.parametrize("key", NEEDING_CASES)
def test_together_a_claim_comes_out_as_alone(key: str, together: dict[str, Verdict]) -> None:
    alone, here = told()[key], together[key]

    assert (here.status, here.method, here.size) == (alone.status, "bewijs", alone.size)
    if here.cases:
        assert shown(POLICY, PART.program, NEEDING_CASES[key], here.cases) is True


def test_what_is_largest_says_what_it_holds_for(together: dict[str, Verdict]) -> None:
    assert "z3" in together["P13 toeslag inkomen"].reason


def test_no_solver_and_no_thread_is_left() -> None:
    before = threading.active_count()
    made: list[Solver] = []

    class Watched(Prover):
        def solver(self) -> Solver:
            made.append(super().solver())
            return made[-1]

    with Watched(POLICY, PART) as prover:
        verdicts = prover.prove_all([*NEEDING_CASES.values()], 60)
        next(verdicts)
        del verdicts  # as when somebody breaks it off

    assert len(made) == many.WORKERS
    assert all(one._process is None for one in made)
    time.sleep(0.2)
    assert threading.active_count() <= before + 1


def test_without_time_nothing_is_asked() -> None:
    found = proved([CLAIMS["P01 vroeg"], CLAIMS["P13 toeslag inkomen"]], 0)

    assert {one.status for one in found.values()} == {"onbeslist"}
    assert {one.reason for one in found.values()} == {NO_TIME}


def test_what_is_not_made_into_formulas_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Asking, *_: object, **__: object) -> None:
        raise UnsupportedError("dit niet", NOWHERE)

    monkeypatch.setattr(Asking, "_of_one", refused)
    found = proved([CLAIMS["P01 vroeg"]])

    assert found["P01 vroeg"].reason.startswith("dit niet")


def test_a_solver_that_gives_up_leaves_the_claim_open_with_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Solver, "ask", lambda *_: Answer(None, reason="canceled"))
    found = proved([CLAIMS["P01 vroeg"]])

    assert found["P01 vroeg"].status == "onbeslist"
    assert found["P01 vroeg"].reason == "de solver had meer tijd nodig"


def test_a_case_that_the_evaluator_denies_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many.Judge, "settling", lambda *_: None)

    with pytest.raises(WrongModelError):
        proved([CLAIMS["P01 vroeg"]])


def test_a_difference_that_may_be_larger_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Solver.ask
    monkeypatch.setattr(
        Solver,
        "ask",
        lambda self, posed, climb, *rest: (
            Answer(None, reason="canceled") if climb else ask(self, posed, climb, *rest)
        ),
    )
    monkeypatch.setattr(many, "gap", lambda *_: 1)
    found = proved([CLAIMS["P13 toeslag inkomen"]])["P13 toeslag inkomen"]

    assert (found.status, found.size, found.reason) == ("gemeten", 1, MAYBE_MORE)


def test_what_was_found_before_is_tried_on_others(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [
        claim
        for claim in NEEDING_CASES.values()
        if isinstance(claim.demand, Measured)
        and claim.change == CLAIMS["P13 toeslag inkomen"].change
    ]
    known = tuple(told()[claim.key] for claim in claims)
    monkeypatch.setattr(Solver, "ask", lambda *_: Answer(None, reason="canceled"))
    found = proved(claims, known=known)

    assert all(found[one.claim.key].cases for one in known if one.cases)


def test_a_case_is_put_into_another_where_an_outcome_reads_it() -> None:
    crossing = Crossing(PART.program)
    over, base = case(geslacht="v", inkomen=1), case(geslacht="m", inkomen=2)
    found = crossing.crossed(over, base, "toeslag")

    assert found.values[Leaf("gegeven", "inkomen")] == 1
    assert found.values[Leaf("gegeven", "geslacht")] == "m"


def test_a_pace_gives_each_question_its_share() -> None:
    pace = Pace(time.monotonic() + 100, 0.5, 4, 1000)

    assert [*pace.each([CLAIMS["P01 vroeg"]])] == [CLAIMS["P01 vroeg"]]
    assert pace.count == 3
    assert 20 < pace.seconds < 2 * 50 / 3 + 1
    assert not pace.is_over
    assert Pace(time.monotonic() - 1, 1, 4, 1000).seconds == 0


# ---------------------------------------------------------------- what is known of a claim


def test_a_smaller_difference_does_not_replace_a_larger_one() -> None:
    large, small = (case(inkomen=1),), (case(inkomen=2),)
    state = State()
    state.take(large, 5)
    state.take(small, 3)

    assert (state.cases, state.size) == (large, 5)


def test_a_claim_of_which_nothing_was_asked_is_not_settled() -> None:
    assert not State().is_settled
    assert not State(refused=UnsupportedError("dit niet", NOWHERE)).is_settled


EARLY, EXTRA = CLAIMS["P01 vroeg"], CLAIMS["P13 toeslag inkomen"]


@pytest.fixture
def made() -> Iterator[Many]:
    with Prover(POLICY, PART) as prover:
        yield Many(prover, 60)


def ended(asks: Asks) -> bool:
    """Tell whether nothing is asked."""
    return next(asks, None) is None


def test_what_was_concluded_is_not_asked_again(made: Many) -> None:
    pace = Pace(time.monotonic() + 60, 1, 1, 60)

    assert ended(made._one_by_one([EARLY], pace))
    assert pace.count == 0


def test_an_answer_on_what_was_concluded_changes_nothing(made: Many) -> None:
    pool = made._prover.asking(EARLY).quantities.pool
    (asked,) = made._prover.asking(EARLY).asked(EARLY)
    job = Job(asked, made._prover.posed(pool, asked, exact=True))

    assert made._read(job, Answer(True), Ask(EARLY, 0, [EARLY], pool))
    assert made._states == {}


def test_a_question_of_which_a_case_was_denied_is_not_asked_again(made: Many) -> None:
    (asked,) = made._prover.asking(EARLY).asked(EARLY)
    made._states[EARLY] = State([asked], {0: Answer(True)})

    assert ended(made._alone(EARLY, [EARLY]))


def test_a_question_that_comes_too_late_is_not_put_to_a_solver(
    made: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    (asked,) = made._prover.asking(EARLY).asked(EARLY)
    pool = made._prover.asking(EARLY).quantities.pool
    job = Job(asked, made._prover.posed(pool, asked, exact=True))
    monkeypatch.setattr(Solver, "ask", lambda *_: pytest.fail("it was asked"))

    with made._workers() as workers:
        late = Pace(time.monotonic() - 1, 1, 1, 60)
        assert [*made._round(workers, iter([(one for one in [job])]), late)] == []


def test_a_pair_is_tried_once_in_each_case_that_hangs_on_another(
    made: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    made._states[EXTRA] = State()
    pair = case(inkomen=1), case(inkomen=2)
    made._pairs[EXTRA.change] = [("recht", pair)]

    assert not made._shown_by_others(EXTRA, [EXTRA])
    assert made._crossed == set()

    made._sensitive[EXTRA.outcome] = [case(inkomen=3)]
    assert not made._shown_by_others(EXTRA, [EXTRA])
    assert len(made._crossed) == 1

    monkeypatch.setattr(made._crossing, "crossed", lambda *_: pytest.fail("it was tried again"))
    assert not made._shown_by_others(EXTRA, [EXTRA])


# ---------------------------------------------------------------- products


def product_of_itself(
    monkeypatch: pytest.MonkeyPatch, way: Literal["meer", "minder"], *answers: Answer
) -> Verdict:
    """Return what comes of a claim about a product when the solver answers this."""
    left = [*answers]
    policy = policy_of(DIVISION)
    more = More(Place("gegeven", "personen_in_huis"))
    monkeypatch.setattr(Solver, "ask", lambda *_: left.pop(0))
    monkeypatch.setattr(Many, "_in_parts", unproved)
    monkeypatch.setattr(many, "LIGHT", 0)
    with Prover(policy, policy.slices[-1], strict=True) as prover:
        (found,) = prover.prove_all([Claim(P12, "keer", Never(way), more)], 60)
    assert left == []
    return found


def unproved(*_: object) -> Generator[Job, Answer, bool]:
    yield from ()
    return False


def test_a_product_that_is_not_decided_roughly_is_asked_exactly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rough = Answer(None, reason="timeout")

    found = product_of_itself(monkeypatch, "minder", rough, Answer(False))
    open_ = product_of_itself(monkeypatch, "minder", rough, Answer(None, reason="geheugen"))

    assert found.status == "bewezen"
    assert (open_.status, open_.reason) == ("onbeslist", "de solver had meer geheugen nodig")


def test_a_rough_case_that_the_evaluator_denies_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    found = product_of_itself(monkeypatch, "minder", Answer(True), Answer(False))

    assert found.status == "bewezen"


def test_a_record_of_a_list_that_an_outcome_does_not_read_brings_no_values() -> None:
    crossing = Crossing(PART.program)
    over, base = case(4, 7, inkomen=1), case(inkomen=2)
    found = crossing.crossed(over, base, "vroeg")

    assert not found.lists["kinderen"].records
    assert not [leaf for leaf in found.values if leaf.record is not None]
