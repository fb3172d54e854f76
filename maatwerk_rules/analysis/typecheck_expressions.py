"""The types of conditions, literals, names and lists, and of any expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from maatwerk_rules.analysis import typecheck_arithmetic
from maatwerk_rules.analysis.declared_types import literal_type
from maatwerk_rules.analysis.expression_names import records_within, soort_of
from maatwerk_rules.analysis.inference import (
    Branch,
    infer,
    infer_alike,
    infer_branches_alike,
    ordered,
    require,
    widened,
)
from maatwerk_rules.analysis.typecheck_scope import (
    Inference,
    Scope,
    find_outside_condition,
    is_exact,
    is_unknown,
    negation_of,
    option_type,
)
from maatwerk_rules.analysis.typefout import describe_type, report_type
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Percentage,
    Type,
    Typefout,
    is_ordered,
)

PREVIOUS_MISPLACED = Kind(
    "MW078",
    "vorige-niet-hier",
    Severity.FOUT,
    "`vorige` heeft hier geen betekenis.",
    "Alleen in een aanpassing, en in wat daarbij hoort, is er een vorige waarde: van voor de stap.",
)
EMPTY_LIST = Kind(
    "MW079",
    "lege-lijst",
    Severity.FOUT,
    "Er staat niet wat {woord} is van een lege lijst.",
    "Een lege lijst heeft geen hoogste of laagste waarde.",
)
TOO_MANY_MONTHS = Kind(
    "MW084",
    "aantal-maanden-buiten-bereik",
    Severity.FOUT,
    "Over {aantal} maanden kan niet worden gerekend.",
    "Elke maand wordt apart uitgerekend; daarom zijn het er ten minste één en niet te veel.",
)
MOST_MONTHS = 600
"""How many months, fifty years, an expression looks back at most."""

# Reading the module is what registers its functions.
__all__ = ["infer", "require", "type_of", "typecheck_arithmetic"]


def type_of(expression: Expression, scope: Scope) -> Type:
    """Return the type of an expression, `Typefout` where it has none.

    >>> from datetime import date
    >>> from maatwerk_rules.analysis.collecting import collect
    >>> from maatwerk_rules.model.beleid import Beleid
    >>> scope = Scope(collect(Beleid(()))[0])
    >>> type_of(e.Optelling(e.Datumliteraal(date(2026, 1, 1)), e.Getalliteraal(4, "week")), scope)
    Datum(van=None, tot=None)
    """
    inference = infer(expression, scope)
    try:
        while True:
            next(inference)
    except StopIteration as end:
        found: Type = end.value
        return found


def _require_truth(parts: Iterable[Expression], scope: Scope) -> Iterator[Diagnostic]:
    for part in parts:
        yield from require(part, JaNee(), scope)


@infer.register
def _(expression: e.En, scope: Scope) -> Inference:
    # That a part holds itself may be given too: the condition of a fact never reads that fact.
    yield from _require_truth(expression.delen, scope.given(*expression.delen))
    return JaNee()


@infer.register
def _(expression: e.Of, scope: Scope) -> Inference:
    inner = scope.given(*map(negation_of, expression.delen))
    yield from _require_truth(expression.delen, inner)
    return JaNee()


@infer.register(e.Hetzij)
@infer.register(e.Telling)
def _(expression: e.Hetzij | e.Telling, scope: Scope) -> Inference:
    yield from _require_truth(expression.delen, scope)
    return JaNee()


@infer.register
def _(expression: e.Niet, scope: Scope) -> Inference:
    yield from _require_truth([expression.deel], scope)
    return JaNee()


@infer.register
def _(expression: e.Vergelijking, scope: Scope) -> Inference:
    found = yield from infer_alike((expression.links, expression.rechts), scope.expecting(None))
    if is_unknown(found):
        return JaNee()
    if isinstance(found, JaNee | Keuze):
        if expression.vergelijker not in {"is", "is niet"}:
            yield report_type(
                expression.links.span,
                found,
                "een bedrag, aantal, percentage of datum",
                help=("ja/nee en keuzes vergelijkt u met `is` of `is niet`",),
            )
    elif not is_ordered(found):
        yield report_type(expression.links.span, found, "één waarde")
    return JaNee()


@infer.register(e.EenVan)
@infer.register(e.GeenVan)
def _(expression: e.EenVan | e.GeenVan, scope: Scope) -> Inference:
    found = yield from infer(expression.deel, scope.expecting(None))
    for waarde in expression.waarden:
        yield from require(waarde, found, scope)
    if not is_unknown(found) and not isinstance(found, JaNee | Keuze) and not is_ordered(found):
        yield report_type(expression.deel.span, found, "één waarde")
    return JaNee()


@infer.register(e.Bedragliteraal)
@infer.register(e.Percentageliteraal)
@infer.register(e.Datumliteraal)
@infer.register(e.Getalliteraal)
@infer.register(e.Janee)
def _(expression: Expression, scope: Scope) -> Inference:
    yield from ()
    found = literal_type(expression, scope.expected or Typefout())
    return found or Typefout()


@infer.register
def _(expression: e.Naam, scope: Scope) -> Inference:
    symbols = scope.symbols
    if expression.naam in symbols.values:
        yield from find_outside_condition(expression, expression.naam, scope)
        soort = symbols.record_of(expression.naam)
        if soort is not None and scope.records.get(soort) != soort:
            return Typefout()
        return symbols.types[expression.naam]
    if expression.naam not in symbols.opties:
        return Typefout()
    found = option_type(expression.naam, scope)
    if found is not None:
        return found
    if isinstance(scope.expected, Keuze):
        what = f"optie van {scope.expected.naam or 'deze keuze'}"
        span = expression.span
        yield report_unknown(expression.naam, what, span, scope.expected.opties)
    elif not is_unknown(scope.expected):
        words = "een waarde" if scope.expected is None else describe_type(scope.expected)
        advice = f"noem ook wat u vergelijkt, zoals in `leefvorm is {expression.naam}`"
        option = f"de optie `{expression.naam}`"
        yield report_type(expression.span, option, words, help=(advice,))
    return Typefout()


@infer.register
def _(expression: e.Veldverwijzing, scope: Scope) -> Inference:
    symbols = scope.symbols
    soort = symbols.soorttypes.get(soort_of(expression, symbols, scope.records) or "")
    if soort is None:
        yield from ()
        return Typefout()
    if symbols.record_of(expression.veld) == soort.naam and expression.veld in symbols.values:
        return symbols.types[expression.veld]
    return soort.field(expression.veld) or Typefout()


@infer.register
def _(expression: e.Oordeelverwijzing, scope: Scope) -> Inference:
    yield from ()
    known = expression.naam in scope.symbols.oordelen
    return scope.symbols.types[expression.naam] if known else Typefout()


@infer.register
def _(expression: e.Vorige, scope: Scope) -> Inference:
    if scope.vorige is not None:
        return scope.vorige
    yield diagnostic(PREVIOUS_MISPLACED, expression.span)
    return Typefout()


@infer.register
def _(expression: e.Peildatum, scope: Scope) -> Inference:
    yield from ()
    return Datum()


@infer.register
def _(expression: e.GeldendOp, scope: Scope) -> Inference:
    yield from require(expression.datum, Datum(), scope)
    return scope.symbols.types.get(expression.naam) or Typefout()


@infer.register
def _(expression: e.Leeftijd, scope: Scope) -> Inference:
    yield from require(expression.geboortedatum, Datum(), scope)
    yield from require(expression.datum, Datum(), scope)
    return Aantal("jaar")


@infer.register
def _(expression: e.EersteDagVanDeMaand, scope: Scope) -> Inference:
    yield from require(expression.datum, Datum(), scope)
    return Datum()


@infer.register
def _(expression: e.NietAangetoond, scope: Scope) -> Inference:
    yield from ()
    return JaNee()


@infer.register
def _(expression: e.Voorwaardelijk, scope: Scope) -> Inference:
    before: tuple[Expression, ...] = ()
    for tak in expression.takken:
        yield from require(tak.voorwaarde, JaNee(), scope.given(*before))
        before = (*before, negation_of(tak.voorwaarde))
    return (yield from _infer_branches(expression, scope))


def _infer_branches(expression: e.Voorwaardelijk, scope: Scope) -> Inference:
    """Infer the values of the branches, each where its condition holds and no earlier one."""
    branches: list[Branch] = []
    before: tuple[Expression, ...] = ()
    for tak in expression.takken:
        branches.append((tak.waarde, (*before, tak.voorwaarde)))
        before = (*before, negation_of(tak.voorwaarde))
    branches.append((expression.anders, before))
    return (yield from infer_branches_alike(branches, scope))


@infer.register(e.MaandenWaarin)
@infer.register(e.AaneengeslotenMaanden)
def _(expression: e.MaandenWaarin | e.AaneengeslotenMaanden, scope: Scope) -> Inference:
    yield from _check_window(expression.venster, scope)
    yield from require(expression.deel, JaNee(), _in_a_month(scope))
    return Aantal("maand")


@infer.register
def _(expression: e.SomOverMaanden, scope: Scope) -> Inference:
    yield from _check_window(expression.venster, scope)
    found = yield from infer(expression.deel, _in_a_month(scope).expecting(None))
    match found:
        case Bedrag(periode="maand", exact=exact):
            return Bedrag(exact=exact)
        case Aantal(eenheid=eenheid, exact=exact):
            return Aantal(eenheid, exact=exact)
    if not is_unknown(found):
        yield report_type(expression.deel.span, found, "een bedrag per maand of een aantal")
    return Typefout()


def _in_a_month(scope: Scope) -> Scope:
    """Return the scope of another day: what is given here need not hold on it."""
    return attrs.evolve(scope, vorige=None, conditions=())


def _check_window(
    venster: e.BinnenMaanden | e.InKalenderjaar, scope: Scope
) -> Iterator[Diagnostic]:
    if isinstance(venster, e.BinnenMaanden) and not 1 <= venster.aantal <= MOST_MONTHS:
        advice = f"noem een aantal van 1 tot en met {MOST_MONTHS}"
        yield diagnostic(TOO_MANY_MONTHS, venster.span, aantal=str(venster.aantal), help=(advice,))
    yield from require(venster.datum, Datum(), scope)


def _within(
    expression: e.Somlijst | e.Aantallijst | e.Hoogste | e.Laagste | e.Elke | e.ErIsEen,
    scope: Scope,
) -> Scope | None:
    records = records_within(expression, scope.symbols, scope.records)
    return None if records is None else attrs.evolve(scope, records=records)


def _infer_part(expression: e.Somlijst | e.Hoogste | e.Laagste, scope: Scope) -> Inference:
    """Infer what is taken of each record that the condition lets through."""
    inner = _within(expression, scope)
    if inner is None:
        return Typefout()
    if expression.waarvoor is not None:
        yield from require(expression.waarvoor, JaNee(), inner)
        inner = inner.given(expression.waarvoor)
    return (yield from infer(expression.deel, inner))


@infer.register
def _(expression: e.Somlijst, scope: Scope) -> Inference:
    found = yield from _infer_part(expression, scope)
    if is_unknown(found) or isinstance(found, Bedrag | Aantal | Percentage):
        return widened(found, exact=is_exact(found))
    yield report_type(expression.deel.span, found, "een bedrag, aantal of percentage")
    return Typefout()


@infer.register
def _(expression: e.Aantallijst, scope: Scope) -> Inference:
    inner = _within(expression, scope)
    if inner is not None and expression.waarvoor is not None:
        yield from require(expression.waarvoor, JaNee(), inner)
    return Aantal()


@infer.register(e.Hoogste)
@infer.register(e.Laagste)
def _(expression: e.Hoogste | e.Laagste, scope: Scope) -> Inference:
    part = yield from _infer_part(expression, scope)
    found = yield from ordered(expression.deel, part)
    if expression.anders is None:
        word = "de hoogste" if isinstance(expression, e.Hoogste) else "de laagste"
        advice = "zet erachter `anders …` met de waarde die dan geldt"
        yield diagnostic(EMPTY_LIST, expression.span, woord=word, help=(advice,))
        return widened(found, exact=is_exact(found))
    other = yield from require(expression.anders, found, scope)
    return widened(found, exact=is_exact(found) or is_exact(other))


@infer.register(e.Elke)
@infer.register(e.ErIsEen)
def _(expression: e.Elke | e.ErIsEen, scope: Scope) -> Inference:
    inner = _within(expression, scope)
    if inner is not None:
        yield from require(expression.voorwaarde, JaNee(), inner)
    return JaNee()
