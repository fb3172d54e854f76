"""What generated code says of a case with another fact is what the evaluator says."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import Toetsdatum, Verwachting
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.pipeline import decide, load
from maatwerk_rules.runtime import asked, changes
from maatwerk_rules.runtime.changes import Change, Trial, what_would_change
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.runtime.varied import UNSURE, Varied
from tests.benchmarks import tijdtaak_12


def changes_of(policy: Policy, decision: Decision) -> list[tuple[Change, ...]]:
    return [what_would_change(policy, decision, one, fixed=True) for one in decision.results]


def decided(policy: Policy, toets: Toets) -> Decision:
    datum = toets.one(Toetsdatum)
    assert datum is not None
    names = tuple(dict.fromkeys(one.uitkomst for one in toets.all(Verwachting)))
    return decide(policy, facts_of(policy, toets), peildatum=datum.datum, uitkomsten=names)


@pytest.mark.parametrize(
    "start", [0, *(pytest.param(one, marks=pytest.mark.nachtelijk) for one in (1, 2, 3))]
)
def test_changes_by_generated_code_are_those_of_the_evaluator(
    start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = load("participatiewet")
    toetsen = [one for one in policy.beleid.all(Toets) if one.all(Verwachting)]
    chosen = toetsen[29 + 113 * start :: 450]
    decisions = [decided(policy, one) for one in chosen]
    quick = [changes_of(policy, one) for one in decisions]
    monkeypatch.setattr(asked, "MANY", 0)
    assert [changes_of(policy, one) for one in decisions] == quick
    by_the_evaluator_alone(policy, monkeypatch)

    assert [changes_of(policy, one) for one in decisions] == quick
    assert any(map(any, quick))


class Everything:
    """Any fact is among these."""

    def __contains__(self, _: object) -> bool:
        return True


def by_the_evaluator_alone(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each case be reckoned by itself, with nothing of another and no generated code."""

    def anew(trial: Trial, varied: Facts, leaf: Leaf, value: Scalar) -> Reckoning:
        case = varied.case(trial.decision.peildatum)
        return Reckoning(trial.program, case, timeline=policy.program_on)

    monkeypatch.setattr(Varied, "at_once", lambda *_: UNSURE)
    monkeypatch.setattr(Varied, "value", lambda *_: UNSURE)
    monkeypatch.setattr(Varied, "working", lambda *_: None)
    monkeypatch.setattr(changes, "hangs_on", lambda *_: Everything())
    monkeypatch.setattr(Trial, "_hangs_on", lambda *_, **__: True)
    monkeypatch.setattr(Trial, "_beside", anew)


@pytest.mark.parametrize("cases", [6])
def test_changes_of_a_whole_task_by_one_function_are_those_of_the_evaluator(
    cases: int, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(asked, "MANY", 0)
    policy = load(request.config.rootpath / "tests/benchmarks/tijdtaak_12.beleid")
    random, day = Random(4), date(2026, 3, 1)
    drawn = [tijdtaak_12.as_case(tijdtaak_12.random_case(random)) for _ in range(cases)]
    for one in drawn[:2]:  # what is not known is left to the evaluator, also where it is read
        del one["feiten"]["woonkosten"]
        del one["feiten"]["studerend"]
    decisions = [decide(policy, one, peildatum=day) for one in drawn]
    quick = [changes_of(policy, one) for one in decisions]
    by_the_evaluator_alone(policy, monkeypatch)

    assert [changes_of(policy, one) for one in decisions] == quick
    assert sum(len(one) for found in quick for one in found) > cases


def test_one_function_tells_nothing_of_what_it_cannot_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asked, "MANY", 0)
    policy = load("bijstand_voorbeeld")
    decision = decide(policy, CASE, peildatum=date(2026, 3, 1), uitkomsten=("recht",))
    varied = Varied(policy, decision.facts, date(2026, 3, 1))
    leaf = next(iter(decision.facts.values))

    assert varied.at_once(leaf, True, ("recht", RecordId("bezittingen", "auto"))) is UNSURE
    assert varied.at_once(leaf, Fraction(1, 3), ("recht", None)) is UNSURE
    assert varied.at_once(leaf, False, ("recht", None)) in (UNSURE, None, True, False)
    monkeypatch.setattr(varied, "_laid_out", None)
    monkeypatch.setattr(varied, "_together", {})
    monkeypatch.setattr(varied, "_last", None)
    assert varied.at_once(leaf, True, ("recht", None)) is UNSURE
    assert varied.case_with(leaf, True) is None


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

    assert varied.value(decision.facts, next(iter(decision.facts.values)), ("recht", None)) is True
