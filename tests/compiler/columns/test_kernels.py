"""Few rows go to NumPy, many to machine code, and both give the same."""

from datetime import date
from random import Random

import attrs
import numpy as np
import pytest

from maatwerk_rules import load
from maatwerk_rules.compiler.columns import kernels
from maatwerk_rules.compiler.columns.kernels import Kernels
from maatwerk_rules.compiler.columns.planning import plan_of
from maatwerk_rules.model import core
from maatwerk_rules.model.types import JaNee, Lijst
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.verification.core_strategies import program_of
from tests.benchmarks.random_tables import random_table
from tests.compiler.columns.comparing import compare, table_of
from tests.compiler.test_differing import boundaries

DAY = date(2026, 3, 1)


def prepared(name):
    program = load(name).program_on(DAY)
    return program, plan_of(program, [n for n, one in program.definitions.items() if one.published])


def drawn(program, random, *, gaps):
    values, lists = {}, {}

    def put(leaf, type_):
        if not gaps or random.random() < 0.8:
            values[leaf] = random.choice(boundaries(program, type_)[:40])

    for name, type_ in program.facts.items():
        if isinstance(type_, Lijst):
            records = tuple(RecordId(name, f"nr{at}") for at in range(random.randint(0, 3)))
            lists[name] = Records(records, not gaps or random.random() < 0.8)
            for record in records:
                for veld in type_.soort.velden:
                    put(Leaf("gegeven", name, record, veld.naam), veld.type)
                for judged, (of, soort) in program.judgements.items():
                    if soort == type_.soort.naam:
                        put(Leaf("oordeel", judged, record), of)
        else:
            put(Leaf("gegeven", name), type_)
    for judged, (of, soort) in program.judgements.items():
        if soort is None:
            put(Leaf("oordeel", judged), of)
    return Case(DAY, values, lists, gaps and random.random() < 0.3)


def both(plan, table, monkeypatch):
    found = Kernels(plan)
    with monkeypatch.context() as patched:
        patched.setattr(kernels, "ROWS", 10**9)
        by_numpy = found.run(table)
    with monkeypatch.context() as patched:
        patched.setattr(kernels, "ROWS", 0)
        patched.setattr(found.numpy, "run", None)
        by_machine = found.run(table)
    return by_numpy, by_machine


def differences(plan, table, monkeypatch):
    """Return how many results both are sure of, after holding those against each other."""
    (numpy, allowed), (machine, may) = both(plan, table, monkeypatch)
    sure_of = 0
    assert (allowed == may).all()
    for number, one in numpy.items():
        other = machine[number]
        same = one.known & other.known
        sure_of += int(same.sum()) + int((one.left & other.left).sum())
        assert (one.values[same] == other.values[same]).all()
        assert not (one.left & other.known).any()
        assert not (one.known & other.left).any()
        for each in (one, other):
            same = same if each.doubt is None else same & ~each.doubt
        assert len(other.grounds) == len([*other.grounds])
        for rule in {*one.grounds, *other.grounds}:
            none = np.zeros(len(same), bool)
            pair = [each.grounds.get(rule, none)[same] for each in (one, other)]
            assert (pair[0] == pair[1]).all(), rule
    return sure_of


def test_both_give_the_same_for_the_example(monkeypatch):
    program, plan = prepared("bijstand_voorbeeld")
    random = Random(5)
    for gaps in (False, True):
        cases = [drawn(program, random, gaps=gaps) for _ in range(60)]
        assert differences(plan, table_of(plan, program, cases), monkeypatch)
        monkeypatch.setattr(kernels, "ROWS", 0)
        tally = compare(Kernels(plan), program, cases[:20])
        assert tally.differing == []
        assert tally.native > tally.settled // 2


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("bijstand_voorbeeld", 5_000),
        pytest.param("bijstand_voorbeeld", 1_000_000, marks=pytest.mark.nachtelijk),
        pytest.param("participatiewet", 200_000, marks=pytest.mark.nachtelijk),
    ],
)
@pytest.mark.parametrize("gaps", [0.0, 0.1])
def test_both_give_the_same_for_random_tables(name, rows, gaps, monkeypatch):
    _, plan = prepared(name)

    assert differences(plan, random_table(plan, rows, gaps=gaps), monkeypatch) > rows // 2


def test_grounds_are_told_by_rule_and_conditions_by_row(monkeypatch):
    monkeypatch.setattr(kernels, "ROWS", 0)
    fact = core.Fact("x", JaNee())
    rule = core.Node("regel", fact, core.Constant(True, JaNee()))
    program = program_of([core.Definition("uit", JaNee(), rules=(rule,))])
    plan = plan_of(attrs.evolve(program, admissible={"mag": fact}), ["uit"])
    cases = [Case(DAY, {Leaf("gegeven", "x"): it}) for it in (True, False)]
    found, allowed = Kernels(plan).run(table_of(plan, program, cases))

    assert allowed.tolist() == [True, False]
    assert found[0].left.tolist() == [False, True]
    assert found[0].grounds["regel"].tolist() == [True, False]
    with pytest.raises(KeyError):
        found[0].grounds["andere"]


def test_without_llvmlite_numpy_does_all(monkeypatch):
    monkeypatch.setattr(kernels, "find_spec", lambda name: None)
    monkeypatch.setattr(kernels, "ROWS", 0)
    program, plan = prepared("bijstand_voorbeeld")
    cases = [drawn(program, Random(1), gaps=False)]
    found = Kernels(plan)

    assert found.machine is None
    assert found.run(table_of(plan, program, cases))[0].keys() == {
        number for _, numbers in plan.asked for number in numbers
    }
