"""MW569: a household that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.mentions import removal
from maatwerk_rules.lint.report import with_edits
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.declarations import Huishouden

KIND = Kind(
    "MW569",
    "ongebruikt-huishouden",
    Severity.HINT,
    "Niets in het beleid gebruikt het huishouden `{naam}`.",
    "Een huishouden bestaat om lijsten samen te lezen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names
    for each in subject.nodes.of(Huishouden):
        if each.naam in names:
            continue
        place = subject.place_of_name(each)
        found = diagnostic(KIND, place, naam=each.naam)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit else found
