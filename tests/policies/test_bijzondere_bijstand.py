"""What a beleidsregel can and cannot do to special assistance and the income supplement."""

from pathlib import Path

import pytest

from maatwerk_rules.pipeline import Findings, check
from maatwerk_rules.runtime.toets import run_all

STAD = """beleid stad "Stad (bestaat niet)"
  taalversie 1
  status concept
  geldt van 2026-01-01 tot 2027-01-01
  gebruikt participatiewet
  bezwaar "U kunt bezwaar maken bij het college."

regeling Beleid beleidsregel voorbeeld "Beleidsregels van een stad die niet bestaat"

bedoeling zuinig "De gemeente let op haar geld."
  bron Beleid artikel 1
  dient samen_dragen

gegeven beproefd: ja/nee
  vraag "Valt dit onder de beleidsregel?"
  grondslag Pw artikel 17 lid 1

uitzondering nooit op {regel}
  bron Beleid artikel 1
  binnenwettelijk
  bedoeling zuinig
  indien beproefd
  dan nee
  uitleg "Dat betalen wij nooit."
"""
HOND = """
toets hond_in_de_stad "Een soort kosten bij voorbaat uitgesloten"
  zoals hond
  gegeven beproefd is ja
  verwacht bijzondere_bijstand voor pension is {verwacht}
"""
GEVOLG = """  oordeel onevenredig_gevolg_van_beleid is ja door college omdat "Zij blijft op straat."
    gewogen gevolg_voor_bewoner "op straat", doel_van_de_regel "zuinig zijn",
      andere_oplossing "geen"
"""


def checked(folder: Path, text: str) -> Findings:
    place = folder / "stad.beleid"
    place.write_text(text, encoding="utf-8")
    return check(str(place))


@pytest.mark.parametrize(
    ("oordeel", "verwacht"),
    [
        ("", "voorlopig nee, ontbreekt onevenredig_gevolg_van_beleid"),
        (GEVOLG, "ja op grond van noodzakelijke_bijzondere_kosten"),
    ],
)
def test_kind_of_costs_shut_out_beforehand_is_opened_again_by_awb_4_84(
    tmp_path: Path, oordeel: str, verwacht: str
) -> None:
    """Costs of a kennel are never refused for their kind alone (Pw article 35 paragraph 1)."""
    toets = HOND.format(verwacht=verwacht).replace("  verwacht", f"{oordeel}  verwacht")

    policy = checked(tmp_path, STAD.format(regel="noodzakelijke_bijzondere_kosten") + toets).policy

    assert policy is not None
    (result,) = run_all(policy)
    assert result.passed, result


def test_policy_rule_cannot_refuse_the_income_supplement_beforehand(tmp_path: Path) -> None:
    """A measure does not shut out without a look at the person (ECLI:NL:CRVB:2018:3418)."""
    text = STAD.format(regel="toeslag_na_lang_laag_inkomen")

    found = checked(tmp_path, text).diagnostics

    assert "MW507" in {each.kind.code for each in found}
