"""A plan as text: what is read, each definition with its operations, what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import singledispatch

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.apart import Apart, OverMonths, Paired
from maatwerk_rules.compiler.columns.plan import EPOCH, Definition, Node, Op, Plan, Shape, Siblings

INDENT = "  "
SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
SYMBOLS = {"add": "+", "sub": "-", "mul": "*"}
MODES = {"half": "afgerond", "up": "naar boven", "down": "naar beneden"}
KINDS = {
    "sum": "som", "count": "aantal", "highest": "hoogste", "lowest": "laagste",
    "all": "elk", "any": "een",
}  # fmt: skip
ORDERS = {"hoger": "het hoogste", "lager": "het laagste"}


def printed(whole: Plan) -> str:
    """Return a plan as text, one thing on a line."""
    return "\n".join(_lines(whole))


def _lines(whole: Plan) -> Iterator[str]:
    for leaf in whole.leaves:
        rest = "" if leaf.fixed is None else f", anders {leaf.fixed}"
        yield f"kolom {leaf.number} {leaf.path}: {_shape(leaf.shape)}{rest}"
    for number, amount in enumerate(whole.amounts):
        steps = ", ".join(
            f"{_day(day)} {'onzeker' if value is None else value}"
            for day, value in zip(amount.starts, amount.amounts, strict=True)
        )
        until = "" if amount.until is None else f", tot {_day(amount.until)}"
        yield f"bedrag {number} {amount.name}: {steps}{until}"
    for one in whole.definitions:
        yield ""
        yield from _definition(one, whole)
    yield ""
    for name, numbers in whole.asked:
        yield f"gevraagd {name}: {', '.join(map(str, numbers))}"
    for name, condition in whole.admissible:
        yield f"toelaatbaar {name}: {text(condition, whole)}"


def _day(number: int) -> str:
    return date.fromordinal(number + EPOCH).isoformat()


def _shape(shape: Shape) -> str:
    if shape.kind != "getal":
        return shape.kind
    unit = "" if shape.per == 1 else f" per 1/{shape.per}"
    return f"getal {shape.low}..{shape.high}{unit}"


def _definition(one: Definition, whole: Plan) -> Iterator[str]:
    where = "" if one.list is None else f" van elke {one.list}"
    phase = f" in ronde {one.phase}" if one.phase else ""
    yield f"begrip {one.number} {one.name}{where}{phase}: {_shape(one.shape)}"
    for reason in one.handed:
        yield f"{INDENT}aan de uitvoerder: {reason}"
    if one.expression is not None:
        yield f"{INDENT}{text(one.expression, whole)}"
    if len(one.rounds) > 1:
        ways = one.order
        words = (
            ", dan ".join(_option(each, one.shape, whole) for each in ways[::-1])
            if isinstance(ways, tuple)
            else ORDERS.get(ways or "", "de laatste")
        )
        yield f"{INDENT}van de ronden telt: {words}"
    for each in one.rounds:
        if each.deviations:
            yield f"{INDENT}met {', '.join(sorted(each.deviations))}"
        yield from _siblings(each.rules, whole, 1)
        for stage in each.stages:
            yield f"{INDENT}stap {stage.name}"
            yield from _siblings(stage.adjustments, whole, 2)
        if each.default is not None:
            yield f"{INDENT}anders {text(each.default, whole)}"


def _siblings(siblings: Siblings, whole: Plan, depth: int) -> Iterator[str]:
    space = INDENT * depth
    if len(siblings.nodes) > 1 and siblings.way != "samen":
        yield f"{space}({siblings.way})"
    for node, above in zip(siblings.nodes, siblings.above, strict=True):
        after = [siblings.nodes[one].name for one in sorted(above)]
        yield from _node(node, after, whole, depth)


def _node(node: Node, after: Iterable[str], whole: Plan, depth: int) -> Iterator[str]:
    space = INDENT * depth
    value = "terzijde" if node.value is None else text(node.value, whole)
    below = "".join(f", na {name}" for name in after)
    yield f"{space}{node.name}: {value} indien {text(node.guard, whole)}{below}"
    if node.closed is not None:
        yield f"{space}{INDENT}dicht indien {text(node.closed, whole)}"
    for word, siblings in (
        ("terzijde gesteld door", Siblings(node.marks, (frozenset(),) * len(node.marks))),
        ("tenzij", node.exceptions),
        ("vervangen door", node.replacing),
    ):
        if siblings.nodes:
            yield f"{space}{INDENT}{word}"
            yield from _siblings(siblings, whole, depth + 2)


def _option(value: int, shape: Shape, whole: Plan) -> str:
    if shape.kind == "ja":
        return "ja" if value else "nee"
    if shape.kind == "keuze":
        return whole.options[value]
    if shape.kind == "dag":
        return _day(value)
    return str(value) if shape.per == 1 else f"{value}/{shape.per}"


@singledispatch
def text(op: Op, whole: Plan) -> str:
    """Return an operation as text."""
    raise TypeError(type(op).__name__)


@text.register
def _(op: plan.Constant, whole: Plan) -> str:
    return _option(op.value, op.shape, whole)


@text.register
def _(op: plan.Unsettled, whole: Plan) -> str:
    return "onbekend"


@text.register
def _(op: Apart, whole: Plan) -> str:
    return f"apart {text(op.part, whole)}"


@text.register
def _(op: Paired, whole: Plan) -> str:
    return f"ernaast {text(op.part, whole)}"


@text.register
def _(op: OverMonths, whole: Plan) -> str:
    eras = "; ".join(
        f"{text(one.body, whole)}{'' if one.start is None else ' van ' + _day(one.start)}"
        f"{'' if one.end is None else ' tot ' + _day(one.end)}"
        for one in op.eras
    )
    window = text(plan.Months(op.date, op.window, op.months, shape=op.shape), whole)
    return f"{op.kind} over {window} van {eras}"


@text.register
def _(op: plan.Months, whole: Plan) -> str:
    if op.window == "year":
        return f"maanden van het jaar tot en met {text(op.date, whole)}"
    return f"{op.most} maanden voor {text(op.date, whole)}"


@text.register
def _(op: plan.Column, whole: Plan) -> str:
    return whole.leaves[op.leaf].path


@text.register
def _(op: plan.IsOpen, whole: Plan) -> str:
    return f"open({whole.leaves[op.leaf].path})"


@text.register
def _(op: plan.Looked, whole: Plan) -> str:
    return "bekeken"


@text.register
def _(op: plan.Day, whole: Plan) -> str:
    return "peildatum"


@text.register
def _(op: plan.Amount, whole: Plan) -> str:
    return f"{whole.amounts[op.number].name} op {text(op.on, whole)}"


@text.register
def _(op: plan.Result, whole: Plan) -> str:
    return f"{whole.definitions[op.number].name}#{op.number}"


@text.register
def _(op: plan.Previous, whole: Plan) -> str:
    return "wat het was"


@text.register
def _(op: plan.Spread, whole: Plan) -> str:
    return text(op.part, whole)


@text.register
def _(op: plan.Not, whole: Plan) -> str:
    return f"niet {text(op.part, whole)}"


@text.register
def _(op: plan.And, whole: Plan) -> str:
    return _joined(" en ", op.parts, whole) or "ja"


@text.register
def _(op: plan.Or, whole: Plan) -> str:
    return _joined(" of ", op.parts, whole) or "nee"


@text.register
def _(op: plan.AtLeast, whole: Plan) -> str:
    return f"{op.low} tot {op.high} van ({_joined(', ', op.parts, whole)})"


@text.register
def _(op: plan.Compare, whole: Plan) -> str:
    return f"{text(op.left, whole)} {SIGNS[op.operator]} {text(op.right, whole)}"


@text.register
def _(op: plan.Arithmetic, whole: Plan) -> str:
    return f"({text(op.left, whole)} {SYMBOLS[op.operator]} {text(op.right, whole)})"


@text.register
def _(op: plan.Scaled, whole: Plan) -> str:
    return f"({op.factor} * {text(op.part, whole)})"


@text.register
def _(op: plan.Round, whole: Plan) -> str:
    factor = "" if op.factor == 1 else f"{op.factor} * "
    return f"{factor}({text(op.part, whole)} / {text(op.over, whole)} {MODES[op.mode]})"


@text.register
def _(op: plan.Bound, whole: Plan) -> str:
    word = "hoogste" if op.kind == "higher" else "laagste"
    return f"{word}({text(op.left, whole)}, {text(op.right, whole)})"


@text.register
def _(op: plan.Choose, whole: Plan) -> str:
    branches = "".join(
        f"{text(value, whole)} indien {text(condition, whole)}, "
        for condition, value in op.branches
    )
    return f"({branches}anders {text(op.otherwise, whole)})"


@text.register
def _(op: plan.Age, whole: Plan) -> str:
    return f"leeftijd({text(op.birth, whole)} op {text(op.on, whole)})"


@text.register
def _(op: plan.Shift, whole: Plan) -> str:
    sign = "+" if op.sign > 0 else "-"
    pick = "" if op.pick is None else f" ({op.pick})"
    return f"({text(op.date, whole)} {sign} {text(op.amount, whole)} {op.unit}{pick})"


@text.register
def _(op: plan.MonthStart, whole: Plan) -> str:
    return f"maandbegin({text(op.date, whole)})"


@text.register
def _(op: plan.DaysBetween, whole: Plan) -> str:
    return f"dagen({text(op.start, whole)} tot {text(op.end, whole)})"


@text.register
def _(op: plan.Aggregate, whole: Plan) -> str:
    records = ", ".join(
        f"{'' if one.body is None else text(one.body, whole) + ' '}uit {one.list}"
        f"{'' if one.where is None else ' waarvoor ' + text(one.where, whole)}"
        for one in op.parts
    )
    empty = "" if op.empty is None else f", anders {text(op.empty, whole)}"
    return f"{KINDS[op.kind]}({records}{empty})"


def _joined(word: str, parts: Iterable[Op], whole: Plan) -> str:
    return word.join(f"({text(one, whole)})" for one in parts)
