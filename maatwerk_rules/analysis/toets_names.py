"""Every name in a toets refers to something: gegevens, records, judgements, grounds, outcomes.

What a toets takes over is looked at where it stands; see toets_base_names.py for how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, singledispatch

import attrs

from maatwerk_rules.analysis import lookup as look
from maatwerk_rules.analysis import toets_base_names
from maatwerk_rules.analysis.collecting import NAME_TWICE
from maatwerk_rules.analysis.lookup import find_reference
from maatwerk_rules.analysis.passes import looks_at
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.toets_bases import records_in
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import toetsclauses as t
from maatwerk_rules.model.clauses import InTeVullen, Weegt
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.expressions import Naam, Record, Verloopwaarde
from maatwerk_rules.model.node import Expression, Node
from maatwerk_rules.model.references import Artikelverwijzing, Uitspraak
from maatwerk_rules.model.types import Lijst, SoortType

RECORD_NOT_NAMED = Kind(
    "MW075",
    "record-niet-genoemd",
    Severity.FOUT,
    "`{naam}` bestaat {hoe}, maar {gevonden}.",
    "Een toets moet zeggen over welke record zij gaat.",
)
RULING_WITHOUT_ECLI = Kind(
    "MW861",
    "uitspraak-zonder-ecli",
    Severity.FOUT,
    "Bij `volgens uitspraak` staat niet welke uitspraak.",
    "Met de ECLI kan ieder de uitspraak opzoeken en nagaan of de verwachting klopt.",
)


def find(toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the names in a toets that refer to nothing, or to something of another kind."""
    yield from toets_base_names.find(toets, symbols)
    if id(toets) in symbols.bases.broken:
        return
    yield from _find_records_twice(toets, symbols)
    case = Whole(symbols.bases.whole(toets), symbols.single_records)
    for clausule in toets.clausules:
        if looks_at(find_in_clause, type(clausule)):
            yield from find_in_clause(clausule, symbols, case)


def _find_records_twice(toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the records of its own that bear a name that the whole case has already."""
    own = {naam for naam, record in _records_in(toets) if record.naam is not None}
    if not own:
        return
    own = {clausule.naam for clausule in toets.all(t.Toetsgegeven)}
    seen: set[str] = set()
    for fact, record in _records_in(symbols.bases.whole(toets)):
        if record.naam is None:
            continue
        if record.naam in seen and fact in own:
            span = symbols.place(record, record.naam)
            yield diagnostic(NAME_TWICE, span, naam=record.naam, help=("geef elk een eigen naam",))
        seen.add(record.naam)


def _records_in(toets: Toets) -> Iterator[tuple[str, Record]]:
    for clausule in toets.all(t.Toetsgegeven):
        for record in records_in(clausule.waarde):
            yield clausule.naam, record


@attrs.frozen(slots=False)
class Whole:
    """The whole case of a toets, and which facts always have one record."""

    toets: Toets
    single: Mapping[str, str]

    @cached_property
    def records(self) -> Mapping[str, str]:
        """The soort of each record by its name; a list may stand for the one record in it."""
        alone: dict[str, str] = {**self.single}
        named: dict[str, str] = {}
        for clausule in self.toets.all(t.Toetsgegeven):
            records = records_in(clausule.waarde)
            if len(records) == 1:
                alone[clausule.naam] = records[0].soort
            named |= {each.naam: each.soort for each in records if each.naam is not None}
        return {**alone, **named}


@singledispatch
def find_in_clause(node: Node, symbols: Symbols, case: Whole) -> Iterator[Diagnostic]:
    """Yield the names of one line that do not refer well; `case` is that of the toets."""
    yield from ()


@find_in_clause.register
def _(node: t.Toetsgegeven, symbols: Symbols, case: Whole) -> Iterator[Diagnostic]:
    yield from find_reference(node.naam, look.GEGEVEN, node, symbols)
    lijst = symbols.types.get(node.naam)
    yield from _find_options(node.waarde, symbols)
    if isinstance(lijst, Lijst):
        for record in records_in(node.waarde):
            yield from _find_in_record(record, lijst.soort, symbols)


def _find_options(waarde: Expression, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the options that do not exist: of the value itself, or of each part of its course."""
    values = [deel.waarde for deel in waarde.delen] if isinstance(waarde, Verloopwaarde) else []
    for value in values or [waarde]:
        if isinstance(value, Naam):
            yield from _find_option(value, symbols)


def _find_option(naam: Naam, symbols: Symbols) -> Iterator[Diagnostic]:
    if naam.naam not in symbols.opties and naam.naam not in symbols.values:
        yield report_unknown(naam.naam, "optie", naam.span, symbols.opties)


def _find_in_record(record: Record, soort: SoortType, symbols: Symbols) -> Iterator[Diagnostic]:
    if record.soort != soort.naam:
        span = symbols.place(record, record.soort, 1 if record.naam == record.soort else 0)
        yield report_unknown(record.soort, "soort in deze lijst", span, (soort.naam,))
        return
    for veld in record.velden or ():
        if soort.field(veld.veld) is None:
            names = [each.naam for each in soort.velden]
            span = symbols.place(veld, veld.veld)
            yield report_unknown(veld.veld, f"veld van {soort.naam}", span, names)
        else:
            yield from _find_options(veld.waarde, symbols)


@find_in_clause.register
def _(node: t.Toetsveld, symbols: Symbols, case: Whole) -> Iterator[Diagnostic]:
    yield from _find_options(node.waarde, symbols)


@find_in_clause.register
def _(node: t.Volgens, symbols: Symbols, case: Whole) -> Iterator[Diagnostic]:
    if isinstance(node.verwijzing, Artikelverwijzing):
        yield from find_reference(node.verwijzing.regeling, look.REGELING, node.verwijzing, symbols)
    if node.herkomst == "uitspraak" and not isinstance(node.verwijzing, Uitspraak):
        advice = "schrijf de ECLI erachter: `volgens uitspraak ECLI:NL:CRVB:2018:1600`"
        yield diagnostic(RULING_WITHOUT_ECLI, node.span, help=(advice,))


@find_in_clause.register
def _(node: t.Toetsoordeel, symbols: Symbols, case: Whole) -> Iterator[Diagnostic]:
    yield from find_reference(node.naam, look.OORDEEL, node, symbols)
    yield from find_reference(node.door, look.WIE, node, symbols)
    if isinstance(node.waarde, Naam):
        yield from _find_option(node.waarde, symbols)
    oordeel = symbols.oordelen.get(node.naam)
    if oordeel is None:
        return
    yield from _find_record(node.naam, node.voor, node, symbols, case.records)
    factors = [factor.naam for weegt in oordeel.all(Weegt) for factor in weegt.factoren]
    for weging in node.gewogen or ():
        if weging.factor not in factors:
            label = Label(symbols.place_of_name(oordeel), "hier staan de factoren")
            found = report_unknown(
                weging.factor,
                f"factor van {node.naam}",
                symbols.place(weging, weging.factor),
                factors,
            )
            yield look.with_label(found, label)


@find_in_clause.register
def _(node: t.Bekeken, symbols: Symbols, case: Whole) -> Iterator[Diagnostic]:
    yield from find_reference(node.door, look.WIE, node, symbols)


@find_in_clause.register
def _(node: t.Verwachting, symbols: Symbols, case: Whole) -> Iterator[Diagnostic]:
    yield from find_reference(node.uitkomst, look.UITKOMST, node, symbols)
    if node.uitkomst in symbols.values:
        yield from _find_record(node.uitkomst, node.voor, node, symbols, case.records)
    for naam in node.gronden or ():
        yield from find_reference(naam, look.REGEL, node, symbols)
    verwacht = node.verwacht
    if isinstance(verwacht, t.Vast | t.Voorlopig) and isinstance(verwacht.waarde, Naam):
        yield from _find_option(verwacht.waarde, symbols)
    if isinstance(verwacht, t.Voorlopig | t.Onbepaald):
        for missing in verwacht.ontbreekt or ():
            yield from _find_missing(missing, symbols, case.records)


def _find_missing(
    node: t.Ontbrekend, symbols: Symbols, records: Mapping[str, str]
) -> Iterator[Diagnostic]:
    record = symbols.soorttypes.get(records.get(node.voor or "", ""))
    if record and record.field(node.naam):
        return
    found = symbols.oordelen.get(node.naam) or symbols.values.get(node.naam)
    if found is None:
        span = symbols.place(node, node.naam)
        known = {**symbols.values, **symbols.oordelen}
        yield report_unknown(node.naam, "gegeven, oordeel of begrip", span, known)
        return
    left_open = found.one(InTeVullen) is not None
    if left_open and node.voor is None:  # what a lower regeling must fill in is missing once
        return
    yield from _find_record(node.naam, node.voor, node, symbols, records)


def _find_record(
    naam: str, voor: str | None, node: Node, symbols: Symbols, records: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Yield a finding when `voor` lacks, is needless, or names no record of the right soort."""
    soort = symbols.record_of(naam)
    if voor is None and soort is None:
        return
    if voor is None:
        advice = f"schrijf `{naam} voor …` met de naam van een {soort}"
        yield _not_named(node, naam, (f"per {soort}", "hier staat niet voor welke"), advice)
    elif soort is None:
        advice = f"haal `voor {voor}` weg"
        yield _not_named(node, naam, ("één keer", f"hier staat `voor {voor}`"), advice)
    elif voor not in records:
        mine = [record for record, its in records.items() if its == soort]
        yield report_unknown(voor, f"{soort} in deze toets", symbols.place(node, voor), mine)
    elif records[voor] != soort:
        found = f"`{voor}` is een {records[voor]}"
        yield _not_named(node, naam, (f"per {soort}", found), f"noem een {soort}")


def _not_named(node: Node, naam: str, words: tuple[str, str], advice: str) -> Diagnostic:
    hoe, gevonden = words
    return diagnostic(
        RECORD_NOT_NAMED, node.span, naam=naam, hoe=hoe, gevonden=gevonden, help=(advice,)
    )
