"""What a toets builds on is there, and what it leaves out or fills in is there to be changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from maatwerk_rules.analysis import lookup as look
from maatwerk_rules.analysis.lookup import find_reference
from maatwerk_rules.analysis.passes import looks_at
from maatwerk_rules.analysis.shape import LINE_TWICE
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.toets_bases import leaves_out, records_in, records_named
from maatwerk_rules.analysis.unknown_name import report_unknown
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model import toetsclauses as t
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.expressions import Record
from maatwerk_rules.model.node import Clause, Node
from maatwerk_rules.model.types import Lijst

BASE_IN_CIRCLE = Kind(
    "MW856",
    "toets-in-kring",
    Severity.FOUT,
    "De toets `{naam}` bouwt met `zoals` voort op zichzelf.",
    "In een kring is er geen eerste geval waar de andere iets van overnemen.",
)
NOTHING_LEFT_OUT = Kind(
    "MW857",
    "zonder-zonder-gevolg",
    Severity.FOUT,
    "Er valt hier niets weg te laten: {wat} is niet overgenomen.",
    "Wie iets weglaat dat er niet was, bedoelde vermoedelijk iets anders.",
)
NOT_ONE_RECORD = Kind(
    "MW858",
    "record-niet-eenduidig",
    Severity.FOUT,
    "Bij `{naam}` hoort hier niet precies één record, maar {aantal}.",
    "Alleen bij één record is zeker welk veld een andere waarde krijgt.",
)
JUDGEMENT_WITHOUT_RECORD = Kind(
    "MW859",
    "oordeel-zonder-record",
    Severity.FOUT,
    "Het overgenomen oordeel `{oordeel}` gaat over `{record}`, maar dat record is er hier niet.",
    "Een oordeel over iets dat er niet is, hoort niet bij dit geval.",
)


def find(toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a toets builds on, and with what it changes in that.

    Where the base is not known nothing is said of the changes: those may well fit.
    """
    yield from _find_base(toets, symbols)
    if id(toets) in symbols.bases.broken:
        return
    for clausule in toets.clausules:
        if looks_at(find_change, type(clausule)):
            yield from find_change(clausule, toets, symbols)
    yield from _find_fields_twice(toets)
    yield from _find_lost_records(toets, symbols)


def _find_base(toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    zoals, bases = toets.one(t.Zoals), symbols.bases
    if zoals is None:
        return
    if id(toets) in bases.circular:
        span = symbols.place(zoals, zoals.basis)
        advice = "laat één toets in de kring zelf het hele geval zeggen, zonder `zoals`"
        yield diagnostic(BASE_IN_CIRCLE, span, naam=toets.naam, help=(advice,))
    elif id(toets) not in bases.parents:
        others = [name for name in bases.candidates.get(id(toets), ()) if name != toets.naam]
        span = symbols.place(zoals, zoals.basis)
        yield report_unknown(zoals.basis, "toets", span, others)


@singledispatch
def find_change(node: Node, toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield what is wrong with a line that leaves out or fills in something."""
    yield from ()


@find_change.register
def _(node: t.ZonderGegeven, toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    taken = symbols.bases.taken_over(toets)
    if node.veld is None:
        wrong = tuple(find_reference(node.naam, look.GEGEVEN, node, symbols, occurrence=0))
        yield from wrong
        if not wrong:
            yield from _find_nothing(node, f"het gegeven `{node.naam}`", taken)
        return
    found = tuple(_find_record(node, node.naam, taken, symbols))
    yield from found
    if not found:
        (record,) = records_named(taken, node.naam)
        unknown = tuple(_find_field(node, node.veld, record, symbols))
        yield from unknown
        if not unknown and all(each.veld != node.veld for each in record.velden or ()):
            what = f"het veld `{node.naam}.{node.veld}`"
            yield diagnostic(NOTHING_LEFT_OUT, node.span, wat=what, help=("haal de regel weg",))


@find_change.register
def _(node: t.ZonderOordeel, toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    wrong = tuple(find_reference(node.naam, look.OORDEEL, node, symbols))
    yield from wrong
    if not wrong:
        about = f" voor `{node.voor}`" if node.voor else ""
        taken = symbols.bases.taken_over(toets)
        yield from _find_nothing(node, f"het oordeel `{node.naam}`{about}", taken)


@find_change.register
def _(node: t.ZonderBekeken, toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from _find_nothing(node, "`ambtshalve bekeken`", symbols.bases.taken_over(toets))


@find_change.register
def _(node: t.Toetsveld, toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    whole = symbols.bases.whole(toets).clausules
    found = tuple(_find_record(node, node.record, whole, symbols))
    yield from found
    if not found:
        (record,) = records_named(whole, node.record)
        yield from _find_field(node, node.veld, record, symbols)


def _find_nothing(node: Clause, what: str, taken: tuple[Clause, ...]) -> Iterator[Diagnostic]:
    if not any(leaves_out(node, each) for each in taken):
        yield diagnostic(NOTHING_LEFT_OUT, node.span, wat=what, help=("haal de regel weg",))


def _find_record(
    node: Node, name: str, clauses: tuple[Clause, ...], symbols: Symbols
) -> Iterator[Diagnostic]:
    """Yield a finding when a name does not mean just one record."""
    records = records_named(clauses, name)
    if len(records) == 1:
        return
    facts = [each for each in clauses if isinstance(each, t.Toetsgegeven)]
    named = [record.naam for each in facts for record in records_in(each.waarde) if record.naam]
    span = symbols.place(node, name)
    if records:
        mine = [f"`{record.naam}`" for record in records if record.naam not in (None, name)]
        advice = (
            f"noem het record zelf: {write_list(mine, 'of')}"
            if mine
            else ("geef de records elk een eigen naam en noem die")
        )
        yield diagnostic(NOT_ONE_RECORD, span, naam=name, aantal=str(len(records)), help=(advice,))
    elif any(each.naam == name for each in facts):
        advice = f"zet het record er eerst in: `gegeven {name} is […]`"
        yield diagnostic(NOT_ONE_RECORD, span, naam=name, aantal="geen", help=(advice,))
    else:
        single = [each.naam for each in facts if len(records_in(each.waarde)) == 1]
        yield report_unknown(name, "record in deze toets", span, (*named, *single))


def _find_field(node: Node, field: str, record: Record, symbols: Symbols) -> Iterator[Diagnostic]:
    soort = symbols.soorttypes.get(record.soort)
    if soort is not None and soort.field(field) is None:
        occurrence = 1 if record.naam == field else 0
        span = symbols.place(node, field, occurrence)
        names = [each.naam for each in soort.velden]
        yield report_unknown(field, f"veld van {soort.naam}", span, names)


def _find_fields_twice(toets: Toets) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], t.Toetsveld] = {}
    for each in toets.all(t.Toetsveld):
        key = (each.record, each.veld)
        if key in first:
            label = Label(first[key].span, "hier al gezegd")
            advice = ("houd één van beide over",)
            yield diagnostic(LINE_TWICE, each.span, labels=(label,), help=advice, blok="toets")
        first.setdefault(key, each)


def _find_lost_records(toets: Toets, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the judgements taken over about a record that the toets no longer has."""
    zoals = toets.one(t.Zoals)
    if zoals is None:
        return
    whole = symbols.bases.whole(toets)
    own = {id(each) for each in toets.clausules}
    for each in whole.all(t.Toetsoordeel):
        if id(each) in own or each.voor is None or _is_there(each.voor, whole, symbols):
            continue
        if isinstance(lijst := symbols.types.get(each.voor), Lijst) and lijst.minimum:
            continue
        yield diagnostic(
            JUDGEMENT_WITHOUT_RECORD,
            symbols.place(zoals, zoals.basis),
            labels=(Label(each.span, "dit oordeel"),),
            help=(f"schrijf `zonder oordeel {each.naam} voor {each.voor}`",),
            oordeel=each.naam,
            record=each.voor,
        )


def _is_there(name: str, whole: Toets, symbols: Symbols) -> bool:
    """Tell whether a toets has a record of a name; that of an `een` fact is always there."""
    type_ = symbols.types.get(name)
    always = isinstance(type_, Lijst) and type_.single and type_.minimum > 0
    return always or bool(records_named(whole.clausules, name))
