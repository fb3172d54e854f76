"""MW555: a fact that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.mentions import removal
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Rol
from maatwerk_rules.model.declarations import Begrip, Gegeven, Oordeel, Uitkomst
from maatwerk_rules.model.toetsclauses import Toetsgegeven
from maatwerk_rules.model.typenodes import Eentype, HoogstensEentype, Lijsttype

KIND = Kind(
    "MW555",
    "ongebruikt-gegeven",
    Severity.WAARSCHUWING,
    "Niets in het beleid gebruikt het gegeven `{naam}`.",
    "Wat niet nodig is, mag de gemeente niet vragen of opzoeken (AVG artikel 5 lid 1 c).",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the facts that no name refers to; one that a toets fills in cannot just be removed."""
    names = subject.mentions.names
    read_per_record = _soorten_read(subject)
    filled = {each.naam for each in subject.nodes.of(Toetsgegeven)}
    for each in subject.nodes.of(Gegeven):
        if each.naam in names or each.one(Rol) or _soort_of(each) in read_per_record:
            continue
        found = diagnostic(KIND, subject.place_of_name(each), naam=each.naam)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit and each.naam not in filled else found


def _soort_of(each: Gegeven) -> str | None:
    if isinstance(each.type, Lijsttype | Eentype | HoogstensEentype):
        return each.type.soort
    return None


def _soorten_read(subject: Subject) -> set[str | None]:
    """Return the soorten of which each record has values of its own, in whatever list it stands."""
    written = subject.written
    derived: tuple[Begrip | Uitkomst | Oordeel, ...] = (
        *written.all(Begrip),
        *written.all(Uitkomst),
        *written.all(Oordeel),
    )
    return {each.per for each in derived} - {None}
