"""Rules that never decide anything, whenever they are in force, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from maatwerk_rules.analysis.boxes import NOTHING
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.linter.known_days import are_apart, is_empty
from maatwerk_rules.linter.parts import Part, rules_of
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.without import idle_deviations, idle_rules
from maatwerk_rules.model import core
from maatwerk_rules.model.node import Declaration

Reason = Literal["apart", "covered"]


@attrs.frozen
class Dead:
    """A rule that never decides, its declaration, and the node it hangs on."""

    node: core.Node
    origin: Declaration
    base: core.Node | None
    part: Part


def apart(subject: Subject) -> tuple[Dead, ...]:
    """Return the own exceptions that hold nowhere that their base does, while both hold."""
    return tuple(_dead(subject, "apart"))


def covered(subject: Subject) -> tuple[Dead, ...]:
    """Return the own rules that hold and give a value, but never the value that counts."""
    return tuple(_dead(subject, "covered"))


def _dead(subject: Subject, reason: Reason) -> Iterator[Dead]:
    for name, places in rules_of(subject.parts):
        part, node = places[0]
        origin = node.origin
        if origin is None or not subject.is_own(origin):
            continue
        if all(where.once(_is_dead, name, reason) for where, _ in places):
            yield Dead(node, origin, _base(part, name), part)


def _is_dead(part: Part, name: str, reason: Reason) -> bool:
    try:
        return _never_decides(part, name, reason)
    except TOO_MUCH:
        part.give_up(f"dat `{name}` ooit iets bepaalt", node=part.nodes[name])
        return False


def _never_decides(part: Part, name: str, reason: Reason) -> bool:
    study = part.study
    if study is None:
        return False
    trace, node = study.traces.get(name), part.nodes[name]
    if trace is None:
        return False
    if reason == "apart":
        base = _base(part, name)
        if base is None:
            return False
        guards = study.region(node.guard), study.region(base.guard)
        return NOTHING not in guards and are_apart(study, [trace.asked, *guards])
    if node.value is None or trace.holds == NOTHING:
        return False
    space = study.space
    left = space.negate(space.without(trace.holds, trace.counts))
    return trace.counts == NOTHING or are_apart(study, [trace.holds, left])


def _base(part: Part, name: str) -> core.Node | None:
    return next(
        (node for node in part.nodes.values() if any(one.name == name for one in node.exceptions)),
        None,
    )


def idle(subject: Subject) -> tuple[tuple[Part, core.Node], ...]:
    """Return the rules of the policy itself without which no outcome changes, in no slice.

    Rules that never hold or never count are told of elsewhere.
    """
    return subject.once(_idle)


def _idle(subject: Subject) -> tuple[tuple[Part, core.Node], ...]:
    return tuple(_find_idle(subject))


def _find_idle(subject: Subject) -> Iterator[tuple[Part, core.Node]]:
    found = {part: {node.name for node in idle_rules(part)} for part in subject.parts}
    for name, places in rules_of(subject.parts):
        part, node = places[0]
        if node.origin is None or not subject.is_own(node.origin):
            continue
        counts = any(where.once(_counts, name) for where, _ in places)
        if counts and all(name in found[where] for where, _ in places):
            yield part, node


def _counts(part: Part, name: str) -> bool:
    study = part.study
    if study is None or name not in study.traces:
        return False
    return not is_empty(study, study.traces[name].counts)


def idle_everywhere(subject: Subject) -> tuple[Declaration, ...]:
    """Return the own deviations that do nothing for any outcome, in any slice."""
    origins: dict[str, Declaration] = {}
    working: set[str] = set()
    for part in subject.parts:
        idle = {one.name for one in idle_deviations(part)}
        for deviation in part.definition.deviations:
            origin = deviation.node.origin
            if origin is not None and subject.is_own(origin):
                origins[deviation.name] = origin
            if deviation.name not in idle:
                working.add(deviation.name)
    return tuple(origin for name, origin in origins.items() if name not in working)
