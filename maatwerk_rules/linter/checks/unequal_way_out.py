"""MW713: of two refusals that serve one intention, a person can set aside only one."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.favour import may_lower
from maatwerk_rules.analysis.layers import LOCAL, cites_awb_4_84, layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bedoelingclausule, SteltTerzijde
from maatwerk_rules.model.declarations import (
    Afwijkingsgrond,
    Hardheidsclausule,
    Regel,
    Uitzondering,
)

KIND = Kind(
    "MW713",
    "ongelijke-uitweg",
    Severity.HINT,
    "Van `{zonder}` kan niemand afwijken, en van `{met}` met dezelfde bedoeling wel.",
    "Wie om de ene reden wordt geweigerd krijgt dan hulp die een ander in nood niet krijgt.",
)
HELP = (
    "Noem beide bij `stelt terzijde`.",
    "Is het verschil bedoeld, geef de regels elk een eigen bedoeling.",
)
STRICT = True


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the local refusals that no deviation sets aside beside one that a deviation does.

    Whether all rules of a beleidsregel are named under Awb 4:84 another check tells.
    """
    listed: set[str] = set()
    for clause in subject.everything.of(SteltTerzijde):
        above = subject.everything.declaration(clause)
        chosen = isinstance(above, Afwijkingsgrond | Hardheidsclausule)
        if chosen and not cites_awb_4_84(above, subject.symbols):
            listed.update(clause.regels)
    deviations: tuple[Afwijkingsgrond | Hardheidsclausule, ...] = (
        *subject.everything.of(Afwijkingsgrond),
        *subject.everything.of(Hardheidsclausule),
    )
    freed = {name for one in deviations for name in subject.symbols.targets_of(one)}
    rules: tuple[Regel | Uitzondering, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
    )
    refusals = [one for one in rules if _refuses(one, subject)]
    for regel in refusals:
        if regel.naam in freed | listed:
            continue
        other = next(
            (one for one in refusals if one.naam in listed and _alike(one, regel, subject)), None
        )
        if other is not None:
            there = Label(subject.place_of_name(other), "van deze regel wel")
            place = subject.place_of_name(regel)
            yield suspected(
                diagnostic(
                    KIND, place, labels=(there,), help=HELP, zonder=regel.naam, met=other.naam
                )
            )


def _refuses(regel: Regel | Uitzondering, subject: Subject) -> bool:
    layer = layer_of(regel, subject.symbols)
    return layer is not None and layer.soort in LOCAL and may_lower(regel, subject.symbols)


def _alike(one: Regel | Uitzondering, other: Regel | Uitzondering, subject: Subject) -> bool:
    outcomes = set(subject.symbols.outcomes_of(one.naam))
    return bool(
        outcomes.intersection(subject.symbols.outcomes_of(other.naam))
        and _intentions(one) & _intentions(other)
        and layer_of(one, subject.symbols) == layer_of(other, subject.symbols)
    )


def _intentions(regel: Regel | Uitzondering) -> frozenset[str]:
    clause = regel.one(Bedoelingclausule)
    return frozenset() if clause is None else frozenset(clause.bedoelingen)
