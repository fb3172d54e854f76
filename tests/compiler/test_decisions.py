"""Every field of every result of `decide` is what the evaluator alone makes of it."""

from datetime import date
from random import Random

import pytest

from maatwerk_rules import load
from maatwerk_rules.analysis.build import drafted
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import MetOntwerp, Toetsdatum, Verwachting
from maatwerk_rules.runtime import asked, tracked
from maatwerk_rules.runtime.asked import WARM_UP, rules_on
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.deciding import Deciding
from maatwerk_rules.runtime.facts import read_facts
from maatwerk_rules.runtime.toets_case import facts_of
from tests.benchmarks import tijdtaak_12
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
            decision, again = (
                decide(decided, facts, peildatum=day.datum, uitkomsten=names, bare=not whole)
                for _ in range(2)
            )
        except FactError:
            continue
        part = rules_on(decided, day.datum).part
        evaluated = Deciding(decided, part, facts, facts.case(day.datum))
        for result in decision:
            seen += 1
            stood += result.status == "vast"
            full = evaluated.result(result.name, result.record, bare=not whole)
            assert result == full, (toets.naam, result.name)
        for first, second in zip(decision, again, strict=True):
            assert first.grounds == second.grounds, (toets.naam, first.name)
            assert first == second, (toets.naam, first.name)
        if whole:
            assert decision.questions == evaluated.questions(decision.results)
    return seen, stood


def test_grounds_and_room_of_many_cases_are_what_the_evaluator_says(request, monkeypatch):
    policy = load(request.config.rootpath / "tests/benchmarks/tijdtaak_12.beleid")
    random, day = Random(7), date(2026, 3, 1)
    rules = rules_on(policy, day)
    rules.cases = WARM_UP
    for number in range(200):
        case = tijdtaak_12.as_case(tijdtaak_12.random_case(random))
        if number % 3 == 0:
            del case["feiten"]["studerend"]  # what is read and not known is no track
        facts = read_facts(policy, case)
        evaluated = Deciding(policy, rules.part, facts, facts.case(day))
        bare = number % 5 == 0
        for result in decide(policy, facts, peildatum=day, bare=bare):
            full = evaluated.result(result.name, None, bare=bare)
            # The order in which fields are asked must not matter.
            first = random.choice(["grounds", "room", "gebonden", "missing", "trace", "rang"])
            assert getattr(result, first) == getattr(full, first)
            assert result == full

    kept = rules.all.tracked()
    assert kept is not None
    case["feiten"]["studerend"] = False
    facts = read_facts(policy, case)
    assert all(result.grounds and result.trace for result in decide(policy, facts, peildatum=day))
    with monkeypatch.context() as patched:
        patched.setattr(Deciding, "result", None)  # nobody asks the evaluator any more
        for result in decide(policy, facts, peildatum=day):
            assert result.grounds
            assert result.room == () or not result.favourable


def test_what_is_judged_keeps_its_room_for_the_evaluator():
    policy = load("bijstand_voorbeeld")
    toets = policy.beleid.own(Toets)[0]
    day = toets.one(Toetsdatum).datum
    rules = rules_on(policy, day)
    rules.cases = WARM_UP
    facts = facts_of(policy, toets)
    evaluated = Deciding(policy, rules.part, facts, facts.case(day))
    for _ in range(3):
        for result in decide(policy, facts, peildatum=day):
            assert result.grounds == evaluated.result(result.name, result.record, bare=True).grounds
            assert result.room == evaluated.result(result.name, result.record, bare=False).room


def test_no_more_tracks_are_kept_than_there_is_room_for(request, monkeypatch):
    monkeypatch.setattr(tracked, "MOST_TRACKS", 1)
    policy = load(request.config.rootpath / "tests/benchmarks/tijdtaak_12.beleid")
    random, day = Random(3), date(2026, 3, 1)
    rules = rules_on(policy, day)
    rules.cases = WARM_UP
    for _ in range(12):
        facts = read_facts(policy, tijdtaak_12.as_case(tijdtaak_12.random_case(random)))
        evaluated = Deciding(policy, rules.part, facts, facts.case(day))
        for result in decide(policy, facts, peildatum=day):
            assert result == evaluated.result(result.name, None, bare=False)

    assert all(len(seen) == 1 for seen in rules.all.tracked()._seen.values())


def test_toetsen_are_decided_alike():
    seen, stood = alike("bijstand_voorbeeld", whole=True)

    assert 0 < stood < seen


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", shipped())
def test_all_toetsen_are_decided_alike(name):
    seen, stood = alike(name, whole=False)

    assert stood <= seen
