"""Expressions to core: names are resolved, units are gone, each value knows its type."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import singledispatch
from typing import Literal

import attrs

from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model import core
from maatwerk_rules.model import expressions as ast
from maatwerk_rules.model.clauses import BekendTot, Ingang, NietBekend
from maatwerk_rules.model.declarations import Aantal, Bedrag, Gegeven, Percentage
from maatwerk_rules.model.node import Declaration, Expression
from maatwerk_rules.model.types import (
    Aantal as AantalType,
)
from maatwerk_rules.model.types import (
    Bedrag as BedragType,
)
from maatwerk_rules.model.types import (
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Number,
    Scalar,
    SoortType,
    Type,
)
from maatwerk_rules.model.types import (
    Percentage as PercentageType,
)
from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen

OPERATORS = {
    "is": "eq",
    "is niet": "ne",
    "is meer dan": "gt",
    "is minder dan": "lt",
    "is ten minste": "ge",
    "is ten hoogste": "le",
}

MODES = {"rekenkundig": "half", "naar boven": "up", "naar beneden": "down"}

UNITS: Mapping[str, Number] = {
    "centen": 1,
    "hele euro's": 100,
    "hele procenten": Fraction(1, 100),
    "helen": 1,
}


@frozen
class Names:
    """The names in scope; `variables` gives the soort of each record variable."""

    symbols: Symbols
    variables: Mapping[str, str]

    def value(self, name: str, span: Span) -> core.Expr:
        """Return what a name stands for: a fact, a dated amount, a definition, or an option."""
        declaration = self.symbols.values.get(name)
        match declaration:
            case None:
                return core.Constant(name, Keuze((name,)), span=span)
            case Gegeven():
                return core.Fact(name, self.symbols.types[name], span=span)
            case Bedrag() | Aantal() | Percentage():
                return self.dated(name, core.ReferenceDate(span=span), span)
        record = self.symbols.record_of(name)
        variable = next((v for v, soort in self.variables.items() if soort == record), None)
        return core.Read(name, variable, self.symbols.types[name], span=span)

    def dated(self, name: str, on: core.Expr, span: Span) -> core.Expr:
        """Return a dated amount on a date."""
        declaration = self.symbols.values[name]
        known = [
            (ingang.vanaf, number_of(ingang.waarde, self)) for ingang in declaration.all(Ingang)
        ]
        gaps = [(gap.vanaf, None) for gap in declaration.all(NietBekend)]
        entries = tuple(sorted((*known, *gaps), key=lambda entry: entry[0]))
        return self.dated_value(declaration, on, entries, span)

    def dated_value(
        self, declaration: Declaration, on: core.Expr, entries: core.Entries, span: Span
    ) -> core.Expr:
        """Return values in time of a dated amount, or of one row of a table, on a date."""
        bekend = declaration.one(BekendTot)
        until = bekend.datum if bekend else None
        name = declaration.name
        return core.Dated(name, on, entries, until, self.symbols.types[name], span=span)

    def with_record(self, variable: str, soort: str) -> Names:
        """Return the names with one more record variable."""
        return attrs.evolve(self, variables={**self.variables, variable: soort})


def number_of(literal: Expression, names: Names) -> Number:
    """Return the number that a literal of the policy stands for."""
    expr = desugar(literal, names)
    assert isinstance(expr, core.Constant)
    assert isinstance(expr.value, int | Fraction)
    return expr.value


def tidy(number: Number) -> Number:
    """Return a whole number as int."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number


def type_of_core(expr: core.Expr) -> Type:
    """Return the type of a translated expression, as far as dates and units need it."""
    match expr:
        case core.ReferenceDate() | core.Shift() | core.MonthStart():
            return Datum()
        case core.Age():
            return AantalType("jaar")
        case core.DaysBetween():
            return AantalType("dag")
        case core.Bound(part=part) | core.Round(part=part):
            return type_of_core(part)
        case core.Choose(otherwise=otherwise):
            return type_of_core(otherwise)
        case core.Arithmetic(left=left, right=right):
            found = type_of_core(left)
            return found if found != AantalType() else type_of_core(right)
        case core.Aggregate(kind="highest" | "lowest" | "sum" | "only", body=body) if body:
            return type_of_core(body)
        case core.Aggregate(kind="count"):
            return AantalType()
    found_type = getattr(expr, "type", None)
    return found_type if isinstance(found_type, Type) else JaNee()


@singledispatch
def desugar(expression: Expression, names: Names) -> core.Expr:
    """Return the core expression of a checked surface expression; linear in its size."""
    raise TypeError(f"no translation for {type(expression).__name__}")


def _constant(value: Scalar, type_: Type, node: Expression) -> core.Constant:
    return core.Constant(value, type_, span=node.span)


def _all(parts: tuple[Expression, ...], names: Names) -> tuple[core.Expr, ...]:
    return tuple(desugar(part, names) for part in parts)


@desugar.register
def _(expression: ast.En, names: Names) -> core.Expr:
    return core.And(_all(expression.delen, names), span=expression.span)


@desugar.register
def _(expression: ast.Of, names: Names) -> core.Expr:
    return core.Or(_all(expression.delen, names), span=expression.span)


@desugar.register
def _(expression: ast.Hetzij, names: Names) -> core.Expr:
    return core.AtLeast(1, 1, _all(expression.delen, names), span=expression.span)


@desugar.register
def _(expression: ast.Niet, names: Names) -> core.Expr:
    return core.Not(desugar(expression.deel, names), span=expression.span)


@desugar.register
def _(expression: ast.Vergelijking, names: Names) -> core.Expr:
    operator = OPERATORS[expression.vergelijker]
    left, right = desugar(expression.links, names), desugar(expression.rechts, names)
    return core.Compare(operator, left, right, span=expression.span)  # type: ignore[arg-type]


@desugar.register
def _(expression: ast.EenVan, names: Names) -> core.Expr:
    left = desugar(expression.deel, names)
    tests = tuple(
        core.Compare("eq", left, desugar(waarde, names), span=waarde.span)
        for waarde in expression.waarden
    )
    return core.Or(tests, span=expression.span)


@desugar.register
def _(expression: ast.GeenVan, names: Names) -> core.Expr:
    inside = desugar(ast.EenVan(expression.deel, expression.waarden, span=expression.span), names)
    return core.Not(inside, span=expression.span)


@desugar.register
def _(expression: ast.Telling, names: Names) -> core.Expr:
    parts = _all(expression.delen, names)
    return core.AtLeast(expression.minimum, None, parts, span=expression.span)


@desugar.register
def _(expression: ast.TenMinste, names: Names) -> core.Expr:
    part, low = desugar(expression.deel, names), desugar(expression.grens, names)
    return core.Bound(part, low, None, span=expression.span)


@desugar.register
def _(expression: ast.TenHoogste, names: Names) -> core.Expr:
    part, high = desugar(expression.deel, names), desugar(expression.grens, names)
    return core.Bound(part, None, high, span=expression.span)


@desugar.register
def _(expression: ast.Optelling, names: Names) -> core.Expr:
    left, right = desugar(expression.links, names), desugar(expression.rechts, names)
    if isinstance(type_of_core(left), Datum):
        return _shift(left, right, expression, 1)
    return core.Arithmetic("add", left, right, span=expression.span)


@desugar.register
def _(expression: ast.Aftrekking, names: Names) -> core.Expr:
    left, right = desugar(expression.links, names), desugar(expression.rechts, names)
    if not isinstance(type_of_core(left), Datum):
        return core.Arithmetic("sub", left, right, span=expression.span)
    if isinstance(type_of_core(right), Datum):
        return core.DaysBetween(left, right, span=expression.span)
    return _shift(left, right, expression, -1)


def _shift(
    day: core.Expr, amount: core.Expr, node: ast.Optelling | ast.Aftrekking, sign: int
) -> core.Expr:
    unit = type_of_core(amount)
    assert isinstance(unit, AantalType) and unit.eenheid is not None
    return core.Shift(
        day,
        amount,
        unit.eenheid,  # type: ignore[arg-type]
        node.dagkeuze,  # type: ignore[arg-type]
        sign,  # type: ignore[arg-type]
        span=node.span,
    )


@desugar.register
def _(expression: ast.Vermenigvuldiging, names: Names) -> core.Expr:
    left, right = desugar(expression.links, names), desugar(expression.rechts, names)
    return core.Arithmetic("mul", left, right, span=expression.span)


@desugar.register
def _(expression: ast.Deling, names: Names) -> core.Expr:
    left, right = desugar(expression.links, names), desugar(expression.rechts, names)
    return core.Arithmetic("div", left, right, span=expression.span)


@desugar.register
def _(expression: ast.Tegengestelde, names: Names) -> core.Expr:
    part = desugar(expression.deel, names)
    if isinstance(part, core.Constant) and isinstance(part.value, int | Fraction):
        return attrs.evolve(part, value=-part.value, span=expression.span)
    zero = core.Constant(0, type_of_core(part), span=expression.span)
    return core.Arithmetic("sub", zero, part, span=expression.span)


@desugar.register
def _(expression: ast.Bedragliteraal, names: Names) -> core.Expr:
    return _constant(expression.centen, BedragType(expression.periode), expression)


@desugar.register
def _(expression: ast.Percentageliteraal, names: Names) -> core.Expr:
    return _constant(tidy(expression.waarde), PercentageType(), expression)


@desugar.register
def _(expression: ast.Datumliteraal, names: Names) -> core.Expr:
    return _constant(expression.datum, Datum(), expression)


@desugar.register
def _(expression: ast.Getalliteraal, names: Names) -> core.Expr:
    return _constant(tidy(expression.getal), AantalType(expression.eenheid), expression)


@desugar.register
def _(expression: ast.Janee, names: Names) -> core.Expr:
    return _constant(expression.waarde, JaNee(), expression)


@desugar.register
def _(expression: ast.Naam, names: Names) -> core.Expr:
    return names.value(expression.naam, expression.span)


@desugar.register
def _(expression: ast.Veldverwijzing, names: Names) -> core.Expr:
    if expression.record not in names.variables:
        return _of_only(expression, names)
    soort = names.symbols.soorttypes[names.variables[expression.record]]
    field = soort.field(expression.veld)
    if field is not None:
        return core.Field(expression.record, expression.veld, field, span=expression.span)
    type_ = names.symbols.types[expression.veld]
    return core.Read(expression.veld, expression.record, type_, span=expression.span)


def _listed(name: str, names: Names) -> core.Listed:
    type_ = names.symbols.types[name]
    assert isinstance(type_, Lijst)
    return core.Listed(name, type_)


def _of_only(expression: ast.Veldverwijzing, names: Names) -> core.Expr:
    """Read the one record of an `een` fact."""
    name = expression.record
    list_type = names.symbols.types[name]
    assert isinstance(list_type, Lijst)
    body = desugar(expression, names.with_record(name, list_type.soort.naam))
    listed = _listed(name, names)
    return core.Aggregate("only", name, (listed,), name, None, body, None, span=expression.span)


@desugar.register
def _(expression: ast.Oordeelverwijzing, names: Names) -> core.Expr:
    record = names.symbols.record_of(expression.naam)
    variable = next((v for v, soort in names.variables.items() if soort == record), None)
    type_ = names.symbols.types[expression.naam]
    return core.Judged(expression.naam, variable, type_, span=expression.span)


@desugar.register
def _(expression: ast.Vorige, names: Names) -> core.Expr:
    return core.Previous(BedragType(), span=expression.span)


@desugar.register
def _(expression: ast.Peildatum, names: Names) -> core.Expr:
    return core.ReferenceDate(span=expression.span)


@desugar.register
def _(expression: ast.GeldendOp, names: Names) -> core.Expr:
    return names.dated(expression.naam, desugar(expression.datum, names), expression.span)


@desugar.register
def _(expression: ast.Leeftijd, names: Names) -> core.Expr:
    birth, on = desugar(expression.geboortedatum, names), desugar(expression.datum, names)
    return core.Age(birth, on, span=expression.span)


@desugar.register
def _(expression: ast.EersteDagVanDeMaand, names: Names) -> core.Expr:
    return core.MonthStart(desugar(expression.datum, names), span=expression.span)


KINDS: Mapping[type[Expression], str] = {
    ast.Somlijst: "sum",
    ast.Aantallijst: "count",
    ast.Hoogste: "highest",
    ast.Laagste: "lowest",
    ast.Elke: "all",
    ast.ErIsEen: "any",
}


@desugar.register
def _(
    expression: ast.Somlijst | ast.Aantallijst | ast.Hoogste | ast.Laagste | ast.Elke | ast.ErIsEen,
    names: Names,
) -> core.Expr:
    list_type = names.symbols.types[expression.lijst]
    assert isinstance(list_type, Lijst) and isinstance(list_type.soort, SoortType)
    inside = names.with_record(expression.record, list_type.soort.naam)

    def part(fields: tuple[str, ...], scope: Names) -> core.Expr | None:
        parts = (getattr(expression, field, None) for field in fields)
        found = next((each for each in parts if each is not None), None)
        return None if found is None else desugar(found, scope)

    return core.Aggregate(
        KINDS[type(expression)],  # type: ignore[arg-type]
        expression.lijst,
        tuple(_listed(naam, names) for naam in names.symbols.lists_of(expression.lijst)),
        expression.record,
        part(("waarvoor", "voorwaarde"), inside),
        part(("deel",), inside),
        part(("anders",), names),
        span=expression.span,
    )


@desugar.register
def _(expression: ast.NietAangetoond, names: Names) -> core.Expr:
    return core.Fact(not_shown(expression.naam), JaNee(), span=expression.span)


def not_shown(name: str) -> str:
    """Return the name of the event that a fact was not shown after a request and a term.

    >>> not_shown("inkomen")
    'niet aangetoond inkomen'
    """
    return f"niet aangetoond {name}"


@desugar.register
def _(expression: ast.MaandenWaarin, names: Names) -> core.Expr:
    return _over_months("count", expression, names)


@desugar.register
def _(expression: ast.AaneengeslotenMaanden, names: Names) -> core.Expr:
    return _over_months("run", expression, names)


@desugar.register
def _(expression: ast.SomOverMaanden, names: Names) -> core.Expr:
    return _over_months("sum", expression, names)


MONTHS_IN_A_YEAR = 12


def _over_months(
    kind: Literal["sum", "count", "run"],
    node: ast.MaandenWaarin | ast.AaneengeslotenMaanden | ast.SomOverMaanden,
    names: Names,
) -> core.OverMonths:
    body, day = desugar(node.deel, names), desugar(node.venster.datum, names)
    window: Literal["before", "year"] = "year"
    months = MONTHS_IN_A_YEAR
    if isinstance(node.venster, ast.BinnenMaanden):
        window, months = "before", node.venster.aantal
    type_: Type = AantalType("maand", van=0, tot=months)
    if kind == "sum":
        type_ = _summed(body, months)
    return core.OverMonths(kind, body, window, months, day, type_, span=node.span)


def _summed(body: core.Expr, months: int) -> Type:
    """Return the type of a sum over months; of a fact its range times the months."""
    leaf = isinstance(body, core.Fact | core.Field | core.Judged)
    match type_of_core(body):
        case BedragType(van=int() as low, tot=int() as high) if leaf:
            return BedragType(None, min(0, months * low), max(0, months * high))
        case BedragType():
            return BedragType()
        case AantalType(eenheid, low, high) if leaf and low is not None and high is not None:
            return AantalType(eenheid, min(0, months * low), max(0, months * high))
        case AantalType(eenheid):
            return AantalType(eenheid)
        case other:
            return other


@desugar.register
def _(expression: ast.Voorwaardelijk, names: Names) -> core.Expr:
    branches = tuple(
        (desugar(tak.voorwaarde, names), desugar(tak.waarde, names)) for tak in expression.takken
    )
    return core.Choose(branches, desugar(expression.anders, names), span=expression.span)


@desugar.register
def _(expression: ast.Afronding, names: Names) -> core.Expr:
    part = desugar(expression.deel, names)
    mode = MODES[expression.wijze]
    return core.Round(part, mode, UNITS[expression.eenheid], span=expression.span)  # type: ignore[arg-type]
