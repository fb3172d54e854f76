"""Every name inside an expression refers to a value, a field, a judgement, a list or an option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import TypeAlias

from maatwerk_rules.analysis import lookup as look
from maatwerk_rules.analysis.collecting import NAME_TWICE
from maatwerk_rules.analysis.lookup import find_reference, offer
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Node
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.source import Span

Records: TypeAlias = Mapping[str, str]
"""The records in scope: the name an author gives each, and its soort."""

WITHOUT_RECORD = Kind(
    "MW074",
    "naam-zonder-record",
    Severity.FOUT,
    "`{naam}` bestaat per {soort}, maar hier is niet bekend welke {soort} bedoeld is.",
    "",
)

FIELD_OF_LIST = Kind(
    "MW095",
    "veld-van-lijst",
    Severity.FOUT,
    "`{naam}.{veld}` kan hier niet: bij `{naam}` hoort {hoeveel} {soort}, niet precies één.",
    "Van niemand of van meer dan één is niet te zeggen wat de waarde is.",
)

NOTHING = "nul"

Opsomming: TypeAlias = e.Somlijst | e.Aantallijst | e.Hoogste | e.Laagste | e.Elke | e.ErIsEen


@singledispatch
def find(node: Node, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    """Yield the names in an expression that refer to nothing in scope."""
    for child in node.children():
        yield from find(child, symbols, records)


@find.register
def _(node: e.Naam, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    if node.naam in symbols.values:
        soort = symbols.record_of(node.naam)
        if soort is not None and records.get(soort) != soort:
            yield without_record(node.span, node.naam, soort)
        return
    if node.naam in symbols.oordelen:
        found = find_reference(node.naam, look.WAARDENAAM, node, symbols)
        yield from (offer(each, f"oordeel {node.naam}") for each in found)
    elif node.naam not in symbols.opties:
        if node.naam in records or look.declaration_of(node.naam, symbols) is None:
            known = () if node.naam == NOTHING else {*symbols.values, *symbols.opties}
            yield report_unknown(node.naam, "waarde", node.span, known, _advice(node, records))
        else:
            yield from find_reference(node.naam, look.WAARDENAAM, node, symbols)


@find.register
def _(node: e.Aftrekking, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    """Also find `laag-inkomen`, where `laag_inkomen` was meant."""
    names = _with_hyphens(node)
    whole = "_".join(names)
    if whole in symbols.values and any(each not in symbols.values for each in names):
        yield report_unknown("-".join(names), "waarde", node.span, [whole])
        return
    for child in node.children():
        yield from find(child, symbols, records)


def _with_hyphens(node: Node) -> tuple[str, ...]:
    """Return the names that are subtracted from each other; of other nodes none that is known."""
    match node:
        case e.Aftrekking(links=links, rechts=rechts):
            return (*_with_hyphens(links), *_with_hyphens(rechts))
        case e.Naam(naam=naam):
            return (naam,)
    return ("",)


def _advice(node: e.Naam, records: Records) -> str:
    if node.naam == NOTHING:
        return "schrijf `0`, of voor een bedrag `€ 0`"
    if node.naam in records:
        return f"schrijf welk veld u bedoelt: `{node.naam}.…`"
    return f"beschrijf haar met een blok `gegeven {node.naam}: …` of `begrip {node.naam}: …`"


def without_record(span: Span, naam: str, soort: str) -> Diagnostic:
    """Return the finding that something per record is read where no record is at hand."""
    advice = f"gebruik haar binnen `… voor x uit … waarvoor x.{naam}`, of in een begrip per {soort}"
    return diagnostic(WITHOUT_RECORD, span, naam=naam, soort=soort, help=(advice,))


@find.register
def _(node: e.Veldverwijzing, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    naam = soort_of(node, symbols, records)
    if naam is None:
        yield _without_one_record(node, symbols, records)
        return
    soort = symbols.soorttypes.get(naam)
    if soort is None or node.veld in fields_of(soort.naam, symbols):
        return
    occurrence = 1 if node.veld == node.record else 0
    span = symbols.place(node, node.veld, occurrence)
    if symbols.record_of(node.veld) == soort.naam:
        advice = f"maak een begrip per {soort.naam} dat `oordeel {node.veld}` leest"
        yield report_unknown(node.veld, f"veld van {soort.naam}", span, (), advice)
    else:
        known = fields_of(soort.naam, symbols)
        yield report_unknown(node.veld, f"veld van {soort.naam}", span, known)


def soort_of(node: e.Veldverwijzing, symbols: Symbols, records: Records) -> str | None:
    """Return the soort of the one record that a field is read of: at hand, or of an `een` fact."""
    lijst = symbols.types.get(node.record)
    if node.record not in records and isinstance(lijst, Lijst) and is_one(lijst):
        return lijst.soort.naam
    return records.get(node.record)


def is_one(lijst: Lijst) -> bool:
    """Tell whether this is the type of a fact that is exactly one record."""
    return lijst.single and lijst.minimum == 1


def _without_one_record(node: e.Veldverwijzing, symbols: Symbols, records: Records) -> Diagnostic:
    lijst = symbols.types.get(node.record)
    if isinstance(lijst, Lijst):
        count = "hoogstens één" if lijst.single else f"hoogstens {lijst.maximum}"
        one = node.record[:1]
        advice = (
            f"schrijf `er is een {one} uit {node.record} waarvoor {one}.{node.veld}`",
            f"of tel op: `som van {one}.{node.veld} voor {one} uit {node.record}`",
        )
        return diagnostic(
            FIELD_OF_LIST,
            node.span,
            help=advice,
            naam=node.record,
            veld=node.veld,
            hoeveel=count,
            soort=lijst.soort.naam,
        )
    if node.record in symbols.soorten:
        return without_record(node.span, f"{node.record}.{node.veld}", node.record)
    return report_unknown(node.record, "record", symbols.place(node, node.record), records)


def fields_of(soort: str, symbols: Symbols) -> tuple[str, ...]:
    """Return what can be read of a record: its fields, and what is derived per record."""
    derived = (naam for naam in symbols.by_record.get(soort, ()) if naam in symbols.values)
    return (*(veld.naam for veld in symbols.soorttypes[soort].velden), *derived)


@find.register
def _(node: e.Oordeelverwijzing, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    yield from find_reference(node.naam, look.OORDEEL, node, symbols)
    if node.naam in symbols.oordelen:
        soort = symbols.record_of(node.naam)
        # Only the record at hand bears its soort as name; a record of a list has its own name.
        if soort is not None and records.get(soort) != soort:
            yield without_record(node.span, node.naam, soort)


@find.register
def _(node: e.GeldendOp, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    yield from find_reference(node.naam, look.GEDATEERD, node, symbols)
    yield from find(node.datum, symbols, records)


@find.register
def _(node: e.NietAangetoond, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    yield from find_reference(node.naam, look.GEGEVEN, node, symbols)


@find.register(e.Somlijst)
@find.register(e.Aantallijst)
@find.register(e.Hoogste)
@find.register(e.Laagste)
@find.register(e.Elke)
@find.register(e.ErIsEen)
def _(node: Opsomming, symbols: Symbols, records: Records) -> Iterator[Diagnostic]:
    if node.record in records:
        advice = f"geef de record hier een andere naam dan `{node.record}`"
        span = symbols.place(node, node.record)
        yield diagnostic(NAME_TWICE, span, naam=node.record, help=(advice,))
    yield from find_reference(node.lijst, look.LIJST, node, symbols)
    inner = records_within(node, symbols, records)
    outside = node.anders if isinstance(node, e.Hoogste | e.Laagste) else None
    if inner is not None:
        for child in node.children():
            if child is not outside:
                yield from find(child, symbols, inner)
    if outside is not None:
        yield from find(outside, symbols, records)


def records_within(node: Opsomming, symbols: Symbols, records: Records) -> Records | None:
    """Return the records in scope inside a sum, count or quantifier; None for an unknown list."""
    lijst = symbols.types.get(node.lijst)
    if not isinstance(lijst, Lijst):
        return None
    return {**records, node.record: lijst.soort.naam}
