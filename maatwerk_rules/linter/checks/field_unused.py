"""MW565: a field of a record that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Rol
from maatwerk_rules.model.declarations import Soort

KIND = Kind(
    "MW565",
    "ongebruikt-veld",
    Severity.WAARSCHUWING,
    "Niets in het beleid gebruikt het veld `{naam}` van `{soort}`.",
    "Wat niet nodig is, mag de gemeente niet vragen of opzoeken (AVG artikel 5 lid 1 c).",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the fields that no name refers to."""
    names = subject.mentions.names
    for soort in subject.nodes.of(Soort):
        for veld in soort.velden:
            if veld.naam not in names and not veld.one(Rol):
                place = subject.place(veld, veld.naam)
                yield diagnostic(KIND, place, naam=veld.naam, soort=soort.naam)
