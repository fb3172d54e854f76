"""MW606: a hardship clause that sets everything aside."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.analysis.layers import layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import BijRegeling
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Hardheidsclausule,
    Regel,
    Uitzondering,
)

KIND = Kind(
    "MW606",
    "hardheid-te-ruim",
    Severity.HINT,
    "`{naam}` kan alle {aantal} belastende regels van `{regeling}` opzij zetten.",
    "Een clausule die overal bij kan, zegt niet welke hardheid is bedoeld (Aanwijzing 5.26).",
)
FEWEST_RULES = 3


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the clauses that name every rule of their regeling that can refuse or lower."""
    symbols = subject.symbols
    for clause in subject.nodes.of(Hardheidsclausule):
        assert isinstance(clause.doel, BijRegeling), "the checker refuses any other place (MW618)"
        burdening = {
            regel.naam
            for regel in symbols.regels.values()
            if isinstance(regel, Regel | Uitzondering | Aanpassing)
            and layer_of(regel, symbols) == symbols.regelingen.get(clause.doel.regeling)
            and may_lower(regel, symbols)
        }
        if len(burdening) >= FEWEST_RULES and burdening <= set(symbols.targets_of(clause)):
            place = subject.place_of_name(clause)
            advice = "noem alleen de regels die voor iemand te hard kunnen uitpakken"
            yield diagnostic(
                KIND,
                place,
                help=(advice,),
                naam=clause.naam,
                aantal=str(len(burdening)),
                regeling=clause.doel.regeling,
            )
