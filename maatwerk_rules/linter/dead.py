"""Rules that never decide anything, whenever they are in force, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from maatwerk_rules.analysis.boxes import NOTHING
from maatwerk_rules.linter.parts import Part, rules_of
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.without import idle_rules
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


def dead(subject: Subject, reason: Reason) -> Iterator[Dead]:
    """Yield the rules of the policy itself that never decide for this reason.

    `apart`: an exception that never holds where its base does, while each does somewhere.
    `covered`: what holds somewhere and gives a value, but never the value that counts.
    """
    for name, places in rules_of(subject.parts):
        part, node = places[0]
        origin = node.origin
        if origin is None or not subject.is_own(origin):
            continue
        if all(_is_dead(where, name, reason) for where, _ in places):
            yield Dead(node, origin, _base(part, name), part)


def _is_dead(part: Part, name: str, reason: Reason) -> bool:
    study = part.study
    if study is None:
        return False
    trace, node = study.traces.get(name), part.nodes[name]
    if trace is None:
        return False
    if reason == "apart":
        base = _base(part, name)
        return (
            base is not None
            and trace.holds == NOTHING
            and study.region(node.guard) != NOTHING
            and study.region(base.guard) != NOTHING
        )
    return node.value is not None and trace.holds != NOTHING and trace.counts == NOTHING


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
        counts = any(_counts(where, name) for where, _ in places)
        if counts and all(name in found[where] for where, _ in places):
            yield part, node


def _counts(part: Part, name: str) -> bool:
    study = part.study
    return study is not None and name in study.traces and study.traces[name].counts != NOTHING
