"""Which rules an outcome rests on, read from its trace.

First the rules that decide it, then those that set something aside, then those of the begrippen it
reads. An outcome by `anders` rests on the rules that did not fire, each with what failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from maatwerk_rules.model import core
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.decision import Ground, Role, StageName
from maatwerk_rules.runtime.steps import (
    DefinitionStep,
    NodeStep,
    Step,
    deciding_round,
    node_steps,
)
from maatwerk_rules.source import Span

STAGES: tuple[StageName, ...] = ("regulier", "afwijking", "hardheid")


def stage_of(step: DefinitionStep) -> StageName:
    """Return the pass that decided: regulier, afwijking or hardheid."""
    fired = {node.node.name for node in node_steps(deciding_round(step)) if node.fired}
    phases = [one.phase for one in step.definition.deviations if one.name in fired]
    return STAGES[max(phases, default=0)]


def grounds(
    step: DefinitionStep, reached: Iterable[DefinitionStep], text: Callable[[Span], str]
) -> tuple[Ground, ...]:
    """Return the grounds of a result, the deciding ones first; linear in the trace.

    Args:
        reached: What the deciding round reads, as `reads` gives it.
        text: Gives the words of the author at a place.
    """
    mattered = [read for read in reached if read.settled or not step.settled]
    every = [*_own(step, text), *_through(mattered, text)]
    found: dict[tuple[str, RecordId | None], Ground] = {}
    for ground in sorted(every, key=lambda ground: ROLES.index(ground.role)):
        found.setdefault((ground.rule, ground.record), ground)
    return tuple(found.values())


ROLES: tuple[Role, ...] = (
    "beslist",
    "past aan",
    "stelt terzijde",
    "niet vervuld",
    "via",
    "terzijde gesteld",
    "valt weg",
)
"""The roles in the order in which grounds are told."""

NO_GROUND: tuple[Role, ...] = ("terzijde gesteld", "valt weg")
"""The roles of rules on which the outcome does not rest."""


def _own(step: DefinitionStep, text: Callable[[Span], str]) -> Iterator[Ground]:
    decided = deciding_round(step)
    name, record = step.definition.name, step.record
    above = step.definition.above
    standing, fallen = _standing(decided.rules, above)
    for node in standing:
        yield from _of_node(node, step)
    yield from _fallen(fallen, step)
    for stage in decided.stages:
        standing, fallen = _standing(stage.adjustments, above)
        for node in standing:
            yield from _of_node(node, step, "past aan")
        yield from _fallen(fallen, step)
    if decided.default is not None or decided.no_rule:
        for node in decided.rules:
            yield from _not_met(node, name, record, text)


def _standing(
    siblings: Sequence[NodeStep], above: Mapping[str, frozenset[str]]
) -> tuple[list[NodeStep], list[tuple[NodeStep, str]]]:
    """Return the siblings that stand, and those that fall away with what goes before them."""
    fired = {node.node.name for node in siblings if node.fired}
    standing: list[NodeStep] = []
    fallen: list[tuple[NodeStep, str]] = []
    for node in siblings:
        before = above.get(node.node.name, frozenset()) & fired if node.fired else frozenset()
        if before:
            fallen.append((node, min(before, key=lambda name: (len(above.get(name, ())), name))))
        else:
            standing.append(node)
    return standing, fallen


def _fallen(fallen: Iterable[tuple[NodeStep, str]], step: DefinitionStep) -> Iterator[Ground]:
    for node, before in fallen:
        name = step.definition.name
        yield Ground(node.node.name, "valt weg", name, step.record, aside_by=before)


def _of_node(node: NodeStep, step: DefinitionStep, told: Role = "beslist") -> Iterator[Ground]:
    """Yield what a rule or adjustment rests on; what gives its value has the role `told`."""
    if not node.fired:
        yield from _set_aside(node, step)
        return
    name, record = step.definition.name, step.record
    standing, fallen = _standing(node.exceptions, step.definition.above)
    deciding = [exception for exception in standing if exception.fired]
    for exception in deciding:
        yield from _of_node(exception, step, told)
    replacing = [each for each in node.replacing if each.fired]
    for each in replacing:
        yield Ground(each.node.name, told, name, record)
    role: Role = "via" if deciding or replacing else told
    yield Ground(node.node.name, role, name, record)
    for exception in standing:
        yield from _set_aside(exception, step)
    yield from _fallen(fallen, step)


def _set_aside(node: NodeStep, step: DefinitionStep) -> Iterator[Ground]:
    """Yield what sets a node aside, and what is set aside by it."""
    name, record = step.definition.name, step.record
    for mark in node.marks:
        if mark.fired:
            yield Ground(mark.node.name, "stelt terzijde", name, record)
            yield Ground(node.node.name, "terzijde gesteld", name, record, aside_by=mark.node.name)
    for exception in node.exceptions:
        if exception.fired and exception.given.aside:
            yield Ground(exception.node.name, "stelt terzijde", name, record)
        yield from _set_aside(exception, step)


def _not_met(
    node: NodeStep, name: str, record: RecordId | None, text: Callable[[Span], str]
) -> Iterator[Ground]:
    if node.fired or not node.settled or node.node.origin is None:
        return
    aside = [mark.node.name for mark in node.marks if mark.fired]
    aside += [each.node.name for each in node.exceptions if each.fired and each.given.aside]
    failed = () if node.guard is None else tuple(_false_parts(node.guard))
    yield Ground(
        node.node.name,
        "niet vervuld",
        name,
        record,
        tuple(text(part.expr.span) for part in failed),
        aside[0] if aside else None,
    )


def _false_parts(step: Step) -> Iterator[Step]:
    """Yield the smallest parts of a condition that make it nee."""
    if not step.is_false:
        return
    if isinstance(step.expr, core.And | core.Gate):
        for part in step.parts:
            assert isinstance(part, Step)
            yield from _false_parts(part)
    else:
        yield step


def _through(reached: Iterable[DefinitionStep], text: Callable[[Span], str]) -> Iterator[Ground]:
    for read in reached:
        name, record, decided = read.definition.name, read.record, deciding_round(read)
        for node in node_steps(decided):
            if node.fired and node.node.origin is not None:
                role: Role = "stelt terzijde" if node.given.aside else "via"
                yield Ground(node.node.name, role, name, record)
        if decided.default is not None or decided.no_rule:
            for node in decided.rules:
                yield from _not_met(node, name, record, text)
