"""What the real texts of Rotterdam show: where they meet the statute, and what the checker says."""

import shutil
from pathlib import Path

import pytest

from maatwerk_rules.pipeline import check
from maatwerk_rules.runtime.toets import run

SHIPPED = Path(__file__).parents[2] / "policies"
RECOVERY, ASSISTANCE = "rotterdam_terugvordering_2017", "rotterdam_bijzondere_bijstand_2024"
ARTICLE_6 = """
uitzondering ook_niet_volgens_de_wet op afzien_om_dringende_redenen
  bron Terugvorderingsregel artikel 6 onderdeel c
  binnenwettelijk
  bedoeling niet_voor_iedereen
  indien dwangincasso_geweest
  dan geen
"""
ARTICLE_2 = """
afwijkingsgrond niet_intrekken_als_grond bij intrekken_na_schending
  bron Terugvorderingsregel artikel 2 lid 2
  karakter kan
  tegenwettelijk
  bedoeling gevolgen_in_verhouding
  ten gunste
  toetsen altijd
  indien oordeel dringende_redenen_artikel_2 is geheel
  dan nee
"""
ARTICLE_4_15 = """
uitzondering niet_meer_dan_vanaf_21 op kosten_boven_de_norm
  bron Bijstandsregel artikel 4.15 lid 3
  geldt van 2025-05-16 tot 2026-01-01
  binnenwettelijk
  bedoeling hulp_bij_bijzondere_kosten
  dan norm_alleenstaande - norm_bij_artikel_12 maar ten minste € 0 per maand
"""
ARTICLE_8_6 = """
uitzondering niet_zonder_advies op zeer_dringende_redenen_bij_schulden
  bron Bijstandsregel artikel 8.6 lid 4 onderdeel a
  binnenwettelijk
  bedoeling eerst_schuldregeling
  indien niet hulpverlener_positief
  dan buiten toepassing
"""


@pytest.mark.parametrize(
    ("name", "rule", "code"),
    [
        (RECOVERY, ARTICLE_6, "MW507"),
        (RECOVERY, ARTICLE_2, "MW513"),
        (ASSISTANCE, ARTICLE_8_6, "MW507"),
        (ASSISTANCE, ARTICLE_4_15, "MW507"),
    ],
)
def test_the_checker_sees_where_the_beleidsregel_meets_the_statute(
    tmp_path: Path, name: str, rule: str, code: str
) -> None:
    place = tmp_path / name
    shutil.copytree(SHIPPED / name, place)
    (place / "proef.beleid").write_text(rule, encoding="utf-8")

    found = {diagnostic.kind.code for diagnostic in check(str(place)).diagnostics}

    assert code in found


@pytest.mark.parametrize(
    ("toets", "rang"),
    [
        ("rotterdam_niet_intrekken_na_schending", "tegenwettelijk"),
        ("rotterdam_niet_intrekken_zonder_schending", "binnenwettelijk"),
    ],
)
def test_the_outcome_says_how_it_relates_to_the_statute(toets: str, rang: str) -> None:
    policy = check(RECOVERY).policy
    assert policy is not None
    (one,) = (each for each in policy.beleid.declaraties if each.name == toets)

    found = run(policy, one)

    assert found.passed
    assert found.decision is not None
    assert rang in {result.rang for result in found.decision.results}
