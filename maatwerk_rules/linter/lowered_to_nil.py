"""Outcomes that lowerings without a judgement can bring to nil: with a case, or not known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from maatwerk_rules.analysis.boxes import NOTHING, Region
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.undecided import NO_EXAMPLE
from maatwerk_rules.linter.witness import Witness
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Bedrag
from maatwerk_rules.runtime.steps import DefinitionStep

MOST_TRIES = 8
"""So many sets of lowerings are tried together, the largest first."""

AtNil = tuple[Part, list[core.Node], Witness]


def lowered_to_nil(subject: Subject) -> tuple[AtNil, ...]:
    """Return the outcomes that are nil once lowered, each once, with the lowerings and a case."""
    found: dict[str, AtNil] = {}
    for part in subject.parts:
        name = part.definition.name
        lowered = [] if name in found else list(_lowerings(subject, part))
        example = _at_nil(subject, part, lowered)
        if example is not None:
            found[name] = part, lowered, example
    return tuple(found.values())


def _lowerings(subject: Subject, part: Part) -> Iterator[core.Node]:
    """Yield the own adjustments of an amount that rests on no judgement and settles nothing.

    What is taken off because of an amount of the case, such as income, is no lowering but a
    settlement.
    """
    definition, program = part.definition, part.program
    read = program.leaves.get(definition.name, frozenset(program.judgements))
    if not isinstance(definition.type, Bedrag) or read & program.judgements.keys():
        return
    for stage in definition.stages:
        for node in stage.adjustments:
            own = node.origin is not None and subject.is_own(node.origin)
            if own and node.value is not None and not _settles(node.value, program):
                yield node


def _settles(value: core.Expr, program: core.Program) -> bool:
    for one in core.walk(value):
        if isinstance(one, core.Fact | core.Field) and isinstance(one.type, Bedrag):
            return True
        if isinstance(one, core.Read) and any(
            isinstance(program.facts.get(name), Bedrag) for name in program.leaves.get(one.name, ())
        ):
            return True
    return False


def _at_nil(subject: Subject, part: Part, lowered: list[core.Node]) -> Witness | None:
    if part.study is None or not lowered:
        return None
    claim = f"dat van `{part.definition.name}` iets overblijft"
    try:
        for region in islice(_together(part, lowered), MOST_TRIES):
            found = witness.find(subject.policy, part, region, _is_nil)
            if found is not None:
                return found
        part.give_up(claim, NO_EXAMPLE)
    except TOO_MUCH:
        part.give_up(claim)
    return None


def _together(part: Part, lowered: list[core.Node]) -> Iterator[Region]:
    """Yield where some adjustments hold together, the most of them first."""
    study = part.study
    assert study is not None
    held = [study.region(node.guard) for node in lowered]
    for size in sorted({len(held), 2, 1}, reverse=True):
        for some in combinations(held, size):
            region = study.space.all_of(some)
            if region != NOTHING:
                yield region


def _is_nil(result: DefinitionStep) -> bool:
    return result.value == 0 and bool(fired(result))


def fired(result: DefinitionStep) -> list[str]:
    """Return the adjustments that took something off, in the round that counts."""
    return [
        adjustment.node.name
        for number in result.chosen
        for stage in result.rounds[number].stages
        for adjustment in stage.adjustments
        if adjustment.fired and stage.before != stage.after
    ]
