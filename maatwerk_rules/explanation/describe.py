"""Values, what is still possible, and core expressions in plain Dutch.

`describe` has one function per core class, in the order of `model/core.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import singledispatch
from types import MappingProxyType
from typing import assert_never

from maatwerk_rules.dutch import (
    write_aantal,
    write_bedrag,
    write_date,
    write_list,
    write_name,
    write_percentage,
)
from maatwerk_rules.model import core
from maatwerk_rules.model.types import (
    LARGEST,
    Aantal,
    Bedrag,
    JaNee,
    Percentage,
    Scalar,
    Type,
    bounds,
)
from maatwerk_rules.model.unknown import Choices, Interval, Possible
from maatwerk_rules.runtime.decision import Status

STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        "vast": "staat vast op deze feiten",
        "voorlopig": "is voorlopig",
        "onbepaald": "is nog onbepaald",
        "strijdig": "is strijdig",
        "geen_regel": "volgt uit geen regel",
    }
)

Records = Mapping[str, str]
"""How the record is called that a variable stands for."""

NO_RECORDS: Records = MappingProxyType({})


def write_value(value: Scalar, type_: Type) -> str:
    """Return a value as people read it.

    >>> write_value(True, JaNee()), write_value(1_600_000, Bedrag())
    ('ja', '€ 16.000')
    """
    match value:
        case bool():
            return "ja" if value else "nee"
        case str():
            return write_name(value)
        case date():
            return write_date(value)
    match type_:
        case Bedrag(periode=periode):
            return write_bedrag(value, periode, compact=True)
        case Percentage():
            return write_percentage(value)
        case Aantal(eenheid=eenheid):
            return write_aantal(value, eenheid)
    return write_aantal(value)


def write_possible(possible: Possible, type_: Type) -> str:
    """Return what is possible as words that can stand after `is`.

    >>> write_possible(Interval(0, 1_600_000), Bedrag())
    'ten minste € 0 en ten hoogste € 16.000'
    >>> write_possible(Choices(frozenset({True, False})), JaNee())
    'ja of nee'
    """
    if possible.settled:
        return write_value(possible.only, type_)
    if isinstance(possible, Choices):
        return write_list(options(possible, type_), "of")
    low, high = _ends(possible, type_)
    ends = [f"ten minste {low}" if low else "", f"ten hoogste {high}" if high else ""]
    return " en ".join(end for end in ends if end) or "nog niet bekend"


def write_range(possible: Possible, type_: Type) -> str:
    """Return what is still possible as an enumeration or a range.

    >>> write_range(Interval(0, 1_600_000), Bedrag())
    'van € 0 tot en met € 16.000'
    >>> write_range(Choices(frozenset({True, False})), JaNee())
    'ja, nee'
    """
    if isinstance(possible, Choices):
        return ", ".join(options(possible, type_))
    low, high = _ends(possible, type_)
    if possible.settled or not (low and high):
        return write_possible(possible, type_)
    return f"van {low} tot en met {high}"


WIDEST = 100_000
"""A wider range, in whole units of euros or others, says nothing to people."""
MOST_DAYS = 20 * 366


def tells(possible: Possible, type_: Type) -> bool:
    """Tell whether a range says something: one of millions or of centuries does not.

    >>> tells(Interval(0, 1_600_000), Bedrag()), tells(Interval(0, 10**12), Bedrag())
    (True, False)
    """
    if not isinstance(possible, Interval):
        return True
    match possible.low, possible.high:
        case date() as first, date() as last:
            return (last - first).days <= MOST_DAYS
        case (int() | Fraction()) as low, (int() | Fraction()) as high:
            return high - low <= WIDEST * (100 if isinstance(type_, Bedrag) else 1)
    return False


def options(possible: Choices, type_: Type) -> list[str]:
    """Return the options in the order of the type: ja before nee.

    >>> options(Choices(frozenset({False, True})), JaNee())
    ['ja', 'nee']
    """
    order: tuple[Scalar, ...] = getattr(type_, "opties", (True, False))
    known = [value for value in order if value in possible.values]
    others = sorted((value for value in possible.values if value not in order), key=str)
    return [write_value(value, type_) for value in (*known, *others)]


def _ends(interval: Interval, type_: Type) -> tuple[str | None, str | None]:
    """Return the ends in words; an end that only says that there is no range is None."""
    first, last = bounds(type_) if not isinstance(type_, JaNee) else (-LARGEST, LARGEST)
    unbounded = (-LARGEST, LARGEST, date.min, date.max)
    low = None if interval.low == first and first in unbounded else interval.low
    high = None if interval.high == last and last in unbounded else interval.high
    return (
        None if low is None else write_value(low, type_),
        None if high is None else write_value(high, type_),
    )


COMPARISONS = {
    "eq": "is",
    "ne": "is niet",
    "lt": "is minder dan",
    "le": "is ten hoogste",
    "gt": "is meer dan",
    "ge": "is ten minste",
}
OPERATIONS = {"add": "plus", "sub": "min", "mul": "keer", "div": "gedeeld door"}
MODES = {"half": "rekenkundig", "up": "naar boven", "down": "naar beneden"}
UNITS = {"dag": "dagen", "week": "weken", "maand": "maanden", "jaar": "jaar"}


@singledispatch
def describe(expr: core.Expr, records: Records = NO_RECORDS) -> str:
    """Return an expression in words; `records` names the records its variables stand for.

    >>> age = core.Age(core.Fact("geboortedatum", Type()), core.ReferenceDate())
    >>> describe(core.Compare("lt", age, core.Constant(18, Aantal("jaar"))))
    'de leeftijd volgens geboortedatum op de peildatum is minder dan 18 jaar'
    """
    raise TypeError(f"no words for {type(expr).__name__}")


@describe.register
def _(expr: core.Constant, records: Records = NO_RECORDS) -> str:
    return write_value(expr.value, expr.type)


@describe.register
def _(expr: core.Fact, records: Records = NO_RECORDS) -> str:
    return write_name(expr.name)


@describe.register
def _(expr: core.Field, records: Records = NO_RECORDS) -> str:
    return _of_record(write_name(expr.field), expr, records)


@describe.register
def _(expr: core.Judged, records: Records = NO_RECORDS) -> str:
    return f"{_judged(expr, records)} is ja" if expr.type == JaNee() else _judged(expr, records)


@describe.register
def _(expr: core.Dated, records: Records = NO_RECORDS) -> str:
    name = write_name(expr.name)
    if isinstance(expr.on, core.ReferenceDate):
        return name
    return f"{name} zoals die gold op {describe(expr.on, records)}"


@describe.register
def _(expr: core.Unfilled, records: Records = NO_RECORDS) -> str:
    return f"{write_name(expr.name)} (in te vullen door {write_name(expr.by)})"


@describe.register
def _(expr: core.ReferenceDate, records: Records = NO_RECORDS) -> str:
    return "de peildatum"


@describe.register
def _(expr: core.Read, records: Records = NO_RECORDS) -> str:
    return _of_record(write_name(expr.name), expr, records)


@describe.register
def _(expr: core.Previous, records: Records = NO_RECORDS) -> str:
    return "de uitkomst tot nu toe"


@describe.register
def _(expr: core.Not, records: Records = NO_RECORDS) -> str:
    if isinstance(expr.part, core.Judged):
        return f"{_judged(expr.part, records)} is nee"
    part = describe(expr.part, records)
    return f"niet {part}" if _is_simple(expr.part) else f"niet ({part})"


@describe.register
def _(expr: core.And, records: Records = NO_RECORDS) -> str:
    return _joined(expr.parts, "en", records)


@describe.register
def _(expr: core.Or, records: Records = NO_RECORDS) -> str:
    chosen = _one_of(expr)
    if chosen is None:
        return _joined(expr.parts, "of", records)
    asked, values = chosen
    words = write_list([describe(value, records) for value in values], "of")
    return f"{describe(asked, records)} is {words}"


@describe.register
def _(expr: core.AtLeast, records: Records = NO_RECORDS) -> str:
    parts = "; ".join(describe(part, records) for part in expr.parts)
    if expr.high is None:
        count = f"ten minste {expr.low}"
    elif expr.low == expr.high:
        count = f"precies {expr.low}"
    else:
        count = f"{expr.low} tot en met {expr.high}"
    return f"{count} van deze: {parts}"


@describe.register
def _(expr: core.Gate, records: Records = NO_RECORDS) -> str:
    return _joined((expr.first, expr.then), "en", records)


@describe.register
def _(expr: core.Compare, records: Records = NO_RECORDS) -> str:
    left, right = _operand(expr.left, records), _operand(expr.right, records)
    return f"{left} {COMPARISONS[expr.operator]} {right}"


@describe.register
def _(expr: core.Arithmetic, records: Records = NO_RECORDS) -> str:
    left, right = _operand(expr.left, records), _operand(expr.right, records)
    return f"{left} {OPERATIONS[expr.operator]} {right}"


@describe.register
def _(expr: core.Bound, records: Records = NO_RECORDS) -> str:
    ends = ((" ten minste", expr.low), (" ten hoogste", expr.high))
    limits = [f"{word} {_operand(end, records)}" for word, end in ends if end is not None]
    return f"{_operand(expr.part, records)}, maar{' en'.join(limits)}"


@describe.register
def _(expr: core.Round, records: Records = NO_RECORDS) -> str:
    unit = _rounding_unit(expr)
    return f"{_operand(expr.part, records)}, {MODES[expr.mode]} afgerond op {unit}"


@describe.register
def _(expr: core.Choose, records: Records = NO_RECORDS) -> str:
    branches = [
        f"{_operand(value, records)} als {describe(condition, records)}"
        for condition, value in expr.branches
    ]
    return f"{', '.join(branches)}, anders {_operand(expr.otherwise, records)}"


@describe.register
def _(expr: core.Aggregate, records: Records = NO_RECORDS) -> str:
    name = write_name(expr.name)
    if expr.kind == "only":
        assert expr.body is not None
        return describe(expr.body, {**records, expr.variable: name})
    where = describe(expr.where, records) if expr.where is not None else ""
    body = describe(expr.body, records) if expr.body is not None else ""
    for_which = f" waarvoor geldt: {where}" if where else ""
    match expr.kind:
        case "sum":
            return f"de som van {body} over {name}{for_which}"
        case "count":
            return f"het aantal {_those(expr)}{for_which}"
        case "highest" | "lowest":
            extreme = "hoogste" if expr.kind == "highest" else "laagste"
            return f"de {extreme} waarde van {body} over {name}{for_which}"
        case "all":
            return f"voor {_each(expr)} geldt: {where}"
        case "any":
            return f"{_one(expr)}: {where}"
        case _ as never:
            assert_never(never)


@describe.register
def _(expr: core.OverMonths, records: Records = NO_RECORDS) -> str:
    heads = {
        "sum": "de som over maanden van",
        "count": "het aantal maanden waarin",
        "run": "het aantal aaneengesloten maanden waarin",
    }
    body, day = _operand(expr.body, records), _operand(expr.day, records)
    window = f"binnen {write_aantal(expr.months, 'maand')} voor {day}"
    if expr.window == "year":
        window = f"in het kalenderjaar tot en met {day}"
    return f"{heads[expr.kind]} {body} {window}"


def _is_single(expr: core.Aggregate) -> bool:
    return expr.lists[0].type.single and expr.lists[0].name == expr.name


def _those(expr: core.Aggregate) -> str:
    name = write_name(expr.name)
    return f"in {name}" if expr.lists[0].name != expr.name else name


def _each(expr: core.Aggregate) -> str:
    name = write_name(expr.name)
    if _is_single(expr):
        return f"{name}, als die er is,"
    return f"ieder in {name}" if expr.lists[0].name != expr.name else f"alle {name}"


def _one(expr: core.Aggregate) -> str:
    name = write_name(expr.name)
    if _is_single(expr):
        return f"er is een {name} waarvoor geldt"
    inside = f"in {name}" if expr.lists[0].name != expr.name else f"van {name}"
    return f"voor ten minste één {inside} geldt"


@describe.register
def _(expr: core.Age, records: Records = NO_RECORDS) -> str:
    return f"de leeftijd volgens {describe(expr.birth, records)} op {describe(expr.on, records)}"


@describe.register
def _(expr: core.Shift, records: Records = NO_RECORDS) -> str:
    word = "plus" if expr.sign > 0 else "min"
    amount = describe(expr.amount, records)
    if not isinstance(expr.amount, core.Constant):
        amount = f"{amount} in {UNITS[expr.unit]}"
    return f"{_operand(expr.date, records)} {word} {amount}"


@describe.register
def _(expr: core.MonthStart, records: Records = NO_RECORDS) -> str:
    return f"de eerste dag van de maand van {_operand(expr.date, records)}"


@describe.register
def _(expr: core.DaysBetween, records: Records = NO_RECORDS) -> str:
    return f"het aantal dagen van {_operand(expr.start, records)} tot {_operand(expr.end, records)}"


def describe_node(node: core.Node) -> str:
    """Return a rule in words: when it works, and what it gives.

    >>> ja = core.Constant(True, JaNee())
    >>> describe_node(core.Node("detentie", core.Fact("in_detentie", JaNee()), ja))
    'detentie: als in detentie, dan ja'
    """
    then = "buiten toepassing" if node.value is None else _value_of(node)
    if node.guard == core.Constant(True, JaNee()):
        return f"{write_name(node.name)}: altijd {then}"
    return f"{write_name(node.name)}: als {describe(node.guard)}, dan {then}"


def _value_of(node: core.Node) -> str:
    """Return what a rule gives; a row of a dated table gives its values, not its own name."""
    value = node.value
    assert value is not None
    if isinstance(value, core.Dated) and node.name.startswith(f"{value.name} rij "):
        written = (
            f"{write_value(amount, value.type)} vanaf {write_date(day)}"
            for day, amount in value.entries
            if amount is not None  # a row of a table always has a value
        )
        end = f", bekend tot {write_date(value.until)}" if value.until else ""
        return "; ".join(written) + end
    return describe(value)


def _judged(expr: core.Judged, records: Records) -> str:
    name = f"het oordeel ‘{write_name(expr.name)}’"
    about = records.get(expr.variable) if expr.variable is not None else None
    return name if about is None else f"{name} ({about})"


def _of_record(name: str, expr: core.Field | core.Read, records: Records) -> str:
    record = records.get(expr.variable) if expr.variable is not None else None
    return name if record is None else of_record(name, record, expr.type)


def of_record(name: str, record: str, type_: Type | None) -> str:
    """Return a value of a record: a property stands beside it, anything else is of it.

    >>> of_record("betwist", "auto", JaNee()), of_record("waarde", "auto", Bedrag())
    ('betwist (auto)', 'waarde van auto')
    """
    return f"{name} ({record})" if isinstance(type_, JaNee) else f"{name} van {record}"


SIMPLE = (
    *(core.Constant, core.Fact, core.Field, core.Judged, core.Dated, core.Read),
    *(core.ReferenceDate, core.Previous, core.Unfilled, core.Age, core.MonthStart),
    core.OverMonths,
)


def _is_simple(expr: core.Expr) -> bool:
    only = isinstance(expr, core.Aggregate) and expr.kind == "only"
    return only or isinstance(expr, SIMPLE)


def _operand(expr: core.Expr, records: Records) -> str:
    """A part that holds parts of its own stands in parentheses, so that it reads one way."""
    if isinstance(expr, core.Judged):
        return _judged(expr, records)
    text = describe(expr, records)
    return text if _is_simple(expr) else f"({text})"


def _joined(parts: Iterable[core.Expr], word: str, records: Records) -> str:
    return f", {word} ".join(_member(part, records) for part in parts)


def _member(part: core.Expr, records: Records) -> str:
    text = describe(part, records)
    if isinstance(part, core.Or) and _one_of(part) is not None:
        return text
    compound = isinstance(part, core.And | core.Or | core.Gate | core.AtLeast | core.Choose)
    return f"({text})" if compound else text


def _one_of(expr: core.Or) -> tuple[core.Expr, list[core.Expr]] | None:
    """Return the value and the options when all parts compare one value with an option."""
    asked: list[core.Expr] = []
    values: list[core.Expr] = []
    for part in expr.parts:
        if not isinstance(part, core.Compare) or part.operator != "eq":
            return None
        asked.append(part.left)
        values.append(part.right)
    return (asked[0], values) if asked and all(one == asked[0] for one in asked) else None


def _rounding_unit(expr: core.Round) -> str:
    types = [getattr(part, "type", None) for part in core.walk(expr.part)]
    if expr.unit == 1:
        return "centen" if any(isinstance(one, Bedrag) for one in types) else "hele getallen"
    return "hele euro's" if expr.unit == 100 else "hele procenten"
