"""A decision works out what is asked when it is asked; from outside nothing of that is seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction

import attrs
import pytest

from maatwerk_rules import load
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime import deciding
from maatwerk_rules.runtime.asked import WARM_UP, rules_on
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import FactValue, read_facts
from maatwerk_rules.runtime.later import Later, worker_of
from tests.small import policy_of

DAY = date(2026, 3, 1)
ADULT = {"feiten": {"geboortedatum": "1997-05-03", "nederlander_of_gelijkgesteld": True}}
CHILD = {"feiten": {"in_detentie": True, "nederlander_of_gelijkgesteld": False}}
COMPLETE = {
    "feiten": {
        **ADULT["feiten"],
        "woont_in_nederland": True,
        "in_detentie": False,
        "schulden": 0,
        "bezittingen": [{"@naam": "auto", "waarde_in_euro": 16000, "betwist": False}],
    },
}


@pytest.fixture(scope="module")
def policy():
    return warm(load("bijstand_voorbeeld"))


def warm(policy):
    """Return a policy that decided so much already that code is made of it."""
    rules_on(policy, DAY).cases = WARM_UP
    return policy


def whole(policy, facts, name, record=None):
    """Return what the evaluator makes of a result."""
    rules = rules_on(policy, DAY)
    evaluated = deciding.Deciding(policy, rules.part, facts, facts.case(DAY))
    return evaluated.result(name, record, bare=False)


@pytest.mark.parametrize("case", [ADULT, CHILD, COMPLETE, {}])
@pytest.mark.parametrize("first", [field.name for field in attrs.fields(Result)])
def test_whatever_is_asked_first_the_result_is_that_of_the_evaluator(policy, case, first):
    facts = read_facts(policy, case)
    for result in decide(policy, facts, peildatum=DAY):
        getattr(result, first)
        assert result == whole(policy, facts, result.name, result.record)


def test_a_value_that_stands_needs_no_evaluator(policy):
    decision = decide(policy, CHILD, peildatum=DAY)

    result = decision["recht"]
    asked = [result.value, result.status, result.possible, result.no_rule, result.conflict]
    asked += [result.missing, result.favourable, result.first, decision.status, decision.questions]

    assert (result.value, result.status, result.missing) == (False, "vast", ())
    assert worker_of(decision)._evaluated is None or decision.questions
    assert result.grounds
    assert worker_of(decision)._evaluated is not None


def test_the_first_cases_are_left_to_the_evaluator():
    policy = load("bijstand_voorbeeld")
    decisions = [decide(policy, CHILD, peildatum=DAY) for _ in range(WARM_UP + 1)]

    prepared = [worker_of(one).laid_out() is not None for one in decisions]
    assert prepared == [False] * WARM_UP + [True]
    assert len({repr(one) for one in decisions}) == 1


def test_what_was_asked_alone_is_in_the_results(policy):
    decision = decide(policy, COMPLETE, peildatum=DAY)

    alone = decision["recht"]

    assert alone in decision.results
    assert decision["recht"] is alone
    assert next(one for one in decision if one.name == "recht") is alone
    with pytest.raises(KeyError, match="decided were"):
        decision["bestaat_niet"]


def test_all_threads_see_the_same(policy):
    decision = decide(policy, COMPLETE, peildatum=DAY)

    with ThreadPoolExecutor(8) as pool:
        seen = [*pool.map(lambda _: (decision.results, decision["recht"].grounds), range(200))]

    assert len({id(results) for results, _ in seen}) == 1
    assert len({id(grounds) for _, grounds in seen}) == 1


def test_a_decision_does_not_change(policy):
    decision = decide(policy, COMPLETE, peildatum=DAY)

    for thing in (decision, decision["recht"]):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            thing.name = "anders"
        with pytest.raises(AttributeError, match="has no attribute 'naam'"):
            _ = thing.naam
        assert repr(thing)
        assert hash(type(thing))
    assert attrs.evolve(decision["recht"], stage="hardheid").stage == "hardheid"


def test_what_is_whole_has_no_worker(policy):
    made = attrs.evolve(decide(policy, COMPLETE, peildatum=DAY))

    assert isinstance(made, Later)
    assert worker_of(made) is None
    assert made == decide(policy, COMPLETE, peildatum=DAY)
    assert made["recht"].status == "onbepaald"
    with pytest.raises(AttributeError, match="has no attribute 'naam'"):
        _ = made.naam
    empty = object.__new__(Decision)
    with pytest.raises(AttributeError):
        _ = empty.results


def test_facts_are_laid_out_once_unless_they_change(policy):
    facts = read_facts(policy, COMPLETE)
    rules = rules_on(policy, DAY)

    assert rules.laid_out(facts, DAY) is rules.laid_out(facts, date(2026, 6, 1))
    assert rules_on(policy, DAY) is rules
    assert attrs.evolve(facts).derived == {}


CHANGING = """\
gegeven wisselend: bedrag tussen € 0 en € 1.000
  vraag "Welk inkomen is er?"
  grondslag Pw artikel 1
  verloopt
uitkomst laag: ja/nee
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  anders nee
  gunstig is ja
regel laag_inkomen bepaalt laag
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  indien wisselend is minder dan € 100
  dan ja
"""


def test_a_fact_that_changes_has_the_value_of_the_day():
    policy = warm(policy_of(CHANGING))
    course = {"@verloop": [{"van": "2026-01-01", "tot": "2026-03-01", "waarde": 50}]}
    facts = read_facts(policy, {"feiten": {"wisselend": course}})

    assert decide(policy, facts, peildatum=date(2026, 2, 28))["laag"].value is True
    assert decide(policy, facts, peildatum=DAY)["laag"].status == "onbepaald"
    assert rules_on(policy, DAY).laid_out(facts, DAY) is not rules_on(policy, DAY).laid_out(
        facts, DAY
    )


def test_a_number_that_is_not_whole_is_for_the_evaluator(policy):
    facts = read_facts(policy, COMPLETE)
    half = {**facts.values, Leaf("gegeven", "schulden"): FactValue(Fraction(1, 2))}
    decision = decide(policy, attrs.evolve(facts, values=half), peildatum=DAY)

    assert decision["recht"].status == decide(policy, facts, peildatum=DAY)["recht"].status
    assert [one.record.key for one in decision if one.record] == [
        one.record.key for one in decide(policy, facts, peildatum=DAY) if one.record
    ]


def test_a_case_that_cannot_be_is_refused_at_once():
    text = (
        CHANGING + 'toelaatbaar klein "Het is klein."\n  alleen als wisselend is minder dan € 500\n'
    )
    policy = warm(policy_of(text))
    facts = read_facts(policy, {"feiten": {"wisselend": 600}})
    half = {Leaf("gegeven", "wisselend"): FactValue(Fraction(120_001, 2))}

    for refused in (facts, attrs.evolve(facts, values=half)):
        with pytest.raises(FactError, match="klein"):
            decide(policy, refused, peildatum=DAY)
    for fine in ({}, {"feiten": {"wisselend": 50}}):
        assert decide(policy, fine, peildatum=DAY)


def test_records_of_a_list_that_may_hold_more_are_those_of_the_evaluator(policy):
    name = next(
        name for name, one in policy.program_on(DAY).definitions.items() if one.record is not None
    )
    for case in (COMPLETE, ADULT, {"feiten": {"bezittingen": []}}):
        facts = read_facts(policy, case)
        rules = rules_on(policy, DAY)
        evaluated = deciding.Deciding(policy, rules.part, facts, facts.case(DAY))
        decision = decide(policy, facts, peildatum=DAY, uitkomsten=(name,))
        assert [one.record for one in decision] == [*evaluated.records(name)]
        for one in decision:
            assert one == whole(policy, facts, name, one.record)
