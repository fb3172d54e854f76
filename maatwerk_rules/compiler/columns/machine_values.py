"""The operations of a plan as operations of machine code: a value, and where it is known.

Each value is a pair: of ja/nee where it is ja and where it is nee, of anything else the number and
where it is known. What stands where nothing is known is no value and is never given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import singledispatchmethod
from typing import Literal

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.apart import Apart
from maatwerk_rules.compiler.columns.machine_graph import ROW, TRUTH, Graph, Width
from maatwerk_rules.compiler.columns.plan import EPOCH, FIRST_DAY, LAST_DAY, Op, Plan, Shape

WIDTHS: dict[str, Width] = {"ja": TRUTH, "keuze": "i16", "getal": "i64", "dag": "i32"}
"""How wide the values of each kind are; a truth is a byte in memory."""
CIVIL = 719_468
"""The number of days from 1 March of the year 0 to 1 January 1970."""
EXACT_IN_FLOAT = 2**51
"""Whole numbers up to here are divided as floats, and mended: the processor has no other way."""
FAR_DAYS, FAR_MONTHS = 4_000_000, 130_000
"""No date moves further than this without leaving the calendar."""

Slot = tuple[Literal["value", "known"], int] | tuple[Literal["complete"], str] | str
"""A column that is read: of a leaf, of a list, `looked`."""


@attrs.frozen
class Value:
    """Of ja/nee where it is ja (`first`) and nee; else the number, and where it is known."""

    kind: str
    first: int
    second: int


class Values:
    """Turns operations of a plan into those of a graph.

    Args:
        masked: Columns may lack values; else every column has one in every row.
        daily: Each row has its own peildatum.
    """

    def __init__(self, policy: Plan, graph: Graph, *, masked: bool, daily: bool) -> None:
        self.plan = policy
        self.graph = graph
        self.masked = masked
        self.daily = daily
        self.results: dict[int, Value] = {}
        self.previous: Value | None = None

    # ------------------------------------------------------------------ pairs

    def known(self, value: Value) -> int:
        """Return where a value is known."""
        if value.kind == "ja":
            return self.graph.either(value.first, value.second)
        return value.second

    def truth(self, holds: int, known: int) -> Value:
        """Return ja where it holds, nee where it does not, as far as it is known."""
        graph = self.graph
        return Value("ja", graph.both(holds, known), graph.both(graph.negate(holds), known))

    def unknown(self, shape: Shape) -> Value:
        """Return what is never known."""
        graph = self.graph
        zero = graph.constant(0, WIDTHS[shape.kind])
        return Value(shape.kind, zero, graph.false)

    def only(self, value: Value, where: int) -> Value:
        """Return a value where a truth holds; elsewhere it is not known."""
        both = self.graph.both
        first = both(value.first, where) if value.kind == "ja" else value.first
        return Value(value.kind, first, both(value.second, where))

    def chosen(self, pairs: Sequence[tuple[int, Value]]) -> Value:
        """Return the value of the truth that holds; no two of them hold together."""
        graph = self.graph
        kind, *_ = {value.kind for _, value in pairs}
        known = graph.either(*(graph.both(where, value.second) for where, value in pairs))
        if kind == "ja":
            first = graph.either(*(graph.both(where, value.first) for where, value in pairs))
            return Value(kind, first, known)
        number = pairs[-1][1].first
        for where, value in reversed(pairs[:-1]):
            number = graph.select(where, value.first, number)
        return Value(kind, number, known)

    def spread(self, value: Value, listed: str) -> Value:
        """Return a value of the row for each record of a list."""
        first, second = (self.graph.spread(one, listed) for one in (value.first, value.second))
        return Value(value.kind, first, second)

    def number(self, value: int, like: Value) -> int:
        """Return a constant as wide as a value."""
        return self.graph.constant(value, self.graph.all[like.first].width)

    # ------------------------------------------------------------------ operations

    @singledispatchmethod
    def of(self, op: Op) -> Value:
        """Return an operation as a pair."""
        raise TypeError(f"no machine code for {type(op).__name__}")

    @of.register
    def _(self, op: plan.Constant) -> Value:
        if op.shape.kind == "ja":
            return self.truth(self.graph.constant(op.value, TRUTH), self.graph.true)
        number = self.graph.constant(op.value, WIDTHS[op.shape.kind])
        return Value(op.shape.kind, number, self.graph.true)

    @of.register(plan.Unsettled)
    @of.register(Apart)
    def _(self, op: Op) -> Value:
        return self.unknown(op.shape)

    @of.register
    def _(self, op: plan.Column) -> Value:
        leaf = self.plan.leaves[op.leaf]
        loaded = self.graph.load(("value", op.leaf), WIDTHS[leaf.shape.kind], leaf.domain or ROW)
        known = self._is_known(op.leaf)
        if leaf.shape.kind == "ja":
            return self.truth(loaded, known)
        return Value(leaf.shape.kind, loaded, known)

    def _is_known(self, leaf: int) -> int:
        if not self.masked:
            return self.graph.true
        return self.graph.load(("known", leaf), TRUTH, self.plan.leaves[leaf].domain or ROW)

    @of.register
    def _(self, op: plan.IsOpen) -> Value:
        return self.truth(self.graph.negate(self._is_known(op.leaf)), self.graph.true)

    @of.register
    def _(self, op: plan.Looked) -> Value:
        return self.truth(self.graph.load("looked", TRUTH, ROW), self.graph.true)

    @of.register
    def _(self, op: plan.Day) -> Value:
        return Value("dag", self.graph.day(varies=self.daily), self.graph.true)

    @of.register
    def _(self, op: plan.Amount) -> Value:
        graph, amount, on = self.graph, self.plan.amounts[op.number], self.of(op.on)
        number, known = graph.constant(0, "i64"), graph.false
        for start, each in zip(amount.starts, amount.amounts, strict=True):
            since = graph.compare("ge", on.first, self.number(start, on))
            number = graph.select(since, graph.constant(each or 0, "i64"), number)
            certain = graph.false if each is None else graph.true
            known = graph.select(since, certain, known)
        if amount.until is not None:
            before = graph.compare("lt", on.first, self.number(amount.until, on))
            known = graph.both(known, before)
        return Value("getal", number, graph.both(known, on.second))

    @of.register
    def _(self, op: plan.Result) -> Value:
        return self.results[op.number]

    @of.register
    def _(self, op: plan.Previous) -> Value:
        assert self.previous is not None
        return self.previous

    @of.register
    def _(self, op: plan.Spread) -> Value:
        assert op.domain is not None
        return self.spread(self.of(op.part), op.domain)

    @of.register
    def _(self, op: plan.Not) -> Value:
        part = self.of(op.part)
        return Value("ja", part.second, part.first)

    @of.register
    def _(self, op: plan.And) -> Value:
        parts = [self.of(part) for part in op.parts]
        return self.all_of(parts)

    @of.register
    def _(self, op: plan.Or) -> Value:
        parts = [self.of(part) for part in op.parts]
        found = self.all_of([Value("ja", part.second, part.first) for part in parts])
        return Value("ja", found.second, found.first)

    def all_of(self, parts: Sequence[Value]) -> Value:
        """Return ja where all parts are ja, nee where one is nee."""
        graph = self.graph
        ja = graph.both(*(part.first for part in parts))
        return Value("ja", ja, graph.either(*(part.second for part in parts)))

    @of.register
    def _(self, op: plan.AtLeast) -> Value:
        graph, parts = self.graph, [self.of(part) for part in op.parts]
        sure, can = (graph.constant(0, "i16") for _ in range(2))
        for part in parts:
            sure = graph.reckon("add", sure, self._counted(part.first, "i16"))
            can = graph.reckon("add", can, self._counted(graph.negate(part.second), "i16"))
        low, high = (graph.constant(end, "i16") for end in (op.low, op.high))
        surely = graph.both(graph.compare("ge", sure, low), graph.compare("le", can, high))
        can_hold = graph.both(graph.compare("ge", can, low), graph.compare("le", sure, high))
        return Value("ja", surely, graph.negate(can_hold))

    def _counted(self, truth: int, width: Width) -> int:
        one, zero = self.graph.constant(1, width), self.graph.constant(0, width)
        return self.graph.select(truth, one, zero)

    @of.register
    def _(self, op: plan.Compare) -> Value:
        graph, left, right = self.graph, self.of(op.left), self.of(op.right)
        known = graph.both(self.known(left), self.known(right))
        return self.truth(graph.compare(op.operator, left.first, right.first), known)

    @of.register
    def _(self, op: plan.Arithmetic) -> Value:
        left, right = self.of(op.left), self.of(op.right)
        number = self.graph.reckon(op.operator, left.first, right.first)
        return Value("getal", number, self.graph.both(left.second, right.second))

    @of.register
    def _(self, op: plan.Scaled) -> Value:
        part = self.of(op.part)
        number = self.graph.reckon("mul", part.first, self.number(op.factor, part))
        return Value("getal", number, part.second)

    @of.register
    def _(self, op: plan.Bound) -> Value:
        left, right = self.of(op.left), self.of(op.right)
        kind: Literal["smax", "smin"] = "smax" if op.kind == "higher" else "smin"
        number = self.graph.reckon(kind, left.first, right.first)
        return Value(op.shape.kind, number, self.graph.both(left.second, right.second))

    @of.register
    def _(self, op: plan.Choose) -> Value:
        graph = self.graph
        pairs: list[tuple[int, Value]] = []
        open_ = graph.true
        for condition, value in op.branches:
            guard = self.of(condition)
            pairs.append((graph.both(open_, guard.first), self.of(value)))
            open_ = graph.both(open_, guard.second)
        return self.chosen([*pairs, (open_, self.of(op.otherwise))])

    # ------------------------------------------------------------------ quotients

    @of.register
    def _(self, op: plan.Round) -> Value:
        graph, part, over = self.graph, self.of(op.part), self.of(op.over)
        zero, one = graph.constant(0, "i64"), graph.constant(1, "i64")
        known = graph.both(part.second, over.second)
        number, divisor = part.first, over.first
        low, high = op.part.shape.low, op.part.shape.high
        if op.over.shape.low < 0:
            is_less = graph.compare("lt", divisor, zero)
            number = graph.select(is_less, graph.reckon("sub", zero, number), number)
            divisor = graph.select(is_less, graph.reckon("sub", zero, divisor), divisor)
            low, high = min(low, -high), max(high, -low)
        if op.over.shape.low <= 0:
            is_zero = graph.compare("eq", divisor, zero)
            known = graph.both(known, graph.negate(is_zero))
            divisor = graph.select(is_zero, one, divisor)
        largest = max(abs(end) for end in (low, high, op.over.shape.low, op.over.shape.high))
        by = _Quotient(graph, number, divisor, small=largest < EXACT_IN_FLOAT // 4)
        whole = {"down": by.down, "up": by.up, "half": by.half}[op.mode](signed=low < 0)
        factor = graph.constant(op.factor, "i64")
        return Value("getal", graph.reckon("mul", whole, factor), known)

    # ------------------------------------------------------------------ dates

    def _civil(self, day: int) -> int:
        """Return a date as a number in which year, month and day stand apart."""
        return self.graph.of("civil", "i32", day)

    def _wide(self, number: int) -> int:
        return self.graph.of("widen", "i64", number)

    @of.register
    def _(self, op: plan.Age) -> Value:
        graph, birth, on = self.graph, self.of(op.birth), self.of(op.on)
        born, now = self._civil(birth.first), self._civil(on.first)
        first, last = (graph.of("shift", "i32", one, imm=9) for one in (born, now))
        day_born, day_now = (graph.of("bits", "i32", one, imm=511) for one in (born, now))
        before = self._counted(graph.compare("lt", day_now, day_born), "i32")
        years = graph.reckon("sub", graph.reckon("sub", last, first), before)
        years = graph.reckon("smax", years, graph.constant(0, "i32"))
        return Value("getal", self._wide(years), graph.both(birth.second, on.second))

    @of.register
    def _(self, op: plan.Shift) -> Value:
        graph, day, amount = self.graph, self.of(op.date), self.of(op.amount)
        times = op.sign * {"week": 7, "jaar": 12}.get(op.unit, 1)
        in_days = op.unit in ("dag", "week")
        far = (FAR_DAYS if in_days else FAR_MONTHS) // abs(times)
        number = graph.reckon("smin", amount.first, graph.constant(far, "i64"))
        number = graph.reckon("smax", number, graph.constant(-far, "i64"))
        number = graph.reckon("mul", number, graph.constant(times, "i64"))
        steps = graph.of("narrow", "i32", number)
        if in_days:
            moved = graph.reckon("add", day.first, steps)
            moved = graph.reckon("smax", moved, graph.constant(FIRST_DAY, "i32"))
            moved = graph.reckon("smin", moved, graph.constant(LAST_DAY, "i32"))
        else:
            way: Literal["later", "earlier"] = "later" if op.pick == "later" else "earlier"
            moved = graph.of(way, "i32", self._civil(day.first), steps)
        return Value("dag", moved, graph.both(day.second, amount.second))

    @of.register
    def _(self, op: plan.MonthStart) -> Value:
        graph, day = self.graph, self.of(op.date)
        of_month = graph.of("bits", "i32", self._civil(day.first), imm=31)
        first = graph.reckon("sub", day.first, of_month)
        return Value("dag", graph.reckon("add", first, graph.constant(1, "i32")), day.second)

    @of.register
    def _(self, op: plan.Months) -> Value:
        """Return how many months are in a window; no day lies before the year 1."""
        graph, day = self.graph, self.of(op.date)
        civil = self._civil(day.first)
        month = graph.of("shift", "i32", graph.of("bits", "i32", civil, imm=511), imm=5)
        if op.window == "year":
            return Value("getal", self._wide(month), day.second)
        year = graph.of("shift", "i32", civil, imm=9)
        number = graph.reckon("mul", year, graph.constant(12, "i32"))
        number = graph.reckon("add", number, graph.reckon("sub", month, graph.constant(13, "i32")))
        number = graph.reckon("smin", number, graph.constant(op.most, "i32"))
        return Value("getal", self._wide(number), day.second)

    @of.register
    def _(self, op: plan.DaysBetween) -> Value:
        end, start = self.of(op.end), self.of(op.start)
        days = self.graph.reckon("sub", end.first, start.first)
        return Value("getal", self._wide(days), self.graph.both(end.second, start.second))

    # ------------------------------------------------------------------ records

    @of.register
    def _(self, op: plan.Aggregate) -> Value:
        return _GATHERED[op.kind](Gathering(self, op))


assert FIRST_DAY + CIVIL > 0 and EPOCH > 0


@attrs.frozen
class _Quotient:
    """A number divided by one that is more than 0."""

    graph: Graph
    number: int
    divisor: int
    small: bool

    def _floor(self, number: int, divisor: int) -> int:
        imm = "float" if self.small else "word"
        return self.graph.of("divide", "i64", number, divisor, imm=imm)

    def _negative(self, number: int) -> int:
        return self.graph.reckon("sub", self.graph.constant(0, "i64"), number)

    def down(self, *, signed: bool) -> int:
        return self._floor(self.number, self.divisor)

    def up(self, *, signed: bool) -> int:
        return self._negative(self._floor(self._negative(self.number), self.divisor))

    def half(self, *, signed: bool) -> int:
        graph, number = self.graph, self.number
        two, zero = graph.constant(2, "i64"), graph.constant(0, "i64")
        if signed:
            number = graph.reckon("smax", number, self._negative(number))
        twice = graph.reckon("add", graph.reckon("mul", number, two), self.divisor)
        away = self._floor(twice, graph.reckon("mul", self.divisor, two))
        if not signed:
            return away
        return graph.select(graph.compare("lt", self.number, zero), self._negative(away), away)


@attrs.frozen
class Gathering:
    """An aggregate, list by list; a list of exactly one record is the row itself."""

    values: Values
    op: plan.Aggregate

    @property
    def complete(self) -> int:
        """Return where every list is complete."""
        graph = self.values.graph
        if not self.values.masked:
            return graph.true
        single = self.values.plan.single
        names = dict.fromkeys(one.list for one in self.op.parts if one.list not in single)
        return graph.both(*(graph.load(("complete", name), TRUTH, ROW) for name in names))

    def where(self, records: plan.Records) -> Value:
        """Return which records take part."""
        graph = self.values.graph
        if records.where is None:
            return Value("ja", graph.true, graph.false)
        return self.values.of(records.where)

    def gathered(self, operation: str, part: int, records: plan.Records) -> int:
        """Return what the records of one list are together."""
        if records.list in self.values.plan.single:
            return part
        return self.values.graph.gathered(operation, part, records.list)  # type: ignore[arg-type]

    def some(self, of: Callable[[plan.Records], int]) -> int:
        """Return where something is so of a record of some list."""
        graph = self.values.graph
        found = [self.gathered("some", of(one), one) for one in self.op.parts]
        return graph.either(*found)

    def settled(self) -> int:
        """Return where of each record is known whether it takes part, and what it gives."""
        graph, values = self.values.graph, self.values

        def open_(records: plan.Records) -> int:
            where = self.where(records)
            takes = where.first
            if records.body is not None:
                takes = graph.both(takes, values.known(values.of(records.body)))
            return graph.negate(graph.either(takes, where.second))

        return graph.both(self.complete, graph.negate(self.some(open_)))


def _any(it: Gathering) -> Value:
    graph = it.values.graph
    ja = it.some(lambda one: it.where(one).first)
    can = it.some(lambda one: graph.negate(it.where(one).second))
    return Value("ja", ja, graph.both(graph.negate(can), it.complete))


def _all(it: Gathering) -> Value:
    graph = it.values.graph
    nee = it.some(lambda one: it.where(one).second)
    can = it.some(lambda one: graph.negate(it.where(one).first))
    return Value("ja", graph.both(graph.negate(can), it.complete), nee)


def _count(it: Gathering) -> Value:
    graph = it.values.graph
    one_, zero = graph.constant(1, "i64"), graph.constant(0, "i64")
    total = zero
    for one in it.op.parts:
        each = graph.select(it.where(one).first, one_, zero)
        total = graph.reckon("add", total, it.gathered("total", each, one))
    return Value("getal", total, it.settled())


def _sum(it: Gathering) -> Value:
    graph = it.values.graph
    zero = graph.constant(0, "i64")
    total = zero
    for one in it.op.parts:
        assert one.body is not None
        body = it.values.of(one.body)
        each = graph.select(graph.both(it.where(one).first, body.second), body.first, zero)
        total = graph.reckon("add", total, it.gathered("total", each, one))
    return Value("getal", total, it.settled())


def _extreme(way: Literal["highest", "lowest"]) -> Callable[[Gathering], Value]:
    def extreme(it: Gathering) -> Value:
        graph = it.values.graph
        assert it.op.empty is not None
        empty = it.values.of(it.op.empty)
        bits = {"i64": 63, "i32": 31}[graph.all[empty.first].width]
        furthest = it.values.number(-(2**bits) if way == "highest" else 2**bits - 1, empty)
        found = furthest
        for one in it.op.parts:
            assert one.body is not None
            body = it.values.of(one.body)
            takes = graph.both(it.where(one).first, body.second)
            each = graph.select(takes, body.first, furthest)
            most = it.gathered(way, each, one)
            found = graph.reckon("smax" if way == "highest" else "smin", found, most)
        none = graph.compare("eq", found, furthest)
        known = graph.both(it.settled(), graph.either(graph.negate(none), empty.second))
        return Value(empty.kind, graph.select(none, empty.first, found), known)

    return extreme


_GATHERED: dict[str, Callable[[Gathering], Value]] = {
    "any": _any,
    "all": _all,
    "count": _count,
    "sum": _sum,
    "highest": _extreme("highest"),
    "lowest": _extreme("lowest"),
}
