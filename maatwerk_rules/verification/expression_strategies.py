"""Random core expressions of each type over a small world of facts, records and judgements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

import attrs
from hypothesis import strategies as st

from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    Aantal,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    SoortType,
    Type,
    Veldtype,
)
from maatwerk_rules.values import frozen

JANEE, KEUZE = JaNee(), Keuze(("a", "b", "c"))
GETAL = Aantal(van=-20, tot=20)
DEELTAL = Aantal(van=1, tot=4)
DAG = Datum(date(2023, 12, 1), date(2024, 12, 1))
SOORT = SoortType(
    "ding",
    (
        Veldtype("waarde", GETAL),
        Veldtype("vlag", JANEE),
        Veldtype("kleur", KEUZE),
        Veldtype("dag", DAG),
    ),
)
LIJST = Lijst(SOORT, 4)
EEN = Lijst(SOORT, 1, 1, single=True)
LISTS = (
    (core.Listed("dingen", LIJST),),
    (core.Listed("enig", EEN),),
    (core.Listed("enig", EEN), core.Listed("dingen", LIJST)),
)
"""A list, a fact that is one record, and a household of both."""
FIELDS = {JANEE: "vlag", KEUZE: "kleur", GETAL: "waarde", DAG: "dag"}
FACTS = {JANEE: 3, KEUZE: 1, GETAL: 2, DAG: 1}

Option = Callable[[], core.Expr]
T = TypeVar("T")


@frozen
class Scope:
    """What an expression may read: definitions, records by variable, the value before a step.

    `own` is the definition a deviation may read itself; `judgements` says that open norms may be
    read, which those of a look may not; `months` that months may be looked at.
    """

    definitions: tuple[core.Definition, ...] = ()
    variables: tuple[str, ...] = ()
    previous: Type | None = None
    own: core.Definition | None = None
    judgements: bool = True
    months: bool = True


@frozen
class Writer:
    """Draws expressions in one scope."""

    draw: st.DrawFn
    scope: Scope

    def number(self, low: int, high: int) -> int:
        """Draw a whole number."""
        return self.draw(st.integers(low, high))

    def one(self, options: Sequence[T]) -> T:
        """Draw one of the options."""
        return options[self.number(0, len(options) - 1)]

    def chance(self, times: int) -> bool:
        """Draw ja once in so many times."""
        return self.number(1, times) == times

    def expression(self, type_: Type, depth: int) -> core.Expr:
        """Draw an expression of a type, of which the parts are nested at most so deep."""
        plain = self._plain(type_)
        if depth == 0 or self.chance(3):
            return self.one(plain)()
        composed = {
            JANEE: self._truths,
            KEUZE: self._choices,
            GETAL: self._numbers,
            DAG: self._dates,
        }[type_](depth - 1)
        return self.one([*composed, lambda: self._choose(type_, depth - 1), plain[-1]])()

    def truth(self, depth: int) -> core.Expr:
        """Draw a condition."""
        return self.expression(JANEE, depth)

    def constant(self, type_: Type) -> core.Constant:
        """Draw a constant; few values, so that rules agree and contradict."""
        match type_:
            case JaNee():
                return core.Constant(self.number(0, 1) == 1, type_)
            case Keuze(opties=opties):
                return core.Constant(self.one(opties), type_)
            case Datum():
                return core.Constant(date(2024, 2, 27 + self.number(0, 2)), type_)
        return core.Constant(self.number(-1, 3), type_)

    def fact(self, type_: Type) -> core.Fact:
        """Draw a fact."""
        naam = {JANEE: "feit", KEUZE: "keus", GETAL: "getal", DAG: "dag"}[type_]
        return core.Fact(f"{naam}{self.number(1, FACTS[type_])}", type_)

    def _plain(self, type_: Type) -> list[Option]:
        """Return ways to draw what has no parts; the last is the likeliest to be read."""
        found: list[Option] = [lambda: self.constant(type_), lambda: self.fact(type_)]
        if "enig" not in self.scope.variables:
            found.append(lambda: self.only(type_))
        if self.scope.judgements and type_ in (JANEE, GETAL):
            naam = "oordeel" if type_ == JANEE else "maat"
            found.append(lambda: core.Judged(f"{naam}{self.number(1, 2)}", None, type_))
        for variable in self.scope.variables:
            found.append(lambda v=variable: core.Field(v, FIELDS[type_], type_))  # type: ignore[misc]
            if self.scope.judgements and type_ == JANEE:
                found.append(lambda v=variable: core.Judged("stukoordeel", v, type_))  # type: ignore[misc]
        if type_ == DAG:
            found.append(core.ReferenceDate)
        if type_ == GETAL:
            found.append(self._dated)
            found.append(lambda: core.Unfilled("open_getal", "verordening", GETAL))
        if self.scope.previous == type_:
            found += [lambda: core.Previous(type_)] * 3
        for definition in self.scope.definitions:
            if definition.type == type_:
                found += self._read(definition)
        if self.scope.own is not None and self.scope.own.type == type_:
            found += self._read(self.scope.own)
        return found

    def _read(self, definition: core.Definition) -> list[Option]:
        if definition.record is None:
            return [lambda: core.Read(definition.name, None, definition.type)]
        return [
            lambda v=variable: core.Read(definition.name, v, definition.type)  # type: ignore[misc]
            for variable in self.scope.variables
        ]

    def _dated(self) -> core.Expr:
        starts = sorted({date(2024, self.number(1, 3), 1) for _ in range(2)})
        until = date(2024, 5, 1) if self.chance(2) else None
        entries = tuple(
            (start, None if start > starts[0] and self.chance(3) else self.number(0, 4))
            for start in starts
        )
        name = "bedrag_" + "_".join(f"{start.month}_{amount}" for start, amount in entries)
        return core.Dated(name, self.one(self._plain(DAG))(), entries, until, GETAL)

    def _choose(self, type_: Type, depth: int) -> core.Expr:
        branches = tuple(
            (self.truth(depth), self.expression(type_, depth)) for _ in range(self.number(1, 2))
        )
        return core.Choose(branches, self.expression(type_, depth))

    def _truths(self, depth: int) -> list[Option]:
        def parts() -> tuple[core.Expr, ...]:
            return tuple(self.truth(depth) for _ in range(self.number(1, 3)))

        def at_least() -> core.Expr:
            low = self.number(0, 2)
            return core.AtLeast(low, self.one((None, low, low + 1)), parts())

        def compare() -> core.Expr:
            type_ = self.one((GETAL, GETAL, DAG, KEUZE, JANEE))
            equal, ordered = ("eq", "ne"), ("lt", "le", "gt", "ge")
            operator = self.one(equal if type_ in (KEUZE, JANEE) else equal + ordered)
            left, right = self.expression(type_, depth), self.expression(type_, 0)
            return core.Compare(operator, left, right)  # type: ignore[arg-type]

        def limit() -> core.Expr:
            operator = self.one(("eq", "lt", "le", "gt", "ge"))
            quantity = self.one((self.fact(GETAL), self.reckoned(self.fact(GETAL))))
            known = self.reckoned(self.one((self.constant(GETAL), self._dated())))
            return core.Compare(operator, quantity, known)  # type: ignore[arg-type]

        return [
            compare,
            compare,
            limit,
            at_least,
            lambda: core.Not(self.truth(depth)),
            lambda: core.And(parts()),
            lambda: core.Or(parts()),
            lambda: core.Gate(self.truth(depth), self.truth(depth)),
            lambda: self.aggregate(self.one(("any", "all")), GETAL, depth),
        ]

    def reckoned(self, part: core.Expr) -> core.Expr:
        """Draw a reckoning of a part with numbers that are known."""
        known = self.one((self.constant(GETAL), self._dated()))
        less, more = core.Constant(self.number(-3, 3), GETAL), core.Constant(4, GETAL)
        return self.one(
            (
                core.Arithmetic("add", part, known),
                core.Arithmetic("sub", known, part),
                core.Arithmetic("mul", part, core.Constant(Fraction(self.number(-3, 3), 2), GETAL)),
                core.Round(core.Arithmetic("div", part, more), self.one(("half", "up", "down")), 1),
                core.Bound(part, self.one((None, less)), self.one((known, more))),
            )
        )

    def _choices(self, depth: int) -> list[Option]:
        return [lambda: self._choose(KEUZE, depth)]

    def _numbers(self, depth: int) -> list[Option]:
        def getal() -> core.Expr:
            return self.expression(GETAL, depth)

        def maybe() -> core.Expr | None:
            return self.expression(GETAL, 0) if self.chance(2) else None

        def arithmetic() -> core.Expr:
            operator = self.one(("add", "sub", "mul", "div"))
            right = self._divisor() if operator == "div" else getal()
            return core.Arithmetic(operator, getal(), right)  # type: ignore[arg-type]

        def rounded() -> core.Expr:
            mode, unit = self.one(("half", "up", "down")), self.one((1, 2, 10, Fraction(1, 2)))
            return core.Round(arithmetic(), mode, unit)  # type: ignore[arg-type]

        kinds = ("sum", "sum", "count", "highest", "lowest")
        return [
            arithmetic,
            rounded,
            lambda: core.Bound(getal(), maybe(), maybe()),
            lambda: self.aggregate(self.one(kinds), GETAL, depth),
            lambda: self.over_months(depth) if self.scope.months else getal(),
            lambda: core.Age(self.expression(DAG, 0), self.expression(DAG, depth)),
            lambda: core.DaysBetween(self.expression(DAG, depth), self.expression(DAG, 0)),
        ]

    def _divisor(self) -> core.Expr:
        return self.one(
            (
                core.Constant(self.one((-2, 3, 4)), GETAL),
                core.Fact("deeltal", DEELTAL),
                core.Bound(self.fact(GETAL), core.Constant(1, GETAL), None),
            )
        )

    def _dates(self, depth: int) -> list[Option]:
        def shift() -> core.Expr:
            unit, pick = self.one(("dag", "week", "maand", "jaar")), self.one(("eerder", "later"))
            amount = self.one((core.Constant(self.number(0, 3), GETAL), self.fact(GETAL)))
            day, sign = self.expression(DAG, depth), self.one((1, -1))
            return core.Shift(day, amount, unit, pick, sign)  # type: ignore[arg-type]

        return [
            shift,
            lambda: core.MonthStart(self.expression(DAG, depth)),
            lambda: self.aggregate(self.one(("highest", "lowest")), DAG, depth),
        ]

    def only(self, type_: Type) -> core.Expr:
        """Draw what is read of a fact that is exactly one record."""
        scope = attrs.evolve(self.scope, variables=("enig",), previous=None)
        body = self.one(Writer(self.draw, scope)._plain(type_))()
        return core.Aggregate("only", "enig", LISTS[1], "enig", None, body, None)

    def over_all(self, depth: int) -> core.Expr:
        """Draw a sum over the records of a list, or an expression over months."""
        return self.over_months(depth) if self.chance(2) else self.aggregate("sum", GETAL, 0)

    def over_months(self, depth: int) -> core.Expr:
        """Draw an expression over months; not one directly in another, which only costs time."""
        inside = Writer(self.draw, attrs.evolve(self.scope, previous=None, months=False))
        kind = self.one(("sum", "count", "run"))
        body = inside.expression(GETAL if kind == "sum" else JANEE, depth)
        window, months = ("year", 12) if self.chance(4) else ("before", self.number(1, 3))
        type_ = Aantal() if kind == "sum" else Aantal("maand", 0, months)
        day = self.expression(DAG, 0)
        return core.OverMonths(kind, body, window, months, day, type_)  # type: ignore[arg-type]

    def aggregate(self, kind: str, type_: Type, depth: int) -> core.Expr:
        """Draw an aggregate over the list."""
        variable = f"ding{len(self.scope.variables)}"
        scope = attrs.evolve(self.scope, variables=(*self.scope.variables, variable), previous=None)
        inside = Writer(self.draw, scope)
        extreme, truth = kind in ("highest", "lowest"), kind in ("any", "all", "count")
        lists = self.one((LISTS[0], *LISTS))
        return core.Aggregate(
            kind,  # type: ignore[arg-type]
            " en ".join(listed.name for listed in lists),
            lists,
            variable,
            inside.truth(depth) if truth or self.chance(2) else None,
            None if truth else inside.expression(type_, depth),
            self.expression(type_, 0) if extreme else None,
        )
