"""Schijven written out: of each slice the part of the amount that lies in it, times its percentage.

A slice runs from the boundary before it to its own; the first begins at 0, and an amount below 0
counts as 0. A boundary that is not higher than one before it makes an empty slice: the next begins
at the highest boundary so far. That takes words only where the order cannot be read from the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

import attrs

from maatwerk_rules.analysis.declared_types import literal_value
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Declaration, Expression
from maatwerk_rules.model.typenodes import Bedragtype
from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen

Schijf: TypeAlias = c.SchijfTot | c.SchijfDaarboven

MOST_SLICES = 20


@frozen
class Height:
    """How high a boundary is: so many times a base, or so many cents where there is none."""

    base: Expression | None
    times: Fraction

    def is_above(self, other: Height) -> bool | None:
        """Tell whether this boundary is surely higher (or surely not); None when that depends.

        >>> Height(None, Fraction(5)).is_above(Height(None, Fraction(4)))
        True
        """
        return self.times > other.times if self.base == other.base else None


def height_of(grens: Expression) -> Height:
    """Return the height of a boundary as far as the text says it: `110% * norm` is 1.1 norm."""
    known = literal_value(grens)
    if isinstance(known, int | Fraction):
        return Height(None, Fraction(known))
    if isinstance(grens, e.Vermenigvuldiging):
        for one, other in ((grens.links, grens.rechts), (grens.rechts, grens.links)):
            times = literal_value(one)
            if isinstance(one, e.Percentageliteraal) and isinstance(times, Fraction | int):
                return Height(other, Fraction(times))
    return Height(grens, Fraction(1))


def write_out_schijven(
    schijven: d.Schijven, declared: Mapping[str, Declaration]
) -> Expression | None:
    """Return the sum over the slices, or None when lines are missing or there are too many."""
    tot, daarboven = schijven.all(c.SchijfTot), schijven.one(c.SchijfDaarboven)
    if not tot or daarboven is None or len(tot) >= MOST_SLICES:
        return None
    periode = schijven.type.periode if isinstance(schijven.type, Bedragtype) else None
    nil = e.Bedragliteraal(0, periode, span=schijven.over.span)
    grenzen = [each.grens for each in tot]
    counted: list[Expression] = []
    slices: tuple[Schijf, ...] = (*tot, daarboven)
    for index, schijf in enumerate(slices):
        part = _part(schijven.over, _lowest(grenzen[:index], nil, declared), nil, schijf)
        share = _share(schijf.tarief, part, schijf.span)
        if share is not None:
            counted.append(share)
    total = reduce(lambda one, more: e.Optelling(one, more, span=more.span), counted or [nil])
    afronding = schijven.one(c.Afrondingsclausule)
    if afronding is None:
        return attrs.evolve(total, span=schijven.span)
    total = attrs.evolve(total, span=afronding.span)
    return e.Afronding(total, afronding.wijze, afronding.eenheid, span=afronding.span)


def _part(
    over: Expression,
    lowest: Expression | None,
    nil: Expression,
    schijf: Schijf,
) -> Expression:
    """Return how much of the amount lies in a slice; `lowest` is where it begins, None at 0."""
    place = schijf.span
    part = over
    if isinstance(schijf, c.SchijfTot):
        part = e.TenHoogste(part, schijf.grens, span=place)
    part = e.TenMinste(part, nil if lowest is None else lowest, span=place)
    return part if lowest is None else e.Aftrekking(part, lowest, span=place)


def _lowest(
    before: Sequence[Expression], nil: Expression, declared: Mapping[str, Declaration]
) -> Expression | None:
    """Return the highest of the boundaries before a slice and 0; None where there are none."""
    if not before:
        return None
    kept: list[Expression] = []
    for index, grens in enumerate(before):
        later = before[index + 1 :]
        height = height_of(grens)
        if not any(_passes(height_of(other), height) for other in later):
            kept.append(grens)
    *others, last = kept
    found = last
    for other in reversed(others):
        found = e.TenMinste(found, other, span=last.span)
    if any(_never_negative(height_of(grens), declared) for grens in kept):
        return found
    return e.TenMinste(found, nil, span=last.span)


def _passes(later: Height, earlier: Height) -> bool:
    """Tell whether with a later boundary, and 0, an earlier one no longer counts."""
    return bool(later.is_above(earlier)) and earlier.times >= 0


def _never_negative(height: Height, declared: Mapping[str, Declaration]) -> bool:
    if height.times < 0:
        return False
    if height.base is None:
        return True
    declaration = declared.get(height.base.naam) if isinstance(height.base, e.Naam) else None
    match declaration:
        case d.Bedrag():
            return _all_from_nil(ingang.waarde for ingang in declaration.all(c.Ingang))
        case d.Tabel():
            rows = [waarde for rij in declaration.all(c.Rij) for waarde in rij.waarden]
            return _all_from_nil((*rows, *(each.waarde for each in declaration.all(c.Anders))))
        case d.Gegeven(type=Bedragtype(bereik=bereik)) if bereik is not None:
            return _all_from_nil((bereik.van,))
    return False


def _all_from_nil(waarden: Iterable[Expression]) -> bool:
    known = [literal_value(waarde) for waarde in waarden]
    return all(isinstance(each, int | Fraction) and each >= 0 for each in known)


def _share(tarief: Expression, part: Expression, place: Span) -> Expression | None:
    """Return what counts of a part: nothing at 0%, and all of it as it stands at 100%."""
    rate = literal_value(tarief)
    if rate == 0:
        return None
    return part if rate == 1 else e.Vermenigvuldiging(tarief, part, span=place)
