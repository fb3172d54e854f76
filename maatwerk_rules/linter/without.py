"""What a definition would give with something left out of it: the same, or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from maatwerk_rules.analysis.boxes import NOTHING, Region
from maatwerk_rules.analysis.firing import Deviations
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study, outcome, study, with_default
from maatwerk_rules.linter.known_days import is_empty
from maatwerk_rules.linter.parts import MOST_STEPS, Part
from maatwerk_rules.model import core

Outcomes = tuple[dict[core.Expr, Region], ...]


def idle_rules(part: Part) -> Iterator[core.Node]:
    """Yield the rules without which the outcome is the same in every case.

    Only rules that nothing hangs on or points at, and whose value something else gives too. Of two
    that stand for each other only one is left out: the last.
    """
    yield from part.once(_idle_rules)


def _idle_rules(part: Part) -> tuple[core.Node, ...]:
    return tuple(_find_idle_rules(part))


def _find_idle_rules(part: Part) -> Iterator[core.Node]:
    definition, found = part.definition, part.study
    if found is None:
        return
    claim = f"dat elke regel van `{definition.name}` verschil maakt"
    try:
        for node in _loose(part):
            if not _may_be_missed(node, part, found):
                continue
            if definition.together is not None or definition.stages:
                part.give_up(claim, "wat de regels geven, verandert daarna nog")
                return
            left = attrs.evolve(definition, rules=_left(definition.rules, node.name))
            if left == definition:
                continue
            other = study_again(part, left)
            if other is None:
                part.give_up(claim)
            elif same_outcomes(found, other):
                definition = left
                yield node
    except TOO_MUCH:
        part.give_up(claim)


def _loose(part: Part) -> Iterator[core.Node]:
    """Yield the rules that nothing hangs on or points at, with a value that is given elsewhere."""
    pointed = _pointed_at(part.definition)
    values = [node.value for node in part.nodes.values()] + [part.definition.default]
    for name, node in part.nodes.items():
        loose = name not in pointed and not node.exceptions and node.origin is not None
        if loose and node.value is not None and values.count(node.value) > 1:
            yield node


def _may_be_missed(node: core.Node, part: Part, found: Study) -> bool:
    """Tell whether others may give the same value wherever that of a rule counts.

    Where others hold does not hang on a rule that nothing points at.
    """
    default = part.definition.default
    if default is not None and not _are_unlike(default, node.value):
        return True
    left = found.traces[node.name].counts if node.name in found.traces else NOTHING
    found.space.allow(MOST_STEPS)
    for name, trace in found.traces.items():
        if name != node.name and not _are_unlike(part.nodes[name].value, node.value):
            left = found.space.without(left, trace.holds)
    return left == NOTHING


def _are_unlike(one: core.Expr | None, other: core.Expr | None) -> bool:
    if not isinstance(one, core.Constant) or not isinstance(other, core.Constant):
        return False
    return one.value != other.value


def study_again(part: Part, definition: core.Definition) -> Study | None:
    """Return the study of a part with another definition, in the same space."""
    return study(definition, part.program, part.view, MOST_STEPS)


def outcomes(found: Study) -> Outcomes:
    """Return in each round which value comes out where; equal ones are the same meaning."""
    found.space.allow(MOST_STEPS)
    return tuple(with_default(found, values) for _, values, _ in found.final)


def same_outcomes(found: Study, other: Study) -> bool:
    """Tell whether two studies in one space give the same, wherever the amounts are known."""
    before, after = outcomes(found), outcomes(other)
    if before == after:
        return True
    return len(before) == len(after) and all(
        is_empty(found, _difference(found, one.get(value, NOTHING), two.get(value, NOTHING)))
        for one, two in zip(before, after, strict=True)
        for value in {*one, *two}
    )


def _difference(found: Study, one: Region, other: Region) -> Region:
    space = found.space
    return space.either(space.without(one, other), space.without(other, one))


def _left(nodes: Iterable[core.Node], name: str) -> tuple[core.Node, ...]:
    return tuple(
        attrs.evolve(node, exceptions=_left(node.exceptions, name))
        for node in nodes
        if node.name != name
    )


def _pointed_at(definition: core.Definition) -> set[str]:
    names = {name for one in definition.deviations for name in one.aside}
    names |= {one.replaces for one in definition.deviations if one.replaces is not None}
    names |= {one.place for one in definition.deviations if one.place is not None}
    names |= {one.name for one in definition.deviations}
    names |= {*definition.above, *(name for higher in definition.above.values() for name in higher)}
    return names


# ---------------------------------------------------------------- deviations


def idle_deviations(part: Part) -> Iterator[core.Deviation]:
    """Yield the deviations with and without which the outcome is the same in every case."""
    yield from part.once(_idle_deviations)


def _idle_deviations(part: Part) -> tuple[core.Deviation, ...]:
    return tuple(_find_idle_deviations(part))


def _find_idle_deviations(part: Part) -> Iterator[core.Deviation]:
    found = part.study
    if found is None:
        return
    adjusted = {
        node.name
        for stage in part.definition.stages
        for top in stage.adjustments
        for node in (top, *top.exceptions)
    }
    try:
        for deviation in part.definition.deviations:
            targets = {*deviation.aside, deviation.replaces, deviation.place}
            if deviation.node.origin is None:
                continue
            if targets & adjusted:
                claim = f"dat de afwijking `{deviation.name}` iets verandert"
                part.give_up(claim, "zij werkt op een stap", deviation.node)
            elif _is_idle(found, deviation) or _never_helps(part, found, deviation):
                yield deviation
    except TOO_MUCH:
        part.give_up(f"dat elke afwijking van `{part.definition.name}` iets verandert")


def _is_idle(found: Study, deviation: core.Deviation) -> bool:
    forces = [force for force, _, _ in found.final if deviation in force]
    return all(_same(found, force, deviation) for force in forces)


def _never_helps(part: Part, found: Study, deviation: core.Deviation) -> bool:
    """Tell whether a deviation in favour never gives better than the round without it.

    That round must be one that is worked out for each case: only then the better one counts.
    """
    definition = part.definition
    if not deviation.favourable or definition.order is None:
        return False
    if definition.stages or definition.together is not None:
        return False
    known = {_names(force) for force, _, _ in found.final}
    forces = [force for force, _, _ in found.final if deviation in force]
    return all(
        _names(left) in known and _is_no_better(part, found, force, left)
        for force in forces
        for left in [tuple(one for one in force if one is not deviation)]
    )


def _is_no_better(part: Part, found: Study, force: Deviations, left: Deviations) -> bool:
    """Tell whether some deviations in force give less than fewer of them, or the same."""
    space = found.space
    space.allow(MOST_STEPS)
    (given, clash), (plain, other_clash) = outcome(found, force), outcome(found, left)
    valued = space.without(space.any_of(given.values()), space.any_of(plain.values()))
    if (clash, other_clash, valued) != (NOTHING, NOTHING, NOTHING):
        return False
    return all(
        one == other or _is_at_most(part, one, other) or space.both(here, there) == NOTHING
        for one, here in given.items()
        for other, there in plain.items()
    )


def _is_at_most(part: Part, one: core.Expr, other: core.Expr) -> bool:
    """Tell whether a value is surely no more favourable than another."""
    order = part.definition.order
    if isinstance(order, tuple):
        if not isinstance(one, core.Constant) or not isinstance(other, core.Constant):
            return False
        return {one.value, other.value} <= {*order} and (
            order.index(one.value) <= order.index(other.value)
        )
    less, more = (one, other) if order == "hoger" else (other, one)
    high, low = part.reach.of(less).high, part.reach.of(more).low
    return high is not None and low is not None and high <= low


def _same(found: Study, force: Deviations, deviation: core.Deviation) -> bool:
    found.space.allow(MOST_STEPS)
    left = tuple(one for one in force if one is not deviation)
    known = {_names(each): values for each, values, _ in found.final}
    if _names(left) in known:
        with_, without = (with_default(found, known[_names(each)]) for each in (force, left))
        if with_ != without:
            return False
    return outcome(found, force) == outcome(found, left)


def _names(force: Deviations) -> frozenset[str]:
    return frozenset(one.name for one in force)
