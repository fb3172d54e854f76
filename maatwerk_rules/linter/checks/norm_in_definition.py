"""MW211: a derived ja/nee that draws a line and does not say on what it rests."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bron, EigenLezing, Is
from maatwerk_rules.model.declarations import Aantal, Bedrag, Begrip, Percentage, Tabel
from maatwerk_rules.model.expressions import Naam, Vergelijking
from maatwerk_rules.model.typenodes import Janeetype

KIND = Kind(
    "MW211",
    "norm-in-definitie",
    Severity.WAARSCHUWING,
    "Het begrip `{naam}` trekt een grens bij `{grens}`, maar zegt niet waarop dat berust.",
    "Een norm hoort niet verstopt te zitten in een begrip (Aanwijzing 5.1 lid 3).",
)

_NORMS = (Bedrag, Aantal, Percentage, Tabel)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the ja/nee derivations without source that compare with a dated amount or a table."""
    for begrip in subject.nodes.of(Begrip):
        derived = begrip.one(Is)
        said = begrip.one(Bron) or begrip.one(EigenLezing)
        if derived is None or said or not isinstance(begrip.type, Janeetype):
            continue
        norm = _norm_in(derived, subject)
        if norm is not None:
            advice = "schrijf `bron …` bij het begrip, of `eigen lezing`"
            place = subject.place_of_name(begrip)
            yield diagnostic(KIND, place, help=(advice,), naam=begrip.naam, grens=norm)


def _norm_in(derived: Is, subject: Subject) -> str | None:
    for node in derived.walk():
        if isinstance(node, Vergelijking):
            for side in (*node.links.walk(), *node.rechts.walk()):
                if isinstance(side, Naam) and isinstance(
                    subject.symbols.values.get(side.naam), _NORMS
                ):
                    return side.naam
    return None
