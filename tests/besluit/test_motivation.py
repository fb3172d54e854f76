"""What a resident reads: the outcome first, what was weighed and said, no advice and no promise."""

from collections.abc import Callable
from typing import Any

import pytest

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit.form import weigh
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.record import Besluit, record
from maatwerk_rules.besluit.weighing import complete, with_weighing
from maatwerk_rules.runtime.facts import Facts, read_facts
from tests.besluit.cases import ANSWERS, DAY, GIVEN, OUTCOME, POLICY, WILLEM, aisha, besluit
from tests.small import policy_of
from tests.verification.town import TEXT

HEARD = {
    "op": "2026-02-20",
    "zienswijze": "Ik heb niemand om op terug te vallen.",
    "gedaan": "Dit heeft zwaar meegewogen.",
}
AGAINST = """
uitkomst strijd: ja/nee
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
Golden = Callable[[str, Callable[[str], str]], None]


def weighed(
    facts: Facts, outcome: str, ground: str, answers: dict[str, Any], **given: Any
) -> Besluit:
    decision = decide(POLICY, facts, peildatum=DAY)
    form = weigh(POLICY, decision, outcome, ground)
    one = complete(form, facts, answers)
    facts = with_weighing(facts, one)
    decision = decide(POLICY, facts, peildatum=DAY, uitkomsten=(outcome,))
    return record(POLICY, decision, {**GIVEN, **given}, (one,))


def willem() -> Besluit:
    judged = {
        "beschikt_over voor auto": {
            "waarde": False,
            "gewogen": {
                "wie_betaalde": "vader",
                "wie_gebruikt": "alleen woon-werk",
                "bewijs": "aankoopbewijs van vader",
            },
        }
    }
    answers = {
        **ANSWERS,
        "gewenst_effect": "Ik wil met deze auto naar mijn werk blijven gaan.",
        "bedoeling": "eigen_middelen_eerst",
        "evenredigheid": {
            **ANSWERS["evenredigheid"],
            "evenwichtig": "Ja, de auto is niet van hem.",
        },
        "belangen_van_anderen": "Vader houdt zijn auto.",
        "oordelen": judged,
        "door": "consulent",
        "omdat": "De auto is van vader; Willem mag hem alleen voor zijn werk gebruiken.",
    }
    return weighed(
        read_facts(POLICY, WILLEM),
        "recht",
        "van_een_ander",
        answers,
        door="consulent",
        mandaat=None,
    )


def without_ground() -> Besluit:
    judged = {"onevenredig_gevolg": {**ANSWERS["oordelen"]["onevenredig_gevolg"], "waarde": False}}
    answers = {
        **ANSWERS,
        "oordelen": judged,
        "omdat": "Haar tante betaalt de huur van deze twee maanden.",
        "evenredigheid": {
            **ANSWERS["evenredigheid"],
            "evenwichtig": "Ja, zij houdt geen schuld over.",
        },
    }
    return weighed(aisha(), OUTCOME, "beleidsregel_onevenredig", answers, gehoord=HEARD)


def still_open() -> Besluit:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    return record(POLICY, decision, GIVEN)


MADE: dict[str, Callable[[], Besluit]] = {
    "aisha": lambda: besluit(gehoord=HEARD),
    "willem": willem,
    "geen_grond": without_ground,
    "open": still_open,
    "zonder_horen": lambda: besluit(gehoord={"niet_nodig": "U gaf alle gegevens zelf."}),
}


@pytest.mark.parametrize("name", MADE)
def test_the_motivation_is_as_agreed(golden: Golden, name: str) -> None:
    golden(f"besluit/{name}.txt", lambda _: to_text(motivation(POLICY, MADE[name]())))


@pytest.mark.parametrize("name", MADE)
def test_nobody_is_advised_to_change_a_fact(name: str) -> None:
    text = to_text(motivation(POLICY, MADE[name]()))
    assert "anders was" not in text
    assert "zou" not in text


def test_an_open_outcome_promises_nothing() -> None:
    text = to_text(motivation(POLICY, still_open()))
    assert "nog niet beslist" in text
    assert "Bent u het er niet mee eens?" not in text
    assert "voorlopig" not in text


def test_whom_to_ask_and_what_to_do_come_from_the_municipality() -> None:
    text = to_text(motivation(POLICY, besluit(), contact="Bel 14 010 en vraag naar Inkomen."))
    assert "Bel 14 010 en vraag naar Inkomen." in text
    assert "zes weken" in text


def test_what_is_heard_without_an_answer_is_told_without_one() -> None:
    heard = {"op": "2026-02-20", "zienswijze": "Ik red het niet."}
    text = to_text(motivation(POLICY, besluit(gehoord=heard)))
    assert "Ik red het niet." in text
    assert "Wat wij daarmee deden" not in text


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("vroeg", "Voor deze situatie zeggen de regels niets. Een mens moet beslissen."),
        ("strijd", "De regels spreken elkaar tegen. Een mens moet beslissen."),
    ],
)
def test_where_the_rules_give_no_answer_a_person_must_decide(outcome: str, told: str) -> None:
    policy = policy_of(TEXT + AGAINST)
    case = {"feiten": {"geslacht": "m", "team": "zuid", "in_detentie": False, "inkomen": 0}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=(outcome,))
    one = record(policy, decision, {**GIVEN, "door": "college"})
    assert told in " ".join(to_text(motivation(policy, one)).split())
