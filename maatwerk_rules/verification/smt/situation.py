"""One complete case as formulas: what is free in it, the records of its lists, and its peildatum.

A second case shares all of the first but what was changed, so that what is equal is one formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import LATEST, Lijst, Type
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.smt import calendar
from maatwerk_rules.verification.smt.calendar import Day
from maatwerk_rules.verification.smt.quantities import Quantities, Value
from maatwerk_rules.verification.smt.terms import Term

MOST = 3
"""How many records a list holds at most in a proof, unless asked otherwise."""


@frozen
class Slots:
    """The places for records of a list; the first `length` of them hold one."""

    records: tuple[RecordId, ...]
    length: Term


@attrs.define(eq=False)
class Free:
    """All that is free in cases of a program; each made when it is first asked for.

    `last` is the last peildatum there is, as YYYYMMDD.
    """

    quantities: Quantities
    program: Program
    peildatum: Day
    last: int
    most: int = MOST
    values: dict[Leaf, Value] = attrs.field(factory=dict)
    types: dict[Leaf, Type] = attrs.field(factory=dict)
    lists: dict[str, Slots] = attrs.field(factory=dict)

    def value(self, leaf: Leaf, type_: Type) -> Value:
        """Return what a leaf is."""
        if leaf not in self.values:
            name = " ".join((leaf.kind, *leaf.sort_key[1:]))
            self.values[leaf] = self.quantities.free(name, type_)
            self.types[leaf] = type_
        return self.values[leaf]

    def slots(self, name: str, type_: Lijst) -> Slots:
        """Return the places for records of a list."""
        if name not in self.lists:
            high = type_.maximum if type_.single else min(type_.maximum, self.most)
            high = max(high, type_.minimum)
            keys = [name] if type_.single else [f"nr{number + 1}" for number in range(high)]
            records = tuple(RecordId(name, key) for key in keys)
            length = self.quantities.pool.variable(f"lengte {name}", type_.minimum, high)
            self.lists[name] = Slots(records, length)
        return self.lists[name]


def free_in(
    quantities: Quantities, program: Program, days: tuple[date, date | None], most: int = MOST
) -> Free:
    """Return all that is free in cases of a program between two days, the last not included."""
    first, until = days
    last = LATEST if until is None else date.fromordinal(until.toordinal() - 1)
    day = calendar.free_day(quantities.pool, "peildatum", first, last)
    return Free(quantities, program, day, calendar.known_day(quantities.pool, last).key.low, most)


def leaves_of(free: Free) -> Iterator[tuple[Leaf, Type]]:
    """Yield all facts, fields and judgements of a case, with their types."""
    program = free.program
    for name, type_ in program.facts.items():
        if not isinstance(type_, Lijst):
            yield Leaf("gegeven", name), type_
            continue
        for record in free.slots(name, type_).records:
            for veld in type_.soort.velden:
                yield Leaf("gegeven", name, record, veld.naam), veld.type
            for judged, (of, soort) in program.judgements.items():
                if soort == type_.soort.naam:
                    yield Leaf("oordeel", judged, record), of
    for judged, (of, soort) in program.judgements.items():
        if soort is None:
            yield Leaf("oordeel", judged), of


@frozen
class Situation:
    """One case: all that is free, with what is otherwise in it.

    `changed` gives values that differ, `stands_for` the record whose values a place has, and
    `moved` whether the peildatum is another.
    """

    free: Free
    peildatum: Day
    changed: Mapping[Leaf, Value] = MappingProxyType({})
    stands_for: Mapping[RecordId, RecordId] = MappingProxyType({})
    moved: bool = False

    def value(self, leaf: Leaf, type_: Type) -> Value:
        """Return what a leaf is in this case."""
        if leaf.record is not None and leaf.record in self.stands_for:
            leaf = attrs.evolve(leaf, record=self.stands_for[leaf.record])
        found = self.changed.get(leaf)
        return self.free.value(leaf, type_) if found is None else found

    def present(self, record: RecordId, slots: Slots) -> Term:
        """Return whether a place holds a record."""
        pool = self.free.quantities.pool
        return pool.lt(pool.known(slots.records.index(record)), slots.length)
