"""MW561: a dated amount, number or percentage that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.mentions import removal
from maatwerk_rules.lint.report import with_edits
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.declarations import Aantal, Bedrag, Percentage

KIND = Kind(
    "MW561",
    "ongebruikt-bedrag",
    Severity.HINT,
    "Niets in het beleid gebruikt `{naam}`.",
    "Een bedrag dat niets doet, wordt elk half jaar bijgewerkt zonder dat iemand het merkt.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names
    listed: tuple[Bedrag | Aantal | Percentage, ...] = (
        *subject.nodes.of(Bedrag),
        *subject.nodes.of(Aantal),
        *subject.nodes.of(Percentage),
    )
    for each in listed:
        if each.naam in names:
            continue
        place = subject.place_of_name(each)
        found = diagnostic(KIND, place, naam=each.naam)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit else found
