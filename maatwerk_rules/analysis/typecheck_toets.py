"""The facts, judgements and expectations of a toets fit the types and ranges of the policy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from maatwerk_rules.analysis.declared_types import literal_value
from maatwerk_rules.analysis.passes import looks_at
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.toets_bases import records_named
from maatwerk_rules.analysis.typecheck_declarations import is_in_range
from maatwerk_rules.analysis.typecheck_expressions import require
from maatwerk_rules.analysis.typecheck_scope import Scope, is_unknown
from maatwerk_rules.analysis.typefout import report_type
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import toetsclauses as t
from maatwerk_rules.model.clauses import Verloopt
from maatwerk_rules.model.declarations import Gegeven, Toets, Veld
from maatwerk_rules.model.expressions import (
    Lijstwaarde,
    NietGetoond,
    NietTeWeten,
    Record,
    Veldwaarde,
    Verloopwaarde,
)
from maatwerk_rules.model.node import Expression, Node
from maatwerk_rules.model.types import Lijst, SoortType, Type, Typefout
from maatwerk_rules.source import Span

OUTSIDE_DOMAIN = Kind(
    "MW951",
    "toets-buiten-domein",
    Severity.FOUT,
    "Deze waarde kan bij `{naam}` niet voorkomen.",
    "Een toets met een onmogelijk geval bewijst niets.",
)
NO_EXPECTATION = Kind(
    "MW952",
    "toets-zonder-verwachting",
    Severity.FOUT,
    "De toets `{naam}` zegt niet wat zij verwacht, en geen andere toets bouwt erop voort.",
    "Zonder verwachting kan een toets niet falen; dan dient zij alleen als begin van andere.",
)

COURSE_OF_ONE = Kind(
    "MW087",
    "toets-verloop-van-een-waarde",
    Severity.FOUT,
    "`{naam}` heeft in deze toets een verloop, maar verloopt niet.",
    "Een gegeven zonder `verloopt` heeft in een zaak één waarde.",
)


def find(toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the values of a toets that do not fit, and a toets without expectation."""
    if toets.one(t.Verwachting) is None and not symbols.bases.is_base(toets):
        span = symbols.place_of_name(toets)
        advice = (
            "schrijf een regel `verwacht … is …`",
            f"of laat een andere toets erop voortbouwen: `zoals {toets.naam}`",
        )
        yield diagnostic(NO_EXPECTATION, span, naam=toets.naam, help=advice)
    for clausule in toets.clausules:
        if looks_at(find_in_clause, type(clausule)):
            yield from find_in_clause(clausule, symbols)
    whole = symbols.bases.whole(toets)
    for field in toets.all(t.Toetsveld):
        yield from _find_in_field(field, whole, symbols)


def _find_in_field(field: t.Toetsveld, whole: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    for record in records_named(whole.clausules, field.record)[:1]:
        soort = symbols.soorttypes.get(record.soort)
        its = Typefout() if soort is None else _field(soort, field.veld)
        yield from _find_no_course_of_field(field, record.soort, symbols)
        yield from _find_value(field.waarde, field.veld, its, symbols)


@singledispatch
def find_in_clause(node: Node, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the values of one line that do not fit."""
    yield from ()


@find_in_clause.register
def _(node: t.Toetsgegeven, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types.get(node.naam) or Typefout()
    value = node.waarde
    if isinstance(value, Verloopwaarde) and not isinstance(expected, Lijst):
        yield from _find_no_course(node, symbols)
    if isinstance(expected, Lijst) and isinstance(value, Lijstwaarde):
        yield from _find_in_list(value, node.naam, expected, symbols)
    elif isinstance(expected, Lijst) and isinstance(value, Record):
        if not expected.single:
            advice = ("zet het record tussen `[` en `]`",)
            yield report_type(value.span, "één record", expected, help=advice)
        yield from _find_in_record(value, expected, symbols)
    elif isinstance(value, Lijstwaarde | Record):
        if not is_unknown(expected):
            found = "een lijst" if isinstance(value, Lijstwaarde) else f"een {value.soort}"
            yield report_type(value.span, found, expected)
    else:
        yield from _find_value(node.waarde, node.naam, expected, symbols)


def _find_no_course(node: t.Toetsgegeven, symbols: Symbols) -> Iterator[Diagnostic]:
    gegeven = symbols.values.get(node.naam)
    if isinstance(gegeven, Gegeven) and gegeven.one(Verloopt) is None:
        yield _no_course(gegeven, symbols.place_of_name(gegeven), node.waarde)


def _no_course(holder: Gegeven | Veld, place: Span, waarde: Expression) -> Diagnostic:
    label = Label(place, "hier staat niet `verloopt`")
    advice = f"zet `verloopt` bij `{holder.naam}`, of noem één waarde"
    return diagnostic(COURSE_OF_ONE, waarde.span, labels=(label,), naam=holder.naam, help=(advice,))


def _find_no_course_of_field(
    node: Veldwaarde | t.Toetsveld, soort: str, symbols: Symbols
) -> Iterator[Diagnostic]:
    if not isinstance(node.waarde, Verloopwaarde):
        return
    declared = symbols.soorten.get(soort)
    for veld in declared.velden if declared is not None else ():
        if veld.naam == node.veld and veld.one(Verloopt) is None:
            yield _no_course(veld, veld.span, node.waarde)


def _find_value(
    value: Expression, naam: str, expected: Type, symbols: Symbols
) -> Iterator[Diagnostic]:
    if isinstance(value, NietTeWeten | NietGetoond):
        return
    if isinstance(value, Verloopwaarde):
        for deel in value.delen:
            yield from _find_value(deel.waarde, naam, expected, symbols)
        return
    found = yield from require(value, expected, Scope(symbols, expected=expected))
    known = literal_value(value)
    if not is_unknown(found) and known is not None and not is_in_range(known, expected):
        yield diagnostic(OUTSIDE_DOMAIN, value.span, naam=naam)


def _find_in_list(
    value: Lijstwaarde, naam: str, expected: Lijst, symbols: Symbols
) -> Iterator[Diagnostic]:
    records = value.records or ()
    if len(records) > expected.maximum:
        advice = f"`{naam}` heeft hoogstens {expected.maximum} records"
        yield diagnostic(OUTSIDE_DOMAIN, value.span, naam=naam, help=(advice,))
    if len(records) < expected.minimum and not value.open:
        advice = (
            f"`{naam}` is precies één {expected.soort.naam}; laat de regel weg als die onbekend is"
        )
        yield diagnostic(OUTSIDE_DOMAIN, value.span, naam=naam, help=(advice,))
    for record in records:
        yield from _find_in_record(record, expected, symbols)


def _find_in_record(record: Record, expected: Lijst, symbols: Symbols) -> Iterator[Diagnostic]:
    for veld in record.velden or ():
        its = _field(expected.soort, veld.veld)
        yield from _find_no_course_of_field(veld, expected.soort.naam, symbols)
        yield from _find_value(veld.waarde, veld.veld, its, symbols)


def _field(soort: SoortType, veld: str) -> Type:
    return soort.field(veld) or Typefout()


@find_in_clause.register
def _(node: t.Toetsoordeel, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types.get(node.naam) or Typefout()
    yield from _find_value(node.waarde, node.naam, expected, symbols)


@find_in_clause.register
def _(node: t.Verwachting, symbols: Symbols) -> Iterator[Diagnostic]:
    expected = symbols.types.get(node.uitkomst) or Typefout()
    if isinstance(node.verwacht, t.Vast | t.Voorlopig):
        yield from _find_value(node.verwacht.waarde, node.uitkomst, expected, symbols)
