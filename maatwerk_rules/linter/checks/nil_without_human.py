"""MW714: lowerings that together leave nothing, while nobody ever looks at the person."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

import attrs

from maatwerk_rules.analysis.boxes import NOTHING, Region
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.places import place_of_rule
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.witness import Witness
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Bedrag
from maatwerk_rules.runtime.steps import DefinitionStep

KIND = Kind(
    "MW714",
    "stapeling",
    Severity.WAARSCHUWING,
    "Door {regels} blijft van `{naam}` niets over, zonder dat een mens ernaar kijkt.",
    "Wie niets overhoudt kan in nood komen; een maatregel hoort te passen bij de persoon.",
)
HELP = (
    "Voeg een oordeel toe over de gevolgen, met een grond om ervan af te zien.",
    "Of laat een deel over met `maar ten minste …`.",
)
MOST_TRIES = 8
"""So many sets of lowerings are tried together, the largest first."""


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes that no judgement can save from nil once lowered."""
    told: set[str] = set()
    for part in subject.parts:
        definition = part.definition
        lowered = [] if definition.name in told else list(_lowerings(subject, part))
        example = _at_nil(subject, part, lowered)
        if example is None:
            continue
        told.add(definition.name)
        names = _fired(example.result)
        first = next(node for node in lowered if node.name in names)
        reported = diagnostic(
            KIND,
            Label(place_of_rule(subject, first), subject.since(part)),
            help=HELP,
            naam=definition.name,
            regels=" en ".join(f"`{name}`" for name in names),
        )
        yield attrs.evolve(
            reported, witness=example.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
        )


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
    for region in islice(_together(part, lowered), MOST_TRIES):
        found = witness.find(subject.policy, part, region, _is_nil)
        if found is not None:
            return found
    return None


def _together(part: Part, lowered: list[core.Node]) -> Iterator[Region]:
    """Yield where some adjustments hold together, the most of them first."""
    study = part.study
    assert study is not None
    try:
        held = [study.region(node.guard) for node in lowered]
        for size in sorted({len(held), 2, 1}, reverse=True):
            for some in combinations(held, size):
                region = study.space.all_of(some)
                if region != NOTHING:
                    yield region
    except TOO_MUCH:
        return


def _is_nil(result: DefinitionStep) -> bool:
    return result.value == 0 and bool(_fired(result))


def _fired(result: DefinitionStep) -> list[str]:
    """Return the adjustments that took something off, in the round that counts."""
    return [
        adjustment.node.name
        for number in result.chosen
        for stage in result.rounds[number].stages
        for adjustment in stage.adjustments
        if adjustment.fired and stage.before != stage.after
    ]
