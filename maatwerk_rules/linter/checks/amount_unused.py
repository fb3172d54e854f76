"""MW561: a dated amount, number or percentage that nothing reckons with."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.unused import find_unused
from maatwerk_rules.model.declarations import Aantal, Bedrag, Percentage

KIND = Kind(
    "MW561",
    "ongebruikt-bedrag",
    Severity.HINT,
    "Niets in het beleid rekent met `{naam}`.",
    "Een bedrag dat niets doet, wordt elk half jaar bijgewerkt zonder dat iemand het merkt.",
)

ONLY_TOLD = ("een uitleg noemt dit bedrag: kijk of de regel erbij met het goede bedrag rekent",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to, or that are only told to people."""
    listed: tuple[Bedrag | Aantal | Percentage, ...] = (
        *subject.nodes.of(Bedrag),
        *subject.nodes.of(Aantal),
        *subject.nodes.of(Percentage),
    )
    yield from find_unused(KIND, listed, subject)
    mentions = subject.mentions
    for each in listed:
        if each.name in mentions.names and each.name not in mentions.worked_with:
            place = subject.place_of_name(each)
            yield diagnostic(KIND, place, naam=each.name, help=ONLY_TOLD)
