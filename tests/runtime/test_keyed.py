"""Outcomes of which the results are there at once, with what they rest on."""

from datetime import date

import pytest

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime import asked
from maatwerk_rules.runtime.asked import WARM_UP, rules_on
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.deciding import Deciding
from maatwerk_rules.runtime.facts import read_facts
from maatwerk_rules.runtime.keyed import Keyed
from maatwerk_rules.runtime.later import is_filled
from tests.small import policy_of

DAY = date(2026, 3, 1)
AGED = """\
gegeven geboren: datum tussen 1900-01-01 en 2100-01-01
  vraag "Wanneer bent u geboren?"
  grondslag Pw artikel 1
gegeven werkt: ja/nee
  vraag "Werkt u?"
  grondslag Pw artikel 1
uitkomst oud: ja/nee
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  anders nee
  gunstig is ja
regel oud_genoeg bepaalt oud
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  indien leeftijd van geboren op peildatum is ten minste 60 jaar of werkt
  dan ja
"""
LISTED = """\
soort kind heeft
  leeftijd: aantal jaren tussen 0 en 20
gegeven kinderen: lijst van hoogstens 3 kind
  vraag "Welke kinderen zijn er?"
  grondslag Pw artikel 1
uitkomst ruim: ja/nee
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  anders nee
  gunstig is ja
regel ruim_genoeg bepaalt ruim
  bron Pw artikel 1
  bedoeling eigen_middelen_eerst
  indien er is een k uit kinderen waarvoor k.leeftijd is minder dan 12 jaar
  dan ja
"""
CASES: tuple[dict[str, object], ...] = (
    {"geboren": "1950-01-01", "werkt": False},
    {"geboren": "1990-01-01", "werkt": False},
    {"geboren": "1990-01-01", "werkt": True},
    {"geboren": "1990-01-01"},
    {},
)


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MANY", 0)


def read_often(policy: Policy, *names: str) -> object:
    """Decide all cases often and hold them to the evaluator; return what then gives results."""
    rules = rules_on(policy, DAY)
    assert rules is not None
    rules.cases = WARM_UP
    for _ in range(4):
        for case in CASES:
            for bare in (False, True):
                facts = read_facts(policy, {"feiten": case})
                evaluated = Deciding(policy, rules.part, facts, facts.case(DAY))
                for result in decide(policy, facts, peildatum=DAY, uitkomsten=names, bare=bare):
                    expected = evaluated.result(result.name, None, bare=bare)
                    assert result.grounds == expected.grounds
                    assert result == expected
    return getattr(rules.plan(names).at_once, "__self__", None)


def test_results_that_look_at_the_day_have_what_they_rest_on() -> None:
    policy = policy_of(AGED)

    assert isinstance(read_often(policy, "oud"), Keyed)
    result = decide(policy, {"feiten": CASES[0]}, peildatum=DAY, uitkomsten=("oud",))["oud"]
    assert is_filled(result, "grounds")
    assert is_filled(result, "stage")
    assert not is_filled(result, "trace")
    assert result.trace is result.shown


def test_where_one_outcome_has_no_track_none_is_keyed() -> None:
    assert not isinstance(read_often(policy_of(AGED + LISTED), "oud", "ruim"), Keyed)
