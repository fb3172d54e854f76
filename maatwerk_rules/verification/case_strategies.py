"""Strategies for cases of a program: partial ones, one fact more, and their completions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

import attrs
from hypothesis import strategies as st

from maatwerk_rules.model import core
from maatwerk_rules.model.core import expressions, nodes
from maatwerk_rules.model.types import Datum, JaNee, Keuze, Lijst, Number, Scalar, Type, bounds
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Course, Period, Records, is_whole, unasked
from maatwerk_rules.values import frozen

MOST_RECORDS = 3
"""How many records a drawn list holds at most; more only cost time."""


@frozen
class Leaves:
    """What can be known in cases of a program, and the values worth trying."""

    program: core.Program
    numbers: tuple[Number, ...]
    dates: tuple[date, ...]
    unfilled: Mapping[Leaf, Type]
    closing: frozenset[str]

    def types(self, lists: Mapping[str, Records]) -> dict[Leaf, Type]:
        """Return the type of each fact, field and judgement when the lists hold these records."""
        found: dict[Leaf, Type] = {}
        for name, type_ in self.program.facts.items():
            if isinstance(type_, Lijst):
                for record in lists.get(name, unasked(name, type_)).records:
                    found |= self._of_record(record, type_)
            else:
                found[Leaf("gegeven", name)] = type_
        for name, (type_, soort) in self.program.judgements.items():
            if soort is None:
                found[Leaf("oordeel", name)] = type_
        return found

    def _of_record(self, record: RecordId, lijst: Lijst) -> Iterator[tuple[Leaf, Type]]:
        for veld in lijst.soort.velden:
            yield Leaf("gegeven", record.list, record, veld.naam), veld.type
        for name, (type_, soort) in self.program.judgements.items():
            if soort == lijst.soort.naam:
                yield Leaf("oordeel", name, record), type_

    def open(self, case: Case) -> dict[Leaf, Type]:
        """Return the open leaves with their types; a look settles the judgements it closes."""
        return {
            leaf: type_
            for leaf, type_ in self.types(case.lists).items()
            if leaf not in case.values
            and is_whole_in(case, leaf) is not True
            and not (case.looked and leaf.kind == "oordeel" and leaf.name in self.closing)
        }

    def course(self, draw: st.DrawFn, type_: Type, day: date) -> Course:
        """Draw values one after another around a day, with days that lack a value."""
        first = draw(st.sampled_from(range(-4, 2)))
        starts = [_month(day, first + 2 * number) for number in range(draw(st.integers(1, 3)))]
        ends = [*starts[1:], None if draw(st.booleans()) else _month(starts[-1], 2)]
        periods = []
        for start, end in zip(starts, ends, strict=True):
            shorter = end is not None and draw(st.booleans())
            last = _month(start, 1) if shorter else end
            periods.append(Period(start, last, draw(self.values(type_))))
        return tuple(periods)

    def values(self, type_: Type) -> st.SearchStrategy[Scalar]:
        """Return values of a type, often one that the program compares with."""
        match type_:
            case JaNee():
                return st.booleans()
            case Keuze(opties=opties):
                return st.sampled_from(opties)
            case Datum():
                first, last = bounds(type_)
                assert isinstance(first, date) and isinstance(last, date)
                near = [day for day in self.dates if first <= day <= last]
                return _or_one_of(near, st.dates(first, last))
        low, high = bounds(type_)
        assert isinstance(low, int | Fraction) and isinstance(high, int | Fraction)
        inside = [number for number in self.numbers if low <= number <= high]
        if isinstance(low, int) and isinstance(high, int):
            return _or_one_of(inside, st.integers(low, high))
        return _or_one_of(inside, st.fractions(low, high, max_denominator=100))


def _month(day: date, number: int) -> date:
    """Return the first day of the month so many months after that of a day."""
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def is_whole_in(case: Case, leaf: Leaf) -> bool | None:
    """Tell whether the course of a leaf leaves no day open; None where it has none."""
    course = case.courses.get(leaf)
    return None if course is None else is_whole(course)


def _or_one_of(
    near: Iterable[Scalar], all_: st.SearchStrategy[Scalar]
) -> st.SearchStrategy[Scalar]:
    listed = sorted(set(near))
    return st.one_of(all_, st.sampled_from(listed)) if listed else all_


def leaves(program: core.Program) -> Leaves:
    """Return what can be known in cases of a program.

    >>> sorted(leaves(core.Program({}, {}, {})).open(Case(date(2026, 1, 1))))
    []
    """
    numbers: set[Number] = set()
    dates: set[date] = set()
    unfilled: dict[Leaf, Type] = {}
    definitions = program.definitions.values()
    for part in (
        part for one in definitions for expr in expressions(one) for part in core.walk(expr)
    ):
        match part:
            case core.Constant(value=bool()):
                continue  # to Python a truth is a number, to a case it is not
            case core.Constant(value=date() as day):
                dates.add(day)
            case core.Constant(value=int() | Fraction() as number):
                numbers.add(number)
            case core.Dated(entries=entries, until=until):
                dates |= {start for start, _ in entries} | ({until} if until else set())
            case core.Unfilled(name=name, type=type_):
                unfilled[Leaf("invulling", name)] = type_
    closing = frozenset(
        judged.name
        for one in definitions
        for node in nodes(one)
        if node.closed_by_look
        for judged in node.judgements
    )
    return Leaves(program, tuple(numbers), tuple(dates), unfilled, closing)


@st.composite
def cases(draw: st.DrawFn, program: core.Program) -> Case:
    """Draw a case of which facts, records and judgements may be missing."""
    known = leaves(program)
    lists: dict[str, Records] = {}
    for name, type_ in program.facts.items():
        if isinstance(type_, Lijst) and draw(st.integers(0, 3)):
            size = draw(st.integers(0, min(MOST_RECORDS, type_.maximum)))
            closed = bool(type_.minimum) or draw(st.booleans())
            records = unasked(name, type_).records or _new(name, 0, size)
            lists[name] = Records(records, closed)
    looked = bool(known.closing) and draw(st.booleans())
    day = draw(_or_one_of(known.dates, st.dates(date(2020, 1, 1), date(2030, 12, 31))))
    assert isinstance(day, date)
    some = draw(st.sampled_from(("none", "half", "most", "facts")))
    values: dict[Leaf, Scalar] = {}
    courses: dict[Leaf, Course] = {}
    for leaf, type_ in {**known.types(lists), **known.unfilled}.items():
        kept = some == "most" or (some == "facts" and leaf.kind != "oordeel")
        if kept or (some == "half" and draw(st.booleans())):
            if leaf.kind == "gegeven" and draw(st.integers(0, 3)) == 3:
                courses[leaf] = known.course(draw, type_, day)
            else:
                values[leaf] = draw(known.values(type_))
    if some == "most" and values:
        for leaf in draw(st.sets(st.sampled_from(sorted(values, key=_place)), max_size=4)):
            del values[leaf]
    return Case(day, values, lists, looked, courses)


def _new(name: str, start: int, size: int) -> tuple[RecordId, ...]:
    return tuple(RecordId(name, f"nr{number}") for number in range(start, start + size))


def _place(leaf: Leaf) -> tuple[str, str, str, str]:
    return leaf.sort_key


@st.composite
def completions(draw: st.DrawFn, program: core.Program, case: Case) -> Case:
    """Draw a case that agrees with this one and in which all that can be known is known.

    What a recorded look closes stays as it is, and an invulling may stay open.
    """
    known = leaves(program)
    lists = dict(case.lists)
    for name, type_ in program.facts.items():
        if isinstance(type_, Lijst):
            before = lists.get(name, unasked(name, type_))
            room = 0 if before.complete else type_.maximum - len(before.records)
            more = draw(st.integers(0, min(2, room))) if room > 0 else 0
            records = before.records + _new(name, len(before.records), more)
            lists[name] = Records(records)
    case = attrs.evolve(case, lists=lists)
    for leaf, type_ in known.open(case).items():
        case = case.supposing(leaf, draw(known.values(type_)))
    for leaf, type_ in known.unfilled.items():
        if leaf not in case.values and draw(st.booleans()):
            case = case.supposing(leaf, draw(known.values(type_)))
    return case


@st.composite
def refinements(draw: st.DrawFn, program: core.Program, case: Case) -> Case:
    """Draw a case with one thing more: a fact, a record, or that a list is complete.

    A case of which all is known comes back as it is.
    """
    known = leaves(program)
    unknown = known.open(case) | {
        leaf: type_ for leaf, type_ in known.unfilled.items() if leaf not in case.values
    }
    lists = [
        name
        for name, type_ in program.facts.items()
        if isinstance(type_, Lijst) and not case.records(name, type_).complete
    ]
    options: list[Leaf | str] = [*sorted(unknown, key=_place), *lists]
    if not options:
        return case
    chosen = draw(st.sampled_from(options))
    if isinstance(chosen, Leaf):
        return case.supposing(chosen, draw(known.values(unknown[chosen])))
    lijst = program.facts[chosen]
    assert isinstance(lijst, Lijst)
    before = case.records(chosen, lijst)
    if len(before.records) < lijst.maximum and draw(st.booleans()):
        after = Records(before.records + _new(chosen, len(before.records), 1), complete=False)
    else:
        after = Records(before.records)
    return attrs.evolve(case, lists={**case.lists, chosen: after})
