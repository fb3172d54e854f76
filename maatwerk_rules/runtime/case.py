"""One case as the evaluator sees it: what is known, per leaf; all else is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

import attrs

from maatwerk_rules.model.types import EARLIEST, Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.values import frozen


@frozen
class Records:
    """The records of a list fact; `complete` says that there are no others."""

    records: tuple[RecordId, ...]
    complete: bool = True


def unasked(name: str, type_: Lijst) -> Records:
    """Return the records of a list that was not asked: of exactly one record, that one.

    >>> from maatwerk_rules.model.types import SoortType
    >>> unasked("aanvrager", Lijst(SoortType("persoon", ()), 1, 1, single=True)).records
    (RecordId(list='aanvrager', key='aanvrager'),)
    """
    if type_.minimum:
        return Records((RecordId(name, name),))
    return Records((), complete=False)


@frozen
class Period:
    """One value from `start` (included) to `end` (not included; None: without end)."""

    start: date
    end: date | None
    value: Scalar

    def holds_on(self, day: date) -> bool:
        """Tell whether this is the value on a day."""
        return self.start <= day and (self.end is None or day < self.end)


Course = tuple[Period, ...]
"""The values of one fact one after another, in order of time; days may lack a value."""


def value_on(course: Iterable[Period], day: date) -> Scalar | None:
    """Return the value on a day, or None where there is none.

    >>> value_on((Period(date(2026, 1, 1), date(2026, 2, 1), 5),), date(2026, 1, 31))
    5
    """
    return next((period.value for period in course if period.holds_on(day)), None)


def filled(course: Course, value: Scalar) -> Course:
    """Return the course with this value on every day that had none.

    >>> [period.value for period in filled((Period(date(2026, 1, 1), None, 5),), 7)]
    [7, 5]
    """
    return tuple(_filled(course, value))


def is_whole(course: Course) -> bool:
    """Tell whether every day has a value.

    >>> is_whole((Period(EARLIEST, None, 5),)), is_whole((Period(date(2026, 1, 1), None, 5),))
    (True, False)
    """
    return len(filled(course, True)) == len(course)


def _filled(course: Course, value: Scalar) -> Iterator[Period]:
    day: date | None = EARLIEST
    for period in course:
        assert day is not None
        if day < period.start:
            yield Period(day, period.start, value)
        yield period
        day = period.end
    if day is not None:
        yield Period(day, None, value)


@frozen
class Case:
    """The known facts, fields, judgements and amounts by leaf, and the records of each list.

    What is in `values` holds on every day; it goes before what `courses` say of the same leaf. A
    list that is not in `lists` was not asked; `records` tells what is known of it then. `looked`
    says that a named person recorded that the deviations that need no request were considered and
    that none applies.
    """

    peildatum: date
    values: Mapping[Leaf, Scalar] = MappingProxyType({})
    lists: Mapping[str, Records] = MappingProxyType({})
    looked: bool = False
    courses: Mapping[Leaf, Course] = MappingProxyType({})

    def value(self, leaf: Leaf) -> Scalar | None:
        """Return what a leaf is on the peildatum, or None where that is not known."""
        found = self.values.get(leaf)
        if found is None and self.courses:
            return value_on(self.courses.get(leaf, ()), self.peildatum)
        return found

    def supposing(self, leaf: Leaf, value: Scalar) -> Case:
        """Return the case in which a leaf has this value on every day of which it was not known."""
        course = self.courses.get(leaf)
        if course is None:
            return attrs.evolve(self, values={**self.values, leaf: value})
        return attrs.evolve(self, courses={**self.courses, leaf: filled(course, value)})

    def records(self, name: str, type_: Lijst) -> Records:
        """Return the records of a list fact; an `een` fact has exactly one, asked or not.

        A list that holds as many as it can is complete, whether or not someone said so.
        """
        listed = self.lists.get(name) or unasked(name, type_)
        if listed.complete or len(listed.records) < type_.maximum:
            return listed
        return Records(listed.records)
