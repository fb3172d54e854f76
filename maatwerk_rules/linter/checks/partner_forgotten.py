"""MW720: an amount of one person where the household is meant elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Begrip, Huishouden, Soort, Uitkomst
from maatwerk_rules.model.expressions import (
    Aftrekking,
    Optelling,
    Somlijst,
    Veldverwijzing,
    Vergelijking,
)
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.typenodes import Bedragtype

KIND = Kind(
    "MW720",
    "partner-vergeten",
    Severity.WAARSCHUWING,
    "Hier telt alleen `{lezing}`, terwijl `{veld}` elders over `{huishouden}` wordt opgeteld.",
    "Wie samen een huishouden heeft, wordt dan op de middelen van één persoon beoordeeld.",
)
HELP = ("Tel het over het huishouden op, of leg uit waarom alleen deze persoon telt.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons of the amount of one member of a household."""
    households = {each.naam: each for each in subject.everything.of(Huishouden)}
    summed = {
        node.veld: total.lijst
        for total in subject.everything.of(Somlijst)
        if total.lijst in households
        for node in total.deel.walk()
        if isinstance(node, Veldverwijzing) and node.record == total.record
    }
    shared = summed.keys() & _amounts(subject)
    for comparison in subject.nodes.of(Vergelijking):
        for side in (*_added(comparison.links), *_added(comparison.rechts)):
            if side.veld not in shared:
                continue
            whole = summed[side.veld]
            if side.record in households[whole].lijsten:
                found = diagnostic(
                    KIND,
                    side.span,
                    help=HELP,
                    huishouden=whole,
                    lezing=f"{side.record}.{side.veld}",
                    veld=side.veld,
                )
                yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)


def _amounts(subject: Subject) -> set[str]:
    """Return the amounts that each member of a household has: fields, and what is derived."""
    nodes = subject.everything
    fields = {
        veld.naam
        for soort in nodes.of(Soort)
        for veld in soort.velden
        if isinstance(veld.type, Bedragtype)
    }
    derived: tuple[Begrip | Uitkomst, ...] = (*nodes.of(Begrip), *nodes.of(Uitkomst))
    return fields | {
        each.naam for each in derived if each.per is not None and isinstance(each.type, Bedragtype)
    }


def _added(side: Expression) -> Iterator[Veldverwijzing]:
    """Yield the readings of a record in a sum, unless that adds up a list as well."""
    if not any(isinstance(node, Somlijst) for node in side.walk()):
        yield from _terms(side)


def _terms(side: Expression) -> Iterator[Veldverwijzing]:
    match side:
        case Veldverwijzing():
            yield side
        case Optelling(links=left, rechts=right) | Aftrekking(links=left, rechts=right):
            yield from _terms(left)
            yield from _terms(right)
