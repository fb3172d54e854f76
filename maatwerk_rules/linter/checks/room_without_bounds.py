"""MW609: a value left to a lower regeling without a lowest and a highest."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import InTeVullen
from maatwerk_rules.model.declarations import Begrip, Uitkomst
from maatwerk_rules.model.typenodes import Aantaltype, Bedragtype, Percentagetype

KIND = Kind(
    "MW609",
    "ruimte-zonder-grenzen",
    Severity.WAARSCHUWING,
    "`{naam}` vult een lagere regeling in, en er staat niet tussen welke grenzen.",
    "Zonder grenzen is niet te zien of een invulling nog binnen de wet blijft.",
)
HELP = ("Schrijf achter het type `tussen … en …`, met de grenzen die de wet geeft.",)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the numbers to be filled in that have no range."""
    values: tuple[Begrip | Uitkomst, ...] = (*file.nodes.of(Begrip), *file.nodes.of(Uitkomst))
    for value in values:
        type_ = value.type
        if not isinstance(type_, Bedragtype | Percentagetype | Aantaltype):
            continue
        if type_.bereik is None and value.one(InTeVullen):
            yield diagnostic(KIND, file.place_of_name(value), help=HELP, naam=value.naam)
