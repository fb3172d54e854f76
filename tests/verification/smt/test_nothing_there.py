"""What a begrip without a result comes to makes no proof hold that does not, and few fail."""

from datetime import date
from itertools import product

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import Claim, Measured, Other, Place, Same
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.properties import P09, P15
from maatwerk_rules.verification.smt.many import Ask, Job, Many, State
from maatwerk_rules.verification.smt.proving import Prover
from maatwerk_rules.verification.smt.solving import Limit
from tests.small import policy_of

pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")

DAY = date(2026, 3, 1)
FACTS = ("oud", "samen", "rijk")
CONDITIONS = ("oud", "niet oud", "samen", "rijk", "niet samen", "oud of rijk", "samen en niet rijk")
READING = (
    *(
        "vorm is alleen",
        "vorm is met_zijn_tweeen",
        "vorm is niet alleen",
        "toeslag is meer dan € 5",
    ),
    *("vorm is alleen of oud", "toeslag is meer dan € 5 en samen", "oud"),
)
AMOUNTS = ("€ 3", "€ 7", "toeslag", "toeslag + € 1", "toeslag maar ten hoogste € 4")


def with_gaps(first: str, second: str, third: str, reads: str, gives: str) -> Policy:
    return policy_of(
        "".join(
            f'gegeven {name}: ja/nee\n  vraag "?"\n  grondslag Pw artikel 17 lid 1\n'
            for name in FACTS
        )
        + f"""
begrip vorm: keuze uit alleen, met_zijn_tweeen
  bron Pw artikel 11 lid 1
regel vorm_een bepaalt vorm
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien {first}
  dan alleen
regel vorm_twee bepaalt vorm
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien {second}
  dan met_zijn_tweeen
begrip toeslag: bedrag
  bron Pw artikel 11 lid 1
regel toeslag_soms bepaalt toeslag
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien {third}
  dan € 6
uitkomst pas: ja/nee
  anders nee
  gunstig is ja
regel pas_soms bepaalt pas
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien {reads}
  dan ja
uitkomst som: bedrag
  anders € 0
  gunstig is hoger
regel som_soms bepaalt som
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien {reads}
  dan {gives}
"""
    )


def case(*values: bool) -> Case:
    return Case(DAY, {Leaf("gegeven", name): one for name, one in zip(FACTS, values, strict=True)})


def some_pair_shows(policy: Policy, claim: Claim, place: int) -> bool:
    program = policy.slices[-1].program
    for values in product((False, True), repeat=len(FACTS)):
        turned = [*values]
        turned[place] = not turned[place]
        if shown(policy, program, claim, (case(*values), case(*turned))):
            return True
    return False


drawn = st.builds(
    with_gaps,
    *[st.sampled_from(CONDITIONS)] * 3,
    st.sampled_from(READING),
    st.sampled_from(AMOUNTS),
)


@settings(max_examples=4, deadline=None)
@given(drawn)
def test_what_is_proved_no_pair_refutes_and_what_is_refuted_one_does(policy: Policy) -> None:
    check(policy)


@pytest.mark.nachtelijk
@settings(max_examples=300, deadline=None)
@given(drawn)
def test_in_many_policies_what_is_proved_no_pair_refutes(policy: Policy) -> None:
    check(policy)


def check(policy: Policy) -> None:
    claims = {
        Claim(asks, outcome, demand, Other(Place("gegeven", name))): number
        for number, name in enumerate(FACTS)
        for outcome in ("pas", "som")
        for asks, demand in ((P09, Same(grounds=False)), (P15, Measured(None)))
    }
    with Prover(policy, policy.slices[-1], Limit(20), strict=True) as prover:
        for told in prover.prove_all([*claims], 60.0):
            pairs = some_pair_shows(policy, told.claim, claims[told.claim])
            is_shown = bool(told.cases)
            assert is_shown or not pairs or told.status == "onbeslist", told
            assert pairs or not is_shown, told


def test_what_is_not_there_makes_no_difference_by_itself() -> None:
    policy = with_gaps("oud", "samen en niet oud", "oud", "vorm is alleen", "€ 3")
    claim = Claim(P15, "pas", Measured(None), Other(Place("gegeven", "rijk")))
    with Prover(policy, policy.slices[-1], Limit(20), strict=True) as prover:
        (told,) = prover.prove_all([claim], 60.0)

    assert (told.status, told.size) == ("gemeten", 0)


def test_where_a_case_is_open_another_is_asked_in_which_it_is_not() -> None:
    policy = with_gaps("oud", "samen en niet oud", "oud", "vorm is alleen en rijk", "€ 3")
    claim = Claim(P15, "pas", Measured(None), Other(Place("gegeven", "rijk")))
    with Prover(policy, policy.slices[-1], Limit(20)) as prover:
        many = Many(prover, 60.0)
        many._states[claim] = State()
        (asked,) = prover.asking(claim).asked(claim)
        pool = prover.asking(claim).quantities.pool
        open_ = next(one for one in asked.opens if one.name == "vorm")
        forced = attrs.evolve(asked, settles=pool.both(asked.settles, open_.when))
        job = Job(forced, prover.posed(pool, forced, exact=True))
        answer = prover.solver().ask(job.posed)
        assert answer.found
        assert many._confirmed(prover.cases(forced, job.posed, answer), [claim]) == []
        asking = many._closing(Ask(claim, 0, [claim], pool), Job(asked, job.posed), answer)

        again = next(asking)
        with pytest.raises(StopIteration):
            asking.send(prover.solver().ask(again.posed))

    assert many._states[claim].cases
