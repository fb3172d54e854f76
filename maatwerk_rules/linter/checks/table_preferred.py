"""MW108: a row of branches over one thing, which a table would show better."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Indien
from maatwerk_rules.model.declarations import Regel
from maatwerk_rules.model.expressions import EenVan, Naam, Vergelijking, Voorwaardelijk
from maatwerk_rules.model.node import Expression
from maatwerk_rules.source import Span

KIND = Kind(
    "MW108",
    "voorkeur-tabel",
    Severity.HINT,
    "Hier staan {aantal} takken die alleen van `{naam}` afhangen.",
    "In een tabel staan de gevallen onder elkaar, en is te zien of er een ontbreekt.",
)
FEWEST_ROWS = 4


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the branches, and the rules of one value, with four conditions on the same name."""
    for each in subject.nodes.of(Voorwaardelijk):
        names = {_only_name(tak.voorwaarde) for tak in each.takken}
        name = _only(names, len(each.takken))
        if name is not None:
            yield _report(each.span, name, len(each.takken))
    rules: dict[str, list[Regel]] = {}
    for regel in subject.nodes.of(Regel):
        rules.setdefault(regel.bepaalt, []).append(regel)
    for listed in rules.values():
        conditions = [regel.one(Indien) for regel in listed]
        names = {_only_name(each.voorwaarde) if each else None for each in conditions}
        name = _only(names, len(listed))
        if name is not None:
            yield _report(subject.place_of_name(listed[0]), name, len(listed))


def _only(names: set[str | None], count: int) -> str | None:
    """Return the one name that enough conditions look at, or None."""
    (name, *others) = names
    return name if count >= FEWEST_ROWS and not others else None


def _report(place: Span, name: str, count: int) -> Diagnostic:
    advice = f"schrijf een `tabel … over {name}` met een rij per geval"
    return diagnostic(KIND, place, help=(advice,), aantal=str(count), naam=name)


def _only_name(condition: Expression) -> str | None:
    """Return the name that a plain comparison looks at, or None for anything else."""
    match condition:
        case Vergelijking(links=Naam(naam=naam)) | EenVan(deel=Naam(naam=naam)):
            return naam
    return None
