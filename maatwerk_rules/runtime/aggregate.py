"""Counting, adding and comparing the records of a list, of which some may not be known.

Whether a record takes part may be open, and a list that is not complete may hold more records.
Those are one more item per list, the rest, that may take part as often as the list has room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from maatwerk_rules.model.unknown import Interval, Possible, hull
from maatwerk_rules.runtime import arithmetic, logic
from maatwerk_rules.runtime.siblings import highest, lowest
from maatwerk_rules.runtime.steps import Step
from maatwerk_rules.values import frozen


@frozen
class Item:
    """One record of an aggregate: whether it takes part, what it gives, and how often."""

    where: Step | None
    body: Step | None
    times: int = 1

    @property
    def surely(self) -> bool:
        """It surely takes part."""
        return self.where is None or self.where.is_true

    @property
    def possibly(self) -> bool:
        """It may take part."""
        return self.where is None or not self.where.is_false

    @property
    def parts(self) -> tuple[Step, ...]:
        """The steps below it that matter."""
        body = self.body if self.possibly else None
        return tuple(part for part in (self.where, body) if part is not None)


Empty = Callable[[], Possible]


def _sum(items: Sequence[Item], rests: Sequence[Item], empty: Empty) -> Possible:
    total = Interval(0, 0)
    for item in items:
        if item.possibly:
            assert item.body is not None
            part = item.body.value if item.surely else hull(Interval(0, 0), item.body.value)
            assert isinstance(part, Interval)
            total = arithmetic.add(total, part)
    for rest in rests:
        if rest.possibly:
            assert rest.body is not None
            part = hull(Interval(0, 0), rest.body.value)
            assert isinstance(part, Interval)
            times = Interval(rest.times, rest.times)
            total = arithmetic.add(total, arithmetic.multiply(part, times))
    return total


def _count(items: Sequence[Item], rests: Sequence[Item], empty: Empty) -> Possible:
    sure = sum(item.surely for item in items)
    can = sum(item.possibly for item in items)
    can += sum(rest.times for rest in rests if rest.possibly)
    return Interval(sure, can)


def _any(items: Sequence[Item], rests: Sequence[Item], empty: Empty) -> Possible:
    sure = any(item.surely for item in items)
    can = any(item.possibly for item in (*items, *rests))
    return logic.truth(can, not sure)


def _all(items: Sequence[Item], rests: Sequence[Item], empty: Empty) -> Possible:
    can = all(item.possibly for item in items)
    sure = all(item.surely for item in (*items, *rests))
    return logic.truth(can, not sure)


def _extreme(pick: Callable[..., Interval]) -> Callable[..., Possible]:
    def extreme(items: Sequence[Item], rests: Sequence[Item], empty: Empty) -> Possible:
        sure = [item.body.value for item in items if item.surely and item.body is not None]
        can = [
            item.body.value for item in (*items, *rests) if item.possibly and item.body is not None
        ]
        if sure:
            return pick(sure, can)
        value: Possible | None = empty()
        for one in can:
            value = hull(value, one)
        assert value is not None
        return value

    return extreme


def _only(items: Sequence[Item], rests: Sequence[Item], empty: Empty) -> Possible:
    (item,) = items
    assert item.body is not None
    return item.body.value


AGGREGATES: dict[str, Callable[[Sequence[Item], Sequence[Item], Empty], Possible]] = {
    "sum": _sum,
    "count": _count,
    "any": _any,
    "all": _all,
    "highest": _extreme(highest),
    "lowest": _extreme(lowest),
    "only": _only,
}
