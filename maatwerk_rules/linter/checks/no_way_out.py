"""MW605: a refusal by a verordening that nothing can set aside."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.analysis.layers import layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitkomst, Uitzondering

KIND = Kind(
    "MW605",
    "ruimte-ontbreekt",
    Severity.HINT,
    "Een verordening kan `{naam}` verlagen of weigeren, en niets laat daarvan afwijken.",
    "Wie door bijzondere omstandigheden onevenredig wordt geraakt, kan nergens heen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes lowered by a verordening, without any deviation on them."""
    symbols = subject.symbols
    burdened: dict[str, None] = {}
    rules: tuple[Regel | Uitzondering | Aanpassing, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
        *subject.nodes.of(Aanpassing),
    )
    for regel in rules:
        layer = layer_of(regel, symbols)
        if layer is not None and layer.soort == "verordening" and may_lower(regel, symbols):
            burdened |= dict.fromkeys(sorted(symbols.outcomes_of(regel.naam)))
    for naam in burdened:
        value = symbols.values.get(naam)
        if isinstance(value, Uitkomst) and not symbols.deviations_of(naam):
            first = next(each for each in rules if naam in symbols.outcomes_of(each.naam))
            place = subject.place_of_name(value if subject.is_own(value) else first)
            advice = "schrijf de hardheidsclausule van de verordening, of de afwijking in de wet"
            yield diagnostic(KIND, place, help=(advice,), naam=naam)
