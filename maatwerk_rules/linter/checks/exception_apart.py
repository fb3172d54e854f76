"""MW559: an exception that never holds where the rule it stands on does."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.dead import apart
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Tabel

KIND = Kind(
    "MW559",
    "uitzondering-nooit",
    Severity.WAARSCHUWING,
    "De uitzondering `{naam}` geldt nooit waar `{regel}` geldt.",
    "Een uitzondering werkt alleen in gevallen waarin ook de regel eronder geldt.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the exceptions with a condition that the condition of their base rules out."""
    advice = (
        "verbeter de voorwaarde van de uitzondering of van de regel",
        "hoort zij bij een andere regel, zet haar dan daarop",
    )
    for found in subject.once(apart):
        base = found.base.origin if found.base is not None else None
        if base is None or isinstance(found.origin, Tabel):
            continue
        yield diagnostic(
            KIND,
            subject.place_of_name(found.origin),
            labels=(Label(subject.place_of_name(base), "deze regel"),),
            naam=found.node.name,
            regel=base.name,
            help=advice,
        )
