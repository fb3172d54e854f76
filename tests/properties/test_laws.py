"""The laws of the calculus, over random policies and random cases.

Each law is a function of what Hypothesis draws; it runs with few examples by default and with
twenty times as many at night.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.types import Datum, JaNee
from maatwerk_rules.model.unknown import Choices, Leaf
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.verification.core_strategies import program_of
from maatwerk_rules.verification.strategies import cases, completions, programs, refinements
from tests.properties.oracle import GEEN_REGEL, STRIJDIG, Oracle, UnknowableError

EXAMPLES = 40
NIGHTLY = 30
JA = core.Constant(True, JaNee())


def places(program, case):
    """Return each definition with each record it exists for in the case."""
    records = [one for listed in case.lists.values() for one in listed.records]
    return [
        (name, record)
        for name, definition in program.definitions.items()
        for record in ([None] if definition.record is None else records)
    ]


def reckon(program, case, **options):
    reckoning = Reckoning(program, case, **options)
    return {place: reckoning.result(*place) for place in places(program, case)}


def flagged(step):
    return step.values, step.no_rule, bool(step.conflict)


def is_within(narrow, wide):
    """Tell whether all that the narrow result allows is allowed by the wide one."""
    if narrow.values is not None:
        if wide.values is None:
            return False
        if isinstance(narrow.values, Choices):
            inside = narrow.values.values <= wide.values.values
        else:
            inside = wide.values.low <= narrow.values.low <= narrow.values.high <= wide.values.high
        if not inside:
            return False
    return narrow.no_rule <= wide.no_rule and bool(narrow.conflict) <= bool(wide.conflict)


def drawn(data, most=4):
    program = data.draw(programs(most))
    return program, data.draw(cases(program))


def drawn_complete(data, most=4):
    program, case = drawn(data, most)
    return program, data.draw(completions(program, case))


def changed(program, definition):
    return program_of({**program.definitions, definition.name: definition}.values())


def picked(data, program, condition=lambda definition: True):
    """Return a definition with rules that meets the condition."""
    fit = [one for one in program.definitions.values() if one.rules and condition(one)]
    assume(fit)
    return data.draw(st.sampled_from(fit))


def every_completion_lies_in_what_was_possible(data):
    program, case = drawn(data)
    full = data.draw(completions(program, case))

    before, after = reckon(program, case), reckon(program, full)

    assert [place for place in before if not is_within(after[place], before[place])] == []


def a_fact_more_only_shrinks_what_is_possible(data):
    program, case = drawn(data)
    found = [reckon(program, case)]
    for _ in range(3):
        case = data.draw(refinements(program, case))
        found.append(reckon(program, case))

    for before, after in pairwise(found):
        assert [place for place in before if not is_within(after[place], before[place])] == []


def complete_facts_settle_and_agree_with_the_oracle(data):
    program, case = drawn_complete(data)
    oracle = Oracle(program, case)

    for place, step in reckon(program, case).items():
        assert {leaf.kind for leaf in step.missing} <= {"bedrag", "invulling", "uitkomst"}
        try:
            expected = oracle.result(*place)
        except UnknowableError:
            continue
        assert step.settled
        if expected == (STRIJDIG,):
            assert flagged(step) == (None, False, True)
        elif expected == (GEEN_REGEL,):
            assert flagged(step) == (None, True, False)
        else:
            assert ("waarde", step.value) == expected


def missing_is_empty_exactly_when_settled(data):
    program, case = drawn(data)
    results = reckon(program, case)

    assert [step for step in results.values() if step.settled is bool(step.missing)] == []
    for step in all_steps(results.values()):
        assert step.settled is not bool(step.missing)


def all_steps(steps):
    """Return each expression and node step below results."""
    waiting = [part for step in steps for one in step.rounds for part in round_parts(one)]
    while waiting:
        step = waiting.pop()
        yield step
        for name in ("parts", "exceptions", "marks", "replacing"):
            waiting.extend(part for part in getattr(step, name, ()))
        waiting.extend(
            part
            for name in ("guard", "value")
            if attrs.has(type(part := getattr(step, name, 0))) and hasattr(part, "expr")
        )


def round_parts(one):
    parts = [*one.rules, *(node for stage in one.stages for node in stage.adjustments)]
    return parts + [step for step in (one.default, one.expression) if step is not None]


def order_is_irrelevant(data):
    program, case = drawn(data)
    random = Random(data.draw(st.integers(0, 2**16)))

    def mixed(items):
        return tuple(random.sample(items, len(items)))

    def mixed_node(node):
        return attrs.evolve(node, exceptions=mixed([mixed_node(one) for one in node.exceptions]))

    def mixed_deviation(deviation):
        stands_in = deviation.stands_in and mixed_node(deviation.stands_in)
        return attrs.evolve(deviation, node=mixed_node(deviation.node), stands_in=stands_in)

    definitions = [
        attrs.evolve(
            one,
            rules=mixed([mixed_node(node) for node in one.rules]),
            stages=tuple(
                attrs.evolve(stage, adjustments=mixed([mixed_node(n) for n in stage.adjustments]))
                for stage in one.stages
            ),
            deviations=mixed([mixed_deviation(deviation) for deviation in one.deviations]),
        )
        for one in program.definitions.values()
    ]
    other = program_of(mixed(definitions))
    same = attrs.evolve(case, values=dict(mixed(list(case.values.items()))))

    before, after = reckon(program, case), reckon(other, same)

    for place, step in before.items():
        assert flagged(after[place]) == flagged(step)
        assert after[place].conflict == step.conflict
        assert after[place].missing == step.missing


def rank(result, order):
    """Return how favourable a settled result is; None where it cannot be compared."""
    if result.conflict or not result.settled:
        return None
    if result.no_rule:
        return float("-inf")
    if isinstance(order, tuple):
        return order.index(result.value)
    ordinal = getattr(result.value, "toordinal", lambda: result.value)()
    return ordinal if order == "hoger" else -ordinal


def a_refusal_more_never_improves(data):
    program, case = drawn_complete(data)
    definition = picked(
        data,
        program,
        lambda one: (
            one.order is not None
            and not one.stages
            and one.name not in one.reads
            and not isinstance(one.type, Datum)
        ),
    )
    least = definition.order[0] if isinstance(definition.order, tuple) else None
    if least is None:
        least = {"hoger": -(10**6), "lager": 10**6}[definition.order]
    refusal = core.Node(
        "weigering",
        core.Fact("weigering", JaNee()),
        core.Constant(least, definition.type),
    )
    flat = [node for node in nodes(attrs.evolve(definition, deviations=())) if node.value]
    base = data.draw(st.sampled_from(flat))
    lower = {
        name
        for name in data.draw(st.sets(st.sampled_from([n.name for n in flat]), max_size=2))
        if name in {one.name for one in base.exceptions}
    }
    lower |= {name for name, above in definition.above.items() if above & lower}

    def added(node):
        more = (refusal,) if node.name == base.name else ()
        return attrs.evolve(node, exceptions=(*map(added, node.exceptions), *more))

    def added_to_group(deviation):
        if deviation.stands_in is None:
            return deviation
        more = (refusal,) if base.name in deviation.aside else ()
        stands_in = added(deviation.stands_in)
        return attrs.evolve(
            deviation, stands_in=attrs.evolve(stands_in, exceptions=(*stands_in.exceptions, *more))
        )

    above = dict(definition.above)
    for name in lower:
        above[name] = above.get(name, frozenset()) | {"weigering"}
    refused = attrs.evolve(
        definition,
        rules=tuple(map(added, definition.rules)),
        above=above,
        deviations=tuple(map(added_to_group, definition.deviations)),
    )
    other = changed(program, refused)
    fact = Leaf("gegeven", "weigering")
    record = next(iter(place[1] for place in places(program, case) if place[0] == refused.name), 0)
    assume(record != 0)

    without = Reckoning(other, with_fact(case, fact, False)).result(refused.name, record)
    with_ = Reckoning(other, with_fact(case, fact, True)).result(refused.name, record)

    assert flagged(without) == flagged(Reckoning(program, case).result(refused.name, record))
    before, after = rank(without, definition.order), rank(with_, definition.order)
    if before is not None and after is not None and before != float("-inf"):
        assert after <= before


def with_fact(case, leaf, value):
    return attrs.evolve(case, values={**case.values, leaf: value})


def without_node(definition, name):
    """Return the definition without a node and all that hangs on it."""

    def left(items):
        return tuple(
            attrs.evolve(node, exceptions=left(node.exceptions))
            for node in items
            if node.name != name
        )

    return attrs.evolve(
        definition,
        rules=left(definition.rules),
        stages=tuple(
            attrs.evolve(stage, adjustments=left(stage.adjustments)) for stage in definition.stages
        ),
        deviations=tuple(
            attrs.evolve(one, stands_in=one.stands_in and left([one.stands_in])[0])
            for one in definition.deviations
        ),
    )


def reads_itself_before_deviations(definition):
    """Tell whether a deviation of the first pass reads its own outcome, so that of pass 0."""
    first = [one.node for one in definition.deviations if one.phase == 1]
    alone = attrs.evolve(definition, rules=tuple(first), stages=(), deviations=(), default=None)
    return definition.name in attrs.evolve(alone, expression=None).reads


def setting_aside_equals_leaving_out(data):
    program, case = drawn(data)
    definition = picked(data, program)
    # What is set aside in pass 1 still counts in pass 0; what is left out counts in none.
    assume(not any(reads_itself_before_deviations(one) for one in program.definitions.values()))
    target = data.draw(st.sampled_from([*nodes(attrs.evolve(definition, deviations=()))]))
    deviation = core.Deviation(
        core.Node("terzijde", JA, None), 1, favourable=False, aside=frozenset({target.name})
    )
    aside = attrs.evolve(definition, deviations=(*definition.deviations, deviation))

    set_aside = reckon(changed(program, aside), case)
    left_out = reckon(changed(program, without_node(definition, target.name)), case)

    for place, step in left_out.items():
        assert flagged(set_aside[place]) == flagged(step)
        assert set_aside[place].missing == step.missing


def an_exception_out_of_application_equals_leaving_its_base_out(data):
    program, case = drawn(data)
    definition = picked(data, program)
    grouped = {
        name for one in definition.deviations if one.stands_in is not None for name in one.aside
    }
    fit = [
        node for node in nodes(attrs.evolve(definition, deviations=())) if node.name not in grouped
    ]
    assume(fit)
    target = data.draw(st.sampled_from(fit))
    exception = core.Node("buiten", JA, None)

    def added(node):
        more = (exception,) if node.name == target.name else ()
        return attrs.evolve(node, exceptions=(*map(added, node.exceptions), *more))

    emptied = attrs.evolve(
        definition,
        rules=tuple(map(added, definition.rules)),
        stages=tuple(
            attrs.evolve(stage, adjustments=tuple(map(added, stage.adjustments)))
            for stage in definition.stages
        ),
        deviations=tuple(
            attrs.evolve(one, stands_in=one.stands_in and added(one.stands_in))
            for one in definition.deviations
        ),
    )

    with_exception = reckon(changed(program, emptied), case)
    left_out = reckon(changed(program, without_node(definition, target.name)), case)

    for place, step in left_out.items():
        assert flagged(with_exception[place]) == flagged(step)


def favourable_deviations_never_worsen(data):
    program, case = drawn_complete(data)
    definition = picked(data, program, lambda one: any(d.favourable for d in one.deviations))
    last = max(one.phase for one in definition.deviations if one.favourable)
    kept = tuple(one for one in definition.deviations if not (one.favourable and one.phase == last))
    other = changed(program, attrs.evolve(definition, deviations=kept))

    without, with_ = reckon(other, case), reckon(program, case)

    for place, step in with_.items():
        if place[0] == definition.name:
            before, after = rank(without[place], definition.order), rank(step, definition.order)
            assert before is None or after is None or after >= before


def no_judgement_is_asked_for_what_is_best_already(data):
    program, case = drawn(data)
    definition = picked(data, program, lambda one: isinstance(one.order, tuple))
    kept = tuple(one for one in definition.deviations if not one.favourable)
    other = changed(program, attrs.evolve(definition, deviations=kept))
    best = definition.order[-1]

    for place, step in reckon(other, case).items():
        if place[0] == definition.name and step.settled and step.value == best:
            found = Reckoning(program, case).result(*place)
            assert found.value == best
            assert found.missing == frozenset()
            assert len(found.rounds) == 1


def a_provisional_reckoning_ignores_what_waits(data):
    program, case = drawn(data)
    full = data.draw(completions(program, case))

    for step in reckon(program, case, provisional=True).values():
        for one in step.rounds:
            adjustments = [node for stage in one.stages for node in stage.adjustments]
            for node in (*one.rules, *adjustments):
                assert node.settled or any(leaf.kind != "oordeel" for leaf in node.missing)
    oracle = Oracle(program, full)
    normal = reckon(program, full)
    for place, step in reckon(program, full, provisional=True).items():
        try:
            oracle.result(*place)
        except UnknowableError:
            continue
        assert flagged(step) == flagged(normal[place])


def reckoning_is_a_function_and_changes_nothing(data):
    program, case = drawn(data)
    before = repr((program, case))

    first, second = reckon(program, case), reckon(program, case)

    assert first == second
    assert repr(first) == repr(second)
    assert repr((program, case)) == before


def two_threads_give_the_same(data):
    program, case = drawn(data)
    shared = Reckoning(program, case)

    def read(_):
        return {place: shared.result(*place) for place in places(program, case)}

    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(read, range(2)))
        apart = list(pool.map(lambda _: reckon(program, case), range(2)))

    assert together[0] == together[1] == apart[0] == apart[1]


LAWS = {
    every_completion_lies_in_what_was_possible: 3,
    a_fact_more_only_shrinks_what_is_possible: 3,
    complete_facts_settle_and_agree_with_the_oracle: 4,
    missing_is_empty_exactly_when_settled: 2,
    order_is_irrelevant: 1,
    a_refusal_more_never_improves: 2,
    setting_aside_equals_leaving_out: 1,
    an_exception_out_of_application_equals_leaving_its_base_out: 1,
    favourable_deviations_never_worsen: 1,
    no_judgement_is_asked_for_what_is_best_already: 1,
    a_provisional_reckoning_ignores_what_waits: 1,
    reckoning_is_a_function_and_changes_nothing: 1,
    two_threads_give_the_same: 1,
}


def tried(law, examples, **options):
    settings(max_examples=examples, **options)(given(st.data())(law))()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law):
    tried(law, EXAMPLES * LAWS[law])


@pytest.mark.nachtelijk
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law_at_night(law):
    tried(law, NIGHTLY * EXAMPLES * LAWS[law], derandomize=False, print_blob=True)
