"""Outcomes that are asked often are worked out together; from outside nothing of that is seen."""

import weakref
from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest

from maatwerk_rules import load
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime import asked, deciding
from maatwerk_rules.runtime.asked import WARM_UP, rules_on
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Result
from maatwerk_rules.runtime.facts import FactValue, read_facts
from maatwerk_rules.runtime.later import is_filled
from tests.runtime.test_later import ADULT, CHANGING, CHILD, COMPLETE, DAY
from tests.small import policy_of

CASES = (ADULT, CHILD, COMPLETE, {})


@pytest.fixture(scope="module")
def policy():
    return often(load("bijstand_voorbeeld"))


@pytest.fixture(params=[asked.FEW, 0])
def few(request, monkeypatch):
    """Both ways: worked out at once, and when they are looked at."""
    monkeypatch.setattr(asked, "FEW", request.param)


def often(policy, names=None):
    """Return a policy that decided these outcomes so often that one function is made of them."""
    rules = rules_on(policy, DAY)
    rules.cases = WARM_UP
    (rules.all if names is None else rules.plan(names)).cases = asked.MANY
    return policy


def evaluated(policy, facts, day=DAY):
    part = rules_on(policy, day).part
    return deciding.Deciding(policy, part, facts, facts.case(day))


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("case", CASES)
def test_together_gives_what_the_evaluator_gives(case):
    policy = often(load("bijstand_voorbeeld"))
    facts = read_facts(policy, case)
    for _ in range(3):
        decision = decide(policy, facts, peildatum=DAY)
        whole = evaluated(policy, facts)
        for result in decision:
            assert result == whole.result(result.name, result.record, bare=False)
        assert decision.questions == whole.questions(decision.results)
        assert all(decision[one.name] is one for one in decision if one.record is None)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("first", [field.name for field in attrs.fields(Result)])
def test_whatever_is_asked_first_the_result_is_that_of_the_evaluator(policy, case, first):
    facts = read_facts(policy, case)
    for result in decide(policy, facts, peildatum=DAY):
        getattr(result, first)
        assert result == evaluated(policy, facts).result(result.name, result.record, bare=False)


@pytest.mark.usefixtures("few")
def test_what_was_asked_alone_is_in_the_results():
    policy = often(load("bijstand_voorbeeld"))
    for alone_first in (True, False, False):
        decision = decide(policy, COMPLETE, peildatum=DAY)
        before = decision["recht"] if alone_first else decision.results
        assert decision["recht"] in decision.results
        assert before is (decision["recht"] if alone_first else decision.results)
        assert next(one for one in decision if one.name == "recht") is decision["recht"]


def test_where_few_are_asked_their_values_are_there_at_once():
    policy = load("bijstand_voorbeeld")
    often(policy, ("recht",))
    facts = read_facts(policy, CHILD)
    first = decide(policy, facts, peildatum=DAY, uitkomsten=("recht",))
    assert first.status == "vast"

    decision = decide(policy, facts, peildatum=DAY, uitkomsten=("recht",))

    assert is_filled(decision, "results")
    assert is_filled(decision["recht"], "value")
    for thing in (decision, decision["recht"]):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            thing.name = "anders"
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            del thing.name
    assert decision["recht"].__class__ is Result


def test_a_function_is_made_after_many_cases(monkeypatch):
    monkeypatch.setattr(asked, "MANY", 2)
    policy = load("bijstand_voorbeeld")
    plan = rules_on(policy, DAY).all

    seen = []
    for _ in range(WARM_UP + 4):
        assert decide(policy, CHILD, peildatum=DAY).results
        seen.append(hasattr(plan, "made"))

    assert seen == [False] * (WARM_UP + 2) + [True] * 2


def test_outcomes_without_a_value_that_stands_are_told_apart():
    text = CHANGING.replace("  anders nee\n", "").replace("dan ja", "dan ja")
    policy = often(policy_of(text))
    for known, status in ((50, "vast"), (500, "geen_regel"), (None, "onbepaald")):
        case = {} if known is None else {"feiten": {"wisselend": known}}
        for _ in range(2):
            result = decide(policy, case, peildatum=DAY)["laag"]
            assert (result.status, result.value) == (status, True if known == 50 else None)


def test_a_fact_that_changes_has_the_value_of_the_day(monkeypatch):
    monkeypatch.setattr(asked, "MOST_DAYS", 2)
    policy = often(policy_of(CHANGING))
    course = {"@verloop": [{"van": "2026-01-01", "tot": "2026-03-01", "waarde": 50}]}
    changing = read_facts(policy, {"feiten": {"wisselend": course}})
    always = read_facts(policy, {"feiten": {"wisselend": 50}})

    for _ in range(2):
        for place in range(4):
            day = DAY - timedelta(days=place)
            expected = "vast" if place else "onbepaald"
            assert decide(policy, changing, peildatum=day)["laag"].status == expected
            assert decide(policy, always, peildatum=day)["laag"].value is True
        for names in (("laag",), ("laag", "laag"), ("laag",) * 3):
            decision = decide(policy, always, peildatum=DAY, uitkomsten=names)
            assert [one.value for one in decision] == [True] * len(names)
    assert rules_on(policy, date(1900, 1, 1)) is None


def test_a_number_that_is_not_whole_is_for_the_evaluator(policy):
    facts = read_facts(policy, COMPLETE)
    half = {**facts.values, Leaf("gegeven", "schulden"): FactValue(Fraction(1, 2))}
    odd = attrs.evolve(facts, values=half)

    for _ in range(2):
        decision = decide(policy, odd, peildatum=DAY)
        assert decision["recht"].status == decide(policy, facts, peildatum=DAY)["recht"].status


PER_RECORD = """\
soort kind heeft
  leeftijd: aantal jaren tussen 0 en 20
gegeven kinderen: lijst van hoogstens 3 kind
  vraag "Welke kinderen zijn er?"
  grondslag Pw artikel 1
uitkomst toeslag per kind: ja/nee
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  anders nee
  gunstig is ja
regel toeslag_voor_jonge_kinderen bepaalt toeslag
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  indien kind.leeftijd is minder dan 12 jaar
  dan ja
"""


@pytest.mark.usefixtures("few")
def test_outcomes_per_record_stand_between_the_others():
    policy = often(policy_of(CHANGING + PER_RECORD))
    children = [{"@naam": "an", "leeftijd": 3}, {"@naam": "bo", "leeftijd": 13}]
    for known in ({"kinderen": children}, {"kinderen": []}, {}):
        facts = read_facts(policy, {"feiten": {"wisselend": 50, **known}})
        for _ in range(2):
            decision = decide(policy, facts, peildatum=DAY)
            assert decision["laag"] is next(one for one in decision if one.name == "laag")
            whole = evaluated(policy, facts)
            names = rules_on(policy, DAY).published
            expected = [(name, record) for name in names for record in whole.records(name)]
            assert [(one.name, one.record) for one in decision] == expected
            for one in decision:
                assert one == whole.result(one.name, one.record, bare=False)


@pytest.mark.usefixtures("few")
def test_a_decision_leaves_no_circle_behind():
    policy = often(load("bijstand_voorbeeld"))
    for _ in range(2):
        decision = decide(policy, CHILD, peildatum=DAY, uitkomsten=("recht",))
        assert [one.value for one in decision] == [False]
        kept = weakref.ref(decision.results[0])
        del decision
        assert kept() is None
