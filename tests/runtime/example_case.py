"""The policy that the tests about facts read their cases with, and short ways to read them."""

from functools import cache

import pytest

from maatwerk_rules.analysis.build import build
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.facts import Facts, read_facts
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

POLICY = """
beleid proef "Bijstand, proef"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt binnen zes weken bezwaar maken bij het college."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
functie consulent "Consulent" namens college voor oordeel beschikt_over, oordeel draagkracht
functie teammanager "Teammanager" namens college voor oordeel schrijnend
register brp "Basisregistratie personen"
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling eigen_middelen_eerst "Wie genoeg heeft, gebruikt dat eerst."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
keuze leefvorm uit alleenstaande, alleenstaande_ouder, gehuwd
soort bezitting heeft
  waarde_in_euro: bedrag tussen € 0 en € 10.000.000
  betwist: ja/nee
  sinds: datum tussen 1900-01-01 en 2100-01-01
gegeven bezittingen: lijst van hoogstens 20 bezitting
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
gegeven bezittingen_partner: lijst van hoogstens 20 bezitting
  vraag "Wat heeft uw partner?"
  grondslag Pw artikel 17 lid 1
gegeven in_detentie: ja/nee
  vraag "Zit u vast?"
  grondslag Pw artikel 17 lid 1
gegeven inkomen: bedrag per maand tussen € 0 en € 20.000
  vraag "Welk inkomen hebt u per maand?"
  grondslag Pw artikel 17 lid 1
gegeven verlies: bedrag tussen -€ 500 en € 0
  vraag "Welk verlies leed u?"
  grondslag Pw artikel 17 lid 1
gegeven deeltijd: percentage tussen 0% en 100%
  vraag "Hoeveel werkt u?"
  grondslag Pw artikel 17 lid 1
gegeven jaren_hier: aantal jaren tussen 0 en 120
  vraag "Hoe lang woont u hier?"
  grondslag Pw artikel 17 lid 1
gegeven kamers: aantal tussen 0 en 50
  vraag "Hoeveel kamers hebt u?"
  grondslag Pw artikel 17 lid 1
gegeven geboortedatum: datum tussen 1900-01-01 en 2100-01-01
  uit register brp
gegeven woonsituatie: leefvorm
  vraag "Met wie woont u?"
  grondslag Pw artikel 17 lid 1
gegeven wijk: keuze uit a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5
  vraag "In welke wijk woont u?"
  grondslag Pw artikel 17 lid 1
gegeven verzoek_gedaan: ja/nee
  vraag "Hebt u erom gevraagd?"
  grondslag Pw artikel 17 lid 1
bedrag grens
  bron Pw artikel 34 lid 3
  met ingang van 2026-01-01: € 8.000
  laatst bekend
aantal leeftijdsgrens jaar
  bron Pw artikel 13 lid 1 onderdeel f
  met ingang van 2015-01-01: 18 jaar
  laatst bekend
percentage vaste_kosten
  bron Pw artikel 22a lid 1
  met ingang van 2015-01-01: 40%
  laatst bekend
tabel tarief: percentage over woonsituatie
  bron Pw artikel 22a lid 1
  rij gehuwd: 5%
  anders 10%
oordeel beschikt_over per bezitting: ja/nee
  vraag "Kan de belanghebbende over dit bezit beschikken?"
  maatstaf Pw artikel 34 lid 1 onderdeel a
  door college
  weegt waarde_in_euro, inkomen, bewijs "Waaruit blijkt dat?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
oordeel draagkracht: bedrag per maand tussen € 0 en € 100
  vraag "Wat kan zij zelf betalen?"
  maatstaf Pw artikel 35 lid 1
  door college
  weegt inkomen, bezittingen, woonsituatie
  bedoeling eigen_middelen_eerst
  geldig 12 maanden
oordeel schrijnend: ja/nee
  vraag "Is dit onbillijk van overwegende aard?"
  maatstaf Pw artikel 35 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
begrip telt_mee per bezitting: ja/nee
  anders nee
  gunstig is nee
regel elk_bezit_telt bepaalt telt_mee
  bron Pw artikel 34 lid 1 onderdeel a
  bedoeling eigen_middelen_eerst
  dan ja
uitzondering van_een_ander op elk_bezit_telt
  bron Pw artikel 34 lid 1 onderdeel a
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  toetsen bij aanwijzing bezitting.betwist
  indien niet oordeel beschikt_over
  dan buiten toepassing
begrip vermogen: bedrag
  bron Pw artikel 34 lid 1 onderdeel a
  is som van b.waarde_in_euro voor b uit bezittingen waarvoor b.telt_mee
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
regel basisrecht bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  dan ja
uitzondering detentie op basisrecht
  bron Pw artikel 13 lid 1 onderdeel a
  bedoeling eigen_middelen_eerst
  indien in_detentie of niet aangetoond inkomen
  dan nee
  uitleg "U zit vast."
uitzondering te_rijk op basisrecht
  bron Pw artikel 19 lid 1 onderdeel b
  bedoeling eigen_middelen_eerst
  indien vermogen is meer dan grens
  dan nee
  uitleg "U hebt te veel."
afwijkingsgrond op_aanvraag bij te_rijk
  bron Pw artikel 35 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen op verzoek verzoek_gedaan
  indien oordeel schrijnend
  dan buiten toepassing
  uitleg "Omdat u erom vroeg."
"""


def build_policy(text: str) -> Policy:
    beleid, found = parse_beleid([Source("proef.beleid", text)])
    checked = build(beleid, found)
    assert checked.policy is not None, [each.headline for each in checked.diagnostics]
    return checked.policy


@cache
def policy() -> Policy:
    return build_policy(POLICY)


def facts_from(**feiten: object) -> Facts:
    return read_facts(policy(), {"feiten": feiten})


def complaints_about(
    data: object, about: Policy | None = None
) -> list[tuple[str | None, str, str]]:
    """Give path, code and sentence of each complaint about the data of a case."""
    with pytest.raises(FactError) as raised:
        read_facts(about or policy(), data)
    return [(each.path, each.code, each.headline) for each in raised.value.diagnostics]


def complaint(**feiten: object) -> tuple[str | None, str, str]:
    """Give the only complaint about these facts."""
    (found,) = complaints_about({"feiten": feiten})
    return found
