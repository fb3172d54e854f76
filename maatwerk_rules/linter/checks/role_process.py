"""MW708: an outcome reads a fact with the role procesgegeven."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.taint import readings, with_role

KIND = Kind(
    "MW708",
    "behandelaar-afhankelijk",
    Severity.WAARSCHUWING,
    "{uitkomsten} hangt af van `{naam}`, en dat gaat over de behandeling, niet over de mens.",
    "Wie de zaak behandelt, of langs welke weg zij binnenkwam, mag niets uitmaken.",
)
HELP = ("Laat het gegeven weg uit de regel.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield where a fact with this role is read on the way to an outcome."""
    for each in readings(subject, with_role(subject, "procesgegeven")):
        reached = write_list([f"`{name}`" for name in each.outcomes], "en")
        yield diagnostic(KIND, each.span, help=HELP, naam=each.fact, uitkomsten=reached)
