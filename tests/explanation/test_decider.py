"""Who decides on an outcome is told beside it, on the page of the policy and in an explanation."""

from datetime import date

from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.pipeline import check, decide, load
from maatwerk_rules.source import Source

POLICY = """beleid klein "Klein"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College van burgemeester en wethouders"
waarde bestaan "Bestaan."
bedoeling vangnet "Vangnet."
  bron Pw artikel 11
  dient bestaan
gegeven arm: ja/nee
  vraag "Hebt u te weinig?"
  grondslag Pw artikel 17
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
  door college
regel armoede bepaalt recht
  bron Pw artikel 11
  bedoeling vangnet
  indien arm
  dan ja
"""


def policy_of(text: str):
    return load([Source("klein.beleid", text)])


def test_outcome_says_who_decides() -> None:
    policy = policy_of(POLICY)
    decision = decide(policy, {"feiten": {"arm": True}}, peildatum=date(2026, 3, 1))
    said = "Hierover beslist: College van burgemeester en wethouders."

    assert said in to_text(policy_page(policy, date(2026, 3, 1)), width=200)
    assert said in to_text(explain(policy, decision, layers=2), width=200)


def test_function_does_not_decide_on_an_outcome_in_its_own_name() -> None:
    text = POLICY.replace("door college", "door consulent").replace(
        "waarde bestaan", 'functie consulent "Consulent" namens college\nwaarde bestaan', 1
    )

    found = check([Source("klein.beleid", text)]).diagnostics

    assert [one.kind.code for one in found] == ["MW613"]
    assert found[0].help == ("schrijf `door college`",)
