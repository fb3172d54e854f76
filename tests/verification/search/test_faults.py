"""Faults planted in the example policy are found; what only looks like one is not reported."""

import pytest

from maatwerk_rules.verification.observed import shown
from tests.verification.search.faulty import example_policy, verdicts

RIGHT = "  indien nederlander_of_gelijkgesteld en woont_in_nederland\n"
WEALTH = "  indien vermogen is meer dan vermogensgrens_alleenstaande\n"
TOO_YOUNG = "  indien leeftijd is minder dan leeftijd_voor_toeslag\n"
NEEDED = "  indien oordeel noodzakelijk_en_bijzonder\n"


def exception(name: str, condition: str, *, of: str = "basisrecht", then: str = "nee") -> str:
    return f"""
uitzondering {name} op {of}
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien {condition}
  dan {then}
"""


ADDED = """
begrip korting: bedrag per maand
  bron Pw artikel 11 lid 1
  is (10% * woonkosten) rekenkundig afgerond op centen
uitkomst bijdrage: bedrag per maand tussen € 0 en € 1.000
  anders € 0
  gunstig is hoger
regel bijdrage_woonkosten bepaalt bijdrage
  bron Pw artikel 35 lid 1
  bedoeling tijd_om_passend_te_wonen
  indien woonkosten is meer dan € 600
  dan € 100
"""

FAULTS = {
    "a comparison is reversed": (
        ((WEALTH, WEALTH.replace("meer", "minder")),),
        "",
        "P12 recht vermogen nooit meer",
    ),
    "a window of one cent": (
        (),
        exception(
            "precies", "woonkosten is meer dan € 712,33 en woonkosten is minder dan € 712,35"
        ),
        "P13 recht woonkosten",
    ),
    "a window of one day in a life": (
        (),
        exception("die_dag", "geboortedatum is 2001-02-03 en woonkosten is € 0"),
        "P05 recht die_dag",
    ),
    "a window of one day in time": (
        (),
        exception("dan_niet", "peildatum is 2026-05-06 en niet in_detentie"),
        "P16 recht",
    ),
    "born on a leap day": (
        (),
        exception("schrikkeldag", "geboortedatum is 2004-02-29"),
        "P05 recht schrikkeldag",
    ),
    "a protected fact through two begrippen": (
        (),
        """
begrip eerste: ja/nee
  bron Pw artikel 11 lid 1
  is geslacht is v en woonkosten is meer dan € 800
begrip tweede: ja/nee
  bron Pw artikel 11 lid 1
  is eerste of in_detentie
"""
        + exception("via_twee", "tweede"),
        "P09 recht geslacht",
    ),
    "the team decides": (
        ((NEEDED, "  indien oordeel noodzakelijk_en_bijzonder en team is noord\n"),),
        "",
        "P10 woonkostentoeslag team",
    ),
    "only the ground differs": (
        (),
        exception("man_vast", "in_detentie en geslacht is m"),
        "P09 recht geslacht",
    ),
    "a supplement is inverted": (
        (),
        ADDED.replace("meer dan € 600", "minder dan € 600")
        + "gelijkheid\n  meer woonkosten geeft nooit minder bijdrage\n",
        "P12 bijdrage woonkosten nooit minder",
    ),
    "a gap at one age": (
        (),
        """
uitkomst groep_van_leeftijd: ja/nee
  gunstig is ja
regel jong bepaalt groep_van_leeftijd
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien leeftijd is minder dan 43
  dan ja
regel oud bepaalt groep_van_leeftijd
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien leeftijd is meer dan 43
  dan nee
""",
        "P01 groep_van_leeftijd",
    ),
    "two rules at one amount": (
        (),
        """
uitkomst duur_wonen: ja/nee
  anders nee
  gunstig is ja
regel duur bepaalt duur_wonen
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien woonkosten is ten minste € 612,34
  dan ja
regel niet_duur bepaalt duur_wonen
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien woonkosten is ten hoogste € 612,34
  dan nee
""",
        "P02 duur_wonen",
    ),
    "a limit behind a percentage": (
        (),
        ADDED + exception("rest", "woonkosten - korting is € 567,89 per maand"),
        "P05 recht rest",
    ),
    "a limit behind a sum of records": (
        (),
        exception("som", "vermogen + schulden + schulden is € 1.234,56"),
        "P05 recht som",
    ),
    "a deviation that nobody has to judge": (
        (),
        """
afwijkingsgrond zonder_oordeel bij detentie
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling acute_nood_voorkomen
  ten gunste
  toetsen altijd
  indien in_detentie
  dan ja
""",
        "P06 recht zonder_oordeel",
    ),
    "a judgement moves euros": (
        (),
        ADDED.replace("dan € 100", "dan naar_nood").replace(
            "  indien woonkosten",
            "  karakter moet beoordelen\n  toetsen altijd\n  indien woonkosten",
        )
        + """
begrip naar_nood: bedrag per maand
  bron Pw artikel 11 lid 1
  is (€ 100 per maand indien oordeel zeer_dringend, anders € 40 per maand)
""",
        "P15 bijdrage zeer_dringend",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    replaced, added, key = FAULTS[name]
    policy = example_policy(replaced, added)
    claims = verdicts(policy, only=key)

    found = claims[key]

    assert found.status in ("weerlegd", "levend", "gemeten")
    assert found.method == "zoeken"
    assert shown(policy, policy.slices[-1].program, found.claim, found.cases)


TRAPS = {
    "a fact that is mentioned but cancels out": (
        (),
        """
begrip heft_op: ja/nee
  bron Pw artikel 11 lid 1
  is (geslacht is v en in_detentie) of (niet geslacht is v en in_detentie)
"""
        + exception("vast", "heft_op"),
        "P09 recht geslacht",
    ),
    "a limit that is meant": ((), "", "P13 recht schulden"),
    "a combination that cannot be": (
        (),
        """
toelaatbaar niet_beide "Wie vastzit werkt niet"
  alleen als niet (in_detentie en werkt_toe_naar_uitstroom)
"""
        + exception("beide", "in_detentie en werkt_toe_naar_uitstroom"),
        "P05 recht beide",
    ),
    "an exception that is dead": (
        (),
        exception("nooit", "leeftijd is minder dan 20 en leeftijd is meer dan 19"),
        "P05 recht nooit",
    ),
    "an amount that rounds to a step of one": (
        (),
        ADDED
        + exception(
            "nul", "korting is minder dan 0% * woonkosten", of="bijdrage_woonkosten", then="€ 1"
        ),
        "P05 bijdrage nul",
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_not_reported(name: str) -> None:
    replaced, added, key = TRAPS[name]

    found = verdicts(example_policy(replaced, added), only=key, most=120)[key]

    assert found.status == "niet_gevonden"
    assert found.cases == ()
    assert found.tried > 10


def test_a_refusal_remains_possible() -> None:
    found = verdicts(example_policy(), only="P06 recht nee", most=50)
    aimed = verdicts(example_policy(((RIGHT, ""),)), only="P06 recht nee", most=200)

    assert found["P06 recht nee"].status == "levend"
    assert aimed["P06 recht nee"].status == "levend"


def test_each_seed_finds_a_window_of_one_cent() -> None:
    replaced, added, key = FAULTS["a window of one cent"]

    for seed in range(3):
        found = verdicts(example_policy(replaced, added), only=key, seed=seed)
        assert found[key].status == "gemeten"
