"""What generated code says of a case with another fact is what the evaluator says."""

from datetime import date

import pytest

from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import Toetsdatum, Verwachting
from maatwerk_rules.pipeline import decide, load
from maatwerk_rules.runtime.changes import Change, what_would_change
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.runtime.varied import UNSURE, Varied


def changes_of(policy: Policy, decision: Decision) -> list[tuple[Change, ...]]:
    return [what_would_change(policy, decision, one, fixed=True) for one in decision.results]


def decided(policy: Policy, toets: Toets) -> Decision:
    datum = toets.one(Toetsdatum)
    assert datum is not None
    names = tuple(dict.fromkeys(one.uitkomst for one in toets.all(Verwachting)))
    return decide(policy, facts_of(policy, toets), peildatum=datum.datum, uitkomsten=names)


@pytest.mark.parametrize("start", range(4))
def test_changes_by_generated_code_are_those_of_the_evaluator(
    start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = load("participatiewet")
    toetsen = [one for one in policy.beleid.all(Toets) if one.all(Verwachting)]
    chosen = toetsen[29 + 113 * start :: 450]
    decisions = [decided(policy, one) for one in chosen]
    quick = [changes_of(policy, one) for one in decisions]
    monkeypatch.setattr(Varied, "value", lambda *_: UNSURE)
    monkeypatch.setattr(Varied, "working", lambda *_: None)
    monkeypatch.setattr(Varied, "may_hang_on", lambda *_: True)

    assert [changes_of(policy, one) for one in decisions] == quick
    assert any(map(any, quick))


CASE = {
    "feiten": {
        "nederlander_of_gelijkgesteld": True,
        "woont_in_nederland": True,
        "in_detentie": False,
        "geboortedatum": "1997-05-03",
        "schulden": 0,
        "bezittingen": [],
    },
    "bekeken": [{"door": "teammanager", "omdat": "Geen acute nood."}],
}


def test_generated_code_answers_for_a_case_of_which_all_is_known() -> None:
    policy = load("bijstand_voorbeeld")
    day = date(2026, 3, 1)
    decision = decide(policy, CASE, peildatum=day, uitkomsten=("recht",))
    varied = Varied(policy, decision.facts, day)
    found = {str(leaf): varied.may_hang_on("recht", leaf) for leaf in decision.facts.values}

    assert all(found.values())
    assert varied.value(decision.facts, next(iter(decision.facts.values)), ("recht", None)) is True
