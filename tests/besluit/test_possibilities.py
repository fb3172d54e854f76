"""The room in an outcome: who decides, what is open, what would follow; nothing preselected."""

from functools import cache

import attrs
import pytest

from maatwerk_rules import decide
from maatwerk_rules.besluit.possibilities import Possibility, possibilities, shown_first
from maatwerk_rules.explanation import follows
from maatwerk_rules.explanation.follows import MOST_ANSWERS, answers_of
from maatwerk_rules.explanation.room import MOST_POWERS
from maatwerk_rules.model.types import Keuze
from tests.besluit.cases import DAY, POLICY, WILLEM
from tests.small import policy_of
from tests.verification.page.wholly import SCALED
from tests.verification.town import TEXT


@cache
def of_willem() -> dict[str, Possibility]:
    decision = decide(POLICY, WILLEM, peildatum=DAY)
    return {one.room.name: one for one in possibilities(POLICY, decision, "recht")}


def test_room_stands_in_legal_order() -> None:
    ranks = [one.room.rank for one in of_willem().values()]
    assert ranks == sorted(ranks)
    assert ranks[-1] == 7


def test_what_the_law_itself_exempts_is_not_called_a_deviation() -> None:
    found = of_willem()
    assert not found["van_een_ander"].is_deviation
    assert found["van_een_ander"].nature == "een uitzondering in de wet zelf, geen afwijking"
    assert found["zeer_dringende_redenen"].is_deviation


def test_each_answer_is_told_with_what_would_follow_in_the_order_of_the_policy() -> None:
    told = [(one.answers[0][1], one.status, one.value) for one in of_willem()["van_een_ander"].then]
    assert told == [(True, "voorlopig", False), (False, "vast", True)]


def test_who_may_judge_and_what_is_weighed_is_told() -> None:
    (asked,) = of_willem()["van_een_ander"].asked
    assert asked.by == ("college", "consulent")
    assert [name for name, _ in asked.factors] == ["wie_betaalde", "wie_gebruikt", "bewijs"]
    assert asked.question.startswith("Auto:") or "beschikken" in asked.question


def test_source_intention_remedy_and_moment_are_told() -> None:
    one = of_willem()["van_een_ander"]
    assert one.source is not None
    assert one.source.text == "artikel 34, eerste lid, onderdeel a, van de Participatiewet"
    assert one.intentions == ("Bijstand is het vangnet: wie genoeg heeft, gebruikt dat eerst.",)
    assert one.remedy is not None
    assert "zes weken" in one.remedy
    assert "betwist" in one.moment


def test_help_of_others_is_no_ground() -> None:
    one = of_willem()["omgekeerde_toets"]
    assert one.nature == "hulp van een ander; dit verandert de regels niet"
    assert one.then == ()


def test_a_favourable_outcome_has_no_room() -> None:
    policy = policy_of(TEXT)
    decision = decide(policy, {"feiten": {"in_detentie": False}}, peildatum=DAY)
    assert decision["recht"].value is True
    assert possibilities(policy, decision, "recht") == ()


def test_of_the_powers_at_most_five_are_shown_and_of_duties_all() -> None:
    one = of_willem()["zeer_dringende_redenen"]
    must = of_willem()["van_een_ander"]
    idle = attrs.evolve(one, room=attrs.evolve(one.room, state="niet aan de orde"))
    shown = shown_first([must, *[idle] * 3, *[one] * 4, *[must] * 9])
    assert sum(each.room.karakter == "kan" for each in shown) <= MOST_POWERS
    assert sum(each is must for each in shown) == 10


def test_answers_stand_in_the_order_of_the_policy() -> None:
    assert answers_of(Keuze(("geen", "lening"))) == ("geen", "lening")
    assert MOST_ANSWERS >= 2


def test_an_outcome_that_was_not_decided_has_no_room() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    with pytest.raises(KeyError):
        possibilities(POLICY, decision, "woonkostentoeslag")


def test_of_a_number_both_ends_are_told() -> None:
    policy = policy_of(TEXT + SCALED)
    decision = decide(policy, {"feiten": {"in_detentie": False}}, peildatum=DAY)
    (asked, *_) = possibilities(policy, decision, "extra")
    assert [one.answers[0][1] for one in asked.then] == [0, 4000]
    assert [one.value for one in asked.then] == [0, 4000]


def test_of_very_many_answers_it_is_not_told_what_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(follows, "MOST_ANSWERS", 1)
    decision = decide(POLICY, WILLEM, peildatum=DAY)
    assert all(one.then == () for one in possibilities(POLICY, decision, "recht"))


def test_when_it_is_at_issue_is_told_with_the_question_and_about_what() -> None:
    case = {
        "feiten": {**WILLEM["feiten"], "andere_partijen_nodig": False},
    }
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=("recht",))
    found = {one.room.name: one.moment for one in possibilities(POLICY, decision, "recht")}

    assert found["van_een_ander"] == "‘betwist’ ja is bij auto"
    assert found["zeer_dringende_redenen"] == ""
