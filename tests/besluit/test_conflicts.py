"""What pulls apart is told by name, with both ends, before anyone says nee."""

import json
from pathlib import Path
from typing import Any

import pytest

from maatwerk_rules import decide, load
from maatwerk_rules.besluit.conflicts import Conflict, Conflicts, Side, conflicts
from maatwerk_rules.besluit.two_policies import conflicts_between
from tests.besluit.cases import AISHA, DAY, OUTCOME, POLICY, WILLEM, besluit
from tests.besluit.debts import debts, of_bijstand, of_debts
from tests.small import policy_of
from tests.verification.town import TEXT

RICH: dict[str, Any] = {
    "feiten": {
        **WILLEM["feiten"],
        "werkt_toe_naar_uitstroom": True,
        "bezittingen": [
            {"@naam": "spaargeld", "waarde_in_euro": 9000, "betwist": False,
             "gewoon_of_nodig": False}
        ],
    },
    "bekeken": [{"door": "teammanager", "op": "2026-03-01", "omdat": "Geen nood."}],
}  # fmt: skip

POLICIES = Path(__file__).parents[2] / "policies"
OPEN = """
oordeel open_{n}: ja/nee
  vraag "Is het zo?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
"""
VEEL = """
uitkomst veel: ja/nee
  anders nee
  gunstig is ja
regel veel_open bepaalt veel
  bron Pw artikel 11 lid 1
  karakter moet
  bedoeling eigen_middelen_eerst
  toetsen altijd
  indien oordeel open_0 en oordeel open_1 en oordeel open_2 en oordeel open_3 en oordeel open_4
  dan ja
"""
GEEN = """
bedoeling hulp_geven "Wie niets heeft, krijgt hulp."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
  geschonden als gunst is nee en inkomen is € 0
uitkomst gunst: ja/nee
  bedoeling eigen_middelen_eerst
  anders nee
  gunstig is ja
"""
STRIJD = """
bedoeling duidelijk "Wie vraagt, krijgt antwoord."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
  geschonden als inkomen is € 0
uitkomst strijd: ja/nee
  bedoeling duidelijk
  gunstig is ja
regel voor bepaalt strijd
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  dan ja
regel tegen bepaalt strijd
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  dan nee
"""
AMOUNT = """
beleid rekening "Rekening in Voorbeeldstad"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt binnen zes weken bezwaar maken bij het college."
regeling R beleidsregel voorbeeld "Beleidsregels rekening van een niet-bestaande gemeente"
orgaan college "College van burgemeester en wethouders"
waarde rust "Wie schulden heeft, krijgt rust om ze op te lossen."
bedoeling niet_dubbel "Wie al een toeslag krijgt, krijgt hem niet nog eens."
  bron R artikel 1
  dient rust
gegeven toeslag: bedrag per maand tussen € 0 en € 500
  vraag "Hoeveel toeslag krijgt u?"
  grondslag R artikel 1
uitkomst extra: ja/nee
  door college
  bedoeling niet_dubbel
  anders nee
  gunstig is ja
regel zonder_toeslag bepaalt extra
  bron R artikel 1
  bedoeling niet_dubbel
  indien toeslag is ten hoogste € 100 per maand
  dan ja
"""


def within(case: Any, *names: str) -> Conflicts:
    return conflicts(POLICY, decide(POLICY, case, peildatum=DAY, uitkomsten=names))


def ends(one: Conflict) -> tuple[list[str], list[str]]:
    return [each.bedoeling for each in one.serves], [each.bedoeling for each in one.against]


def test_a_refusal_that_violates_another_intention_names_both() -> None:
    (one,) = within(RICH, "recht").found
    assert (one.kind, one.value, one.answers) == ("geschonden", False, ())
    assert ends(one) == (["eigen_middelen_eerst"], ["naar_werk"])
    assert one.serves[0].rules[0][0] == "vermogen_boven_grens"
    assert one.against[0].source is not None
    assert "artikel 7" in one.against[0].source.text
    assert one.against[0].waarden == (
        "Wie kan werken krijgt de ruimte om aan het werk te komen en te blijven.",
    )
    assert "De stap naar werk mag niet stranden" in one.text


def test_willem_sees_it_before_anyone_judged() -> None:
    case = {**WILLEM, "feiten": {**WILLEM["feiten"], "werkt_toe_naar_uitstroom": True}}
    violated, other = within(case, "recht").found
    assert violated.kind == "geschonden"
    assert [(leaf.name, value) for leaf, value in violated.answers][:2] == [
        ("beschikt_over", True),
        ("vrijgesteld", False),
    ]
    assert violated.text.startswith("Is het oordeel ‘beschikt over’ (auto) ja")
    assert (other.kind, other.value) == ("andere kant", False)
    assert ends(other) == (["eigen_middelen_eerst"], ["naar_werk"])
    assert other.against[0].rules[0][0] == "vrijgesteld_bezit"
    assert "Consulent inkomen" in other.text


def test_room_of_a_policy_rule_pulls_the_other_way() -> None:
    (one,) = within(AISHA, OUTCOME).found
    assert ends(one) == (["ouders_eerst"], ["tijd_om_passend_te_wonen"])


def test_a_rule_behind_an_open_judgement_is_named_before_anyone_judged() -> None:
    (one,) = within({"feiten": AISHA["feiten"]}, OUTCOME).found
    assert (one.kind, one.value) == ("andere kant", False)
    assert ends(one) == (["ouders_eerst"], ["tijd_om_passend_te_wonen"])
    assert [rule for rule, _ in one.serves[0].rules] == ["te_jong_voor_toeslag"]
    assert [(leaf.name, value) for leaf, value in one.answers] == [
        ("noodzakelijk_en_bijzonder", True)
    ]
    assert one.text.startswith(
        "Is het oordeel ‘noodzakelijk en bijzonder’ ja, dan geldt dit: ‘woonkostentoeslag’ is nee,"
        " door ‘te jong voor toeslag’. Dat is hiervoor: “Jongeren kunnen vaak op hun ouders"
    )


def test_the_age_rule_of_a_town_is_named_though_not_every_answer_was_tried() -> None:
    policy = load("bijzondere_bijstand_voorbeeldstad")
    text = (POLICIES / "bijzondere_bijstand_voorbeeldstad/zaken/aisha.json").read_text("utf-8")
    case = json.loads(text)
    decision = decide(
        policy, {"feiten": case["feiten"]}, peildatum=DAY, uitkomsten=("bijzondere_bijstand",)
    )
    told = conflicts(policy, decision)
    pulls = [one for one in told.found if ends(one)[1] == ["tijd_om_passend_te_wonen"]]
    assert ["ouders_eerst" in ends(one)[0] for one in pulls] == [True]
    assert "door ‘te jong voor woonkosten’" in pulls[0].text
    assert told.unseen == ("bijzondere_bijstand",)


def test_what_was_judged_pulls_no_more() -> None:
    assert within(besluit().data["uitkomst"]["feiten"], OUTCOME) == Conflicts(())


def test_what_lacks_facts_says_that_it_was_not_seen() -> None:
    assert within({"feiten": {"in_detentie": False}}, "recht") == Conflicts((), ("recht",))


@pytest.mark.parametrize("last", ["en oordeel open_4", "en niet oordeel open_4"])
def test_of_too_many_open_judgements_not_all_are_tried(last: str) -> None:
    five = "".join(OPEN.format(n=n) for n in range(5))
    rule = VEEL.replace("en oordeel open_4", last)
    third = "en niet oordeel open_3" if "niet" in last else "en oordeel open_3"
    rule = rule.replace("en oordeel open_3", third)
    policy = policy_of(TEXT + five + rule)
    decision = decide(policy, {}, peildatum=DAY, uitkomsten=("veel",))
    assert decision["veel"].status == "voorlopig"
    assert conflicts(policy, decision) == Conflicts((), ("veel",))


def test_an_outcome_by_otherwise_serves_what_the_outcome_is_for() -> None:
    policy = policy_of(TEXT + GEEN)
    decision = decide(policy, {"feiten": {"inkomen": 0}}, peildatum=DAY, uitkomsten=("gunst",))
    (one,) = conflicts(policy, decision).found
    assert ends(one) == (["eigen_middelen_eerst"], ["hulp_geven"])
    assert one.serves[0].rules == ()


def test_what_serves_nothing_else_is_no_conflict() -> None:
    policy = policy_of(
        TEXT + GEEN.replace("bedoeling eigen_middelen_eerst", "bedoeling hulp_geven")
    )
    decision = decide(policy, {"feiten": {"inkomen": 0}}, peildatum=DAY, uitkomsten=("gunst",))
    assert decision["gunst"].geschonden == ("hulp_geven",)
    assert conflicts(policy, decision).found == ()


def test_rules_that_contradict_each_other_are_called_so() -> None:
    policy = policy_of(TEXT + STRIJD)
    decision = decide(policy, {"feiten": {"inkomen": 0}}, peildatum=DAY, uitkomsten=("strijd",))
    (one,) = conflicts(policy, decision).found
    assert one.value is None
    assert "‘strijd’ is niet te beslissen met deze regels" in one.text.lower()


def test_willem_of_the_law_itself_pulls_apart_too() -> None:
    policy = load("participatiewet")
    text = (POLICIES / "participatiewet/zaken/willem.json").read_text("utf-8")
    name = "recht_op_algemene_bijstand"
    decision = decide(policy, text, peildatum=DAY, uitkomsten=(name,))
    kinds = [one.kind for one in conflicts(policy, decision).found]
    assert kinds == ["geschonden", "andere kant"]


# ---------------------------------------------------------------- two policies


def test_what_one_policy_refuses_the_other_rests_on() -> None:
    one, other = conflicts_between(of_bijstand(WILLEM), of_debts(regeling_loopt=True, schulden=0))
    assert (one.kind, one.outcome, one.value) == ("andere regeling", "recht", False)
    assert ends(one) == (["eigen_middelen_eerst"], ["vast_inkomen"])
    assert one.serves[0].policy == POLICY.title
    assert one.against[0].policy == debts().title
    assert other.kind == "zelfde feit"
    assert "Bij € 8.000 is ‘recht’" in other.text
    assert ends(other) == (["eigen_middelen_eerst"], ["kleine_schuld_eerst"])


def test_it_does_not_matter_which_policy_is_named_first() -> None:
    sides = of_bijstand(WILLEM), of_debts(regeling_loopt=True, schulden=0)
    there, back = conflicts_between(*sides), conflicts_between(*reversed(sides))
    assert {one.key for one in there} == {one.key for one in back}


def test_what_makes_the_other_unfavourable_is_told_without_a_violation() -> None:
    (one,) = conflicts_between(of_bijstand(RICH), of_debts(regeling_loopt=False, schulden=0))
    assert one.kind == "andere regeling"
    assert ends(one)[1] == ["vast_inkomen"]
    assert "is ‘regeling blijft’ dan nee, en anders ja" in one.text


def test_an_outcome_that_is_still_open_is_tried_with_each_value() -> None:
    open_ = of_bijstand({"feiten": {"in_detentie": False}})
    (one,) = conflicts_between(open_, of_debts(regeling_loopt=True, schulden=0))
    assert (one.value, one.serves) == (False, ())
    assert one.text.startswith("In ‘Bijstand, voorbeeld’ is ‘recht’ nee. In ‘Schuldhulp")


def test_what_the_other_case_says_of_an_amount_is_compared() -> None:
    policy = policy_of(TEXT)
    case = {"feiten": {"inkomen": 0, "in_detentie": False, "kinderen": [{"leeftijd_kind": 3}]}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("toeslag",))
    other = policy_of(AMOUNT, base=False)
    there = decide(other, {"feiten": {"toeslag": 0}}, peildatum=DAY)
    (one,) = conflicts_between(Side(policy, decision), Side(other, there))
    assert (one.kind, one.outcome, one.value) == ("andere regeling", "toeslag", 15000)
    agreed = decide(other, {"feiten": {"toeslag": 150}}, peildatum=DAY)
    assert conflicts_between(Side(policy, decision), Side(other, agreed)) == ()
    silent = decide(other, {}, peildatum=DAY)
    assert conflicts_between(Side(policy, decision), Side(other, silent)) == ()


@pytest.mark.parametrize("facts", [{"schulden": 7000}, {}])
def test_a_fact_of_which_the_cases_differ_is_not_shared(facts: dict[str, Any]) -> None:
    found = conflicts_between(of_bijstand(WILLEM), of_debts(regeling_loopt=False, **facts))
    assert "zelfde feit" not in [one.kind for one in found]


def test_one_name_of_two_types_is_not_one_thing() -> None:
    other = policy_of(AMOUNT.replace("toeslag: bedrag per maand tussen", "toeslag: bedrag tussen")
                      .replace("€ 100 per maand", "€ 100"), base=False)  # fmt: skip
    policy = policy_of(TEXT)
    case = {"feiten": {"inkomen": 0, "in_detentie": False, "kinderen": [{"leeftijd_kind": 3}]}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("toeslag",))
    there = decide(other, {"feiten": {"toeslag": 0}}, peildatum=DAY)
    assert conflicts_between(Side(policy, decision), Side(other, there)) == ()
