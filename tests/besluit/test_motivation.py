"""What a resident reads: the outcome first, what was weighed and said, no advice and no promise."""

import re
from collections.abc import Callable
from statistics import median

import pytest

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit.again import tell_again
from maatwerk_rules.besluit.motivation import MOST_ASKED, motivation
from maatwerk_rules.besluit.record import Besluit, record
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.model.policy import Policy
from tests.besluit.cases import DAY, GIVEN, OUTCOME, POLICY, besluit
from tests.besluit.made import LAW, MADE, in_2025, refused, still_open
from tests.besluit.measuring import for_the_resident, sentences
from tests.small import policy_of
from tests.verification.town import TEXT

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


@pytest.mark.parametrize("name", MADE)
def test_the_motivation_is_as_agreed(golden: Golden, name: str) -> None:
    policy, made = MADE[name]
    golden(f"besluit/{name}.txt", lambda _: without_hashes(to_text(motivation(policy, made()))))


def without_hashes(text: str) -> str:
    """Return a text without what changes with each toets that is added to its policy."""
    return re.sub(r"\b[0-9a-f]{64}\b", "(64 tekens)", text)


@pytest.mark.parametrize("name", MADE)
def test_the_motivation_names_the_text_of_the_policy_and_the_besluit_itself(name: str) -> None:
    policy, made = MADE[name]
    one = made()
    hashes = re.findall(r"\b[0-9a-f]{64}\b", to_text(motivation(policy, one)))
    assert hashes[:2] == [policy.hash, one.hash]


def test_a_besluit_under_other_law_is_told_as_agreed(golden: Golden) -> None:
    one = in_2025()
    found = replay(LAW, one, peildatum=DAY)
    golden("besluit/wetswijziging.txt", lambda _: to_text(tell_again(LAW, one, found)))


@pytest.mark.parametrize("name", MADE)
def test_nobody_is_advised_to_change_a_fact(name: str) -> None:
    policy, made = MADE[name]
    text = to_text(motivation(policy, made()))
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


@pytest.mark.parametrize("name", MADE)
def test_a_resident_reads_half_a_page_of_short_sentences(name: str) -> None:
    policy, made = MADE[name]
    found = sentences(for_the_resident(motivation(policy, made())))
    assert sum(found) <= 200
    assert median(found) <= 10
    assert max(found) <= 20


def test_many_questions_are_not_told_all_at_once() -> None:
    decision = decide(POLICY, {}, peildatum=DAY, uitkomsten=("recht",))
    asked = [one for one in decision["recht"].missing if one.kind != "oordeel"]
    text = flat(POLICY, record(POLICY, decision, GIVEN))
    more = len(asked) - MOST_ASKED
    assert f"En nog {more} andere {'vraag' if more == 1 else 'vragen'}." in text


def test_a_period_tells_what_is_open_and_where_the_rules_do_not_hold() -> None:
    case = {"feiten": {"geboortedatum": "2005-06-15", "woonkosten": 750}}
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=(OUTCOME,))
    one = record(POLICY, decision, {**GIVEN, "tijdvak": {"van": "2025-12-01", "tot": "2026-08-31"}})
    text = flat(POLICY, one)
    assert "1 december 2025 tot en met 31 december 2025 (1 maand): niet beslist" in text
    assert "(6 maanden): nog niet beslist. Dit moet een mens nog beoordelen:" in text


def test_a_conflict_without_an_answer_is_told_without_one() -> None:
    one = refused()
    bare = record(POLICY, replay(POLICY, one).decision, GIVEN)
    text = flat(POLICY, bare)
    assert "Hier gaan twee bedoelingen van de regels niet samen." in text
    assert "Wat wij daarmee deden" not in text


def flat(policy: Policy, one: Besluit) -> str:
    return " ".join(to_text(motivation(policy, one)).split())
