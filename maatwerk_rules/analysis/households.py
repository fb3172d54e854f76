"""A household names lists of one soort, each once."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis import lookup as look
from maatwerk_rules.analysis.lookup import find_reference
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model.declarations import Huishouden
from maatwerk_rules.model.types import Lijst

OTHER_SOORT = Kind(
    "MW097",
    "huishouden-van-meer-soorten",
    Severity.FOUT,
    "`{naam}` is een {soort}, maar `{eerste}` is een {eerste_soort}.",
    "Wat over een huishouden wordt gevraagd leest van elk record hetzelfde.",
)
LIST_TWICE = Kind(
    "MW098",
    "lijst-dubbel-in-huishouden",
    Severity.FOUT,
    "`{naam}` staat twee keer in dit huishouden.",
    "Wie twee keer in een huishouden staat zou twee keer tellen.",
)


def find(huishouden: Huishouden, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the names in a household that are no list, of another soort, or there already."""
    lists: dict[str, Lijst] = {}
    for index, naam in enumerate(huishouden.lijsten):
        again = huishouden.lijsten[:index].count(naam) + (naam == huishouden.naam)
        yield from find_reference(naam, look.LIJSTGEGEVEN, huishouden, symbols, occurrence=again)
        type_ = symbols.types.get(naam)
        if not isinstance(type_, Lijst) or naam in symbols.huishoudens:
            continue
        span = symbols.place(huishouden, naam, again)
        if naam in lists:
            label = Label(symbols.place(huishouden, naam), "hier al genoemd")
            yield diagnostic(
                LIST_TWICE, span, labels=(label,), naam=naam, help=("noem haar één keer",)
            )
        lists.setdefault(naam, type_)
        first = next(iter(lists))
        if type_.soort != lists[first].soort:
            yield diagnostic(
                OTHER_SOORT,
                span,
                naam=naam,
                soort=type_.soort.naam,
                eerste=first,
                eerste_soort=lists[first].soort.naam,
                help=("maak een huishouden van lijsten van één soort",),
            )
