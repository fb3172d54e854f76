"""Beside the outcome stands what may be too much, and of an open outcome the days that count."""

from typing import Any

from maatwerk_rules import Policy, decide
from maatwerk_rules.besluit.page.attention import TOO_MUCH, attention
from maatwerk_rules.besluit.page.decision import decision_page
from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.text import to_text
from tests.besluit.cases import DAY
from tests.besluit.test_ability import EXCEPTION
from tests.besluit.test_clock import MADE
from tests.explanation.reading import read
from tests.small import policy_of

ANSWERED = {"dag_van_brief": "2026-03-02", "dagen_ziek": 3}


def told(policy: Policy, outcome: str, **facts: Any) -> str:
    decision = decide(policy, {"feiten": facts}, peildatum=DAY, uitkomsten=(outcome,))
    return to_text(Document(tuple(attention(policy, decision))))


def test_a_duty_that_may_be_too_much_is_told_before_the_next_question() -> None:
    policy = policy_of(EXCEPTION)
    case = {"feiten": {"woonsituatie": "gehuwd"}}
    page = read(decision_page(policy, decide(policy, case, peildatum=DAY))).text

    assert page.rindex("De uitkomst") < page.rindex("Waar zijn deze regels voor?")
    assert page.index("De uitkomstZo is") < page.rindex(TOO_MUCH)
    assert "vraagt misschien meer dan nu kan" in told(policy, "plicht", woonsituatie="gehuwd")


def test_an_open_outcome_shows_its_clock_and_a_settled_one_does_not() -> None:
    policy = policy_of(MADE)

    assert "Welke dagen tellen?" in told(policy, "recht")
    assert "Antwoord uiterlijk: 23 maart 2026" in told(policy, "recht", **ANSWERED)
    assert told(policy, "recht", in_detentie=True).strip() == ""
