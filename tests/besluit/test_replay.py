"""A besluit reckoned again is the same; with other facts or law it says what differs, and why."""

import json
from datetime import date
from typing import Any

import pytest

from maatwerk_rules import FactError, decide, load, to_text
from maatwerk_rules.besluit.again import tell_again
from maatwerk_rules.besluit.gone import read_remaining
from maatwerk_rules.besluit.record import Besluit, read_besluit, record
from maatwerk_rules.besluit.replay import replay
from maatwerk_rules.model.clauses import Gebruikt
from maatwerk_rules.model.declarations import Orgaan, Toets
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import MetOntwerp, Toetsdatum, Verwachting
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.facts import read_facts, write_case
from maatwerk_rules.runtime.toets_case import facts_of
from tests.besluit.cases import AISHA, DAY, GIVEN, OUTCOME, POLICY, WILLEM, besluit
from tests.besluit.made import willem
from tests.small import policy_of
from tests.verification.page.wholly import BY_BIRTH
from tests.verification.town import TEXT


def test_a_besluit_reckoned_again_has_the_same_bytes() -> None:
    found = replay(POLICY, besluit())
    assert found.same
    assert found.besluit == besluit()
    assert found.differences == ()
    assert found.notes == ()


NATIONAL = "participatiewet"


def own_toetsen(policy: Policy) -> list[Toets]:
    """Return the toetsen of a policy itself, with all that they take over from others."""
    kop = policy.beleid.kop
    every = policy.beleid.all(Toets)
    if kop is None or not kop.all(Gebruikt):
        return list(every)
    national = {one.naam for one in load(NATIONAL).beleid.all(Toets)}
    return [one for one in every if one.naam not in national]


def besluit_of(policy: Policy, toets: Toets) -> Besluit | None:
    """Return what a toets comes to as it would be recorded; None where it decides nothing."""
    datum = toets.one(Toetsdatum)
    names = {one.uitkomst: None for one in toets.all(Verwachting)}
    if datum is None or not names or policy.on(datum.datum) is None or toets.one(MetOntwerp):
        return None
    facts = facts_of(policy, toets)
    decision = decide(policy, facts, peildatum=datum.datum, uitkomsten=names)
    door = policy.all(Orgaan)[0].naam
    return record(policy, decision, {**GIVEN, "door": door})


@pytest.mark.parametrize(
    ("name", "each"),
    [
        ("bijstand_voorbeeld", 1),
        (NATIONAL, 100),
        *(pytest.param(name, 1, marks=pytest.mark.nachtelijk) for name in shipped_policies()),
    ],
)
def test_the_besluit_of_each_toets_is_the_same_again(name: str, each: int) -> None:
    policy = load(name)
    found = 0
    for toets in own_toetsen(policy)[::each]:
        one = besluit_of(policy, toets)
        if one is not None:
            assert replay(policy, one).same, toets.naam
            assert read_besluit(one.text) == one
            found += 1
    assert found


def test_the_view_of_an_objection_names_the_fact_that_flipped_it() -> None:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    one = record(POLICY, decision, GIVEN)
    cheap: dict[str, Any] = {
        "feiten": {
            **WILLEM["feiten"],
            "woonkosten": 700,
            "bezittingen": [{"@naam": "auto", "waarde_in_euro": 900, "betwist": False,
                             "gewoon_of_nodig": True}],
        }
    }  # fmt: skip
    found = replay(POLICY, one, feiten=cheap)
    (difference,) = found.differences
    assert (difference.name, difference.before, difference.after) == (
        "recht",
        ("voorlopig", False),
        ("vast", True),
    )
    assert difference.flips == ("feiten.bezittingen",)
    assert difference.dropped == ("vermogen_boven_grens",)
    assert not found.same
    assert found.notes == (
        "Dit is gerekend met andere feiten of oordelen, naar het recht van het besluit.",
    )
    assert one == record(POLICY, decision, GIVEN)


def test_a_judgement_that_flips_it_is_named() -> None:
    before = record(POLICY, decide(POLICY, AISHA, peildatum=DAY, uitkomsten=(OUTCOME,)), GIVEN)
    after = besluit().data["uitkomst"]["feiten"]
    (difference,) = replay(POLICY, before, feiten=after).differences
    assert difference.flips == ("oordelen",)
    assert difference.after == ("vast", True)


def test_the_law_of_another_day_says_that_it_answers_another_question() -> None:
    found = replay(POLICY, besluit(), peildatum=date(2029, 3, 1))
    (note,) = found.notes
    assert note.startswith("Dit is gerekend naar het recht van 1 maart 2029")
    assert found.decision.peildatum == date(2029, 3, 1)


def test_another_text_is_refused_unless_it_is_meant() -> None:
    other = policy_of(TEXT)
    with pytest.raises(FactError) as raised:
        replay(other, besluit())
    assert [one.code for one in raised.value.diagnostics] == ["MW996"]


def test_another_text_that_is_meant_says_so() -> None:
    policy = policy_of(TEXT)
    changed = policy_of(TEXT.replace("ten hoogste € 1.250", "ten hoogste € 900"))
    case = {"feiten": {"inkomen": 1000, "in_detentie": False, "kinderen": []}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("recht", "toeslag"))
    one = record(policy, decision, {**GIVEN, "door": "college"})
    found = replay(changed, one, other_policy=True)
    assert found.notes == (
        "Dit is gerekend met een andere tekst van het beleid dan die van het besluit.",
    )
    assert not found.same
    assert write_case(found.decision.facts) == write_case(decision.facts)


def test_what_a_record_that_is_gone_was_given_is_told() -> None:
    policy = policy_of(TEXT + BY_BIRTH)
    case = {"feiten": {"kinderen": [{"@naam": "noor", "leeftijd_kind": 4}]}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("kindgeld",))
    one = record(policy, decision, {**GIVEN, "door": "college"})
    (difference,) = replay(policy, one, feiten={"feiten": {"kinderen": []}}).differences
    assert difference.record == "kinderen.noor"
    assert difference.before == ("vast", "90.00")
    assert difference.after == ("niet beslist", None)
    assert difference.dropped == ("kindgeld_klein",)


JUDGED = willem().data["uitkomst"]["feiten"]


def test_a_judgement_about_what_is_gone_falls_away_and_is_named() -> None:
    without = {key: value for key, value in JUDGED["feiten"].items() if key != "bezittingen"}
    none = {**JUDGED, "feiten": {**without, "bezittingen": []}}
    for feiten in ({}, {"feiten": without}, {**JUDGED, "feiten": without}, none, json.dumps(none)):
        found = replay(POLICY, willem(), feiten=feiten)
        assert [str(one) for one in found.fallen] == ["beschikt_over voor auto"]
        assert not found.same
    document = tell_again(POLICY, willem(), replay(POLICY, willem(), feiten=none))
    told = " ".join(to_text(document).split())
    assert "Zij tellen niet meer mee." in told
    assert "- Het oordeel ‘beschikt over’ (auto)." in told
    assert replay(POLICY, willem(), feiten=JUDGED).fallen == ()
    assert replay(POLICY, willem(), feiten=read_facts(POLICY, JUDGED)).same


def test_a_new_judgement_about_what_is_not_there_is_a_slip_at_its_place() -> None:
    (judged,) = JUDGED["oordelen"]
    astray = [judged, {**judged, "voor": "fiets"}, {**judged, "door": "niemand"}, 3]
    with pytest.raises(FactError) as raised:
        replay(POLICY, willem(), feiten={"feiten": {"schulden": 0}, "oordelen": astray})
    assert {str(one.path) for one in raised.value.diagnostics} >= {"oordelen[1].voor"}
    assert "oordelen[0].voor" not in {str(one.path) for one in raised.value.diagnostics}
    for wrong in ("[]", [], {"oordelen": 3}):
        with pytest.raises(FactError):
            replay(POLICY, willem(), feiten=wrong)  # type: ignore[arg-type]


def test_more_judgements_than_are_told_at_once_fall_away_too() -> None:
    (judged,) = JUDGED["oordelen"]
    case = {"feiten": {}, "oordelen": [{**judged, "voor": f"auto_{n}"} for n in range(450)]}
    facts = read_remaining(POLICY, case, case["oordelen"])
    assert facts.judgements == ()
    slip = {**case, "oordelen": [*case["oordelen"], {**judged, "voor": "fiets"}]}
    with pytest.raises(FactError) as raised:
        read_remaining(POLICY, slip, case["oordelen"])
    assert [one.path for one in raised.value.diagnostics] == ["oordelen[450].voor"]


def test_a_mixture_that_cannot_be_names_no_fact() -> None:
    policy = policy_of(TEXT)
    married = {"inkomen": 1000, "woonsituatie": "gehuwd", "kinderen": [{"leeftijd_kind": 4}]}
    alone = {"inkomen": 0, "woonsituatie": "alleenstaande", "kinderen": []}
    decision = decide(policy, {"feiten": married}, peildatum=DAY, uitkomsten=("toeslag",))
    one = record(policy, decision, {**GIVEN, "door": "college"})
    (difference,) = replay(policy, one, feiten={"feiten": alone}).differences
    assert difference.flips == ("feiten.kinderen",)
