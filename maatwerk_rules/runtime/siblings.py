"""Siblings together, and the better of two results: three-valued and without enumerating.

Siblings are the rules of one outcome or the exceptions of one base. Those below another that gives
something fall away; the rest agree, or are added or compared as the outcome says, or contradict.
A sibling that sets the base aside empties it whatever the others give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Choices, Interval, Possible, hull, meet
from maatwerk_rules.runtime.arithmetic import add
from maatwerk_rules.runtime.steps import Given

Above = Mapping[str, frozenset[str]]
Together = Literal["som", "hoogste", "laagste"] | None
Siblings = Sequence[tuple[str, Given]]


def combine(siblings: Siblings, above: Above, together: Together = None) -> Given:
    """Return what the siblings may give together; quadratic in their number.

    `above` maps a name to the names that go before it.
    """
    giving = [(name, given) for name, given in siblings if given.gives]
    if not giving:
        return Given(empty=True)
    empty = all(given.empty for _, given in siblings)
    if len(giving) == 1 and together is None:
        return _alone(giving[0][1], empty=empty)
    surely = {name for name, given in giving if given.sure}
    can = {name for name, _ in giving}
    standing = [(n, g) for n, g in giving if not above.get(n, frozenset()) & surely]
    fixed = [(n, g) for n, g in standing if g.sure and not above.get(n, frozenset()) & can]
    if any(_only_aside(given) for _, given in fixed):
        return Given(aside=True)
    aside = any(given.aside for _, given in standing)
    conflict = frozenset().union(*(given.conflict for _, given in standing))
    if together is None:
        values = _agreed(giving, standing, fixed, above)
        conflict |= _contradicting(standing, above)
    else:
        values = _joined(standing, fixed, together)
    return Given(values, empty, aside, conflict)


def _alone(given: Given, *, empty: bool) -> Given:
    """Return what one gives of which the siblings give nothing."""
    if given.sure and _only_aside(given):
        return Given(aside=True)
    return Given(given.values, empty, given.aside, given.conflict)


def _only_aside(given: Given) -> bool:
    return given.aside and given.settled


def _agreed(giving: Siblings, standing: Siblings, fixed: Siblings, above: Above) -> Possible | None:
    if any(isinstance(given.values, Choices) for _, given in standing):
        return _agreed_choices(giving, above)
    core: Possible | None = None
    for position, (_, given) in enumerate(fixed):
        core = given.values if position == 0 else meet(core, given.values)
    values: Possible | None = None
    for _, given in standing:
        values = hull(values, meet(core, given.values) if fixed else given.values)
    return values


def _agreed_choices(giving: Siblings, above: Above) -> Possible | None:
    """Return each x for which no sibling that surely gives something else goes unbeaten.

    Such a sibling must stand below one that can give x.
    """

    def can_give(given: Given, x: Scalar) -> bool:
        return given.values is not None and given.values.contains(x)

    def possible(x: Scalar) -> bool:
        givers = {name for name, given in giving if can_give(given, x)}
        others = (name for name, given in giving if given.sure and not can_give(given, x))
        return all(above.get(name, frozenset()) & givers for name in others)

    options = {
        x for _, given in giving if isinstance(given.values, Choices) for x in given.values.values
    }
    values = frozenset(x for x in options if possible(x))
    return Choices(values) if values else None


def _contradicting(standing: Siblings, above: Above) -> frozenset[str]:
    names: set[str] = set()
    for index, (name, given) in enumerate(standing):
        for other, second in standing[index + 1 :]:
            ordered = other in above.get(name, ()) or name in above.get(other, ())
            if not ordered and _can_differ(given.values, second.values):
                names |= {name, other}
    return frozenset(names)


def _can_differ(first: Possible | None, second: Possible | None) -> bool:
    if first is None or second is None:
        return False
    return not (first == second and first.settled)


def _joined(standing: Siblings, fixed: Siblings, together: str) -> Possible | None:
    sure = [given.values for _, given in fixed if given.values is not None]
    can = [given.values for _, given in standing if given.values is not None]
    if not can or len(sure) < len(fixed):
        return None
    if together == "som":
        certain = {name for name, _ in fixed}
        total = Interval(0, 0)
        for name, given in standing:
            if isinstance(given.values, Interval):
                part = given.values if name in certain else hull(Interval(0, 0), given.values)
                assert isinstance(part, Interval)
                total = add(total, part)
        return total
    return highest(sure, can) if together == "hoogste" else lowest(sure, can)


def highest(sure: Sequence[Possible], can: Sequence[Possible]) -> Interval:
    """Return the interval of the highest of values, of which those in `sure` surely take part."""
    lows = [v.low for v in sure if isinstance(v, Interval)]
    alls = [v for v in can if isinstance(v, Interval)]
    high = max(v.high for v in alls)
    low = max(lows) if lows else min(v.low for v in alls)
    return Interval(low, high)


def lowest(sure: Sequence[Possible], can: Sequence[Possible]) -> Interval:
    """Return the interval of the lowest of values, of which those in `sure` surely take part."""
    highs = [v.high for v in sure if isinstance(v, Interval)]
    alls = [v for v in can if isinstance(v, Interval)]
    low = min(v.low for v in alls)
    high = min(highs) if highs else max(v.high for v in alls)
    return Interval(low, high)


Flagged = tuple[Possible | None, bool, frozenset[str]]
"""Values still possible, whether no rule may decide, and the rules that may contradict."""


def best_possible(result: Flagged, definition: Definition) -> bool:
    """Tell whether the result is settled on the most favourable option there is."""
    values, no_rule, conflict = result
    if no_rule or conflict or values is None or not isinstance(definition.order, tuple):
        return False
    return values.settled and values.only == definition.order[-1]


def better(first: Flagged, second: Flagged, definition: Definition) -> Flagged:
    """Return the more favourable of two results, element by element over what is possible.

    No rule counts as least favourable; a contradiction passes through, unless the other result
    is the most favourable option there is. Without an order the second counts as it is.
    """
    if definition.order is None:
        return second
    if isinstance(definition.order, tuple):
        return _better_choices(first, second, definition.order)
    values: Possible | None = None
    (a, no_a, conflict_a), (b, no_b, conflict_b) = first, second
    if isinstance(a, Interval) and isinstance(b, Interval):
        pick = max if definition.order == "hoger" else min
        values = Interval(pick(a.low, b.low), pick(a.high, b.high))
    if no_a:
        values = hull(values, b)
    if no_b:
        values = hull(values, a)
    return values, no_a and no_b, conflict_a | conflict_b


def _better_choices(first: Flagged, second: Flagged, order: tuple[Scalar, ...]) -> Flagged:
    (a, no_a, conflict_a), (b, no_b, conflict_b) = first, second
    rank_a, rank_b = _ranks(a, no_a, order), _ranks(b, no_b, order)
    ranks = {max(x, y) for x in rank_a for y in rank_b}
    top = len(order) - 1
    if (conflict_a and top in rank_b) or (conflict_b and top in rank_a):
        ranks.add(top)
    conflict: frozenset[str] = frozenset()
    if conflict_a and (conflict_b or rank_b - {top}):
        conflict |= conflict_a
    if conflict_b and (conflict_a or rank_a - {top}):
        conflict |= conflict_b
    values = frozenset(order[rank] for rank in ranks if rank >= 0)
    return (Choices(values) if values else None), -1 in ranks, conflict


def _ranks(values: Possible | None, no_rule: bool, order: tuple[Scalar, ...]) -> set[int]:
    ranks = {order.index(x) for x in values.values} if isinstance(values, Choices) else set()
    return ranks | {-1} if no_rule else ranks
