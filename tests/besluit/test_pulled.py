"""What pulls apart stays in a besluit, also after nee, and each conflict is answered by name."""

from typing import Any

import pytest

from maatwerk_rules import FactError, decide, load
from maatwerk_rules.besluit.form import weigh
from maatwerk_rules.besluit.pulled import place_of, pulled, said_of, unanswered, weighed_in
from maatwerk_rules.besluit.record import Besluit, lacking_at, read_besluit, record, seal
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.besluit.weighing import complete, with_weighing
from maatwerk_rules.runtime.facts import read_facts
from tests.besluit.cases import AISHA, ANSWERS, DAY, GIVEN, OUTCOME, POLICY, WILLEM, besluit
from tests.besluit.made import HEARD, over_a_year, own_part, refused, without_ground
from tests.small import policy_of
from tests.verification.town import TEXT

AGE = {
    "uitkomst": OUTCOME,
    "voor": None,
    "dient": ["ouders_eerst"],
    "tegen": ["tijd_om_passend_te_wonen"],
    "gronden": ["beleidsregel_onevenredig"],
}
EFFECT = {"gewenst_effect": "Ik wil hier kunnen blijven wonen."}
LOOK = {"door": "teammanager", "op": "2026-03-01", "omdat": "Haar tante betaalt de huur."}


LISTED = """
soort dier heeft
  poten: aantal tussen 0 en 4
    vraag "Hoeveel poten heeft het?"
    grondslag Pw artikel 17 lid 1
gegeven dieren: lijst van hoogstens 2 dier
  vraag "Welke dieren hebt u?"
  grondslag Pw artikel 17 lid 1
oordeel kind_lijdt per kind: ja/nee
  vraag "Lijdt dit kind eronder?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling kind_eerst
  motivering verplicht
bedoeling kind_eerst "Geen kind komt iets tekort."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel genoeg_inkomen bepaalt hulp
  bron Beleid artikel 4
  bedoeling eigen_middelen_eerst
  indien inkomen is ten hoogste € 1.250
  dan ja
regel te_veel_inkomen bepaalt hulp
  bron Beleid artikel 4
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 1.250
  dan nee
afwijkingsgrond voor_een_kind bij te_veel_inkomen
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling kind_eerst
  ten gunste
  toetsen altijd
  indien er is een kind uit kinderen waarvoor oordeel kind_lijdt
  dan ja
"""


def looked(**given: Any) -> Besluit:
    case = {**AISHA, **EFFECT, "bekeken": [LOOK]}
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=(OUTCOME,))
    return record(POLICY, decision, {**GIVEN, "gehoord": HEARD, **given})


def places(one: Besluit) -> list[str]:
    """Return what is lacking but the weighing, which is another gate."""
    return [place for place, _ in lacking_at(one) if not place.startswith("wegingen.")]


def test_a_conflict_stays_in_the_record_after_nee() -> None:
    assert without_ground().data["botsingen"] == [AGE]
    assert looked().data["botsingen"] == [AGE]
    assert over_a_year().data["botsingen"] == [AGE]
    assert besluit().data["botsingen"] == []
    assert replay(POLICY, without_ground()).same


def test_a_conflict_that_nobody_weighed_is_answered_by_its_outcome_or_by_the_intention() -> None:
    assert places(looked()) == [f"bij_botsing.{OUTCOME}"]
    for key in (OUTCOME, "tijd_om_passend_te_wonen"):
        assert places(looked(bij_botsing={key: "Haar tante helpt haar nu."})) == []
    assert places(looked(bij_botsing={"tijd_om_passend_te_wonen": "-"})) != []
    with pytest.raises(FactError) as raised:
        looked(bij_botsing={"iets_anders": "Haar tante helpt haar nu."})
    assert [one.path for one in raised.value.diagnostics] == ["bij_botsing.iets_anders"]


def test_the_weighing_of_exactly_this_conflict_answers_it() -> None:
    assert lacking_at(without_ground()) == ()
    assert weighed_in(AGE, without_ground().data["wegingen"])


def test_a_weighing_of_something_else_in_the_same_outcome_answers_nothing() -> None:
    """Of Willem his father's car was weighed; that he loses his way to work was not."""
    case = {**WILLEM, **EFFECT, "feiten": {**WILLEM["feiten"], "werkt_toe_naar_uitstroom": True},
            "bekeken": [LOOK]}  # fmt: skip
    case["feiten"] |= {"bezittingen": [{**WILLEM["feiten"]["bezittingen"][0],
                                        "gewoon_of_nodig": False}]}  # fmt: skip
    facts = read_facts(POLICY, case)
    decision = decide(POLICY, facts, peildatum=DAY, uitkomsten=("recht",))
    judged = {"waarde": True, "gewogen": {"wie_betaalde": "Willem", "wie_gebruikt": "Willem",
                                          "bewijs": "aankoopbewijs"}}  # fmt: skip
    answers = {**ANSWERS, **EFFECT, "bedoeling": "eigen_middelen_eerst", "door": "consulent",
               "omdat": "Willem kocht de auto zelf.",
               "oordelen": {"beschikt_over voor auto": judged}}  # fmt: skip
    one = complete(weigh(POLICY, decision, "recht", "van_een_ander"), facts, answers)
    decision = decide(POLICY, with_weighing(facts, one), peildatum=DAY, uitkomsten=("recht",))
    given = {**GIVEN, "gehoord": HEARD}
    silent = record(POLICY, decision, given, (one,))
    assert silent.data["botsingen"][0]["tegen"] == ["naar_werk"]
    assert places(silent) == ["bij_botsing.recht"]
    said = {"bij_botsing": {"recht": "Hij kan met de bus naar zijn werk."}}
    assert lacking_at(record(POLICY, decision, {**given, **said}, (one,))) == ()


def test_of_more_conflicts_in_one_outcome_each_is_answered_by_its_own_name() -> None:
    other = {**AGE, "tegen": ["naar_werk"], "gronden": []}
    data = looked().data
    data["botsingen"] = [AGE, other]
    data["bij_botsing"] = {OUTCOME: "Haar tante helpt haar nu."}
    told = [key for key, _ in unanswered(data, [OUTCOME])]
    assert told == ["tijd_om_passend_te_wonen", "naar_werk"]
    assert place_of(AGE, [AGE]) == OUTCOME
    assert said_of(AGE, [AGE, other], data["bij_botsing"]) is None
    data["bij_botsing"] = dict.fromkeys(told, "Haar tante helpt haar nu.")
    assert list(unanswered(data, [OUTCOME])) == []
    assert list(unanswered({**data, "bij_botsing": None}, ["recht"])) == []
    again = {**data, "botsingen": [AGE, AGE], "bij_botsing": None}
    assert [key for key, _ in unanswered(again, [OUTCOME])] == [OUTCOME]


def test_in_a_record_made_by_hand_a_conflict_is_not_answered_by_another_weighing() -> None:
    data = without_ground().data
    data["botsingen"] = [{**AGE, "gronden": ["iets_anders"], "tegen": ["naar_werk"]}]
    assert places(read_besluit(seal(data).text)) == [f"bij_botsing.{OUTCOME}"]


def test_what_is_refused_and_would_change_nothing_is_no_conflict() -> None:
    """The car counts whatever the answer on urgent reasons: those are about another paragraph."""
    assert [one["gronden"] for one in refused().data["botsingen"]] == [[]]


@pytest.mark.parametrize(("children", "kept"), [(0, 0), (2, 1), (5, 0)])
def test_a_ground_about_each_record_of_a_list_is_tried_for_each(children: int, kept: int) -> None:
    """Of more answers than are tried nothing is said."""
    policy = policy_of(TEXT + LISTED)
    listed = [{"@naam": str(number), "leeftijd_kind": 3} for number in range(children)]
    look = {**LOOK, "door": "college"}
    case = {
        "feiten": {"inkomen": 2000, "kinderen": listed, "dieren": [{"@naam": "poes", "poten": 4}]},
        "bekeken": [look],
    }
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("hulp",))
    found = pulled(policy, [decision])
    assert [one["gronden"] for one in found] == [["voor_een_kind"]] * kept


def test_what_a_person_judged_on_the_own_part_is_reckoned_to_the_same_again() -> None:
    policy, one = load("bijzondere_bijstand_voorbeeldstad"), own_part(200)
    assert pulled(policy, [replay(policy, one).decision]) == one.data["botsingen"]


def test_an_outcome_that_is_open_keeps_no_conflict() -> None:
    policy = policy_of(TEXT)
    assert pulled(policy, [decide(policy, {}, peildatum=DAY)]) == []
