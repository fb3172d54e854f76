"""Rules of a plan as machine code: where each gives a value, sets aside, or gives nothing.

All rules are worked out for every row, and masks say which of them count: there is nothing to
jump over, so that one instruction does several rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from maatwerk_rules.compiler.columns import plan
from maatwerk_rules.compiler.columns.machine_graph import Graph
from maatwerk_rules.compiler.columns.machine_grounds import (
    ADJUSTS,
    DECIDES,
    Given,
    Ground,
    Grounds,
    Seen,
)
from maatwerk_rules.compiler.columns.machine_values import Value, Values
from maatwerk_rules.compiler.columns.plan import Definition, Node, Reckoning, Siblings


@attrs.frozen
class Settled:
    """What a definition gives, where it is certain that no rule decides it, and its grounds.

    `doubt` is where it is not certain on which rules it rests.
    """

    value: Value
    no_rule: int
    grounds: tuple[Ground, ...] = ()
    doubt: int = 0


class Rules:
    """Turns the definitions of a plan into operations of a graph."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.graph: Graph = values.graph
        self.of_grounds = Grounds(values.graph)

    def definition(self, definition: Definition, *, grounds: bool = False) -> Settled:
        """Return what a definition gives; all that it reads was made before.

        Args:
            grounds: Find out too on which rules it rests.
        """
        if definition.expression is not None:
            value = self.values.of(definition.expression)
            return Settled(value, self.graph.false)
        best = self.round(definition.rounds[0], definition, grounds=grounds)
        for reckoning in definition.rounds[1:]:
            joined = self.round(reckoning, definition, grounds=grounds)
            best = self._joined_rounds(best, joined, definition)
        return best

    def _joined_rounds(self, best: Settled, joined: Settled, definition: Definition) -> Settled:
        """Return the better of two rounds, with the grounds of that one."""
        graph = self.graph
        found, takes = self._better(best, joined, definition)
        keeps = graph.negate(takes)
        grounds = [
            attrs.evolve(one, where=graph.both(where, one.where))
            for where, each in ((keeps, best), (takes, joined))
            for one in each.grounds
        ]
        before = graph.either(self.values.known(best.value), best.no_rule)
        open_ = graph.both(takes, graph.negate(before))  # the evaluator may know more of it
        doubt = graph.either(graph.both(keeps, best.doubt), graph.both(takes, joined.doubt), open_)
        return attrs.evolve(found, grounds=tuple(grounds), doubt=doubt)

    def round(self, reckoning: Reckoning, definition: Definition, *, grounds: bool) -> Settled:
        """Return what one reckoning gives."""
        graph, of = self.graph, self.of_grounds
        seen, given = self.siblings(reckoning.rules, definition)
        value = given.value
        told: list[Ground] = [*of.of(seen, graph.true, DECIDES)] if grounds else []
        doubt = of.doubt(seen, graph.true) if grounds else graph.false
        for stage in reckoning.stages:
            was = self.values.known(value)
            self.values.previous = value
            seen, after = self.siblings(stage.adjustments, definition)
            self.values.previous = None
            if grounds:
                told += of.of(seen, was, ADJUSTS)
                doubt = graph.either(doubt, of.doubt(seen, was))
            value = self.values.chosen([(graph.both(was, after.empty), value), (was, after.value)])
        if reckoning.default is None:
            return Settled(value, given.empty, tuple(told), doubt)
        default = self.values.of(reckoning.default)
        found = self.values.chosen([(given.empty, default), (graph.true, value)])
        return Settled(found, graph.false, tuple(told), doubt)

    def _better(self, one: Settled, other: Settled, definition: Definition) -> tuple[Settled, int]:
        """Return the better of two, and where it is the other that made it so."""
        graph, values, order = self.graph, self.values, definition.order
        no_rule = graph.both(one.no_rule, other.no_rule)
        first, second = values.known(one.value), values.known(other.value)
        both = graph.both(first, second)
        if order is None:
            same = graph.both(both, graph.compare("eq", one.value.first, other.value.first))
            return other, graph.negate(graph.either(same, no_rule))
        if isinstance(order, str):
            sign = "gt" if order == "hoger" else "lt"
            beats = graph.both(first, graph.compare(sign, other.value.first, one.value.first))
            takes = graph.both(second, graph.either(one.no_rule, beats))
        else:
            best = graph.both(first, self._is(one.value, order[-1]))
            ranks = [self._rank(each.value, order) for each in (other, one)]
            beats = graph.both(first, graph.compare("gt", *ranks))
            top = graph.both(second, self._is(other.value, order[-1]))
            takes = graph.either(graph.both(second, graph.either(one.no_rule, beats)), top)
            takes = graph.both(takes, graph.negate(best))
            both = graph.either(both, best)
        keeps = graph.both(graph.either(both, other.no_rule), first, graph.negate(takes))
        found = values.chosen([(keeps, one.value), (takes, other.value)])
        return Settled(found, no_rule), takes

    def _is(self, value: Value, option: int) -> int:
        if value.kind == "ja":
            return value.first if option else value.second
        return self.graph.compare("eq", value.first, self.values.number(option, value))

    def _rank(self, value: Value, order: Sequence[int]) -> int:
        graph = self.graph
        found = graph.constant(0, "i16")
        for rank, option in enumerate(order):
            found = graph.select(self._is(value, option), graph.constant(rank, "i16"), found)
        return found

    # ------------------------------------------------------------------ siblings

    def siblings(
        self, siblings: Siblings, definition: Definition
    ) -> tuple[tuple[Seen, ...], Given]:
        """Return nodes beside each other as they come out, and what they give together."""
        graph = self.graph
        if not siblings.nodes:
            return (), Given(self.values.unknown(definition.shape), graph.true, graph.false)
        found: list[Given] = []
        seen: list[Seen] = []
        for node, above in zip(siblings.nodes, siblings.above, strict=True):
            one = self.node(node, definition)
            before = [found[it] for it in sorted(above)]
            falls = graph.either(*(seen[it].fired for it in sorted(above)))
            found.append(self._standing(one.given, before, falls))
            seen.append(attrs.evolve(one, stands=graph.negate(falls)))
        settled = graph.both(*(self._settled(one) for one in found))
        empty = graph.both(*(one.empty for one in found))
        aside = graph.both(graph.either(*(one.aside for one in found)), settled)
        return tuple(seen), Given(self._together(siblings, found, settled), empty, aside)

    def _settled(self, given: Given) -> int:
        return self.graph.either(self.values.known(given.value), given.empty, given.aside)

    def _standing(self, given: Given, above: Sequence[Given], falls: int) -> Given:
        """Return what a node gives that falls away where one above it gives anything."""
        if not above:
            return given
        graph = self.graph
        stands = graph.both(*(one.empty for one in above))
        return Given(
            self.values.only(given.value, stands),
            graph.either(given.empty, falls),
            graph.both(given.aside, stands),
        )

    def _together(self, siblings: Siblings, found: Sequence[Given], settled: int) -> Value:
        graph, values = self.graph, self.values
        knowns = [values.known(one.value) for one in found]
        aside = graph.either(*(one.aside for one in found))
        some = graph.both(graph.either(*knowns), graph.negate(aside))
        if siblings.way == "samen":
            return self._agreed(siblings, found, graph.both(some, settled))
        number = self._joined(siblings.way, found, knowns)
        return Value(found[0].value.kind, number, graph.both(some, settled))

    def _joined(self, way: str, found: Sequence[Given], knowns: Sequence[int]) -> int:
        graph = self.graph
        zero = graph.constant(0, "i64")
        if way in ("som", "bijstelling"):
            before = zero
            if way == "bijstelling":
                assert self.values.previous is not None
                before = self.values.previous.first
            total = before
            for one, known in zip(found, knowns, strict=True):
                change = graph.reckon("sub", one.value.first, before)
                total = graph.reckon("add", total, graph.select(known, change, zero))
            return total
        most, sure = found[0].value.first, knowns[0]
        for one, known in zip(found[1:], knowns[1:], strict=True):
            operation = "smax" if way == "hoogste" else "smin"
            either = graph.reckon(operation, most, one.value.first)  # type: ignore[arg-type]
            both = graph.both(sure, known)
            most = graph.select(both, either, graph.select(known, one.value.first, most))
            sure = graph.either(sure, known)
        return most

    def _agreed(self, siblings: Siblings, found: Sequence[Given], some: int) -> Value:
        """Return the value on which those that give one agree."""
        graph, values = self.graph, self.values
        same = _same(siblings)
        if same is not None:
            given = graph.either(*(values.known(one.value) for one in found))
            return values.only(values.of(same), given)
        if found[0].value.kind == "ja":
            return self._agreed_truth(found, some)
        number = found[-1].value.first
        for one in reversed(found[:-1]):
            number = graph.select(values.known(one.value), one.value.first, number)
        if siblings.exclusive:
            return Value(found[0].value.kind, number, some)
        clash = graph.false
        for one in found:
            differs = graph.compare("ne", one.value.first, number)
            clash = graph.either(clash, graph.both(values.known(one.value), differs))
        return Value(found[0].value.kind, number, graph.both(some, graph.negate(clash)))

    def _agreed_truth(self, found: Sequence[Given], some: int) -> Value:
        graph = self.graph
        ja = graph.either(*(one.value.first for one in found))
        nee = graph.either(*(one.value.second for one in found))
        return Value(
            "ja",
            graph.both(some, ja, graph.negate(nee)),
            graph.both(some, nee, graph.negate(ja)),
        )

    # ------------------------------------------------------------------ one node

    def node(self, node: Node, definition: Definition) -> Seen:
        """Return a node as it comes out."""
        graph, values = self.graph, self.values
        guard = values.of(node.guard)
        if node.closed is not None:
            closed = values.of(node.closed)
            guard = values.all_of((guard, Value("ja", closed.second, closed.first)))
        marks = tuple(self.node(mark, definition) for mark in node.marks)
        aside_by = graph.either(*(mark.fired for mark in marks))
        works = graph.both(guard.first, *(mark.given.empty for mark in marks))
        exceptions, given = self.siblings(node.exceptions, definition)
        replacing, instead = self.siblings(node.replacing, definition)
        rests = graph.both(works, given.empty)
        own = graph.both(rests, instead.empty)
        pairs = [(works, given.value), (rests, instead.value)]
        aside = graph.both(rests, instead.aside)
        if node.value is None:
            aside = graph.either(aside, own)
        else:
            pairs.append((own, values.of(node.value)))
        pairs = [(graph.both(where, values.known(value)), value) for where, value in pairs]
        empty = graph.either(guard.second, aside_by, given.aside)
        whole = Given(values.chosen(pairs), empty, aside)
        return Seen(
            node,
            whole,
            self._settled(whole),
            graph.either(values.known(guard), aside_by),
            graph.either(values.known(whole.value), aside, own),
            graph.both(graph.negate(guard.second), graph.negate(aside_by)),
            given.empty,
            graph.true,
            marks,
            exceptions,
            replacing,
        )


def _same(siblings: Siblings) -> plan.Constant | None:
    """Return the one value that all nodes give that give anything, whatever else is known."""
    first = siblings.nodes[0].value
    for node in siblings.nodes:
        if node.value != first or node.exceptions.nodes or node.replacing.nodes:
            return None
    return first if isinstance(first, plan.Constant) else None
