"""Rules of which no check can say whether they ever hold: told, and no others."""

import pytest

from maatwerk_rules.linter.settings import Rules, Settings
from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source

ASKED = Settings(typed=Rules(kies=("MW014",)))
MORE = """
gegeven deel: percentage tussen 1% en 200%
  vraag "Welk deel draagt u bij?"
  grondslag Pw artikel 17 lid 1
gegeven kosten: bedrag per maand tussen € 0 en € 20.000
  vraag "Wat betaalt u?"
  grondslag Pw artikel 17 lid 1
begrip eigen_kosten: bedrag per maand
  is (kosten * deel) rekenkundig afgerond op centen
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel weinig_kosten bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien {0}
  dan ja
"""


def told(condition: str, more: str = "") -> list[tuple[str, str]]:
    text = read_text("meldingen/basis.beleid") + MORE.format(condition) + more
    found = lint(Source("basis.beleid", text), settings=ASKED)
    assert found.policy is not None
    return [(one.facts["wat"], one.spans[0].text) for one in found.diagnostics]


@pytest.mark.parametrize(
    "condition",
    [
        "eigen_kosten is meer dan kosten + € 100 per maand",
        "kosten is meer dan € 100 per maand en eigen_kosten is minder dan kosten",
        "kosten is meer dan € 100 per maand en kosten * deel is minder dan € 90 per maand",
        "in_detentie en inkomen is minder dan € 100 per maand",
        "kosten + € 100 per maand is minder dan inkomen + € 200 per maand",
    ],
)
def test_what_is_known_to_hold_or_stands_by_itself_is_not_told(condition: str) -> None:
    assert [what for what, _ in told(condition) if "enig geval" in what] == []


def test_a_rule_that_rests_on_what_is_not_worked_out_is_told_once() -> None:
    exception = """uitzondering toch_niet op weinig_kosten
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien kosten is meer dan € 100 per maand
  dan nee
"""
    condition = "kosten is minder dan € 100 per maand en eigen_kosten is meer dan € 300 per maand"

    found = told(condition, exception)

    why = "`kosten * deel` is niet uitgerekend"
    assert found == [("dat `weinig_kosten` in enig geval geldt", why)]
