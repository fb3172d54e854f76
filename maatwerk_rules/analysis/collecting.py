"""From the declarations to the tables of names, and the names that are declared twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

from maatwerk_rules.analysis.declared_types import (
    Known,
    Place,
    declared_type,
    find_doubled_options,
    find_in_type,
    literal_type,
    literal_value,
)
from maatwerk_rules.analysis.places import gather_sources
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import types
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Geldigheid, Ingang
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.model.typenodes import Keuzetype
from maatwerk_rules.source import Source, Span

NAME_TWICE = Kind(
    "MW004",
    "dubbele-naam",
    Severity.FOUT,
    "De naam `{naam}` is al in gebruik.",
    "Wie de naam leest moet weten wat er bedoeld is.",
)
TEST_NAME_TWICE = Kind(
    "MW953",
    "dubbele-toetsnaam",
    Severity.WAARSCHUWING,
    "Er is al een toets met de naam `{naam}`.",
    "In het verslag van de toetsen zijn zij dan niet uit elkaar te houden.",
)

D = TypeVar("D", bound=Declaration)

# Names of values and of judgements share a space: `ontbreekt x` may name either.
SPACES: tuple[tuple[type[Declaration], ...], ...] = (
    (
        *(d.Gegeven, d.Bedrag, d.Aantal, d.Percentage, d.Begrip, d.Uitkomst, d.Tabel),
        *(d.Huishouden, d.Oordeel),
    ),
    (d.Regel, d.Uitzondering, d.Aanpassing, d.Afwijkingsgrond, d.Hardheidsclausule),
    (d.Soort,),
    (d.Keuze,),
    (d.Groep,),
    (d.Regeling,),
    (d.Orgaan, d.Functie),
    (d.Register,),
    (d.Waarde,),
    (d.Bedoeling,),
    (d.Toelaatbaar, d.Aanname),
)

_WITH_TYPES = (d.Keuze, d.Soort, d.Gegeven, d.Begrip, d.Uitkomst, d.Oordeel, d.Tabel)
"""What says a type, in itself or in its fields."""


def collect(beleid: Beleid) -> tuple[Symbols, tuple[Diagnostic, ...]]:
    """Return the tables of a policy with the policies it uses, and what is wrong in them."""
    sources = gather_sources(beleid)
    keuzes = _table(beleid, d.Keuze)
    without_soorten = Known(keuzes, {})
    soorten = _table(beleid, d.Soort)
    soorttypes = {
        naam: types.SoortType(
            naam,
            tuple(
                types.Veldtype(veld.naam, declared_type(veld.type, without_soorten))
                for veld in soort.velden
            ),
        )
        for naam, soort in soorten.items()
    }
    known = Known(keuzes, MappingProxyType(soorttypes))
    values = _table(beleid, *SPACES[0][:-2])
    oordelen = _table(beleid, d.Oordeel)
    own_types = {
        naam: _type_of_declaration(each, known)
        for naam, each in [*oordelen.items(), *values.items()]
    }
    huishoudens = _table(beleid, d.Huishouden)
    together = {naam: _type_together(each, own_types) for naam, each in huishoudens.items()}
    symbols = Symbols(
        beleid=beleid,
        sources=MappingProxyType(sources),
        values=values,
        oordelen=oordelen,
        soorten=soorten,
        keuzes=keuzes,
        regels=_table(beleid, *SPACES[1]),
        groepen=_table(beleid, d.Groep),
        regelingen=_table(beleid, d.Regeling),
        organen=_table(beleid, d.Orgaan),
        functies=_table(beleid, d.Functie),
        registers=_table(beleid, d.Register),
        waarden=_table(beleid, d.Waarde),
        bedoelingen=_table(beleid, d.Bedoeling),
        toetsen=_table(beleid, d.Toets),
        invullingen=_grouped(beleid.all(d.Invulling), lambda each: each.naam),
        opties=_options(beleid),
        huishoudens=huishoudens,
        types=MappingProxyType({**together, **own_types}),
        soorttypes=known.soorttypes,
        kinderen=_grouped(beleid.all(d.Uitzondering), lambda each: each.op),
    )
    return symbols, (*_find_doubles(symbols), *_find_in_types(beleid, known, sources))


def _type_together(
    huishouden: d.Huishouden, own: Mapping[str, types.Type]
) -> types.Lijst | types.Typefout:
    """Return the type of the lists of a household as one list."""
    found = [own.get(naam) for naam in huishouden.lijsten]
    lists = [each for each in found if isinstance(each, types.Lijst)]
    if len(lists) != len(found) or any(each.soort != lists[0].soort for each in lists):
        return types.Typefout()
    most, least = sum(each.maximum for each in lists), sum(each.minimum for each in lists)
    return types.Lijst(lists[0].soort, most, least)


def _table(beleid: Beleid, *kinds: type[Declaration]) -> Mapping[str, Any]:
    found: dict[str, Declaration] = {}
    for part in (*beleid.all_used(), beleid):
        own = part.kept((_table, kinds), partial(_own_table, part, kinds))
        if not found:
            found = dict(own)
            continue
        for name, each in own.items():
            found.setdefault(name, each)
    return MappingProxyType(found)


def _own_table(beleid: Beleid, kinds: tuple[type[Declaration], ...]) -> dict[str, Declaration]:
    found: dict[str, Declaration] = {}
    for each in beleid.own(*kinds):
        found.setdefault(each.name, each)
    return found


def _grouped(found: Iterable[D], key: Callable[[D], str]) -> Mapping[str, tuple[D, ...]]:
    groups: dict[str, tuple[D, ...]] = {}
    for each in found:
        groups[key(each)] = (*groups.get(key(each), ()), each)
    return MappingProxyType(groups)


def _options(beleid: Beleid) -> Mapping[str, tuple[str, ...]]:
    """Return for each option the keuzes it belongs to; one written in place bears its holder."""
    found: dict[str, tuple[str, ...]] = {}
    for each in beleid.all(*_WITH_TYPES):
        for holder, opties in _keuzes_in(each):
            for optie in opties:
                found[optie] = (*found.get(optie, ()), holder)
    return MappingProxyType(found)


def _keuzes_in(declaration: Declaration) -> Iterator[tuple[str, tuple[str, ...]]]:
    match declaration:
        case d.Keuze(naam=naam, opties=opties):
            yield naam, opties
        case d.Soort(velden=velden):
            for veld in velden:
                if isinstance(veld.type, Keuzetype):
                    yield veld.naam, veld.type.opties
        case d.Gegeven() | d.Begrip() | d.Uitkomst() | d.Oordeel() | d.Tabel():
            if isinstance(declaration.type, Keuzetype):
                yield declaration.naam, declaration.type.opties


def _type_of_declaration(declaration: Declaration, known: Known) -> types.Type:
    match declaration:
        case d.Bedrag(periode=periode):
            return types.Bedrag(periode)
        case d.Aantal(eenheid=eenheid):
            unit = types.Aantal(eenheid)
            return types.Aantal(eenheid, exact=_has_parts(declaration, unit))
        case d.Percentage():
            return types.Percentage()
        case d.Gegeven() | d.Begrip() | d.Uitkomst() | d.Oordeel() | d.Tabel():
            return declared_type(declaration.type, known)
    raise TypeError(f"{type(declaration).__name__} has no value")


def _has_parts(declaration: d.Aantal, unit: types.Aantal) -> bool:
    found = (literal_type(ingang.waarde, unit) for ingang in declaration.all(Ingang))
    return any(isinstance(each, types.Aantal) and each.exact for each in found)


def constants_of(declaration: Declaration) -> tuple[types.Scalar, ...]:
    """Return the values a dated amount ever has, as written."""
    found = (literal_value(ingang.waarde) for ingang in declaration.all(Ingang))
    return tuple(each for each in found if each is not None)


def _find_doubles(symbols: Symbols) -> Iterator[Diagnostic]:
    own = set(map(id, symbols.beleid.declaraties))
    for kinds in SPACES:
        first: dict[str, Declaration] = {}
        for each in symbols.beleid.all(*kinds):
            if each.name in first:
                yield _double(each, first[each.name], symbols, own)
            first.setdefault(each.name, each)
    yield from _find_double_toetsen(symbols)
    yield from _find_double_invullingen(symbols)
    yield from _find_options_as_values(symbols)
    yield from _find_double_fields(symbols)


def _double(again: Declaration, first: Declaration, symbols: Symbols, own: set[int]) -> Diagnostic:
    shared = id(first) not in own and id(again) in own
    where = "in gebruikt beleid beschreven" if shared else "hier beschreven"
    advice = (
        "kies een andere naam; wie iets invult schrijft `invulling`"
        if shared
        else "geef een van beide een andere naam"
    )
    return _twice(
        symbols.place_of_name(again), again.name, Label(symbols.place_of_name(first), where), advice
    )


def _twice(span: Span, name: str, first: Label, advice: str) -> Diagnostic:
    return diagnostic(NAME_TWICE, span, labels=(first,), naam=name, help=(advice,))


def _find_double_toetsen(symbols: Symbols) -> Iterator[Diagnostic]:
    first: dict[str, d.Toets] = {}
    for toets in symbols.beleid.own(d.Toets):
        if toets.naam in first:
            label = Label(symbols.place_of_name(first[toets.naam]), "hier staat de andere")
            span = symbols.place_of_name(toets)
            yield diagnostic(TEST_NAME_TWICE, span, labels=(label,), naam=toets.naam)
        first.setdefault(toets.naam, toets)


def _find_double_invullingen(symbols: Symbols) -> Iterator[Diagnostic]:
    for naam, invullingen in symbols.invullingen.items():
        for index, each in enumerate(invullingen):
            other = next((it for it in invullingen[:index] if _overlap(it, each)), None)
            if other:
                label = Label(symbols.place_of_name(other), "hier al ingevuld")
                advice = "houd één invulling over, of geef elk haar eigen `geldt van … tot …`"
                yield _twice(symbols.place_of_name(each), naam, label, advice)


def _overlap(one: d.Invulling, other: d.Invulling) -> bool:
    (start, end), (begin, stop) = _validity(one), _validity(other)
    return start < stop and begin < end


def _validity(invulling: d.Invulling) -> tuple[date, date]:
    geldigheid = invulling.one(Geldigheid)
    if geldigheid is None:
        return types.EARLIEST, types.LATEST
    return geldigheid.vanaf, geldigheid.tot or types.LATEST


def _find_options_as_values(symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the values that bear the name of an option: nobody could tell which is meant."""
    for each in symbols.beleid.all(*_WITH_TYPES):
        for _, opties in _keuzes_in(each):
            for optie in dict.fromkeys(opties):
                value = symbols.values.get(optie) or symbols.oordelen.get(optie)
                if value:
                    label = Label(symbols.place(each, optie), "hier een optie")
                    advice = "geef de optie of de waarde een andere naam"
                    yield _twice(symbols.place_of_name(value), optie, label, advice)


def _find_double_fields(symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the fields of a soort with one name, and per-record begrippen that hide a field."""
    for soort in symbols.soorten.values():
        first: dict[str, Node] = {}
        for veld in soort.velden:
            if veld.naam in first:
                label = Label(_place_of_field(first[veld.naam], symbols), "hier beschreven")
                span = _place_of_field(veld, symbols)
                yield _twice(span, veld.naam, label, "geef een van beide een andere naam")
            first.setdefault(veld.naam, veld)
        for naam in symbols.by_record.get(soort.naam, ()):
            value = symbols.values.get(naam)
            if value is not None and naam in first:
                label = Label(_place_of_field(first[naam], symbols), "hier een veld")
                advice = "geef het veld of het begrip een andere naam"
                yield _twice(symbols.place_of_name(value), naam, label, advice)


def _place_of_field(veld: Node, symbols: Symbols) -> Span:
    return symbols.place(veld, getattr(veld, "naam", ""))


def _find_in_types(
    beleid: Beleid, known: Known, sources: Mapping[str, Source]
) -> Iterator[Diagnostic]:
    for each in beleid.all(*_WITH_TYPES):
        match each:
            case d.Keuze(opties=opties):
                yield from find_doubled_options(each, opties, sources)
            case d.Soort(velden=velden):
                for veld in velden:
                    at = Place(veld.naam, veld, needs_range=True)
                    yield from find_in_type(veld.type, at, known, sources)
            case d.Gegeven(naam=naam, type=written):
                at = Place(naam, each, needs_range=True, may_be_list=True)
                yield from find_in_type(written, at, known, sources)
            case d.Oordeel(naam=naam, type=written):
                at = Place(naam, each, needs_range=True)
                yield from find_in_type(written, at, known, sources)
            case d.Begrip() | d.Uitkomst() | d.Tabel():
                yield from find_in_type(each.type, Place(each.naam, each), known, sources)
