"""MW307: a threshold that rests on no source and gives no reason."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bron, LetOp
from maatwerk_rules.model.declarations import Aantal, Bedrag, Percentage, Toets
from maatwerk_rules.model.expressions import Getalliteraal, Naam, Vergelijking
from maatwerk_rules.model.node import Declaration, Expression

KIND = Kind(
    "MW307",
    "grens-zonder-reden",
    Severity.WAARSCHUWING,
    "Waarom de grens bij {grens} ligt, staat nergens.",
    "Een grens zonder reden is voor wie er net buiten valt niet uit te leggen.",
)

_EQUAL = ("is", "is niet")
_DATED = (Bedrag, Aantal, Percentage)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the thresholds whose declaration names no source and says nothing of it."""
    for each in subject.nodes.of(Vergelijking):
        holder = subject.nodes.declaration(each)
        if each.vergelijker in _EQUAL or isinstance(holder, Toets):
            continue
        for side in (each.links, each.rechts):
            stated = _stated_in(side, holder, subject)
            if stated is not None and not stated.one(Bron) and not stated.one(LetOp):
                yield _found(side, stated, holder, subject)


def _stated_in(side: Expression, holder: Declaration, subject: Subject) -> Declaration | None:
    """Return the declaration that answers for a threshold, or None where it is none."""
    if isinstance(side, Naam):
        dated = subject.symbols.values.get(side.naam)
        return dated if isinstance(dated, _DATED) and subject.is_own(dated) else None
    return holder if isinstance(side, Getalliteraal) and side.getal not in (0, 1) else None


def _found(
    side: Expression, stated: Declaration, holder: Declaration, subject: Subject
) -> Diagnostic:
    text = subject.sources[side.span.source].text[side.span.start : side.span.end]
    labels = [] if stated is holder else [Label(subject.place_of_name(stated), "hier beschreven")]
    advice = 'schrijf `bron …`, of met `let op "…"` waarom de grens juist hier ligt'
    return diagnostic(KIND, side.span, labels=labels, help=(advice,), grens=f"`{text}`")
