from datetime import date

from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.decide import decide
from tests.runtime.test_decide import LOOK, NECESSARY, WILLEM
from tests.small import policy_of

DAY = date(2026, 3, 1)
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
