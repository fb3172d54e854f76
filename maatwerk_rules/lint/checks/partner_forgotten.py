"""MW720: an amount of one person where the household is meant elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.declarations import Huishouden, Regel, Soort, Uitzondering
from maatwerk_rules.model.expressions import Somlijst, Veldverwijzing, Vergelijking
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
    """Yield the rules that compare the amount of one member of a household."""
    households = {each.naam: each for each in subject.everything.of(Huishouden)}
    summed = {
        node.veld: total.lijst
        for total in subject.everything.of(Somlijst)
        if total.lijst in households
        for node in total.deel.walk()
        if isinstance(node, Veldverwijzing) and node.record == total.record
    }
    amounts = {
        veld.naam
        for soort in subject.everything.of(Soort)
        for veld in soort.velden
        if isinstance(veld.type, Bedragtype)
    }
    for comparison in subject.nodes.of(Vergelijking):
        if not isinstance(subject.nodes.declaration(comparison), Regel | Uitzondering):
            continue
        for side in (comparison.links, comparison.rechts):
            if not isinstance(side, Veldverwijzing) or side.veld not in summed.keys() & amounts:
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
