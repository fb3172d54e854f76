"""MW901: a fact that is asked and reaches no outcome."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.needed import needed_by, needed_by_people
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Factor, Rol, ToetsenOpVerzoek, Vermoeden
from maatwerk_rules.model.declarations import Gegeven

KIND = Kind(
    "MW901",
    "gegeven-niet-nodig",
    Severity.WAARSCHUWING,
    "`{naam}` wordt gevraagd, maar verandert geen enkele uitkomst.",
    "Wie iets vraagt dat niets uitmaakt, vraagt te veel van mensen.",
)
HELP = ("Laat het gegeven weg, of gebruik het begrip waarin het staat.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the facts that begrippen read, while no outcome reads those."""
    everything = subject.everything
    weighed = (everything.of(kind) for kind in (Factor, Vermoeden, ToetsenOpVerzoek))
    needed = needed_by_people(each for nodes in weighed for each in nodes)
    read: set[str] = set()
    for part in subject.policy.slices:
        needed |= needed_by(part.program)
        read = read.union(*part.program.leaves.values())
    for gegeven in subject.nodes.of(Gegeven):
        if gegeven.naam in read - needed and gegeven.one(Rol) is None:
            yield diagnostic(KIND, subject.place_of_name(gegeven), help=HELP, naam=gegeven.naam)
