"""Faults in the example policy: common ones, and windows of one cent, one day and one age."""

from __future__ import annotations

from tests.verification.planted.planting import EXAMPLE, Planted

WEALTH = "  indien vermogen is meer dan vermogensgrens_alleenstaande\n"
TOO_YOUNG = "  indien leeftijd is minder dan leeftijd_voor_toeslag\n"
NEEDED = "  indien oordeel noodzakelijk_en_bijzonder\n"
DETAINED = "  indien in_detentie\n"
URGENT = "  indien nederlander_of_gelijkgesteld en oordeel zeer_dringend\n"
LIMIT = "  met ingang van 2026-01-01: € 8.000\n"
ADULT = "  met ingang van 2015-01-01: 18 jaar\n"
SUPPLEMENT = "uitkomst woonkostentoeslag: ja/nee\n  anders nee\n"

HEAD = """
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
"""
CONTRIBUTION = """
uitkomst bijdrage: bedrag per maand tussen € 0 en € 1.000
  anders € 0
  gunstig is hoger
"""


def exception(name: str, condition: str, *, of: str = "basisrecht", then: str = "nee") -> str:
    """Return an exception to a rule."""
    return f"\nuitzondering {name} op {of}{HEAD}  indien {condition}\n  dan {then}\n"


def rule(name: str, outcome: str, condition: str, then: str) -> str:
    """Return a rule."""
    return f"\nregel {name} bepaalt {outcome}{HEAD}  indien {condition}\n  dan {then}\n"


def truth(name: str, *, otherwise: str = "") -> str:
    """Return an outcome that is ja or nee."""
    default = f"  anders {otherwise}\n" if otherwise else ""
    return f"\nuitkomst {name}: ja/nee\n{default}  gunstig is ja\n"


def notion(name: str, type_: str, expression: str) -> str:
    """Return a begrip."""
    return f"\nbegrip {name}: {type_}\n  bron Pw artikel 11 lid 1\n  is {expression}\n"


def said(clause: str) -> str:
    """Return what a policy says of equality."""
    return f"\ngelijkheid\n  {clause}\n"


def _fault(what: str, claim: str, **rest: object) -> Planted:
    return Planted(what, EXAMPLE, claim, **rest)  # type: ignore[arg-type]


RULES = (
    _fault(
        "a gap at one age",
        "P01 groep",
        added=truth("groep")
        + rule("jong", "groep", "leeftijd is minder dan 43", "ja")
        + rule("oud", "groep", "leeftijd is meer dan 43", "nee"),
    ),
    _fault(
        "a gap at one cent",
        "P01 duur",
        added=truth("duur")
        + rule("weinig", "duur", "woonkosten is ten hoogste € 612,33", "nee")
        + rule("veel", "duur", "woonkosten is ten minste € 612,35", "ja"),
    ),
    _fault(
        "a gap where two facts meet",
        "P01 stand",
        added=truth("stand")
        + rule("hier", "stand", "woont_in_nederland en woonkosten is minder dan € 700", "ja")
        + rule("elders", "stand", "niet woont_in_nederland", "nee")
        + rule("duurder", "stand", "woonkosten is meer dan € 700 en niet in_detentie", "nee")
        + rule("vast", "stand", "in_detentie en woont_in_nederland", "nee"),
    ),
    _fault(
        "two rules at one amount",
        "P02 duur",
        added=truth("duur", otherwise="nee")
        + rule("veel", "duur", "woonkosten is ten minste € 612,34", "ja")
        + rule("weinig", "duur", "woonkosten is ten hoogste € 612,34", "nee"),
    ),
    _fault(
        "two rules on one day of birth",
        "P02 lichting",
        added=truth("lichting", otherwise="nee")
        + rule("eerder", "lichting", "geboortedatum is ten hoogste 1987-06-05", "ja")
        + rule("later", "lichting", "geboortedatum is ten minste 1987-06-05", "nee"),
    ),
    _fault(
        "two rules behind a percentage",
        "P02 rest_over",
        added=notion(
            "korting", "bedrag per maand", "(10% * woonkosten) rekenkundig afgerond op centen"
        )
        + truth("rest_over", otherwise="nee")
        + rule("ruim", "rest_over", "woonkosten - korting is ten minste € 567,89 per maand", "ja")
        + rule(
            "krap", "rest_over", "woonkosten - korting is ten hoogste € 567,89 per maand", "nee"
        ),
    ),
    _fault(
        "an exception between two ages that exclude each other",
        "P05 recht nooit",
        added=exception("nooit", "leeftijd is minder dan 20 en leeftijd is meer dan 19"),
        comes_out=("dood",),
    ),
    _fault(
        "a rule of which an exception always works",
        "P05 woonkostentoeslag noodzakelijke_woonkosten",
        added=exception(
            "altijd",
            "in_detentie of niet in_detentie",
            of="noodzakelijke_woonkosten",
        ),
        comes_out=("dood",),
    ),
    _fault(
        "a part that is larger than the whole",
        "P05 recht te_groot",
        added=notion(
            "korting", "bedrag per maand", "(10% * woonkosten) rekenkundig afgerond op centen"
        )
        + exception("te_groot", "korting is meer dan woonkosten"),
        comes_out=("dood",),
    ),
    _fault(
        "an exception for who is not admitted",
        "P05 recht beide",
        added="""
toelaatbaar niet_beide "Wie vastzit werkt niet"
  alleen als niet (in_detentie en werkt_toe_naar_uitstroom)
"""
        + exception("beide", "in_detentie en werkt_toe_naar_uitstroom"),
        comes_out=("dood",),
    ),
    _fault(
        "a deviation that nobody has to judge",
        "P06 recht zonder_oordeel",
        added="""
afwijkingsgrond zonder_oordeel bij detentie
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling acute_nood_voorkomen
  ten gunste
  toetsen altijd
  indien in_detentie en woonkosten is € 432,10
  dan ja
""",
    ),
    _fault(
        "a refusal that can no longer be",
        "P06 woonkostentoeslag nee",
        replaced=(
            (SUPPLEMENT, SUPPLEMENT.replace("nee\n", "ja\n", 2).replace("ja/ja", "ja/nee")),
            (f"{TOO_YOUNG}  dan nee\n", f"{TOO_YOUNG}  dan ja\n"),
        ),
        comes_out=("dood",),
    ),
    _fault(
        "a deviation without a judgement to give",
        "P07 recht zeer_dringende_redenen",
        replaced=((URGENT, "  indien nederlander_of_gelijkgesteld\n"),),
    ),
)

FACTS = (
    _fault(
        "a protected fact through two begrippen",
        "P09 recht geslacht",
        added=notion("eerste", "ja/nee", "geslacht is v en woonkosten is meer dan € 800")
        + notion("tweede", "ja/nee", "eerste of in_detentie")
        + exception("via_twee", "tweede"),
    ),
    _fault(
        "a protected fact at one cent",
        "P09 recht geslacht",
        added=exception("een_cent", "geslacht is x en woonkosten is € 4.321,09"),
    ),
    _fault(
        "a protected fact at one age",
        "P09 recht geslacht",
        added=exception("een_leeftijd", "geslacht is v en leeftijd is 43"),
    ),
    _fault(
        "a protected fact for who was born on a leap day",
        "P09 recht geslacht",
        added=exception("schrikkeldag", "geslacht is m en geboortedatum is 2004-02-29"),
    ),
    _fault(
        "a protected fact that changes the ground alone",
        "P09 recht geslacht",
        added=exception("man_vast", "in_detentie en geslacht is m"),
    ),
    _fault(
        "the team decides",
        "P10 woonkostentoeslag team",
        replaced=((NEEDED, NEEDED.replace("\n", " en team is noord\n")),),
    ),
    _fault(
        "the team lowers the limit of wealth by a cent",
        "P10 recht team",
        added=exception("zuid", "team is zuid en vermogen is € 8.000"),
    ),
    _fault(
        "a comparison is reversed",
        "P12 recht vermogen nooit meer",
        replaced=((WEALTH, WEALTH.replace("meer", "minder")),),
    ),
    _fault(
        "one amount of wealth is let through",
        "P12 recht vermogen nooit meer",
        replaced=((WEALTH, WEALTH.replace("\n", " en niet vermogen is € 8.123,45\n")),),
    ),
    _fault(
        "a supplement falls as costs rise",
        "P12 bijdrage woonkosten nooit minder",
        added=CONTRIBUTION
        + rule("bij_weinig", "bijdrage", "woonkosten is minder dan € 600", "€ 100")
        + said("meer woonkosten geeft nooit minder bijdrage"),
    ),
    _fault(
        "a cent of costs takes a hundred euro",
        "P13 bijdrage woonkosten hoogstens",
        added=CONTRIBUTION
        + rule(
            "tot_een_grens",
            "bijdrage",
            "woonkosten is ten hoogste € 1.234,56",
            "woonkosten maar ten hoogste € 100 per maand",
        )
        + said("€ 0,01 per maand meer woonkosten kost hoogstens € 0,01 per maand bijdrage"),
    ),
    _fault(
        "a window of one cent",
        "P13 recht woonkosten",
        added=exception(
            "precies", "woonkosten is meer dan € 712,33 en woonkosten is minder dan € 712,35"
        ),
        comes_out=("gemeten",),
        at_least=1,
    ),
    _fault(
        "a step behind a sum of records",
        "P13 recht schulden",
        added=exception("som", "vermogen + schulden + schulden is € 1.234,56"),
        comes_out=("gemeten",),
        at_least=1,
    ),
    _fault(
        "a fact that is asked and not read",
        "P14 hobby",
        added="""
gegeven hobby: ja/nee
  vraag "Hebt u een hobby?"
  grondslag Pw artikel 17 lid 1
""",
    ),
    _fault(
        "a fact that is no longer read",
        "P14 in_detentie",
        replaced=((DETAINED, "  indien niet woont_in_nederland\n"),),
    ),
    _fault(
        "a judgement moves sixty euro",
        "P15 bijdrage zeer_dringend",
        added=CONTRIBUTION
        + notion(
            "naar_nood",
            "bedrag per maand",
            "(€ 100 per maand indien oordeel zeer_dringend, anders € 40 per maand)",
        )
        + """
regel bijdrage_bij_nood bepaalt bijdrage
  bron Pw artikel 35 lid 1
  bedoeling tijd_om_passend_te_wonen
  karakter moet beoordelen
  toetsen altijd
  indien woonkosten is meer dan € 600
  dan naar_nood
""",
        comes_out=("gemeten",),
        at_least=6_000,
    ),
    _fault(
        "a judgement that counts at one cent alone",
        "P15 recht onevenredig_gevolg",
        added="""
uitzondering een_cent op basisrecht
  bron Pw artikel 11 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  toetsen altijd
  indien oordeel onevenredig_gevolg en woonkosten is € 333,33
  dan nee
""",
        comes_out=("gemeten",),
        at_least=1,
    ),
    _fault(
        "a window of one day in time",
        "P16 recht",
        added=exception("dan_niet", "peildatum is 2026-05-06 en niet in_detentie"),
    ),
    _fault(
        "a limit becomes a cent lower",
        "P17 recht nooit minder",
        replaced=((LIMIT, "  met ingang van 2026-01-01: € 7.999,99\n"),),
    ),
    _fault(
        "a right begins a year later",
        "P17 recht nooit minder",
        replaced=((ADULT, "  met ingang van 2015-01-01: 19 jaar\n"),),
    ),
    _fault(
        "who was born on one day gets more",
        "P17 recht nooit meer",
        replaced=((DETAINED, "  indien in_detentie en niet geboortedatum is 1999-12-31\n"),),
    ),
)

FAULTS = (*RULES, *FACTS)
