"""MW109: the same reasoning written out three times."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.expressions import (
    Aftrekking,
    En,
    Naam,
    Of,
    Optelling,
    Telling,
    Veldverwijzing,
    Vermenigvuldiging,
)
from maatwerk_rules.model.node import Expression

KIND = Kind(
    "MW109",
    "herhaalde-afleiding",
    Severity.HINT,
    "Deze uitdrukking staat {aantal} keer in het beleid.",
    "Verandert de wet, dan moeten alle plaatsen mee; een vergeten plaats valt niet op.",
)
STRICT = True
FEWEST_TIMES = 3
FEWEST_NAMES = 3

_SUMS = (Aftrekking, En, Of, Optelling, Telling, Vermenigvuldiging)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the first of three equal expressions that read three names or more.

    Of an expression within a repeated one nothing more is said.
    """
    written: dict[str, list[Expression]] = {}
    for kind in _SUMS:
        for each in subject.nodes.of(kind):
            if not isinstance(subject.nodes.parent(each), kind) and _reads_enough(each):
                whole = subject.text(each.span, most=each.span.end - each.span.start)
                written.setdefault(whole, []).append(each)
    said: list[str] = []
    for text in sorted(written, key=len, reverse=True):
        places = [
            each for each in written[text] if not isinstance(subject.nodes.declaration(each), Toets)
        ]
        if len(places) >= FEWEST_TIMES and not any(text in longer for longer in said):
            said.append(text)
            labels = [Label(each.span, "ook hier") for each in places[1:3]]
            advice = "geef het een naam: een begrip met een eigen bron"
            count = str(len(places))
            yield diagnostic(KIND, places[0].span, labels=labels, help=(advice,), aantal=count)


def _reads_enough(each: Expression) -> bool:
    names = [node for node in each.walk() if isinstance(node, Naam | Veldverwijzing)]
    return len(names) >= FEWEST_NAMES
