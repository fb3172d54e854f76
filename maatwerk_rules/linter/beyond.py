"""Values that are reckoned and may come outside a range: with a case, or not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from maatwerk_rules.analysis.axes import Stretch, as_number
from maatwerk_rules.analysis.boxes import NOTHING, Region
from maatwerk_rules.analysis.ranges import Range
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.filling import NotFoundError
from maatwerk_rules.linter.parts import TOO_MANY, Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.sums import terms
from maatwerk_rules.linter.undecided import (
    Examined,
    Undecided,
    examined,
    not_worked_out,
    why,
)
from maatwerk_rules.linter.witness import Witness
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, Percentage
from maatwerk_rules.runtime.steps import DefinitionStep

Numbers = Bedrag | Percentage | Aantal


@attrs.frozen
class Allowed:
    """The range that a value should stay in, and what is claimed where that is not known.

    `ends` says that a case is looked for with all that is added up at its end too.
    """

    range: Range
    claim: str
    ends: bool

    def meets(self, result: DefinitionStep) -> bool:
        """Tell whether a result is outside the range."""
        if result.value is None:
            return False
        value = as_number(result.value)
        low, high = self.range.low, self.range.high
        return (low is not None and value < low) or (high is not None and value > high)


def outside_range(subject: Subject) -> Examined[tuple[Part, Witness]]:
    """Return the values with a declared range that may be outside it."""
    return examined(_each(subject, _declared))


def below_nil(subject: Subject) -> Examined[tuple[Part, Witness]]:
    """Return the own outcomes with an amount that may be below nil."""

    def allowed(part: Part) -> Allowed | None:
        definition, origin = part.definition, part.definition.origin
        own = origin is not None and subject.is_own(origin)
        if not own or not definition.published or not isinstance(definition.type, Bedrag):
            return None
        return Allowed(Range(0), f"dat `{definition.name}` niet onder nul komt", ends=False)

    return examined(_each(subject, allowed))


def _declared(part: Part) -> Allowed | None:
    definition, type_ = part.definition, part.definition.type
    if definition.origin is None or not isinstance(type_, Numbers):
        return None
    if type_.van is None and type_.tot is None:
        return None
    claim = f"dat `{definition.name}` binnen de grenzen blijft"
    return Allowed(Range(type_.van, type_.tot), claim, ends=True)


def _each(
    subject: Subject, wanted: Callable[[Part], Allowed | None]
) -> Iterator[tuple[Part, Witness] | Undecided]:
    """Yield of each definition what is found, or else what is not known, once."""
    told: set[str] = set()
    left: dict[str, Undecided] = {}
    for part in subject.parts:
        name = part.definition.name
        allowed = None if name in told else wanted(part)
        found = None if allowed is None else part.once(beyond, allowed, of=subject)
        if isinstance(found, Witness):
            told.add(name)
            yield part, found
        elif found is not None:
            left.setdefault(name, found)
    yield from (one for name, one in left.items() if name not in told)


def beyond(subject: Subject, part: Part, allowed: Allowed) -> Witness | Undecided | None:
    """Return a case in which what is reckoned is outside a range; None where there is none."""
    study = part.study
    left: Undecided | None = None
    for where, value in () if study is None else _values(part, study):
        for low in _sides(part, value, allowed.range):
            found = _on_side(subject, part, (where, value), allowed, low=low)
            if isinstance(found, Witness):
                return found
            if left is None and found is not None:
                left = Undecided(part, allowed.claim, found)
    return left


def _values(part: Part, study: Study) -> Iterator[tuple[Region, core.Expr]]:
    """Yield what is reckoned, and where it counts."""
    expression = part.definition.expression
    if expression is not None and not isinstance(expression, core.Unfilled):
        yield study.here, expression
    for node in part.nodes.values():
        trace = study.traces.get(node.name)
        if node.value is not None and trace is not None and trace.counts != NOTHING:
            yield trace.counts, node.value


def _sides(part: Part, value: core.Expr, allowed: Range) -> Iterator[bool]:
    """Yield below (True) and above (False) which end a value may come, as far as is known."""
    reached = part.reach.of(value)
    if allowed.low is not None and (reached.low is None or reached.low < allowed.low):
        yield True
    if allowed.high is not None and (reached.high is None or reached.high > allowed.high):
        yield False


def _on_side(
    subject: Subject, part: Part, value: tuple[Region, core.Expr], allowed: Allowed, *, low: bool
) -> Witness | str | None:
    """Return a case on one side of the range, or what stood in the way; None if there is none."""
    study, (where, expr) = part.study, value
    assert study is not None
    if part.definition.record is not None and _counts(expr):
        return not_worked_out(subject.text(expr.span, 50))
    limit = allowed.range.low if low else allowed.range.high
    assert limit is not None
    end = core.Constant(limit, part.definition.type)
    try:
        outside = study.region(core.Compare("lt" if low else "gt", expr, end))
        region = study.space.both(where, outside)
    except TOO_MUCH:
        return TOO_MANY
    if region == NOTHING:
        return None
    found = witness.find(subject.policy, part, region, allowed.meets)
    if found is None and allowed.ends and where == study.here:
        found = _at_the_end(subject, part, expr, allowed, low=low)
    return found or why(subject, part, region)


def _at_the_end(
    subject: Subject, part: Part, value: core.Expr, allowed: Allowed, *, low: bool
) -> Witness | None:
    """Return a case in which all that is added up is as small, or as large, as it may be."""
    filling = part.filling
    try:
        for term, sign in terms(value):
            smallest = low is (sign > 0)
            if isinstance(term, core.Fact) and isinstance(term.type, Numbers):
                end = term.type.van if smallest else term.type.tot
                filling.number(term, Stretch(end, end))
            elif isinstance(term, core.Aggregate) and smallest:
                filling.number(term, Stretch(0, 0))
    except NotFoundError:
        return None
    return witness.settle(subject.policy, part, filling, allowed.meets)


def _counts(value: core.Expr) -> bool:
    """Tell whether a value counts records: of one that exists, a list holds at least that one."""
    return any(isinstance(one, core.Aggregate) and one.kind != "only" for one in core.walk(value))
