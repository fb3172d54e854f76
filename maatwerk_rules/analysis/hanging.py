"""What may hang on what: exceptions, adjustments, deviations, groups and priority."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from maatwerk_rules.analysis import lookup as look
from maatwerk_rules.analysis.lookup import find_reference
from maatwerk_rules.analysis.symbols import Afwijking, Regelnaam, Symbols
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Declaration, Node

DERIVED_AND_DETERMINED = Kind(
    "MW064",
    "afgeleid-en-bepaald",
    Severity.FOUT,
    "`{naam}` is al afgeleid, dus een regel kan haar niet ook nog bepalen.",
    "Wie beide leest weet niet welke van de twee geldt.",
)
HANGS_ON_DEVIATION = Kind(
    "MW069",
    "afwijking-bij-afwijking",
    Severity.FOUT,
    "`{naam}` wijkt af van `{doel}`, maar dat is zelf een afwijking.",
    "Een afwijking werkt op regels, uitzonderingen en aanpassingen, nooit op een andere afwijking.",
)
SETS_ASIDE_MISPLACED = Kind(
    "MW070",
    "terzijde-niet-hier",
    Severity.FOUT,
    "`stelt terzijde` hoort alleen bij een afwijking `bij regeling`.",
    "Bij een regel of groep staat al vast waarvan wordt afgeweken.",
)
NO_SIBLINGS = Kind(
    "MW071",
    "voorrang-geen-broers",
    Severity.FOUT,
    "`{hoger}` en `{lager}` staan niet naast elkaar, dus voorrang doet niets.",
    "Voorrang geldt tussen uitzonderingen op dezelfde regel of tussen regels van één uitkomst.",
)


@singledispatch
def find(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield what hangs where it cannot hang."""
    yield from ()


@find.register
def _(declaration: d.Regel, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(declaration.bepaalt, look.UITKOMST, declaration, symbols)
    yield from _find_derived(declaration.bepaalt, declaration, symbols)


@find.register
def _(declaration: d.Uitzondering, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(declaration.op, look.REGEL, declaration, symbols)


@find.register
def _(declaration: d.Aanpassing, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(declaration.van, look.UITKOMST, declaration, symbols)
    if not look.UITKOMST.has(declaration.van, symbols):
        return
    yield from _find_derived(declaration.van, declaration, symbols)
    steps = symbols.stappen(declaration.van)
    if declaration.stap not in steps:
        advice = f"noem de stap bij `{declaration.van}`: `stappen {declaration.stap}`"
        span = symbols.place(declaration, declaration.stap)
        yield report_unknown(declaration.stap, "stap", span, steps, advice)


@find.register(d.Afwijkingsgrond)
@find.register(d.Hardheidsclausule)
def _(declaration: Afwijking, symbols: Symbols) -> Iterator[Diagnostic]:
    terzijde = declaration.one(c.SteltTerzijde)
    if terzijde and not isinstance(declaration.doel, c.BijRegeling):
        yield diagnostic(SETS_ASIDE_MISPLACED, terzijde.span)
    match declaration.doel:
        case c.BijRegel(regel=regel):
            yield from _find_deviating(declaration, declaration.doel, (regel,), symbols)
        case c.BijRegeling() if terzijde:
            yield from _find_deviating(declaration, terzijde, terzijde.regels, symbols)


@find.register
def _(declaration: d.Groep, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from _find_deviating(declaration, declaration, declaration.regels, symbols)


@find.register
def _(declaration: d.Voorrang, symbols: Symbols) -> Iterator[Diagnostic]:
    pair = []
    for naam in (declaration.hoger, declaration.lager):
        yield from find_reference(naam, look.REGEL, declaration, symbols)
        if naam in symbols.regels:
            pair.append(symbols.regels[naam])
    if len(pair) == 2 and not are_siblings(pair[0], pair[1], symbols):
        yield diagnostic(
            NO_SIBLINGS,
            declaration.span,
            labels=tuple(Label(symbols.place_of_name(each), "hier beschreven") for each in pair),
            hoger=declaration.hoger,
            lager=declaration.lager,
        )


def are_siblings(one: Regelnaam, other: Regelnaam, symbols: Symbols) -> bool:
    """Tell whether `voorrang` between two rules means something."""
    if one.naam == other.naam:
        return False
    match one, other:
        case d.Regel(), d.Regel():
            return one.bepaalt == other.bepaalt
        case d.Uitzondering(), d.Uitzondering():
            return one.op == other.op
        case d.Aanpassing(), d.Aanpassing():
            return (one.van, one.stap) == (other.van, other.stap)
        case (d.Afwijkingsgrond(), d.Afwijkingsgrond()) | (
            d.Hardheidsclausule(),
            d.Hardheidsclausule(),
        ):
            return not symbols.outcomes_of(one.naam).isdisjoint(symbols.outcomes_of(other.naam))
    return False


def _find_derived(naam: str, node: Node, symbols: Symbols) -> Iterator[Diagnostic]:
    value = symbols.values.get(naam)
    clausule = value.one(c.Is) if isinstance(value, d.Begrip | d.Uitkomst) else None
    if value and clausule:
        place, advice = clausule.span, "haal `is` weg, of maak van de regel een begrip"
        if isinstance(value, WrittenOut):
            place, advice = symbols.place_of_name(value), "geef de regel een eigen begrip"
        yield diagnostic(
            DERIVED_AND_DETERMINED,
            symbols.place(node, naam),
            labels=(Label(place, "hier afgeleid"),),
            naam=naam,
            help=(advice,),
        )


def _find_deviating(
    holder: Declaration, node: Node, names: tuple[str, ...], symbols: Symbols
) -> Iterator[Diagnostic]:
    """Yield the targets of a deviation that are, or hang on, a deviation themselves."""
    for naam in names:
        base = symbols.base_of(naam)
        target = symbols.regels.get(naam)
        # A group and `stelt terzijde` already refuse a deviation by its kind.
        if isinstance(base, d.Afwijkingsgrond | d.Hardheidsclausule) and (
            isinstance(node, c.BijRegel) or isinstance(target, d.Uitzondering)
        ):
            yield diagnostic(
                HANGS_ON_DEVIATION,
                symbols.place(node, naam),
                labels=(Label(symbols.place_of_name(base), "hier beschreven"),),
                naam=holder.name,
                doel=naam,
            )
