"""From rules of the grammar to nodes of the model.

One way for all productions: list rules become tuples, absent parts None, words their values; the
class bears the name of the production and takes the parts in their order. The few productions
whose parts need another look stand in `_FINISH`.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
from maatwerk_rules.model.clauses import Geldigheid, Moeite
from maatwerk_rules.model.expressions import (
    Bedragliteraal,
    CelVanafTot,
    Datumliteraal,
    Getalliteraal,
    Lijstwaarde,
    Percentageliteraal,
    Tegengestelde,
    Verloopdeel,
)
from maatwerk_rules.model.node import Node
from maatwerk_rules.model.typenodes import Bereik
from maatwerk_rules.source import Span
from maatwerk_rules.syntax.automaton import Build
from maatwerk_rules.syntax.grammar import node_classes
from maatwerk_rules.syntax.literals import Context
from maatwerk_rules.syntax.table import Rule

REVERSED_RANGE = Kind(
    "MW024",
    "omgekeerd-bereik",
    Severity.FOUT,
    "Dit bereik loopt van hoog naar laag.",
    "In een bereik staat eerst de laagste en dan de hoogste waarde; zo is er geen enkele waarde.",
)


def build_of(rule: Rule) -> Build:
    """Return what is built when a rule is applied."""
    if rule.is_helper:
        return _extend(rule)
    if rule.is_list:
        return _tuple(rule)
    if rule.passes and len(rule.parts) == 1:
        return _pass(rule.parts[0].index)
    return _node(rule)


def _extend(rule: Rule) -> Build:
    """Grow the list of a repetition in place: nothing else can hold it."""
    first, *others = rule.parts
    indices = [part.index for part in others]
    if first.inlined:

        def extend(values: list[Any], start: int, end: int, context: Any) -> Any:
            grown = values[first.index]
            for index in indices:
                grown.append(values[index])
            return grown

        return extend
    return lambda values, start, end, context: [values[part.index] for part in rule.parts]


def _arrange(rule: Rule) -> Callable[[list[Any]], Sequence[Any]]:
    """Return how the values of a rule become the parts of what it stands for."""
    plan = tuple((part.index, part.inlined, part.absent_before) for part in rule.parts)
    if not any(inlined or absent for _, inlined, absent in plan) and not rule.absent_after:
        indices = tuple(index for index, _, _ in plan)
        if len(indices) > 1:
            return itemgetter(*indices)
        return lambda values: [values[index] for index in indices]

    absent_after = [None] * rule.absent_after

    def arrange(values: list[Any]) -> list[Any]:
        arranged: list[Any] = []
        for index, inlined, absent in plan:
            if absent:
                arranged += [None] * absent
            if inlined:
                arranged += values[index]
            else:
                arranged.append(values[index])
        return arranged + absent_after

    return arrange


def _tuple(rule: Rule) -> Build:
    arrange = _arrange(rule)
    return lambda values, start, end, context: tuple(arrange(values))


def _pass(index: int) -> Build:
    return lambda values, start, end, context: values[index]


# Productions of which a repetition is a field of its own, and not the end of the fields.
_TUPLED = frozenset(("en", "of", "hetzij"))


def _node(rule: Rule) -> Build:
    arrange = _arrange(rule)
    cls: Callable[..., Node] = node_classes()[rule.production]
    finish = _FINISH.get(node_classes()[rule.production])

    def build(values: list[Any], start: int, end: int, context: Context) -> Node:
        return cls(*arrange(values), span=Span(context.source, start, end))

    if rule.production in _TUPLED:
        return lambda values, start, end, context: cls(
            tuple(arrange(values)), span=context.span(start, end)
        )
    if finish is not None:
        return lambda values, start, end, context: finish(
            build(values, start, end, context), context
        )
    return build


def _getalliteraal(node: Any, context: Context) -> Node:
    return Getalliteraal(Fraction(node.getal), node.eenheid, span=node.span)


def _moeite(node: Any, context: Context) -> Node:
    return Moeite(Fraction(node.moeite), span=node.span)


def _lijstwaarde(node: Any, context: Context) -> Node:
    return Lijstwaarde(node.records, bool(node.open), span=node.span)


def _bereik(node: Any, context: Context) -> Node:
    _check_order(_size(node.van), _size(node.tot), node, context, may_be_equal=True)
    return node  # type: ignore[no-any-return]


def _cel(node: Any, context: Context) -> Node:
    _check_order(_size(node.vanaf), _size(node.tot), node, context, may_be_equal=False)
    return node  # type: ignore[no-any-return]


def _geldigheid(node: Any, context: Context) -> Node:
    if node.tot is not None:
        low, high = ("datum", node.vanaf), ("datum", node.tot)
        _check_order(low, high, node, context, may_be_equal=False)
    return node  # type: ignore[no-any-return]


_FINISH: Mapping[type[Node], Callable[[Any, Context], Node]] = MappingProxyType(
    {
        Getalliteraal: _getalliteraal,
        Moeite: _moeite,
        Lijstwaarde: _lijstwaarde,
        Bereik: _bereik,
        CelVanafTot: _cel,
        Geldigheid: _geldigheid,
        Verloopdeel: _geldigheid,
    }
)

Size = tuple[str, Any] | None


def _size(node: Node) -> Size:
    """Return what a literal measures and how much; only equal measures can be compared."""
    match node:
        case Tegengestelde(deel=deel):
            inner = _size(deel)
            return None if inner is None or inner[0] == "datum" else (inner[0], -inner[1])
        case Bedragliteraal():
            return (f"bedrag {node.periode}", node.centen)
        case Percentageliteraal():
            return ("percentage", node.waarde)
        case Datumliteraal():
            return ("datum", node.datum)
    assert isinstance(node, Getalliteraal)
    return (f"aantal {node.eenheid}", node.getal)


def _check_order(
    low: Size, high: Size, node: Node, context: Context, *, may_be_equal: bool
) -> None:
    if low is None or high is None or low[0] != high[0]:
        return
    if low[1] > high[1] or (low[1] == high[1] and not may_be_equal):
        context.found.append(diagnostic(REVERSED_RANGE, node.span))
