"""MW208: a value that is reckoned and can come outside the range that is declared for it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.analysis.axes import Stretch, as_number
from maatwerk_rules.analysis.boxes import NOTHING, Region
from maatwerk_rules.analysis.ranges import Range
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import Study
from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.filling import NotFoundError
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.sums import terms
from maatwerk_rules.linter.witness import Witness
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Aantal, Bedrag, Number, Percentage
from maatwerk_rules.runtime.scalars import show
from maatwerk_rules.runtime.steps import DefinitionStep

KIND = Kind(
    "MW208",
    "parameter-buiten-ruimte",
    Severity.WAARSCHUWING,
    "`{naam}` kan {waarde} worden, en dat ligt buiten de grenzen.",
    "Wat achter het type staat belooft dat zulke waarden niet voorkomen; de wet kan dat eisen.",
)
HELP = (
    "Houd de waarde binnen de grenzen met `maar ten minste …` en `maar ten hoogste …`.",
    "Staan de grenzen niet goed, pas die dan aan.",
)
Numbers = Bedrag | Percentage | Aantal


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the values with a range and a case in which they are outside it."""
    told: set[str] = set()
    for part in subject.parts:
        definition = part.definition
        origin, type_ = definition.origin, definition.type
        if definition.name in told or origin is None or not isinstance(type_, Numbers):
            continue
        found = _outside(subject, part, Range(type_.van, type_.tot))
        if found is not None and found.result.value is not None:
            told.add(definition.name)
            place = Label(subject.place_of_name(origin), subject.since(part))
            waarde = show(found.result.value, type_)
            reported = diagnostic(KIND, place, help=HELP, naam=definition.name, waarde=waarde)
            yield attrs.evolve(
                reported, witness=found.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
            )


def _outside(subject: Subject, part: Part, allowed: Range) -> Witness | None:
    study = part.study
    if study is None or (allowed.low is None and allowed.high is None):
        return None
    for where, value in _values(part, study):
        if part.definition.record is not None and _counts(value):
            continue
        reached = part.reach.of(value)
        for low in (True, False):
            limit = allowed.low if low else allowed.high
            end = reached.low if low else reached.high
            if limit is None or (end is not None and (end >= limit if low else end <= limit)):
                continue
            try:
                beyond = core.Compare("lt" if low else "gt", value, _constant(limit, part))
                region = study.space.both(where, study.region(beyond))
            except TOO_MUCH:
                continue
            claim = _is_outside(allowed)
            found = witness.find(subject.policy, part, region, claim)
            if found is None and where == study.here:
                found = _at_the_end(subject, part, value, claim, low=low)
            if found is not None:
                return found
    return None


def _at_the_end(
    subject: Subject, part: Part, value: core.Expr, claim: witness.Claim, *, low: bool
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
    return witness.settle(subject.policy, part, filling, claim)


def _constant(limit: Number, part: Part) -> core.Constant:
    return core.Constant(limit, part.definition.type)


def _values(part: Part, study: Study) -> Iterator[tuple[Region, core.Expr]]:
    """Yield what is reckoned, and where it counts."""
    if part.definition.expression is not None:
        yield study.here, part.definition.expression
    for node in part.nodes.values():
        trace = study.traces.get(node.name)
        if node.value is not None and trace is not None and trace.counts != NOTHING:
            yield trace.counts, node.value


def _counts(value: core.Expr) -> bool:
    """Tell whether a value counts records: of one that exists, a list holds at least that one."""
    return any(isinstance(one, core.Aggregate) and one.kind != "only" for one in core.walk(value))


def _is_outside(allowed: Range) -> witness.Claim:
    def claim(result: DefinitionStep) -> bool:
        if result.value is None:
            return False
        value = as_number(result.value)
        below = allowed.low is not None and value < allowed.low
        return below or (allowed.high is not None and value > allowed.high)

    return claim
