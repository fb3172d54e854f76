"""MW901: a fact that is asked and reaches no outcome."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Factor, Rol, ToetsenOpVerzoek, Vermoeden
from maatwerk_rules.model.core import Expr, Program, Read, walk
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
    needed: set[str] = {factor.naam for factor in subject.everything.of(Factor)}
    needed |= {each.gegeven for each in subject.everything.of(Vermoeden)}
    needed |= {each.gegeven for each in subject.everything.of(ToetsenOpVerzoek)}
    read: set[str] = set()
    for part in subject.policy.slices:
        needed |= _needed(part.program)
        read = read.union(*part.program.leaves.values())
    for gegeven in subject.nodes.of(Gegeven):
        if gegeven.naam in read - needed and gegeven.one(Rol) is None:
            yield diagnostic(KIND, subject.place_of_name(gegeven), help=HELP, naam=gegeven.naam)


def _needed(program: Program) -> set[str]:
    """Return the leaves of what is published, and of all that is asked beside the outcomes."""
    published = [one.name for one in program.definitions.values() if one.published]
    beside: list[Expr] = [
        *program.violations.values(),
        *program.admissible.values(),
        *program.conditions.values(),
        *(rung.condition for rung in program.ladder if rung.condition is not None),
    ]
    names = {part.name for expr in beside for part in walk(expr) if isinstance(part, Read)}
    found = {getattr(part, "name", "") for expr in beside for part in walk(expr)}
    return found.union(*(program.leaves.get(name, frozenset()) for name in (*published, *names)))
