"""Rules, judgements and deviations per person: how they decide and how they are told."""

from datetime import date

from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.pipeline import decide
from maatwerk_rules.runtime.toets import run_all
from tests.small import policy_of

TEXT = """
beleid rechthebbenden "Rechthebbende per persoon"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt binnen zes weken bezwaar maken bij het college."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College van burgemeester en wethouders"
functie teammanager "Teammanager" namens college voor oordeel zeer_dringend, regeling Pw
register brp "Basisregistratie personen"
waarde bestaan "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Bijstand is het vangnet."
  bron Pw artikel 11 lid 1
  dient bestaan
soort persoon heeft
  geboortedatum: datum tussen 1900-01-01 en 2100-01-01
    uit register brp
  nederlander: ja/nee
    vraag "Bent u Nederlander?"
    grondslag Pw artikel 17 lid 1
  zit_vast: ja/nee
    vraag "Zit u vast?"
    grondslag Pw artikel 17 lid 1
  inkomen: bedrag per maand tussen € 0 en € 10.000
    vraag "Wat is uw inkomen per maand?"
gegeven aanvrager: een persoon
  vraag "Over wie gaat het?"
  grondslag Pw artikel 17 lid 1
gegeven partner: hoogstens een persoon
  vraag "Hebt u een partner?"
  grondslag Pw artikel 17 lid 1
gegeven kinderen: lijst van hoogstens 15 persoon
  vraag "Welke kinderen wonen bij u?"
  grondslag Pw artikel 17 lid 1
huishouden gezin bevat aanvrager, partner, kinderen
oordeel zeer_dringend per persoon: ja/nee
  vraag "Noodzaken zeer dringende redenen toch tot bijstand?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt zit_vast, gezondheid "Wat gebeurt er zonder bijstand?"
  bedoeling vangnet
  motivering verplicht
begrip leeftijd per persoon: aantal jaren
  is leeftijd van persoon.geboortedatum op peildatum
begrip rechthebbende per persoon: ja/nee
  bron Pw artikel 11 lid 1
  anders nee
  gunstig is ja
regel ingezetene bepaalt rechthebbende
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien persoon.nederlander
  dan ja
  uitleg "U bent Nederlander."
uitzondering detentie op ingezetene
  bron Pw artikel 13 lid 1 onderdeel a
  bedoeling vangnet
  indien persoon.zit_vast
  dan nee
  uitleg "{persoon} zit vast. Daarom heeft {persoon} nu geen recht op bijstand."
uitzondering te_jong op ingezetene
  bron Pw artikel 13 lid 1 onderdeel f
  bedoeling vangnet
  indien leeftijd is minder dan 18
  dan nee
  uitleg "U bent {leeftijd}."
groep paragraaf_2_2 "Paragraaf 2.2"
  bevat ingezetene, detentie, te_jong
afwijkingsgrond dringend bij groep paragraaf_2_2
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling vangnet
  ten gunste
  toetsen altijd
  indien oordeel zeer_dringend
  dan ja
  uitleg "U kunt toch bijstand krijgen."
begrip partner_is_rechthebbende: ja/nee
  is er is een p uit partner waarvoor p.rechthebbende
uitkomst gezamenlijk_recht: ja/nee
  gunstig is ja
  anders nee
regel samen bepaalt gezamenlijk_recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien aanvrager.rechthebbende en partner_is_rechthebbende
  dan ja
uitkomst recht per persoon: ja/nee
  gunstig is ja
  anders nee
regel eigen bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien persoon.rechthebbende
  dan ja
uitkomst inkomen_gezin: bedrag per maand
  gunstig is lager
  is som van p.inkomen voor p uit gezin waarvoor p.rechthebbende
toets a "Partner zit vast"
  op 2026-03-01
  gegeven aanvrager is persoon(geboortedatum 1990-01-01, nederlander ja, zit_vast nee)
  gegeven partner is persoon(geboortedatum 1991-01-01, nederlander ja, zit_vast ja, inkomen € 300)
  gegeven kinderen is []
  verwacht gezamenlijk_recht is voorlopig nee, ontbreekt zeer_dringend voor partner
  verwacht recht voor aanvrager is ja
  verwacht recht voor partner is voorlopig nee
toets b "Bekeken"
  zoals a
  ambtshalve bekeken door teammanager omdat "Geen nood."
  verwacht gezamenlijk_recht is nee
  verwacht recht voor partner is nee
toets c "Nood"
  zoals a
  oordeel zeer_dringend voor partner is ja door teammanager omdat "Nood."
    gewogen zit_vast "Zij zit vast.", gezondheid "Ernstig."
  verwacht gezamenlijk_recht is ja
  verwacht recht voor partner is ja
"""

FEITEN = {
    "aanvrager": {"geboortedatum": "1990-01-01", "nederlander": True, "zit_vast": False},
    "partner": {"geboortedatum": "1991-01-01", "nederlander": True, "zit_vast": True},
    "kinderen": [{"@naam": "Anna", "nederlander": True}],
}


def test_a_group_and_its_deviation_work_for_each_person_by_name() -> None:
    policy = policy_of(TEXT, base=False)

    assert [result.passed for result in run_all(policy)] == [True, True, True]


def test_what_is_per_person_is_told_by_the_name_of_the_person() -> None:
    policy = policy_of(TEXT, base=False)

    decision = decide(policy, {"feiten": FEITEN}, peildatum=date(2026, 3, 1))
    text = " ".join(to_text(explain(policy, decision, layers=2)).split())

    assert "“Partner zit vast. Daarom heeft partner nu geen recht op bijstand.”" in text
    assert "Dringend (partner): nog open." in text
    assert "“Welke datum hoort bij ‘geboortedatum’ van Anna?” Recht" not in text
    assert "(over Anna)" not in text
    assert "toch tot bijstand?” (over partner)" in text
