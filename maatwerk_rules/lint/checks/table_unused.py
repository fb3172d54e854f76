"""MW562: a table, slices or a term that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.mentions import removal
from maatwerk_rules.lint.report import with_edits
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.declarations import Schijven, Tabel, Termijn

KIND = Kind(
    "MW562",
    "ongebruikte-tabel",
    Severity.HINT,
    "Niets in het beleid gebruikt `{naam}`.",
    "Wie het beleid leest, zoekt tevergeefs waar dit voor dient.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield those that no name in the policy refers to."""
    names = subject.mentions.names
    listed: tuple[Tabel | Schijven | Termijn, ...] = (
        *subject.nodes.of(Tabel),
        *subject.nodes.of(Schijven),
        *subject.nodes.of(Termijn),
    )
    for each in listed:
        if each.naam in names:
            continue
        place = subject.place_of_name(each)
        found = diagnostic(KIND, place, naam=each.naam)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit else found
