"""How many cases a finding touches: of a sample, or of the cases of a file.

A case is touched when it is one of two that show what was found: with the change of the claim made
in it, by the evaluator. A share of a sample has an interval; it says nothing of cases that were not
drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from random import Random
from time import monotonic
from typing import Any

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import JaNee, Keuze, Scalar, Type, bounds, is_ordered
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import (
    Claim,
    Later,
    More,
    Other,
    Place,
    Step,
    Swapped,
    Turned,
    type_of,
)
from maatwerk_rules.verification.finding import Example, Finding
from maatwerk_rules.verification.search.drawing import Drawing
from maatwerk_rules.verification.search.replaying import Judge
from maatwerk_rules.verification.search.terrain import Terrain
from maatwerk_rules.verification.share import Extent

MOST_DRAWN = 1_000
"""So many cases are drawn at most."""


# ---------------------------------------------------------------- the cases


def sample(
    policy: Policy, part: Slice, examples: Sequence[Example], seed: int = 0
) -> Iterator[Case]:
    """Yield cases that can exist: those of examples with one to five things changed at random.

    Without examples all is drawn. Goes on without end, unless no case seems to exist.
    """
    terrain = Terrain(policy, part, part.program)
    drawing = Drawing(terrain, Random(seed))
    random = Random(seed)
    begun = [terrain.drafts.drafted(one.case) for one in examples[:MOST_DRAWN]]
    missed = 0
    while missed < MOST_DRAWN:
        draft = drawing.changed(random.choice(begun)) if begun else drawing.fresh()
        if terrain.can_be(terrain.reader.case(draft)):
            missed = 0
            yield terrain.drafts.case(draft)
        else:
            missed += 1


# ---------------------------------------------------------------- counting


def extents(
    policy: Policy,
    part: Slice,
    findings: Sequence[Finding],
    cases: Iterable[Case],
    seconds: float,
) -> tuple[Extent | None, ...]:
    """Return for each finding how many of the cases it touches; None where that cannot be told.

    Looks at as many cases as fit in the time, at each for all findings, and at one at least.
    """
    end = monotonic() + seconds
    judge = Judge(policy, part.program)
    counts = [[0, 0, 0] for _ in findings]
    counting = [*enumerate(map(_Touching, findings, [part] * len(findings)))]
    counting = [(number, one) for number, one in counting if one.can_tell]
    for case in cases if counting else ():
        for number, one in counting:
            counts[number][one.place_of(judge, case)] += 1
        if monotonic() >= end:
            break
    told = {number for number, _ in counting}
    return tuple(
        Extent(hit, hit + missed, open_) if number in told else None
        for number, (hit, missed, open_) in enumerate(counts)
    )


HIT, MISSED, OPEN = range(3)


class _Touching:
    """Whether a case is one of two that show a finding."""

    def __init__(self, finding: Finding, part: Slice) -> None:
        claim = finding.claim
        if finding.verdict.status == "bewust":  # what is meant shows without what was meant
            claim = attrs.evolve(claim, documented=frozenset())
        self._claim: Claim = claim
        self._finding = finding
        self._part = part
        self._program: Program = part.program

    @property
    def can_tell(self) -> bool:
        """Tell whether the change can be made in a case: a begrip has no value of its own there."""
        place = getattr(self._claim.change, "place", None)
        is_begrip = isinstance(place, Place) and place.kind == "begrip"
        return not is_begrip and not isinstance(self._claim.change, Turned)

    def place_of(self, judge: Judge, case: Case) -> int:
        """Return whether a case is touched, is not, or leaves it open."""
        if self._lacks(case):
            return OPEN
        is_told = False
        for pair in self._pairs(case):
            shows = judge.shows(self._claim, pair, case)
            if shows:
                return HIT
            is_told = is_told or shows is not None
        return MISSED if is_told or judge.found(case, self._claim.outcome) is not None else OPEN

    def _lacks(self, case: Case) -> bool:
        """Tell whether it is not known of a case what would be changed in it."""
        change = self._claim.change
        if not isinstance(change, Other | More | Step) or change.place.list is not None:
            return False
        return next(_leaves(case, change.place, self._program), None) is None

    def _pairs(self, case: Case) -> Iterator[tuple[Case, ...]]:
        match self._claim.change:
            case None:
                yield (case,)
            case Later(days=days):
                for first in (case.peildatum, case.peildatum - timedelta(days)):
                    second = first + timedelta(days)
                    if self._part.holds_on(first) and self._part.holds_on(second):
                        yield tuple(attrs.evolve(case, peildatum=day) for day in (first, second))
            case Swapped(list=name):
                for records in _swaps(case, name):
                    lists = {**case.lists, name: attrs.evolve(case.lists[name], records=records)}
                    yield case, attrs.evolve(case, lists=lists)
            case varied:
                for leaf in _leaves(case, varied.place, self._program):
                    yield from self._varied(case, leaf)

    def _varied(self, case: Case, leaf: Leaf) -> Iterator[tuple[Case, Case]]:
        own = case.values[leaf]
        change = self._claim.change
        assert isinstance(change, Other | More | Step)
        type_ = type_of(change.place, self._program)
        assert type_ is not None, "a claim is about what the program has"
        for value in self._others(own, type_):
            other = attrs.evolve(case, values={**case.values, leaf: value})
            is_up = is_ordered(type_) and value > own  # type: ignore[operator]  # of one type
            yield (case, other) if is_up or not is_ordered(type_) else (other, case)

    def _others(self, own: Scalar, type_: Type) -> Iterator[Scalar]:
        """Yield the values that are tried beside the one that the case has."""
        if isinstance(type_, JaNee):
            yield not own
        elif isinstance(type_, Keuze):
            yield from (one for one in type_.opties if one != own)
        elif isinstance(self._claim.change, Step):
            ends: Any = bounds(type_)
            start: Any = own
            size: Any = self._claim.change.size
            both = (start + size, start - size)
            yield from (one for one in both if ends[0] <= one <= ends[1])
        else:
            place = self._claim.change.place  # type: ignore[union-attr]
            seen = (each.values for each in self._finding.cases)
            named = (place.name, place.list)
            found = {
                value
                for values in seen
                for leaf, value in values.items()
                if (leaf.field or leaf.name, leaf.name if leaf.field else None) == named
            }
            yield from sorted((one for one in found if one != own), key=str)


def _leaves(case: Case, place: Place, program: Program) -> Iterator[Leaf]:
    """Yield what a place stands for in a case, as far as it is known there."""
    for leaf in case.values:
        if leaf.kind != place.kind:
            continue
        if place.kind == "oordeel":
            if leaf.name == place.name:
                yield leaf
        elif leaf.field is not None:
            if (leaf.name, leaf.field) == (place.list, place.name):
                yield leaf
        elif place.list is None and leaf.name == place.name:
            yield leaf


def _swaps(case: Case, name: str) -> Iterator[tuple[RecordId, ...]]:
    """Yield the records of a list with two that stand next to each other changed about."""
    records = case.lists[name].records if name in case.lists else ()
    for place in range(len(records) - 1):
        one, other = records[place : place + 2]
        yield (*records[:place], other, one, *records[place + 2 :])
