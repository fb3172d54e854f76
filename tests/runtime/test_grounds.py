from datetime import date

from maatwerk_rules.runtime.decide import decide
from tests.small import policy_of

DAY = date(2026, 3, 1)
JUDGEMENT = """
oordeel knelt: ja/nee
  vraag "Knelt het?"
  maatstaf Pw artikel 18 lid 1
  door college
  weegt reden "Waarom?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
"""
JUDGED = {
    "oordeel": "knelt",
    "waarde": True,
    "door": "college",
    "omdat": "Het knelt.",
    "gewogen": {"reden": "ziek"},
}
LOOKED = {"door": "college", "op": "2026-02-01", "omdat": "Er is niets bijzonders."}
DETRIMENT = (
    JUDGEMENT
    + """
afwijkingsgrond strenger bij basisrecht
  bron Pw artikel 18 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  in beide richtingen
  krachtens Pw artikel 18 lid 1
  toetsen altijd
  indien oordeel knelt
  dan nee
"""
)
ASIDE = (
    JUDGEMENT
    + """
afwijkingsgrond vrij bij basisrecht
  bron Pw artikel 18 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  in beide richtingen
  krachtens Pw artikel 18 lid 1
  toetsen altijd
  indien oordeel knelt
  dan buiten toepassing
"""
)
PRECEDENCE = """
uitzondering toch_wel op basisrecht
  bron Pw artikel 13 lid 3
  bedoeling eigen_middelen_eerst
  indien woonsituatie is gehuwd
  dan ja
uitzondering helemaal_niet op basisrecht
  bron Pw artikel 13 lid 2
  bedoeling eigen_middelen_eerst
  indien woonsituatie is gehuwd
  dan nee
voorrang toch_wel boven detentie omdat "De wet zegt het." bron Pw artikel 13 lid 3
voorrang helemaal_niet boven toch_wel omdat "De wet zegt het." bron Pw artikel 13 lid 3
"""
STEPS = (
    JUDGEMENT
    + """
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  gunstig is hoger
  stappen verlagen
regel hoogte_norm bepaalt hoogte
  bron Pw artikel 21
  bedoeling eigen_middelen_eerst
  indien recht
  dan € 1.000
aanpassing maatregel van hoogte in stap verlagen
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 100
  dan vorige - € 500
uitzondering geen_verwijt op maatregel
  bron Pw artikel 18 lid 9
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  toetsen altijd
  indien oordeel knelt
  dan buiten toepassing
"""
)
IN_PLACE = (
    JUDGEMENT
    + """
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  gunstig is hoger
  stappen verlagen
regel hoogte_norm bepaalt hoogte
  bron Pw artikel 21
  bedoeling eigen_middelen_eerst
  dan € 1.000
aanpassing korting van hoogte in stap verlagen
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  dan vorige - € 300
uitzondering korting_bij_inkomen op korting
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 500
  dan vorige - € 100
afwijkingsgrond op_maat bij korting
  bron Pw artikel 18 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  in beide richtingen
  krachtens Pw artikel 18 lid 1
  toetsen altijd
  indien oordeel knelt
  dan vorige - € 250
"""
)
LOCAL = """
dekking ECLI:NL:CRVB:2018:1600 niet gecodeerd "De uitspraak is niet uitgewerkt."
dekking Pw artikel 18 lid 1 gecodeerd "Helemaal."
uitkomst toeslag: ja/nee
  anders nee
  gunstig is ja
  ruimte voor beleidsregel bron Pw artikel 35 lid 1
regel toeslag_regel bepaalt toeslag
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  dan ja
  ten hoogste 2 maanden
uitzondering te_rijk op toeslag_regel
  bron Beleid artikel 4
  binnenwettelijk
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan € 100
  dan nee
"""


def result_of(text, feiten, name="recht", oordelen=(), bekeken=()):
    case = {"feiten": feiten, "oordelen": list(oordelen), "bekeken": list(bekeken)}
    return decide(policy_of(text), case, peildatum=DAY, uitkomsten=(name,))[name]


def roles(result):
    return {ground.rule: ground.role for ground in result.grounds}


def test_a_value_in_the_place_of_a_rule_is_the_ground_and_the_rule_takes_part():
    result = result_of(DETRIMENT, {"in_detentie": False}, oordelen=[JUDGED])

    assert (result.value, result.stage) == (False, "afwijking")
    assert roles(result) == {"strenger": "beslist", "basisrecht": "via"}


def test_a_rule_that_was_set_aside_is_named_with_what_did_it():
    result = result_of(ASIDE, {"in_detentie": False}, oordelen=[JUDGED])

    assert result.value is False
    (ground,) = [one for one in result.grounds if one.rule == "basisrecht"]
    assert (ground.role, ground.aside_by) == ("niet vervuld", "vrij")
    assert roles(result)["vrij"] == "stelt terzijde"


def test_what_goes_before_decides_also_through_another():
    result = result_of(PRECEDENCE, {"in_detentie": True, "woonsituatie": "gehuwd"})

    assert (result.status, result.value) == ("vast", False)
    assert roles(result) == {
        "helemaal_niet": "beslist",
        "basisrecht": "via",
        "toch_wel": "valt weg",
        "detentie": "valt weg",
    }
    assert {ground.aside_by for ground in result.grounds if ground.role == "valt weg"} == {
        "helemaal_niet"
    }


def test_an_adjustment_that_was_set_aside_leaves_the_value():
    feiten = {"in_detentie": False, "inkomen": 200}

    result = result_of(STEPS, feiten, "hoogte", oordelen=[JUDGED])

    assert result.value == 1000_00
    assert roles(result)["geen_verwijt"] == "stelt terzijde"


def test_a_deviation_takes_the_place_of_what_a_step_gives() -> None:
    result = result_of(IN_PLACE, {"inkomen": 200}, "hoogte", oordelen=[JUDGED])

    assert result.value == 750_00
    assert result.stage == "afwijking"
    assert roles(result)["op_maat"] == "past aan"
    assert roles(result)["korting"] == "via"
    assert [ground.rule for ground in result.deciding] == ["hoogte_norm", "op_maat"]


def test_an_exception_gives_another_value_in_a_step() -> None:
    result = result_of(IN_PLACE, {"inkomen": 600}, "hoogte", bekeken=[LOOKED])

    assert result.value == 900_00
    assert roles(result)["korting_bij_inkomen"] == "past aan"
    assert roles(result)["korting"] == "via"


def test_an_amount_is_never_called_favourable_and_shows_its_room():
    result = result_of(STEPS, {"in_detentie": False, "inkomen": 200}, "hoogte")

    assert result.favourable is None
    assert result.status == "voorlopig"
    assert result.value == 500_00
    assert [(room.name, room.kind) for room in result.room][:1] == [
        ("geen_verwijt", "uitzondering")
    ]


def test_without_rule_or_default_the_grounds_are_the_rules_that_did_not_work():
    result = result_of(STEPS, {"in_detentie": True}, "hoogte")

    assert result.status == "geen_regel"
    assert roles(result)["hoogte_norm"] == "niet vervuld"
    assert roles(result)["detentie"] in ("via", "beslist")


def test_a_local_refusal_bears_its_rank_and_what_was_not_assessed_is_named():
    decision = decide(
        policy_of(LOCAL), {"feiten": {"inkomen": 200}}, peildatum=DAY, uitkomsten=("toeslag",)
    )

    assert decision["toeslag"].rang == "binnenwettelijk"
    assert decision.not_assessed == ("ECLI:NL:CRVB:2018:1600: De uitspraak is niet uitgewerkt.",)


def test_a_provisional_outcome_without_value_stays_undetermined():
    text = JUDGEMENT + (
        "uitkomst hulp: ja/nee\n"
        "regel hulp_regel bepaalt hulp\n  bron Pw artikel 35 lid 1\n"
        "  karakter moet beoordelen\n  bedoeling eigen_middelen_eerst\n  toetsen altijd\n"
        "  indien oordeel knelt\n  dan ja\n"
    )

    result = result_of(text, {}, "hulp")

    assert (result.status, result.value) == ("onbepaald", None)


GROUP = (
    JUDGEMENT
    + """
groep toegang "Toegang" bevat basisrecht, detentie
afwijkingsgrond toch bij groep toegang
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen altijd
  indien oordeel knelt
  dan ja
"""
)


def test_a_deviation_from_a_group_decides_and_names_what_it_set_aside():
    result = result_of(GROUP, {"in_detentie": True}, oordelen=[JUDGED])

    assert (result.value, result.stage) == (True, "afwijking")
    assert roles(result) == {"toch": "beslist", "basisrecht": "terzijde gesteld"}


def test_how_long_a_grant_lasts_is_not_said_of_a_refusal():
    refused = decide(
        policy_of(LOCAL), {"feiten": {"inkomen": 200}}, peildatum=DAY, uitkomsten="toeslag"
    )["toeslag"]
    granted = decide(
        policy_of(LOCAL), {"feiten": {"inkomen": 50}}, peildatum=DAY, uitkomsten="toeslag"
    )["toeslag"]

    assert (refused.value, refused.at_most) == (False, None)
    assert (granted.value, granted.at_most) == (True, (2, "maand"))


def test_what_is_open_and_did_not_matter_is_no_ground_of_a_settled_outcome():
    text = LOCAL + (
        "begrip rijk: ja/nee\n  anders nee\n"
        "regel rijk_regel bepaalt rijk\n  bron Pw artikel 34\n"
        "  bedoeling eigen_middelen_eerst\n  indien inkomen is meer dan € 900\n  dan ja\n"
        "uitkomst som: ja/nee\n  anders nee\n  gunstig is ja\n"
        "regel som_regel bepaalt som\n  bron Pw artikel 35\n"
        "  bedoeling eigen_middelen_eerst\n  indien in_detentie en rijk\n  dan ja\n"
    )

    result = result_of(text, {"in_detentie": False}, "som")

    assert (result.status, roles(result)) == ("vast", {"som_regel": "niet vervuld"})


def test_precedence_by_two_roads_is_one_precedence():
    text = PRECEDENCE + (
        'voorrang helemaal_niet boven detentie omdat "De wet zegt het." bron Pw artikel 13\n'
    )

    result = result_of(text, {"in_detentie": True, "woonsituatie": "gehuwd"})

    assert roles(result)["detentie"] == "valt weg"
