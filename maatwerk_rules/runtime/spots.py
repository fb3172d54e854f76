"""What toetsen can show of a policy: its conditions with their parts, and its borders.

A part of a condition is a comparison, a ja/nee fact, judgement or begrip, or a claim over a list.
A border is a comparison of a value with one that is written in the policy or a dated amount.
Each is one place in the text, however many periods the policy is cut in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.declarations import Tabel
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Bedrag, JaNee, Keuze, Number, Percentage, Scalar
from maatwerk_rules.model.unknown import Interval, anything
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen

Sort: TypeAlias = Literal["regel", "deel", "grens"]
Seen: TypeAlias = Literal["ja", "nee", "net eronder", "erop", "net erboven"]
BOTH: tuple[Seen, ...] = ("ja", "nee")
AROUND: tuple[Seen, ...] = ("net eronder", "erop", "net erboven")

_ONE_PER_CENT = Fraction(1, 100)
_NAMED = (core.Fact, core.Field, core.Judged, core.Read)


@frozen
class Spot:
    """One thing that toetsen can show: the condition of a rule, a part of one, or a border.

    Args:
        place: Where it stands in the text.
        expr: The condition, the part, or the comparison.
        holder: The rule or begrip it belongs to.
        wanted: What can be seen of it.
        simple: The condition of a rule is a part itself, so that it is told as such.
    """

    sort: Sort
    place: Span
    expr: core.Expr
    holder: str
    wanted: tuple[Seen, ...]
    simple: bool = False


@frozen
class Border:
    """How the sides of a comparison lie: which one is written, and how much is just beside it."""

    spot: int
    written_left: bool
    unit: Number


@frozen
class Spots:
    """All spots of a policy, in the order of the text, and the expressions they are known by.

    Args:
        guards: The spot of the condition of a rule, by the identity of the expression.
        parts: The spot of a part, by the identity of the expression.
        borders: The border of a comparison, by the identity of the expression.
    """

    spots: tuple[Spot, ...]
    guards: Mapping[int, int]
    parts: Mapping[int, int]
    borders: Mapping[int, Border]


@frozen
class _Top:
    """An expression that stands by itself, and what it belongs to.

    Args:
        before: All that `vorige` can be in it; nothing when that is not sure.
    """

    expr: core.Expr
    holder: str
    is_condition: bool
    is_guard: bool = False
    is_row: bool = False
    before: tuple[core.Expr, ...] = ()


def spots_of(policy: Policy) -> Spots:
    """Return the spots of a policy and of those it uses; linear in its size and its periods."""
    gathering = _Gathering()
    for part in policy.slices:
        reckoning = Reckoning(part.program, Case(part.vanaf))
        for definition in part.program.definitions.values():
            for top in _tops(definition):
                gathering.add(top, reckoning)
    return gathering.sorted()


def _tops(definition: core.Definition) -> Iterator[_Top]:
    is_janee = isinstance(definition.type, JaNee)
    for expr in (definition.expression, definition.default):
        if expr is not None:
            yield _Top(expr, definition.name, is_janee)
    before = _before(definition)
    for node in _nodes(definition):
        is_row = isinstance(node.origin, Tabel)
        guard = _Top(node.guard, node.name, is_condition=True, is_guard=not is_row, is_row=is_row)
        yield attrs.evolve(guard, before=before)
        if node.value is not None:
            yield _Top(node.value, node.name, is_janee, before=before)


def _before(definition: core.Definition) -> tuple[core.Expr, ...]:
    """Return all that `vorige` can be in the only step of a definition; nothing with more steps."""
    if len(definition.stages) != 1:
        return ()
    given = _nodes(attrs.evolve(definition, stages=()))
    return tuple(node.value for node in given if node.value is not None)


def _nodes(definition: core.Definition) -> Iterator[core.Node]:
    waiting = [*definition.rules]
    for stage in definition.stages:
        waiting += stage.adjustments
    for deviation in definition.deviations:
        waiting += [deviation.node, *([deviation.stands_in] if deviation.stands_in else [])]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.exceptions[::-1]


@attrs.define
class _Gathering:
    """The spots found so far; the same place in another period is the same spot."""

    known: dict[tuple[object, ...], int] = attrs.field(factory=dict)
    spots: list[Spot] = attrs.field(factory=list)
    guards: dict[int, int] = attrs.field(factory=dict)
    parts: dict[int, int] = attrs.field(factory=dict)
    borders: dict[int, Border] = attrs.field(factory=dict)

    def add(self, top: _Top, reckoning: Reckoning) -> None:
        """Add what an expression holds; `reckoning` is of a case of which nothing is known."""
        parts = list(_parts(top.expr, top.is_condition))
        if top.is_guard and not isinstance(top.expr, core.Constant):
            simple = any(part is top.expr for part in parts)
            place = top.expr.span if top.expr.span != NOWHERE else _first_place(top.expr)
            self.guards[id(top.expr)] = self._spot(
                Spot("regel", place, top.expr, top.holder, BOTH, simple), top.holder
            )
        for part in parts:
            if not top.is_row and part.span != NOWHERE:
                name = getattr(part, "name", getattr(part, "field", ""))
                spot = Spot("deel", part.span, part, top.holder, BOTH)
                self.parts[id(part)] = self._spot(spot, part.span, name)
            if isinstance(part, core.Compare):
                self._add_border(part, top, reckoning)

    def _add_border(self, compare: core.Compare, top: _Top, reckoning: Reckoning) -> None:
        left, right = _is_written(compare.left), _is_written(compare.right)
        if left == right:
            return
        written = compare.left if left else compare.right
        other = compare.right if left else compare.left
        place = compare.span if compare.span != NOWHERE else written.span
        wanted = _reachable(other, written, reckoning, top.before)
        if not wanted or place == NOWHERE:
            return
        # `tot 27` in one row and `vanaf 27` in the next are one border.
        key: tuple[object, ...] = (place,)
        if top.is_row and isinstance(written, core.Constant):
            key = (top.holder.partition(" ")[0], getattr(other, "name", ""), written.value)
        spot = self._spot(Spot("grens", place, compare, top.holder, wanted), *key)
        self.borders[id(compare)] = Border(spot, left, _unit(written))

    def _spot(self, spot: Spot, *key: object) -> int:
        whole = (spot.sort, *key)
        if whole not in self.known:
            self.known[whole] = len(self.spots)
            self.spots.append(spot)
        return self.known[whole]

    def sorted(self) -> Spots:
        """Return all that was found, in the order of the text."""
        order = sorted(
            range(len(self.spots)),
            key=lambda index: (self.spots[index].place.source, self.spots[index].place.start),
        )
        new = {old: index for index, old in enumerate(order)}
        return Spots(
            tuple(self.spots[old] for old in order),
            {key: new[old] for key, old in self.guards.items()},
            {key: new[old] for key, old in self.parts.items()},
            {key: attrs.evolve(one, spot=new[one.spot]) for key, one in self.borders.items()},
        )


def _first_place(expr: core.Expr) -> Span:
    return next((part.span for part in core.walk(expr) if part.span != NOWHERE), NOWHERE)


def _parts(expr: core.Expr, is_condition: bool) -> Iterator[core.Expr]:
    """Yield the parts of the conditions in an expression, also of those inside an amount.

    Args:
        is_condition: The expression itself is ja or nee.
    """
    waiting = [(expr, is_condition)]
    while waiting:
        here, asked = waiting.pop()
        below: list[tuple[core.Expr | None, bool]] = []
        match here:
            case core.Not(part=part):
                below = [(part, asked)]
            case core.And(parts=parts) | core.Or(parts=parts) | core.AtLeast(parts=parts):
                below = [(part, asked) for part in parts]
            case core.Gate(first=first, then=then):
                below = [(first, asked), (then, asked)]
            case core.Choose(branches=branches, otherwise=otherwise):
                below = [(otherwise, asked)]
                for condition, value in branches:
                    below += [(condition, True), (value, asked)]
            case core.Aggregate(kind=kind, where=where, body=body, empty=empty):
                if kind in ("all", "any") or (asked and kind == "only"):
                    yield here
                below = [(where, True), (body, False), (empty, False)]
            case core.OverMonths(kind=kind, body=body, day=day):
                below = [(body, kind != "sum"), (day, False)]
            case core.Compare():
                yield here
                below = [(part, False) for part in _below(here)]
            case _:
                if asked and isinstance(here, _NAMED):
                    yield here
                below = [(part, False) for part in _below(here)]
        waiting += [(part, is_asked) for part, is_asked in below[::-1] if part is not None]


def _below(expr: core.Expr) -> list[core.Expr]:
    """Return the expressions directly below one."""
    values = (getattr(expr, field.name) for field in attrs.fields(type(expr)))
    return [value for value in values if isinstance(value, core.Expr)]


def _is_written(expr: core.Expr) -> bool:
    """Tell whether a side of a comparison is an amount, number or date from the policy alone."""
    written = False
    for part in core.walk(expr):
        match part:
            case core.Constant(type=type_):
                if isinstance(type_, JaNee | Keuze):
                    return False
                written = True
            case core.Dated():
                written = True
            case core.ReferenceDate() | core.Arithmetic() | core.Round() | core.Bound():
                continue
            case core.Shift() | core.MonthStart():
                continue
            case _:
                return False
    return written


def _unit(written: core.Expr) -> Number:
    """Return what is just beside a border: a cent, a percent, or one; a day is one too."""
    types = [getattr(part, "type", None) for part in core.walk(written)]
    found = [type_ for type_ in types if type_ is not None]
    if any(isinstance(type_, Bedrag) for type_ in found):
        return 1
    return _ONE_PER_CENT if all(isinstance(type_, Percentage) for type_ in found) else 1


def _reachable(
    other: core.Expr, written: core.Expr, reckoning: Reckoning, before: tuple[core.Expr, ...]
) -> tuple[Seen, ...]:
    """Return the sides of a border on which the value can lie, as far as is sure."""
    low, high = _bounds(other)
    values_of = before if isinstance(other, core.Previous) else (other,)
    if values_of and all(_never_negative(value, reckoning) for value in values_of):
        low = 0
    written_values: tuple[Scalar | None, ...] = ()
    match written:
        case core.Constant(value=value):
            written_values = (value,)
        case core.Dated(entries=entries):
            written_values = tuple(amount for _, amount in entries)
    values = [value for value in written_values if isinstance(value, int | Fraction)]
    if not values:
        return AROUND
    unit = _unit(written)
    shifts: tuple[tuple[Seen, Number], ...] = (
        ("net eronder", -unit),
        ("erop", 0),
        ("net erboven", unit),
    )
    return tuple(
        seen
        for seen, shift in shifts
        if any(
            (low is None or low <= value + shift)  # type: ignore[operator]
            and (high is None or value + shift <= high)  # type: ignore[operator]
            for value in values
        )
    )


def _never_negative(expr: core.Expr, reckoning: Reckoning) -> bool:
    """Tell whether a value is at least zero in a case of which nothing is known.

    Other bounds than zero are not used: those may differ from day to day with the dated amounts.
    """
    every = list(core.walk(expr))
    bound = {None, *(part.variable for part in every if isinstance(part, core.Aggregate))}
    free = any(getattr(part, "variable", None) not in bound for part in every)
    if free or any(isinstance(part, core.Previous) for part in every):
        return False
    value = reckoning.value(expr).value
    return isinstance(value, Interval) and not isinstance(value.low, date) and value.low == 0


def _bounds(expr: core.Expr) -> tuple[Scalar | None, Scalar | None]:
    match expr:
        case core.Age():
            return 0, None
        case core.Aggregate(kind="count", lists=lists):
            return 0, sum(listed.type.maximum for listed in lists)
        case core.OverMonths(kind="count" | "run", window="before", months=months):
            return 0, months
        case core.Fact() | core.Field() | core.Judged() | core.Read():
            found = anything(expr.type)
            return (found.low, found.high) if isinstance(found, Interval) else (None, None)
    return None, None
