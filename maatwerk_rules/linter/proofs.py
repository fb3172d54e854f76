"""Where no rule decides, or two rules contradict each other: with a case, or not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Literal, TypeVar

import attrs

from maatwerk_rules.analysis.axes import Axis, Box
from maatwerk_rules.analysis.boxes import NOTHING, Region, Space, TooLargeError
from maatwerk_rules.analysis.firing import Clash
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.parts import MOST_STEPS, Part, once_of_all
from maatwerk_rules.linter.witness import Witness
from maatwerk_rules.model import core
from maatwerk_rules.model.declarations import Tabel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import JaNee, Keuze

T = TypeVar("T")

MOST_PARTS = 2
"""In so many stretches of time an example is looked for when the first gives none."""

MOST_BETWEEN = 24
"""Of so many boxes of a gap it is looked up whether rules decide on both sides."""

MOST_CLASHES = 12
"""Of so many pairs of rules of one definition an example is looked for."""


@attrs.frozen
class Gap:
    """Cases in which no rule decides; without a witness it is not known whether they exist."""

    part: Part
    region: Region
    witness: Witness | None


@attrs.frozen
class Contradiction:
    """Two rules that may contradict each other; without a witness it is not known."""

    part: Part
    clash: Clash
    region: Region
    witness: Witness | None


@attrs.frozen
class TooMuch:
    """A definition of which not all cases, or not all pairs of rules, were looked into."""

    part: Part
    claim: Literal["gap", "contradiction"]


Work = Callable[[Policy, Sequence[Part]], tuple[T, list[TooMuch]]]
"""What is looked for in a definition, and what of that was left out."""


class Proofs:
    """The gaps and contradictions of a policy, worked out once for all checks."""

    def __init__(self, policy: Policy, parts: Iterable[Part]) -> None:
        self._policy = policy
        self._parts: dict[str, list[Part]] = {}
        for part in parts:
            self._parts.setdefault(part.definition.name, []).append(part)
        self._too_much: dict[TooMuch, None] = {}

    @property
    def too_much(self) -> tuple[TooMuch, ...]:
        """What was left out of the gaps and contradictions."""
        _ = self.gaps, self.contradictions
        return tuple(self._too_much)

    @cached_property
    def gaps(self) -> Mapping[str, Gap]:
        """By definition: cases in which no rule decides, while a value is missed there."""
        found = ((name, self._told(listed, _gap)) for name, listed in self._parts.items())
        return {name: gap for name, gap in found if gap is not None}

    def _told(self, parts: list[Part], work: Work[T]) -> T:
        """Return what some work finds; what was left out is taken note of."""
        found, left = once_of_all(parts, work, self._policy)
        self._too_much.update(dict.fromkeys(left))
        return found

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Two rules that apply together and differ; each pair once."""
        found = (self._told(parts, _contradicting) for parts in self._parts.values())
        return tuple(one for each in found for one in each)

    @cached_property
    def too_large(self) -> tuple[Part, ...]:
        """The definitions with rules that are too large to work out, each once."""
        found = (
            next((part for part in parts if part.study is None), None)
            for parts in self._parts.values()
        )
        return tuple(part for part in found if part is not None)


def _gap(policy: Policy, parts: Sequence[Part]) -> tuple[Gap | None, list[TooMuch]]:
    open_: Gap | None = None
    left: list[TooMuch] = []
    tried = 0
    for place, part in enumerate(parts):
        try:
            region = _gap_of(part)
            if region == NOTHING or tried >= MOST_PARTS:
                continue
            if not _is_break(parts, place) and not _must_decide(part, region):
                continue
        except TOO_MUCH:
            left.append(TooMuch(part, "gap"))
            continue
        tried += 1
        found = witness.find(policy, part, region, lambda result: result.no_rule)
        if found is not None:
            return Gap(part, region, found), left
        open_ = open_ or Gap(part, region, None)
    return open_, left


def _contradicting(
    policy: Policy, parts: Sequence[Part]
) -> tuple[tuple[Contradiction, ...], list[TooMuch]]:
    found: dict[tuple[str, str], Contradiction] = {}
    left: list[TooMuch] = []
    for part in parts:
        try:
            for number, (clash, region) in enumerate(_clashes_of(part)):
                pair = (clash.first, clash.second)
                if number >= MOST_CLASHES:
                    left.append(TooMuch(part, "contradiction"))
                    break
                if pair not in found:
                    found[pair] = _contradiction(policy, part, clash, region)
        except TOO_MUCH:
            left.append(TooMuch(part, "contradiction"))
    return tuple(found.values()), left


def _contradiction(policy: Policy, part: Part, clash: Clash, region: Region) -> Contradiction:
    both = {clash.first, clash.second}
    case = witness.find(policy, part, region, lambda result: both <= result.conflict)
    return Contradiction(part, clash, region, case)


def _gap_of(part: Part) -> Region:
    study, definition = part.study, part.definition
    if study is None or definition.no_gap or definition.expression is not None:
        return NOTHING
    return study.gap()


def _clashes_of(part: Part) -> Iterator[tuple[Clash, Region]]:
    study, definition = part.study, part.definition
    if study is None or definition.no_conflict or definition.expression is not None:
        return
    yield from study.clashes()


# ---------------------------------------------------------------- which gaps are gaps


def _is_break(parts: Sequence[Part], place: int) -> bool:
    """Tell whether no rule at all is in force for a while, while one was before and is later."""
    around = parts[:place], parts[place + 1 :]
    return not parts[place].definition.rules and all(
        any(part.definition.rules for part in side) for side in around
    )


def _must_decide(part: Part, gap: Region) -> bool:
    """Tell whether a value is missed: of a table, of ja/nee or keuze, or between two others.

    An amount, number or date may say by its absence that it does not apply; the rules on both
    sides of a hole say that it does.
    """
    definition, study = part.definition, part.study
    if isinstance(definition.origin, Tabel) or isinstance(definition.type, JaNee | Keuze):
        return True
    assert study is not None
    space = study.space
    lines = {axis for axis, cuts in space.borders(gap).items() if len(cuts) > 1 and _is_line(axis)}
    if not lines:
        return False
    space.allow(MOST_STEPS)
    beside = space.without(study.here, gap)
    for number, box in enumerate(space.boxes(gap)):
        if number >= MOST_BETWEEN:
            raise TooLargeError
        if any(_is_between(space, beside, box, axis) for axis, _ in box.sides if axis in lines):
            return True
    return False


def _is_line(axis: Axis) -> bool:
    return axis.options is None and not isinstance(axis.expr, core.ReferenceDate)


def _is_between(space: Space, beside: Region, box: Box, axis: Axis) -> bool:
    """Tell whether rules decide below and above what a box says of an axis, all else equal.

    Args:
        beside: Where rules decide.
    """
    low, high = next(space.cuts(axis, side) for one, side in box.sides if one == axis)
    below = NOTHING if low is None else space.within(axis, None, low)
    above = NOTHING if high is None else space.within(axis, high, None)
    if NOTHING in (below, above):
        return False
    space.allow(MOST_STEPS)
    around = space.all_of(space.of_side(one, side) for one, side in box.sides if one != axis)
    found = space.both(beside, around)
    return NOTHING not in (space.both(found, below), space.both(found, above))


def uncovered(gap: Gap) -> Iterator[tuple[Axis, tuple[str, ...]]]:
    """Yield each question with options for which no rule decides, while one does for others."""
    study = gap.part.study
    assert study is not None
    space = study.space
    space.allow(MOST_STEPS)
    beside = space.without(study.here, gap.region)
    axes = {axis: None for box in islice(space.boxes(beside), 50) for axis, _ in box.sides}
    for axis in axes:
        options = axis.options
        if options is None or not axis.is_leaf or not isinstance(options[0], str):
            continue
        left = tuple(
            str(option)
            for place, option in enumerate(options)
            if space.both(beside, space.within(axis, (place, 0), (place + 1, 0))) == NOTHING
        )
        if left:
            yield axis, left
