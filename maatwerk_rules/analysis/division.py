"""Whether a divisor can be nil: exact intervals over literals, dated amounts and ranges."""

from __future__ import annotations

from fractions import Fraction
from functools import singledispatch
from typing import TypeAlias

from maatwerk_rules.analysis.collecting import constants_of
from maatwerk_rules.analysis.declared_types import literal_value
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.clauses import Is
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.types import Aantal, Bedrag, Lijst, Percentage, Type
from maatwerk_rules.values import frozen

Number: TypeAlias = int | Fraction


SHORTEST_MONTH = 28
"""Days of the shortest month."""


@frozen
class Interval:
    """The lowest and highest value; None where there is no bound."""

    low: Number | None = None
    high: Number | None = None

    @property
    def holds_nil(self) -> bool:
        """Whether nil is one of the values."""
        return (self.low is None or self.low <= 0) and (self.high is None or self.high >= 0)


def can_be_nil(divisor: Expression, symbols: Symbols, conditions: tuple[Expression, ...]) -> bool:
    """Tell whether a divisor can be nil where these conditions hold."""
    if any(_excludes_nil(condition, divisor) for condition in conditions):
        return False
    return interval_of(divisor, symbols).holds_nil


def is_constant(divisor: Expression, symbols: Symbols) -> bool:
    """Tell whether a divisor is the same in every case: literals and dated amounts only."""
    leaves = [node for node in divisor.walk() if not list(node.children())]
    return all(
        isinstance(leaf, e.Getalliteraal | e.Bedragliteraal | e.Percentageliteraal)
        or (
            isinstance(leaf, e.Naam)
            and isinstance(symbols.values.get(leaf.naam), d.Bedrag | d.Aantal | d.Percentage)
        )
        for leaf in leaves
    )


def _excludes_nil(condition: Expression, divisor: Expression) -> bool:
    match condition:
        case e.Vergelijking(links=left, vergelijker=word, rechts=right) if left == divisor:
            bound = literal_value(right)
            if not isinstance(bound, int | Fraction):
                return False
            return {
                "is": bound != 0,
                "is niet": bound == 0,
                "is meer dan": bound >= 0,
                "is minder dan": bound <= 0,
                "is ten minste": bound > 0,
                "is ten hoogste": bound < 0,
            }[word]
        case e.Niet(deel=e.Vergelijking(links=left, vergelijker="is", rechts=right)):
            return left == divisor and literal_value(right) == 0
    return False


@singledispatch
def interval_of(expression: Expression, symbols: Symbols) -> Interval:
    """Return bounds of a value; never too narrow."""
    value = literal_value(expression)
    return Interval(value, value) if isinstance(value, int | Fraction) else Interval()


@interval_of.register
def _(expression: e.Naam, symbols: Symbols) -> Interval:
    declaration = symbols.values.get(expression.naam)
    if isinstance(declaration, d.Bedrag | d.Aantal | d.Percentage):
        found = [each for each in constants_of(declaration) if isinstance(each, int | Fraction)]
        return Interval(min(found), max(found)) if found else Interval()
    if isinstance(declaration, d.Begrip):
        derived = declaration.one(Is)
        if derived is not None and _is_whole_months(derived.waarde):
            return Interval(SHORTEST_MONTH)
    return _declared(symbols.types.get(expression.naam))


@interval_of.register
def _(expression: e.Oordeelverwijzing, symbols: Symbols) -> Interval:
    return _declared(symbols.types.get(expression.naam))


def _declared(type_: Type | None) -> Interval:
    if isinstance(type_, Bedrag | Percentage | Aantal):
        return Interval(type_.van, type_.tot)
    return Interval()


@interval_of.register
def _(expression: e.Optelling, symbols: Symbols) -> Interval:
    left, right = (interval_of(each, symbols) for each in (expression.links, expression.rechts))
    return Interval(_add(left.low, right.low), _add(left.high, right.high))


@interval_of.register
def _(expression: e.Aftrekking, symbols: Symbols) -> Interval:
    if _is_whole_months(expression):
        return Interval(SHORTEST_MONTH)
    left, right = (interval_of(each, symbols) for each in (expression.links, expression.rechts))
    return Interval(_add(left.low, _minus(right.high)), _add(left.high, _minus(right.low)))


def _is_whole_months(expression: Expression) -> bool:
    """Tell whether this counts the days from the first of a month to that of a later one."""
    match expression:
        case e.Aftrekking(
            links=e.Optelling(
                links=e.EersteDagVanDeMaand() as first,
                rechts=e.Getalliteraal(getal=number, eenheid="maand" | "jaar"),
            ),
            rechts=e.EersteDagVanDeMaand() as start,
        ):
            return first == start and number >= 1
    return False


@interval_of.register
def _(expression: e.Vermenigvuldiging, symbols: Symbols) -> Interval:
    left, right = (interval_of(each, symbols) for each in (expression.links, expression.rechts))
    ends = [_multiply(one, other) for one in _ends(left) for other in _ends(right)]
    known = [end for end in ends if end is not None]
    if len(known) == len(ends):
        return Interval(min(known), max(known))
    if _is_positive(left) and _is_positive(right):
        return Interval(_multiply(left.low, right.low), None)
    return Interval()


@interval_of.register
def _(expression: e.TenMinste, symbols: Symbols) -> Interval:
    part, bound = (interval_of(each, symbols) for each in (expression.deel, expression.grens))
    lows = [each for each in (part.low, bound.low) if each is not None]
    high = None if part.high is None or bound.high is None else max(part.high, bound.high)
    return Interval(max(lows) if lows else None, high)


@interval_of.register
def _(expression: e.TenHoogste, symbols: Symbols) -> Interval:
    part, bound = (interval_of(each, symbols) for each in (expression.deel, expression.grens))
    highs = [each for each in (part.high, bound.high) if each is not None]
    low = None if part.low is None or bound.low is None else min(part.low, bound.low)
    return Interval(low, min(highs) if highs else None)


@interval_of.register
def _(expression: e.Aantallijst, symbols: Symbols) -> Interval:
    lijst = symbols.types.get(expression.lijst)
    if not isinstance(lijst, Lijst):
        return Interval(0, None)
    return Interval(0 if expression.waarvoor else lijst.minimum, lijst.maximum)


def _add(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


def _minus(one: Number | None) -> Number | None:
    return None if one is None else -one


def _multiply(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one * other


def _ends(interval: Interval) -> tuple[Number | None, Number | None]:
    return interval.low, interval.high


def _is_positive(interval: Interval) -> bool:
    return interval.low is not None and interval.low > 0
