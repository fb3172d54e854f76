"""Which deviations are in force in each round of a definition, and what stands in for what.

The evaluator, generated code, columns and formulas all ask it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maatwerk_rules.model.core import Definition, Deviation, Node


def forces(definition: Definition, phase: int) -> list[tuple[Deviation, ...]]:
    """Return the sets of deviations to reckon with: first those that are not in favour.

    >>> from maatwerk_rules.model.types import JaNee
    >>> forces(Definition("recht", JaNee()), 2)
    [()]
    """
    in_phase = [one for one in definition.deviations if one.phase <= phase]
    found = [tuple(one for one in in_phase if not one.favourable)]
    for current in range(1, phase + 1):
        favourable = tuple(one for one in in_phase if one.favourable and one.phase == current)
        if favourable:
            found.append(found[-1] + favourable)
    return found


def with_stand_ins(
    nodes: Iterable[Node], place: str | None, deviations: Iterable[Deviation]
) -> Iterator[Node]:
    """Yield siblings, and behind them what stands in at their place; None is the top.

    >>> [*with_stand_ins((), None, ())]
    []
    """
    yield from nodes
    for deviation in deviations:
        if deviation.stands_in is not None and deviation.place == place:
            yield deviation.stands_in
