"""What looks like a fault and is none: nothing may be told of it."""

from __future__ import annotations

from maatwerk_rules.verification.verdicts import Status
from tests.verification.planted.example import (
    CONTRIBUTION,
    WEALTH,
    exception,
    notion,
    rule,
    said,
    truth,
)
from tests.verification.planted.planting import EXAMPLE, NATIONAL, Planted

HOLDS: tuple[Status, ...] = ("bewezen", "niet_gevonden", "bewust")
PART = notion("korting", "bedrag per maand", "(10% * woonkosten) rekenkundig afgerond op centen")


def _trap(what: str, claim: str, **rest: object) -> Planted:
    options = {"comes_out": HOLDS, **rest}
    return Planted(what, EXAMPLE, claim, **options)  # type: ignore[arg-type]


TRAPS = (
    _trap(
        "a protected fact that is mentioned and cancels out",
        "P09 recht geslacht",
        added=notion(
            "heft_op",
            "ja/nee",
            "(geslacht is v en in_detentie) of (niet geslacht is v en in_detentie)",
        )
        + exception("vast", "heft_op"),
    ),
    _trap(
        "a protected fact whose amounts cancel out",
        "P09 bijdrage geslacht",
        added=CONTRIBUTION
        + notion(
            "voor_v",
            "bedrag per maand",
            "(€ 40 per maand indien geslacht is v, anders € 60 per maand)",
        )
        + notion(
            "voor_wie_niet",
            "bedrag per maand",
            "(€ 60 per maand indien geslacht is v, anders € 40 per maand)",
        )
        + rule("samen", "bijdrage", "woonkosten is meer dan € 0", "voor_v + voor_wie_niet"),
    ),
    _trap(
        "the team in a combination that cannot be",
        "P10 recht team",
        added="""
toelaatbaar niet_beide "Wie vastzit werkt niet"
  alleen als niet (in_detentie en werkt_toe_naar_uitstroom)
"""
        + exception("beide", "in_detentie en werkt_toe_naar_uitstroom en team is noord"),
    ),
    _trap(
        "the team beside a number that no age is",
        "P10 recht team",
        added=exception(
            "geen", "team is zuid en leeftijd is meer dan 40 en leeftijd is minder dan 41"
        ),
    ),
    _trap(
        "a gap between two ages that are next to each other",
        "P01 groep",
        added=truth("groep")
        + rule("jong", "groep", "leeftijd is minder dan 43", "ja")
        + rule("oud", "groep", "leeftijd is meer dan 42", "nee"),
    ),
    _trap(
        "a gap between two cents that are next to each other",
        "P01 duur",
        added=truth("duur")
        + rule("weinig", "duur", "woonkosten is ten hoogste € 612,33", "nee")
        + rule("veel", "duur", "woonkosten is ten minste € 612,34", "ja"),
    ),
    _trap(
        "two rules that say the same at one amount",
        "P02 duur",
        added=truth("duur", otherwise="nee")
        + rule("veel", "duur", "woonkosten is ten minste € 612,34", "ja")
        + rule("precies", "duur", "woonkosten is € 612,34", "ja"),
    ),
    _trap(
        "a rule that lives on a leap day alone",
        "P05 recht schrikkeldag",
        added=exception("schrikkeldag", "geboortedatum is 2004-02-29"),
        comes_out=("levend", "niet_gevonden"),
    ),
    _trap(
        "a rule that lives where a tenth of a cent rounds up",
        "P05 recht rondt_op",
        added=PART + exception("rondt_op", "korting is € 0,01 en woonkosten is € 0,05"),
        comes_out=("levend", "niet_gevonden"),
    ),
    _trap(
        "a birthday on 29 February is on 1 March in other years",
        "P16 recht",
        added=exception("jarig", "leeftijd is minder dan 22 en geboortedatum is 2004-02-29"),
    ),
    _trap(
        "a limit that is meant",
        "P13 recht schulden",
        comes_out=(*HOLDS, "gemeten"),
    ),
    _trap(
        "more wealth, with a limit to the cent",
        "P12 recht vermogen nooit meer",
        replaced=((WEALTH, WEALTH.replace("\n", " en vermogen is meer dan € 8.000\n")),),
    ),
    _trap(
        "a part that rounds never falls as costs rise",
        "P12 bijdrage woonkosten nooit minder",
        added=PART
        + CONTRIBUTION
        + rule("een_tiende", "bijdrage", "woonkosten is meer dan € 0", "korting")
        + said("meer woonkosten geeft nooit minder bijdrage"),
    ),
    _trap(
        "a part that rounds falls at most a cent",
        "P13 bijdrage woonkosten hoogstens",
        added=PART
        + CONTRIBUTION
        + rule("rest", "bijdrage", "woonkosten is ten hoogste € 600", "€ 100 per maand - korting")
        + rule("niets", "bijdrage", "woonkosten is meer dan € 600", "€ 40 per maand")
        + said("€ 0,01 per maand meer woonkosten kost hoogstens € 0,01 per maand bijdrage"),
    ),
    _trap(
        "a fact that only a person is told of",
        "P14 andere_partijen_nodig",
    ),
    _trap(
        "the same rule in other words",
        "P17 recht nooit minder",
        replaced=(
            (WEALTH, "  indien niet vermogen is ten hoogste vermogensgrens_alleenstaande\n"),
        ),
    ),
)

CLEAN = tuple(
    Planted("as it was shipped", name, claim, comes_out=HOLDS)
    for name, claim in (
        (EXAMPLE, "P02 recht"),
        (EXAMPLE, "P09 recht geslacht"),
        (EXAMPLE, "P09 woonkostentoeslag geslacht"),
        (EXAMPLE, "P10 recht team"),
        (EXAMPLE, "P10 woonkostentoeslag team"),
        (EXAMPLE, "P12 recht vermogen nooit meer"),
        (EXAMPLE, "P16 recht"),
        (NATIONAL, "P09 recht_op_algemene_bijstand aanvrager.geslacht"),
        (NATIONAL, "P09 hoogte_algemene_bijstand partner.geslacht"),
        (NATIONAL, "P10 opschorting_betaling afdeling"),
        (NATIONAL, "P12 recht_op_algemene_bijstand vermogen nooit meer"),
        (NATIONAL, "P12 recht_op_algemene_bijstand inkomen_in_aanmerking nooit meer"),
        (NATIONAL, "P02 toegang_tot_bijstand"),
    )
)
