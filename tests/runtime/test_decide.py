from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.pipeline import from_json, load, to_json
from maatwerk_rules.resources import read_text
from maatwerk_rules.runtime.changes import what_would_change
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import NO_BESLUIT, Decision
from maatwerk_rules.source import Source
from tests.small import policy_of

DAY = date(2026, 3, 1)
WILLEM = {
    "nederlander_of_gelijkgesteld": True,
    "woont_in_nederland": True,
    "in_detentie": False,
    "geboortedatum": "1997-05-03",
    "schulden": 0,
    "bezittingen": [
        {"@naam": "auto", "waarde_in_euro": 16000, "betwist": True, "gewoon_of_nodig": True}
    ],
}
LOOK = {"door": "teammanager", "omdat": "Geen acute nood."}
NECESSARY = {
    "oordeel": "vrijgesteld",
    "voor": "auto",
    "waarde": True,
    "door": "consulent",
    "omdat": "Zonder auto geen werk.",
    "gewogen": {"waarde_in_euro": "hoog", "doel": "woon-werk", "andere_oplossing": "geen bus"},
}
STEPS = """
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  anders € 0
  gunstig is hoger
  bij samenloop som
  stappen verlagen
regel hoogte_norm bepaalt hoogte
  bron Pw artikel 21
  bedoeling eigen_middelen_eerst
  indien recht
  dan € 1.000
aanpassing korting van hoogte in stap verlagen
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 500
  dan vorige - € 100
aanpassing eerder_gekort van hoogte in stap verlagen
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 900
  dan vorige - € 50
"""
CONFLICT = """
uitkomst vorm: keuze uit geen, lening, gift
regel als_lening bepaalt vorm
  bron Pw artikel 48 lid 2
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 100
  dan lening
regel als_gift bepaalt vorm
  bron Pw artikel 48 lid 1
  bedoeling eigen_middelen_eerst
  indien inkomen is minder dan € 200
  dan gift
"""
ADMISSIBLE = """
toelaatbaar gezin "Een gehuwde heeft inkomen"
  alleen als woonsituatie is niet gehuwd of inkomen is meer dan € 0
"""
PER_RECORD = """
soort kind heeft
  leeftijd_kind: aantal jaren tussen 0 en 30
gegeven kinderen: lijst van hoogstens 5 kind
  vraag "Welke kinderen hebt u?"
  grondslag Pw artikel 17 lid 1
uitkomst toeslag per kind: ja/nee
  anders nee
  gunstig is ja
regel jong_kind bepaalt toeslag
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien kind.leeftijd_kind is minder dan 12
  dan ja
"""
DATED = """
regel oud_recht bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  geldt van 2026-01-01 tot 2026-07-01
  dan ja
"""


def example():
    return load("bijstand_voorbeeld")


def right(feiten=WILLEM, **rest):
    return decide(example(), {"feiten": feiten, **rest}, peildatum=DAY, uitkomsten=("recht",))


def test_willem_without_judgement_is_refused_only_provisionally():
    decision = right(bekeken=[LOOK])

    assert decision.status == "voorlopig"
    assert decision["recht"].value is False
    assert [str(leaf) for leaf in decision.missing] == [
        "beschikt_over voor auto",
        "vrijgesteld voor auto",
    ]
    assert not decision["recht"].settled
    assert not decision["recht"].gebonden


def test_willem_with_a_necessary_car_has_a_right_that_stands():
    result = right(oordelen=[NECESSARY])["recht"]

    assert (result.status, result.value, result.favourable) == ("vast", True, True)
    assert {ground.rule for ground in result.grounds} >= {"basisrecht", "vrijgesteld_bezit"}
    assert result.room == ()
    assert result.stage == "regulier"
    assert result.settled


def test_a_violated_intention_is_a_signal_with_the_outcome():
    feiten = {**WILLEM, "in_detentie": True, "werkt_toe_naar_uitstroom": True}

    result = right(feiten, bekeken=[LOOK])["recht"]

    assert result.value is False
    assert result.geschonden == ("naar_werk",)


def test_a_deviation_that_decides_says_so():
    acute = {
        "oordeel": "zeer_dringend",
        "waarde": True,
        "door": "teammanager",
        "omdat": "Nergens onderdak.",
        "gewogen": {"gevolg_voor_gezondheid": "ernstig", "andere_hulp": "niemand"},
    }
    feiten = {**WILLEM, "bezittingen": [], "in_detentie": True}

    result = right(feiten, oordelen=[acute])["recht"]

    assert (result.value, result.stage, result.gebonden) == (True, "afwijking", False)
    assert result.grounds[0].rule == "zeer_dringende_redenen"
    assert "acute_nood_voorkomen" in result.bedoelingen
    assert result.waarden == ("bestaanszekerheid",)


def test_an_outcome_by_default_rests_on_what_failed():
    result = right({**WILLEM, "woont_in_nederland": False}, bekeken=[LOOK])["recht"]

    (ground,) = [one for one in result.grounds if one.rule == "basisrecht"]
    assert ground.role == "niet vervuld"
    assert ground.failed == ("woont_in_nederland",)


def test_every_outcome_is_decided_when_none_is_named():
    decision = decide(example(), {"feiten": WILLEM}, peildatum=DAY)

    assert [result.name for result in decision] == ["recht", "woonkostentoeslag"]


def test_a_begrip_can_be_asked_by_name():
    decision = decide(example(), {"feiten": WILLEM}, peildatum=DAY, uitkomsten=("leeftijd",))

    assert decision["leeftijd"].value == 28
    assert decision["leeftijd"].favourable is None


def test_an_unknown_outcome_is_refused_with_the_nearest_name():
    with pytest.raises(FactError) as caught:
        decide(example(), {}, peildatum=DAY, uitkomsten=("rechtt", "zzzzzzzz"))

    first, second = caught.value.diagnostics
    assert first.code == "MW962"
    assert "`recht`" in first.help[0]
    assert "`woonkostentoeslag`" in second.help[0]


def test_a_date_outside_the_policy_is_refused_with_its_period():
    with pytest.raises(FactError) as caught:
        decide(example(), {}, peildatum=date(2020, 1, 1))

    (found,) = caught.value.diagnostics
    assert found.code == "MW960"
    assert "1 januari 2026" in found.help[0]


def test_a_period_with_an_end_is_told_with_its_end():
    head = 'beleid kort "Kort"\n  taalversie 1\n  status concept\n'
    text = f"{head}  geldt van 2026-01-01 tot 2027-01-01"

    with pytest.raises(FactError) as caught:
        decide(policy_of(text, base=False), {}, peildatum=date(2027, 1, 1))

    assert "tot 1 januari 2027" in caught.value.diagnostics[0].help[0]


def test_a_case_that_cannot_exist_is_refused():
    feiten = {"feiten": {"woonsituatie": "gehuwd", "inkomen": 0}}

    with pytest.raises(FactError) as caught:
        decide(policy_of(ADMISSIBLE), feiten, peildatum=DAY)

    assert caught.value.diagnostics[0].code == "MW961"
    assert "Een gehuwde heeft inkomen" in str(caught.value)


def test_a_case_of_which_that_is_not_sure_is_decided():
    decision = decide(policy_of(ADMISSIBLE), {"feiten": {"inkomen": 0}}, peildatum=DAY)

    assert decision["recht"].status == "onbepaald"


def test_an_outcome_once_per_record_has_a_result_per_record():
    case = {"feiten": {"kinderen": {"anna": {"leeftijd_kind": 4}, "bram": {"leeftijd_kind": 14}}}}

    decision = decide(policy_of(PER_RECORD), case, peildatum=DAY, uitkomsten=("toeslag",))

    assert decision["toeslag", "anna"].value is True
    assert decision["toeslag", "bram"].value is False
    with pytest.raises(KeyError):
        decision["toeslag", "cees"]


def test_contradicting_rules_are_a_status_that_names_both():
    result = decide(
        policy_of(CONFLICT), {"feiten": {"inkomen": 150}}, peildatum=DAY, uitkomsten=("vorm",)
    )["vorm"]

    assert (result.status, result.value) == ("strijdig", None)
    assert result.conflict == ("als_gift", "als_lening")


def test_an_outcome_that_no_rule_decides_is_said_so():
    text = CONFLICT.replace("minder dan € 200", "minder dan € 50")

    result = decide(
        policy_of(text), {"feiten": {"inkomen": 75}}, peildatum=DAY, uitkomsten=("vorm",)
    )["vorm"]

    assert result.status == "geen_regel"


def test_changes_of_a_step_add_up_under_som():
    case = {"feiten": {"in_detentie": False, "inkomen": 1000}}

    result = decide(policy_of(STEPS), case, peildatum=DAY, uitkomsten=("hoogte",))["hoogte"]

    assert result.value == 850_00
    assert {(g.rule, g.role) for g in result.grounds} >= {
        ("korting", "past aan"),
        ("eerder_gekort", "past aan"),
        ("hoogte_norm", "beslist"),
    }


def test_rules_hold_from_their_date():
    policy = policy_of(DATED)

    assert [part.vanaf for part in policy.slices] == [date(2026, 1, 1), date(2026, 7, 1)]
    assert "oud_recht" in str(policy.slices[0].program)
    assert "oud_recht" not in str(policy.slices[1].program)
    assert policy.on(date(2026, 8, 1)) is policy.slices[1]


def test_deciding_is_the_same_in_many_threads():
    policy = example()
    case = {"feiten": WILLEM, "bekeken": [LOOK]}

    with ThreadPoolExecutor(4) as pool:
        decisions = list(pool.map(lambda _: decide(policy, case, peildatum=DAY), range(8)))

    assert all(decision == decisions[0] for decision in decisions)


def test_a_decision_names_policy_versions_and_date():
    decision = right()

    assert decision.policy == "bijstand_voorbeeld"
    assert len(decision.policy_hash) == 64
    assert (decision.language_version, decision.peildatum) == (1, DAY)
    assert decision.library_version
    assert "geen besluit" in NO_BESLUIT


@pytest.mark.parametrize("peildatum", ["2026-03-01", datetime(2026, 3, 1, 12, 0)])  # noqa: DTZ001
def test_a_peildatum_that_is_no_date_is_wrong_use(peildatum):
    with pytest.raises(TypeError, match="must be a datetime"):
        decide(example(), {}, peildatum=peildatum)


def test_asking_a_decision_for_another_outcome_names_those_it_has():
    with pytest.raises(KeyError, match="recht"):
        right()["woonkostentoeslag"]


@pytest.mark.parametrize("leave_out", ["gewoon_of_nodig", None])
def test_a_kept_decision_is_the_same_and_still_tells_what_would_change_it(leave_out):
    auto = {k: v for k, v in WILLEM["bezittingen"][0].items() if k != leave_out}
    look = {**LOOK, "op": "2026-02-01"}
    decision = right({**WILLEM, "bezittingen": [auto]}, bekeken=[look])

    kept = from_json(example(), to_json(decision))

    assert kept == decision
    changes = what_would_change(example(), kept, "recht")
    assert set(changes) == set(what_would_change(example(), decision, "recht"))


def test_a_case_may_say_which_outcomes_it_asks_for():
    asked = {"feiten": WILLEM, "gevraagd": ["recht", "recht"]}

    assert [one.name for one in decide(example(), asked, peildatum=DAY)] == ["recht"]
    told = decide(example(), asked, peildatum=DAY, uitkomsten=("leeftijd",))
    assert [one.name for one in told] == ["leeftijd"]
    every = decide(example(), {"gevraagd": []}, peildatum=DAY)
    assert every.results == decide(example(), {}, peildatum=DAY).results


COSTS = """soort kost heeft
  prijs: bedrag tussen € 0 en € 10.000
    vraag "Wat kost het?"
    grondslag Pw artikel 17 lid 1
gegeven kosten: lijst van hoogstens 5 kost
  vraag "Welke kosten hebt u?"
  grondslag Pw artikel 17 lid 1
uitkomst vergoeding per kost: ja/nee
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  anders nee
  gunstig is ja
regel vergoed bepaalt vergoeding
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien kost.prijs is meer dan € 0
  dan ja
"""


def decided_per_record(feiten: dict[str, object]) -> Decision:
    texts = (Source("a", read_text("meldingen/basis.beleid")), Source("b", COSTS))
    return decide(load(texts), feiten, peildatum=date(2026, 3, 1), uitkomsten="vergoeding")


def test_outcome_per_record_is_open_while_nobody_said_which_records_there_are() -> None:
    decision = decided_per_record({})

    (result,) = decision.results
    assert (decision.status, result.status, result.value) == ("onbepaald", "onbepaald", None)
    assert [leaf.name for leaf in result.missing] == ["kosten"]
    assert [question.leaf.name for question in decision.questions] == ["kosten"]


def test_outcome_per_record_is_none_where_there_are_no_records() -> None:
    assert decided_per_record({"feiten": {"kosten": []}}).results == ()


def test_outcome_per_record_is_told_of_the_records_that_are_known() -> None:
    decision = decided_per_record({"feiten": {"kosten": [{"@naam": "bed", "prijs": 100}]}})

    assert [(one.record.key, one.value) for one in decision.results if one.record] == [
        ("bed", True)
    ]


def test_of_an_outcome_that_is_not_there_only_what_may_be_meant_is_offered():
    for asked_for, told in (
        ("rechtt", "Bedoelt u `recht_op_algemene_bijstand`"),
        ("xyzzyx", "Dit beleid beslist bijvoorbeeld over `"),
    ):
        with pytest.raises(FactError) as raised:
            decide(load("participatiewet"), {}, peildatum=DAY, uitkomsten=(asked_for,))
        assert raised.value.diagnostics[0].help[0].startswith(told)
