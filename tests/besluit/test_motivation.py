"""What a resident reads: the outcome first, what was weighed and said, no advice and no promise."""

import re
from collections.abc import Callable
from statistics import median

import pytest

from maatwerk_rules import decide, to_text
from maatwerk_rules.besluit.again import tell_again
from maatwerk_rules.besluit.form import weigh
from maatwerk_rules.besluit.letter import BOUND
from maatwerk_rules.besluit.letter_outcome import MOST_ASKED
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.record import Besluit, record, seal
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.besluit.weighing import complete, with_weighing
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.facts import read_facts
from tests.besluit.cases import (
    ANSWERS,
    DAY,
    GIVEN,
    OUTCOME,
    POLICY,
    WILLEM,
    besluit,
)
from tests.besluit.made import (
    LAW,
    MADE,
    OWNED,
    POLICIES,
    TOWN,
    in_2025,
    of_law,
    own_part,
    refused,
    still_open,
)
from tests.besluit.measuring import LAW_LAYER, for_the_resident, sentences
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
HALF_A_PAGE = 200
FOR_ONE_MORE = 15
"""Words for one outcome, and for each outcome more in the same letter."""
NEEDED_FACTS = {
    "wie_betaalde": "Willem zelf",
    "wie_gebruikt": "Willem, voor zijn werk",
    "bewijs": "aankoopbewijs",
}
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
    text = to_text(motivation(POLICY, besluit(contact="Bel 14 010 en vraag naar Inkomen.")))
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
    one = made()
    found = sentences(for_the_resident(motivation(policy, one)))
    assert sum(found) <= HALF_A_PAGE + FOR_ONE_MORE * (len(one.outcomes) - 1)
    assert median(found) <= 8
    assert max(found) <= 18


@pytest.mark.parametrize("name", MADE)
def test_nothing_is_told_twice_to_a_resident(name: str) -> None:
    policy, made = MADE[name]
    lines = for_the_resident(motivation(policy, made())).split("\n")
    flat = " ".join(one.strip(" -") for one in lines)
    told = [one for one in re.split(r"(?<=[.?!”])\s+", flat) if len(one.split()) > 4]
    assert sorted(told) == sorted(set(told))


@pytest.mark.parametrize("name", MADE)
def test_what_was_used_and_not_told_above_stands_below(name: str) -> None:
    policy, made = MADE[name]
    one = made()
    decision = replay(policy, one).decision
    below = flat(policy, one).partition(LAW_LAYER)[2]
    used = {
        leaf
        for result in decision
        if result.trace is not None
        for leaf in used_leaves(result.trace, decision.facts)
        if leaf in decision.facts.values
    }
    assert used
    assert all(write_name(leaf.field or leaf.name).casefold() in below.casefold() for leaf in used)


def test_the_half_page_holds_only_the_facts_that_carried_the_outcome() -> None:
    policy, made = MADE["alles_gevraagd"]
    above = for_the_resident(motivation(policy, made()))
    assert "Woont u in Nederland? Ja." in above
    assert "Waarde van auto: € 16.000." in above
    assert "dienstplicht" not in above


def test_intentions_that_find_no_place_in_the_half_page_stand_below() -> None:
    policy, made = MADE["alles_gevraagd"]
    above, _, below = flat(policy, made()).partition(LAW_LAYER)
    assert "De stap naar werk mag niet stranden" in above
    kept = "Niemand hoeft gewone of noodzakelijke spullen te verkopen om te kunnen leven."
    assert kept not in above
    assert kept in below


def test_a_weighing_of_an_exception_that_does_not_hold_is_told_as_such() -> None:
    judged = {OWNED: {"waarde": True, "gewogen": NEEDED_FACTS}}
    answers = {
        **ANSWERS,
        "bedoeling": "eigen_middelen_eerst",
        "oordelen": judged,
        "door": "consulent",
    }
    facts = read_facts(POLICY, WILLEM)
    form = weigh(POLICY, decide(POLICY, facts, peildatum=DAY), "recht", "van_een_ander")
    one = complete(form, facts, answers)
    decision = decide(POLICY, with_weighing(facts, one), peildatum=DAY, uitkomsten=("recht",))
    text = flat(POLICY, record(POLICY, decision, GIVEN, (one,)))
    assert "De uitzondering ‘van een ander’ geldt hier niet." in text


@pytest.mark.parametrize("amount", [0, 200])
def test_a_weighed_judgement_that_is_an_amount_is_told_as_that_amount(amount: int) -> None:
    told = f"Deel uit eigen middelen (huur): € {amount}. Ons oordeel: “Zij heeft wat spaargeld.”"
    text = flat(TOWN, own_part(amount))
    assert f"De regels vragen hier een oordeel van een mens. {told}" in text
    assert "geldt hier niet" not in text


def test_what_two_weighings_say_alike_is_told_once() -> None:
    one = besluit()
    text = flat(POLICY, seal({**one.data, "wegingen": [*one.data["wegingen"]] * 2}))
    above = text.partition(LAW_LAYER)[0]
    assert above.count("De verhuurder krijgt zijn huur.") == 1
    assert above.count("Ons oordeel:") == 1
    assert above.count("Wij wijken hier af van de regel.") == 1


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
    assert "December 2025: niet beslist, want deze regels gelden dan niet." in text
    assert "(6 maanden): nog niet beslist. Dit moet een mens nog beoordelen:" in text


def test_a_conflict_without_an_answer_is_told_without_one() -> None:
    one = refused()
    bare = record(POLICY, replay(POLICY, one).decision, GIVEN)
    text = flat(POLICY, bare)
    assert "Dat doel gaat hier niet samen met een ander doel:" in text
    assert "Wat wij daarmee deden" not in text


def test_beside_a_deviation_a_look_says_that_no_more_was_needed() -> None:
    one = refused()
    assert "Afwijken was volgens ons niet nodig." in flat(POLICY, one)
    text = flat(POLICY, seal({**one.data, "afwijkingen": ["toch"]}))
    assert "Verder afwijken was volgens ons niet nodig." in text


def test_two_conflicts_of_the_same_intentions_name_them_once() -> None:
    one = refused()
    text = flat(POLICY, seal({**one.data, "botsingen": [*one.data["botsingen"]] * 2}))
    above = text.partition(LAW_LAYER)[0]
    assert above.count("De stap naar werk mag niet stranden") == 1
    assert "De doelen hierboven gaan hier niet samen." in above
    assert above.count("U kunt met de bus naar uw werk.") == 1


def test_where_no_person_judged_the_letter_says_so() -> None:
    decision = decide(LAW, of_law("noor.json"), peildatum=DAY, uitkomsten=("zoektermijn",))
    text = flat(LAW, record(LAW, decision, {**GIVEN, "door": "college"}))
    assert "er was geen oordeel van een mens voor nodig" in text.partition(LAW_LAYER)[0]


@pytest.mark.parametrize("effect", ["Ik wil de huur kunnen betalen.", None])
def test_that_a_wish_was_not_asked_is_told_only_where_there_is_none(effect: str | None) -> None:
    case = {**of_law("noor.json"), "gewenst_effect": effect}
    if effect is None:
        del case["gewenst_effect"]
    decision = decide(LAW, case, peildatum=DAY, uitkomsten=("zoektermijn",))
    recorded = record(LAW, decision, {**GIVEN, "door": "college"})
    both = seal({**recorded.data, "geen_gewenst_effect": "Ambtshalve besluit."})  # as once recorded
    text = flat(LAW, both)
    told = "Hier wordt niet gevraagd wat de inwoner wil bereiken. De reden: Ambtshalve besluit."
    assert (told in text) is (effect is None)
    assert ("Wat wilt u bereiken?" in text) is (effect is not None)


def test_while_an_outcome_is_open_no_letter_says_that_nobody_judges() -> None:
    case, names = of_law("noor.json"), ("aanvraag_in_behandeling", "zoektermijn")
    decision = decide(LAW, case, peildatum=DAY, uitkomsten=names)
    assert [one.settled for one in decision] == [False, True]
    text = flat(LAW, record(LAW, decision, {**GIVEN, "door": "college"}))
    assert "Dit moet een mens nog beoordelen:" in text
    assert BOUND not in text


def test_an_amount_that_is_not_above_its_limit_is_told_once() -> None:
    case = (POLICIES / "participatiewet/zaken/terugvordering.json").read_text("utf-8")
    decision = decide(LAW, case, peildatum=DAY, uitkomsten=("terugvordering_bevoegd",))
    text = flat(LAW, record(LAW, decision, {**GIVEN, "door": "college"}))
    limit = "‘bevoegd terug te vorderen is meer dan € 0 per maand’"
    assert f"Hier is dit niet zo: {limit}." in text


def test_the_record_that_an_outcome_names_is_not_named_again() -> None:
    assert "Dit gaat over: huur." not in flat(TOWN, own_part(200))
    decision = decide(LAW, of_law("maatregel.json"), peildatum=DAY, uitkomsten=("maatregel",))
    text = flat(LAW, record(LAW, decision, {**GIVEN, "door": "college"}))
    assert "Maatregel voor afspraak: nog niet beslist." in text
    assert "Ontbreekt elke vorm van verwijtbaarheid?" in text
    assert "Dit gaat over: afspraak." not in text


def test_days_that_cannot_be_told_yet_are_named() -> None:
    names = ("aanvraag_in_behandeling", "zoektermijn")
    decision = decide(LAW, of_law("noor.json"), peildatum=DAY, uitkomsten=names)
    text = flat(LAW, record(LAW, decision, {**GIVEN, "door": "college"}))
    assert "Deze dagen zijn nog niet te zeggen: " in text
    assert "- De laatste dag van uw vier weken is 22 maart 2026." in text


def flat(policy: Policy, one: Besluit) -> str:
    return " ".join(to_text(motivation(policy, one)).split())
