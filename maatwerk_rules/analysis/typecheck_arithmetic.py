"""The types of sums, products, quotients, bounds and roundings."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import attrs

from maatwerk_rules.analysis.division import can_be_nil, is_constant
from maatwerk_rules.analysis.inference import (
    infer,
    infer_alike,
    is_bare,
    or_expected,
    ordered,
    widened,
)
from maatwerk_rules.analysis.products import type_of_product, type_of_quotient, type_of_sum
from maatwerk_rules.analysis.typecheck_scope import (
    Inference,
    Scope,
    is_exact,
    is_unknown,
    report_not_rounded,
)
from maatwerk_rules.analysis.typefout import describe_type, report_mismatch, report_type
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Expression
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, Percentage, Type, Typefout

DAY_CHOICE = Kind(
    "MW076",
    "dagkeuze",
    Severity.FOUT,
    "Bij deze som {gevonden}.",
    "Niet elke maand heeft een 31e; wie maanden of jaren optelt kiest welke dag dan telt.",
)
TERM_WITHOUT_UNIT = Kind(
    "MW806",
    "termijn-eenheid",
    Severity.FOUT,
    "Bij deze termijn staat niet of het dagen, weken, maanden of jaren zijn.",
    "",
)
DIVISION_BY_NIL = Kind(
    "MW860",
    "deling-door-nul",
    Severity.FOUT,
    "Hier wordt gedeeld door een waarde die nul kan zijn.",
    "Delen door nul heeft geen uitkomst.",
)

ROUNDED: dict[str, type[Type]] = {
    "centen": Bedrag,
    "hele euro's": Bedrag,
    "hele procenten": Percentage,
    "helen": Aantal,
}


@infer.register(e.TenMinste)
@infer.register(e.TenHoogste)
def _(expression: e.TenMinste | e.TenHoogste, scope: Scope) -> Inference:
    found = yield from infer_alike((expression.deel, expression.grens), scope)
    return (yield from ordered(expression.deel, found))


@infer.register(e.Optelling)
@infer.register(e.Aftrekking)
def _(expression: e.Optelling | e.Aftrekking, scope: Scope) -> Inference:
    minus = isinstance(expression, e.Aftrekking)
    left, right = yield from _infer_pair(expression.links, expression.rechts, scope)
    if is_unknown(left, right):
        return Typefout()
    found = type_of_sum(left, right, minus=minus)
    if found is None:
        yield _report_sum(expression, left, right)
        return Typefout()
    yield from _find_day_choice(expression, found, right)
    return found


def _infer_pair(
    links: Expression, rechts: Expression, scope: Scope
) -> Generator[Diagnostic, None, tuple[Type, Type]]:
    """Infer two operands; a bare one takes its unit or period from the other."""
    if is_bare(links, scope) and not is_bare(rechts, scope):
        right = yield from infer(rechts, scope)
        left = yield from infer(links, scope.expecting(or_expected(right, scope)))
        return left, right
    left = yield from infer(links, scope)
    right = yield from infer(rechts, scope.expecting(or_expected(left, scope)))
    return left, right


def _report_sum(expression: e.Optelling | e.Aftrekking, left: Type, right: Type) -> Diagnostic:
    match left, right:
        case Datum(), Aantal(eenheid=None):
            advice = "schrijf de eenheid erbij, bijvoorbeeld `4 weken`"
            return diagnostic(TERM_WITHOUT_UNIT, expression.rechts.span, help=(advice,))
        case Datum(), _:
            expected = "een aantal dagen, weken, maanden of jaren"
            return report_type(expression.rechts.span, right, expected)
        case Aantal(), Datum():
            advice = "zet de datum voorop: `datum + 4 weken`"
            return report_type(expression.links.span, left, "een datum", help=(advice,))
        case ((Bedrag() | Aantal() | Percentage()), _):
            return report_mismatch(expression.rechts, right, left)
    return report_type(expression.links.span, left, "een bedrag, aantal, percentage of datum")


def _find_day_choice(
    expression: e.Optelling | e.Aftrekking, found: Type, right: Type
) -> Iterator[Diagnostic]:
    needed = (
        isinstance(found, Datum)
        and isinstance(right, Aantal)
        and right.eenheid in {"maand", "jaar"}
        # The first of a month exists in every month.
        and not isinstance(expression.links, e.EersteDagVanDeMaand)
    )
    if needed and expression.dagkeuze is None:
        advice = "zet erachter `eerder` of `later`"
        words = "staat niet welke dag telt als de maand te kort is"
        yield diagnostic(DAY_CHOICE, expression.span, gevonden=words, help=(advice,))
    if not needed and expression.dagkeuze is not None:
        words = f"staat `{expression.dagkeuze}`, maar er is niets te kiezen"
        advice = f"haal `{expression.dagkeuze}` weg"
        yield diagnostic(DAY_CHOICE, expression.span, gevonden=words, help=(advice,))


@infer.register
def _(expression: e.Vermenigvuldiging, scope: Scope) -> Inference:
    inner = _for_factor(scope)
    left = yield from infer(expression.links, inner)
    right = yield from infer(expression.rechts, inner)
    if is_unknown(left, right):
        return Typefout()
    found = type_of_product(left, right)
    if found is None:
        yield _report_factor(expression.links, expression.rechts, (left, right), "vermenigvuldig")
        return Typefout()
    return found


def _for_factor(scope: Scope) -> Scope:
    """Return the scope of a factor: of what is expected only a period can come from it."""
    return scope if isinstance(scope.expected, Bedrag) else scope.expecting(None)


def _report_factor(
    links: Expression, rechts: Expression, found: tuple[Type, Type], verb: str
) -> Diagnostic:
    left, right = found
    if not isinstance(left, Bedrag | Percentage | Aantal):
        return report_type(links.span, left, "een bedrag, aantal of percentage")
    words = "een aantal zonder eenheid of een percentage"
    if isinstance(left, Bedrag) and isinstance(right, Aantal) and left.periode:
        words = f"een aantal zonder eenheid of {describe_type(Aantal(left.periode))}"
    advice = f"{verb} {describe_type(left)} met {words}"
    if verb == "deel":
        advice = f"deel {describe_type(left)} door {words}"
    return report_type(rechts.span, right, words, help=(advice,))


@infer.register
def _(expression: e.Deling, scope: Scope) -> Inference:
    left = yield from infer(expression.links, _for_factor(scope))
    # The divisor takes a unit from nothing: `norm / 2` is half of it, whatever is expected.
    period = left if isinstance(left, Bedrag) else None
    right = yield from infer(expression.rechts, scope.expecting(period))
    if is_unknown(left, right):
        return Typefout()
    found = type_of_quotient(left, right)
    if found is None:
        if isinstance(left, Bedrag) and isinstance(right, Bedrag):
            yield report_mismatch(expression.rechts, right, left)
        else:
            yield _report_factor(expression.links, expression.rechts, (left, right), "deel")
        return Typefout()
    if can_be_nil(expression.rechts, scope.symbols, scope.conditions):
        advice = "begrens de deler, bijvoorbeeld met een bereik of met `maar ten minste 1`"
        yield diagnostic(DIVISION_BY_NIL, expression.rechts.span, help=(advice,))
    if not scope.rounded and not is_constant(expression.rechts, scope.symbols):
        yield report_not_rounded(expression, found, scope.symbols)
        return widened(found, exact=False)
    return found


@infer.register
def _(expression: e.Tegengestelde, scope: Scope) -> Inference:
    found = yield from infer(expression.deel, scope)
    if is_unknown(found) or isinstance(found, Bedrag | Percentage | Aantal):
        return widened(found, exact=is_exact(found))
    yield report_type(expression.deel.span, found, "een bedrag, aantal of percentage")
    return Typefout()


@infer.register
def _(expression: e.Afronding, scope: Scope) -> Inference:
    found = yield from infer(expression.deel, attrs.evolve(scope, rounded=True))
    wanted = ROUNDED[expression.eenheid]
    if is_unknown(found):
        return found
    if not isinstance(found, wanted):
        units = [f"`{unit}`" for unit, its in ROUNDED.items() if isinstance(found, its)]
        advice = f"{describe_type(found)} rondt u af op {write_list(units, 'of')}"
        yield report_type(
            expression.deel.span,
            found,
            describe_type(wanted()),
            help=(advice,) if units else (),
        )
        return Typefout()
    return widened(found, exact=False)
