"""A program as columns reckon with it: whole numbers of 64 bits, one operation at a time.

A `Plan` is made from a program of the core (`planning.py`); the NumPy code and the machine code
are made from a plan and read nothing else. All that is left of the policy in it is: columns to
read, operations on them, and rules with what hangs on them.

What holds for every operation and definition: in each row (or record) it gives one value or
none. A value that it gives is the value on which the evaluator settles; none says nothing. A form
that computes it may give none where another gives a value, but never another value.

* ja/nee is 0 or 1.
* a keuze is the number of its option in `Plan.options`, which all keuzes of the plan share.
* a number counts units of 1/`per`: with `per` 1 an amount in cents, with `per` 100 hundredths.
* a date is the number of days since 1 January 1970, as Arrow has it.

Every operation has ends (`Shape.low`, `Shape.high`) that no value can pass, so that it fits in 64
bits; what does not fit is `Unsettled`. The ends of columns are those of the type, or narrower: a
row with a value beyond them is as one in which that value is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property
from typing import Literal

import attrs

from maatwerk_rules.model.types import EARLIEST, LATEST, Type

EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = EARLIEST.toordinal() - EPOCH, LATEST.toordinal() - EPOCH
WORD = 2**63 - 1
"""The largest magnitude of a machine integer of 64 bits."""


@attrs.frozen
class Shape:
    """What a column of values holds: from `low` to `high` in units of 1/`per`, both included."""

    kind: Literal["ja", "keuze", "getal", "dag"]
    low: int
    high: int
    per: int = 1

    @property
    def fits(self) -> bool:
        """Every value is a machine integer of 64 bits.

        >>> Shape("getal", 0, 10**18).fits, Shape("getal", 0, 10**19).fits
        (True, False)
        """
        return self.low >= -WORD and self.high <= WORD


JA = Shape("ja", 0, 1)
DAG = Shape("dag", FIRST_DAY, LAST_DAY)


@attrs.frozen
class Leaf:
    """A column to read: a fact, judgement or invulling, of the row or of the records of a list.

    `field` is the field of a record; of a judgement per record it is None, and `list` is set. A
    list of exactly one record (`Plan.single`) has no records of its own: its leaves are of the
    row, with `list` set and `domain` None. `fixed` is the value a leaf has in every row when no
    column gives it: of a request that nobody made, nee.
    """

    number: int
    kind: Literal["gegeven", "oordeel", "invulling"]
    name: str
    type: Type
    shape: Shape
    list: str | None = None
    field: str | None = None
    domain: str | None = None
    fixed: int | None = None

    @property
    def path(self) -> str:
        """The column as a table has it: `inkomen`, `oordeel.nodig`, `kinderen.leeftijd`.

        >>> from maatwerk_rules.model.types import JaNee
        >>> Leaf(0, "oordeel", "nodig", JaNee(), JA, "kosten").path
        'kosten.oordeel.nodig'
        """
        name = self.name if self.kind == "gegeven" else f"{self.kind}.{self.name}"
        if self.list is None:
            return name
        return f"{self.list}.{name if self.field is None else self.field}"


@attrs.frozen
class Op:
    """An operation. `domain` is the list for each record of which it gives a value; None: a row."""

    shape: Shape = attrs.field(kw_only=True)
    domain: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class Constant(Op):
    """A value written in the policy."""

    value: int


@attrs.frozen
class Unsettled(Op):
    """Never a value: what columns do not reckon with, and why."""

    reason: str


@attrs.frozen
class Column(Op):
    """The value of a leaf, where the row has one."""

    leaf: int


@attrs.frozen
class IsOpen(Op):
    """ja where a leaf has no value, else nee; always a value."""

    leaf: int


@attrs.frozen
class Looked(Op):
    """ja where a look is recorded in the row, else nee; always a value."""


@attrs.frozen
class Day(Op):
    """The peildatum of the row; always a value."""


@attrs.frozen
class Amount(Op):
    """A dated amount (`Plan.amounts`) on a day; none before it began and after it is known."""

    number: int
    on: Op


@attrs.frozen
class Result(Op):
    """What a definition (`Plan.definitions`) gives; none where no rule decides it."""

    number: int


@attrs.frozen
class Previous(Op):
    """The value before this step; only in the adjustments of a step."""


@attrs.frozen
class Spread(Op):
    """A value of the row, for each of the records of `domain` that the row has."""

    part: Op


@attrs.frozen
class Not(Op):
    """ja when the part is nee."""

    part: Op


@attrs.frozen
class And(Op):
    """nee where a part is nee, ja where all are ja, else none."""

    parts: tuple[Op, ...]


@attrs.frozen
class Gate(And):
    """Two parts, of which the second is not asked before the first is ja; else as `And`."""


@attrs.frozen
class Or(Op):
    """ja where a part is ja, nee where all are nee, else none."""

    parts: tuple[Op, ...]


@attrs.frozen
class AtLeast(Op):
    """ja when from `low` to `high` parts are; a value only where all parts have one."""

    low: int
    high: int
    parts: tuple[Op, ...]


@attrs.frozen
class Compare(Op):
    """Two values of one kind and unit compared: eq, ne, lt, le, gt, ge."""

    operator: Literal["eq", "ne", "lt", "le", "gt", "ge"]
    left: Op
    right: Op


@attrs.frozen
class Arithmetic(Op):
    """add and sub of numbers in one unit; mul, whose unit is the product of both."""

    operator: Literal["add", "sub", "mul"]
    left: Op
    right: Op


@attrs.frozen
class Scaled(Op):
    """A number times a whole number, to count it in another unit or to multiply it."""

    part: Op
    factor: int


@attrs.frozen
class Divisor(Scaled):
    """A divisor on its way into a product, there to be rid of the quotient; its factor is 1.

    What is reckoned with it is that quotient where it cannot be 0. With more than one value
    possible it is so no longer where the divisor comes in twice (`twice`), nor in a comparison
    where one of `over` is 0, which it divides or multiplies: what is 0 is so whatever the divisor
    is.
    """

    twice: bool = False
    over: tuple[Op, ...] = ()


@attrs.frozen
class Round(Op):
    """`part / over` as a whole number, times `factor`: half away from zero, up or down.

    `over` may be negative; none where it is 0.
    """

    part: Op
    over: Op
    mode: Literal["half", "up", "down"]
    factor: int


@attrs.frozen
class Bound(Op):
    """The higher (`high`) or lower of two numbers or dates in one unit.

    `halfway` says that it is the first of two ends of one expression.
    """

    kind: Literal["higher", "lower"]
    left: Op
    right: Op
    halfway: bool = False


@attrs.frozen
class Choose(Op):
    """The value of the first branch whose condition is ja, else `otherwise`.

    None where a condition that comes before, or the value itself, has none.
    """

    branches: tuple[tuple[Op, Op], ...]
    otherwise: Op


@attrs.frozen
class Age(Op):
    """Completed years from a birth to a date, 0 before it (`model/exact.py` says how)."""

    birth: Op
    on: Op


@attrs.frozen
class Shift(Op):
    """A date moved by `sign` times a number of days, weeks, months or years (`exact.shift`)."""

    date: Op
    amount: Op
    unit: Literal["dag", "week", "maand", "jaar"]
    pick: Literal["eerder", "later"] | None
    sign: Literal[1, -1]


@attrs.frozen
class MonthStart(Op):
    """The first day of the calendar month of a date."""

    date: Op


@attrs.frozen
class Months(Op):
    """How many months a window holds that ends with the month of a date (`exact.month_days`)."""

    date: Op
    window: Literal["before", "year"]
    most: int


@attrs.frozen
class DaysBetween(Op):
    """The number of days from `start` to `end`."""

    end: Op
    start: Op


@attrs.frozen
class Holder:
    """What holds operations without being one."""


@attrs.frozen
class Records(Holder):
    """The records of one list in an aggregate, each with what it gives.

    `where` says which take part (None: all), `body` what they give; both have the list as domain,
    or are of the row where the list has exactly one record.
    """

    list: str
    where: Op | None
    body: Op | None


@attrs.frozen
class Aggregate(Op):
    """sum, count, highest, lowest, all or any over the records of one or more lists.

    A value where each list is complete, each condition has a value, and each body of a record that
    takes part; `any` is ja as soon as one record surely takes part, `all` nee as soon as one
    surely does not. `empty` is what `highest` and `lowest` give when no record takes part. With a
    domain it is one for each record of that: of lists of exactly one record, or (`Apart`) of all
    records of other lists beside it.
    """

    kind: Literal["sum", "count", "highest", "lowest", "all", "any"]
    parts: tuple[Records, ...]
    empty: Op | None


@attrs.frozen
class Node:
    """A rule, exception, adjustment or deviation in one round, with what works on it there.

    It gives a value, sets its base aside (TERZIJDE), gives nothing (LEEG), or none of the three is
    certain. In this order: LEEG where one of `marks` gives anything, where `closed` is ja (None:
    never), or where the guard is nee. Uncertain where a mark is, where `closed` has no value, or
    the guard. Then what the exceptions give: a value; LEEG where they set it aside. Then what
    `replacing` gives, a value or TERZIJDE. Then its own value, TERZIJDE when it has none.
    """

    name: str
    guard: Op
    value: Op | None
    closed: Op | None
    marks: tuple[Node, ...]
    exceptions: Siblings
    replacing: Siblings


@attrs.frozen
class Siblings:
    """Nodes beside each other. One falls away where a node of its `above` gives anything.

    Of those that stand: TERZIJDE where one gives that; else their value where they agree
    (`samen`), their sum, highest or lowest, or (`bijstelling`) the value before the step with all
    their changes added. LEEG where none gives anything. Uncertain where one is, or where they
    contradict; `exclusive` says that they never do. `above` holds the numbers of nodes in `nodes`,
    and a node comes after all that are above it.
    """

    nodes: tuple[Node, ...] = ()
    above: tuple[frozenset[int], ...] = ()
    way: Literal["samen", "som", "hoogste", "laagste", "bijstelling"] = "samen"
    exclusive: bool = False


@attrs.frozen
class Stage:
    """A step: its adjustments, worked out where there is a value before it, may replace it."""

    name: str
    adjustments: Siblings


@attrs.frozen
class Reckoning:
    """One reckoning of a definition with these deviations in force: rules, steps, default.

    TERZIJDE of the rules or of a step is no value. `default` holds where the rules give LEEG; with
    none, no rule decides there, and that is certain.
    """

    deviations: frozenset[str]
    rules: Siblings
    stages: tuple[Stage, ...]
    default: Op | None


@attrs.frozen
class Definition:
    """One begrip or outcome in one pass, for the row or for the records of a list.

    `list` is the list for whose records it is; `domain` is that too, save where the list has
    exactly one record: then it is None, as for the row.
    Either `expression` or `rounds`. Of several rounds the more favourable counts: the highest
    (`hoger`), the lowest (`lager`), the last in the tuple of options, or (None) simply the last
    round; no rule is the least favourable. The last option of the tuple settles it whatever other
    rounds give. `handed` tells what in it is left to the evaluator; `no_gap` and `no_conflict` that
    the check proved that a rule always decides, and that its rules never contradict. One of another
    `era` is by the rules of another time: only months that lie in that time read it.
    """

    number: int
    name: str
    phase: int
    list: str | None
    domain: str | None
    type: Type
    shape: Shape
    expression: Op | None
    rounds: tuple[Reckoning, ...]
    order: tuple[int, ...] | Literal["hoger", "lager"] | None
    reads: tuple[int, ...]
    handed: tuple[str, ...]
    no_gap: bool = False
    no_conflict: bool = False
    era: int = 0

    @property
    def native(self) -> bool:
        """Nothing in it is left to the evaluator."""
        return not self.handed

    @cached_property
    def tops(self) -> tuple[Op, ...]:
        """The operations in it that are no part of others."""
        tops = [] if self.expression is None else [self.expression]
        for one in self.rounds:
            tops += [top for node in nodes(one) for top in _tops(node)]
            tops += [] if one.default is None else [one.default]
        return tuple(tops)

    @cached_property
    def ops(self) -> tuple[Op, ...]:
        """All operations in it, those within others too; each after what it is made from."""
        return tuple(op for top in self.tops for op in walk(top))


@attrs.frozen
class DatedAmount:
    """A dated amount: from which days (in order) which amount (None: not certain), until when.

    Amounts are counted in units of 1/`per`.
    """

    name: str
    starts: tuple[int, ...]
    amounts: tuple[int | None, ...]
    until: int | None
    type: Type
    per: int


@attrs.frozen
class ListColumn:
    """A list fact: how many records a row may have, and whether it stands for one record."""

    name: str
    soort: str
    maximum: int
    minimum: int
    single: bool


@attrs.frozen(slots=False)
class Plan:
    """One program with the outcomes that are asked.

    `definitions` stand in order of need: each after all it reads. `asked` gives for each outcome
    its definitions: one, or one for each list of its soort. `admissible` are the conditions that
    every case meets; a row where one is nee is refused.
    """

    leaves: tuple[Leaf, ...]
    lists: tuple[ListColumn, ...]
    options: tuple[str, ...]
    amounts: tuple[DatedAmount, ...]
    definitions: tuple[Definition, ...]
    asked: tuple[tuple[str, tuple[int, ...]], ...]
    admissible: tuple[tuple[str, Op], ...]

    @cached_property
    def single(self) -> frozenset[str]:
        """The lists of exactly one record, whose leaves are of the row."""
        return frozenset(one.name for one in self.lists if one.single and one.minimum == 1)

    @property
    def share(self) -> tuple[int, int]:
        """How many definitions are native, of how many; those of other eras do not count."""
        own = [one for one in self.definitions if not one.era]
        return sum(one.native for one in own), len(own)

    def text(self) -> str:
        """Return the plan as text, to read and to compare."""
        from maatwerk_rules.compiler.columns.printed import printed

        return printed(self)


def walk(op: Op) -> Iterator[Op]:
    """Yield an operation after all that it is made from.

    >>> one = Constant(1, shape=JA)
    >>> [type(part).__name__ for part in walk(Not(one, shape=JA))]
    ['Constant', 'Not']
    """
    waiting: list[tuple[Op, bool]] = [(op, False)]
    while waiting:
        part, ready = waiting.pop()
        if ready:
            yield part
        else:
            waiting.append((part, True))
            waiting += [(each, False) for each in reversed(parts(part))]


def parts(op: Op) -> list[Op]:
    """Return what an operation is made from, one level down."""
    found: list[Op] = []
    names = _fields(type(op))  # type: ignore[arg-type]  # a class is hashable
    waiting = [getattr(op, name) for name in reversed(names)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Op):
            found.append(part)
        elif isinstance(part, tuple):
            waiting.extend(reversed(part))
        elif isinstance(part, Holder):
            names = _fields(type(part))  # type: ignore[arg-type]
            waiting += [getattr(part, name) for name in reversed(names)]
    return found


@cache
def _fields(kind: type[Op | Holder]) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in attrs.fields(kind)
        if any(word in str(field.type) for word in ("Op", "Records", "Era"))
    )


def nodes(round_: Reckoning) -> Iterator[Node]:
    """Yield each node of a round, and all that hangs on them."""
    waiting = [*round_.rules.nodes]
    waiting += [node for stage in round_.stages for node in stage.adjustments.nodes]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [*node.marks, *node.exceptions.nodes, *node.replacing.nodes][::-1]


def _tops(node: Node) -> list[Op]:
    found = (node.guard, node.value, node.closed)
    return [one for one in found if one is not None]
