"""MW554: a derived value that is read, but by nothing that leads to an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.mentions import reached
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import InTeVullen, Ruimte
from maatwerk_rules.model.declarations import Begrip

KIND = Kind(
    "MW554",
    "onbereikbaar-vanaf-ingang",
    Severity.WAARSCHUWING,
    "Geen uitkomst komt bij het begrip `{naam}` uit.",
    "Wat hier wordt uitgerekend, beslist nooit iets.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the values that something reads and yet no outcome needs."""
    names = reached(subject.mentions)
    for each in subject.nodes.of(Begrip):
        left_open = each.one(Ruimte) or each.one(InTeVullen)
        if each.naam in subject.mentions.names and each.naam not in names and not left_open:
            yield diagnostic(KIND, subject.place_of_name(each), naam=each.naam)
