"""MW566: a kind of record that no fact has."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.mentions import removal
from maatwerk_rules.lint.report import with_edits
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.declarations import Soort

KIND = Kind(
    "MW566",
    "ongebruikte-soort",
    Severity.HINT,
    "Geen gegeven heeft records van de soort `{naam}`.",
    "Wat een record heeft, doet er niet toe als er geen records zijn.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names
    for each in subject.nodes.of(Soort):
        if each.naam in names:
            continue
        place = subject.place_of_name(each)
        found = diagnostic(KIND, place, naam=each.naam)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit else found
