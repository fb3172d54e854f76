"""MW572: a deviation that never fires, or never changes an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.without import idle_deviations
from maatwerk_rules.model.node import Declaration

KIND = Kind(
    "MW572",
    "afwijking-zonder-gevolg",
    Severity.WAARSCHUWING,
    "De afwijking `{naam}` verandert in geen enkel geval een uitkomst.",
    "Een inwoner die erop rekent, krijgt er niets door; de ruimte bestaat alleen op papier.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the deviations that do nothing for any outcome, in any slice."""
    origins: dict[str, Declaration] = {}
    working: set[str] = set()
    for part in subject.parts:
        idle = {one.name for one in idle_deviations(part)}
        for deviation in part.definition.deviations:
            origin = deviation.node.origin
            if origin is not None and subject.is_own(origin):
                origins[deviation.name] = origin
            if deviation.name not in idle:
                working.add(deviation.name)
    advice = (
        "verbeter de voorwaarde, of wat de afwijking terzijde stelt",
        "heeft zij geen doel meer, haal haar dan weg",
    )
    for name, origin in origins.items():
        if name not in working:
            yield diagnostic(KIND, subject.place_of_name(origin), naam=name, help=advice)
