"""MW563: a list of options that nothing has as its type."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.mentions import removal
from maatwerk_rules.lint.report import with_edits
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.declarations import Keuze

KIND = Kind(
    "MW563",
    "ongebruikte-keuze",
    Severity.HINT,
    "Geen gegeven of begrip is van het type `{naam}`.",
    "Een lijst met opties die niemand kan kiezen, is vergeten.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names
    for each in subject.nodes.of(Keuze):
        if each.naam in names:
            continue
        place = subject.place_of_name(each)
        found = diagnostic(KIND, place, naam=each.naam)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit else found
