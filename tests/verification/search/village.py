"""A policy with one of each construct that a search has to find its way through."""

HEAD = """
bron Pw artikel 11 lid 1
bedoeling eigen_middelen_eerst
"""


def rule(kind: str, *lines: str) -> str:
    """Return a rule with its source and intention."""
    said = [*HEAD.strip().splitlines(), *lines]
    return "\n".join([kind, *(f"  {line}" for line in said)]) + "\n"


def notion(kind: str, *lines: str) -> str:
    """Return a begrip with its source."""
    return "\n".join([kind, "  bron Pw artikel 11 lid 1", *(f"  {line}" for line in lines)]) + "\n"


FACTS = """
soort persoon heeft
  geboren: datum tussen 1900-01-01 en 2100-01-01
    uit register brp
  werkt: ja/nee
    vraag "Werkt u?"
    grondslag Pw artikel 17 lid 1
  loon: bedrag per maand tussen € 0 en € 9.000
    vraag "Wat verdient u?"
    grondslag Pw artikel 17 lid 1
  soort_werk: keuze uit geen, vast, los
    vraag "Welk werk?"
    grondslag Pw artikel 17 lid 1
gegeven aanvrager: een persoon
  vraag "Wie bent u?"
gegeven partner: hoogstens een persoon
  vraag "Wie is uw partner?"
gegeven anderen: lijst van hoogstens 4 persoon
  vraag "Wie wonen er nog?"
huishouden gezin bevat aanvrager, partner, anderen
gegeven gemeld_op: datum tussen 2000-01-01 en 2100-01-01
  vraag "Wanneer meldde u zich?"
  grondslag Pw artikel 17 lid 1
gegeven aandeel: percentage tussen 0% en 100%
  vraag "Welk deel?"
  grondslag Pw artikel 17 lid 1
gegeven dagen: aantal dagen tussen 0 en 60
  vraag "Hoeveel dagen?"
  grondslag Pw artikel 17 lid 1
gegeven hulp: ja/nee
  vraag "Hebt u hulp?"
  grondslag Pw artikel 17 lid 1
gegeven vrijgelaten: ja/nee
  verloopt
  vraag "Is er vrijgelaten?"
  grondslag Pw artikel 17 lid 1
oordeel meewerkt per persoon: ja/nee
  vraag "Werkt deze persoon mee?"
  maatstaf Pw artikel 11 lid 1
  door college
  weegt inzet "Wat doet deze persoon?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
oordeel korting: bedrag per maand tussen € 0 en € 500
  vraag "Hoeveel korting past?"
  maatstaf Pw artikel 11 lid 1
  door college
  weegt inzet "Wat is er gebeurd?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
bedrag grens per maand
  bron Pw artikel 11 lid 1
  met ingang van 2026-01-01: € 1.000 per maand
  met ingang van 2026-07-01: € 1.010 per maand
  bekend tot 2028-01-01
"""

NOTIONS = "".join(
    (
        notion(
            "begrip jaren per persoon: aantal jaren", "is leeftijd van persoon.geboren op peildatum"
        ),
        notion("begrip loon_samen: bedrag per maand", "is som van p.loon voor p uit gezin"),
        notion("begrip jongste: aantal jaren", "is laagste van p.jaren voor p uit gezin anders 99"),
        notion(
            "begrip werkers: aantal",
            "is aantal p uit gezin waarvoor (p.werkt en p.jaren is ten minste 21)",
        ),
        notion(
            "begrip deel_van_loon: bedrag per maand",
            "is (aandeel * loon_samen) rekenkundig afgerond op centen",
        ),
        notion(
            "begrip maanden_vrij: aantal maanden",
            "is aantal maanden waarin vrijgelaten binnen 24 maanden voor peildatum",
        ),
        notion("begrip uiterste_dag: datum", "is gemeld_op + 4 weken"),
        notion("begrip duur: aantal dagen", "is peildatum - gemeld_op"),
        notion("begrip verlaging: percentage", "in te vullen door verordening"),
        notion(
            "begrip laat: ja/nee", "is peildatum is meer dan uiterste_dag en dagen is meer dan 30"
        ),
        notion("begrip stand: keuze uit laag, midden, hoog", "anders midden"),
        rule("regel stand_laag bepaalt stand", "indien loon_samen is minder dan € 500", "dan laag"),
        rule("regel stand_hoog bepaalt stand", "indien loon_samen is meer dan € 5.000", "dan hoog"),
    )
)
RULES = "".join(
    (
        """
uitkomst recht_op_hulp: ja/nee
  gunstig is ja
""",
        rule(
            "regel genoeg_redenen bepaalt recht_op_hulp",
            "indien ten minste 2 van (hulp, werkers is ten minste 2, stand is laag,"
            "  duur is meer dan 40)",
            "dan ja",
        ),
        rule(
            "uitzondering te_jong op genoeg_redenen",
            "indien jongste is minder dan 12 of er is een p uit anderen waarvoor (p.jaren is 43)",
            "dan nee",
        ),
        rule(
            "uitzondering allen_werken op te_jong",
            "indien voor elke p uit gezin geldt (p.werkt en niet p.soort_werk is geen)",
            "dan buiten toepassing",
        ),
        rule(
            "regel laat_gemeld bepaalt recht_op_hulp",
            "indien laat en maanden_vrij is ten minste 3 en (hetzij hulp hetzij aanvrager.werkt)",
            "dan nee",
        ),
        """
uitkomst bijdrage: bedrag per maand tussen € 0 en € 9.000
  anders € 0
  gunstig is hoger
  stappen minder
""",
        rule(
            "regel deel bepaalt bijdrage",
            "indien deel_van_loon is meer dan grens en er is een p uit partner waarvoor p.werkt",
            "dan deel_van_loon - grens maar ten hoogste € 700 per maand",
        ),
        rule(
            "aanpassing minder_bij_werk van bijdrage in stap minder",
            "indien vorige is meer dan € 300 en aanvrager.soort_werk is los",
            "dan vorige - (verlaging * vorige) rekenkundig afgerond op centen maar ten minste € 0",
        ),
        """
uitkomst plicht per persoon: ja/nee
  anders nee
  gunstig is nee
""",
        rule(
            "regel plicht_bij_leeftijd bepaalt plicht",
            "indien persoon.jaren is ten minste 18 en niet persoon.soort_werk is vast",
            "dan ja",
        ),
        rule(
            "uitzondering geen_plicht op plicht_bij_leeftijd",
            "karakter moet beoordelen",
            "toetsen altijd",
            "indien oordeel meewerkt en loon_samen is meer dan 110% * grens",
            "dan buiten toepassing",
        ),
    )
)
TEXT = FACTS + NOTIONS + RULES
