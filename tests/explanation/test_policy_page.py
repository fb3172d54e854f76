"""The page of a policy: each rule beside its intention, and what it rests on."""

from datetime import date
from functools import cache

import pytest

from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import check, load
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.source import Source

DAY = date(2026, 3, 1)
POLICY = """beleid klein "Klein"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
functie teammanager "Teammanager" namens college
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Wie te weinig heeft, krijgt hulp."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
gegeven woont_hier: ja/nee
  vraag "Woont u hier?"
  grondslag Pw artikel 17 lid 1
gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
bedrag norm
  bron Pw artikel 21
  met ingang van 2026-01-01: € 1.000
  bekend tot 2027-01-01
begrip laagste: bedrag per maand
  is inkomen maar ten minste € 100 per maand
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  anders laagste
  gunstig is hoger
  stappen eraf
regel vast bepaalt hoogte
  bron Pw artikel 21
  bedoeling vangnet
  krachtens Pw artikel 8
  let op "Dit artikel verandert binnenkort."
  indien woont_hier
  dan € 900 per maand
aanpassing inkomen_eraf van hoogte in stap eraf
  bron Pw artikel 19
  bedoeling vangnet
  indien inkomen is meer dan € 0 per maand
  dan vorige - inkomen maar ten minste € 0 per maand
opschaling
  eerst omgekeerde_toets door teammanager
  daarna doorbraak door teammanager indien woont_hier
dekking Pw artikel 18a gedeeltelijk "De boete is niet gecodeerd."
"""


@cache
def page() -> str:
    findings = check(Source("klein.beleid", POLICY))
    assert findings.policy is not None, findings.diagnostics
    return to_text(policy_page(findings.policy, DAY), 200)


@pytest.mark.parametrize(
    "line",
    [
        "Zoals het luidt op 1 maart 2026.",
        "- Vast: als woont hier, dan € 900 per maand",
        "Krachtens: artikel 8 van de Participatiewet.",
        "Let op: Dit artikel verandert binnenkort.",
        "- Inkomen eraf: als inkomen is meer dan € 0 per maand",
        "Anders: de waarde die het beleid noemt.",
        "1. Omgekeerde toets: Teammanager",
        "2. Doorbraak: Teammanager, als woont hier",
        "- Norm: € 1.000 vanaf 1 januari 2026. Bron: artikel 21 van de Participatiewet.",
        "(gedeeltelijk): De boete is niet gecodeerd.",
    ],
)
def test_page_says(line: str) -> None:
    assert line in page()


def test_day_outside_the_policy_has_no_page() -> None:
    with pytest.raises(ValueError, match="does not hold on 2020-01-01"):
        policy_page(load("bijstand_voorbeeld"), date(2020, 1, 1))


@pytest.mark.parametrize("name", [each.removesuffix(".beleid") for each in shipped_policies()])
def test_page_of_a_shipped_policy_names_every_rule_of_the_day(name: str) -> None:
    policy: Policy = load(name)
    part = policy.on(DAY)
    assert part is not None

    told = to_text(policy_page(policy, DAY), 1000).lower()

    rules = [node.name for each in part.program.definitions.values() for node in nodes(each)]
    assert [one for one in rules if one.replace("_", " ").lower() not in told] == []


def test_page_of_one_outcome_shows_only_what_it_reads() -> None:
    policy = load("bijstand_voorbeeld")
    text = to_text(policy_page(policy, date(2026, 3, 1), ["woonkostentoeslag"]), width=200)

    assert "Uitkomst: woonkostentoeslag" in text
    assert "Uitkomst: recht" not in text
    assert "Woonkosten. Wat betaalt u per maand voor uw woning?" in text
    assert "In detentie" not in text
    assert "Leeftijd voor toeslag" in text
    assert "Vermogensgrens" not in text


def test_page_of_a_whole_policy_begins_with_what_it_decides() -> None:
    text = to_text(policy_page(load("bijstand_voorbeeld"), date(2026, 3, 1)), width=200)

    assert "Hierin wordt beslist over: recht en woonkostentoeslag." in text


def test_page_of_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="has no onbekend"):
        policy_page(load("bijstand_voorbeeld"), date(2026, 3, 1), ["onbekend"])
