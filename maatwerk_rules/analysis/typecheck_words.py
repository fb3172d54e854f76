"""What stands in a termijn or in schijven has the type, and the order, that its word asks.

The mistakes of an author are told of the lines as written; only when these are sound is the begrip
looked at that they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from maatwerk_rules.analysis.lowering_schijven import MOST_SLICES, Height, Schijf, height_of
from maatwerk_rules.analysis.typecheck_expressions import require
from maatwerk_rules.analysis.typecheck_scope import NOT_ROUNDED, Scope, is_exact, is_unknown
from maatwerk_rules.analysis.typefout import report_type
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, Percentage, Type

TOO_MANY_SLICES = Kind(
    "MW646",
    "te-veel-schijven",
    Severity.FOUT,
    "`{naam}` heeft {aantal} schijven; hoogstens {hoogstens}.",
    "Zoveel schijven kan niemand nog nagaan.",
)
NOT_HIGHER = Kind(
    "MW647",
    "schijf-niet-hoger",
    Severity.FOUT,
    "Deze grens ligt niet boven de vorige, dus in deze schijf valt nooit iets.",
    "Schijven lopen van laag naar hoog; elke begint waar de vorige eindigt.",
)


def find_in_word(declaration: WrittenOut, expected: Type, scope: Scope) -> Iterator[Diagnostic]:
    """Yield what is wrong in a termijn or in schijven, and then in the value they stand for."""
    word = declaration.word
    found = tuple(
        _find_in_schijven(word, expected, scope)
        if isinstance(word, d.Schijven)
        else _find_in_termijn(word, scope)
    )
    yield from found
    value = declaration.one(c.Is)
    if found or value is None or is_unknown(expected):
        return
    inferred = yield from require(value.waarde, expected, scope)
    if is_exact(inferred):
        advice = "schrijf als laatste regel bijvoorbeeld `rekenkundig afgerond op centen`"
        span = scope.symbols.place_of_name(declaration)
        yield diagnostic(NOT_ROUNDED, span, eenheid="centen", help=(advice,))


def _find_in_termijn(termijn: d.Termijn, scope: Scope) -> Iterator[Diagnostic]:
    begins: tuple[c.BegintOp | c.BegintNa, ...] = (
        *termijn.all(c.BegintOp),
        *termijn.all(c.BegintNa),
    )
    for begin in begins:
        yield from require(begin.dag, Datum(), scope)
    for opgeschort in termijn.all(c.Opgeschort):
        yield from require(opgeschort.dagen, Aantal("dag"), scope)


def _find_in_schijven(schijven: d.Schijven, expected: Type, scope: Scope) -> Iterator[Diagnostic]:
    if is_unknown(expected):
        return
    if not isinstance(expected, Bedrag):
        yield report_type(schijven.type.span, expected, "een bedrag")
        return
    tot = schijven.all(c.SchijfTot)
    yield from require(schijven.over, expected, scope)
    for schijf in tot:
        yield from require(schijf.grens, expected, scope)
    slices: tuple[Schijf, ...] = (*tot, *schijven.all(c.SchijfDaarboven))
    for each in slices:
        yield from require(each.tarief, Percentage(), scope)
    yield from _find_order(tot)
    if len(tot) >= MOST_SLICES:
        span = scope.symbols.place_of_name(schijven)
        advice = "voeg schijven samen, of maak er een tabel van"
        yield diagnostic(
            TOO_MANY_SLICES,
            span,
            naam=schijven.naam,
            aantal=str(len(tot) + 1),
            hoogstens=str(MOST_SLICES),
            help=(advice,),
        )


def _find_order(tot: tuple[c.SchijfTot, ...]) -> Iterator[Diagnostic]:
    """Yield the boundaries of which the text itself says that they are not higher."""
    advice = "zet de schijven van laag naar hoog"
    for schijf in tot[:1]:
        if height_of(schijf.grens).is_above(Height(None, Fraction(0))) is False:
            start = "de eerste schijf begint bij € 0"
            yield diagnostic(NOT_HIGHER, schijf.grens.span, help=(start,))
    for before, here in pairwise(tot):
        if height_of(here.grens).is_above(height_of(before.grens)) is False:
            label = Label(before.grens.span, "hier eindigt de schijf ervoor")
            yield diagnostic(NOT_HIGHER, here.grens.span, labels=(label,), help=(advice,))
