"""What is missing blocks a weighing; nothing is scored; two people can be laid side by side."""

import json
import re
from typing import Any

import pytest

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.form import VIEWS, Form, weigh
from maatwerk_rules.besluit.record import record
from maatwerk_rules.besluit.weighing import (
    complete,
    side_by_side,
    with_weighing,
    write_weighing,
)
from maatwerk_rules.runtime.facts import read_facts
from tests.besluit.cases import (
    ANSWERS,
    DAY,
    GIVEN,
    GROUND,
    OUTCOME,
    POLICY,
    WILLEM,
    aisha,
    form,
    weighing,
)


def refused(answers: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(FactError) as raised:
        complete(form(), aisha(), answers)
    return {str(one.path): one.headline for one in raised.value.diagnostics}


@pytest.mark.parametrize("nothing", [None, 5, [], "x"])
def test_what_is_no_form_is_refused(nothing: Any) -> None:
    with pytest.raises(FactError):
        complete(form(), aisha(), nothing)


def test_only_the_joint_judgement_of_two_people_is_recorded() -> None:
    """Each weighed apart, in words of their own and with another answer; both talked after."""
    no = {"onevenredig_gevolg": {**ANSWERS["oordelen"]["onevenredig_gevolg"], "waarde": False}}
    first = {**ANSWERS, "waarden": "Rouwen zonder schuld, zegt de een.", "omdat": "Eerst zo, een."}
    second = {**ANSWERS, "waarden": "Ouders gaan voor, zegt de ander.", "oordelen": no,
              "omdat": "Eerst zo, ander."}  # fmt: skip
    rows = side_by_side(form(), first, second)
    assert [(one.first, one.second) for one in rows if one.differs] == [
        ("Rouwen zonder schuld, zegt de een.", "Ouders gaan voor, zegt de ander."),
        ("ja", "nee"),
    ]
    both = [complete(form(), aisha(), one) for one in (first, second)]
    joint = weighing(omdat="Samen vonden wij dit.")
    facts = with_weighing(aisha(), joint)
    decision = decide(POLICY, facts, peildatum=DAY, uitkomsten=(OUTCOME,))
    kept = record(POLICY, decision, GIVEN, (joint,)).text.decode()
    assert "Samen vonden wij dit." in kept
    assert not re.search("zegt de een|zegt de ander|Eerst zo", kept)
    for apart in ([*both], [joint, both[0]], [both[0]], [both[1]]):
        with pytest.raises(FactError):
            record(POLICY, decision, GIVEN, apart)


def test_nothing_is_answered_beforehand_and_all_that_is_missing_is_told_at_once() -> None:
    paths = [path for path, _ in form().gaps({})]
    assert paths[:4] == ["gewenst_effect", "bedoeling", "waarde", "ethiek.korte_termijn"]
    assert paths[-3:] == ["door", "op", "omdat"]
    assert len(refused({})) == len(paths)


def test_a_complete_weighing_feeds_the_decision() -> None:
    facts = with_weighing(aisha(), weighing())
    result = decide(POLICY, facts, peildatum=DAY, uitkomsten=(OUTCOME,))[OUTCOME]
    assert (result.status, result.value) == ("vast", True)
    assert facts.gewenst_effect == ANSWERS["gewenst_effect"]


def test_no_ground_here_is_a_complete_answer() -> None:
    judged = {"onevenredig_gevolg": {**ANSWERS["oordelen"]["onevenredig_gevolg"], "waarde": False}}
    facts = with_weighing(aisha(), weighing(oordelen=judged))
    result = decide(POLICY, facts, peildatum=DAY, uitkomsten=(OUTCOME,))[OUTCOME]
    assert (result.status, result.value) == ("vast", False)
    assert {one.name: one.state for one in result.room}[GROUND] == "afgewezen"


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("omdat", " ", "omdat"),
        ("ethiek", {**ANSWERS["ethiek"], "lange_termijn": ""}, "ethiek.lange_termijn"),
        ("bedoeling", "iets_anders", "bedoeling"),
        ("belang", "x", "belang"),
        ("ethiek", {**ANSWERS["ethiek"], "kort": "x"}, "ethiek.kort"),
        ("waarden", 3, "waarden"),
        ("oordelen", {"onbekend": {}}, "oordelen.onbekend"),
        ("oordelen", 3, "oordelen"),
        ("oordelen", {"onevenredig_gevolg": 3}, "oordelen.onevenredig_gevolg"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(key: str, value: object, path: str) -> None:
    assert path in refused({**ANSWERS, key: value})


def test_who_has_no_mandate_cannot_weigh() -> None:
    told = refused({**ANSWERS, "door": "consulent"})
    assert "mandaat" in told["door"]


def test_a_judgement_that_does_not_read_is_told_at_its_own_place() -> None:
    judged = {"onevenredig_gevolg": {**ANSWERS["oordelen"]["onevenredig_gevolg"], "waarde": "x"}}
    assert "oordelen.onevenredig_gevolg.waarde" in refused({**ANSWERS, "oordelen": judged})


def test_the_same_answers_stand_under_three_values() -> None:
    seen = form().seen_by(ANSWERS)
    assert tuple(seen) == VIEWS
    every = {text for told in seen.values() for text, _ in told}
    assert every == {one.text for one in form().questions}
    assert all(answer for told in seen.values() for _, answer in told)


def test_a_deviation_is_called_one_and_an_exception_of_the_law_is_not() -> None:
    assert form().notice.startswith("Dit is een afwijking")
    decision = decide(POLICY, WILLEM, peildatum=DAY)
    exempt = weigh(POLICY, decision, "recht", "van_een_ander", "auto")
    assert exempt.notice == ("Dit is geen afwijking: het is een uitzondering in de wet zelf.")


def test_a_judgement_about_a_record_names_it() -> None:
    facts = read_facts(POLICY, WILLEM)
    decision = decide(POLICY, facts, peildatum=DAY)
    exempt = weigh(POLICY, decision, "recht", "van_een_ander", "auto")
    judged = {
        "beschikt_over voor auto": {
            "waarde": False,
            "gewogen": {"wie_betaalde": "vader", "wie_gebruikt": "werk", "bewijs": "bon"},
        }
    }
    answers = {
        **ANSWERS,
        "bedoeling": "eigen_middelen_eerst",
        "door": "consulent",
        "oordelen": judged,
    }
    facts = with_weighing(facts, complete(exempt, facts, answers))
    assert decide(POLICY, facts, peildatum=DAY, uitkomsten=("recht",))["recht"].value is True


def test_what_is_no_deviation_asks_only_the_effect_and_what_the_rule_lets_be_judged() -> None:
    facts = read_facts(POLICY, WILLEM)
    exempt = weigh(POLICY, decide(POLICY, facts, peildatum=DAY), "recht", "van_een_ander", "auto")
    leaf = "oordelen.beschikt_over voor auto"
    weighed = {"wie_betaalde": "vader", "wie_gebruikt": "werk", "bewijs": "bon"}
    given = {
        "gewenst_effect": "Naar mijn werk.",
        "oordelen": {"beschikt_over voor auto": {"waarde": False, "gewogen": weighed}},
        "door": "consulent",
        "op": "2026-03-01",
        "omdat": "De auto is van vader.",
    }
    done = complete(exempt, facts, given)

    assert [path for path, _ in exempt.gaps({})] == [
        *("gewenst_effect", leaf, *(f"{leaf}.gewogen.{name}" for name in weighed)),
        *("door", "op", "omdat"),
    ]
    assert done.answers == {"gewenst_effect": "Naar mijn werk."}
    more = complete(exempt, facts, {**given, "belangen_van_anderen": "Geen."})
    assert more.answers["belangen_van_anderen"] == "Geen."
    assert len([*exempt.gaps({**given, "bedoeling": "iets_anders"})]) == 1


def test_a_deviation_asks_as_much_of_no_as_of_yes() -> None:
    asked = {"oordelen": {"onevenredig_gevolg": {"waarde": False}}}
    favours = {"oordelen": {"onevenredig_gevolg": {"waarde": True}}}

    assert [*form().gaps(asked)] == [*form().gaps(favours)]
    assert all(one.needed for one in form().questions)


def test_room_that_is_not_there_cannot_be_weighed() -> None:
    decision = decide(POLICY, aisha(), peildatum=DAY)
    with pytest.raises(KeyError, match=GROUND):
        weigh(POLICY, decision, OUTCOME, "iets_anders")


def test_a_weighing_is_written_with_what_nobody_reckoned() -> None:
    one = weighing()
    written = json.loads(json.dumps(write_weighing(one, aisha())))
    assert written["grond"] == GROUND
    assert written["is_afwijking"] is True
    assert written["antwoorden"]["ethiek.korte_termijn"] == "De huur is betaald."
    assert written["niet_nagerekend"] == list(form().not_checked)


def test_two_people_see_where_they_differ_and_nothing_is_kept() -> None:
    other = {
        **ANSWERS,
        "belangen_van_anderen": "Anderen  krijgen dit ook niet.",
        "oordelen": {"onevenredig_gevolg": {"waarde": False}},
    }
    rows = side_by_side(form(), ANSWERS, other)
    differing = [one.text for one in rows if one.differs]
    assert "Welke belangen van anderen spelen mee, en hoe?" in differing
    judged = next(one for one in rows if one.text.startswith("Zijn de gevolgen voor deze"))
    assert (judged.first, judged.second) == ("ja", "nee")
    assert any(one.first == "begint met een schuld" and one.second == "" for one in rows)
    assert not any(one.differs for one in side_by_side(form(), ANSWERS, ANSWERS))
    amount = {"oordelen": {"onevenredig_gevolg": {"waarde": 5}}}
    assert any(one.first == "5" for one in side_by_side(form(), amount, {}))


def test_a_deviation_offers_the_intentions_of_both_sides_and_an_exception_its_own() -> None:
    """Who refuses a deviation can say that it is for the intention it would set aside."""

    def offered(made: Form) -> set[str]:
        return {one for each in made.questions if each.key == "bedoeling" for one in each.options}

    assert offered(form()) == {"ouders_eerst", "tijd_om_passend_te_wonen"}
    exempts = weigh(POLICY, decide(POLICY, WILLEM, peildatum=DAY), "recht", "vrijgesteld_bezit")
    assert offered(exempts) == set(exempts.possibility.room.bedoelingen)
    refuses = complete(form(), aisha(), {**ANSWERS, "bedoeling": "ouders_eerst"})
    assert refuses.answers["bedoeling"] == "ouders_eerst"
