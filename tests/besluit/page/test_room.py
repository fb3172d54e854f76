"""The room says once what can be done against the decision, or who fills that in."""

import json
from pathlib import Path
from typing import Any

from maatwerk_rules import Policy, decide, load
from maatwerk_rules.besluit.page.room import REMEDY_LEFT, TERM_LEFT, Piece, room_to_html
from maatwerk_rules.besluit.possibilities import possibilities
from maatwerk_rules.explanation.vocabulary import Vocabulary
from tests.besluit.cases import AISHA, DAY, OUTCOME
from tests.explanation.reading import read
from tests.small import policy_of

POLICIES = Path(__file__).parents[3] / "policies"
WITH_TERM = "U kunt binnen zes weken bezwaar maken bij het college."


def room(policy: Policy, case: dict[str, Any], outcome: str) -> str:
    decision = decide(policy, case, peildatum=DAY, uitkomsten=(outcome,))
    words = Vocabulary(policy, DAY, decision.facts)
    pieces = [Piece(outcome, one) for one in possibilities(policy, decision, outcome)]
    page = room_to_html(pieces, words).text
    return " ".join(read(f"<main>{page}</main>").text.split())


def test_a_remedy_without_a_term_says_that_the_municipality_fills_it_in_and_where() -> None:
    case = json.loads((POLICIES / "participatiewet/zaken/willem.json").read_text("utf-8"))
    told = room(load("participatiewet"), case, "recht_op_algemene_bijstand")
    plain = TERM_LEFT.replace("`", "")
    assert told.count(plain) == 1
    assert "Dan kunt u bezwaar maken bij het college" in told
    assert REMEDY_LEFT.replace("`", "") not in told


def test_a_remedy_with_a_term_stands_as_the_policy_says_it() -> None:
    told = room(load("bijstand_voorbeeld"), AISHA, OUTCOME)
    assert told.count(WITH_TERM) == 1
    assert "vult dat in" not in told


def test_where_the_policy_says_nothing_that_is_said() -> None:
    text = (POLICIES / "bijstand_voorbeeld/bijstand_voorbeeld.beleid").read_text("utf-8")
    without = "\n".join(line for line in text.splitlines() if not line.startswith("  bezwaar"))
    told = room(policy_of(without, base=False), AISHA, OUTCOME)
    assert told.count(REMEDY_LEFT.replace("`", "")) == 1


def test_where_only_facts_are_open_there_is_no_remedy_for_nothing_is_decided() -> None:
    policy = load("bijstand_voorbeeld")
    decision = decide(policy, {"feiten": {}}, peildatum=DAY, uitkomsten=("recht",))
    words = Vocabulary(policy, DAY, decision.facts)
    found = possibilities(policy, decision, "recht")
    facts = [Piece("recht", one) for one in found if one.room.kind == "feit"]
    assert facts
    assert WITH_TERM not in room_to_html(facts, words).text
