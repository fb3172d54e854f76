"""Which definitions can never contradict themselves and never lack a rule, by exact regions.

A claim holds for every complete case in the declared domains and on every day of the slice. What is
not understood counts as free to be anything, so a claim is never wrong; a gap or overlap that is
found may then be one that no case can reach (`Box.is_certain` tells).

What takes more than `boxes.MOST_STEPS` steps gets no claim: at most about half a second for each
definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from types import MappingProxyType

import attrs

from maatwerk_rules.analysis.axes import Box
from maatwerk_rules.analysis.boxes import NOTHING, Region, Space, TooLargeError
from maatwerk_rules.analysis.firing import Clash, Firing, in_force, never_clashes, rounds
from maatwerk_rules.analysis.guards import View
from maatwerk_rules.analysis.proved import Claims, Memory, claimed, claimed_later, meaning_of
from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.policy import Slice
from maatwerk_rules.model.types import EARLIEST

MOST_BOXES = 16
"""How many boxes of one gap or overlap are given; one is enough for a finding."""

TOO_MUCH = (TooLargeError, RecursionError)
"""Begrippen that read each other hundreds deep end the recursion of the host; no claim then."""


@attrs.frozen
class Overlap:
    """Two siblings that apply together and may give different values, without an order."""

    first: str
    second: str
    values: tuple[core.Expr, core.Expr]
    boxes: tuple[Box, ...]

    @property
    def is_certain(self) -> bool:
        """Both values are known and differ, in a box that is a real case."""
        known = all(isinstance(value, core.Constant) for value in self.values)
        return known and any(box.is_certain for box in self.boxes)


def with_proofs(slices: Sequence[Slice], *, later: bool = False) -> tuple[Slice, ...]:
    """Return the slices with `no_conflict` and `no_gap` on the definitions where they are proved.

    A definition that means the same in several slices is worked out once, unless the days of the
    slice count.

    Args:
        later: Leave each proof until it is asked for: of most definitions a check never does.

    >>> from maatwerk_rules.model.core import Constant
    >>> from maatwerk_rules.model.types import Aantal
    >>> een = Definition("een", Aantal(), expression=Constant(1, Aantal()))
    >>> part = Slice(date(2026, 1, 1), None, Program({"een": een}, {}, {}))
    >>> [proved] = with_proofs([part])
    >>> proved.program.definitions["een"].no_gap
    True
    """
    if later:
        return tuple(map(_with_proofs_later, slices))
    known: Known = {}
    return tuple(_with_proofs(part, known) for part in slices)


def _with_proofs_later(part: Slice) -> Slice:
    def as_proved(one: Definition) -> Definition:
        if one.once(_is_plain):
            return claimed(one, SOUND)
        return claimed_later(one, lambda: _claims_in(one, part))

    definitions = {name: as_proved(one) for name, one in part.program.definitions.items()}
    return _with_definitions(part, definitions)


def _claims_in(one: Definition, part: Slice) -> Claims:
    return _claims(one, part, meaning_of(one, _read_through(one, part.program)))


def _is_plain(one: Definition) -> bool:
    return _has_no_gap(one) and never_clashes(one)


def _with_definitions(part: Slice, definitions: dict[str, Definition]) -> Slice:
    program = attrs.evolve(part.program, definitions=MappingProxyType(definitions))
    return attrs.evolve(part, program=program)


Known = dict[tuple[str, frozenset[int]], Definition]

_MEMORY = Memory()

SOUND = Claims(no_conflict=True, no_gap=True, hangs_on_days=False)
"""What holds of a definition by how it is written, whatever its conditions mean."""


def _with_proofs(part: Slice, known: Known) -> Slice:
    """Return a slice with its proofs; `known` are those on which its days have no effect."""
    program, definitions = part.program, {}
    for name, one in program.definitions.items():
        is_plain = one.once(_is_plain)
        read = (one,) if is_plain else _read_through(one, program)
        meaning = name, frozenset(map(id, read))
        if meaning not in known:
            claims = SOUND if is_plain else _claims(one, part, meaning_of(one, read))
            definitions[name] = claimed(one, claims)
            if claims.hangs_on_days:
                continue
            known[meaning] = definitions[name]
        definitions[name] = known[meaning]
    return _with_definitions(part, definitions)


def _claims(definition: Definition, part: Slice, meaning: bytes) -> Claims:
    """Return what is proved of a definition, now or before."""
    found = _MEMORY.find(meaning, part)
    if found is None:
        found = _proved(definition, part)
        _MEMORY.keep(meaning, part, found)
    return found


def _proved(definition: Definition, part: Slice) -> Claims:
    """Return what can be proved; what was read for one claim serves the other, if not too much."""
    view = View(Space(), part.program, definition.name, part.vanaf, part.tot)
    clashes = _clashes(definition, view)
    other = view
    if clashes is None:
        other = View(Space(), part.program, definition.name, part.vanaf, part.tot)
    other.space.begin_anew()
    gap = _gap(definition, other)
    hangs_on_days = view.space.hangs_on_days or other.space.hangs_on_days
    return Claims(clashes == {}, gap == NOTHING, hangs_on_days)


def _read_through(definition: Definition, program: Program) -> tuple[Definition, ...]:
    """Return a definition and those whose expressions it is read through."""
    found = {definition.name: definition}
    waiting = [definition]
    while waiting:
        for name in waiting.pop().reads:
            read = program.definitions.get(name)
            if name not in found and read is not None and read.expression is not None:
                found[name] = read
                waiting.append(read)
    return tuple(found.values())


def find_gaps(
    definition: Definition, program: Program, vanaf: date = EARLIEST, tot: date | None = None
) -> tuple[Box, ...] | None:
    """Return boxes of cases in which no rule decides; None when that is too much to work out.

    An empty tuple is a proof that there are none.

    >>> from maatwerk_rules.model.types import JaNee
    >>> [box.sides for box in find_gaps(Definition("leeg", JaNee()), Program({}, {}, {}))]
    [()]
    """
    space = Space()
    found = _gap(definition, View(space, program, definition.name, vanaf, tot))
    return None if found is None else _some_boxes(space, found)


def _has_no_gap(definition: Definition) -> bool:
    return definition.expression is not None or definition.default is not None


def _gap(definition: Definition, view: View) -> Region | None:
    if _has_no_gap(definition):
        return NOTHING
    space, found = view.space, NOTHING
    try:
        forces = [in_force(definition, phase, 0) for phase in (0, 1, 2)]
        for force in {frozenset(one.name for one in each): each for each in forces}.values():
            found = space.either(found, _gap_of(Firing(definition, force, view, looks=False)))
    except TOO_MUCH:
        return None
    return found


def _gap_of(firing: Firing) -> Region:
    """Return where no rule gives a value; a rule that only sets aside gives none either.

    Deviations in favour need no look: no rule at all counts as least favourable.
    """
    outcome = firing.rules()
    return firing.space.negate(firing.space.any_of(region for _, region in outcome.values))


def find_overlaps(
    definition: Definition, program: Program, vanaf: date = EARLIEST, tot: date | None = None
) -> tuple[Overlap, ...] | None:
    """Return the siblings that can contradict each other; None when too much to work out.

    An empty tuple is a proof that there are none.

    >>> from maatwerk_rules.model.types import JaNee
    >>> find_overlaps(Definition("leeg", JaNee()), Program({}, {}, {}))
    ()
    """
    space = Space()
    found = _clashes(definition, View(space, program, definition.name, vanaf, tot))
    if found is None:
        return None
    return tuple(
        Overlap(clash.first, clash.second, clash.values, _some_boxes(space, region))
        for clash, region in found.items()
    )


def _clashes(definition: Definition, view: View) -> dict[Clash, Region] | None:
    if never_clashes(definition):
        return {}
    space = view.space
    found: dict[Clash, Region] = {}
    try:
        for force in rounds(definition):
            for clash, region in Firing(definition, force, view).clashes():
                found[clash] = space.either(found.get(clash, NOTHING), region)
    except TOO_MUCH:
        return None
    return found


def _some_boxes(space: Space, region: Region) -> tuple[Box, ...]:
    return tuple(islice(space.boxes(region), MOST_BOXES))
