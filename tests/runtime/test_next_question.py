import json
from datetime import date
from functools import cache
from pathlib import Path

from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Keuze, Percentage, Type
from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.probes import MOST, answers, step_of, thresholds
from tests.runtime.test_decide import WILLEM
from tests.small import policy_of

DAY = date(2026, 3, 1)
ZAAK = Path(__file__).parents[2] / "policies" / "participatiewet" / "zaken" / "maandbedrag.json"
EFFORT = """
gegeven lastig: ja/nee
  vraag "Is het lastig?"
  grondslag Pw artikel 17 lid 1
  moeite 50
gegeven partner_inkomen: bedrag per maand tussen € 0 en € 9.000
  vraag "Wat verdient uw partner?"
  grondslag Pw artikel 17 lid 1
  alleen indien woonsituatie is gehuwd
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel hulp_nodig bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien lastig en in_detentie en (woonsituatie is gehuwd en partner_inkomen is minder dan € 100)
  dan ja
"""
OPEN_END = """
begrip verlaging: bedrag per maand tussen € 5 en € 500
  bron Pw artikel 8 lid 1
  bedoeling eigen_middelen_eerst
  in te vullen door verordening
uitkomst tegoed: ja/nee
  anders nee
  gunstig is ja
regel tegoed_is bepaalt tegoed
  bron Pw artikel 18 lid 2
  bedoeling eigen_middelen_eerst
  indien inkomen is meer dan verlaging
  dan ja
"""


@cache
def national():
    return load("participatiewet")


def asked(case, policy=None, uitkomsten=("recht",)):
    policy = policy or load("bijstand_voorbeeld")
    return decide(policy, case, peildatum=DAY, uitkomsten=uitkomsten).questions


def test_a_register_is_asked_before_the_resident_and_a_judgement_last():
    to = [question.to for question in asked({"feiten": {}})]

    assert to[0] == "register"
    assert to.index("belanghebbende") < to.index("beoordelaar")


def test_a_question_to_a_judge_names_who_may():
    feiten = {"feiten": WILLEM, "bekeken": [{"door": "college", "omdat": "Nee."}]}

    (first, _) = asked(feiten)

    assert (first.to, first.by) == ("beoordelaar", ("college", "consulent"))
    assert first.settles == (False,)


def test_what_takes_more_effort_is_asked_later():
    names = [question.leaf.name for question in asked({}, policy_of(EFFORT), ("hulp",))]

    assert names.index("in_detentie") < names.index("lastig")


def test_a_fact_under_a_condition_is_asked_after_that_condition():
    names = [question.leaf.name for question in asked({}, policy_of(EFFORT), ("hulp",))]

    assert names[-1] == "partner_inkomen"


def test_what_cannot_be_known_is_never_first():
    case = {"feiten": {"nederlander_of_gelijkgesteld": {"@onbekend": True}}}

    names = [question.leaf.name for question in asked(case)]

    assert names[-1] == "nederlander_of_gelijkgesteld"


def test_what_a_regeling_must_fill_in_is_not_asked_of_the_resident():
    questions = asked({"feiten": {"inkomen": 100}}, policy_of(OPEN_END), ("tegoed",))

    assert [(q.leaf.kind, q.to) for q in questions] == [("invulling", "beleid")]


def test_a_field_of_a_record_can_be_the_question():
    auto = {"@naam": "auto", "waarde_in_euro": 16000, "betwist": True}

    questions = asked({"feiten": {**WILLEM, "bezittingen": [auto]}})

    assert ("gewoon_of_nodig", "auto") in [
        (q.leaf.field, q.leaf.record.key) for q in questions if q.leaf.record and q.leaf.field
    ]


def test_an_open_list_can_be_the_question():
    feiten = {key: value for key, value in WILLEM.items() if key != "bezittingen"}

    assert "bezittingen" in [question.leaf.name for question in asked({"feiten": feiten})]


def test_numbers_are_tried_around_what_they_are_compared_with():
    program = load("bijstand_voorbeeld").slices[0].program

    assert thresholds(program, Bedrag(), DAY) == (8000_00,)
    assert date(2008, 3, 1) in thresholds(program, Datum(), DAY)


def test_answers_are_few_and_within_the_range():
    near = tuple(range(100))

    found = answers(Aantal(van=0, tot=10), near)

    assert len(found) <= MOST
    assert all(0 <= value <= 10 for value in found)


def test_each_type_has_its_answers():
    assert answers(JaNee(), ()) == (True, False)
    assert answers(Keuze(("a", "b")), ()) == ("a", "b")
    assert answers(Percentage(van=0, tot=1), ()) == (0, 1)
    assert answers(Type(), ()) == ()
    assert step_of(Datum()).days == 1


def test_what_is_worth_the_same_is_asked_as_the_policy_declares_it():
    policy = policy_of("""
gegeven zus: ja/nee
  vraag "Is het zus?"
  grondslag Pw artikel 17 lid 1
gegeven anders_zo: ja/nee
  vraag "Is het zo?"
  grondslag Pw artikel 17 lid 1
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel hulp_nodig bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien zus of anders_zo
  dan ja
""")

    assert [q.leaf.name for q in asked({}, policy, ("hulp",))] == ["zus", "anders_zo"]


def test_nationality_is_asked_before_what_stands_in_its_place():
    """Of one begrip; over all that the right to assistance may ask this takes far longer."""
    feiten = {"aanvrager": {"geboortedatum": "1990-01-01", "woont_in_nederland": True}}

    questions = asked({"feiten": feiten}, national(), ("aanvrager_heeft_toegang",))
    fields = [question.leaf.field for question in questions]

    assert fields[0] == "nederlander"
    waiting = {one.leaf.field: {each.field for each in one.after} for one in questions}
    assert "nederlander" in waiting["gelijkgesteld_door_verblijf"]
    assert "nederlander" in waiting["gelijkgesteld_bij_amvb"]


def test_what_is_earned_is_asked_before_why_some_of_it_may_not_count():
    case = json.loads(ZAAK.read_text("utf-8"))
    for field in ("nederlander", "inkomsten_uit_arbeid", "medisch_urenbeperkt"):
        del case["feiten"]["aanvrager"][field]

    questions = asked(case, national(), ("recht_op_algemene_bijstand",))
    fields = [question.leaf.field for question in questions]

    assert fields[0] == "nederlander"
    assert fields.index("medisch_urenbeperkt") > fields.index("inkomsten_uit_arbeid")
