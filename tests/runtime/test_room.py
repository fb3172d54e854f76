import json
from datetime import date
from pathlib import Path

from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.decide import decide
from tests.runtime.test_decide import LOOK, NECESSARY, WILLEM
from tests.small import policy_of

DAY = date(2026, 3, 1)
POLICIES = Path(__file__).parents[2] / "policies"
REQUEST = """
gegeven verzoek_gedaan: ja/nee
  vraag "Hebt u hierom gevraagd?"
  grondslag Pw artikel 17 lid 1
oordeel bijzonder: ja/nee
  vraag "Is dit bijzonder?"
  maatstaf Pw artikel 18 lid 11
  door college
  weegt reden "Wat is er gebeurd?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
afwijkingsgrond op_verzoek bij detentie
  bron Pw artikel 18 lid 11
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen op verzoek verzoek_gedaan
  indien oordeel bijzonder
  dan buiten toepassing
"""


def room_of(case, name="recht", policy=None):
    policy = policy or load("bijstand_voorbeeld")
    result = decide(policy, case, peildatum=DAY, uitkomsten=(name,))[name]
    return {(room.name, room.record.key if room.record else None): room for room in result.room}


def test_a_favourable_outcome_has_no_room():
    assert room_of({"feiten": WILLEM, "oordelen": [NECESSARY]}) == {}


def test_open_room_says_what_is_missing_and_who_decides():
    room = room_of({"feiten": WILLEM, "bekeken": [LOOK]})["van_een_ander", "auto"]

    assert (room.state, room.rank, room.karakter) == ("open", 3, "moet beoordelen")
    assert [str(leaf) for leaf in room.missing] == ["beschikt_over voor auto"]
    assert room.by == ("college", "consulent")
    assert room.bedoelingen == ("eigen_middelen_eerst",)


def test_what_a_recorded_look_closed_was_refused_by_the_one_who_looked():
    room = room_of({"feiten": WILLEM, "bekeken": [LOOK]})["zeer_dringende_redenen", None]

    assert (room.state, room.decided_by, room.because) == (
        "afgewezen",
        "teammanager",
        "Geen acute nood.",
    )


def test_a_judgement_that_refused_is_shown_with_its_reason():
    refused = {**NECESSARY, "waarde": False, "omdat": "Hij heeft ook een fiets."}

    room = room_of({"feiten": WILLEM, "oordelen": [refused], "bekeken": [LOOK]})

    assert room["vrijgesteld_bezit", "auto"].state == "afgewezen"
    assert room["vrijgesteld_bezit", "auto"].because == "Hij heeft ook een fiets."


def test_room_without_its_occasion_is_not_at_stake():
    bank = {"@naam": "bank", "waarde_in_euro": 50000, "betwist": False, "gewoon_of_nodig": False}

    room = room_of({"feiten": {**WILLEM, "bezittingen": [bank]}, "bekeken": [LOOK]})

    assert room["van_een_ander", "bank"].state == "niet aan de orde"


def test_an_applied_exception_is_shown_in_an_unfavourable_outcome():
    bank = {"@naam": "bank", "waarde_in_euro": 50000, "betwist": False, "gewoon_of_nodig": False}
    feiten = {**WILLEM, "bezittingen": [*WILLEM["bezittingen"], bank]}

    room = room_of({"feiten": feiten, "oordelen": [NECESSARY], "bekeken": [LOOK]})

    assert ("vrijgesteld_bezit", "auto") not in room or (
        room["vrijgesteld_bezit", "auto"].state == "toegepast"
    )


def test_a_judgement_that_changes_nothing_is_not_asked():
    bank = {"@naam": "bank", "waarde_in_euro": 50000, "betwist": False, "gewoon_of_nodig": False}

    room = room_of({"feiten": {**WILLEM, "bezittingen": [bank]}})["zeer_dringende_redenen", None]

    assert (room.state, room.missing) == ("niet aan de orde", ())
    assert room.note


def test_room_stands_in_legal_order_with_the_ladder_and_beyond_the_law_last():
    ranks = [room.rank for room in room_of({"feiten": WILLEM}).values()]
    names = [room.name for room in room_of({"feiten": WILLEM}).values()]

    assert ranks == sorted(ranks)
    assert names[-3:] == ["omgekeerde_toets", "doorbraakmethode", "buiten de wet"]


def test_a_rung_whose_condition_fails_is_not_at_stake():
    feiten = {**WILLEM, "andere_partijen_nodig": False}

    assert room_of({"feiten": feiten})["doorbraakmethode", None].state == "niet aan de orde"


def test_missing_facts_come_first():
    feiten = {key: value for key, value in WILLEM.items() if key != "in_detentie"}

    first = next(iter(room_of({"feiten": feiten}).values()))

    assert (first.kind, first.name, first.rank) == ("feit", "in_detentie", 1)


def test_awb_4_84_stands_with_the_general_grounds():
    judged = {
        "oordeel": "noodzakelijk_en_bijzonder",
        "waarde": True,
        "door": "consulent",
        "omdat": "Opzegtermijn.",
        "gewogen": {
            "woonkosten": "hoog",
            "omstandigheden": "overleden",
            "eigen_middelen": "weinig",
        },
    }
    case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}, "oordelen": [judged]}

    room = room_of(case, "woonkostentoeslag")

    assert room["beleidsregel_onevenredig", None].rank == 5
    assert room["beleidsregel_onevenredig", None].state == "open"


def test_what_needs_a_request_says_that_it_was_not_asked():
    room = room_of({"feiten": {"in_detentie": True}}, policy=policy_of(REQUEST))

    assert room["op_verzoek", None].state == "op verzoek, nog niet gevraagd"


def test_a_request_opens_what_needs_one():
    feiten = {"in_detentie": True, "verzoek_gedaan": True}

    room = room_of({"feiten": feiten}, policy=policy_of(REQUEST))

    assert room["op_verzoek", None].state == "open"


AMOUNT = """
oordeel bijzonder: ja/nee
  vraag "Is dit bijzonder?"
  maatstaf Pw artikel 18 lid 1
  door college
  weegt reden "Wat is er gebeurd?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
oordeel op_maat: bedrag per maand tussen € 0 en € 900
  vraag "Welk bedrag past?"
  maatstaf Pw artikel 18 lid 1
  door college
  weegt reden "Wat is er gebeurd?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
uitkomst hoogte: bedrag per maand tussen € 0 en € 900
  anders € 0
  gunstig is {richting}
regel hoogte_regel bepaalt hoogte
  bron Pw artikel 21
  bedoeling eigen_middelen_eerst
  dan € 500
uitzondering hoger_bedrag op hoogte_regel
  bron Pw artikel 18 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  toetsen altijd
  indien oordeel bijzonder
  dan € 700
hardheidsclausule maatwerk bij regeling Verordening
  bron Verordening artikel 9
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  stelt terzijde lager_bedrag
  toetsen altijd
  indien oordeel bijzonder
  dan buiten toepassing
uitzondering lager_bedrag op hoogte_regel
  bron Verordening artikel 2
  binnenwettelijk
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan € 100
afwijkingsgrond afstemmen bij hoogte_regel
  bron Pw artikel 18 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  in beide richtingen
  krachtens Pw artikel 18 lid 1
  toetsen altijd
  indien inkomen is meer dan € 0
  dan oordeel op_maat
"""


def amount(richting):
    text = AMOUNT.replace("{richting}", richting).replace(
        f"  gunstig is {richting}\n",
        f"  gunstig is {richting}\n  ruimte voor verordening bron Pw artikel 8 lid 1\n",
    )
    return room_of({"feiten": {"inkomen": 10, "in_detentie": True}}, "hoogte", policy_of(text))


def test_of_an_amount_only_what_can_raise_it_is_room_when_more_is_better():
    found = amount("hoger")

    assert ("hoger_bedrag", None) in found
    assert found["maatwerk", None].kind == "hardheidsclausule"
    assert found["maatwerk", None].rank == 5


def test_of_an_amount_what_raises_it_is_no_room_when_less_is_better():
    assert ("hoger_bedrag", None) not in amount("lager")


def test_a_deviation_whose_amount_must_be_judged_is_open():
    room = amount("hoger")["afstemmen", None]

    assert (room.state, [str(leaf) for leaf in room.missing]) == ("open", ["op_maat"])


def test_room_that_may_matter_by_an_amount_stays_open():
    text = AMOUNT.replace("{richting}", "hoger").replace(
        "  gunstig is hoger\n",
        "  gunstig is hoger\n  ruimte voor verordening bron Pw artikel 8 lid 1\n",
    )
    not_special = {
        "oordeel": "bijzonder",
        "waarde": False,
        "door": "college",
        "omdat": "Nee.",
        "gewogen": {"reden": "niets"},
    }
    case = {"feiten": {"inkomen": 10, "in_detentie": True}, "oordelen": [not_special]}

    room = room_of(case, "hoogte", policy_of(text))["afstemmen", None]

    assert (room.state, room.note) == ("open", None)


def test_a_deviation_that_asked_no_judgement_is_shown_as_applied():
    text = """
afwijkingsgrond zonder_oordeel bij basisrecht
  bron Pw artikel 18 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  in beide richtingen
  krachtens Pw artikel 18 lid 1
  toetsen altijd
  indien inkomen is meer dan € 100
  dan nee
"""

    room = room_of({"feiten": {"in_detentie": False, "inkomen": 200}}, policy=policy_of(text))[
        "zonder_oordeel", None
    ]

    assert (room.state, room.decided_by) == ("toegepast", None)


def test_an_adjustment_that_must_be_judged_is_room():
    text = (
        AMOUNT.partition("uitkomst")[0]
        + """
uitkomst hoogte: bedrag per maand tussen € 0 en € 900
  anders € 0
  gunstig is hoger
  stappen afstemmen
regel hoogte_regel bepaalt hoogte
  bron Pw artikel 21
  bedoeling eigen_middelen_eerst
  dan € 500
aanpassing op_maat_maken van hoogte in stap afstemmen
  bron Pw artikel 18 lid 1
  karakter moet beoordelen
  bedoeling eigen_middelen_eerst
  in beide richtingen
  krachtens Pw artikel 18 lid 1
  toetsen altijd
  indien oordeel bijzonder
  dan vorige + € 100
"""
    )

    room = room_of({"feiten": {}}, "hoogte", policy_of(text))["op_maat_maken", None]

    assert (room.kind, room.state) == ("aanpassing", "open")


def test_without_an_organ_nobody_stands_beyond_the_law():
    text = (
        'beleid kaal "Kaal"\n  taalversie 1\n  status concept\n  geldt van 2026-01-01\n'
        'regeling Pw wet BWBR0015703 "Participatiewet"\n'
        'waarde zeker "Zeker."\nbedoeling hulp "Hulp voor wie het nodig heeft."\n'
        "  eigen lezing\n  dient zeker\n"
        'gegeven arm: ja/nee\n  vraag "Hebt u te weinig?"\n  grondslag Pw artikel 17 lid 1\n'
        "uitkomst recht: ja/nee\n  anders nee\n  gunstig is ja\n"
        "regel arme bepaalt recht\n  bron Pw artikel 11 lid 1\n  bedoeling hulp\n"
        "  indien arm\n  dan ja\n"
    )

    assert room_of({"feiten": {"arm": False}}, policy=policy_of(text, base=False)) == {}


def test_the_room_of_records_nobody_named_is_not_shown():
    feiten = {key: value for key, value in WILLEM.items() if key != "bezittingen"}

    assert not any(record == "?" for _, record in room_of({"feiten": feiten}))


def test_open_facts_stand_in_the_order_in_which_they_are_missing():
    decision = decide(load("participatiewet"), {}, peildatum=date(2026, 3, 1))
    several = [one for one in decision if len(one.missing) > 1]

    for result in several:
        facts = [leaf for leaf in result.missing if leaf.kind == "gegeven"]
        told = [leaf for room in result.room if room.kind == "feit" for leaf in room.missing]
        assert told == [leaf for leaf in facts if leaf in told]
    assert several


def test_a_look_closes_no_duty_that_cannot_change_the_outcome():
    """Aïsha in the town: two months are no more than the rule gives, so its limit is no issue."""
    policy = load("bijzondere_bijstand_voorbeeldstad")
    case = json.loads((POLICIES / policy.name / "zaken/aisha.json").read_text("utf-8"))
    amount = "bedrag_bijzondere_bijstand"

    duty = room_of(case, amount, policy)["duur_onevenredig", "huur"]
    assert (duty.state, duty.decided_by, duty.because) == ("niet aan de orde", None, None)
    assert duty.note == "Het antwoord verandert deze uitkomst niet."

    case["oordelen"] = [one for one in case["oordelen"] if one["oordeel"] != "onevenredig_gevolg"]
    duty = room_of(case, amount, policy)["beleidsregel_onevenredig", "huur"]
    assert (duty.state, duty.decided_by) == ("afgewezen", "teammanager")
