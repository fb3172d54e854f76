"""MW709: a local rule that refuses because something was not shown."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Indien
from maatwerk_rules.model.declarations import Aanpassing, Regel, Uitzondering
from maatwerk_rules.model.expressions import NietAangetoond

KIND = Kind(
    "MW709",
    "ontbreken-is-weigeren",
    Severity.WAARSCHUWING,
    "`{naam}` uit `{regeling}` kan weigeren omdat `{gegeven}` niet is aangetoond.",
    "Wat iemand niet aantoont is onbekend. Alleen de wet kan daar een weigering aan verbinden.",
)
HELP = ("Vraag het gegeven nog eens met een termijn (Awb artikel 4:5), of noem de wet als bron.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the local rules with such a condition that can refuse or lower."""
    for node in subject.nodes.of(NietAangetoond):
        regel = subject.nodes.declaration(node)
        if not isinstance(regel, Regel | Uitzondering | Aanpassing):
            continue
        regeling = layer_of(regel, subject.symbols)
        above = subject.nodes.parent(node)
        while above is not None and not isinstance(above, Indien | type(regel)):
            above = subject.nodes.parent(above)
        if regeling is None or regeling.soort not in LOCAL or not isinstance(above, Indien):
            continue
        if may_lower(regel, subject.symbols):
            yield diagnostic(
                KIND,
                node.span,
                help=HELP,
                naam=regel.naam,
                regeling=regeling.naam,
                gegeven=node.naam,
            )
