"""A program of the core as text: the same program gives the same text, line by line.

It is what the policy means after all translation, for whoever builds on the core or compares two
versions of it. Places in the text of the author are left out: they say nothing of the meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from maatwerk_rules.model.core import Definition, Deviation, Expr, Listed, Node, Program


def printed(program: Program) -> str:
    """Return a program as text; linear in its size.

    >>> from maatwerk_rules.model.core import Fact
    >>> from maatwerk_rules.model.types import JaNee
    >>> recht = Definition("recht", JaNee(), expression=Fact("werkt", JaNee()))
    >>> print(printed(Program({"recht": recht}, {}, {})))
    definition recht: (JaNee)
      is (Fact werkt (JaNee))
    """
    lines = [f"fact {name}: {printed_value(type_)}" for name, type_ in program.facts.items()]
    for name, (type_, soort) in program.judgements.items():
        per = f" per {soort}" if soort is not None else ""
        lines.append(f"judgement {name}{per}: {printed_value(type_)}")
    for definition in program.definitions.values():
        lines += printed_definition(definition)
    for what in ("violations", "admissible", "assumptions", "conditions"):
        told: Mapping[str, Expr] = getattr(program, what)
        lines += [f"{what} {name}: {printed_value(expr)}" for name, expr in told.items()]
    lines += [f"ladder {printed_value(rung)}" for rung in program.ladder]
    return "\n".join(lines)


def printed_definition(definition: Definition) -> Iterator[str]:
    """Yield the lines of one definition, its nodes below each other by what they hang on."""
    per = f" per {definition.record}" if definition.record is not None else ""
    yield f"definition {definition.name}{per}: {printed_value(definition.type)}"
    if definition.expression is not None:
        yield f"  is {printed_value(definition.expression)}"
    for node in definition.rules:
        yield from _node(node, "rule", 1)
    for stage in definition.stages:
        yield f"  stage {stage.name}"
        for node in stage.adjustments:
            yield from _node(node, "adjustment", 2)
    for deviation in definition.deviations:
        yield from _deviation(deviation)
    for name, above in sorted(definition.above.items()):
        yield f"  {name} below {' '.join(sorted(above))}"
    if definition.together is not None:
        yield f"  together {definition.together}"
    if definition.default is not None:
        yield f"  else {printed_value(definition.default)}"
    if definition.order is not None:
        yield f"  favourable {printed_value(definition.order)}"
    if definition.no_conflict:
        yield "  proved without conflict"
    if definition.no_gap:
        yield "  proved without gap"


def _deviation(deviation: Deviation) -> Iterator[str]:
    way = " favourable" if deviation.favourable else ""
    yield from _node(deviation.node, f"deviation {deviation.phase}{way}", 1)
    if deviation.aside:
        yield f"    sets aside {' '.join(sorted(deviation.aside))}"
    if deviation.replaces is not None:
        yield f"    in the place of the value of {deviation.replaces}"
    if deviation.stands_in is not None:
        where = f" on {deviation.place}" if deviation.place is not None else ""
        yield from _node(deviation.stands_in, f"stands in{where}", 2)


def _node(node: Node, kind: str, depth: int) -> Iterator[str]:
    space = "  " * depth
    closed = ", closed by a look" if node.closed_by_look else ""
    yield f"{space}{kind} {node.name}{closed}"
    yield f"{space}  when {printed_value(node.guard)}"
    value = "set aside" if node.value is None else f"give {printed_value(node.value)}"
    yield f"{space}  {value}"
    for exception in node.exceptions:
        yield from _node(exception, "exception", depth + 1)


def printed_value(value: object) -> str:
    """Return an expression, type or plain value on one line.

    >>> printed_value((True, None, date(2026, 1, 1)))
    '(true - 2026-01-01)'
    """
    match value:
        case None:
            return "-"
        case bool():
            return "true" if value else "false"
        case tuple():
            return f"({' '.join(map(printed_value, value))})"
        case date():
            return value.isoformat()
        case Listed(name=name):
            return name
    kind: type = type(value)
    if not attrs.has(kind):
        return str(value)
    names = (field.name for field in attrs.fields(kind) if field.name != "span")
    told = (printed_value(getattr(value, name)) for name in names)
    return f"({' '.join((kind.__name__, *told))})"
