"""MW954: an outcome of which only the favourable side is tried."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import order_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Toets, Uitkomst
from maatwerk_rules.model.expressions import Janee, Naam
from maatwerk_rules.model.toetsclauses import Vast, Verwachting, Voorlopig

KIND = Kind(
    "MW954",
    "alleen-toekenning",
    Severity.HINT,
    "Alle toetsen van `{naam}` verwachten {waarde}.",
    "Een regel die altijd toekent zou hier niet opvallen.",
)
FEWEST = 2
"""Of a single toets nobody thinks that it tries both sides."""
HELP = ("Voeg een toets toe waarin het antwoord anders is.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes with toetsen that all expect the most favourable option."""
    expected: dict[str, list[object]] = {}
    for toets in subject.nodes.of(Toets):
        for said in toets.all(Verwachting):
            expected.setdefault(said.uitkomst, []).append(_option(said))
    for uitkomst in subject.nodes.of(Uitkomst):
        order = order_of(uitkomst.naam, subject.symbols)
        seen = expected.get(uitkomst.naam, [])
        if len(seen) < FEWEST:
            continue
        if order is not None and order.best is not None and set(seen) == {order.best}:
            best = _written(order.best)
            place = subject.place_of_name(uitkomst)
            yield diagnostic(KIND, place, help=HELP, naam=uitkomst.naam, waarde=best)


def _written(option: bool | str) -> str:
    if isinstance(option, str):
        return f"`{option}`"
    return "ja" if option else "nee"


def _option(said: Verwachting) -> object:
    if isinstance(said.verwacht, Vast | Voorlopig):
        match said.verwacht.waarde:
            case Janee(waarde=truth):
                return truth
            case Naam(naam=naam):
                return naam
    return None
