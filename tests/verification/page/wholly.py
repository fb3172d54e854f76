"""A report in which every status occurs, of a small policy whose texts are hostile to a page."""

from datetime import date

import attrs

from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.checking import Means, climb
from maatwerk_rules.verification.claims import Lives
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.report import Report, Run, report
from maatwerk_rules.verification.verdicts import Status, Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.test_structural import MORE
from tests.verification.test_told import DAY
from tests.verification.town import TEXT

HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)> &amp; 'x'"
SCALED = f"""
uitkomst korting: bedrag per maand tussen € 0 en € 300
  gunstig is hoger
regel korting_laag bepaalt korting
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien niet in_detentie
  dan (€ 310 per maand - 25% * inkomen) naar beneden afgerond op centen
    maar ten minste € 10 per maand maar ten hoogste € 300 per maand
regel korting_vast bepaalt korting
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan € 0
oordeel groot: bedrag per maand tussen € 0 en € 40
  vraag "{HOSTILE}"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
uitkomst extra: bedrag per maand tussen € 0 en € 40
  gunstig is hoger
regel extra_groot bepaalt extra
  bron Pw artikel 11 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  toetsen altijd
  indien niet in_detentie
  dan oordeel groot
"""
BY_BIRTH = """
begrip leeftijd: aantal jaren
  is leeftijd van geboortedatum op peildatum
uitkomst oud: ja/nee
  anders nee
  gunstig is ja
regel oud_genoeg bepaalt oud
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien leeftijd is ten minste 50 jaar
  dan ja
uitkomst kindgeld per kind: bedrag per maand tussen € 0 en € 90
  gunstig is hoger
regel kindgeld_klein bepaalt kindgeld
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien kind.leeftijd_kind is minder dan 6
  dan € 90
regel kindgeld_groot bepaalt kindgeld
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien kind.leeftijd_kind is ten minste 6
  dan € 60
"""

POLICY = policy_of(TEXT + MORE + DAY + SCALED + BY_BIRTH)
PART = POLICY.slices[-1]
RUN = Run(12.4, 7)
WHY = f"Zo staat het er {HOSTILE}."


def judged(whole: Case, **given: Scalar) -> Case:
    """Return a case with other judgements."""
    values = {Leaf("oordeel", name): value for name, value in {"groot": 0, **given}.items()}
    return attrs.evolve(whole, values={**whole.values, **values})


EXAMPLES = (Example("gewoon", judged(case())), Example("rijk", judged(case(inkomen=1_500_000))))
WITH_CHILD = judged(case(4))
SHOWN: dict[str, tuple[Status, tuple[Case, ...]]] = {
    "P01 vroeg": ("weerlegd", (judged(case(4, geslacht="m")),)),
    "P02 strijd": ("weerlegd", (judged(case(geslacht="m")),)),
    "P05 recht basisrecht": ("levend", (judged(case()),)),
    "P05 toeslag toeslag_kind": ("levend", (judged(case(4, 9, geslacht="v")),)),
    "P05 toeslag toch_toeslag": ("dood", ()),
    "P05 extra extra_groot": ("levend", (judged(case(4, 5, 6, 7), groot=5),)),
    "P09 vroeg geslacht": ("bewust", (judged(case(geslacht="v")), judged(case(geslacht="m")))),
    "P10 vroeg team": ("onbeslist", ()),
    "P12 toeslag inkomen nooit meer": (
        *("weerlegd", (judged(case(4, inkomen=190_001)), judged(case(4, inkomen=25_000)))),
    ),
    "P13 toeslag inkomen hoogstens": (
        *("weerlegd", (judged(case(4, inkomen=124_950)), judged(case(4, inkomen=125_050)))),
    ),
    "P13 toeslag kinderen.leeftijd_kind": ("gemeten", (judged(case(11)), judged(case(12)))),
    "P13 jong datum_melding": (
        "gemeten",
        (
            judged(case(datum_melding=date(2026, 2, 1))),
            judged(case(datum_melding=date(2026, 2, 2))),
        ),
    ),
    "P13 zoekdag inkomen": (
        *("gemeten", (judged(case(inkomen=200_000)), judged(case(inkomen=200_001)))),
    ),
    "P13 korting inkomen": (
        *("gemeten", (judged(case(inkomen=100_000)), judged(case(inkomen=100_001)))),
    ),
    "P13 oud geboortedatum": (
        "gemeten",
        (
            judged(case(geboortedatum=date(1976, 3, 1))),
            judged(case(geboortedatum=date(1976, 3, 2))),
        ),
    ),
    "P13 kindgeld kinderen.leeftijd_kind": (
        *("gemeten", (judged(case(3, 5)), judged(case(3, 6)))),
    ),
    "P15 toeslag te_hard": (
        "gemeten",
        (
            judged(case(4, inkomen=100_000, geslacht="v")),
            judged(case(4, inkomen=100_000, geslacht="v"), te_hard=True),
        ),
    ),
    "P15 extra groot": ("gemeten", (judged(case()), judged(case(), groot=4_000))),
}


def wholly(run: Run = RUN) -> Report:
    """Return the report: what needs no cases as it is, the rest as told above."""
    found = [told(one) for one in climb(POLICY, PART, Means())]
    return report(POLICY, PART, found, EXAMPLES, run)


def told(one: Verdict) -> Verdict:
    """Return what is told of a claim."""
    if one.claim.key not in SHOWN:
        looked = isinstance(one.claim.demand, Lives)
        # Of one rule it is not told how often it was tried.
        tried = 0 if one.claim.outcome == "zoekdag" else 1_200
        if not looked:
            return one
        return attrs.evolve(one, tried=tried, status="niet_gevonden", reason="")
    status, cases = SHOWN[one.claim.key]
    claim = attrs.evolve(one.claim, documented=frozenset()) if status == "bewust" else one.claim
    size = 15_000 if status == "gemeten" else None
    return Verdict(claim, status, "zoeken", cases, 1_200, size, WHY)
