"""Every rule says what it is for, and every intention which base value it serves."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.judgements import read_through
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Bedoelingclausule, Bron, Dient, EigenLezing
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Bedoeling,
    Hardheidsclausule,
    Oordeel,
    Regel,
    Uitkomst,
    Uitzondering,
)
from maatwerk_rules.model.node import Declaration

NO_INTENTION = Kind(
    "MW301",
    "bedoeling-ontbreekt",
    Severity.WAARSCHUWING,
    "Bij `{naam}` staat niet welke bedoeling wordt gediend.",
    "Wie van een regel wil afwijken moet weten waarvoor de regel er is.",
)
EXCEPTION_WITHOUT_INTENTION = Kind(
    "MW308",
    "uitzondering-zonder-bedoeling",
    Severity.WAARSCHUWING,
    "Bij de uitzondering `{naam}` staat niet welke bedoeling wordt gediend.",
    "Een uitzondering laat zien welk nadeel de hoofdregel zou geven; zonder bedoeling is dat weg.",
)
OUTCOME_WITHOUT_INTENTION = Kind(
    "MW312",
    "uitkomst-zonder-bedoeling",
    Severity.WAARSCHUWING,
    "Bij de uitkomst `{naam}` is nergens te zien welke bedoeling wordt gediend.",
    "Elke uitkomst moet zijn terug te voeren op een bedoeling en een waarde.",
)
SERVES_NO_VALUE = Kind(
    "MW313",
    "bedoeling-zonder-waarde",
    Severity.WAARSCHUWING,
    "Bij de bedoeling `{naam}` staat niet welke waarde zij dient.",
    "Elke uitkomst moet zijn terug te voeren op een waarde.",
)
INTENTION_WITHOUT_ORIGIN = Kind(
    "MW314",
    "bedoeling-zonder-herkomst",
    Severity.WAARSCHUWING,
    "Bij de bedoeling `{naam}` staat niet waar zij vandaan komt.",
    "De lezer moet zien of de wetgever dit zegt, of dat het uw eigen lezing is.",
)

_BEARERS = (Regel, Uitzondering, Aanpassing, Afwijkingsgrond, Hardheidsclausule, Oordeel)


def find(beleid: Beleid, symbols: Symbols) -> tuple[Diagnostic, ...]:
    """Return the rules, judgements and outcomes without intention, and intentions cut loose."""
    return tuple(
        found
        for each in beleid.all(Bedoeling, Uitkomst, *_BEARERS)
        for found in _find_in_declaration(each, symbols)
    )


def _find_in_declaration(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    match declaration:
        case Bedoeling():
            yield from _find_loose(declaration, symbols)
        case Uitkomst():
            yield from _find_outcome(declaration, symbols)
    if isinstance(declaration, _BEARERS) and not declaration.one(Bedoelingclausule):
        is_exception = isinstance(declaration, Uitzondering)
        kind = EXCEPTION_WITHOUT_INTENTION if is_exception else NO_INTENTION
        yield _report(
            kind, declaration, symbols, "schrijf `bedoeling …` met de naam van een bedoeling"
        )


def _find_loose(bedoeling: Bedoeling, symbols: Symbols) -> Iterator[Diagnostic]:
    if not bedoeling.one(Dient):
        yield _report(
            SERVES_NO_VALUE, bedoeling, symbols, "schrijf `dient …` met de naam van een waarde"
        )
    if not bedoeling.one(Bron) and not bedoeling.one(EigenLezing):
        advice = "schrijf `bron …` met de plaats in de wet, of `eigen lezing`"
        yield _report(INTENTION_WITHOUT_ORIGIN, bedoeling, symbols, advice)


def _find_outcome(uitkomst: Uitkomst, symbols: Symbols) -> Iterator[Diagnostic]:
    """Report an outcome that no rule determines and that leads to no intention either."""
    names = {uitkomst.naam, *read_through(uitkomst, symbols)}
    determined = any(symbols.rules_of(name) for name in names)
    told = any(
        declaration is not None and declaration.one(Bedoelingclausule)
        for declaration in map(symbols.declaration, names)
    )
    if not determined and not told:
        advice = "schrijf `bedoeling …` bij de uitkomst"
        yield _report(OUTCOME_WITHOUT_INTENTION, uitkomst, symbols, advice)


def _report(kind: Kind, declaration: Declaration, symbols: Symbols, advice: str) -> Diagnostic:
    span = symbols.place_of_name(declaration)
    return diagnostic(kind, span, naam=declaration.name, help=(advice,))
