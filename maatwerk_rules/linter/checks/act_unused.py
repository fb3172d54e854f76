"""MW212: an act that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.mentions import removal
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Regeling
from maatwerk_rules.model.references import Artikelverwijzing

KIND = Kind(
    "MW212",
    "ongebruikte-bron",
    Severity.HINT,
    "Niets in het beleid verwijst naar de regeling `{naam}`.",
    "Wie het beleid leest, denkt dat het op deze regeling berust.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names | {each.regeling for each in subject.nodes.of(Artikelverwijzing)}
    for each in subject.nodes.of(Regeling):
        if each.naam in names:
            continue
        place = subject.place_of_name(each)
        found = diagnostic(KIND, place, naam=each.naam)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit else found
