"""MW809: something temporary without an end."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.subject import File
from maatwerk_rules.model.clauses import Geldigheid, TenHoogsteDuur, Uitleg
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Regel,
    Uitzondering,
)

KIND = Kind(
    "MW809",
    "tijdelijk-zonder-einde",
    Severity.HINT,
    "`{naam}` heet tijdelijk, maar er staat niet tot wanneer.",
    "Zonder einde blijft iets tijdelijks staan, of stopt het op een dag die niemand kende.",
)
HELP = ("Schrijf `ten hoogste … maanden`, of `geldt van … tot …`.",)
STRICT = True
RULES = (Regel, Uitzondering, Aanpassing, Afwijkingsgrond, Hardheidsclausule)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the rules that call themselves temporary and have no end."""
    for regel in (each for kind in RULES for each in file.nodes.of(kind)):
        validity, uitleg = regel.one(Geldigheid), regel.one(Uitleg)
        ends = regel.one(TenHoogsteDuur) or (validity is not None and validity.tot is not None)
        words = f"{regel.name} {uitleg.tekst if uitleg else ''}".lower()
        if "tijdelijk" in words and not ends:
            found = diagnostic(KIND, file.place_of_name(regel), help=HELP, naam=regel.name)
            yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)
