"""MW207: an outcome of a municipality for which no statute is named."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.layers import LOCAL, layer_of, regeling_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bron, Krachtens, LetOp, Ruimte
from maatwerk_rules.model.declarations import Invulling, Uitkomst
from maatwerk_rules.model.expressions import Naam, Veldverwijzing
from maatwerk_rules.model.node import Declaration, Reference

KIND = Kind(
    "MW207",
    "grondslag-ontbreekt",
    Severity.WAARSCHUWING,
    "Bij de uitkomst `{naam}` staat geen artikel van een wet; alle regels zijn van de gemeente.",
    "Een gemeente mag alleen regels maken waar een wet haar dat laat doen (Awb 4:81 voor beleid).",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outcomes of local rules alone, that fill in nothing and name no higher article."""
    filled = _filled_in(subject)
    symbols = subject.symbols
    for uitkomst in subject.nodes.of(Uitkomst):
        rules = symbols.rules_of(uitkomst.naam)
        layers = [layer_of(regel, symbols) for regel in rules]
        local = bool(layers) and all(each and each.soort in LOCAL for each in layers)
        named = any(_names_a_statute(each, subject) for each in (uitkomst, *rules))
        if local and not named and uitkomst.naam not in filled:
            advice = "schrijf bij de uitkomst `bron …` of `ruimte voor … bron …` met dat artikel"
            place = subject.place_of_name(uitkomst)
            yield diagnostic(KIND, place, help=(advice,), naam=uitkomst.naam)


def _filled_in(subject: Subject) -> set[str]:
    """Return the names that an invulling reads: what is filled in has a statute of its own."""
    found: set[str] = set()
    for invulling in subject.nodes.of(Invulling):
        for node in invulling.walk():
            if isinstance(node, Naam):
                found.add(node.naam)
            elif isinstance(node, Veldverwijzing):
                found.add(node.veld)
    return found


def _names_a_statute(declaration: Declaration, subject: Subject) -> bool:
    cited: list[Reference] = [each.verwijzing for each in declaration.all(Bron)]
    cited += [each.verwijzing for each in declaration.all(Ruimte)]
    cited += [each.verwijzing for each in declaration.all(Krachtens)]
    cited += [each.bron for each in declaration.all(LetOp) if each.bron is not None]
    found = (regeling_of(each, subject.symbols) for each in cited)
    return any(each is not None and each.soort not in LOCAL for each in found)
