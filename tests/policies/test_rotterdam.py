"""What the real texts of Rotterdam show: where they meet the statute, and what the checker says."""

import shutil
from pathlib import Path

import pytest

from maatwerk_rules.pipeline import check
from maatwerk_rules.runtime.toets import run

SHIPPED = Path(__file__).parents[2] / "policies" / "rotterdam_terugvordering_2017"
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


@pytest.mark.parametrize(("rule", "code"), [(ARTICLE_6, "MW507"), (ARTICLE_2, "MW513")])
def test_the_checker_sees_where_the_beleidsregel_meets_the_statute(
    tmp_path: Path, rule: str, code: str
) -> None:
    place = tmp_path / "rotterdam_terugvordering_2017"
    shutil.copytree(SHIPPED, place)
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
    policy = check("rotterdam_terugvordering_2017").policy
    assert policy is not None
    (one,) = (each for each in policy.beleid.declaraties if each.name == toets)

    found = run(policy, one)

    assert found.passed
    assert found.decision is not None
    assert rang in {result.rang for result in found.decision.results}
