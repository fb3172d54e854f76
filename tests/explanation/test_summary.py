"""An outcome that is decided per calendar month says over which month."""

from datetime import date

from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from tests.explanation.told import decided, lines, policy

MONTHLY = """
gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
uitkomst hoogte: bedrag per maand
  is inkomen maar ten minste € 100 per maand
  gunstig is hoger
  per kalendermaand
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
  per kalendermaand
regel basis bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien inkomen is minder dan € 900 per maand
  dan ja
uitkomst ooit: ja/nee
  is inkomen is meer dan € 0 per maand
  gunstig is ja
"""


def test_the_explanation_names_the_month_of_a_monthly_outcome_alone() -> None:
    found = decided(MONTHLY, feiten={"inkomen": 50})

    assert lines(found, ("Hoogte over maart 2026: € 100 per maand.", "Recht over maart 2026: ja."))
    assert lines(found, ("Ooit: ja.",))


def test_the_page_of_a_policy_says_which_outcomes_go_per_month() -> None:
    page = to_text(policy_page(policy(MONTHLY), date(2026, 3, 1)), 10_000)

    assert page.count("Hierover wordt per kalendermaand beslist.") == 1
    assert page.count("; per kalendermaand") == 1
