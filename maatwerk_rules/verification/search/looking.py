"""One draft looked at: what outcomes come to in it, and with one thing in it varied.

What a variation cannot reach is not worked out again: generated code keeps what it remembers of
the draft as it was. So a pair costs what the varied place feeds, not what the outcome reads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

import attrs

from maatwerk_rules.compiler.support import Deel, Zaak
from maatwerk_rules.model.types import Number, Scalar, is_ordered
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.search.cases import Container, Draft
from maatwerk_rules.verification.search.layout import Slot
from maatwerk_rules.verification.search.pools import as_number
from maatwerk_rules.verification.search.reading import Elsewhere, Worth
from maatwerk_rules.verification.search.solving import as_value
from maatwerk_rules.verification.search.terrain import Terrain

MOST_VALUES = 14
"""How many values of a place are tried in one draft, before halving."""

Seen = tuple[tuple[Worth, ...], ...]
"""What each open outcome comes to, for each record of it."""
Rules = tuple[frozenset[str], ...]
"""Names of rules, for each record of a definition."""
Near = Callable[[], Case]
Rows = Sequence[Deel | None]


@attrs.frozen(eq=False)
class Axis:
    """What is varied in a draft: a slot of one holder, or the day where there is none.

    `where` tells which holder it is, in any copy of the draft.
    """

    slot: Slot | None
    holder: Container | None
    where: tuple[str, int] | None = None

    def on(self, draft: Draft) -> Axis | None:
        """Return the same axis of another copy of the draft, if it is still there."""
        if self.slot is None:
            return self
        if not draft.has(self.where):
            return None
        return attrs.evolve(self, holder=draft.at(self.where))


DAY = Axis(None, None)


@attrs.define(eq=False)
class Pair:
    """Two drafts that differ in one thing: on which axis, and from what to what.

    `near` gives the case that both were made from.
    """

    first: Draft
    second: Draft
    near: Near
    axis: Axis | None = None
    ends: tuple[Scalar, Scalar] = (False, False)
    _cases: tuple[Case, Case] | None = None

    def cases(self, terrain: Terrain) -> tuple[Case, Case]:
        """Return the two for the evaluator; the same ones each time."""
        if self._cases is None:
            self._cases = terrain.drafts.case(self.first), terrain.drafts.case(self.second)
        return self._cases


class Look:
    """A draft as it is, worked out once for all that is varied in it."""

    def __init__(self, terrain: Terrain, draft: Draft, near: Near | None = None) -> None:
        """Look at a draft.

        Args:
            near: Gives the case that the draft was made from.
        """
        self.terrain = terrain
        self.draft = draft
        self._near = near
        self.days: Elsewhere = {}
        self.base: Zaak = terrain.reader.case(draft, self.days)
        self.is_possible = terrain.can_be(self.base)
        self._worth: dict[str, tuple[Worth, ...]] = {}
        self._case: Case | None = None

    def worth(self, name: str, rows: Rows) -> tuple[Worth, ...]:
        """Return what a definition comes to, for each of its records."""
        found = self._worth.get(name)
        if found is None:
            found = self._worth[name] = self.worked_out(name, rows, self.base)
        return found

    def worked_out(self, name: str, rows: Rows, case: Zaak) -> tuple[Worth, ...]:
        """Return what a definition comes to in a case, for each of its records."""
        value = self.terrain.reader.value
        return tuple([value(name, case) if row is None else value(name, case, row) for row in rows])

    def case(self) -> Case:
        """Return the case that the draft was made from, or is; the same one each time."""
        if self._case is None:
            near, drafts = self._near, self.terrain.drafts
            self._case = drafts.case(self.draft) if near is None else near()
        return self._case


@attrs.frozen(eq=False)
class Reach:
    """How far a variation reaches: the definitions, and whether other days or premises too."""

    definitions: frozenset[str]
    months: bool
    premises: bool


class Trial:
    """A look in which one thing is varied, for some definitions; remembers what it saw."""

    def __init__(self, look: Look, names: Sequence[str], reach: Reach) -> None:
        self.draft = look.draft
        self._look = look
        self._terrain = look.terrain
        self._reach = reach
        definitions = look.terrain.program.definitions
        self._names = [
            (name, look.terrain.records(definitions[name], look.draft)) for name in names
        ]
        self.as_is: Seen = tuple([look.worth(name, rows) for name, rows in self._names])
        self._kept = self._unreached()
        self._known: dict[tuple[int, Scalar], Seen | None] = {}
        self._rules: dict[tuple[int, Scalar, tuple[str, ...]], Rules] = {}

    def _unreached(self) -> dict[object, object]:
        """Return what generated code remembers of the draft and the variation cannot reach."""
        kept = self._look.base.gezien.copy()
        numbers = self._terrain.numbers(self._reach.definitions)
        for number in numbers.single:
            kept.pop(number, None)
        for lists, of_records in numbers.of_records:
            for row in (row for name in lists for row in self.draft.lists[name]):
                for number in of_records:
                    kept.pop((number, row), None)
        return kept

    def anew(self) -> Seen | None:
        """Return the outcomes of the draft as it is now, None where it cannot exist."""
        days = None if self._reach.months else self._look.days
        case = self._terrain.reader.case(self.draft, days)
        case.gezien = self._kept.copy()
        if self._reach.premises and not self._terrain.can_be(case):
            return None
        worked_out = self._look.worked_out
        return tuple([worked_out(name, rows, case) for name, rows in self._names])

    def seen(self, axis: Axis, value: Scalar) -> Seen | None:
        """Return the outcomes with another value of what is varied."""
        key = id(axis.holder), value
        if key not in self._known:
            old = self.set(axis, value)
            self._known[key] = self.anew()
            self.set(axis, old)
        return self._known[key]

    def rules(self, axis: Axis, value: Scalar, name: str) -> Rules:
        """Return which rules of a definition seem to decide with a value, for each record."""
        return self._of_value(axis, value, (name,), self._terrain.working.deciding)

    def among(self, axis: Axis, value: Scalar, name: str, rules: frozenset[str]) -> Rules:
        """Return which of some rules seem to work with a value, of all that a definition reads."""
        terrain, draft, reached = self._terrain, self.draft, self._reach.definitions

        def found(name: str, case: Zaak, _: Deel | None) -> frozenset[str]:
            return frozenset(
                f"{rule} {below} {number}"
                for below in terrain.below(name)
                if below in reached
                for number, row in enumerate(terrain.records_of(below, draft))
                for rule in terrain.working.among(below, rules, case, row)
            )

        return self._of_value(axis, value, (name, *sorted(rules)), found)

    def _of_value(
        self,
        axis: Axis,
        value: Scalar,
        what: tuple[str, ...],
        found: Callable[[str, Zaak, Deel | None], frozenset[str]],
    ) -> Rules:
        key = id(axis.holder), value, what
        if key not in self._rules:
            name = what[0]
            old = self.set(axis, value)
            case = self._terrain.reader.case(self.draft)
            rows = next(rows for one, rows in self._names if one == name)
            self._rules[key] = tuple([found(name, case, row) for row in rows])
            self.set(axis, old)
        return self._rules[key]

    def set(self, axis: Axis, value: Scalar) -> Scalar:
        """Set what is varied, and return what it was."""
        if axis.slot is None or axis.holder is None:
            old, self.draft.day = self.draft.day, value  # type: ignore[assignment]  # a date
            return old
        was, axis.holder[axis.slot.key] = axis.holder[axis.slot.key], value
        return was

    def start(self, axis: Axis) -> Scalar:
        """Return the value that the draft itself has."""
        if axis.slot is None or axis.holder is None:
            return self.draft.day
        return axis.holder[axis.slot.key]

    def values(self, axis: Axis, random: Random) -> list[Scalar]:
        """Return the values to try, with that of the draft itself among them; in order."""
        terrain, draft = self._terrain, self.draft
        if axis.slot is None:
            return [*terrain.days(draft, random, MOST_VALUES)]
        found = [*terrain.values(axis.slot, draft)]
        if not is_ordered(axis.slot.type):
            return found
        ends = [found[0], found[-1]]
        if len(found) > MOST_VALUES:
            found = random.sample(found, MOST_VALUES)
        own = terrain.pools.of[axis.slot].own
        return sorted({*found, *ends, *own, self.start(axis)}, key=as_number)

    # ------------------------------------------------------------------ as numbers

    def has_birthday(self, axis: Axis, low: Scalar, high: Scalar) -> bool:
        """Tell whether somebody turns a year older between two days; never of anything else."""
        if axis.slot is not None:
            return False
        assert isinstance(low, date) and isinstance(high, date)
        return self._terrain.has_birthday(self.draft, low, high)

    def at(self, axis: Axis, number: Number) -> Seen | None:
        """Return the outcomes with a number, or on the day with that number."""
        return self.seen(axis, self.value(axis, number))

    def value(self, axis: Axis, number: Number) -> Scalar:
        """Return the value, or the day, that lies nearest to a number."""
        if axis.slot is None:
            return self._terrain.within_days(number)
        return as_value(number, axis.slot)

    def is_apart(self, axis: Axis, low: Number, size: Number) -> bool:
        """Tell whether both ends of a step are values that there are."""
        ends = as_number(self.value(axis, low)), as_number(self.value(axis, low + size))
        return ends == (low, low + size)

    # ------------------------------------------------------------------ pairs

    def pair_at(self, axis: Axis, low: Number, high: Number) -> Callable[[], Pair]:
        """Return what makes the pair with two numbers."""
        return self.pair(axis, self.value(axis, low), self.value(axis, high))

    def pair(self, axis: Axis, low: Scalar, high: Scalar) -> Callable[[], Pair]:
        """Return what makes the pair with two values; it is made only where it is kept."""
        made: list[Pair] = []

        def pair() -> Pair:
            if not made:
                first, second = (self._with(axis, value) for value in (low, high))
                made.append(Pair(first, second, self._look.case, axis, (low, high)))
            return made[0]

        return pair

    def _with(self, axis: Axis, value: Scalar) -> Draft:
        old = self.set(axis, value)
        found = self.draft.copied()
        self.set(axis, old)
        return found

    def swapped(self, name: str, records: tuple[Deel, ...]) -> Pair:
        """Return the pair of the draft and the one with a list in another order."""
        second = self.draft.copied()
        number = {id(one): place for place, one in enumerate(self.draft.lists[name])}
        second.lists[name] = tuple(second.lists[name][number[id(one)]] for one in records)
        return Pair(self.draft.copied(), second, self._look.case)
