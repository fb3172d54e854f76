"""MW719: a fact such as sex or belief that bears no role."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.clauses import Rol
from maatwerk_rules.model.declarations import Gegeven, Veld
from maatwerk_rules.source import Span

KIND = Kind(
    "MW719",
    "kenmerk-niet-beschermd",
    Severity.WAARSCHUWING,
    "`{naam}` lijkt een beschermd kenmerk, maar heeft niet de rol `beschermd`.",
    "Zonder die rol wordt niet nagegaan of de uitkomst ervan afhangt.",
)
HELP = ("Schrijf `beschermd` onder het gegeven.",)
FEATURE = re.compile(
    r"(^|_)(geslacht|gender|geloof|godsdienst|levensovertuiging|ras|huidskleur|etniciteit"
    r"|afkomst|seksuele_gerichtheid|geaardheid|politieke_gezindheid)(_|$)"
)


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield the facts and fields with such a name and without a role."""
    facts: tuple[Gegeven | Veld, ...] = (*file.nodes.of(Gegeven), *file.nodes.of(Veld))
    for asked in facts:
        if not FEATURE.search(asked.naam) or asked.one(Rol) is not None:
            continue
        indent = "  " if isinstance(asked, Gegeven) else "    "
        end = Span(file.source.name, asked.type.span.end, asked.type.span.end)
        edit = Edit(end, f"\n{indent}beschermd", "onveilig")
        place = file.place(asked, asked.naam)
        found = diagnostic(KIND, place, help=HELP, naam=asked.naam)
        yield attrs.evolve(found, certainty=Certainty.VERMOEDEN, edits=(edit,))
