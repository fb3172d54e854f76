"""What only matters where something is so, waits for that."""

from datetime import date

import pytest

from maatwerk_rules.runtime.decide import decide
from tests.small import policy_of

DAY = date(2026, 3, 1)
TEXT = """
keuze soort_zaak uit gewoon, woning
gegeven zus: ja/nee
  vraag "Is het zus?"
  grondslag Pw artikel 17 lid 1
gegeven zo: ja/nee
  vraag "Is het zo?"
  grondslag Pw artikel 17 lid 1
gegeven soort: soort_zaak
  vraag "Welke soort?"
  grondslag Pw artikel 17 lid 1
gegeven schuld: bedrag tussen € 0 en € 100
  vraag "Welke schuld?"
  grondslag Pw artikel 17 lid 1
begrip veel_schuld: ja/nee
  is schuld is meer dan € 50
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel hulp_nodig bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien {indien}
  dan ja
{meer}
"""
EXCEPTION = """
uitzondering toch_niet op hulp_nodig
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien zo
  dan nee
"""


def waits(indien, meer="", feiten=None):
    """Return of each question what it waits for."""
    policy = policy_of(TEXT.format(indien=indien, meer=meer))
    found = decide(policy, {"feiten": feiten or {}}, peildatum=DAY, uitkomsten=("hulp",))
    return {q.leaf.name: {one.name for one in q.after} for q in found.questions}


@pytest.mark.parametrize(
    ("indien", "meer", "waiting"),
    [
        ("zus en zo", "", {"zus": set(), "zo": {"zus"}}),
        ("zus of zo", "", {"zus": set(), "zo": set()}),
        ("zus of (zo en in_detentie)", "", {"zus": set(), "zo": {"zus"}, "in_detentie": {"zus"}}),
        ("zus en (zo of zus)", "", {"zus": set(), "zo": {"zus"}}),
        ("zus", EXCEPTION, {"zus": set(), "zo": {"zus"}}),
        ("(zus en zo) of (zo en zus)", "", {"zus": set(), "zo": set()}),
        ("zus en veel_schuld", "", {"zus": set(), "schuld": set()}),
        ("soort is woning en veel_schuld", "", {"soort": set(), "schuld": {"soort"}}),
        ("veel_schuld en zus", "", {"zus": set(), "schuld": set()}),
    ],
)
def test_what_stands_behind_a_fact_waits_for_it(indien, meer, waiting):
    found = waits(indien, meer)

    assert {name: found[name] for name in waiting} == waiting


def test_nothing_waits_for_what_is_known_or_cannot_be_known():
    assert waits("zus en zo", feiten={"zus": True}) == {"zo": set()}
    unknown = waits("zus en zo", feiten={"zus": {"@onbekend": True}})
    assert unknown["zo"] == set()


def test_what_waits_is_asked_last():
    policy = policy_of(TEXT.format(indien="zo en zus", meer=""))
    found = decide(policy, {"feiten": {}}, peildatum=DAY, uitkomsten=("hulp",))

    assert [one.leaf.name for one in found.questions] == ["zo", "zus"]
