"""What one divides by is never nil, and parts of cents are rounded."""

from fractions import Fraction

import pytest

from maatwerk_rules.analysis.division import Interval, interval_of
from maatwerk_rules.syntax.parser import parse_expression
from tests.analysis.marked import assert_marked, symbols_of
from tests.analysis.values import BASE


def test_what_leaves_parts_is_rounded() -> None:
    found = assert_marked(
        BASE
        + """
begrip b1: bedrag per maand
  is 30% * maand # fout: MW855
begrip b2: bedrag per maand
  is (30% * maand) rekenkundig afgerond op centen
begrip b3: ja/nee
  is 30% * maand is meer dan € 5
begrip b4: ja/nee
  is maand / aantal_kosten is meer dan € 5 # fout: MW855
begrip b5: aantal
  is maand / € 100 # fout: MW855
begrip b6: aantal
  is half # fout: MW855
begrip b7: percentage
  is 100% / aantal_kosten # fout: MW855
begrip b8: percentage
  is 100% / 3
begrip b9: bedrag per maand
  is maand / half # fout: MW855
begrip b10: bedrag per maand
  is (30% * maand indien g, anders € 0) # fout: MW855
begrip b11: bedrag per week
  is som van (30% * k.zakgeld) voor k uit kinderen # fout: MW855
"""
    )

    assert found[0].edits[0].replacement == "(30% * maand) rekenkundig afgerond op centen"


def test_divisor_is_never_nil() -> None:
    assert_marked(
        BASE
        + """
aantal nul
  met ingang van 2026-01-01: 0
  laatst bekend
aantal leeg
  laatst bekend
begrip n: aantal
  is aantal_kosten
begrip b1: bedrag
  is los / 0 # fout: MW860, MW855
begrip b2: bedrag
  is (los / nul) naar boven afgerond op centen # fout: MW860
begrip b3: bedrag
  is (los / leeg) naar boven afgerond op centen # fout: MW860
begrip b4: bedrag
  is (los / n) naar boven afgerond op centen # fout: MW860
begrip b5: bedrag
  is (los / (n maar ten minste 1)) naar boven afgerond op centen
begrip b6: bedrag
  is (los / (n maar ten hoogste 9)) naar boven afgerond op centen # fout: MW860
begrip b7: bedrag
  is (los / (-n maar ten hoogste -1)) naar boven afgerond op centen
begrip b8: bedrag
  is (los / (aantal_kosten + 1)) naar boven afgerond op centen
begrip b9: bedrag
  is (los / (2 * aantal_kosten)) naar boven afgerond op centen
begrip b10: bedrag
  is (los / (n * n)) naar boven afgerond op centen # fout: MW860
begrip b11: bedrag
  is (los / ((n maar ten minste 1) * (n maar ten minste 2))) naar boven afgerond op centen
begrip b12: bedrag
  is (los / (aantal k uit kinderen)) naar boven afgerond op centen # fout: MW860
begrip b13: bedrag
  is (los / (1 + aantal k uit kinderen)) naar boven afgerond op centen
begrip b14: bedrag per maand
  is (los / oordeel hoogte * maand) naar boven afgerond op centen # fout: MW853
begrip b15: bedrag per maand
  is (maand * (maand / oordeel hoogte)) naar boven afgerond op centen
begrip b16: bedrag
  is ((los / n) naar boven afgerond op centen indien n is meer dan 0, anders € 0)
begrip b17: bedrag
  is (€ 0 indien n is 0, anders (los / n) naar boven afgerond op centen)
begrip b18: bedrag
  is ((los / n) naar boven afgerond op centen indien n is n, anders € 0) # fout: MW860
begrip b19: bedrag
  is ((los / n) naar boven afgerond op centen indien n is ten hoogste 3, anders € 0) # fout: MW860
begrip b20: bedrag
  is (los / (aantal_kosten maar ten hoogste 3 maar ten minste 2)) naar boven afgerond op centen
begrip b21: bedrag
  is ((los / n) naar boven afgerond op centen indien niet g, anders € 0) # fout: MW860
begrip b22: bedrag
  is (los / (n - 1)) naar boven afgerond op centen # fout: MW860
"""
    )


def test_the_first_of_a_month_needs_no_choice_of_day_and_a_month_has_days():
    assert_marked(
        BASE
        + """
begrip eerste: datum
  is eerste dag van de maand van peildatum + 1 maand
begrip te_veel: datum
  is eerste dag van de maand van peildatum + 1 maand later # fout: MW076
begrip geen_datum: datum
  is eerste dag van de maand van los # fout: MW003
begrip dagen: aantal dagen
  is (eerste dag van de maand van peildatum + 1 maand) - eerste dag van de maand van peildatum
  per kalendermaand # fout: MW645
uitkomst per_maand: datum
  is eerste dag van de maand van peildatum
  per kalendermaand
  gunstig is later
"""
    )


@pytest.mark.parametrize(
    ("days", "interval"),
    [
        ("(eerste dag van de maand van d + 1 maand) - eerste dag van de maand van d", (28, None)),
        ("(eerste dag van de maand van d + 1 jaar) - eerste dag van de maand van d", (28, None)),
        ("(eerste dag van de maand van d + 0 maanden) - eerste dag van de maand van d", None),
        ("(eerste dag van de maand van d + 1 maand) - eerste dag van de maand van c", None),
        ("(d + 1 maand later) - d", None),
        ("half - 2", (Fraction(-3, 2), Fraction(-3, 2))),
    ],
)
def test_the_days_of_a_month_are_never_nil(days: str, interval: tuple[int, int] | None):
    found = interval_of(parse_expression(days), symbols_of(BASE))

    assert found == Interval(*(interval or ()))


def test_a_begrip_of_whole_months_can_be_divided_by():
    assert_marked(
        BASE
        + """
begrip dagen_van_de_maand: aantal dagen
  is (eerste dag van de maand van peildatum + 1 maand) - eerste dag van de maand van peildatum
begrip dagen_tot_peildatum: aantal dagen
  is peildatum - geboren
begrip per_dag: bedrag per dag
  is (los / dagen_van_de_maand) naar boven afgerond op centen
begrip per_levensdag: bedrag per dag
  is (los / dagen_tot_peildatum) naar boven afgerond op centen # fout: MW860
"""
    )
