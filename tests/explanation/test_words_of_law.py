"""A page and a trace tell schijven and a termijn as their author wrote them."""

from datetime import date

import pytest

from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.explanation.words_of_law import tell, words_of
from maatwerk_rules.model.declarations import Orgaan
from maatwerk_rules.runtime.decide import decide
from tests.small import policy_of

DAY = date(2026, 3, 1)
TEXT = """
schijven draagkracht: bedrag per maand over inkomen
  bron Pw artikel 35 lid 1
  schijf tot € 1.000 per maand: 0%
  schijf tot € 1.500 per maand: 50%
  schijf daarboven: 100%
  rekenkundig afgerond op centen
gegeven dagen_rust: aantal dagen tussen 0 en 90
  vraag "Hoe lang stond het stil?"
termijn zoektermijn
  bron Pw artikel 41 lid 4
  begint op geboortedatum
  duurt 4 weken
  opgeschort gedurende dagen_rust
termijn hersteltermijn
  bron Pw artikel 41 lid 4
  begint na geboortedatum
  duurt 1 maand
"""
SLICES = (
    "schijven van inkomen: tot € 1.000 per maand: 0%; tot € 1.500 per maand: 50%; daarboven: 100%,"
    " rekenkundig afgerond op centen"
)
TERM = (
    "laatste dag van een termijn: begint op geboortedatum, duurt 4 weken, opgeschort gedurende"
    " dagen rust"
)


def test_page_tells_the_words_with_their_source() -> None:
    page = to_text(policy_page(policy_of(TEXT), DAY), 10_000)

    assert f"Draagkracht: {SLICES}" in page
    assert "Bron: artikel 35, eerste lid, van de Participatiewet." in page
    assert f"Zoektermijn: {TERM}" in page
    assert "begint na geboortedatum, duurt 1 maand" in page


def test_trace_tells_the_words_before_the_reckoning() -> None:
    policy = policy_of(TEXT)
    facts = {"inkomen": "€ 1.300", "geboortedatum": "2026-03-02", "dagen_rust": 3}
    names = ("draagkracht", "zoektermijn")
    decision = decide(policy, {"feiten": facts}, peildatum=DAY, uitkomsten=names)

    told = to_text(explain(policy, decision), 10_000)

    assert decision["draagkracht"].value == 15000
    assert decision["zoektermijn"].value == date(2026, 4, 1)
    assert f"Zo staat het in het beleid: {SLICES}." in told
    assert f"Zo staat het in het beleid: {TERM}." in told


def test_only_words_of_law_are_told() -> None:
    orgaan = Orgaan("college", "College")

    assert words_of(orgaan) is None
    with pytest.raises(TypeError):
        tell(orgaan)
