"""A complete case that can be changed in place, as generated code reads it.

A search makes many cases and keeps few: one value is set and put back in a fraction of a
microsecond, a copy takes a few. What is kept becomes a `Case` for the evaluator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from maatwerk_rules.compiler.support import Deel
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, LeafKind, RecordId
from maatwerk_rules.runtime.case import Case, Records, value_on
from maatwerk_rules.verification.search.layout import Layout, Slot, plain

Container = dict[str, Scalar]
"""The facts of a draft, or one of its records: what holds the value of a slot."""


class Draft:
    """A complete case on its way.

    `facts` holds what exists once and `lists` the records, each under the keys of generated code.
    """

    __slots__ = ("day", "facts", "lists")

    def __init__(self, day: date, facts: Container, lists: dict[str, tuple[Deel, ...]]) -> None:
        self.day = day
        self.facts = facts
        self.lists = lists

    def copied(self) -> Draft:
        """Return the same case, to change."""
        lists = {
            name: tuple([record.copied() for record in records]) if records else records
            for name, records in self.lists.items()
        }
        return Draft(self.day, self.facts.copy(), lists)

    def holders(self, slot: Slot) -> tuple[Container, ...]:
        """Return what holds a value of a slot: the facts, or each record of its list."""
        return (self.facts,) if slot.list is None else self.lists[slot.list]

    def place_of(self, holder: Container) -> tuple[str, int] | None:
        """Return the list and the place of a record in it; None of the facts themselves."""
        for name, records in self.lists.items():
            for number, record in enumerate(records):
                if record is holder:
                    return name, number
        return None

    def has(self, place: tuple[str, int] | None) -> bool:
        """Tell whether a place that another copy gave is still there."""
        return place is None or place[1] < len(self.lists[place[0]])

    def at(self, place: tuple[str, int] | None) -> Container:
        """Return what stands in a place that another copy of this case gave."""
        return self.facts if place is None else self.lists[place[0]][place[1]]


class Drafts:
    """Makes drafts of one layout, and cases of drafts."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._leaves: dict[tuple[LeafKind, str, RecordId | None], Leaf] = {}
        self._facts: Container = {slot.key: plain(slot.type) for slot in layout.single}
        self._records: Mapping[str, Container] = {
            name: {slot.key: plain(slot.type) for slot in slots}
            for name, slots in layout.of_records.items()
        }
        self._singles = [(slot.key, Leaf(slot.kind, slot.name)) for slot in layout.single]

    def plain(self, day: date) -> Draft:
        """Return the plainest case: nothing is so, and no list has more records than it must."""
        draft = Draft(day, self._facts.copy(), dict.fromkeys(self.layout.lists, ()))
        for name, lijst in self.layout.lists.items():
            for _ in range(lijst.minimum):
                self.add_record(draft, name)
        return draft

    def add_record(self, draft: Draft, name: str) -> Deel:
        """Add a plain record to a list and return it."""
        record = Deel(name=new_name(name, self.layout.lists[name], draft.lists[name]))
        record.update(self._records[name])
        draft.lists[name] = (*draft.lists[name], record)
        return record

    def drafted(self, case: Case) -> Draft:
        """Return a case with the plainest values for all that is not known of it."""
        draft = self.plain(case.peildatum)
        for key, leaf in self._singles:
            value = self._known(case, leaf)
            if value is not None:
                draft.facts[key] = value
        for name, lijst in self.layout.lists.items():
            draft.lists[name] = ()
            for known in case.records(name, lijst).records[: lijst.maximum]:
                record = self.add_record(draft, name)
                record.name = known
                for slot in self.layout.of_records[name]:
                    value = self._known(case, self._leaf(slot, record))
                    if value is not None:
                        record[slot.key] = value
        return draft

    @staticmethod
    def _known(case: Case, leaf: Leaf) -> Scalar | None:
        found = case.values.get(leaf)
        if found is None and case.courses:
            return value_on(case.courses.get(leaf, ()), case.peildatum)
        return found

    def case(self, draft: Draft) -> Case:
        """Return a draft as the evaluator reads it."""
        facts = draft.facts
        values = {leaf: facts[key] for key, leaf in self._singles}
        for name, listed in draft.lists.items():
            for slot in self.layout.of_records[name] if listed else ():
                for record in listed:
                    values[self._leaf(slot, record)] = record[slot.key]
        lists = {
            name: Records(tuple([record.name for record in records]))
            for name, records in draft.lists.items()
        }
        return Case(draft.day, values, lists)

    def _leaf(self, slot: Slot, holder: Container) -> Leaf:
        record = holder.name if isinstance(holder, Deel) else None
        key = slot.kind, slot.name if slot.list is None else slot.key, record
        found = self._leaves.get(key)
        if found is None:
            found = Leaf(slot.kind, slot.name)
            if slot.list is not None and slot.kind == "gegeven":
                found = Leaf("gegeven", slot.list, record, slot.name)
            elif slot.list is not None:
                found = attrs.evolve(found, record=record)
            self._leaves[key] = found
        return found

    def spots(self, draft: Draft, slots: Iterable[Slot]) -> Iterator[tuple[Slot, Container]]:
        """Yield each slot with each holder of it."""
        for slot in slots:
            for holder in draft.holders(slot):
                yield slot, holder


def new_name(name: str, lijst: Lijst, before: Iterable[Deel]) -> RecordId:
    """Return how a new record of a list is called: as its fact, or by its number.

    >>> from maatwerk_rules.model.types import SoortType
    >>> new_name("kinderen", Lijst(SoortType("kind", ()), 9), [])
    RecordId(list='kinderen', key='nr1')
    """
    if lijst.single:
        return RecordId(name, name)
    taken = {record.name.key for record in before}
    number = next(n for n in range(1, len(taken) + 2) if f"nr{n}" not in taken)
    return RecordId(name, f"nr{number}")
