"""MW107: a negation of what is itself in the negative."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.expressions import (
    GeenVan,
    Janee,
    Naam,
    Niet,
    Oordeelverwijzing,
    Veldverwijzing,
    Vergelijking,
)
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW107",
    "dubbele-ontkenning",
    Severity.HINT,
    "Hier staan twee ontkenningen: `niet` en `{ander}`.",
    "Twee ontkenningen moet de lezer zelf tegen elkaar wegstrepen, en dat gaat vaak mis.",
)

_NEGATIVE = re.compile(r"(?:geen|niet|nooit|niemand)_")


def find_in_file(file: File) -> Iterator[Diagnostic]:
    """Yield each `niet` before another negation or a name that holds one."""
    found = tuple(file.nodes.of(Niet))
    inner = {id(each.deel) for each in found if isinstance(each.deel, Niet)}
    for each in found:
        # Of `niet niet niet a` the first tells it.
        other = None if id(each) in inner else _negation_in(each.deel)
        if other is not None:
            advice = "draai de voorwaarde of de naam om, zodat er één ontkenning overblijft"
            yield diagnostic(KIND, each.span, help=(advice,), ander=other)


def _negation_in(part: Expression) -> str | None:
    match part:
        case Niet():
            return "niet"
        case GeenVan():
            return "is niet een van"
        case Vergelijking(vergelijker="is niet"):
            return "is niet"
        case Vergelijking(vergelijker="is", rechts=Janee(waarde=False)):
            return "is nee"
        case Naam(naam=naam) | Veldverwijzing(veld=naam) | Oordeelverwijzing(naam=naam):
            return naam if _NEGATIVE.match(naam) else None
    return None
