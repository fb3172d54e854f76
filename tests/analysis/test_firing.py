"""Small definitions, every case tried: a claim is made exactly where no case gives the flag."""

from collections.abc import Iterator
from itertools import product

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis.firing import never_clashes
from maatwerk_rules.analysis.regions import find_gaps, find_overlaps
from maatwerk_rules.model import core
from maatwerk_rules.model.types import EARLIEST, JaNee, Scalar
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning

JANEE = JaNee()
JA, NEE = core.Constant(True, JANEE), core.Constant(False, JANEE)
A, B = core.Fact("a", JANEE), core.Fact("b", JANEE)
OORDEEL = core.Judged("oordeel", None, JANEE)
GUARDS = st.sampled_from([JA, A, core.Not(A), B, core.Not(B), core.And((A, B))])
VALUES = st.sampled_from([JA, NEE])


@st.composite
def definitions(draw: st.DrawFn) -> core.Definition:
    """Draw rules r0.. with exceptions r0x0.., and up to two deviations of any kind."""
    rules = tuple(draw(nodes(f"r{number}", 1)) for number in range(draw(st.integers(1, 3))))
    deviations = tuple(
        draw(deviations_of(f"d{number}", rules)) for number in range(draw(st.integers(0, 2)))
    )
    names = [rule.name for rule in rules]
    above = {}
    if draw(st.booleans()):
        above = {names[-1]: frozenset(draw(st.sets(st.sampled_from(names))) - {names[-1]})}
    return core.Definition("recht", JANEE, rules=rules, above=above, deviations=deviations)


@st.composite
def nodes(draw: st.DrawFn, name: str, depth: int) -> core.Node:
    exceptions = range(draw(st.integers(0, 2)) if depth else 0)
    inside = tuple(draw(nodes(f"{name}x{number}", depth - 1)) for number in exceptions)
    value = draw(VALUES if "x" not in name else VALUES | st.none())
    return core.Node(name, draw(GUARDS), value, inside)


@st.composite
def deviations_of(draw: st.DrawFn, name: str, rules: tuple[core.Node, ...]) -> core.Deviation:
    all_ = [node for rule in rules for node in (rule, *rule.exceptions)]
    guard = draw(GUARDS)
    node = core.Node(name, guard, draw(VALUES))
    if draw(st.booleans()):
        node = attrs.evolve(
            node, guard=core.And((guard, OORDEEL)), judgements=(OORDEEL,), closed_by_look=True
        )
    phase = draw(st.sampled_from([1, 2]))
    aside = frozenset(one.name for one in draw(st.sets(st.sampled_from(all_), min_size=1)))
    found = core.Deviation(node, phase, False)  # type: ignore[arg-type]
    match draw(st.sampled_from(["aside", "replaces", "group", "place"])):
        case "aside":
            return attrs.evolve(found, node=attrs.evolve(node, value=None), aside=aside)
        case "replaces":
            return attrs.evolve(found, replaces=draw(st.sampled_from(all_)).name)
        case "group":
            return attrs.evolve(found, aside=aside, stands_in=node)
    return attrs.evolve(found, stands_in=node, place=draw(st.sampled_from(all_)).name)


def every_case() -> Iterator[Case]:
    for a, b, judged in product((True, False), (True, False), (True, False, None)):
        values: dict[Leaf, Scalar] = {Leaf("gegeven", "a"): a, Leaf("gegeven", "b"): b}
        if judged is not None:
            values[Leaf("oordeel", "oordeel")] = judged
        yield Case(EARLIEST, values, looked=judged is None)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(definitions())
def test_a_claim_is_made_exactly_where_no_case_gives_the_flag(definition: core.Definition) -> None:
    program = core.Program({"recht": definition}, {}, {})
    reckonings = [Reckoning(program, case) for case in every_case()]

    found = [one.result("recht", None, phase) for one in reckonings for phase in (0, 1, 2)]

    assert all(one.settled for one in found)
    conflicts = any(one.conflict for one in found)
    assert (find_overlaps(definition, program) == ()) is not conflicts
    gaps = any(one.no_rule for one in found)
    assert (find_gaps(definition, program) == ()) is not gaps


def test_what_is_written_alike_never_clashes() -> None:
    yes, other = core.Node("een", A, JA), core.Node("twee", B, JA)
    no = core.Node("nee", B, NEE)
    held = attrs.evolve(other, exceptions=(no,))
    recht = core.Definition("recht", JANEE, rules=(yes, other))
    step = core.Stage("stap", (yes, no))

    assert never_clashes(recht)
    assert not never_clashes(attrs.evolve(recht, rules=(yes, no)))
    assert not never_clashes(attrs.evolve(recht, rules=(yes, held)))
    assert never_clashes(attrs.evolve(recht, rules=(held,)))
    assert not never_clashes(attrs.evolve(recht, stages=(step,)))
    assert never_clashes(attrs.evolve(recht, stages=(step,), together="som"))
    assert not never_clashes(attrs.evolve(recht, deviations=(core.Deviation(no, 1, False),)))
