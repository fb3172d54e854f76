"""What a rule of a lower regeling does, through begrippen, to an outcome of a higher one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs

from maatwerk_rules.analysis.boxes import NOTHING, Region, TooLargeError
from maatwerk_rules.analysis.layers import LOCAL, layer_of, rank
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import study, with_default
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.parts import MOST_STEPS, Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.undecided import why
from maatwerk_rules.linter.witness import Claim, Witness
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Ruimte
from maatwerk_rules.model.declarations import Regel, Uitzondering
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.runtime.nodes import Reckoning


@attrs.frozen
class Lowering:
    """A lower rule, the outcome it makes worse, and a case with what it is with and without."""

    node: core.Node
    outcome: Part
    example: Witness
    without: Scalar


@attrs.frozen(slots=False)
class Higher:
    """An outcome that rests on national law."""

    part: Part

    @cached_property
    def reads(self) -> set[str]:
        """The names of the definitions that it rests on."""
        return _reads(self.part.program, self.part.definition.name)


def lowerings(subject: Subject) -> tuple[Lowering, ...]:
    """Return each own lower rule once, with an outcome that is less favourable because of it."""
    return tuple(_lowerings(subject))


def _lowerings(subject: Subject) -> Iterator[Lowering]:
    higher = [Higher(part) for part in subject.all_parts if _is_higher(subject, part)]
    for part in subject.parts:
        for node in _lower_nodes(subject, part):
            found = next(_worse(subject, part, node, higher), None)
            if found is not None:
                yield found


def _is_higher(subject: Subject, part: Part) -> bool:
    """Tell whether a part is an outcome with a direction that rests on national law."""
    origin = part.definition.origin
    layer = None if origin is None else layer_of(origin, subject.symbols)
    ordered = isinstance(part.definition.order, tuple)
    return part.definition.published and ordered and layer is not None and layer.soort not in LOCAL


def _lower_nodes(subject: Subject, part: Part) -> Iterator[core.Node]:
    for node in part.nodes.values():
        origin = node.origin
        if not isinstance(origin, Regel | Uitzondering) or not subject.is_own(origin):
            continue
        layer = layer_of(origin, subject.symbols)
        if layer is not None and layer.soort in LOCAL:
            yield node


def _worse(
    subject: Subject, part: Part, node: core.Node, higher: list[Higher]
) -> Iterator[Lowering]:
    for each in higher:
        outcome, name = each.part, part.definition.name
        if name == outcome.definition.name or name not in each.reads:
            continue
        if not _overlaps(part, outcome) or _leaves_room(subject, part, outcome, node):
            continue
        found = _compared(subject, part, node, outcome)
        if found is not None:
            yield found


def _overlaps(one: Part, other: Part) -> bool:
    return (one.tot is None or other.vanaf < one.tot) and (
        other.tot is None or one.vanaf < other.tot
    )


def _reads(program: core.Program, name: str) -> set[str]:
    """Return the names of the definitions that one rests on."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        definition = program.definitions.get(waiting.pop())
        new = frozenset() if definition is None else definition.reads - found
        found |= new
        waiting += new
    return found


def _leaves_room(subject: Subject, part: Part, outcome: Part, node: core.Node) -> bool:
    """Tell whether the higher text leaves room for the layer, or the begrip is the lower's own."""
    assert node.origin is not None
    layer = layer_of(node.origin, subject.symbols)
    assert layer is not None
    holders = (part.definition.origin, outcome.definition.origin)
    rooms = [room for one in holders if one is not None for room in one.all(Ruimte)]
    own = part.definition.origin
    above = None if own is None else layer_of(own, subject.symbols)
    lower = above is None or rank(above) >= rank(layer)
    return lower or layer.soort in {room.soort for room in rooms}


def _compared(subject: Subject, part: Part, node: core.Node, outcome: Part) -> Lowering | None:
    """Return a case in which the outcome is worse with the rule than without it."""
    program = outcome.program
    bare = program.definitions.get(part.definition.name)
    if bare is None:
        return None
    name = outcome.definition.name
    claim = f"dat `{node.name}` niet doorwerkt in `{name}`"
    left = attrs.evolve(bare, rules=_left(bare.rules, node.name), no_gap=False, no_conflict=False)
    other = attrs.evolve(program, definitions={**program.definitions, bare.name: left})
    try:
        regions = list(_regions(outcome, other))
    except TOO_MUCH:
        part.give_up(claim, node=node)
        return None
    for region, worse, better in regions:
        found = witness.find(subject.policy, outcome, region, _is(worse))
        if found is not None:
            again = Reckoning(other, found.case, timeline=subject.policy.program_on)
            if again.result(name, found.result.record).value == better:
                return Lowering(node, outcome, found, better)
        part.give_up(claim, why(subject, outcome, region), node)
    return None


def _is(value: Scalar) -> Claim:
    return lambda result: result.value == value


def _left(nodes: tuple[core.Node, ...], name: str) -> tuple[core.Node, ...]:
    return tuple(
        attrs.evolve(node, exceptions=_left(node.exceptions, name))
        for node in nodes
        if node.name != name
    )


def _regions(outcome: Part, other: core.Program) -> Iterator[tuple[Region, Scalar, Scalar]]:
    """Yield where an outcome is one value with a rule, and a more favourable one without it."""
    before, order = outcome.study, outcome.definition.order
    assert isinstance(order, tuple), "an outcome with options in their order"
    if before is None:
        raise TooLargeError
    after = study(outcome.definition, other, outcome.view.over(other), MOST_STEPS)
    if after is None:
        raise TooLargeError
    before.space.allow(MOST_STEPS)
    here, there = (with_default(one, one.final[0][1]) for one in (before, after))
    for value, region in here.items():
        for instead, elsewhere in there.items():
            if not (isinstance(value, core.Constant) and isinstance(instead, core.Constant)):
                continue
            if order.index(value.value) < order.index(instead.value):
                both = before.space.both(region, elsewhere)
                if both != NOTHING:
                    yield both, value.value, instead.value


def declared(found: Lowering) -> Declaration:
    """Return the rule as its author wrote it."""
    assert found.node.origin is not None
    return found.node.origin
