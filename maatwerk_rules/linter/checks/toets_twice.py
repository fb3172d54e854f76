"""MW965: two toetsen that are the same case."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.node import Clause
from maatwerk_rules.model.toetsclauses import (
    Bekeken,
    MetOntwerp,
    Toetsdatum,
    Toetsgegeven,
    Toetsoordeel,
    Verwachting,
)

KIND = Kind(
    "MW965",
    "toets-dubbel",
    Severity.HINT,
    "De toetsen `{eerste}` en `{tweede}` zijn hetzelfde geval.",
    "De tweede laat niets nieuws zien. Vaak is een regel vergeten aan te passen na het kopiëren.",
)
HELP = ("Verander wat er anders hoort te zijn, of laat er één weg.",)
CASE = frozenset((Bekeken, MetOntwerp, Toetsdatum, Toetsgegeven, Toetsoordeel, Verwachting))


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the toetsen with the case and the expectations of an earlier one."""
    bases = subject.symbols.bases
    wholes = {each.naam: bases.whole(each) for each in subject.symbols.beleid.own(Toets)}
    seen: dict[frozenset[int], str] = {}
    numbers: dict[Clause, int] = {}
    known: dict[int, int] = {}
    for toets in subject.nodes.of(Toets):
        whole = wholes.get(toets.naam, toets)
        if whole.one(Verwachting) is None:
            continue
        lines = [each for each in whole.clausules if type(each) in CASE]
        for each in lines:
            if id(each) not in known:  # a line that was taken over is compared once
                known[id(each)] = numbers.setdefault(each, len(numbers))
        case = frozenset([known[id(each)] for each in lines])
        first = seen.setdefault(case, toets.naam)
        if first != toets.naam:
            place = subject.place_of_name(toets)
            yield diagnostic(KIND, place, help=HELP, eerste=first, tweede=toets.naam)
