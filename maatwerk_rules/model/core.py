"""The core: the small calculus that gives the whole language its meaning.

The surface is translated to this (`analysis/desugar.py`); `runtime/evaluate.py` says what it
means. Evaluator, generated code, columns and solver all read these classes and nothing else.

An expression has a value in every case. A `Node` is a rule, an exception or a deviation: it gives
a value, sets its base aside, or gives nothing. A `Definition` is all that determines one begrip or
outcome; a `Program` is one policy on one interval of dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import attrs

from maatwerk_rules.model.node import NOWHERE, Declaration
from maatwerk_rules.model.types import Lijst, Number, Scalar, Type
from maatwerk_rules.model.unknown import Possible, known
from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen

T = TypeVar("T")
Entries: TypeAlias = tuple[tuple[date, Number | None], ...]
"""From which day which value holds, in order of time; None where it is not certain."""


@frozen
class Expr:
    """A value, with the place in the text it came from."""

    span: Span = attrs.field(default=NOWHERE, eq=False, kw_only=True, repr=False)

    @cached_property
    def derived(self) -> dict[Any, Any]:
        """What was worked out of it alone, by who made it; it is no part of it."""
        return {}


@frozen
class Constant(Expr):
    """A value written in the policy."""

    value: Scalar
    type: Type

    @cached_property
    def possible(self) -> Possible:
        """The value as what is possible: this one alone."""
        return known(self.value, self.type)


@frozen
class Fact(Expr):
    """A fact of the case."""

    name: str
    type: Type


@frozen
class Field(Expr):
    """A field of the record that `variable` is bound to."""

    variable: str
    field: str
    type: Type


@frozen
class Judged(Expr):
    """A recorded human judgement, on the record of `variable` where it is one per record."""

    name: str
    variable: str | None
    type: Type


@frozen
class Dated(Expr):
    """A dated amount on the date `on`; known from the first entry to `until` (not included).

    An entry None says that from its date to the next one the amount is not known.
    """

    name: str
    on: Expr
    entries: Entries
    until: date | None
    type: Type


@frozen
class Unfilled(Expr):
    """A value left to a lower regeling that nobody filled in yet."""

    name: str
    by: str
    type: Type


@frozen
class ReferenceDate(Expr):
    """The peildatum of the decision."""


@frozen
class Read(Expr):
    """The result of another definition, on the record of `variable` where it is one per record."""

    name: str
    variable: str | None
    type: Type


@frozen
class Previous(Expr):
    """The value before this step."""

    type: Type


@frozen
class Not(Expr):
    """ja when the part is nee."""

    part: Expr


@frozen
class And(Expr):
    """ja when all parts are."""

    parts: tuple[Expr, ...]


@frozen
class Or(Expr):
    """ja when a part is."""

    parts: tuple[Expr, ...]


@frozen
class AtLeast(Expr):
    """ja when from `low` to `high` (None: any number) of the parts are."""

    low: int
    high: int | None
    parts: tuple[Expr, ...]


@frozen
class Gate(Expr):
    """`first and then`, where `then` is not asked before `first` is known to be ja."""

    first: Expr
    then: Expr


@frozen
class Compare(Expr):
    """Two values compared: eq, ne, lt, le, gt, ge."""

    operator: Literal["eq", "ne", "lt", "le", "gt", "ge"]
    left: Expr
    right: Expr


@frozen
class Arithmetic(Expr):
    """add, sub, mul or div on exact numbers."""

    operator: Literal["add", "sub", "mul", "div"]
    left: Expr
    right: Expr


@frozen
class Bound(Expr):
    """The value, kept at or above `low` and at or below `high`."""

    part: Expr
    low: Expr | None
    high: Expr | None


@frozen
class Round(Expr):
    """The value as a whole number of `unit`: half away from zero, up or down."""

    part: Expr
    mode: Literal["half", "up", "down"]
    unit: Number


@frozen
class Choose(Expr):
    """The value of the first branch whose condition holds, else `otherwise`."""

    branches: tuple[tuple[Expr, Expr], ...]
    otherwise: Expr


@frozen
class Listed:
    """A list fact of which an aggregate reads the records."""

    name: str
    type: Lijst


@frozen
class Aggregate(Expr):
    """sum, count, highest, lowest, all or any over the records of one or more list facts.

    `only` gives the body for the one record of a fact that has exactly one. `name` is what an
    author calls the records together: the list, or the household that holds the lists.
    """

    kind: Literal["sum", "count", "highest", "lowest", "all", "any", "only"]
    name: str
    lists: tuple[Listed, ...]
    variable: str
    where: Expr | None
    body: Expr | None
    empty: Expr | None


@frozen
class OverMonths(Expr):
    """sum, count or run (the unbroken run that ends with the last) over months of the body.

    The window holds the `months` calendar months before the month of `day` (`before`), or January
    up to and with the month of `day` (`year`). The body is worth in each month what it is on the
    first day of that month, by the rules of that day; in the month of `day` on `day` itself.
    """

    kind: Literal["sum", "count", "run"]
    body: Expr
    window: Literal["before", "year"]
    months: int
    day: Expr
    type: Type


@frozen
class Age(Expr):
    """Completed years from birth to a date."""

    birth: Expr
    on: Expr


@frozen
class Shift(Expr):
    """A date moved by a number of days, weeks, months or years.

    `pick` says which day stands in for one the month does not have: the last of that month
    (`eerder`) or the first of the next (`later`).
    """

    date: Expr
    amount: Expr
    unit: Literal["dag", "week", "maand", "jaar"]
    pick: Literal["eerder", "later"] | None
    sign: Literal[1, -1]


@frozen
class MonthStart(Expr):
    """The first day of the calendar month of a date."""

    date: Expr


@frozen
class DaysBetween(Expr):
    """The number of days from `start` to `end`."""

    end: Expr
    start: Expr


@frozen
class Node:
    """A rule, exception, adjustment or deviation.

    `value` None sets the base aside (`buiten toepassing`). `guard` holds the moment too. A node
    with `closed_by_look` does not fire while one of its `judgements` is open and a look is
    recorded. `origin` is the declaration it came from.
    """

    name: str
    guard: Expr
    value: Expr | None
    exceptions: tuple[Node, ...] = ()
    judgements: tuple[Judged, ...] = ()
    closed_by_look: bool = False
    moment: Expr | None = attrs.field(default=None, eq=False)
    origin: Declaration | None = attrs.field(default=None, eq=False, repr=False)


@frozen
class Deviation:
    """A deviation and what it does to one definition.

    `aside` names the nodes it sets aside; `replaces` the node whose own value it takes the place
    of; `stands_in` the node that stands in the place of a group, at the top or as an exception of
    `place`. `phase` is 1 (afwijkingsgrond) or 2 (hardheidsclausule).
    """

    node: Node
    phase: Literal[1, 2]
    favourable: bool
    aside: frozenset[str] = frozenset()
    replaces: str | None = None
    stands_in: Node | None = None
    place: str | None = None

    @property
    def name(self) -> str:
        """The name of the deviation."""
        return self.node.name


@frozen
class Stage:
    """One step of an outcome with its adjustments, which are siblings."""

    name: str
    adjustments: tuple[Node, ...]


PROVED = ("no_conflict", "no_gap")
"""What is proved of a definition."""


@frozen
class Definition:
    """All that determines one begrip or outcome.

    Either `expression`, or `rules` with the rest. `above` maps a node to the siblings that go
    before it (transitive). `order` lists the options from least to most favourable, or says
    `hoger` or `lager`. `record` is the soort it exists for once per record.
    """

    name: str
    type: Type
    record: str | None = None
    expression: Expr | None = None
    rules: tuple[Node, ...] = ()
    above: Mapping[str, frozenset[str]] = MappingProxyType({})
    together: Literal["som", "hoogste", "laagste"] | None = None
    default: Expr | None = None
    order: tuple[Scalar, ...] | Literal["hoger", "lager"] | None = None
    stages: tuple[Stage, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    published: bool = False
    no_conflict: bool = attrs.field(default=False, eq=False)
    no_gap: bool = attrs.field(default=False, eq=False)
    origin: Declaration | None = attrs.field(default=None, eq=False, repr=False)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names of the definitions that this one reads.

        >>> from maatwerk_rules.model.types import JaNee
        >>> sorted(Definition("b", JaNee(), expression=Read("a", None, JaNee())).reads)
        ['a']
        """
        return frozenset(part.name for part in self.parts if isinstance(part, Read))

    @cached_property
    def parts(self) -> tuple[Expr, ...]:
        """All expressions in it, those within others too."""
        return tuple(part for expr in expressions(self) for part in walk(expr))

    def once(self, work: Callable[[Definition], T]) -> T:
        """Return what some work gives of this definition alone; it is done once."""
        done: dict[object, T] = self._done
        return done[work] if work in done else done.setdefault(work, work(self))

    @cached_property
    def _done(self) -> dict[object, Any]:
        return {}

    @cached_property
    def proving(self) -> Callable[[], tuple[bool, bool]]:
        """What gives `no_conflict` and `no_gap`, where those are first worked out when asked."""
        return lambda: (False, False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> bool:
            """Work out what is proved, where `proved.claimed_later` left it open."""
            if name not in PROVED:
                raise AttributeError(name)
            for each, value in zip(PROVED, self.proving(), strict=True):
                object.__setattr__(self, each, value)
            return object.__getattribute__(self, name)


@frozen
class Rung:
    """One rung of the ladder: the method, who decides, and when it is reached."""

    method: str
    by: str
    condition: Expr | None = None


@frozen
class Program:
    """One policy on one interval of dates.

    `facts` and `judgements` give the type of each fact and judgement, the latter with the soort
    it exists for once per record. `levels` gives per definition the highest pass that can change
    it, `leaves` the names of all that it may read of a case, itself or through others, and `fields`
    those of the fields it may read of records; of a definition that is not there nothing is known.
    `deep` gives the definitions that lean on a long chain of others, each with those of them that
    it reads. `violations` says per intention when it
    is violated; `admissible` which cases can exist; `assumptions` what proofs take for granted;
    `conditions` says per fact when it exists.
    """

    definitions: Mapping[str, Definition]
    facts: Mapping[str, Type]
    judgements: Mapping[str, tuple[Type, str | None]]
    levels: Mapping[str, int] = MappingProxyType({})
    violations: Mapping[str, Expr] = MappingProxyType({})
    admissible: Mapping[str, Expr] = MappingProxyType({})
    conditions: Mapping[str, Expr] = MappingProxyType({})
    ladder: tuple[Rung, ...] = ()
    leaves: Mapping[str, frozenset[str]] = MappingProxyType({})
    fields: Mapping[str, frozenset[str]] = MappingProxyType({})
    deep: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    assumptions: Mapping[str, Expr] = MappingProxyType({})

    @cached_property
    def readers(self) -> Mapping[str, frozenset[str]]:
        """For each fact, list and judgement the definitions that may read it."""
        return _turned(self.leaves)

    @cached_property
    def field_readers(self) -> Mapping[str, frozenset[str]]:
        """For each field the definitions that may read it of some record."""
        return _turned(self.fields)

    @cached_property
    def compared_with(self) -> tuple[Constant | Dated, ...]:
        """The constants and dated amounts that something is compared with, each once.

        >>> from maatwerk_rules.model.types import Aantal, JaNee
        >>> adult = Compare("ge", Fact("leeftijd", Aantal()), Constant(18, Aantal()))
        >>> program = Program({"b": Definition("b", JaNee(), expression=adult)}, {}, {})
        >>> [side.value for side in program.compared_with]
        [18]
        """
        sides = (
            side
            for definition in self.definitions.values()
            for part in definition.parts
            if isinstance(part, Compare)
            for side in (part.left, part.right)
        )
        return tuple(dict.fromkeys(one for one in sides if isinstance(one, Constant | Dated)))

    @cached_property
    def derived(self) -> dict[Any, Any]:
        """What was worked out of the program, by who made it; it is no part of the program."""
        return {}

    @cached_property
    def looking_back(self) -> frozenset[str]:
        """The definitions that look at other days, themselves or through what they read."""
        readers: dict[str, list[str]] = {}
        for name, definition in self.definitions.items():
            for read in definition.reads:
                readers.setdefault(read, []).append(name)
        found: set[str] = set()
        waiting = [
            name
            for name, definition in self.definitions.items()
            if any(isinstance(part, OverMonths) for part in definition.parts)
        ]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += readers.get(name, ())
        return frozenset(found)

    @cached_property
    def without_rules(self) -> Program:
        """The program of a day on which the policy does not hold: no rule decides anything.

        Facts and judgements keep their values, so that what only reads those is known.
        """
        definitions = {
            name: Definition(name, one.type, one.record, origin=one.origin)
            for name, one in self.definitions.items()
        }
        return Program(
            MappingProxyType(definitions),
            self.facts,
            self.judgements,
            dict.fromkeys(definitions, 0),
            leaves=dict.fromkeys(definitions, frozenset()),
            fields=dict.fromkeys(definitions, frozenset()),
        )


def _turned(read: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    readers: dict[str, set[str]] = {}
    for name, leaves in read.items():
        for leaf in leaves:
            readers.setdefault(leaf, set()).add(name)
    return MappingProxyType({leaf: frozenset(names) for leaf, names in readers.items()})


def nodes(definition: Definition) -> Iterator[Node]:
    """Yield each rule, adjustment and deviation of a definition, and all that hangs on them.

    >>> from maatwerk_rules.model.types import Datum
    >>> rule = Node("regel", ReferenceDate(), None, (Node("uitzondering", ReferenceDate(), None),))
    >>> [node.name for node in nodes(Definition("dag", Datum(), rules=(rule,)))]
    ['regel', 'uitzondering']
    """
    waiting = [
        *definition.rules,
        *(node for stage in definition.stages for node in stage.adjustments),
        *(deviation.node for deviation in definition.deviations),
        *(one.stands_in for one in definition.deviations if one.stands_in is not None),
    ]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.exceptions))


def expressions(definition: Definition) -> Iterator[Expr]:
    """Yield the outermost expressions of a definition.

    >>> from maatwerk_rules.model.types import Datum
    >>> list(expressions(Definition("vandaag", Datum(), expression=ReferenceDate())))
    [ReferenceDate()]
    """
    yield from (one for one in (definition.expression, definition.default) if one is not None)
    for node in nodes(definition):
        yield node.guard
        if node.value is not None:
            yield node.value


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield an expression and all below it; linear in its size.

    >>> from maatwerk_rules.model.types import JaNee
    >>> [type(part).__name__ for part in walk(Not(Constant(True, JaNee())))]
    ['Not', 'Constant']
    """
    waiting: list[object] = [expr]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting.extend(reversed(part))
        elif isinstance(part, Expr):
            yield part
            names = parts_of(type(part))  # type: ignore[arg-type]  # a class is hashable
            waiting.extend([getattr(part, name) for name in names])


def below(expr: Expr) -> Iterator[Expr]:
    """Yield the parts of an expression, one level down.

    >>> from maatwerk_rules.model.types import JaNee
    >>> [type(part).__name__ for part in below(Not(Not(Constant(True, JaNee()))))]
    ['Not']
    """
    names = parts_of(type(expr))  # type: ignore[arg-type]  # a class is hashable
    waiting: list[object] = [getattr(expr, name) for name in names]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Expr):
            yield part
        elif isinstance(part, tuple):
            waiting.extend(reversed(part))


@cache
def parts_of(kind: type[Expr]) -> tuple[str, ...]:
    """Return the fields of a class that hold expressions, by their declared types; last first."""
    return tuple(field.name for field in reversed(attrs.fields(kind)) if "Expr" in str(field.type))
