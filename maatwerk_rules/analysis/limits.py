"""What is too deep or too often cut to be carried by every pass, and to be followed by a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.analysis.slices import first_days
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Uitzondering

DEEPEST_EXCEPTION = 50
MOST_SLICES = 200

EXCEPTION_TOO_DEEP = Kind(
    "MW049",
    "uitzondering-te-diep",
    Severity.FOUT,
    "`{naam}` is een uitzondering op een uitzondering, en zo meer dan 50 keer.",
    "Zo diep kan niemand nagaan wanneer een regel geldt; ook het rekenen wordt dan begrensd.",
)
TOO_MANY_SLICES = Kind(
    "MW050",
    "te-veel-perioden",
    Severity.FOUT,
    "De regels van dit beleid veranderen op {aantal} dagen; hoogstens 200.",
    "Voor elke periode wordt het hele beleid apart nagekeken.",
)


def find(beleid: Beleid) -> Iterator[Diagnostic]:
    """Yield where a policy passes a limit, each limit once; linear in its size."""
    exceptions = {each.naam: each for each in beleid.all(Uitzondering)}
    for naam in _too_deep(exceptions):
        advice = "voeg voorwaarden samen, of geef een begrip een naam en lees dat"
        yield diagnostic(EXCEPTION_TOO_DEEP, exceptions[naam].span, naam=naam, help=(advice,))
        break
    days = first_days(beleid)
    if beleid.kop is not None and len(days) > MOST_SLICES:
        advice = "begin een nieuw beleid voor een nieuwe periode; bedragen horen in een reeks"
        span = beleid.kop.span
        yield diagnostic(TOO_MANY_SLICES, span, aantal=str(len(days)), help=(advice,))


def _too_deep(exceptions: Mapping[str, Uitzondering]) -> Iterator[str]:
    """Yield the exceptions that lie too deep; those in a circle lie nowhere."""
    depths: dict[str, int] = {}
    for naam in exceptions:
        road: dict[str, None] = {}
        here = naam
        while here in exceptions and here not in depths and here not in road:
            road[here] = None
            here = exceptions[here].op
        depth = depths.get(here, 0)
        for each in reversed(road):
            depth += 1
            depths[each] = depth
    yield from (naam for naam in exceptions if depths[naam] > DEEPEST_EXCEPTION)
