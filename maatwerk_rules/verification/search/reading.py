"""Generated code on drafts: what definitions and expressions are worth, without the evaluator.

It is only a guide to where to look: what is found is shown by the evaluator before it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from maatwerk_rules.compiler.expressions import Scope
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import (
    HANDED_OVER,
    LEEG,
    ContradictionError,
    Deel,
    NoRuleError,
    UnsettledError,
    Zaak,
)
from maatwerk_rules.compiler.writing import EXACT, Code
from maatwerk_rules.model import core
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.runtime.asked import rules_on
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.layout import Layout
from maatwerk_rules.verification.search.months import Months

Worth = Any
"""A value, LEEG where no rule decides, STRIJDIG, ZONDER, or None where code does not tell."""


class _Contradiction:
    """Rules contradict each other: those of the definition, or of one that it reads."""

    def __repr__(self) -> str:
        return "STRIJDIG"


STRIJDIG = _Contradiction()


class _Lacking:
    """No rule decides about a begrip that is read on the way."""

    def __repr__(self) -> str:
        return "ZONDER"


ZONDER = _Lacking()


def is_open(worth: Sequence[Worth]) -> bool:
    """Tell whether generated code does not know of one of the records what it comes to."""
    return any(one is None or one is STRIJDIG or one is ZONDER for one in worth)


def is_undecided(worth: Worth) -> bool:
    """Tell whether there is no outcome for want of a rule, or as rules contradict each other."""
    return worth is LEEG or worth is STRIJDIG or worth is ZONDER


def is_other(first: Sequence[Worth], second: Sequence[Worth]) -> bool:
    """Tell whether what records come to is known on both sides, and not the same."""
    return first != second and not (is_open(first) or is_open(second))


def is_lost(first: Sequence[Worth], second: Sequence[Worth]) -> bool:
    """Tell whether one of the records seems to have an outcome on one side only."""
    pairs = [*zip(first, second, strict=True)]
    is_told = all(one is not None and other is not None for one, other in pairs)
    return is_told and any(is_undecided(one) is not is_undecided(other) for one, other in pairs)


OWN_PHASE = tuple[str, int] | None
NO_ROWS: Mapping[str, Deel] = {}


@attrs.frozen(eq=False)
class Env:
    """Where an expression stands: the record of each variable, and in which pass it reads its own.

    `previous` is the definition of which it may read the value before a step.
    """

    rows: Mapping[str, Deel] = NO_ROWS
    own: tuple[str, int] | None = None
    previous: core.Definition | None = None

    def within(self, variable: str, record: Deel) -> Env:
        """Return where the body of an expression over records stands, for one of those."""
        rows = {name: row for name, row in self.rows.items() if name != variable}
        return Env({**rows, variable: record}, self.own, self.previous)


START = Env()


Elsewhere = dict[date, tuple[Compiled, Zaak]]
"""One case on other days, each with the rules of its day."""


class _OtherDays:
    """A case on its other days; nothing in it changes with time but the rules."""

    __slots__ = ("_case", "_compiled", "_known", "_months", "_reader")

    def __init__(self, reader: Reader, compiled: Compiled, case: Zaak, known: Elsewhere) -> None:
        self._reader, self._compiled, self._case, self._known = reader, compiled, case, known
        self._months: dict[tuple[object, ...], dict[date, Any]] = {}
        known[case.dag] = compiled, case

    def worth(self, month: str, day: date, *rows: Deel) -> Any:
        """Return what the body of an expression over months is worth on a day."""
        key = (month, *rows)
        known = self._months.get(key)
        if known is None:
            months = self._reader.months
            known = self._months[key] = months.known(month, self._compiled, self._case, rows)
        if day not in known:
            found = self._worked_out(month, day, rows)
            if day == self._case.dag and self._reader.is_varied:
                return found
            known[day] = found
        return known[day]

    def _worked_out(self, month: str, day: date, rows: tuple[Deel, ...]) -> Any:
        there = self._known.get(day)
        if there is None:
            compiled = self._reader.compiled_on(day)
            facts, lists = self._case.feiten, self._case.lijsten
            moved = Zaak(day, facts, lists, False, compiled.amounts_on(day))
            moved.days = _OtherDays(self._reader, compiled, moved, self._known)
            there = self._known[day]
        body = there[0].month_of(month, self._compiled)
        try:
            return body(there[1], *rows)
        except NoRuleError as error:  # its number counts among the rules of that day only
            raise UnsettledError from error


class Reader:
    """A program as generated code, asked of drafts.

    Args:
        layout: That of the program of the slice, or of one in which a begrip stands as a fact.
    """

    def __init__(self, policy: Policy, part: Slice, layout: Layout) -> None:
        rules = rules_on(policy, part.vanaf)
        assert rules is not None, "a slice of the policy"
        program = self.program = layout.program
        self.compiled = rules.compiled if program is rules.program else Compiled(program)
        self._policy = policy
        self._rules = rules
        self._functions: dict[str, tuple[Callable[..., Any], int]] = {}
        self._asked: dict[tuple[object, ...], tuple[core.Expr, Callable[..., Any]]] = {}
        self._numbers: dict[str, frozenset[int]] = {}
        always = [slot.key for slot in layout.single if slot.is_hidden]
        programs = [one.program for one in policy.slices]
        self.months = Months(programs, always)
        self.is_varied = program is not rules.program
        self._of_days: dict[date, Compiled] = {}
        self._looks_back = any(
            isinstance(part, core.OverMonths)
            for definition in program.definitions.values()
            for part in definition.parts
        )

    def compiled_on(self, day: date) -> Compiled:
        """Return the rules of another day as code."""
        found = self._of_days.get(day)
        if found is None:
            found = self._of_days[day] = self._rules.code_on(day, patient=False)
        return found

    def case(self, draft: Draft, days: Elsewhere | None = None) -> Zaak:
        """Return a draft as it is now for generated code; worthless once the draft changes.

        Args:
            days: The draft on other days, shared by cases that are the same on those.
        """
        compiled = self.compiled
        case = Zaak(draft.day, draft.facts, draft.lists, False, compiled.amounts_on(draft.day))
        if self._looks_back:
            case.days = _OtherDays(self, compiled, case, {} if days is None else days)
        return case

    def value(self, name: str, case: Zaak, *record: Deel) -> Worth:
        """Return what a definition is worth, of a record where it exists once per record."""
        found = self._functions.get(name)
        if found is None:
            called = self.compiled.function(name, 2)[0]
            function = self.compiled.callable_for(name)
            found = self._functions[name] = function, self.compiled.number(called)
        try:
            return found[0](case, *record)
        except NoRuleError as error:
            return LEEG if error.args[0] == found[1] else ZONDER
        except ContradictionError:
            return STRIJDIG
        except HANDED_OVER:
            return None

    def numbers_of(self, name: str) -> frozenset[int]:
        """Return the numbers under which generated code remembers a definition."""
        found = self._numbers.get(name)
        if found is None:
            compiled = self.compiled
            calls = {compiled.function(name, phase)[0] for phase in range(3)}
            found = self._numbers[name] = frozenset(map(compiled.number, calls))
        return found

    def worth(self, expr: core.Expr, case: Zaak, env: Env = START) -> Worth:
        """Return what an expression is worth where it stands, or None.

        For the value before a step stands what its definition comes to: near enough for a guide.
        """
        key = (id(expr), env.own, env.previous is None, *env.rows)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = expr, self._made(expr, env)
        try:
            return found[1](case, *env.rows.values(), *self._before(case, env))
        except HANDED_OVER:
            return None

    def _before(self, case: Zaak, env: Env) -> tuple[Any, ...]:
        if env.previous is None:
            return ()
        soort = env.previous.record
        found = self.value(env.previous.name, case, *([env.rows[soort]] if soort else ()))
        return (found if isinstance(found, int | Fraction) else 0,)

    def _made(self, expr: core.Expr, env: Env) -> Callable[..., Any]:
        records = {variable: f"rij{number}" for number, variable in enumerate(env.rows)}
        before = None if env.previous is None else Code("vorige", EXACT)
        return self.compiled.asked(expr, Scope(2, records, before, env.own, len(records)))
