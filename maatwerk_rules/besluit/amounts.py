"""Which amounts of a policy make that a case comes out otherwise on another day.

It is tried, never guessed: the case is reckoned on the old day with some amounts as they are on the
new one. An amount counts where it is read on the peildatum; what rules read of another day, such as
that of an application, or of months that are summed, is the same on both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Datum, Scalar
from maatwerk_rules.values import frozen

MOST_TRIES = 500
"""Sets that are tried, smallest first; then one is looked for of which each amount is needed."""
PARTS = (core.Expr, core.Node, core.Deviation, core.Stage, core.Listed)


@frozen
class Amount:
    """A dated amount, number or percentage on two days.

    Args:
        before: Its value on the old day; money in cents.
        before_from: The day from which it has that value.
    """

    name: str
    before: Scalar
    before_from: date
    after: Scalar
    after_from: date


def changed_amounts(policy: Policy, name: str, old: date, new: date) -> tuple[Amount, ...]:
    """Return the amounts an outcome may read that differ between two days, in the order of reading.

    Linear in the rules below the outcome. Nothing where the policy does not hold on the old day.
    """
    program = policy.program_on(old)
    found = (_amount(one, old, new) for one in _read_below(program, name)) if program else ()
    return tuple({one.name: one for one in found if one is not None}.values())


def smallest_set(
    amounts: tuple[Amount, ...], flips: Callable[[frozenset[str]], bool]
) -> tuple[Amount, ...]:
    """Return the fewest amounts that together make the difference; none where all do not.

    Costs a try for each set that is no larger, at most MOST_TRIES. Where those run out, amounts are
    left out one by one as long as the difference stays: one try more for each, and then the set
    has no needless amount, but a smaller one may exist.

    Args:
        flips: Whether the case comes to the new outcome with these amounts, by name.

    >>> one, two = (Amount(name, 1, date.min, 2, date.max) for name in ("grens", "norm"))
    >>> [each.name for each in smallest_set((one, two), lambda names: "norm" in names)]
    ['norm']
    """
    if not amounts or not flips(_names(amounts)):
        return ()
    tries = 0
    for size in range(1, len(amounts)):
        for some in combinations(amounts, size):
            if tries == MOST_TRIES:
                return _without_needless(amounts, flips)
            tries += 1
            if flips(_names(some)):
                return some
    return amounts


def _without_needless(
    amounts: tuple[Amount, ...], flips: Callable[[frozenset[str]], bool]
) -> tuple[Amount, ...]:
    left = amounts
    for one in amounts:
        fewer = tuple(each for each in left if each is not one)
        if flips(_names(fewer)):
            left = fewer
    return left


def _names(amounts: Iterable[Amount]) -> frozenset[str]:
    return frozenset(one.name for one in amounts)


def with_amounts(policy: Policy, old: date, new: date, names: frozenset[str]) -> Policy:
    """Return a policy of which on the old day some amounts are as they are on the new one.

    Linear in the rules of the old day. It is for reckoning alone: its text is that of the policy.
    """
    slices = tuple(
        attrs.evolve(part, program=_on(part.program, new, names)) if part.holds_on(old) else part
        for part in policy.slices
    )
    return attrs.evolve(policy, slices=slices)


def _on(program: core.Program, day: date, names: frozenset[str]) -> core.Program:
    def change(thing: Any) -> Any:
        if isinstance(thing, tuple):
            return tuple(map(change, thing))
        if isinstance(thing, core.OverMonths) or not isinstance(thing, PARTS):
            return thing
        if isinstance(thing, core.Dated):
            is_one = thing.name in names and isinstance(thing.on, core.ReferenceDate)
            return attrs.evolve(thing, on=core.Constant(day, Datum())) if is_one else thing
        fields = [field.name for field in attrs.fields(type(thing)) if field.init]
        found = {name: (value, change(value)) for name in fields if (value := getattr(thing, name))}
        new = {name: now for name, (then, now) in found.items() if now is not then and now != then}
        return attrs.evolve(thing, **new) if new else thing

    return attrs.evolve(
        program,
        definitions={
            name: _changed(one, change) if _reads(one, names) else one
            for name, one in program.definitions.items()
        },
    )


def _reads(definition: core.Definition, names: frozenset[str]) -> bool:
    return any(isinstance(part, core.Dated) and part.name in names for part in definition.parts)


def _changed(one: core.Definition, change: Callable[[Any], Any]) -> core.Definition:
    """Return a definition with other amounts; what was proved of it is not taken over."""
    return attrs.evolve(
        one,
        expression=change(one.expression),
        default=change(one.default),
        rules=change(one.rules),
        stages=change(one.stages),
        deviations=change(one.deviations),
        no_conflict=False,
        no_gap=False,
    )


def _read_below(program: core.Program, name: str) -> Iterator[core.Dated]:
    """Yield the amounts that a definition may read on the peildatum, itself or through others."""
    waiting, seen = [name], {name}
    while waiting:
        definition = program.definitions.get(waiting.pop())
        for part in definition.parts if definition is not None else ():
            if isinstance(part, core.Dated) and isinstance(part.on, core.ReferenceDate):
                yield part
            elif isinstance(part, core.Read) and part.name not in seen:
                seen.add(part.name)
                waiting.append(part.name)


def _amount(one: core.Dated, old: date, new: date) -> Amount | None:
    then, now = _entry(one, old), _entry(one, new)
    if then is None or now is None or then[1] == now[1]:
        return None
    return Amount(one.name, then[1], then[0], now[1], now[0])


def _entry(one: core.Dated, day: date) -> tuple[date, Scalar] | None:
    """Return which value an amount has on a day, and from when; None where that is not known."""
    if one.until is not None and day >= one.until:
        return None
    found = [(start, value) for start, value in one.entries if start <= day]
    if not found or found[-1][1] is None:
        return None
    start, value = found[-1]
    assert value is not None, "looked at above"
    return start, value
