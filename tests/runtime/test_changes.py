from datetime import date
from fractions import Fraction

import pytest

from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.types import Aantal, Scalar
from maatwerk_rules.pipeline import explain
from maatwerk_rules.runtime import changes
from maatwerk_rules.runtime.changes import Change, Search, what_would_change
from maatwerk_rules.runtime.record import from_json, to_json
from tests.explanation.told import decided

TEXT = """
keuze leefvorm uit alleen, samen, anders_dan
soort ding heeft
  prijs: bedrag tussen € 0 en € 1.000
gegeven dingen: lijst van hoogstens 3 ding
  vraag "Wat hebt u?"
gegeven vast: ja/nee
  vraag "Zit u vast?"
gegeven vorm: leefvorm
  vraag "Met wie woont u?"
gegeven geboren: datum tussen 1900-01-01 en 2100-01-01
  uit register brp
gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
gegeven deel: percentage tussen 0% en 100%
  vraag "Welk deel?"
toelaatbaar vorm_past "Wie vastzit woont alleen"
  alleen als vorm is alleen of niet vast
begrip volwassen: ja/nee
  is leeftijd van geboren op peildatum is ten minste 18 jaar
begrip som: bedrag
  is som van d.prijs voor d uit dingen
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
regel basis bepaalt recht
  bron Pw artikel 11
  bedoeling vangnet
  indien volwassen en som is ten hoogste € 100 en vorm is niet samen en deel is ten minste 50%
  dan ja
uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  anders € 0
  gunstig is hoger
regel aanvulling bepaalt hoogte
  bron Pw artikel 11
  bedoeling vangnet
  indien inkomen is minder dan € 1.000 per maand
  dan € 1.500 per maand - inkomen
"""
CASE = {
    "dingen": [{"@naam": "fiets", "prijs": 60}],
    "vast": False,
    "vorm": "alleen",
    "geboren": "2000-01-01",
    "inkomen": 900,
    "deel": "60%",
}


def found(outcome: str, **feiten: object) -> dict[str, list[tuple[Scalar, str, Scalar]]]:
    decision = decided(TEXT, outcome, feiten={**CASE, **feiten})
    result: dict[str, list[tuple[Scalar, str, Scalar]]] = {}
    for change in what_would_change(decision.facts.policy, decision, outcome):
        told = (change.needed, change.direction, change.outcome_value)
        result.setdefault(str(change.leaf), []).append(told)
    return result


def test_each_single_fact_that_turns_an_outcome_is_found_at_its_threshold() -> None:
    assert found("recht") == {
        "geboren": [(date(2008, 3, 2), "later", False)],
        "deel": [(Fraction(49, 100), "lager", False)],
        "vorm": [("samen", "anders", False)],
        "prijs voor fiets": [(10_001, "hoger", False)],
    }


def test_a_fact_that_turns_it_back_is_found_too() -> None:
    assert found("recht", geboren="2010-05-03") == {"geboren": [(date(2008, 3, 1), "eerder", True)]}


def test_a_case_that_cannot_exist_changes_nothing() -> None:
    assert "vast" not in found("recht", vorm="anders_dan")


def test_of_an_amount_only_another_rule_counts() -> None:
    assert found("hoogte") == {"inkomen": [(100_000, "hoger", 0)]}
    assert found("hoogte", inkomen=2000) == {"inkomen": [(99_999, "lager", 50_001)]}


def test_an_outcome_that_is_open_or_outside_the_policy_has_no_changes() -> None:
    decision = decided(TEXT, "recht", feiten={})

    assert what_would_change(decision.facts.policy, decision, "recht") == ()


def test_a_kept_decision_gives_the_same_changes() -> None:
    decision = decided(TEXT, feiten=CASE)
    policy = decision.facts.policy
    kept = from_json(policy, to_json(decision))

    for outcome in ("recht", "hoogte"):
        found_before = set(what_would_change(policy, decision, outcome))
        assert set(what_would_change(policy, kept, kept[outcome])) == found_before


def test_the_number_of_reckonings_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Scalar] = []

    def other(value: Scalar) -> Scalar | None:
        tried.append(value)
        return True if value >= 777 else None  # type: ignore[operator]

    type_ = Aantal(van=0, tot=10**6)
    near = Search(other, 5, type_, (500, 10**7, -3)).nearest(1)
    assert near == (777, True)
    assert len(tried) <= changes.MOST_RECKONINGS

    monkeypatch.setattr(changes, "MOST_RECKONINGS", 4)
    assert Search(other, 5, type_, ()).nearest(1) is None
    assert Search(other, 5, type_, ()).nearest(-1) is None


def test_a_change_says_what_is_needed() -> None:
    decision = decided(TEXT, "hoogte", feiten=CASE)

    (change,) = what_would_change(decision.facts.policy, decision, "hoogte")

    assert change == Change(change.leaf, 90_000, 100_000, "hoger", 0)


def test_what_nobody_can_change_is_left_out_unless_it_is_asked_for() -> None:
    field = "  prijs: bedrag tussen € 0 en € 1.000\n"
    text = TEXT.replace("  uit register brp\n", "  uit register brp\n  onveranderlijk\n")
    text = text.replace(field, f"{field}    onveranderlijk\n")
    decision = decided(text, "recht", feiten=CASE)
    policy = decision.facts.policy

    changeable = {str(one.leaf) for one in what_would_change(policy, decision, "recht")}
    every = {str(one.leaf) for one in what_would_change(policy, decision, "recht", fixed=True)}

    assert changeable == {"deel", "vorm"}
    assert every == {"deel", "vorm", "geboren", "prijs voor fiets"}
    told = " ".join(to_text(explain(policy, decision, layers=3)).split())
    assert "Wat niemand kan veranderen, staat er niet bij." in told
