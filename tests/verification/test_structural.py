"""What follows from the language, the text, exact regions or the cone needs no cases."""

import pytest

from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.structural import Structural
from maatwerk_rules.verification.verdicts import STATUSES, Verdict
from tests.small import policy_of
from tests.verification.town import TEXT

MORE = """
gegeven ongebruikt: ja/nee
  vraag "Waarom vragen wij dit?"
  grondslag Pw artikel 17 lid 1
gegeven straks: ja/nee
  vraag "Geldt dit straks voor u?"
  grondslag Pw artikel 17 lid 1
gegeven gewogen_feit: ja/nee
  vraag "Is dit zo?"
  grondslag Pw artikel 17 lid 1
oordeel weging: ja/nee
  vraag "Weegt dit zwaar?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gewogen_feit
  bedoeling eigen_middelen_eerst
  motivering verplicht
afwijkingsgrond zomaar bij detentie
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen altijd
  indien team is noord
  dan ja
regel straks_vroeg bepaalt vroeg
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  geldt van 2027-01-01
  nog niet in werking "Dit treedt pas later in werking."
  indien straks
  dan ja
"""
POLICY = policy_of(TEXT + MORE)
PROGRAM = POLICY.slices[-1].program
STRUCTURAL = Structural(POLICY, PROGRAM)
CLAIMS = {claim.key: claim for claim in derive(POLICY, PROGRAM)}


def settled(key: str) -> Verdict:
    found = STRUCTURAL.verdict(CLAIMS[key])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "method"),
    [
        ("P03 recht", "taal"),
        ("P08 recht", "taal"),
        ("P04 toeslag kinderen", "taal"),
        ("P02 recht", "gebieden"),
        ("P09 toeslag geslacht", "kegel"),
        ("P10 recht kanaal", "kegel"),
        ("P06 toeslag toch_toeslag", "taal"),
        ("P07 toeslag toch_toeslag", "taal"),
        ("P14 inkomen", "kegel"),
        ("P14 kinderen.leeftijd_kind", "kegel"),
    ],
)
def test_a_claim_is_proved_without_cases_and_says_how(key: str, method: str) -> None:
    found = settled(key)
    assert (found.status, found.method) == ("bewezen", method)
    assert found.reason


@pytest.mark.parametrize(
    "key",
    ["P01 vroeg", "P05 recht detentie", "P06 recht zomaar", "P09 vroeg geslacht", "P16 recht"],
)
def test_what_only_cases_can_tell_is_left_open(key: str) -> None:
    assert STRUCTURAL.verdict(CLAIMS[key]) is None


def test_a_fact_does_something_when_it_is_weighed_or_read_by_a_rule_to_come() -> None:
    assert settled("P14 ongebruikt").status == "weerlegd"
    assert settled("P14 gewogen_feit").status == "bewezen"
    assert settled("P14 straks").status == "bewezen"


def test_a_deviation_that_asks_no_judgement_lacks_one() -> None:
    found = settled("P07 recht zomaar")
    assert (found.status, found.reason) == ("weerlegd", "Zij mist een oordeel.")


def test_every_status_has_a_place_in_the_order_of_attention() -> None:
    assert len(set(STATUSES)) == len(STATUSES)
    assert settled("P03 recht").status == STATUSES[-1]
