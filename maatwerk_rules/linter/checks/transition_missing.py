"""MW805: a rule of a municipality that is replaced without a word on running cases."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import BlijftGeldigVoor, Geldigheid
from maatwerk_rules.model.declarations import Regel

KIND = Kind(
    "MW805",
    "overgangsrecht-ontbreekt",
    Severity.HINT,
    "`{oud}` wordt vervangen door `{nieuw}`, en er staat niets over lopende gevallen.",
    "Wie al bezig was, hoort te weten of de oude regel voor hem blijft gelden.",
)
HELP = ("Geldt de oude regel nog voor iemand, schrijf dan `blijft geldig voor …`.",)
STRICT = True


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the local rules that end on the day another one for the same outcome begins.

    What a statute says of running cases its maker decided; who encodes it has no choice there.
    """
    begins: dict[tuple[str, object], Regel] = {}
    regels = subject.nodes.of(Regel)
    for regel in regels:
        if (validity := regel.one(Geldigheid)) is not None:
            begins.setdefault((regel.bepaalt, validity.vanaf), regel)
    for regel in regels:
        validity = regel.one(Geldigheid)
        if validity is None or validity.tot is None or regel.one(BlijftGeldigVoor):
            continue
        if _is_national(regel, subject):
            continue
        after = begins.get((regel.bepaalt, validity.tot))
        if after is not None and after is not regel:
            there = Label(subject.place_of_name(after), "vanaf dan deze")
            yield diagnostic(
                KIND, validity.span, labels=(there,), help=HELP, oud=regel.naam, nieuw=after.naam
            )


def _is_national(regel: Regel, subject: Subject) -> bool:
    """Tell whether a rule stands in national law."""
    layer = layer_of(regel, subject.symbols)
    return layer is not None and layer.soort not in LOCAL
