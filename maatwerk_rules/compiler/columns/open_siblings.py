"""Siblings together, and the better of two results, in every row at once; nothing is enumerated.

What `runtime/siblings.py` says of one row. A contradiction is bits: one for each rule concerned.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.numpy_support import Array
from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    NOTHING,
    YES,
    Mask,
    Missing,
    both,
    but,
    either,
    evened,
    nay,
    pick,
)
from maatwerk_rules.compiler.columns.open_numbers import add, subtract
from maatwerk_rules.compiler.columns.open_values import (
    FAR,
    LIMIT,
    ONE,
    Options,
    Possible,
    Span,
    Truth,
    nothing,
    whole,
)

NONE: Array = np.array(0, np.uint64)
"""No rule contradicts."""
EVERYTHING = Span(np.array(-LIMIT, np.int64), np.array(LIMIT, np.int64), LIMIT, -LIMIT)
NIL = whole(0)


@attrs.frozen(eq=False)
class Given:
    """What a node, or siblings together, may give in each row; nothing is said where it is odd."""

    values: Any
    empty: Mask = YES
    aside: Mask = NO
    conflict: Array = NONE
    missing: Missing = NOTHING
    odd: Mask = NO

    @property
    def clashes(self) -> Mask:
        """Where it may be contradictory."""
        return NO if self.conflict is NONE else evened(self.conflict != 0)

    @property
    def gives(self) -> Mask:
        """Where it may give something."""
        return either(self.values.there, self.aside, self.clashes)

    @property
    def sure(self) -> Mask:
        """Where it surely gives something."""
        return nay(self.empty)

    @property
    def settled(self) -> Mask:
        """Where one possibility is left."""
        there = self.values.there
        ways = (there, self.empty, self.aside, self.clashes)
        return both(one_of(ways), either(nay(there), self.values.settled))


def one_of(masks: Sequence[Mask]) -> Mask:
    """Return the rows that are in just one mask.

    >>> one_of([np.array([True, False, True]), np.array([False, False, True])]).tolist()
    [True, False, False]
    """
    once, twice = NO, NO
    for mask in masks:
        twice = either(twice, both(once, mask))
        once = either(once, mask)
    return but(once, twice)


@attrs.define
class Family:
    """Siblings with what they give: which of them stand, and which surely do."""

    kind: str
    given: Sequence[Given]
    above: Sequence[frozenset[int]]
    bits: Sequence[int]
    gives: list[Mask] = attrs.field(init=False)
    standing: list[Mask] = attrs.field(init=False)
    fixed: list[Mask] = attrs.field(init=False)
    values: list[Any] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.gives = [one.gives for one in self.given]
        sure = [both(gives, one.sure) for gives, one in zip(self.gives, self.given, strict=True)]
        self.standing = [
            but(gives, *(sure[place] for place in above))
            for gives, above in zip(self.gives, self.above, strict=True)
        ]
        self.fixed = [
            but(both(stands, sure[place]), *(self.gives[one] for one in above))
            for place, (stands, above) in enumerate(zip(self.standing, self.above, strict=True))
        ]
        self.values = [
            one.values.at(stands) for one, stands in zip(self.given, self.standing, strict=True)
        ]

    def together(self, way: str) -> Given:
        """Return what they give together."""
        alone = NO
        for one, fixed in zip(self.given, self.fixed, strict=True):
            alone = either(alone, but(both(fixed, one.aside), one.values.there, one.clashes))
        pairs = [*zip(self.given, self.standing, strict=True)]
        aside = either(*(both(one.aside, stands) for one, stands in pairs))
        conflict = NONE
        for one, stands in pairs:
            conflict = clashed(conflict, kept(one.conflict, stands))
        odd = either(*(one.odd for one in self.given))
        if way == "samen":
            values = self._agreed()
            conflict = clashed(conflict, self._contradicting())
        else:
            values, far = self._joined(way)
            odd = either(odd, far)
        there = nay(alone)
        empty = both(there, *(one.empty for one in self.given))
        return Given(values.at(there), empty, either(aside, alone), kept(conflict, there), odd=odd)

    # ------------------------------------------------------------------ agreeing

    def _agreed(self) -> Any:
        return self._agreed_numbers() if self.kind in ("getal", "dag") else self._agreed_options()

    def _agreed_numbers(self) -> Any:
        if all(one is NO for one in self.fixed):
            return self._united(self.values)
        core: Span = EVERYTHING
        for one, fixed in zip(self.values, self.fixed, strict=True):
            if fixed is not NO:
                low = pick(fixed, np.maximum(core.low, one.low), core.low)
                high = pick(fixed, np.minimum(core.high, one.high), core.high)
                core = Span(low, high, min(core.least, one.least), max(core.most, one.most))
        return self._united([one.meet(core) for one in self.values])

    def _agreed_options(self) -> Any:
        """Leave out what a sibling that surely gives something else keeps from being possible.

        Such a sibling must stand below one that can give it.
        """
        found = self._united([one.values for one in self.given])
        found = found.at(either(*(one.there for one in self.values)))
        for one, gives, above in zip(self.given, self.gives, self.above, strict=True):
            sure = both(gives, one.sure)
            if sure is NO:
                continue
            allowed = self._united([one.values, *(self.given[each].values for each in above)])
            found = found.meet(allowed).hull(found.at(nay(sure)))
        return found

    def _united(self, many: Sequence[Any]) -> Any:
        found: Any = nothing(self.kind)
        for one in many:
            found = found.hull(one)
        return found

    def _contradicting(self) -> Array:
        """Return the siblings that stand unordered beside one that may give another value."""
        there = {
            place: mask for place, one in enumerate(self.values) if (mask := one.there) is not NO
        }
        if len(there) < 2 or one_of([*there.values()]) is YES:
            return NONE
        conflict = NONE
        for place, mask in there.items():
            one = self.values[place]
            others = self._united(
                [self.values[each] for each in there if self._is_loose(place, each)]
            )
            same = both(one.same(others), one.settled)
            differs = but(both(mask, others.there), same)
            if differs is not NO:
                conflict = clashed(conflict, np.array(self.bits[place], np.uint64) * differs)
        return conflict

    def _is_loose(self, one: int, other: int) -> bool:
        """Tell whether of two siblings none goes before the other."""
        return one != other and other not in self.above[one] and one not in self.above[other]

    # ------------------------------------------------------------------ joining

    def _joined(self, way: str) -> tuple[Any, Mask]:
        """Return the sum, highest or lowest; nothing where one surely gives no value."""
        there = [one.there for one in self.values]
        sure = [both(fixed, mask) for fixed, mask in zip(self.fixed, there, strict=True)]
        void = either(*(but(fixed, mask) for fixed, mask in zip(self.fixed, there, strict=True)))
        rows = but(either(*there), void)
        if way == "som":
            found, far = self._sum(there, sure)
            return found.at(rows), both(far, rows)
        return self._extreme(sure, highest=way == "hoogste").at(rows), NO

    def _sum(self, there: Sequence[Mask], sure: Sequence[Mask]) -> tuple[Span, Mask]:
        total, odd = NIL, NO
        for one, mask, certain in zip(self.values, there, sure, strict=True):
            if mask is not NO:
                part = one.hull(NIL.at(nay(certain)))
                total, far = add(total, part)
                odd = either(odd, far)
        return total, odd

    def _extreme(self, sure: Sequence[Mask], *, highest: bool) -> Span:
        """Return the interval of the highest or lowest, of which some surely take part."""
        every: Span = self._united(self.values)
        certain = np.array(-FAR if highest else FAR, np.int64)
        for one, mask in zip(self.values, sure, strict=True):
            if highest:
                certain = pick(mask, np.maximum(certain, one.low), certain)
            else:
                certain = pick(mask, np.minimum(certain, one.high), certain)
        low, high = every.low, every.high
        if highest:
            low = pick(either(*sure), certain, low)
        else:
            high = pick(either(*sure), certain, high)
        return Span(low, high, every.least, every.most)


def adjusted(family: Family, way: str, before: Span) -> Given:
    """Return what adjustments give together; where several add up, their changes do."""
    if way != "bijstelling":
        return family.together(way)
    once, twice = NO, NO
    for mask in family.gives:
        twice = either(twice, both(once, mask))
        once = either(once, mask)
    single = family.together("samen")
    if twice is NO:
        return single
    odd = NO
    changes: list[Given] = []
    for one in family.given:
        there = one.values.there
        if there is NO:
            changes.append(one)
        else:
            change, far = subtract(one.values.filled(), before)
            odd = either(odd, both(far, there))
            changes.append(attrs.evolve(one, values=change.at(there)))
    total = Family(family.kind, changes, family.above, family.bits).together("som")
    there = total.values.there
    summed, far = add(before, total.values.filled())
    odd = either(odd, both(far, there))
    total = attrs.evolve(total, values=summed.at(there))
    return where(twice, attrs.evolve(total, odd=either(total.odd, odd)), single)


def where(mask: Mask, yes: Given, no: Given) -> Given:
    """Return what one gives in the rows of a mask, and the other in the rest."""
    rest = nay(mask)
    return Given(
        yes.values.at(mask).hull(no.values.at(rest)),
        either(both(yes.empty, mask), both(no.empty, rest)),
        either(both(yes.aside, mask), both(no.aside, rest)),
        clashed(kept(yes.conflict, mask), kept(no.conflict, rest)),
        odd=either(both(yes.odd, mask), both(no.odd, rest)),
    )


def clashed(one: Array, other: Array) -> Array:
    """Return the rules of two contradictions together."""
    if one is NONE or other is NONE:
        return other if one is NONE else one
    return one | other


def kept(conflict: Array, mask: Mask) -> Array:
    """Return a contradiction in the rows of a mask."""
    if conflict is NONE or mask is NO:
        return NONE
    return conflict if mask is YES else conflict * mask


# -------------------------------------------------------------------- the better of two


@attrs.frozen(eq=False)
class Flagged:
    """What is possible of a definition, where no rule may decide, and the contradictions."""

    values: Any
    no_rule: Mask = NO
    conflict: Array = NONE

    @property
    def clashes(self) -> Mask:
        """Where it may be contradictory."""
        return NO if self.conflict is NONE else evened(self.conflict != 0)

    @property
    def settled(self) -> Mask:
        """Where one value, or one flag, is left."""
        there = self.values.there
        single = one_of((there, self.no_rule, self.clashes))
        return both(single, either(nay(there), self.values.settled))

    def same(self, other: Flagged) -> Mask:
        """Return where both are the same."""
        flags = nay(self.no_rule ^ other.no_rule)
        if not (self.conflict is NONE and other.conflict is NONE):
            flags = both(flags, evened(self.conflict == other.conflict))
        return both(flags, self.values.same(other.values))


def where_flagged(mask: Mask, yes: Flagged, no: Flagged) -> Flagged:
    """Return one result in the rows of a mask, and the other in the rest."""
    if mask is YES:
        return yes
    rest = nay(mask)
    return Flagged(
        yes.values.at(mask).hull(no.values.at(rest)),
        either(both(yes.no_rule, mask), both(no.no_rule, rest)),
        clashed(kept(yes.conflict, mask), kept(no.conflict, rest)),
    )


Order = tuple[int, ...] | str | None


def better(first: Flagged, second: Flagged, order: Order) -> Flagged:
    """Return the more favourable of two results; an order of options is of bits."""
    if order is None:
        return second
    if isinstance(order, tuple):
        return _better_options(first, second, order)
    a, b = first.values, second.values
    way = np.maximum if order == "hoger" else np.minimum
    ends = min(a.least, b.least), max(a.most, b.most)
    values = Span(way(a.low, b.low), way(a.high, b.high), *ends).at(both(a.there, b.there))
    values = values.hull(b.at(first.no_rule)).hull(a.at(second.no_rule))
    conflict = clashed(first.conflict, second.conflict)
    return Flagged(values, both(first.no_rule, second.no_rule), conflict)


def _better_options(first: Flagged, second: Flagged, order: tuple[int, ...]) -> Flagged:
    """Reckon with ranks as bits: no rule is the lowest, then the options in their order."""
    a, b = _ranks(first, order), _ranks(second, order)
    top = np.array(1 << len(order), np.uint64)
    ranks = _at_least(a, b) | _at_least(b, a)
    of_a, of_b = first.clashes, second.clashes
    to_top = either(both(of_a, _has(b, top)), both(of_b, _has(a, top)))
    ranks = ranks | top * to_top
    rest_a, rest_b = _has(a, ~top), _has(b, ~top)
    conflict = clashed(
        kept(first.conflict, either(of_b, rest_b)), kept(second.conflict, either(of_a, rest_a))
    )
    values: Possible
    if isinstance(first.values, Truth):
        masks = {
            option: _has(ranks, ONE << np.uint64(rank)) for rank, option in enumerate(order, 1)
        }
        values = Truth(masks.get(1, NO), masks.get(0, NO))
    else:
        bits = sum(
            (
                np.array(option, np.uint64) * _has(ranks, ONE << np.uint64(rank))
                for rank, option in enumerate(order, 1)
            ),
            start=NONE,
        )
        values = Options(bits)
    return Flagged(values, _has(ranks, ONE), conflict)


def _ranks(one: Flagged, order: tuple[int, ...]) -> Array:
    found = ONE * one.no_rule
    for rank, option in enumerate(order, 1):
        found = found | (ONE << np.uint64(rank)) * gives(one.values, option)
    return found


def gives(values: Any, option: int) -> Mask:
    """Return where an option (its bit; of ja/nee 1 or 0) is possible."""
    if isinstance(values, Truth):
        return values.ja if option else values.nee
    return _has(values.bits, np.array(option, np.uint64))


def _has(bits: Array, some: Array) -> Mask:
    return evened((bits & some) != 0)


def _at_least(ranks: Array, others: Array) -> Array:
    """Return the ranks at or above the lowest of others; none where there are no others."""
    lowest = others & np.add(~others, ONE)
    return ranks & ~np.subtract(lowest, ONE)
