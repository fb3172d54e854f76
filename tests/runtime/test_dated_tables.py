"""A table with dates gives in each row the value of the day."""

from datetime import date

import pytest

from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision
from tests.small import policy_of

TABLE = """
tabel toeslag: bedrag per maand over woonsituatie
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  met ingang van 2026-02-01, 2026-07-01
  rij gehuwd: € 200, € 210
  anders € 50
  bekend tot 2027-01-01
uitkomst hoogte: bedrag per maand tussen € 0 en € 1.000
  gunstig is hoger
  is toeslag
"""


def on(day: date, situation: str = "gehuwd") -> Decision:
    case = {"feiten": {"woonsituatie": situation}}
    return decide(policy_of(TABLE), case, peildatum=day, uitkomsten=("hoogte",))


@pytest.mark.parametrize(
    ("day", "cents"),
    [
        (date(2026, 2, 1), 20000),
        (date(2026, 6, 30), 20000),
        (date(2026, 7, 1), 21000),
        (date(2026, 12, 31), 21000),
    ],
)
def test_row_gives_the_value_of_the_day(day: date, cents: int) -> None:
    assert on(day)["hoogte"].value == cents


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2027, 1, 1)])
def test_outside_its_dates_the_value_is_unknown_and_the_table_is_missing(day: date) -> None:
    result = on(day)["hoogte"]

    assert result.status == "onbepaald"
    assert set(result.missing) == {Leaf("bedrag", "toeslag")}


def test_what_no_row_fits_has_one_value_on_every_day() -> None:
    assert on(date(2026, 1, 31), "alleenstaande")["hoogte"].value == 5000
    assert on(date(2026, 7, 1), "alleenstaande")["hoogte"].value == 5000


def test_page_shows_each_value_with_its_date() -> None:
    page = to_text(policy_page(policy_of(TABLE), date(2026, 3, 1)), 10_000)

    values = "€ 200 per maand vanaf 1 februari 2026; € 210 per maand vanaf 1 juli 2026"
    assert f"{values}, bekend tot 1 januari 2027" in page


def test_trace_names_the_source_of_the_value_that_held() -> None:
    decision = on(date(2026, 7, 1))

    text = to_text(explain(policy_of(TABLE), decision), 10_000)

    assert "Toeslag: € 210 per maand (artikel 11, eerste lid, van de Participatiewet)." in text


def test_table_of_numbers_may_be_dated_without_an_end() -> None:
    text = """
tabel dagen: aantal dagen over woonsituatie
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  met ingang van 2020-01-01
  rij elk: 14
  laatst bekend
"""
    found = decide(policy_of(text), {}, peildatum=date(2090, 1, 1), uitkomsten=("dagen",))

    assert found["dagen"].value == 14
