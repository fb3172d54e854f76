"""Faults in the national policy: ten times the size, with households, months and dated amounts."""

from __future__ import annotations

from tests.verification.planted.planting import NATIONAL, Planted

WEALTH = "  indien vermogen is meer dan vermogensgrens\n"
INCOME = "  indien inkomen_in_aanmerking is ten minste bijstandsnorm\n"
CALLED_UP = "  indien persoon.vervult_dienstplicht\n"
ESCAPED = "  indien persoon.ontloopt_straf\n  dan nee\n"
URGENT = (
    "  indien oordeel zeer_dringend\n  dan buiten toepassing\n"
    '  uitleg "{persoon} kan toch algemene bijstand krijgen.'
)
STUDY = (
    "  indien persoon.leeftijd is minder dan leeftijd_na_studie"
    " en persoon.kan_bekostigd_onderwijs_volgen\n"
)
STUDENT = "  is ontvangt_studiefinanciering of ontvangt_tegemoetkoming_wtos\n"
ADDRESS = "  indien adres_wijkt_af\n"
TAKEN_OFF = "  indien verrekend_in_deze_maand is meer dan € 0 per maand\n"
CHILD = "  is kind.is_geboren en kind.leeftijd_van_kind is minder dan leeftijd_kind_ten_laste\n"


def exception(name: str, of: str, condition: str, then: str = "nee") -> str:
    """Return an exception to a rule."""
    return f"""
uitzondering {name} op {of}
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien {condition}
  dan {then}
"""


def _fault(what: str, claim: str, **rest: object) -> Planted:
    return Planted(what, NATIONAL, claim, **rest)  # type: ignore[arg-type]


FAULTS = (
    _fault(
        "a gap at one day of the number without assistance",
        "P01 tussen",
        added="""
begrip tussen: ja/nee
  bron Pw artikel 45 lid 3
regel veel_dagen bepaalt tussen
  bron Pw artikel 45 lid 3
  bedoeling maand_is_de_maat
  indien dagen_met_bijstand is meer dan 17 dagen
  dan ja
regel weinig_dagen bepaalt tussen
  bron Pw artikel 45 lid 3
  bedoeling maand_is_de_maat
  indien dagen_met_bijstand is minder dan 17 dagen
  dan nee
""",
    ),
    _fault(
        "two exceptions differ for one number of days abroad",
        "P02 toegang_tot_bijstand",
        added=exception(
            "toch_wel",
            "rechthebbende",
            "persoon.vervult_dienstplicht en persoon.dagen_buiten_nederland_aaneen is 27 dagen",
            "ja",
        ),
    ),
    _fault(
        "an exception of students is dead",
        "P05 toegang_tot_algemene_bijstand studie_tot_27",
        replaced=(
            (
                STUDY,
                STUDY.replace(
                    " en persoon.kan",
                    " en persoon.leeftijd is meer dan leeftijd_na_studie en persoon.kan",
                ),
            ),
        ),
        comes_out=("dood",),
    ),
    _fault(
        "who escapes a sentence has to be free of it too",
        "P05 toegang_tot_bijstand straf_ontlopen",
        replaced=(
            (
                ESCAPED,
                ESCAPED.replace(
                    "straf\n",
                    "straf en persoon.vrijheid_ontnomen\n"
                    "    en niet (persoon.vrijheid_ontnomen of persoon.maatregel_37b)\n",
                ),
            ),
        ),
        comes_out=("dood",),
    ),
    _fault(
        "an urgent reason that nobody has to judge",
        "P06 toegang_tot_algemene_bijstand zeer_dringende_redenen_algemene_bijstand",
        replaced=((URGENT, URGENT.replace("oordeel zeer_dringend", "persoon.jonger_dan_21")),),
    ),
    _fault(
        "urgent reasons without a judgement to give",
        "P07 toegang_tot_algemene_bijstand zeer_dringende_redenen_algemene_bijstand",
        replaced=((URGENT, URGENT.replace("oordeel zeer_dringend", "persoon.jonger_dan_21")),),
    ),
    _fault(
        "men of forty-three are called up",
        "P09 recht_op_algemene_bijstand aanvrager.geslacht",
        replaced=(
            (
                CALLED_UP,
                (
                    "  indien persoon.vervult_dienstplicht of (persoon.geslacht is m"
                    " en persoon.leeftijd is 43)\n"
                ),
            ),
        ),
    ),
    _fault(
        "a protected fact of the partner, at one cent of income",
        "P09 hoogte_algemene_bijstand partner.geslacht",
        added=exception(
            "een_cent",
            "begin_met_de_norm",
            "inkomen_voor_de_hoogte is € 123,45 per maand"
            " en er is een p uit partner waarvoor p.geslacht is v",
            "€ 0 per maand",
        ),
    ),
    _fault(
        "the department decides whether an address matters",
        "P10 opschorting_betaling afdeling",
        replaced=((ADDRESS, "  indien adres_wijkt_af en niet afdeling is zuid\n"),),
    ),
    _fault(
        "one amount of wealth is let through",
        "P12 recht_op_algemene_bijstand vermogen nooit meer",
        replaced=((WEALTH, WEALTH.replace("\n", " en niet vermogen is € 23.456,78\n")),),
    ),
    _fault(
        "one amount of income is let through",
        "P12 recht_op_algemene_bijstand inkomen_in_aanmerking nooit meer",
        replaced=(
            (INCOME, INCOME.replace("\n", "\n    en niet inkomen_in_aanmerking is € 2.345,67\n")),
        ),
    ),
    _fault(
        "of one amount nothing is taken off",
        "P13 uit_te_betalen_bijstand verrekend_in_deze_maand",
        replaced=(
            (
                TAKEN_OFF,
                TAKEN_OFF.replace("\n", "\n    en niet verrekend_in_deze_maand is € 55,55\n"),
            ),
        ),
        comes_out=("gemeten",),
        at_least=5_000,
    ),
    _fault(
        "one number of days takes a month",
        "P13 bijstand_van_de_maand dagen_zonder_bijstand_ervoor_of_erna",
        added=exception(
            "een_dag",
            "bijstand_voor_een_maand",
            "dagen_zonder_bijstand_ervoor_of_erna is 613 dagen",
            "€ 0 per maand",
        ),
        comes_out=("gemeten",),
        at_least=10_000,
    ),
    _fault(
        "a fact that is no longer read",
        "P14 ontvangt_tegemoetkoming_wtos",
        replaced=((STUDENT, "  is ontvangt_studiefinanciering\n"),),
    ),
    _fault(
        "a judgement of an address stops the whole assistance",
        "P15 uit_te_betalen_bijstand adres_zonder_gevolg",
        added=exception(
            "stopt_ook",
            "bijstand_voor_een_maand",
            "niet oordeel adres_zonder_gevolg en adres_wijkt_af",
            "€ 0 per maand",
        ).replace("  indien", "  karakter moet\n  toetsen altijd\n  indien"),
        comes_out=("gemeten",),
        at_least=10_000,
    ),
    _fault(
        "no assistance on one day of the year",
        "P16 recht_op_algemene_bijstand",
        replaced=((CALLED_UP, CALLED_UP.replace("\n", " of peildatum is 2026-10-17\n")),),
    ),
    _fault(
        "of one amount more is taken off",
        "P17 uit_te_betalen_bijstand nooit minder",
        replaced=(
            (
                TAKEN_OFF + "  dan vorige - verrekend_in_deze_maand maar",
                TAKEN_OFF + "  dan vorige - (verrekend_in_deze_maand + € 1 per maand"
                " indien verrekend_in_deze_maand is € 44,44 per maand,"
                " anders verrekend_in_deze_maand) maar",
            ),
        ),
    ),
    _fault(
        "children of seventeen no longer count",
        "P17 kinderen_ten_laste anders",
        replaced=((CHILD, CHILD.replace("is minder dan", "+ 1 jaar is minder dan")),),
    ),
)
