"""MW871: an amount of an outcome that can fall below nil."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.analysis.boxes import NOTHING
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.witness import Witness
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Bedrag
from maatwerk_rules.runtime.steps import DefinitionStep

KIND = Kind(
    "MW871",
    "negatief-mogelijk",
    Severity.WAARSCHUWING,
    "`{naam}` kan onder nul komen.",
    "Een bedrag onder nul zegt dat de inwoner moet betalen, en dat staat in geen regel.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes with a case in which the amount is below nil."""
    told: set[str] = set()
    advice = ("schrijf achter het bedrag `maar ten minste € 0`",)
    for part in subject.parts:
        origin, name = part.definition.origin, part.definition.name
        if name in told or origin is None or not subject.is_own(origin):
            continue
        if not (part.definition.published and isinstance(part.definition.type, Bedrag)):
            continue
        found = _below_nil(subject, part)
        if found is not None:
            told.add(name)
            place = Label(subject.place_of_name(origin), subject.since(part))
            reported = diagnostic(KIND, place, naam=name, help=advice)
            yield attrs.evolve(
                reported, witness=found.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
            )


def _below_nil(subject: Subject, part: Part) -> Witness | None:
    study = part.study
    if study is None:
        return None
    nil = core.Constant(0, part.definition.type)
    for node in part.nodes.values():
        trace = study.traces.get(node.name)
        if node.value is None or trace is None or trace.counts == NOTHING:
            continue
        low = part.reach.of(node.value).low
        if low is not None and low >= 0:
            continue
        try:
            below = study.region(core.Compare("lt", node.value, nil))
            region = study.space.both(trace.counts, below)
        except TOO_MUCH:
            continue
        found = witness.find(subject.policy, part, region, _is_below)
        if found is not None:
            return found
    return None


def _is_below(result: DefinitionStep) -> bool:
    value = result.value
    return value is not None and not isinstance(value, str | bool) and value < 0  # type: ignore[operator]
