"""Every field of every result of `decide` is what the evaluator alone makes of it."""

import pytest

from maatwerk_rules import load
from maatwerk_rules.analysis.build import drafted
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import MetOntwerp, Toetsdatum, Verwachting
from maatwerk_rules.runtime import asked
from maatwerk_rules.runtime.asked import WARM_UP, rules_on
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.deciding import Deciding
from maatwerk_rules.runtime.toets_case import facts_of
from tests.compiler.test_differing import shipped


@pytest.fixture(autouse=True)
def _often(monkeypatch):
    """All outcomes of a case are worked out by one function, as after many cases."""
    monkeypatch.setattr(asked, "MANY", 0)


def alike(name, *, whole):
    """Decide the case of each toets twice; return how many results there were, and how many stood.

    Args:
        whole: Decide all outcomes, not only those that the toets is about.
    """
    policy, seen, stood = load(name), 0, 0
    for part in policy.slices:
        rules_on(policy, part.vanaf).cases = WARM_UP
    for toets in policy.beleid.own(Toets):
        decided = drafted(policy) if toets.one(MetOntwerp) else policy
        day, wanted = toets.one(Toetsdatum), {one.uitkomst for one in toets.all(Verwachting)}
        if day is None or not wanted:
            continue
        try:
            facts = facts_of(decided, toets)
            names = None if whole else wanted
            decision = decide(decided, facts, peildatum=day.datum, uitkomsten=names, bare=not whole)
        except FactError:
            continue
        part = rules_on(decided, day.datum).part
        evaluated = Deciding(decided, part, facts, facts.case(day.datum))
        for result in decision:
            seen += 1
            stood += result.status == "vast"
            full = evaluated.result(result.name, result.record, bare=not whole)
            assert result == full, (toets.naam, result.name)
        if whole:
            assert decision.questions == evaluated.questions(decision.results)
    return seen, stood


def test_toetsen_are_decided_alike():
    seen, stood = alike("bijstand_voorbeeld", whole=True)

    assert 0 < stood < seen


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", shipped())
def test_all_toetsen_are_decided_alike(name):
    seen, stood = alike(name, whole=False)

    assert stood <= seen
