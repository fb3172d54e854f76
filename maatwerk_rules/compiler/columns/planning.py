"""From a program of the core and the outcomes that are asked to a plan for columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from types import MappingProxyType
from typing import Literal

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.apart import Apart, Era
from maatwerk_rules.compiler.columns.lowering import Lowerer, Scope
from maatwerk_rules.compiler.columns.over_months import Timed, Timespan, reached, times
from maatwerk_rules.compiler.columns.plan import (
    EPOCH,
    JA,
    Definition,
    ListColumn,
    Op,
    Plan,
    Shape,
)
from maatwerk_rules.compiler.columns.ruling import ruled
from maatwerk_rules.compiler.columns.units import shape_of, unsettled
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Keuze, Lijst, Type, bounds

Key = tuple[str, int, str | None, int]
"""A definition by name, pass, list and era."""
CIRCLE = "een begrip dat niet is uitgewerkt"


def plan_of(
    program: core.Program,
    names: Iterable[str],
    fixed: Mapping[str, int] = MappingProxyType({}),
    timeline: Sequence[Timespan] = (),
) -> Plan:
    """Return the plan of a program for these outcomes or begrippen; linear in what they read.

    Args:
        fixed: Facts with one value in every row that says nothing of them.
        timeline: From when until when which program holds, this one included; empty where this one
            holds on every day.

    >>> from maatwerk_rules.model.types import Aantal, JaNee
    >>> jaren = Aantal("jaar", 0, 120)
    >>> ouder = core.Compare("ge", core.Fact("leeftijd", jaren), core.Constant(18, jaren))
    >>> recht = core.Definition("recht", JaNee(), expression=ouder)
    >>> program = core.Program({"recht": recht}, {"leeftijd": jaren}, {}, {"recht": 0})
    >>> print(plan_of(program, ["recht"]).text())
    kolom 0 leeftijd: getal 0..120
    <BLANKLINE>
    begrip 0 recht: ja
      leeftijd >= 18
    <BLANKLINE>
    gevraagd recht: 0
    """
    planner = Planner(times(program, timeline), fixed)
    asked = []
    for name in names:
        keys = [planner.key(name, 2, listed) for listed in planner.lists_for(name)]
        asked.append((name, tuple(planner.made(key) for key in keys)))
    admissible = tuple((name, planner.condition(one)) for name, one in program.admissible.items())
    return Plan(
        tuple(planner.leaves.values()),
        tuple(planner.lists.values()),
        tuple(planner.options),
        tuple(planner.amounts.values()),
        tuple(planner.definitions.values()),
        tuple(asked),
        admissible,
    )


class Planner:
    """A plan in the making: what was met so far, each under its number."""

    def __init__(self, times_: tuple[Timed, ...], fixed: Mapping[str, int]) -> None:
        self.times = times_
        self.fixed = fixed
        self._era = 0
        self.leaves: dict[tuple[str, ...], plan.Leaf] = {}
        self.options: dict[str, int] = {}
        self.amounts: dict[tuple[object, ...], plan.DatedAmount] = {}
        self.definitions: dict[Key, Definition] = {}
        self.lists = {
            name: ListColumn(
                name, type_.soort.naam, type_.maximum, type_.minimum, single=type_.single
            )
            for name, type_ in self.program.facts.items()
            if isinstance(type_, Lijst)
        }
        self.single = frozenset(
            one.name for one in self.lists.values() if one.single and one.minimum == 1
        )
        self._missing: dict[Key, None] = {}
        self._read: dict[int, None] = {}
        self._moving: set[int] = set()

    @property
    def program(self) -> core.Program:
        """The rules that are planned with."""
        return self.times[self._era].program

    # ------------------------------------------------------------------ definitions

    def lists_for(self, name: str) -> tuple[str | None, ...]:
        """Return the lists for whose records a definition is; (None,) where it is of the row."""
        soort = self.program.definitions[name].record
        if soort is None:
            return (None,)
        return tuple(one.name for one in self.lists.values() if one.soort == soort)

    def key(self, name: str, phase: int, listed: str | None) -> Key:
        """Return a definition in the lowest pass that gives the same."""
        return name, min(phase, self.program.levels.get(name, 2)), listed, self._era

    def made(self, key: Key) -> int:
        """Return the number of a definition, made with all it reads; what it reads goes first."""
        waiting = [key]
        busy: set[Key] = set()
        while waiting:
            current = waiting[-1]
            if current in self.definitions:
                waiting.pop()
                continue
            self._missing, self._read = {}, {}
            definition = self._defined(current)
            missing = [one for one in self._missing if one not in busy]
            if missing:
                busy.add(current)
                waiting += missing[::-1]
            else:
                self.definitions[current] = definition
                if self._moves(definition.ops, definition.reads):
                    self._moving.add(definition.number)
                waiting.pop()
        return self.definitions[key].number

    def condition(self, condition: core.Expr) -> Op:
        """Return a condition outside the definitions, with all that it reads made."""
        while True:
            self._missing = {}
            found = Lowerer(self, Scope(2)).op(condition)
            if not self._missing:
                return found
            for key in [*self._missing]:
                self.made(key)

    def _defined(self, key: Key) -> Definition:
        name, phase, listed, self._era = key
        one = self.program.definitions[name]
        lists = {} if one.record is None else {one.record: listed}
        scope = Scope(phase, MappingProxyType(lists))
        domain = None if listed in self.single else listed
        shape, expression, rounds = ruled(one, self, scope, domain)
        made = Definition(
            len(self.definitions),
            name,
            phase,
            listed,
            domain,
            one.type,
            shape,
            expression,
            rounds,
            self._order(one),
            tuple(self._read),
            (),
            one.no_gap,
            one.no_conflict,
            self._era,
        )
        self._era = 0
        reasons = (op.reason for op in made.ops if isinstance(op, plan.Unsettled | Apart))
        return attrs.evolve(made, handed=tuple(dict.fromkeys(reasons)))

    def _order(
        self, definition: core.Definition
    ) -> tuple[int, ...] | Literal["hoger", "lager"] | None:
        order = definition.order
        if not isinstance(order, tuple):
            return order
        return tuple(self.option(one) if isinstance(one, str) else int(bool(one)) for one in order)

    def result(self, name: str, phase: int, listed: str | None) -> Op:
        """Return what a definition gives; one that is not made yet is asked for."""
        definition = self.program.definitions.get(name)
        if definition is None:
            return unsettled(CIRCLE)
        key = self.key(name, phase, listed)
        made = self.definitions.get(key)
        if made is None:
            self._missing[key] = None
            return unsettled(CIRCLE, shape_of(definition.type))
        self._read[made.number] = None
        return plan.Result(made.number, shape=made.shape, domain=made.domain)

    def list_of(self, name: str) -> str | None:
        """Return the soort for whose records a definition is."""
        definition = self.program.definitions.get(name)
        return None if definition is None else definition.record

    def eras(self, expr: core.OverMonths, scope: Scope) -> tuple[Era, ...]:
        """Return what a month is worth by the rules of each time in which it may lie."""
        era, read = self._era, self._read
        own = self.times[era].dates if isinstance(expr.day, core.ReferenceDate) else None
        inside = attrs.evolve(scope, previous=None)
        found: list[Era] = []
        for number in reached(self.times, expr, own):
            self._era, self._read = number, {}
            body = Lowerer(self, inside).op(expr.body)
            moves = self._moves(plan.walk(body), self._read)
            found.append(Era(*self.times[number].ends, body, tuple(self._read), moves))
        self._era, self._read = era, read
        return tuple(found)

    def _moves(self, ops: Iterable[Op], reads: Iterable[int]) -> bool:
        """Tell whether the day matters to operations that read these definitions."""
        days = any(isinstance(op, plan.Day) for op in ops)
        return days or not self._moving.isdisjoint(reads)

    # ------------------------------------------------------------------ what is read

    def leaf(self, leaf: core.Expr, type_: Type, listed: str | None) -> Op:
        """Return the column of a fact, field, judgement or invulling."""
        match leaf:
            case core.Field(field=field):
                assert listed is not None
                found = self._leaf(("gegeven", listed, listed, field), type_)
            case core.Judged(name=name):
                found = self._leaf(("oordeel", name, listed or "", ""), type_)
            case core.Unfilled(name=name):
                found = self._leaf(("invulling", name, "", ""), type_)
            case _:
                assert isinstance(leaf, core.Fact)
                found = self._leaf(("gegeven", leaf.name, "", ""), type_)
        return plan.Column(found.number, shape=found.shape, domain=found.domain)

    def _leaf(self, key: tuple[str, str, str, str], type_: Type) -> plan.Leaf:
        found = self.leaves.get(key)
        if found is None:
            kind, name, listed, field = key
            found = self.leaves[key] = plan.Leaf(
                len(self.leaves),
                kind,  # type: ignore[arg-type]
                name,
                type_,
                self._shape(type_),
                listed or None,
                field or None,
                (listed or None) if listed not in self.single else None,
                self.fixed.get(name) if kind == "gegeven" and not listed else None,
            )
        return found

    def _shape(self, type_: Type) -> Shape:
        """Return what a column holds; the options of a keuze are numbered by now."""
        if isinstance(type_, Keuze):
            numbers = [self.option(option) for option in type_.opties]
            return Shape("keuze", min(numbers), max(numbers))
        return shape_of(type_)

    def is_open(self, judged: core.Judged, listed: str | None) -> Op:
        """Return whether a judgement is open."""
        column = self.leaf(judged, judged.type, listed)
        assert isinstance(column, plan.Column)
        return plan.IsOpen(column.leaf, shape=JA, domain=column.domain)

    def amount(self, dated: core.Dated) -> tuple[int, Shape]:
        """Return the number of a dated amount, and what it holds."""
        known = [Fraction(one) for _, one in dated.entries if one is not None]
        per = lcm(*(one.denominator for one in known))
        amounts = tuple(None if one is None else int(one * per) for _, one in dated.entries)
        starts = tuple(start.toordinal() - EPOCH for start, _ in dated.entries)
        until = None if dated.until is None else dated.until.toordinal() - EPOCH
        one = plan.DatedAmount(dated.name, starts, amounts, until, dated.type, per)
        key = (one, bounds(dated.type))
        self.amounts.setdefault(key, one)
        number = [*self.amounts].index(key)
        counted = [one for one in amounts if one is not None] or [0]
        return number, Shape("getal", min(counted), max(counted), per)

    def option(self, name: str) -> int:
        """Return the number of an option of a keuze."""
        return self.options.setdefault(name, len(self.options))
