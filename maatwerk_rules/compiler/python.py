"""A program as Python: one function for each definition, made when it is first needed.

What a function gives is what the evaluator settles on; where it is not certain it stops, and the
evaluator is asked. The source is made of names and literals only, and can be printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from math import lcm
from threading import RLock
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.analysis.magnitudes import Magnitudes
from maatwerk_rules.compiler.definitions import Definer
from maatwerk_rules.compiler.expressions import Scope, Writer, kept, scaled
from maatwerk_rules.compiler.support import (
    HANDED_OVER,
    LEEG,
    NAMES,
    Dated,
    Deel,
    NoRuleError,
    Zaak,
    bedrag_op,
    remembered,
)
from maatwerk_rules.compiler.tracks import Tracks, keyed, tracks
from maatwerk_rules.compiler.whole import Together, Whole
from maatwerk_rules.compiler.writing import EXACT, Lines, name_for
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Datum, Scalar, is_ordered
from maatwerk_rules.values import frozen

FILE = "<beleid>"
MOST_DAYS = 16
"""Of how many dates the amounts are kept."""


@frozen
class Written:
    """One definition in one pass: its functions, the last of which gives its value."""

    name: str
    functions: tuple[tuple[str, ...], ...]
    reads: tuple[tuple[str, int], ...]

    @property
    def source(self) -> str:
        """The functions as source."""
        return "\n\n\n".join("\n".join(lines) for lines in self.functions) + "\n"


@frozen
class Month:
    """The body of an expression over months, and where it stands; of a program or another."""

    key: int
    phase: int
    own: tuple[str, int] | None
    records: tuple[tuple[str, str], ...]
    depth: int
    body: core.Expr = attrs.field(eq=False)

    @property
    def scope(self) -> Scope:
        """Where the body stands."""
        return Scope(self.phase, dict(self.records), None, self.own, self.depth)


class Compiled:
    """One program as Python. It may be shared between threads.

    >>> from maatwerk_rules.model.types import Aantal, JaNee
    >>> jaren = Aantal("jaar")
    >>> ouder = core.Compare("ge", core.Fact("leeftijd", jaren), core.Constant(18, jaren))
    >>> recht = core.Definition("recht", JaNee(), expression=ouder)
    >>> compiled = Compiled(core.Program({"recht": recht}, {"leeftijd": jaren}, {}))
    >>> compiled.value("recht", compiled.case(date(2026, 1, 1), {"leeftijd": 20}))
    True
    """

    def __init__(self, program: core.Program, *, patient: bool = False) -> None:
        """Take a program; nothing is made yet.

        Args:
            patient: Where a part is not known, see whether another settles the whole. That finds
                more, and takes several times as long.
        """
        self.program = program
        self.patient = patient
        self._numbers: dict[tuple[str, int], str] = {}
        self._constants: dict[str, object] = {}
        self._called: dict[str, str] = {}
        self._amounts: list[tuple[str, Dated]] = []
        self._spelled: dict[str, int] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._days: dict[date, dict[int, Any]] = {}
        self._space: dict[str, Any] = {**NAMES, "__builtins__": {}}
        self._conditions: dict[int, tuple[core.Expr, Callable[[Zaak], Any]]] = {}
        self._asked = 0
        self._made: set[str] = set()
        self._lock = RLock()
        self._functions: dict[str, Callable[..., Any]] = {}
        self._together: dict[tuple[str, ...], Together] = {}
        self._months: dict[str, Month] = {}
        self._month_names: dict[Month, str] = {}
        self._elsewhere: dict[tuple[Compiled, str], Callable[..., Any]] = {}

    # ------------------------------------------------------------------ deciding

    def case(
        self,
        day: date,
        facts: Mapping[str, Scalar],
        lists: Mapping[str, tuple[Deel, ...]] | None = None,
        *,
        looked: bool = False,
    ) -> Zaak:
        """Return a case as generated code reads it."""
        return Zaak(day, facts, lists or {}, looked, self.amounts_on(day))

    def amounts_on(self, day: date) -> dict[int, Any]:
        """Return the dated amounts of a day; an amount that is not known is not in it."""
        found = self._days.get(day)
        if found is None:
            found = _Amounts(day, self._amounts)
            if len(self._days) >= MOST_DAYS:
                self._days = {}
            self._days[day] = found
        return found

    def value(self, name: str, case: Zaak, record: Deel | None = None) -> Any:
        """Return what a definition is settled on, or None where the evaluator must tell.

        LEEG stands for: no rule decides, and that is settled. None says nothing of the value.
        """
        try:
            function = self._functions.get(name)
            if function is None:
                function = self._functions[name] = self.callable_for(name)
            return function(case) if record is None else function(case, record)
        except NoRuleError as error:
            own = self.number(self.function(name, 2)[0])
            return LEEG if error.args == (own,) else None
        except HANDED_OVER:
            return None

    def number(self, called: str) -> int:
        """Return the number in the name of a function."""
        return int(called.split("_", maxsplit=1)[0].removeprefix("d"))

    def holds(self, condition: core.Expr, case: Zaak) -> bool | None:
        """Tell whether a condition outside the definitions holds, or None as `value` does."""
        try:
            kept = self._conditions.get(id(condition))
            if kept is None:
                kept = condition, self.asked(condition, Scope(2))
                self._conditions[id(condition)] = kept
            return bool(kept[1](case))
        except HANDED_OVER:
            return None

    def together(self, names: tuple[str, ...]) -> Together:
        """Return definitions that exist once as one function, made once.

        >>> from maatwerk_rules.model.types import Aantal
        >>> jaren = Aantal("jaar")
        >>> recht = core.Definition("recht", jaren, expression=core.Fact("leeftijd", jaren))
        >>> compiled = Compiled(core.Program({"recht": recht}, {"leeftijd": jaren}, {}))
        >>> case = compiled.case(date(2026, 1, 1), {"leeftijd": 20})
        >>> together = compiled.together(("recht",))
        >>> together.values(case, together.facts_of(case.feiten), ())
        (20,)
        """
        with self._lock:
            found = self._together.get(names)
            if found is None:
                called = f"samen{len(self._together)}"
                found = Whole(self, names, called).made(partial(self.run_for, called))
                self._together[names] = found
        return found

    def tracks(self, names: tuple[str, ...]) -> Tracks | None:
        """Return how the conditions came out on which outcomes hang; made anew at each call."""
        with self._lock:
            self._asked += 1
            return tracks(self, names, f"spoor{self._asked}")

    def keyed(self, names: tuple[str, ...], give: Callable[..., Any]) -> Together | None:
        """Return outcomes as one function that hands values and one key for their tracks over.

        None where one of them has no track; made anew at each call.

        Args:
            give: Takes the case, the values and the key; what it gives is the result.
        """
        with self._lock:
            self._asked += 1
            called = f"sleutel{self._asked}"
            self._space[f"{called}_geeft"] = give
            return keyed(self, names, called, f"{called}_geeft")

    def month(self, body: core.Expr, scope: Scope) -> str:
        """Return the name of the function of a month; `month_of` makes it when it is called."""
        records = tuple(scope.records.items())
        month = Month(id(body), scope.phase, scope.own, records, scope.depth, body)
        with self._lock:
            name = self._month_names.setdefault(month, f"maand{len(self._month_names)}")
            self._months[name] = month
        return name

    def month_named(self, name: str) -> Month:
        """Return what a function of a month is made from."""
        return self._months[name]

    def month_of(self, name: str, other: Compiled) -> Callable[..., Any]:
        """Return the function for a month of another program, or of this one."""
        found = self._elsewhere.get((other, name))
        if found is None:
            with self._lock:
                month = other.month_named(name)
                own = name if other is self else self.month(month.body, month.scope)
                page = _Page(self, own)
                lines = page.month_lines(own, month)
                self._run("\n".join(line for each in (*page.functions, lines) for line in each))
                found = self._elsewhere[other, name] = self._space[own]
        return found

    def is_read_again(self, name: str) -> bool:
        """Tell whether a definition is read or asked more than once."""
        return self._readings[name] > 1

    def callable_for(self, name: str) -> Callable[..., Any]:
        """Return the function of a definition; it takes a case, and the record where it has one."""
        called, _, _ = self.function(name, 2)
        self._make(called, name, self.last_pass(name, 2))
        found: Callable[..., Any] = self._space[called]
        return found

    def _make(self, called: str, name: str, phase: int) -> None:
        """Make a function unless another thread did."""
        with self._lock:
            if called not in self._made:
                self._run(self.written(name, phase).source)
                if self.patient:
                    self._space[called] = remembered(self.number(called), self._space[called])
                self._made.add(called)

    def asked(self, expr: core.Expr, scope: Scope) -> Callable[..., Any]:
        """Return an expression as a function of what its scope has; made anew each time.

        It stops with one of `HANDED_OVER` where it does not know.

        >>> from maatwerk_rules.model.types import Aantal
        >>> compiled = Compiled(core.Program({}, {"leeftijd": Aantal("jaar")}, {}))
        >>> leeftijd = compiled.asked(core.Fact("leeftijd", Aantal("jaar")), Scope(2))
        >>> leeftijd(compiled.case(date(2026, 1, 1), {"leeftijd": 20}))
        20
        """
        with self._lock:
            self._asked += 1
            book = _Page(self, f"voorwaarde{self._asked}")
            code = kept(Writer(book, scope).code(expr))
            name = book.helper(scope.parameters, (f"    return {code.text}",))
            self._run("\n".join(line for lines in book.functions for line in lines))
            found: Callable[..., Any] = self._space[name]
        return found

    # ------------------------------------------------------------------ the book

    def function(self, name: str, phase: int) -> tuple[str, bool, int | None]:
        """Return the function of a definition in a pass, whether it takes a record, its unit."""
        definition = self.program.definitions.get(name)
        if definition is None:
            return "onbekend", True, EXACT
        phase = self.last_pass(name, phase)
        called = self._numbers.get((name, phase))
        if called is None:
            with self._lock:
                called = self._numbers.setdefault(
                    (name, phase), name_for(len(self._numbers), f"{name}{_told(phase, self, name)}")
                )
                self._space.setdefault(called, self._stub(called, name, phase))
        return called, definition.record is not None, self._unit(definition)

    def _unit(self, definition: core.Definition) -> int | None:
        if not is_ordered(definition.type) or isinstance(definition.type, Datum):
            return None
        return 1 if self._sizes.definition(definition.name).whole else EXACT

    def _stub(self, called: str, name: str, phase: int) -> Callable[..., Any]:
        """Return what stands for a function until it is first called."""

        def first_time(*arguments: Any) -> Any:
            self._make(called, name, phase)
            return self._space[called](*arguments)

        return first_time

    def _run(self, source: str) -> None:
        exec(compile(source, FILE, "exec"), self._space)

    def run_for(self, called: str, source: str) -> Any:
        """Run source, and return what is called so in it."""
        self._run(source)
        return self._space[called]

    def amount(self, dated: core.Dated) -> tuple[int, int]:
        """Return the number under which a dated amount is kept, and its unit."""
        found = self._places.get(id(dated))
        if found is None:
            per = lcm(*(Fraction(one).denominator for _, one in dated.entries if one is not None))
            entries = (
                tuple(start for start, _ in dated.entries),
                tuple(None if one is None else scaled(one, per) for _, one in dated.entries),
                dated.until,
            )
            with self._lock:
                number = self._spelled.setdefault(_spelled(entries), len(self._amounts))
                if number == len(self._amounts):
                    self._amounts.append((dated.name, entries))
            found = self._places[id(dated)] = number, per
        return found

    def constant(self, value: object) -> str:
        """Return the name of a constant; equal ones of one type share it."""
        with self._lock:
            name = self._called.setdefault(_spelled(value), f"C{len(self._constants)}")
            self._constants[name] = self._space[name] = value
        return name

    # ------------------------------------------------------------------ the source

    @cached_property
    def _sizes(self) -> Magnitudes:
        return Magnitudes(self.program)

    @cached_property
    def _readings(self) -> Counter[str]:
        """How often each definition is read or asked; what is read more is remembered."""
        found = Counter(name for name, one in self.program.definitions.items() if one.published)
        for definition in self.program.definitions.values():
            found.update(part.name for part in definition.parts if isinstance(part, core.Read))
        return found

    def needed(self, names: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """Return definitions with all that they read, each in every pass in which it is read.

        What is read stands before what reads it.
        """
        found: dict[tuple[str, int], None] = {}
        seen: set[tuple[str, int]] = set()
        waiting = [((name, self.last_pass(name, 2)), False) for name in names][::-1]
        while waiting:
            each, ready = waiting.pop()
            if ready:
                found[each] = None
            elif each not in seen:
                seen.add(each)
                waiting.append((each, True))
                waiting += [(one, False) for one in self.written(*each).reads]
        return tuple(found)

    def last_pass(self, name: str, phase: int) -> int:
        """Return the lowest pass that gives the same as this one."""
        return min(phase, self.program.levels.get(name, 2))

    @property
    def amounts(self) -> tuple[tuple[str, Dated], ...]:
        """The dated amounts in use, each under its number, with their names."""
        return tuple(self._amounts)

    @property
    def constants(self) -> Mapping[str, object]:
        """The constants in use, by their names in the source."""
        return MappingProxyType(self._constants)

    def written(self, name: str, phase: int = 2) -> Written:
        """Return one definition as Python."""
        phase = self.last_pass(name, phase)
        definition = self.program.definitions[name]
        called, takes_record, unit = self.function(name, phase)
        page, lines = _Page(self, called), Lines()
        scope = Scope(phase)
        parameters = "zaak"
        if takes_record:
            assert definition.record is not None
            record, scope = scope.within(definition.record)
            parameters = f"zaak, {record}"
        number = self.number(called)
        key = f"({number}, rij0)" if takes_record else f"{number}"
        is_kept = self.is_read_again(name)
        if is_kept:
            lines.add("gezien = zaak.gezien")
            if takes_record:
                lines.add(f"sleutel = {key}")
                key = "sleutel"
            with lines.under(f"if {key} in gezien:"):
                lines.add(f"return gezien[{key}]")
        value = Definer(page, definition, scope, unit, number).body(lines)
        if is_kept:
            lines.add(f"gezien[{key}] = uitkomst = {value.text}")
            lines.add("return uitkomst")
        else:
            lines.add(f"return {value.text}")
        main = (f"def {called}({parameters}):", *lines.all)
        return Written(called, (*page.functions, main), tuple(page.reads))


def _told(phase: int, compiled: Compiled, name: str) -> str:
    level = compiled.program.levels.get(name, 2)
    return f"_in_ronde_{phase}" if phase < level else ""


def _spelled(value: object) -> str:
    return f"{type(value).__name__} {value!r}"


class _Amounts(dict[int, Any]):
    """The dated amounts of one day, each looked up when it is first asked."""

    def __init__(self, day: date, amounts: list[tuple[str, Dated]]) -> None:
        self._day = day
        self._amounts = amounts

    def __missing__(self, number: int) -> Any:
        found = self[number] = bedrag_op(self._amounts[number][1], self._day)
        return found


class _Page:
    """The functions of one definition; the rest it asks of the whole program."""

    def __init__(self, compiled: Compiled, name: str) -> None:
        self._compiled = compiled
        self._name = name
        self.functions: list[tuple[str, ...]] = []
        self.reads: dict[tuple[str, int], None] = {}
        self.patient = compiled.patient
        self.amount = compiled.amount
        self.constant = compiled.constant

    def month(self, body: core.Expr, scope: Scope) -> str:
        """Add the function of a month as it is by these rules, and return its name."""
        name = self._compiled.month(body, scope)
        self.functions.append(self.month_lines(name, self._compiled.month_named(name)))
        return name

    def month_lines(self, name: str, month: Month) -> tuple[str, ...]:
        """Return the function of a month."""
        value = kept(Writer(self, month.scope).code(month.body)).text
        lines = Lines()
        lines.add(f"return {value}")
        return f"def {name}({', '.join(month.scope.parameters)}):", *lines.all

    def function(self, name: str, phase: int) -> tuple[str, bool, int | None]:
        """Return the function of a definition, and remember that it is read."""
        if name in self._compiled.program.definitions:
            self.reads[name, self._compiled.last_pass(name, phase)] = None
        return self._compiled.function(name, phase)

    def helper(self, parameters: tuple[str, ...], lines: tuple[str, ...]) -> str:
        """Add a function that the definition leans on, and return its name."""
        name = f"{self._name}_{len(self.functions) + 1}"
        self.functions.append((f"def {name}({', '.join(parameters)}):", *lines))
        return name
