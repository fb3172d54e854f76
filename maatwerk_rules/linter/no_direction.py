"""Outcomes that do not say what is favourable: whether a local rule lowers them is not known."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import order_of
from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.undecided import Undecided
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitkomst, Uitzondering

WHY = "zonder `gunstig` is niet te zeggen wat verlagen of weigeren is"


def without_direction(subject: Subject) -> Iterator[Undecided]:
    """Yield the own outcomes without `gunstig` that a verordening or beleidsregel decides."""
    symbols = subject.symbols
    decided: dict[str, None] = {}
    rules: tuple[Regel | Uitzondering | Aanpassing, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
        *subject.nodes.of(Aanpassing),
    )
    for regel in rules:
        layer = layer_of(regel, symbols)
        if layer is not None and layer.soort in LOCAL:
            decided |= dict.fromkeys(sorted(symbols.outcomes_of(regel.naam)))
    for naam in decided:
        value, parts = symbols.values.get(naam), subject.parts_by_name.get(naam, ())
        if isinstance(value, Uitkomst) and order_of(naam, symbols) is None:
            for part in parts[:1]:
                yield Undecided(
                    part, f"dat een lokale regel `{naam}` niet verlaagt of weigert", WHY
                )
