"""Faults in municipal policies, which build on the national one."""

from __future__ import annotations

from tests.verification.planted.planting import Planted

REPAYMENT = "rotterdam_terugvordering_2017"
MEASURES = "diemen_afstemming_2015"
HARDSHIP = "hardheid_voorbeeldstad"
HOUSING = "bijzondere_bijstand_voorbeeldstad"
SUPPLEMENT = "inkomenstoeslag_voorbeeldstad"
CAPACITY = "rotterdam_bijzondere_bijstand_2024"

FORCED = "  indien dwangincasso_geweest\n"
OPEN_FINE = "  dan boete_nog_open_bij_verzoek\n"
SECOND = "  indien gedraging.categorie_van_gedraging is tweede_categorie_van_artikel_7\n"
OTHERWISE = "  indien oordeel aanleiding_voor_andere_verlaging\n"
STUDENT = "  indien aanvrager.aanspraak_op_studiefinanciering\n"
TOO_YOUNG = "    en aanvrager.leeftijd is minder dan leeftijd_voor_woonkosten\n"
PARENT = "  rij alleenstaande_ouder: € 500\n"
ON_SCHEME = "  is in_schuldhulptraject en voldoet_aan_schuldhulptraject\n"
WITHOUT_OTHERS = "  indien niet kostendelersnorm_geldt en niet lagere_kosten_door_woonsituatie\n"

FAULTS = (
    Planted(
        "a debt of one amount is collected",
        REPAYMENT,
        "P13 afzien_volgens_beleidsregel restsom",
        replaced=((FORCED, "  indien dwangincasso_geweest of restsom is € 123,45\n"),),
        comes_out=("gemeten",),
        at_least=1,
    ),
    Planted(
        "who was forced to pay has to have paid",
        REPAYMENT,
        "P05 afzien_volgens_beleidsregel na_dwangincasso",
        replaced=((FORCED, FORCED.replace("\n", " en restsom is minder dan € 0\n")),),
        comes_out=("dood",),
    ),
    Planted(
        "a fine of one amount is forgiven ten euro more",
        REPAYMENT,
        "P17 hoogste_kwijtschelding nooit meer",
        replaced=(
            (
                OPEN_FINE,
                (
                    "  dan (boete_nog_open_bij_verzoek + € 10\n"
                    "    indien boete_nog_open_bij_verzoek is € 1.111,11,\n"
                    "    anders boete_nog_open_bij_verzoek)\n"
                ),
            ),
        ),
    ),
    Planted(
        "one conduct falls in no category",
        MEASURES,
        "P02 verlaging_in_diemen",
        replaced=(
            (
                SECOND,
                (
                    "  indien gedraging.categorie_van_gedraging is tweede_categorie_van_artikel_7\n"
                    "    of (gedraging.categorie_van_gedraging is eerste_categorie\n"
                    "    en schulden is € 77,77)\n"
                ),
            ),
        ),
    ),
    Planted(
        "a lower measure that nobody has to judge",
        MEASURES,
        "P06 verlaging_in_diemen andere_verlaging_vastgesteld",
        replaced=(
            (
                OTHERWISE + "  dan oordeel andere_verlaging\n",
                "  indien schulden is meer dan € 5.000\n  dan 5%\n",
            ),
        ),
    ),
    Planted(
        "women study without a supplement",
        HARDSHIP,
        "P09 langdurig_laag_in_voorbeeldstad aanvrager.geslacht",
        replaced=((STUDENT, STUDENT.replace("\n", " en aanvrager.geslacht is v\n")),),
    ),
    Planted(
        "students are refused in one department",
        HARDSHIP,
        "P10 langdurig_laag_in_voorbeeldstad afdeling",
        replaced=((STUDENT, STUDENT.replace("\n", " en afdeling is noord\n")),),
    ),
    Planted(
        "the limit of age moves a year",
        HOUSING,
        "P17 bijzondere_bijstand nooit minder",
        replaced=((TOO_YOUNG, TOO_YOUNG.replace("minder dan", "ten hoogste")),),
    ),
    Planted(
        "a single parent gets a euro less",
        SUPPLEMENT,
        "P17 bedrag_inkomenstoeslag nooit minder",
        replaced=((PARENT, "  rij alleenstaande_ouder: € 499\n"),),
    ),
    Planted(
        "a row that no life form reaches",
        SUPPLEMENT,
        "P01 toeslag_naar_leefvorm",
        replaced=((PARENT, ""),),
    ),
    Planted(
        "one amount of income takes the whole capacity",
        CAPACITY,
        "P13 totaal_bijzondere_bijstand inkomen_voor_draagkracht",
        replaced=(
            (
                ON_SCHEME,
                (
                    "  is (in_schuldhulptraject en voldoet_aan_schuldhulptraject)\n"
                    "    of inkomen_voor_draagkracht is € 3.456,78\n"
                ),
            ),
        ),
        comes_out=("gemeten",),
        at_least=10_000,
    ),
    Planted(
        "a norm for who lives with others and without",
        CAPACITY,
        "P02 norm_voor_draagkracht",
        replaced=((WITHOUT_OTHERS, "  indien niet lagere_kosten_door_woonsituatie\n"),),
    ),
)
