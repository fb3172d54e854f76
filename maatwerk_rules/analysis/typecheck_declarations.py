"""The values and conditions in each declaration are of the type that it announces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

import attrs

from maatwerk_rules.analysis.declared_types import literal_type, literal_value
from maatwerk_rules.analysis.symbols import Regelnaam, Symbols
from maatwerk_rules.analysis.typecheck_expressions import require
from maatwerk_rules.analysis.typecheck_scope import (
    Scope,
    find_outside_condition,
    is_exact,
    is_unknown,
    report_not_rounded,
    scope_of,
)
from maatwerk_rules.analysis.typecheck_tables import find_in_table
from maatwerk_rules.analysis.typecheck_words import find_in_word
from maatwerk_rules.analysis.typefout import describe_type, report_mismatch, report_type
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Declaration, Expression
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    Scalar,
    Type,
    Typefout,
    bounds,
    is_ordered,
)

ALWAYS_THERE = Kind(
    "MW096",
    "een-onder-voorwaarde",
    Severity.FOUT,
    "`{naam}` is precies één {soort} en kan dus niet alleen onder een voorwaarde bestaan.",
    "Van precies één record rekent het beleid erop dat het er altijd is.",
)
FAVOURABLE_UNFIT = Kind(
    "MW072",
    "gunstig-past-niet",
    Severity.FOUT,
    "Wat hier gunstig heet past niet bij `{naam}`: dat is {type}.",
    "Of een afwijking ten gunste is, wordt hieraan afgemeten.",
)
OUTSIDE_RANGE = Kind(
    "MW080",
    "waarde-buiten-bereik",
    Severity.FOUT,
    "Deze waarde valt buiten het bereik van `{naam}`.",
    "Het bereik belooft dat zulke waarden niet voorkomen.",
)
TOGETHER_UNFIT = Kind(
    "MW081",
    "samenloop-past-niet",
    Severity.FOUT,
    "`bij samenloop {wijze}` past niet bij `{naam}`: dat is {type}.",
    "",
)
NOT_ON_A_PAR = Kind(
    "MW094",
    "gelijkstelling-past-niet",
    Severity.FOUT,
    "Een gelijkstelling geeft ja, maar `{naam}` is {type}.",
    "Gelijkstellen is: ook ja zeggen tegen wie onder een andere omschrijving valt.",
)

OTHER_KIND_PRESUMED = Kind(
    "MW639",
    "vermoeden-van-andere-soort",
    Severity.FOUT,
    "`{naam}` is {type}, en `{grond}` is dat niet, of heeft een ander bereik.",
    "Een vermoeden geeft het ene gegeven de waarde van het andere, als het niet is aangetoond.",
)

_WAYS: dict[str, type[Type] | tuple[type[Type], ...]] = {
    "ja": JaNee,
    "nee": JaNee,
    "hoger": (Bedrag, Aantal, Percentage),
    "lager": (Bedrag, Aantal, Percentage),
    "eerder": Datum,
    "later": Datum,
}


@singledispatch
def find(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the values and conditions of a declaration that have the wrong type."""
    yield from ()


def find_condition(condition: Expression, scope: Scope) -> Iterator[Diagnostic]:
    """Yield what is wrong in an expression that must be ja or nee."""
    yield from require(condition, JaNee(), scope)


def find_value(value: Expression, naam: str, expected: Type, scope: Scope) -> Iterator[Diagnostic]:
    """Yield what is wrong in an expression that becomes the value of a name."""
    found = yield from require(value, expected, scope)
    if is_unknown(found, expected):
        return
    if is_exact(found) and not is_exact(expected):
        yield report_not_rounded(value, found, scope.symbols)
    known = literal_value(value)
    if known is not None and not is_in_range(known, expected):
        declared = scope.symbols.place_of_name(scope.symbols.values[naam])
        label = Label(declared, "hier beschreven")
        yield diagnostic(OUTSIDE_RANGE, value.span, labels=(label,), naam=naam)


def is_in_range(value: Scalar, type_: Type) -> bool:
    """Tell whether a value lies within the declared range of its type.

    >>> is_in_range(500, Bedrag(van=0, tot=400))
    False
    """
    if not is_ordered(type_):
        return True
    low, high = bounds(type_)
    return bool(low <= value <= high)  # type: ignore[operator]  # one type, so one sort of value


@find.register
def _(declaration: d.Bedoeling, symbols: Symbols) -> Iterator[Diagnostic]:
    for clausule in declaration.all(c.Geschonden):
        yield from find_condition(clausule.voorwaarde, scope_of(declaration, symbols))


@find.register
def _(declaration: d.Gegeven, symbols: Symbols) -> Iterator[Diagnostic]:
    lijst = symbols.types[declaration.naam]
    for clausule in declaration.all(c.AlleenIndien):
        if isinstance(lijst, Lijst) and lijst.minimum:
            advice = f"schrijf `gegeven {declaration.naam}: hoogstens een {lijst.soort.naam}`"
            naam, soort = declaration.naam, lijst.soort.naam
            yield diagnostic(ALWAYS_THERE, clausule.span, help=(advice,), naam=naam, soort=soort)
        yield from find_condition(clausule.voorwaarde, scope_of(declaration, symbols))
    for vermoeden in declaration.all(c.Vermoeden):
        ground = symbols.types.get(vermoeden.gegeven)
        if ground is None or isinstance(ground, Typefout) or isinstance(lijst, Typefout):
            continue
        if ground != lijst:
            yield diagnostic(
                OTHER_KIND_PRESUMED,
                vermoeden.span,
                naam=declaration.naam,
                type=describe_type(lijst),
                grond=vermoeden.gegeven,
            )


@find.register(d.Bedrag)
@find.register(d.Aantal)
@find.register(d.Percentage)
def _(declaration: d.Bedrag | d.Aantal | d.Percentage, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types[declaration.naam]
    for ingang in declaration.all(c.Ingang):
        found = literal_type(ingang.waarde, expected)
        if found is not None and found != expected:
            yield report_mismatch(ingang.waarde, found, expected)


@find.register(d.Begrip)
@find.register(d.Uitkomst)
def _(declaration: d.Begrip | d.Uitkomst, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types[declaration.naam]
    scope = scope_of(declaration, symbols)
    values = [clausule.waarde for clausule in declaration.all(c.Is)]
    values += [clausule.waarde for clausule in declaration.all(c.Anders)]
    for value in values:
        yield from find_value(value, declaration.naam, expected, scope)
    if not is_unknown(expected):
        yield from _find_favourable(declaration, expected, symbols)
        yield from _find_together(declaration, expected)


@find.register
def _(declaration: WrittenOut, symbols: Symbols) -> Iterator[Diagnostic]:
    scope = scope_of(declaration, symbols)
    yield from find_in_word(declaration, symbols.types[declaration.naam], scope)


def _find_favourable(
    declaration: d.Begrip | d.Uitkomst, expected: Type, symbols: Symbols
) -> Iterator[Diagnostic]:
    for way in declaration.all(c.GunstigIs):
        if not isinstance(expected, _WAYS[way.richting]):
            words = describe_type(expected)
            advice = (_advise_way(expected),)
            yield diagnostic(
                FAVOURABLE_UNFIT, way.span, naam=declaration.naam, type=words, help=advice
            )
    for order in declaration.all(c.GunstigVan):
        named = (order.eerste, *order.volgende)
        options = expected.opties if isinstance(expected, Keuze) else ()
        unknown = [naam for naam in named if options and naam not in options]
        for naam in unknown:
            span = symbols.place(order, naam)
            yield report_unknown(naam, f"optie van {declaration.naam}", span, options)
        if not unknown and sorted(named) != sorted(options):
            words = describe_type(expected)
            advice = (_advise_way(expected),)
            yield diagnostic(
                FAVOURABLE_UNFIT, order.span, naam=declaration.naam, type=words, help=advice
            )


def _advise_way(type_: Type) -> str:
    match type_:
        case JaNee():
            return "schrijf `gunstig is ja` of `gunstig is nee`"
        case Datum():
            return "schrijf `gunstig is eerder` of `gunstig is later`"
        case Keuze(opties=opties):
            return f"noem elke optie één keer: {write_list(f'`{optie}`' for optie in opties)}"
    return "schrijf `gunstig is hoger` of `gunstig is lager`"


def _find_together(declaration: d.Begrip | d.Uitkomst, expected: Type) -> Iterator[Diagnostic]:
    for clausule in declaration.all(c.BijSamenloop):
        summed = clausule.wijze == "som" and isinstance(expected, Datum)
        if summed or not is_ordered(expected):
            yield diagnostic(
                TOGETHER_UNFIT,
                clausule.span,
                wijze=clausule.wijze,
                naam=declaration.naam,
                type=describe_type(expected),
            )


@find.register
def _(declaration: d.Invulling, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types.get(declaration.naam) or Typefout()
    for clausule in declaration.all(c.Is):
        scope = scope_of(declaration, symbols)
        yield from find_value(clausule.waarde, declaration.naam, expected, scope)


@find.register
def _(declaration: d.Tabel, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types[declaration.naam]
    scope = scope_of(declaration, symbols)
    for kolom in declaration.kolommen:
        span = symbols.place(declaration, kolom)
        yield from find_outside_condition(e.Naam(kolom, span=span), kolom, scope)
    for clausule in declaration.all(c.Anders):
        yield from find_value(clausule.waarde, declaration.naam, expected, scope)
    for rij in declaration.all(c.Rij):
        for waarde in rij.waarden:
            yield from find_value(waarde, declaration.naam, expected, scope)
    yield from find_in_table(declaration, expected, scope)


@find.register
def _(declaration: d.Gelijkstelling, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types.get(declaration.bepaalt) or Typefout()
    if not is_unknown(expected) and expected != JaNee():
        yield diagnostic(
            NOT_ON_A_PAR,
            symbols.place(declaration, declaration.bepaalt),
            naam=declaration.bepaalt,
            type=describe_type(expected),
            help=("schrijf een `regel` met `dan …` om een andere waarde te geven",),
        )
        expected = Typefout()
    yield from _find_in_rule(declaration, expected, symbols)


@find.register(d.Regel)
@find.register(d.Uitzondering)
@find.register(d.Aanpassing)
@find.register(d.Afwijkingsgrond)
@find.register(d.Hardheidsclausule)
def _(declaration: Regelnaam, symbols: Symbols) -> Iterator[Diagnostic]:
    outcome = symbols.outcome_of(declaration.naam)
    yield from _find_in_rule(declaration, symbols.types.get(outcome or "") or Typefout(), symbols)


def _find_in_rule(declaration: Regelnaam, expected: Type, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield what is wrong in the condition, the moment and the value of a rule."""
    outcome = symbols.outcome_of(declaration.naam)
    scope = scope_of(declaration, symbols)
    if _in_a_step(declaration, symbols):
        scope = attrs.evolve(scope, vorige=expected)
    inherited = attrs.evolve(scope, conditions=_inherited(declaration, symbols))
    moments = [each.voorwaarde for each in declaration.all(c.ToetsenBijAanwijzing)]
    for moment in moments:
        yield from find_condition(moment, inherited)
    for indien in declaration.all(c.Indien):
        yield from find_condition(indien.voorwaarde, inherited.given(*moments))
    for blijft in declaration.all(c.BlijftGeldigVoor):
        yield from find_condition(blijft.voorwaarde, inherited)
    for verzoek in declaration.all(c.ToetsenOpVerzoek):
        asked = e.Naam(verzoek.gegeven, span=symbols.place(verzoek, verzoek.gegeven))
        yield from find_condition(asked, inherited)
    for dan in declaration.all(c.Dan):
        yield from find_value(dan.waarde, outcome or "", expected, scope)


def _in_a_step(declaration: Regelnaam, symbols: Symbols) -> bool:
    """Tell whether a rule works in a step, where there is a value before it.

    A deviation `bij` an aanpassing takes the place of what that gives, in the same step.
    """
    base = symbols.base_of(declaration.naam)
    if isinstance(base, d.Afwijkingsgrond | d.Hardheidsclausule) and isinstance(
        base.doel, c.BijRegel
    ):
        base = symbols.base_of(base.doel.regel)
    return isinstance(base, d.Aanpassing)


def _inherited(declaration: Regelnaam, symbols: Symbols) -> tuple[Expression, ...]:
    """Return what holds where the condition itself is looked at: that of the base."""
    if not isinstance(declaration, d.Uitzondering) or declaration.op not in symbols.regels:
        return ()
    return scope_of(symbols.regels[declaration.op], symbols).conditions


@find.register
def _(declaration: d.Opschaling, symbols: Symbols) -> Iterator[Diagnostic]:
    for trede in declaration.treden:
        if trede.voorwaarde is not None:
            yield from find_condition(trede.voorwaarde, scope_of(declaration, symbols))


@find.register(d.Toelaatbaar)
@find.register(d.Aanname)
def _(declaration: d.Toelaatbaar | d.Aanname, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_condition(declaration.voorwaarde, scope_of(declaration, symbols))


@find.register
def _(declaration: d.Gelijkheid, symbols: Symbols) -> Iterator[Diagnostic]:
    scope = scope_of(declaration, symbols)
    for eigenschap in declaration.eigenschappen:
        if isinstance(eigenschap, c.Monotoon | c.Helling):
            moved = symbols.types.get(eigenschap.gegeven) or Typefout()
            if not is_unknown(moved) and not is_ordered(moved):
                span = symbols.place(eigenschap, eigenschap.gegeven)
                yield report_type(span, moved, "een bedrag, aantal, percentage of datum")
        if isinstance(eigenschap, c.Helling):
            yield from require(eigenschap.stap, _typed(eigenschap.gegeven, symbols), scope)
            yield from require(eigenschap.hoogstens, _typed(eigenschap.uitkomst, symbols), scope)


def _typed(naam: str, symbols: Symbols) -> Type:
    return symbols.types.get(naam) or Typefout()
