"""Transitional law: after its end date a rule still holds for the cases that it names."""

from collections.abc import Mapping
from datetime import date

import pytest

from maatwerk_rules.analysis.check import find
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.transition import find as find_in_transition
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Result
from tests.analysis.marked import found_at, marked, read
from tests.analysis.small_policy import DRINGEND, HEAD, swap
from tests.analysis.test_drafts import policy_of

BEFORE, AFTER = date(2026, 6, 1), date(2027, 6, 1)
NORM = """gegeven oud: ja/nee
  vraag "Had u al recht?"
bedrag bedrag_oud per maand
  bron Pw artikel 21
  met ingang van 2026-01-01: € 700 per maand
  met ingang van 2027-01-01: € 720 per maand
  laatst bekend
uitkomst norm: bedrag per maand tussen € 0 en € 5.000
  anders € 0 per maand
  gunstig is hoger
regel oude_norm bepaalt norm
  bron Pw artikel 21
  bron Pw artikel 78ff lid 1
  geldt van 2026-01-01 tot 2027-01-01
  blijft geldig voor oud
  bedoeling vangnet
  dan bedrag_oud
regel nieuwe_norm bepaalt norm
  bron Pw artikel 21
  geldt van 2027-01-01
  bedoeling vangnet
  indien niet oud
  dan € 500 per maand
"""
KORTING = """uitzondering korting op oude_norm
  bron Pw artikel 22
  geldt van 2026-01-01 tot 2027-01-01
  blijft geldig voor oud
  bedoeling vangnet
  indien vast en oud
  dan € 600 per maand
"""


def norm(day: date, text: str = NORM, **feiten: object) -> Result:
    return decide(policy_of(HEAD + text), {"feiten": feiten}, peildatum=day)["norm"]


@pytest.mark.parametrize(
    ("day", "facts", "value"),
    [
        (BEFORE, {"oud": True}, 700_00),
        (BEFORE, {"oud": False}, 700_00),
        (AFTER, {"oud": True}, 720_00),
        (AFTER, {"oud": False}, 500_00),
    ],
)
def test_an_ended_rule_holds_for_old_cases_with_the_amounts_of_the_day(
    day: date, facts: Mapping[str, object], value: int
) -> None:
    result = norm(day, **facts)

    assert (result.status, result.value) == ("vast", value)


def test_until_its_end_the_rule_asks_nothing_of_it() -> None:
    assert norm(BEFORE).missing == ()


def test_whether_it_still_holds_is_asked_when_unknown() -> None:
    result = norm(AFTER)

    assert (result.status, [str(leaf) for leaf in result.missing]) == ("onbepaald", ["oud"])


def test_an_exception_stays_with_its_rule_where_it_says_so() -> None:
    text = NORM + KORTING
    assert norm(AFTER, text, oud=True, vast=True).value == 600_00
    assert norm(AFTER, text, oud=True, vast=False).value == 720_00

    lost = swap(KORTING, "  blijft geldig voor oud\n", "")
    lost = swap(lost, "korting op oude_norm", "korting op oude_norm  # fout: MW524")
    assert_finds(HEAD + NORM + lost)


@pytest.mark.parametrize(
    "moment",
    ["toetsen altijd", "toetsen bij aanwijzing vast", "toetsen op verzoek vast"],
)
def test_of_a_deviation_that_no_longer_holds_no_judgement_is_asked(moment: str) -> None:
    deviation = f"""afwijkingsgrond ruimer bij nieuwe_norm
  bron Pw artikel 16
  geldt van 2026-01-01 tot 2027-01-01
  blijft geldig voor vroeger
  karakter kan
  bedoeling vangnet
  ten gunste
  {moment}
  indien oordeel dringend
  dan € 900 per maand
gegeven vroeger: ja/nee
  vraag "Van vroeger?"
"""
    text = swap(NORM, "  indien niet oud\n", "") + DRINGEND + deviation
    text = swap(text, "  blijft geldig voor oud\n", "")

    still = norm(AFTER, text, vroeger=True, vast=True, oud=False)
    ended = norm(AFTER, text, vroeger=False, vast=False, oud=False)

    assert [str(leaf) for leaf in still.missing] == ["dringend"]
    assert (ended.status, ended.missing) == ("vast", ())
    states_of = [
        next(one.state for one in result.room if one.name == "ruimer") for result in (still, ended)
    ]
    assert states_of == ["open", "niet aan de orde"]


def assert_finds(text: str) -> None:
    beleid = read(text)
    found = tuple(find_in_transition(collect(beleid)[0]))
    assert found_at(found, text) == marked(text), [each.headline for each in found]


def test_only_what_ends_can_stay_valid() -> None:
    text = swap(NORM, "geldt van 2026-01-01 tot 2027-01-01", "geldt van 2026-01-01")
    assert_finds(HEAD + swap(text, "voor oud", "voor oud  # fout: MW522"))

    text = swap(NORM, "  geldt van 2026-01-01 tot 2027-01-01\n", "")
    assert_finds(HEAD + swap(text, "voor oud", "voor oud  # fout: MW522"))


def test_a_new_rule_beside_the_old_one_is_pointed_at() -> None:
    both = swap(NORM, "  indien niet oud\n", "")
    marked_ = swap(both, "voor oud", "voor oud  # fout: MW523")
    assert_finds(HEAD + marked_)

    first = 'voorrang oude_norm boven nieuwe_norm\n  omdat "Oud gaat voor."\n  eigen lezing\n'
    assert_finds(HEAD + both + first)

    together = swap(both, "gunstig is hoger\n", "gunstig is hoger\n  bij samenloop hoogste\n")
    assert_finds(HEAD + together)


def test_exceptions_and_adjustments_meet_as_well() -> None:
    new = swap(KORTING, "korting", "korting_nieuw")
    new = swap(new, "geldt van 2026-01-01 tot 2027-01-01", "geldt van 2027-01-01")
    new = swap(new, "  blijft geldig voor oud\n", "")
    old = swap(KORTING, "voor oud", "voor oud  # fout: MW523")
    assert_finds(HEAD + NORM + old + new)

    steps = swap(NORM, "gunstig is hoger\n", "gunstig is hoger\n  stappen eraf\n")
    less = """aanpassing minder van norm in stap eraf
  bron Pw artikel 18
  geldt van 2026-01-01 tot 2027-01-01
  blijft geldig voor oud  # fout: MW523
  bedoeling vangnet
  dan vorige
aanpassing nu_minder van norm in stap eraf
  bron Pw artikel 18
  geldt van 2027-01-01
  bedoeling vangnet
  dan vorige
"""
    assert_finds(HEAD + steps + less)


def test_what_it_stays_valid_for_is_a_condition() -> None:
    text = HEAD + swap(NORM, "blijft geldig voor oud", "blijft geldig voor bedrag_oud")

    assert "MW003" in [each.code for each in find(read(text))]


def test_an_old_rule_of_before_the_policy_may_stay_valid() -> None:
    text = swap(NORM, "geldt van 2026-01-01 tot 2027-01-01", "geldt van 2020-01-01 tot 2025-01-01")

    assert [each.code for each in find(read(HEAD + text))] == []
    assert norm(BEFORE, text, oud=True).value == 700_00
    assert norm(BEFORE, text, oud=False).value == 0


def test_page_of_the_policy_says_until_when_and_for_whom() -> None:
    page = to_text(policy_page(policy_of(HEAD + NORM), AFTER), 200)

    assert "Geldt tot 1 januari 2027; blijft geldig voor: oud." in page
