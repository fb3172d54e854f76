"""The record says which step it is, what pulled apart, what was flagged, and over which months."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from maatwerk_rules import FactError, decide
from maatwerk_rules.besluit.considered import step_of
from maatwerk_rules.besluit.form import weigh
from maatwerk_rules.besluit.possibilities import possibilities
from maatwerk_rules.besluit.privacy import LEFT_OUT, for_list, redacted
from maatwerk_rules.besluit.record import Besluit, lacking, record
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.besluit.weighing import complete, with_weighing
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.toets_case import facts_of
from tests.besluit.cases import AISHA, ANSWERS, DAY, GIVEN, OUTCOME, POLICY, WILLEM, besluit
from tests.besluit.debts import debts, of_debts
from tests.besluit.made import DIEMEN, HEARD, LAW, MADE, over_a_year, plan_missed, refused

SCHEMA = Path(__file__).parents[2] / "docs/naslag/schemas/besluit-3.schema.json"


def told(one: Besluit) -> str:
    return " ".join(lacking(one))


def resealed(one: Besluit, **other: Any) -> Besluit:
    return record(POLICY, replay(POLICY, one).decision, {**GIVEN, "gehoord": HEARD, **other})


def of_toets(name: str) -> Facts:
    (toets,) = (one for one in LAW.beleid.all(Toets) if one.naam == name)
    return facts_of(LAW, toets)


@pytest.mark.parametrize("name", MADE)
def test_each_besluit_fits_its_schema_and_is_the_same_again(name: str) -> None:
    policy, made = MADE[name]
    one = made()
    jsonschema.validate(json.loads(one.text), json.loads(SCHEMA.read_text("utf-8")))
    assert replay(policy, one).same


def test_a_decision_says_which_step_it_is() -> None:
    assert besluit().data["stap"] == "afwijking"
    assert MADE["willem"][1]().data["stap"] == "regel"
    assert refused().data["stap"] == "ondersteuning"
    bare = decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,))
    assert step_of(POLICY, bare, [" "]) == "regel"


def test_the_rule_itself_that_exempts_is_no_deviation() -> None:
    """The daughter of 23 comes home: article 19a itself leaves her out."""
    facts = of_toets("dochter_23")
    decision = decide(LAW, facts, peildatum=DAY, uitkomsten=("bijstandsnorm",))
    assert step_of(LAW, decision) == "regel"


def test_no_room_in_the_law_is_called_a_deviation_where_it_is_an_exception() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    natures = {one.room.name: one.nature for one in possibilities(POLICY, decision, "recht")}
    assert natures["vrijgesteld_bezit"] == "een uitzondering in de wet zelf, geen afwijking"


def test_what_pulled_apart_is_recorded_with_what_was_done() -> None:
    one = refused()
    assert one.data["botsingen"] == [
        {
            "uitkomst": "recht",
            "voor": None,
            "dient": ["eigen_middelen_eerst"],
            "tegen": ["naar_werk"],
            "gronden": [],
        }
    ]
    assert lacking(one) == ()
    silent = resealed(one)
    assert told(silent) == (
        "Bij `recht` trekken bedoelingen uit elkaar: `eigen_middelen_eerst` en `naar_werk`."
        " Er staat niet wat daarmee is gedaan."
    )


def test_a_flag_that_nobody_answered_is_not_sent() -> None:
    one = plan_missed()
    assert one.data["doenvermogen"][0]["plicht"] == ["maatregel_opleggen"]
    assert "Niemand keek of `maatregel_opleggen` nu meer vraagt dan de inwoner kan." in told(one)
    answered = record(
        DIEMEN,
        replay(DIEMEN, one).decision,
        {**GIVEN, "door": "college", "bij_doenvermogen": {"maatregel": "Wij keken."}},
    )
    assert "Niemand keek" not in told(answered)
    assert plan_missed(blamed=False).data["doenvermogen"] == []


def test_a_period_is_recorded_in_parts_with_their_own_outcome_and_ground() -> None:
    one = over_a_year()
    (outcome,) = one.data["tijdvak"]["uitkomsten"]
    assert [(each["van"], each["waarde"], each["gunstig"]) for each in outcome["delen"]] == [
        ("2026-01-01", False, False),
        ("2026-07-01", True, True),
    ]
    assert lacking(one) == ()


def test_each_open_part_of_a_period_is_told() -> None:
    case = {"feiten": {"geboortedatum": "2005-06-15", "woonkosten": 750}}
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=(OUTCOME,))
    tijdvak = {"van": "2025-12-01", "tot": "2026-08-31"}
    one = record(POLICY, decision, {**GIVEN, "tijdvak": tijdvak, "gehoord": HEARD})
    first, *others = lacking(one)
    assert first == (
        f"De uitkomst `{OUTCOME}` staat van 1 december 2025 tot en met 31 december 2025 niet vast:"
        " zij is buiten beleid."
    )
    assert "van 1 januari 2026 tot en met 30 juni 2026 niet vast" in others[0]


def test_two_policies_on_one_case_name_each_other() -> None:
    side = of_debts(regeling_loopt=True, schulden=0, recht=False)
    first = refused()
    given = {**GIVEN, "door": "college", "samen_met": [first.hash], "gehoord": HEARD}
    second = record(side.policy, side.decision, given)
    assert second.data["samen_met"] == [first.hash]
    assert replay(debts(), second).same
    assert "`regeling_blijft`" not in told(second)


@pytest.mark.parametrize(
    ("key", "value", "path", "code"),
    [
        ("tijdvak", {"van": "2026-01-01"}, "tijdvak.tot", "MW995"),
        ("tijdvak", "2026", "tijdvak", "MW979"),
        ("ondersteuning", "hulp", "ondersteuning", "MW979"),
        ("samen_met", [3], "samen_met[0]", "MW979"),
        ("bij_botsing", {"rechten": "x"}, "bij_botsing.rechten", "MW973"),
    ],
)
def test_what_does_not_read_is_told_with_its_place(
    key: str, value: object, path: str, code: str
) -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    with pytest.raises(FactError) as raised:
        record(POLICY, decision, {**GIVEN, key: value})
    assert (path, code) in [(one.path, one.code) for one in raised.value.diagnostics]


def test_what_people_wrote_of_it_is_left_out_of_exports() -> None:
    bare = redacted(dict(refused().data))
    for key in ("bij_botsing", "ondersteuning"):
        assert bare[key] == LEFT_OUT
    assert for_list(refused(), bytes(range(32)))["stap"] == "ondersteuning"


def test_a_settled_outcome_without_answer_lies_outside_the_deviations() -> None:
    decision = decide(LAW, {}, peildatum=date(2026, 3, 1), uitkomsten=("melden_kan",))
    assert step_of(LAW, decision) == "regel"


def test_no_ground_here_is_recorded_under_the_law_itself() -> None:
    """The college looked whether Willem needs the car, and found that he does not."""
    name = "recht_op_algemene_bijstand"
    facts = of_toets("willem_a_kan_wel_beschikken")
    decision = decide(LAW, facts, peildatum=DAY, uitkomsten=(name,))
    form = weigh(LAW, decision, name, "vrijgesteld_bezit")
    factors = {factor: "gekeken" for factor, _ in form.judged[0].factors}
    answers = {
        **ANSWERS,
        "bedoeling": "naar_werk",
        "waarde": "meedoen",
        "oordelen": {str(form.judged[0].leaf): {"waarde": False, "gewogen": factors}},
        "door": "college",
        "omdat": "Hij kan met de bus naar zijn werk.",
    }
    one = complete(form, facts, answers)
    after = decide(LAW, with_weighing(facts, one), peildatum=DAY, uitkomsten=(name,))
    kept = record(LAW, after, {**GIVEN, "door": "college"}, (one,))
    (weighing,) = kept.data["wegingen"]
    assert (weighing["grond"], weighing["is_afwijking"]) == ("vrijgesteld_bezit", False)
    assert kept.data["afwijkingen"] == []
    assert kept.data["uitkomst"]["uitkomsten"][0]["waarde"] is False
    assert [each["tegen"] for each in kept.data["botsingen"]] == [["naar_werk", "gewoon_bezit"]]
    assert "trekken bedoelingen" not in told(kept)
    assert replay(LAW, kept).same
